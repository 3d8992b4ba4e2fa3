"""A scenario is the plan with other numbers in it, whatever is done to either of them."""

import contextlib
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from jcplanner.domain.assumptions import Assumption, AssumptionRate, Pressure, Resource
from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount
from jcplanner.domain.catalogue import RECORDS, record_named
from jcplanner.domain.figures import Figures
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.overrides import CELLS, has_owners, is_blank, numbers_of
from jcplanner.domain.pools import Contribution, Pool
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record
from jcplanner.domain.risk_rules import RiskShare, RiskShareRule
from jcplanner.domain.savings import Saving, SavingCost
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.plan import edits, scenario_edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from jcplanner.reports.listing import REPORTS
from tests.properties.test_histories import ACTIONS, PENCE, VERBS, Action, content, with_plan

MORE: tuple[Record, ...] = (
    Contribution("pool:c:2017", "pool", "c", 2017, 500_000),
    RiskShareRule("rule", 1, "pool", rule="fixed percentages"),
    RiskShare("rule:c", "rule", "c", 6_000),
    Outturn("homes:2016:9", "homes", 2016, 9, 90_000, 120_000),
    Resource("n:2017", "n", 2017, 1_000_000),
    Assumption("pay", 1, "Pay"),
    AssumptionRate("pay:2017", "pay", 2017, 250),
    Pressure("beds", 1, "Beds", "n", "adults", 2017, 10_000),
    Saving("less", 1, "Less", partner="c", full_year_effect=20_000, start_year=2017),
    SavingCost("less:2017", "less", 2017, 5_000),
    FundingAmount("core:2017", "core", 2017, 700_000),
    Scenario("slow", 1, "Slower start"),
    Scenario("fast", 2, "Faster"),
)

PLACES = (
    ("budget_amount", "homes:2016", "amount"),
    ("budget_amount", "homes:2017", "amount"),
    ("budget_amount", "homes:2016", "high"),
    ("budget_amount", "wards:2018", "amount"),
    ("budget_amount", "wards:2040", "amount"),
    ("budget_amount", "wards:2016", "amount"),
    ("contribution", "pool:c:2017", "amount"),
    ("contribution", "pool:n:2017", "base"),
    ("risk_share", "rule:c", "share"),
    ("risk_share", "rule:n", "share"),
    ("outturn", "homes:2016:9", "forecast"),
    ("resource", "n:2017", "amount"),
    ("resource", "c:2016", "amount"),
    ("assumption_rate", "pay:2017", "central"),
    ("assumption_rate", "pay:2018", "high"),
    ("pressure", "beds", "amount"),
    ("saving", "less", "full_year_effect"),
    ("saving_cost", "less:2017", "amount"),
    ("funding_amount", "core:2017", "amount"),
    ("pool", "pool", "notice_months"),
)
SMALL = st.none() | st.integers(0, 9_900)
WANTED = st.dictionaries(st.sampled_from(PLACES), SMALL, max_size=12)


def with_more(check: Callable[[Plan], None]) -> None:
    """A plan with something in every table that holds numbers."""

    def begin(plan: Plan, path: object) -> None:
        with plan.step("More") as draft:
            for record in MORE:
                draft.add(record)
        check(plan)

    with_plan(begin)


def the_same(view: ScenarioPlan, again: Plan) -> None:
    """Records, figures and problems of two plans are the same."""
    assert content(view) == content(again)
    assert dict(view.figures.cells()) == dict(again.figures.cells())
    assert view.figures.lines == again.figures.lines
    assert view.problems == again.problems
    assert view.worries.counts() == again.worries.counts()
    anew = Figures()
    anew.put_in(view.records, view.table(BudgetLine))
    assert dict(view.figures.cells()) == dict(anew.cells())


def type_in(plan: Plan, wanted: dict[tuple[str, str, str], int | None]) -> None:
    """Put numbers into records as people do: a cell left blank is dropped, an unknown one is begun."""
    for (table, key, field), value in wanted.items():
        kind = record_named(table)
        with plan.step("Type") as draft:
            if draft.get(kind, key) is None:
                if not has_owners(plan.records, table, key):
                    continue
                parts = key.rsplit(":", len(CELLS[table]) - 1)
                numbers = [int(part) if part.isdigit() else part for part in parts]
                draft.add(kind(**{"id": key, **dict(zip(CELLS[table], numbers, strict=True))}))
            draft.change(kind, key, **{field: value})
            made = draft.get(kind, key)
            if table in CELLS and made is not None and is_blank(kind, made.row):
                draft.remove(kind, key)


def _override(plan: Plan, action: Action) -> None:
    _, first, second, pence, text = action
    table, key, field = PLACES[(first + 12 * second) % len(PLACES)]
    scenario = ("slow", "fast")[second % 2]
    scenario_edits.set_override(plan, scenario, table, key, field, pence, text)


def _back(plan: Plan, action: Action) -> None:
    keys = sorted(plan.table(ScenarioOverride))
    scenario_edits.back_to_plan(plan, keys[action[1] :: 3])


def _scenario(plan: Plan, action: Action) -> None:
    _, first, second, _, text = action
    if first % 3 == 0:
        scenario_edits.copy_scenario(plan, "slow", text)
    elif first % 3 == 1:
        edits.remove(plan, Scenario, [("slow", "fast")[second % 2]])
    else:
        keys = sorted(plan.table(ScenarioOverride))
        scenario_edits.promote(plan, ("slow", "fast")[second % 2], keys[:second])


def _number(plan: Plan, action: Action) -> None:
    _, first, second, pence, _ = action
    table, key, field = PLACES[(first + 12 * second) % len(PLACES)]
    kind = record_named(table)
    if second % 5 == 0:
        edits.remove(plan, kind, [key])
    elif key in plan.table(kind):
        edits.change(plan, kind, [key], **{field: pence})
    else:
        type_in(plan, {(table, key, field): pence})


ALL = {
    **VERBS,
    "override": _override,
    "back": _back,
    "scenario": _scenario,
    "number": _number,
}
BOTH = st.lists(
    st.tuples(
        st.booleans(),
        st.tuples(
            st.sampled_from([*sorted(ALL), "override", "number", "override", "number"]),
            st.integers(0, 11),
            st.integers(0, 11),
            PENCE,
            st.sampled_from(("", "Why", "Text")),
        ),
    ),
    max_size=20,
)


@settings(max_examples=80)
@given(BOTH)
def test_a_scenario_that_follows_is_the_one_that_is_made_anew(
    actions: list[tuple[bool, Action]],
):
    def check(plan: Plan) -> None:
        view = ScenarioPlan(plan, "slow")
        told: list[int] = []
        view.on_change(lambda notice: told.append(len(notice.changes)))
        for in_view, action in actions:
            before, steps = content(plan), len(plan.steps)
            try:
                ALL[action[0]](view if in_view else plan, action)
            except (Refusal, KeyError, ValueError):
                assert content(plan) == before
                assert len(plan.steps) == steps
            anew = ScenarioPlan(plan, "slow")
            the_same(view, anew)
            anew.close()
        assert len(told) == len(plan.steps) - 2
        while plan.undo_name not in ("More", ""):
            view.undo()
        the_same(view, plan)

    with_more(check)


@settings(max_examples=40)
@given(ACTIONS)
def test_without_overrides_every_report_of_a_scenario_is_the_plans(actions: list[Action]):
    def check(plan: Plan) -> None:
        view = ScenarioPlan(plan, "slow")
        for action in actions:
            with contextlib.suppress(Refusal, KeyError, ValueError):
                VERBS[action[0]](plan, action)
        the_same(view, plan)
        for make in REPORTS.values():
            assert make(view) == make(plan)

    with_more(check)


def not_of_scenarios(plan: Plan) -> dict[str, object]:
    """Every row but those of scenarios and of what hangs on steps."""
    own = (Scenario.TABLE, ScenarioOverride.TABLE)
    return {table: rows for table, rows in content(plan).items() if table not in own}


@settings(max_examples=60)
@given(WANTED, st.booleans())
def test_a_scenario_equals_a_plan_in_which_the_same_numbers_were_typed(
    wanted: dict[tuple[str, str, str], int | None], in_view: bool
):
    def check(plan: Plan) -> None:
        view = ScenarioPlan(plan, "slow")
        if in_view:
            before = not_of_scenarios(plan)
            type_in(view, wanted)
            assert not_of_scenarios(plan) == before
        else:
            for place, value in wanted.items():
                scenario_edits.set_override(plan, "slow", *place, value)

        def compare(typed: Plan) -> None:
            type_in(typed, wanted)
            assert not_of_scenarios(view) == not_of_scenarios(typed)
            assert dict(view.figures.cells()) == dict(typed.figures.cells())
            for title, make in REPORTS.items():
                if title not in ("History", "Problems", "Scenarios", "Versions"):
                    assert make(view) == make(typed), title

        with_more(compare)

    with_more(check)


@settings(max_examples=40)
@given(WANTED, st.integers(0, 5))
def test_promoting_makes_the_plan_what_the_scenario_was(
    wanted: dict[tuple[str, str, str], int | None], kept: int
):
    def check(plan: Plan) -> None:
        view = ScenarioPlan(plan, "slow")
        for place, value in wanted.items():
            scenario_edits.set_override(plan, "slow", *place, value)
        was, start = not_of_scenarios(view), content(plan)
        keep = sorted(plan.table(ScenarioOverride))[:kept]
        idle = {
            held.override.id for held in scenario_edits.say_overrides(plan, "slow") if held.idle
        }
        try:
            scenario_edits.promote(plan, "slow", keep)
        except Refusal:
            assert set(plan.table(ScenarioOverride)) <= set(keep) | idle
            return
        assert set(plan.table(ScenarioOverride)) == set(keep) | idle
        assert not_of_scenarios(view) == was
        if not keep and not idle:
            assert not_of_scenarios(plan) == was
        assert plan.undo() == "Promote Slower start"
        assert content(plan) == start

    with_more(check)


def test_every_number_that_can_be_overridden_is_in_a_kind_of_record_that_there_is():
    tables = {kind.TABLE for kind in RECORDS if numbers_of(kind.TABLE)}
    assert {table for table, _, _ in PLACES} <= tables
    assert "plan" not in tables
    assert "virement_move" not in tables
    assert "scenario_override" not in tables
    assert "source_row" not in numbers_of("budget_line")
    assert "period" not in numbers_of("outturn")
    assert set(numbers_of(Pool.TABLE)) == {"notice_months"}
    assert set(numbers_of(BudgetAmount.TABLE)) == {"amount", "low", "high"}
