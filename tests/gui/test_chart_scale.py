"""The axis of money: round ticks, told apart, with zero in it unless it is left out on purpose."""

from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.money import MOST_PENCE
from jcplanner.gui.chart_scale import scale_over, start_below, start_words, tick_texts

PENCE = st.integers(-MOST_PENCE, MOST_PENCE)


def test_ticks_are_round_and_take_in_zero():
    scale = scale_over([120_000_00, 510_000_00], "thousands", most=6)
    assert scale.ticks == tuple(place * 100_000_00 for place in range(6))
    assert scale.texts == ("0", "100", "200", "300", "400", "500")


def test_an_axis_about_a_centre_leaves_zero_out():
    scale = scale_over([75_00, 118_00], "pounds", most=5, spare=0.0, from_zero=False)
    assert scale.ticks == (80_00, 90_00, 100_00, 110_00)
    assert scale.part_of(75_00) == 0
    assert scale.part_of(118_00) == 1


def test_an_axis_without_a_round_figure_has_its_lower_end():
    scale = scale_over([101, 109], "pounds", most=1, from_zero=False)
    assert scale.ticks == (101,)


def test_all_zero_has_one_tick():
    assert scale_over([0, 0], "millions", most=5).texts == ("0",)
    assert scale_over([], "millions", most=5).ticks == (0,)


def test_an_axis_that_would_hide_its_differences_starts_at_a_round_figure_and_says_so():
    start = start_below(1_327_000_000_00, 1_412_000_000_00, 0.12)
    assert start == 1_240_000_000_00
    assert start_words(start) == "The axis starts at £1,240m, not at zero."
    assert start_words(12_345_00) == "The axis starts at £12,345, not at zero."
    assert start_below(10_00, 100_00, 0.12) == 0
    assert start_below(-10_00, 10_00, 0.12) == 0


def test_neighbouring_ticks_are_told_apart():
    assert tick_texts([0.0, 50_000_000.0], "millions") == ["0.0", "0.5"]
    assert tick_texts([0.0, -2_000_000_00.0], "thousands") == ["0", "(2,000)"]


@given(st.lists(PENCE, min_size=1, max_size=20), st.integers(1, 9), st.booleans())
def test_every_figure_and_tick_lies_on_the_axis(values: list[int], most: int, from_zero: bool):
    scale = scale_over(values, "pounds", most=most, from_zero=from_zero)
    assert all(-1e-9 <= scale.part_of(pence) <= 1 + 1e-9 for pence in (*values, *scale.ticks))
    assert 1 <= len(scale.ticks) <= most + 3
    assert list(scale.ticks) == sorted(set(scale.ticks))
    if from_zero:
        assert 0 in scale.ticks
