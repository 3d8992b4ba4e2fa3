"""Typed reading of cells: amounts, dates and years as finance teams write them.

The rounding rule, shown with every import: each amount is rounded to the nearest penny, halves to even;
what rounding left over is added up exactly and shown. Nothing is guessed: what is no amount is refused
with its reason, and an order of day and month that the column does not settle is asked.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from jcplanner.domain.money import MOST_PENCE, UNITS
from jcplanner.domain.years import FIRST_YEAR, LAST_YEAR

ROUNDING_RULE = (
    "Each amount is rounded to the nearest penny, halves to even; "
    "the remainder is the exact sum in the file less what was brought in."
)
NO_FIGURE = (
    "...",
    "…",
    "..",
    "n/a",
    "na",
    "not applicable",
    "tbc",
    "tba",
    "[x]",
    "[z]",
    "[c]",
    "[u]",
)
"""What is written in place of a figure that there is not (`[x]` and its kin: published statistics)."""

NIL = frozenset({"-", "–", "—", "\u2212", "- ", "nil", "£-", "£ -", "£ - "})
"""Accounting formats write nothing at all as a dash."""

ZERO = Decimal(0)
DAY_FIRST, MONTH_FIRST, EITHER = "day first", "month first", "either"

Reader = Callable[[object], tuple[int, Decimal] | None]

_AMOUNT = re.compile(
    r"^(?P<open>\()?\s*(?P<sign>[+\-\u2212–])?\s*(?P<currency>£|GBP)?\s*(?P<sign2>[+\-\u2212–])?\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,3}(?: \d{3})+(?:\.\d*)?"
    r"|\d+(?:\.\d*)?(?:[eE][+\-]?\d{1,3})?|\.\d+)"
    r"\s*(?P<trail>[\-\u2212–]|CR|DR)?\s*(?P<close>\))?\s*(?P<outside>CR|DR)?$",
    re.IGNORECASE,
)
_SIMPLE = re.compile(r"(-)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))?")


class NoFigure(ValueError):
    """The cell says that there is no figure: it is skipped with this reason, not refused."""


def clean_text(value: object) -> str:
    """A cell as text: trimmed, in Unicode's normal form, invisible characters taken out.

    A whole number from a number cell has no ".0": codes stay as they are shown.
    """
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return value.strip()
        plain = unicodedata.normalize("NFC", value)
        if not plain.isprintable():
            plain = "".join(_visible(char) for char in plain)
        return plain.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return str(value)


def _visible(char: str) -> str:
    if char.isspace() or unicodedata.category(char) == "Zs":
        return " "
    return "" if unicodedata.category(char).startswith("C") else char


def amount_reader(unit: str, no_figure: Iterable[str] = NO_FIGURE) -> Reader:
    """A function that reads one cell given in a unit as (pence, remainder in pence), or None for blank.

    It raises NoFigure where the cell says that there is none, ValueError with the reason where it holds
    something else than an amount.
    """
    factor = 100 * UNITS[unit]
    exact_factor = Decimal(factor)
    markers = frozenset(marker.casefold() for marker in no_figure)

    def read(cell: object) -> tuple[int, Decimal] | None:
        if isinstance(cell, float):
            scaled = cell * factor
            # Where this holds, the 15 digits that Excel shows end at or before the penny.
            if -1e14 < scaled < 1e14:
                whole = round(scaled)
                if abs(scaled - whole) <= 4e-16 * abs(scaled):
                    return whole, ZERO
        elif isinstance(cell, str):
            if not cell:
                return None
            # Most figures have at most two decimals: whole hundredths of the unit, with no remainder.
            if len(cell) < 14 and (match := _SIMPLE.fullmatch(cell)):
                sign, whole, decimals = match.groups("")
                hundredths = int(whole.replace(",", "") + (decimals + "00")[:2])
                return (-hundredths if sign else hundredths) * (factor // 100), ZERO
        elif cell is None:
            return None
        exact = read_number(cell, markers)
        if exact is None:
            return None
        return round_to_pence(exact * exact_factor)

    return read


def round_to_pence(exact: Decimal) -> tuple[int, Decimal]:
    """Exact pence to whole pence, halves to even, with what that left over (exact less rounded)."""
    if not exact.is_finite() or abs(exact) > MOST_PENCE:
        raise ValueError("the amount is too large; check the unit")
    whole = exact.to_integral_value(rounding=ROUND_HALF_EVEN)
    return int(whole), exact - whole


def read_number(cell: object, no_figure: frozenset[str] = frozenset()) -> Decimal | None:
    """One cell as an exact number, None for blank. Raises NoFigure or ValueError with the reason."""
    if isinstance(cell, bool):
        raise ValueError("yes or no, not an amount")
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        if not math.isfinite(cell):
            raise ValueError("not a number (the workbook holds a damaged cell)")
        return Decimal(f"{cell:.15g}")
    if isinstance(cell, date):
        raise ValueError("a date, not an amount")
    text = clean_text(cell)
    if not text:
        return None
    if text.casefold() in no_figure:
        raise NoFigure(f'no figure: "{text}"')
    if text.casefold() in NIL:
        return ZERO
    return _parse(text)


def _parse(text: str) -> Decimal:
    match = _AMOUNT.match(text)
    if match is None or (match["open"] is None) != (match["close"] is None):
        raise ValueError(_why_not(text))
    credit = [
        match[name].upper()
        for name in ("trail", "outside")
        if match[name] and match[name].isalpha()
    ]
    minus = [
        match[name]
        for name in ("sign", "sign2", "trail")
        if match[name] and not match[name].isalpha()
    ]
    negatives = (
        sum(1 for sign in minus if sign != "+") + (match["open"] is not None) + credit.count("CR")
    )
    if negatives > 1 or len(minus) + len(credit) > 1:
        raise ValueError("more than one sign")
    try:
        number = Decimal(match["digits"].replace(",", "").replace(" ", ""))
    except InvalidOperation:
        raise ValueError("not an amount") from None
    return -number if negatives else number


def _why_not(text: str) -> str:
    if text.startswith("#"):
        return "a formula error in the workbook"
    if text.endswith("%"):
        return "a percentage, not an amount"
    if any(sign in text for sign in "$€"):
        return "not in pounds"
    if re.match(r"^[(\-£ ]*[\d,.]+\s*(k|m|mn|bn|million|thousand)\)?$", text, re.IGNORECASE):
        return "an amount with a unit of its own; write it out in figures"
    if re.match(r"^[(\-£ ]*\d[\d., ]*\)?-?$", text):
        return "the commas and stops do not stand where thousands and pence go"
    return "text, not an amount"


# Years -----------------------------------------------------------------------------------------------

_PAIR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[/\-–_]\s*((?:19|20)?\d\d)(?!\d)")
_SHORT_PAIR = re.compile(r"(?<!\d)(\d\d)\s*[/–]\s*(\d\d)(?!\d)(?!\s*[/–]\s*\d)")
_LONE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def find_year(text: str) -> int | None:
    """The financial year that a heading names ("Budget 2016/17 £000", "FY2016-17", "16/17"), if any.

    A lone 2016 is not enough: it may be the year that begins or the one that ends.
    """
    found: set[int] = set()
    for pattern, century in ((_PAIR, 0), (_SHORT_PAIR, 2000)):
        for match in pattern.finditer(text):
            first = int(match[1]) + century
            if int(match[2]) % 100 == (first + 1) % 100 and FIRST_YEAR <= first <= LAST_YEAR:
                found.add(first)
        if found:
            break
    return found.pop() if len(found) == 1 else None


def read_year(cell: object, ends: bool = False) -> int:
    """A cell of a year column. ``ends``: a lone year is the one in which the financial year ends.

    Raises ValueError with the reason.
    """
    text = clean_text(cell)
    year = find_year(text)
    if year is None and (match := _LONE.fullmatch(text.removeprefix("FY").strip())):
        year = int(match[1]) - ends
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("not a financial year")
    return year


def year_of(day: date) -> int:
    """The financial year in which a day falls: April to March."""
    return day.year if day.month >= 4 else day.year - 1


# Dates -----------------------------------------------------------------------------------------------

_NUMERIC_DATE = re.compile(
    r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?$"
)
_ISO_DATE = re.compile(r"^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[ T].*)?$")
_NAMED_DATE = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([A-Za-z]{3,9})[\s\-,]+(\d{4}|\d{2})$")
_NAMED_US = re.compile(r"^([A-Za-z]{3,9})\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EARLIEST, _LATEST = date(1950, 1, 1), date(2100, 12, 31)


def date_order(cells: Iterable[object]) -> str:
    """Which of day and month comes first in a column: "day first", "month first", or "either".

    Raises ValueError where the column contradicts itself.
    """
    day_first = month_first = False
    for cell in cells:
        match = _NUMERIC_DATE.match(clean_text(cell)) if isinstance(cell, str) else None
        if match:
            day_first = day_first or int(match[1]) > 12
            month_first = month_first or int(match[2]) > 12
    if day_first and month_first:
        raise ValueError("some dates have the day first and some the month")
    if day_first:
        return DAY_FIRST
    return MONTH_FIRST if month_first else EITHER


def read_date(cell: object, order: str = DAY_FIRST) -> date:
    """One cell as a date: a date cell, an Excel serial, ISO, a named month, or digits in the given order.

    Raises ValueError with the reason, also for days before 1950: those are damaged serials.
    """
    day = _date_of(cell, order)
    if not _EARLIEST <= day <= _LATEST:
        raise ValueError("a date outside 1950 to 2100")
    return day


def _date_of(cell: object, order: str) -> date:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if not 18_264 <= cell <= 73_415:
            raise ValueError("a number that is no date")
        return date(1899, 12, 30) + timedelta(days=int(cell))
    text = clean_text(cell)
    try:
        if match := _ISO_DATE.match(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMERIC_DATE.match(text):
            first, second = int(match[1]), int(match[2])
            day, month = (second, first) if order == MONTH_FIRST else (first, second)
            return date(_full_year(match[3]), month, day)
        if match := _NAMED_DATE.match(text):
            return date(_full_year(match[3]), _month(match[2]), int(match[1]))
        if match := _NAMED_US.match(text):
            return date(int(match[3]), _month(match[1]), int(match[2]))
    except ValueError:
        raise ValueError("no such day in the calendar") from None
    if re.fullmatch(r"\d{5}", text):
        return _date_of(int(text), order)
    raise ValueError("not a date")


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].casefold()) + 1
