"""Results, ranks and sensitivity on an example worked by hand; best sets; what is left out and why."""

from fractions import Fraction

from jcplanner.domain.best_set import Item, best_set, frontier, greedy_set, items_of, steps_of
from jcplanner.domain.priorities import Candidate, Criterion, Exercise, Score, Scorer
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.scoring import Sheet, in_rank_order, pence, say_points, sheet_of
from jcplanner.domain.sensitivity import extreme_scorers, swap, variants

SHEET = Sheet(
    ("benefit", "evidence"),
    ("falls", "beds", "garden"),
    ("one", "two"),
    {"benefit": 3_00, "evidence": 1_00},
    {
        ("falls", "benefit"): {"one": 80, "two": 60},
        ("falls", "evidence"): {"one": 40, "two": 20},
        ("beds", "benefit"): {"one": 50, "two": 50},
        ("beds", "evidence"): {"one": 100, "two": 80},
        ("garden", "benefit"): {"one": 10},
        ("garden", "evidence"): {"one": 30, "two": 30},
    },
    {"falls": 600_000_00, "beds": 120_000_00, "garden": None},
)
"""By hand, weights 3:1. Falls: 3/4 x 70 + 1/4 x 30 = 60; beds: 3/4 x 50 + 1/4 x 90 = 60; garden: 15."""


def records(*more: Record) -> Records:
    """The same sheet as records of a plan."""
    given: list[Record] = [Exercise("e", 1, "Priorities")]
    given += [
        Criterion(key, place, "e", key, weight)
        for place, (key, weight) in enumerate(SHEET.typed.items(), start=1)
    ]
    given += [
        Candidate(key, place, "e", key, cost=SHEET.costs[key])
        for place, key in enumerate(SHEET.candidates, start=1)
    ]
    given += [Scorer(key, place, "e", key) for place, key in enumerate(SHEET.scorers, start=1)]
    given += [
        Score(f"{candidate}:{criterion}:{scorer}", candidate, criterion, scorer, points)
        for (candidate, criterion), held in SHEET.points.items()
        for scorer, points in held.items()
    ]
    rows: dict[str, list[tuple[object, ...]]] = {}
    for one in (*given, *more):
        rows.setdefault(one.TABLE, []).append(one.row)
    return Records(rows)


def test_results_weigh_the_means_of_those_who_scored_and_equal_ones_share_a_rank():
    falls, beds, garden = SHEET.results()
    assert (falls.points, beds.points, garden.points) == (60, 60, 15)
    assert (falls.rank, beds.rank, garden.rank) == (1, 1, 3)
    assert (falls.lowest, falls.highest) == (50, 70)  # 3/4 x 60 + 1/4 x 20; 3/4 x 80 + 1/4 x 40
    assert pence(falls.cost_per_point) == 10_000_00
    assert pence(beds.cost_per_point) == 2_000_00
    assert garden.cost_per_point is None


def test_the_records_of_a_plan_give_the_same_sheet():
    assert sheet_of(records(), "e") == SHEET


def test_a_missing_score_is_said_and_never_counts_as_nothing():
    points = {cell: held for cell, held in SHEET.points.items() if cell != ("beds", "evidence")}
    sheet = Sheet(SHEET.criteria, SHEET.candidates, SHEET.scorers, SHEET.typed, points, SHEET.costs)
    falls, beds, garden = sheet.results()
    assert (beds.points, beds.rank, beds.missing) == (None, None, ("evidence",))
    assert (falls.rank, garden.rank) == (1, 2)
    assert [held.candidate for held in in_rank_order(sheet.results())] == [
        "falls",
        "garden",
        "beds",
    ]
    unweighed = sheet.weighing({"benefit": 1})  # under a weight of 0 nothing is missing
    assert [held.points for held in unweighed.results()] == [70, 50, 10]


def test_points_out_of_range_and_weights_below_nought_count_for_nothing():
    bad = records(
        Score("garden:benefit:two", "garden", "benefit", "two", 101),
        Criterion("cost", 3, "e", "Cost", -5_00),
    )
    sheet = sheet_of(bad, "e")
    assert sheet.points == SHEET.points
    assert sheet.weights == {
        "benefit": Fraction(3, 4),
        "evidence": Fraction(1, 4),
        "cost": Fraction(0),
    }


def test_first_and_second_change_places_at_the_weight_worked_out_by_hand():
    # At 50% benefit: falls 50, beds 70. At 80%: 62 and 58. They meet at 3/4 (60 and 60).
    held = swap(SHEET.weighing({"benefit": 8, "evidence": 2}), "benefit")
    assert held is not None
    assert (held.now, held.weight) == (Fraction(4, 5), Fraction(3, 4))
    assert (held.low, held.below, held.high, held.above) == (Fraction(3, 4), "beds", 1, None)


def test_there_is_no_such_weight_where_one_is_better_under_every_criterion():
    points = {**SHEET.points, ("beds", "benefit"): {"one": 5}, ("beds", "evidence"): {"one": 5}}
    sheet = Sheet(SHEET.criteria, ("falls", "beds"), SHEET.scorers, SHEET.typed, points, {})
    held = swap(sheet, "benefit")
    assert held is not None
    assert (held.weight, held.low, held.high) == (None, 0, 1)
    assert swap(sheet.weighing({"benefit": 1}), "benefit") is None  # nothing to move it against


def test_other_ways_to_count_are_equal_weights_each_criterion_dropped_and_extreme_scorers_left_out():
    ways = {way.name: way for way in variants(SHEET, ["benefit", "evidence"])}
    assert list(ways) == [
        "As scored",
        "Equal weights",
        "Without benefit",
        "Without evidence",
        "Lowest scorer left out",
        "Highest scorer left out",
    ]
    assert ways["Equal weights"].rank("beds") == 1  # 70 against 50
    assert ways["Without benefit"].rank("falls") == 2  # 30 against 90; garden 30: they share it
    assert ways["Without benefit"].rank("garden") == 2
    assert ways["Without evidence"].rank("falls") == 1
    assert extreme_scorers(SHEET) == ("two", "one")
    # Without two, who gave less: falls 3/4 x 80 + 1/4 x 40 = 70, beds 3/4 x 50 + 1/4 x 100 = 62.5.
    results = ways["Lowest scorer left out"].results
    assert [held.points for held in results] == [70, Fraction(125, 2), 15]


def test_the_best_set_beats_the_greedy_one_where_the_cheapest_point_stands_in_the_way():
    # Envelope 10: greedy takes a (60 for 6), after which neither b nor c fits; best is b + c with 96.
    items = [Item("a", Fraction(60), 6), Item("b", Fraction(48), 5), Item("c", Fraction(48), 5)]
    best, greedy = best_set(items, 10), greedy_set(items, 10)
    assert (best.keys, best.points, best.cost, best.proved) == (("b", "c"), 96, 10, True)
    assert (greedy.keys, greedy.points, greedy.cost) == (("a",), 60, 6)


def test_what_must_be_funded_is_in_savings_pay_for_others_and_of_equals_the_cheaper_is_taken():
    items = [
        Item("must", Fraction(1), 8, must=True),
        Item("saving", Fraction(10), -4),
        Item("dear", Fraction(50), 6),
        Item("cheap", Fraction(50), 5),
    ]
    held = best_set(items, 10)
    assert (held.keys, held.cost) == (("must", "saving", "cheap"), 9)
    assert best_set(items, 3).over == 1  # 8 - 4 is 4


def test_the_frontier_never_falls_and_ends_with_everything():
    items = [Item(f"k{place}", Fraction(7 * place % 50), 3 + place) for place in range(12)]
    found = frontier(items, steps_of(items, 40))
    points = [held.points for _, held in found]
    assert points == sorted(points)
    assert points[-1] == sum(item.points for item in items)
    assert 40 in [envelope for envelope, _ in found]


def test_candidates_without_a_cost_or_a_result_are_left_out_of_the_best_set():
    items, left_out = items_of(records(), SHEET)
    assert [item.key for item in items] == ["falls", "beds"]
    assert left_out == ["garden"]


def test_points_are_shown_with_two_decimals_at_most():
    assert say_points(Fraction(200, 3)) == "66.67"
    assert say_points(Fraction(125, 2)) == "62.5"
    assert say_points(None) == "\u2013"
