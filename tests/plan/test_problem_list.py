"""The list of problems: what costs time is found once after each step, however many ask."""

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.problems import Problem
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.records import Records
from jcplanner.domain.registers import Risk
from jcplanner.domain.worries import Kept, plan_problems
from jcplanner.plan import edits, problem_list, scenario_edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.problem_list import ProblemList
from jcplanner.plan.scenario_plan import ScenarioPlan


def test_what_is_wrong_with_the_plan_as_a_whole_is_found_once_after_each_step(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
):
    found: list[int] = []

    def counted(records: Records, figures: Figures, kept: Kept):
        found.append(1)
        return plan_problems(records, figures, kept)

    monkeypatch.setattr(problem_list, "plan_problems", counted)
    edits.set_amounts(plan, {("homes", 2016): 1})
    for _ in range(2):
        assert len(plan.problems) == sum(plan.worries.counts().values())
        assert plan.worries.worst(1) == plan.problems[:1]
        plan.worries.by_kind()
    assert len(found) == 1


def test_problems_follow_every_step_of_plan_and_scenario(plan: Plan):
    key = scenario_edits.add_scenario(plan, "Slower")
    view = ScenarioPlan(plan, key)
    for held in (plan, view):
        before = held.problems
        edits.remove(plan, BudgetLine, list(plan.table(BudgetLine)))
        assert held.problems != before
        plan.undo()
        assert held.problems == before


def test_rules_that_read_no_amounts_are_asked_again_only_when_something_else_moves(plan: Plan):
    def looked_at_anew() -> list[Problem]:
        return ProblemList(plan.records, plan.figures).all()

    edits.add(plan, Proposal, name="Together")
    assert plan.problems == looked_at_anew()
    kept = [held for held in plan.problems if held.place.screen == "decisions"]
    assert kept
    edits.set_amounts(plan, {("homes", 2016): 7})
    assert plan.problems == looked_at_anew()
    # The very same: found once.
    assert all(any(held is one for one in plan.problems) for held in kept)
    edits.add(plan, Risk, event="Fees rise", state="occurred")
    assert plan.problems == looked_at_anew()
    assert any(held.place.table == Risk.TABLE for held in plan.problems)
    plan.undo()
    plan.undo()
    assert plan.problems == looked_at_anew()
