"""Spreading and rolling forward: totals are reached exactly, held cells never move, once is enough."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from jcplanner.domain.money import MOST_PENCE
from jcplanner.domain.problems import Refusal
from jcplanner.domain.spreading import Spread, spread

PENCE = st.integers(-(10**12), 10**12) | st.integers(-5, 5)
AMOUNTS = st.lists(st.none() | PENCE, min_size=1, max_size=40)
POSITIVE = st.lists(st.integers(0, 10**9), min_size=1, max_size=40)


def tried(amounts: list[int | None], total: int, held: set[int], *, fill: bool) -> Spread | None:
    try:
        return spread(amounts, total, held, fill_blanks=fill)
    except Refusal as refusal:
        assert str(refusal).endswith(".")
        return None


@given(AMOUNTS, PENCE, st.sets(st.integers(0, 39)), st.booleans())
def test_the_total_is_reached_exactly_and_what_is_held_never_moves(
    amounts: list[int | None], total: int, places: set[int], fill: bool
):
    held = {place for place in places if place < len(amounts)}
    found = tried(amounts, total, held, fill=fill)
    assume(found is not None)
    assert found is not None
    assert sum(amount or 0 for amount in found.amounts) == total
    for place, (before, after) in enumerate(zip(amounts, found.amounts, strict=True)):
        if place in held or (before is None and not fill):
            assert after == before


@given(POSITIVE, st.integers(0, MOST_PENCE // 100))
def test_proportions_are_kept_within_a_penny_where_rounding_did_not_land(
    amounts: list[int], total: int
):
    found = spread(amounts, total)
    whole = sum(amounts)
    for place, (before, after) in enumerate(zip(amounts, found.amounts, strict=True)):
        assert after is not None and after >= 0
        exact = Fraction(total * before, whole) if whole else Fraction(total, len(amounts))
        more = 1 if place in found.rounded or not whole else 0
        assert abs(after - exact) <= Fraction(1, 2) + Fraction(more, 2 if not whole else 1)
    assert abs(found.rounding) == len(found.rounded)


@given(POSITIVE)
def test_spreading_what_they_come_to_already_changes_nothing(amounts: list[int]):
    assert spread(amounts, sum(amounts)).amounts == tuple(amounts)
