"""A partner's own lines: sent out to be filled in, protected but for what is asked, and taken back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.intake import find_partner
from jcplanner.exchange.partner_return import export_return
from jcplanner.exchange.returned import Returned, read_returned
from jcplanner.exchange.workbook_file import written_by_us
from jcplanner.plan.plan import Plan

HEAD = 5


def told(returned: Returned) -> list[tuple[str, str, int | None, object, object]]:
    return [(d.id, d.field, d.year, d.old, d.new) for d in returned.differences]


def remarks(returned: Returned) -> str:
    return "\n".join(remark.text for remark in returned.remarks)


def test_a_partner_return_holds_its_lines_only_with_the_rest_protected(
    excel: Any, plan: Plan, tmp_path: Path
):
    path = tmp_path / "return.xlsx"
    export_return(plan, "c", path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Contents", "Lines", "Names"]
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    sheet = book["Lines"]
    assert [held.value for held in sheet["A"][HEAD:]] == ["homes", "charges"]
    assert sheet.column_dimensions["A"].hidden
    for head in ("2016/17", "2018/19", "Line", "Code", "Reports to", "Note", "Service area"):
        held = excel.cell(book, "homes", head)
        assert not held.protection.locked and held.fill.fgColor.rgb == "FFFFFBE3"
    for head in ("Id", "Partner", "Net 2016/17", "Arrangement 2016/17", "From file"):
        assert excel.cell(book, "homes", head).protection.locked
    assert excel.cell(book, "homes", "Arrangement 2017/18").value == "Aligned"
    assert "Wards" not in str([[held.value for held in row] for row in sheet.iter_rows()])


def test_what_can_be_chosen_is_offered_in_the_cell(plan: Plan, tmp_path: Path):
    export_return(plan, "c", tmp_path / "return.xlsx")
    book = openpyxl.load_workbook(tmp_path / "return.xlsx")
    offered = {
        str(held.sqref)[0]: held.formula1 for held in book["Lines"].data_validations.dataValidation
    }
    assert offered["C"] == "Area_labels" and offered["G"] == "Source_labels"
    assert offered["K"] == '"Recurrent,Non-recurrent"'
    assert offered["H"].startswith('"Employees,') and offered["P"].startswith('"s33 council,')
    assert [held.value for held in book["Names"]["A"][3:]] == [
        "Adults",
        "Learning disability",
        "Mental health",
        "No service area",
    ]


def test_a_partner_return_comes_back_with_its_differences(excel: Any, plan: Plan, tmp_path: Path):
    path = tmp_path / "return.xlsx"
    export_return(plan, "c", path)
    assert read_returned(plan, path).partner == "c"
    assert read_returned(plan, path).differences == []
    excel.write(path, "charges", "2017/18", 300)
    excel.write(path, "homes", "Service area", "Mental health")
    returned = read_returned(plan, path)
    assert told(returned) == [
        ("homes", "service_area", None, "learning", "mental"),
        ("charges", "amount", 2017, None, 30_000),
    ]
    assert returned.remarks == []


def test_a_partner_cannot_change_anothers_lines(excel: Any, plan: Plan, tmp_path: Path):
    path = tmp_path / "return.xlsx"
    export_return(plan, "c", path)
    excel.write(path, "homes", "Partner", "CCG")

    def change(book: Any) -> None:
        excel.cell(book, "charges", "Id").value = "wards"

    returned = read_returned(plan, excel.edit(path, change))
    assert returned.differences == []
    assert "is a line of The Clinical Commissioning Group" in remarks(returned)
    assert "Partner: 1 cell changed; this is never taken back." in remarks(returned)


def test_a_partner_return_never_replaces_a_foreign_file(excel: Any, plan: Plan, tmp_path: Path):
    path = tmp_path / "return.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(Refusal, match="was not written by jcplanner"):
        export_return(plan, "c", path)
    assert path.read_bytes() == b"mine"
    path.unlink()
    export_return(plan, "c", path)
    assert written_by_us(path) == "ours"
    export_return(plan, "c", path, at=datetime(2026, 11, 22, 14, 32, tzinfo=UTC))
    excel.write(path, "homes", "2016/17", 5)
    with pytest.raises(Refusal, match="has been changed since"):
        export_return(plan, "c", path)


def test_a_partner_is_found_by_name_short_name_or_code(plan: Plan):
    for name in ("The Council", "council", "E06000019"):
        assert find_partner(plan, name).id == "c"
    with pytest.raises(Refusal, match="The plan has no partner"):
        find_partner(plan, "Nobody")
