"""What the columns of a sheet hold, judged by the cells below the header."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jcplanner.exchange.header import Header
from jcplanner.exchange.read import Sheet
from jcplanner.exchange.values import NoFigure, clean_text, find_year, read_date, read_number

SAMPLE = 200
"""How many rows are judged."""


@dataclass
class ColumnFacts:
    """What the cells of one column look like, as shares of those that are not blank."""

    heading: str
    filled: int = 0
    numbers: float = 0.0
    dates: float = 0.0
    negative: float = 0.0
    distinct: int = 0
    year: int | None = None

    @property
    def holds_amounts(self) -> bool:
        """Whether nearly all that stands here is a number."""
        return self.filled > 0 and self.numbers >= 0.8

    @property
    def holds_dates(self) -> bool:
        """Whether nearly all that stands here is a date."""
        return self.filled > 0 and self.dates >= 0.8


def is_number(cell: object) -> bool:
    """Whether a cell reads as a number."""
    try:
        return read_number(cell) is not None
    except ValueError:
        return False


def describe_columns(sheet: Sheet, header: Header) -> list[ColumnFacts]:
    """What each column holds, from the first rows below the header."""
    rows = sheet.rows[header.place + 1 : header.place + 1 + SAMPLE]
    found: list[ColumnFacts] = []
    for place, heading in enumerate(header.headings):
        cells = [row[place] for row in rows if place < len(row) and row[place] not in ("", None)]
        found.append(_facts(heading, cells))
    return found


def _facts(heading: str, cells: Sequence[object]) -> ColumnFacts:
    facts = ColumnFacts(heading, len(cells), year=find_year(heading))
    numbers = dates = negative = blank = 0
    for cell in cells:
        try:
            number = read_number(cell, frozenset({"...", "…", "n/a", "category discontinued"}))
        except NoFigure:
            blank += 1
            continue
        except ValueError:
            number = None
        # 00123 is a code that happens to be written in digits.
        padded = isinstance(cell, str) and re.fullmatch(r"0\d+", cell.strip())
        if number is not None and not padded:
            numbers += 1
            negative += number < 0
            continue
        try:
            read_date(cell)
            dates += 1
        except ValueError:
            pass
    figures = max(len(cells) - blank, 1)
    facts.numbers, facts.dates = numbers / figures, dates / figures
    facts.negative = negative / max(numbers, 1)
    facts.distinct = len({clean_text(cell) for cell in cells})
    return facts
