"""Contributions on screen: typed in place, confirmed, rolled forward, and the lines behind them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.pools import Contribution
from jcplanner.gui.lines_dialog import LinesDialog
from jcplanner.gui.screens.pools import PoolsScreen
from jcplanner.gui.screens.pools_roll_forward import RollForwardDialog
from jcplanner.plan import edits
from tests.domain.pooled_records import K
from tests.gui.screens.sheets import go_to, row_texts, type_into

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_sheet_is_that_of_the_sketch(pools: PoolsScreen):
    view = pools.contributions.view
    assert row_texts(view, "c")[:10] == [
        "Council", "Indicative", "11,640", "210", "390", "", "(240)", "", "12,000", "185",
    ]  # fmt: skip
    assert row_texts(view, "n")[10:] == ["Build-up", "8,000"]
    assert row_texts(view, "income")[8:10] == ["20,000", "185"]
    assert row_texts(view, "expenditure")[0] == "Expenditure of 3 lines"
    assert row_texts(view, "balance")[8] == "0"
    assert pools.contributions.said.text().startswith("Contributions meet the expenditure.")


def test_a_part_is_typed_in_pounds_and_the_balance_follows(qtbot: QtBot, pools: PoolsScreen):
    view = pools.contributions.view
    type_into(qtbot, view, "c", "Agreed", "50k")
    assert pools.plan.table(Contribution)["p:c:2018"].agreed_changes == 50 * K
    assert row_texts(view, "balance")[8] == "50"
    assert pools.contributions.said.text().startswith(
        "Contributions are £50,000 more than expenditure."
    )
    type_into(qtbot, view, "c", "Efficiency", "290k")
    assert row_texts(view, "c")[6] == "(290)"
    assert row_texts(view, "balance")[8] == "0"
    assert pools.plan.undo_name == "Change contribution of The Council, 2018/19"


def test_an_agreed_amount_is_typed_over_the_contribution_and_blanked_again(
    qtbot: QtBot, pools: PoolsScreen
):
    view = pools.contributions.view
    type_into(qtbot, view, "n", "Contribution", "8.1m")
    assert row_texts(view, "n")[8:11] == ["8,100", "", "Agreed"]
    go_to(view, "n", "Contribution")
    qtbot.keyClick(view, Key.Key_Delete)
    assert row_texts(view, "n")[8:11] == ["8,000", "", "Build-up"]


def test_several_cells_are_blanked_and_pasted_as_one_step(qtbot: QtBot, pools: PoolsScreen):
    view, steps = pools.contributions.view, len(pools.plan.steps)
    view.setFocus()
    view.go_to(0, 3)
    for _ in range(2):
        qtbot.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Key.Key_Delete)
    assert len(pools.plan.steps) == steps + 1
    assert row_texts(view, "c")[3:6] == row_texts(view, "n")[3:6] == ["", "", ""]
    QGuiApplication.clipboard().setText("210,000\t390000\n95k\t265k")
    view.go_to(0, 3)
    qtbot.keyClick(view, Key.Key_V, CTRL)
    assert len(pools.plan.steps) == steps + 2
    assert row_texts(view, "n")[3:5] == ["95", "265"]


def test_what_is_copied_is_the_amount_in_full(qtbot: QtBot, pools: PoolsScreen):
    view = pools.contributions.view
    go_to(view, "c", "Base")
    qtbot.keyClick(view, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "11,640,000.00"


def test_what_cannot_be_read_is_refused_in_one_sentence(
    qtbot: QtBot, pools: PoolsScreen, message: Callable[[], QMessageBox]
):
    type_into(qtbot, pools.contributions.view, "c", "Base", "much")
    assert message().text().startswith('"much" is not an amount')
    message().close()
    assert row_texts(pools.contributions.view, "c")[2] == "11,640"


def test_a_status_is_chosen_from_its_list_and_agrees_the_amount(qtbot: QtBot, pools: PoolsScreen):
    view = pools.contributions.view
    go_to(view, "c", "Status")
    qtbot.keyClicks(view.viewport(), "c")
    box = view.findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(box.findData("confirmed"))
    qtbot.keyClick(box, Key.Key_Return)
    held = pools.plan.table(Contribution)["p:c:2018"]
    assert (held.status, held.amount) == ("confirmed", 12_000 * K)
    assert row_texts(view, "c")[1] == "Confirmed"


def test_all_are_confirmed_by_button(qtbot: QtBot, pools: PoolsScreen):
    qtbot.mouseClick(pools.contributions.confirm_button, Qt.MouseButton.LeftButton)
    assert {held.status for held in pools.plan.table(Contribution).values()} == {"confirmed"}
    assert pools.plan.undo_name == "Confirm contributions of 2018/19"
    assert not pools.contributions.confirm_button.isEnabled()


def test_rolling_forward_shows_what_would_come_and_does_it(qtbot: QtBot, pools: PoolsScreen):
    qtbot.keyClick(pools, Key.Key_R, CTRL)
    dialog = pools.contributions.findChild(RollForwardDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.inflation, "2.5")
    qtbot.keyClicks(dialog.efficiency, "2%")
    assert [list(dialog.model.texts(at)) for at in range(2)] == [
        ["Council", "12,000", "300", "(240)", ""],
        ["CCG", "8,000", "200", "(160)", ""],
    ]
    qtbot.keyClick(dialog.efficiency, Key.Key_Return)
    held = pools.plan.table(Contribution)["p:c:2019"]
    assert (held.base, held.inflation, held.efficiency) == (12_000 * K, 300 * K, 240 * K)


def test_what_is_filled_already_must_be_asked_for(qtbot: QtBot, pools: PoolsScreen):
    edits.set_details(pools.plan, unit="pounds")
    first = pools.contributions.roll_forward()
    assert first is not None
    first.accept()
    again = pools.contributions.roll_forward()
    assert again is not None
    assert not again.roll_button.isEnabled()
    assert again.fault.text() == "2019/20 is filled already: nothing would change."
    qtbot.keyClicks(again.inflation, "1")
    again.replacing.click()
    assert again.roll_button.isEnabled()
    again.inflation.setText("lots")
    assert not again.roll_button.isEnabled()
    assert again.fault.text().startswith('"lots" is not')
    again.reject()


def test_every_row_opens_its_lines(qtbot: QtBot, pools: PoolsScreen):
    view, totals, titles = pools.contributions.view, list[str](), list[str]()
    for key, heading, by_command in (
        ("n", "Partner", False),
        ("expenditure", "Contribution", True),
        ("c", "Base", True),
    ):
        go_to(view, key, heading)
        if by_command:
            qtbot.keyClick(pools, Key.Key_L, CTRL)
        else:
            qtbot.keyClick(view, Key.Key_Return)
        dialog = next(held for held in pools.findChildren(LinesDialog) if held.isVisible())
        totals.append(dialog.total.text())
        titles.append(dialog.drill.title)
        dialog.close()
    assert totals == ["Total £8,000,000.00", "Total £20,000,000.00", "Total £12,000,000.00"]
    assert titles[:2] == [
        "Care homes pool, 2018/19: lines of The Clinical Commissioning Group",
        "Care homes pool, 2018/19: lines",
    ]


def test_a_year_that_rests_on_lines_shows_them_faintly(pools: PoolsScreen):
    pools.year_box.choose(2017)
    row = pools.contributions.sheet.rows[0]
    assert (row.cells[8].text, row.cells[8].faint) == ("", "11,640")
    assert row.cells[10].text == "Own lines"


def test_the_last_year_cannot_be_rolled_forward(pools: PoolsScreen):
    pools.year_box.choose(2019)
    assert not pools.contributions.roll_button.isEnabled()
    assert pools.contributions.roll_forward() is None


def test_a_year_without_money_says_so_and_has_nothing_to_roll_forward(pools: PoolsScreen):
    """An empty year is out by nothing, but to say that contributions meet the expenditure would mislead."""
    panel = pools.contributions
    edits.remove(pools.plan, Contribution, list(pools.plan.table(Contribution)))
    edits.remove(pools.plan, PathwayStep, list(pools.plan.table(PathwayStep)))
    assert panel.said.text().startswith("Nothing is paid in or spent from the pool in this year.")
    dialog = panel.roll_forward()
    assert dialog is not None
    assert dialog.fault.text().startswith("Nobody contributes in 2018/19")
    dialog.reject()


def test_the_words_of_a_sum_are_not_cut(pools: PoolsScreen):
    view = pools.contributions.view
    row = pools.contributions.sheet.row_of("expenditure")
    assert view.columnSpan(row, 0) == 2
    assert view.columnSpan(0, 0) == 1
