"""Spreading a total: the rule of DESIGN 11 worked by hand, what is refused, and rolling forward."""

import pytest

from jcplanner.domain.money import MOST_PENCE
from jcplanner.domain.problems import Refusal
from jcplanner.domain.spreading import rolled, spread


def test_a_total_is_spread_in_proportion_around_what_is_held():
    # PEERS section 5: new = old / sum of old not held x (new total - held); (1,000 - 400) over 100 and 200.
    found = spread([400_00, 100_00, 200_00], 1_000_00, {0})
    assert found.amounts == (400_00, 200_00, 400_00)
    assert (found.rounding, found.rounded, found.equally) == (0, (), False)


def test_what_rounding_leaves_over_goes_onto_the_largest():
    # £1.00 over 2 : 2 : 3 is 28.57, 28.57 and 42.86 pence: 29 + 29 + 43 is a penny too much.
    found = spread([200, 200, 300], 100)
    assert found.amounts == (29, 29, 42)
    assert (found.rounding, found.rounded) == (-1, (2,))


def test_many_pennies_go_one_each_onto_the_largest_ones():
    # £10.00 over six of 5p and 1,000 of 4p: shares of 1.24 and 0.99 pence round to a penny each, £10.06.
    found = spread([5] * 6 + [4] * 1_000, 1_000)
    assert found.amounts == (0,) * 6 + (1,) * 1_000
    assert (found.rounding, found.rounded) == (-6, (0, 1, 2, 3, 4, 5))


def test_nil_throughout_becomes_equal_parts():
    found = spread([0, 0, 0, 50], 250, {3})
    assert found.amounts == (67, 67, 66, 50)
    assert (found.equally, found.rounding, found.rounded) == (True, 2, (0, 1))
    assert spread([0, 0], -5).amounts == (-3, -2)


def test_a_blank_stays_blank_unless_asked():
    assert spread([None, 100, 300], 800).amounts == (None, 200, 600)
    # Asked for, it counts as much as the average of the others: (100 + 300) / 2 = 200 of 600.
    assert spread([None, 100, 300], 1_200, fill_blanks=True).amounts == (400, 200, 600)
    assert spread([None, None], 101, fill_blanks=True).amounts == (51, 50)


def test_a_held_blank_stays_blank_and_counts_nothing():
    assert spread([None, 100], 300, {0}, fill_blanks=True).amounts == (None, 300)


def test_credits_are_scaled_with_the_rest():
    # 300 less a credit of 100 is 200; twice that is 600 less 200.
    assert spread([300, -100], 400).amounts == (600, -200)


def test_a_total_of_nought_makes_them_nil():
    assert spread([300, 100], 0).amounts == (0, 0)
    assert spread([300, 100], 300, {0}).amounts == (300, 0)


@pytest.mark.parametrize(
    ("amounts", "total", "held", "reason"),
    [
        ([None, None], 100, (), "blank"),
        ([], 100, (), "blank"),
        ([100, -100], 50, (), "cancel out"),
        ([100, 200], -300, (), "change the sign"),
        ([800, 200], 500, {0}, "hold fewer"),
        ([0, 800], 500, {1}, "hold fewer"),
        ([100, 200], 400, {0, 1}, "Everything is held"),
        ([MOST_PENCE, 1 - MOST_PENCE], MOST_PENCE, (), "too large"),
    ],
)
def test_what_cannot_be_reached_is_refused_in_a_sentence(amounts, total: int, held, reason: str):
    with pytest.raises(Refusal, match=reason) as refused:
        spread(amounts, total, held)
    assert str(refused.value).endswith(".")


def test_everything_held_at_its_own_total_changes_nothing():
    assert spread([100, 200], 300, {0, 1}).amounts == (100, 200)


def test_an_amount_grows_by_a_rate_to_the_nearest_penny():
    # £1,234.56 x 1.025 = £1,265.424; half a penny goes away from nought: 1 x 1.5 = 1.5.
    assert rolled(123_456, 250) == 126_542
    assert (rolled(1, 5_000), rolled(-1, 5_000), rolled(7, 0), rolled(7, -10_000)) == (2, -2, 7, 0)
    with pytest.raises(Refusal, match="too large"):
        rolled(MOST_PENCE, 1)
