"""The best set of candidates that an envelope can pay for: exact, beside the greedy one (DESIGN rule 13).

Best is the most points in all; of sets with equal points, the cheapest. What must be funded is always in.
What costs less than nothing (a saving) and scores is always in too: it pays for others.

The search goes through the candidates from the most points for the pound down and keeps every set that no
other beats on both points and cost; it drops those that could not reach the best set known so far even if
the next candidates could be bought in part. So what is left at the end is proved to be the best. Where
more sets would have to be kept than there is room for, that is said: the set is then the best found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from jcplanner.domain.priorities import Candidate
from jcplanner.domain.records import Records
from jcplanner.domain.scoring import Sheet

METHOD = (
    "The best set has the most points in all of every set whose net cost fits the envelope; of equals it is"
    " the cheapest. Every set is compared or ruled out by an upper bound, so it is proved. The greedy set"
    " beside it takes one candidate after the other, the cheapest point first, while it fits."
)
"""How the set is found, printed with it."""

MOST_SETS = 50_000
"""More sets than these are not kept at once; only costs in step with points to the penny need more."""


@dataclass(frozen=True, slots=True)
class Item:
    """A candidate to be bought: its points (0 or more), its net cost in pence, and whether it must be."""

    key: str
    points: Fraction
    cost: int
    must: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A set: its candidates in the order given, points and net cost in pence.

    ``over`` is by how many pence that which must be funded alone is beyond the envelope, 0 where it fits;
    ``proved`` whether no better set exists.
    """

    keys: tuple[str, ...]
    points: Fraction
    cost: int
    over: int = 0
    proved: bool = True


def best_set(items: Sequence[Item], envelope: int, most_sets: int = MOST_SETS) -> Chosen:
    """The set with the most points that an envelope in pence pays for; of equals the cheapest."""
    base, open_ = _parted(items)
    start = _chosen(items, base)
    if start.cost > envelope:
        return Chosen(start.keys, start.points, start.cost, start.cost - envelope)
    scale = lcm(*(item.points.denominator for item in items)) if items else 1
    worth = [int(item.points * scale) for item in open_]
    cost = [item.cost for item in open_]
    places, proved = _search(worth, cost, envelope - start.cost, most_sets)
    return _chosen(items, {*base, *(open_[place].key for place in places)}, proved=proved)


def greedy_set(items: Sequence[Item], envelope: int) -> Chosen:
    """What must be funded, then whatever still fits, the cheapest point first."""
    base, open_ = _parted(items)
    start = _chosen(items, base)
    if start.cost > envelope:
        return Chosen(start.keys, start.points, start.cost, start.cost - envelope, proved=False)
    left, taken = envelope - start.cost, set(base)
    for item in open_:
        if item.cost <= left:
            taken.add(item.key)
            left -= item.cost
    return _chosen(items, taken, proved=False)


def frontier(items: Sequence[Item], envelopes: Iterable[int]) -> list[tuple[int, Chosen]]:
    """The best set at each of several envelopes that what must be funded fits into."""
    found = [(envelope, best_set(items, envelope)) for envelope in envelopes]
    return [(envelope, held) for envelope, held in found if not held.over]


def steps_of(items: Sequence[Item], envelope: int | None = None, count: int = 10) -> list[int]:
    """Envelopes from what must be spent to what everything costs, in even steps, the one asked for among
    them, in pence.
    """
    base, open_ = _parted(items)
    least = _chosen(items, base).cost
    most = least + sum(item.cost for item in open_)
    found = {least + (most - least) * step // count for step in range(count + 1)}
    if envelope is not None and envelope >= least:
        found.add(envelope)
    return sorted(found)


def _parted(items: Sequence[Item]) -> tuple[set[str], list[Item]]:
    """What is in any best set, and what is open, the most points for the pound first.

    What costs something and has no points is never bought.
    """
    base = {
        item.key
        for item in items
        if item.must or item.cost < 0 or (item.cost == 0 and item.points > 0)
    }
    open_ = [item for item in items if item.key not in base and item.points > 0]
    return base, sorted(open_, key=lambda item: (-item.points / item.cost, item.cost))


def _chosen(items: Sequence[Item], keys: set[str], *, proved: bool = True) -> Chosen:
    taken = [item for item in items if item.key in keys]
    points = sum((item.points for item in taken), Fraction(0))
    return Chosen(
        tuple(item.key for item in taken), points, sum(item.cost for item in taken), 0, proved
    )


def _search(
    worth: Sequence[int], cost: Sequence[int], room: int, most_sets: int
) -> tuple[list[int], bool]:
    """The places of the best set within ``room``, and whether it is proved.

    Sets are kept as (cost, worth, places as bits), by ascending cost and so by ascending worth.
    """
    kept: list[tuple[int, int, int]] = [(0, 0, 0)]
    proved = True
    best = _filled(worth, cost, 0, room, (0, 0, 0))
    for place in range(len(worth)):
        added = [
            (held[0] + cost[place], held[1] + worth[place], held[2] | 1 << place)
            for held in kept
            if held[0] + cost[place] <= room
        ]
        merged = _undominated(kept, added)
        for held in merged:
            if (held[1], -held[0]) > (best[1], -best[0]):
                best = held
        kept = [held for held in merged if _bound(worth, cost, place + 1, room, held) >= best[1]]
        if len(kept) > most_sets:
            proved = False
            kept = sorted(sorted(kept, key=lambda held: -held[1])[:most_sets])
        if kept:
            filled = _filled(worth, cost, place + 1, room, kept[-1])
            if (filled[1], -filled[0]) > (best[1], -best[0]):
                best = filled
    return [place for place in range(len(worth)) if best[2] >> place & 1], proved


def _undominated(
    kept: Sequence[tuple[int, int, int]], added: Sequence[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Those of two ascending lists that none beats: dearer ones must be worth more."""
    found: list[tuple[int, int, int]] = []
    most = -1
    for held in sorted((*kept, *added), key=lambda held: (held[0], -held[1])):
        if held[1] > most:
            found.append(held)
            most = held[1]
    return found


def _filled(
    worth: Sequence[int], cost: Sequence[int], place: int, room: int, held: tuple[int, int, int]
) -> tuple[int, int, int]:
    """A set with what still fits from a place on, in order."""
    spent, points, bits = held
    for at in range(place, len(worth)):
        if spent + cost[at] <= room:
            spent, points, bits = spent + cost[at], points + worth[at], bits | 1 << at
    return spent, points, bits


def _bound(
    worth: Sequence[int], cost: Sequence[int], place: int, room: int, held: tuple[int, int, int]
) -> int:
    """What a set could come to at most with the candidates from a place on, the last one in part."""
    left, points = room - held[0], held[1]
    for at in range(place, len(worth)):
        if cost[at] > left:
            return points + worth[at] * left // cost[at]
        left -= cost[at]
        points += worth[at]
    return points


def items_of(records: Records, sheet: Sheet) -> tuple[list[Item], list[str]]:
    """The candidates of a sheet that can be bought, and those left out for want of a cost or a result.

    What must be funded needs a cost alone; without a result it brings no points.
    """
    candidates = records.table(Candidate)
    items: list[Item] = []
    left_out: list[str] = []
    for result in sheet.results():
        must = bool(candidates[result.candidate].must)
        if result.cost is None or (result.points is None and not must):
            left_out.append(result.candidate)
        else:
            points = result.points or Fraction(0)
            items.append(Item(result.candidate, points, result.cost, must))
    return items, left_out
