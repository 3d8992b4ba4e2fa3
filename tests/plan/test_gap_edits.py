"""Rates, resources and partners of control totals: each verb one step, nothing left that says nothing."""

import pytest

from jcplanner.domain.assumptions import (
    Assumption,
    AssumptionRate,
    ControlledPartner,
    ControlTotal,
    Resource,
)
from jcplanner.domain.control_totals import partners_under
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits, gap_edits
from jcplanner.plan.plan import Plan


def partner_of(plan: Plan, place: int = 0) -> str:
    return plan.table(Partner).ordered()[place].id


def test_rates_of_several_years_are_one_step_and_can_be_taken_back(plan: Plan):
    pay = edits.add(plan, Assumption, name="Pay")
    before = len(plan.steps)
    cells = {(pay, year, "central"): 250 for year in plan.pathway_years}
    gap_edits.set_rates(plan, {**cells, (pay, 2017, "low"): 100}, "Fill rates")
    assert len(plan.steps) == before + 1
    held = plan.table(AssumptionRate)[f"{pay}:2017"]
    assert (held.low, held.central, held.high) == (100, 250, None)
    assert plan.undo() == "Fill rates"
    assert not plan.table(AssumptionRate)


def test_a_year_left_without_any_rate_is_dropped(plan: Plan):
    pay = edits.add(plan, Assumption, name="Pay")
    gap_edits.set_rates(plan, {(pay, 2017, "central"): 250, (pay, 2017, "high"): 300})
    gap_edits.set_rates(plan, {(pay, 2017, "high"): None})
    assert plan.table(AssumptionRate)[f"{pay}:2017"].high is None
    gap_edits.set_rates(plan, {(pay, 2017, "central"): None, (pay, 2018, "central"): None})
    assert not plan.table(AssumptionRate)


def test_rates_go_with_their_assumption(plan: Plan):
    pay = edits.add(plan, Assumption, name="Pay")
    gap_edits.set_rates(plan, {(pay, 2017, "central"): 250})
    edits.remove(plan, Assumption, [pay])
    assert not plan.table(AssumptionRate)
    with pytest.raises(Refusal, match="no longer in the plan"):
        gap_edits.set_rates(plan, {(pay, 2017, "central"): 250})


def test_a_resource_is_kept_while_it_has_an_amount_or_a_source(plan: Plan):
    council = partner_of(plan)
    gap_edits.set_resources(plan, {(council, 2017): 900_00})
    gap_edits.describe_resource(plan, council, 2017, source="MTFS")
    gap_edits.set_resources(plan, {(council, 2017): None})
    held = plan.table(Resource)[f"{council}:2017"]
    assert (held.amount, held.source) == (None, "MTFS")
    gap_edits.describe_resource(plan, council, 2017, source="")
    assert not plan.table(Resource)
    gap_edits.set_resources(plan, {(council, 2017): 900_00})
    gap_edits.set_resources(plan, {(council, 2017): None})
    assert not plan.table(Resource)
    with pytest.raises(Refusal, match="no longer in the plan"):
        gap_edits.set_resources(plan, {("nobody", 2017): 1})


def test_exactly_the_partners_that_are_chosen_share_a_control_total(plan: Plan):
    council, other = partner_of(plan), partner_of(plan, 1)
    total = edits.add(plan, ControlTotal, name="System", year=2017)
    gap_edits.share_control_total(plan, total, [council, other])
    assert partners_under(plan.records, total) == (council, other)
    before = len(plan.steps)
    gap_edits.share_control_total(plan, total, [other, council])
    assert len(plan.steps) == before  # nothing has changed
    gap_edits.share_control_total(plan, total, [other])
    assert partners_under(plan.records, total) == (other,)
    edits.remove(plan, ControlTotal, [total])
    assert not plan.table(ControlledPartner)
    with pytest.raises(Refusal, match="no longer in the plan"):
        gap_edits.share_control_total(plan, total, [council])
