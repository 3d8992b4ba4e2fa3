"""Adding entries and posts, and carrying a stocktake into the next year."""

import pytest

from jcplanner.domain.people import OfficerTime, Post
from jcplanner.domain.problems import Refusal
from jcplanner.domain.stocktake import annual
from jcplanner.plan import edits
from jcplanner.plan.people_edits import add_post, add_time, estimate_next_year, put_cells
from jcplanner.plan.plan import Plan


def test_an_entry_is_of_the_base_year_or_like_another(plan: Plan):
    first = add_time(plan, tier="operational", months=3, cost=118_750_00)
    second = add_time(plan, first)
    held = plan.table(OfficerTime)
    assert held[first].year == plan.years[0]
    assert (held[second].tier, held[second].months, held[second].cost) == ("operational", 3, None)


def test_a_year_is_carried_on_as_an_estimate_in_one_step(plan: Plan):
    first = add_time(plan, months=3, cost=118_750_00, year=2017, basis="snapshot, extrapolated")
    (made,) = estimate_next_year(plan, [first])
    held = plan.table(OfficerTime)[made]
    assert (held.year, held.cost, held.months, held.basis) == (2018, 475_000_00, 12, "estimate")
    assert annual(held) == 475_000_00
    assert held.in_summary == 0
    plan.undo()
    assert list(plan.table(OfficerTime)) == [first]


def test_without_a_year_nothing_is_carried_on(plan: Plan):
    key = add_time(plan, year=None)
    with pytest.raises(Refusal, match="has no year"):
        estimate_next_year(plan, [key])
    with pytest.raises(Refusal, match="Choose the entries"):
        estimate_next_year(plan, [])


def test_a_post_is_added_beside_another(plan: Plan):
    lead = edits.add(plan, Post, name="Director")
    first = add_post(plan, name="Head", reports_to=lead)
    second = add_post(plan, first)
    assert plan.table(Post)[second].reports_to == lead


def test_what_cannot_be_read_moves_nothing(plan: Plan):
    key = add_time(plan, cost=1_00)
    with pytest.raises(Refusal):
        put_cells(plan, OfficerTime, {(key, "cost"): "5", (key, "months"): "three"})
    assert plan.table(OfficerTime)[key].cost == 1_00
    with pytest.raises(Refusal, match="no longer"):
        put_cells(plan, OfficerTime, {("gone", "cost"): "5"})
