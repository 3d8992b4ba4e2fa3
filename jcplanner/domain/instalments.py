"""Four equal instalments [S24]: what each partner owes the host by quarter, and what has come in."""

from collections.abc import Iterable
from dataclasses import dataclass

from jcplanner.domain.dates import quarter_ends, read_day
from jcplanner.domain.money import split
from jcplanner.domain.pooling import Contributed
from jcplanner.domain.pools import QUARTERS, Instalment, Pool, instalment_id
from jcplanner.domain.records import Records


@dataclass(frozen=True, slots=True)
class Due:
    """One instalment, in pence: what is expected of a partner for a quarter, and what was received.

    ``received`` is None where nothing was typed. ``is_due`` says that the quarter is over as far as the plan
    can tell: something was received for a later quarter of this pool and year, or after this one's end.
    """

    partner: str
    quarter: int
    expected: int
    received: int | None
    received_on: str | None
    is_due: bool

    @property
    def outstanding(self) -> int:
        """Expected less received; negative where more was paid."""
        return self.expected - (self.received or 0)

    @property
    def is_overdue(self) -> bool:
        """Whether the quarter is over and not all of it has come in."""
        return self.is_due and self.outstanding > 0


def instalments(
    records: Records, contributed: Iterable[Contributed], pool: str, year: int
) -> tuple[Due, ...]:
    """Every instalment of a year, partner by partner in their order, by quarter.

    Each partner but the host pays its cash contribution in four equal parts, which sum to it exactly; odd
    pennies come first. A partner that paid without a contribution is listed with nothing expected.
    """
    held, host = records.table(Instalment), records.table(Pool).value(pool, "host")
    owed = {
        given.partner: given.amount
        for given in contributed
        if given.partner is not None and given.partner != host
    }
    paid = [row for row in held.values() if row.pool == pool and row.year == year]
    for row in paid:
        if row.partner is not None and row.received:
            owed.setdefault(row.partner, 0)
    over = _quarters_over(paid, year)
    found: list[Due] = []
    for partner, amount in owed.items():
        for quarter, part in zip(QUARTERS, split(amount, (1, 1, 1, 1)), strict=True):
            row = held.get(instalment_id(pool, partner, year, quarter))
            received, on = (row.received, row.received_on) if row else (None, None)
            found.append(Due(partner, quarter, part, received, on, quarter in over))
    return tuple(found)


def _quarters_over(paid: Iterable[Instalment], year: int) -> set[int]:
    """The quarters that a later receipt shows to be over."""
    over: set[int] = set()
    for row in paid:
        if not row.received:
            continue
        over.update(quarter for quarter in QUARTERS if quarter < row.quarter)
        on = read_day(row.received_on)
        if on is not None:
            over.update(quarter for quarter in QUARTERS if quarter_ends(year, quarter) < on)
    return over
