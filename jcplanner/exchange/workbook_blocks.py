"""Blocks of records on a sheet: dates as dates, and tables of a report with their last row added up."""

from datetime import date

from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.write import Page
from jcplanner.reports.report import Cell, ReportTable

_FIRST_DAY, _DAY_0 = date(1900, 3, 1), date(1899, 12, 30)
"""Excel takes 1900 for a leap year: dates before March of that year stay words."""


def serial(day: date) -> int | None:
    """The number that stands for a day in a workbook; None for a day that is too early for one."""
    return (day - _DAY_0).days if day >= _FIRST_DAY else None


def write_day(
    page: Page, row: int, column: int, day: date | None, style: str = "date_given"
) -> None:
    """Write a day as a date; blank for none, words where a workbook has no number for it."""
    number = serial(day) if day else None
    if number is not None:
        page.sheet.write_number(row, column, number, page.styles[style])
    else:
        page.text(row, column, day.isoformat() if day else "", "text")


def write_cell(page: Page, row: int, column: int, value: Cell, kind: str) -> None:
    """Write a value of a report's table under a heading of this kind."""
    if not isinstance(value, int):
        page.text(row, column, value or "", "text")
    elif kind in ("money", "exact"):
        page.money(row, column, value)
    elif kind == "percent":
        page.percent(row, column, value, "percent_given")
    else:
        page.count(row, column, value)


def write_table(page: Page, row: int, table: ReportTable) -> int:
    """Write a report's table from a row on: a title, headings, rows. Returns the row after it.

    A last row called "Total" is written as sums of what stands above it.
    """
    page.text(row, 0, table.title, "band")
    head = row + 1
    for column, heading in enumerate(table.headings):
        page.text(head, column, heading.text, "head" if heading.kind == "text" else "head_money")
    at = head
    for cells in table.rows:
        at += 1
        last = cells is table.rows[-1] and cells[0] == "Total"
        for column, (value, heading) in enumerate(zip(cells, table.headings, strict=True)):
            if last and heading.kind in ("money", "exact") and isinstance(value, int):
                letter = letters(column)
                formula = f"ROUND(SUM({letter}{head + 2}:{letter}{at}),2)"
                page.sum(at, column, formula, value, "money_total")
            elif last:
                page.text(at, column, str(value or ""), "text_total")
            else:
                write_cell(page, at, column, value, heading.kind)
    return at + 1
