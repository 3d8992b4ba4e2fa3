"""Tables of a report whose rows lead somewhere: each row with the place where it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from jcplanner.domain.problems import Place
from jcplanner.reports.report import Cell, Heading, ReportTable


class PlacedRow(NamedTuple):
    """The cells of a row, and where it leads; None for a total. The tone is a colour of the palette."""

    cells: tuple[Cell, ...]
    place: Place | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """Rows under headings, and one sentence that stands where there are none."""

    title: str
    headings: tuple[Heading, ...]
    rows: tuple[PlacedRow, ...]
    empty: str = ""

    @property
    def plain(self) -> ReportTable:
        """The same as a table of a report."""
        return ReportTable(self.title, self.headings, tuple(held.cells for held in self.rows))


def headings(*texts: str | tuple[str, str]) -> tuple[Heading, ...]:
    """Headings of words, or of another kind: ``headings("Partner", ("Net", "money"))``."""
    return tuple(Heading(held) if isinstance(held, str) else Heading(*held) for held in texts)


def joined(
    title: str, heads: tuple[Heading, ...], tables: Iterable[tuple[Cell, PlacedTable]]
) -> PlacedTable:
    """Tables of the same headings as one, the first column saying what each is of."""
    rows = tuple(
        PlacedRow((name, *held.cells), held.place, held.tone)
        for name, table in tables
        for held in table.rows
    )
    return PlacedTable(title, heads, rows)
