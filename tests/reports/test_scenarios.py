"""Scenarios side by side, as a report, and named in the scope of every other report."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.catalogue import RECORDS, record_named
from jcplanner.domain.overrides import numbers_of
from jcplanner.domain.scenarios import Scenario
from jcplanner.plan import edits, scenario_edits
from jcplanner.plan.opening import new_plan, reading
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from jcplanner.plan.templates import example_names, fill
from jcplanner.reports.listing import REPORTS
from jcplanner.reports.scenarios import (
    AREAS,
    GAP,
    NET,
    PARTNERS,
    POOLS,
    RISK,
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


def test_a_cap_alone_moves_who_bears_the_forecast_outturn(tmp_path: Path):
    """DESIGN rule 6: £1.3m over on £20m, 60:40, capped at 5%: 600k and 400k, 300k unallocated.

    A cap of 10% lets the council bear 780k and the CCG 520k: 60:40 of the whole £1.3m.
    """
    held = new_plan(tmp_path / "plan.jcplan", fill=lambda plan: fill(plan, "herefordshire-2016"))
    plan = held.plan
    capped = next(one for one in plan.table(Scenario).ordered() if one.name.startswith("Capped"))
    found = measures([plan, ScenarioPlan(plan, capped.id)], 2016)
    borne = [
        (one.name.removeprefix("Care homes pool: "), one.pence)
        for one in found
        if one.section == RISK and one.name.startswith("Care homes pool")
    ]
    assert borne == [
        ("forecast outturn less budget", (130_000_000, 130_000_000)),
        ("Council", (60_000_000, 78_000_000)),
        ("CCG", (40_000_000, 52_000_000)),
        ("unallocated", (30_000_000, 0)),
    ]
    assert {one.section for one in found if one.differs} == {RISK}
    held.close()


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


@pytest.mark.parametrize("name", example_names())
def test_a_scenario_of_an_example_reports_as_the_plan_and_as_a_plan_with_its_numbers(
    tmp_path: Path, name: str
):
    held = new_plan(tmp_path / "a.jcplan", fill=lambda plan: fill(plan, name))
    key = scenario_edits.add_scenario(held.plan, "Everything otherwise")
    held.close()
    shutil.copy(tmp_path / "a.jcplan", tmp_path / "b.jcplan")
    with reading(tmp_path / "a.jcplan") as plan, reading(tmp_path / "b.jcplan") as typed:
        view = ScenarioPlan(plan, key)
        for title, make in REPORTS.items():
            assert make(view) == make(plan), title
        for place, (table, record, field, value) in enumerate(_numbers(plan)):
            other = value + value // 10 + place
            with view.step("Otherwise") as draft:
                draft.change(record_named(table), record, **{field: other})
            with typed.step("Typed") as draft:
                draft.change(record_named(table), record, **{field: other})
        assert view.override_count > 2 or not plan.table(BudgetLine)
        for title, make in REPORTS.items():
            if title not in ("History", "Scenarios"):
                assert make(view) == make(typed), title
        assert dict(view.figures.cells()) == dict(typed.figures.cells())


def _numbers(plan: Plan) -> Iterator[tuple[str, str, str, int]]:
    """One number in so many of every kind of record, as (table, id, field, value)."""
    for kind in RECORDS:
        rows = list(plan.table(kind).rows)
        for key in rows[:: max(len(rows) // 6, 1)]:
            for field in numbers_of(kind.TABLE):
                value = plan.table(kind).value(key, field)
                if isinstance(value, int):
                    yield kind.TABLE, key, field, value
