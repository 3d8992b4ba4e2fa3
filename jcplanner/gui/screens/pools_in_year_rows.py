"""The rows of the in-year tables as the screen shows them, and the pool that a problem leads to."""

from collections.abc import Sequence

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.catalogue import record_named
from jcplanner.domain.column import Column, Kind
from jcplanner.domain.figures import Standings
from jcplanner.domain.in_year import LAST_PERIOD, LineInYear, period_words
from jcplanner.domain.money import show_exact
from jcplanner.domain.outturns import PERIODS, Outturn, outturn_id
from jcplanner.domain.partners import Partner
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place
from jcplanner.domain.years import MONTHS
from jcplanner.gui.session import Session
from jcplanner.gui.tables.sheet import SheetCell, SheetRow
from jcplanner.plan.plan import Plan
from jcplanner.plan.record_words import key_values
from jcplanner.reports.in_year import InYearSheet, StatementRow, shown_figure

LINE, PARTNER, BUDGET, FIRST = range(4)
STRAIGHT, FORECAST, VARIANCE = (FIRST + len(PERIODS) + place for place in range(3))
"""The columns: the twelve periods stand from `FIRST` on."""

ACTUAL_FIELD, FORECAST_FIELD = "actual", "forecast"
TOTAL = ""
"""The key of the row of all lines."""

_FORECAST_COLUMN = Column(FORECAST_FIELD, "Forecast outturn", Kind.MONEY)


def line_row(session: Session, held: LineInYear, year: int, way: str) -> SheetRow:
    """One line: its budget, its periods and its forecast, to be typed in; income in brackets."""

    def money(pence: int | None) -> str:
        return "" if pence is None else session.money(held.net(pence))

    def period_cell(period: int) -> SheetCell:
        pence = shown_figure(held, period, way)
        column = Column(f"{ACTUAL_FIELD}:{period}", MONTHS[period - 1], Kind.MONEY)
        tip = "" if pence is None else f"{MONTHS[period - 1]}: {show_exact(pence)}"
        marked = overridden(period, ACTUAL_FIELD)
        return SheetCell(money(pence), column, pence, tip=tip, overridden=marked)

    def overridden(period: int, field: str) -> bool:
        if not session.plan.scenario:
            return False
        key = outturn_id(held.line.id, year, period)
        return session.plan.overridden(Outturn.TABLE, key, field)

    partner = session.plan.table(Partner).get(held.line.partner or "")
    latest = held.latest
    over = held.variance is not None and held.net(held.variance) > 0
    return SheetRow(
        held.line.id,
        (
            SheetCell(held.line.description, tip=held.line.description),
            SheetCell(partner.short if partner else "No partner"),
            SheetCell(money(held.budget)),
            *map(period_cell, PERIODS),
            SheetCell(money(latest.straight_line), tone="mute"),
            SheetCell(
                money(latest.outturn),
                _FORECAST_COLUMN,
                latest.forecast,
                tip=_forecast_tip(held),
                overridden=overridden(latest.forecast_period, FORECAST_FIELD),
            ),
            SheetCell(held.words, tone="bad" if over else "", tip=held.words),
        ),
    )


def _forecast_tip(held: LineInYear) -> str:
    if held.latest.actual_period == LAST_PERIOD:
        return "The actual of the whole year stands in for a forecast."
    if held.latest.forecast_period:
        return f"Forecast at the end of {period_words(held.latest.forecast_period)}"
    return "No forecast: the line counts at its budget."


def total_row(session: Session, found: InYearSheet, way: str) -> SheetRow:
    """All lines of the pool, net; a line without a forecast counts at its budget."""
    money = session.money
    before = ("All lines, net", "", money(found.budget))
    after = ("", money(found.expected), found.variance)
    cells = (
        *map(SheetCell, before),
        *(
            SheetCell(
                money(found.total(period, way)),
                tip=f"{found.given(period)} of {len(found.lines)} lines have a figure for "
                f"{MONTHS[period - 1]}",
            )
            for period in PERIODS
        ),
        *map(SheetCell, after),
    )
    return SheetRow(TOTAL, cells, strong=True)


def account_rows(session: Session, rows: Sequence[StatementRow]) -> list[SheetRow]:
    """The memorandum account as a table to read; what nobody agreed to take stands in red."""
    money = session.money
    made: list[SheetRow] = []
    for place, held in enumerate(rows):
        tone = "bad" if held.kind == "bad" else ""
        cells = (
            SheetCell(held.label, tone=tone, tip=held.label),
            SheetCell(money(held.budget)),
            SheetCell(money(held.to_date)),
            SheetCell(money(held.outturn), tone=tone),
            SheetCell(held.words, tone=tone, tip=held.words),
        )
        made.append(SheetRow(str(place), cells, strong=held.kind != "row"))
    return made


def pool_at(plan: Plan, place: Place) -> str | None:
    """The pool that a place is about: itself, what its record names, or where its line lies in that year."""
    if place.table == Pool.TABLE or not place.table:
        return place.id
    if place.table == BudgetLine.TABLE and place.year is not None:
        line = plan.table(BudgetLine).get(place.id)
        return Standings(plan.records).of(line.service_area, place.year).pool if line else None
    kind, held = record_named(place.table), plan.records.named(place.table)
    if place.id in held and "pool" in kind.NAMES:
        return str(held.value(place.id, "pool") or "") or None
    return key_values(kind, place.id).get("pool")
