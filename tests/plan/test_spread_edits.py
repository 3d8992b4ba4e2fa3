"""Spreading and rolling forward over a real plan: what is proposed, what the step then writes."""

import pytest

from jcplanner.domain.assumptions import Assumption, AssumptionRate
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import Scenario
from jcplanner.plan import edits, spread_edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from jcplanner.plan.spread_edits import by_assumptions, by_percent

ALL = [2016, 2017, 2018, 2019]


def amounts(plan: Plan, line: str) -> list[int | None]:
    table = plan.table(BudgetAmount)
    return [held.amount if (held := table.get(f"{line}:{year}")) else None for year in ALL]


def test_a_total_is_spread_in_one_step_that_undo_takes_back(plan: Plan):
    cells = [("homes", 2016), ("wards", 2016)]
    found = spread_edits.propose_spread(plan, cells, 2_046_912)
    assert [held.words for held in found.wholes] == [""]
    assert (found.wholes[0].before, found.wholes[0].after) == (1_023_456, 2_046_912)
    spread_edits.put(plan, found)
    assert (amounts(plan, "homes")[0], amounts(plan, "wards")[0]) == (246_912, 1_800_000)
    assert plan.undo_name == "Spread £20,469.12 over 2 amounts"
    plan.undo()
    assert (amounts(plan, "homes")[0], amounts(plan, "wards")[0]) == (123_456, 900_000)


def test_the_rounding_is_said_with_the_line_that_took_it(plan: Plan):
    edits.set_amounts(plan, {("homes", 2016): 200, ("homes", 2017): 200, ("wards", 2016): 300})
    cells = [("homes", 2016), ("homes", 2017), ("wards", 2016)]
    found = spread_edits.propose_spread(plan, cells, 100)
    assert found.after == (29, 29, 42)
    assert found.words == ("Rounding: 1p less on the largest, Wards, 2016/17.",)
    assert spread_edits.propose_spread(plan, cells, 700).words == (
        "The parts come out to the penny; nothing is left over by rounding.",
    )


def test_held_cells_and_blanks_stay_and_amounts_keep_status_and_note(plan: Plan):
    edits.set_amount_fields(plan, "homes", 2016, status="confirmed", note="Contract")
    cells = [("homes", year) for year in ALL]
    held = {("homes", 2017)}
    spread_edits.put(plan, spread_edits.propose_spread(plan, cells, 230_000, held))
    assert amounts(plan, "homes") == [100_000, 130_000, None, None]
    first = plan.table(BudgetAmount)["homes:2016"]
    assert (first.status, first.note) == ("confirmed", "Contract")


def test_blanks_are_filled_where_asked(plan: Plan):
    cells = [("homes", 2018), ("homes", 2019)]
    with pytest.raises(Refusal, match="blank"):
        spread_edits.propose_spread(plan, cells, 101)
    found = spread_edits.propose_spread(plan, cells, 101, fill_blanks=True)
    assert found.words == (
        "There is nothing but nil to go by, so the parts are equal, 1p more for the first.",
    )
    spread_edits.put(plan, found)
    assert amounts(plan, "homes")[2:] == [51, 50]


def test_what_is_never_one_total_is_refused_and_can_be_told_apart(plan: Plan):
    cells = [("homes", 2016), ("charges", 2016), ("homes", 2017)]
    with pytest.raises(Refusal, match="revenue expenditure and revenue income"):
        spread_edits.propose_spread(plan, cells, 100)
    kinds = spread_edits.kinds_of(plan, cells)
    assert kinds == {
        "revenue expenditure": [("homes", 2016), ("homes", 2017)],
        "revenue income": [("charges", 2016)],
    }
    edits.change(plan, BudgetLine, ["charges"], direction="expenditure", nature="capital")
    with pytest.raises(Refusal, match="capital expenditure"):
        spread_edits.propose_spread(plan, cells, 100)
    edits.change(plan, BudgetLine, ["charges"], nature="revenue", in_kind=1)
    with pytest.raises(Refusal, match="in kind"):
        spread_edits.propose_spread(plan, cells, 100)


def test_a_total_of_income_is_income(plan: Plan):
    found = spread_edits.propose_spread(plan, [("charges", 2016)], 50_000)
    assert (found.wholes[0].before, found.wholes[0].after) == (-23_456, -50_000)
    spread_edits.put(plan, found)
    assert amounts(plan, "charges")[0] == 50_000


def test_blank_years_are_filled_each_from_the_year_before_and_marked_indicative(plan: Plan):
    edits.set_amount_fields(plan, "homes", 2017, status="confirmed")
    lines = ["homes", "charges", "wards"]
    found = spread_edits.propose_roll_forward(plan, lines, ALL, by_percent(250))
    assert found.words == ("1 amount is there already and stays.",)
    spread_edits.put(plan, found)
    # 1,300.00 x 1.025 = 1,332.50; x 1.025 = 1,365.8125. 234.56 -> 240.42(4) -> 246.43(05) -> 252.59(0..).
    assert amounts(plan, "homes") == [123_456, 130_000, 133_250, 136_581]
    assert amounts(plan, "charges") == [23_456, 24_042, 24_643, 25_259]
    held = plan.table(BudgetAmount)
    assert (held["homes:2017"].status, held["homes:2018"].status) == ("confirmed", "indicative")
    assert plan.undo_name == "Roll forward 2016/17 to 2019/20"
    plan.undo()
    assert amounts(plan, "homes") == [123_456, 130_000, None, None]


@pytest.mark.parametrize("replace", [False, True])
def test_rolling_forward_twice_is_rolling_forward_once(plan: Plan, replace: bool):
    lines = ["homes", "charges", "wards"]

    def roll() -> None:
        found = spread_edits.propose_roll_forward(
            plan, lines, ALL, by_percent(333), replace=replace
        )
        spread_edits.put(plan, found)

    roll()
    steps, stands = len(plan.steps), dict(plan.table(BudgetAmount).rows)
    roll()
    assert (len(plan.steps), dict(plan.table(BudgetAmount).rows)) == (steps, stands)


def test_later_years_are_written_over_only_where_asked(plan: Plan):
    edits.set_amount_fields(plan, "homes", 2017, status="confirmed")
    found = spread_edits.propose_roll_forward(plan, ["homes"], ALL, by_percent(0), replace=True)
    spread_edits.put(plan, found)
    assert amounts(plan, "homes") == [123_456] * 4
    assert plan.table(BudgetAmount)["homes:2017"].status == "indicative"


def test_non_recurrent_lines_and_lines_without_amounts_are_not_carried(plan: Plan):
    edits.change(plan, BudgetLine, ["wards"], recurrence="non-recurrent")
    edits.set_amounts(plan, {("charges", 2016): None})
    lines = ["homes", "charges", "wards"]
    found = spread_edits.propose_roll_forward(plan, lines, ALL, by_percent(200))
    assert {line for line, _ in found.cells} == {"homes"}
    assert found.words[:2] == (
        "1 line is non-recurrent and is not carried.",
        "1 line has no amount and is not carried.",
    )


def test_a_blank_start_is_passed_over_for_the_first_year_that_has_an_amount(plan: Plan):
    edits.set_amounts(plan, {("homes", 2016): None})
    found = spread_edits.propose_roll_forward(plan, ["homes"], ALL, by_percent(0), replace=True)
    spread_edits.put(plan, found)
    assert amounts(plan, "homes") == [None, 130_000, 130_000, 130_000]


def test_a_held_cell_stays_and_the_years_after_it_go_on_from_it(plan: Plan):
    held = {("homes", 2017), ("wards", 2017)}
    found = spread_edits.propose_roll_forward(
        plan, ["homes", "wards"], ALL, by_percent(1_000), held, replace=True
    )
    assert len(found.cells) == 6
    spread_edits.put(plan, found)
    assert amounts(plan, "homes") == [123_456, 130_000, 143_000, 157_300]
    assert amounts(plan, "wards") == [900_000, None, None, None]


def test_it_can_go_by_the_plans_own_growth_rates(plan: Plan):
    # Rates of an area add up before they multiply (DESIGN rule 7): 2% + 0.5%, then 1% + 0.5%.
    assert not spread_edits.has_assumptions(plan)
    with plan.step("Assume") as draft:
        draft.add(Assumption("pay", 1, "Pay", "pay and price"))
        draft.add(Assumption("old", 2, "Ageing", "demographic", "adults"))
        draft.add(Assumption("less", 3, "Efficiency", "efficiency"))
        for name, year, rate in (("pay", 2017, 200), ("pay", 2018, 100), ("less", 2017, 900)):
            draft.add(AssumptionRate(f"{name}:{year}", name, year, rate))
        for year in (2017, 2018):
            draft.add(AssumptionRate(f"old:{year}", "old", year, 50))
    assert spread_edits.has_assumptions(plan)
    edits.set_amounts(plan, {("homes", 2017): None})
    found = spread_edits.propose_roll_forward(
        plan, ["homes", "wards"], ALL[:3], by_assumptions(plan)
    )
    spread_edits.put(plan, found)
    assert amounts(plan, "homes")[:3] == [123_456, 126_542, 128_440]
    assert amounts(plan, "wards")[:3] == [900_000, 918_000, 927_180]


def test_totals_before_and_after_keep_revenue_and_capital_apart(plan: Plan):
    edits.change(plan, BudgetLine, ["wards"], nature="capital")
    found = spread_edits.propose_roll_forward(
        plan, ["homes", "charges", "wards"], [2016, 2017], by_percent(0), replace=True
    )
    assert [(held.words, held.before, held.after) for held in found.wholes] == [
        ("net revenue", 130_000, 123_456 - 23_456),
        ("net capital", 0, 900_000),
    ]


def test_nothing_to_fill_is_said_and_makes_no_step(plan: Plan):
    found = spread_edits.propose_roll_forward(plan, ["homes"], [2016, 2017], by_percent(0))
    assert (found.count, found.words[-1]) == (0, "There is nothing to fill.")
    steps = len(plan.steps)
    spread_edits.put(plan, found)
    assert len(plan.steps) == steps


def test_a_line_that_is_gone_is_refused(plan: Plan):
    found = spread_edits.propose_spread(plan, [("homes", 2016)], 5)
    edits.remove(plan, BudgetLine, ["homes"])
    with pytest.raises(Refusal, match="no longer in the plan"):
        spread_edits.put(plan, found)


def test_in_a_scenario_amounts_move_there_alone_and_the_plans_status_stays(plan: Plan):
    edits.set_amount_fields(plan, "homes", 2017, status="confirmed")
    seen = ScenarioPlan(plan, edits.add(plan, Scenario, name="Higher"))
    found = spread_edits.propose_roll_forward(seen, ["homes"], ALL, by_percent(0), replace=True)
    spread_edits.put(seen, found)
    assert amounts(seen, "homes") == [123_456] * 4
    assert amounts(plan, "homes") == [123_456, 130_000, None, None]
    assert plan.table(BudgetAmount)["homes:2017"].status == "confirmed"
    spread_edits.put(seen, spread_edits.propose_spread(seen, [("homes", 2016)], 500))
    assert (amounts(seen, "homes")[0], amounts(plan, "homes")[0]) == (500, 123_456)
    seen.close()
