"""The open plan: steps, undo and redo across restarts, history, notices, problems."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Figures, total
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.problems import Refusal
from jcplanner.domain.services import ServiceArea
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan, open_plan
from jcplanner.plan.plan import Notice, Plan


def everything(plan: Plan) -> dict[str, dict[str, tuple[object, ...]]]:
    return {
        kind.TABLE: dict(plan.table(kind).rows)
        for kind in (Partner, ServiceArea, BudgetLine, BudgetAmount, PathwayStep)
    }


def test_a_plan_opens_with_its_figures(plan: Plan):
    assert plan.years == [2016, 2017, 2018, 2019]
    assert plan.pathway_years == [2017, 2018, 2019]
    assert total(plan.figures) == 1_000_000 + 130_000
    assert plan.undo_name == plan.redo_name == ""


def test_a_plan_cannot_be_undone_out_of_being(plan: Plan):
    assert plan.undo() == ""
    assert plan.details.title == "Two partners"
    assert [step.kind for step in plan.steps] == ["made"]


def test_an_edit_is_one_step_with_its_name_and_the_totals_follow(plan: Plan):
    edits.set_amounts(plan, {("homes", 2016): 200_000, ("wards", 2018): 5})
    assert total(plan.figures) == 1_130_000 - 123_456 + 200_000 + 5
    assert [step.name for step in plan.steps][1:] == ["Change amount"]
    assert plan.undo_name == "Change amount"


def test_undo_and_redo_bring_back_exactly_what_stood(plan: Plan):
    before = everything(plan)
    edits.remove(plan, ServiceArea, ["adults"])
    after = everything(plan)
    assert after != before
    assert plan.undo() == "Remove service area"
    assert everything(plan) == before
    assert plan.redo_name == "Remove service area"
    assert plan.redo() == "Remove service area"
    assert everything(plan) == after


def test_a_new_edit_ends_what_could_be_redone(plan: Plan):
    edits.set_amounts(plan, {("homes", 2016): 1})
    plan.undo()
    edits.set_amounts(plan, {("homes", 2016): 2})
    assert plan.redo_name == ""
    assert plan.redo() == ""
    plan.undo()
    assert plan.table(BudgetAmount)["homes:2016"].amount == 123_456


def test_undo_goes_on_after_the_plan_was_closed_and_opened_again(
    make_plan: Callable[..., OpenPlan],
):
    held = make_plan()
    edits.set_amounts(held.plan, {("homes", 2016): 1})
    edits.set_amounts(held.plan, {("homes", 2016): 2})
    held.plan.undo()
    held.close()
    again = open_plan(held.path)
    assert (again.plan.undo_name, again.plan.redo_name) == ("Change amount", "Change amount")
    again.plan.redo()
    assert again.plan.table(BudgetAmount)["homes:2016"].amount == 2
    again.plan.undo()
    again.plan.undo()
    assert again.plan.table(BudgetAmount)["homes:2016"].amount == 123_456
    again.discard()


def test_a_step_that_changes_nothing_is_no_step(plan: Plan):
    edits.set_amounts(plan, {("homes", 2016): 123_456})
    with plan.step("Back and forth") as draft:
        draft.change(BudgetLine, "homes", note="x")
        draft.change(BudgetLine, "homes", note="")
    assert len(plan.steps) == 1


def test_nothing_has_moved_where_a_step_raises(plan: Plan):
    before = everything(plan)
    with pytest.raises(Refusal), plan.step("Half") as draft:
        draft.change(BudgetLine, "homes", note="x")
        draft.change(BudgetLine, "gone", note="x")
    assert everything(plan) == before
    assert len(plan.steps) == 1
    with plan.step("Whole") as draft:
        draft.change(BudgetLine, "homes", note="x")
    assert len(plan.steps) == 2


def test_steps_do_not_nest(plan: Plan):
    with plan.step("Outer") as draft:
        draft.change(BudgetLine, "homes", note="x")
        with pytest.raises(RuntimeError), plan.step("Inner"):
            pass
    assert plan.undo_name == "Outer"


@pytest.mark.parametrize("value", ["\ud800", 2**63])
def test_what_no_file_can_keep_is_refused_and_nothing_has_moved(plan: Plan, value: str | int):
    field = "note" if isinstance(value, str) else "source_row"
    with pytest.raises(Refusal), plan.step("Odd") as draft:
        draft.change(BudgetLine, "homes", **{field: value})
    assert plan.table(BudgetLine)["homes"].note == ""
    edits.set_amounts(plan, {("homes", 2016): 1})
    assert plan.table(BudgetAmount)["homes:2016"].amount == 1


def test_listeners_hear_what_moved_after_it_moved(plan: Plan):
    heard: list[tuple[Notice, int]] = []
    stop = plan.on_change(lambda notice: heard.append((notice, total(plan.figures))))
    edits.set_amounts(plan, {("homes", 2016): 0})
    edits.set_pathway(plan, "mental", 2018, stage="align")
    stop()
    edits.set_amounts(plan, {("homes", 2016): 5})
    (first, sum_then), (second, _) = heard
    assert (first.lines, first.tables, first.everything) == ({"homes"}, {"budget_amount"}, False)
    assert sum_then == 1_130_000 - 123_456
    assert (second.lines, second.tables) == (frozenset(), {"pathway_step"})


def test_a_listener_that_fails_does_not_keep_the_others_from_hearing(plan: Plan):
    heard: list[str] = []

    def fail(notice: Notice) -> None:
        raise ZeroDivisionError

    plan.on_change(fail)
    plan.on_change(lambda notice: heard.append(notice.step.name))
    with pytest.raises(ZeroDivisionError):
        edits.set_amounts(plan, {("homes", 2016): 0})
    assert heard == ["Change amount"]
    assert plan.undo_name == "Change amount"


def test_changing_the_years_rebuilds_the_figures(plan: Plan):
    heard: list[bool] = []
    plan.on_change(lambda notice: heard.append(notice.everything))
    edits.set_details(plan, first_year=2017)
    assert heard == [True]
    assert total(plan.figures) == 130_000
    plan.undo()
    assert total(plan.figures) == 1_130_000


def test_history_tells_what_became_of_a_cell_and_of_a_record(plan: Plan):
    edits.set_amounts(plan, {("homes", 2016): 1})
    edits.change(plan, BudgetLine, ["homes"], description="Care homes")
    plan.undo()
    plan.undo()
    told = plan.history(BudgetAmount, "homes:2016", "amount")
    assert [(step.kind, before, after) for step, before, after in told] == [
        ("made", None, 123_456),
        ("do", 123_456, 1),
        ("undo", 1, 123_456),
    ]
    names = [(before, after) for _, before, after in plan.history(BudgetLine, "homes")]
    assert names == [(None, "Homes"), ("Homes", "Care homes"), ("Care homes", "Homes")]


def test_history_of_one_record_is_found_in_a_step_that_added_thousands(plan: Plan):
    with plan.step("Bring in") as draft:
        for number in range(1200):
            draft.add(BudgetLine(f"line{number}", number, "c", "adults", f"Line {number}"))
    edits.change(plan, BudgetLine, ["line777"], description="Other")
    told = plan.history(BudgetLine, "line777", "description")
    assert [(before, after) for _, before, after in told] == [
        (None, "Line 777"),
        ("Line 777", "Other"),
    ]
    assert plan.history(BudgetLine, "line1200") == []
    plan.undo()
    plan.undo()
    assert len(plan.table(BudgetLine)) == 3
    plan.redo()
    assert plan.table(BudgetLine)["line777"].position == 777


def test_problems_follow_the_edits(plan: Plan):
    assert "line without an area" not in {held.kind for held in plan.problems}
    edits.assign_area(plan, ["wards"], None)
    assert "line without an area" in {held.kind for held in plan.problems}
    counted = plan.worries.counts()
    for severity, count in counted.items():
        assert count == sum(held.severity == severity for held in plan.problems)
    plan.undo()
    assert "line without an area" not in {held.kind for held in plan.problems}


def test_kept_figures_equal_figures_made_anew_after_edits_of_every_sort(plan: Plan):
    edits.set_amounts(plan, {("homes", 2018): 77, ("wards", 2017): None})
    edits.assign_area(plan, ["homes", "wards"], "mental")
    edits.change(plan, BudgetLine, ["wards"], direction="income")
    edits.remove(plan, BudgetLine, ["charges"])
    anew = Figures()
    anew.put_in(plan.records, plan.table(BudgetLine))
    assert dict(plan.figures.cells()) == dict(anew.cells())
    assert plan.figures.lines == anew.lines


def test_the_author_stands_in_the_step(make_plan: Callable[..., OpenPlan], tmp_path: Path):
    held = make_plan()
    held.close()
    again = open_plan(held.path, author="Finance lead")
    edits.set_amounts(again.plan, {("homes", 2016): 1})
    assert again.plan.steps[-1].author == "Finance lead"
    again.discard()
