import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits
from jcplanner.plan.fields import (
    choices_of,
    column_named,
    edit_text,
    read_field,
    show_field,
)
from jcplanner.plan.plan import Plan


def test_a_link_is_shown_and_read_by_name_whatever_the_case(plan: Plan):
    column = column_named(BudgetLine, "partner")
    assert show_field(plan.records, column, "c") == "Council"
    for text in ("council", "The Council", " COUNCIL ", "E06000019"):
        assert read_field(plan.records, column, text) == "c"
    assert read_field(plan.records, column, "") is None


def test_a_name_that_nobody_has_is_refused(plan: Plan):
    with pytest.raises(Refusal, match='There is no partner called "Moon"'):
        read_field(plan.records, column_named(BudgetLine, "partner"), "Moon")


def test_a_name_that_two_have_must_be_chosen(plan: Plan):
    edits.add(plan, Partner, name="Council")
    with pytest.raises(Refusal, match='There are 2 partners called "Council"'):
        read_field(plan.records, column_named(BudgetLine, "partner"), "Council")


def test_areas_are_offered_in_their_tree_and_a_link_can_be_emptied(plan: Plan):
    offered = choices_of(plan.records, column_named(BudgetLine, "service_area"))
    assert [value for value, _ in offered] == [None, "adults", "learning", "mental"]
    assert offered[2][1].strip() == "Learning disability"
    assert offered[2][1] != offered[2][1].strip()


def test_choices_and_flags_are_offered_and_free_text_is_not(plan: Plan):
    def offered(name: str) -> list[object]:
        return [value for value, _ in choices_of(plan.records, column_named(BudgetLine, name))]

    assert offered("direction") == ["expenditure", "income"]
    assert offered("in_kind") == [1, 0]
    assert offered("description") == []


def test_an_editor_of_money_starts_with_pounds_and_pence(plan: Plan):
    from jcplanner.domain.planning import StatedFigure

    column = column_named(StatedFigure, "amount")
    assert edit_text(plan.records, column, -123_456) == "-1,234.56"
    assert read_field(plan.records, column, "-1,234.56") == -123_456
