"""The rivals of the finance workbook: the same cells written bare, and the lines as a data frame."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def _cells(path: Path) -> dict[str, list[list[Any]]]:
    """Every cell of a workbook, sheet by sheet, as plain values."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def bare_cells(path: Path) -> Callable[[Path], None]:
    """What writes the same cells with XlsxWriter, with neither formulas nor formats."""
    sheets = _cells(path)

    def write(folder: Path) -> None:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(folder / "bare.xlsx"))
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, (int, float)):
                        sheet.write_number(place, column, value)
                    elif value != "":
                        sheet.write_string(place, column, str(value))
        book.close()

    return write


def pandas_frame(path: Path) -> Callable[[Path], None] | None:
    """What writes the sheet of lines by pandas; None where pandas is not installed."""
    if find_spec("pandas") is None:
        return None
    pandas = import_module("pandas")
    rows = _cells(path)["Lines"]
    frame = pandas.DataFrame(rows)

    def write(folder: Path) -> None:
        frame.to_excel(folder / "pandas.xlsx", index=False, header=False)

    return write
