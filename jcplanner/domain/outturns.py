"""In-year figures: what a line has cost to date, and what it is forecast to come to by the year's end."""

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, record

PERIODS = tuple(range(1, 13))
"""Months of the financial year: 1 is April, 12 is March."""


@record("outturn", "in-year figure", "in-year figures", ordered=False, named_by="id")
class Outturn(Record):
    """A line's actual to date and forecast outturn at the end of a period, in pence.

    Always cumulative: what each month came to alone is worked out, never kept, so that the two are never
    added together. Its id is `<line>:<year>:<period>`.
    """

    id: str
    line: str | None = link("Budget line", "budget_line", on_remove="cascade")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    period: int = column("Period", Kind.COUNT, default=1, required=True, help="1 is April.")
    actual: int | None = column("Actual to date", Kind.MONEY, default=None)
    forecast: int | None = column("Forecast outturn", Kind.MONEY, default=None)
    note: str = column("Note", Kind.NOTE)


def outturn_id(line: str, year: int, period: int) -> str:
    """The id of a line's in-year figure for a period."""
    return f"{line}:{year}:{period}"
