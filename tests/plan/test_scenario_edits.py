"""What people do to scenarios: copy, override, go back, promote; and how it is said."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.plan import edits, scenario_edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from jcplanner.plan.wording import say_step


@pytest.fixture
def slow(plan: Plan) -> str:
    """A scenario with homes at £2,000.00 in 2016/17 and wards blank."""
    key = scenario_edits.add_scenario(plan, " Slow ", "Later?")
    scenario_edits.set_override(plan, key, "budget_amount", "homes:2016", "amount", 200_000)
    scenario_edits.set_override(plan, key, "budget_amount", "wards:2016", "amount", None, "Closed")
    return key


def test_a_scenario_needs_a_name(plan: Plan):
    with pytest.raises(Refusal, match="needs a name"):
        scenario_edits.add_scenario(plan, "  ")


def test_a_copy_has_the_same_overrides_of_its_own(plan: Plan, slow: str):
    copy = scenario_edits.copy_scenario(plan, slow)
    held = plan.table(Scenario)[copy]
    assert (held.name, held.purpose, held.position) == ("Slow (copy)", "Later?", 2)
    assert len(plan.table(ScenarioOverride)) == 4
    scenario_edits.back_to_plan(plan, [f"{copy}|budget_amount|homes:2016|amount"])
    assert ScenarioPlan(plan, slow).table(BudgetAmount)["homes:2016"].amount == 200_000
    assert plan.undo_name == "Take 1 number back to the plan, in Slow (copy)"
    with pytest.raises(Refusal, match="no longer in the plan"):
        scenario_edits.copy_scenario(plan, "nothing")


def test_an_override_keeps_what_the_plan_had_when_it_was_made(plan: Plan, slow: str):
    held = plan.table(ScenarioOverride)[f"{slow}|budget_amount|homes:2016|amount"]
    assert (held.value, held.plan_value) == (200_000, 123_456)
    assert plan.table(ScenarioOverride)[f"{slow}|budget_amount|wards:2016|amount"].note == "Closed"
    edits.set_amounts(plan, {("homes", 2016): 7})
    scenario_edits.set_override(plan, slow, "budget_amount", "homes:2016", "amount", 8)
    held = plan.table(ScenarioOverride)[held.id]
    assert (held.value, held.plan_value) == (8, 7)


@pytest.mark.parametrize(
    ("table", "key", "field", "why"),
    [
        ("budget_amount", "nobody:2016", "amount", "no longer in the plan"),
        ("budget_line", "homes", "description", "not a number"),
        ("plan", "plan", "years_shown", "not a number"),
    ],
)
def test_only_numbers_of_the_plan_are_overridden(
    plan: Plan, slow: str, table: str, key: str, field: str, why: str
):
    with pytest.raises(Refusal, match=why):
        scenario_edits.set_override(plan, slow, table, key, field, 1)


def test_going_back_where_nothing_is_otherwise_is_refused(plan: Plan, slow: str):
    with pytest.raises(Refusal, match="Nothing there is otherwise"):
        scenario_edits.back_to_plan(plan, ["nothing"])


def test_what_promoting_loses_is_said_first_where_the_plan_moved_on(plan: Plan, slow: str):
    edits.set_amounts(plan, {("wards", 2016): 950_000})
    said = scenario_edits.losses(plan, slow)
    numbers = [
        tuple(held.words(plan, one) for one in (held.then, held.now, held.value)) for held in said
    ]
    assert [
        (held.record, held.field, *three, held.moved_on)
        for held, three in zip(said, numbers, strict=True)
    ] == [
        ("Wards, 2016/17", "Amount", "£9,000.00", "£9,500.00", "blank", True),
        ("Homes, 2016/17", "Amount", "£1,234.56", "£1,234.56", "£2,000.00", False),
    ]  # fmt: skip


def test_promoting_writes_the_numbers_and_ends_the_overrides(plan: Plan, slow: str):
    view = ScenarioPlan(plan, slow)
    assert scenario_edits.promote(view, slow) == 2
    assert plan.table(BudgetAmount)["homes:2016"].amount == 200_000
    assert "wards:2016" not in plan.table(BudgetAmount)
    assert not plan.table(ScenarioOverride)
    assert slow in plan.table(Scenario)
    assert plan.undo_name == "Promote Slow"
    plan.undo()
    assert plan.table(BudgetAmount)["homes:2016"].amount == 123_456
    assert len(plan.table(ScenarioOverride)) == 2


def test_what_is_kept_back_or_idle_stays_in_the_scenario(plan: Plan, slow: str):
    scenario_edits.set_override(plan, slow, "budget_amount", "homes:2030", "amount", 4)
    kept = f"{slow}|budget_amount|homes:2016|amount"
    assert scenario_edits.promote(plan, slow, [kept]) == 1
    assert set(plan.table(ScenarioOverride)) == {kept, f"{slow}|budget_amount|homes:2030|amount"}
    with pytest.raises(Refusal, match="nothing that could be promoted"):
        scenario_edits.promote(plan, slow, [kept])


def test_five_thousand_overrides_are_one_step_each_way(plan: Plan):
    key = scenario_edits.add_scenario(plan, "Many")
    view = ScenarioPlan(plan, key)
    with plan.step("Lines") as draft:
        for number in range(1_250):
            draft.add(BudgetLine(f"l{number}", number + 10, "c", "learning", f"Line {number}"))
    cells = {(f"l{number}", year): number for number in range(1_250) for year in plan.years}
    edits.set_amounts(view, cells)
    assert len(plan.table(ScenarioOverride)) == 5_000
    assert len(plan.table(BudgetAmount)) == 4
    scenario_edits.promote(plan, key)
    assert len(plan.table(BudgetAmount)) == 5_004
    plan.undo()
    plan.undo()
    assert len(view.table(BudgetAmount)) == 4


def test_history_says_it_in_words(plan: Plan, slow: str):
    step = plan.steps[-2]
    assert step.name == "Change amount of Homes, 2016/17, in Slow"
    assert say_step(plan, step) == "Homes, 2016/17, in Slow: amount £1,234.56 to £2,000.00"
    assert say_step(plan, plan.steps[-1]) == (
        "Wards, 2016/17, in Slow: amount £9,000.00 to blank, note blank to Closed"
    )
    scenario_edits.back_to_plan(plan, list(plan.table(ScenarioOverride)))
    assert say_step(plan, plan.steps[-1]).startswith(
        "Homes, 2016/17, in Slow: amount £2,000.00 to £1,234.56"
    )
