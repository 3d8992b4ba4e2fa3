"""A mapping column by column, and back again."""

import pytest

from jcplanner.exchange.mapping import AmountColumn, ControlColumn, Mapping
from jcplanner.exchange.mapping_shelf import shipped_mappings
from jcplanner.gui.import_wizard.column_roles import (
    AMOUNT,
    DESCRIBES,
    ColumnRole,
    changed,
    lacking,
    mapping_from,
    meanings,
    needs_year,
    roles_of,
)

HEADINGS = ["Code", "Line", "Kind", "2016/17", "2017/18", "Net"]


@pytest.fixture
def mapping():
    return Mapping(
        "Book",
        columns={"ledger_code": "Code", "description": "Line"},
        direction_column="Kind",
        amounts=(
            AmountColumn("2016/17"),
            AmountColumn("2017/18", direction="income", reverse=True),
        ),
        controls=(ControlColumn("Net"),),
        key=("Code",),
    )


def test_every_column_says_what_it_means(mapping):
    roles = roles_of(mapping, HEADINGS)
    assert [role.means for role in roles] == [
        "ledger_code",
        "description",
        "side",
        AMOUNT,
        AMOUNT,
        "control net",
    ]
    assert [role.year for role in roles[3:5]] == ["2016/17", "2017/18"]
    assert roles[4].side == "income reversed"
    assert [role.identifies for role in roles] == [True, False, False, False, False, False]


def test_there_and_back_gives_the_same_mapping(mapping):
    assert mapping_from(mapping, roles_of(mapping, HEADINGS)) == mapping


def test_the_mappings_that_come_with_us_survive_there_and_back():
    for mapping in shipped_mappings().values():
        if mapping.layout == "across":
            continue
        made = mapping_from(mapping, roles_of(mapping, mapping.headings()))
        assert made.columns == mapping.columns
        assert set(made.key) == set(mapping.key)
        assert made.description == mapping.description
        assert made.amounts == mapping.amounts
        assert made.controls == mapping.controls


def test_years_in_headings_are_amounts_where_none_were_chosen():
    roles = roles_of(Mapping("m"), ["Line", "2016/17"])
    assert (roles[1].means, roles[1].year) == (AMOUNT, "2016/17")


def test_a_field_stands_under_one_column_only(mapping):
    roles = roles_of(mapping, HEADINGS)
    moved = changed(roles, 2, ColumnRole("Kind", "description"))
    assert [role.means for role in moved[:3]] == ["ledger_code", "", "description"]
    twice = changed(roles, 5, ColumnRole("Net", AMOUNT))
    assert sum(role.means == AMOUNT for role in twice) == 3


def test_several_columns_can_make_up_the_name():
    roles = [
        ColumnRole("Care type", DESCRIBES),
        ColumnRole("Age", DESCRIBES),
        ColumnRole("£", AMOUNT),
    ]
    assert mapping_from(Mapping("m"), roles).description == ("{Care type}", "{Age}")


def test_what_is_missing_is_said_in_one_sentence(mapping):
    assert lacking(mapping) == ""
    assert lacking(Mapping("m")) == "Choose at least one column of amounts."
    assert (
        lacking(Mapping("m", amounts=(AmountColumn("2016/17"),)))
        == "Choose the column that names the line."
    )
    assert "add a group" in lacking(Mapping("m", layout="across"))


def test_a_year_is_asked_for_only_where_the_file_does_not_say_it(mapping):
    assert not needs_year(mapping)
    assert needs_year(Mapping("m", amounts=(AmountColumn("Budget"),)))
    assert not needs_year(Mapping("m", amounts=(AmountColumn("Budget", "2016/17"),)))
    assert not needs_year(Mapping("m", amounts=(AmountColumn("Budget"),), date_column="Date"))


def test_every_meaning_has_words_of_its_own():
    words = [words for _, words in meanings()]
    assert len(words) == len(set(words))
