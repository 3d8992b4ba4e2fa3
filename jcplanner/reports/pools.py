"""Pools in words and figures: contributions, balances, instalments, agreements, bridges between years."""

from collections.abc import Iterator
from dataclasses import dataclass

from jcplanner.domain.agreements import settled, terms, versions
from jcplanner.domain.column import Column, Kind
from jcplanner.domain.contribution_bridge import CHANGES, Bridged, bridge
from jcplanner.domain.dates import read_day, say_day
from jcplanner.domain.instalments import Due, instalments
from jcplanner.domain.money import show_headline, show_plain
from jcplanner.domain.partners import Partner
from jcplanner.domain.pooling import OWN_LINES, BuildUp, Contributed, Pooled
from jcplanner.domain.pools import Pool
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.behind import Drill, Keys
from jcplanner.reports.drawings import Bar, Bridge
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

NO_PARTNER = "No partner"

_DAY = Column("day", "Day", Kind.DATE)
_TONES = ("idle", "idle", "warn", "warn", "warn", "integrate", "idle", "accent", "bad")
"""The tone of each of `CHANGES` in the chart."""


def pool_words(plan: Plan, pool: Pool) -> str:
    """What a pool is, in a few words: "section 75, hosted by Herefordshire Council, from 1 April 2018"."""
    basis = _basis_words(pool.legal_basis)
    host = plan.records.name("partner", pool.host)
    parts = [basis] if basis else []
    parts.append(f"hosted by {host}" if host else "no host yet")
    starts, ends = read_day(pool.starts), read_day(pool.ends)
    if starts:
        parts.append(f"from {say_day(starts)}")
    if ends:
        parts.append(f"until {say_day(ends)}")
    return ", ".join(parts)


def _basis_words(basis: str) -> str:
    """A legal basis as people say it: "s75 NHS Act 2006" is "section 75"."""
    if basis == "not given":
        return ""
    word = basis.split(" ", 1)[0]
    return f"section {word[1:]}" if word[1:2].isdigit() else basis.removeprefix("none: ")


def contribution_bridge(
    plan: Plan, pool: str, year: int, partner: str | None = None, *, whole: bool = True
) -> Bridge:
    """From the contribution of the year before to that of a year, of a pool or of one partner.

    The bars sum exactly; changes of nothing are left out.
    """
    found = bridge(Pooled(plan.records, plan.figures), pool, year, partner, whole=whole)
    who = "All partners" if whole else plan.records.name("partner", partner) or NO_PARTNER
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


@dataclass(frozen=True, slots=True)
class PoolSheet:
    """One pool and year as the screen lays it out; pence, cash but for ``in_kind``."""

    rows: tuple[Contributed, ...]
    income: int
    in_kind: int
    expenditure: int

    @property
    def balance(self) -> int:
        """Contributions less expenditure: 0, or a problem (rule 4)."""
        return self.income - self.expenditure


def pool_sheet(plan: Plan, pool: str, year: int) -> PoolSheet:
    """What each partner puts in, beside every owner of the plan that could, and the sums."""
    pooled = Pooled(plan.records, plan.figures)
    given = {held.partner: held for held in pooled.contributions(pool, year)}
    rows: list[Contributed] = []
    for partner in plan.table(Partner).ordered():
        held = given.get(partner.id)
        if held is not None:
            rows.append(held)
        elif partner.plan_role in ("owner", "co-owner"):
            rows.append(Contributed(partner.id, 0, OWN_LINES, "indicative", 0, 0, 0, None))
    if None in given:
        rows.append(given[None])
    return PoolSheet(
        tuple(rows),
        sum(held.amount for held in rows),
        sum(held.in_kind for held in rows),
        sum(pooled.expenditure(pool, year).values()),
    )


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """One instalment, or (quarter 0) all of a partner's, or (no partner) all of them; pence.

    ``state`` is "overdue", "received", "in part" or "".
    """

    partner: str | None
    quarter: int
    expected: int
    received: int | None
    outstanding: int
    state: str


def instalment_rows(plan: Plan, pool: str, year: int) -> tuple[InstalmentRow, ...]:
    """Every instalment of a year with a total for each partner, and one for all where there are several."""
    given = Pooled(plan.records, plan.figures).contributions(pool, year)
    due = instalments(plan.records, given, pool, year)
    found: list[InstalmentRow] = []
    partners = list(dict.fromkeys(held.partner for held in due))
    for partner in partners:
        own = [held for held in due if held.partner == partner]
        found += [_instalment(held) for held in own]
        found.append(_all(partner, own))
    if len(partners) > 1:
        found.append(_all(None, list(due)))
    return tuple(found)


def _instalment(held: Due) -> InstalmentRow:
    state = ""
    if held.is_overdue:
        state = "overdue"
    elif held.received is not None:
        state = "received" if held.outstanding <= 0 else "in part"
    return InstalmentRow(
        held.partner, held.quarter, held.expected, held.received, held.outstanding, state
    )


def _all(partner: str | None, held: list[Due]) -> InstalmentRow:
    late = sum(one.outstanding for one in held if one.is_overdue)
    return InstalmentRow(
        partner,
        0,
        sum(one.expected for one in held),
        sum(one.received or 0 for one in held),
        sum(one.outstanding for one in held),
        "overdue" if late else "",
    )


def pool_drill(plan: Plan, pool: str, year: int, partners: Keys | None = None) -> Drill:
    """The lines that lie in a pool in a year, of all partners or of some."""
    held = plan.table(Pool)[pool]
    names = (
        "" if partners is None else f" of {' and '.join(name_of(plan, key) for key in partners)}"
    )
    title = f"{held.name}, {year_label(year)}: lines{names}"
    return Drill(title, (year,), partners, pool=pool, nature=held.nature)


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


def name_of(plan: Plan, partner: str | None) -> str:
    """A partner's name; words for lines that have none."""
    return plan.records.name("partner", partner) or NO_PARTNER


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
    words = (*BuildUp._fields, "contribution", "in_kind")
    heads = [Heading(word.replace("_", " ").capitalize(), "money") for word in words]
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


def agreement_words(plan: Plan, pool: str) -> str:
    """How far the agreement has come: "Agreement 11 of 13"."""
    held = terms(plan.records, pool)
    return f"Agreement {settled(held)} of {len(held)}"


def balance_words(balance: int) -> str:
    """A balance in words: which way it is out, or that it is not."""
    if not balance:
        return "Contributions meet the expenditure."
    way = "more" if balance > 0 else "less"
    return f"Contributions are {show_plain(abs(balance))} {way} than expenditure."
