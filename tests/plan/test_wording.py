"""What steps changed, in words."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.domain.services import ServiceArea
from jcplanner.plan import edits
from jcplanner.plan.files import files_brought_in
from jcplanner.plan.opening import new_plan
from jcplanner.plan.wording import LONGEST, say_change, say_record, say_step, say_when


@pytest.fixture
def plan(tmp_path):
    held = new_plan(tmp_path / "plan.jcplan")
    edits.set_details(held.plan, first_year=2016)
    yield held.plan
    held.discard()


def newest(plan):
    return plan.steps[-1]


def test_an_amount_is_said_with_line_year_and_pounds(plan):
    line = edits.add(plan, BudgetLine, description="Carers' breaks")
    edits.set_amounts(plan, {(line, 2017): 388_000_00})
    assert say_step(plan, newest(plan)).startswith(
        "Carers' breaks, 2017/18: amount blank to £388,000"
    )
    edits.set_amounts(plan, {(line, 2017): 395_000_50})
    words = say_step(plan, newest(plan))
    assert words.startswith("Carers' breaks, 2017/18: amount £388,000")
    assert words.endswith("to £395,000.50")


def test_links_are_said_by_name(plan):
    area = edits.add(plan, ServiceArea, name="Older people")
    line = edits.add(plan, BudgetLine, description="Home care")
    edits.assign_area(plan, [line], area)
    assert say_step(plan, newest(plan)) == "Home care: service area blank to Older people"


def test_what_is_gone_keeps_its_last_name(plan):
    partner = edits.add(plan, Partner, name="Old")
    edits.change(plan, Partner, [partner], name="Older")
    line = edits.add(plan, BudgetLine, description="Home care", partner=partner)
    edits.set_amounts(plan, {(line, 2016): 100})
    edits.remove(plan, Partner, [partner])
    assert say_record(plan, "partner", partner, None) == "Older"
    assert say_record(plan, "budget_amount", f"{line}:2016", None) == "Home care, 2016/17"
    assert "partner Older removed" in say_step(plan, newest(plan))


def test_many_changes_are_counted_after_the_first(plan):
    lines = [edits.add(plan, BudgetLine, description=f"Line {number}") for number in range(10)]
    edits.change(plan, BudgetLine, lines, nature="capital")
    assert say_step(plan, newest(plan)).endswith("; 8 more")


def test_a_long_text_is_cut_in_the_summary_and_whole_in_the_list(plan):
    line = edits.add(plan, BudgetLine)
    edits.change(plan, BudgetLine, [line], note="word " * 100)
    assert len(say_step(plan, newest(plan))) <= LONGEST
    (change,) = plan.file.changes(newest(plan))
    (said,) = say_change(plan, change)
    assert said.after == "word " * 100


def test_a_new_record_says_only_what_it_was_given(plan):
    edits.add(plan, Partner, name="Shire Council")
    (change,) = plan.file.changes(newest(plan))
    assert [(said.field, said.after) for said in say_change(plan, change)] == [
        ("Name", "Shire Council")
    ]


def test_the_time_is_said_as_this_computer_shows_it():
    assert say_when("2016-07-28T14:32:05.123+00:00").endswith(("2016, 14:32", "2016, 15:32")) or (
        "Jul 2016" in say_when("2016-07-28T14:32:05.123+00:00")
    )


def test_files_are_told_from_the_lines_that_name_them(plan):
    partner = edits.add(plan, Partner, name="Shire Council", short_name="Council")
    for number in range(3):
        edits.add(
            plan,
            BudgetLine,
            partner=partner,
            source_file="book.xlsx",
            source_sheet="Adults",
            imported_at=f"2016-07-2{number}T10:00:00Z",
        )
    edits.add(plan, BudgetLine, description="Typed by hand")
    (held,) = files_brought_in(plan)
    assert (held.file, held.sheet, held.partner, held.lines) == (
        "book.xlsx",
        "Adults",
        "Council",
        3,
    )
    assert held.at == "2016-07-22T10:00:00Z"
    assert not plan.table(BudgetAmount)
