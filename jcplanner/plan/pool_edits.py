"""What people can do to pools: contributions, instalments, the agreement; each verb is one undoable step."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from jcplanner.domain.column import Value
from jcplanner.domain.instalments import instalments
from jcplanner.domain.money import scaled
from jcplanner.domain.pooling import Contributed, Pooled
from jcplanner.domain.pools import (
    AgreementTerm,
    Contribution,
    Instalment,
    contribution_id,
    instalment_id,
    term_id,
)
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record
from jcplanner.domain.years import year_label
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan

Fields = Mapping[str, Mapping[str, Value]]
"""New values of fields by partner, by item or by instalment."""


def set_contribution(plan: Plan, pool: str, partner: str, year: int, **fields: Value) -> None:
    """Change parts of a partner's contribution, amounts in pence; one left with nothing typed is dropped."""
    set_contributions(plan, pool, year, {partner: fields})


def set_contributions(plan: Plan, pool: str, year: int, parts: Fields) -> None:
    """Change parts of several partners' contributions as one step."""
    names = [plan.records.name("partner", partner) for partner in parts]
    who = names[0] if len(names) == 1 else f"{len(names)} partners"
    with plan.step(f"Change contribution of {who}, {year_label(year)}") as draft:
        for partner, fields in parts.items():
            blank = Contribution(contribution_id(pool, partner, year), pool, partner, year)
            _put(draft, blank, fields)


def confirm_contributions(
    plan: Plan, pool: str, year: int, partners: Collection[str] | None = None
) -> int:
    """Mark the contributions of a year as confirmed, of all partners or of some. Returns how many were not.

    A confirmed amount is agreed: where none was typed it is what the contribution comes to now, and stays so
    when lines move. Raises Refusal where nobody contributes.
    """
    given = Pooled(plan.records, plan.figures).contributions(pool, year)
    chosen = [held for held in given if partners is None or held.partner in partners]
    if not any(held.partner for held in chosen):
        raise Refusal(
            f"Nobody contributes in {year_label(year)}; type a contribution, or put an area into the pool "
            "on the Pathway screen."
        )
    done = 0
    table = plan.table(Contribution)
    with plan.step(f"Confirm contributions of {year_label(year)}") as draft:
        for held in chosen:
            if held.partner is None:
                continue
            key = contribution_id(pool, held.partner, year)
            typed = table.get(key) or Contribution(key, pool, held.partner, year)
            done += typed.status != "confirmed"
            amount = held.amount if typed.amount is None else typed.amount
            draft.put(replace(typed, status="confirmed", amount=amount))
    return done


class Rolled(NamedTuple):
    """What rolling forward would make of one partner's next contribution, beside what there is now."""

    partner: str
    before: Contribution | None
    after: Contribution

    @property
    def is_change(self) -> bool:
        """Whether anything would move."""
        return self.before is None or self.before.row != self.after.row


def rolled_forward(
    plan: Plan,
    pool: str,
    year: int,
    *,
    inflation: int | None = None,
    efficiency: int | None = None,
    replacing: bool = False,
) -> list[Rolled]:
    """What `roll_contributions` would do, partner by partner; those it leaves alone are not listed."""
    typed, found = plan.table(Contribution), list[Rolled]()
    for held in Pooled(plan.records, plan.figures).contributions(pool, year):
        if held.partner is None:
            continue
        key = contribution_id(pool, held.partner, year + 1)
        before = typed.get(key)
        if before is not None and not replacing and _is_filled(before):
            continue
        after = before or Contribution(key, pool, held.partner, year + 1)
        found.append(
            Rolled(held.partner, before, _rolled(after, held, inflation, efficiency, replacing))
        )
    return found


def _is_filled(held: Contribution) -> bool:
    return held.amount is not None or held.base is not None


def _rolled(
    held: Contribution,
    last: Contributed,
    inflation: int | None,
    efficiency: int | None,
    replacing: bool,
) -> Contribution:
    """Base and the parts that are percentages of it; parts that were typed stay, unless replaced."""
    base = last.recurrent
    after = replace(held, base=base)
    if inflation is not None and (replacing or held.inflation is None):
        after = replace(after, inflation=scaled(base, inflation))
    if efficiency is not None and (replacing or held.efficiency is None):
        after = replace(after, efficiency=scaled(base, efficiency))
    return after


def roll_contributions(
    plan: Plan,
    pool: str,
    year: int,
    *,
    inflation: int | None = None,
    efficiency: int | None = None,
    replacing: bool = False,
) -> int:
    """Carry a year's recurrent contributions into the next year's base (rule 5). Returns how many moved.

    Percentages are hundredths of one per cent of the base. Partners whose next year has a base or an agreed
    amount are left alone unless ``replacing``; an agreed amount and the other typed parts stay in any case.
    Raises Refusal where the plan has no next year or nobody contributes.
    """
    if year + 1 not in plan.years:
        raise Refusal(
            f"The plan ends with {year_label(plan.years[-1])}; show more years to roll forward into "
            f"{year_label(year + 1)}."
        )
    if not any(
        held.partner for held in Pooled(plan.records, plan.figures).contributions(pool, year)
    ):
        raise Refusal(
            f"Nobody contributes in {year_label(year)}: there is nothing to roll forward."
        )
    found = rolled_forward(
        plan, pool, year, inflation=inflation, efficiency=efficiency, replacing=replacing
    )
    moved = [held for held in found if held.is_change]
    with plan.step(f"Roll contributions forward into {year_label(year + 1)}") as draft:
        for held in moved:
            draft.put(held.after)
    return len(moved)


def set_instalment(
    plan: Plan, pool: str, partner: str, year: int, quarter: int, **fields: Value
) -> None:
    """Put in what was received of a partner for a quarter, in pence, and when; a blank one is dropped."""
    set_instalments(plan, pool, year, {(partner, quarter): fields})


def set_instalments(
    plan: Plan, pool: str, year: int, parts: Mapping[tuple[str, int], Mapping[str, Value]]
) -> None:
    """Put in several instalments, by partner and quarter, as one step."""
    places = [f"{quarter} of {plan.records.name('partner', who)}" for who, quarter in parts]
    what = f"instalment {places[0]}" if len(places) == 1 else f"{len(places)} instalments"
    with plan.step(f"Change {what}, {year_label(year)}") as draft:
        for (partner, quarter), fields in parts.items():
            key = instalment_id(pool, partner, year, quarter)
            _put(draft, Instalment(key, pool, partner, year, quarter), fields)


def receive_as_expected(
    plan: Plan, pool: str, year: int, places: Collection[tuple[str, int]], on: str | None = None
) -> int:
    """Put in instalments, by partner and quarter, as received in full; those that were typed stay.

    Returns how many were put in. Raises Refusal where none of them is still to come.
    """
    given = Pooled(plan.records, plan.figures).contributions(pool, year)
    due = [
        held
        for held in instalments(plan.records, given, pool, year)
        if (held.partner, held.quarter) in places and held.received is None and held.expected
    ]
    if not due:
        raise Refusal(
            "Nothing is still to come for these quarters; type over an amount to change it."
        )
    parts = {
        (held.partner, held.quarter): {
            "received": held.expected,
            "received_on": held.received_on or on,
        }
        for held in due
    }
    set_instalments(plan, pool, year, parts)
    return len(due)


def set_term(plan: Plan, pool: str, item: str, **fields: Value) -> None:
    """Say what the agreement has on one item of regulation 7(3); one brought back to nothing is dropped."""
    set_terms(plan, pool, {item: fields})


def set_terms(plan: Plan, pool: str, parts: Fields) -> None:
    """Say what the agreement has on several items as one step."""
    what = f"the agreement's {next(iter(parts))}" if len(parts) == 1 else f"{len(parts)} items"
    with plan.step(f"Change {what}") as draft:
        for item, fields in parts.items():
            _put(draft, AgreementTerm(term_id(pool, item), pool, item), fields)


def _put(draft: Draft, blank: Record, fields: Mapping[str, Value]) -> None:
    """Set fields of the record, made where it is not there; gone where nothing is left in it."""
    kind = type(blank)
    if draft.get(kind, blank.id) is None:
        draft.add(blank)
    draft.change(kind, blank.id, **fields)
    after = draft.get(kind, blank.id)
    if after is not None and after.row == blank.row:
        draft.remove(kind, blank.id)
