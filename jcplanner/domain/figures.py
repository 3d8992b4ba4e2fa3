"""Figures: sums kept by differences, and formulas worked out from them when somebody reads them.

Every amount of every line lies in one cell of a cube whose edges are what people total by. A change
takes the touched lines' amounts out of their cells and puts the new ones in, so an edit costs the same
in a plan of 100 lines and of 100,000.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.pathway import (
    ALIGNED_OR_TIGHTER,
    IN_VIEW_OR_TIGHTER,
    POOLED,
    PathwayStep,
    Standing,
    standing,
)
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea


class Cell(NamedTuple):
    """Where an amount lies: the edges of the cube."""

    year: int
    partner: str | None
    area: str | None
    source: str | None
    direction: str
    nature: str
    kept_out: int
    in_kind: int
    recurrence: str


_EDGES = (
    "partner",
    "service_area",
    "funding_source",
    "direction",
    "nature",
    "kept_out_of_pool",
    "in_kind",
    "recurrence",
)
"""The columns of a line that become the edges of its cells, in the order of `Cell` after the year."""


@dataclass
class Figures:
    """The kept sums: pence by `Cell`; how many lines there are by partner and area, and by provider and
    partner.
    """

    cube: dict[Cell, int] = field(default_factory=dict[Cell, int])
    lines: dict[tuple[str | None, str | None], int] = field(
        default_factory=dict[tuple[str | None, str | None], int]
    )
    providers: dict[tuple[str, str | None], int] = field(
        default_factory=dict[tuple[str, str | None], int]
    )

    def put_in(self, records: Records, line_ids: Iterable[str]) -> None:
        """Add the amounts of these lines as the records now stand."""
        self._move(records, line_ids, 1)

    def take_out(self, records: Records, line_ids: Iterable[str]) -> None:
        """Take the amounts of these lines out; to be called before the records change."""
        self._move(records, line_ids, -1)

    def _move(self, records: Records, line_ids: Iterable[str], sign: int) -> None:
        lines, amounts = records.table(BudgetLine), records.table(BudgetAmount)
        of_line = itemgetter(*(lines.index(name) for name in _EDGES))
        pence, provider = amounts.index("amount"), lines.index("provider")
        years, rows, cube = records.details.years, amounts.rows, self.cube
        for line_id in line_ids:
            line = lines.rows.get(line_id)
            if line is None:
                continue
            edges = of_line(line)
            owner = edges[:2]
            self.lines[owner] = self.lines.get(owner, 0) + sign
            if not self.lines[owner]:
                del self.lines[owner]
            if line[provider]:
                bought = (line[provider], edges[0])
                self.providers[bought] = self.providers.get(bought, 0) + sign
                if not self.providers[bought]:
                    del self.providers[bought]
            for year in years:
                row = rows.get(f"{line_id}:{year}")
                if row is None or row[pence] is None:
                    continue
                # A plain tuple equals the Cell that it stands for, and costs a third of one.
                cell: Any = (year, *edges)
                cube[cell] = cube.get(cell, 0) + sign * row[pence]

    def cells(self) -> Iterator[tuple[Cell, int]]:
        """Every cell that holds something, as a `Cell` and its pence."""
        return ((Cell(*cell), pence) for cell, pence in self.cube.items() if pence)


@dataclass(frozen=True)
class Scope:
    """What a total counts; each total states it (DESIGN rule 14)."""

    years: frozenset[int] | None = None
    partners: frozenset[str | None] | None = None
    areas: frozenset[str | None] | None = None
    nature: str = "revenue"
    direction: str | None = None
    in_kind: bool = False

    def holds(self, cell: Cell) -> bool:
        """Whether a cell of the cube is counted."""
        return (
            cell.nature == self.nature
            and bool(cell.in_kind) == self.in_kind
            and (self.years is None or cell.year in self.years)
            and (self.partners is None or cell.partner in self.partners)
            and (self.areas is None or cell.area in self.areas)
            and (self.direction is None or cell.direction == self.direction)
        )

    @property
    def words(self) -> str:
        """The scope in words: "net revenue, cash"."""
        kind = {None: "net", "expenditure": "gross", "income": "income,"}[self.direction]
        return f"{kind} {self.nature}, {'in kind' if self.in_kind else 'cash'}"


REVENUE = Scope()
CAPITAL = Scope(nature="capital")


def signed(cell: Cell, pence: int) -> int:
    """Expenditure counts up, income down: net is expenditure - income (DESIGN rule 1)."""
    return -pence if cell.direction == "income" else pence


def total(figures: Figures, scope: Scope = REVENUE) -> int:
    """The net of everything in scope, in pence; of one direction alone where the scope names it."""
    return sum(totals_by(figures, lambda cell: None, scope).values())


def totals_by(
    figures: Figures, key: Callable[[Cell], Any], scope: Scope = REVENUE
) -> dict[Any, int]:
    """Net pence in scope by whatever ``key`` makes of a cell."""
    sums: dict[Any, int] = {}
    for cell, pence in figures.cells():
        if scope.holds(cell):
            place = key(cell)
            amount = pence if scope.direction else signed(cell, pence)
            sums[place] = sums.get(place, 0) + amount
    return sums


class Standings:
    """Where each area stands in each year, looked up once each while one report is made."""

    def __init__(self, records: Records) -> None:
        self._areas = records.table(ServiceArea)
        self._steps = records.table(PathwayStep)
        self._known: dict[tuple[str | None, int], Standing] = {}

    def of(self, area: str | None, year: int) -> Standing:
        """The standing of an area (None: lines without one) in a year (DESIGN rule 2)."""
        key = (area, year)
        if key not in self._known:
            self._known[key] = standing(self._areas, self._steps, area, year)
        return self._known[key]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the net revenue of a year is in view, aligned and pooled, in pence (DESIGN rule 3).

    Each level counts that arrangement or tighter; pooled leaves out the lines kept out of the pool.
    """

    net: int = 0
    in_view: int = 0
    aligned: int = 0
    pooled: int = 0

    @property
    def share(self) -> float | None:
        """Aligned or tighter as a share of net, 0 to 1; nothing where net is not positive."""
        return self.aligned / self.net if self.net > 0 else None


def coverage(
    figures: Figures,
    standings: Standings,
    year: int,
    partners: frozenset[str | None] | None = None,
    areas: frozenset[str | None] | None = None,
) -> Coverage:
    """The coverage of a year, of some partners and areas or of all."""
    scope = Scope(years=frozenset((year,)), partners=partners, areas=areas)
    net = in_view = aligned = pooled = 0
    for cell, pence in figures.cells():
        if not scope.holds(cell):
            continue
        amount = signed(cell, pence)
        arrangement = standings.of(cell.area, year).arrangement
        net += amount
        in_view += amount if arrangement in IN_VIEW_OR_TIGHTER else 0
        aligned += amount if arrangement in ALIGNED_OR_TIGHTER else 0
        pooled += amount if arrangement in POOLED and not cell.kept_out else 0
    return Coverage(net, in_view, aligned, pooled)
