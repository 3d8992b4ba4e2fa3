"""The Pools report: contributions, balances, instalments, agreements; and the bridge between two years."""

from collections.abc import Iterator

from jcplanner.domain.agreements import terms, versions
from jcplanner.domain.column import Column, Kind
from jcplanner.domain.contribution_bridge import CHANGES, Bridged, bridge
from jcplanner.domain.instalments import instalments
from jcplanner.domain.money import show_headline
from jcplanner.domain.pooling import Contributed, Pooled
from jcplanner.domain.pools import Pool
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.drawings import Bar, Bridge
from jcplanner.reports.pool_sheet import name_of
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

_DAY = Column("day", "Day", Kind.DATE)
PARTS = (
    "Base",
    "Recurrent changes",
    "Inflation",
    "Agreed changes",
    "Efficiency",
    "Non-recurrent",
)
"""The parts of a build-up, in the order of the clause [S24]."""

_TONES = ("idle", "idle", "warn", "warn", "warn", "integrate", "idle", "accent", "bad")
"""The tone of each of `CHANGES` in the chart."""


def contribution_bridge(
    plan: Plan, pool: str, year: int, partner: str | None = None, *, whole: bool = True
) -> Bridge:
    """From the contribution of the year before to that of a year, of a pool or of one partner.

    The bars sum exactly; changes of nothing are left out.
    """
    found = bridge(Pooled(plan.records, plan.figures), pool, year, partner, whole=whole)
    who = "All partners" if whole else name_of(plan, partner)
    last, this = year_label(year - 1), year_label(year)
    bars = [Bar(last, found.last, "align", True)]
    for name, pence, tone in zip(CHANGES, found.changes, _TONES, strict=True):
        if pence:
            bars.append(Bar(_named(name, found), pence, tone))
    bars.append(Bar(this, found.this, "align", True))
    pool_name = plan.records.name("pool", pool)
    changes = [f"{bar.name.lower()} {show_headline(bar.pence)}" for bar in bars[1:-1]]
    said = f": {', '.join(changes)}" if changes else ", without a change"
    return Bridge(
        f"{pool_name}: contributions from {last} to {this}",
        f"{who}, cash contributions, {last} to {this}",
        tuple(bars),
        f"{who}: contributions go from {show_headline(found.last)} in {last} to "
        f"{show_headline(found.this)} in {this}{said}.",
    )


def _named(name: str, found: Bridged) -> str:
    return "Base" if name == "Rebasing" and not found.last else name


def pools_report(plan: Plan) -> Report:
    """Every pool by year: contributions and what they rest on, balances, instalments, agreements."""
    pooled = Pooled(plan.records, plan.figures)
    return Report(
        "Pools",
        "Contributions in cash, with those in kind beside them; expenditure is the net of a pool's lines",
        (
            _contributions(plan, pooled),
            _balances(plan, pooled),
            _changes(plan, pooled),
            _instalments(plan, pooled),
            _versions(plan),
            _checklist(plan),
        ),
    )


def _pool_years(plan: Plan, pooled: Pooled) -> Iterator[tuple[Pool, int]]:
    for pool in plan.table(Pool).ordered():
        for year in pooled.years(pool.id):
            yield pool, year


def _contributions(plan: Plan, pooled: Pooled) -> ReportTable:
    rows: list[tuple[Cell, ...]] = []
    for pool, year in _pool_years(plan, pooled):
        for held in pooled.contributions(pool.id, year):
            rows.append(
                (
                    pool.name,
                    year_label(year),
                    name_of(plan, held.partner),
                    held.status.capitalize(),
                    *_parts(held),
                    held.amount,
                    held.in_kind,
                    held.rests_on.capitalize(),
                    held.own_lines,
                )
            )
    words = (*PARTS, "Contribution", "In kind")
    heads = [Heading(word, "money") for word in words]
    return ReportTable(
        "Contributions",
        (
            *(Heading(word) for word in ("Pool", "Year", "Partner", "Status")),
            *heads,
            Heading("Rests on"),
            Heading("Net of its own lines", "money"),
        ),
        tuple(rows),
    )


def _parts(held: Contributed) -> tuple[int | None, ...]:
    if held.parts is not None:
        return tuple(held.parts)
    return (*(None,) * 5, held.non_recurrent or None)


def _balances(plan: Plan, pooled: Pooled) -> ReportTable:
    rows: list[tuple[Cell, ...]] = []
    for pool, year in _pool_years(plan, pooled):
        given = pooled.contributions(pool.id, year)
        spent = sum(pooled.expenditure(pool.id, year).values())
        income = sum(held.amount for held in given)
        kind = sum(held.in_kind for held in given)
        rows.append((pool.name, year_label(year), income, spent, income - spent, kind))
    money = ("Contributions", "Expenditure", "Balance", "In kind")
    return ReportTable(
        "Balance",
        (Heading("Pool"), Heading("Year"), *(Heading(word, "money") for word in money)),
        tuple(rows),
    )


def _changes(plan: Plan, pooled: Pooled) -> ReportTable:
    """What leads from each year's contributions to the next."""
    rows: list[tuple[Cell, ...]] = []
    for pool, year in _pool_years(plan, pooled):
        if year == plan.years[0]:
            continue
        partners = {
            held.partner: None
            for at in (year - 1, year)
            for held in pooled.contributions(pool.id, at)
        }
        for partner in partners:
            found = bridge(pooled, pool.id, year, partner, whole=False)
            rows.append((pool.name, year_label(year), name_of(plan, partner), *found))
    words = ("Year before", *CHANGES, "This year")
    return ReportTable(
        "From year to year",
        (
            *(Heading(word) for word in ("Pool", "Year", "Partner")),
            *(Heading(word, "money") for word in words),
        ),
        tuple(rows),
    )


def _instalments(plan: Plan, pooled: Pooled) -> ReportTable:
    rows = tuple(
        (
            pool.name,
            year_label(year),
            name_of(plan, due.partner),
            due.quarter,
            due.expected,
            due.received,
            _DAY.show(due.received_on),
            due.outstanding,
            "Overdue" if due.is_overdue else "",
        )
        for pool, year in _pool_years(plan, pooled)
        for due in instalments(plan.records, pooled.contributions(pool.id, year), pool.id, year)
    )
    heads = (
        *(Heading(word) for word in ("Pool", "Year", "Partner")),
        Heading("Quarter", "count"),
        Heading("Expected", "exact"),
        Heading("Received", "exact"),
        Heading("Received on"),
        Heading("Outstanding", "exact"),
        Heading("State"),
    )
    return ReportTable("Instalments", heads, rows)


def _versions(plan: Plan) -> ReportTable:
    rows = tuple(
        (
            pool.name,
            held.name,
            held.status.capitalize(),
            _DAY.show(held.agreed_on),
            _DAY.show(held.effective_from),
            _DAY.show(held.effective_to),
            held.note,
        )
        for pool in plan.table(Pool).ordered()
        for held in versions(plan.records, pool.id)
    )
    words = ("Pool", "Version", "Status", "Agreed on", "Holds from", "Holds until")
    heads = (*(Heading(word) for word in words), Heading("What it changes"))
    return ReportTable("Agreement versions", heads, rows)


def _checklist(plan: Plan) -> ReportTable:
    rows = tuple(
        (
            pool.name,
            term.item.paragraph,
            term.item.words,
            term.state.capitalize(),
            term.clause,
            term.words,
        )
        for pool in plan.table(Pool).ordered()
        for term in terms(plan.records, pool.id)
    )
    heads = ("Pool", "Regulation", "Item", "State", "Clause", "What it says")
    return ReportTable("Regulation 7(3)", tuple(Heading(head) for head in heads), rows)
