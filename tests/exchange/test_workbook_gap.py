"""The Gap sheet: its formulas give the plan's own figures, also after rates have been typed over."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jcplanner.domain.assumptions import (
    ASSUMPTION_KINDS,
    CONTROLLED,
    Assumption,
    AssumptionRate,
    ControlledPartner,
    ControlTotal,
    Pressure,
    Resource,
)
from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, FundingSource
from jcplanner.domain.gap import COMMISSIONERS, PROVIDERS, Gap
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails, StatedFigure
from jcplanner.domain.record import Record
from jcplanner.domain.savings import SAVING_STATUSES, Saving, SavingCost
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.stated import GAP_TOTALS
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan import gap_edits
from jcplanner.plan.plan import Plan

if TYPE_CHECKING:
    from tests.conftest import Excel
    from tests.exchange.conftest import Office

YEARS = range(2016, 2020)


def gap_plan(*, ring: bool) -> Iterator[Record]:
    """Halves of pennies, credits, areas in areas and in a ring, lines of nobody, a surplus, every kind."""
    yield PlanDetails("plan", "Gap", first_year=2016)
    for place, kind in enumerate(("council", "CCG", "NHS trust")):
        yield Partner(f"p{place}", place, ("The Council", ">65 & co", "Trust")[place], kind=kind)
    yield ServiceArea("a0", 0, "Adults")
    yield ServiceArea("a1", 1, "Care homes", "a0")
    yield ServiceArea("a2", 2, "All")
    yield ServiceArea("r1", 3, "Ring one", "r2")
    # Two areas that are part of each other, as a merge of two copies may leave them.
    yield ServiceArea("r2", 4, "Ring two", "r1" if ring else None)
    areas = ("a0", "a1", "a2", "r1", None)
    for number in range(60):
        yield BudgetLine(
            f"l{number:02}",
            number,
            f"p{number % 3}" if number % 11 else None,
            areas[number % 5],
            f"Line {number}",
            direction="income" if number % 7 == 0 else "expenditure",
            recurrence="non-recurrent" if number % 8 == 0 else "recurrent",
            nature="capital" if number % 13 == 0 else "revenue",
            in_kind=int(number % 17 == 0),
        )
        amount = (number * 1_234_567 + 50) * (10**4 if number == 41 else 1)
        yield BudgetAmount(f"l{number:02}:2016", f"l{number:02}", 2016, amount)
        yield BudgetAmount(f"l{number:02}:2017", f"l{number:02}", 2017, 7)
    for place, kind in enumerate((*ASSUMPTION_KINDS, *ASSUMPTION_KINDS)):
        area = None if place < 5 else ("a0", "a1", "r1", "a0", "a1")[place - 5]
        yield Assumption(f"x{place}", place, f"Because {place}", kind, area, "MTFS", "Finance")
        for year in YEARS:
            if (place + year) % 3:
                rate = (150, 325, -75, 1, 205)[(place + year) % 5]
                low = rate - 100 if place % 2 else None
                yield AssumptionRate(f"x{place}:{year}", f"x{place}", year, rate, low, rate + 55)
    for place in range(8):
        yield Pressure(
            f"q{place}",
            place,
            f"Pressure {place}",
            f"p{place % 3}" if place else None,
            areas[place % 5],
            2015 + place % 5,
            None if place == 4 else 12_345_67 * place + 1,
            20_000_01 * place if place % 2 else None,
            "non-recurrent" if place == 6 else "recurrent",
        )
    for place in range(9):
        yield Saving(
            f"s{place}",
            place,
            f"Saving {place}",
            partner=f"p{place % 3}" if place % 4 else None,
            full_year_effect=333_333_33 + place,
            start_year=2016 + place % 3,
            profile="slow",
            status=SAVING_STATUSES[place % 3],
        )
        yield SavingCost(f"s{place}:2017", f"s{place}", 2017, 10_001)
    for place in range(3):
        yield FundingSource(f"f{place}", place, f"Fund {place}", f"p{place}" if place else None)
        yield FundingAmount(f"f{place}:2018", f"f{place}", 2018, 55_555_555)
    yield Resource("p0:2018", "p0", 2018, 123_456_789)
    yield Resource("p2:2017", "p2", 2017, 10**13)
    for place, year in enumerate((2016, 2018, 2015, 2030)):
        for compared in CONTROLLED:
            key = f"c{place}{compared[:3]}"
            yield ControlTotal(key, place, key, year, 10**8, compared)
            yield ControlledPartner(f"{key}:p0", key, "p0")
            yield ControlledPartner(f"{key}:p1", key, "p1")
    yield ControlTotal("nobody", 9, "Nobody", 2017, 10**8)
    place = 0
    for total in sorted(GAP_TOTALS):
        for partner in (None, "p1", "p2"):
            for area in (None, "a0", "r1"):
                place += 1
                yield StatedFigure(
                    f"t{place:02}", place, f"Stated {place}", total, partner, area,
                    2016 + place % 5, place,
                )  # fmt: skip


def rows_of(sheets: dict[str, list[list[Any]]], figure: str, partner: str) -> list[float]:
    """The years of one row of the sheet, the last of that name."""
    held = [row for row in sheets["Gap"] if row[0] == partner and row[2] == figure]
    return [round(value, 2) for value in held[-1][4:8]]


@pytest.fixture
def book(made: Callable[..., Plan], tmp_path: Path) -> Callable[[bool], tuple[Plan, Path]]:
    def write(ring: bool) -> tuple[Plan, Path]:
        plan = made(*gap_plan(ring=ring))
        path = tmp_path / "gap.xlsx"
        export_workbook(plan, path)
        return plan, path

    return write


def as_the_plan(sheets: dict[str, list[list[Any]]], gap: Gap) -> None:
    """The bridges on the sheet end where the plan's gap does."""
    for side in (COMMISSIONERS, PROVIDERS):
        found = [gap.of(year, side) for year in YEARS]
        for figure, pence in (
            ("Requirement", [held.requirement for held in found]),
            ("Resource", [-held.resource for held in found]),
            ("Gap", [held.gap for held in found]),
            ("Unidentified", [held.residual for held in found]),
        ):
            assert rows_of(sheets, figure, f"All {side}") == [held / 100 for held in pence]


def test_the_formulas_give_the_plans_own_figures(
    book: Callable[[bool], tuple[Plan, Path]], office: "Office"
):
    plan, path = book(True)
    written, again = office.sheets(path), office.recalculate([path])[path.name]
    for name, rows in written.items():
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                other = again[name][place][column] if column < len(again[name][place]) else ""
                if isinstance(value, float | int) and not isinstance(other, str):
                    value, other = round(value, 6), round(other, 6)
                assert other == value, (name, place + 1, column)
    as_the_plan(again, Gap(plan.records, plan.figures))
    assert [row[0] for row in again["Checks"] if len(row) > 4 and row[4] == "differs"] == []


def test_another_rate_and_another_estimate_move_everything_below(
    book: Callable[[bool], tuple[Plan, Path]], office: "Office", excel: "Excel"
):
    plan, path = book(False)

    def change(held: Any) -> None:
        sheet = held["Gap"]
        sheet["B4"].value = "High"
        rows = [row for row in sheet.iter_rows() if row[0].value == "Because 0"]
        rows[1][5].value, rows[2][5].value = 0.0425, None
        blank = [row for row in sheet.iter_rows() if row[0].value == "Because 6"]
        for row in blank[:3]:
            row[6].value = None

    excel.edit(path, change)
    again = office.recalculate([path])[path.name]
    gap_edits.set_rates(plan, {("x0", 2017, "central"): 425, ("x0", 2017, "high"): None})
    gap_edits.set_rates(plan, {("x6", 2018, field): None for field in ("low", "central", "high")})
    as_the_plan(again, Gap(plan.records, plan.figures, "high"))


def test_a_plan_without_anything_to_grow_has_its_sheet_too(
    made: Callable[..., Plan], tmp_path: Path, office: "Office"
):
    plan = made(PlanDetails("plan", "Nothing", first_year=2016))
    path = tmp_path / "nothing.xlsx"
    export_workbook(plan, path)
    written, again = office.sheets(path), office.recalculate([path])[path.name]
    assert written["Gap"] == again["Gap"]
    assert rows_of(again, "Unidentified", "All commissioners") == [0] * 4


def test_what_has_no_row_on_the_sheet_is_flagged_and_a_control_total_typed_later_has_its_headroom(
    made: Callable[..., Plan], tmp_path: Path, office: "Office", excel: "Excel"
):
    """A line that was blank at the export has no requirement there: its amount must not vanish unseen."""
    plan = made(
        PlanDetails("plan", "Late", first_year=2016),
        Partner("p", 1, "Council"),
        ServiceArea("a", 1, "Homes"),
        ServiceArea("b", 2, "Care"),
        BudgetLine("l1", 1, "p", "a", "Line"),
        BudgetAmount("l1:2016", "l1", 2016, 100_00),
        BudgetLine("l2", 2, "p", "b", "Blank line"),
        ControlTotal("c", 1, "Cap", 2016),
        ControlledPartner("c:p", "c", "p"),
    )
    path = tmp_path / "late.xlsx"
    export_workbook(plan, path)
    check = "2016/17 requirement of all on sheet Gap and net revenue, cash, on sheet Lines"
    states = {row[0]: row[4] for row in office.sheets(path)["Checks"] if len(row) > 4}
    assert states[check] == "agrees"

    def fill(book: Any) -> None:
        excel.cell(book, "l2", "2016/17").value = 50
        row = next(row for row in book["Gap"].iter_rows() if row[0].value == "Cap")
        row[4].value = 120

    again = office.recalculate([excel.edit(path, fill)])[path.name]
    row = next(row for row in again["Checks"] if row[0] == check)
    assert row[1:5] == [100, 150, -50, "differs"]
    cap = next(row for row in again["Gap"] if row[0] == "Cap")
    assert cap[4:7] == [120, 150, -30]


def test_an_assumption_can_only_be_given_a_kind_and_an_area_that_the_sheet_works_out(
    book: Callable[[bool], tuple[Plan, Path]],
):
    """A kind or an area without rows of its own would be left out of the requirement without a word."""
    import openpyxl

    plan, path = book(False)
    with plan.step("Keep one kind") as draft:
        for held in list(plan.table(Assumption).values()):
            if held.kind != "demographic":
                draft.remove(Assumption, held.id)
    export_workbook(plan, path)
    sheet = openpyxl.load_workbook(path)["Gap"]
    row = next(held.row for held in sheet["A"] if held.value == "Because 1")
    rules = {
        column: [rule.formula1 for rule in sheet.data_validations.dataValidation
                 if f"{column}{row}" in rule.sqref]
        for column in "BC"
    }  # fmt: skip
    assert rules == {
        "B": [f'OR(B{row}="All areas",COUNTIF(Area_labels,B{row})=1)'],
        "C": ['"Demographic"'],
    }


def test_a_control_total_over_many_partners_with_long_names_fits_into_a_formula(
    made: Callable[..., Plan], tmp_path: Path, office: "Office"
):
    """Excel refuses a workbook with a formula of more than 8,192 characters."""
    import openpyxl

    places = range(60)
    plan = made(
        PlanDetails("plan", "Many", first_year=2016),
        ServiceArea("a", 1, "Homes"),
        *(Partner(f"p{place}", place, f"Partner {place} " + "of a long name " * 12) for place in places),
        *(BudgetLine(f"l{place}", place, f"p{place}", "a", "Line") for place in places),
        *(BudgetAmount(f"l{place}:2016", f"l{place}", 2016, 100 * place + 1) for place in places),
        *(ControlTotal(f"c{at}", at, "Cap", 2016, 0, compared) for at, compared in enumerate(CONTROLLED)),
        *(ControlledPartner(f"c{at}:p{place}", f"c{at}", f"p{place}")
          for at in (0, 1) for place in places[1:]),
    )  # fmt: skip
    path = tmp_path / "many.xlsx"
    export_workbook(plan, path)
    again = office.recalculate([path])[path.name]
    # By hand: 1 + 2 + ... + 59 pounds and 59 pennies.
    assert [row[5] for row in again["Gap"] if row[0] == "Cap"] == [1_770.59] * 2
    cells = (cell.value for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row)
    assert max(len(value) for value in cells if isinstance(value, str) and value[:1] == "=") < 2_000
