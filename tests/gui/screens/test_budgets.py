"""The Budgets screen driven as people drive it: keys, clipboard, menus and dialogs."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.gui.history_dialog import HistoryDialog
from jcplanner.gui.screens.budgets import BudgetsScreen
from jcplanner.gui.screens.budgets_dialogs import NoteDialog, PercentDialog, PickDialog
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(budgets: BudgetsScreen) -> BudgetsScreen:
    return budgets


def at(screen: BudgetsScreen, line: str, key: str) -> None:
    """Put the cursor on a cell."""
    screen.pane.table.go_to(screen.view.row_of[line], screen.grid.column_of(key))


def choose(screen: BudgetsScreen, first: tuple[str, str], last: tuple[str, str]) -> None:
    """Select a block from one cell to another."""
    grid = screen.grid
    ends = [
        grid.index(screen.view.row_of[line], grid.column_of(key)) for line, key in (first, last)
    ]
    at(screen, *first)
    screen.pane.table.selectionModel().select(
        QItemSelection(*ends), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )


def command(screen: BudgetsScreen, words: str) -> None:
    """Trigger a command of the screen by its words."""
    found = [
        action
        for action in screen.actions_offered()
        if action.text().replace("&", "").startswith(words)
    ]
    assert len(found) == 1, [action.text() for action in found]
    found[0].trigger()


def opened(screen: QWidget, kind: type[QDialog]) -> QDialog:
    found = [held for held in screen.window().findChildren(kind) if held.isVisible()]
    assert len(found) == 1
    return found[0]


def shown(screen: BudgetsScreen, line: str, key: str) -> str:
    return screen.grid.index(screen.view.row_of[line], screen.grid.column_of(key)).data()


def amount(plan: Plan, line: str, year: int) -> int | None:
    held = plan.table(BudgetAmount).get(f"{line}:{year}")
    return None if held is None else held.amount


def test_it_opens_with_the_cursor_on_the_first_figure(screen: BudgetsScreen):
    index = screen.pane.table.currentIndex()
    assert screen.grid.line_at(index.row()) == "homes"
    assert index.data() == "1,235"
    assert screen.head.title.about.text() == "3 lines; income in brackets"
    assert screen.pane.totals.model().index(0, 0).data() == "All lines shown"


def test_a_figure_is_typed_and_the_totals_follow_at_once(qtbot, plan: Plan, screen: BudgetsScreen):
    at(screen, "wards", "2016")
    qtbot.keyClicks(screen.pane.table.viewport(), "1")
    editor = screen.pane.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "2k")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: amount(plan, "wards", 2016) == 1_200_000)
    totals = screen.pane.totals.model()
    assert totals.index(0, screen.grid.column_of("2016")).data() == "13,000"


def test_copying_and_pasting_back_changes_nothing(plan: Plan, screen: BudgetsScreen):
    screen.pane.table.selectAll()
    screen.pane.table.copy()
    text = QGuiApplication.clipboard().text()
    assert "1,234.56" in text
    assert "(234.56)" in text
    steps = len(plan.steps)
    command(screen, "Paste")
    assert len(plan.steps) == steps


def test_totals_and_headers_can_be_copied_too(screen: BudgetsScreen):
    choose(screen, ("homes", "2016"), ("charges", "2017"))
    command(screen, "Copy with headers")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines == ["2016/17 base\t2017/18", "1,234.56\t1,300", "(234.56)\t"]
    totals = screen.pane.totals
    totals.setFocus()
    totals.go_to(0, screen.grid.column_of("2016"))
    command(screen, "Copy with headers")
    assert QGuiApplication.clipboard().text() == "2016/17 base\n10,000"


def test_amounts_are_marked_as_confirmed_in_one_step(plan: Plan, screen: BudgetsScreen):
    choose(screen, ("homes", "2016"), ("homes", "2019"))
    command(screen, "Mark as confirmed")
    assert plan.undo_name == "Mark 2 amounts as confirmed"
    assert plan.table(BudgetAmount)["homes:2017"].status == "confirmed"
    assert screen.bar.said.text() == "2 amounts are confirmed."
    command(screen, "Mark as indicative")
    assert plan.table(BudgetAmount)["homes:2017"].status == "indicative"


def test_a_block_from_excel_is_one_step(plan: Plan, screen: BudgetsScreen):
    QGuiApplication.clipboard().setText("£1,000\t2,000\r\n(300)\t(400)\r\n")
    at(screen, "homes", "2016")
    command(screen, "Paste")
    assert plan.undo_name == "Paste 4 cells"
    assert screen.bar.said.text() == "Pasted 4 cells."
    assert (amount(plan, "homes", 2017), amount(plan, "charges", 2017)) == (200_000, 40_000)
    plan.undo()
    assert amount(plan, "homes", 2017) == 130_000


def test_a_block_that_does_not_fit_is_refused_in_words(plan: Plan, screen: BudgetsScreen, message):
    QGuiApplication.clipboard().setText("1\n2\n3")
    at(screen, "charges", "2016")
    command(screen, "Paste")
    assert "would cover the subtotal" in message().text()
    message().close()
    assert amount(plan, "charges", 2016) == 23_456


def test_fill_down_and_right(plan: Plan, screen: BudgetsScreen):
    choose(screen, ("homes", "2016"), ("charges", "2016"))
    command(screen, "Fill down")
    assert amount(plan, "charges", 2016) == 123_456
    plan.undo()
    at(screen, "wards", "2016")
    command(screen, "Fill right")
    assert [amount(plan, "wards", year) for year in (2017, 2018, 2019)] == [900_000] * 3
    assert plan.undo_name == "Fill right"
    choose(screen, ("homes", "2016"), ("homes", "2017"))
    screen.edits.fill_right()
    assert amount(plan, "homes", 2017) == 123_456
    assert amount(plan, "homes", 2018) is None


def test_chosen_amounts_change_by_percent(plan: Plan, screen: BudgetsScreen):
    choose(screen, ("homes", "2016"), ("charges", "2017"))
    command(screen, "Change amounts")
    dialog = opened(screen, PercentDialog)
    dialog.typed.setText("10")
    dialog.accept()
    assert (amount(plan, "homes", 2016), amount(plan, "charges", 2016)) == (135_802, 25_802)


def test_delete_blanks_and_undo_brings_back(qtbot, plan: Plan, screen: BudgetsScreen):
    choose(screen, ("homes", "2016"), ("homes", "2017"))
    qtbot.keyClick(screen.pane.table, KEY.Key_Delete)
    assert amount(plan, "homes", 2016) is None
    assert plan.undo_name == "Blank 2 cells"
    plan.undo()
    assert shown(screen, "homes", "2017") == "1,300"


def test_lines_are_put_into_an_area_found_by_typing(qtbot, plan: Plan, screen: BudgetsScreen):
    choose(screen, ("homes", "2016"), ("charges", "2016"))
    command(screen, "Put into service area")
    dialog = opened(screen, PickDialog)
    qtbot.keyClicks(dialog.typed, "ment")
    qtbot.keyClick(dialog.typed, KEY.Key_Return)
    assert {plan.table(BudgetLine)[line].service_area for line in ("homes", "charges")} == {
        "mental"
    }
    assert plan.undo_name == "Put 2 lines into Mental health"
    assert screen.grid.line_at(screen.pane.table.currentIndex().row()) == "homes"


def test_partner_source_and_reporting_line_are_set_for_many(plan: Plan, screen: BudgetsScreen):
    for words, typed, name, value in (
        ("Set partner", "ccg", "partner", "n"),
        ("Set funding source", "base", "funding_source", "core"),
        ("Set reporting line", "Head of homes", "budget_holder", "Head of homes"),
    ):
        choose(screen, ("homes", "2016"), ("wards", "2016"))
        command(screen, words)
        dialog = opened(screen, PickDialog)
        dialog.typed.setText(typed)
        dialog.accept()
        assert {getattr(line, name) for line in plan.table(BudgetLine).values()} == {value}


def test_a_line_is_added_like_the_one_under_the_cursor_and_named(
    qtbot, plan: Plan, screen: BudgetsScreen
):
    at(screen, "wards", "2016")
    command(screen, "Add a line")
    editor = screen.pane.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Beds")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: "Beds" in {row.description for row in plan.table(BudgetLine).values()})
    made = next(row for row in plan.table(BudgetLine).values() if row.description == "Beds")
    assert (made.partner, made.service_area) == ("n", "mental")


def test_the_stage_can_be_shown_as_it_is_in_another_year(screen: BudgetsScreen):
    assert shown(screen, "wards", "stage") == "Integrate"
    menu = next(a.menu() for a in screen.actions_offered() if a.text() == "Stage in the &year")
    next(action for action in menu.actions() if action.text() == "2018/19").trigger()
    assert shown(screen, "wards", "stage") == "Not started"


def test_a_line_typed_into_another_group_moves_there_with_the_cursor(
    qtbot, plan: Plan, screen: BudgetsScreen
):
    screen.arrange(grouping="partner")
    at(screen, "homes", "partner")
    table = screen.pane.table
    qtbot.keyClick(table, KEY.Key_C)
    box = table.findChild(QComboBox)
    assert box is not None
    box.lineEdit().setText("CCG")
    qtbot.keyClick(box, KEY.Key_Tab)
    qtbot.waitUntil(lambda: plan.table(BudgetLine)["homes"].partner == "n")
    qtbot.waitUntil(lambda: table.state() != table.State.EditingState)
    assert screen.grid.line_at(table.currentIndex().row()) == "homes"
    assert screen.view.group_of("homes").key == "n"
    plan.undo()
    assert screen.view.group_of("homes").key == "c"


def test_undo_while_a_new_line_is_being_named_takes_it_away(plan: Plan, screen: BudgetsScreen):
    at(screen, "homes", "2016")
    command(screen, "Add a line")
    assert screen.pane.table.findChild(QLineEdit) is not None
    plan.undo()
    assert len(plan.table(BudgetLine)) == 3
    assert screen.grid.rowCount() == len(screen.view.rows)


def test_lines_are_copied_with_their_amounts(plan: Plan, screen: BudgetsScreen):
    at(screen, "homes", "2016")
    command(screen, "Copy the lines")
    made = next(r for r in plan.table(BudgetLine).values() if r.description == "Homes (copy)")
    assert amount(plan, made.id, 2016) == 123_456
    assert screen.grid.line_at(screen.pane.table.currentIndex().row()) == made.id


def test_removing_says_first_what_goes_along(plan: Plan, screen: BudgetsScreen, message):
    at(screen, "homes", "2016")
    command(screen, "Remove the lines")
    box = message()
    assert box.text() == 'Remove "Homes"?'
    assert "2 budget amounts go too" in box.informativeText()
    assert "homes" in plan.table(BudgetLine)
    next(button for button in box.buttons() if button.text() == "Remove").click()
    assert "homes" not in plan.table(BudgetLine)
    plan.undo()
    assert amount(plan, "homes", 2016) == 123_456


def test_notes_stand_on_the_figure_or_on_the_line(plan: Plan, screen: BudgetsScreen):
    at(screen, "homes", "2016")
    command(screen, "Note")
    dialog = opened(screen, NoteDialog)
    dialog.field.setPlainText("One year only")
    dialog.accept()
    assert plan.table(BudgetAmount)["homes:2016"].note == "One year only"
    at(screen, "homes", "description")
    command(screen, "Note")
    dialog = next(held for held in screen.findChildren(NoteDialog) if held.isVisible())
    dialog.field.setPlainText("See minute 4")
    dialog.accept()
    assert plan.table(BudgetLine)["homes"].note == "See minute 4"


def test_the_panel_tells_where_a_figure_comes_from_and_what_it_was(
    qtbot, plan: Plan, screen: BudgetsScreen
):
    edits.change(plan, BudgetLine, ["homes"], source_file="ledger.csv", source_row=214)
    edits.set_amounts(plan, {("homes", 2016): 39_500_000}, "Uplift")
    at(screen, "homes", "2016")
    panel = screen.figure
    qtbot.waitUntil(lambda: panel.figure.words.text() == "£395,000.00")
    assert panel.figure.caption.text() == "Homes, 2016/17"
    assert panel.was.text() == "indicative, was £1,234.56"
    assert panel.source.words.text() == "ledger.csv, row 214"
    assert panel.changed.words.text().endswith("Uplift")
    command(screen, "History of this figure")
    dialog = opened(screen, HistoryDialog)
    assert len(dialog.model.items) == 2
    dialog.close()
