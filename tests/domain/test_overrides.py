"""Which numbers can be overridden, and what a record looks like with them."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.overrides import (
    GONE,
    IN_FORCE,
    OUTSIDE,
    UNKNOWN,
    blank_cell,
    has_owners,
    keys_in,
    numbers_of,
    put_overrides,
    why_idle,
    with_values,
)
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pools import Contribution, Pool
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.savings import Saving
from jcplanner.domain.scenario_worries import scenario_problems
from jcplanner.domain.scenarios import Scenario, ScenarioOverride, override_id


def records(*more: Record) -> Records:
    """A plan of one line, one partner and one pool."""
    held = (
        PlanDetails("plan", "Plan", first_year=2016, years_shown=3),
        Partner("c", 1, "Council"),
        Pool("pool", 1, "Pool"),
        BudgetLine("homes", 1, "c", None, "Homes"),
        BudgetAmount("homes:2016", "homes", 2016, 100, note="Contract"),
        Scenario("s", 1, "Slow"),
        *more,
    )
    rows: dict[str, list[tuple[object, ...]]] = {}
    for record in held:
        rows.setdefault(record.TABLE, []).append(record.row)
    return Records(rows)


def override(table: str, key: str, field: str, value: int | None) -> ScenarioOverride:
    """An override of the scenario "s"."""
    return ScenarioOverride(override_id("s", table, key, field), "s", table, key, field, value)


@pytest.mark.parametrize(
    ("table", "key", "keys"),
    [
        ("budget_amount", "homes:2016", {"line": "homes", "year": 2016}),
        ("contribution", "p:c:2017", {"pool": "p", "partner": "c", "year": 2017}),
        ("outturn", "homes:2016:9", {"line": "homes", "year": 2016, "period": 9}),
        ("budget_amount", "a:b:2016", {"line": "a:b", "year": 2016}),
        ("budget_amount", "homes:soon", None),
        ("budget_amount", "homes", None),
        ("saving", "x:2016", None),
    ],
)
def test_the_keys_of_a_cell_are_read_from_its_id(
    table: str, key: str, keys: dict[str, object] | None
):
    assert keys_in(table, key) == keys


def test_only_amounts_rates_and_counts_can_be_overridden():
    assert set(numbers_of("contribution")) == {
        "amount", "base", "recurrent_changes", "inflation", "agreed_changes", "efficiency",
        "non_recurrent", "in_kind",
    }  # fmt: skip
    assert set(numbers_of("saving")) == {"full_year_effect", "confidence"}
    assert set(numbers_of("instalment")) == {"received"}
    for table in ("plan", "virement_move", "scenario", "scenario_override", "version", "nonsense"):
        assert not numbers_of(table)


def test_a_cell_is_made_only_where_what_it_belongs_to_is_there():
    plan = records()
    assert has_owners(plan, "contribution", "pool:c:2016")
    assert not has_owners(plan, "contribution", "pool:nobody:2016")
    assert not has_owners(plan, "saving", "x")
    row = with_values(plan, "contribution", "pool:c:2016", {"amount": 5})
    assert row == Contribution("pool:c:2016", "pool", "c", 2016, 5).row
    assert with_values(plan, "contribution", "pool:nobody:2016", {"amount": 5}) is None
    assert blank_cell("contribution", "nonsense") is None


def test_a_cell_left_blank_is_not_there_unless_it_says_something_else():
    plan = records(BudgetAmount("homes:2017", "homes", 2017, 100))
    assert with_values(plan, "budget_amount", "homes:2017", {"amount": None}) is None
    kept = with_values(plan, "budget_amount", "homes:2016", {"amount": None})
    assert kept == BudgetAmount("homes:2016", "homes", 2016, None, note="Contract").row


def test_a_number_that_cannot_be_blank_is_as_it_begins():
    plan = records(Saving("less", 1, "Less", confidence=5_000))
    row = with_values(plan, "saving", "less", {"confidence": None})
    assert row == Saving("less", 1, "Less", confidence=10_000).row


@pytest.mark.parametrize(
    ("table", "key", "field", "why"),
    [
        ("budget_amount", "homes:2016", "amount", IN_FORCE),
        ("budget_amount", "homes:2018", "amount", IN_FORCE),
        ("budget_amount", "homes:2019", "amount", OUTSIDE),
        ("budget_amount", "wards:2016", "amount", GONE),
        ("pool", "pool", "notice_months", IN_FORCE),
        ("pool", "other", "notice_months", GONE),
        ("pool", "pool", "name", UNKNOWN),
        ("nonsense", "pool", "name", UNKNOWN),
        ("plan", "plan", "years_shown", UNKNOWN),
    ],
)
def test_an_override_says_why_it_has_no_effect(table: str, key: str, field: str, why: str):
    assert why_idle(records(), override(table, key, field, 1)) == why


def test_overrides_are_put_into_records_of_ones_own():
    plan = records(
        override("budget_amount", "homes:2016", "amount", 7),
        override("budget_amount", "homes:2017", "high", 9),
        override("budget_amount", "gone:2017", "amount", 9),
        override("pool", "pool", "notice_months", 6),
    )
    put_overrides(plan, "s", {"budget_amount"})
    assert plan.table(BudgetAmount)["homes:2016"].amount == 7
    assert plan.table(BudgetAmount)["homes:2017"].high == 9
    assert "gone:2017" not in plan.table(BudgetAmount)
    assert plan.table(Pool)["pool"].notice_months is None
    before = dict(plan.table(BudgetAmount).rows)
    put_overrides(plan, "", {"budget_amount"})
    assert plan.table(BudgetAmount).rows == before


def test_problems_tell_of_overrides_without_effect_and_of_one_name_twice():
    plan = records(
        Scenario("t", 2, "slow "),
        override("budget_amount", "homes:2016", "amount", 7),
        override("budget_amount", "homes:2040", "amount", 7),
        override("budget_amount", "gone:2016", "amount", 7),
        override("budget_amount", "gone:2017", "amount", 7),
    )
    found = [
        (problem.severity, problem.text, problem.place.id)
        for problem in scenario_problems(plan, Figures())
    ]
    assert found == [
        ("note", 'Scenario "Slow": 2 overrides have no effect: no longer in the plan.', "s"),
        ("note", 'Scenario "Slow": 1 override has no effect: outside the plan\'s years.', "s"),
        ("warning", 'More than one scenario is called "slow ".', "t"),
    ]
