"""Scenarios beside the plan: their totals side by side, and each number that they have otherwise."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from jcplanner.domain.figures import CAPITAL, Figures, Scope, Standings, totals_by
from jcplanner.domain.gap import COMMISSIONERS, PROVIDERS, Gap
from jcplanner.domain.in_year import pool_outturns
from jcplanner.domain.overrides import counts_by_scenario, idle_in
from jcplanner.domain.partners import Partner
from jcplanner.domain.pooling import Pooled, contributions, expenditure_by_partner
from jcplanner.domain.pools import Pool
from jcplanner.domain.risk_case import rules_of
from jcplanner.domain.scenarios import PLAN_AS_AGREED, Scenario
from jcplanner.domain.services import ServiceArea, tree_order
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_edits import say_overrides
from jcplanner.plan.scenario_plan import ScenarioPlan
from jcplanner.reports.report import Cell, Heading, Report, ReportTable
from jcplanner.reports.risk_share import RiskOfPool
from jcplanner.reports.totals import NOT_GIVEN, Totals

Scoped = TypeVar("Scoped", Report, Totals)

NET, PARTNERS, AREAS, POOLS, RISK, GAP = (
    "Net revenue by year",
    "By partner",
    "By service area",
    "Pools",
    "Who bears the forecast outturn",
    "Gap",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One row side by side: what is measured in which year, in pence, the plan first, then each scenario."""

    section: str
    name: str
    year: int
    pence: tuple[int, ...]

    @property
    def differences(self) -> tuple[int, ...]:
        """Each scenario less the plan, in pence."""
        return tuple(held - self.pence[0] for held in self.pence[1:])

    @property
    def differs(self) -> bool:
        """Whether any scenario has it otherwise than the plan."""
        return any(self.differences)


class _Key(NamedTuple):
    section: str
    name: str
    id: str | None = None


def measures(plans: Sequence[Plan], year: int) -> tuple[Measure, ...]:
    """What can be told apart between the plan and scenarios, given in this order, in one year.

    Net revenue is there for every year; it and partners and areas are net revenue in cash.
    """
    plan = plans[0]
    found: list[Measure] = []
    by_year = [totals_by(held.figures, lambda cell: cell.year) for held in plans]
    for one in plan.years:
        found.append(
            Measure(NET, year_label(one), one, tuple(held.get(one, 0) for held in by_year))
        )
    columns = [_measured(held, year) for held in plans]
    keys = dict.fromkeys(key for column in columns for key in column)
    places = {key: place for place, key in enumerate(_in_order(plan))}
    sections = (PARTNERS, AREAS, POOLS, RISK, GAP)

    def place_of(key: _Key) -> tuple[int, int]:
        return sections.index(key.section), places.get((key.section, key.id), len(places))

    for key in sorted(keys, key=place_of):
        pence = tuple(column.get(key, 0) for column in columns)
        found.append(Measure(key.section, key.name, year, pence))
    return tuple(found)


def _in_order(plan: Plan) -> Iterator[tuple[str, str | None]]:
    """Partners and areas in people's order."""
    for partner in plan.table(Partner).ordered():
        yield PARTNERS, partner.id
    yield PARTNERS, None
    for area, _ in tree_order(plan.table(ServiceArea)):
        yield AREAS, area.id
    yield AREAS, None


def _measured(plan: Plan, year: int) -> dict[_Key, int]:
    """Everything but the years' totals of one plan or scenario, in pence."""
    found: dict[_Key, int] = {}
    scope = Scope(years=frozenset((year,)))
    for section, table, nothing in (
        (PARTNERS, "partner", NOT_GIVEN["partner"]),
        (AREAS, "service_area", NOT_GIVEN["area"]),
    ):
        for key, pence in _by(plan.figures, section, scope).items():
            found[_Key(section, plan.records.name(table, key) or nothing, key)] = pence
    capital = totals_by(plan.figures, lambda cell: None, replace(CAPITAL, years=scope.years))
    if capital:
        found[_Key(PARTNERS, "Net capital, all partners")] = sum(capital.values())
    found.update(_of_pools(plan, year))
    found.update(_of_risk_shares(plan, year))
    found.update(_of_gap(plan, year))
    return found


def _by(figures: Figures, section: str, scope: Scope) -> dict[str | None, int]:
    if section == PARTNERS:
        return totals_by(figures, lambda cell: cell.partner, scope)
    return totals_by(figures, lambda cell: cell.area, scope)


def _of_pools(plan: Plan, year: int) -> Iterator[tuple[_Key, int]]:
    standings = Standings(plan.records)
    for pool in plan.table(Pool).ordered():
        place = plan.records, plan.figures, pool.id, year, standings
        given = sum(held.amount for held in contributions(*place))
        spent = sum(expenditure_by_partner(*place).values())
        if given or spent:
            yield _Key(POOLS, f"{pool.name}: contributions", pool.id), given
            yield _Key(POOLS, f"{pool.name}: expenditure", pool.id), spent
            yield _Key(POOLS, f"{pool.name}: balance", pool.id), given - spent


def _of_risk_shares(plan: Plan, year: int) -> Iterator[tuple[_Key, int]]:
    """What the rules make of each pool's forecast outturn: less is a part of an underspend."""
    outturns = pool_outturns(plan.records, year)
    pooled: Pooled | None = None
    for pool in plan.table(Pool).ordered():
        if pool.id not in outturns or not rules_of(plan.records, pool.id):
            continue
        pooled = pooled or Pooled(plan.records, plan.figures)
        risk = RiskOfPool(plan, pool.id, year, pooled, outturns)
        if risk.outturn is None:
            continue
        tried = risk.try_amount()
        yield _Key(RISK, f"{pool.name}: forecast outturn less budget", pool.id), tried.amount
        for place, partner in enumerate(tried.partners):
            borne = sum(held.partners[place] for held in tried.rows)
            yield _Key(RISK, f"{pool.name}: {partner}", pool.id), tried.sign * borne
        if tried.keeps:
            kept = sum(held.kept for held in tried.rows)
            yield _Key(RISK, f"{pool.name}: elsewhere", pool.id), tried.sign * kept
        yield _Key(RISK, f"{pool.name}: unallocated", pool.id), tried.sign * tried.unallocated


def _of_gap(plan: Plan, year: int) -> Iterator[tuple[_Key, int]]:
    gap = Gap(plan.records, plan.figures)
    for side, prefix in ((COMMISSIONERS, ""), (PROVIDERS, "Providers: ")):
        held = gap.of(year, side)
        if side == PROVIDERS and not held.requirement and not held.resource:
            continue
        for words, pence in (
            ("requirement", held.requirement),
            ("resource", held.resource),
            ("gap", held.gap),
            ("identified savings", held.closed),
            ("residual", held.residual),
        ):
            yield _Key(GAP, f"{prefix}{words}" if prefix else words.capitalize()), pence


def in_scenario(plan: Plan, made: Scoped) -> Scoped:
    """A report or totals with the scenario that they were made in named in their scope (DESIGN rule 14)."""
    return replace(made, scope=plan.scoped(made.scope)) if plan.scenario else made


def scenarios_report(plan: Plan) -> Report:
    """Every scenario, all of them beside the plan year by year, and each of their overrides."""
    agreed = plan.agreed
    scenarios = agreed.table(Scenario).ordered()
    counts = counts_by_scenario(agreed.records)
    listed = tuple(
        (
            held.name,
            held.purpose,
            counts.get(held.id, 0),
            len(idle_in(agreed.records, held.id)),
            held.note,
        )
        for held in scenarios
    )
    heads = (
        Heading("Scenario"),
        Heading("Purpose"),
        Heading("Overrides", "count"),
        Heading("Without effect", "count"),
        Heading("Note"),
    )
    tables = [ReportTable("Scenarios", heads, listed)]
    if scenarios:
        tables += [_beside(agreed, scenarios), _overrides(agreed, scenarios)]
    return Report(
        "Scenarios",
        "The plan as agreed beside each scenario; net revenue in cash, pools by their own nature",
        tuple(tables),
    )


def _beside(plan: Plan, scenarios: Sequence[Scenario]) -> ReportTable:
    """Plan and scenarios by year, only what some scenario has otherwise."""
    with ExitStack() as open_ones:
        views: list[Plan] = [plan]
        for held in scenarios:
            view = ScenarioPlan(plan, held.id)
            open_ones.callback(view.close)
            views.append(view)
        rows = [
            (held.section, held.name, year_label(held.year), *_with_differences(held))
            for year in plan.years
            for held in measures(views, year)
            if held.year == year and (held.differs or held.section == NET)
        ]
    heads = [Heading("Section"), Heading("Measure"), Heading("Year")]
    heads.append(Heading(PLAN_AS_AGREED, "money"))
    for held in scenarios:
        heads += [Heading(held.name, "money"), Heading(f"{held.name} less plan", "money")]
    return ReportTable("Side by side, differences only", tuple(heads), tuple(rows))


def _with_differences(held: Measure) -> Iterator[Cell]:
    yield held.pence[0]
    for pence, difference in zip(held.pence[1:], held.differences, strict=True):
        yield pence
        yield difference


def _overrides(plan: Plan, scenarios: Sequence[Scenario]) -> ReportTable:
    rows = tuple(
        (
            held.name,
            said.record,
            said.field,
            said.words(plan, said.then),
            said.words(plan, said.now),
            said.words(plan, said.value),
            f"No effect: {said.idle}"
            if said.idle
            else ("The plan has moved on" if said.moved_on else ""),
            said.override.note,
        )
        for held in scenarios
        for said in say_overrides(plan, held.id)
    )
    words = (
        "Scenario",
        "Record",
        "Field",
        "Plan when made",
        "Plan now",
        "Scenario's",
        "State",
        "Note",
    )
    return ReportTable("Overrides", tuple(Heading(word) for word in words), rows)
