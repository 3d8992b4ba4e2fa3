"""What is wrong with what the gap rests on: assumptions, resources, pressures and control totals."""

from collections.abc import Iterator

from jcplanner.domain.assumptions import Assumption, AssumptionRate, Pressure
from jcplanner.domain.control_totals import controlled
from jcplanner.domain.figures import REVENUE, Figures
from jcplanner.domain.gap import MISSING, Gap, is_used
from jcplanner.domain.money import show_plain
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PRICE_BASES
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.records import Records
from jcplanner.domain.years import year_label

LARGEST_RATE = 2_500
"""Above 25% in one year a rate is more often a slip than a forecast: 2.5 typed as 250, or a sum as a rate."""

SMALLEST_RATE = 10
"""Below 0.1% a rate is more often a fraction typed for a percentage."""


def gap_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """Every worry about the gap; nothing of a gap that nobody has begun to work out."""
    yield from _assumptions(records)
    yield from _rates(records)
    yield from _pressures(records)
    gap = Gap(records, figures) if is_used(records) else None
    for held in controlled(records, figures, gap):
        if held.headroom is not None and held.headroom < 0:
            control = held.control
            yield Problem(
                "control total overdrawn",
                "serious",
                f"{control.name}, {year_label(control.year or 0)}: its partners come to "
                f"{show_plain(held.compared)}, {show_plain(-held.headroom)} more than allowed.",
                Place("gap", "control_total", control.id, control.year),
            )
    if gap is not None:
        yield from _resources(records, figures, gap)
        yield from _residual(gap)


def _assumptions(records: Records) -> Iterator[Problem]:
    real = records.details.price_base == PRICE_BASES[1]
    for held in records.table(Assumption).ordered():
        place = Place("gap", "assumption", held.id)
        blank = [
            word for word, text in (("source", held.source), ("owner", held.owner)) if not text
        ]
        if blank:
            yield Problem(
                "assumption without source or owner",
                "note",
                f'"{held.name}" has no {" and no ".join(blank)}.',
                place,
            )
        if real and held.kind == "pay and price":
            yield Problem(
                "prices in a plan at base-year prices",
                "warning",
                f'"{held.name}" raises prices, but the plan is in {PRICE_BASES[1]}.',
                place,
            )


def _rates(records: Records) -> Iterator[Problem]:
    assumptions = records.table(Assumption)
    for rate in records.table(AssumptionRate).values():
        if rate.assumption is None or rate.assumption not in assumptions:
            continue
        said = f'"{assumptions.value(rate.assumption, "name")}", {year_label(rate.year)}'
        place = Place("gap", "assumption", rate.assumption, rate.year)
        given = [held for held in (rate.low, rate.central, rate.high) if held is not None]
        if rate.central is None and given:
            yield Problem(
                "range without a central rate",
                "warning",
                f"{said}: low or high is given without a central rate, so nothing is counted.",
                place,
            )
        elif given != sorted(given):
            yield Problem(
                "rates out of order",
                "warning",
                f"{said}: the central rate does not lie between low and high.",
                place,
            )
        if any(0 < abs(held) < SMALLEST_RATE for held in given):
            yield Problem(
                "rate below 0.1%",
                "note",
                f"{said} is below 0.1%; type 2.5% as 2.5, not as 0.025.",
                place,
            )
        if any(abs(held) > LARGEST_RATE for held in given):
            yield Problem(
                "rate above 25%",
                "warning",
                f"{said} is above 25% in one year; type 2.5% as 2.5.",
                place,
            )


def _pressures(records: Records) -> Iterator[Problem]:
    years, partners = records.details.years, records.table(Partner)
    for held in records.table(Pressure).ordered():
        place = Place("gap", "pressure", held.id, held.year)
        if held.year is not None and not years[0] <= held.year <= years[-1]:
            yield Problem(
                "pressure outside the plan's years",
                "note",
                f'"{held.name}" begins in {year_label(held.year)}, outside the years of the plan.',
                place,
            )
        if held.partner not in partners:
            yield Problem(
                "pressure without a partner",
                "note",
                f'"{held.name}" belongs to no partner; it is counted with the commissioners.',
                place,
            )


def _resources(records: Records, figures: Figures, gap: Gap) -> Iterator[Problem]:
    partners = records.table(Partner)
    net = {(cell.partner, cell.year) for cell, _ in figures.cells() if REVENUE.holds(cell)}
    with_lines = {partner for partner, _ in figures.lines}
    for partner in partners.ordered():
        if partner.id not in with_lines:
            continue
        missing = [year for year in gap.years if gap.resource(partner.id, year).rests_on == MISSING]
        if missing:
            words = ", ".join(year_label(year) for year in missing)
            yield Problem(
                "partner without a resource",
                "warning",
                f"{partner.short} has budget lines but no resource in {words}: it counts as nothing.",
                Place("gap", "resource", partner.id, missing[0]),
            )
        base = gap.requirement.base_year
        if (partner.id, base) not in net and any((partner.id, year) in net for year in gap.years):
            yield Problem(
                "requirement without a base",
                "warning",
                f"{partner.short} has budgets in later years but none in {year_label(base)}, from which "
                "its requirement starts.",
                Place("gap", "resource", partner.id, base),
            )


def _residual(gap: Gap) -> Iterator[Problem]:
    last = gap.years[-1]
    residual = gap.of(last).residual
    if residual > 0:
        yield Problem(
            "gap without a scheme",
            "note",
            f"{show_plain(residual)} of the commissioners' gap in {year_label(last)} has no scheme yet.",
            Place("gap", "", "", last),
        )
