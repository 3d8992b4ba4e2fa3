"""The list of problems: what costs time is found once after each step, however many ask."""

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.records import Records
from jcplanner.domain.worries import plan_problems
from jcplanner.plan import edits, problem_list, scenario_edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan


def test_what_is_wrong_with_the_plan_as_a_whole_is_found_once_after_each_step(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
):
    found: list[int] = []

    def counted(records: Records, figures: Figures):
        found.append(1)
        return plan_problems(records, figures)

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
