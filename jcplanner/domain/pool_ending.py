"""The way out: what returns to whom if a pool ends on a day.

Worked out for the financial year of that day, from what was paid in and what was spent up to it; the rules
stand beside the functions, and the report says them.
"""

from dataclasses import dataclass
from datetime import date

from jcplanner.domain.dates import months_before, period_ends, year_ends, year_of, year_starts
from jcplanner.domain.figures import Figures
from jcplanner.domain.in_year import pool_lines
from jcplanner.domain.instalments import instalments
from jcplanner.domain.money import split
from jcplanner.domain.outturns import PERIODS
from jcplanner.domain.pooling import Pooled
from jcplanner.domain.pools import QUARTERS, Pool
from jcplanner.domain.problems import Refusal
from jcplanner.domain.records import Records
from jcplanner.domain.years import year_label


@dataclass(frozen=True, slots=True)
class Returned:
    """What one partner has paid in, what of the unspent balance is its own, and what else goes back to it.

    Pence. A negative ``balance`` is still owed. ``lines`` is the full-year net of its own lines, which go
    back to it from the day after; ``in_kind`` what it gave beside cash.
    """

    partner: str | None
    contribution: int
    paid: int
    balance: int
    lines: int
    in_kind: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What a pool has spent by a day, in pence; ``period`` is that of the actuals, None for a share of days.

    ``lines`` counts the pool's lines of its nature in cash, ``without`` those with no actual by then.
    """

    pence: int
    period: int | None
    lines: int
    without: int


@dataclass(frozen=True, slots=True)
class WayOut:
    """What returns to whom, in pence; ``quarters`` is how many of the year had begun."""

    pool: str
    on: date
    year: int
    quarters: int
    notice: date | None
    expenditure: int
    spent: Spent
    returned: tuple[Returned, ...]

    @property
    def paid(self) -> int:
        """What all partners have paid in."""
        return sum(held.paid for held in self.returned)

    @property
    def balance(self) -> int:
        """Paid in less spent: what is returned; negative where it is still owed."""
        return self.paid - self.spent.pence


def way_out(records: Records, figures: Figures, pool: str, on: date) -> WayOut:
    """Work out what returns to whom if a pool ends on a day.

    Paid in: what was received of each partner up to that day; of the host, which pays nothing to itself, its
    contribution for the quarters begun. What is unspent is split in proportion to what each paid in. Where
    more was spent than paid, the spending is borne in proportion to the contributions, and each owes its
    part less what it paid. Raises Refusal for a day in no year of the plan.
    """
    year = year_of(on)
    if year not in records.details.years:
        first, last = records.details.years[0], records.details.years[-1]
        raise Refusal(
            f"The plan has no {year_label(year)}; choose a day in {year_label(first)} to {year_label(last)}."
        )
    held, pooled = records.table(Pool)[pool], Pooled(records, figures)
    given = pooled.contributions(pool, year)
    quarters = next(quarter for quarter in QUARTERS if on <= period_ends(year, 3 * quarter))
    own = pooled.expenditure(pool, year)
    spent = spent_by(records, pool, on, sum(own.values()))
    received: dict[str | None, int] = {}
    for due in instalments(records, given, pool, year):
        if due.received_on is None or due.received_on <= on.isoformat():
            received[due.partner] = received.get(due.partner, 0) + (due.received or 0)
    owed = {one.partner: one.amount for one in given}
    kind = {one.partner: one.in_kind for one in given}
    partners = [*owed, *(partner for partner in received if partner not in owed)]
    paid = [
        sum(split(owed[partner], (1, 1, 1, 1))[:quarters])
        if partner is not None and partner == held.host and partner in owed
        else received.get(partner, 0)
        for partner in partners
    ]
    weights = [max(owed.get(partner, 0), 0) for partner in partners]
    balance = sum(paid) - spent.pence
    if balance < 0 and partners:
        borne = split(spent.pence, weights)
        shares = [amount - part for amount, part in zip(paid, borne, strict=True)]
    else:
        own_weights = [max(amount, 0) for amount in paid]
        shares = split(balance, own_weights if any(own_weights) else weights) if partners else []
    return WayOut(
        pool,
        on,
        year,
        quarters,
        None if held.notice_months is None else months_before(on, held.notice_months),
        sum(own.values()),
        spent,
        tuple(
            Returned(
                partner,
                owed.get(partner, 0),
                paid[place],
                shares[place],
                own.get(partner, 0),
                kind.get(partner, 0),
            )
            for place, partner in enumerate(partners)
        ),
    )


def spent_by(records: Records, pool: str, on: date, expenditure: int) -> Spent:
    """What a pool has spent by a day.

    The actuals to date of its lines at the latest month that had ended by then and has any, each line by its
    newest one; where there is none, the year's expenditure in proportion to the days that have passed.
    """
    year = year_of(on)
    ended = max((period for period in PERIODS if period_ends(year, period) <= on), default=0)
    lines = pool_lines(records, pool, year, period=ended)
    known = [held for held in lines if held.latest.actual is not None]
    if known:
        pence = sum(held.net(held.latest.actual) for held in known)
        latest = max(held.latest.actual_period for held in known)
        return Spent(pence, latest, len(lines), len(lines) - len(known))
    passed = (on - year_starts(year)).days + 1
    left = (year_ends(year) - on).days
    return Spent(split(expenditure, (passed, left))[0], None, len(lines), len(lines))
