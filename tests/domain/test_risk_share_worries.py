"""What is wrong with a pool's rules is said before money depends on it."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.risk_rules import UNDER, RiskShare, RiskShareRule
from jcplanner.domain.risk_share_worries import risk_share_problems
from jcplanner.domain.services import ServiceArea

POOL = (
    PlanDetails("plan", first_year=2016),
    ServiceArea("a", 1, "Older people"),
    Pool("pool", 1, "Care homes"),
    PathwayStep("a:2017", "a", 2017, "integrate", "pooled", "pool"),
)


def problems(*more: Record):
    rows: dict[str, list] = {}
    for held in (*POOL, *more):
        rows.setdefault(held.TABLE, []).append(held.row)
    records, figures = Records(rows), Figures()
    figures.put_in(records, records.table(BudgetLine))
    return list(risk_share_problems(records, figures))


def rule(name: str, key: str = "r", **fields) -> RiskShareRule:
    return RiskShareRule(key, int(fields.pop("position", 1)), "pool", rule=name, **fields)


def test_a_pool_that_holds_money_without_a_rule_for_overspends_is_warned_of():
    (found,) = problems()
    assert (found.kind, found.place) == ("no risk share", Place("pools", "pool", "pool"))
    assert problems(rule("pro rata to contribution")) == []


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        ([rule("fixed percentages")], "shares do not add up"),
        (
            [rule("fixed percentages"), RiskShare("r:a", "r", "a", 12_000)],
            "shares do not add up",
        ),
        ([rule("risk pool")], "rule without an amount"),
        ([rule("risk pool", amount=-5)], "rule without an amount"),
        ([rule("fixed: the host bears it")], "no host"),
        ([rule("others first, to a threshold")], "no protected partner"),
        (
            [rule("pro rata to contribution", "o"), rule("pro rata, capped", side=UNDER)],
            "rule on the wrong side",
        ),
    ],
)
def test_a_rule_that_cannot_do_what_it_says_is_a_problem(made, kind):
    (found,) = problems(*made)
    assert found.kind == kind
    assert found.place == Place("pools", "risk_share_rule", "r")


def test_a_rule_behind_one_that_takes_all_is_never_reached():
    first = rule("pro rata to contribution", "a", position=1)
    second = rule("pro rata, capped", "b", position=2, cap=500)
    (found,) = problems(first, second)
    assert found.kind == "rule never reached"
    assert problems(rule("pro rata to contribution", "a", amount=5), second) == []
    assert problems(second, rule("pro rata to contribution", "a", position=3)) == []


def test_shares_of_100_per_cent_are_no_problem():
    shares = [RiskShare(f"r:{key}", "r", key, 5_000) for key in "ab"]
    assert problems(rule("fixed percentages"), *shares) == []


def test_what_no_rule_takes_of_the_forecast_is_a_problem_of_its_year():
    year = (
        Partner("c", 1, "Council"),
        BudgetLine("homes", 1, "c", "a", "Homes"),
        BudgetAmount("homes:2017", "homes", 2017, 20_000_000_00),
        Outturn("homes:2017:9", "homes", 2017, 9, None, 21_300_000_00),
    )
    (found,) = problems(rule("pro rata, capped", cap=500), *year)
    assert found.text == (
        "Care homes, 2017/18: forecast to end £1,300,000 over; no rule takes £300,000 of it."
    )
    assert found.place == Place("pools", "pool", "pool", 2017)
    assert problems(rule("pro rata to contribution"), *year) == []
