"""What a saving delivers in each year: its full-year effect, phased in over its first twelve months (rule 9).

    from April, immediate      full-year effect in the first year already
    from October, immediate    half of it in the first year, all of it from the next
    from April, slow           453/1200 of it in the first year: £320,120 of £848,000 ([S84] prints £320k)

Non-recurrent savings fall to their first year alone. Costs to achieve are netted in their own years.
Pence; each saving's delivery in a year is rounded once, half a penny away from zero.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from jcplanner.domain.budgets import cell_id
from jcplanner.domain.money import rounded_ratio, scaled
from jcplanner.domain.records import Records
from jcplanner.domain.savings import SAVING_STATUSES, Saving, SavingCost
from jcplanner.domain.years import MONTHS

IN_FULL = len(MONTHS)
"""Months after which a saving runs at its full rate."""

CERTAIN = 10_000
"""100% in hundredths of one per cent: what a blank confidence counts as."""


class Profile(NamedTuple):
    """How a saving builds up: the rate at which it runs in each of its first twelve months, out of ``of``."""

    rates: tuple[int, ...]
    of: int
    about: str


# The slow rates, in per cent, are ours, chosen to give what [S84] prints of its own: £320k of £848,000 in a
# first year. The fast ones mirror them: what the slow profile gains last it gains first.
# To add a profile: a row here and its name in `savings.PROFILES`.
PHASING: dict[str, Profile] = {
    "immediate": Profile((1,) * 12, 1, "in full from the first month"),
    "linear": Profile(tuple(range(1, 13)), 12, "a twelfth more each month"),
    "slow": Profile((1, 3, 7, 11, 17, 25, 34, 45, 56, 70, 84, 100), 100, "slowly at first"),
    "fast": Profile((16, 30, 44, 55, 66, 75, 83, 89, 93, 97, 99, 100), 100, "steeply at first"),
}
"""The profiles by name: a table, so that adding one takes a row and no code."""


class Share(NamedTuple):
    """The exact share of a full-year effect that is delivered in a year."""

    rates: int
    of: int


def share_delivered(saving: Saving, year: int) -> Share:
    """The run rates of the year's months, added up, out of twelve months in full; 0 of 1 before the start."""
    if saving.start_year is None or year < saving.start_year:
        return Share(0, 1)
    if year > saving.start_year and saving.recurrence != "recurrent":
        return Share(0, 1)
    rates, of, _ = PHASING[saving.profile]
    first = (year - saving.start_year) * IN_FULL - MONTHS.index(saving.start_month)
    added = sum(
        rates[month] if month < IN_FULL else of
        for month in range(first, first + IN_FULL)
        if month >= 0
    )
    return Share(added, of * IN_FULL)


def delivered(saving: Saving, year: int) -> int:
    """What a saving delivers in a year, in pence, before its cost and not weighted by confidence.

    0 where its full-year effect or its first year is not given; negative for an investment.
    """
    added, of = share_delivered(saving, year)
    return rounded_ratio((saving.full_year_effect or 0) * added, of)


def confidence_of(saving: Saving) -> int:
    """How sure a saving is, in hundredths of one per cent; blank counts as 100%."""
    return CERTAIN if saving.confidence is None else saving.confidence


def weighted(saving: Saving, year: int) -> int:
    """What a saving delivers in a year times its confidence, in pence."""
    return scaled(delivered(saving, year), confidence_of(saving))


def cost_to_achieve(records: Records, saving_id: str, year: int) -> int:
    """What a saving costs to achieve in a year, in pence; 0 where none is given."""
    costs = records.table(SavingCost)
    row = costs.rows.get(cell_id(saving_id, year))
    return 0 if row is None else row[costs.index("amount")] or 0


@dataclass(frozen=True, slots=True)
class SavingsOfYear:
    """What all savings of a plan deliver in a year, in pence; costs stand beside it.

    ``by_status`` has every status, in the order of `SAVING_STATUSES`; ``by_area`` goes by where the benefit
    falls, ``by_partner`` by whose budget is relieved, None where that is not said.
    """

    by_status: dict[str, int] = field(default_factory=dict[str, int])
    by_area: dict[str | None, int] = field(default_factory=dict[str | None, int])
    by_partner: dict[str | None, int] = field(default_factory=dict[str | None, int])
    cost: int = 0

    @property
    def total(self) -> int:
        """Everything delivered, before cost."""
        return sum(self.by_status.values())

    @property
    def net(self) -> int:
        """What is left once the costs to achieve of the same year are paid."""
        return self.total - self.cost


def savings_in(records: Records, year: int, weighted: bool = False) -> SavingsOfYear:
    """What the savings deliver in a year; ``weighted`` by confidence or not. Costs are never weighted."""
    by_status: dict[str, int] = dict.fromkeys(SAVING_STATUSES, 0)
    by_area: dict[str | None, int] = {}
    by_partner: dict[str | None, int] = {}
    cost = 0
    for saving in records.table(Saving).values():
        pence = delivered(saving, year)
        if weighted:
            pence = scaled(pence, confidence_of(saving))
        by_status[saving.status] = by_status.get(saving.status, 0) + pence
        by_area[saving.benefit_area] = by_area.get(saving.benefit_area, 0) + pence
        by_partner[saving.partner] = by_partner.get(saving.partner, 0) + pence
        cost += cost_to_achieve(records, saving.id, year)
    return SavingsOfYear(by_status, by_area, by_partner, cost)
