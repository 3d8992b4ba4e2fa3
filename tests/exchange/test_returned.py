"""Workbooks that came back: every changed cell is its one difference, and nothing else is."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.services import ServiceArea
from jcplanner.exchange.partner_return import export_return
from jcplanner.exchange.returned import Difference, Returned, accept, read_returned
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan, new_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.templates import fill

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
HEAD = 5


@pytest.fixture
def sent(plan: Plan, tmp_path: Path) -> Path:
    """The finance workbook of the small plan, as it was sent out."""
    export_workbook(plan, tmp_path / "out.xlsx")
    return tmp_path / "out.xlsx"


def told(returned: Returned) -> list[tuple[str, str, int | None, object, object]]:
    return [(d.id, d.field, d.year, d.old, d.new) for d in returned.differences]


def only(returned: Returned) -> Difference:
    (difference,) = returned.differences
    assert returned.remarks == []
    return difference


def remarks(returned: Returned) -> str:
    return "\n".join(remark.text for remark in returned.remarks)


def test_an_untouched_workbook_has_no_differences(plan: Plan, sent: Path):
    returned = read_returned(plan, sent)
    assert returned.differences == [] and returned.remarks == []
    assert returned.since == 0
    assert returned.title == "Two partners"
    assert returned.headline() == "out.xlsx has no differences from the plan."


def test_saving_it_in_another_program_makes_no_difference(excel: Any, plan: Plan, sent: Path):
    returned = read_returned(plan, excel.edit(sent, lambda book: None))
    assert returned.differences == [] and returned.remarks == []


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("name", ["herefordshire-2016", "derby-home-first"])
def test_saving_it_in_libreoffice_makes_no_difference(name: str, tmp_path: Path):
    held = new_plan(tmp_path / "x.jcplan", fill=lambda plan: fill(plan, name))
    try:
        export_workbook(held.plan, tmp_path / "out.xlsx")
        first = held.plan.table(Partner).ordered()[0].id
        export_return(held.plan, first, tmp_path / "return.xlsx")
        for file in ("out.xlsx", "return.xlsx"):
            returned = read_returned(held.plan, resaved(tmp_path / file, tmp_path))
            assert returned.differences == [] and returned.remarks == []
            assert returned.since == 0
    finally:
        held.discard()


def resaved(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it, opened and saved with nothing changed."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "saved"), str(path)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return folder / "saved" / path.name


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_a_change_saved_by_libreoffice_is_its_one_difference(
    excel: Any, plan: Plan, sent: Path, tmp_path: Path
):
    excel.write(sent, "homes", "2017/18", "=1000+500")
    assert told(read_returned(plan, resaved(sent, tmp_path))) == [
        ("homes", "amount", 2017, 130_000, 150_000)
    ]


@pytest.mark.parametrize(
    "head, value, field, year, old, new",
    [
        ("2016/17", 2000.5, "amount", 2016, 123_456, 200_050),
        ("2018/19", 0, "amount", 2018, None, 0),
        ("2016/17", None, "amount", 2016, 123_456, None),
        ("2016/17", -0.01, "amount", 2016, 123_456, -1),
        ("Line", "Care homes", "description", None, "Homes", "Care homes"),
        ("Code", "00124", "ledger_code", None, "00123", "00124"),
        ("Code", None, "ledger_code", None, "00123", ""),
        ("Provider", "Several", "provider", None, "", "Several"),
        ("Reports to", "Head of homes", "budget_holder", None, "", "Head of homes"),
        ("Line manager", "Director", "line_manager", None, "", "Director"),
        ("Note", "One\nTwo", "note", None, "", "One\nTwo"),
        ("Service area", "Mental health", "service_area", None, "learning", "mental"),
        ("Service area", "No service area", "service_area", None, "learning", None),
        ("Service area", None, "service_area", None, "learning", None),
        ("Funding source", "No funding source", "funding_source", None, "core", None),
        ("Partner", "The Clinical Commissioning Group", "partner", None, "c", "n"),
        ("Partner", "CCG", "partner", None, "c", "n"),
        ("Expenditure or income", "income", "direction", None, "expenditure", "income"),
        ("Revenue or capital", "Capital", "nature", None, "revenue", "capital"),
        ("In kind", "Yes", "in_kind", None, 0, 1),
        ("Kept out of pool", "yes", "kept_out_of_pool", None, 0, 1),
        ("VAT regime", "Outside VAT", "vat_regime", None, "not given", "outside VAT"),
        ("Subjective group", "Employees", "subjective_group", None, "not given", "employees"),
    ],
)
def test_each_changed_cell_is_its_one_difference_and_comes_into_the_plan(
    excel: Any, head: str, value: object, field: str, year: int | None, old: object, new: object,
    plan: Plan, sent: Path,
):  # fmt: skip
    returned = read_returned(plan, excel.write(sent, "homes", head, value))
    assert told(returned) == [("homes", field, year, old, new)]
    difference = only(returned)
    assert difference.name == "Homes" and not difference.conflict
    accept(plan, returned, returned.differences)
    assert plan.steps[-1].name == "Take back out.xlsx"
    assert read_returned(plan, sent).differences == []
    if year is None:
        assert plan.table(BudgetLine).value("homes", field) == new
    else:
        held = plan.table(BudgetAmount).get(f"homes:{year}")
        assert (held.amount if held else None) == new


def test_all_is_one_step_that_can_be_undone(excel: Any, plan: Plan, sent: Path):
    before = [dict(plan.table(kind).rows) for kind in (BudgetLine, BudgetAmount)]
    excel.write(sent, "homes", "2016/17", 5)
    excel.write(sent, "wards", "2018/19", 7.25)
    excel.write(sent, "wards", "Code", "W1")
    returned = read_returned(plan, sent)
    accept(plan, returned, returned.differences)
    assert plan.table(BudgetAmount)["wards:2018"].amount == 725
    assert plan.undo() == "Take back out.xlsx"
    assert [dict(plan.table(kind).rows) for kind in (BudgetLine, BudgetAmount)] == before


def test_only_what_was_chosen_comes_in(excel: Any, plan: Plan, sent: Path):
    excel.write(sent, "homes", "2016/17", 5)
    excel.write(sent, "wards", "Code", "W1")
    returned = read_returned(plan, sent)
    accept(plan, returned, [held for held in returned.differences if held.field == "ledger_code"])
    assert plan.table(BudgetAmount)["homes:2016"].amount == 123_456
    assert plan.table(BudgetLine)["wards"].ledger_code == "W1"


def test_accepting_nothing_makes_no_step(excel: Any, plan: Plan, sent: Path):
    returned = read_returned(plan, excel.write(sent, "homes", "2016/17", 5))
    steps = len(plan.steps)
    accept(plan, returned, [])
    assert len(plan.steps) == steps


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "#N/A", "1E5", "_x0041_", "{=1}"])
def test_text_that_looks_like_a_formula_comes_back_as_text(
    excel: Any, text: str, plan: Plan, tmp_path: Path
):
    edits.change(plan, BudgetLine, ["homes"], ledger_code=text, note=text, provider=text)
    export_workbook(plan, tmp_path / "out.xlsx")
    assert read_returned(plan, tmp_path / "out.xlsx").differences == []
    edits.change(plan, BudgetLine, ["homes"], ledger_code="")
    export_workbook(plan, tmp_path / "new.xlsx")

    def type_it(book: Any) -> None:
        held = excel.cell(book, "homes", "Code")
        held.value = text.replace("_", "_x005F_") if text == "_x0041_" else text
        held.data_type = "s"

    if text != "#N/A":
        assert only(read_returned(plan, excel.edit(tmp_path / "new.xlsx", type_it))).new == text


@pytest.mark.parametrize(
    "value, why",
    [
        ("about 5", '"about 5" is text where an amount belongs'),
        ("1,234", '"1,234" is text where an amount belongs'),
        (True, '"TRUE" stands where an amount belongs'),
        (date(2016, 4, 1), "2016-04-01 is a date where an amount belongs"),
        (1e15, "the amount is too large"),
        ("=1+1", "a formula has no saved result"),
    ],
)
def test_what_is_no_amount_is_said_and_not_taken(
    excel: Any, value: object, why: str, plan: Plan, sent: Path
):
    returned = read_returned(plan, excel.write(sent, "homes", "2016/17", value))
    assert returned.differences == []
    assert why in remarks(returned) and '"Homes", 2016/17 was not taken: ' in remarks(returned)
    assert returned.remarks[0].row == HEAD + 1


def test_a_cell_that_is_not_a_number_at_all_is_refused(plan: Plan, sent: Path, tmp_path: Path):
    bad = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(sent) as old, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>1234.56</v>", b"<v>NaN</v>"))
    with pytest.raises(Refusal, match="no number where a number belongs"):
        read_returned(plan, bad)


@pytest.mark.parametrize(
    "head, value, why",
    [
        ("Service area", "Nowhere", 'no service area called "Nowhere"'),
        ("Line", None, "Line cannot be blank"),
        ("Expenditure or income", None, "Expenditure or income cannot be blank"),
        ("Revenue or capital", "Both", "Revenue or capital is one of: revenue, capital"),
        ("In kind", "Perhaps", "neither yes nor no"),
    ],
)
def test_what_the_plan_cannot_hold_is_said_and_not_taken(
    excel: Any, head: str, value: object, why: str, plan: Plan, sent: Path
):
    returned = read_returned(plan, excel.write(sent, "homes", head, value))
    assert returned.differences == [] and why in remarks(returned)


def test_an_amount_of_more_than_two_places_is_rounded_and_says_so(
    excel: Any, plan: Plan, sent: Path
):
    difference = only(read_returned(plan, excel.write(sent, "homes", "2016/17", 10.005)))
    assert difference.new == 1000 and difference.doubt == "rounded to the penny"


def test_a_code_that_excel_turned_into_a_number_is_pointed_out(excel: Any, plan: Plan, sent: Path):
    difference = only(read_returned(plan, excel.write(sent, "homes", "Code", 123)))
    assert difference.new == "123" and "zeros in front" in difference.doubt


def test_rows_new_copied_unknown_and_missing_are_remarks_and_never_changes(
    excel: Any, plan: Plan, sent: Path
):
    def change(book: Any) -> None:
        sheet = book["Lines"]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(9, column).value = sheet.cell(HEAD + 1, column).value
        sheet.cell(10, 4).value = "Meals"
        sheet.cell(10, 17).value = 5
        sheet.cell(11, 1).value = "no-such-line"
        sheet.cell(11, 4).value = "Stranger"
        sheet.delete_rows(excel.cell(book, "wards", "Line").row)

    returned = read_returned(plan, excel.edit(sent, change))
    assert returned.differences == []
    said = remarks(returned)
    assert '"Homes" is a copy of row 6' in said
    assert '"Meals" is new' in said and "bring that in" in said
    assert '"Stranger" is not in this plan' in said
    assert '"Wards" has no row in the workbook' in said


def test_sorted_rows_and_moved_columns_make_no_difference(excel: Any, plan: Plan, sent: Path):
    def change(book: Any) -> None:
        sheet = book["Lines"]
        rows = [[held.value for held in row] for row in sheet.iter_rows(min_row=HEAD, max_row=8)]
        turned = [rows[0], *reversed(rows[1:])]
        for place, values in enumerate(turned):
            for column, value in enumerate([*values[:3], *values[:2:-1]], start=1):
                sheet.cell(HEAD + place, column).value = value

    returned = read_returned(plan, excel.edit(sent, change))
    assert returned.differences == []


def test_columns_that_are_gone_are_said(excel: Any, plan: Plan, sent: Path):
    returned = read_returned(plan, excel.edit(sent, lambda book: book["Lines"].delete_cols(17)))
    assert returned.differences == []
    assert "The column 2016/17 is not there" in remarks(returned)


def test_without_its_ids_it_is_refused(excel: Any, plan: Plan, sent: Path):
    excel.edit(sent, lambda book: book["Lines"].delete_cols(1))
    with pytest.raises(Refusal, match="hidden column of ids"):
        read_returned(plan, sent)


def test_a_net_typed_over_its_formula_is_said(excel: Any, plan: Plan, sent: Path):
    returned = read_returned(plan, excel.write(sent, "homes", "Net 2016/17", 99))
    assert returned.differences == []
    assert '"Homes", Net 2016/17: it does not follow from the amount' in remarks(returned)


def test_where_a_line_came_from_is_never_taken_back(excel: Any, plan: Plan, sent: Path):
    returned = read_returned(plan, excel.write(sent, "homes", "From file", "mine.csv"))
    assert returned.differences == []
    assert remarks(returned) == "From file: 1 cell changed; this is never taken back."


def test_an_older_workbook_leaves_what_the_plan_has_changed_since(
    excel: Any, plan: Plan, sent: Path
):
    excel.write(sent, "wards", "2016/17", 1)
    edits.set_amounts(plan, {("homes", 2016): 7, ("homes", 2018): 8})
    edits.change(plan, ServiceArea, ["learning"], name="Learning disabilities")
    edits.add(plan, BudgetLine, description="New since")
    edits.remove(plan, BudgetLine, ["charges"])
    returned = read_returned(plan, sent)
    assert returned.since == 4 and "moved on by 4 steps" in returned.age()
    assert told(returned) == [("wards", "amount", 2016, 900_000, 100)]
    assert remarks(returned) == (
        '"Client charges" has been removed from the plan since; nothing was taken from its row.'
    )


def test_a_cell_that_both_have_changed_is_a_conflict(excel: Any, plan: Plan, sent: Path):
    excel.write(sent, "homes", "2016/17", 5)
    edits.set_amounts(plan, {("homes", 2016): 7})
    difference = only(read_returned(plan, sent))
    assert difference.conflict
    assert (difference.old_text, difference.new_text, difference.then_text) == (
        "£0.07",
        "£5.00",
        "£1,234.56",
    )


def test_the_same_change_in_both_is_no_difference(excel: Any, plan: Plan, sent: Path):
    excel.write(sent, "homes", "2016/17", 0.07)
    edits.set_amounts(plan, {("homes", 2016): 7})
    assert read_returned(plan, sent).differences == []


def test_a_step_undone_since_is_no_conflict(excel: Any, plan: Plan, sent: Path):
    edits.set_amounts(plan, {("homes", 2016): 7})
    plan.undo()
    difference = only(read_returned(plan, excel.write(sent, "homes", "2016/17", 5)))
    assert not difference.conflict


def test_a_plan_that_changed_after_reading_takes_nothing(excel: Any, plan: Plan, sent: Path):
    excel.write(sent, "wards", "Code", "W1")
    returned = read_returned(plan, excel.write(sent, "homes", "2016/17", 5))
    edits.set_amounts(plan, {("homes", 2016): 7})
    with pytest.raises(Refusal, match="has changed since"):
        accept(plan, returned, returned.differences)
    assert plan.table(BudgetLine)["wards"].ledger_code == ""


def test_a_workbook_of_another_plan_is_refused(
    make_plan: Callable[..., OpenPlan], plan: Plan, tmp_path: Path
):
    other = make_plan("Other.jcplan").plan
    export_workbook(other, tmp_path / "other.xlsx")
    with pytest.raises(Refusal, match="written from another plan"):
        read_returned(plan, tmp_path / "other.xlsx")


def test_another_persons_workbook_or_file_is_refused(plan: Plan, tmp_path: Path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "foreign.xlsx")
    (tmp_path / "budget.csv").write_text("Line,Amount\nHomes,5\n", encoding="utf-8")
    for name in ("foreign.xlsx", "budget.csv"):
        with pytest.raises(Refusal, match="Bring in budgets"):
            read_returned(plan, tmp_path / name)


def test_a_step_that_this_copy_does_not_have_is_said(excel: Any, plan: Plan, sent: Path):
    def change(book: Any) -> None:
        for held in book["Contents"]["B"]:
            if held.value == plan.steps[-1].hash:
                held.value = "ab" * 32
        excel.cell(book, "homes", "2016/17").value = 5

    returned = read_returned(plan, excel.edit(sent, change))
    assert returned.since is None and "does not have" in returned.age()
    assert told(returned) == [("homes", "amount", 2016, 123_456, 500)]


def test_without_its_contents_the_properties_name_the_step(excel: Any, plan: Plan, sent: Path):
    excel.edit(sent, lambda book: book.remove(book["Contents"]))
    assert read_returned(plan, sent).since == 0
