"""Cells written straight into a sheet's file read back as XlsxWriter's own would."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jcplanner.exchange.row_stream import RowStream, as_xml, letters

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
CELLS = st.one_of(
    TEXTS,
    st.integers(-(10**15), 10**15).map(lambda pence: pence / 100),
    st.sampled_from(["\ttab", "line\nbreak", "car\rriage", "_x0041_", " a ", "&<>\"'", "=1+1"]),
)


def written(path: Path, rows: list[list[Any]]) -> Any:
    import openpyxl
    import xlsxwriter

    book: Any = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet, plain = book.add_worksheet("A"), book.add_format({"bold": True})
    sheet.write_string(0, 0, "head", plain)
    stream = RowStream(sheet, 1, 40)
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                stream.string(row, column, cell, plain)
            else:
                stream.number(row, column, cell, plain)
    stream.close()
    book.close()
    return openpyxl.load_workbook(path)["A"]


@settings(max_examples=60)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_goes_in_comes_out(rows: list[list[Any]], tmp_path_factory: pytest.TempPathFactory):
    sheet = written(tmp_path_factory.mktemp("stream") / "a.xlsx", rows)
    assert sheet["A1"].value == "head"
    for row, cells in enumerate(rows, start=2):
        for column, cell in enumerate(cells, start=1):
            read = sheet.cell(row, column)
            assert read.data_type == ("s" if isinstance(cell, str) else "n")
            assert read.font.bold
            if isinstance(cell, str):
                # openpyxl leaves Excel's own escapes as they are.
                assert read.value.replace("_x005F_", "_").replace("_x000D_", "\r") == cell
            else:
                assert read.value == cell


def test_excels_own_escapes_are_escaped():
    assert as_xml("_x0041_ & _xyz") == "_x005F_x0041_ &amp; _xyz"


def test_columns_are_named_as_excel_names_them():
    assert [letters(column) for column in (0, 25, 26, 701, 702, 16383)] == [
        "A", "Z", "AA", "ZZ", "AAA", "XFD"
    ]  # fmt: skip
