"""Days of the financial year."""

from datetime import date

import pytest

from jcplanner.domain.dates import (
    months_before,
    period_ends,
    period_of,
    quarter_ends,
    read_day,
    say_day,
    year_ends,
    year_of,
    year_starts,
)


def test_a_financial_year_runs_from_april_to_march():
    assert (year_starts(2018), year_ends(2018)) == (date(2018, 4, 1), date(2019, 3, 31))
    assert year_of(date(2019, 3, 31)) == 2018
    assert year_of(date(2019, 4, 1)) == 2019
    assert (period_of(date(2018, 4, 1)), period_of(date(2019, 3, 1))) == (1, 12)


def test_months_and_quarters_end_on_their_last_day():
    assert period_ends(2018, 1) == date(2018, 4, 30)
    assert period_ends(2019, 11) == date(2020, 2, 29)
    assert [quarter_ends(2018, quarter) for quarter in (1, 2, 3, 4)] == [
        date(2018, 6, 30),
        date(2018, 9, 30),
        date(2018, 12, 31),
        date(2019, 3, 31),
    ]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2019, 3, 31), 12, date(2018, 3, 31)),
        (date(2019, 3, 31), 1, date(2019, 2, 28)),
        (date(2018, 5, 31), 6, date(2017, 11, 30)),
        (date(2018, 5, 1), 0, date(2018, 5, 1)),
    ],
)
def test_a_day_some_months_earlier_is_a_day_that_there_is(day: date, months: int, expected: date):
    assert months_before(day, months) == expected


def test_a_day_reads_as_people_say_it_and_what_is_none_reads_as_none():
    assert say_day(date(2018, 4, 1)) == "1 April 2018"
    assert read_day("2018-04-01") == date(2018, 4, 1)
    assert read_day(None) is None
    assert read_day("soon") is None
