"""What the two examples of Herefordshire say of decisions, registers, gates and people: the papers' facts."""

from collections.abc import Callable

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.deciding import decisions_of, is_decided
from jcplanner.domain.decisions import TERMS_HEADINGS, BodySignOff, BodyTerm, Meeting
from jcplanner.domain.gates import criteria_of, missing
from jcplanner.domain.implying import implications_of
from jcplanner.domain.options import chosen_of, options_of, parts_of
from jcplanner.domain.partners import Body
from jcplanner.domain.people import Post
from jcplanner.domain.priorities import (
    Candidate,
    Criterion,
    Score,
)
from jcplanner.domain.proposals import Proposal, ProposalOption
from jcplanner.domain.recommending import recommendations_of
from jcplanner.domain.registers import (
    Contract,
    ContractShare,
    Engagement,
    Issue,
    Lesson,
    Risk,
    Submission,
)
from jcplanner.domain.stage_reviews import StageReview
from jcplanner.plan.plan import Plan


def test_three_boards_are_asked_on_three_days_of_october_2011(example: Callable[[str], Plan]):
    """003, Purpose."""
    plan = example("herefordshire-2011")
    [proposal] = plan.table(Proposal)
    said = decisions_of(plan.records, proposal)
    assert {held.body.name: str(held.met_on) for held in said} == {
        "NHS Herefordshire Board": "2011-10-19",
        "Cabinet": "2011-10-20",
        "HHCC Board": "2011-10-25",
    }
    assert {held.state for held in said} == {"awaited"}
    assert len({held.body.partner for held in said}) == len(plan.table(Meeting)) == 3
    assert not is_decided(plan.records, proposal)


def test_an_option_keeps_its_identity_under_two_numbers_and_a_hybrid_is_chosen(
    example: Callable[[str], Plan],
):
    """003¶1, ¶23 and ¶24."""
    plan = example("herefordshire-2011")
    [proposal] = plan.table(Proposal)
    [chosen] = chosen_of(plan.records, proposal)
    assert chosen.kind == "hybrid"
    parts = parts_of(plan.records, chosen.id)
    assert [held.numbers for held in parts] == [
        "3 in paragraph 23; not in paragraph 1",
        "3 in paragraph 1, 4 in paragraph 23",
    ]
    assert len(plan.table(ProposalOption)) == 5


def test_the_proposed_board_has_its_terms_under_the_six_headings(example: Callable[[str], Plan]):
    plan = example("herefordshire-2011")
    bodies = {held.kind: held.id for held in plan.table(Body).values()}
    board, group = bodies["Joint board"], bodies["Steering group"]
    terms = plan.table(BodyTerm)
    assert [held.heading for held in terms.values() if held.body == board] == list(TERMS_HEADINGS)
    assert len([held for held in terms.values() if held.body == group]) == 4
    states = {held.state for held in plan.table(BodySignOff).values() if held.body == board}
    assert states == {"not yet"} and len(plan.table(BodySignOff)) == 3
    assert plan.table(Body)[board].authority == "none"


def test_the_lesson_of_2011_is_that_the_benefits_were_not_recorded(example: Callable[[str], Plan]):
    """003¶9."""
    plan = example("herefordshire-2011")
    lessons = [held.happened for held in plan.table(Lesson).values()]
    assert any("less structure and formal recording of the benefits" in held for held in lessons)
    registers = {held.external for held in plan.table(Risk).values()}
    assert registers == {"A new HPS Risk Register will be produced for the Board."}
    assert all(held.inherent_likelihood is None for held in plan.table(Risk).values())


def test_herefordshire_2011_has_no_budget_and_13_priorities_that_nobody_has_scored(
    example: Callable[[str], Plan],
):
    plan = example("herefordshire-2011")
    assert not plan.table(BudgetLine) and not plan.table(Score)
    assert (len(plan.table(Candidate)), len(plan.table(Criterion))) == (13, 6)
    [proposal] = plan.table(Proposal)
    implied = {held.heading.name: held for held in implications_of(plan.records, proposal)}
    assert implied["Financial implications"].none
    assert all(held.is_said for held in implied.values())


def test_herefordshire_2016_has_options_a_mandate_and_nil_said_on_purpose(
    example: Callable[[str], Plan],
):
    """000¶1, ¶3, ¶31 and the three recommendations."""
    plan = example("herefordshire-2016")
    proposal = plan.table(Proposal).ordered()[0].id
    assert len(recommendations_of(plan.records, proposal)) == 3
    kinds = [held.kind for held in options_of(plan.records, proposal)]
    assert kinds == ["change", "do nothing", "mandated"]
    assert "mandated by NHS England" in plan.table(Proposal)[proposal].mandate
    implied = {held.heading.name: held for held in implications_of(plan.records, proposal)}
    assert [name for name, held in implied.items() if held.none] == ["Financial implications"]
    assert implied["Financial implications"].words.startswith("There are no direct costs")
    [said] = decisions_of(plan.records, proposal)
    assert (str(said.met_on), said.state) == ("2016-07-28", "awaited")


def test_herefordshire_2016_has_risks_on_both_sides_and_one_that_became_an_issue(
    example: Callable[[str], Plan],
):
    """000¶34-36; the overspend of £1.3m of the care homes pool [S41]."""
    plan = example("herefordshire-2016")
    risks = plan.table(Risk)
    sides = [held.side for held in risks.ordered()]
    assert sides == ["if we don't"] * 2 + ["if we do"] * 2
    assert all("scores illustrative" in held.source for held in risks.values())
    [issue] = [held for held in plan.table(Issue).values() if held.risk]
    assert risks[issue.risk or ""].state == "occurred" and issue.amount == 1_300_000_00


def test_herefordshire_2016_knows_what_is_due_and_the_joint_contract(
    example: Callable[[str], Plan],
):
    """000¶7, ¶15, ¶21-22 and ¶27."""
    plan = example("herefordshire-2016")
    due = [(held.due, held.state) for held in plan.table(Submission).ordered()]
    assert due == [
        ("2016-04-15", "sent"),
        ("2016-06-30", "sent"),
        ("2016-09-30", "planned"),
        ("2016-10-31", "planned"),
        ("2017-03-31", "planned"),
    ]
    [contract] = plan.table(Contract)
    shares = [held for held in plan.table(ContractShare).values() if held.contract == contract]
    assert [held.share for held in shares] == [None, None] and len(shares) == 2
    engaged = [held.state for held in plan.table(Engagement).ordered()]
    assert engaged == ["none on purpose", "planned", "planned"]


def test_the_gate_of_care_homes_is_open_and_says_what_it_lacks(example: Callable[[str], Plan]):
    plan = example("herefordshire-2016")
    first, second = plan.table(StageReview).ordered()
    assert (first.from_stage, first.to_stage, second.to_stage) == ("align", "learn", "integrate")
    assert len(criteria_of(plan.records, first.id)) == 4
    words = [held.words for held in missing(plan.records, first.id, plan.figures)]
    assert "Cabinet has not decided" in words and "CCG Governing Body has not decided" in words
    assert len([held for held in words if held.startswith("criterion")]) == 2
    for review in (first, second):
        for criterion in criteria_of(plan.records, review.id):
            assert criterion.name.endswith("(illustrative)")


def test_posts_that_no_paper_names_are_called_illustrative(example: Callable[[str], Plan]):
    plan = example("herefordshire-2016")
    posts = list(plan.table(Post).values())
    for post in posts:
        made_up = post.source == "Illustrative"
        assert (
            post.name.endswith("(illustrative)") == made_up == post.note.startswith("Illustrative")
        )
    assert {post.state for post in posts} == {"now and proposed", "proposed only", "now only"}
