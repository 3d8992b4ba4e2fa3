"""Envelopes locked to the resource, between bounds; proposals from scores; the programme map; worries."""

from fractions import Fraction

import pytest

from jcplanner.domain.assumptions import Resource
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.envelopes import (
    envelopes_of,
    placed,
    programme_areas,
    proposed,
    spread_rest,
)
from jcplanner.domain.figures import Figures
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.priorities import (
    Candidate,
    Criterion,
    Envelope,
    Exercise,
    ProgrammeShare,
    ProgrammeSpend,
    Score,
    Scorer,
)
from jcplanner.domain.priority_worries import priority_problems
from jcplanner.domain.problems import Refusal
from jcplanner.domain.programme_map import by_area, mapped_spends
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea

PLAN: tuple[Record, ...] = (
    PlanDetails("plan", "Plan", first_year=2016),
    Partner("council", 1, "Council"),
    ServiceArea("adults", 1, "Adults"),
    ServiceArea("dementia", 2, "Dementia", "adults"),
    ServiceArea("mental", 3, "Mental health"),
    ServiceArea("children", 4, "Children"),
    BudgetLine("homes", 1, "council", "dementia", "Homes"),
    BudgetLine("wards", 2, "council", "mental", "Wards"),
    BudgetLine("nurses", 3, "council", "children", "Nurses"),
    BudgetAmount("homes:2017", "homes", 2017, 600_00),
    BudgetAmount("wards:2017", "wards", 2017, 300_00),
    BudgetAmount("nurses:2017", "nurses", 2017, 100_00),
    Resource("council:2017", "council", 2017, 900_00),
)


def held(*more: Record) -> tuple[Records, Figures]:
    """The plan with more records in it, and its kept sums."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    for one in (*PLAN, *more):
        rows.setdefault(one.TABLE, []).append(one.row)
    records, figures = Records(rows), Figures()
    figures.put_in(records, records.table(BudgetLine))
    return records, figures


def kinds(*more: Record) -> dict[str, str]:
    """Kinds of problems with their words."""
    return {problem.kind: problem.text for problem in priority_problems(*held(*more))}


def test_beside_each_envelope_stands_the_plan_and_what_is_left_to_place():
    now = envelopes_of(*held(Envelope("adults:2017", "adults", 2017, 500_00)), 2017)
    assert [(row.area, row.amount, row.planned, row.difference) for row in now.rows] == [
        ("adults", 500_00, 600_00, 100_00),
        ("mental", None, 300_00, None),
        ("children", None, 100_00, None),
    ]
    assert (now.resource, now.placed, now.left, now.planned) == (900_00, 500_00, 400_00, 1_000_00)


def test_an_envelope_on_an_area_inside_takes_the_place_of_the_area_at_the_top():
    records, _ = held(Envelope("dementia:2017", "dementia", 2017, 1))
    assert programme_areas(records, 2017) == [("dementia", 1), ("mental", 0), ("children", 0)]
    assert programme_areas(records, 2018) == [("adults", 0), ("mental", 0), ("children", 0)]


def test_a_tree_under_one_area_has_the_areas_below_it_as_rows_and_says_what_lies_above_them():
    whole = ServiceArea("whole", 9, "Whole system")
    inside = [ServiceArea(key, 10, key, "whole") for key in ("cancer", "stroke")]
    rows: dict[str, list[tuple[object, ...]]] = {
        "plan": [PLAN[0].row],
        "service_area": [whole.row, *(one.row for one in inside)],
        "budget_line": [
            BudgetLine("l1", 1, None, "whole", "Estates").row,
            BudgetLine("l2", 2, None, "cancer", "Wards").row,
        ],
        "budget_amount": [
            BudgetAmount("l1:2017", "l1", 2017, 10_00).row,
            BudgetAmount("l2:2017", "l2", 2017, 30_00).row,
        ],
    }
    records, figures = Records(rows), Figures()
    figures.put_in(records, records.table(BudgetLine))
    now = envelopes_of(records, figures, 2017)
    assert [row.area for row in now.rows] == ["cancer", "stroke"]
    assert (now.planned, now.outside, now.resource) == (30_00, 10_00, None)
    top = envelopes_of(records, figures, 2017, 0)
    assert [(row.area, row.planned) for row in top.rows] == [("whole", 40_00)]
    assert top.outside == 0


def test_the_rest_is_spread_over_those_not_held_as_their_plans_are():
    now = envelopes_of(*held(Envelope("adults:2017", "adults", 2017, 500_00)), 2017)
    # 900.00 - 500.00 is 400.00, by 300 : 100.
    assert spread_rest(now.rows, 900_00, {"adults"}) == {"mental": 300_00, "children": 100_00}
    with pytest.raises(Refusal, match="Every envelope is held"):
        spread_rest(now.rows, 900_00, {"adults", "mental", "children"})


def test_floors_and_ceilings_hold_and_the_others_share_what_is_left():
    # 1,000 by 6 : 3 : 1 with a ceiling of 500 and a floor of 200 leaves 300 for the middle one.
    weights = [Fraction(6), Fraction(3), Fraction(1)]
    assert placed(1_000, weights, [None, None, 200], [500, None, None]) == [500, 300, 200]
    with pytest.raises(Refusal, match="The floors come to £20"):
        placed(1_000, weights, [None, None, 2_000], [500, None, None])
    with pytest.raises(Refusal, match="The ceilings come to £6"):
        placed(1_000, weights, [None] * 3, [500, 50, 50])
    with pytest.raises(Refusal, match="A ceiling lies below its floor"):
        placed(1_000, weights, [600, None, None], [500, None, None])
    # What ceilings do not let in goes to those that weigh nothing, alike.
    none = [Fraction(1), Fraction(0), Fraction(0)]
    assert placed(100, none, [None] * 3, [40, None, None]) == [40, 30, 30]


def test_scores_shift_envelopes_around_todays_shares():
    now = envelopes_of(*held(), 2017)
    scores = {"adults": Fraction(40), "mental": Fraction(60)}
    # The average by today's plan is (40 x 600 + 60 x 300) / 900 = 46 2/3; adults -6 2/3, mental +13 1/3;
    # weights 600 x 14/15 = 560, 300 x 17/15 = 340, 100: of 900.00 504.00, 306.00 and 90.00.
    parts = proposed(now.rows, 900_00, scores)
    assert parts == {"adults": 504_00, "mental": 306_00, "children": 90_00}
    # At no strength nothing is shifted: 54%, 27%, 9% of 900 is 540, 270, 90.
    assert list(proposed(now.rows, 900_00, scores, 0).values()) == [540_00, 270_00, 90_00]
    with pytest.raises(Refusal, match="No programme area has a score"):
        proposed(now.rows, 900_00, {})


SPENDS: tuple[Record, ...] = (
    ProgrammeSpend("s1", 1, "05 Mental health", "Community", "council", 2017, 100_01),
    ProgrammeSpend("s2", 2, "02 Cancer", "Hospital", "council", 2017, 50_00),
    ProgrammeShare("s1:adults", "s1", "adults", 3_333),
    ProgrammeShare("s1:mental", "s1", "mental", 6_667),
    ProgrammeShare("s2:mental", "s2", "mental", 4_000),
)


def test_spends_are_mapped_to_the_penny_and_what_is_not_mapped_is_shown():
    records, figures = held(*SPENDS)
    first, second = mapped_spends(records, 2017)
    assert first.parts == {"adults": 33_33, "mental": 66_68}
    assert second.parts == {"mental": 20_00, None: 30_00}
    rows = {row.area: (row.mapped, row.lines) for row in by_area(records, figures, 2017)}
    assert rows == {
        "adults": (33_33, 600_00),
        "mental": (86_68, 300_00),
        "children": (0, 100_00),
        None: (30_00, 0),
    }


def test_shares_beyond_100_percent_map_nothing_until_they_are_put_right():
    records, _ = held(*SPENDS, ProgrammeShare("s2:adults", "s2", "adults", 6_001))
    assert mapped_spends(records)[1].parts == {None: 50_00}
    assert (
        "100.01%"
        in kinds(*SPENDS, ProgrammeShare("s2:adults", "s2", "adults", 6_001))[
            "spend not mapped to 100%"
        ]
    )


def test_what_is_wrong_with_priorities_is_found():
    assert kinds() == {}
    found = kinds(
        Exercise("e", 1, "Priorities", envelope=100_00),
        Criterion("c1", 1, "e", "Benefit", 5_00),
        Criterion("c2", 2, "e", "Need", 0),
        Criterion("c3", 3, "e", "Cost", -1_00),
        Scorer("s", 1, "e", "Scorer 1"),
        Candidate("k1", 1, "e", "Falls", cost=101_00, must=1),
        Candidate("k2", 2, "e", "Beds"),
        Score("k1:c1:s", "k1", "c1", "s", 50),
        Score("k1:c2:s", "k1", "c2", "s", 150),
        Envelope("adults:2017", "adults", 2017, 500_00, floor=600_00),
        Envelope("dementia:2017", "dementia", 2017, 700_00),
        *SPENDS,
    )
    assert set(found) == {
        "criterion that weighs nothing",
        "weight below 0",
        "points beyond 0 to 100",
        "scores missing",
        "candidate without a cost",
        "must-haves beyond the envelope",
        "envelopes do not add up",
        "envelope inside another",
        "envelope beyond its bounds",
        "spend not mapped to 100%",
    }
    assert found["scores missing"] == ("Priorities: Beds has no result; nobody has scored Benefit.")
    assert "£300 more is placed" in found["envelopes do not add up"]


def test_envelopes_that_add_up_are_no_problem():
    held_ = kinds(
        Envelope("adults:2017", "adults", 2017, 500_00),
        Envelope("mental:2017", "mental", 2017, 300_00),
        Envelope("children:2017", "children", 2017, 100_00),
    )
    assert held_ == {}
