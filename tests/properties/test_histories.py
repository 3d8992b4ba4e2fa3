"""Whatever is done to a plan, in whatever order: it can be undone, replayed, and its totals hold."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource
from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.figures import Figures
from jcplanner.domain.money import MOST_PENCE
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import ARRANGEMENTS, STAGES
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record
from jcplanner.domain.services import ServiceArea
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.store.checks import check_whole
from jcplanner.store.journal import MADE
from jcplanner.store.planfile import PlanFile

# Where there is a disk in memory: thousands of steps wait for no other disk then.
MEMORY = Path("/dev/shm")

PENCE = st.none() | st.integers(-MOST_PENCE, MOST_PENCE) | st.integers(-5, 5)
# Lone surrogates cannot be kept in any file; a plan refuses them (tests/plan/test_plan.py).
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)

START: tuple[Record, ...] = (
    PlanDetails("plan", "Start", first_year=2016, years_shown=3),
    Partner("c", 1, "Council"),
    Partner("n", 2, "NHS"),
    ServiceArea("adults", 1, "Adults"),
    ServiceArea("learning", 2, "Learning disability", "adults"),
    FundingSource("core", 1, "Base budget", "c"),
    BudgetLine("homes", 1, "c", "learning", "Homes", funding_source="core"),
    BudgetLine("wards", 2, "n", "adults", "Wards"),
    BudgetAmount("homes:2016", "homes", 2016, 123_456),
    BudgetAmount("wards:2016", "wards", 2016, 900_000),
    Pool("pool", 1, "Pool", "c"),
)


def pick(plan: Plan, kind: type[Record], number: int) -> str:
    """Some record of a kind: one that is there, or an id that is in no plan."""
    keys = sorted(plan.table(kind))
    return keys[number % len(keys)] if keys else "nothing"


Action = tuple[str, int, int, int | None, str]


def _set_cells(plan: Plan, action: Action) -> None:
    _, first, second, pence, _ = action
    line = pick(plan, BudgetLine, first)
    years = range(2015, 2015 + 1 + second % 6)
    edits.set_amounts(plan, {(line, year): pence for year in years})


def _set_range(plan: Plan, action: Action) -> None:
    _, first, second, pence, text = action
    line = pick(plan, BudgetLine, first)
    edits.set_amount_fields(plan, line, 2015 + second % 5, low=pence, note=text)


def _add_line(plan: Plan, action: Action) -> None:
    _, first, second, _, text = action
    edits.add(
        plan,
        BudgetLine,
        description=text,
        partner=pick(plan, Partner, first) if plan.table(Partner) else None,
        service_area=pick(plan, ServiceArea, second) if plan.table(ServiceArea) else None,
        direction=("expenditure", "income")[first % 2],
        nature=("revenue", "capital")[second % 2],
        kept_out_of_pool=first % 2,
    )


def _change_line(plan: Plan, action: Action) -> None:
    _, first, second, _, text = action
    fields = (
        {"direction": "income"},
        {"nature": "capital"},
        {"in_kind": 1},
        {"description": text or "x"},
        {"funding_source": pick(plan, FundingSource, second)},
        {"partner": pick(plan, Partner, second)},
        {"partner": None, "note": text},
    )[second % 7]
    edits.change(plan, BudgetLine, [pick(plan, BudgetLine, first)], **fields)


def _assign(plan: Plan, action: Action) -> None:
    _, first, second, _, _ = action
    area = pick(plan, ServiceArea, second) if second % 4 else None
    edits.assign_area(plan, sorted(plan.table(BudgetLine))[first % 3 :], area)


def _add_area(plan: Plan, action: Action) -> None:
    _, first, _, _, text = action
    parent = pick(plan, ServiceArea, first) if plan.table(ServiceArea) and first % 2 else None
    edits.add(plan, ServiceArea, name=text or "Area", parent=parent)


def _move_area(plan: Plan, action: Action) -> None:
    _, first, second, _, _ = action
    area = pick(plan, ServiceArea, first)
    edits.change(plan, ServiceArea, [area], parent=pick(plan, ServiceArea, second))


def _years(plan: Plan, action: Action) -> None:
    _, first, second, _, _ = action
    edits.set_details(plan, first_year=2014 + first % 5, years_shown=2 + second % 4)


def _pathway(plan: Plan, action: Action) -> None:
    _, first, second, _, _ = action
    area, year = pick(plan, ServiceArea, first), 2016 + second % 3
    if second % 3:
        edits.set_pathway(plan, area, year, stage=STAGES[second % 4])
    else:
        pool = pick(plan, Pool, first) if plan.table(Pool) else None
        arrangement = ARRANGEMENTS[first % len(ARRANGEMENTS)]
        edits.set_pathway(plan, area, year, arrangement=arrangement, pool=pool)


def _remove(plan: Plan, action: Action) -> None:
    _, first, second, _, _ = action
    kinds = (BudgetLine, ServiceArea, Partner, FundingSource, Pool, BudgetAmount)
    kind = kinds[first % len(kinds)]
    edits.remove(plan, kind, sorted(plan.table(kind))[: 1 + second % 2])


VERBS: dict[str, Callable[[Plan, Action], object]] = {
    "set cells": _set_cells,
    "set range": _set_range,
    "add line": _add_line,
    "change line": _change_line,
    "assign": _assign,
    "add area": _add_area,
    "move area": _move_area,
    "years": _years,
    "pathway": _pathway,
    "remove": _remove,
    "copy": lambda plan, action: edits.duplicate(plan, [pick(plan, BudgetLine, action[1])]),
    "reorder": lambda plan, action: edits.move(
        plan, BudgetLine, pick(plan, BudgetLine, action[1]), 1
    ),
    "grow": lambda plan, action: edits.adjust_amounts(
        plan, [(line, 2016) for line in plan.table(BudgetLine)], action[1] * 37 - 100
    ),
    "undo": lambda plan, action: plan.undo(),
    "redo": lambda plan, action: plan.redo(),
}

ACTIONS = st.lists(
    st.tuples(st.sampled_from(sorted(VERBS)), st.integers(0, 11), st.integers(0, 11), PENCE, TEXT),
    max_size=25,
)


def content(plan: Plan) -> dict[str, dict[str, tuple[object, ...]]]:
    """Every row of every table."""
    return {kind.TABLE: dict(plan.table(kind).rows) for kind in RECORDS}


def live_through(plan: Plan, actions: list[Action]) -> None:
    """Do what can be done; what is refused, or names a line that is not there, changes nothing."""
    for action in actions:
        before, steps = content(plan), len(plan.steps)
        try:
            VERBS[action[0]](plan, action)
        except (Refusal, KeyError, ValueError):
            assert content(plan) == before
            assert len(plan.steps) == steps


def figures_hold(plan: Plan) -> None:
    """Kept figures and problems are what they would be if they were made anew."""
    anew = Figures()
    anew.put_in(plan.records, plan.table(BudgetLine))
    assert dict(plan.figures.cells()) == dict(anew.cells())
    assert plan.figures.lines == anew.lines


def with_plan(check: Callable[[Plan, Path], None]) -> None:
    """A plan in a real file, made and removed around one example."""
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        path = Path(folder) / "Plan.jcplan"
        file = PlanFile.create(path)
        maker = Plan(file)
        with maker.step("x") as draft:
            for record in START:
                draft.add(record)
            changes = draft.changes()
            for record in START:
                draft.remove(type(record), record.id)
        file.step("New plan", changes, author="", kind=MADE)
        plan = Plan(file)
        try:
            check(plan, path)
        finally:
            plan.close()


@settings(max_examples=60)
@given(ACTIONS)
def test_any_history_is_undone_to_the_start_and_redone_to_the_end(actions: list[Action]):
    def check(plan: Plan, path: Path) -> None:
        start = content(plan)
        live_through(plan, actions)
        end = content(plan)
        count = 0
        while plan.undo():
            count += 1
            figures_hold(plan)
        assert content(plan) == start
        for _ in range(count):
            assert plan.redo()
        assert content(plan) == end
        figures_hold(plan)

    with_plan(check)


@settings(max_examples=60)
@given(ACTIONS)
def test_after_any_history_the_kept_totals_problems_and_journal_hold(actions: list[Action]):
    def check(plan: Plan, path: Path) -> None:
        live_through(plan, actions)
        figures_hold(plan)
        again = Plan(PlanFile.open(path))
        assert content(again) == content(plan)
        assert again.problems == plan.problems
        assert again.worries.counts() == plan.worries.counts()
        assert (again.undo_name, again.redo_name) == (plan.undo_name, plan.redo_name)
        again.close()
        # Replays the journal from nothing and compares it with the content.
        check_whole(path)

    with_plan(check)


@settings(max_examples=30)
@given(ACTIONS, st.integers(0, 25))
def test_a_plan_that_is_closed_in_the_middle_goes_on_as_if_it_had_not_been(
    actions: list[Action], middle: int
):
    def check(plan: Plan, path: Path) -> None:
        live_through(plan, actions[:middle])
        again = Plan(PlanFile.open(path))
        live_through(again, actions[middle:])
        figures_hold(again)
        while again.undo():
            pass
        assert content(again) == {
            kind.TABLE: {record.id: record.row for record in START if isinstance(record, kind)}
            for kind in RECORDS
        }
        again.close()

    with_plan(check)
