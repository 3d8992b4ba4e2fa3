"""Pools in the year: each line's budget, actual to date and forecast; and the memorandum account."""

from dataclasses import dataclass
from typing import NamedTuple

from jcplanner.domain.figures import Standings
from jcplanner.domain.in_year import (
    EACH_MONTH,
    LAST_PERIOD,
    LineInYear,
    months_of,
    period_words,
    pool_lines,
    variance_words,
)
from jcplanner.domain.memorandum import YEAR_END, Account, account
from jcplanner.domain.money import show_headline, show_plain
from jcplanner.domain.outturns import PERIODS
from jcplanner.domain.partners import Partner
from jcplanner.domain.pooling import pool_years
from jcplanner.domain.pools import Pool
from jcplanner.domain.risk_share_words import percent_words
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

_SCOPE = "net, of the pool's own nature, in cash; without lines kept out of the pool"


@dataclass(frozen=True)
class InYearSheet:
    """A pool's lines in a year as they stood at the end of a period, and what they add up to, net.

    ``newest`` is the last period for which anything is typed, 0 where nothing is.
    """

    lines: tuple[LineInYear, ...]
    period: int
    newest: int
    budget: int
    actual: int
    expected: int
    without_forecast: int

    @property
    def variance(self) -> str:
        """What the pool ends the year at as now known, in words."""
        return variance_words(self.expected - self.budget)

    def given(self, period: int) -> int:
        """How many lines have an actual figure for a period."""
        return sum(line.to_date[period - 1] is not None for line in self.lines)

    def total(self, period: int, way: str) -> int | None:
        """The net of one period over all lines that have a figure for it; None where none has."""
        found = [
            line.net(pence)
            for line in self.lines
            if (pence := shown_figure(line, period, way)) is not None
        ]
        return sum(found) if found else None


def shown_figure(line: LineInYear, period: int, way: str) -> int | None:
    """A line's actual of one period, as kept: to date, or of that month alone."""
    figures = months_of(line.to_date) if way == EACH_MONTH else line.to_date
    return figures[period - 1]


def in_year_sheet(plan: Plan, pool: str, year: int, period: int = LAST_PERIOD) -> InYearSheet:
    """The lines of a pool in a year with their figures up to the end of a period."""
    lines = tuple(pool_lines(plan.records, pool, year, None, period))
    newest = max(
        (
            place
            for line in lines
            for place in PERIODS
            if line.to_date[place - 1] is not None or line.forecasts[place - 1] is not None
        ),
        default=0,
    )
    return InYearSheet(
        lines,
        period,
        newest,
        sum(line.net(line.budget) for line in lines),
        sum(line.net(line.latest.actual) for line in lines),
        sum(line.expected for line in lines),
        sum(line.latest.outturn is None for line in lines),
    )


class StatementRow(NamedTuple):
    """One row of the memorandum account: what it is, in pence its figures, and what is to be said.

    ``kind`` is "head", "row", "total" or "bad" (nobody's money).
    """

    kind: str
    label: str
    budget: int | None = None
    to_date: int | None = None
    outturn: int | None = None
    words: str = ""


def statement_rows(plan: Plan, held: Account) -> list[StatementRow]:
    """The memorandum account as rows: income, expenditure, surplus or deficit, and who bears it."""
    rows = [StatementRow("head", "Income by partner")]
    for given in held.income:
        if given.received is None:
            said = f"{show_plain(given.due)} due so far; nothing recorded as received"
        elif given.is_host:
            said = "host: holds its own contribution"
        else:
            left = given.due - given.received
            said = f"{show_plain(given.due)} due so far" + (
                f", {show_plain(left)} of it not received" if left > 0 else ""
            )
        rows.append(
            StatementRow(
                "row",
                _partner(plan, given.partner),
                given.contribution,
                given.received,
                given.contribution,
                said,
            )
        )
    rows.append(
        StatementRow(
            "total", "Income of the pool", held.contributed, held.received, held.contributed
        )
    )
    rows.append(StatementRow("head", "Expenditure by scheme"))
    for line in held.lines:
        rows.append(
            StatementRow(
                "row",
                line.line.description,
                None if line.budget is None else line.net(line.budget),
                None if line.latest.actual is None else line.net(line.latest.actual),
                line.expected,
                line.words or "no forecast: counted at its budget",
            )
        )
    rows.append(
        StatementRow(
            "total",
            "Expenditure of the pool",
            held.budget,
            held.spent,
            held.expected,
            variance_words(held.over),
        )
    )
    rows.append(
        StatementRow(
            "total",
            _result_label(held.surplus),
            held.balance,
            None if held.received is None else held.received - held.spent,
            held.surplus,
            "contributions less expenditure",
        )
    )
    if held.balance:
        rows.append(
            StatementRow(
                "bad",
                "Of this: contributions and budget differ",
                None,
                None,
                held.balance,
                "no over- or underspend; the pool is out of balance",
            )
        )
    rows += _shares(plan, held)
    return rows


def _shares(plan: Plan, held: Account) -> list[StatementRow]:
    """Who bears the over- or underspend; positive is paid, as the words say."""
    shared = held.shared
    if shared is None or not shared.amount:
        words = "no forecast yet" if shared is None else "on budget: there is nothing to share out"
        return [StatementRow("head", "Shares of the over- or underspend", words=words)]
    sign = -1 if shared.amount < 0 else 1
    verb = "pays" if sign > 0 else "gets back"
    rows = [StatementRow("head", f"Shares of the {'overspend' if sign > 0 else 'underspend'}")]
    for party, pence in zip(shared.case.parties, shared.partners, strict=True):
        share = ""
        if pence and party.contribution > 0:
            share = f", {percent_words(round(abs(pence) * 10_000 / party.contribution))} of its contribution"
        said = f"{verb if sign * pence >= 0 else 'gets back' if sign > 0 else 'pays'}{share}"
        name = _partner(plan, party.partner)
        rows.append(StatementRow("row", name, None, None, abs(pence), said if pence else "nothing"))
    if shared.kept:
        said = "taken from elsewhere than a partner" if sign > 0 else "stays elsewhere"
        rows.append(StatementRow("row", "Elsewhere", None, None, abs(shared.kept), said))
    if shared.unallocated:
        said = "no rule takes it; both chief finance officers must agree"
        left = abs(shared.unallocated)
        rows.append(StatementRow("bad", "Unallocated", None, None, left, said))
    return rows


def account_words(plan: Plan, held: Account) -> str:
    """How the year ends and who bears it, in one sentence: "£1.3m over: Council pays £600k, ..."."""
    shared = held.shared
    if shared is None:
        return "No forecast yet: the pool stands at its budget."
    if not shared.amount:
        return "The pool is forecast to end on budget."
    over = shared.amount > 0
    sign = 1 if over else -1
    parts: list[str] = []
    for party, pence in zip(shared.case.parties, shared.partners, strict=True):
        if pence:
            pays = pence > 0
            partner = plan.table(Partner).get(party.partner)
            name = partner.short if partner else party.partner
            parts.append(f"{name} {'pays' if pays else 'gets back'} {show_headline(abs(pence))}")
    if shared.kept:
        where = "comes from elsewhere" if over else "stays elsewhere"
        parts.append(f"{show_headline(sign * shared.kept)} {where}")
    if shared.unallocated:
        parts.append(f"{show_headline(abs(shared.unallocated))} is unallocated")
    size = show_headline(abs(shared.amount))
    return f"{size} {'over' if over else 'under'}: {', '.join(parts)}."


def _result_label(pence: int) -> str:
    return "Deficit" if pence < 0 else "Surplus" if pence > 0 else "Surplus or deficit"


def _partner(plan: Plan, partner: str | None) -> str:
    held = plan.table(Partner).get(partner) if partner else None
    return held.name if held else "No partner"


def in_year_report(plan: Plan) -> Report:
    """Every pool and year with in-year figures: its lines, what they cost to date, and their forecasts."""
    tables: list[ReportTable] = []
    stands = Standings(plan.records)
    for pool in plan.table(Pool).ordered():
        for year in pool_years(plan.records, pool.id):
            lines = pool_lines(plan.records, pool.id, year, stands)
            if any(line.latest.actual_period or line.latest.forecast_period for line in lines):
                title = f"{pool.name}, {year_label(year)}"
                tables.append(ReportTable(title, _HEADS, tuple(_row(plan, held) for held in lines)))
    return Report("In-year", f"Pools with in-year figures; {_SCOPE}", tuple(tables))


_HEADS = (
    Heading("Line"),
    Heading("Partner"),
    Heading("Budget", "exact"),
    Heading("Actual to date", "exact"),
    Heading("At the end of"),
    Heading("Straight line", "exact"),
    Heading("Forecast outturn", "exact"),
    Heading("Variance"),
)


def _row(plan: Plan, held: LineInYear) -> tuple[Cell, ...]:
    latest = held.latest
    net = [
        None if pence is None else held.net(pence)
        for pence in (held.budget, latest.actual, latest.straight_line, latest.outturn)
    ]
    when = period_words(latest.actual_period) if latest.actual_period else ""
    return (
        held.line.description,
        _partner(plan, held.line.partner),
        net[0],
        net[1],
        when,
        net[2],
        net[3],
        held.words,
    )


def memorandum_report(plan: Plan) -> Report:
    """The year-end account of every pool in every year that it has money in."""
    tables: list[ReportTable] = []
    for pool in plan.table(Pool).ordered():
        for year in pool_years(plan.records, pool.id):
            held = account(plan.records, plan.figures, pool.id, year, YEAR_END)
            if held.lines or held.income:
                tables.append(
                    ReportTable(
                        f"{pool.name}, {year_label(year)}",
                        _ACCOUNT_HEADS,
                        tuple(row[1:] for row in statement_rows(plan, held)),
                    )
                )
    scope = f"Income by partner, expenditure by scheme, surplus or deficit and shares; {_SCOPE}"
    return Report("Memorandum account", scope, tuple(tables))


_ACCOUNT_HEADS = (
    Heading("Year end"),
    Heading("Budget", "exact"),
    Heading("To date", "exact"),
    Heading("Outturn as now known", "exact"),
    Heading("In words"),
)
