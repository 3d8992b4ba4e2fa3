"""The matrix of decisions, the facts below it, the forward plan, and what has changed since."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jcplanner.domain.deciding import said
from jcplanner.domain.partners import Body
from jcplanner.domain.proposals import Consultation, Proposal
from jcplanner.domain.versions import Version, in_groups
from jcplanner.plan import decision_edits, edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from jcplanner.reports.decided_figures import Since, stale_decisions
from jcplanner.reports.decision_facts import (
    NOT_BOUND,
    consultation_facts,
    decision_facts,
    proposal_facts,
)
from jcplanner.reports.decisions import decisions_report, matrix, say_distance, say_short
from jcplanner.reports.forward_plan import forward_plan_report
from tests.domain.decided_records import GOVERNANCE

TODAY = date(2011, 10, 8)


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    """The governance plan of 003 in a real file."""
    held = new_plan(tmp_path / "Governance.jcplan", GOVERNANCE)
    yield held.plan
    held.discard()


def record(plan: Plan, proposal: str, body: str, outcome: str, day: str, **fields: str) -> None:
    decision_edits.record_decision(plan, proposal, body, outcome=outcome, decided_on=day, **fields)


def three_boards(plan: Plan) -> None:
    """003: 19, 20 and 25 October 2011."""
    record(plan, "hps", "pctb", "approved", "2011-10-19")
    record(
        plan, "hps", "cabinet", "approved", "2011-10-20", minute="44", conditions="For 18 months"
    )
    record(plan, "hps", "hhccb", "approved", "2011-10-25")


def texts(plan: Plan, row: int) -> list[tuple[str, str]]:
    return [(cell.word, cell.detail) for cell in matrix(plan, TODAY).rows[row].cells]


def notices(plan: Plan, row: int) -> list[str]:
    return [words for words, _ in matrix(plan, TODAY).rows[row].notices]


def test_bodies_stand_across_with_what_each_may_do(plan: Plan):
    assert matrix(plan, TODAY).heads == (
        ("Cabinet", "decides"),
        ("PCT Board", "decides"),
        ("HHCC Board", "decides"),
        ("Health and Wellbeing Board", "advises"),
        ("HPS Steering Group", "has no authority"),
    )


def test_before_the_meetings_each_body_is_awaited_on_its_own_date(plan: Plan):
    assert texts(plan, 0) == [
        ("Awaited", "20 Oct 2011, in 12 days"),
        ("Awaited", "19 Oct 2011, in 11 days"),
        ("Awaited", "25 Oct 2011, in 17 days"),
        ("Not needed", "consulted"),
        ("Not asked", ""),
    ]
    assert notices(plan, 0) == ["3 of 3 awaited"]


def test_after_the_meetings_each_body_has_decided_in_its_own_words(plan: Plan):
    three_boards(plan)
    assert texts(plan, 0)[:3] == [
        ("Approved", "20 Oct 2011, minute 44"),
        ("Approved", "19 Oct 2011"),
        ("Approved", "25 Oct 2011"),
    ]
    assert notices(plan, 0) == ["6 days between first and last"]
    assert matrix(plan, TODAY).rows[0].cells[0].conditions == "For 18 months"


def test_differing_outcomes_are_seen_at_a_glance(plan: Plan):
    """004¶20."""
    record(plan, "care", "cabinet", "approved", "2011-11-17")
    decision_edits.record_decision(
        plan, "care", "pctb", outcome="deferred", decided_on="2011-12-14", expected="2012-01-11"
    )
    assert notices(plan, 1) == ["bodies differ", "1 of 2 awaited"]
    assert texts(plan, 1)[1] == ("Deferred", "14 Dec 2011; again 11 Jan 2012, in 95 days")
    facts = proposal_facts(plan, plan.table(Proposal)["care"], TODAY)
    assert ("Bodies differ", "Approved by Cabinet; Deferred by PCT Board", "bad") in facts


def test_approving_to_consult_is_told_from_approving(plan: Plan):
    record(plan, "consult", "cabinet", "approved", "2011-10-20")
    held = matrix(plan, TODAY).rows[2]
    assert (held.cells[0].word, held.cells[0].tone) == ("Approved to consult", "warn")
    assert "step 1 of 2: consultation, then final decision" in notices(plan, 2)


def test_what_has_changed_since_is_counted_and_summed(plan: Plan):
    """Care homes went from 10,000 to 17,000, and from 20,000 to 19,000; carers' 1 is another area's."""
    decision_edits.record_on_figures_now(
        plan, "Cabinet", "care", "cabinet", outcome="approved", decided_on="2011-11-17"
    )
    held = said(plan.records, "care", plan.table(Body)["cabinet"])
    unchanged = Since(plan).of(held)
    assert unchanged is not None and unchanged.sentence == "No figure has changed since."
    edits.set_amounts(
        plan,
        {
            ("council-homes", 2012): 1_700_000,
            ("pct-homes", 2012): 1_900_000,
            ("council-carers", 2012): 1,
        },
    )
    changed = Since(plan).of(held)
    assert changed is not None
    assert (changed.figures, changed.net) == (2, 700_000 - 100_000)
    assert changed.sentence == "2 figures have changed since, £6,000 net revenue over all years."
    assert changed.details.endswith(" Care homes 2012/13: £10,000 to £17,000; 1 more")
    assert notices(plan, 1)[0] == "2 figures changed since Cabinet decided"
    (problem,) = stale_decisions(plan)
    title = "Care homes: one contract, one budget"
    assert problem.text == f'Proposal "{title}": Cabinet decided; {changed.sentence}'


def test_a_figure_that_is_put_back_has_not_changed(plan: Plan):
    decision_edits.record_on_figures_now(plan, "Cabinet", "care", "cabinet", outcome="approved")
    edits.set_amounts(plan, {("council-homes", 2012): 1})
    edits.set_amounts(plan, {("council-homes", 2012): 1_000_000})
    assert not stale_decisions(plan)


def test_a_decision_on_no_version_cannot_be_compared(plan: Plan):
    record(plan, "care", "cabinet", "approved", "2011-11-17")
    held = said(plan.records, "care", plan.table(Body)["cabinet"])
    assert Since(plan).of(held) is None
    assert ("Decided on", NOT_BOUND, "mute") in decision_facts(plan, held, Since(plan), TODAY)


def test_the_facts_of_a_decision_name_version_resolution_and_conditions(plan: Plan):
    decision_edits.record_on_figures_now(
        plan,
        "Cabinet 20 Oct",
        "hps",
        "cabinet",
        {"r2": ("approved as amended", "for six months")},
        outcome="approved",
        words="THAT a Board be established",
        conditions="Review after six months",
    )
    held = said(plan.records, "hps", plan.table(Body)["cabinet"])
    version = next(iter(plan.table(Version).values()))
    words = {label: said for label, said, _ in decision_facts(plan, held, Since(plan), TODAY)}
    assert words["Decided on"] == (
        f'version "Cabinet 20 Oct", fingerprint {in_groups(version.fingerprint)}'
    )
    assert words["Resolution"] == "THAT a Board be established"
    assert words["Conditions"] == "Review after six months"
    assert words["Approved as amended"].endswith("constitution. for six months")


def test_the_facts_of_what_is_awaited_say_until_when_figures_can_change(plan: Plan):
    held = said(plan.records, "care", plan.table(Body)["cabinet"])
    words = {label: said for label, said, _ in decision_facts(plan, held, Since(plan), TODAY)}
    assert words == {
        "Expected": "Cabinet, 17 Nov 2011, in 40 days",
        "Last day a figure can change": "13 Oct 2011, in 5 days; papers due 10 Nov 2011",
    }


def test_the_tests_of_a_consultation_stand_beside_its_proposal(plan: Plan):
    proposal = plan.table(Proposal)["consult"]
    facts = consultation_facts(plan, proposal)
    assert facts[0] == ("Home care", "84 days of 84", "")
    assert [words for _, words, _ in facts[1:]] == ["not yet"] * 4
    edits.change(plan, Consultation, ["c"], closes="2011-11-29")
    assert consultation_facts(plan, proposal)[0] == ("Home care", "28 days of 84", "warn")
    assert not consultation_facts(plan, plan.table(Proposal)["hps"])


def test_the_report_lists_proposals_decisions_and_single_recommendations(plan: Plan):
    three_boards(plan)
    decision_edits.record_decision(
        plan, "hps", "hhccb", {"r2": ("approved as amended", "6 months")}
    )
    proposals, decided, single = decisions_report(plan).tables
    assert proposals.rows[0][1:9] == (
        "Partnership governance",
        "the whole plan",
        "Agree",
        "One decision",
        "No",
        "",
        6,
        6,
    )
    assert [row[1:5] for row in decided.rows][:4] == [
        ("Cabinet", "Yes", "Approved", "20 Oct 2011"),
        ("PCT Board", "Yes", "Approved", "19 Oct 2011"),
        ("HHCC Board", "Yes", "Approved", "25 Oct 2011"),
        ("Health and Wellbeing Board", "No: consulted", "Not needed", ""),
    ]
    assert [row[1] for row in single.rows] == ["HHCC Board"]
    assert all(
        len(row) == len(table.headings)
        for table in (proposals, decided, single)
        for row in table.rows
    )


def test_the_forward_plan_report_has_the_days_by_which_things_are_due(plan: Plan):
    (table,) = forward_plan_report(plan).tables
    assert table.rows[4] == (
        "17 Nov 2011",
        "Care homes: one contract, one budget",
        "Decision",
        "Cabinet",
        "10 Nov 2011",
        "13 Oct 2011",
        "Key decision",
        "Awaited",
    )


def test_days_in_words():
    assert say_short(date(2012, 1, 1)) == "1 Jan 2012" and say_short(None) == ""
    assert say_distance(TODAY, TODAY) == "today"
    assert say_distance(date(2011, 10, 9), TODAY) == "in 1 day"
    assert say_distance(date(2011, 10, 5), TODAY) == "3 days ago"
