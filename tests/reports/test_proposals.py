"""The Proposals report, with the facts of 003 and 001."""

import pytest

from jcplanner.domain.decisions import Decision
from jcplanner.domain.partners import Body
from jcplanner.domain.proposals import (
    Consultation,
    ImplicationHeading,
    Proposal,
    ProposalOption,
    Recommendation,
)
from jcplanner.plan import decision_edits, edits, proposal_edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.listing import REPORTS
from jcplanner.reports.proposals import proposals_report
from jcplanner.reports.report import ReportTable


def tables(plan: Plan) -> dict[str, ReportTable]:
    return {table.title: table for table in proposals_report(plan).tables}


def test_a_plan_without_proposals_has_an_empty_table(plan: Plan):
    report = REPORTS["Proposals"](plan)
    assert [table.title for table in report.tables] == ["Proposals"]
    assert report.tables[0].rows == ()


def test_the_hybrid_of_003_is_told_with_what_it_is_made_of(plan: Plan):
    key = edits.add(plan, Proposal, name="Partnership governance", asks="agree")
    third = edits.add(plan, ProposalOption, proposal=key, name="New Board", numbers="3 in ¶23")
    numbers = "3 in ¶1, 4 in ¶23"
    fourth = edits.add(plan, ProposalOption, proposal=key, name="Executive Group", numbers=numbers)
    hybrid = proposal_edits.combine(plan, key, [third, fourth], "Both")
    proposal_edits.choose_option(plan, key, hybrid)
    rows = tables(plan)["Options"].rows
    assert [row[1:5] for row in rows] == [
        ("New Board", "3 in ¶23", "Change", ""),
        ("Executive Group", "3 in ¶1, 4 in ¶23", "Change", ""),
        ("Both", "", "Hybrid", "New Board; Executive Group"),
    ]
    assert [row[9] for row in rows] == ["", "", "Chosen"]
    said = '3 options. Chosen: Both (made of "New Board" and "Executive Group").'
    assert tables(plan)["Proposals"].rows[0][8] == said


@pytest.fixture
def derby(plan: Plan) -> str:
    """001: four recommendations, no other options, one put off, a heading without implication."""
    key = edits.add(plan, Proposal, name="The plan", alternatives="none", step="approve to consult")
    for number in (1, 2, 3, 4):
        edits.add(plan, Recommendation, proposal=key, words=f"To approve 2.{number}")
    cabinet = edits.add(plan, Body, name="Cabinet", partner="c")
    decision_edits.record_decision(plan, key, cabinet, outcome="approved")
    last = plan.table(Recommendation).ordered()[-1].id
    proposal_edits.answer_recommendation(plan, last, cabinet, "deferred", "To October")
    edits.add(
        plan, Consultation, proposal=key, name="Home First", opens="2016-08-10", closes="2016-11-02"
    )
    heading = edits.add(plan, ImplicationHeading, name="IT")
    edits.add(plan, ImplicationHeading, name="Legal")
    proposal_edits.set_implications(plan, key, {heading: {"words": "none"}})
    proposal_edits.add_clearances(plan, key)
    return key


def test_recommendations_have_an_outcome_each(plan: Plan, derby: str):
    rows = tables(plan)["Recommendations"].rows
    assert [row[1:] for row in rows][2:] == [
        (3, "To approve 2.3", "Cabinet", "Approved", ""),
        (4, "To approve 2.4", "Cabinet", "Deferred", "To October"),
    ]
    assert len(plan.table(Decision)) == 1


def test_none_is_said_and_blank_is_not_said(plan: Plan, derby: str):
    held = tables(plan)
    assert held["Proposals"].rows[0][8] == "Other options considered: none."
    assert [row[1:4] for row in held["Implications"].rows] == [
        ("IT", "Every body", "None"),
        ("Legal", "Every body", "Not said"),
    ]


def test_consultations_have_their_length_and_tests(plan: Plan, derby: str):
    held = tables(plan)
    assert held["Consultations"].rows[0][5:8] == (84, 84, "0 of 4")
    assert [row[3] for row in held["Tests of consultations"].rows] == ["Not yet"] * 4
    assert len(held["Clearance"].rows) == 5


def test_what_holds_a_final_decision_back_is_told(plan: Plan, derby: str):
    edits.add(plan, Proposal, name="Final", step="final after consultation", follows=derby)
    assert "has not met the test" in str(tables(plan)["Proposals"].rows[1][9])
    assert tables(plan)["Proposals"].rows[0][9] == ""
