import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.plan.grid_filters import grid_columns, keeps_amounts, keeps_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("care", ["Home care", "Carers", "CARE"]),
        ("=care", ["CARE"]),
        ("<>care", ["Home care", "Carers", "", "Wards"]),
        ("=", [""]),
        ("<>", ["Home care", "Carers", "CARE", "Wards"]),
    ],
)
def test_words_are_looked_for_anywhere_or_taken_whole(typed: str, kept: list[str]):
    words = ["Home care", "Carers", "CARE", "", "Wards"]
    assert [word for word in words if keeps_words(typed)(word)] == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("> 1k", [200_000]),
        (">= £1,000", [100_000, 200_000]),
        ("< 0", [-5]),
        ("<= 0", [-5, 0]),
        ("= 1,000", [100_000]),
        ("1000", [100_000]),
        ("<> 0", [None, -5, 100_000, 200_000]),
        ("=", [None]),
        ("<>", [-5, 0, 100_000, 200_000]),
        ("0..1k", [0, 100_000]),
    ],
)
def test_amounts_are_compared_and_a_blank_is_not_nought(typed: str, kept: list[int | None]):
    amounts = [None, -5, 0, 100_000, 200_000]
    assert [pence for pence in amounts if keeps_amounts(typed)(pence)] == kept


def test_an_amount_that_cannot_be_read_is_refused():
    with pytest.raises(Refusal, match='"lots" is not an amount'):
        keeps_amounts("> lots")


def test_the_base_year_comes_first_of_the_years_and_says_so():
    columns = grid_columns([2015, 2016], 2016)
    assert [column.label for column in columns[-2:]] == ["2015/16 base", "2016/17"]
    stage = next(column for column in columns if column.key == "stage")
    assert stage.about == "The stage in 2016/17 of the area."
    assert not stage.editable
    assert not next(column for column in columns if column.key == "source_file").editable
