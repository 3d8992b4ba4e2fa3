"""What was typed into the sheets In-year, Savings and Gap is pointed out when a workbook comes back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jcplanner.domain.assumptions import Assumption, AssumptionRate, Pressure, Resource
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pools import Pool
from jcplanner.domain.record import Record
from jcplanner.domain.savings import Saving, SavingCost
from jcplanner.domain.services import ServiceArea
from jcplanner.exchange.returned import read_returned
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan.plan import Plan

# An assumption that is called as a block of the sheet is.
PLAN: tuple[Record, ...] = (
    PlanDetails("plan", "Money", first_year=2016, years_shown=2),
    Partner("p", 1, "Council"),
    ServiceArea("a", 1, "Homes"),
    Pool("q", 1, "Pool", "p"),
    PathwayStep("a:2017", "a", 2017, "integrate", "pooled", "q"),
    BudgetLine("l", 1, "p", "a", "Care homes"),
    BudgetAmount("l:2016", "l", 2016, 100_00),
    BudgetAmount("l:2017", "l", 2017, 100_00),
    Outturn("l:2017:3", "l", 2017, 3, 25_00, 101_00),
    Assumption("x", 1, "Pressures"),
    AssumptionRate("x:2017", "x", 2017, 250, None, 300),
    Pressure("u", 1, "Fees", "p", "a", 2017, 5_00, 7_00),
    Resource("p:2016", "p", 2016, 90_00),
    Saving("s", 1, "Shorter stays", partner="p", full_year_effect=12_00, start_year=2017),
    SavingCost("s:2017", "s", 2017, 1_00),
)


def test_a_workbook_that_nobody_typed_into_has_nothing_to_point_out(
    made: Callable[..., Plan], tmp_path: Path
):
    plan = made(*PLAN)
    export_workbook(plan, tmp_path / "out.xlsx")
    returned = read_returned(plan, tmp_path / "out.xlsx")
    assert (returned.differences, returned.remarks) == ([], [])


def test_every_figure_typed_over_is_said_with_what_was_there(
    made: Callable[..., Plan], tmp_path: Path, excel: Any
):
    plan, path = made(*PLAN), tmp_path / "out.xlsx"
    export_workbook(plan, path)

    def row_of(sheet: Any, *texts: str) -> int:
        return next(
            row[0].row
            for row in sheet.iter_rows()
            if texts == tuple(str(cell.value) for cell in row if cell.value in texts)
        )

    def put(sheet: Any, row: int, had: object, new: object) -> None:
        next(cell for cell in sheet[row] if cell.value == had).value = new

    def change(book: Any) -> None:
        saving, gap, in_year = (book[name] for name in ("Savings", "Gap", "In-year"))
        row = row_of(saving, "Shorter stays")
        for had, new in ((12, 13), ("April", "May"), (1, 0.5)):
            put(saving, row, had, new)
        put(in_year, row_of(in_year, "Care homes"), 25, 30)
        put(in_year, row_of(in_year, "Care homes"), 101, None)
        put(gap, row_of(gap, "Pressures", "High"), 0.03, 0.04)
        put(gap, row_of(gap, "Fees"), 7, "seven")
        put(gap, row_of(gap, "Council", "Resource typed"), 90, None)

    returned = read_returned(plan, excel.edit(path, change))
    assert returned.differences == []
    end = "; this is set in the plan itself."
    assert [remark.text.removesuffix(end) for remark in returned.remarks] == [
        'In-year "Care homes", 2017/18, to date, June: the workbook says 30, jcplanner wrote £25.00',
        'In-year "Care homes", 2017/18, forecast outturn: the workbook says blank, jcplanner wrote £101.00',
        'Savings "Shorter stays", full-year effect: the workbook says 13, jcplanner wrote £12.00',
        'Savings "Shorter stays", start month: the workbook says May, jcplanner wrote April',
        'Savings "Shorter stays", confidence: the workbook says 0.5, jcplanner wrote 100.00%',
        'Gap, assumption "Pressures", high 2017/18: the workbook says 0.04, jcplanner wrote 3.00%',
        'Gap, pressure "Fees", full-year effect: the workbook says seven, jcplanner wrote £7.00',
        "Gap, Council, resource 2016/17: the workbook says blank, jcplanner wrote £90.00",
    ]
