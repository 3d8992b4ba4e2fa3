"""The lines behind a figure add up to it, whatever the figure counts."""

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Scope, total
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.behind import LEVELS, Drill, level_of, lines_behind


def lines(plan: Plan, drill: Drill) -> dict[str, int]:
    return {held.line: held.pence for held in lines_behind(plan, drill).lines}


def test_net_counts_income_down_and_the_largest_line_stands_first(plan: Plan):
    behind = lines_behind(plan, Drill("Net", (2016,)))
    assert [held.line for held in behind.lines] == ["wards", "homes", "charges"]
    assert behind.total == total(plan.figures, Scope(years=frozenset((2016,)))) == 1_000_000


def test_gross_and_income_count_one_direction_as_it_is(plan: Plan):
    assert lines(plan, Drill("Gross", (2016,), direction="expenditure")) == {
        "wards": 900_000,
        "homes": 123_456,
    }
    assert lines(plan, Drill("Income", (2016,), direction="income")) == {"charges": 23_456}


def test_partners_areas_and_years_narrow_it(plan: Plan):
    council = Drill("Council", (2016, 2017), partners=frozenset(("c",)))
    assert lines_behind(plan, council).total == 100_000 + 130_000
    mental = Drill("Mental health", (2016,), areas=frozenset(("mental",)))
    assert lines(plan, mental) == {"wards": 900_000}


def test_lines_without_an_area_are_counted_by_themselves(plan: Plan):
    edits.assign_area(plan, ["charges"], None)
    assert lines(plan, Drill("None", (2016,), areas=frozenset((None,)))) == {"charges": -23_456}


def test_capital_and_what_is_in_kind_stand_apart(plan: Plan):
    with plan.step("Add") as draft:
        draft.add(BudgetLine("lift", 9, "c", "mental", "Lift", nature="capital"))
        draft.add(BudgetAmount("lift:2016", "lift", 2016, 50_000))
        draft.add(BudgetLine("staff", 10, "n", "mental", "Staff", in_kind=1))
        draft.add(BudgetAmount("staff:2016", "staff", 2016, 70_000))
    assert lines(plan, Drill("Capital", (2016,), nature="capital")) == {"lift": 50_000}
    assert lines(plan, Drill("In kind", (2016,), in_kind=True)) == {"staff": 70_000}
    assert lines_behind(plan, Drill("Net", (2016,))).total == 1_000_000


def test_each_amount_is_on_exactly_one_level(plan: Plan):
    edits.set_amounts(plan, {("wards", 2017): 950_000})
    by_level = [lines(plan, Drill(level, (2017,), levels=frozenset((level,)))) for level in LEVELS]
    assert by_level == [{"wards": 950_000}, {"homes": 130_000}, {}, {}]


def test_a_line_kept_out_of_the_pool_is_aligned_at_most(plan: Plan):
    edits.set_amounts(plan, {("wards", 2017): 950_000})
    edits.change(plan, BudgetLine, ["wards"], kept_out_of_pool=1)
    assert lines(plan, Drill("Pooled", (2017,), levels=frozenset(("pooled",)))) == {}
    assert lines(plan, Drill("Pool", (2017,), pool="pool")) == {}
    aligned = lines(plan, Drill("Aligned", (2017,), levels=frozenset(("aligned",))))
    assert aligned == {"wards": 950_000, "homes": 130_000}


def test_arrangements_fall_on_the_levels():
    assert [
        level_of(held, False) for held in ("separate", "in view", "aligned", "virtual pool")
    ] == [
        "separate",
        "in view",
        "aligned",
        "aligned",
    ]
    assert level_of("lead commissioning", False) == "aligned"
    assert level_of("integrated provision", False) == "pooled"
    assert level_of("pooled", True) == "aligned"


def test_the_scope_is_said_in_words():
    drill = Drill("x", (2016, 2017), nature="capital", direction="expenditure")
    assert drill.scope == "2016/17, 2017/18, gross capital, cash"
