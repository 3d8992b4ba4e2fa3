"""Spreading a total from the Budgets screen: preview, holding rows, and every way to choose amounts."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.gui.screens import budgets_preview
from jcplanner.gui.screens.budgets import BudgetsScreen
from jcplanner.gui.screens.budgets_spread import SpreadDialog
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.grid_filters import Filter
from jcplanner.plan.plan import Plan

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect


@pytest.fixture
def screen(budgets: BudgetsScreen) -> BudgetsScreen:
    return budgets


def choose(screen: BudgetsScreen, first: tuple[int, str], last: tuple[int, str]) -> None:
    """Select a block of rows and columns of the grid."""
    grid, table = screen.grid, screen.pane.table
    ends = [grid.index(row, grid.column_of(key)) for row, key in (first, last)]
    table.go_to(ends[0].row(), ends[0].column())
    table.selectionModel().select(QItemSelection(*ends), ROWS)


def row_of(screen: BudgetsScreen, line: str) -> int:
    return screen.view.row_of[line]


def opened(screen: BudgetsScreen) -> SpreadDialog:
    found = [held for held in screen.window().findChildren(SpreadDialog) if held.isVisible()]
    assert len(found) == 1
    return found[0]


def amount(plan: Plan, line: str, year: int) -> int | None:
    held = plan.table(BudgetAmount).get(f"{line}:{year}")
    return None if held is None else held.amount


def texts(dialog: SpreadDialog) -> list[tuple[str, ...]]:
    return [tuple(dialog.model.texts(row)) for row in range(len(dialog.model.items))]


def test_a_total_is_spread_by_keys_alone_with_a_row_held(qtbot, plan: Plan, screen: BudgetsScreen):
    choose(screen, (row_of(screen, "homes"), "2016"), (row_of(screen, "homes"), "2017"))
    qtbot.keyClick(screen.pane.table, KEY.Key_E, CTRL | SHIFT)
    dialog = opened(screen)
    qtbot.waitUntil(lambda: dialog.typed.hasFocus())
    assert dialog.typed.text() == "2,534.56"
    assert dialog.windowTitle() == "Spread a total"
    qtbot.keyClick(dialog.typed, KEY.Key_Return)
    assert dialog.fault.text() == "Nothing would change."
    qtbot.keyClicks(dialog.typed, "5k")
    qtbot.waitUntil(lambda: "£5,000.00 after" in dialog.wholes.text())
    dialog.view.setFocus()
    dialog.view.select(1)
    qtbot.keyClick(dialog.view, KEY.Key_Space)
    assert texts(dialog) == [
        ("", "Homes", "Council", "2016/17", "1,234.56", "3,700.00", "+2,465.44"),
        ("Held", "Homes", "Council", "2017/18", "1,300.00", "1,300.00", ""),
    ]
    assert dialog.wholes.text() == "Total: £2,534.56 before, £5,000.00 after (+2,465.44)"
    assert "nothing is left over" in dialog.words.text()
    assert dialog.count.text() == "1 of 2 would change, 1 held"
    qtbot.keyClick(dialog.view, KEY.Key_Return)
    assert (amount(plan, "homes", 2016), amount(plan, "homes", 2017)) == (370_000, 130_000)
    assert screen.bar.said.text() == "Spread £5,000 over 2 amounts: 1 amount changed."
    plan.undo()
    assert amount(plan, "homes", 2016) == 123_456


def test_enter_while_typing_spreads_what_was_typed(qtbot, plan: Plan, screen: BudgetsScreen):
    choose(screen, (row_of(screen, "homes"), "2016"), (row_of(screen, "homes"), "2016"))
    screen.moves.spread()
    dialog = opened(screen)
    qtbot.keyClicks(dialog.typed, "77")
    qtbot.keyClick(dialog.typed, KEY.Key_Return)
    assert amount(plan, "homes", 2016) == 7_700


def test_what_cannot_be_is_said_and_nothing_is_written(qtbot, plan: Plan, screen: BudgetsScreen):
    choose(screen, (row_of(screen, "homes"), "2016"), (row_of(screen, "homes"), "2017"))
    screen.moves.spread()
    dialog, steps = opened(screen), len(plan.steps)
    for typed, said in (
        ("lots", "not an amount"),
        ("", "Type the total"),
        ("-5", "change the sign"),
        ("1000000bn", "too large"),
    ):
        dialog.typed.setText(typed)
        qtbot.keyClick(dialog.typed, KEY.Key_Return)
        assert dialog.isVisible() and said in dialog.fault.text()
        assert texts(dialog)[0][4:] == ("1,234.56", "", "")
    dialog.view.selectAll()
    dialog.hold()
    dialog.typed.setText("5k")
    dialog.show_preview()
    assert "Everything is held" in dialog.fault.text()
    dialog.hold()
    dialog.show_preview()
    assert (dialog.fault.text(), dialog.held) == ("", frozenset())
    dialog.reject()
    assert len(plan.steps) == steps


def test_of_expenditure_and_income_one_is_chosen(qtbot, plan: Plan, screen: BudgetsScreen):
    choose(screen, (row_of(screen, "homes"), "2016"), (row_of(screen, "charges"), "2016"))
    screen.moves.spread()
    dialog = opened(screen)
    kinds = [dialog.kind.itemText(at) for at in range(dialog.kind.count())]
    assert kinds == ["Revenue expenditure (1)", "Revenue income (1)"]
    assert [row[1] for row in texts(dialog)] == ["Homes"]
    dialog.kind.setCurrentIndex(1)
    assert dialog.typed.text() == "234.56"
    dialog.typed.setText("(500)")
    dialog.show_preview()
    assert texts(dialog) == [
        ("", "Client charges", "Council", "2016/17", "(234.56)", "(500.00)", "-265.44")
    ]
    assert dialog.wholes.text() == "Total: (£234.56) before, (£500.00) after (-265.44)"
    dialog.accept()
    assert (amount(plan, "charges", 2016), amount(plan, "homes", 2016)) == (50_000, 123_456)


def test_blanks_are_filled_where_asked(plan: Plan, screen: BudgetsScreen):
    choose(screen, (row_of(screen, "homes"), "2017"), (row_of(screen, "homes"), "2019"))
    screen.moves.spread()
    dialog = opened(screen)
    assert dialog.blanks.text() == "&Fill the blanks too (2)"
    dialog.typed.setText("390")
    dialog.show_preview()
    assert [row[5] for row in texts(dialog)] == ["390.00", "blank", "blank"]
    dialog.blanks.setChecked(True)
    assert [row[5] for row in texts(dialog)] == ["130.00", "130.00", "130.00"]
    dialog.accept()
    assert [amount(plan, "homes", year) for year in (2017, 2018, 2019)] == [13_000] * 3


@pytest.mark.parametrize("folded", [False, True])
def test_a_subtotal_stands_for_its_lines(plan: Plan, screen: BudgetsScreen, folded: bool):
    edits.change(plan, BudgetLine, ["charges"], direction="expenditure")
    group = screen.view.group_of("homes")
    assert group is not None
    screen.grid.fold([group], folded=folded)
    choose(screen, (group.row, "2016"), (group.row, "2016"))
    screen.moves.spread()
    dialog = opened(screen)
    assert [row[1] for row in texts(dialog)] == ["Homes", "Client charges"]
    dialog.typed.setText("2938.24")
    dialog.accept()
    assert (amount(plan, "homes", 2016), amount(plan, "charges", 2016)) == (246_912, 46_912)


def test_a_head_between_chosen_lines_brings_no_others_in(plan: Plan, screen: BudgetsScreen):
    choose(screen, (row_of(screen, "homes"), "2016"), (row_of(screen, "wards"), "2016"))
    assert screen.moves.cells() == [("homes", 2016), ("charges", 2016), ("wards", 2016)]
    group = screen.view.group_of("wards")
    assert group is not None
    choose(screen, (row_of(screen, "homes"), "2016"), (group.row, "2016"))
    assert screen.moves.cells() == [("homes", 2016), ("charges", 2016)]


def test_lines_that_filters_hide_stay_as_they_are(plan: Plan, screen: BudgetsScreen):
    screen.set_filter("partner", Filter(chosen=frozenset(("n",))))
    screen.pane.table.selectAll()
    assert screen.moves.cells() == [("wards", year) for year in plan.years]


def test_words_are_no_amounts_to_spread_over(screen: BudgetsScreen, message):
    choose(screen, (row_of(screen, "homes"), "description"), (row_of(screen, "homes"), "partner"))
    screen.moves.spread()
    assert "Choose the amounts" in message().text()
    message().close()


def test_an_empty_plan_has_nothing_to_spread(qtbot, blank: Session, message):
    made = BudgetsScreen(blank)
    qtbot.addWidget(made)
    made.show()
    for call, said in (
        (made.moves.spread, "Choose the amounts"),
        (made.moves.roll_forward, "Choose lines"),
    ):
        call()
        assert said in message().text()
        message().close()
        QApplication.processEvents()
    made.moves.new_virement()
    made.close()


def test_huge_amounts_and_credits_are_exact(plan: Plan, screen: BudgetsScreen):
    huge = 10**15  # £1e13 in pence
    edits.set_amounts(plan, {("homes", 2016): huge - 1, ("homes", 2017): -(huge // 3)})
    choose(screen, (row_of(screen, "homes"), "2016"), (row_of(screen, "homes"), "2017"))
    screen.moves.spread()
    dialog = opened(screen)
    dialog.typed.setText("1,000,000.01")
    dialog.accept()
    found = [amount(plan, "homes", year) or 0 for year in (2016, 2017)]
    assert sum(found) == 100_000_001 and found[0] > 0 > found[1]


def test_many_amounts_are_written_beside_the_window(
    qtbot, plan: Plan, screen: BudgetsScreen, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(budgets_preview, "AT_ONCE", 1)
    choose(screen, (row_of(screen, "homes"), "2016"), (row_of(screen, "homes"), "2017"))
    screen.moves.spread()
    dialog = opened(screen)
    dialog.typed.setText("5069.12")
    with qtbot.waitSignal(dialog.made):
        dialog.accept()
    assert (amount(plan, "homes", 2016), amount(plan, "homes", 2017)) == (246_912, 260_000)
    index = screen.grid.index(row_of(screen, "homes"), screen.grid.column_of("2016"))
    assert index.data() == "2,469"


def test_several_rows_are_held_at_once_and_stay_chosen(qtbot, plan: Plan, screen: BudgetsScreen):
    choose(screen, (row_of(screen, "homes"), "2016"), (row_of(screen, "homes"), "2019"))
    screen.moves.spread()
    dialog = opened(screen)
    dialog.view.setFocus()
    dialog.view.select(0)
    qtbot.keyClick(dialog.view, KEY.Key_Down, SHIFT)
    qtbot.keyClick(dialog.view, KEY.Key_Space)
    assert dialog.held == {("homes", 2016), ("homes", 2017)}
    assert dialog.view.chosen() == [0, 1]
    qtbot.keyClick(dialog.view, KEY.Key_Space)
    assert dialog.held == frozenset()
