"""Rankings under any rescaling of weights, and best sets against trying every set."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jcplanner.domain.best_set import Chosen, Item, best_set, greedy_set
from jcplanner.domain.envelopes import placed
from jcplanner.domain.priorities import ProgrammeShare, ProgrammeSpend
from jcplanner.domain.problems import Refusal
from jcplanner.domain.programme_map import WHOLE, mapped_spends
from jcplanner.domain.records import Records
from jcplanner.domain.scoring import Sheet
from jcplanner.domain.sensitivity import crossing, lines, swap
from jcplanner.domain.services import ServiceArea


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Up to five candidates, criteria and scorers, with some cells not scored by some."""
    criteria = tuple(f"c{place}" for place in range(draw(st.integers(1, 5))))
    candidates = tuple(f"k{place}" for place in range(draw(st.integers(1, 5))))
    scorers = tuple(f"s{place}" for place in range(draw(st.integers(1, 4))))
    given_points = st.dictionaries(st.sampled_from(scorers), st.integers(0, 100), min_size=1)
    points = {
        (candidate, criterion): draw(given_points)
        for candidate in candidates
        for criterion in criteria
        if draw(st.integers(0, 9))
    }
    typed = {key: draw(st.integers(0, 10_000)) for key in criteria}
    return Sheet(criteria, candidates, scorers, typed, points, dict.fromkeys(candidates, 100))


@given(sheets(), st.integers(1, 10**6))
def test_rankings_do_not_change_under_any_positive_rescaling_of_weights(sheet: Sheet, factor: int):
    scaled = sheet.weighing({key: weight * factor for key, weight in sheet.typed.items()})
    assert scaled.results() == sheet.results()


@given(sheets())
def test_results_lie_between_lowest_and_highest_and_between_0_and_100(sheet: Sheet):
    for held in sheet.results():
        if held.points is not None and held.lowest is not None and held.highest is not None:
            assert 0 <= held.lowest <= held.points <= held.highest <= 100
        else:
            assert held.missing or not any(sheet.typed.values())


@given(sheets())
def test_a_line_passes_through_the_result_at_todays_weight(sheet: Sheet):
    results = {held.candidate: held.points for held in sheet.results()}
    for criterion in sheet.criteria:
        for line in lines(sheet, criterion):
            assert line.at(sheet.weights[criterion]) == results[line.candidate]


@given(sheets())
def test_the_first_stays_first_between_the_weights_given_and_is_met_at_them(sheet: Sheet):
    for criterion in sheet.criteria:
        held = swap(sheet, criterion)
        if held is None:
            continue
        by_name = {line.candidate: line for line in lines(sheet, criterion)}
        ranked = [one for one in sheet.results() if one.candidate in by_name]
        first = by_name[min(ranked, key=lambda one: one.rank or 99).candidate]
        for weight in (held.low, held.high, (held.low + held.high) / 2):
            assert all(first.at(weight) >= line.at(weight) for line in by_name.values())
        for weight, other in ((held.low, held.below), (held.high, held.above)):
            if other is not None:
                assert first.at(weight) == by_name[other].at(weight)
                assert crossing(first, by_name[other]) == weight


ITEMS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(-300, 900), st.booleans()), max_size=12
).map(
    lambda found: [
        Item(f"k{place}", Fraction(points, 4), cost, must and place % 3 == 0)
        for place, (points, cost, must) in enumerate(found)
    ]
)


def by_trying(items: list[Item], envelope: int) -> tuple[Fraction, int] | None:
    """The most points, and at how little cost, of all sets that fit; None where none does."""
    must = [item for item in items if item.must]
    others = [item for item in items if not item.must]
    found: list[tuple[Fraction, int]] = []
    for size in range(len(others) + 1):
        for some in combinations(others, size):
            taken = [*must, *some]
            cost = sum(item.cost for item in taken)
            if cost <= envelope:
                found.append((sum((item.points for item in taken), Fraction(0)), -cost))
    if not found:
        return None
    points, cost = max(found)
    return points, -cost


@given(ITEMS, st.integers(-500, 4_000))
@settings(max_examples=150)
def test_the_best_set_is_what_trying_every_set_finds(items: list[Item], envelope: int):
    held, wanted = best_set(items, envelope), by_trying(items, envelope)
    if wanted is None:
        assert held.over > 0
        return
    assert held.proved
    assert held.over == 0
    assert (held.points, held.cost) == wanted
    assert {item.key for item in items if item.must} <= set(held.keys)
    greedy: Chosen = greedy_set(items, envelope)
    assert greedy.cost <= envelope
    assert greedy.points <= held.points


@st.composite
def bounded(draw: st.DrawFn) -> tuple[int, int | None, int | None]:
    """A weight, a floor and a ceiling that is not below it; either may be blank."""
    weight = draw(st.integers(0, 1_000))
    low, high = sorted((draw(st.integers(0, 500)), draw(st.integers(0, 900))))
    return weight, draw(st.sampled_from((None, low))), draw(st.sampled_from((None, high)))


BOUNDED = st.lists(bounded(), min_size=1, max_size=8)


@given(BOUNDED, st.integers(0, 5_000))
def test_envelopes_sum_to_the_resource_between_floors_and_ceilings(
    areas: list[tuple[int, int | None, int | None]], resource: int
):
    weights = [Fraction(weight) for weight, _, _ in areas]
    floors, ceilings = [held for _, held, _ in areas], [held for *_, held in areas]
    least = sum(held or 0 for held in floors)
    most = sum(10**6 if held is None else held for held in ceilings)
    if not least <= resource <= most:
        with pytest.raises(Refusal):
            placed(resource, weights, floors, ceilings)
        return
    parts = placed(resource, weights, floors, ceilings)
    assert sum(parts) == resource
    for part, floor, ceiling in zip(parts, floors, ceilings, strict=True):
        assert (floor or 0) <= part
        assert ceiling is None or part <= ceiling
    free = [
        place
        for place, part in enumerate(parts)
        if part not in (floors[place] or 0, ceilings[place]) and weights[place]
    ]
    for one in free:
        for other in free:  # those between their bounds keep their proportions, but for a penny
            apart = parts[one] * weights[other] - parts[other] * weights[one]
            assert abs(apart) <= weights[one] + weights[other]


@given(
    st.integers(-(10**9), 10**9),
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 4_000)),
)
def test_a_spend_is_split_over_programme_areas_to_the_penny(amount: int, shares: dict[str, int]):
    records = Records(
        {
            "service_area": [ServiceArea(key, 1, key).row for key in "abcdef"],
            "programme_spend": [ProgrammeSpend("s", 1, "Cancer", year=2016, amount=amount).row],
            "programme_share": [
                ProgrammeShare(f"s:{key}", "s", key, share).row for key, share in shares.items()
            ],
        }
    )
    (held,) = mapped_spends(records, 2016)
    assert sum(held.parts.values()) == amount
    assert (None not in held.parts) == (sum(shares.values()) == WHOLE)
