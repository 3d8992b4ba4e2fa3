"""The Scenarios sheet, and workbooks written while a scenario is looked at, there and back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jcplanner.domain.assumptions import Assumption, AssumptionRate
from jcplanner.domain.budgets import BudgetAmount
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.exchange.file_names import workbook_name
from jcplanner.exchange.returned import accept, read_returned
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan import edits, scenario_edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan

if TYPE_CHECKING:
    from tests.conftest import Excel
    from tests.exchange.conftest import Office


@pytest.fixture
def slow(plan: Plan) -> str:
    """A scenario with every kind of number in it, one of them without effect."""
    with plan.step("More") as draft:
        draft.add(Assumption("pay", 1, "Pay"))
        draft.add(AssumptionRate("pay:2017", "pay", 2017, 250))
    # A name that formulas stumble over: it is told from others by its number.
    key = scenario_edits.add_scenario(plan, '*>65 "slow"?')
    scenario_edits.add_scenario(plan, "Nothing else")
    for table, record, field, value in (
        ("budget_amount", "homes:2016", "amount", 200_000),
        ("budget_amount", "charges:2016", "amount", 30_000),
        ("budget_amount", "wards:2017", "amount", 500_001),
        ("budget_amount", "wards:2016", "high", 910_000),
        ("budget_amount", "wards:2035", "amount", 77),
        ("assumption_rate", "pay:2017", "central", 400),
        ("pool", "pool", "notice_months", 12),
    ):
        scenario_edits.set_override(plan, key, table, record, field, value)
    edits.set_amounts(plan, {("homes", 2016): 150_000})
    return key


def rows_of(sheets: dict[str, list[list[Any]]]) -> list[list[Any]]:
    """The rows of the Scenarios sheet."""
    return sheets["Scenarios"]


def test_it_lists_overrides_and_what_they_do_to_net_revenue(
    plan: Plan, slow: str, office: "Office", tmp_path: Path
):
    export_workbook(plan, tmp_path / "out.xlsx")
    for sheets in (
        office.sheets(tmp_path / "out.xlsx"),
        office.recalculate([tmp_path / "out.xlsx"])["out.xlsx"],
    ):
        rows = rows_of(sheets)
        # By hand: homes 2,000.00 - 1,500.00 adds 500.00; charges are income: 300.00 - 234.56 takes 65.44.
        assert [row[2:8] for row in rows[5:8]] == [
            ["Plan as agreed", "", "", "", 10_265.44, 1_300.0],
            ["Effect of its overrides", "", "", "", 434.56, 5_000.01],
            ['*>65 "slow"?', "", "", "", 10_700.0, 6_300.01],
        ]
        assert [row[6] for row in rows[9:12]] == [10_265.44, 0.0, 10_265.44]
        listed = [row for row in rows[13:] if row[0] == 1]
        assert [row[2:10] for row in listed] == [
            ["Homes, 2016/17", "Amount", 2016, "adds", 1_500.0, 2_000.0, 500.0, 500.0],
            ["Client charges, 2016/17", "Amount", 2016, "takes off", 234.56, 300.0, 65.44, -65.44],
            ["Wards, 2017/18", "Amount", 2017, "adds", "", 5_000.01, 5_000.01, 5_000.01],
            ["Wards, 2016/17", "High", 2016, "", "", 9_100.0, 9_100.0, 0.0],
            ["Wards, 2035/36", "Amount", 2035, "", "", 0.77, 0.77, 0.0],
            ["Pay, 2017/18", "Central", 2017, "", 0.025, 0.04, 0.015, 0.0],
            ["Section 75 pool", "Notice (months)", "", "", "", 12, 12, 0.0],
        ]
        assert [row[11] for row in listed[:5]] == [
            "The plan has moved on", "", "", "", "No effect: outside the plan's years",
        ]  # fmt: skip
        checks = [row for row in sheets["Checks"] if "Scenarios" in str(row[0])]
        assert len(checks) == 8
        assert {row[4] for row in checks} == {"agrees"}
        assert {row[3] for row in checks} == {0.0}


def test_a_workbook_of_a_scenario_holds_its_figures_and_says_so(
    plan: Plan, slow: str, office: "Office", tmp_path: Path
):
    view = ScenarioPlan(plan, slow)
    export_workbook(view, tmp_path / "out.xlsx")
    for sheets in (
        office.sheets(tmp_path / "out.xlsx"),
        office.recalculate([tmp_path / "out.xlsx"])["out.xlsx"],
    ):
        facts = {row[0]: row[1] for row in sheets["Contents"] if len(row) > 1}
        assert facts["Scenario"] == '*>65 "slow"?'
        assert sheets["Contents"][0][0] == 'Two partners (*>65 "slow"?): Finance workbook'
        assert sheets["Lines"][0][1] == 'Two partners (*>65 "slow"?): Lines'
        rows = rows_of(sheets)
        assert [row[6] for row in rows[5:8]] == [10_265.44, 434.56, 10_700.0]
        assert all(row[0] != 2 for row in rows[5:])
        net = next(row for row in sheets["Summary by partner"] if row[0] == "Total")
        assert net[1:3] == [10_700.0, 6_300.01]
        assert {row[4] for row in sheets["Checks"] if "Scenarios" in str(row[0])} == {"agrees"}


def test_an_amount_typed_into_lines_moves_the_plan_and_leaves_a_scenario_that_has_its_own(
    plan: Plan, slow: str, office: "Office", excel: "Excel", tmp_path: Path
):
    """Homes go from 1,500.00 to 1,600.00 in the plan; the scenario has 2,000.00 of its own either way."""
    agreed, own = tmp_path / "agreed.xlsx", tmp_path / "own.xlsx"
    export_workbook(plan, agreed)
    excel.write(agreed, "homes", "2016/17", 1_600)
    # In the scenario's own workbook the lines are the scenario's: there the plan is what stays.
    export_workbook(ScenarioPlan(plan, slow), own)
    excel.write(own, "homes", "2016/17", 2_100)
    found = office.recalculate([agreed, own])
    for name, figures in ((agreed.name, [10_365.44, 334.56, 10_700.0]),
                          (own.name, [10_265.44, 534.56, 10_800.0])):  # fmt: skip
        rows = rows_of(found[name])
        assert [round(row[6], 2) for row in rows[5:8]] == figures


def test_a_plan_without_scenarios_says_so(plan: Plan, office: "Office", tmp_path: Path):
    export_workbook(plan, tmp_path / "out.xlsx")
    sheets = office.sheets(tmp_path / "out.xlsx")
    assert rows_of(sheets)[5][0] == "The plan holds no scenarios."
    facts = {row[0]: row[1] for row in sheets["Contents"] if len(row) > 1}
    assert facts["Scenario"] == "none: the plan as agreed"


def test_the_name_of_the_file_carries_the_scenario(plan: Plan):
    edits.set_details(plan, publication_status="Open", title="Plan")
    view = ScenarioPlan(plan, scenario_edits.add_scenario(plan, "Slower/later"))
    assert workbook_name(view, date(2016, 7, 28)) == "Plan Slower later 2016-07-28.xlsx"


def test_a_workbook_goes_back_to_where_it_was_written_from(plan: Plan, slow: str, tmp_path: Path):
    view = ScenarioPlan(plan, slow)
    export_workbook(view, tmp_path / "scenario.xlsx")
    export_workbook(plan, tmp_path / "agreed.xlsx")
    with pytest.raises(Refusal, match="written from a scenario"):
        read_returned(plan, tmp_path / "scenario.xlsx")
    with pytest.raises(Refusal, match="written from the plan as agreed"):
        read_returned(view, tmp_path / "agreed.xlsx")
    assert read_returned(plan, tmp_path / "agreed.xlsx").differences == []
    assert read_returned(view, tmp_path / "scenario.xlsx").differences == []
    scenario_edits.add_scenario(plan, "Other")
    edits.remove(plan, Scenario, [slow])
    with pytest.raises(Refusal, match=r'scenario \(\*>65 "slow"\?\)'):
        read_returned(plan, tmp_path / "scenario.xlsx")


def test_what_comes_back_in_a_scenario_becomes_its_override(
    plan: Plan, slow: str, tmp_path: Path, excel: Any
):
    view = ScenarioPlan(plan, slow)
    path = tmp_path / "scenario.xlsx"
    export_workbook(view, path)
    # Meanwhile: the plan and another override move; neither looks like a change in the workbook.
    edits.set_amounts(plan, {("homes", 2016): 1})
    edits.set_amounts(view, {("wards", 2017): 900_000})
    excel.write(path, "wards", "2016/17", 9_500)
    returned = read_returned(view, path)
    assert [(one.id, one.old, one.new) for one in returned.differences] == [
        ("wards", 900_000, 950_000)
    ]
    accept(view, returned, returned.differences)
    assert plan.table(BudgetAmount)["wards:2016"].amount == 900_000
    assert view.table(BudgetAmount)["wards:2016"].amount == 950_000
    held = plan.table(ScenarioOverride)[f"{slow}|budget_amount|wards:2016|amount"]
    assert (held.value, held.plan_value) == (950_000, 900_000)
    assert plan.table(Pool)["pool"].notice_months is None


def test_partner_returns_of_a_scenario_are_marked_too(
    plan: Plan, slow: str, tmp_path: Path, made: Callable[..., Plan]
):
    from jcplanner.exchange.partner_return import export_return

    view = ScenarioPlan(plan, slow)
    export_return(view, "c", tmp_path / "return.xlsx")
    with pytest.raises(Refusal, match="written from a scenario"):
        read_returned(plan, tmp_path / "return.xlsx")
    assert read_returned(view, tmp_path / "return.xlsx").differences == []
