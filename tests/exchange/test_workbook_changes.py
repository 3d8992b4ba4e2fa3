"""The Changes since sheet: then as values, now and differences as formulas over the lines."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jcplanner.domain.assumptions import Assumption, AssumptionRate
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.domain.pools import Contribution
from jcplanner.domain.scenarios import Scenario, ScenarioOverride, override_id
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.versions import Version, in_groups
from jcplanner.exchange import workbook_changes
from jcplanner.exchange.workbook_changes import NO_VERSION
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan import edits, versions
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan

if TYPE_CHECKING:
    from tests.conftest import Excel
    from tests.exchange.conftest import Office

SHEET = "Changes since"


def change_much(plan: Plan) -> None:
    """Freeze, then: amounts, a line to another partner, capital, in kind, income, lines gone and new."""
    with plan.step("More lines") as draft:
        draft.add(AssumptionRate("pay:2017", "pay", 2017, 250))
        draft.add(Assumption("pay", 1, "Pay award"))
        draft.add(BudgetLine("beds", 4, "n", "mental", "Beds"))
        draft.add(BudgetAmount("beds:2016", "beds", 2016, 70_000))
        draft.add(BudgetLine("works", 5, "c", None, "Works", nature="capital"))
        draft.add(BudgetAmount("works:2016", "works", 2016, 500_000))
        draft.add(Partner("old", 3, "The Trust"))
        draft.add(BudgetLine("trust", 6, "old", "mental", "Trust line"))
        draft.add(BudgetAmount("trust:2016", "trust", 2016, 33_301))
    versions.freeze(plan, "Cabinet, 28 July", "For decision")
    edits.set_amounts(plan, {("homes", 2016): 200_001, ("homes", 2018): -5, ("wards", 2017): 0})
    edits.change(plan, BudgetLine, ["charges"], partner="n", service_area=None)
    edits.change(plan, BudgetLine, ["wards"], direction="income")
    edits.change(plan, BudgetLine, ["beds"], in_kind=1)
    edits.set_amounts(plan, {("works", 2016): 600_000})
    edits.remove(plan, Partner, ["old"])
    new = edits.add(plan, BudgetLine, description="New & <odd>", partner="c")
    edits.set_amounts(plan, {(new, 2016): 123})
    edits.change(plan, ServiceArea, ["mental"], name="Mental health, 18+")
    with plan.step("Agree") as draft:
        draft.add(Contribution("pool:c:2017", "pool", "c", 2017, 5_000))
        draft.change(AssumptionRate, "pay:2017", central=300)


def rows_below(sheet: list[list[Any]], title: str) -> list[list[Any]]:
    """The rows of a part of the sheet, without its headings."""
    first = next(at for at, row in enumerate(sheet) if row and row[0] == title) + 2
    found: list[list[Any]] = []
    for row in sheet[first:]:
        if not row or row[0] == "":
            break
        found.append(row)
    return found


def test_without_a_version_one_sentence_says_what_to_do(
    plan: Plan, tmp_path: Path, office: "Office"
):
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path)
    assert office.sheets(path)[SHEET][4][0] == NO_VERSION


def test_nothing_changed_is_said(plan: Plan, tmp_path: Path, office: "Office"):
    versions.freeze(plan, "July")
    export_workbook(plan, tmp_path / "out.xlsx")
    texts = [row[0] for row in office.sheets(tmp_path / "out.xlsx")[SHEET]]
    assert "Nothing has changed since." in texts


# By hand: 2016/17 before, net revenue in cash: homes 1,234.56 - charges 234.56 + wards 9,000.00 + beds 700.00
# + trust 333.01 = 11,033.01; now homes 2,000.01 - charges 234.56 - wards 9,000.00 + new 1.23 = (7,233.32).
def test_totals_lines_and_fields_then_and_now_recalculate_to_the_same_penny(
    plan: Plan, tmp_path: Path, office: "Office"
):
    change_much(plan)
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path)
    written, again = office.sheets(path)[SHEET], office.recalculate([path])["out.xlsx"]
    for row, other in zip(written, again[SHEET], strict=False):
        for value, recalculated in zip(row, other, strict=False):
            if isinstance(value, float):
                assert recalculated == pytest.approx(value, abs=0.000_001)
    sheet = again[SHEET]
    (version,) = plan.table(Version).values()
    facts = {row[0]: row[1] for row in sheet[4:10]}
    assert facts["Version"] == "Cabinet, 28 July"
    assert facts["Fingerprint of what it says"] == in_groups(version.fingerprint)
    totals = rows_below(sheet, "Totals of net revenue in cash, then and now")
    assert [row[7:10] for row in totals[:1]] == [[11_033.01, -7_233.32, -18_266.33]]
    by_partner = {row[1]: row[7:10] for row in totals if row[1] and row[5] == "2016/17"}
    assert by_partner["The Council"] == [1_000.0, 2_001.24, 1_001.24]
    assert by_partner["The Trust (no longer in the plan)"] == [333.01, 0.0, -333.01]
    assert {row[0] for row in totals if row[2]} >= {"Mental health, 18+", "No service area"}
    lines = rows_below(sheet, "Lines whose money differs, net: income is in brackets")
    told = {(row[0], row[1], row[5]): row[6:10] for row in lines}
    assert told[("Homes", "The Council", "2016/17")] == ["Changed", 1_234.56, 2_000.01, 765.45]
    assert told[("Client charges", "The Council", "2016/17")] == ["Changed", -234.56, 0.0, 234.56]
    assert told[("Trust line", "The Trust (no longer in the plan)", "2016/17")][0] == "Removed"
    assert told[("New & <odd>", "The Council", "2016/17")] == ["Added", 0.0, 1.23, 1.23]
    assert {row[3] for row in lines} == {"Revenue", "Capital"}
    fields = rows_below(sheet, "Other figures and words that differ")
    figures = {(row[0], row[2]): row[7:10] for row in fields}
    assert figures[("Pay award, 2017/18", "Central")] == [0.025, 0.03, 0.005]
    name = "Contribution of The Council to Section 75 pool, 2017/18"
    assert figures[(name, "Agreed amount")] == ["", 50.0, 50.0]
    assert figures[("Mental health, 18+", "Name")][:2] == ["Mental health", "Mental health, 18+"]
    states = {row[0]: row[3:5] for row in again["Checks"] if "since the version" in str(row[0])}
    assert len(states) == 3 and all(state == [0.0, "agrees"] for state in states.values())


def test_an_amount_typed_into_the_lines_moves_what_stands_there_now(
    plan: Plan, tmp_path: Path, office: "Office", excel: "Excel"
):
    versions.freeze(plan, "July")
    edits.set_amounts(plan, {("homes", 2016): 200_000})
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path)
    excel.write(path, "homes", "2016/17", 3_000)
    sheet = office.recalculate([path])["out.xlsx"][SHEET]
    (line,) = rows_below(sheet, "Lines whose money differs, net: income is in brackets")
    assert line[7:10] == [1_234.56, 3_000.0, 1_765.44]
    totals = rows_below(sheet, "Totals of net revenue in cash, then and now")
    assert totals[0][7:10] == [10_000.0, 11_765.44, 1_765.44]


def test_the_workbook_of_a_scenario_says_that_now_is_the_scenario(
    plan: Plan, tmp_path: Path, office: "Office"
):
    key = override_id("slow", "budget_amount", "homes:2016", "amount")
    with plan.step("Slower") as draft:
        draft.add(Scenario("slow", 1, "Slower"))
        draft.add(ScenarioOverride(key, "slow", "budget_amount", "homes:2016", "amount", 500, 123))
    versions.freeze(plan, "July")
    seen = ScenarioPlan(plan, "slow")
    path = tmp_path / "out.xlsx"
    export_workbook(seen, path)
    seen.close()
    sheet = office.sheets(path)[SHEET]
    assert ["Now", "as the scenario Slower has it"] in [row[:2] for row in sheet]
    (line,) = rows_below(sheet, "Lines whose money differs, net: income is in brackets")
    assert line[7:10] == [1_234.56, 5.0, -1_229.56]


def test_a_year_that_is_no_longer_shown_counts_as_gone(
    plan: Plan, tmp_path: Path, office: "Office"
):
    versions.freeze(plan, "July")
    edits.set_details(plan, first_year=2017)
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path)
    totals = rows_below(
        office.recalculate([path])["out.xlsx"][SHEET],
        "Totals of net revenue in cash, then and now",
    )
    assert totals[0][5:10] == ["2016/17", "", 10_000.0, 0.0, -10_000.0]


def test_very_many_differences_are_cut_and_counted(
    plan: Plan, tmp_path: Path, office: "Office", monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(workbook_changes, "MOST_LINES", 3)
    monkeypatch.setattr(workbook_changes, "MOST_FIELDS", 4)
    versions.freeze(plan, "July")
    with plan.step("Many") as draft:
        for number in range(8):
            draft.add(BudgetLine(f"l{number}", 9, "c", None, f"Line {number}"))
            draft.add(BudgetAmount(f"l{number}:2016", f"l{number}", 2016, 100 * number))
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path)
    texts = [str(row[0]) for row in office.sheets(path)[SHEET] if row]
    lines = texts[texts.index("Lines whose money differs, net: income is in brackets") + 2 :]
    assert lines[:3] == ["Line 7", "Line 6", "Line 5"]
    assert lines[3].startswith("4 more differ; those with the largest differences are listed.")
    assert any(text.endswith("the first 4 are listed. The History screen and jcplanner "
                             "compare show them all.") for text in texts)  # fmt: skip
