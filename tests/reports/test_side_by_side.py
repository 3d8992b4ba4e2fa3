"""Budgets side by side: rows add up, every figure opens its lines, shares follow the arrangements."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.behind import lines_behind
from jcplanner.reports.side_by_side import AREA, ITSELF, MEASURES, NO_AREA, WHOLE, side_by_side


@pytest.fixture
def mixed(plan: Plan) -> Plan:
    """Lines in a parent area, in one inside it, in none, and of no partner."""
    with plan.step("Add") as draft:
        draft.add(BudgetLine("day", 8, "n", "adults", "Day care"))
        draft.add(BudgetAmount("day:2017", "day", 2017, 20_000))
        draft.add(BudgetLine("loose", 9, "c", None, "Loose"))
        draft.add(BudgetAmount("loose:2017", "loose", 2017, 7_000))
        draft.add(BudgetLine("whose", 10, None, "mental", "Whose"))
        draft.add(BudgetAmount("whose:2017", "whose", 2017, 1_000))
        draft.add(BudgetLine("lift", 11, "c", "mental", "Lift", nature="capital"))
        draft.add(BudgetAmount("lift:2017", "lift", 2017, 5_000))
    return plan


def test_rows_stand_in_the_order_of_the_tree(mixed: Plan):
    report = side_by_side(mixed, 2017)
    assert report.columns == ("Council", "CCG", "No partner", "All partners")
    assert [(row.kind, row.name, row.amounts) for row in report.rows] == [
        (AREA, "Adults", (130_000, 20_000, None, 150_000)),
        (ITSELF, "Adults, no area inside it", (None, 20_000, None, 20_000)),
        (AREA, "Learning disability", (130_000, None, None, 130_000)),
        (AREA, "Mental health", (None, None, 1_000, 1_000)),
        (NO_AREA, "No service area", (7_000, None, None, 7_000)),
        (WHOLE, "All areas", (137_000, 20_000, 1_000, 158_000)),
    ]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("nature", ["revenue", "capital"])
@pytest.mark.parametrize("year", [2016, 2017, 2018])
def test_every_figure_opens_lines_that_add_up_to_it(
    mixed: Plan, measure: str, nature: str, year: int
):
    for row in side_by_side(mixed, year, measure, nature).rows:
        for amount, drill in zip(row.amounts, row.drills, strict=True):
            assert lines_behind(mixed, drill).total == (amount or 0)


def test_the_share_is_what_is_aligned_or_tighter_of_net_revenue(mixed: Plan):
    shares = {row.name: row.share for row in side_by_side(mixed, 2017).rows}
    assert shares["Adults"] == 1
    assert shares["Mental health"] == 1
    assert shares["No service area"] is None
    assert shares["All areas"] == pytest.approx(151_000 / 158_000)
    assert all(row.share is None for row in side_by_side(mixed, 2017, nature="capital").rows)


def test_what_is_in_kind_is_said_beside(mixed: Plan):
    edits.change(mixed, BudgetLine, ["day"], in_kind=1)
    report = side_by_side(mixed, 2017)
    assert report.in_kind == 20_000
    assert report.rows[-1].amounts[-1] == 138_000


def test_a_plan_with_nothing_in_it_has_the_whole_alone(plan: Plan):
    report = side_by_side(plan, 2019)
    assert report.rows[-1].amounts == (None, None, None)
    assert report.scope == "2019/20, net revenue, cash"
