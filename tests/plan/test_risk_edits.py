"""Rules are added, ordered, shared and put in by sets, each as one step that can be undone."""

import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.domain.risk_case import rules_of, shares_of
from jcplanner.domain.risk_rules import OVER, UNDER, RiskShare, RiskShareRule
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.risk_edits import add_rule, move_rule, put_rule_set, set_shares
from jcplanner.plan.rule_sets import rule_sets


def names(plan: Plan, side: str = OVER) -> list[str]:
    return [rule.rule for rule in rules_of(plan.records, "pool") if rule.side == side]


def test_rules_are_called_in_the_order_in_which_people_put_them(plan: Plan):
    first = add_rule(plan, "pool", OVER, "risk pool")
    add_rule(plan, "pool", UNDER, "contingency")
    second = add_rule(plan, "pool", OVER, "pro rata to contribution")
    move_rule(plan, second, -1)
    assert names(plan) == ["pro rata to contribution", "risk pool"]
    assert names(plan, UNDER) == ["contingency"]
    move_rule(plan, first, 1)
    assert names(plan) == ["pro rata to contribution", "risk pool"]
    plan.undo()
    assert names(plan) == ["risk pool", "pro rata to contribution"]


def test_a_rule_of_the_other_side_is_refused(plan: Plan):
    with pytest.raises(Refusal, match="not a rule for an underspend"):
        add_rule(plan, "pool", UNDER, "pro rata, capped")
    with pytest.raises(Refusal, match="no longer"):
        add_rule(plan, "gone", OVER, "risk pool")
    with pytest.raises(Refusal, match="no longer"):
        move_rule(plan, "gone", 1)


def test_shares_are_typed_and_taken_away(plan: Plan):
    rule = add_rule(plan, "pool", OVER, "fixed percentages")
    set_shares(plan, rule, {"c": 6_000, "n": 4_000})
    assert shares_of(plan.records, rules_of(plan.records, "pool")) == {
        rule: {"c": 6_000, "n": 4_000}
    }
    set_shares(plan, rule, {"n": None})
    assert set(plan.table(RiskShare)) == {f"{rule}:c"}
    with pytest.raises(Refusal, match="between 0% and 100%"):
        set_shares(plan, rule, {"n": 10_001})
    edits.remove(plan, RiskShareRule, [rule])
    assert not plan.table(RiskShare)


def test_a_set_of_rules_replaces_those_there_in_one_step(plan: Plan):
    add_rule(plan, "pool", OVER, "risk pool")
    steps = len(plan.steps)
    equal = next(held for held in rule_sets() if held.name == "Equal shares")
    put_rule_set(plan, "pool", equal, 2016)
    assert len(plan.steps) == steps + 1
    assert names(plan) == ["fixed percentages"]
    assert [held.share for held in plan.table(RiskShare).values()] == [10_000, 10_000]
    plan.undo()
    assert names(plan) == ["risk pool"]


@pytest.mark.parametrize("rules", rule_sets(), ids=lambda held: held.name)
def test_every_set_can_be_put_into_a_pool(plan: Plan, rules):
    put_rule_set(plan, "pool", rules, 2017)
    assert names(plan) == [held.rule for held in rules.rules if held.side == OVER]
    assert names(plan, UNDER)
    kinds = {problem.kind for problem in plan.problems}
    assert not kinds & {"rule on the wrong side", "rule without an amount"}
