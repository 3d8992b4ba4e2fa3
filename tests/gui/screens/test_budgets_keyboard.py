"""The main tasks of the Budgets screen in the real window, by keyboard alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from jcplanner.domain.budgets import BudgetAmount
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.screens.budgets import BudgetsScreen
from jcplanner.gui.screens.budgets_dialogs import PickDialog
from jcplanner.gui.session import Session
from jcplanner.gui.window import Window
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan

KEY = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot, plan: Plan) -> Iterator[Window]:
    edits.set_details(plan, unit="pounds")
    made = Window(Preferences())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    session = Session(plan)
    made.show_plan(session, "budgets")
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    yield made
    made.hide()
    made.show_start()


@pytest.fixture
def screen(window: Window) -> BudgetsScreen:
    found = window.findChild(BudgetsScreen)
    assert found is not None
    return found


def press(qtbot, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press a key wherever the keyboard is."""
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, key, held)


def amount(plan: Plan, line: str, year: int) -> int | None:
    held = plan.table(BudgetAmount).get(f"{line}:{year}")
    return None if held is None else held.amount


def test_the_keyboard_starts_in_the_grid(screen: BudgetsScreen):
    assert QApplication.focusWidget() is screen.pane.table


def test_copy_paste_fill_and_undo(qtbot, plan: Plan, window: Window, screen: BudgetsScreen):
    press(qtbot, KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "1,234.56"
    press(qtbot, KEY.Key_Right)
    press(qtbot, KEY.Key_Right)
    press(qtbot, KEY.Key_V, CTRL)
    assert amount(plan, "homes", 2018) == 123_456
    press(qtbot, KEY.Key_Right, SHIFT)
    press(qtbot, KEY.Key_R, CTRL)
    assert amount(plan, "homes", 2019) == 123_456
    press(qtbot, KEY.Key_Z, CTRL)
    assert amount(plan, "homes", 2019) is None
    press(qtbot, KEY.Key_Y, CTRL)
    assert amount(plan, "homes", 2019) == 123_456
    press(qtbot, KEY.Key_Down, SHIFT)
    press(qtbot, KEY.Key_D, CTRL)
    assert amount(plan, "charges", 2018) == 123_456


def test_typing_enter_tab_and_delete(qtbot, plan: Plan, screen: BudgetsScreen):
    table = screen.pane.table
    press(qtbot, KEY.Key_7)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClick(editor, KEY.Key_Tab)
    qtbot.waitUntil(lambda: amount(plan, "homes", 2016) == 700)
    qtbot.waitUntil(lambda: table.currentIndex().column() == screen.grid.column_of("2017"))
    press(qtbot, KEY.Key_Delete)
    assert amount(plan, "homes", 2017) is None
    press(qtbot, KEY.Key_Return)
    assert screen.grid.line_at(table.currentIndex().row()) == "charges"
    press(qtbot, KEY.Key_Return, SHIFT)
    assert screen.grid.line_at(table.currentIndex().row()) == "homes"


def test_an_area_is_given_to_a_line(qtbot, plan: Plan, window: Window, screen: BudgetsScreen):
    press(qtbot, KEY.Key_A, CTRL | SHIFT)
    dialog = window.findChild(PickDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.typed.hasFocus())
    qtbot.keyClicks(dialog.typed, "mental")
    press(qtbot, KEY.Key_Return)
    assert plan.undo_name == "Put 1 line into Mental health"


def test_find_goes_to_the_box_and_on_with_f3(qtbot, window: Window, screen: BudgetsScreen):
    press(qtbot, KEY.Key_F, CTRL)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    qtbot.keyClicks(box, "ccg")
    assert screen.grid.line_at(screen.pane.table.currentIndex().row()) == "wards"
    press(qtbot, KEY.Key_F3)
    assert screen.grid.line_at(screen.pane.table.currentIndex().row()) == "wards"


def test_f6_leaves_the_grid_and_every_control_is_reached_by_tab(qtbot, screen: BudgetsScreen):
    press(qtbot, KEY.Key_F6)
    seen = []
    while (now := QApplication.focusWidget()) not in seen and len(seen) < 60:
        seen.append(now)
        if now is screen.pane.table:
            press(qtbot, KEY.Key_F6)
        else:
            now.focusNextChild()
    head = screen.head
    for wanted in (head.grouping, head.partner, head.columns, head.roll, screen.pane.totals):
        assert wanted in seen


def test_the_menu_carries_the_commands_of_the_screen(window: Window, screen: BudgetsScreen):
    menu = window.commands.menus["&Screen"]
    assert menu.title() == "Budgets"
    words = [action.text().replace("&", "") for action in menu.actions()]
    assert {"Add a line", "Fill down", "Clear all filters", "Group by", "Columns"} <= set(words)


@pytest.mark.parametrize(
    ("key", "held", "down", "right"),
    [(KEY.Key_Return, NONE, 1, 0), (KEY.Key_Return, SHIFT, -1, 0), (KEY.Key_Tab, NONE, 0, 1)],
)
def test_a_key_that_ends_typing_moves_on_by_one_cell(
    qtbot, plan: Plan, screen: BudgetsScreen, key, held, down: int, right: int
):
    table = screen.pane.table
    press(qtbot, KEY.Key_Down)
    before = table.currentIndex()
    press(qtbot, KEY.Key_3)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "95k")
    press(qtbot, key, held)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is table)
    qtbot.wait(20)
    after = table.currentIndex()
    assert (after.row() - before.row(), after.column() - before.column()) == (down, right)
