"""Scenarios side by side, as a report, and named in the scope of every other report."""

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.plan import edits, scenario_edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from jcplanner.reports.listing import REPORTS
from jcplanner.reports.scenarios import (
    AREAS,
    GAP,
    NET,
    PARTNERS,
    POOLS,
    in_scenario,
    measures,
    scenarios_report,
)
from jcplanner.reports.totals import totals


@pytest.fixture
def slow(plan: Plan) -> str:
    """A scenario with wards at £10,000.00 in 2017/18, when they are pooled, and homes blank in it."""
    key = scenario_edits.add_scenario(plan, "Slow", "Later?")
    scenario_edits.set_override(plan, key, "budget_amount", "wards:2017", "amount", 1_000_000)
    scenario_edits.set_override(plan, key, "budget_amount", "homes:2017", "amount", None)
    return key


def test_measures_stand_side_by_side(plan: Plan, slow: str):
    view = ScenarioPlan(plan, slow)
    found = {(one.section, one.name): one for one in measures([plan, view], 2017)}
    assert found[(NET, "2017/18")].pence == (130_000, 1_000_000)
    assert found[(NET, "2017/18")].differences == (870_000,)
    assert not found[(NET, "2016/17")].differs
    assert found[(PARTNERS, "The Council")].pence == (130_000, 0)
    assert found[(PARTNERS, "The Clinical Commissioning Group")].pence == (0, 1_000_000)
    assert found[(AREAS, "Mental health")].pence == (0, 1_000_000)
    assert found[(POOLS, "Section 75 pool: balance")].pence == (0, 0)
    assert found[(POOLS, "Section 75 pool: expenditure")].pence == (0, 1_000_000)
    assert {name for section, name in found if section == GAP} >= {
        "Requirement", "Gap", "Residual"
    }  # fmt: skip


def test_partners_and_areas_come_in_peoples_order_those_without_last(plan: Plan, slow: str):
    edits.change(plan, BudgetLine, ["wards"], partner=None, service_area=None)
    found = measures([plan, ScenarioPlan(plan, slow)], 2017)
    names = [one.name for one in found if one.section in (PARTNERS, AREAS)]
    assert names == ["The Council", "No partner", "Learning disability", "No service area"]


def test_the_report_lists_scenarios_differences_and_overrides(plan: Plan, slow: str):
    scenario_edits.set_override(plan, slow, "budget_amount", "homes:2040", "amount", 4)
    edits.set_amounts(plan, {("homes", 2017): 140_000})
    report = scenarios_report(ScenarioPlan(plan, slow))
    listed, beside, overrides = report.tables
    assert listed.rows == (("Slow", "Later?", 3, 1, ""),)
    assert [head.text for head in beside.headings] == [
        "Section", "Measure", "Year", "Plan as agreed", "Slow", "Slow less plan",
    ]  # fmt: skip
    assert (NET, "2017/18", "2017/18", 140_000, 1_000_000, 860_000) in beside.rows
    assert all(row[5] for row in beside.rows if row[0] != NET)
    assert [row[1:7] for row in overrides.rows] == [
        ("Wards, 2017/18", "Amount", "blank", "blank", "£10,000.00", ""),
        ("Homes, 2017/18", "Amount", "£1,300.00", "£1,400.00", "blank", "The plan has moved on"),
        ("Homes, 2040/41", "Amount", "blank", "blank", "£0.04",
         "No effect: outside the plan's years"),
    ]  # fmt: skip


def test_without_scenarios_the_report_is_one_empty_table(plan: Plan):
    (table,) = scenarios_report(plan).tables
    assert table.rows == ()


def test_the_scope_of_a_report_names_the_scenario(plan: Plan, slow: str):
    view = ScenarioPlan(plan, slow)
    made = REPORTS["Totals"](view)
    assert in_scenario(view, made).scope == f"Scenario: Slow. {made.scope}"
    assert in_scenario(plan, made) is made
    assert in_scenario(view, totals(view, ["year"])).scope.startswith("Scenario: Slow. 2016/17")
