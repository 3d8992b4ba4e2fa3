"""What is odd about in-year figures: found from them alone, however many lines a plan has."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.column import Value
from jcplanner.domain.figures import Figures, Standings
from jcplanner.domain.in_year import budget_of
from jcplanner.domain.in_year_slips import doubts_of_cell, doubts_of_forecast
from jcplanner.domain.outturns import PERIODS, Outturn
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.records import Records
from jcplanner.domain.years import year_label

MOST_KEPT = 20_000
"""Lines' years whose doubts are kept: after an edit only those that moved are judged anew."""


def in_year_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """A figure to date that falls, a digit too many, a forecast far from its budget."""
    table, lines = records.table(Outturn), records.table(BudgetLine)
    line_at, year_at, period_at, actual_at, forecast_at = (
        table.index(name) for name in ("line", "year", "period", "actual", "forecast")
    )
    actuals: dict[tuple[str, int], list[int | None]] = {}
    forecasts: dict[tuple[str, int], list[int | None]] = {}
    for row in table.rows.values():
        if row[period_at] in PERIODS and row[line_at] in lines:
            key = (row[line_at], row[year_at])
            for held, place in ((actuals, actual_at), (forecasts, forecast_at)):
                if row[place] is not None:
                    twelve = held.setdefault(key, [None] * len(PERIODS))
                    twelve[row[period_at] - 1] = row[place]
    stands = Standings(records)
    for line, year in sorted({*actuals, *forecasts}):
        name = f'"{lines.value(line, "description")}", {year_label(year)}'
        budget = budget_of(records, line, year)
        pool = stands.of(_area(lines.value(line, "service_area")), year).pool
        place = Place("pools" if pool else "budgets", "budget_line", line, year)
        to_date = actuals.get((line, year), [None] * len(PERIODS))
        forecast = _last(forecasts.get((line, year), []))
        for kind, text in _doubts(name, tuple(to_date), forecast, budget):
            yield Problem(kind, "warning", text, place)


@lru_cache(maxsize=MOST_KEPT)
def _doubts(
    name: str, to_date: tuple[int | None, ...], forecast: int | None, budget: int | None
) -> tuple[tuple[str, str], ...]:
    """What is odd about one line's year, by kind of problem and in words; kept for the next edit."""
    found = [
        ("in-year figure looks wrong", text)
        for period in PERIODS
        for text in doubts_of_cell(name, period, to_date, budget)
    ]
    if forecast is not None:
        found += [
            ("forecast looks wrong", text)
            for text in doubts_of_forecast(name, forecast, _last(to_date), budget)
        ]
    return tuple(found)


def _area(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _last(twelve: Sequence[int | None]) -> int | None:
    return next((pence for pence in reversed(twelve) if pence is not None), None)
