"""Financial years, April to March."""

import pytest

from jcplanner.domain.years import parse_year, year_label


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2016/17", 2016),
        ("2016-17", 2016),
        ("2016\u201317", 2016),
        ("2016 / 17", 2016),
        ("2016/2017", 2016),
        ("2016", 2016),
        ("Budget 2016/17", 2016),
        ("1999/00", 1999),
        ("1999/2000", 1999),
    ],
)
def test_a_year_is_read_in_every_form_that_councils_use(text: str, year: int):
    assert parse_year(text) == year


@pytest.mark.parametrize("text", ["", "16/17", "2016/18", "2016/17 to 2017/18", "20161", "1889/90"])
def test_what_is_no_single_financial_year_is_refused(text: str):
    with pytest.raises(ValueError):
        parse_year(text)


def test_the_label_holds_across_the_century():
    assert [year_label(year) for year in (1999, 2016, 2099)] == ["1999/00", "2016/17", "2099/00"]
