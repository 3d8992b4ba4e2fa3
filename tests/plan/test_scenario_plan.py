"""A plan seen through a scenario: what is read there, and what becomes of what is done there."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount
from jcplanner.domain.figures import total
from jcplanner.domain.pools import Contribution
from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.domain.virements import Virement
from jcplanner.plan import edits, scenario_edits
from jcplanner.plan.opening import OpenPlan, open_plan
from jcplanner.plan.plan import Notice, Plan
from jcplanner.plan.scenario_plan import ScenarioPlan


@pytest.fixture
def slow(plan: Plan) -> str:
    """A scenario without overrides."""
    return scenario_edits.add_scenario(plan, "Slow")


@pytest.fixture
def view(plan: Plan, slow: str) -> ScenarioPlan:
    """The plan as the scenario has it."""
    return ScenarioPlan(plan, slow)


def overrides(plan: Plan) -> dict[tuple[str, str], int | None]:
    """The value of each override, by record and field."""
    return {
        (held.of_record, held.of_field): held.value
        for held in plan.table(ScenarioOverride).values()
    }


def test_a_number_typed_in_it_stays_in_it(plan: Plan, view: ScenarioPlan):
    # The plan comes to 10,000.00 in 2016/17 (tests/conftest.py); homes from 1,234.56 to 2,000.00.
    edits.set_amounts(view, {("homes", 2016): 200_000})
    assert view.table(BudgetAmount)["homes:2016"].amount == 200_000
    assert plan.table(BudgetAmount)["homes:2016"].amount == 123_456
    assert total(view.figures) - total(plan.figures) == 76_544
    assert overrides(plan) == {("homes:2016", "amount"): 200_000}
    assert view.overridden("budget_amount", "homes:2016", "amount")
    assert not plan.overridden("budget_amount", "homes:2016", "amount")
    assert view.plan_value("budget_amount", "homes:2016", "amount") == 123_456


def test_it_is_one_step_of_the_plan_named_after_the_scenario(plan: Plan, view: ScenarioPlan):
    steps = len(plan.steps)
    edits.set_amounts(view, {("homes", 2016): 1, ("wards", 2016): 2}, "Change amounts")
    assert len(plan.steps) == steps + 1
    assert view.undo_name == plan.undo_name == "Change amounts, in Slow"


def test_the_plans_own_number_again_ends_the_override(plan: Plan, view: ScenarioPlan):
    edits.set_amounts(view, {("homes", 2016): 1})
    edits.set_amounts(view, {("homes", 2016): 123_456})
    assert not overrides(plan)


def test_a_blank_is_an_override_too(plan: Plan, view: ScenarioPlan):
    edits.set_amounts(view, {("homes", 2016): None})
    assert overrides(plan) == {("homes:2016", "amount"): None}
    assert "homes:2016" not in view.table(BudgetAmount)
    edits.set_amounts(view, {("homes", 2016): 5})
    assert overrides(plan) == {("homes:2016", "amount"): 5}


def test_a_cell_that_the_plan_does_not_have_is_made_in_it(plan: Plan, view: ScenarioPlan):
    edits.set_amounts(view, {("wards", 2018): 5})
    assert "wards:2018" not in plan.table(BudgetAmount)
    assert view.table(BudgetAmount)["wards:2018"] == BudgetAmount("wards:2018", "wards", 2018, 5)
    edits.set_amounts(view, {("wards", 2018): None})
    assert not overrides(plan)
    assert "wards:2018" not in view.table(BudgetAmount)


def test_words_new_records_and_removals_are_the_plans(plan: Plan, view: ScenarioPlan):
    edits.set_amount_fields(view, "homes", 2016, note="Contract", low=5)
    assert plan.table(BudgetAmount)["homes:2016"].note == "Contract"
    assert plan.table(BudgetAmount)["homes:2016"].low is None
    assert overrides(plan) == {("homes:2016", "low"): 5}
    edits.set_amount_fields(view, "wards", 2018, note="Not yet")
    assert plan.table(BudgetAmount)["wards:2018"] == BudgetAmount(
        "wards:2018", "wards", 2018, note="Not yet"
    )
    made = edits.duplicate(view, ["homes"])[0]
    assert plan.table(BudgetAmount)[f"{made}:2016"].amount == 123_456
    edits.remove(view, BudgetLine, ["wards"])
    assert "wards" not in plan.table(BudgetLine)
    assert overrides(plan) == {("homes:2016", "low"): 5}


def test_removing_a_line_takes_what_the_scenario_had_blanked_too(plan: Plan, view: ScenarioPlan):
    edits.set_amounts(view, {("homes", 2016): None})
    edits.remove(view, BudgetLine, ["homes"])
    assert "homes:2016" not in plan.table(BudgetAmount)
    view.undo()
    assert plan.table(BudgetAmount)["homes:2016"].amount == 123_456
    assert "homes:2016" not in view.table(BudgetAmount)


def test_numbers_of_other_records_become_overrides_alike(plan: Plan, view: ScenarioPlan):
    edits.set_funding(view, "core", {2017: 9})
    assert view.table(FundingAmount)["core:2017"].amount == 9
    with view.step("Contribute") as draft:
        draft.put(Contribution("pool:c:2017", "pool", "c", 2017, 700, base=600))
    assert not plan.table(FundingAmount)
    assert not plan.table(Contribution)
    assert overrides(plan) == {
        ("core:2017", "amount"): 9,
        ("pool:c:2017", "amount"): 700,
        ("pool:c:2017", "base"): 600,
    }
    edits.set_funding(view, "core", {2017: None})
    assert ("core:2017", "amount") not in overrides(plan)


def test_edits_of_the_plan_show_through_where_nothing_is_overridden(plan: Plan, view: ScenarioPlan):
    edits.set_amounts(view, {("homes", 2016): 5})
    edits.set_amounts(plan, {("homes", 2016): 6, ("homes", 2017): 7})
    assert view.table(BudgetAmount)["homes:2016"].amount == 5
    assert view.table(BudgetAmount)["homes:2017"].amount == 7
    edits.change(plan, BudgetLine, ["homes"], direction="income")
    assert total(view.figures) == -5 - 7 - 23_456 + 900_000


def test_listeners_are_told_what_moved_here(plan: Plan, view: ScenarioPlan):
    told: list[Notice] = []
    view.on_change(told.append)
    edits.set_amounts(view, {("homes", 2016): 5, ("wards", 2018): 6})
    (notice,) = told
    assert notice.lines == {"homes", "wards"}
    assert notice.tables == {"budget_amount", "scenario_override"}
    moved = {
        (one.id, str(one.before), str(one.after)) for one in notice.changes if "|" not in one.id
    }
    assert moved == {
        ("homes:2016", "{'amount': 123456}", "{'amount': 5}"),
        ("wards:2018", "None", "{'line': 'wards', 'year': 2018, 'amount': 6}"),
    }
    told.clear()
    edits.set_amounts(plan, {("homes", 2016): 9})
    (notice,) = told
    assert notice.changes == ()


def test_an_override_of_a_line_that_goes_is_idle_and_works_again_when_it_comes_back(
    plan: Plan, view: ScenarioPlan
):
    edits.set_amounts(view, {("wards", 2018): 5, ("wards", 2016): 6})
    edits.remove(plan, BudgetLine, ["wards"])
    assert not [key for key in view.table(BudgetAmount) if key.startswith("wards")]
    plan.undo()
    assert view.table(BudgetAmount)["wards:2018"].amount == 5
    assert view.table(BudgetAmount)["wards:2016"].amount == 6


def test_a_year_outside_the_plan_counts_when_the_plan_takes_it_in(
    plan: Plan, view: ScenarioPlan, slow: str
):
    scenario_edits.set_override(plan, slow, "budget_amount", "homes:2022", "amount", 100)
    before = total(view.figures)
    edits.set_details(plan, years_shown=8)
    assert total(view.figures) == before + 100
    edits.set_details(view, years_shown=4)
    assert total(view.figures) == before


def test_a_scenario_that_goes_changes_nothing_and_takes_no_more_numbers(
    plan: Plan, view: ScenarioPlan, slow: str
):
    edits.set_amounts(view, {("homes", 2016): 5})
    edits.remove(view, Scenario, [slow])
    assert view.scenario_name == ""
    assert view.table(BudgetAmount)["homes:2016"].amount == 123_456
    assert total(view.figures) == total(plan.figures)
    with pytest.raises(Refusal, match="no longer in the plan"):
        edits.set_amounts(view, {("homes", 2016): 5})
    edits.change(view, BudgetLine, ["homes"], note="Still")
    view.undo()
    view.undo()
    assert view.table(BudgetAmount)["homes:2016"].amount == 5


def test_a_virement_is_refused_in_it(plan: Plan, view: ScenarioPlan):
    steps = len(plan.steps)
    with pytest.raises(Refusal, match="choose Plan as agreed"), view.step("Virement") as draft:
        draft.add(Virement("v", 1, "Reason", 2016))
    assert len(plan.steps) == steps


def test_a_step_that_is_refused_moves_nothing(plan: Plan, view: ScenarioPlan):
    steps = len(plan.steps)
    with pytest.raises(Refusal):
        edits.set_amounts(view, {("homes", 2016): 5, ("nobody", 2016): 5})
    assert len(plan.steps) == steps
    assert not overrides(plan)
    assert view.table(BudgetAmount)["homes:2016"].amount == 123_456


def test_two_scenarios_stay_apart(plan: Plan, view: ScenarioPlan):
    other = ScenarioPlan(plan, scenario_edits.add_scenario(plan, "Fast"))
    edits.set_amounts(view, {("homes", 2016): 5})
    edits.set_amounts(other, {("homes", 2016): 6})
    assert view.table(BudgetAmount)["homes:2016"].amount == 5
    assert other.table(BudgetAmount)["homes:2016"].amount == 6
    assert plan.table(BudgetAmount)["homes:2016"].amount == 123_456
    other.close()
    edits.set_amounts(plan, {("homes", 2017): 7})
    assert other.table(BudgetAmount)["homes:2017"].amount == 130_000


def test_a_scenario_of_a_scenario_is_one_of_the_plan(plan: Plan, view: ScenarioPlan, slow: str):
    again = ScenarioPlan(view, slow)
    assert again.agreed is view.agreed is plan
    assert plan.agreed is plan
    assert (plan.scenario, view.scenario) == ("", slow)


def test_the_history_of_a_figure_tells_of_plan_and_scenario(plan: Plan, view: ScenarioPlan):
    edits.set_amounts(plan, {("homes", 2016): 1})
    edits.set_amounts(view, {("homes", 2016): 5})
    edits.set_amounts(plan, {("homes", 2016): 2})
    edits.set_amounts(view, {("homes", 2016): 2})
    values = [held[1:] for held in view.history(BudgetAmount, "homes:2016", "amount")]
    assert values == [(None, 123_456), (123_456, 1), (1, 5), (1, 2), (5, 1)]
    assert len(plan.history(BudgetAmount, "homes:2016", "amount")) == 3


def test_a_step_written_elsewhere_is_followed_when_told(plan: Plan, view: ScenarioPlan):
    with view.written_elsewhere() as calls:
        edits.set_amounts(view, {("homes", 2016): 5})
    assert view.table(BudgetAmount)["homes:2016"].amount == 123_456
    for call in calls:
        call()
    assert view.table(BudgetAmount)["homes:2016"].amount == 5


def test_it_is_there_when_the_plan_is_published_and_opened_again(small: OpenPlan):
    key = scenario_edits.add_scenario(small.plan, "Slow")
    edits.set_amounts(ScenarioPlan(small.plan, key), {("homes", 2016): 5})
    small.close()
    again = open_plan(small.path)
    try:
        view = ScenarioPlan(again.plan, key)
        assert view.table(BudgetAmount)["homes:2016"].amount == 5
        assert view.scenario_name == "Slow"
    finally:
        again.discard()


def test_overrides_that_make_no_sense_are_no_fault(plan: Plan, slow: str):
    with plan.step("From another copy") as draft:
        for number, (table, key, field) in enumerate(
            (
                ("nonsense", "x", "y"),
                ("budget_amount", "homes", "amount"),
                ("budget_amount", "homes:never", "amount"),
                ("budget_line", "homes", "description"),
                ("plan", "plan", "years_shown"),
            )
        ):
            draft.add(ScenarioOverride(f"odd{number}", slow, table, key, field, 1))
    view = ScenarioPlan(plan, slow)
    assert view.details == plan.details
    assert view.table(BudgetAmount).rows == plan.table(BudgetAmount).rows
    assert len(scenario_edits.say_overrides(plan, slow)) == 5
    assert any("5 overrides" in one.text or "overrides have" in one.text for one in view.problems)
