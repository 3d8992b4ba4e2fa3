"""Savings: whatever is typed, the years add up to what the full-year effect promises."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.money import MOST_PENCE, rounded_ratio, scaled
from jcplanner.domain.phasing import PHASING, delivered, savings_in, share_delivered, weighted
from jcplanner.domain.records import Records
from jcplanner.domain.savings import PROFILES, SAVING_STATUSES, Saving, SavingCost
from jcplanner.domain.years import MONTHS

YEARS = st.integers(2014, 2024)
PENCE = st.integers(-MOST_PENCE, MOST_PENCE)
SAVINGS = st.builds(
    Saving,
    id=st.uuids().map(str),
    partner=st.none() | st.sampled_from("cn"),
    benefit_area=st.none() | st.sampled_from("ab"),
    full_year_effect=st.none() | PENCE,
    start_year=st.none() | YEARS,
    start_month=st.sampled_from(MONTHS),
    profile=st.sampled_from(PROFILES),
    recurrence=st.sampled_from(("recurrent", "non-recurrent")),
    confidence=st.none() | st.integers(0, 10_000),
    status=st.sampled_from(SAVING_STATUSES),
)
PHASED = SAVINGS.filter(lambda held: held.start_year is not None and held.recurrence == "recurrent")


def share(saving: Saving, year: int) -> Fraction:
    return Fraction(*share_delivered(saving, year))


@given(PHASED)
def test_the_first_twelve_months_and_what_follows_give_the_full_effect_of_each_year(saving: Saving):
    assert saving.start_year is not None
    first, second = (share(saving, saving.start_year + after) for after in (0, 1))
    rates, of, _ = PHASING[saving.profile]
    carried = Fraction(12 - MONTHS.index(saving.start_month), 12)
    assert first + second == Fraction(sum(rates), 12 * of) + carried
    for after in (2, 3, 10):
        assert delivered(saving, saving.start_year + after) == (saving.full_year_effect or 0)


@given(PHASED)
def test_each_year_is_within_half_a_penny_of_what_is_exact(saving: Saving):
    for year in range(2014, 2027):
        exact = share(saving, year) * (saving.full_year_effect or 0)
        assert abs(delivered(saving, year) - exact) <= Fraction(1, 2)


@given(SAVINGS)
def test_no_year_delivers_more_than_the_full_effect_nor_the_other_sign(saving: Saving):
    whole = saving.full_year_effect or 0
    for year in range(2013, 2027):
        assert 0 <= abs(delivered(saving, year)) <= abs(whole)
        assert delivered(saving, year) * whole >= 0


@given(PENCE, YEARS)
def test_an_immediate_saving_from_april_is_its_full_effect_in_every_year(pence: int, year: int):
    saving = Saving("s", full_year_effect=pence, start_year=year)
    assert [delivered(saving, year + after) for after in (-1, 0, 1)] == [0, pence, pence]


@given(SAVINGS, st.integers(0, 3))
def test_what_is_not_recurrent_is_gone_after_its_first_year(saving: Saving, after: int):
    if saving.start_year is not None and saving.recurrence == "non-recurrent":
        assert delivered(saving, saving.start_year + 1 + after) == 0


@given(st.lists(SAVINGS, max_size=8, unique_by=lambda held: held.id), YEARS, st.data())
def test_statuses_areas_and_partners_each_sum_to_the_total(
    savings: list[Saving], year: int, data: st.DataObject
):
    costs = [
        SavingCost(f"{held.id}:{year}", held.id, year, data.draw(st.none() | PENCE))
        for held in savings
    ]
    records = Records(
        {"saving": [held.row for held in savings], "saving_cost": [held.row for held in costs]}
    )
    for by_confidence in (False, True):
        found = savings_in(records, year, weighted=by_confidence)
        value = weighted if by_confidence else delivered
        assert found.total == sum(value(held, year) for held in savings)
        assert found.total == sum(found.by_area.values()) == sum(found.by_partner.values())
        assert found.cost == sum(held.amount or 0 for held in costs)
        assert found.net + found.cost == found.total


@given(PENCE, st.integers(-20_000, 20_000))
def test_scaling_rounds_half_a_penny_away_from_zero(pence: int, hundredths: int):
    exact = Fraction(pence * hundredths, 10_000)
    found = scaled(pence, hundredths)
    assert abs(found - exact) <= Fraction(1, 2)
    assert found == -scaled(-pence, hundredths)
    if abs(exact - int(exact)) == Fraction(1, 2):
        assert abs(found) > abs(exact)


@given(st.integers(-(10**18), 10**18), st.integers(-(10**6), 10**6).filter(bool))
def test_a_ratio_is_rounded_to_the_nearest_whole_number(numerator: int, denominator: int):
    found = rounded_ratio(numerator, denominator)
    assert abs(Fraction(numerator, denominator) - found) <= Fraction(1, 2)
