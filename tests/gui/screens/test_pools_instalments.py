"""Instalments on screen: what is expected, typed as received, still to come."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.pools import Contribution, Instalment
from jcplanner.gui.screens.pools import INSTALMENTS, PoolsScreen
from jcplanner.plan import edits, pool_edits
from tests.domain.pooled_records import K
from tests.gui.screens.sheets import row_texts, type_into


def test_four_equal_instalments_of_the_partner_that_does_not_host(pools: PoolsScreen):
    pools.turn_to(INSTALMENTS)
    view = pools.instalments.view
    assert [row.key for row in view.sheet.rows] == ["n:1", "n:2", "n:3", "n:4", "all:n"]
    assert row_texts(view, "n:1")[:3] == ["CCG", "1: April to June", "£2,000,000.00"]
    assert row_texts(view, "all:n")[2] == "£8,000,000.00"
    assert "The Council hosts the pool" in pools.instalments.said.text()


def test_what_came_in_is_typed_and_what_is_late_is_said(qtbot: QtBot, pools: PoolsScreen):
    pools.turn_to(INSTALMENTS)
    view = pools.instalments.view
    type_into(qtbot, view, "n:1", "Received", "1.5m")
    type_into(qtbot, view, "n:1", "Received on", "20/04/2018")
    assert row_texts(view, "n:1")[3:7] == ["£1,500,000.00", "20 Apr 2018", "£500,000.00", "In part"]
    type_into(qtbot, view, "n:2", "Received", "2m")
    assert row_texts(view, "n:1")[6] == "Overdue"
    assert row_texts(view, "n:2")[6] == "Received"
    assert row_texts(view, "all:n")[3:7] == ["£3,500,000.00", "", "£4,500,000.00", "Overdue"]
    assert any(held.kind == "instalment overdue" for held in pools.plan.problems)


def test_chosen_quarters_are_put_in_as_received_in_one_step(qtbot: QtBot, pools: PoolsScreen):
    pools.turn_to(INSTALMENTS)
    view = pools.instalments.view
    view.go_to(0, 3)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(pools.instalments.receive_button, Qt.MouseButton.LeftButton)
    held = pools.plan.table(Instalment)
    assert [held[f"p:n:2018:{quarter}"].received for quarter in (1, 2)] == [2_000 * K] * 2
    assert pools.plan.undo_name == "Change 2 instalments, 2018/19"
    view.go_to(4, 2)
    qtbot.mouseClick(pools.instalments.receive_button, Qt.MouseButton.LeftButton)
    assert len(held) == 4


def test_what_came_in_already_is_not_put_in_again(
    pools: PoolsScreen, message: Callable[[], QMessageBox]
):
    pools.turn_to(INSTALMENTS)
    pool_edits.set_instalment(pools.plan, "p", "n", 2018, 1, received=5 * K)
    pools.instalments.view.go_to(0, 3)
    pools.instalments.receive()
    assert message().text().startswith("Nothing is still to come for these quarters")
    message().close()
    assert pools.plan.table(Instalment)["p:n:2018:1"].received == 5 * K


def test_a_year_without_contributions_says_so(pools: PoolsScreen):
    pools.turn_to(INSTALMENTS)
    edits.remove(pools.plan, Contribution, list(pools.plan.table(Contribution)))
    pools.year_box.choose(2016)
    assert pools.instalments.said.text().startswith("Nobody has an instalment to pay in 2016/17.")
    assert not pools.instalments.receive_button.isEnabled()
