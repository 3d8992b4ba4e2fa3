"""Rolling forward and virements over real plans: once is enough, net stays nil, undo brings all back."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import total, totals_by
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record
from jcplanner.domain.virement_worries import virement_problems
from jcplanner.domain.virements import Virement, VirementMove
from jcplanner.plan.plan import Plan
from jcplanner.plan.spread_edits import by_percent, propose_roll_forward, propose_spread, put
from jcplanner.plan.virement_edits import Asked, made_virements, make_virement, reverse_virement
from jcplanner.store.planfile import PlanFile

# Where there is a disk in memory: thousands of steps wait for no other disk then.
MEMORY = Path("/dev/shm")
LINES, YEARS = ("a", "b", "c", "d"), (2016, 2017, 2018, 2019)
PENCE = st.none() | st.integers(-(10**9), 10**12) | st.integers(-5, 5)
GRID = st.dictionaries(st.tuples(st.sampled_from(LINES), st.sampled_from(YEARS)), PENCE, min_size=4)


def with_plan(grid: dict[tuple[str, int], int | None], check: Callable[[Plan], None]) -> None:
    """A plan of four lines, one of income and one non-recurrent, in a real file, around one example."""
    records: list[Record] = [PlanDetails("plan", "P", first_year=2016), Partner("p", 1, "Council")]
    records += [
        BudgetLine(
            line,
            place,
            "p",
            description=line,
            direction="income" if line == "b" else "expenditure",
            recurrence="non-recurrent" if line == "d" else "recurrent",
        )
        for place, line in enumerate(LINES)
    ]
    records += [
        BudgetAmount(f"{line}:{year}", line, year, pence, status="confirmed", note="kept")
        for (line, year), pence in grid.items()
    ]
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        plan = Plan(PlanFile.create(Path(folder) / "Plan.jcplan"))
        try:
            with plan.step("Start") as draft:
                for record in records:
                    draft.add(record)
            check(plan)
        finally:
            plan.close()


def rows(plan: Plan) -> dict[str, dict[str, tuple[object, ...]]]:
    return {
        kind.TABLE: dict(plan.table(kind).rows) for kind in (BudgetAmount, Virement, VirementMove)
    }


@settings(max_examples=80)
@given(GRID, st.integers(-5_000, 5_000), st.booleans(), st.sets(st.sampled_from(YEARS), max_size=2))
def test_rolling_forward_twice_is_once_and_undo_brings_all_back(
    grid: dict[tuple[str, int], int | None], rate: int, replace: bool, held_years: set[int]
):
    held = {("a", year) for year in held_years}

    def check(plan: Plan) -> None:
        def roll() -> None:
            put(
                plan,
                propose_roll_forward(plan, LINES, YEARS, by_percent(rate), held, replace=replace),
            )

        start, steps = rows(plan), len(plan.steps)
        roll()
        once = rows(plan)
        amounts = plan.table(BudgetAmount)
        for key, row in start[BudgetAmount.TABLE].items():
            line, _, year = key.partition(":")
            stays = line == "d" or (line, int(year)) in held
            filled = row[3] is not None and not replace
            if stays or filled:
                assert amounts.rows[key] == row
        roll()
        assert rows(plan) == once
        if len(plan.steps) > steps:
            assert len(plan.steps) == steps + 1
            plan.undo()
        assert rows(plan) == start

    with_plan(grid, check)


@settings(max_examples=80)
@given(GRID, st.integers(0, 10**12), st.booleans())
def test_a_spread_over_a_real_plan_reaches_its_total_and_undo_brings_all_back(
    grid: dict[tuple[str, int], int | None], whole: int, fill: bool
):
    def check(plan: Plan) -> None:
        start = rows(plan)
        cells = [(line, year) for line in ("a", "c") for year in YEARS]
        try:
            put(plan, propose_spread(plan, cells, whole, {("a", 2016)}, fill_blanks=fill))
        except Refusal:
            assert rows(plan) == start
            return
        amounts = plan.table(BudgetAmount)
        keys = [f"{line}:{year}" for line, year in cells]
        assert sum(amounts[key].amount or 0 for key in keys if key in amounts) == whole
        if rows(plan) != start:
            plan.undo()
        assert rows(plan) == start

    with_plan(grid, check)


CELLS = [(line, year) for line in LINES for year in YEARS]
MOVES = st.dictionaries(
    st.sampled_from(LINES), st.integers(-900, -1) | st.integers(1, 900), min_size=2
)


@settings(max_examples=120)
@given(
    st.fixed_dictionaries({cell: st.integers(500, 10**9) for cell in CELLS}),
    st.sets(st.sampled_from(CELLS), max_size=4),
    MOVES,
    st.sampled_from((True, True, True, False)),
    st.booleans(),
    st.sampled_from(YEARS),
)
def test_whatever_is_moved_the_net_stays_and_undo_or_reversal_brings_all_back(
    full: dict[tuple[str, int], int],
    blanks: set[tuple[str, int]],
    moves: dict[str, int],
    level: bool,
    recurrent: bool,
    year: int,
):
    grid = {cell: None if cell in blanks else pence for cell, pence in full.items()}
    if level:
        first = next(iter(moves))
        moves = {**moves, first: moves[first] - sum(moves.values())}

    def check(plan: Plan) -> None:
        start = rows(plan)
        before = totals_by(plan.figures, lambda cell: cell.year)
        try:
            made = make_virement(plan, Asked("Why", year, moves, recurrent))
        except Refusal as refusal:
            assert str(refusal).endswith(".")
            assert rows(plan) == start
            return
        after = totals_by(plan.figures, lambda cell: cell.year)
        assert {held: after.get(held, 0) for held in YEARS} == {
            held: before.get(held, 0) for held in YEARS
        }
        assert [held.net for held in made_virements(plan)] == [0]
        assert not list(virement_problems(plan.records, plan.figures))
        amounts = rows(plan)[BudgetAmount.TABLE]
        assert amounts != start[BudgetAmount.TABLE]
        reverse_virement(plan, made)
        assert rows(plan)[BudgetAmount.TABLE] == start[BudgetAmount.TABLE]
        plan.undo()
        assert rows(plan)[BudgetAmount.TABLE] == amounts
        plan.undo()
        assert rows(plan) == start
        assert total(plan.figures) == sum(before.values())

    with_plan(grid, check)
