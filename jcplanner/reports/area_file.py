"""Everything that a plan has about one service area, as small tables whose rows lead to their places.

Areas inside it count as part of it: their money is added up, and their records are listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jcplanner.domain.assumptions import Assumption, Pressure
from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.deciding import body_name, decisions_of
from jcplanner.domain.figures import CAPITAL, REVENUE, Scope, Standings, totals_by
from jcplanner.domain.gap import Gap, is_used
from jcplanner.domain.gates import gate_state
from jcplanner.domain.partners import Partner
from jcplanner.domain.people import OfficerTime
from jcplanner.domain.phasing import cost_to_achieve, delivered
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.pools import Pool
from jcplanner.domain.priorities import Candidate, Envelope
from jcplanner.domain.problems import Place, Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.record import Record
from jcplanner.domain.registers import (
    Action,
    Benefit,
    Contract,
    Engagement,
    Issue,
    Lesson,
    Opportunity,
    OutcomeMeasure,
    Risk,
    Submission,
)
from jcplanner.domain.savings import Saving
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.stage_reviews import StageReview
from jcplanner.domain.years import year_label
from jcplanner.plan.fields import column_named, show_field
from jcplanner.plan.plan import Plan
from jcplanner.reports.consolidations import consolidation_table, evaluation_table, structure_table
from jcplanner.reports.gates import TONES, day_words, decided_words
from jcplanner.reports.placed import PlacedRow, PlacedTable, headings
from jcplanner.reports.report import Cell, Heading, Report

TOTAL, NO_PARTNER = "All partners", "No partner"

_REGISTERS: tuple[tuple[type[Record], str, tuple[str, ...]], ...] = (
    (Risk, "Risks", ("event", "stage", "side", "owner", "amount", "state")),
    (Issue, "Issues", ("name", "stage", "owner", "raised_on", "amount", "state")),
    (Opportunity, "Opportunities", ("name", "stage", "owner", "amount", "state")),
    (Lesson, "Lessons", ("name", "stage", "recommended", "applied", "state")),
    (Action, "Actions", ("name", "stage", "owner", "due", "done_on", "state")),
    (
        OutcomeMeasure,
        "Outcomes and measures",
        ("name", "outcome", "unit", "baseline", "planned", "actual"),
    ),
    (Benefit, "Benefits", ("name", "stage", "words", "owner")),
    (Contract, "Contracts", ("name", "provider", "lead_partner", "value", "ends")),
    (Engagement, "Engagement", ("name", "group", "date", "state", "came_back")),
    (Submission, "Submissions and milestones", ("name", "kind", "recipient", "due", "state")),
)
"""Each register with its title and the fields that are shown of its records."""

_OTHERS: tuple[tuple[type[Record], str, str], ...] = (
    (StatedFigure, "partners", "Stated figure"),
    (Assumption, "gap", "Assumption"),
    (Pressure, "gap", "Pressure"),
    (OfficerTime, "people", "Officers' time"),
    (Candidate, "priorities", "Candidate"),
    (Envelope, "priorities", "Envelope"),
)
"""What else can name an area, and where it is shown."""


@dataclass(frozen=True)
class _About:
    """The area, those inside it, and the plan."""

    plan: Plan
    area: str
    inside: frozenset[str | None]

    @property
    def years(self) -> list[int]:
        return self.plan.years

    def has_line(self, line: object) -> bool:
        """Whether a budget line is in the area: what is tied to it is about the area, too."""
        lines = self.plan.table(BudgetLine)
        return line in lines and lines.value(str(line), "service_area") in self.inside

    def year_heads(self) -> tuple[Heading, ...]:
        return tuple(Heading(year_label(year), "money") for year in self.years)


def area_file(plan: Plan, area: str) -> tuple[PlacedTable, ...]:
    """The tables about an area, those with nothing in them among them. Raises Refusal where it is gone."""
    areas = plan.table(ServiceArea)
    if area not in areas:
        raise Refusal("That service area is no longer in the plan.")
    about = _About(plan, area, frozenset[str | None](within(areas, area)))
    inside = {held for held in about.inside if held is not None}
    return (
        _stages(about),
        _money(about),
        _pools(about),
        _gap(about),
        _savings(about),
        _reviews(about),
        _proposals(about),
        *_registers(about),
        consolidation_table(plan, inside),
        evaluation_table(plan, inside),
        structure_table(plan, inside),
        _others(about),
    )


def area_report(plan: Plan, area: str) -> Report:
    """The same as a report; tables with nothing in them are left out."""
    name = plan.records.name(ServiceArea.TABLE, area)
    tables = tuple(held.plain for held in area_file(plan, area) if held.rows)
    return Report(
        f"Everything about {name}",
        "The area with those inside it; net revenue in cash, with capital and what is in kind apart",
        tables,
    )


def _stages(about: _About) -> PlacedTable:
    """Stage and arrangement by year."""
    standings, records = Standings(about.plan.records), about.plan.records
    rows: list[PlacedRow] = []
    for year in about.plan.pathway_years:
        held = standings.of(about.area, year)
        own = held.set_on == about.area
        source = records.name(ServiceArea.TABLE, held.set_on)
        cells = (
            year_label(year),
            held.stage.capitalize(),
            held.arrangement.capitalize(),
            records.name(Pool.TABLE, held.pool),
            records.name(Partner.TABLE, held.lead_partner),
            "its own" if own else f"inherited from {source}" if source else "not set",
        )
        rows.append(PlacedRow(cells, Place("pathway", ServiceArea.TABLE, about.area, year)))
    heads = headings("Year", "Stage", "Arrangement", "Pool", "Lead", "Set")
    return PlacedTable("Stage and arrangement", heads, tuple(rows), "The plan has no pathway yet.")


def _money(about: _About) -> PlacedTable:
    """Net revenue by partner and year, with the number of lines; capital and in kind below."""
    figures, plan = about.plan.figures, about.plan
    counts: dict[str | None, int] = {}
    for (partner, area), count in figures.lines.items():
        if area in about.inside:
            counts[partner] = counts.get(partner, 0) + count
    scope = Scope(areas=about.inside)
    net = totals_by(figures, lambda cell: (cell.partner, cell.year), scope)
    order = {held.id: at for at, held in enumerate(plan.table(Partner).ordered())}
    rows: list[PlacedRow] = []
    for partner in sorted(counts, key=lambda key: order.get(key or "", len(order))):
        name = plan.records.name(Partner.TABLE, partner) or NO_PARTNER
        sums = [net.get((partner, year)) for year in about.years]
        place = Place("budgets", "service_area,partner", f"{about.area},{partner or ''}")
        rows.append(PlacedRow((name, counts[partner], *sums), place))
    whole = Place("budgets", ServiceArea.TABLE, about.area)
    if len(rows) > 1:
        sums = _by_year(about, scope)
        rows.append(PlacedRow((TOTAL, sum(counts.values()), *sums), whole))
    for name, other in (
        ("Capital, all partners", Scope(areas=about.inside, nature=CAPITAL.nature)),
        (
            "In kind, all partners",
            Scope(areas=about.inside, nature=REVENUE.nature, in_kind=True),
        ),
    ):
        sums = _by_year(about, other)
        if any(held is not None for held in sums):
            rows.append(PlacedRow((name, None, *sums), whole))
    heads = (Heading("Net revenue in cash"), Heading("Lines", "count"), *about.year_heads())
    return PlacedTable("Money", heads, tuple(rows), "No budget line is in this area yet.")


def _by_year(about: _About, scope: Scope) -> list[Cell]:
    sums = totals_by(about.plan.figures, lambda cell: cell.year, scope)
    return [sums.get(year) for year in about.years]


def _pools(about: _About) -> PlacedTable:
    """The pools into which the area, or one inside it, goes, and in which years."""
    plan, standings = about.plan, Standings(about.plan.records)
    found: dict[str, list[int]] = {}
    for year in plan.pathway_years:
        pools = {standings.of(area, year).pool for area in about.inside}
        for pool in pools:
            if pool in plan.table(Pool) and pool is not None:
                found.setdefault(pool, []).append(year)
    rows = tuple(
        PlacedRow(
            (
                pool.name,
                plan.records.name(Partner.TABLE, pool.host),
                pool.legal_basis,
                ", ".join(map(year_label, found[pool.id])),
            ),
            Place("pools", Pool.TABLE, pool.id, found[pool.id][0]),
        )
        for pool in plan.table(Pool).ordered()
        if pool.id in found
    )
    return PlacedTable(
        "Pools",
        headings("Pool", "Host", "Legal basis", "Years"),
        rows,
        "No pool takes this area in.",
    )


def _gap(about: _About) -> PlacedTable:
    """What the area requires if nothing is done, and what is taken off."""
    heads = (Heading("Gap"), *about.year_heads())
    if not is_used(about.plan.records):
        return PlacedTable("Gap", heads, (), "Nothing is assumed about the years to come yet.")
    gap = Gap(about.plan.records, about.plan.figures)
    years = gap.years
    required = [gap.requirement.of(year, areas=about.inside) for year in years]
    saved = [gap.saved(year, areas=about.inside).net for year in years]
    place = Place("gap", ServiceArea.TABLE, about.area)
    rows = (
        PlacedRow(("Required if nothing is done", *(held.total for held in required)), place),
        PlacedRow(("Efficiency assumed", *(-held.efficiency for held in required)), place),
        PlacedRow(("Savings with a scheme, less their cost", *(-held for held in saved)), place),
        PlacedRow(
            (
                "Required after these",
                *(
                    held.total - held.efficiency - off
                    for held, off in zip(required, saved, strict=True)
                ),
            ),
            place,
        ),
    )
    heads = (Heading("Gap"), *(Heading(year_label(year), "money") for year in years))
    return PlacedTable("Gap", heads, rows)


def _savings(about: _About) -> PlacedTable:
    """Savings whose benefit falls in the area, or whose target a line of it holds; net of their cost."""
    plan, lines = about.plan, about.plan.table(BudgetLine)
    rows: list[PlacedRow] = []
    for held in plan.table(Saving).ordered():
        line = held.target_line if held.target_line in lines else None
        holds = line is not None and lines.value(line, "service_area") in about.inside
        falls = held.benefit_area in about.inside
        if not (holds or falls):
            continue
        net = [
            delivered(held, year) - cost_to_achieve(plan.records, held.id, year)
            for year in about.years
        ]
        part = "both" if holds and falls else "benefit" if falls else "target"
        cells = (held.name, part, held.status.capitalize(), *net)
        rows.append(PlacedRow(cells, Place("gap", Saving.TABLE, held.id)))
    heads = (*headings("Saving", "Here", "Status"), *about.year_heads())
    return PlacedTable("Savings", heads, tuple(rows), "No saving is planned here.")


def _reviews(about: _About) -> PlacedTable:
    """The stage reviews of the area and of those inside it."""
    plan = about.plan
    rows: list[PlacedRow] = []
    for held in plan.table(StageReview).ordered():
        if held.service_area not in about.inside:
            continue
        state = gate_state(plan.records, held, plan.figures)
        rows.append(
            PlacedRow(
                (
                    f"{held.from_stage.capitalize()} to {held.to_stage}",
                    plan.records.name(ServiceArea.TABLE, held.service_area),
                    "" if held.year is None else year_label(held.year),
                    day_words(held.due),
                    state.words[0][:1].upper() + state.words[0][1:],
                    decided_words(plan, held),
                ),
                Place("pathway", StageReview.TABLE, held.id, held.year),
                TONES.get(state.tone, ""),
            )
        )
    return PlacedTable(
        "Stage reviews",
        headings("Gate", "Area", "Holds from", "Due", "How it stands", "Decisions"),
        tuple(rows),
        "No stage review has been started.",
    )


def _proposals(about: _About) -> PlacedTable:
    """Proposals about the area, each with what every body that was asked said."""
    plan = about.plan
    reviewed = {
        held.proposal
        for held in plan.table(StageReview).values()
        if held.service_area in about.inside
    }
    rows: list[PlacedRow] = []
    for held in plan.table(Proposal).ordered():
        if held.service_area not in about.inside and held.id not in reviewed:
            continue
        asked = decisions_of(plan.records, held.id)
        if not asked:
            place = Place("decisions", Proposal.TABLE, held.id)
            rows.append(PlacedRow((held.name, held.asks, "", "no body asked yet", ""), place))
        for said in asked:
            when = day_words(said.decided_on.isoformat()) if said.decided_on else ""
            body = body_name(plan.records, said.body)
            key = said.decision.id if said.decision else ""
            rows.append(
                PlacedRow(
                    (held.name, held.asks, body, said.state.capitalize(), when),
                    Place("decisions", "decision", key),
                )
            )
    return PlacedTable(
        "Proposals and decisions",
        headings("Proposal", "Asks to", "Body", "Outcome", "Date"),
        tuple(rows),
        "No proposal is about this area.",
    )


def _registers(about: _About) -> Iterator[PlacedTable]:
    """Each register's records of the area; lessons applied in it are among them."""
    records = about.plan.records
    for kind, title, fields in _REGISTERS:
        table, columns = about.plan.table(kind), [column_named(kind, name) for name in fields]
        links = [name for name in ("service_area", "applied_area") if name in kind.NAMES]
        lines = table.index("line") if "line" in kind.NAMES else None
        rows: list[PlacedRow] = []
        for held in table.ordered():
            here = any(table.value(held.id, name) in about.inside for name in links)
            if not here and not (lines is not None and about.has_line(held.row[lines])):
                continue
            cells: list[Cell] = []
            for column in columns:
                value = table.value(held.id, column.name)
                money = column.kind.name == "MONEY"
                cells.append(
                    value
                    if money and isinstance(value, int)
                    else None
                    if money
                    else show_field(records, column, value).replace("\n", " ")
                )
            rows.append(PlacedRow(tuple(cells), Place("registers", kind.TABLE, held.id)))
        heads = tuple(
            Heading(
                column.label.replace("In pounds", "Amount"),
                "money" if column.kind.name == "MONEY" else "text",
            )
            for column in columns
        )
        yield PlacedTable(title, heads, tuple(rows), f"No {kind.ONE} of this area.")


def _others(about: _About) -> PlacedTable:
    """Whatever else names the area: assumptions, officers' time, candidates and envelopes among it."""
    records, rows = about.plan.records, list[PlacedRow]()
    for kind, screen, words in _OTHERS:
        table = about.plan.table(kind)
        place = table.index("service_area")
        for held in table.values():
            if held.row[place] in about.inside:
                area = records.name(ServiceArea.TABLE, str(held.row[place]))
                name = records.name(kind.TABLE, held.id)
                if name == held.id:  # an envelope has no name of its own, but a year
                    year = table.value(held.id, "year")
                    name = year_label(year) if isinstance(year, int) else ""
                rows.append(PlacedRow((words, name, area), Place(screen, kind.TABLE, held.id)))
    return PlacedTable(
        "Also about it",
        headings("What", "Name", "Area"),
        tuple(rows),
        "Nothing else names this area.",
    )
