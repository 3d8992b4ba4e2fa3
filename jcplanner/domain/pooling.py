"""What lies in a pool in a year, what each partner contributes, and the balance (DESIGN rules 2, 4, 5)."""

from dataclasses import dataclass
from typing import NamedTuple

from jcplanner.domain.figures import Figures, Standings, signed
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.pools import Contribution, Pool, contribution_id
from jcplanner.domain.records import Records

AGREED, BUILT_UP, OWN_LINES = "agreed", "build-up", "own lines"
"""What a contribution rests on, the first that is there."""


class Pooled:
    """What lies in every pool in every year, gathered in one pass over the figures.

    Lines kept out stay out; what is not of the pool's nature is told of as a problem, never added (capital
    does not leak into a revenue pool). For whoever asks about more than one pool and year.
    """

    def __init__(
        self, records: Records, figures: Figures, standings: Standings | None = None
    ) -> None:
        self.records = records
        self._cash: dict[tuple[str, int], dict[str | None, int]] = {}
        self._lapsing: dict[tuple[str, int], dict[str | None, int]] = {}
        self._in_kind: dict[tuple[str, int], dict[str | None, int]] = {}
        pools = records.table(Pool)
        if not pools:
            return
        stands = standings or Standings(records)
        natures = {pool.id: pool.nature for pool in pools.values()}
        for cell, pence in figures.cells():
            pool = None if cell.kept_out else stands.of(cell.area, cell.year).pool
            if pool is None or pool not in natures:
                continue
            key, net = (pool, cell.year), signed(cell, pence)
            if cell.in_kind:
                _add(self._in_kind, key, cell.partner, net)
            elif cell.nature == natures[pool]:
                _add(self._cash, key, cell.partner, net)
                if cell.recurrence == "non-recurrent":
                    _add(self._lapsing, key, cell.partner, net)

    def expenditure(self, pool: str, year: int) -> dict[str | None, int]:
        """The net of the pool's lines by the partner whose they are: of the pool's nature, in cash."""
        return self._cash.get((pool, year), {})

    def non_recurrent(self, pool: str, year: int) -> dict[str | None, int]:
        """The part of `expenditure` on lines that do not recur, by partner."""
        return self._lapsing.get((pool, year), {})

    def in_kind(self, pool: str, year: int) -> dict[str | None, int]:
        """The net in kind of the pool's lines by partner; beside cash, never in it."""
        return self._in_kind.get((pool, year), {})

    def contributions(self, pool: str, year: int) -> tuple["Contributed", ...]:
        """Every partner's contribution, in people's order of the partners.

        A partner with neither a contribution nor lines in the pool is left out; lines of no partner count
        under None. Rule 4: the agreed amount if typed, else the build-up, else the net of its own lines.
        """
        own, kind = self.expenditure(pool, year), self.in_kind(pool, year)
        lapsing, typed = self.non_recurrent(pool, year), self.records.table(Contribution)
        found: list[Contributed] = []
        partners: list[str | None] = [held.id for held in self.records.table(Partner).ordered()]
        for partner in [*partners, None]:
            held = typed.get(contribution_id(pool, partner, year)) if partner else None
            if held is None and partner not in own and partner not in kind:
                continue
            sums = (own.get(partner, 0), lapsing.get(partner, 0), kind.get(partner, 0))
            found.append(_contributed(partner, held, *sums))
        return tuple(found)

    def balance(self, pool: str, year: int) -> int:
        """Contributions less expenditure, in pence: 0, or a problem (rule 4)."""
        given = sum(held.amount for held in self.contributions(pool, year))
        return given - sum(self.expenditure(pool, year).values())

    def years(self, pool: str) -> list[int]:
        """The years of the plan in which an area's step names the pool, or somebody contributes to it."""
        return pool_years(self.records, pool)


def _add(
    sums: dict[tuple[str, int], dict[str | None, int]],
    key: tuple[str, int],
    partner: str | None,
    net: int,
) -> None:
    held = sums.setdefault(key, {})
    held[partner] = held.get(partner, 0) + net


def expenditure_by_partner(
    records: Records, figures: Figures, pool: str, year: int, standings: Standings | None = None
) -> dict[str | None, int]:
    """`Pooled.expenditure` of one pool and year."""
    return Pooled(records, figures, standings).expenditure(pool, year)


class BuildUp(NamedTuple):
    """The parts of a contribution [S24], in pence, each signed as it counts; they add up to it."""

    base: int
    recurrent_changes: int
    inflation: int
    agreed_changes: int
    efficiency: int
    non_recurrent: int


@dataclass(frozen=True, slots=True)
class Contributed:
    """What a partner contributes to a pool in a year, in pence of cash, and what that rests on.

    ``in_kind`` stands beside it. ``parts`` is there where a build-up was typed; ``own_lines`` is the net of
    the partner's own lines in the pool, whatever was agreed. ``non_recurrent`` is what was typed, or, where
    the contribution rests on the partner's lines, those of them that do not recur.
    """

    partner: str | None
    amount: int
    rests_on: str
    status: str
    in_kind: int
    own_lines: int
    non_recurrent: int
    parts: BuildUp | None

    @property
    def recurrent(self) -> int:
        """What carries on into the next year's base."""
        return self.amount - self.non_recurrent

    @property
    def unexplained(self) -> int:
        """What an agreed amount has more than its build-up comes to; 0 where there is no build-up."""
        return self.amount - sum(self.parts) if self.parts is not None else 0


def contributions(
    records: Records, figures: Figures, pool: str, year: int, standings: Standings | None = None
) -> tuple[Contributed, ...]:
    """`Pooled.contributions` of one pool and year."""
    return Pooled(records, figures, standings).contributions(pool, year)


def _contributed(
    partner: str | None, held: Contribution | None, own: int, lapsing: int, in_kind: int
) -> Contributed:
    if held is None:
        return Contributed(partner, own, OWN_LINES, "indicative", in_kind, own, lapsing, None)
    parts = build_up(held)
    if held.amount is not None:
        amount, rests_on = held.amount, AGREED
    elif parts is not None:
        amount, rests_on = sum(parts), BUILT_UP
    else:
        amount, rests_on = own, OWN_LINES
    if rests_on != OWN_LINES or held.non_recurrent is not None:
        lapsing = held.non_recurrent or 0
    return Contributed(
        partner,
        amount,
        rests_on,
        held.status,
        in_kind if held.in_kind is None else held.in_kind,
        own,
        lapsing,
        parts,
    )


def build_up(held: Contribution) -> BuildUp | None:
    """The typed parts of a contribution; nothing where no part but what is non-recurrent was typed."""
    given = (
        held.base,
        held.recurrent_changes,
        held.inflation,
        held.agreed_changes,
        held.efficiency,
    )
    if all(part is None for part in given):
        return None
    base, recurrent, inflation, agreed, efficiency = (part or 0 for part in given)
    return BuildUp(base, recurrent, inflation, agreed, -efficiency, held.non_recurrent or 0)


def balance(records: Records, figures: Figures, pool: str, year: int) -> int:
    """`Pooled.balance` of one pool and year."""
    return Pooled(records, figures).balance(pool, year)


def pool_years(records: Records, pool: str) -> list[int]:
    """The years of the plan in which some area's step names the pool, or somebody contributes to it."""
    named = {step.year for step in records.table(PathwayStep).values() if step.pool == pool}
    named |= {held.year for held in records.table(Contribution).values() if held.pool == pool}
    return [year for year in records.details.years if year in named]
