"""Registers written to files and brought in: what would change, and that the same file changes nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.domain.register_kinds import REGISTERS, Register, register_named
from jcplanner.domain.registers import (
    Benefit,
    BenefitAmount,
    Contract,
    ContractShare,
    Issue,
    Lesson,
    Risk,
)
from jcplanner.exchange.register_files import bring_in, changes_in, read_register
from jcplanner.exchange.register_write import write_register
from jcplanner.plan import edits, register_edits
from jcplanner.plan.plan import Plan

RISKS, ISSUES = register_named("risks"), register_named("issues")

CONCERNS = (
    "The lack of detail in respect of proposals for NHS service changes",
    "The size of the financial gap to be addressed across the NHS locally",
    "The partnership's governance arrangements",
    "Meetings being dominated by internal NHS issues",
)
"""004¶29 a to d."""


def write_text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def fill(plan: Plan) -> None:
    """One record or more in several registers, with everything that makes files hard."""
    edits.add(
        plan,
        Risk,
        event='=SUM(1) "quoted", with a comma',
        cause="First line\n  second line  \n\nlast",
        side="if we don't",
        service_area="learning",
        stage="align",
        partner="c",
        current_likelihood=4,
        current_impact=5,
        amount=-1_234_56,
        line="homes",
        next_review="2016-12-01",
    )
    edits.add(plan, Risk, event="'-5 below", owner="\u0141ukasz's successor")
    for name in CONCERNS:
        edits.add(plan, Issue, name=name, state="open", source="004 para 29")
    edits.add(plan, Lesson, name="Record benefits", verified_on="2011-10-20")
    benefit = edits.add(plan, Benefit, name="Care well coordinated")
    register_edits.set_benefits(
        plan, {(benefit, 2017, "planned"): 0, (benefit, 2018, "realised"): 12_345}
    )
    contract = edits.add(
        plan, Contract, name="Care homes", value=10_000_00, ends="2018-03-31", notice_months=6
    )
    register_edits.set_shares(
        plan, contract, {"c": {"share": 6_250, "line": "homes"}, "n": {"share": 3_750}}
    )


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("register", REGISTERS, ids=lambda held: held.name)
def test_a_file_that_was_written_changes_nothing(
    plan: Plan, tmp_path: Path, register: Register, suffix: str
) -> None:
    fill(plan)
    path = tmp_path / f"file{suffix}"
    assert write_register(plan, register, path) == len(plan.table(register.kind))
    found = changes_in(plan, register, read_register(path))
    assert (found.lines(), found.rows) == ([], len(plan.table(register.kind)))
    assert not any("left out" in note for note in found.notes)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_another_plan_takes_it_all_over_and_the_second_time_nothing(
    make_plan: Callable[..., Any], tmp_path: Path, suffix: str
) -> None:
    one, other = make_plan("One.jcplan").plan, make_plan("Other.jcplan").plan
    fill(one)
    for register in REGISTERS:
        if not one.table(register.kind):
            continue
        path = tmp_path / f"{register.name}{suffix}"
        write_register(one, register, path)
        content = read_register(path)
        steps = len(other.steps)
        found = bring_in(other, register, content)
        assert (found.added, found.rejected) == (len(one.table(register.kind)), [])
        assert len(other.steps) == steps + 1
        again = bring_in(other, register, read_register(path))
        assert (again.changes, again.unchanged, len(other.steps)) == ([], found.rows, steps + 1)
    kept = other.table(ContractShare).values()
    assert {(held.partner, held.share, held.line) for held in kept} == {
        ("c", 6_250, "homes"),
        ("n", 3_750, None),
    }
    amounts = other.table(BenefitAmount).values()
    assert {(held.year, held.planned, held.realised) for held in amounts} == {
        (2017, 0, None),
        (2018, None, 12_345),
    }
    risk = next(held for held in other.table(Risk).values() if held.amount)
    assert (risk.event, risk.amount, risk.line) == (
        '=SUM(1) "quoted", with a comma',
        -1_234_56,
        "homes",
    )
    assert risk.cause == "First line\nsecond line\n\nlast"


def test_what_would_change_is_said_by_row_and_label_and_the_plan_is_left_alone(
    plan: Plan, tmp_path: Path
) -> None:
    edits.add(plan, Issue, name=CONCERNS[2], owner="Chief executive")
    steps = len(plan.steps)
    path = write_text(
        tmp_path / "issues.csv",
        "issue,Owner,Action wanted,Answer,State\n"
        f"{CONCERNS[2]},,An externally led review,Rejected by the NHS locally,in hand\n"
        f"{CONCERNS[3]},,,,\n",
    )
    found = changes_in(plan, ISSUES, read_register(path))
    assert found.headline() == (
        "Issues from issues.csv: 1 new, 1 changed, 0 as they were, 0 not taken."
    )
    assert found.lines() == [
        (
            f'Row 2: "{CONCERNS[2]}", Owner: Chief executive -> blank; Action wanted: blank -> '
            "An externally led review; Answer: blank -> Rejected by the NHS locally; State: Open -> In hand"
        ),
        f'Row 3: new, "{CONCERNS[3]}"',
    ]
    assert len(plan.steps) == steps
    bring_in(plan, ISSUES, read_register(path))
    assert len(plan.steps) == steps + 1
    first, second = plan.table(Issue).ordered()
    assert (first.wanted, first.answer, first.state, first.owner) == (
        "An externally led review",
        "Rejected by the NHS locally",
        "in hand",
        "",
    )
    assert second.state == "open"
    plan.undo()
    assert len(plan.table(Issue)) == 1


def test_columns_that_a_file_does_not_have_are_left_alone(plan: Plan, tmp_path: Path) -> None:
    key = edits.add(plan, Issue, name="One", owner="Chief executive")
    path = write_text(tmp_path / "a.csv", f"Id,State\n{key},closed\n")
    bring_in(plan, ISSUES, read_register(path))
    held = plan.table(Issue)[key]
    assert (held.name, held.owner, held.state) == ("One", "Chief executive", "closed")


def test_rows_that_cannot_be_read_are_named_and_the_others_taken(
    plan: Plan, tmp_path: Path
) -> None:
    path = write_text(
        tmp_path / "risks.csv",
        "Event,Current likelihood,Service area,In pounds,Side\n"
        "Good,3,Adults,100,if we do\n"
        "Too likely,6,,,\n"
        "Nowhere,3,Children,,\n"
        "Not money,3,,a lot,\n"
        ",3,,,\n"
        "Odd side,3,,,maybe\n",
    )
    found = bring_in(plan, RISKS, read_register(path))
    assert [(held.row, held.why) for held in found.rejected] == [
        (
            3,
            "Current likelihood is a whole number from 1 (rare) to 5 (almost certain), or blank; not 6.",
        ),
        (4, 'There is no service area called "Children"; add it first, or choose from the list.'),
        (5, 'In pounds: "a lot" is not an amount; write it like 1,234.56 or (1,234.56).'),
        (6, "It has no name."),
        (7, 'Side is one of: if we do, if we don\'t; not "maybe".'),
    ]
    (held,) = plan.table(Risk).values()
    assert (held.event, held.service_area, held.amount) == ("Good", "adults", 100_00)


def test_records_of_one_name_are_matched_one_after_the_other(plan: Plan, tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", "Issue,Owner\nSame,First\nsame ,Second\n")
    assert bring_in(plan, ISSUES, read_register(path)).added == 2
    again = bring_in(plan, ISSUES, read_register(path))
    assert (again.changes, again.unchanged) == ([], 2)
    assert [held.owner for held in plan.table(Issue).ordered()] == ["First", "Second"]


def test_an_id_that_stands_twice_is_taken_once(plan: Plan, tmp_path: Path) -> None:
    key = edits.add(plan, Issue, name="One")
    path = write_text(tmp_path / "a.csv", f"Id,Issue\n{key},First\n{key},Second\n")
    found = bring_in(plan, ISSUES, read_register(path))
    assert [held.why for held in found.rejected] == ["Its id stands in a row above as well."]
    assert plan.table(Issue)[key].name == "First"


def test_unknown_and_double_headings_are_said(plan: Plan, tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", "Issue,Colour,Owner,owner\nOne,red,A,B\n")
    found = bring_in(plan, ISSUES, read_register(path))
    assert 'The column "colour" is not one of the register; it was left out.' in found.notes
    assert 'The heading "owner" stands twice; its first column was read.' in found.notes
    assert next(iter(plan.table(Issue).values())).owner == "A"


def test_a_file_of_something_else_is_refused(plan: Plan, tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", "Description,Amount\nHomes,5\n")
    with pytest.raises(Refusal, match='No row of headings with "Issue" was found'):
        changes_in(plan, ISSUES, read_register(path))


def test_links_of_one_name_keep_their_id(plan: Plan, tmp_path: Path) -> None:
    from jcplanner.domain.budgets import BudgetLine

    twin = edits.add(plan, BudgetLine, description="Homes", partner="n")
    key = edits.add(plan, Risk, event="Priced", line=twin)
    path = tmp_path / "a.csv"
    write_register(plan, RISKS, path)
    assert f"Homes [{twin}]" in path.read_text(encoding="utf-8-sig")
    edits.change(plan, Risk, [key], line=None)
    bring_in(plan, RISKS, read_register(path))
    assert plan.table(Risk)[key].line == twin


def test_text_in_a_csv_file_is_never_a_formula(plan: Plan, tmp_path: Path) -> None:
    edits.add(plan, Issue, name="=HYPERLINK(1)", words="-1 is not a formula", owner="@here")
    path = tmp_path / "a.csv"
    write_register(plan, ISSUES, path)
    text = path.read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK(1),'-1 is not a formula" in text
    assert "'@here" in text
    assert changes_in(plan, ISSUES, read_register(path)).changes == []


def test_only_what_is_ours_is_replaced(plan: Plan, tmp_path: Path) -> None:
    edits.add(plan, Issue, name="One")
    book, text = tmp_path / "a.xlsx", tmp_path / "a.csv"
    write_register(plan, ISSUES, book)
    write_register(plan, ISSUES, book)
    write_register(plan, ISSUES, text)
    with pytest.raises(Refusal, match="is there already"):
        write_register(plan, ISSUES, text)
    write_register(plan, ISSUES, text, replace=True)
    book.write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal, match="was not written by jcplanner"):
        write_register(plan, ISSUES, book)
    with pytest.raises(Refusal, match=r"neither \.csv nor \.xlsx"):
        write_register(plan, ISSUES, tmp_path / "a.pdf")


def test_a_workbook_filled_in_by_hand_is_read_with_its_dates_and_money(
    plan: Plan, tmp_path: Path, excel: Any
) -> None:
    key = edits.add(plan, Risk, event="One", next_review="2016-12-01", amount=5_00)
    path = tmp_path / "a.xlsx"
    write_register(plan, RISKS, path)

    def change(book: Any) -> None:
        from datetime import datetime

        sheet = book["Risks"]
        at = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, at["Next review"]).value = datetime(2017, 1, 31)
        sheet.cell(2, at["In pounds"]).value = 1234.5
        sheet.cell(2, at["Current impact"]).value = 4
        sheet.cell(3, at["Event"]).value = "Typed below"

    excel.edit(path, change)
    found = bring_in(plan, RISKS, read_register(path))
    assert (found.added, found.changed) == (1, 1)
    held = plan.table(Risk)[key]
    assert (held.next_review, held.amount, held.current_impact) == ("2017-01-31", 1_234_50, 4)
