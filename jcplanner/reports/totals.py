"""Totals by any edges: partner, year, area, arrangement, source, nature, direction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jcplanner.domain.budgets import DIRECTIONS, NATURES
from jcplanner.domain.figures import Cell, Standings, signed
from jcplanner.domain.pathway import ARRANGEMENTS
from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan

DIMENSIONS = ("partner", "year", "area", "arrangement", "source", "nature", "direction")

NOT_GIVEN = {"partner": "No partner", "area": "No service area", "source": "No funding source"}


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One total: its place by each dimension in words, and pence.

    Revenue and capital stand apart, and so does what is in kind; net is expenditure less income of
    revenue in cash. ``ids`` are the ids behind the words, None where there are none.
    """

    place: tuple[str, ...]
    ids: tuple[str | int | None, ...]
    expenditure: int = 0
    income: int = 0
    net: int = 0
    capital: int = 0
    in_kind: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals by some dimensions, with the scope that they count."""

    dimensions: tuple[str, ...]
    rows: tuple[TotalRow, ...]
    whole: TotalRow
    scope: str


def totals(plan: Plan, by: Sequence[str]) -> Totals:
    """The plan's totals by dimensions, in people's own order.

    Raises Refusal for a dimension that there is not.
    """
    for name in by:
        if name not in DIMENSIONS:
            raise Refusal(f'Totals go by {", ".join(DIMENSIONS)}; not by "{name}".')
    readers = [_READERS[name] for name in by]
    standings = Standings(plan.records)
    sums: dict[tuple[str | int | None, ...], list[int]] = {}
    whole = [0] * 5
    for cell, pence in plan.figures.cells():
        key = tuple(reader(cell, standings) for reader in readers)
        for held in (sums.setdefault(key, [0] * 5), whole):
            _count(held, cell, pence)
    order = _orders(plan)
    keys = sorted(
        sums, key=lambda key: [order(name, value) for name, value in zip(by, key, strict=True)]
    )
    rows = tuple(
        TotalRow(
            tuple(_words(plan, name, value) for name, value in zip(by, key, strict=True)),
            key,
            *sums[key],
        )
        for key in keys
    )
    years = f"{year_label(plan.years[0])} to {year_label(plan.years[-1])}"
    scope = f"{years}, all partners; revenue in cash, with capital and what is in kind apart"
    return Totals(tuple(by), rows, TotalRow(("Total",), (), *whole), scope)


def _count(sums: list[int], cell: Cell, pence: int) -> None:
    """Add an amount to expenditure, income and net, or to capital, or to in kind."""
    if cell.in_kind:
        sums[4] += signed(cell, pence)
    elif cell.nature == "capital":
        sums[3] += signed(cell, pence)
    else:
        sums[1 if cell.direction == "income" else 0] += pence
        sums[2] += signed(cell, pence)


_Reader = Callable[[Cell, Standings], str | int | None]

_READERS: dict[str, _Reader] = {
    "partner": lambda cell, standings: cell.partner,
    "year": lambda cell, standings: cell.year,
    "area": lambda cell, standings: cell.area,
    "arrangement": lambda cell, standings: standings.of(cell.area, cell.year).arrangement,
    "source": lambda cell, standings: cell.source,
    "nature": lambda cell, standings: cell.nature,
    "direction": lambda cell, standings: cell.direction,
}

_TABLES = {"partner": "partner", "area": "service_area", "source": "funding_source"}
_LISTS = {"arrangement": ARRANGEMENTS, "nature": NATURES, "direction": DIRECTIONS}


def _orders(plan: Plan) -> Callable[[str, str | int | None], int]:
    """How the values of a dimension are put in order; what has none comes last."""
    places: dict[tuple[str, str | int | None], int] = {}
    for name, table in _TABLES.items():
        for place, held in enumerate(plan.records.named(table).ordered()):
            places[(name, held.id)] = place
    for name, values in _LISTS.items():
        places.update(((name, value), place) for place, value in enumerate(values))
    return lambda name, value: (
        value if isinstance(value, int) else places.get((name, value), 1_000_000)
    )


def _words(plan: Plan, name: str, value: str | int | None) -> str:
    if isinstance(value, int):
        return year_label(value)
    if name in _TABLES:
        return plan.records.name(_TABLES[name], value) or NOT_GIVEN[name]
    return str(value)
