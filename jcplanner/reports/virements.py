"""Virements as a list: what was moved in which year, why, agreed by whom; their moves; what areas gained."""

from dataclasses import dataclass

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.domain.services import ServiceArea, tree_order
from jcplanner.domain.virements import Virement, VirementMove
from jcplanner.domain.years import year_label
from jcplanner.plan.fields import column_named, link_name
from jcplanner.plan.plan import Plan
from jcplanner.plan.virement_edits import Made, made_virements
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

GONE = "A line that is no longer in the plan"
NO_AREA = "No service area"


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move of a virement in words, and what its line gained in net pence."""

    line: str | None
    name: str
    partner: str
    area: str
    direction: str
    pence: int


def move_rows(plan: Plan, made: Made) -> tuple[MoveRow, ...]:
    """The moves of a virement, what gives first."""
    return tuple(_move_row(plan, move) for move in made.moves)


def agreed_on(made: Made) -> str:
    """The day on which a virement was agreed; blank where nobody said."""
    return column_named(Virement, "agreed_on").show(made.virement.agreed_on)


def _move_row(plan: Plan, move: VirementMove) -> MoveRow:
    line = plan.table(BudgetLine).get(move.line or "")
    if line is None:
        return MoveRow(None, GONE, "", "", "", move.amount or 0)
    return MoveRow(
        line.id,
        line.description,
        link_name(plan.records, Partner.TABLE, line.partner),
        link_name(plan.records, ServiceArea.TABLE, line.service_area) or NO_AREA,
        line.direction,
        move.amount or 0,
    )


def virements_report(plan: Plan) -> Report:
    """The list of virements, their moves, and what each service area gained or gave by year."""
    rows = made_virements(plan)
    return Report(
        "Virements",
        "Net moves between budget lines; each virement comes to nil",
        (_list(rows), _moves(plan, rows), _by_area(plan)),
    )


def _list(rows: tuple[Made, ...]) -> ReportTable:
    heads = ("Reason", "Year", "Recurrence", "Agreed by", "Agreed on", "State")
    return ReportTable(
        "Virements",
        (*(Heading(head) for head in heads), Heading("Moved", "exact"), Heading("Net", "exact")),
        tuple(
            (
                row.virement.reason,
                year_label(row.virement.year),
                row.virement.recurrence.capitalize(),
                row.virement.agreed_by,
                agreed_on(row),
                "Reversed" if row.reversed else "",
                row.moved,
                row.net,
            )
            for row in rows
        ),
    )


def _moves(plan: Plan, rows: tuple[Made, ...]) -> ReportTable:
    found: list[tuple[Cell, ...]] = [
        (
            row.virement.reason,
            year_label(row.virement.year),
            move.name,
            move.partner,
            move.area,
            move.direction.capitalize(),
            move.pence,
        )
        for row in rows
        for move in move_rows(plan, row)
    ]
    heads = ("Virement", "Year", "Line", "Partner", "Service area", "Expenditure or income")
    return ReportTable(
        "Moves", (*(Heading(head) for head in heads), Heading("Net gained", "exact")), tuple(found)
    )


def _by_area(plan: Plan) -> ReportTable:
    """Areas down, the virements' own years across; revenue and capital are different rows."""
    lines, virements = plan.table(BudgetLine), plan.table(Virement)
    sums: dict[tuple[str | None, str, int], dict[int, int]] = {}
    for move in plan.table(VirementMove).values():
        line = lines.get(move.line or "")
        if line is None or move.virement not in virements or move.virement is None:
            continue
        year = virements[move.virement].year
        held = sums.setdefault((line.service_area, line.nature, line.in_kind), {})
        held[year] = held.get(year, 0) + (move.amount or 0)
    years = sorted({year for held in sums.values() for year in held})
    areas: list[tuple[str | None, str]] = [
        (area.id, area.name) for area, _ in tree_order(plan.table(ServiceArea))
    ]
    rows = tuple(
        (
            name,
            f"{nature.capitalize()}{', in kind' if in_kind else ''}",
            *(sums[key].get(year) for year in years),
        )
        for area, name in (*areas, (None, NO_AREA))
        for nature, in_kind in (("revenue", 0), ("capital", 0), ("revenue", 1), ("capital", 1))
        if (key := (area, nature, in_kind)) in sums
    )
    heads = (Heading("Service area"), Heading("Of"))
    return ReportTable(
        "Gained by service area, in the year of each virement",
        (*heads, *(Heading(year_label(year), "exact") for year in years)),
        rows,
    )
