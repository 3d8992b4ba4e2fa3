"""Savings as people edit them."""

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.problems import Refusal
from jcplanner.domain.savings import Saving, SavingCost
from jcplanner.plan import edits, saving_edits
from jcplanner.plan.plan import Plan


def test_a_new_saving_begins_with_the_pathway(plan: Plan):
    key = saving_edits.add_saving(plan)
    assert plan.table(Saving)[key].start_year == 2017
    other = saving_edits.add_saving(plan, start_year=2019, name="Later")
    assert [held.id for held in plan.table(Saving).ordered()] == [key, other]
    assert plan.table(Saving)[other].start_year == 2019


def test_holding_a_target_relieves_the_lines_partner_and_leaves_the_benefit_open(plan: Plan):
    key = saving_edits.add_saving(plan, name="Review")
    saving_edits.hold_target(plan, key, "wards")
    held = plan.table(Saving)[key]
    assert (held.target_line, held.partner, held.benefit_area) == ("wards", "n", None)
    assert plan.undo_name == 'Change where the target of "Review" is held'
    saving_edits.hold_target(plan, key, "homes")
    assert plan.table(Saving)[key].partner == "n"
    saving_edits.hold_target(plan, key, None)
    assert plan.table(Saving)[key].target_line is None


def test_costs_are_kept_by_year_and_dropped_when_blank(plan: Plan):
    key = saving_edits.add_saving(plan)
    saving_edits.set_costs(plan, {(key, 2017): 100, (key, 2018): 0})
    assert {held.year: held.amount for held in plan.table(SavingCost).values()} == {
        2017: 100,
        2018: 0,
    }
    saving_edits.set_costs(plan, {(key, 2018): None})
    assert list(plan.table(SavingCost)) == [f"{key}:2017"]
    plan.undo()
    assert len(plan.table(SavingCost)) == 2


def test_costs_go_with_their_saving_and_a_removed_line_empties_the_target(plan: Plan):
    key = saving_edits.add_saving(plan, target_line="homes")
    saving_edits.set_costs(plan, {(key, 2017): 100})
    edits.remove(plan, BudgetLine, ["homes"])
    assert plan.table(Saving)[key].target_line is None
    edits.remove(plan, Saving, [key])
    assert len(plan.table(SavingCost)) == 0


def test_what_is_gone_is_refused(plan: Plan):
    key = saving_edits.add_saving(plan)
    with pytest.raises(Refusal, match="budget line is no longer"):
        saving_edits.hold_target(plan, key, "gone")
    with pytest.raises(Refusal, match="saving is no longer"):
        saving_edits.set_costs(plan, {("gone", 2017): 1})
