"""The finance workbook as finance gets it: figures, formulas, text, and what it never overwrites."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, FundingSource
from jcplanner.domain.column import Kind
from jcplanner.domain.figures import Scope, total, totals_by
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails, StatedFigure
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record
from jcplanner.domain.services import ServiceArea
from jcplanner.exchange.read import Cancelled
from jcplanner.exchange.workbook_file import may_replace, verify, written_by_us
from jcplanner.exchange.workbook_lines import LinesSheet
from jcplanner.exchange.workbooks import SHEETS, export_workbook, stamp_of, workbook_name
from jcplanner.exchange.write import LONGEST_TEXT, Page
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


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Callable[..., Plan]]:
    opened: list[OpenPlan] = []

    def make(*records: Record) -> Plan:
        held = new_plan(tmp_path / f"{len(opened)}.jcplan", records)
        opened.append(held)
        return held.plan

    yield make
    for held in opened:
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


PAYLOADS = (
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "{=1+1}",
    "=cmd|' /C calc'!A0",
    "#N/A",
    "TRUE",
    "1E5",
    "2016",
    "https://example.org/",
    "internal:'Lines'!A1",
    "<r><t>x</t></r>",
    "_x0041_",
    "Über 65 \U0001f600 \u05e9\u05dc\u05d5\u05dd \u202eabc",
    "* ? ~",
    ">0",
    'A "quoted" & <b>name</b>',
    "tab\tand\nline",
)


def with_text_everywhere(payload: str) -> list[Record]:
    """A plan that has the payload in every field that people type text into."""

    def texts(kind: type[Record]) -> dict[str, Any]:
        typed = (Kind.TEXT, Kind.NOTE, Kind.CODE)
        held = {column.name: payload for column in kind.COLUMNS[1:] if column.kind in typed}
        return {name: value for name, value in held.items() if name not in ("colour", "unit")}

    return [
        PlanDetails("plan", **{**texts(PlanDetails), "first_year": 2016}),
        Partner("p", 1, **texts(Partner)),
        Partner("q", 2, **texts(Partner)),
        ServiceArea("a", 1, **{**texts(ServiceArea), "parent": None}),
        ServiceArea("b", 2, **{**texts(ServiceArea), "parent": "a"}),
        FundingSource("f", 1, **{**texts(FundingSource), "partner": "p"}),
        FundingAmount("f:2016", "f", 2016, 500),
        BudgetLine(
            "l", 1, **{**texts(BudgetLine), "partner": "p", "service_area": "a", "funding_source": "f"}
        ),
        BudgetLine(
            "m", 2, **{**texts(BudgetLine), "partner": "q", "service_area": "b", "import_key": ""}
        ),
        BudgetAmount("l:2016", "l", 2016, 12_345, note=payload),
        BudgetAmount("m:2016", "m", 2016, 678),
        PathwayStep("a:2017", "a", 2017, "align", "aligned", note=payload),
        StatedFigure(
            "s", 1, **{**texts(StatedFigure), "partner": "q", "service_area": "b", "year": 2016, "amount": 1}
        ),
    ]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_looks_like_something_else_stays_text(
    payload: str, made: Callable[..., Plan], tmp_path: Path
):
    plan = made(*with_text_everywhere(payload))
    export_workbook(plan, tmp_path / "out.xlsx")
    live, shown = formulas(tmp_path / "out.xlsx"), results(tmp_path / "out.xlsx")
    of_text = [
        cell.value
        for sheet in live
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and not str(cell.value).startswith(
            ("=ROUND(", "=IF(", "=IFERROR(", "=INDEX(", "=COUNT", "='", "=Stated!", "=Funding!", "=B", "=0")
        )
    ]  # fmt: skip
    assert of_text == []
    lines = shown["Lines"]
    assert str(lines.cell(6, 4).value).replace("_x005F_", "_").strip() == payload
    assert lines.cell(6, 4).data_type == "s"
    assert not lines.cell(6, 4).hyperlink
    sheet = shown["Summary by partner"]
    assert [sheet.cell(row, 2).value for row in (7, 8, 9)] == [123.45, 6.78, 130.23]
    assert shown["Stated"]["J6"].value == 6.78


def test_control_characters_are_cleaned_and_too_long_text_is_cut_with_a_note(
    made: Callable[..., Plan], tmp_path: Path
):
    plan = made(
        BudgetLine("l", 1, description="a\x00b\x0bc\x1fd", note="x" * 40_000),
        BudgetLine("m", 2, description="\U0001f600" * 20_000),
    )
    export_workbook(plan, tmp_path / "out.xlsx")
    sheet = results(tmp_path / "out.xlsx")["Lines"]
    assert sheet["D6"].value == "a b c d"
    note = next(cell.value for cell in sheet[6] if str(cell.value).startswith("xxx"))
    assert len(note) == LONGEST_TEXT and note.endswith(
        "[cut here: longer than a cell can hold; the plan has all of it]"
    )
    assert len(sheet["D7"].value.encode("utf-16-le")) <= 2 * LONGEST_TEXT


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


def test_a_workbook_of_ours_is_replaced(plan: Plan, tmp_path: Path):
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path, at=AT)
    edits.set_amounts(plan, {("homes", 2016): 1})
    export_workbook(plan, path)
    assert results(path)["Lines"]["Q6"].value == 0.01


def test_a_file_that_it_did_not_write_is_never_replaced(plan: Plan, tmp_path: Path):
    import openpyxl

    path = tmp_path / "out.xlsx"
    for content in (b"", b"not a workbook", b"PK\x05\x06" + bytes(18)):
        path.write_bytes(content)
        with pytest.raises(Refusal, match="was not written by jcplanner, so it was not replaced"):
            export_workbook(plan, path, replace=True)
        assert path.read_bytes() == content
    openpyxl.Workbook().save(path)
    before = path.read_bytes()
    with pytest.raises(Refusal, match="was not written by jcplanner"):
        export_workbook(plan, path)
    assert path.read_bytes() == before


def test_a_workbook_of_ours_that_somebody_saved_since_is_replaced_only_when_told(
    plan: Plan, tmp_path: Path
):
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path, at=AT)
    book = formulas(path)
    book["Lines"]["Q6"] = 42
    book.save(path)
    assert written_by_us(path) == "changed"
    with pytest.raises(Refusal, match="has been changed since, so it was not replaced"):
        export_workbook(plan, path)
    assert formulas(path)["Lines"]["Q6"].value == 42
    may_replace(path, changed_too=True)
    export_workbook(plan, path, replace=True)
    assert written_by_us(path) == "ours"


def test_what_cannot_be_written_is_refused_in_one_sentence(plan: Plan, tmp_path: Path):
    with pytest.raises(Refusal, match=r"does not end in \.xlsx"):
        export_workbook(plan, tmp_path / "out.csv")
    with pytest.raises(Refusal, match="There is no folder"):
        export_workbook(plan, tmp_path / "none" / "out.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(Refusal, match="is a folder"):
        export_workbook(plan, tmp_path / "folder.xlsx")


def test_a_cancelled_export_leaves_the_old_file_whole_and_nothing_beside_it(
    plan: Plan, tmp_path: Path
):
    folder = tmp_path / "out"
    folder.mkdir()
    export_workbook(plan, folder / "out.xlsx")
    before = (folder / "out.xlsx").read_bytes()
    with pytest.raises(Cancelled):
        export_workbook(plan, folder / "out.xlsx", cancelled=lambda: True)
    assert (folder / "out.xlsx").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["out.xlsx"]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from jcplanner.domain.problems import Refusal
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan.opening import reading
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with reading(Path(sys.argv[1])) as plan:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
    try:
        export_workbook(plan, Path(sys.argv[2]))
    except Refusal as refusal:
        print(refusal)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes cannot be limited there")
@pytest.mark.parametrize("room", [0, 2_000, 12_000, 20_000])
def test_a_full_disk_leaves_the_old_file_whole_and_nothing_beside_it(
    room: int, small: OpenPlan, tmp_path: Path
):
    folder = tmp_path / "out"
    folder.mkdir()
    export_workbook(small.plan, folder / "out.xlsx")
    before = (folder / "out.xlsx").read_bytes()
    finished = subprocess.run(
        [sys.executable, "-c", FULL_DISK, small.path, folder / "out.xlsx", str(room)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Nothing has been replaced." in finished.stdout
    assert finished.stderr == ""
    assert (folder / "out.xlsx").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["out.xlsx"]


def test_a_file_that_does_not_read_back_as_written_is_refused(plan: Plan, tmp_path: Path):
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path)

    class Sheet:
        def get_name(self) -> str:
            return "Summary by partner"

    page = Page(Sheet(), {})  # type: ignore[arg-type]
    page.figures[(6, 1)] = 1000.01
    with pytest.raises(Refusal, match="did not read back as it was written"):
        verify(path, {page.name: page}, LinesSheet())


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


def test_the_suggested_name_carries_title_date_and_status(made: Callable[..., Plan]):
    plan = made(PlanDetails("plan", 'A/B: "joint" plan?'))
    name = workbook_name(plan, AT)
    assert name == "A B joint plan - finance workbook - 2026-11-22 - DRAFT not for publication.xlsx"


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
