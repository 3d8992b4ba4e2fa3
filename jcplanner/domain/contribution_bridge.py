"""From last year's contribution to this year's, part by part, as a real clause builds it up [S24]."""

from typing import NamedTuple

from jcplanner.domain.pooling import OWN_LINES, Contributed, Pooled


class Bridged(NamedTuple):
    """What leads from one year's contribution to the next, in pence.

    ``last`` and every change after it add up to ``this``. ``rebased`` is what a typed base has more than last
    year's recurrent contribution; ``own_lines`` is the change of a contribution that rests on lines;
    ``unexplained`` is what an agreed amount has more than its build-up, or all of its change without one.
    """

    last: int
    dropped: int
    rebased: int
    recurrent_changes: int
    inflation: int
    agreed_changes: int
    efficiency: int
    own_lines: int
    non_recurrent: int
    unexplained: int
    this: int

    @property
    def changes(self) -> tuple[int, ...]:
        """Everything between the two years, in order."""
        return self[1:-1]


CHANGES = (
    "Last year's non-recurrent",
    "Rebasing",
    "Recurrent changes",
    "Inflation",
    "Agreed changes",
    "Efficiency",
    "Change of own lines",
    "This year's non-recurrent",
    "Unexplained",
)
"""What each of `Bridged.changes` is called."""


def bridged(last: Contributed | None, this: Contributed | None) -> Bridged:
    """The bridge of one partner; None where it contributed nothing in that year."""
    before, lapsed = (last.amount, last.non_recurrent) if last else (0, 0)
    if this is None:
        return Bridged(before, -lapsed, 0, 0, 0, 0, 0, 0, 0, lapsed - before, 0)
    recurrent = before - lapsed
    if this.parts is not None:
        base, changes, inflation, agreed, efficiency, once = this.parts
        return Bridged(
            before,
            -lapsed,
            base - recurrent,
            changes,
            inflation,
            agreed,
            efficiency,
            0,
            once,
            this.unexplained,
            this.amount,
        )
    moved = this.recurrent - recurrent
    own, unexplained = (moved, 0) if this.rests_on == OWN_LINES else (0, moved)
    return Bridged(
        before, -lapsed, 0, 0, 0, 0, 0, own, this.non_recurrent, unexplained, this.amount
    )


def bridge(
    pooled: Pooled, pool: str, year: int, partner: str | None = None, *, whole: bool = True
) -> Bridged:
    """The bridge from the year before to a year: of the whole pool, or of one partner (``whole`` False)."""
    before = {held.partner: held for held in pooled.contributions(pool, year - 1)}
    after = {held.partner: held for held in pooled.contributions(pool, year)}
    partners = {**before, **after} if whole else {partner: None}
    found = [bridged(before.get(held), after.get(held)) for held in partners]
    return Bridged(*(sum(parts) for parts in zip(*found, strict=True))) if found else _NONE


_NONE = Bridged(*(0,) * len(Bridged._fields))
