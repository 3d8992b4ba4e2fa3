"""The finance workbook as finance gets it: figures, formulas, text, and what it never overwrites."""

import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Scope, total, totals_by
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.services import ServiceArea
from jcplanner.exchange.workbook_frame import stamp_of
from jcplanner.exchange.workbooks import SHEETS, export_workbook
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan, new_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.templates import fill

AT = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Callable[[str], Plan]]:
    made: list[OpenPlan] = []

    def make(name: str) -> Plan:
        held = new_plan(tmp_path / f"{name}.jcplan", fill=lambda plan: fill(plan, name))
        made.append(held)
        return held.plan

    yield make
    for held in made:
        held.discard()


def results(path: Path) -> Any:
    import openpyxl

    return openpyxl.load_workbook(path, data_only=True)


def formulas(path: Path) -> Any:
    import openpyxl

    return openpyxl.load_workbook(path)


def row_of(sheet: Any, label: str, after: str = "") -> int:
    """The row whose first cell is the label, below the one that is ``after``."""
    seen = not after
    for row in range(1, sheet.max_row + 1):
        value = sheet.cell(row, 1).value
        if seen and value == label:
            return row
        seen = seen or value == after
    raise AssertionError(f"{label} is not on {sheet.title}")


def test_it_has_its_sheets_in_their_order(plan: Plan, tmp_path: Path):
    export_workbook(plan, tmp_path / "out.xlsx")
    assert results(tmp_path / "out.xlsx").sheetnames == [name for name, _ in SHEETS]


def test_each_partners_net_stands_beside_a_formula_that_gives_it(plan: Plan, tmp_path: Path):
    export_workbook(plan, tmp_path / "out.xlsx")
    shown = results(tmp_path / "out.xlsx")["Summary by partner"]
    live = formulas(tmp_path / "out.xlsx")["Summary by partner"]
    for partner in plan.table(Partner).ordered():
        row = row_of(shown, partner.name, "Net revenue, cash")
        for column, year in enumerate(plan.years, start=2):
            scope = Scope(years=frozenset((year,)), partners=frozenset((partner.id,)))
            assert round(shown.cell(row, column).value * 100) == total(plan.figures, scope)
            assert live.cell(row, column).value.startswith("=ROUND(SUMIFS(Line_net_")


def test_the_summary_by_area_gives_every_area_its_own_lines_and_counts_those_inside_apart(
    plan: Plan, tmp_path: Path
):
    export_workbook(plan, tmp_path / "out.xlsx")
    sheet = results(tmp_path / "out.xlsx")["Summary by area"]
    sums = totals_by(plan.figures, lambda cell: (cell.area, cell.year))
    for area in plan.table(ServiceArea).ordered():
        row = row_of(sheet, area.name, "Net revenue, cash")
        assert round(sheet.cell(row, 2).value * 100) == sums.get((area.id, 2016), 0)
    inside = "Net revenue, cash, with the areas inside counted in (not to be added up)"
    assert sheet.cell(row_of(sheet, "Adults", inside), 2).value == 1000.0
    assert sheet.cell(row_of(sheet, "Total", "Net revenue, cash"), 2).value == 10_000.0


def test_a_blank_amount_is_a_blank_cell_and_not_nil(plan: Plan, tmp_path: Path):
    export_workbook(plan, tmp_path / "out.xlsx")
    sheet = results(tmp_path / "out.xlsx")["Lines"]
    heads = [cell.value for cell in sheet[5]]
    rows = {sheet.cell(row, 4).value: row for row in range(6, sheet.max_row + 1)}
    year = heads.index("2018/19") + 1
    assert sheet.cell(rows["Homes"], year).value is None
    assert sheet.cell(rows["Homes"], heads.index("2016/17") + 1).value == 1234.56
    assert sheet.cell(rows["Client charges"], heads.index("Net 2016/17") + 1).value == -234.56


def test_codes_stay_text(plan: Plan, tmp_path: Path):
    export_workbook(plan, tmp_path / "out.xlsx")
    sheet = results(tmp_path / "out.xlsx")["Lines"]
    assert "00123" in [cell.value for cell in sheet["E"]]


def test_lines_are_an_excel_table_with_ids_in_a_hidden_column(plan: Plan, tmp_path: Path):
    export_workbook(plan, tmp_path / "out.xlsx")
    sheet = formulas(tmp_path / "out.xlsx")["Lines"]
    table = sheet.tables["Budget_lines"]
    assert table.ref.startswith("A5:") and table.ref.endswith("8")
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[5]]
    assert sheet.column_dimensions["A"].hidden
    assert {sheet.cell(row, 1).value for row in range(6, 9)} == set(plan.table(BudgetLine))


def test_every_sheet_prints_its_convention_on_a4_landscape_with_titles_repeated(
    plan: Plan, tmp_path: Path
):
    export_workbook(plan, tmp_path / "out.xlsx")
    fingerprint = stamp_of(plan).fingerprint
    for sheet in formulas(tmp_path / "out.xlsx"):
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert fingerprint in sheet.oddFooter.left.text
        assert "Net = expenditure - income; £ and pence" in sheet.oddFooter.center.text
        assert sheet.oddHeader.right.text == "Draft - not for publication"
        if sheet.title != "Contents":
            words = " ".join(str(sheet.cell(3, column).value or "") for column in (1, 2))
            assert "£ and pence. Net = expenditure - income" in words


def test_the_contents_name_the_step_and_the_hash_of_the_journal(plan: Plan, tmp_path: Path):
    edits.set_amounts(plan, {("homes", 2016): 5})
    export_workbook(plan, tmp_path / "out.xlsx")
    sheet = results(tmp_path / "out.xlsx")["Contents"]
    facts = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value}
    assert facts["Fingerprint in full"] == plan.steps[-1].hash
    assert facts["Step of the plan"] == f"{len(plan.steps)}: Change amount"


def test_every_check_reads_0_and_a_stated_figure_that_differs_is_flagged_in_words(
    plan: Plan, tmp_path: Path
):
    edits.set_amounts(plan, {("homes", 2016): 123_457})
    export_workbook(plan, tmp_path / "out.xlsx")
    book = results(tmp_path / "out.xlsx")
    sheet = book["Checks"]
    assert sheet["B5"].value == 0
    assert sheet["B6"].value == 1
    states = {
        sheet.cell(row, 1).value: sheet.cell(row, 5).value for row in range(9, sheet.max_row + 1)
    }
    assert states.pop("Stated: Paper 7 (derived less stated)") == "look at this"
    assert set(states.values()) == {"agrees"}
    assert "Every check reads 0; 1 to look at" in [cell.value for cell in book["Contents"]["B"]]
    assert book["Stated"]["K6"].value == 0.01


def test_coverage_leaves_out_of_the_pool_what_is_kept_out(plan: Plan, tmp_path: Path):
    edits.set_amounts(plan, {("wards", 2017): 900_000})
    edits.add(plan, BudgetLine, partner="n", service_area="mental", kept_out_of_pool=1)
    kept = next(held.id for held in plan.table(BudgetLine).values() if held.kept_out_of_pool)
    edits.set_amounts(plan, {(kept, 2017): 100_000})
    export_workbook(plan, tmp_path / "out.xlsx")
    sheet = results(tmp_path / "out.xlsx")["Alignment"]
    block = "2017/18: net revenue, cash, by arrangement"
    whole = [sheet.cell(row_of(sheet, label, block), 5).value for label in (
        "Pooled", "Of pooled and integrated: kept out of the pool", "Coverage: pooled",
        "Coverage: aligned or tighter",
    )]  # fmt: skip
    assert whole == [10_000.0, 1_000.0, 9_000.0, 11_300.0]


def test_an_empty_plan_makes_a_workbook_too(made: Callable[..., Plan], tmp_path: Path):
    export_workbook(made(), tmp_path / "out.xlsx")
    book = results(tmp_path / "out.xlsx")
    assert book["Checks"]["B5"].value == 0
    assert book["Lines"].tables["Budget_lines"].ref.endswith("6")
    assert [cell.value for cell in book["Lines"][5]][:4] == [
        "Id",
        "Partner",
        "Service area",
        "Line",
    ]


@pytest.mark.parametrize("pence", [1, -1, 10**13 + 1, -(10**13) - 7, 999_999_999_999])
def test_huge_and_negative_amounts_are_exact_to_the_penny(
    pence: int, made: Callable[..., Plan], tmp_path: Path
):
    plan = made(
        PlanDetails("plan", "Ten years on", first_year=2016, years_shown=11),
        BudgetLine("l", 1),
        *(BudgetAmount(f"l:{year}", "l", year, pence) for year in range(2016, 2027)),
    )
    export_workbook(plan, tmp_path / "out.xlsx")
    sheet = results(tmp_path / "out.xlsx")["Summary by area"]
    row = row_of(sheet, "Total", "Net revenue, cash")
    assert [round(sheet.cell(row, column).value * 100) for column in range(2, 13)] == [pence] * 11


def test_progress_is_told_to_the_last_line(plan: Plan, tmp_path: Path):
    told: list[tuple[int, int]] = []
    export_workbook(
        plan, tmp_path / "out.xlsx", progress=lambda done, whole: told.append((done, whole))
    )
    assert told[-1] == (3, 3)


def test_two_exports_of_one_state_are_the_same_file(plan: Plan, tmp_path: Path):
    contents: list[dict[str, bytes]] = []
    for name in ("one.xlsx", "two.xlsx"):
        export_workbook(plan, tmp_path / name, at=AT)
        with zipfile.ZipFile(tmp_path / name) as held:
            contents.append({part: held.read(part) for part in held.namelist()})
    assert contents[0] == contents[1]


def test_a_pool_holds_the_lines_of_its_areas_that_are_not_kept_out(plan: Plan, tmp_path: Path):
    edits.set_amounts(plan, {("wards", 2017): 900_000})
    kept = edits.add(plan, BudgetLine, partner="n", service_area="mental", kept_out_of_pool=1)
    edits.set_amounts(plan, {(kept, 2017): 100_000})
    export_workbook(plan, tmp_path / "out.xlsx")
    sheet = results(tmp_path / "out.xlsx")["Pools"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6, max_row=8)]
    assert [row[:4] for row in rows] == [
        ["Section 75 pool", "The Council", "Revenue", "The Council"],
        ["Section 75 pool", "The Council", "Revenue", "The Clinical Commissioning Group"],
        ["Section 75 pool", "The Council", "Revenue", "All partners"],
    ]
    assert [row[5] for row in rows] == [0, 9_000.0, 9_000.0]


EXPECTED = Path(__file__).resolve().parents[1] / "expected"


def as_lines(path: Path) -> str:
    """Every formula of a workbook with its result, and every text and number; ids and hashes left out."""
    live, shown = formulas(path), results(path)
    lines: list[str] = []
    for sheet in live:
        lines.append(f"== {sheet.title}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None or (sheet.title == "Lines" and cell.column == 1):
                    continue
                label = sheet.cell(cell.row, 1).value
                if sheet.title == "Contents" and str(label) in (
                    "Fingerprint",
                    "Fingerprint in full",
                ):
                    continue
                result = shown[sheet.title].cell(cell.row, cell.column).value
                formula = f"  <- {cell.value}" if cell.data_type == "f" else ""
                lines.append(f"{cell.coordinate}: {result}{formula}")
    return "\n".join(lines) + "\n"


def test_the_workbook_of_an_example_is_as_expected(example: Callable[[str], Plan], tmp_path: Path):
    path = tmp_path / "out.xlsx"
    export_workbook(example("derby-home-first"), path, at=AT)
    found, expected = as_lines(path), EXPECTED / "derby-home-first-workbook.txt"
    if os.environ.get("JCPLANNER_UPDATE_EXPECTED"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
