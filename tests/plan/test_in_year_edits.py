"""In-year figures go in to date, whichever way they are typed, and what looks wrong is told first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.in_year import EACH_MONTH, TO_DATE, months_of, to_date_of
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits
from jcplanner.plan.in_year_edits import (
    _with,
    put_in,
    read_actuals,
    read_block,
    read_forecasts,
    to_date,
)
from jcplanner.plan.plan import Plan

twelve = st.lists(st.none() | st.integers(-(10**12), 10**12), min_size=12, max_size=12)


@given(twelve)
def test_months_to_date_and_back_are_the_same(figures):
    assert months_of(to_date_of(figures)) == figures
    assert to_date_of(months_of(figures)) == figures


def test_months_are_added_up_and_kept_to_date(plan: Plan):
    typed = {("homes", period): 100 for period in (1, 2, 4)}
    entry = read_actuals(plan, 2017, typed, EACH_MONTH)
    put_in(plan, entry)
    assert to_date(plan, "homes", 2017)[:5] == [100, 200, None, 300, None]
    assert plan.steps[-1].name == "Put in 3 in-year figures (each month)"


def test_a_month_typed_again_moves_the_later_figures_to_date_with_it(plan: Plan):
    put_in(plan, read_block(plan, 2017, "1\t2\t3", ["homes"], 1, TO_DATE))
    put_in(plan, read_actuals(plan, 2017, {("homes", 1): 150}, EACH_MONTH))
    assert to_date(plan, "homes", 2017)[:3] == [150, 250, 350]
    plan.undo()
    assert to_date(plan, "homes", 2017)[:3] == [100, 200, 300]


def test_a_month_that_fills_a_gap_was_in_the_later_figures_already(plan: Plan):
    put_in(plan, read_actuals(plan, 2017, {("homes", 3): 300}, TO_DATE))
    put_in(plan, read_actuals(plan, 2017, {("homes", 1): 120}, EACH_MONTH))
    assert to_date(plan, "homes", 2017)[:3] == [120, None, 300]
    put_in(plan, read_actuals(plan, 2017, {("homes", 1): None}, EACH_MONTH))
    assert to_date(plan, "homes", 2017)[:3] == [None, None, 300]


@given(twelve)
def test_a_row_of_months_pasted_over_any_other_stands_at_their_sum(figures):
    after: list[int | None] = [5, None, 7, *[None] * 8, 9]
    for period, pence in enumerate(figures, start=1):
        after = _with(after, period, pence, EACH_MONTH)
    assert after == to_date_of(figures)


def test_a_block_of_twelve_periods_is_one_step(plan: Plan):
    edits.set_amounts(plan, {("homes", 2017): 4_036_922_00})
    steps = len(plan.steps)
    months = "\t".join(f"{4_036_922 * period // 12:,}" for period in range(1, 13))
    entry = read_block(plan, 2017, months, ["homes", "charges"], 1, TO_DATE)
    assert entry.doubts == ()
    put_in(plan, entry)
    assert len(plan.steps) == steps + 1
    assert to_date(plan, "homes", 2017)[-1] == 4_036_922_00


def test_figures_to_date_declared_as_months_are_asked_about_before_they_go_in(plan: Plan):
    """Aberdeenshire's £27.3m [S112]."""
    edits.set_amounts(plan, {("homes", 2017): 4_036_922_00})
    months = "\t".join(f"{4_036_922 * period // 12:,}" for period in range(1, 13))
    (asked,) = read_block(plan, 2017, months, ["homes"], 1, EACH_MONTH).doubts
    assert "look like figures to date" in asked
    assert not plan.table(Outturn)


def test_figures_to_date_typed_as_months_one_by_one_are_asked_about_too(plan: Plan):
    edits.set_amounts(plan, {("homes", 2017): 1_200_000_00})
    put_in(plan, read_actuals(plan, 2017, {("homes", 1): 100_000_00}, EACH_MONTH))
    entry = read_actuals(plan, 2017, {("homes", 2): 200_000_00}, EACH_MONTH)
    assert "added up they come to £300,000" in entry.doubts[0]
    assert read_actuals(plan, 2017, {("homes", 2): 120_000_00}, EACH_MONTH).doubts == ()


def test_a_block_that_does_not_fit_or_cannot_be_read_is_refused(plan: Plan):
    with pytest.raises(Refusal, match="only 3 months follow"):
        read_block(plan, 2017, "1\t2\t3\t4", ["homes"], 10, TO_DATE)
    with pytest.raises(Refusal, match="2 rows"):
        read_block(plan, 2017, "1\n2", ["homes"], 1, TO_DATE)
    with pytest.raises(Refusal, match='For Homes: "x" is not an amount'):
        read_block(plan, 2017, "x", ["homes"], 1, TO_DATE)
    with pytest.raises(Refusal, match="to date or each month"):
        read_block(plan, 2017, "1", ["homes"], 1, "weekly")
    with pytest.raises(Refusal, match="no longer"):
        read_actuals(plan, 2017, {("gone", 1): 1}, TO_DATE)


def test_blank_cells_of_a_block_leave_what_stands(plan: Plan):
    put_in(plan, read_block(plan, 2017, "1\t2\t3", ["homes"], 1, TO_DATE))
    put_in(plan, read_block(plan, 2017, "\t2.50\t", ["homes"], 1, TO_DATE))
    assert to_date(plan, "homes", 2017)[:3] == [100, 250, 300]


def test_a_forecast_stands_beside_the_actual_and_goes_when_blanked(plan: Plan):
    put_in(plan, read_actuals(plan, 2017, {("homes", 9): 90_000}, TO_DATE))
    put_in(plan, read_forecasts(plan, 2017, {("homes", 9): 140_000}))
    assert plan.table(Outturn)["homes:2017:9"].forecast == 140_000
    put_in(plan, read_forecasts(plan, 2017, {("homes", 9): None}))
    put_in(plan, read_actuals(plan, 2017, {("homes", 9): None}, TO_DATE))
    assert not plan.table(Outturn)
    (asked,) = read_forecasts(plan, 2017, {("homes", 9): 1_300_000}).doubts
    assert "about 10 times" in asked


def test_income_is_typed_with_or_without_brackets(plan: Plan):
    put_in(plan, read_block(plan, 2017, "(1,000)", ["charges"], 1, TO_DATE))
    assert to_date(plan, "charges", 2017)[0] == 1_000_00
