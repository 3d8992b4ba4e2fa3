"""Money: nothing is lost in splitting, and what is shown reads back."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.money import MOST_PENCE, parse_pounds, show_exact, split, to_pence
from jcplanner.domain.years import FIRST_YEAR, LAST_YEAR, parse_year, year_label

PENCE = st.integers(-MOST_PENCE, MOST_PENCE)


@given(PENCE, st.lists(st.integers(0, 10**12), min_size=1, max_size=30))
def test_the_parts_of_a_split_sum_to_the_whole_and_none_is_a_penny_off(
    total: int, weights: list[int]
):
    parts = split(total, weights)
    assert sum(parts) == total
    shares = weights if any(weights) else [1] * len(weights)
    for part, share in zip(parts, shares, strict=True):
        assert abs(Decimal(part) - Decimal(total) * share / sum(shares)) < 1


@given(PENCE)
def test_an_amount_shown_in_full_reads_back(pence: int):
    assert to_pence(parse_pounds(show_exact(pence))) == (pence, 0)


@given(st.decimals(-(10**9), 10**9, places=12))
def test_rounding_and_its_remainder_sum_to_the_exact_amount(pounds: Decimal):
    pence, left_over = to_pence(pounds)
    assert pence + left_over == pounds * 100
    assert abs(left_over) <= Decimal("0.5")


@given(st.integers(FIRST_YEAR, LAST_YEAR))
def test_a_year_shown_reads_back(year: int):
    assert parse_year(year_label(year)) == year


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_a_sentence(text: str):
    for read in (parse_pounds, parse_year):
        try:
            read(text)
        except ValueError as refusal:
            assert str(refusal).endswith(".")


COLUMNS = [column for kind in RECORDS for column in kind.COLUMNS]
VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.MONEY: PENCE,
    Kind.YEAR: st.integers(FIRST_YEAR, LAST_YEAR),
    Kind.PERCENT: st.integers(-100_000, 100_000),
    Kind.COUNT: st.integers(0, 10**9),
    Kind.FLAG: st.integers(0, 1),
    Kind.DATE: st.dates().map(str),
}


@given(st.data())
def test_what_a_column_shows_it_reads_back(data: st.DataObject):
    column: Column = data.draw(st.sampled_from([held for held in COLUMNS if held.kind in VALUES]))
    value = data.draw(VALUES[column.kind])
    assert column.parse(column.show(value)) == value


@given(st.sampled_from(COLUMNS), st.text(max_size=30))
def test_any_text_typed_into_any_column_is_read_or_refused_in_a_sentence(column: Column, text: str):
    try:
        value = column.parse(text)
    except ValueError as refusal:
        assert str(refusal).endswith(".")
    else:
        assert value is None or isinstance(value, int if column.is_number else str)
