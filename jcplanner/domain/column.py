"""A column: what one field of a record holds, how it is read, shown and aligned.

Tables, grids, editors, sheets, imports, history and help text all follow from this one description.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jcplanner.domain.money import parse_pounds, show_exact, to_pence
from jcplanner.domain.years import parse_year, year_label

Value = str | int | None
"""What a field may hold: text, a whole number, or nothing."""

MOST_TEXT = 10_000

# Not strftime's: those follow the language of the system.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Kind(StrEnum):
    """The kinds of value. Money is pence, a year the calendar year it begins in; a percentage and a decimal
    number (such as FTE) are hundredths.
    """

    TEXT = "text"
    NOTE = "note"
    CODE = "code"
    MONEY = "money"
    YEAR = "year"
    PERCENT = "percent"
    COUNT = "count"
    DECIMAL = "decimal"
    CHOICE = "choice"
    FLAG = "flag"
    DATE = "date"
    LINK = "link"
    ORDER = "order"


RIGHT_ALIGNED = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.DECIMAL})
NUMBER_KINDS = RIGHT_ALIGNED | {Kind.YEAR, Kind.FLAG, Kind.ORDER}


@dataclass(frozen=True)
class Column:
    """One field of a kind of record.

    ``link`` names the table that a LINK points to and ``on_remove`` what becomes of this record when
    that one is removed: "cascade" (it goes too) or "clear" (the link is emptied).
    """

    name: str
    label: str
    kind: Kind
    help: str = ""
    default: Value = None
    choices: tuple[str, ...] = ()
    link: str = ""
    on_remove: str = "clear"
    required: bool = False
    hidden: bool = False

    @property
    def is_number(self) -> bool:
        """Whether the value is kept as a whole number."""
        return self.kind in NUMBER_KINDS

    def parse(self, text: str) -> Value:
        """Read what a person typed. Raises ValueError with a plain sentence.

        Blank is nothing, and in a field that always holds something what it starts with.
        """
        cleaned = text.strip()
        if not cleaned:
            if self.required:
                raise ValueError(f"{self.label} cannot be blank.")
            return 0 if self.kind is Kind.FLAG else self.default
        if self.kind is Kind.CHOICE:
            return self._choice(cleaned)
        reader = _READERS.get(self.kind)
        return reader(cleaned) if reader else cleaned[:MOST_TEXT]

    def _choice(self, text: str) -> str:
        for choice in self.choices:
            if choice.casefold() == text.casefold():
                return choice
        raise ValueError(f'{self.label} is one of: {", ".join(self.choices)}; not "{text}".')

    def show(self, value: Value) -> str:
        """The value as people read it; nothing for nothing. A link shows its id: names need the plan."""
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            return with_capital(value) if self.kind is Kind.CHOICE else _show_text(self, value)
        return _SHOWERS.get(self.kind, str)(value)


def with_capital(words: str) -> str:
    """Words of the glossary as they stand by themselves: "Pooled", but "s75 NHS Act 2006" as it is."""
    first = words.partition(" ")[0]
    return words if any(sign.isdigit() for sign in first) else words[:1].upper() + words[1:]


def _show_text(column: Column, value: str) -> str:
    if column.kind is Kind.DATE:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return value
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04}"
    return value


def _read_money(text: str) -> int:
    return to_pence(parse_pounds(text))[0]


def _read_percent(text: str) -> int:
    return _read_decimal(text.removesuffix("%"))


def _read_decimal(text: str) -> int:
    try:
        hundredths = parse_pounds(text) * 100
    except ValueError:
        raise ValueError(f'"{text}" is not a percentage; write it like 2.5 or 2.5%.') from None
    if hundredths != hundredths.to_integral_value():
        raise ValueError(f'"{text}" has more than two decimal places.')
    return int(hundredths)


def _read_count(text: str) -> int:
    try:
        return int(text.replace(",", ""))
    except ValueError:
        raise ValueError(f'"{text}" is not a whole number.') from None


def _read_flag(text: str) -> int:
    if text.casefold() in ("yes", "y", "true", "1", "x"):
        return 1
    if text.casefold() in ("no", "n", "false", "0"):
        return 0
    raise ValueError(f'"{text}" is neither yes nor no.')


def _read_date(text: str) -> str:
    """Take ISO dates, UK order and "28 Jul 2016"; nothing is guessed, so the year has four digits."""
    try:
        first, middle, last = re.split(r"\s*[/.\-]\s*|\s+", text)
        if len(first) == 4:
            return date(int(first), int(middle), int(last)).isoformat()
        if len(last) != 4:
            raise ValueError
        month = middle[:3].capitalize()
        number = _MONTHS.index(month) + 1 if month in _MONTHS else int(middle)
        return date(int(last), number, int(first)).isoformat()
    except ValueError:
        raise ValueError(f'"{text}" is not a date; write it like 28/07/2016.') from None


_READERS: dict[Kind, Callable[[str], Value]] = {
    Kind.MONEY: _read_money,
    Kind.YEAR: parse_year,
    Kind.PERCENT: _read_percent,
    Kind.COUNT: _read_count,
    Kind.DECIMAL: _read_decimal,
    Kind.ORDER: _read_count,
    Kind.FLAG: _read_flag,
    Kind.DATE: _read_date,
}


def _show_decimal(hundredths: int) -> str:
    """As few decimals as say it: "14.6", "4", "0.25"."""
    shown = f"{hundredths / 100:,.2f}"
    return shown.rstrip("0").rstrip(".")


_SHOWERS: dict[Kind, Callable[[int], str]] = {
    Kind.MONEY: show_exact,
    Kind.YEAR: year_label,
    Kind.PERCENT: lambda hundredths: f"{hundredths / 100:.2f}%",
    Kind.COUNT: lambda count: f"{count:,}",
    Kind.DECIMAL: _show_decimal,
    Kind.FLAG: lambda flag: "Yes" if flag else "No",
}
