"""The reports on the gap: what is required, what there is, and what is assumed."""

from collections.abc import Callable, Iterator

from jcplanner.domain.assumptions import (
    GROWTH_KINDS,
    Assumption,
    AssumptionRate,
    ControlTotal,
    Pressure,
)
from jcplanner.domain.budgets import cell_id
from jcplanner.domain.control_totals import controlled
from jcplanner.domain.gap import COMMISSIONERS, MISSING, PROVIDERS, Gap, GapOfYear
from jcplanner.domain.requirement import RULE
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports import gap_drawings as words
from jcplanner.reports.gap_drawings import areas_by_year, tornado
from jcplanner.reports.report import Cell, Heading, Report, ReportTable
from jcplanner.reports.totals import NOT_GIVEN

_Measure = tuple[str, Callable[[GapOfYear], int]]


def causes_of_year() -> Iterator[_Measure]:
    """What leads from last year's requirement to that of a year; nothing of it in the base year."""
    yield "Requirement of the year before", lambda held: held.requirement - held.required.change
    yield words.FALLEN_OUT, lambda held: -held.required.fallen_out
    for place, kind in enumerate(GROWTH_KINDS):
        yield words.GROWTH_NAMES[kind], lambda held, place=place: held.required.growth[place]
    yield words.FULL_YEAR, lambda held: held.required.full_year
    yield f"{words.PRESSURES}, recurrent", lambda held: held.required.pressures
    yield f"{words.PRESSURES}, non-recurrent", lambda held: held.required.non_recurrent


def closing_of_year() -> Iterator[_Measure]:
    """From the requirement of a year to what is left of the gap."""
    yield "Requirement", lambda held: held.requirement
    yield "Resource", lambda held: held.resource
    yield "Gap", lambda held: held.gap
    yield words.EFFICIENCY, lambda held: -held.required.efficiency
    yield words.IDENTIFIED, lambda held: -held.saved.identified
    yield words.IN_DEVELOPMENT, lambda held: -held.saved.in_development
    yield words.COSTS, lambda held: held.saved.cost
    yield words.UNIDENTIFIED, lambda held: held.residual
    yield "of which targets without a scheme", lambda held: held.saved.targets


def gap_report(plan: Plan) -> Report:
    """The gap of commissioners and, apart, of providers; by service area and by partner."""
    gap = Gap(plan.records, plan.figures)
    years = gap.years
    heads = tuple(Heading(year_label(year), "money") for year in years)
    tables: list[ReportTable] = []
    for side in (COMMISSIONERS, PROVIDERS):
        found = [gap.of(year, side) for year in years]
        if side == PROVIDERS and not any(held.requirement or held.resource for held in found):
            continue
        rows: list[tuple[Cell, ...]] = [
            (name, None, *(read(held) for held in found[1:])) for name, read in causes_of_year()
        ]
        rows += [(name, *(read(held) for held in found)) for name, read in closing_of_year()]
        columns = (Heading(side.capitalize()), *heads)
        tables.append(ReportTable(side.capitalize(), columns, tuple(rows)))
        by_area: list[tuple[Cell, ...]] = [
            ("\u2003" * row.depth + row.name, *(held.total for held in row.required))
            for row in areas_by_year(plan, gap, side)
        ]
        by_area.append(("Total", *(held.requirement for held in found)))
        tables.append(
            ReportTable(
                f"Requirement of {side} by service area, each with those inside it",
                (Heading("Service area"), *heads),
                tuple(by_area),
            )
        )
    tables += [_by_partner(plan, gap, heads), _sensitivity(plan, gap)]
    scope = "Commissioners and, apart from them, providers; net revenue, cash; central estimate"
    return Report("Gap", f"{scope}; savings unweighted. {RULE}", tuple(tables))


def _sensitivity(plan: Plan, gap: Gap) -> ReportTable:
    """How far each assumption swings what is unidentified in the last year, the widest first."""
    drawn = tornado(plan, gap, gap.years[-1])
    rows = tuple((swing.name, swing.low, drawn.centre, swing.high) for swing in drawn.swings)
    heads = (
        Heading(head, "money") for head in ("At its low rates", "Central", "At its high rates")
    )
    return ReportTable(drawn.title, (Heading("Assumption"), *heads), rows)


def _by_partner(plan: Plan, gap: Gap, heads: tuple[Heading, ...]) -> ReportTable:
    rows: list[tuple[Cell, ...]] = []
    for partner in gap.in_order(gap.partners("everyone")):
        if partner is None:
            continue
        found = [gap.of(year, partner) for year in gap.years]
        basis = {gap.resource(partner, year).rests_on for year in gap.years}
        if basis == {MISSING} and not any(held.requirement for held in found):
            continue
        name = plan.records.name("partner", partner)
        says = ", ".join(sorted(basis))
        rows.append((name, "Requirement", "", *(held.requirement for held in found)))
        rows.append((name, "Resource", says, *(held.resource for held in found)))
        rows.append((name, "Gap", "", *(held.gap for held in found)))
        rows.append((name, words.UNIDENTIFIED, "", *(held.residual for held in found)))
    columns = (Heading("Partner"), Heading("Figure"), Heading("Rests on"))
    return ReportTable("By partner", (*columns, *heads), tuple(rows))


def assumptions_report(plan: Plan) -> Report:
    """Every assumption with its rates by year, and every pressure."""
    rates = plan.table(AssumptionRate)
    rows: list[tuple[Cell, ...]] = []
    for held in plan.table(Assumption).ordered():
        area = plan.records.name("service_area", held.service_area) or "All"
        about = (held.name, held.kind.capitalize(), area)
        given = [rate for year in plan.years if (rate := rates.get(cell_id(held.id, year)))]
        for rate in given:
            numbers = (year_label(rate.year), rate.low, rate.central, rate.high)
            rows.append((*about, *numbers, held.source, held.owner))
        if not given:
            rows.append((*about, "", None, None, None, held.source, held.owner))
    heads = (
        *(Heading(head) for head in ("Assumption", "Kind", "Service area", "Year")),
        *(Heading(head, "percent") for head in ("Low", "Central", "High")),
        Heading("Source"),
        Heading("Owner"),
    )
    pressures = tuple(
        (
            held.name,
            plan.records.name("partner", held.partner) or NOT_GIVEN["partner"],
            plan.records.name("service_area", held.service_area) or NOT_GIVEN["area"],
            "" if held.year is None else year_label(held.year),
            held.amount,
            held.amount if held.full_year is None else held.full_year,
            held.recurrence.capitalize(),
            held.source,
        )
        for held in plan.table(Pressure).ordered()
    )
    columns = (
        *(Heading(head) for head in ("Pressure", "Partner", "Service area", "First year")),
        Heading("In that year", "money"),
        Heading("Full-year effect", "money"),
        Heading("Recurrence"),
        Heading("Source"),
    )
    return Report(
        "Assumptions",
        f"By year; of each kind the one nearest to an area holds. {RULE}",
        (
            ReportTable("Assumptions", heads, tuple(rows)),
            ReportTable("Pressures", columns, pressures),
        ),
    )


def control_totals_report(plan: Plan) -> Report:
    """Control totals beside what their partners come to, and the headroom."""
    rows = tuple(
        (
            held.control.name,
            "" if held.control.year is None else year_label(held.control.year),
            ", ".join(plan.records.name("partner", partner) for partner in held.partners),
            held.control.compared.capitalize(),
            held.control.amount,
            held.compared,
            held.headroom,
            held.control.source,
        )
        for held in controlled(plan.records, plan.figures)
    )
    heads = (
        *(Heading(head) for head in ("Control total", "Year", "Partners", "Compared with")),
        Heading("Amount", "money"),
        Heading("Comes to", "money"),
        Heading("Headroom", "money"),
        Heading("Source"),
    )
    return Report(
        "Control totals",
        "Net revenue in cash of the partners named; a headroom in brackets is overdrawn",
        (ReportTable(ControlTotal.MANY.capitalize(), heads, rows),),
    )
