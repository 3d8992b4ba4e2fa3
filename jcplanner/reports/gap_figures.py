"""The key figures of the gap: five in a row on its screen, and one among the Overview's."""

from dataclasses import dataclass

from jcplanner.domain.gap import Gap
from jcplanner.domain.money import show_headline
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
    scope = scope_words(plan, gap, whose)
    partners = gap.partners(whose)
    change = held.requirement - gap.requirement.of(base, partners).total
    if year not in gap.years:
        grown = f"before the base year, {year_label(base)}"
    elif year == base:
        grown = "as budgeted in the base year"
    else:
        grown = f"doing nothing; {show_headline(change)} more than the budget of {year_label(base)}"
        if change < 0:
            grown = f"doing nothing; {show_headline(-change)} less than the budget of {year_label(base)}"
    drill = Drill(f"Budget {year_label(base)}, on which the requirement rests", (base,), partners)
    savings = held.saved
    parts = [
        (held.required.efficiency, "assumed efficiency"),
        (savings.identified, "identified"),
        (savings.in_development, "in development"),
        (-savings.cost, "costs"),
    ]
    said = ", ".join(f"{show_headline(pence)} {name}" for pence, name in parts if pence)
    share = "requirement less resource"
    if held.requirement > 0:
        share = f"{100 * held.gap / held.requirement:.1f}% of the requirement"
    targets = (
        f"{show_headline(savings.targets)} of it held as targets without a scheme"
        if savings.targets
        else "no scheme yet"
    )
    left = UNIDENTIFIED if held.residual >= 0 else SURPLUS
    return (
        GapFigure(
            f"Requirement, {label}",
            show_headline(held.requirement),
            grown,
            scope,
            drill,
        ),
        GapFigure(
            f"Resource, {label}",
            show_headline(held.resource),
            _missing(plan, held.missing),
            scope,
            "Resources",
        ),
        GapFigure(
            f"{gap_name(held.gap)}, {label}",
            show_headline(abs(held.gap)),
            share,
            scope,
            "Bridge",
        ),
        GapFigure(
            f"Efficiency and savings, {label}",
            show_headline(held.closed),
            said or "none yet",
            scope,
            "Savings",
        ),
        GapFigure(
            f"{left}, {label}",
            show_headline(abs(held.residual)),
            targets
            if held.residual > 0
            else "closed"
            if held.residual == 0
            else "more than needed",
            scope,
            "Sensitivity",
        ),
    )


def _missing(plan: Plan, missing: tuple[str | None, ...]) -> str:
    """Whose resource is not known, by name for a few."""
    if not missing:
        return "known for every partner with a budget"
    names = [plan.records.name("partner", partner) for partner in missing]
    if len(names) > 2:
        return f"not known for {len(names)} partners: counted as nothing"
    return f"not known for {' and '.join(names)}: counted as nothing"
