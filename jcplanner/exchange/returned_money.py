"""The sheets In-year, Savings and Gap of a workbook that came back: what was typed there is pointed out.

Forecasts, savings and assumptions have their screens, where whoever answers for them types them; a workbook
is where others try what would be. Nothing that was typed into one is dropped without being said.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jcplanner.domain.assumptions import ESTIMATES, Assumption, AssumptionRate, Pressure, Resource
from jcplanner.domain.budgets import BudgetLine, cell_id
from jcplanner.domain.column import Kind, Value
from jcplanner.domain.in_year import latest_by_line
from jcplanner.domain.outturns import PERIODS, Outturn, outturn_id
from jcplanner.domain.record import Record
from jcplanner.domain.savings import Saving, SavingCost
from jcplanner.domain.years import FIRST_YEAR, LAST_YEAR, MONTHS, year_label
from jcplanner.exchange.read import Cell, Row, Sheet
from jcplanner.exchange.returned_cells import read_amount, says, text_of
from jcplanner.exchange.returned_pools import Written
from jcplanner.exchange.returned_step import Stood
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.plan.fields import column_named

_YEARS = {year_label(year): year for year in range(FIRST_YEAR, LAST_YEAR + 1)}
_OF_SAVING = {
    "Status": "status",
    "Full-year effect": "full_year_effect",
    "Starts in": "start_year",
    "Start month": "start_month",
    "Phasing": "profile",
    "Recurrence": "recurrence",
    "Confidence": "confidence",
}
_OF_PRESSURE = {
    "Recurrence": "recurrence",
    "First year": "year",
    "In that year": "amount",
    "Full-year effect": "full_year",
}


class _Place(NamedTuple):
    """Where a cell is: the place in words, the sheet's row number, and the row."""

    where: str
    number: int
    row: Row

    def compare(self, column: int, had: Value, kind: type[Record], field: str) -> Iterator[Written]:
        """The cell of a column, where it says something else than this value of a field."""
        cell = self.row[column] if column < len(self.row) else None
        about = column_named(kind, field)
        if about.kind is Kind.PERCENT:
            same = _hundredths(cell) == had
        elif about.kind is Kind.MONEY:
            same = _pence(cell) == had
        else:
            said = "" if had is None else words_of(about.show(had))
            same = says(cell, said, about)
        if not same:
            yield self.where, self.number, cell, about.show(had)


def _pence(cell: Cell) -> int | str | None:
    try:
        return read_amount(cell)[0]
    except ValueError:
        return text_of(cell)


def _hundredths(cell: Cell) -> int | str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return round(cell * 10_000)
    return text_of(cell)


def savings_typed_over(stood: Stood, sheet: Sheet) -> Iterator[Written]:
    """What was typed over the savings and their costs."""
    heads, rows = _below(sheet, "Saving")
    for (number, row), saving in zip(rows, stood.records.table(Saving).ordered(), strict=False):
        if not row or not says(row[0], saving.name, column_named(Saving, "name")):
            continue
        for column, head in enumerate(heads):
            place = _Place(f'Savings "{saving.name}", {head.lower()}', number, row)
            if head in _OF_SAVING:
                field = _OF_SAVING[head]
                yield from place.compare(column, getattr(saving, field), Saving, field)
            elif head.endswith(" cost to achieve") and head[:7] in _YEARS:
                cost = stood.records.table(SavingCost).get(cell_id(saving.id, _YEARS[head[:7]]))
                yield from place.compare(column, cost and cost.amount, SavingCost, "amount")


def in_year_typed_over(stood: Stood, sheet: Sheet) -> Iterator[Written]:
    """What was typed over actual figures and forecasts."""
    heads, rows = _below(sheet, "Pooled fund")
    if not {"Id", "Year", "Forecast outturn"} <= set(heads):
        return
    of_id, of_year, forecast = (heads.index(head) for head in ("Id", "Year", "Forecast outturn"))
    months = {f"To date, {month}": period for period, month in zip(PERIODS, MONTHS, strict=True)}
    lines, figures = stood.records.table(BudgetLine), stood.records.table(Outturn)
    for number, row in rows:
        key = text_of(row[of_id]) if of_id < len(row) else ""
        year = _YEARS.get(text_of(row[of_year])) if of_year < len(row) else None
        if key not in lines or year is None:
            continue
        where = f'In-year "{lines[key].description}", {year_label(year)}'
        for column, head in enumerate(heads):
            if head in months:
                held = figures.get(outturn_id(key, year, months[head]))
                place = _Place(f"{where}, {head[:1].lower()}{head[1:]}", number, row)
                yield from place.compare(column, held and held.actual, Outturn, "actual")
        latest = latest_by_line(stood.records, year).get(key)
        place = _Place(f"{where}, forecast outturn", number, row)
        yield from place.compare(forecast, latest and latest.forecast, Outturn, "forecast")


def gap_typed_over(stood: Stood, sheet: Sheet) -> Iterator[Written]:
    """What was typed over rates, pressures and resources."""
    years, rows = _years_of(sheet), sheet.rows
    assumptions, pressures = _band(sheet, "Assumptions"), _band(sheet, "Pressures")
    if assumptions is not None:
        yield from _rates(stood, sheet, years, assumptions + 2)
    if pressures is not None:
        yield from _pressures(stood, sheet, pressures + 1)
    partners = {text_of(label): key for key, label in stood.labels.partners.items() if key}
    resources = stood.records.table(Resource)
    for place, row in enumerate(rows):
        if len(row) > 2 and text_of(row[2]) == "Resource typed" and text_of(row[0]) in partners:
            partner = text_of(row[0])
            for column, year in years.items():
                held = resources.get(cell_id(partners[partner], year))
                where = f"Gap, {partner}, resource {year_label(year)}"
                yield from _Place(where, sheet.row_number(place), row).compare(
                    column, held and held.amount, Resource, "amount"
                )


def _band(sheet: Sheet, title: str) -> int | None:
    """Where a block begins: its title stands alone in its row, unlike something of the same name."""
    for place, row in enumerate(sheet.rows):
        if row and text_of(row[0]) == title and not any(text_of(cell) for cell in row[1:]):
            return place
    return None


def _years_of(sheet: Sheet) -> dict[int, int]:
    heads, _ = _below(sheet, "Partner")
    return {column: _YEARS[head] for column, head in enumerate(heads) if head in _YEARS}


def _rates(stood: Stood, sheet: Sheet, years: Mapping[int, int], first: int) -> Iterator[Written]:
    """Low, central and high of each assumption, in people's order; the fourth row of each is worked out."""
    rows, held = sheet.rows, stood.records.table(AssumptionRate)
    for order, assumption in enumerate(stood.records.table(Assumption).ordered()):
        for at, estimate in enumerate(ESTIMATES):
            place = first + order * (len(ESTIMATES) + 1) + at
            if place >= len(rows) or text_of(rows[place][0]) != text_of(assumption.name):
                continue
            for column, year in years.items():
                rate = held.get(cell_id(assumption.id, year))
                where = f'Gap, assumption "{assumption.name}", {estimate} {year_label(year)}'
                yield from _Place(where, sheet.row_number(place), rows[place]).compare(
                    column, getattr(rate, estimate) if rate else None, AssumptionRate, estimate
                )


def _pressures(stood: Stood, sheet: Sheet, head: int) -> Iterator[Written]:
    rows = sheet.rows
    heads = [text_of(cell) for cell in rows[head]] if head < len(rows) else []
    for place, pressure in enumerate(stood.records.table(Pressure).ordered(), start=head + 1):
        if place >= len(rows) or len(rows[place]) < 3:
            continue
        if not says(rows[place][2], pressure.name, column_named(Pressure, "name")):
            continue
        for column, title in enumerate(heads):
            if title in _OF_PRESSURE:
                field = _OF_PRESSURE[title]
                where = f'Gap, pressure "{pressure.name}", {title.lower()}'
                yield from _Place(where, sheet.row_number(place), rows[place]).compare(
                    column, getattr(pressure, field), Pressure, field
                )


def _below(sheet: Sheet, first_head: str) -> tuple[list[str], list[tuple[int, Row]]]:
    """The headings, and the rows below them with their numbers."""
    for place, row in enumerate(sheet.rows[:30]):
        if row and text_of(row[0]) == first_head:
            below = range(place + 1, len(sheet.rows))
            return [text_of(cell) for cell in row], [
                (sheet.row_number(at), sheet.rows[at]) for at in below
            ]
    return [], []
