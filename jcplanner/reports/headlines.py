"""The headlines of a plan: the figures that the Overview leads with, and its money by year and level."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jcplanner.domain.deciding import body_name
from jcplanner.domain.figures import (
    REVENUE,
    Cell,
    Coverage,
    Scope,
    Standings,
    coverage,
    totals_by,
)
from jcplanner.domain.forward_plan import awaited
from jcplanner.domain.gap import Gap, is_used
from jcplanner.domain.money import show_headline
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.stated import GAP_TOTALS, Comparison, compare
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.behind import LEVELS, Drill, level_of
from jcplanner.reports.decisions import say_short
from jcplanner.reports.gap_drawings import SURPLUS, UNIDENTIFIED

_AWAITED_SAID = 2


@dataclass(frozen=True, slots=True)
class Headline:
    """One key figure in words, with what is said below it, and what it opens: its lines or its place."""

    label: str
    figure: str
    about: str
    opens: Drill | Place | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every column of a chart: pence by column, and what each opens."""

    name: str
    tone: str
    pence: tuple[int, ...]
    drills: tuple[Drill, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """What a chart draws: columns of parts, and the same in one sentence."""

    title: str
    scope: str
    labels: tuple[str, ...]
    parts: tuple[Part, ...]
    sentence: str


def headlines(plan: Plan, year: int) -> tuple[Headline, ...]:
    """The four key figures of a year; then the gap and awaited decisions, where there is anything to say."""
    standings = Standings(plan.records)
    of_year = coverage(plan.figures, standings, year)
    last = plan.years[-1]
    of_last = coverage(plan.figures, standings, last)
    return (
        _in_plan(plan, year, of_year),
        _aligned(year, of_year),
        _pooled(plan, standings, last, of_last),
        _without_area(plan, year),
        *_gap(plan),
        *_awaited(plan),
    )


def _gap(plan: Plan) -> Iterator[Headline]:
    """What has no scheme yet of the commissioners' gap in the last year."""
    if not is_used(plan.records):
        return
    last = plan.years[-1]
    held = Gap(plan.records, plan.figures).of(last)
    what = UNIDENTIFIED if held.residual >= 0 else SURPLUS
    yield Headline(
        f"{what}, {year_label(last)}",
        show_headline(abs(held.residual)),
        f"Commissioners: gap {show_headline(held.gap)}, closed by efficiency and savings "
        f"{show_headline(held.closed)}",
        Place("gap", "", "", last),
    )


def _awaited(plan: Plan) -> Iterator[Headline]:
    """The decisions that bodies still have to take, the next with their days."""
    held = awaited(plan.records)
    if not held:
        return
    words = [
        f"{body_name(plan.records, one.body)} {say_short(one.day) or 'on no date yet'}"
        for one in held[:_AWAITED_SAID]
        if one.body is not None
    ]
    more = f"; {len(held) - _AWAITED_SAID:,} more" if len(held) > _AWAITED_SAID else ""
    yield Headline(
        "Decisions awaited",
        f"{len(held):,}",
        f"{'; '.join(words)}{more}",
        Place("decisions", "decision", held[0].key),
    )


def year_to_open_on(plan: Plan) -> int:
    """The first year of the pathway with money in it, else the first of all with money, else the first."""
    with_money = {cell.year for cell, _ in plan.figures.cells()}
    wanted = [*plan.pathway_years, *plan.years]
    return next((year for year in wanted if year in with_money), wanted[0])


def _in_plan(plan: Plan, year: int, held: Coverage) -> Headline:
    label = f"In the plan, {year_label(year)} net revenue"
    sums = totals_by(plan.figures, lambda cell: cell.partner, Scope(years=frozenset((year,))))
    words = [
        f"{partner.short} {show_headline(sums[partner.id]) if partner.id in sums else 'no amounts'}"
        f"{_stated_range(plan, partner.id, year)}"
        for partner in plan.table(Partner).ordered()
        if partner.id in sums or partner.plan_role in ("owner", "co-owner")
    ]
    figure, opens = (show_headline(held.net), Drill(label, (year,))) if sums else ("\u2013", None)
    return Headline(label, figure, ", ".join(words), opens)


def _stated_range(plan: Plan, partner: str, year: int) -> str:
    """What a paper states for a partner's net revenue, in brackets; the plan's own year comes first."""
    for stated in plan.table(StatedFigure).ordered():
        if (stated.total, stated.partner, stated.service_area, stated.year) != (
            "net revenue",
            partner,
            None,
            year,
        ):
            continue
        if stated.low is not None and stated.high is not None:
            return f" (stated {show_headline(stated.low)} to {show_headline(stated.high)})"
        if stated.amount is not None:
            return f" (stated {show_headline(stated.amount)})"
    return ""


def _aligned(year: int, held: Coverage) -> Headline:
    label = f"Aligned or tighter, {year_label(year)}"
    drill = Drill(label, (year,), levels=frozenset(("pooled", "aligned")))
    share = held.share
    if share is None:
        return Headline(label, "\u2013", "No net revenue to measure against in this year", None)
    about = f"{show_headline(held.aligned)} of {show_headline(held.net)} net revenue"
    return Headline(label, f"{100 * share:.0f}%", about, drill)


def _pooled(plan: Plan, standings: Standings, year: int, held: Coverage) -> Headline:
    label = f"Pooled by {year_label(year)}"
    pools, areas = plan.table(Pool), plan.table(ServiceArea)
    in_pool = [
        area for area in areas if level_of(standings.of(area, year).arrangement, False) == "pooled"
    ]
    if not in_pool:
        return Headline(
            label, show_headline(held.pooled), "No service area is pooled in this year", None
        )
    count = "1 area" if len(in_pool) == 1 else f"{len(in_pool)} areas"
    named = dict.fromkeys(standings.of(area, year).pool for area in in_pool)
    hosts = [
        plan.records.name("pool", pool)
        + (f", hosted by {_short(plan, pools[pool].host)}" if pools[pool].host else "")
        for pool in named
        if pool in pools and pool is not None
    ]
    about = "; ".join([count, *hosts])
    drill = Drill(label, (year,), levels=frozenset(("pooled",)))
    return Headline(label, show_headline(held.pooled), about, drill)


def _short(plan: Plan, partner: str | None) -> str:
    held = None if partner is None else plan.table(Partner).get(partner)
    return held.short if held else "nobody"


def _without_area(plan: Plan, year: int) -> Headline:
    label = "Lines without a service area"
    areas = plan.table(ServiceArea)
    count = sum(held for (_, area), held in plan.figures.lines.items() if area not in areas)
    scope = Scope(years=frozenset((year,)), areas=frozenset((None,)))
    pence = sum(totals_by(plan.figures, lambda cell: None, scope).values())
    apart = [held for held in comparisons(plan) if held.difference]
    compared = len(plan.table(StatedFigure))
    said = (
        [f"{show_headline(pence)} in {year_label(year)}"] if count else ["Every line has its place"]
    )
    if compared:
        said.append(
            f"{len(apart)} of {compared} stated figures {'is' if len(apart) == 1 else 'are'} apart"
        )
    return Headline(
        label, f"{count:,}", "; ".join(said), Place("alignment", "budget_line", "", year)
    )


def comparisons(plan: Plan) -> list[Comparison]:
    """Every stated figure beside what the plan derives for it."""
    return [
        compare(plan.records, plan.figures, stated) for stated in plan.table(StatedFigure).ordered()
    ]


def drill_of(plan: Plan, stated: StatedFigure) -> Drill | None:
    """The lines behind what is derived for a stated figure; nothing for funding and the gap's totals."""
    directions = {"gross revenue expenditure": "expenditure", "revenue income": "income"}
    if stated.total in ("funding", "shortfall") or stated.total in GAP_TOTALS:
        return None
    areas = (
        None
        if stated.service_area is None
        else frozenset[str | None](within(plan.table(ServiceArea), stated.service_area))
    )
    return Drill(
        stated.name,
        tuple(plan.years if stated.year is None else [stated.year]),
        None if stated.partner is None else frozenset[str | None]([stated.partner]),
        areas,
        frozenset(("pooled",)) if stated.total == "pooled net revenue" else None,
        nature="capital" if stated.total == "net capital" else "revenue",
        direction=directions.get(stated.total),
    )


def money_by_year(plan: Plan) -> Series:
    """Net revenue by year and level: pooled, aligned, in view, separate."""
    standings = Standings(plan.records)
    years = plan.years

    def place(cell: Cell) -> tuple[int, str]:
        arrangement = standings.of(cell.area, cell.year).arrangement
        return cell.year, level_of(arrangement, bool(cell.kept_out))

    sums = totals_by(plan.figures, place, REVENUE)

    def drill(level: str, year: int) -> Drill:
        return Drill(
            f"{level.capitalize()}, {year_label(year)}", (year,), levels=frozenset((level,))
        )

    parts = tuple(
        Part(
            level.capitalize(),
            level,
            tuple(sums.get((year, level), 0) for year in years),
            tuple(drill(level, year) for year in years),
        )
        for level in LEVELS
    )
    return Series(
        "Money by year and how closely it is joined",
        f"{plan.details.title}; net revenue, cash",
        tuple(year_label(year) for year in years),
        parts,
        _sentence(years, parts),
    )


def _sentence(years: Iterable[int], parts: tuple[Part, ...]) -> str:
    """The chart in words, year by year."""
    said: list[str] = []
    for place, year in enumerate(years):
        held = [
            f"{show_headline(part.pence[place])} {part.tone}" for part in parts if part.pence[place]
        ]
        said.append(f"{year_label(year)}: {', '.join(held) or 'no money'}")
    return f"Net revenue by year. {'; '.join(said)}."
