"""The way out on screen: a day is typed, the figures and their rules follow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from jcplanner.domain.pools import Pool
from jcplanner.gui.lines_dialog import LinesDialog
from jcplanner.gui.screens.pools import ENDING, PoolsScreen
from jcplanner.plan import edits, pool_edits


def rows(pools: PoolsScreen) -> list[list[str]]:
    model = pools.ending.model
    return [list(model.texts(row)) for row in range(model.rowCount())]


def type_day(qtbot: QtBot, pools: PoolsScreen, words: str) -> None:
    field = pools.ending.day
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_day_is_typed_and_what_returns_to_whom_follows(qtbot: QtBot, pools: PoolsScreen):
    pool_edits.receive_as_expected(pools.plan, "p", 2018, [("n", 1)])
    pools.turn_to(ENDING)
    assert pools.ending.day.text() == "31 Mar 2019"
    assert pools.ending.day.hasFocus()
    type_day(qtbot, pools, "12/6/2018")
    # 3,000 and 2,000 paid in; a fifth of the year is a fifth of 20,000: 1,000 is returned as 600 and 400.
    assert rows(pools) == [
        ["The Council", "£12,000,000.00", "£3,000,000.00", "£600,000.00", "£12,000,000.00", "£185,000.00"],
        ["The Clinical Commissioning Group", "£8,000,000.00", "£2,000,000.00", "£400,000.00",
         "£8,000,000.00", ""],
        ["All partners", "£20,000,000.00", "£5,000,000.00", "£1,000,000.00", "£20,000,000.00", "£185,000.00"],
    ]  # fmt: skip
    said = pools.ending.said.text()
    assert said.startswith("Notice must be given by 12 June 2017: 12 months before it ends.")
    assert "in proportion to 73 days" in said


def test_the_pools_own_end_is_the_day_to_start_with(pools: PoolsScreen):
    edits.change(pools.plan, Pool, ["p"], ends="2018-12-31")
    pools.turn_to(ENDING)
    assert pools.ending.day.text() == "31 Dec 2018"


def test_a_day_that_is_none_or_outside_the_plan_is_told_below(qtbot: QtBot, pools: PoolsScreen):
    pools.turn_to(ENDING)
    type_day(qtbot, pools, "soon")
    assert pools.ending.fault.text().startswith('"soon" is not a date')
    assert rows(pools) == []
    type_day(qtbot, pools, "1/4/2031")
    assert pools.ending.fault.text().startswith("The plan has no 2031/32")
    type_day(qtbot, pools, "1/4/2018")
    assert pools.ending.fault.isHidden()
    assert len(rows(pools)) == 3


def test_the_way_out_is_copied_with_its_rules(qtbot: QtBot, pools: PoolsScreen):
    pools.turn_to(ENDING)
    qtbot.mouseClick(pools.ending.copy_button, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0] == "Way out: Care homes pool"
    assert "All partners\t£20,000,000.00" in text
    assert "From the next day each partner has its own lines again" in text


def test_the_lines_that_go_back_can_be_seen(qtbot: QtBot, pools: PoolsScreen):
    pools.turn_to(ENDING)
    qtbot.mouseClick(pools.ending.open_button, Qt.MouseButton.LeftButton)
    dialog = pools.ending.findChild(LinesDialog)
    assert dialog is not None
    assert dialog.total.text() == "Total £20,000,000.00"
    dialog.close()
