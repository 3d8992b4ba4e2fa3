"""In-year monitoring: actual to date and forecast outturn, kept to date; months are worked out from them.

Figures to date and figures of single months are never added together: only those to date are kept
(`outturns`), and what a month came to is the difference between two of them. Where no forecast is typed
there is none; the straight-line figure stands beside it under its own name and counts nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource, cell_id
from jcplanner.domain.figures import Standings
from jcplanner.domain.money import parse_pounds, rounded_ratio, show_plain, to_pence
from jcplanner.domain.outturns import PERIODS, Outturn
from jcplanner.domain.pools import Pool
from jcplanner.domain.records import Records
from jcplanner.domain.risk_share import LineOut
from jcplanner.domain.years import MONTHS

LAST_PERIOD = PERIODS[-1]
TO_DATE, EACH_MONTH = "to date", "each month"
WAYS = (TO_DATE, EACH_MONTH)
"""How figures of periods can be typed and read."""

Twelve = Sequence[int | None]
"""Pence by period from April on; None is blank, which is not nil."""


def months_of(to_date: Twelve) -> list[int | None]:
    """What each period came to alone: less the last figure to date before it, where there is one."""
    months: list[int | None] = []
    before = 0
    for pence in to_date:
        months.append(None if pence is None else pence - before)
        before = before if pence is None else pence
    return months


def to_date_of(months: Twelve) -> list[int | None]:
    """Figures of single months added up to date; a blank month stays blank and adds nothing."""
    to_date: list[int | None] = []
    before = 0
    for pence in months:
        before += pence or 0
        to_date.append(None if pence is None else before)
    return to_date


def period_words(period: int) -> str:
    """A period as finance calls it, with its month: "month 9 (December)"."""
    return f"month {period} ({MONTHS[period - 1]})"


def variance_words(pence: int, income: bool = False) -> str:
    """Forecast less budget in words, never a bare sign: "£1,300 over", "£40 under", "on budget".

    On an income line "£40 more income" or "£40 less income".
    """
    if pence == 0:
        return "on budget"
    if income:
        return f"{show_plain(abs(pence))} {'more' if pence > 0 else 'less'} income"
    return f"{show_plain(abs(pence))} {'over' if pence > 0 else 'under'}"


class Latest(NamedTuple):
    """A line's newest in-year figures up to some period; periods are 0 where nothing is typed."""

    actual: int | None = None
    actual_period: int = 0
    forecast: int | None = None
    forecast_period: int = 0

    @property
    def outturn(self) -> int | None:
        """The year's outturn as now known: the actual of the last period, else the newest forecast."""
        return self.actual if self.actual_period == LAST_PERIOD else self.forecast

    @property
    def straight_line(self) -> int | None:
        """The actual to date as if the rest of the year went on like it; beside the forecast, never it."""
        if self.actual is None:
            return None
        return rounded_ratio(self.actual * LAST_PERIOD, self.actual_period)


def latest_by_line(records: Records, year: int, period: int = LAST_PERIOD) -> dict[str, Latest]:
    """The newest figures of every line that has any in a year, up to a period.

    Reads the in-year figures alone, however many lines the plan has.
    """
    table = records.table(Outturn)
    line, of_year, at, actual, forecast = (
        table.index(name) for name in ("line", "year", "period", "actual", "forecast")
    )
    actuals: dict[str, tuple[int, int]] = {}
    forecasts: dict[str, tuple[int, int]] = {}
    for row in table.rows.values():
        if row[of_year] != year or not 1 <= row[at] <= period:
            continue
        for held, pence in ((actuals, row[actual]), (forecasts, row[forecast])):
            if pence is not None and held.get(row[line], _NEVER)[0] <= row[at]:
                held[row[line]] = row[at], pence
    found: dict[str, Latest] = {}
    for key in {**actuals, **forecasts}:
        (to, paid), (of, expected) = actuals.get(key, _NEVER), forecasts.get(key, _NEVER)
        found[key] = Latest(paid, to, expected, of)
    return found


_NEVER: tuple[int, int | None] = (0, None)
_NOTHING = Latest()


def budget_of(records: Records, line: str, year: int) -> int | None:
    """A line's budget for a year, in pence; None where it is blank."""
    amounts = records.table(BudgetAmount)
    row = amounts.rows.get(cell_id(line, year))
    return None if row is None else row[amounts.index("amount")]


@dataclass(frozen=True)
class PoolOutturn:
    """What a pool is forecast to be out by in a year: net, in pence; over is positive.

    ``lines`` holds what each line with a forecast is out by; lines without one count at their budget.
    ``period`` is the newest period that any of them is from.
    """

    variance: int
    lines: Mapping[str, LineOut]
    period: int

    @property
    def words(self) -> str:
        """The same as a person would say it."""
        return variance_words(self.variance)


def pool_outturn(
    records: Records,
    pool: str,
    year: int,
    standings: Standings | None = None,
    period: int = LAST_PERIOD,
) -> PoolOutturn | None:
    """The outturn of a pool as its lines forecast it up to a period; None where no line has a forecast.

    Counts lines of the pool's own nature, in cash, that are not kept out, as its expenditure does.
    """
    return pool_outturns(records, year, standings, period).get(pool)


def pool_outturns(
    records: Records, year: int, standings: Standings | None = None, period: int = LAST_PERIOD
) -> dict[str, PoolOutturn]:
    """`pool_outturn` of every pool that has one in a year, from one pass over the in-year figures."""
    stands = standings or Standings(records)
    fenced, table = ring_fenced_sources(records), records.table(BudgetLine)
    lines: dict[str, dict[str, LineOut]] = {}
    newest: dict[str, int] = {}
    for key, held in latest_by_line(records, year, period).items():
        line = table.get(key) if held.outturn is not None else None
        pool = stands.of(line.service_area, year).pool if line is not None else None
        if line is None or held.outturn is None or pool is None:
            continue
        if not is_in(records, line, pool, year, stands):
            continue
        over = held.outturn - (budget_of(records, key, year) or 0)
        net = -over if line.direction == "income" else over
        out = LineOut(line.partner, net, line.funding_source in fenced)
        lines.setdefault(pool, {})[key] = out
        seen = LAST_PERIOD if held.actual_period == LAST_PERIOD else held.forecast_period
        newest[pool] = max(newest.get(pool, 0), seen)
    return {
        pool: PoolOutturn(sum(one.pence for one in held.values()), held, newest[pool])
        for pool, held in lines.items()
    }


def ring_fenced_sources(records: Records) -> set[str]:
    """The ids of the funding sources that are ring-fenced."""
    return {held.id for held in records.table(FundingSource).values() if held.ring_fenced}


def is_in(records: Records, line: BudgetLine, pool: str, year: int, standings: Standings) -> bool:
    """Whether a line counts in a pool's expenditure of a year: in it, of its nature, in cash."""
    return (
        not line.kept_out_of_pool
        and not line.in_kind
        and line.nature == records.table(Pool).value(pool, "nature")
        and standings.of(line.service_area, year).pool == pool
    )


@dataclass(frozen=True, slots=True)
class LineInYear:
    """One line of a pool in a year: budget and newest figures, in pence as kept (income positive)."""

    line: BudgetLine
    budget: int | None
    latest: Latest
    to_date: tuple[int | None, ...]
    forecasts: tuple[int | None, ...]

    @property
    def is_income(self) -> bool:
        """Whether its amounts take away from the net."""
        return self.line.direction == "income"

    @property
    def variance(self) -> int | None:
        """Outturn as now known less budget, as kept; None where there is no forecast."""
        outturn = self.latest.outturn
        return None if outturn is None else outturn - (self.budget or 0)

    @property
    def words(self) -> str:
        """The variance in words; blank where there is no forecast."""
        return "" if self.variance is None else variance_words(self.variance, self.is_income)

    def net(self, pence: int | None) -> int:
        """An amount of this line as it adds to the net; blank adds nothing."""
        return -(pence or 0) if self.is_income else (pence or 0)

    @property
    def expected(self) -> int:
        """The net that the year comes to as now known: outturn, else budget."""
        outturn = self.latest.outturn
        return self.net(self.budget if outturn is None else outturn)


def pool_lines(
    records: Records,
    pool: str,
    year: int,
    standings: Standings | None = None,
    period: int = LAST_PERIOD,
) -> list[LineInYear]:
    """Every line that counts in a pool's expenditure of a year, in people's order, with its figures.

    Looks at every line of the plan once; ``period`` is the last whose figures count as the newest.
    """
    stands = standings or Standings(records)
    newest = latest_by_line(records, year, period)
    return [
        LineInYear(
            line,
            budget_of(records, line.id, year),
            newest.get(line.id, _NOTHING),
            tuple(_twelve(records, line.id, year, "actual")),
            tuple(_twelve(records, line.id, year, "forecast")),
        )
        for line in _lines_in(records, pool, year, stands)
    ]


def _lines_in(records: Records, pool: str, year: int, standings: Standings) -> Iterator[BudgetLine]:
    """Reads rows, not records: most lines of a plan lie outside any one pool."""
    lines = records.table(BudgetLine)
    area, kept_out, in_kind, nature, position = (
        lines.index(name)
        for name in ("service_area", "kept_out_of_pool", "in_kind", "nature", "position")
    )
    wanted = records.table(Pool).value(pool, "nature")
    rows = [
        row
        for row in lines.rows.values()
        if not row[kept_out]
        and not row[in_kind]
        and row[nature] == wanted
        and standings.of(row[area], year).pool == pool
    ]
    for row in sorted(rows, key=lambda held: held[position]):
        yield lines[row[0]]


def _twelve(records: Records, line: str, year: int, field: str) -> Iterator[int | None]:
    table = records.table(Outturn)
    place = table.index(field)
    for period in PERIODS:
        row = table.rows.get(f"{line}:{year}:{period}")
        yield None if row is None else row[place]


def read_variance(text: str, whole: int = 0) -> int:
    """Pence from "1.3m over", "£400k under", "5% over" (of ``whole``), "on budget"; over is positive.

    A bare amount is over; a sign without a word may mean either. Raises ValueError with a plain sentence.
    """
    cleaned = " ".join(text.casefold().split())
    if cleaned in ("on budget", "nil", "none"):
        return 0
    amount, _, word = cleaned.rpartition(" ")
    if word not in _WORDS:
        amount, word = cleaned, "over"
        if any(mark in cleaned for mark in "-\u2212()"):
            raise ValueError(f'Say whether "{text.strip()}" is over or under, like 1.3m over.')
    if amount.endswith("%"):
        share = parse_pounds(amount.removesuffix("%")) * 100
        pence = rounded_ratio(int(share * whole), 10_000)
    else:
        pence = to_pence(parse_pounds(amount))[0]
    if pence < 0:
        raise ValueError(f'"{text.strip()}" has a sign and a word; write it like 1.3m under.')
    return pence * _WORDS[word]


_WORDS = {
    "over": 1,
    "overspend": 1,
    "overspent": 1,
    "under": -1,
    "underspend": -1,
    "underspent": -1,
}
