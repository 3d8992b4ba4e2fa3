"""Virements: what moves, in which years, what is refused, and taking one back."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import total
from jcplanner.domain.money import MOST_PENCE
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import Scenario
from jcplanner.domain.virements import Virement, VirementMove
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from jcplanner.plan.virement_edits import (
    Asked,
    judge,
    made_virements,
    make_virement,
    reverse_virement,
    years_left,
)

YEARS = [2016, 2017, 2018, 2019]


@pytest.fixture
def moving(plan: Plan) -> Plan:
    """The small plan with a second Council line; both of its lines have two years, one of them three."""
    edits.add(plan, BudgetLine, partner="c", service_area="adults", description="Day care")
    day = next(key for key, row in plan.table(BudgetLine).rows.items() if "Day care" in row)
    with plan.step("Name") as draft:
        held = plan.table(BudgetLine)[day]
        draft.remove(BudgetLine, day)
        draft.add(BudgetLine("day", *held.row[1:]))
        for year, pence in ((2016, 50_000), (2017, 60_000), (2018, 70_000)):
            draft.put(BudgetAmount(f"day:{year}", "day", year, pence))
    return plan


def amounts(plan: Plan, line: str) -> list[int | None]:
    table = plan.table(BudgetAmount)
    return [held.amount if (held := table.get(f"{line}:{year}")) else None for year in YEARS]


def asked(
    moves: dict[str, int], year: int = 2016, *, recurrent: bool = True, reason: str = "Prevention"
) -> Asked:
    return Asked(reason, year, moves, recurrent, "Joint Commissioning Board", "2016-07-28")


def test_a_recurrent_virement_moves_its_year_and_later_ones_where_all_lines_have_amounts(
    moving: Plan,
):
    # Prevention moved into mainstream budgets (002¶14): £100.00 a year from homes to day care.
    before = total(moving.figures)
    key = make_virement(moving, asked({"homes": -10_000, "day": 10_000}))
    assert amounts(moving, "homes") == [113_456, 120_000, None, None]
    assert amounts(moving, "day") == [60_000, 70_000, 70_000, None]
    assert total(moving.figures) == before
    held = moving.table(Virement)[key]
    assert (held.reason, held.year, held.recurrence) == ("Prevention", 2016, "recurrent")
    assert (held.agreed_by, held.agreed_on) == ("Joint Commissioning Board", "2016-07-28")
    assert moving.table(VirementMove)[f"{key}:homes"].amount == -10_000
    assert moving.undo_name == "Virement: Prevention"
    moving.undo()
    assert (amounts(moving, "homes"), len(moving.table(Virement))) == (
        [123_456, 130_000, None, None],
        0,
    )
    assert not moving.table(VirementMove)


def test_years_left_alone_are_told(moving: Plan):
    assert years_left(moving, asked({"homes": -1, "day": 1})) == [2018]
    assert years_left(moving, asked({"homes": -1, "day": 1}, recurrent=False)) == []


def test_a_non_recurrent_one_moves_its_year_alone(moving: Plan):
    make_virement(moving, asked({"homes": -10_000, "day": 10_000}, recurrent=False))
    assert amounts(moving, "homes") == [113_456, 130_000, None, None]
    assert moving.table(Virement).ordered()[0].recurrence == "non-recurrent"


def test_more_net_on_a_line_of_income_lowers_its_income(moving: Plan):
    make_virement(moving, asked({"homes": -5_000, "charges": 5_000}))
    assert (amounts(moving, "homes")[0], amounts(moving, "charges")[0]) == (118_456, 18_456)
    make_virement(moving, asked({"homes": 1_000, "charges": -1_000}))
    assert (amounts(moving, "homes")[0], amounts(moving, "charges")[0]) == (119_456, 19_456)


@pytest.mark.parametrize(
    ("moves", "year", "reason", "why"),
    [
        ({"homes": -100, "day": 90}, 2016, "R", "come to £0.10 less than nil"),
        ({"homes": -100, "day": 101}, 2016, "R", "come to £0.01 more than nil"),
        ({"homes": 0, "day": 0}, 2016, "R", "two lines at least"),
        ({}, 2016, "R", "two lines at least"),
        ({"homes": -100, "day": 100}, 2016, "  ", "needs a reason"),
        ({"homes": -100, "day": 100}, 2015, "R", "2015/16 is not a year of this plan"),
        ({"homes": -100, "day": 100}, 2018, "R", "blank is not nil"),
        ({"homes": -123_457, "day": 123_457}, 2016, "R", "has £1,234.56 in 2016/17 and cannot give"),
        ({"charges": 23_457, "day": -23_457}, 2016, "R", "of income in 2016/17 and cannot lose £234.57"),
        ({"homes": -100, "gone": 100}, 2016, "R", "no longer in the plan"),
        ({"homes": -100, "wards": 100}, 2016, "R", "different partners"),
        ({"day": MOST_PENCE, "charges": -MOST_PENCE}, 2016, "R", "too large"),
    ],
)  # fmt: skip
def test_what_cannot_be_moved_is_refused_in_a_sentence(
    moving: Plan, moves: dict[str, int], year: int, reason: str, why: str
):
    steps = len(moving.steps)
    with pytest.raises(Refusal, match=why) as refused:
        make_virement(moving, asked(moves, year, reason=reason))
    assert str(refused.value).endswith(".")
    assert len(moving.steps) == steps


def test_revenue_and_capital_and_cash_and_in_kind_do_not_mix(moving: Plan):
    edits.change(moving, BudgetLine, ["day"], nature="capital")
    with pytest.raises(Refusal, match="Revenue and capital"):
        judge(moving, asked({"homes": -100, "day": 100}))
    edits.change(moving, BudgetLine, ["day"], nature="revenue", in_kind=1)
    with pytest.raises(Refusal, match="in kind"):
        judge(moving, asked({"homes": -100, "day": 100}))


def test_partners_move_budget_only_inside_one_pool_of_the_year(moving: Plan):
    edits.set_amounts(moving, {("wards", 2017): 1_000, ("wards", 2018): 1_000})
    moves = {"day": -100, "wards": 100}
    with pytest.raises(Refusal, match="not all in one pool in 2017/18"):
        judge(moving, asked(moves, 2017))
    with moving.step("Pool") as draft:
        draft.put(PathwayStep("adults:2017", "adults", 2017, "integrate", "pooled", "pool", "c"))
    assert judge(moving, asked(moves, 2017, recurrent=False)) == [2017]
    # A step holds for its own year: in the next one nothing is pooled, so it cannot be recurrent.
    with pytest.raises(Refusal, match="for its own year alone"):
        judge(moving, asked(moves, 2017))
    edits.change(moving, BudgetLine, ["wards"], kept_out_of_pool=1)
    with pytest.raises(Refusal, match="different partners"):
        judge(moving, asked(moves, 2017, recurrent=False))
    edits.change(moving, BudgetLine, ["wards"], kept_out_of_pool=0)
    edits.change(moving, Pool, ["pool"], nature="capital")
    with pytest.raises(Refusal, match="different partners"):
        judge(moving, asked(moves, 2017, recurrent=False))


def test_a_virement_is_taken_back_by_the_opposite_one_once(moving: Plan):
    before = amounts(moving, "homes"), amounts(moving, "day")
    key = make_virement(moving, asked({"homes": -10_000, "day": 10_000}))
    assert [made.reversed for made in made_virements(moving)] == [False]
    back = reverse_virement(moving, key)
    assert (amounts(moving, "homes"), amounts(moving, "day")) == before
    held = moving.table(Virement)[back]
    assert (held.reason, held.agreed_by, held.position) == ("Reverse: Prevention", "", 2)
    assert [(made.reversed, made.net, made.moved) for made in made_virements(moving)] == [
        (True, 0, 10_000),
        (False, 0, 10_000),
    ]
    with pytest.raises(Refusal, match="reversed already"):
        reverse_virement(moving, key)


def test_of_two_alike_one_reversal_takes_back_one(moving: Plan):
    first = make_virement(moving, asked({"homes": -100, "day": 100}))
    second = make_virement(moving, asked({"homes": -100, "day": 100}))
    reverse_virement(moving, first)
    assert [made.reversed for made in made_virements(moving)] == [True, False, False]
    reverse_virement(moving, second)
    assert amounts(moving, "homes")[0] == 123_456


def test_one_whose_line_is_gone_cannot_be_reversed(moving: Plan):
    key = make_virement(moving, asked({"homes": -100, "day": 100}))
    edits.remove(moving, BudgetLine, ["day"])
    with pytest.raises(Refusal, match="no longer in the plan"):
        reverse_virement(moving, key)
    with pytest.raises(Refusal, match="no longer in the plan"):
        reverse_virement(moving, "nothing")


def test_only_years_of_the_plan_are_moved(moving: Plan):
    edits.set_details(moving, years_shown=2)
    assert judge(moving, asked({"homes": -100, "day": 100})) == [2016, 2017]


def test_a_virement_is_of_the_plan_and_not_of_a_scenario(moving: Plan):
    seen = ScenarioPlan(moving, edits.add(moving, Scenario, name="Higher"))
    with pytest.raises(Refusal, match="choose Plan as agreed"):
        make_virement(seen, asked({"homes": -100, "day": 100}))
    seen.close()
