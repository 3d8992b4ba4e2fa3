"""What a saving delivers year by year: profiles, start months, recurrence, costs, confidence."""

import pytest

from jcplanner.domain.phasing import (
    PHASING,
    Profile,
    cost_to_achieve,
    delivered,
    savings_in,
    share_delivered,
    weighted,
)
from jcplanner.domain.records import Records
from jcplanner.domain.savings import PROFILES, Saving, SavingCost
from jcplanner.domain.years import MONTHS

YEARS = range(2016, 2021)


def saving(**fields: object) -> Saving:
    given = {"full_year_effect": 848_000_00, "start_year": 2017, **fields}
    return Saving("s", 1, "Saving", **given)


def by_year(held: Saving) -> list[int]:
    return [delivered(held, year) for year in YEARS]


def records(*held: Saving | SavingCost) -> Records:
    return Records(
        {
            "saving": [one.row for one in held if isinstance(one, Saving)],
            "saving_cost": [one.row for one in held if isinstance(one, SavingCost)],
        }
    )


def test_every_profile_offered_has_its_table_and_ends_in_full():
    assert tuple(PHASING) == PROFILES
    for name, profile in PHASING.items():
        assert len(profile.rates) == len(MONTHS) == 12, name
        assert list(profile.rates) == sorted(profile.rates), name
        assert profile.rates[0] >= 0 and profile.rates[-1] == profile.of, name


def test_the_slow_ramp_of_the_published_example_holds():
    # [S84]: a slow ramp delivers £320k of an £848,000 full-year effect in year 1.
    assert by_year(saving(profile="slow")) == [0, 320_120_00, 848_000_00, 848_000_00, 848_000_00]
    assert sum(PHASING["slow"].rates) == 453


def test_an_immediate_saving_from_april_is_worth_its_full_year_at_once():
    assert by_year(saving()) == [0, 848_000_00, 848_000_00, 848_000_00, 848_000_00]


def test_a_later_start_leaves_the_months_after_it_to_the_year():
    # Six of twelve months; then in full.
    assert by_year(saving(start_month="October"))[:3] == [0, 424_000_00, 848_000_00]
    # One month.
    assert by_year(saving(start_month="March"))[1] == 70_666_67


def test_a_linear_saving_grows_by_a_twelfth_each_month():
    # 78 twelfths of a month out of twelve months.
    assert by_year(saving(profile="linear", full_year_effect=144_00))[1:3] == [78_00, 144_00]
    # From October: 1 to 6 twelfths, then 7 to 12 and six months in full.
    late = saving(profile="linear", full_year_effect=144_00, start_month="October")
    assert by_year(late)[1:4] == [21_00, 57_00 + 72_00, 144_00]


def test_the_fast_profile_mirrors_the_slow_one():
    slow, fast = PHASING["slow"], PHASING["fast"]
    assert isinstance(fast, Profile)
    before = (0, *slow.rates)
    assert fast.rates == tuple(100 - before[11 - month] for month in range(12))
    assert by_year(saving(profile="fast"))[1] > by_year(saving(profile="linear"))[1]


def test_what_is_not_recurrent_falls_to_its_first_year_alone():
    held = saving(recurrence="non-recurrent", start_month="October")
    assert by_year(held) == [0, 424_000_00, 0, 0, 0]


def test_an_investment_is_a_negative_saving_and_nil_delivers_nothing():
    # 004¶36: investments, and services with no saving.
    assert by_year(saving(full_year_effect=-100_01, start_month="October"))[1:3] == [
        -50_01,
        -100_01,
    ]
    assert by_year(saving(full_year_effect=0)) == [0] * 5
    assert by_year(saving(full_year_effect=None)) == [0] * 5
    assert by_year(saving(start_year=None)) == [0] * 5


def test_half_a_penny_is_rounded_away_from_zero():
    assert delivered(saving(full_year_effect=1, start_month="October"), 2017) == 1
    assert delivered(saving(full_year_effect=-1, start_month="October"), 2017) == -1


def test_a_saving_that_began_before_the_plan_carries_on():
    assert delivered(saving(start_year=2010, profile="slow"), 2016) == 848_000_00


def test_savings_of_a_year_go_by_status_area_and_partner():
    held = records(
        Saving("a", 1, "A", partner="c", benefit_area="x", full_year_effect=100, start_year=2017),
        Saving(
            "b", 2, "B", partner="c", full_year_effect=50, start_year=2017, status="unidentified"
        ),
        Saving("d", 3, "D", full_year_effect=-30, start_year=2018),
        SavingCost("a:2017", "a", 2017, 40),
        SavingCost("b:2018", "b", 2018, None),
    )
    year = savings_in(held, 2017)
    assert year.by_status == {"identified": 100, "in development": 0, "unidentified": 50}
    assert year.by_area == {"x": 100, None: 50}
    assert year.by_partner == {"c": 150, None: 0}
    assert (year.total, year.cost, year.net) == (150, 40, 110)
    assert savings_in(held, 2018).total == 120
    assert cost_to_achieve(held, "a", 2017) == 40
    assert cost_to_achieve(held, "a", 2018) == cost_to_achieve(held, "b", 2018) == 0


@pytest.mark.parametrize(
    ("confidence", "expected"), [(None, 848_000_00), (0, 0), (3_333, 282_638_40)]
)
def test_confidence_weights_what_is_delivered_and_blank_is_certain(
    confidence: int | None, expected: int
):
    held = saving(confidence=confidence)
    assert weighted(held, 2018) == expected
    year = savings_in(records(held, SavingCost("s:2018", "s", 2018, 100)), 2018, weighted=True)
    assert (year.total, year.cost) == (expected, 100)


def test_the_share_is_exact():
    assert share_delivered(saving(profile="slow"), 2017) == (453, 1200)
    assert share_delivered(saving(profile="slow"), 2016) == (0, 1)
