"""Who bears a pool's overspend or keeps its underspend: an amount tried, rule by rule, and the curves.

Amounts of an overspend are what is paid; of an underspend what is given back: both stand positive, and the
words say which. Where a line's own rules turn the rest around, that part stands in brackets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.in_year import (
    PoolOutturn,
    period_words,
    pool_outturns,
    ring_fenced_sources,
    variance_words,
)
from jcplanner.domain.money import show_headline
from jcplanner.domain.partners import Partner
from jcplanner.domain.pooling import Pooled, pool_years
from jcplanner.domain.pools import Pool
from jcplanner.domain.risk_case import (
    SPAN,
    USUAL_OVER,
    case_of,
    forecast_case,
    rules_of,
    shares_of,
    spending_of,
    tried_amount,
)
from jcplanner.domain.risk_share import Case, LineOut, Shared, share_out
from jcplanner.domain.risk_share_words import percent_words, rule_words
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.drawings import Curve, Curves
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

UNALLOCATED = "Unallocated"
UNALLOCATED_WORDS = "no rule takes it. Both chief finance officers must agree before it is spent."
UNALLOCATED_UNDER = "no rule says who gets it. Both chief finance officers must agree first."


class TriedRow(NamedTuple):
    """One rule in its order: what it says, and in pence what it takes, from whom, and what is left."""

    rule: str
    number: int
    name: str
    words: str
    takes: int
    partners: tuple[int, ...]
    kept: int
    left: int


@dataclass(frozen=True)
class Tried:
    """An over- or underspend of a pool tried out. ``sign`` is 1 for over and -1 for under."""

    amount: int
    sign: int
    partners: tuple[str, ...]
    rows: tuple[TriedRow, ...]
    unallocated: int
    about: str
    is_forecast: bool

    @property
    def keeps(self) -> bool:
        """Whether any of it comes from or stays elsewhere than with a partner."""
        return any(row.kept for row in self.rows)

    @property
    def unallocated_words(self) -> str:
        """What is to be said beside the amount that no rule takes."""
        return UNALLOCATED_WORDS if self.sign > 0 else UNALLOCATED_UNDER


class RiskOfPool:
    """A pool's risk share in a year as the plan now stands: what can be tried, and the curves."""

    def __init__(
        self,
        plan: Plan,
        pool: str,
        year: int,
        pooled: Pooled | None = None,
        outturns: Mapping[str, PoolOutturn] | None = None,
    ) -> None:
        """``pooled`` and ``outturns`` are what all pools share, for whoever asks about more than one."""
        self.plan, self.pool, self.year = plan, pool, year
        records = plan.records
        held = pooled or Pooled(records, plan.figures)
        self.rules = rules_of(records, pool)
        self.shares = shares_of(records, self.rules)
        self.case: Case = case_of(held, pool, year, 0)
        self.spending = spending_of(held, pool, year)
        of_year = pool_outturns(records, year) if outturns is None else outturns
        self.outturn: PoolOutturn | None = of_year.get(pool)

    @property
    def forecast_words(self) -> str:
        """What the forecast says: "forecast outturn at month 9 (December): £1.3m over"."""
        if self.outturn is None:
            return "no forecast outturn yet"
        when = period_words(self.outturn.period)
        return f"forecast outturn at {when}: {_over_words(self.outturn.variance)}"

    @property
    def start(self) -> int:
        """What is tried first, in pence: the forecast outturn, else 5% over."""
        if self.outturn is not None:
            return self.outturn.variance
        return tried_amount(self.spending, USUAL_OVER)

    def at(self, hundredths: int) -> int:
        """The amount, in pence, of so many hundredths of one per cent of the pool's expenditure."""
        return tried_amount(self.spending, hundredths)

    def place_of(self, amount: int) -> int:
        """What an amount is of the pool's expenditure, in hundredths of one per cent; 0 of nothing."""
        if self.spending <= 0:
            return 0
        return round(amount * 10_000 / self.spending)

    @property
    def ruled_lines(self) -> tuple[str, ...]:
        """The lines that have rules of their own, in the order of call."""
        return tuple(dict.fromkeys(rule.line for rule in self.rules if rule.line))

    def forecast_of(self, line: str) -> int:
        """What a line is forecast to be out by, net, in pence; 0 where it has no forecast."""
        held = self.outturn.lines.get(line) if self.outturn is not None else None
        return held.pence if held is not None else 0

    def try_amount(
        self, amount: int | None = None, of_lines: Mapping[str, int] | None = None
    ) -> Tried:
        """Share an amount out, in pence; None is what the forecast says, with each line's own part.

        ``of_lines`` is what lines with rules of their own are out by, as a part of a typed amount.
        """
        lines = {line: self._line_out(line, pence) for line, pence in (of_lines or {}).items()}
        case = Case(amount or 0, self.case.parties, self.case.host, lines)
        is_forecast = amount is None and self.outturn is not None
        if is_forecast and self.outturn is not None:
            case = forecast_case(case, self.outturn)
        shared = share_out(self.rules, self.shares, case)
        return self._tried(shared, is_forecast)

    def _line_out(self, line: str, pence: int) -> LineOut:
        held = self.plan.table(BudgetLine).get(line)
        if held is None:
            return LineOut(None, pence)
        fenced = held.funding_source in ring_fenced_sources(self.plan.records)
        return LineOut(held.partner, pence, fenced)

    def _tried(self, shared: Shared, is_forecast: bool) -> Tried:
        case, sign = shared.case, -1 if shared.amount < 0 else 1
        rows = tuple(
            TriedRow(
                step.rule.id,
                number,
                step.rule.rule[:1].upper() + step.rule.rule[1:],
                self.words_of(step.rule.id, case),
                sign * step.takes,
                tuple(sign * part for part in step.partners),
                sign * step.kept,
                sign * step.left,
            )
            for number, step in enumerate(shared.steps, start=1)
        )
        share = ""
        if self.spending > 0:
            share = f"{percent_words(abs(self.place_of(case.amount)))} of the pool; "
        return Tried(
            shared.amount,
            sign,
            tuple(self.short(party.partner) for party in case.parties),
            rows,
            sign * shared.unallocated,
            f"{share}{self.forecast_words}",
            is_forecast,
        )

    def words_of(self, rule: str, case: Case | None = None) -> str:
        """What the agreement says by one of the pool's rules."""
        held = next(made for made in self.rules if made.id == rule)
        line = self.plan.records.name("budget_line", held.line) if held.line else ""
        shares = self.shares.get(rule, {})
        return rule_words(held, shares, case or self.case, self.short, line)

    def short(self, partner: str) -> str:
        """The short name of a partner."""
        held = self.plan.table(Partner).get(partner)
        return held.short if held else partner

    def curves(self, amount: int | None = None) -> Curves | None:
        """Who pays from 10% under to 10% over; None where the pool spends nothing.

        ``amount`` is marked, and has a place of its own where it lies between two whole per cents.
        """
        if self.spending <= 0:
            return None
        amounts = {share: self.at(share) for share in SPAN}
        marked = None
        if amount is not None:
            marked = max(SPAN[0], min(SPAN[-1], self.place_of(amount)))
            if marked == self.place_of(amount):
                amounts[marked] = amount
        span = sorted(amounts)
        shared = [
            share_out(
                self.rules, self.shares, Case(amounts[share], self.case.parties, self.case.host)
            )
            for share in span
        ]
        order = {held.id: place for place, held in enumerate(self.plan.table(Partner).ordered())}
        curves = [
            Curve(
                self.short(party.partner),
                f"partner{order.get(party.partner, 0) % 6 + 1}",
                tuple(held.partners[place] for held in shared),
            )
            for place, party in enumerate(self.case.parties)
            if any(held.partners[place] for held in shared) or party.contribution
        ]
        if any(held.kept for held in shared):
            curves.append(Curve("Elsewhere", "idle", tuple(held.kept for held in shared)))
        curves.append(
            Curve(UNALLOCATED, "bad", tuple(held.unallocated for held in shared), dashed=True)
        )
        return Curves(
            "Who pays, from 10% under to 10% over",
            f"{self.plan.records.name('pool', self.pool)}, {year_label(self.year)}; "
            "what is paid is above zero, what is given back below",
            tuple(_percent_label(share) for share in span),
            tuple(curves),
            self._sentence(shared[-1]),
            None if marked is None else span.index(marked),
            positions=tuple(span),
        )

    def _sentence(self, shared: Shared) -> str:
        parts = [
            f"{self.short(party.partner)} pays {show_headline(part)}"
            for party, part in zip(shared.case.parties, shared.partners, strict=True)
            if part
        ]
        if shared.kept:
            parts.append(f"{show_headline(shared.kept)} comes from elsewhere")
        parts.append(
            f"{show_headline(shared.unallocated)} is unallocated"
            if shared.unallocated
            else "nothing is unallocated"
        )
        return f"At 10% over, {show_headline(shared.amount)}: {', '.join(parts)}."


def _percent_label(hundredths: int) -> str:
    return f"{hundredths / 100:+g}%" if hundredths else "0%"


def _over_words(pence: int) -> str:
    if pence == 0:
        return "on budget"
    return f"{show_headline(abs(pence))} {'over' if pence > 0 else 'under'}"


def risk_share_report(plan: Plan) -> Report:
    """Each pool and year: what each rule takes at the forecast outturn, else at 5% over."""
    pooled = Pooled(plan.records, plan.figures)
    tables: list[ReportTable] = []
    for pool in plan.table(Pool).ordered():
        for year in pool_years(plan.records, pool.id):
            risk = RiskOfPool(plan, pool.id, year, pooled)
            if risk.spending or risk.outturn:
                tables.append(_table(risk, f"{pool.name}, {year_label(year)}"))
    scope = (
        "Each pool at its forecast outturn, where lines have one, else at 5% over; net, of the pool's own "
        "nature, in cash"
    )
    return Report("Risk share", scope, tuple(tables))


def _table(risk: RiskOfPool, title: str) -> ReportTable:
    tried = risk.try_amount() if risk.outturn else risk.try_amount(risk.start)
    lead = "forecast" if risk.outturn else "tried at 5%"
    verb = "Takes" if tried.sign > 0 else "Gives back"
    heads = (
        Heading("Rule, in order"),
        Heading("What the agreement says"),
        Heading(verb, "exact"),
        *(Heading(name, "exact") for name in tried.partners),
        Heading("Elsewhere", "exact"),
        Heading("Left", "exact"),
    )
    blank: tuple[Cell, ...] = (None,) * (len(tried.partners) + 2)
    rows: list[tuple[Cell, ...]] = [
        (f"Ends the year {variance_words(tried.amount)} ({lead})", "", *blank, abs(tried.amount))
    ]
    rows += [
        (f"{row.number} {row.name}", row.words, row.takes, *row.partners, row.kept, row.left)
        for row in tried.rows
    ]
    words = tried.unallocated_words if tried.unallocated else "nothing"
    rows.append((UNALLOCATED, words, *blank, tried.unallocated))
    return ReportTable(title, heads, tuple(rows))
