"""The pathway as cards: where each service area stands in each year with what money, and what would move."""

from collections.abc import Iterator
from dataclasses import dataclass

from jcplanner.domain.budgets import cell_id
from jcplanner.domain.figures import REVENUE, Cell, Scope, Standings, totals_by
from jcplanner.domain.money import show_headline
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import POOLED, PathwayStep
from jcplanner.domain.pools import Pool
from jcplanner.domain.services import ServiceArea, ancestors, tree_order, within
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.behind import Drill


@dataclass(frozen=True, slots=True)
class Stand:
    """One card: an area in a year. ``net`` is net revenue in pence, of the areas inside as well; None
    where no line has an amount, for blank is not nil.

    ``set_on`` is the name of the area whose step holds (blank: nobody set one), ``own`` whether it is
    the area itself.
    """

    year: int
    stage: str
    arrangement: str
    pool: str
    pool_id: str | None
    host: str
    lead: str
    note: str
    own: bool
    set_on: str
    net: int | None
    drill: Drill


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area with its cards, year by year, and what each partner puts in, in the first of the years."""

    area: str
    name: str
    depth: int
    partners: tuple[tuple[str, int], ...]
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """The whole pathway."""

    years: tuple[int, ...]
    rows: tuple[AreaRow, ...]


def cards(plan: Plan) -> Cards:
    """Every area in the order of their tree, by every year of the pathway."""
    areas, years = plan.table(ServiceArea), tuple(plan.pathway_years)
    by_cell = _rolled_up(plan)
    standings = Standings(plan.records)
    partners = plan.table(Partner).ordered()
    first = years[0] if years else plan.details.first_year
    rows: list[AreaRow] = []
    for area, depth in tree_order(areas):
        inside = frozenset[str | None](within(areas, area.id))
        shares = tuple(
            (partner.short, by_cell[(area.id, first, partner.id)])
            for partner in partners
            if by_cell.get((area.id, first, partner.id))
        )
        stands = tuple(
            _stand(plan, standings, area, year, by_cell.get((area.id, year, "")), inside)
            for year in years
        )
        rows.append(AreaRow(area.id, area.name, depth, shares, stands))
    return Cards(years, tuple(rows))


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One area with its stage in each year of the pathway, and its net revenue of one year in pence.

    The last one stands for lines without an area, where there are any; it has no id and no stages.
    """

    area: str
    name: str
    depth: int
    stages: tuple[str, ...]
    net: int | None
    drill: Drill


def ribbons(plan: Plan, year: int) -> list[Ribbon]:
    """Every area with its stages, and what it comes to in a year, areas inside counted in."""
    areas = plan.table(ServiceArea)
    by_cell, standings = _rolled_up(plan), Standings(plan.records)
    found = [
        Ribbon(
            area.id,
            area.name,
            depth,
            tuple(standings.of(area.id, held).stage for held in plan.pathway_years),
            by_cell.get((area.id, year, "")),
            Drill(
                f"{area.name}, {year_label(year)}",
                (year,),
                areas=frozenset[str | None](within(areas, area.id)),
            ),
        )
        for area, depth in tree_order(areas)
    ]
    if any(area not in areas for _, area in plan.figures.lines):
        drill = Drill(f"No service area, {year_label(year)}", (year,), areas=frozenset((None,)))
        sums = totals_by(
            plan.figures, lambda cell: None, Scope(years=frozenset((year,)), areas=drill.areas)
        )
        found.append(Ribbon("", "No service area", 0, (), sums.get(None), drill))
    return found


def _rolled_up(plan: Plan) -> dict[tuple[str, int, str | None], int]:
    """Net revenue by (area, year, partner), and for all partners under "", areas inside counted in."""
    areas = plan.table(ServiceArea)
    sums: dict[tuple[str, int, str | None], int] = {}
    above: dict[str | None, list[str]] = {}

    def key(cell: Cell) -> tuple[str | None, int, str | None]:
        return cell.area, cell.year, cell.partner

    for (area, year, partner), pence in totals_by(plan.figures, key, REVENUE).items():
        if area not in above:
            above[area] = list(ancestors(areas, area))
        for over in above[area]:
            for column in (partner, ""):
                place = (over, year, column)
                sums[place] = sums.get(place, 0) + pence
    return sums


def _stand(
    plan: Plan,
    standings: Standings,
    area: ServiceArea,
    year: int,
    net: int | None,
    inside: frozenset[str | None],
) -> Stand:
    held, records = standings.of(area.id, year), plan.records
    own = plan.table(PathwayStep).get(cell_id(area.id, year))
    pool = None if held.pool is None else plan.table(Pool).get(held.pool)
    return Stand(
        year,
        held.stage,
        held.arrangement,
        records.name("pool", held.pool),
        held.pool,
        _short(plan, pool.host if pool else None),
        _short(plan, held.lead_partner),
        own.note if own else "",
        held.set_on == area.id,
        records.name("service_area", held.set_on),
        net,
        Drill(f"{area.name}, {year_label(year)}", (year,), areas=inside),
    )


def _short(plan: Plan, partner: str | None) -> str:
    held = None if partner is None else plan.table(Partner).get(partner)
    return held.short if held else ""


def what_moves(
    plan: Plan, area: str, year: int, *, stage: str, arrangement: str, pool: str = ""
) -> list[str]:
    """What would move if an area stood so in a year, in sentences: "£32.4m moves from in view to
    aligned in 2017/18." ``pool`` is the name of the pool, blank for none.
    """
    areas = plan.table(ServiceArea)
    if area not in areas:
        return []
    standings = Standings(plan.records)
    follow = set(_following(plan, area, year))
    moved, left = dict[str, int](), dict[str, int]()
    kept_out = into_pool = 0
    scope = Scope(years=frozenset((year,)), areas=frozenset(follow))
    sums = totals_by(plan.figures, lambda cell: (cell.area, cell.kept_out), scope)
    for (held, kept), pence in sums.items():
        before = standings.of(held, year)
        if before.arrangement != arrangement:
            moved[before.arrangement] = moved.get(before.arrangement, 0) + pence
        if kept and arrangement in POOLED:
            kept_out += pence
            continue
        old = plan.records.name("pool", before.pool)
        if old != pool and not kept:
            into_pool += pence if pool else 0
            left[old] = left.get(old, 0) + (pence if old else 0)
    label, said = year_label(year), list[str]()
    for before, pence in moved.items():
        if pence:
            said.append(f"{show_headline(pence)} moves from {before} to {arrangement} in {label}.")
    said += [f"{show_headline(pence)} leaves {old}." for old, pence in left.items() if pence]
    if into_pool:
        said.append(f"{show_headline(into_pool)} goes into {pool}.")
    if kept_out:
        said.append(f"{show_headline(kept_out)} is kept out of the pool and stays outside.")
    now = standings.of(area, year)
    if now.stage != stage:
        said.append(f"The stage changes from {now.stage} to {stage}.")
    if not said:
        return [f"Nothing moves in {label}."]
    followers = [held.name for held in areas.ordered() if held.id in follow and held.id != area]
    if followers:
        said.append(f"Moving with it: {_listed(followers)}.")
    return said


def _following(plan: Plan, area: str, year: int) -> Iterator[str]:
    """The area, and those inside it that have no step of their own in the year, nor one nearer."""
    areas, steps = plan.table(ServiceArea), plan.table(PathwayStep)
    for held in areas:
        for over in ancestors(areas, held):
            if over == area:
                yield held
                break
            if cell_id(over, year) in steps:
                break


def _listed(names: list[str]) -> str:
    """A few names, and how many more."""
    most = 4
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"
