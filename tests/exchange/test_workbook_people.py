"""The People sheet: its formulas give the plan's own figures, recalculated by LibreOffice as well."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jcplanner.domain.people import OfficerTime
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan.plan import Plan
from tests.domain.people_records import STOCKTAKE, STRUCTURE

if TYPE_CHECKING:
    from tests.conftest import Excel
    from tests.exchange.conftest import Office

ANNUAL = 12


def row_of(sheets: dict[str, list[list[Any]]], name: str) -> list[Any]:
    return next(row for row in reversed(sheets["People"]) if row[0] == name)


def test_the_papers_figures_stand_as_formulas(
    made: Callable[..., Plan], office: "Office", tmp_path: Path
):
    halves = [
        OfficerTime(f"h{at}", 20 + at, f"Half {at}", year=2018, cost=cost, months=months)
        for at, (cost, months) in enumerate(((1, 8), (-1, 8), (5, 24), (7, 7), (1_00, 0)))
    ]
    plan = made(*STOCKTAKE, *STRUCTURE[1:], *halves, OfficerTime("n", 40, "No year", cost=12_00))
    path = tmp_path / "people.xlsx"
    export_workbook(plan, path)
    written, again = office.sheets(path), office.recalculate([path])[path.name]
    for sheets in (written, again):
        assert row_of(sheets, "Day to day operational activity")[ANNUAL] == 475_000
        assert row_of(sheets, "Day to day operational activity")[ANNUAL + 1] == "Indicative"
        assert [row_of(sheets, f"Half {at}")[ANNUAL] for at in range(5)] == [
            0.02, -0.02, 0.03, 0.12, "",
        ]  # fmt: skip
        assert row_of(sheets, "Strategic")[2] == 130_000
        assert row_of(sheets, "Dedicated")[1:3] == [14.6, 1_300_000]
        assert row_of(sheets, "Operational")[2] == 475_000
        assert row_of(sheets, "All officers' time")[1:3] == [14.6, 1_905_000]
        assert row_of(sheets, "Its summary shows")[2] == 1_430_000
        assert row_of(sheets, "Its summary leaves out")[2] == 475_000
        assert row_of(sheets, "All officers' time")[6] == 12
        assert row_of(sheets, "The Council")[1:5] == [2, 180_000, 6.5, 421_000]
        assert row_of(sheets, "All employers")[1:5] == [7.5, 514_000, 7.5, 551_000]
    checks = [row for row in again["Checks"] if "People" in str(row[0])]
    assert len(checks) == 5
    assert {row[4] for row in checks} == {"agrees"}


def test_a_sample_typed_over_moves_its_year_and_totals(
    made: Callable[..., Plan], office: "Office", excel: "Excel", tmp_path: Path
):
    plan = made(*STOCKTAKE)
    path = tmp_path / "people.xlsx"
    export_workbook(plan, path)

    def change(book: Any) -> None:
        for row in book["People"].iter_rows(min_row=6, max_row=12):
            if row[0].value == "Day to day operational activity":
                row[ANNUAL - 1].value = 6

    again = office.recalculate([excel.edit(path, change)])[path.name]
    assert row_of(again, "Operational")[2] == 237_500
    assert row_of(again, "All officers' time")[2] == 1_667_500


def test_a_plan_without_people_says_so(made: Callable[..., Plan], tmp_path: Path, office: "Office"):
    path = tmp_path / "none.xlsx"
    export_workbook(made(*STOCKTAKE[:3]), path)
    words = [row[0] for row in office.sheets(path)["People"]]
    assert "The plan holds no officers' time." in words
    assert "The plan holds no posts." in words
