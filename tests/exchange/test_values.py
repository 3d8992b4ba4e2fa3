"""Amounts, years and dates as finance teams write them, read exactly or refused with the reason."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jcplanner.exchange.values import (
    NoFigure,
    amount_reader,
    clean_text,
    date_order,
    find_year,
    read_date,
    read_year,
    year_of,
)

pounds = amount_reader("pounds")
thousands = amount_reader("thousands")


@pytest.mark.parametrize(
    ("cell", "pence"),
    [
        ("1234.56", 123456),
        ("£1,234.56", 123456),
        ("£ 1,234.56", 123456),
        ("  1,234.56 ", 123456),
        ("\u00a01,234.56\u00a0", 123456),
        ("(1,234.56)", -123456),
        ("(£1,234.56)", -123456),
        ("£(1,234.56)".replace("£(", "(£"), -123456),
        ("1,234.56-", -123456),
        ("-1,234.56", -123456),
        ("-£1,234.56", -123456),
        ("£-1,234.56", -123456),
        ("\u22121,234.56", -123456),
        ("–5", -500),
        ("1,234.56CR", -123456),
        ("1,234.56 DR", 123456),
        ("1 234 567", 123456700),
        ("000123", 12300),
        ("0", 0),
        ("-", 0),
        ("–", 0),
        ("£ - ", 0),
        ("1.54E-09", 0),
        (1234.56, 123456),
        (0.29, 29),
        (-17, -1700),
        (180341.63, 18034163),
        (1e9, 100_000_000_000),
    ],
)
def test_amounts_are_read_to_the_penny(cell: object, pence: int):
    found = pounds(cell)
    assert found is not None
    assert found[0] == pence


@pytest.mark.parametrize("cell", ["", None, "  ", "\u00a0"])
def test_blank_is_not_nil(cell: object):
    assert pounds(cell) is None


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("Category discontinued", "text"),
        ("12,34", "commas"),
        ("1.234,56", "commas"),
        ("12%", "percentage"),
        ("$12", "pounds"),
        ("€12", "pounds"),
        ("#REF!", "formula error"),
        ("395k", "unit of its own"),
        ("£1.2m", "unit of its own"),
        ("(5", "not"),
        ("--5", "sign|amount"),
        ("(-5)", "sign"),
        ("-5-", "sign"),
        (True, "yes or no"),
        (date(2016, 4, 1), "date"),
        (float("nan"), "not a number"),
        (float("inf"), "not a number"),
        ("NaN", "text"),
        ("Infinity", "text"),
        ("1E400", "too large"),
        ("99999999999999999999", "too large"),
        (1e300, "too large"),
        ("=1+1", "text"),
        ("1;2", "text"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(cell: object, why: str):
    with pytest.raises(ValueError, match=why):
        pounds(cell)


@pytest.mark.parametrize("cell", ["...", "…", "n/a", "TBC", "[x]"])
def test_words_for_no_figure_are_told_apart_from_faults(cell: str):
    with pytest.raises(NoFigure):
        pounds(cell)


def test_each_amount_is_rounded_half_to_even_and_the_rest_is_exact():
    assert pounds("0.125") == (12, Decimal("0.5"))
    assert pounds("0.135") == (14, Decimal("-0.5"))
    assert thousands("12930.31183") == (1293031183, Decimal(0))
    assert thousands(1.57606001) == (157606, Decimal("0.001"))
    assert amount_reader("millions")("1.2") == (120_000_000, Decimal(0))


@given(
    st.integers(-(10**13), 10**13),
    st.sampled_from(["plain", "commas", "brackets", "trailing", "pound"]),
)
def test_any_amount_comes_back_from_any_way_of_writing_it(pence: int, style: str):
    exact = Decimal(abs(pence)) / 100
    body = f"{exact:,.2f}" if style != "plain" else f"{exact:.2f}"
    if pence < 0:
        body = {"brackets": f"({body})", "trailing": f"{body}-", "pound": f"-£{body}"}.get(
            style, f"-{body}"
        )
    assert pounds(body) == (pence, 0)


@given(st.integers(-(10**12), 10**12))
def test_number_cells_give_the_penny_that_excel_shows(pence: int):
    assert pounds(pence / 100) == (pence, 0)


@given(
    st.decimals(-(10**6), 10**6, places=7, allow_nan=False),
    st.sampled_from(["pounds", "thousands", "millions"]),
)
def test_rounding_and_remainder_always_make_up_the_amount(amount: Decimal, unit: str):
    found = amount_reader(unit)(str(amount))
    assert found is not None
    factor = {"pounds": 1, "thousands": 1_000, "millions": 1_000_000}[unit]
    assert found[0] + found[1] == amount * factor * 100
    assert abs(found[1]) <= Decimal("0.5")


@given(st.text(max_size=30))
def test_any_text_is_an_amount_nothing_or_a_reason(text: str):
    try:
        found = pounds(text)
    except ValueError as reason:
        assert str(reason)
    else:
        assert found is None or isinstance(found[0], int)


def test_text_keeps_codes_and_loses_what_cannot_be_seen():
    assert clean_text("00123") == "00123"
    assert clean_text("1E5") == "1E5"
    assert clean_text(123.0) == "123"
    assert clean_text(0.5) == "0.5"
    assert clean_text("a\u202eb\u200bc\x00") == "abc"
    assert clean_text("cafe\u0301") == "café"
    assert clean_text(" a\u00a0b ") == "a b"
    assert clean_text(None) == ""


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("2016/17", 2016),
        ("2016-17", 2016),
        ("2016–17", 2016),
        ("2016/2017", 2016),
        ("FY2016/17", 2016),
        ("Budget 2016/17 £000", 2016),
        ("16/17 Budget", 2016),
        ("1999/00", 1999),
        ("2016/18", None),
        ("2016", None),
        ("2016/17 less 2015/16", None),
        ("01/04/2016", None),
        ("Budget", None),
    ],
)
def test_years_are_found_in_headings(heading: str, year: int | None):
    assert find_year(heading) == year


def test_a_lone_year_in_a_year_column_is_read_as_the_mapping_says():
    assert read_year(2017.0, ends=True) == 2016
    assert read_year("2017") == 2017
    assert read_year("2016/17", ends=True) == 2016
    with pytest.raises(ValueError, match="not a financial year"):
        read_year("next")


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2016-04-01", "day first", date(2016, 4, 1)),
        ("01/04/2016", "day first", date(2016, 4, 1)),
        ("04/01/2016", "month first", date(2016, 4, 1)),
        ("1.4.16", "day first", date(2016, 4, 1)),
        ("1 April 2016", "day first", date(2016, 4, 1)),
        ("01-Apr-16", "month first", date(2016, 4, 1)),
        ("April 1, 2016", "day first", date(2016, 4, 1)),
        ("31/03/2017 14:05", "day first", date(2017, 3, 31)),
        (42461.0, "day first", date(2016, 4, 1)),
        ("42461", "day first", date(2016, 4, 1)),
        (date(2016, 4, 1), "month first", date(2016, 4, 1)),
    ],
)
def test_dates_as_text_serials_and_both_orders(cell: object, order: str, day: date):
    assert read_date(cell, order) == day


@pytest.mark.parametrize(
    "cell", ["31/02/2016", "13/13/2016", "soon", "", 0.0, -1, 60, 1e10, True, date(1900, 2, 28)]
)
def test_damaged_dates_are_refused(cell: object):
    with pytest.raises(ValueError, match=r"."):
        read_date(cell)


def test_the_order_is_decided_by_the_column_or_left_open():
    assert date_order(["01/04/2016", "13/05/2016"]) == "day first"
    assert date_order(["04/01/2016", "04/13/2016"]) == "month first"
    assert date_order(["01/04/2016", "02/05/2016"]) == "either"
    assert date_order(["2016-04-01", date(2016, 4, 1), 42461.0]) == "either"
    with pytest.raises(ValueError, match="some dates"):
        date_order(["13/05/2016", "05/13/2016"])


@given(st.dates(date(1951, 1, 1), date(2069, 12, 31)))
def test_any_day_is_read_back_and_falls_in_its_financial_year(day: date):
    assert read_date(day.strftime("%d/%m/%Y")) == day
    assert read_date(day.strftime("%m/%d/%Y"), "month first") == day
    assert read_date(day.isoformat()) == day
    assert year_of(day) == (day.year if day.month >= 4 else day.year - 1)
