"""The gap as charts: the bridge of a year, trajectories, and how far each assumption swings the residual."""

from dataclasses import dataclass

from jcplanner.domain.assumptions import ESTIMATES, GROWTH_KINDS
from jcplanner.domain.gap import COMMISSIONERS, EVERYONE, PROVIDERS, Gap, GapOfYear, Keys
from jcplanner.domain.money import show_headline
from jcplanner.domain.requirement import CENTRAL, Required
from jcplanner.domain.services import ServiceArea, tree_order, within
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.drawings import Bar, Bridge, Curve, Curves, Swing, Swings
from jcplanner.reports.totals import NOT_GIVEN

GROWTH_NAMES: dict[str, str] = dict(
    zip(
        GROWTH_KINDS,
        ("Pay and price", "Demographic growth", "Non-demographic growth", "Other growth"),
        strict=True,
    )
)
FALLEN_OUT = "Non-recurrent budgets end"
FULL_YEAR, PRESSURES = "Full-year effects", "Pressures"
EFFICIENCY, IDENTIFIED, IN_DEVELOPMENT = "Assumed efficiency", "Identified", "In development"
COSTS, UNIDENTIFIED, SURPLUS = "Costs to achieve", "Unidentified", "Surplus"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the gap: year, whose (a side or a partner's id), estimate, savings weighted or not."""

    year: int
    whose: str = COMMISSIONERS
    estimate: str = CENTRAL
    weighted: bool = False

    def gap(self, plan: Plan) -> Gap:
        """The gap that is asked for, worked out from the plan as it now stands."""
        return Gap(plan.records, plan.figures, self.estimate, weighted=self.weighted)


def whose_words(plan: Plan, whose: str) -> str:
    """Whose gap it is, in words."""
    if whose == EVERYONE:
        return "commissioners and providers added together"
    if whose in (COMMISSIONERS, PROVIDERS):
        return f"all {whose}"
    return plan.records.name("partner", whose)


def scope_words(plan: Plan, gap: Gap, whose: str) -> str:
    """What the figures of the gap count (DESIGN rule 14), but for the year."""
    savings = "savings weighted by confidence" if gap.weighted else "savings unweighted"
    return f"{whose_words(plan, whose)}; net revenue, cash; {gap.estimate} estimate; {savings}"


@dataclass(frozen=True, slots=True)
class Caused:
    """The causes between the base year's budget and a year's requirement, in pence; they add up exactly.

    Non-recurrent pressures of the years between have come and gone; only those of the year itself count.
    """

    base: int
    fallen_out: int
    growth: tuple[int, ...]
    full_year: int
    pressures: int

    @property
    def total(self) -> int:
        """The requirement that the causes lead to."""
        return self.base + self.fallen_out + sum(self.growth) + self.full_year + self.pressures


def causes(gap: Gap, year: int, partners: Keys | None, areas: Keys | None = None) -> Caused:
    """What leads from the base year's budget to the requirement of a year."""
    steps = [gap.requirement.of(held, partners, areas) for held in gap.years if held <= year]
    if not steps:
        return Caused(0, 0, (0,) * len(GROWTH_KINDS), 0, 0)
    first, last = steps[0], steps[-1]
    growth = tuple(sum(step.growth[at] for step in steps) for at in range(len(GROWTH_KINDS)))
    pressures = sum(step.pressures for step in steps)
    if last is first:
        return Caused(first.total, 0, growth, 0, 0)
    return Caused(
        first.total,
        -first.non_recurrent,
        growth,
        sum(step.full_year for step in steps),
        pressures + last.non_recurrent,
    )


def bridge(plan: Plan, gap: Gap, year: int, whose: str = COMMISSIONERS) -> Bridge:
    """Base budget, each cause, requirement, resource, gap, what closes it, and what is left (rule 10)."""
    held, partners = gap.of(year, whose), gap.partners(whose)
    found = causes(gap, year, partners)
    bars = [Bar(f"Budget {year_label(gap.years[0])}", found.base, "align", whole=True)]
    changes = [
        (FALLEN_OUT, found.fallen_out, "idle"),
        *(
            (GROWTH_NAMES[kind], pence, "warn")
            for kind, pence in zip(GROWTH_KINDS, found.growth, strict=True)
        ),
        (FULL_YEAR, found.full_year, "warn"),
        (PRESSURES, found.pressures, "warn"),
    ]
    bars += [Bar(name, pence, tone) for name, pence, tone in changes if pence]
    bars.append(Bar(f"Requirement {year_label(year)}", held.requirement, "align", whole=True))
    bars.append(Bar("Resource", -held.resource, "accent"))
    bars.append(Bar(gap_name(held.gap), held.gap, _gap_tone(held.gap), whole=True))
    closing = [
        (EFFICIENCY, -held.required.efficiency, "integrate"),
        (IDENTIFIED, -held.saved.identified, "integrate"),
        (IN_DEVELOPMENT, -held.saved.in_development, "integrate"),
        (COSTS, held.saved.cost, "warn"),
    ]
    bars += [Bar(name, pence, tone) for name, pence, tone in closing if pence]
    name = UNIDENTIFIED if held.residual >= 0 else SURPLUS
    bars.append(Bar(name, held.residual, _gap_tone(held.residual), whole=True))
    return Bridge(
        f"From the budget of {year_label(gap.years[0])} to the gap of {year_label(year)}",
        f"{year_label(year)}; {scope_words(plan, gap, whose)}",
        tuple(bars),
        bridge_words(plan, held, whose),
    )


def gap_name(pence: int) -> str:
    """A gap below zero is a surplus."""
    return "Gap" if pence >= 0 else SURPLUS


def _gap_tone(pence: int) -> str:
    return "bad" if pence > 0 else "integrate"


def bridge_words(plan: Plan, held: GapOfYear, whose: str) -> str:
    """A year's gap in one or two sentences."""
    said = (
        f"{year_label(held.year)}, {whose_words(plan, whose)}: doing nothing takes "
        f"{show_headline(held.requirement)}, there is {show_headline(held.resource)}: a "
        f"{gap_name(held.gap).lower()} of {show_headline(abs(held.gap))}."
    )
    left = UNIDENTIFIED.lower() if held.residual >= 0 else "left over"
    return (
        f"{said} Efficiency and savings with a scheme come to {show_headline(held.closed)}; "
        f"{show_headline(abs(held.residual))} is {left}."
    )


def trajectory(
    plan: Plan, gap: Gap, whose: str = COMMISSIONERS, area: str | None = None, *, marked: int = 0
) -> Curves:
    """Requirement, resource and requirement after savings by year; of one area without the resource.

    An area takes in those inside it. Years before the base year are not drawn.
    """
    areas = None if area is None else area_keys(plan, area)
    partners, years = gap.partners(whose), gap.years
    required = [gap.requirement.of(year, partners, areas) for year in years]
    after = [
        held.total - held.efficiency - gap.saved(year, partners, areas).net
        for held, year in zip(required, years, strict=True)
    ]
    curves = [Curve("Requirement, doing nothing", "warn", tuple(held.total for held in required))]
    if areas is None:
        resource = tuple(gap.of(year, whose).resource for year in years)
        curves.append(Curve("Resource", "accent", resource))
    curves.append(Curve("After efficiency and savings", "integrate", tuple(after), dashed=True))
    name = "All service areas" if area is None else plan.records.name("service_area", area)
    if area == "":
        name = NOT_GIVEN["area"]
    ends = f"{show_headline(required[0].total)} to {show_headline(required[-1].total)}"
    return Curves(
        f"{name} from {year_label(years[0])} to {year_label(years[-1])}",
        f"{name}; {scope_words(plan, gap, whose)}",
        tuple(year_label(year) for year in years),
        tuple(curves),
        f"{name}: doing nothing goes from {ends}; after efficiency and savings "
        f"{show_headline(after[-1])}.",
        years.index(marked) if marked in years else None,
    )


def area_keys(plan: Plan, area: str) -> Keys:
    """An area with those inside it; a blank one stands for lines without an area."""
    return frozenset((None,)) if not area else frozenset(within(plan.table(ServiceArea), area))


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area with those inside it: its requirement year by year. A blank area stands for none."""

    area: str
    name: str
    depth: int
    required: tuple[Required, ...]


def areas_by_year(plan: Plan, gap: Gap, whose: str = COMMISSIONERS) -> list[AreaRow]:
    """The requirement of every area that has any, in the order of the tree, what has no area last."""
    partners = gap.partners(whose)
    rows = [
        AreaRow(
            area.id,
            area.name,
            depth,
            tuple(
                gap.requirement.of(year, partners, area_keys(plan, area.id)) for year in gap.years
            ),
        )
        for area, depth in tree_order(plan.table(ServiceArea))
    ]
    none = tuple(gap.requirement.of(year, partners, frozenset((None,))) for year in gap.years)
    rows.append(AreaRow("", NOT_GIVEN["area"], 0, none))
    return [row for row in rows if any(held.total for held in row.required)]


def tornado(plan: Plan, gap: Gap, year: int, whose: str = COMMISSIONERS) -> Swings:
    """The residual gap of a year with each assumption at its low and its high rates, the others central."""
    if gap.estimate != CENTRAL:
        gap = Gap(plan.records, plan.figures, CENTRAL, weighted=gap.weighted)
    found = gap.swings(year, whose)
    swings = tuple(
        Swing(plan.records.name("assumption", held.assumption), held.low, held.high)
        for held in found
    )
    residual = gap.of(year, whose).residual
    if swings:
        widest = swings[0]
        ends = sorted((widest.low, widest.high))
        words = (
            f"{widest.name} moves what is unidentified in {year_label(year)} most: between "
            f"{show_headline(ends[0])} and {show_headline(ends[1])}, about {show_headline(residual)}."
        )
    else:
        words = "No assumption that counts here has a low or a high rate of its own yet."
    return Swings(
        f"What is unidentified in {year_label(year)}, with one assumption at its {ESTIMATES[0]} and "
        f"{ESTIMATES[2]} rates",
        f"{year_label(year)}; {scope_words(plan, gap, whose)} for all others",
        residual,
        swings,
        words,
    )
