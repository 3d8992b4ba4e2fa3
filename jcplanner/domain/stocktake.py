"""The stocktake of officers' time: what a year of it comes to, by tier, class and basis (004¶39-48).

A sample of some months is carried to twelve; the result is then indicative. It is time, not cash: none of
it is ever part of a budget line or of a total of them.
"""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jcplanner.domain.money import rounded_ratio
from jcplanner.domain.people import TIERS, TIME_BASES, TIME_CLASSES, OfficerTime
from jcplanner.domain.records import Records

MONTHS_OF_A_YEAR = 12
SNAPSHOT, ACTUAL, ESTIMATE = TIME_BASES
INDICATIVE = "indicative"
NOT_CASH = "Officers' time is not cash: it is never added to budgets."


def annual(entry: OfficerTime) -> int | None:
    """What a year of the time costs in pence: the sample x 12 / months, half a penny away from zero.

    None where there is no cost, or no number of months that it could be carried on from.
    """
    if entry.cost is None or entry.months is None or entry.months <= 0:
        return None
    return rounded_ratio(entry.cost * MONTHS_OF_A_YEAR, entry.months)


def is_extrapolated(entry: OfficerTime) -> bool:
    """Whether the year is carried on from a sample of other than twelve months."""
    return annual(entry) is not None and entry.months != MONTHS_OF_A_YEAR


def standing_of(entry: OfficerTime) -> str:
    """How firm the figure is: its own status, but never firmer than indicative where extrapolated."""
    return INDICATIVE if is_extrapolated(entry) else entry.status


@dataclass(frozen=True, slots=True)
class Counted:
    """What some entries come to: pence a year, FTE in hundredths, and what their figures rest on.

    ``uncosted`` is how many give no cost that counts; their FTE is counted all the same.
    """

    entries: int = 0
    annual: int = 0
    fte: int = 0
    uncosted: int = 0
    bases: tuple[str, ...] = ()
    indicative: bool = False

    @property
    def mixed(self) -> bool:
        """Whether figures on more than one basis are added up here."""
        return len(self.bases) > 1


def count(entries: Iterable[OfficerTime]) -> Counted:
    """Add entries up. Only what has a cost says on what basis the total stands."""
    held = list(entries)
    costed = [entry for entry in held if annual(entry) is not None]
    return Counted(
        len(held),
        sum(annual(entry) or 0 for entry in costed),
        sum(entry.fte or 0 for entry in held),
        len(held) - len(costed),
        tuple(basis for basis in TIME_BASES if any(entry.basis == basis for entry in costed)),
        any(standing_of(entry) == INDICATIVE for entry in costed),
    )


def years_of(records: Records) -> list[int | None]:
    """The years that entries are for, earliest first; None, at the end, for those without a year."""
    found = {entry.year for entry in records.table(OfficerTime).values()}
    known: list[int | None] = [*sorted(year for year in found if year is not None)]
    return [*known, None] if None in found else known


def entries_of(records: Records, year: int | None) -> list[OfficerTime]:
    """The entries of a year in people's order; None for those without a year."""
    return [entry for entry in records.table(OfficerTime).ordered() if entry.year == year]


Parts = list[tuple[str, Counted]]
"""What is counted by a word, in the order of that word's choices."""


def by_tier(entries: Iterable[OfficerTime]) -> Parts:
    """Strategic, dedicated, operational; only tiers that have entries."""
    return _by(entries, lambda entry: entry.tier, TIERS)


def by_category(entries: Iterable[OfficerTime], tier: str) -> Parts:
    """The categories of a tier in the order in which they first stand; blank for none."""
    held = [entry for entry in entries if entry.tier == tier]
    names = tuple(dict.fromkeys(entry.category for entry in held))
    return _by(held, lambda entry: entry.category, names)


def by_class(entries: Iterable[OfficerTime]) -> Parts:
    """Statutory duty, over and above, system failing, or not given."""
    return _by(entries, lambda entry: entry.time_class, TIME_CLASSES)


def by_basis(entries: Iterable[OfficerTime]) -> Parts:
    """By what the figures rest on; entries without a cost rest on nothing and are left out."""
    costed = [entry for entry in entries if annual(entry) is not None]
    return _by(costed, lambda entry: entry.basis, TIME_BASES)


def _by(
    entries: Iterable[OfficerTime], word: Callable[[OfficerTime], str], words: tuple[str, ...]
) -> Parts:
    held = list(entries)
    parts = ((one, [entry for entry in held if word(entry) == one]) for one in words)
    return [(one, count(found)) for one, found in parts if found]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the paper's own summary shows, what it leaves out, and both together."""

    shown: Counted
    left_out: Counted
    whole: Counted


def summary(entries: Iterable[OfficerTime]) -> Summary:
    """Compare the paper's own summary with the whole."""
    held = list(entries)
    return Summary(
        count(entry for entry in held if entry.in_summary),
        count(entry for entry in held if not entry.in_summary),
        count(held),
    )


@dataclass(frozen=True, slots=True)
class Movement:
    """A tier from one year to the next, with the change in hundredths of one per cent; None from nothing."""

    tier: str
    year: int
    before: Counted
    after: Counted
    change: int | None


def movements(records: Records) -> list[Movement]:
    """How each tier moves between years that follow one another, where both have a cost."""
    years = [year for year in years_of(records) if year is not None]
    found: list[Movement] = []
    for first, second in itertools.pairwise(years):
        was = dict(by_tier(entries_of(records, first)))
        for tier, after in by_tier(entries_of(records, second)):
            before = was.get(tier, Counted())
            if before.bases and after.bases:
                change = (
                    rounded_ratio((after.annual - before.annual) * 10_000, before.annual)
                    if before.annual
                    else None
                )
                found.append(Movement(tier, second, before, after, change))
    return found
