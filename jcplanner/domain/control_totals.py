"""Control totals: what some partners together may spend in a year, and the headroom that is left (004¶18)."""

from collections.abc import Iterator
from dataclasses import dataclass

from jcplanner.domain.assumptions import ControlledPartner, ControlTotal
from jcplanner.domain.figures import Figures, Scope, total
from jcplanner.domain.gap import Gap
from jcplanner.domain.partners import Partner
from jcplanner.domain.records import Records


@dataclass(frozen=True, slots=True)
class Controlled:
    """A control total with its partners, in people's order, and what they come to, in pence.

    ``headroom`` is the amount less that; nothing where no amount, no year or no partner is given yet.
    """

    control: ControlTotal
    partners: tuple[str, ...]
    compared: int
    headroom: int | None


def partners_under(records: Records, control_total: str) -> tuple[str, ...]:
    """The partners that share a control total, in people's order."""
    named = {
        held.partner
        for held in records.table(ControlledPartner).values()
        if held.control_total == control_total
    }
    return tuple(held.id for held in records.table(Partner).ordered() if held.id in named)


def controlled(records: Records, figures: Figures, gap: Gap | None = None) -> Iterator[Controlled]:
    """Every control total beside what its partners budget or, after savings, require.

    ``gap`` is one worked out already: the central estimate, savings unweighted.
    """
    for control in records.table(ControlTotal).ordered():
        partners, year = partners_under(records, control.id), control.year
        if not partners or year is None:
            yield Controlled(control, partners, 0, None)
            continue
        if control.compared == "net revenue budget":
            compared = total(figures, Scope(frozenset((year,)), frozenset[str | None](partners)))
        else:
            gap = gap or Gap(records, figures)
            compared = sum(gap.of(year, partner).after_savings for partner in partners)
        headroom = None if control.amount is None else control.amount - compared
        yield Controlled(control, partners, compared, headroom)
