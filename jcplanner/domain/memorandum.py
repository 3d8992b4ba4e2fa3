"""The memorandum account of a pool: income by partner, expenditure by scheme, surplus or deficit, and shares.

It is what partners' accounts are made from [S48]; by quarter it stands to date, at year end with the outturn
as now known. An over- or underspend is measured against the budget; where contributions and budget differ,
that balance stands apart from it, as a line of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from jcplanner.domain.figures import Figures, Standings
from jcplanner.domain.in_year import LAST_PERIOD, LineInYear, PoolOutturn, pool_lines, pool_outturn
from jcplanner.domain.instalments import instalments
from jcplanner.domain.money import split
from jcplanner.domain.pooling import Pooled
from jcplanner.domain.pools import QUARTERS, Pool
from jcplanner.domain.records import Records
from jcplanner.domain.risk_case import case_of, forecast_case, shared_in
from jcplanner.domain.risk_share import Shared

YEAR_END = 4
"""The quarter that ends the year."""

PERIODS_OF_QUARTER = LAST_PERIOD // len(QUARTERS)


class Income(NamedTuple):
    """What a partner pays in, in pence: for the year, due by now in equal instalments, and received.

    ``received`` is None where no instalment is recorded, which is not nil. The host holds its own
    contribution from the day it is due.
    """

    partner: str | None
    contribution: int
    due: int
    received: int | None
    is_host: bool


@dataclass(frozen=True)
class Account:
    """A pool's account to the end of a quarter, in pence; net, so income lines are taken off.

    ``shared`` is the outturn's over- or underspend by the risk-share rules; None where nothing is forecast.
    """

    pool: str
    year: int
    quarter: int
    income: tuple[Income, ...]
    lines: tuple[LineInYear, ...]
    outturn: PoolOutturn | None
    shared: Shared | None

    @property
    def period(self) -> int:
        """The last month that counts: 12 is March."""
        return self.quarter * PERIODS_OF_QUARTER

    @property
    def contributed(self) -> int:
        """All contributions of the year."""
        return sum(held.contribution for held in self.income)

    @property
    def due(self) -> int:
        """What is due by the end of the quarter."""
        return sum(held.due for held in self.income)

    @property
    def received(self) -> int | None:
        """What was received by then; None where no instalment is recorded."""
        given = [held.received for held in self.income if held.received is not None]
        return sum(given) if given else None

    @property
    def budget(self) -> int:
        """The net budget of the year."""
        return sum(line.net(line.budget) for line in self.lines)

    @property
    def spent(self) -> int:
        """The net actual to date of the lines that have one."""
        return sum(line.net(line.latest.actual) for line in self.lines)

    @property
    def expected(self) -> int:
        """The net of the year as now known: outturn where there is one, else budget."""
        return sum(line.expected for line in self.lines)

    @property
    def balance(self) -> int:
        """Contributions less budget: 0, or a problem of the pool and no over- or underspend."""
        return self.contributed - self.budget

    @property
    def over(self) -> int:
        """The year as now known less budget: over is positive."""
        return self.expected - self.budget

    @property
    def surplus(self) -> int:
        """Contributions less the year as now known; a deficit is negative."""
        return self.contributed - self.expected

    @property
    def without_forecast(self) -> int:
        """How many lines count at their budget, since no outturn is known."""
        return sum(line.latest.outturn is None for line in self.lines)


def account(
    records: Records, figures: Figures, pool: str, year: int, quarter: int = YEAR_END
) -> Account:
    """The account of a pool to the end of a quarter (1 to 4; 4 is the year end)."""
    stands = Standings(records)
    pooled = Pooled(records, figures, stands)
    period = quarter * PERIODS_OF_QUARTER
    outturn = pool_outturn(records, pool, year, stands, period)
    shared = None
    if outturn is not None:
        case = case_of(pooled, pool, year, outturn.variance)
        shared = shared_in(records, pool, forecast_case(case, outturn))
    lines = tuple(pool_lines(records, pool, year, stands, period))
    income = tuple(_income(records, pooled, pool, year, quarter))
    return Account(pool, year, quarter, income, lines, outturn, shared)


def _income(
    records: Records, pooled: Pooled, pool: str, year: int, quarter: int
) -> Iterator[Income]:
    given = pooled.contributions(pool, year)
    paid: dict[str, int] = {}
    for held in instalments(records, given, pool, year):
        if held.quarter <= quarter and held.received is not None:
            paid[held.partner] = paid.get(held.partner, 0) + held.received
    host = records.table(Pool).value(pool, "host")
    for held in given:
        due = sum(split(held.amount, [1] * len(QUARTERS))[:quarter])
        is_host = held.partner is not None and held.partner == host
        received = due if is_host else paid.pop(held.partner or "", None)
        yield Income(held.partner, held.amount, due, received, is_host)
    for partner, pence in paid.items():
        yield Income(partner, 0, 0, pence, False)
