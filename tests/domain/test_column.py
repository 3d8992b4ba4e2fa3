"""Columns: what people type is read by kind, and shown again so that it reads back."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource
from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.column import MOST_TEXT, Column, Kind, Value
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.record import Record


def column(kind: type[Record], name: str) -> Column:
    return next(held for held in kind.COLUMNS if held.name == name)


@pytest.mark.parametrize(
    ("held", "typed", "value", "shown"),
    [
        (column(BudgetAmount, "amount"), "(1,234.56)", -123_456, "(£1,234.56)"),
        (column(BudgetAmount, "amount"), " ", None, ""),
        (column(BudgetLine, "ledger_code"), " 00123 ", "00123", "00123"),
        (column(BudgetLine, "ledger_code"), "1E5", "1E5", "1E5"),
        (column(BudgetLine, "direction"), "INCOME", "income", "Income"),
        (column(BudgetLine, "in_kind"), "yes", 1, "Yes"),
        (column(BudgetLine, "in_kind"), "", 0, "No"),
        (column(BudgetLine, "source_row"), "1,204", 1204, "1,204"),
        (column(PlanDetails, "first_year"), "2016/17", 2016, "2016/17"),
        (column(Partner, "valid_from"), "01/04/2016", "2016-04-01", "1 Apr 2016"),
        (column(Partner, "valid_from"), "2016-04-01", "2016-04-01", "1 Apr 2016"),
        (column(Partner, "valid_from"), "1 April 2016", "2016-04-01", "1 Apr 2016"),
        (column(Partner, "valid_from"), "1.4.2016", "2016-04-01", "1 Apr 2016"),
        (column(Partner, "valid_from"), "", None, ""),
        (column(BudgetLine, "note"), "", "", ""),
        (Column("rate", "Rate", Kind.PERCENT), "2.25%", 225, "2.25%"),
    ],
)
def test_what_is_typed_is_read_and_shown(held: Column, typed: str, value: Value, shown: str):
    assert held.parse(typed) == value
    assert held.show(value) == shown


@pytest.mark.parametrize(
    ("held", "typed", "words"),
    [
        (column(BudgetAmount, "amount"), "about 5", "not an amount"),
        (column(BudgetLine, "description"), "  ", "cannot be blank"),
        (column(BudgetLine, "direction"), "sideways", "is one of: expenditure, income"),
        (column(BudgetLine, "in_kind"), "perhaps", "neither yes nor no"),
        (column(BudgetLine, "source_row"), "1.5", "not a whole number"),
        (column(Partner, "valid_from"), "31/02/2016", "not a date"),
        (column(Partner, "valid_from"), "yesterday", "not a date"),
        (column(Partner, "valid_from"), "01/04/16", "not a date"),
        (column(Partner, "valid_from"), "April 2016", "not a date"),
        (Column("rate", "Rate", Kind.PERCENT), "2.255%", "two decimal places"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(held: Column, typed: str, words: str):
    with pytest.raises(ValueError, match=words):
        held.parse(typed)


def test_a_date_that_is_none_is_shown_as_it_stands():
    assert column(Partner, "valid_from").show("some time") == "some time"


def test_text_of_any_length_is_cut_before_it_can_choke_a_screen():
    assert len(str(column(BudgetLine, "note").parse("x" * 50_000))) == MOST_TEXT


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.TABLE)
def test_every_choice_has_a_default_among_its_choices_and_reads_back(kind: type[Record]):
    for held in kind.COLUMNS:
        if held.kind is Kind.CHOICE:
            assert held.default in held.choices
            assert [held.parse(held.show(choice)) for choice in held.choices] == list(held.choices)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.TABLE)
def test_every_link_leads_to_a_kind_that_stands_before_or_is_its_own(kind: type[Record]):
    tables = [held.TABLE for held in RECORDS]
    for held in kind.COLUMNS:
        if held.link and held.link != kind.TABLE:
            known = tables.index(held.link)
            assert known < tables.index(kind.TABLE) or held.on_remove == "clear"
        assert not held.link or held.on_remove in ("cascade", "clear")


def test_a_record_keeps_only_what_differs_from_its_defaults_in_the_journal():
    source = FundingSource("s", 3, "Better Care Fund", kind="Better Care Fund")
    fields = FundingSource.fields_of(source.row)
    assert fields == {"position": 3, "name": "Better Care Fund", "kind": "Better Care Fund"}
    assert FundingSource.row_from("s", fields) == source.row


def test_what_always_holds_something_goes_back_to_what_it_starts_with_when_blanked():
    assert Column("", "Confidence", Kind.PERCENT, default=10_000).parse(" ") == 10_000
    choice = Column("", "Kind", Kind.CHOICE, default="core", choices=("core", "grant"))
    assert choice.parse("") == "core"
    assert Column("", "Amount", Kind.MONEY).parse("") is None
    assert Column("", "Note", Kind.NOTE, default="").parse("") == ""
    assert Column("", "In kind", Kind.FLAG, default=1).parse("") == 0


def test_words_in_the_place_of_a_percentage_are_refused_as_such():
    column = Column("rate", "Rate", Kind.PERCENT)
    assert column.parse("-2.5%") == -250
    with pytest.raises(ValueError, match="not a percentage"):
        column.parse("two")


def test_no_help_of_a_field_speaks_of_a_paper_by_its_number():
    """Paragraph numbers are for those who build the plan's rules, not for those who fill in a form."""
    assert not [
        f"{kind.TABLE}.{held.name}" for kind in RECORDS for held in kind.COLUMNS if "¶" in held.help
    ]
