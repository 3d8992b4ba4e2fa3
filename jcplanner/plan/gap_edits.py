"""What people do to the gap: rates and resources year by year, and who shares a control total."""

from collections.abc import Collection, Mapping

from jcplanner.domain.assumptions import (
    Assumption,
    AssumptionRate,
    ControlledPartner,
    ControlTotal,
    Resource,
    controlled_id,
)
from jcplanner.domain.budgets import cell_id
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan

RATES = ("low", "central", "high")
"""The fields of a rate; a blank low or high is as central."""

Rates = Mapping[tuple[str, int, str], int | None]
"""Hundredths of one per cent by (assumption, year, field of `RATES`)."""


def set_rates(plan: Plan, cells: Rates, name: str = "Change rate") -> None:
    """Put rates into cells; a year left with none is dropped. Raises Refusal for an unknown assumption."""
    with plan.step(name) as draft:
        for (assumption, year, field), rate in cells.items():
            _put_rate(draft, assumption, year, field, rate)


def _put_rate(draft: Draft, assumption: str, year: int, field: str, rate: int | None) -> None:
    if draft.get(Assumption, assumption) is None:
        raise Refusal("That assumption is no longer in the plan.")
    key = cell_id(assumption, year)
    if draft.get(AssumptionRate, key) is None:
        if rate is None:
            return
        draft.add(AssumptionRate(key, assumption, year))
    draft.change(AssumptionRate, key, **{field: rate})
    after = draft.get(AssumptionRate, key)
    if after is not None and (after.low, after.central, after.high) == (None, None, None):
        draft.remove(AssumptionRate, key)


def set_resources(
    plan: Plan, cells: Mapping[tuple[str, int], int | None], name: str = "Change resource"
) -> None:
    """Put resources, in pence by (partner, year); a blank one counts what funding sources give again."""
    with plan.step(name) as draft:
        for (partner, year), amount in cells.items():
            if draft.get(Partner, partner) is None:
                raise Refusal("That partner is no longer in the plan.")
            key = cell_id(partner, year)
            held = draft.get(Resource, key)
            if held is None:
                if amount is not None:
                    draft.add(Resource(key, partner, year, amount))
                continue
            draft.change(Resource, key, amount=amount)
            if amount is None and not held.source and not held.note:
                draft.remove(Resource, key)


def describe_resource(plan: Plan, partner: str, year: int, **fields: str) -> None:
    """Say where a resource comes from (``source``), or put a note on it."""
    with plan.step("Describe resource") as draft:
        key = cell_id(partner, year)
        if draft.get(Resource, key) is None:
            draft.add(Resource(key, partner, year))
        draft.change(Resource, key, **fields)
        after = draft.get(Resource, key)
        if after is not None and (after.amount, after.source, after.note) == (None, "", ""):
            draft.remove(Resource, key)


def share_control_total(plan: Plan, control_total: str, partners: Collection[str]) -> None:
    """Let exactly these partners share a control total. Raises Refusal where it is not in the plan."""
    with plan.step("Change partners of control total") as draft:
        if draft.get(ControlTotal, control_total) is None:
            raise Refusal("That control total is no longer in the plan.")
        for key, held in plan.table(ControlledPartner).items():
            if held.control_total == control_total and held.partner not in partners:
                draft.remove(ControlledPartner, key)
        for partner in partners:
            draft.put(
                ControlledPartner(controlled_id(control_total, partner), control_total, partner)
            )
