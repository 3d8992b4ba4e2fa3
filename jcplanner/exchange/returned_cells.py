"""The cells of a workbook that came back, as values of the plan: what was typed, and what cannot be taken.

What cannot be read raises ValueError with the reason in plain words; nothing is guessed.
"""

import math
import re
from datetime import date
from decimal import Decimal

from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.money import to_pence
from jcplanner.domain.problems import Refusal
from jcplanner.domain.records import Records
from jcplanner.exchange.read import Cell
from jcplanner.exchange.returned_reader import NO_RESULT
from jcplanner.exchange.values import clean_text
from jcplanner.exchange.workbook_labels import Labels
from jcplanner.exchange.workbook_lines import BLANK_CHOICE
from jcplanner.exchange.write import CUT_NOTE, cell_text
from jcplanner.plan.fields import read_field

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ERRORS = frozenset(
    ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)

ROUNDED = "rounded to the penny"
TURNED_NUMBER = "came back as a number: were there zeros in front?"
TURNED_DATE = "came back as a date"


def text_of(cell: Cell, column: Column | None = None) -> str:
    """A cell as tidy text; only a note keeps its line breaks."""
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return clean_text(cell)
    if cell.isascii() and cell.isprintable() and "_x" not in cell:
        return cell.strip()
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), cell)
    if column is not None and column.kind is Kind.NOTE:
        return "\n".join(clean_text(line) for line in text.splitlines()).strip()
    return clean_text(text)


def says(cell: Cell, word: str, column: Column) -> bool:
    """Whether a cell still says the word that jcplanner wrote there."""
    if cell is None:
        return not word
    return cell == word or text_of(cell, column) == text_of(cell_text(word), column)


def read_amount(cell: Cell) -> tuple[int | None, str]:
    """Pence, None for a blank cell, and a doubt in words. Raises ValueError with the reason."""
    if cell is None or cell == "":
        return None, ""
    if isinstance(cell, str):
        _refuse_formula(cell)
        if not text_of(cell):
            return None, ""
        raise ValueError(f'"{_shown(cell)}" is text where an amount belongs')
    if isinstance(cell, bool):
        raise ValueError(f'"{str(cell).upper()}" stands where an amount belongs')
    if isinstance(cell, date):
        raise ValueError(f"{cell.isoformat()} is a date where an amount belongs")
    if not math.isfinite(cell):
        raise ValueError("what stands where an amount belongs is not a number")
    try:
        pence, left_over = to_pence(Decimal(repr(cell)))
    except ValueError:
        raise ValueError("the amount is too large") from None
    # A sum worked out by Excel carries dust far behind the penny; that is no rounding to speak of.
    dust = max(Decimal("0.001"), abs(Decimal(pence)) / 10**14)
    return pence, ROUNDED if abs(left_over) > dust else ""


def read_value(
    cell: Cell, column: Column, records: Records, labels: tuple[Labels, ...]
) -> tuple[Value, str]:
    """The value that a cell of a line's own fields gives, and a doubt in words.

    ``records`` are the plan's as they stand; ``labels`` how links may be called, the first to be tried
    first. Raises ValueError with the reason.
    """
    if isinstance(cell, str):
        _refuse_formula(cell)
    text = text_of(cell, column)
    if CUT_NOTE.strip() in text:
        raise ValueError("the text was longer than a cell can hold; change it in the plan itself")
    if column.kind is Kind.LINK:
        return _read_link(text, column, records, labels), ""
    if column.kind is Kind.CHOICE:
        if not text and BLANK_CHOICE in column.choices:
            return BLANK_CHOICE, ""
        if not text:
            raise ValueError(f"{column.label} cannot be blank")
    value = _parsed(column, text)
    doubt = ""
    if column.kind in (Kind.TEXT, Kind.NOTE, Kind.CODE):
        if isinstance(cell, date):
            doubt = TURNED_DATE
        elif isinstance(cell, int | float) and column.kind is Kind.CODE:
            doubt = TURNED_NUMBER
    return value, doubt


def _parsed(column: Column, text: str) -> Value:
    try:
        return column.parse(text)
    except ValueError as fault:
        raise ValueError(str(fault).removesuffix(".")) from None


def _read_link(
    text: str, column: Column, records: Records, labels: tuple[Labels, ...]
) -> str | None:
    wanted = text.casefold()
    for held in labels:
        named = {"partner": held.partners, "service_area": held.areas}.get(
            column.link, held.sources
        )
        for key, label in named.items():
            if label.casefold() == wanted:
                if key is not None and key not in records.named(column.link):
                    raise ValueError(f'"{_shown(text)}" is no longer in the plan')
                return key
    try:
        value = read_field(records, column, text)
    except Refusal as refusal:
        raise ValueError(str(refusal).removesuffix(".")) from None
    return None if value is None else str(value)


def _refuse_formula(cell: str) -> None:
    if cell == NO_RESULT:
        raise ValueError("a formula has no saved result; save the workbook in Excel first")
    if cell in _ERRORS:
        raise ValueError(f"the cell holds the error {cell}")


def _shown(text: str) -> str:
    plain = text_of(text)
    return plain if len(plain) <= 60 else f"{plain[:59]}…"
