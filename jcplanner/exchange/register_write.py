"""A register written to a file of its own, CSV or Excel, by its column labels; it can be brought in again."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jcplanner.domain.column import Kind, Value
from jcplanner.domain.dates import read_day
from jcplanner.domain.problems import Refusal
from jcplanner.domain.register_kinds import Register
from jcplanner.exchange.register_columns import FileColumn, LinkWords, file_columns
from jcplanner.exchange.register_files import ID_LABEL, TEXT_SIGNS
from jcplanner.exchange.workbook_file import MARKED_REGISTER, may_replace
from jcplanner.exchange.workbook_frame import mark_book, stamp_of
from jcplanner.exchange.write import MONEY_FORMAT, Styles, cell_text, replacing
from jcplanner.plan.plan import Plan

_WIDTHS = {Kind.NOTE: 44, Kind.TEXT: 30, Kind.LINK: 22, Kind.CHOICE: 16}
_PENCE = 100


def write_register(plan: Plan, register: Register, path: Path, *, replace: bool = False) -> int:
    """Write a register; returns how many records it has.

    A workbook of ours that nobody changed since is replaced, any other file only with ``replace``. Raises
    Refusal; the older file is whole then.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise Refusal(
            f"{path.name} ends in neither .csv nor .xlsx; a register is written as one of them."
        )

    def may(held: Path) -> None:
        if replace:
            return
        if suffix == ".csv":
            raise Refusal(
                f"{held.name} is there already, so it was not replaced; choose another name."
            )
        may_replace(held)

    columns = file_columns(plan, register)
    with replacing(path, may) as beside:
        if suffix == ".csv":
            _write_csv(plan, register, columns, beside)
        else:
            _write_workbook(plan, register, columns, beside)
    return len(plan.table(register.kind))


def _rows(
    plan: Plan, register: Register, columns: list[FileColumn]
) -> Iterator[tuple[str, list[Value]]]:
    """Each record's id and values, links as words."""
    links = LinkWords(plan.records)
    table = plan.table(register.kind)
    place = table.index("position")
    for row in sorted(table.rows.values(), key=lambda held: held[place]):
        key = row[0]
        values: list[Value] = []
        for held in columns:
            value = held.held(plan.records, key)
            if held.column.kind is Kind.LINK and value is not None:
                value = links.show(held.column, str(value))
            values.append(value)
        yield key, values


def _write_csv(plan: Plan, register: Register, columns: list[FileColumn], path: Path) -> None:
    """UTF-8 with its mark, so that Excel reads names as they are; text is never a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(held.label for held in columns), ID_LABEL])
        for key, values in _rows(plan, register, columns):
            cells = [
                _csv_cell(
                    held.column.kind,
                    held.column.show(value) if held.column.kind is Kind.YEAR else value,
                )
                for held, value in zip(columns, values, strict=True)
            ]
            writer.writerow([*cells, key])


def _csv_cell(kind: Kind, value: Value) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, int):
        if kind in (Kind.MONEY, Kind.PERCENT, Kind.DECIMAL):
            sign = "-" if value < 0 else ""
            return f"{sign}{abs(value) // _PENCE}.{abs(value) % _PENCE:02}"
        return ("Yes" if value else "No") if kind is Kind.FLAG else str(value)
    if kind is Kind.DATE:
        return _british(value)
    text = cell_text(value)
    return f"'{text}" if text.lstrip("'").startswith(TEXT_SIGNS) else text


def _british(day: str) -> str:
    held = read_day(day)
    return day if held is None else f"{held.day:02}/{held.month:02}/{held.year:04}"


def _write_workbook(plan: Plan, register: Register, columns: list[FileColumn], path: Path) -> None:
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

    at = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    book: Any = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False}
    )
    mark_book(
        book,
        plan,
        stamp_of(plan),
        at,
        title=f"{plan.details.title}: {register.title}",
        mark=MARKED_REGISTER,
    )
    styles = Styles(book)
    formats = {
        Kind.MONEY: _format(book, num_format=MONEY_FORMAT),
        Kind.PERCENT: _format(book, num_format="0.00"),
        Kind.DATE: _format(book, num_format="dd/mm/yyyy", align="left"),
        Kind.NOTE: _format(book, text_wrap=True),
    }
    plain = _format(book)
    sheet = book.add_worksheet(register.title[:31])
    for place, held in enumerate(columns):
        sheet.write_string(0, place, held.label, styles["head"])
        sheet.set_column(place, place, _WIDTHS.get(held.column.kind, 14))
    sheet.write_string(0, len(columns), ID_LABEL, styles["head"])
    sheet.set_column(len(columns), len(columns), 14)
    sheet.freeze_panes(1, 1)
    last = 0
    for last, (key, values) in enumerate(_rows(plan, register, columns), start=1):
        for place, (held, value) in enumerate(zip(columns, values, strict=True)):
            _write_cell(sheet, last, place, held, value, formats.get(held.column.kind, plain))
        sheet.write_string(last, len(columns), key, plain)
    sheet.autofilter(0, 0, max(last, 1), len(columns))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()


def _format(book: Any, **options: Any) -> Any:
    return book.add_format({"font_name": "Calibri", "font_size": 10, "valign": "top", **options})


def _write_cell(
    sheet: Any, row: int, place: int, held: FileColumn, value: Value, style: Any
) -> None:
    kind = held.column.kind
    if value is None or value == "":
        sheet.write_blank(row, place, None, style)
    elif isinstance(value, int) and kind in (Kind.MONEY, Kind.PERCENT, Kind.DECIMAL):
        sheet.write_number(row, place, value / _PENCE, style)
    elif isinstance(value, int) and kind is Kind.COUNT:
        sheet.write_number(row, place, value, style)
    elif isinstance(value, int):
        sheet.write_string(row, place, held.column.show(value), style)
    elif kind is Kind.DATE and (day := _day(value)) is not None:
        sheet.write_datetime(row, place, datetime(day.year, day.month, day.day), style)
    else:
        sheet.write_string(row, place, cell_text(value), style)


def _day(text: str) -> date | None:
    """A day as Excel knows it: it has none before 1900."""
    day = read_day(text)
    return day if day is not None and day.year >= 1900 else None
