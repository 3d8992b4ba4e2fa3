"""The slips that public papers tell of are caught, and everyday figures are let through."""

import pytest

from jcplanner.domain.in_year import EACH_MONTH, TO_DATE, to_date_of
from jcplanner.domain.in_year_slips import (
    doubts_of_cell,
    doubts_of_forecast,
    doubts_of_row,
    looks_cumulative,
)

BUDGET = 4_036_922_00
EVEN = {period: BUDGET * period // 12 for period in range(1, 13)}
MONTHS = dict.fromkeys(range(1, 13), BUDGET // 12)


def row(figures: dict, way: str, budget: int | None = BUDGET) -> list[str]:
    twelve = [figures.get(period) for period in range(1, 13)]
    to_date = to_date_of(twelve) if way == EACH_MONTH else twelve
    return list(doubts_of_row("Homes", figures, way, to_date, budget))


def test_aberdeenshires_27m_is_caught():
    """'Cumulative figures for each month were added together': £27.3m for £4,036,922 [S112]."""
    assert sum(EVEN.values()) > 26_000_000_00
    (asked,) = row(EVEN, EACH_MONTH)
    assert asked.startswith("Homes: the figures never fall, and added up they come to £26,239,99")
    assert asked.endswith("They look like figures to date, not of each month.")


def test_two_months_are_enough_to_tell():
    assert looks_cumulative({1: 100_00, 2: 200_00}, 1_200_00)
    assert not looks_cumulative({1: 100_00}, 1_200_00)
    assert not looks_cumulative({1: 100_00, 2: 120_00}, 1_200_00)


def test_the_same_figures_to_date_are_let_through():
    assert row(EVEN, TO_DATE) == []
    assert row(MONTHS, EACH_MONTH) == []


def test_months_given_as_figures_to_date_are_caught():
    (asked,) = row(MONTHS, TO_DATE)
    assert "look like figures of each month" in asked


def test_a_figure_to_date_that_falls_is_asked_about():
    (asked,) = row({1: 100_000_00, 2: 90_000_00, 3: 300_000_00}, TO_DATE, 1_200_000_00)
    assert asked == (
        "Homes: month 2 (May) stands at £90,000, £10,000 below month 1 (April); "
        "a figure to date falls only where money came back."
    )


def test_fifes_lost_decimal_point_is_caught():
    """£59,395 for £59.95 a week: £296,675.25 was overpaid before anybody saw it [S113]."""
    weekly = 59_95
    budget = weekly * 52
    (asked,) = row({1: 59_395_00}, EACH_MONTH, budget)
    assert asked.startswith("Homes: £59,395 to month 1 (April) is about ")
    # Beside a month before it, which stood at four weeks of the right figure.
    to_date = [weekly * 4, weekly * 4 + 59_395_00, *[None] * 10]
    assert list(doubts_of_cell("Homes", 2, to_date, None))


def test_an_extra_digit_is_told_by_its_factor():
    (asked,) = doubts_of_cell("Homes", 3, [100_000_00, 200_000_00, 3_000_000_00], 1_200_000_00)
    assert asked == "Homes: £3,000,000 to month 3 (June) is about 10 times its budget for 3 months."
    (asked,) = doubts_of_cell("Homes", 3, [None, None, 30_000_00], 1_200_000_00)
    assert asked == "Homes: £30,000 to month 3 (June) is about a tenth of its budget for 3 months."


def test_one_month_of_ten_times_the_usual_is_asked_about_when_typed():
    typed = {**dict.fromkeys(range(1, 9), 100_000_00), 9: 1_000_000_00}
    (asked,) = row(typed, EACH_MONTH, 1_200_000_00)
    assert asked.endswith("in month 9 (December) is about 10 times what is usual in 1 month.")


@pytest.mark.parametrize(
    "to_date",
    [
        [0, 0, 300_000_00],
        [0, 0, 0, 0, 0, 600_000_00],
        [250_000_00, 250_000_00],
        [-5_000_00, 100_000_00],
        [40_00, 900_00],
    ],
    ids=["by quarter", "late invoices", "paid early", "a refund first", "small"],
)
def test_everyday_figures_are_let_through(to_date):
    twelve = [*to_date, *[None] * (12 - len(to_date))]
    small = to_date[-1] < 1_000_00
    budget = 1_000_00 if small else 1_200_000_00
    for period in range(1, 13):
        assert list(doubts_of_cell("Homes", period, twelve, budget)) == []


def test_a_forecast_far_from_its_budget_or_below_what_is_spent_is_asked_about():
    def of(forecast: int, actual: int | None = None) -> list[str]:
        return list(doubts_of_forecast("Homes", forecast, actual, 100_000_00))

    assert of(110_000_00) == []
    assert of(160_000_00) == ["Homes: the forecast of £160,000 is 60% above its budget."]
    assert of(1_000_000_00) == ["Homes: the forecast of £1,000,000 is about 10 times its budget."]
    assert of(90_000_00, 95_000_00) == [
        "Homes: the forecast of £90,000 is less than the £95,000 to date."
    ]
