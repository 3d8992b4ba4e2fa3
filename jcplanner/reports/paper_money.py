"""The figures of a board paper: what the proposal's area costs each partner, pools, and the gap."""

from collections.abc import Iterable

from jcplanner.domain.figures import Cell as FigureCell
from jcplanner.domain.figures import Standings, signed
from jcplanner.domain.gap import Gap, is_used
from jcplanner.domain.partners import Partner
from jcplanner.domain.pooling import Pooled
from jcplanner.domain.pools import Pool
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.paper_blocks import Block, Columns, Words
from jcplanner.reports.report import Heading, ReportTable
from jcplanner.reports.totals import NOT_GIVEN

Sums = dict[tuple[str | None, int], int]


def figures_of(plan: Plan, proposal: Proposal) -> list[Block]:
    """Tables of the area's net revenue, capital and what is in kind by partner and year, pools and gap.

    Each is left out where there is nothing to put in it.
    """
    areas, area = plan.table(ServiceArea), proposal.service_area or ""
    inside = within(areas, area) if area in areas else None
    where = plan.records.name(ServiceArea.TABLE, area) if inside else ""
    where = f"{where}, with the areas inside it" if where else "The whole plan"
    counted = [
        (cell, pence)
        for cell, pence in plan.figures.cells()
        if inside is None or cell.area in inside
    ]
    blocks: list[Block] = []
    for title, found in (
        (f"{where}: net revenue by partner, £", _sums(counted, "revenue", in_kind=False)),
        (f"{where}: net capital by partner, £", _sums(counted, "capital", in_kind=False)),
        (f"{where}: in kind by partner, beside the cash, £", _sums(counted, None, in_kind=True)),
    ):
        table = _by_partner(plan, title, found)
        if table is not None:
            blocks.append(table)
        if table is not None and len(blocks) == 1:
            blocks.append(_drawn(plan, table))
    blocks += _pools(plan, inside)
    blocks += _gap(plan)
    if blocks:
        basis = plan.details.price_base
        blocks.insert(
            0,
            Words(
                f"Net is expenditure less income; a figure in brackets is negative; {basis}. A blank "
                "amount has not been given."
            ),
        )
    return blocks


def _sums(counted: Iterable[tuple[FigureCell, int]], nature: str | None, *, in_kind: bool) -> Sums:
    """Net pence by partner and year of one nature, in cash or in kind."""
    found: Sums = {}
    for cell, pence in counted:
        if bool(cell.in_kind) == in_kind and nature in (None, cell.nature):
            key = (cell.partner, cell.year)
            found[key] = found.get(key, 0) + signed(cell, pence)
    return found


def _years(plan: Plan, first: str) -> tuple[Heading, ...]:
    return (Heading(first), *(Heading(year_label(year), "money") for year in plan.years))


def _by_partner(plan: Plan, title: str, found: Sums) -> ReportTable | None:
    years = plan.years
    if not any(year in years for _, year in found):
        return None
    there = {partner for partner, _ in found}
    order: list[str | None] = [held.id for held in plan.table(Partner).ordered()]
    rows = [
        (_partner_name(plan, partner), *(found.get((partner, year)) for year in years))
        for partner in [*order, None]
        if partner in there
    ]
    total: list[int | None] = []
    for year in years:
        given = [pence for (_, of), pence in found.items() if of == year]
        total.append(sum(given) if given else None)
    return ReportTable(title, _years(plan, "Partner"), (*rows, ("Total", *total)))


def _drawn(plan: Plan, table: ReportTable) -> Columns:
    """The first table of figures as a chart, without its total."""
    labels = tuple(year_label(year) for year in plan.years)
    series = tuple(
        (str(row[0]), tuple(cell if isinstance(cell, int) else None for cell in row[1:]))
        for row in table.rows[:-1]
    )
    return Columns(table.title, labels, series)


def _partner_name(plan: Plan, partner: str | None) -> str:
    return plan.records.name(Partner.TABLE, partner) or NOT_GIVEN["partner"]


def _pools(plan: Plan, inside: set[str] | None) -> list[Block]:
    """What each partner contributes to the pools in which the area lies."""
    years, standings = plan.years, Standings(plan.records)
    if inside is None:
        reached = {held.id for held in plan.table(Pool).values()}
    else:
        reached = {standings.of(area, year).pool for area in inside for year in years}
    pooled = Pooled(plan.records, plan.figures, standings)
    blocks: list[Block] = []
    for pool in plan.table(Pool).ordered():
        if pool.id not in reached:
            continue
        given: Sums = {}
        for year in years:
            for held in pooled.contributions(pool.id, year):
                given[(held.partner, year)] = held.amount
        table = _by_partner(plan, f"{pool.name}: contributions by partner, £", given)
        if table is not None:
            blocks.append(table)
            hosted = _partner_name(plan, pool.host) if pool.host else "not said"
            blocks.append(Words(f"{pool.name}: host {hosted}; legal basis {pool.legal_basis}."))
    return blocks


def _gap(plan: Plan) -> list[Block]:
    """The gap of the commissioners of the whole plan, where anything is assumed about it."""
    if not is_used(plan.records):
        return []
    gap = Gap(plan.records, plan.figures)
    found = [gap.of(year) for year in plan.years]
    rows = (
        ("Requirement", *(held.requirement for held in found)),
        ("Resource", *(held.resource for held in found)),
        ("Gap", *(held.gap for held in found)),
        ("Unidentified after savings", *(held.residual for held in found)),
    )
    title = "The gap of all commissioners, whole plan, £"
    return [ReportTable(title, _years(plan, "Figure"), rows)]
