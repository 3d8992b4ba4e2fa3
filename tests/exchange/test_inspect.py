"""Files are known by their content, and what would hang or kill a reader never reaches one."""

import io
import zipfile
from pathlib import Path

import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.inspect import inspect_file

ROW = (
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Line</t></is></c>'
    '<c r="B1"><v>1</v></c></row></sheetData>'
)


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        inspect_file(path)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert path.name in sentence
    return sentence


def test_an_ordinary_workbook_and_an_ordinary_text_file_pass(by_hand, tmp_path: Path):
    assert inspect_file(by_hand.write_sheet(tmp_path / "a.xlsx", ROW)).kind == "workbook"
    (tmp_path / "a.csv").write_text("Line,Amount\nHome care,1\n", "utf-8")
    assert inspect_file(tmp_path / "a.csv").kind == "text"


def test_content_decides_and_a_wrong_name_is_said(by_hand, tmp_path: Path):
    workbook = by_hand.write_sheet(tmp_path / "extract.csv", ROW)
    assert inspect_file(workbook).kind == "workbook"
    assert "in spite of its name" in inspect_file(workbook).notes[0]
    text = tmp_path / "extract.xlsx"
    text.write_text("Line,Amount\nHome care,1\n", "utf-8")
    assert inspect_file(text).kind == "text"
    assert "in spite of its name" in inspect_file(text).notes[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"  \r\n\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", "web page"),
        (b"\r\n <html><body>", "web page"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "XML",
        ),
        (b"{\\rtf1 budget}", "word-processing"),
        (b"\x1f\x8b\x08\x00abc", "compressed archive"),
        (b"SQLite format 3\x00" + b"\x00" * 100, "database"),
        (b"MZ\x90\x00\x03", "program"),
        (bytes(range(256)) * 4, "neither a workbook nor a text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Excel file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + b"\x00" * 600
            + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"PK\x03\x04 cut short", "damaged"),
    ],
)
def test_what_is_no_budget_file_is_named(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "budget.xlsx"
    path.write_bytes(content)
    assert said in refused(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path):
    (tmp_path / "folder.xlsx").mkdir()
    assert "folder" in refused(tmp_path / "folder.xlsx")
    with pytest.raises(Refusal, match="no file"):
        inspect_file(tmp_path / "gone.xlsx")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            {"content.xml": "<a/>", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
            "OpenDocument",
        ),
        ({"xl/workbook.bin": b"\x00"}, "xlsb"),
        ({"word/document.xml": "<a/>"}, "Word"),
        ({"budget.csv": "a,b"}, "zip archive"),
    ],
)
def test_other_archives_are_named(
    by_hand, tmp_path: Path, parts: dict[str, str | bytes], said: str
):
    assert said in refused(by_hand.write_parts(tmp_path / "budget.xlsx", parts))


def test_macros_are_refused_by_content(by_hand, tmp_path: Path):
    with_macros = {"xl/vbaProject.bin": b"\x01"}
    assert "macros" in refused(by_hand.write_sheet(tmp_path / "budget.xlsx", ROW, **with_macros))
    parts = by_hand.parts_of(ROW)
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
    )
    assert "macros" in refused(by_hand.write_parts(tmp_path / "other.xlsx", parts))


def test_two_parts_under_one_name_are_refused(by_hand, tmp_path: Path):
    path = by_hand.write_sheet(tmp_path / "two.xlsx", ROW)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    assert "two parts under one name" in refused(path)


def test_an_encrypted_zip_is_refused(by_hand, tmp_path: Path):
    path = by_hand.write_sheet(tmp_path / "locked.xlsx", ROW)
    data = bytearray(path.read_bytes())
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1
    path.write_bytes(data)
    assert "password" in refused(path)


def test_a_part_that_unpacks_to_far_more_than_it_holds_is_refused(by_hand, tmp_path: Path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in by_hand.parts_of(ROW).items():
            archive.writestr(name, content)
        with archive.open("xl/sharedStrings.xml", "w") as part:
            spaces = b" " * 1_000_000
            for _ in range(60):
                part.write(spaces)
    assert path.stat().st_size < 200_000
    assert "memory" in refused(path)


def test_sizes_that_the_file_claims_are_not_believed(by_hand, tmp_path: Path):
    path = by_hand.write_sheet(tmp_path / "liar.xlsx", ROW + " " * 5_000)
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        real = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(data.replace(real.to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert "damaged" in refused(path)


@pytest.mark.parametrize(
    "body",
    [
        (
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        "<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='XFD1048576'><v>1</v></c></row></sheetData>",
        '<sheetData><row r="2000000000"><c r="A2000000000"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="2000000000"><c><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData>',
    ],
)
def test_cells_too_far_apart_or_outside_the_sheet_are_refused(by_hand, tmp_path: Path, body: str):
    assert "cells" in refused(by_hand.write_sheet(tmp_path / "far.xlsx", body))


def test_a_tall_narrow_sheet_and_a_wide_short_one_pass(by_hand, tmp_path: Path):
    tall = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in (1, 500_000, 1_048_576))
    assert inspect_file(
        by_hand.write_sheet(tmp_path / "tall.xlsx", f"<sheetData>{tall}</sheetData>")
    )
    wide = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    assert inspect_file(
        by_hand.write_sheet(tmp_path / "wide.xlsx", f"<sheetData>{wide}</sheetData>")
    )


def test_a_claimed_dimension_beyond_the_cells_is_harmless(by_hand, tmp_path: Path):
    assert inspect_file(
        by_hand.write_sheet(tmp_path / "d.xlsx", '<dimension ref="A1:XFD1048576"/>' + ROW)
    )


def test_merging_the_whole_sheet_or_very_many_cells_is_refused(by_hand, tmp_path: Path):
    whole = ROW + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert "merges" in refused(by_hand.write_sheet(tmp_path / "whole.xlsx", whole))
    many = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 30_000))
    assert "merges" in refused(
        by_hand.write_sheet(tmp_path / "many.xlsx", f"{ROW}<mergeCells>{many}</mergeCells>")
    )
    few = ROW + '<mergeCells><mergeCell ref="A1:F1"/></mergeCells>'
    assert inspect_file(by_hand.write_sheet(tmp_path / "few.xlsx", few))


def test_more_cell_formats_than_excel_allows_are_refused(by_hand, tmp_path: Path):
    formats = '<xf numFmtId="0"/>' * 70_000
    styles = f"<styleSheet><cellXfs>{formats}</cellXfs></styleSheet>"
    others = {"xl/styles.xml": styles}
    assert "formats" in refused(by_hand.write_sheet(tmp_path / "styles.xlsx", ROW, **others))


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]
)
def test_definitions_inside_a_workbook_are_refused(by_hand, tmp_path: Path, part: str):
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert "definitions" in refused(
        by_hand.write_parts(tmp_path / "x.xlsx", {**by_hand.parts_of(ROW), part: laughs})
    )


def test_parts_in_another_encoding_cannot_hide_anything(by_hand, tmp_path: Path):
    sheet = '<?xml version="1.0" encoding="UTF-16"?><worksheet/>'.encode("utf-16")
    parts = {**by_hand.parts_of(ROW), "xl/worksheets/sheet1.xml": sheet}
    assert "unusual" in refused(by_hand.write_parts(tmp_path / "x.xlsx", parts))


def test_formulas_without_a_saved_result_are_counted_by_sheet(by_hand, tmp_path: Path):
    body = (
        '<sheetData><row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1"><f>SUM(A1)</f><v></v></c><c r="D1" t="str"><f>""</f><v></v></c></row></sheetData>'
    )
    assert inspect_file(by_hand.write_sheet(tmp_path / "f.xlsx", body)).uncalculated == {
        "Budget": 2
    }


def test_real_workbooks_pass(shared_data: Path):
    facts = inspect_file(shared_data / "ra" / "RS_2017-18_data_by_LA.xlsx")
    assert facts.kind == "workbook"
    assert facts.uncalculated == {}
