"""What lies in a pool in a year, what each partner contributes, and the balance (DESIGN rules 2, 4, 5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from jcplanner.domain.figures import Cell, Figures, Standings, signed
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.pools import Contribution, Pool, contribution_id
from jcplanner.domain.records import Records

AGREED, BUILT_UP, OWN_LINES = "agreed", "build-up", "own lines"
"""What a contribution rests on, the first that is there."""


class InPool(NamedTuple):
    """One cell of the figures that lies in a pool, with its net pence."""

    cell: Cell
    net: int


def in_pool(
    records: Records, figures: Figures, pool: str, year: int, standings: Standings | None = None
) -> Iterator[InPool]:
    """The cells of a pool in a year, of either nature, in cash and in kind; lines kept out stay out.

    Other natures than the pool's own are there to be told, never to be added (capital does not leak into a
    revenue pool); `expenditure` counts those that belong.
    """
    stands = standings or Standings(records)
    for cell, pence in figures.cells():
        if cell.year == year and not cell.kept_out and stands.of(cell.area, year).pool == pool:
            yield InPool(cell, signed(cell, pence))


def expenditure_by_partner(
    records: Records, figures: Figures, pool: str, year: int, standings: Standings | None = None
) -> dict[str | None, int]:
    """The net of the pool's lines by the partner whose they are, in pence: of the pool's nature, in cash."""
    nature = records.table(Pool).value(pool, "nature")
    sums: dict[str | None, int] = {}
    for cell, net in in_pool(records, figures, pool, year, standings):
        if cell.nature == nature and not cell.in_kind:
            sums[cell.partner] = sums.get(cell.partner, 0) + net
    return sums


def in_kind_by_partner(
    records: Records, figures: Figures, pool: str, year: int, standings: Standings | None = None
) -> dict[str | None, int]:
    """The net in kind of the pool's lines by partner, in pence; beside cash, never in it."""
    sums: dict[str | None, int] = {}
    for cell, net in in_pool(records, figures, pool, year, standings):
        if cell.in_kind:
            sums[cell.partner] = sums.get(cell.partner, 0) + net
    return sums


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
    the partner's own lines in the pool, whatever was agreed.
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
    """Every partner's contribution to a pool in a year, in people's order of the partners.

    A partner with neither a contribution nor lines in the pool is left out; lines of no partner count under
    None. Rule 4: the agreed amount if typed, else the build-up, else the net of its own lines.
    """
    stands = standings or Standings(records)
    own = expenditure_by_partner(records, figures, pool, year, stands)
    kind = in_kind_by_partner(records, figures, pool, year, stands)
    typed = records.table(Contribution)
    found: list[Contributed] = []
    partners: list[str | None] = [held.id for held in records.table(Partner).ordered()]
    for partner in [*partners, None]:
        held = typed.get(contribution_id(pool, partner, year)) if partner else None
        if held is None and partner not in own and partner not in kind:
            continue
        found.append(_contributed(partner, held, own.get(partner, 0), kind.get(partner, 0)))
    return tuple(found)


def _contributed(
    partner: str | None, held: Contribution | None, own: int, in_kind: int
) -> Contributed:
    if held is None:
        return Contributed(partner, own, OWN_LINES, "indicative", in_kind, own, 0, None)
    parts = build_up(held)
    if held.amount is not None:
        amount, rests_on = held.amount, AGREED
    elif parts is not None:
        amount, rests_on = sum(parts), BUILT_UP
    else:
        amount, rests_on = own, OWN_LINES
    return Contributed(
        partner,
        amount,
        rests_on,
        held.status,
        in_kind if held.in_kind is None else held.in_kind,
        own,
        held.non_recurrent or 0,
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
    """Contributions less expenditure of a pool in a year, in pence: 0, or a problem (rule 4)."""
    stands = Standings(records)
    given = sum(held.amount for held in contributions(records, figures, pool, year, stands))
    spent = sum(expenditure_by_partner(records, figures, pool, year, stands).values())
    return given - spent


def pool_years(records: Records, pool: str) -> list[int]:
    """The years of the plan in which some area's step names the pool, or somebody contributes to it."""
    named = {step.year for step in records.table(PathwayStep).values() if step.pool == pool}
    named |= {held.year for held in records.table(Contribution).values() if held.pool == pool}
    return [year for year in records.details.years if year in named]
