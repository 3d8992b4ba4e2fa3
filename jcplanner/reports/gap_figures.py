"""The key figures of the gap: five in a row on its screen, and one among those of the Overview."""

from dataclasses import dataclass

from jcplanner.domain.gap import COMMISSIONERS, Gap, GapOfYear
from jcplanner.domain.money import show_headline
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.requirement import CENTRAL
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.behind import Drill
from jcplanner.reports.gap_drawings import SURPLUS, UNIDENTIFIED, gap_name, scope_words


@dataclass(frozen=True, slots=True)
class GapFigure:
    """A key figure with what stands behind it; ``opens`` are its lines, or the part of the Gap screen."""

    label: str
    figure: str
    about: str
    scope: str
    opens: Drill | str


def gap_figures(plan: Plan, gap: Gap, year: int, whose: str) -> tuple[GapFigure, ...]:
    """Requirement, resource, gap, what closes it, and what is unidentified, of one year."""
    held, base, label = gap.of(year, whose), gap.requirement.base_year, year_label(year)
    scope, partners = scope_words(plan, gap, whose), gap.partners(whose)

    def figure(name: str, pence: int, about: str, opens: Drill | str, total: str = "") -> GapFigure:
        about += _stated(plan, gap, total, year, whose, pence) if total else ""
        size = pence if total in ("", "requirement", "resource") else abs(pence)
        return GapFigure(f"{name}, {label}", show_headline(size), about, scope, opens)

    drill = Drill(f"Budget {year_label(base)}, on which the requirement rests", (base,), partners)
    left = UNIDENTIFIED if held.residual >= 0 else SURPLUS
    return (
        figure("Requirement", held.requirement, _grown(gap, held, whose), drill, "requirement"),
        figure("Resource", held.resource, _missing(plan, held.missing), "Resources", "resource"),
        figure(gap_name(held.gap), held.gap, _share(held), "Bridge", "gap"),
        figure("Efficiency and savings", held.closed, _closing(held), "Savings"),
        figure(left, held.residual, _left(held), "Sensitivity", "residual gap"),
    )


def _grown(gap: Gap, held: GapOfYear, whose: str) -> str:
    """How the requirement of a year stands to the base year's budget."""
    base = gap.requirement.base_year
    if held.year not in gap.years:
        return f"before the base year, {year_label(base)}"
    if held.year == base:
        return "as budgeted in the base year"
    change = held.requirement - gap.requirement.of(base, gap.partners(whose)).total
    if not change:
        return f"doing nothing; as the budget of {year_label(base)}"
    word = "less" if change < 0 else "more"
    return (
        f"doing nothing; {show_headline(abs(change))} {word} than the budget of {year_label(base)}"
    )


def _missing(plan: Plan, missing: tuple[str | None, ...]) -> str:
    """Whose resource is not known, by name for a few."""
    if not missing:
        return "known for every partner with a budget"
    names = [plan.records.name("partner", partner) for partner in missing]
    if len(names) > 2:
        return f"not known for {len(names)} partners: counted as nothing"
    return f"not known for {' and '.join(names)}: counted as nothing"


def _share(held: GapOfYear) -> str:
    if held.requirement <= 0:
        return "requirement less resource"
    return f"{100 * abs(held.gap) / held.requirement:.1f}% of the requirement"


def _closing(held: GapOfYear) -> str:
    """What takes off the gap, part by part."""
    saved = held.saved
    parts = (
        (held.required.efficiency, "assumed efficiency"),
        (saved.identified, "identified"),
        (saved.in_development, "in development"),
        (-saved.cost, "costs"),
    )
    said = ", ".join(f"{show_headline(pence)} {name}" for pence, name in parts if pence)
    return said or "none yet"


def _left(held: GapOfYear) -> str:
    """What is said of what is left of the gap."""
    if held.residual <= 0:
        return "more than is needed" if held.residual else "closed"
    if held.saved.targets:
        return f"{show_headline(held.saved.targets)} of it held as targets without a scheme"
    return "no scheme yet"


def _stated(plan: Plan, gap: Gap, total: str, year: int, whose: str, derived: int) -> str:
    """What a paper states for a figure, and how far the derived one is from it: both are kept (002¶17).

    Stated figures are compared with the central estimate and savings unweighted alone.
    """
    if gap.estimate != CENTRAL or gap.weighted:
        return ""
    for held in plan.table(StatedFigure).ordered():
        side = held.partner or COMMISSIONERS
        if (held.total, held.year, side, held.service_area) != (total, year, whose, None):
            continue
        if held.amount is None:
            continue
        apart = derived - held.amount
        said = f"; stated {show_headline(held.amount)}"
        return f"{said}, {show_headline(abs(apart))} apart" if apart else f"{said}, agrees"
    return ""
