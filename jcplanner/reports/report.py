"""A report: a title, what it counts, and tables of plain values, to be read on screen or copied away."""

from dataclasses import dataclass

Cell = str | int | None
"""Words, or a whole number: pence under a money heading, hundredths under a percentage."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a column, and how its values are to be shown.

    Kinds: text, money (in the unit of the screen), exact (in pounds and pence), count, percent.
    """

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows under headings; each row has as many cells as there are headings."""

    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Tables under a title. ``scope`` says years, partners, revenue or capital, cash or in kind."""

    title: str
    scope: str
    tables: tuple[ReportTable, ...]
