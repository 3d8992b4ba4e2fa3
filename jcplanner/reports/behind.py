"""The lines behind a figure: what it counts, as a value, and those lines with amounts that add up to it."""

from dataclasses import dataclass

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Standings
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import ALIGNED_OR_TIGHTER, IN_VIEW_OR_TIGHTER, POOLED
from jcplanner.domain.services import ServiceArea
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


@dataclass(frozen=True, slots=True)
class LineBehind:
    """One line behind a figure, with what it adds to it, in pence."""

    line: str
    description: str
    partner: str
    area: str
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
    edges = [
        lines.index(name)
        for name in (
            "partner",
            "service_area",
            "direction",
            "nature",
            "kept_out_of_pool",
            "in_kind",
        )
    ]
    name, pence = lines.index("description"), amounts.index("amount")
    standings = Standings(plan.records)
    partners: dict[str | None, str] = {held.id: held.short for held in plan.table(Partner).values()}
    areas: dict[str | None, str] = {held.id: held.name for held in plan.table(ServiceArea).values()}
    found: list[LineBehind] = []
    for key, row in lines.rows.items():
        partner, area, direction, nature, kept_out, in_kind = (row[edge] for edge in edges)
        if (
            nature != drill.nature
            or bool(in_kind) != drill.in_kind
            or (drill.direction is not None and direction != drill.direction)
            or (drill.partners is not None and partner not in drill.partners)
            or (drill.areas is not None and area not in drill.areas)
        ):
            continue
        for year in drill.years:
            held = amounts.rows.get(f"{key}:{year}")
            if held is None or not held[pence]:
                continue
            if drill.levels is not None or drill.pool is not None:
                stands = standings.of(area, year)
                level = level_of(stands.arrangement, bool(kept_out))
                if drill.levels is not None and level not in drill.levels:
                    continue
                if drill.pool is not None and (stands.pool != drill.pool or kept_out):
                    continue
            counted = (
                -held[pence] if direction == "income" and drill.direction is None else held[pence]
            )
            found.append(
                LineBehind(
                    key, row[name], partners.get(partner, ""), areas.get(area, ""), year, counted
                )
            )
    found.sort(key=lambda held: (-abs(held.pence), held.description, held.year))
    return Behind(drill, tuple(found), sum(held.pence for held in found))
