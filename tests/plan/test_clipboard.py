import pytest
from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.money import MOST_PENCE
from jcplanner.domain.problems import Refusal
from jcplanner.plan.clipboard import (
    cells_of,
    copied_amount,
    read_amount,
    shown_amount,
    shown_difference,
    text_of,
    typed_amount,
)

CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters='\t\n"'), max_size=12
)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5
        )
    )
)
def test_what_is_copied_is_read_back_cell_for_cell(rows: list[list[str]]):
    # A blank cell alone in a last row cannot be told from the line end that spreadsheets add.
    if len(rows) > 1 and rows[-1] == [""]:
        rows[-1] = ["x"]
    assert cells_of(text_of(rows)) == rows


def test_a_block_from_excel_is_read_with_its_quotes_and_line_ends():
    text = 'Homes\t"Two\r\nlines"\t1,234\r\n"5"" pipe"\tplain\t(7)\r\n'
    assert cells_of(text) == [["Homes", "Two\nlines", "1,234"], ['5" pipe', "plain", "(7)"]]


def test_a_text_that_only_begins_with_a_quote_comes_through():
    assert cells_of('"Home" care\t1') == [['"Home" care', "1"]]


def test_ragged_rows_are_filled_with_blanks():
    assert cells_of("a\tb\nc") == [["a", "b"], ["c", ""]]


def test_a_clipboard_beyond_any_grid_is_refused_at_once():
    with pytest.raises(Refusal, match="too much to paste"):
        cells_of("\t" * 100_000 + "\n" * 100_000)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("", None),
        ("  ", None),
        ("-", 0),
        (" £-   ", 0),
        ("–", 0),
        ("0", 0),
        ("1,234.56", 123456),
        ("£1,234.56 ", 123456),
        (" £ 1,234.56 ", 123456),
        ("(1,234.56)", -123456),
        ("£(1,234)", -123400),
        ("1,234-", -123400),
        ("395k", 39_500_000),
        ("1.2m", 120_000_000),
        ("+5", 500),
    ],
)
def test_amounts_are_read_as_spreadsheets_write_them(text: str, pence: int | None):
    assert read_amount(text) == pence


@pytest.mark.parametrize("text", ["7,366", "(7,366)", "-7,366", "7,366-", "£7,366"])
def test_income_is_the_same_with_and_without_a_minus(text: str):
    assert read_amount(text, income=True) == 736_600


@pytest.mark.parametrize("text", ["+7,366", "+£7,366", "£+7,366"])
def test_income_given_back_is_typed_with_a_plus(text: str):
    assert read_amount(text, income=True) == -736_600


def test_income_is_shown_in_brackets_and_income_given_back_with_a_plus():
    assert shown_amount(736_600, income=True) == "(7,366)"
    assert shown_amount(-736_600, income=True) == "+7,366"
    assert shown_amount(-736_600) == "(7,366)"
    assert shown_amount(736_600_00, "thousands", income=True) == "(737)"
    assert shown_amount(0, income=True) == "0"


def test_a_difference_is_shown_with_its_sign():
    found = [shown_difference(pence) for pence in (123_456, -500, 0)]
    assert found == ["+1,234.56", "-5.00", ""]


def test_words_are_refused_in_one_sentence():
    with pytest.raises(Refusal, match='"n/a" is not an amount'):
        read_amount("n/a")


PENCE = st.none() | st.integers(-MOST_PENCE, MOST_PENCE)


@given(PENCE, st.booleans())
def test_copy_and_paste_back_is_the_identity(pence: int | None, income: bool):
    assert read_amount(copied_amount(pence, income=income), income=income) == pence


@given(PENCE, st.booleans())
def test_leaving_an_editor_as_it_opened_changes_nothing(pence: int | None, income: bool):
    assert read_amount(typed_amount(pence, income=income), income=income) == pence
