"""The formulas that add up lines, and their results from the plan's own figures."""

from collections.abc import Callable, Iterable
from typing import Any

from jcplanner.domain.figures import Cell, Standings, signed
from jcplanner.exchange.write import quoted
from jcplanner.plan.plan import Plan

Key = tuple[Any, ...]

_COLUMNS = {
    "partner": "Line_partner",
    "area": "Line_area",
    "source": "Line_source",
    "nature": "Line_nature",
    "recurrence": "Line_recurrence",
    "in_kind": "Line_in_kind",
    "direction": "Line_direction",
    "kept_out": "Line_kept_out",
}


class Sums:
    """Pence of a plan grouped by edges of its figures, each grouping made once."""

    def __init__(self, plan: Plan) -> None:
        standings = Standings(plan.records)
        self.standings = standings
        self._cells = [
            (cell, pence, standings.of(cell.area, cell.year).arrangement)
            for cell, pence in plan.figures.cells()
        ]
        self._made: dict[Key, dict[Key, int]] = {}

    def by(
        self,
        *edges: str,
        nature: str = "revenue",
        in_kind: bool = False,
        direction: str | None = None,
    ) -> dict[Key, int]:
        """Net pence by the values of the edges ("arrangement" among them), or gross of one direction."""
        key = (edges, nature, in_kind, direction)
        if key not in self._made:
            self._made[key] = self._group(edges, nature, in_kind, direction)
        return self._made[key]

    def _group(
        self, edges: tuple[str, ...], nature: str, in_kind: bool, direction: str | None
    ) -> dict[Key, int]:
        readers: list[Callable[[Cell, str], Any]] = [_reader(edge) for edge in edges]
        found: dict[Key, int] = {}
        for cell, pence, arrangement in self._cells:
            if cell.nature != nature or bool(cell.in_kind) != in_kind:
                continue
            if direction is not None and cell.direction != direction:
                continue
            place = tuple(read(cell, arrangement) for read in readers)
            amount = pence if direction else signed(cell, pence)
            found[place] = found.get(place, 0) + amount
        return found


def _reader(edge: str) -> Callable[[Cell, str], Any]:
    if edge == "arrangement":
        return lambda cell, arrangement: arrangement
    return lambda cell, arrangement: getattr(cell, edge)


def sumifs(
    year: int,
    *,
    nature: str = "Revenue",
    in_kind: str = "No",
    direction: str | None = None,
    arrangement: str | None = None,
    **criteria: str,
) -> str:
    """SUMIFS over the lines of a year; net, or the amounts of one direction.

    ``criteria`` are by edge; a criterion is a reference to a cell or a text in quotes.
    """
    column = f"Line_amount_{year}" if direction else f"Line_net_{year}"
    held: list[tuple[str, str]] = [
        ("Line_nature", quoted(nature)),
        ("Line_in_kind", quoted(in_kind)),
    ]
    if direction:
        held.append(("Line_direction", quoted(direction)))
    if arrangement:
        held.append((f"Line_arrangement_{year}", arrangement))
    held += [(_COLUMNS[edge], criterion) for edge, criterion in criteria.items()]
    return f"SUMIFS({column},{','.join(f'{name},{criterion}' for name, criterion in held)})"


def rounded(terms: Iterable[str]) -> str:
    """The sum of terms, rounded to the penny: sums of decimal fractions would else be a hair off."""
    return f"ROUND({'+'.join(terms) or '0'},2)"
