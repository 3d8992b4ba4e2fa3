"""What the examples say of decisions, registers, people and priorities: the papers' facts, nothing added."""

import re
from collections.abc import Callable, Iterator

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.column import Kind
from jcplanner.domain.deciding import decisions_of, is_decided
from jcplanner.domain.decisions import TERMS_HEADINGS, BodySignOff, BodyTerm, Decision, Meeting
from jcplanner.domain.implying import implications_of
from jcplanner.domain.options import chosen_of, parts_of
from jcplanner.domain.partners import Body
from jcplanner.domain.people import OfficerTime, Post
from jcplanner.domain.priorities import Candidate, Criterion, Exercise, Score
from jcplanner.domain.proposals import Proposal, ProposalOption
from jcplanner.domain.record import Record
from jcplanner.domain.registers import (
    Benefit,
    Engagement,
    Issue,
    Lesson,
    Opportunity,
    OutcomeMeasure,
    Risk,
    Submission,
)
from jcplanner.plan.plan import Plan
from jcplanner.plan.templates import example_names, fill

SOURCED: tuple[type[Record], ...] = (
    Proposal,
    Decision,
    Risk,
    Issue,
    Opportunity,
    Lesson,
    OutcomeMeasure,
    Benefit,
    Engagement,
    Submission,
    OfficerTime,
    Post,
    Exercise,
)


@pytest.fixture
def example(empty_plan: Callable[[], Plan]) -> Callable[[str], Plan]:
    def make(name: str) -> Plan:
        plan = empty_plan()
        fill(plan, name)
        return plan

    return make


def one(plan: Plan, kind: type[Record], begins: str) -> str:
    """The id of the one record whose name begins so."""
    rows = plan.table(kind).rows.values()
    place = plan.table(kind).index(kind.NAMED_BY)
    [found] = [row[0] for row in rows if str(row[place]).startswith(begins)]
    return found


def texts(plan: Plan) -> Iterator[tuple[str, str]]:
    for kind in RECORDS:
        for column in kind.COLUMNS:
            if column.kind in (Kind.TEXT, Kind.NOTE):
                place = plan.table(kind).index(column.name)
                for row in plan.table(kind).rows.values():
                    yield f"{kind.ONE}.{column.name}", row[place]


@pytest.mark.parametrize("name", example_names())
def test_what_is_said_of_agreement_has_its_paper_or_is_called_illustrative(
    example: Callable[[str], Plan], name: str
):
    plan = example(name)
    for kind in SOURCED:
        held = plan.table(kind)
        assert all(row[held.index("source")] for row in held.rows.values()), kind.MANY
    for kind in RECORDS:
        if "owner" in kind.NAMES:
            held = plan.table(kind)
            owners = {row[held.index("owner")] for row in held.rows.values()} - {""}
            assert all("illustrative" in owner or "¶" in owner for owner in owners), owners


@pytest.mark.parametrize("name", example_names())
def test_officers_are_posts_and_never_names(example: Callable[[str], Plan], name: str):
    """Names that the papers print beside posts."""
    printed = re.compile(
        "Yates|Dugan|Mehaffey|Trickett|Ellson|Sinnott|Wilson|Sadiq|Idowu|Parkin|Moore|Sowerby"
        "|Warrington|Everson|Edwynn"
    )
    assert [where for where, text in texts(example(name)) if printed.search(text or "")] == []


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
    board, group = one(plan, Body, "Herefordshire Public Services Board"), one(plan, Body, "HPS St")
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
