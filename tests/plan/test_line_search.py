"""Finding lines while people type."""

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.plan import edits
from jcplanner.plan.line_search import find_lines, line_words
from jcplanner.plan.plan import Plan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("homes", ["homes"]),
        ("CHARG", ["charges"]),
        ("00123", ["homes"]),
        ("council", ["charges", "homes"]),
        ("ccg wards", ["wards"]),
        ("learning cli", ["charges"]),
        ("mental homes", []),
        ("  ", ["charges", "homes", "wards"]),
    ],
)
def test_lines_are_found_by_name_code_partner_or_area(plan: Plan, text: str, expected: list[str]):
    assert [held.line for held in find_lines(plan.records, text)] == expected


def test_no_more_are_found_than_are_asked_for(plan: Plan):
    assert len(find_lines(plan.records, "", most=2)) == 2


def test_a_line_is_shown_by_all_that_tells_it_from_others(plan: Plan):
    assert line_words(plan.records, "homes") == "Homes, 00123, Council, Learning disability"
    assert find_lines(plan.records, "wards")[0].words == "Wards, CCG, Mental health"
    edits.assign_area(plan, ["wards"], None)
    assert line_words(plan.records, "wards") == "Wards, CCG"
    assert line_words(plan.records, None) == line_words(plan.records, "gone") == ""


def test_words_as_they_were_typed_come_first(plan: Plan):
    edits.change(plan, BudgetLine, ["charges"], description="Areas of homes and other care")
    edits.change(plan, BudgetLine, ["wards"], description="Care homes and other")
    found = [held.line for held in find_lines(plan.records, "homes and other")]
    assert found == ["charges", "wards"]
    assert [held.line for held in find_lines(plan.records, "care homes")] == ["wards", "charges"]
