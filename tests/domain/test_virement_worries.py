"""Problems of virements, as a merge or the removal of a line may leave them."""

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.problems import Place
from jcplanner.domain.virement_worries import virement_problems
from jcplanner.domain.virements import Virement, VirementMove
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan


def put_in(plan: Plan, **moves: int) -> None:
    with plan.step("Virement") as draft:
        draft.add(Virement("v", 1, "Prevention", 2017))
        for line, pence in moves.items():
            draft.add(VirementMove(f"v:{line}", "v", line, pence))


def test_a_virement_that_comes_to_nil_is_no_problem(plan: Plan):
    put_in(plan, homes=-500, wards=500)
    assert list(virement_problems(plan.records, plan.figures)) == []


def test_moves_that_do_not_come_to_nil_are_serious(plan: Plan):
    put_in(plan, homes=-500, wards=700)
    (problem,) = virement_problems(plan.records, plan.figures)
    assert (problem.kind, problem.severity) == ("virement not nil", "serious")
    assert problem.text == 'Virement "Prevention", 2017/18: its moves come to £2 more than nil.'
    assert problem.place == Place("budgets", "virement", "v", 2017)
    assert problem in plan.problems


def test_a_line_that_is_gone_is_told(plan: Plan):
    put_in(plan, homes=-500, wards=500)
    edits.remove(plan, BudgetLine, ["wards"])
    (problem,) = virement_problems(plan.records, plan.figures)
    assert (problem.kind, problem.severity) == ("virement of a line that is gone", "warning")
    assert "a line that it moved is no longer in the plan" in problem.text
