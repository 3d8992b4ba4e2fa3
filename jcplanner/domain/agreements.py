"""A pool's agreement: which version holds on a day, where none does, and regulation 7(3)'s checklist."""

from datetime import date
from typing import NamedTuple

from jcplanner.domain.dates import day_after, day_before, read_day, say_day, year_ends, year_starts
from jcplanner.domain.pools import (
    AGREEMENT_ITEMS,
    AgreementItem,
    AgreementTerm,
    Pool,
    PoolAgreement,
    term_id,
)
from jcplanner.domain.records import Records

OPEN, AGREED, NOT_NEEDED = "not yet agreed", "agreed", "does not apply"


class Term(NamedTuple):
    """What a pool's agreement says of one item of regulation 7(3)."""

    item: AgreementItem
    state: str
    clause: str
    words: str


def terms(records: Records, pool: str) -> tuple[Term, ...]:
    """All items in the regulation's order; one that nobody touched is not yet agreed."""
    held = records.table(AgreementTerm)
    found: list[Term] = []
    for item in AGREEMENT_ITEMS:
        term = held.get(term_id(pool, item.key))
        found.append(
            Term(item, term.state, term.clause, term.words) if term else Term(item, OPEN, "", "")
        )
    return tuple(found)


def settled(held: tuple[Term, ...]) -> int:
    """How many items are settled: agreed, or said not to apply."""
    return sum(1 for term in held if term.state != OPEN)


def versions(records: Records, pool: str) -> tuple[PoolAgreement, ...]:
    """The versions of a pool's agreement, in people's order."""
    return tuple(held for held in records.table(PoolAgreement).ordered() if held.pool == pool)


class InForce(NamedTuple):
    """A version with the days on which it holds, both counted; an end that is not known is far away."""

    version: PoolAgreement
    starts: date
    ends: date


def in_force(records: Records, pool: str) -> tuple[InForce, ...]:
    """The versions that hold from some day on, the earliest first.

    A draft never holds; nor does a version without the day from which it does. One that was superseded or
    ended holds up to the day typed; without one it holds on no day that the plan could name.
    """
    found: list[InForce] = []
    for version in versions(records, pool):
        starts, ends = read_day(version.effective_from), read_day(version.effective_to)
        closed = version.status in ("superseded", "ended")
        if version.status == "draft" or starts is None or (closed and ends is None):
            continue
        if ends is None or ends >= starts:
            found.append(InForce(version, starts, ends or date.max))
    return tuple(sorted(found, key=lambda held: (held.starts, held.version.position)))


def agreement_on(records: Records, pool: str, day: date) -> PoolAgreement | None:
    """The version that holds on a day; of several the one that began last."""
    holding = [held for held in in_force(records, pool) if held.starts <= day <= held.ends]
    return holding[-1].version if holding else None


def uncovered(records: Records, pool: str, year: int) -> tuple[date, date] | None:
    """The first days of a year, within the pool's own dates, on which no version holds: first and last."""
    held = records.table(Pool)[pool]
    first = max(year_starts(year), read_day(held.starts) or date.min)
    last = min(year_ends(year), read_day(held.ends) or date.max)
    for version in in_force(records, pool):
        if first > last or version.starts > first:
            break
        if version.ends >= first:
            first = date.max if version.ends == date.max else day_after(version.ends)
    if first > last:
        return None
    begins = [version.starts for version in in_force(records, pool) if version.starts > first]
    return first, min([last, *(day_before(day) for day in begins)])


class Fault(NamedTuple):
    """What is wrong with the dates of one version, in a sentence."""

    version: str
    text: str


def faults(records: Records, pool: str) -> tuple[Fault, ...]:
    """What is wrong with the dates of a pool's versions."""
    found: list[Fault] = []
    for version in versions(records, pool):
        starts, ends = read_day(version.effective_from), read_day(version.effective_to)
        said: list[str] = []
        if version.status != "draft" and starts is None:
            said.append(f'"{version.name}" does not say from when it holds.')
        elif starts is not None and ends is not None and ends < starts:
            said.append(f'"{version.name}" ends on {say_day(ends)}, before it begins.')
        if version.status in ("superseded", "ended") and ends is None:
            said.append(f'"{version.name}" is {version.status}, but does not say until when.')
        found += [Fault(version.id, text) for text in said]
    holding = in_force(records, pool)
    for place, later in enumerate(holding):
        for earlier in holding[:place]:
            if earlier.ends >= later.starts:
                names = f'"{earlier.version.name}" and "{later.version.name}"'
                text = f"{names} both hold on {say_day(later.starts)}."
                found.append(Fault(later.version.id, text))
    return tuple(found)
