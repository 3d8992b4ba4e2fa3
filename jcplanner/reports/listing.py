"""The reports that can be opened and copied, in the order of their list."""

from collections.abc import Callable

from jcplanner.domain.budgets import FundingAmount, FundingSource, cell_id
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.plan.wording import say_step, say_when
from jcplanner.reports.cards import cards
from jcplanner.reports.decisions import decisions_report
from jcplanner.reports.forward_plan import forward_plan_report
from jcplanner.reports.gap import assumptions_report, control_totals_report, gap_report
from jcplanner.reports.gates import gates_report
from jcplanner.reports.headlines import comparisons
from jcplanner.reports.heat_map import heat_map_report
from jcplanner.reports.in_year import in_year_report, memorandum_report
from jcplanner.reports.people import officer_time_report, structure_report
from jcplanner.reports.pools import pools_report
from jcplanner.reports.priorities import (
    envelopes_report,
    priorities_report,
    programme_map_report,
)
from jcplanner.reports.proposals import proposals_report
from jcplanner.reports.registers import registers_report
from jcplanner.reports.report import Cell, Heading, Report, ReportTable
from jcplanner.reports.risk_share import risk_share_report
from jcplanner.reports.savings import savings_report
from jcplanner.reports.scenarios import scenarios_report
from jcplanner.reports.side_by_side import side_by_side
from jcplanner.reports.totals import NOT_GIVEN, TotalRow, totals
from jcplanner.reports.versions import versions_report
from jcplanner.reports.virements import virements_report

_BY = (
    ("By partner", "partner"),
    ("By service area", "area"),
    ("By arrangement", "arrangement"),
    ("By funding source", "source"),
)


def totals_report(plan: Plan) -> Report:
    """Net revenue by year, down partners, areas, arrangements and sources; and all figures by year."""
    years = plan.years
    heads = tuple(Heading(year_label(year), "money") for year in years)
    whole = _by_year(totals(plan, ("year",)).rows)
    last: tuple[Cell, ...] = ("Total", *(_net(whole.get(year)) for year in years))
    tables: list[ReportTable] = []
    for title, name in _BY:
        # By id: two of them may bear one name.
        held: dict[str | int | None, tuple[str, dict[int, TotalRow]]] = {}
        for row in totals(plan, (name, "year")).rows:
            held.setdefault(row.ids[0], (row.place[0], {}))[1][int(row.ids[1] or 0)] = row
        rows = [
            (words, *(_net(found.get(year)) for year in years)) for words, found in held.values()
        ]
        tables.append(ReportTable(title, (Heading(title[3:].capitalize()), *heads), (*rows, last)))
    measures = ("expenditure", "income", "net", "capital", "in_kind")
    words = ("Gross expenditure", "Income", "Net", "Capital", "In kind")
    tables.append(
        ReportTable(
            "By year",
            (Heading("Year"), *(Heading(word, "money") for word in words)),
            tuple(
                (year_label(year), *(getattr(found, name) for name in measures))
                for year, found in sorted(whole.items())
            ),
        )
    )
    return Report("Totals", totals(plan, ("year",)).scope, tuple(tables))


def _by_year(rows: tuple[TotalRow, ...]) -> dict[int, TotalRow]:
    return {int(row.ids[0] or 0): row for row in rows}


def _net(row: TotalRow | None) -> int | None:
    return None if row is None else row.net


def alignment_report(plan: Plan) -> Report:
    """Areas down, partners across, a table for each year."""
    tables: list[ReportTable] = []
    for year in plan.years:
        held = side_by_side(plan, year)
        heads = (
            Heading("Service area"),
            *(Heading(name, "money") for name in held.columns),
            Heading("Aligned or tighter", "percent"),
        )
        rows = tuple(
            (
                "\u2003" * row.depth + row.name,
                *row.amounts,
                None if row.share is None else round(row.share * 10_000),
            )
            for row in held.rows
        )
        tables.append(ReportTable(year_label(year), heads, rows))
    return Report("Alignment", "Net revenue in cash, side by side", tuple(tables))


def pathway_report(plan: Plan) -> Report:
    """The stage, arrangement, pool and lead of each area in each year of the pathway."""
    rows: list[tuple[Cell, ...]] = []
    for area in cards(plan).rows:
        for stand in area.stands:
            rows.append(
                (
                    "\u2003" * area.depth + area.name,
                    year_label(stand.year),
                    stand.stage.capitalize(),
                    stand.arrangement.capitalize(),
                    stand.pool,
                    stand.lead,
                    "its own" if stand.own else stand.set_on,
                    stand.net,
                )
            )
    heads = ("Service area", "Year", "Stage", "Arrangement", "Pool", "Lead", "Set on")
    return Report(
        "Pathway",
        "Net revenue in cash of each area with those inside it",
        (
            ReportTable(
                "Pathway",
                (*(Heading(head) for head in heads), Heading("Net", "money")),
                tuple(rows),
            ),
        ),
    )


def funding_report(plan: Plan) -> Report:
    """What each source gives beside the net of the lines that draw on it."""
    amounts, sources = plan.table(FundingAmount), plan.table(FundingSource)
    drawn = {(row.ids[0], row.ids[1]): row.net for row in totals(plan, ("source", "year")).rows}
    rows: list[tuple[Cell, ...]] = []
    for source in sources.ordered():
        for year in plan.years:
            given = amounts.get(cell_id(source.id, year))
            used = drawn.get((source.id, year))
            if given is None and used is None:
                continue
            rows.append(
                (
                    source.name,
                    plan.records.name("partner", source.partner) or NOT_GIVEN["partner"],
                    source.kind.capitalize(),
                    year_label(year),
                    given.amount if given else None,
                    used,
                )
            )
    heads = (*(Heading(head) for head in ("Source", "Partner", "Kind", "Year")),)
    money = (Heading("Given", "money"), Heading("Net of its lines", "money"))
    return Report(
        "Funding",
        "What each source gives, and the net revenue in cash of the lines that draw on it",
        (ReportTable("Funding", (*heads, *money), tuple(rows)),),
    )


def stated_report(plan: Plan) -> Report:
    """Stated figures beside derived ones, with the difference."""
    rows = tuple(
        (
            held.stated.name,
            "All years" if held.stated.year is None else year_label(held.stated.year),
            held.stated_words,
            held.derived,
            held.difference,
            held.stated.basis.capitalize(),
            " ".join(part for part in (held.stated.source, held.stated.paragraph) if part),
        )
        for held in comparisons(plan)
    )
    heads = (
        Heading("Stated figure"),
        Heading("Year"),
        Heading("Stated"),
        Heading("Derived", "exact"),
        Heading("Difference", "exact"),
        Heading("Basis"),
        Heading("Source"),
    )
    return Report(
        "Stated and derived",
        "Figures that papers print or ledgers give, beside what the lines add up to",
        (ReportTable("Stated and derived", heads, rows),),
    )


def problems_report(plan: Plan) -> Report:
    """Every worry about the plan, serious ones first."""
    rows = tuple(
        (problem.severity.capitalize(), problem.kind.capitalize(), problem.text)
        for problem in plan.problems
    )
    heads = (Heading("Severity"), Heading("Kind"), Heading("Problem"))
    return Report("Problems", f"{len(rows):,} in all", (ReportTable("Problems", heads, rows),))


def history_report(plan: Plan) -> Report:
    """Every step, the newest first, with what it changed in words."""
    rows = tuple(
        (step.place, say_when(step.at), step.name, say_step(plan, step), step.author)
        for step in reversed(plan.steps)
    )
    heads = (
        Heading("No.", "count"),
        Heading("When"),
        Heading("Step"),
        Heading("What changed"),
        Heading("Who"),
    )
    return Report("History", f"{len(rows):,} steps", (ReportTable("Steps", heads, rows),))


REPORTS: dict[str, Callable[[Plan], Report]] = {
    "Totals": totals_report,
    "Alignment": alignment_report,
    "Pathway": pathway_report,
    "Stage gates": gates_report,
    "Funding": funding_report,
    "Gap": gap_report,
    "Assumptions": assumptions_report,
    "Control totals": control_totals_report,
    "Savings": savings_report,
    "Stated and derived": stated_report,
    "Pools": pools_report,
    "Risk share": risk_share_report,
    "In-year": in_year_report,
    "Memorandum account": memorandum_report,
    "Virements": virements_report,
    "Scenarios": scenarios_report,
    "Priorities": priorities_report,
    "Envelopes": envelopes_report,
    "Programme map": programme_map_report,
    "Proposals": proposals_report,
    "Decisions": decisions_report,
    "Forward plan": forward_plan_report,
    "Registers": registers_report,
    "Heat map": heat_map_report,
    "Officer time": officer_time_report,
    "Structure": structure_report,
    "Problems": problems_report,
    "History": history_report,
    "Versions": versions_report,
}
"""By title, in the order in which they are offered."""
