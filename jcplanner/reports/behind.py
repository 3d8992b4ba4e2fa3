"""The lines behind a figure: what it counts, as a value, and those lines with amounts that add up to it."""

from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Standings
from jcplanner.domain.pathway import ALIGNED_OR_TIGHTER, IN_VIEW_OR_TIGHTER, POOLED, Standing
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan

Keys = frozenset[str | None]

LEVELS = ("pooled", "aligned", "in view", "separate")
"""How closely money is joined, tightest first; each amount is on exactly one level."""


def level_of(arrangement: str, kept_out: bool) -> str:
    """The level of an amount; a line kept out of the pool is at most aligned (DESIGN rules 2 and 3)."""
    if arrangement in POOLED:
        return "aligned" if kept_out else "pooled"
    if arrangement in ALIGNED_OR_TIGHTER:
        return "aligned"
    return "in view" if arrangement in IN_VIEW_OR_TIGHTER else "separate"


@dataclass(frozen=True, slots=True)
class Drill:
    """What a figure counts; None where it counts all. Without a direction it is net.

    ``areas`` and ``partners`` hold ids, with None for lines that have none; ``levels`` are of `LEVELS`.
    """

    title: str
    years: tuple[int, ...]
    partners: Keys | None = None
    areas: Keys | None = None
    levels: frozenset[str] | None = None
    pool: str | None = None
    nature: str = "revenue"
    direction: str | None = None
    in_kind: bool = False

    @property
    def scope(self) -> str:
        """What is counted, in words (DESIGN rule 14)."""
        kind = {None: "net", "expenditure": "gross", "income": "income,"}[self.direction]
        years = ", ".join(year_label(year) for year in self.years)
        cash = "in kind" if self.in_kind else "cash"
        return f"{years}, {kind} {self.nature}, {cash}"


class LineBehind(NamedTuple):
    """One amount behind a figure: its line, its year, and what it adds to the figure, in pence."""

    line: str
    year: int
    pence: int


@dataclass(frozen=True)
class Behind:
    """The lines behind a figure, largest first, and their total in pence, which is the figure."""

    drill: Drill
    lines: tuple[LineBehind, ...]
    total: int


def lines_behind(plan: Plan, drill: Drill) -> Behind:
    """Find the lines that a figure counts."""
    lines, amounts = plan.table(BudgetLine), plan.table(BudgetAmount)
    edges = itemgetter(
        *(
            lines.index(name)
            for name in (
                "partner",
                "service_area",
                "direction",
                "nature",
                "kept_out_of_pool",
                "in_kind",
            )
        )
    )
    pence, rows = amounts.index("amount"), amounts.rows
    standings, by_level = (
        Standings(plan.records),
        drill.levels is not None or drill.pool is not None,
    )
    found: list[LineBehind] = []
    for key, row in lines.rows.items():
        partner, area, direction, nature, kept_out, in_kind = edges(row)
        if (
            nature != drill.nature
            or bool(in_kind) != drill.in_kind
            or (drill.direction is not None and direction != drill.direction)
            or (drill.partners is not None and partner not in drill.partners)
            or (drill.areas is not None and area not in drill.areas)
        ):
            continue
        sign = -1 if direction == "income" and drill.direction is None else 1
        for year in drill.years:
            held = rows.get(f"{key}:{year}")
            if held is None or not held[pence]:
                continue
            if by_level and not _is_counted(drill, standings.of(area, year), bool(kept_out)):
                continue
            found.append(LineBehind(key, year, sign * held[pence]))
    found.sort(key=lambda held: -abs(held.pence))
    return Behind(drill, tuple(found), sum(held.pence for held in found))


def _is_counted(drill: Drill, stands: Standing, kept_out: bool) -> bool:
    """Whether an amount that stands so is on a level, and in the pool, that the figure counts."""
    if drill.levels is not None and level_of(stands.arrangement, kept_out) not in drill.levels:
        return False
    return drill.pool is None or (stands.pool == drill.pool and not kept_out)
