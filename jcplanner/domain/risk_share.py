"""Risk share: what each rule takes of a pool's over- or underspend, and what no rule takes (DESIGN rule 6).

Amounts are signed: an overspend that somebody bears is positive, an underspend that somebody gets back or
that is kept is negative. Rules run in order; each takes from what is left and splits it to the penny.
Whatever is typed, the steps and what is unallocated add up to the amount.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jcplanner.domain.money import scaled, split
from jcplanner.domain.risk_rules import OVER, RULE_NAMED, UNDER, RiskShareRule

WHOLE = 10_000
"""100% in hundredths of one per cent."""

OWN, BY_CONTRIBUTION, BY_COMMISSIONS = (
    "each bears its own",
    "pro rata to contribution",
    "pro rata to what each commissions",
)
FIXED, HOST, CAPPED, OTHERS_FIRST = (
    "fixed percentages",
    "fixed: the host bears it",
    "pro rata, capped",
    "others first, to a threshold",
)
OUTSIDE, RING_FENCED = "outside funds", "ring-fenced grant stays"

KEPT = {
    "underspends in the pool": "underspends in the pool",
    "risk pool": "the risk pool",
    "uncommitted allocations": "uncommitted allocations",
    OUTSIDE: "outside funds",
    "stays in the pool": "the pool",
    "contingency": "a contingency",
    "management action is kept": "what management action saved",
    "only for non-recurrent spend": "non-recurrent spend",
    RING_FENCED: "the grant's own purpose",
}
"""The rules whose money comes from, or goes to, elsewhere than a partner, and where that is."""

NEEDS_AMOUNT = frozenset(
    (
        "underspends in the pool",
        "risk pool",
        "uncommitted allocations",
        OUTSIDE,
        "management action is kept",
    )
)
"""Rules that take nothing until somebody types how much they can."""

USUAL_CAP = {CAPPED: WHOLE, OTHERS_FIRST: 1_000}
"""Where no cap is typed: the whole contribution [S38]; a tenth of it [S36]."""

Shares = Mapping[str, Mapping[str, int]]
"""Typed shares in hundredths of one per cent, by rule and partner."""


class Party(NamedTuple):
    """A partner in the pool: its contribution in cash and the net of its own lines there, in pence."""

    partner: str
    contribution: int
    commissions: int


class LineOut(NamedTuple):
    """What one line is out by, net, in pence; whose it is, and whether its source is ring-fenced."""

    partner: str | None
    pence: int
    ring_fenced: bool = False


@dataclass(frozen=True)
class Case:
    """An amount to be shared: over (positive) or under (negative), in pence, and among whom.

    ``lines`` holds what single lines are out by as far as known; with ``is_forecast`` it is all that
    makes up the amount, else the amount is only typed.
    """

    amount: int
    parties: tuple[Party, ...]
    host: str | None = None
    lines: Mapping[str, LineOut] | None = None
    is_forecast: bool = False


class Basis(NamedTuple):
    """By what a rule splits: a weight for each party, the weight of no one, and the most each takes.

    ``own`` is there where each bears what its own lines are out by, signed by the side of the rule.
    """

    weights: tuple[int, ...]
    no_one: int = 0
    caps: tuple[int, ...] | None = None
    own: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one rule takes: of each party in their order, and of what is kept elsewhere; what is then left."""

    rule: RiskShareRule
    basis: Basis
    takes: int
    partners: tuple[int, ...]
    kept: int
    left: int


@dataclass(frozen=True, slots=True)
class Shared:
    """An amount shared out; ``amount`` = the sum of what the steps take + ``unallocated``, always."""

    case: Case
    steps: tuple[Step, ...]
    unallocated: int

    @property
    def amount(self) -> int:
        """What was to be shared, in pence; an overspend is positive."""
        return self.case.amount

    @property
    def partners(self) -> tuple[int, ...]:
        """What each party takes in all, in their order."""
        places = range(len(self.case.parties))
        return tuple(sum(step.partners[place] for step in self.steps) for place in places)

    @property
    def kept(self) -> int:
        """What comes from, or stays, elsewhere than with a partner."""
        return sum(step.kept for step in self.steps)


def side_of(amount: int) -> str:
    """The side that an amount is on; nothing counts as over."""
    return UNDER if amount < 0 else OVER


def share_out(rules: Sequence[RiskShareRule], shares: Shares, case: Case) -> Shared:
    """Share an amount by rules in their order.

    Rules for one line first take what that line is out by; those of the pool take the rest. Where a
    line's own rules turn the rest around, it is the rules of the other side that take it.
    """
    steps: list[Step] = []
    left = case.amount
    lines = dict(case.lines or {})
    for line in dict.fromkeys(rule.line for rule in rules if rule.line):
        out = lines.get(line)
        own_left = out.pence if out else 0
        side = side_of(own_left or case.amount)
        for rule in rules:
            if rule.line != line or rule.side != side:
                continue
            part = Case(own_left, case.parties, case.host, {line: out} if out else {}, True)
            taken = _take(rule, shares.get(rule.id, {}), part, own_left, left)
            steps.append(taken)
            own_left -= taken.takes
            left = taken.left
        if out:
            lines[line] = out._replace(pence=own_left)
    rest = Case(left, case.parties, case.host, lines, case.is_forecast)
    side = side_of(left or case.amount)
    for rule in rules:
        if rule.line is None and rule.side == side:
            taken = _take(rule, shares.get(rule.id, {}), rest, left, left)
            steps.append(taken)
            left = taken.left
    return Shared(case, tuple(steps), left)


def _take(rule: RiskShareRule, shares: Mapping[str, int], case: Case, here: int, left: int) -> Step:
    """One rule against what is left ``here`` (of a line, or of the pool); ``left`` is of the whole."""
    sign = -1 if rule.side == UNDER else 1
    size = most_taken(rule, case, abs(here))
    basis = basis_of(rule, shares, case)
    none = (0,) * len(case.parties)
    if keeps_elsewhere(rule, shares):
        return Step(rule, basis, sign * size, none, sign * size, left - sign * size)
    parts = parts_of(size, basis)
    takes = sum(parts)
    return Step(
        rule, basis, sign * takes, tuple(sign * part for part in parts), 0, left - sign * takes
    )


def most_taken(rule: RiskShareRule, case: Case, size: int) -> int:
    """The most that a rule takes of an amount left, both in pence and not negative."""
    known = RULE_NAMED.get(rule.rule)
    if known is None or rule.side not in known.sides:
        return 0
    if rule.amount is not None:
        size = min(size, max(rule.amount, 0))
    elif rule.rule in NEEDS_AMOUNT or (rule.rule == RING_FENCED and not case.is_forecast):
        return 0
    if rule.rule == RING_FENCED and case.is_forecast:
        size = min(size, ring_fenced_under(case))
    return size


def ring_fenced_under(case: Case) -> int:
    """By how much lines on ring-fenced sources are under, in pence, counted positive."""
    held = (case.lines or {}).values()
    return sum(max(-line.pence, 0) for line in held if line.ring_fenced)


def keeps_elsewhere(rule: RiskShareRule, shares: Mapping[str, int]) -> bool:
    """Whether what a rule takes comes from elsewhere than a partner; outside funds only without shares."""
    return rule.rule in KEPT and not (rule.rule == OUTSIDE and any(shares.values()))


def basis_of(rule: RiskShareRule, shares: Mapping[str, int], case: Case) -> Basis:
    """By what a rule splits what it takes. Negative contributions and shares count as nothing."""
    given = tuple(max(party.contribution, 0) for party in case.parties)
    commissioned = tuple(max(party.commissions, 0) for party in case.parties)
    if rule.rule == OWN:
        return _own_basis(rule, case) if case.is_forecast else Basis(commissioned)
    if rule.rule == BY_COMMISSIONS:
        return Basis(commissioned)
    if rule.rule in (FIXED, OUTSIDE):
        typed = tuple(max(shares.get(party.partner, 0), 0) for party in case.parties)
        return Basis(typed, max(WHOLE - sum(typed), 0))
    if rule.rule == HOST:
        return Basis(tuple(int(party.partner == case.host) for party in case.parties))
    if rule.rule in USUAL_CAP:
        cap = USUAL_CAP[rule.rule] if rule.cap is None else max(rule.cap, 0)
        if rule.rule == OTHERS_FIRST:
            given = tuple(
                0 if party.partner == rule.protected else amount
                for party, amount in zip(case.parties, given, strict=True)
            )
        return Basis(given, 0, tuple(scaled(amount, cap) for amount in given))
    return Basis(given)


def _own_basis(rule: RiskShareRule, case: Case) -> Basis:
    sign = -1 if rule.side == UNDER else 1
    sums: dict[str | None, int] = {}
    for line in (case.lines or {}).values():
        sums[line.partner] = sums.get(line.partner, 0) + sign * line.pence
    own = tuple(sums.get(party.partner, 0) for party in case.parties)
    return Basis(tuple(max(pence, 0) for pence in own), 0, None, own)


def parts_of(size: int, basis: Basis) -> list[int]:
    """What each party takes of a size, in pence; the sum may be less, never more."""
    weights = basis.weights
    if size <= 0 or not any(weights):
        return [0] * len(weights)
    if basis.own is not None:
        # Each its own, on either side; what earlier rules took comes off those that are out this way.
        whole = sum(basis.own)
        if whole <= 0:
            return [0] * len(weights)
        off = split(max(whole - size, 0), weights)
        return [own - less for own, less in zip(basis.own, off, strict=True)]
    parts = split(size, [*weights, basis.no_one])[:-1]
    if basis.caps is not None:
        parts = [min(part, cap) for part, cap in zip(parts, basis.caps, strict=True)]
    return parts
