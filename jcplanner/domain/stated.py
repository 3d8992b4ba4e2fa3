"""Stated against derived: a figure that a paper prints beside what the lines add up to."""

from dataclasses import dataclass

from jcplanner.domain.figures import Figures, Scope, Standings, coverage, total
from jcplanner.domain.gap import COMMISSIONERS, Gap, revenue_funding
from jcplanner.domain.money import show_plain
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea, within

GAP_TOTALS = frozenset({"requirement", "resource", "gap", "residual gap"})
"""Totals that come from the gap's own sums, not from the lines of their year."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stated figure, what the plan derives for it, and how far they are apart, all in pence.

    For a range the difference is 0 inside it, else the distance to its nearer end. A figure that
    states no amount at all compares with nothing and has no difference.
    """

    stated: StatedFigure
    derived: int
    difference: int

    @property
    def stated_words(self) -> str:
        """The stated amount or range in words."""
        held = self.stated
        if held.amount is not None:
            return show_plain(held.amount)
        if held.low is not None and held.high is not None:
            return f"{show_plain(held.low)} to {show_plain(held.high)}"
        if held.low is not None:
            return f"at least {show_plain(held.low)}"
        return "no amount" if held.high is None else f"at most {show_plain(held.high)}"


def compare(records: Records, figures: Figures, stated: StatedFigure) -> Comparison:
    """Put a stated figure beside the total of the plan that it names."""
    derived = _derived(records, figures, stated)
    if stated.amount is not None:
        difference = derived - stated.amount
    elif stated.low is not None and derived < stated.low:
        difference = derived - stated.low
    elif stated.high is not None and derived > stated.high:
        difference = derived - stated.high
    else:
        difference = 0
    return Comparison(stated, derived, difference)


def _derived(records: Records, figures: Figures, stated: StatedFigure) -> int:
    """What the plan's own lines give for the total that is stated, in pence."""
    years = frozenset(records.details.years if stated.year is None else [stated.year])
    partners = None if stated.partner is None else frozenset[str | None]([stated.partner])
    areas = (
        None
        if stated.service_area is None
        else frozenset[str | None](within(records.table(ServiceArea), stated.service_area))
    )
    if stated.total in GAP_TOTALS:
        return sum(gap_total(records, figures, stated, year) for year in years)
    if stated.total == "funding":
        return funding(records, years, partners)
    if stated.total == "shortfall":
        return total(figures, Scope(years, partners, areas)) - funding(records, years, partners)
    if stated.total == "pooled net revenue":
        standings = Standings(records)
        return sum(coverage(figures, standings, year, partners, areas).pooled for year in years)
    if stated.total == "net capital":
        return total(figures, Scope(years, partners, areas, "capital"))
    direction = {"gross revenue expenditure": "expenditure", "revenue income": "income"}.get(
        stated.total
    )
    return total(figures, Scope(years, partners, areas, direction=direction))


def funding(
    records: Records, years: frozenset[int], partners: frozenset[str | None] | None = None
) -> int:
    """What the funding sources give in these years, in pence: revenue only."""
    return sum(
        pence
        for (partner, year), pence in revenue_funding(records).items()
        if year in years and (partners is None or partner in partners)
    )


def gap_total(records: Records, figures: Figures, stated: StatedFigure, year: int) -> int:
    """Requirement, resource, gap or residual gap of a year: the central estimate, savings unweighted.

    Without a partner that of all commissioners. Resources are not known by area: an area narrows down what
    is required and saved alone.
    """
    gap = Gap(records, figures)
    held = gap.of(year, stated.partner or COMMISSIONERS)
    if stated.service_area is None:
        found = {
            "requirement": held.requirement,
            "resource": held.resource,
            "gap": held.gap,
            "residual gap": held.residual,
        }
        return found[stated.total]
    areas = frozenset[str | None](within(records.table(ServiceArea), stated.service_area))
    partners = gap.partners(stated.partner or COMMISSIONERS)
    required = gap.requirement.of(year, partners, areas)
    saved = gap.saved(year, partners, areas)
    closed = required.efficiency + saved.net
    return {
        "requirement": required.total,
        "resource": held.resource,
        "gap": required.total - held.resource,
        "residual gap": required.total - held.resource - closed,
    }[stated.total]
