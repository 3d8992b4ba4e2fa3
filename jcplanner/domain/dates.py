"""Days of the financial year: where years, quarters and months begin and end, and dates in words."""

import calendar
from datetime import date, timedelta

from jcplanner.domain.years import MONTHS


def year_starts(year: int) -> date:
    """The first day of a financial year: 1 April."""
    return date(year, 4, 1)


def year_ends(year: int) -> date:
    """The last day of a financial year: 31 March."""
    return date(year + 1, 3, 31)


def year_of(day: date) -> int:
    """The financial year in which a day lies."""
    return day.year if day.month >= 4 else day.year - 1


def period_of(day: date) -> int:
    """The month of the financial year in which a day lies: 1 is April."""
    return (day.month - 4) % 12 + 1


def period_ends(year: int, period: int) -> date:
    """The last day of a month of a financial year."""
    month = (period + 2) % 12 + 1
    of_year = year if month >= 4 else year + 1
    return date(of_year, month, calendar.monthrange(of_year, month)[1])


def quarter_ends(year: int, quarter: int) -> date:
    """The last day of a quarter; the first is April to June."""
    return period_ends(year, 3 * quarter)


def months_before(day: date, months: int) -> date:
    """The day so many months earlier; the last of its month where there is no such day."""
    place = day.year * 12 + day.month - 1 - months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def day_after(day: date) -> date:
    """The next day."""
    return day + timedelta(days=1)


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


def read_day(text: str | None) -> date | None:
    """A kept date; None for none, or for one that is not a date."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def say_day(day: date) -> str:
    """A date in words: "1 April 2018". Not strftime's: those follow the language of the system."""
    return f"{day.day} {MONTHS[period_of(day) - 1]} {day.year:04}"
