"""Reports of gates: what is missing, figures then and now to the penny, decisions with their days."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jcplanner.domain.problems import Place
from jcplanner.domain.stage_reviews import StageReview
from jcplanner.plan import edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.versions import freeze
from jcplanner.reports.gates import (
    considered_table,
    decided_words,
    decisions_table,
    gate_states,
    gates_report,
    missing_table,
    then_and_now,
)
from jcplanner.reports.listing import REPORTS
from tests.domain.gated_records import GATED


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    held = new_plan(tmp_path / "Gate.jcplan", GATED)
    yield held.plan
    held.discard()


def review(plan: Plan) -> StageReview:
    return plan.table(StageReview)["g"]


def test_figures_then_are_those_of_the_version_and_the_difference_is_to_the_penny(plan: Plan):
    version = freeze(plan, "Stage begins")
    edits.change(plan, StageReview, ["g"], version=version)
    edits.set_amounts(plan, {("beds", 2017): 310_55, ("chc", 2018): 50_00})
    assert [held.cells for held in then_and_now(plan, review(plan)).rows] == [
        ("2017/18", "The Council", 300_00, 310_55, 10_55),
        ("2017/18", "The Clinical Commissioning Group", 200_00, 200_00, 0),
        ("2017/18", "All partners", 500_00, 510_55, 10_55),
        ("2018/19", "The Clinical Commissioning Group", None, 50_00, 50_00),
        ("2018/19", "All partners", None, 50_00, 50_00),
    ]


def test_without_a_version_nothing_is_compared(plan: Plan):
    first = then_and_now(plan, review(plan)).rows[0]
    assert first.cells == ("2017/18", "The Council", None, 300_00, None)
    assert first.place == Place("budgets", "service_area,partner", "older,c", 2017)


def test_a_line_moved_into_the_area_counts_now_and_not_then(plan: Plan):
    edits.assign_area(plan, ["chc"], "other")
    version = freeze(plan, "Before")
    edits.change(plan, StageReview, ["g"], version=version)
    edits.assign_area(plan, ["chc"], "older")
    cells = [held.cells for held in then_and_now(plan, review(plan)).rows]
    assert ("2017/18", "The Clinical Commissioning Group", None, 200_00, 200_00) in cells


def test_decisions_are_told_body_by_body(plan: Plan):
    rows = [held.cells for held in decisions_table(plan, review(plan)).rows]
    assert rows == [
        ("Cabinet", "The Council", "needed", "Approved", "2 November 2017", ""),
        (
            "Governing Body",
            "The Clinical Commissioning Group",
            "needed",
            "Approved in principle",
            "9 November 2017",
            "",
        ),
        ("Health and Wellbeing Board", "joint", "not needed", "Not needed", "", ""),
    ]
    assert decided_words(plan, review(plan)) == "2 of 2 bodies in favour"


def test_what_is_considered_leads_to_the_registers(plan: Plan):
    rows = considered_table(plan, review(plan)).rows
    assert [held.cells[:2] for held in rows] == [
        ("Issue", "Two brokers"),
        ("Risk", "Fees rise"),
        ("Lesson", "Compare fees first"),
    ]
    assert rows[0].place == Place("registers", "issue", "i")


def test_the_state_of_each_gate_is_found_by_area_and_year(plan: Plan):
    states = gate_states(plan)
    assert list(states) == [("older", 2018)]
    assert states[("older", 2018)].tone == "good"


def test_the_report_has_every_gate_and_what_it_lacks(plan: Plan):
    edits.change(plan, StageReview, ["g"], proposal=None)
    report = REPORTS["Stage gates"](plan)
    assert report == gates_report(plan)
    by_title = {table.title: table for table in report.tables}
    assert by_title["Stage gates"].rows[0][6] == "gate open, due 1 Dec 2017: 1 thing missing"
    assert by_title["Missing"].rows == (
        ("Older people, align to learn", "No proposal says what the bodies are asked"),
    )
    assert missing_table(plan, review(plan)).rows[0].place == Place(
        "pathway", "stage_review", "g", 2018
    )
    for table in report.tables:
        assert all(len(row) == len(table.headings) for row in table.rows)
