"""The Pools sheet: contributions by live formulas over what was typed, to the penny in LibreOffice."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.pools import Contribution, Instalment, Pool
from jcplanner.domain.record import Record
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan.plan import Plan
from tests.domain.pooled_records import POOLED

if TYPE_CHECKING:
    from tests.exchange.conftest import Excel, Office

Make = Callable[..., Plan]
Sheet = list[list[Any]]

MORE: tuple[Record, ...] = (
    BudgetLine("staff", 9, "c", "homes", "Staff", in_kind=1),
    BudgetAmount("staff:2017", "staff", 2017, 12_345),
    BudgetLine("lost", 10, None, "homes", "Lost"),
    BudgetAmount("lost:2017", "lost", 2017, 777),
    Contribution("p:n:2017", "p", "n", 2017, 7_654_321_03, non_recurrent=5),
    Instalment("p:n:2017:1", "p", "n", 2017, 1, 1_000_01),
    Pool("bare", 2, "A pool without a host"),
    Contribution("bare:c:2019", "bare", "c", 2019, -1_000_03, note="Taken back"),
)


def written(plan: Plan, folder: Path, name: str = "Pools.xlsx") -> Path:
    path = folder / name
    export_workbook(plan, path)
    return path


def block(sheet: Sheet, title: str) -> dict[str, dict[str, Any]]:
    """The rows of one pool and year by their first cell, each by its heading."""
    top = next(at for at, row in enumerate(sheet) if row[0] == f"Contributions, {title}")
    heads = sheet[top + 2]
    rows: dict[str, dict[str, Any]] = {}
    for row in sheet[top + 3 :]:
        rows[row[0]] = dict(zip(heads, row, strict=False))
        if row[0] == "Balance":
            break
    return rows


def test_contributions_stand_with_their_build_up_balance_and_instalments(
    made: Make, office: "Office", tmp_path: Path
):
    path = written(made(*POOLED), tmp_path)
    rows = block(office.sheets(path)["Pools"], "Care homes pool, 2018/19")
    council, ccg = rows["The Council"], rows["The Clinical Commissioning Group"]
    assert council["Base"] == 11_640_000
    assert council["Efficiency (taken off)"] == 240_000
    assert (council["Build-up"], council["Contribution"]) == (12_000_000, 12_000_000)
    assert (council["Rests on"], council["Agreed amount"]) == ("Build-up", "")
    assert council["In kind"] == 185_000
    assert [council[f"Instalment {quarter}"] for quarter in (1, 2, 3, 4)] == [0, 0, 0, 0]
    assert [ccg[f"Instalment {quarter}"] for quarter in (1, 2, 3, 4)] == [2_000_000] * 4
    assert rows["Pool income"]["Contribution"] == 20_000_000
    assert rows["Expenditure"]["Contribution"] == 20_000_000
    assert rows["Balance"]["Contribution"] == 0


def test_every_formula_gives_its_figure_in_libreoffice(
    made: Make, office: "Office", tmp_path: Path
):
    path = written(made(*POOLED, *MORE), tmp_path)
    before, after = office.sheets(path), office.recalculate([path])[path.name]
    for name in ("Pools", "Checks"):
        for at, row in enumerate(before[name]):
            for column, value in enumerate(row):
                again = after[name][at][column]
                if isinstance(value, int | float):
                    assert round(again, 2) == round(value, 2), (name, at + 1, column)
                else:
                    assert again == value, (name, at + 1, column)
    rows = block(after["Pools"], "Care homes pool, 2017/18")
    ccg = rows["The Clinical Commissioning Group"]
    # 7,654,321.03 in four: the odd pennies, three of them, come first.
    assert [round(ccg[f"Instalment {quarter}"], 2) for quarter in (1, 2, 3, 4)] == [
        1_913_580.26,
        1_913_580.26,
        1_913_580.26,
        1_913_580.25,
    ]
    assert round(rows["The Council"]["In kind"], 2) == 123.45
    assert round(rows["No partner"]["Contribution"], 2) == 7.77
    bare = block(after["Pools"], "A pool without a host, 2019/20")["The Council"]
    assert [bare[f"Instalment {quarter}"] for quarter in (1, 4)] == [-250.01, -250]


def test_what_is_typed_in_a_yellow_cell_moves_contribution_balance_and_checks(
    made: Make, office: "Office", excel: "Excel", tmp_path: Path
):
    path = written(made(*POOLED), tmp_path)

    def agree(book: Any) -> None:
        sheet = book["Pools"]
        top = next(
            held.row
            for held in sheet["A"]
            if held.value == "Contributions, Care homes pool, 2018/19"
        )
        heads = {held.value: held.column for held in sheet[top + 2]}
        row = next(
            held.row
            for held in sheet["A"]
            if held.row > top and held.value == "The Clinical Commissioning Group"
        )
        assert sheet.cell(row, heads["Agreed amount"]).protection.locked is False
        sheet.cell(row, heads["Agreed amount"]).value = 7_500_000.02
        sheet.cell(row - 1, heads["Inflation"]).value = 400_000

    excel.edit(path, agree)
    found = office.recalculate([path])[path.name]
    rows = block(found["Pools"], "Care homes pool, 2018/19")
    ccg = rows["The Clinical Commissioning Group"]
    assert (round(ccg["Contribution"], 2), ccg["Rests on"]) == (7_500_000.02, "Agreed")
    assert rows["The Council"]["Contribution"] == 12_010_000
    assert round(rows["Balance"]["Contribution"], 2) == -489_999.98
    states = {row[0]: row[4] for row in found["Checks"] if len(row) > 4}
    assert (
        states["Care homes pool, 2018/19: balance, contributions less expenditure"]
        == "look at this"
    )
    assert (
        states["Care homes pool, 2018/19: instalments and the contributions of all but the host"]
        == "agrees"
    )


def test_a_plan_without_pools_says_so(made: Make, office: "Office", tmp_path: Path):
    sheet = office.sheets(written(made(), tmp_path))["Pools"]
    assert any(row[0] == "The plan holds no pooled funds." for row in sheet)
