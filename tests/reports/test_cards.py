"""The pathway as cards and ribbons, and what would move."""

from jcplanner.domain.budgets import BudgetLine
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.behind import lines_behind
from jcplanner.reports.cards import cards, ribbons, what_moves


def test_a_card_counts_the_areas_inside_and_opens_their_lines(plan: Plan):
    found = cards(plan)
    assert found.years == (2017, 2018, 2019)
    adults, learning, mental = found.rows
    assert (adults.depth, learning.depth, mental.depth) == (0, 1, 0)
    assert adults.partners == (("Council", 130_000),)
    for row in found.rows:
        for stand in row.stands:
            assert lines_behind(plan, stand.drill).total == (stand.net or 0)


def test_a_card_says_whether_it_is_the_areas_own(plan: Plan):
    adults, learning, mental = (row.stands[0] for row in cards(plan).rows)
    assert (adults.own, adults.set_on) == (True, "Adults")
    assert (learning.own, learning.set_on) == (False, "Adults")
    assert (mental.pool, mental.host, mental.lead) == ("Section 75 pool", "Council", "CCG")


def test_blank_is_not_nil(plan: Plan):
    mental = cards(plan).rows[2].stands
    assert [stand.net for stand in mental] == [None, None, None]
    edits.set_amounts(plan, {("wards", 2017): 1, ("homes", 2017): 0})
    assert cards(plan).rows[2].stands[0].net == 1


def test_ribbons_end_with_lines_that_have_no_area(plan: Plan):
    assert [held.name for held in ribbons(plan, 2016)] == [
        "Adults",
        "Learning disability",
        "Mental health",
    ]
    edits.assign_area(plan, ["wards"], None)
    last = ribbons(plan, 2016)[-1]
    assert (last.name, last.net, last.stages) == ("No service area", 900_000, ())
    assert lines_behind(plan, last.drill).total == 900_000


def test_what_moves_names_money_stage_and_areas(plan: Plan):
    said = what_moves(plan, "adults", 2017, stage="integrate", arrangement="pooled", pool="Fund")
    assert said == [
        "£1,300 moves from aligned to pooled in 2017/18.",
        "£1,300 goes into Fund.",
        "The stage changes from align to integrate.",
        "Moving with it: Learning disability.",
    ]


def test_areas_with_a_card_of_their_own_stay(plan: Plan):
    edits.set_pathway(plan, "learning", 2017, stage="learn")
    said = what_moves(plan, "adults", 2017, stage="integrate", arrangement="pooled")
    assert said == ["The stage changes from align to integrate."]


def test_lines_kept_out_of_the_pool_are_said(plan: Plan):
    edits.change(plan, BudgetLine, ["homes"], kept_out_of_pool=1)
    said = what_moves(plan, "adults", 2017, stage="integrate", arrangement="pooled", pool="Fund")
    assert "£1,300 is kept out of the pool and stays outside." in said
    assert not any("goes into" in sentence for sentence in said)


def test_nothing_moves_where_nothing_changes(plan: Plan):
    assert what_moves(plan, "adults", 2017, stage="align", arrangement="aligned") == [
        "Nothing moves in 2017/18."
    ]
    assert what_moves(plan, "gone", 2017, stage="align", arrangement="aligned") == []


def test_money_that_leaves_a_pool_is_said(plan: Plan):
    edits.set_amounts(plan, {("wards", 2017): 950_000})
    said = what_moves(plan, "mental", 2017, stage="learn", arrangement="aligned")
    assert said[:2] == [
        "£9,500 moves from pooled to aligned in 2017/18.",
        "£9,500 leaves Section 75 pool.",
    ]
    said = what_moves(plan, "mental", 2017, stage="integrate", arrangement="pooled", pool="Another")
    assert said == ["£9,500 leaves Section 75 pool.", "£9,500 goes into Another."]
