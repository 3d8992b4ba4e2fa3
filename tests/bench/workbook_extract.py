"""The same extract as a workbook, for measuring Excel in."""

import csv
from pathlib import Path


def as_workbook(extract: Path, path: Path) -> Path:
    """Write the rows of a CSV extract into a workbook. Returns its path."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Budget")
    with extract.open(newline="", encoding="utf-8") as file:
        for place, row in enumerate(csv.reader(file)):
            for column, text in enumerate(row):
                if place and column == len(row) - 1:
                    sheet.write_number(place, column, float(text))
                else:
                    sheet.write_string(place, column, text)
    book.close()
    return path
