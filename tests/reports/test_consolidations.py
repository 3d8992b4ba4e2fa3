"""Integrated budgets add up by partner and year; posts before and after; lessons put to use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.people import Post
from jcplanner.domain.registers import Lesson
from jcplanner.domain.stage_reviews import Consolidation, Evaluation
from jcplanner.plan import edits, gate_edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from jcplanner.reports.consolidations import (
    consolidation_table,
    evaluation_table,
    put_to_use_table,
    structure_table,
    sums_of,
    sums_table,
)
from tests.domain.gated_records import GATED


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    held = new_plan(tmp_path / "Gate.jcplan", GATED)
    yield held.plan
    held.discard()


@pytest.fixture
def budget(plan: Plan) -> str:
    key = edits.add(plan, Consolidation, name="One budget", service_area="older", year=2018)
    gate_edits.take_area(plan, key)
    return key


def test_lines_add_up_by_partner_and_year_with_income_taken_off(plan: Plan, budget: str):
    edits.set_amounts(plan, {("beds", 2018): 400_01, ("chc", 2018): 100_00})
    edits.change(plan, BudgetLine, ["chc"], direction="income")
    assert [held.cells for held in sums_table(plan, budget).rows] == [
        ("The Council", None, 300_00, 400_01, None),
        ("The Clinical Commissioning Group", None, -200_00, -100_00, None),
        ("Total", None, 100_00, 300_01, None),
    ]


def test_capital_and_in_kind_stand_apart(plan: Plan, budget: str):
    edits.change(plan, BudgetLine, ["beds"], nature="capital")
    edits.change(plan, BudgetLine, ["chc"], in_kind=1)
    sums = sums_of(plan, budget)
    assert (sums.net, sums.capital, sums.in_kind) == ({}, 300_00, 200_00)


def test_a_budget_without_lines_is_told_all_the_same(plan: Plan):
    edits.add(plan, Consolidation, name="Empty", service_area="older")
    rows = consolidation_table(plan, {"older"}).rows
    assert [held.cells[0] for held in rows] == ["Empty"]
    assert consolidation_table(plan, {"other"}).rows == ()


def test_posts_are_told_before_and_after_with_those_they_report_to(plan: Plan):
    head = edits.add(plan, Post, name="Director", partner="c")
    edits.add(
        plan,
        Post,
        name="Commissioner",
        partner="n",
        proposed_partner="c",
        proposed_reports_to=head,
        manages="homes",
        joint=1,
        tupe="yes",
    )
    edits.add(plan, Post, name="Elsewhere", partner="c")
    rows = [held.cells for held in structure_table(plan, {"older", "homes"}).rows]
    assert rows == [
        ("Director", "The Council", "The Council", "", "", "not known"),
        (
            "Commissioner",
            "The Clinical Commissioning Group",
            "The Council, reports to Director",
            "Care homes",
            "yes",
            "yes",
        ),
    ]


def test_questions_and_lessons_of_the_area(plan: Plan):
    edits.add(plan, Evaluation, name="Fewer admissions?", service_area="homes", baseline="120")
    edits.add(plan, Evaluation, name="Elsewhere?", service_area="other")
    edits.change(plan, Lesson, ["l"], applied="Fees are compared each March", applied_area="homes")
    areas = {"older", "homes"}
    assert [held.cells[0] for held in evaluation_table(plan, areas).rows] == ["Fewer admissions?"]
    assert [held.cells[2:4] for held in put_to_use_table(plan, areas).rows] == [
        ("Fees are compared each March", "Care homes")
    ]
