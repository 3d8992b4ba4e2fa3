"""Money: read exactly, shown plainly, split without losing a penny."""

from decimal import Decimal

import pytest

from jcplanner.domain.money import (
    MOST_PENCE,
    parse_pounds,
    show_exact,
    show_headline,
    show_money,
    split,
    to_pence,
)


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("1234", "1234"),
        ("£1,234.56", "1234.56"),
        ("£ 1,234.56", "1234.56"),
        ("(1,234.56)", "-1234.56"),
        ("(£1,234.56)", "-1234.56"),
        ("1,234.56-", "-1234.56"),
        ("-5", "-5"),
        ("-£5", "-5"),
        ("£-5", "-5"),
        ("\u22125", "-5"),
        ("+5", "5"),
        ("395k", "395000"),
        ("£1.2m", "1200000"),
        ("0.5bn", "500000000"),
        (".5", "0.5"),
        ("  7\u00a0 ", "7"),
        ("1 234", "1234"),
        ("74815.796588192", "74815.796588192"),
    ],
)
def test_an_amount_is_read_as_people_and_ledgers_write_it(text: str, pounds: str):
    assert parse_pounds(text) == Decimal(pounds)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nil",
        "1,23",
        "12,34,567",
        "1.2.3",
        "12e5",
        "(5",
        "5)",
        "--5",
        "(-5)",
        "-5-",
        "£",
        "nan",
        "inf",
    ],
)
def test_what_is_no_amount_is_refused_and_not_guessed(text: str):
    with pytest.raises(ValueError):
        parse_pounds(text)


@pytest.mark.parametrize(
    ("pounds", "pence", "left_over"),
    [
        ("0.005", 0, "0.5"),
        ("0.015", 2, "-0.5"),
        ("-0.005", 0, "-0.5"),
        ("74815796.588192", 7481579659, "-0.1808"),
        ("1.01", 101, "0"),
    ],
)
def test_halves_of_a_penny_go_to_the_even_one_and_the_rest_is_said(
    pounds: str, pence: int, left_over: str
):
    assert to_pence(Decimal(pounds)) == (pence, Decimal(left_over))


@pytest.mark.parametrize("pounds", ["1e14", "-1e14", "NaN", "Infinity"])
def test_an_amount_beyond_all_budgets_is_refused(pounds: str):
    with pytest.raises(ValueError, match="too large"):
        to_pence(Decimal(pounds))


def test_the_largest_amount_fits_the_plan_file_many_times_over():
    assert MOST_PENCE * 1000 < 2**63


def test_credits_stand_in_brackets_and_never_read_as_a_negative_nothing():
    assert show_money(123_456_78) == "123,457"
    assert show_money(-7_366_000_00, "thousands") == "(7,366)"
    assert show_money(-49) == "0"
    assert show_money(1_234_567_00, "millions", 1) == "1.2"
    assert show_exact(-123_456) == "(£1,234.56)"
    assert show_exact(5) == "£0.05"


@pytest.mark.parametrize(
    ("pence", "text"),
    [
        (147_200_000_00, "£147.2m"),
        (843_000_00, "£843k"),
        (950_00, "£950"),
        (-2_100_000_00, "(£2.1m)"),
        (1_100_000_000_00, "£1,100m"),
        (999_500_00, "£1.0m"),
    ],
)
def test_a_headline_takes_the_unit_that_suits_its_size(pence: int, text: str):
    assert show_headline(pence) == text


def test_parts_sum_to_the_whole_and_the_largest_remainder_gets_the_penny():
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(-100, [1, 1, 1]) == [-34, -33, -33]
    assert split(10, [0, 0]) == [5, 5]
    assert split(2_100_000_00, [9, 1]) == [1_890_000_00, 210_000_00]
    assert split(1, [1, 2]) == [0, 1]


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_a_split_without_sound_weights_is_refused(weights: list[int]):
    with pytest.raises(ValueError):
        split(100, weights)
