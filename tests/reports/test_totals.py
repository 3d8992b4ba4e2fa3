"""Totals by any edges are what adding up the lines one by one gives."""

from itertools import permutations

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.pathway import PathwayStep, standing
from jcplanner.domain.problems import Refusal
from jcplanner.domain.services import ServiceArea
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.totals import DIMENSIONS, totals


@pytest.fixture
def mixed(plan: Plan) -> Plan:
    """The small plan with capital, something in kind, a credit and a line of nobody."""
    for fields, pence in (
        ({"partner": "c", "service_area": "adults", "nature": "capital"}, 5_000),
        ({"partner": "n", "service_area": "mental", "in_kind": 1}, 700),
        ({"partner": "n", "service_area": "learning", "direction": "income"}, -30),
        ({}, 11),
    ):
        line = edits.add(plan, BudgetLine, **fields)
        edits.set_amounts(plan, {(line, 2016): pence, (line, 2017): 2 * pence})
    return plan


def one_by_one(plan: Plan, by: tuple[str, ...]) -> dict[tuple[object, ...], list[int]]:
    """The same sums from the lines themselves."""
    found: dict[tuple[object, ...], list[int]] = {}
    areas, steps = plan.table(ServiceArea), plan.table(PathwayStep)
    for amount in plan.table(BudgetAmount).values():
        line = plan.table(BudgetLine)[amount.line]
        edges = {
            "partner": line.partner,
            "year": amount.year,
            "area": line.service_area,
            "arrangement": standing(areas, steps, line.service_area, amount.year).arrangement,
            "source": line.funding_source,
            "nature": line.nature,
            "direction": line.direction,
        }
        held = found.setdefault(tuple(edges[name] for name in by), [0] * 5)
        pence = amount.amount or 0
        net = -pence if line.direction == "income" else pence
        if line.in_kind:
            held[4] += net
        elif line.nature == "capital":
            held[3] += net
        else:
            held[1 if line.direction == "income" else 0] += pence
            held[2] += net
    return found


@pytest.mark.parametrize(
    "by", [(), *((name,) for name in DIMENSIONS), *permutations(DIMENSIONS, 2)]
)
def test_they_are_what_the_lines_give(by: tuple[str, ...], mixed: Plan):
    made = totals(mixed, by)
    found = {
        row.ids: [row.expenditure, row.income, row.net, row.capital, row.in_kind]
        for row in made.rows
    }
    assert found == one_by_one(mixed, by)
    for name in ("expenditure", "income", "net", "capital", "in_kind"):
        assert sum(getattr(row, name) for row in made.rows) == getattr(made.whole, name)


def test_revenue_and_capital_and_in_kind_are_never_added(mixed: Plan):
    whole = totals(mixed, ()).whole
    assert (whole.net, whole.capital, whole.in_kind) == (1_130_000 + 123, 15_000, 2_100)


def test_the_scope_is_said(mixed: Plan):
    assert totals(mixed, ("year",)).scope == (
        "2016/17 to 2019/20, all partners; revenue in cash, with capital and what is in kind apart"
    )


def test_rows_come_in_peoples_own_order_with_none_last(mixed: Plan):
    assert [row.place[0] for row in totals(mixed, ("partner",)).rows] == [
        "The Council",
        "The Clinical Commissioning Group",
        "No partner",
    ]


def test_an_unknown_edge_is_refused_by_name(mixed: Plan):
    with pytest.raises(Refusal, match="colour"):
        totals(mixed, ("colour",))
