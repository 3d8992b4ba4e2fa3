"""The rules that find problems: those of one line, kept line by line, and those of the plan as a whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource, cell_id
from jcplanner.domain.deciding_worries import deciding_problems, undecided_budgets
from jcplanner.domain.figures import Figures, Scope, Standings, total
from jcplanner.domain.gap_worries import gap_problems
from jcplanner.domain.gate_worries import gate_problems
from jcplanner.domain.in_year_worries import in_year_problems
from jcplanner.domain.money import show_plain
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import ALIGNED_OR_TIGHTER, POOLED
from jcplanner.domain.people_worries import people_problems
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.pool_worries import pool_problems
from jcplanner.domain.pools import Pool
from jcplanner.domain.priority_worries import priority_problems
from jcplanner.domain.problems import SEVERITIES, Place, Problem
from jcplanner.domain.proposal_worries import proposal_problems
from jcplanner.domain.records import Records
from jcplanner.domain.register_worries import register_problems
from jcplanner.domain.risk_share_worries import risk_share_problems
from jcplanner.domain.saving_worries import saving_problems
from jcplanner.domain.scenario_worries import scenario_problems
from jcplanner.domain.services import ServiceArea, ancestors
from jcplanner.domain.stated import compare
from jcplanner.domain.virement_worries import virement_problems
from jcplanner.domain.years import year_label

SLIP_FACTORS = (10, 1_000)
"""A figure this many times its neighbour is more often a slip of the finger or unit than a decision."""

Rule = Callable[[Records, Figures], Iterable[Problem]]
Kept = dict[Rule, tuple[Problem, ...]]

SMALLEST_SLIP = 1_000_00
"""Below £1,000 a jump between years is everyday business."""


def line_problems(records: Records, line_id: str, years: Sequence[int]) -> Iterator[Problem]:
    """What is wrong with one line, seen by itself and its amounts in these years.

    Reads rows, not records: it runs once for every line of a plan.
    """
    lines, amounts = records.table(BudgetLine), records.table(BudgetAmount)

    def problem(kind: str, severity: str, text: str, year: int | None = None) -> Problem:
        return Problem(kind, severity, text, Place("budgets", "budget_line", line_id, year))

    name = lines.value(line_id, "description")
    if lines.value(line_id, "partner") is None:
        yield problem("line without a partner", "serious", f'"{name}" belongs to no partner.')
    if lines.value(line_id, "service_area") is None:
        yield problem("line without an area", "warning", f'"{name}" has no service area.')
    if not lines.value(line_id, "budget_holder"):
        yield problem("no reporting line", "note", f'"{name}" has no reporting line.')
    place, low_place, high_place = (amounts.index(held) for held in ("amount", "low", "high"))
    before: tuple[int, int] | None = None
    for year in years:
        row = amounts.rows.get(cell_id(line_id, year))
        if row is None or row[place] is None:
            continue
        amount: int = row[place]
        low, high = row[low_place], row[high_place]
        if low is not None and high is not None and not low <= amount <= high:
            yield problem(
                "amount outside its range",
                "warning",
                f'"{name}": {year_label(year)} lies outside its own range.',
                year,
            )
        if before is not None and (slip := _slip(before[1], amount)):
            yield problem(
                "figure far from its neighbour",
                "warning",
                f'"{name}": {year_label(year)} is {slip} {year_label(before[0])}.',
                year,
            )
        before = (year, amount)


def _slip(before: int, after: int) -> str:
    """Say "10 times" or "a 1,000th of" where one amount is about that much of the other (within 5%)."""
    if before == after:
        return ""
    small, large = sorted((abs(before), abs(after)))
    if small == 0 or large < SMALLEST_SLIP:
        return ""
    for factor in SLIP_FACTORS:
        if abs(large - small * factor) * 20 <= small * factor:
            return f"{factor:,} times" if abs(after) == large else f"a {factor:,}th of"
    return ""


def plan_problems(
    records: Records, figures: Figures, kept: Kept | None = None
) -> Iterator[Problem]:
    """What is wrong with the plan as a whole; costs the same however many lines there are.

    ``kept`` takes the problems that no amount of a budget line can change, and spares finding them again.
    """
    for find in _RULES:
        if kept is None or find not in _WHATEVER_AMOUNTS:
            yield from find(records, figures)
            continue
        if find not in kept:
            kept[find] = tuple(find(records, figures))
        yield from kept[find]


def _partner_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    with_lines = {partner for partner, _ in figures.lines}
    partners = records.table(Partner)
    if not partners:
        yield Problem(
            "no partners", "warning", "The plan has no partners yet.", Place("partners", "partner")
        )
    for partner in partners.ordered():
        if partner.id not in with_lines and partner.plan_role in ("owner", "co-owner"):
            yield Problem(
                "partner without lines",
                "serious",
                f"{partner.name} has no budget lines.",
                Place("partners", "partner", partner.id),
            )


def _area_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    areas = records.table(ServiceArea)
    for area in areas.ordered():
        *_, top = ancestors(areas, area.id)
        if areas.value(top, "parent") in areas:
            yield Problem(
                "areas in a ring",
                "serious",
                f'"{area.name}" is part of itself by way of its parents.',
                Place("areas", "service_area", area.id),
            )


def _pool_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    standings = Standings(records)
    pools, areas = records.table(Pool), records.table(ServiceArea)
    wrong_nature: dict[tuple[str, int, str], int] = {}
    for cell, pence in figures.cells():
        place = standings.of(cell.area, cell.year)
        if cell.kept_out or place.pool not in pools or place.pool is None:
            continue
        if cell.nature != pools[place.pool].nature:
            key = (place.pool, cell.year, cell.nature)
            wrong_nature[key] = wrong_nature.get(key, 0) + pence
    for (pool, year, nature), pence in wrong_nature.items():
        yield Problem(
            f"{nature} in a {pools[pool].nature} pool",
            "serious",
            f"{pools[pool].name}, {year_label(year)}: {show_plain(pence)} of {nature} lies in a "
            f"{pools[pool].nature} pool.",
            Place("pathway", "pool", pool, year),
        )
    for area in areas.ordered():
        for year in records.details.pathway_years:
            held = standings.of(area.id, year)
            if held.set_on != area.id:
                continue
            if held.arrangement in POOLED and held.pool is None:
                yield Problem(
                    "pooled without a pool",
                    "warning",
                    f"{area.name} is {held.arrangement} in {year_label(year)}, but no pool is named.",
                    Place("pathway", "service_area", area.id, year),
                )
            if held.stage == "not started" and held.arrangement in ALIGNED_OR_TIGHTER:
                yield Problem(
                    "arrangement ahead of its stage",
                    "warning",
                    f"{area.name} is {held.arrangement} in {year_label(year)}, but not started.",
                    Place("pathway", "service_area", area.id, year),
                )


def _funding_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    sources = records.table(FundingSource)
    for (source, partner, nature), _ in _sources_used(figures).items():
        if source not in sources or source is None:
            continue
        held = sources[source]
        if held.nature != nature:
            yield Problem(
                "source of another nature",
                "serious",
                f"{held.name} is {held.nature} money, but pays for {nature} lines.",
                Place("budgets", "funding_source", source),
            )
        if held.partner not in (None, partner):
            yield Problem(
                "source of another partner",
                "note",
                f"{held.name} pays for lines of {records.name('partner', partner) or 'no partner'}.",
                Place("budgets", "funding_source", source),
            )


def _sources_used(figures: Figures) -> dict[tuple[str | None, str | None, str], int]:
    used: dict[tuple[str | None, str | None, str], int] = {}
    for cell, _ in figures.cells():
        if cell.direction == "expenditure":
            used[(cell.source, cell.partner, cell.nature)] = 1
    return used


def _stated_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    for stated in records.table(StatedFigure).ordered():
        comparison = compare(records, figures, stated)
        if comparison.difference:
            yield Problem(
                "stated and derived apart",
                "warning",
                f"{stated.name}: stated {comparison.stated_words}, derived "
                f"{show_plain(comparison.derived)}, difference {show_plain(comparison.difference)}.",
                Place("overview", "stated_figure", stated.id, stated.year),
            )


_RULES: tuple[Callable[[Records, Figures], Iterator[Problem]], ...] = (
    _partner_problems,
    _area_problems,
    _pool_problems,
    pool_problems,
    risk_share_problems,
    in_year_problems,
    _funding_problems,
    _stated_problems,
    saving_problems,
    gap_problems,
    virement_problems,
    scenario_problems,
    gate_problems,
    proposal_problems,
    register_problems,
    undecided_budgets,
    deciding_problems,
    priority_problems,
    people_problems,
)

_WHATEVER_AMOUNTS: frozenset[Rule] = frozenset(
    {proposal_problems, register_problems, deciding_problems, people_problems}
)
"""Rules that read no amounts: with many proposals and risks, they cost most after each figure typed."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Serious ones first, then by kind and words; always the same order for the same problems."""

    def key(problem: Problem) -> tuple[int, str, str, str, int]:
        place = problem.place
        severity = SEVERITIES.index(problem.severity)
        return severity, problem.kind, problem.text, place.id, place.year or 0

    return sorted(problems, key=key)


def unassigned(figures: Figures, scope: Scope) -> int:
    """The net, in pence, of lines that have no service area."""
    return total(figures, Scope(scope.years, scope.partners, frozenset((None,)), scope.nature))
