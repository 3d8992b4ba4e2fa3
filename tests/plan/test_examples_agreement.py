"""What the examples say of decisions, registers, people and priorities: the papers' facts, nothing added."""

import re
from collections.abc import Callable, Iterator

import pytest

from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.column import Kind
from jcplanner.domain.consulting import four_tests, holds_back
from jcplanner.domain.deciding import decisions_of, differ, elapsed, outcomes
from jcplanner.domain.decisions import Decision
from jcplanner.domain.implying import implications_of
from jcplanner.domain.partners import Partner
from jcplanner.domain.people import OfficerTime, Post
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.priorities import (
    Candidate,
    Criterion,
    Envelope,
    Exercise,
    ProgrammeSpend,
    Score,
)
from jcplanner.domain.proposals import Clearance, Consultation, Proposal
from jcplanner.domain.recommending import recommendations_of
from jcplanner.domain.record import Record
from jcplanner.domain.registers import (
    Benefit,
    BenefitAmount,
    Engagement,
    Issue,
    Lesson,
    Opportunity,
    OutcomeMeasure,
    Risk,
    Submission,
)
from jcplanner.domain.stocktake import annual, by_category, by_tier, entries_of, summary
from jcplanner.plan.plan import Plan
from jcplanner.plan.templates import example_names

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
            assert all("illustrative" in owner or "(recommendation" in owner for owner in owners), (
                owners
            )


@pytest.mark.parametrize("name", example_names())
def test_officers_are_posts_and_never_names(example: Callable[[str], Plan], name: str):
    """Names that the papers print beside posts."""
    printed = re.compile(
        "Yates|Dugan|Mehaffey|Trickett|Ellson|Sinnott|Wilson|Sadiq|Idowu|Parkin|Moore|Sowerby"
        "|Warrington|Everson|Edwynn"
    )
    assert [where for where, text in texts(example(name)) if printed.search(text or "")] == []


def test_the_council_is_a_consultee_and_the_nhs_owns_the_plan(example: Callable[[str], Plan]):
    """004¶2(a) and ¶30."""
    plan = example("leicestershire-2018")
    roles = {held.short: held.plan_role for held in plan.table(Partner).values()}
    assert [short for short, role in roles.items() if role == "consultee"] == [
        "County",
        "City",
        "Rutland",
    ]
    assert {roles[f"CCG {number}"] for number in (1, 2, 3)} == {"co-owner"}


def test_boards_come_to_differing_outcomes_on_a_proposal_called_illustrative(
    example: Callable[[str], Plan],
):
    """004¶20 says that they do, and of no proposal; only what Cabinet noted in 2016 is its own."""
    plan = example("leicestershire-2018")
    change = one(plan, Proposal, "A service change")
    assert differ(plan.records, change) and len(outcomes(plan.records, change)) == 4
    took = elapsed(plan.records, change)
    assert took and (str(took.first), str(took.last), took.awaited) == (
        "2017-06-13",
        "2018-02-01",
        1,
    )
    for held in plan.table(Decision).values():
        if held.outcome not in ("not yet", "noted"):
            assert held.proposal == change and held.note.startswith("Illustrative")
    [noted] = decisions_of(plan.records, one(plan, Proposal, "Draft Sustain"))
    assert (noted.outcome, str(noted.decided_on)) == ("noted", "2016-12-13")


def test_the_stocktake_comes_out_as_printed(example: Callable[[str], Plan]):
    """004¶9 and ¶41-48: 14.6 FTE; 130,000 + 1,300,000 + 475,000; 118,750 in three months."""
    plan = example("leicestershire-2018")
    held = entries_of(plan.records, 2017)
    assert {tier: counted.annual for tier, counted in by_tier(held)} == {
        "strategic": 130_000_00,
        "dedicated": 1_300_000_00,
        "operational": 475_000_00,
    }
    fte = [counted.fte for _, counted in by_category(held, "dedicated")]
    assert fte == [0, 400, 440, 620] and sum(fte) == 1_460
    [sampled] = [entry for entry in held if entry.months == 3]
    assert (sampled.cost, annual(sampled)) == (118_750_00, 475_000_00)
    paper = summary(held)
    assert (paper.shown.annual, paper.left_out.annual) == (1_430_000_00, 475_000_00)
    assert paper.whole.annual == 1_905_000_00 and paper.whole.mixed
    assert summary(entries_of(plan.records, 2018)).whole.annual == 875_000_00


def test_four_concerns_and_a_review_that_was_refused(example: Callable[[str], Plan]):
    """004¶29 and ¶32."""
    plan = example("leicestershire-2018")
    issues = list(plan.table(Issue).values())
    concerns = [held for held in issues if held.words.startswith("Concern (")]
    assert [held.words[8:11] for held in concerns] == ["(a)", "(b)", "(c)", "(d)"]
    assert {plan.records.name("body", held.raised_by) for held in concerns} == {"Cabinet"}
    [review] = [held for held in issues if "rejected by the NHS locally" in held.answer]
    assert review.wanted and review.state == "open"
    [risk] = plan.table(Risk).values()
    assert risk.external == "Corporate Risk Register"


def test_the_gap_is_stated_twice_and_the_better_care_fund_once(example: Callable[[str], Plan]):
    """004¶3, ¶16 and ¶37."""
    plan = example("leicestershire-2018")
    stated = sorted(
        (held.amount or 0) // 1_000_000_00 for held in plan.table(StatedFigure).values()
    )
    assert stated == [52, 400, 409]


def test_derby_is_asked_to_consult_first_with_no_other_options(example: Callable[[str], Plan]):
    """001¶2.1-2.4, ¶4.23, ¶5.1 and Appendix 1, 2.1."""
    plan = example("derby-home-first")
    first, final = (
        one(plan, Proposal, "Health & Care System"),
        one(plan, Proposal, "Integrated del"),
    )
    asked = recommendations_of(plan.records, first)
    assert len(asked) == 4 and all(held.words.startswith("To approve ") for held in asked)
    assert plan.table(Proposal)[first].alternatives == "none"
    assert plan.table(Proposal)[first].step == "approve to consult"
    assert plan.table(Proposal)[final].follows == first
    [consultation] = plan.table(Consultation)
    assert [held.state for held in four_tests(plan.records, consultation)] == ["not yet"] * 4
    assert not holds_back(plan.records, first) and len(holds_back(plan.records, final)) == 5


def test_derby_says_something_under_each_of_ten_headings_and_five_times_none(
    example: Callable[[str], Plan],
):
    """001 Appendix 1, and the sign-off box: posts only."""
    plan = example("derby-home-first")
    held = implications_of(plan.records, one(plan, Proposal, "Health & Care System"))
    assert len(held) == 10 and all(implied.is_said for implied in held)
    assert [implied.heading.name for implied in held if implied.none] == [
        "IT",
        "Health and Safety",
        "Environmental Sustainability",
        "Property and Asset Management",
        "Risk Management",
    ]
    assert [cleared.post for cleared in plan.table(Clearance).ordered()] == [
        "Legal officer",
        "Financial officer",
        "Human Resources officer",
        "Estates/Property officer",
        "Service Director(s)",
        "Other(s)",
    ]


def test_the_benefit_of_derby_is_the_saving_and_falls_elsewhere(example: Callable[[str], Plan]):
    plan = example("derby-home-first")
    [benefit] = plan.table(Benefit).values()
    assert (
        benefit.saving
        and plan.records.name("service_area", benefit.service_area) == "Care packages"
    )
    assert [held.planned for held in plan.table(BenefitAmount).values()] == [843_000_00]


def test_worcestershire_notes_and_agrees_and_nobody_with_authority_decides(
    example: Callable[[str], Plan],
):
    """002¶1."""
    plan = example("worcestershire-2016")
    [proposal] = plan.table(Proposal)
    asked = [held.words.split()[1] for held in recommendations_of(plan.records, proposal)]
    assert asked == ["Note", "Note", "Agree"]
    [said] = decisions_of(plan.records, proposal)
    assert (said.body.authority, str(said.met_on)) == ("advisory", "2016-09-13")
    assert [held.kind for held in plan.problems if held.kind == "proposal that nobody decides"]


def test_worcestershire_has_four_kinds_of_evidence_twelve_areas_and_no_envelope(
    example: Callable[[str], Plan],
):
    """002¶9-12: 14 areas in words, 12 in the list; no budget by area."""
    plan = example("worcestershire-2016")
    assert not plan.table(Envelope) and not plan.table(ProgrammeSpend) and not plan.table(Score)
    assert len(plan.table(Criterion)) == 4
    areas = [held.service_area for held in plan.table(Candidate).values()]
    assert len(set(areas)) == len(areas) == 12 and None not in areas


def test_worcestershire_knows_its_submissions_and_whom_it_engaged(example: Callable[[str], Plan]):
    """002¶5-6, ¶19-23."""
    plan = example("worcestershire-2016")
    due = [held.due for held in plan.table(Submission).ordered() if held.due]
    assert due == ["2016-06-30", "2016-10-21", "2016-12-31"]
    states = [held.state for held in plan.table(Engagement).ordered()]
    assert states == ["held", "held", "planned", "held", "planned"]
    assert any("More than 20 VCS" in held.came_back for held in plan.table(Engagement).values())
