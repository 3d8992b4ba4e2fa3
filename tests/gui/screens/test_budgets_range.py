"""The range of a figure: typed in a dialog, said in the panel and in the cell, taken away again."""

import pytest
from PySide6.QtCore import Qt

from jcplanner.domain.budgets import BudgetAmount
from jcplanner.gui.screens.budgets import BudgetsScreen
from jcplanner.gui.screens.budgets_range import RangeDialog
from jcplanner.gui.tables.grid_words import say_amount
from jcplanner.plan.plan import Plan

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(budgets: BudgetsScreen) -> BudgetsScreen:
    return budgets


def go(screen: BudgetsScreen, line: str, key: str) -> None:
    screen.pane.table.go_to(screen.view.row_of[line], screen.grid.column_of(key))


def opened(screen: BudgetsScreen) -> RangeDialog:
    found = [held for held in screen.window().findChildren(RangeDialog) if held.isVisible()]
    assert len(found) == 1
    return found[0]


def test_low_and_high_are_typed_by_keys_alone_and_shown(qtbot, plan: Plan, screen: BudgetsScreen):
    go(screen, "homes", "2016")
    qtbot.keyClick(screen.pane.table, KEY.Key_G, CTRL | SHIFT)
    dialog = opened(screen)
    qtbot.waitUntil(lambda: dialog.low.hasFocus())
    qtbot.keyClicks(dialog.low, "1,200")
    qtbot.keyClicks(dialog.high, "1.3k")
    qtbot.keyClick(dialog.high, KEY.Key_Return)
    held = plan.table(BudgetAmount)["homes:2016"]
    assert (held.amount, held.low, held.high) == (123_456, 120_000, 130_000)
    assert "Range £1,200 to £1,300" in say_amount(plan, "homes", 2016, income=False)
    go(screen, "charges", "2016")
    go(screen, "homes", "2016")
    qtbot.waitUntil(
        lambda: screen.figure.was.text().startswith("indicative, range £1,200 to £1,300")
    )


def test_a_blank_end_is_none_and_both_blank_takes_the_range_away(plan: Plan, screen: BudgetsScreen):
    go(screen, "homes", "2018")
    screen.figure.range_wanted.emit()
    dialog = opened(screen)
    dialog.high.setText("500")
    dialog.accept()
    held = plan.table(BudgetAmount)["homes:2018"]
    assert (held.amount, held.low, held.high) == (None, None, 50_000)
    screen.edits.set_range()
    dialog = opened(screen)
    assert (dialog.low.text(), dialog.high.text()) == ("", "500.00")
    dialog.high.clear()
    dialog.accept()
    assert "homes:2018" not in plan.table(BudgetAmount)


def test_what_is_no_range_is_said(plan: Plan, screen: BudgetsScreen):
    go(screen, "homes", "2016")
    screen.edits.set_range()
    dialog = opened(screen)
    for low, high, said in (("lots", "", "not an amount"), ("9", "8", "other way round")):
        dialog.low.setText(low)
        dialog.high.setText(high)
        dialog.accept()
        assert dialog.isVisible() and said in dialog.fault.text()
    dialog.reject()


def test_only_figures_of_lines_have_a_range(screen: BudgetsScreen, message):
    go(screen, "homes", "description")
    screen.edits.set_range()
    assert "Choose one of a line's figures" in message().text()
    message().close()
