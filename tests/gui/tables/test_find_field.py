"""A field that finds lines while people type."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jcplanner.gui.tables.find_field import FindField
from jcplanner.plan.line_search import find_lines
from jcplanner.plan.plan import Plan

DOWN, ENTER, ESCAPE = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def field(qtbot: QtBot, plan: Plan) -> FindField:
    made = FindField(lambda text: find_lines(plan.records, text))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def offered(field: FindField) -> list[str]:
    model = field.completer().completionModel()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_typing_offers_what_has_the_words_and_enter_takes_what_is_chosen(
    qtbot: QtBot, field: FindField
):
    qtbot.keyClicks(field, "learning")
    popup = field.popup
    assert popup.isVisible()
    assert offered(field) == [
        "Client charges, Council, Learning disability",
        "Homes, 00123, Council, Learning disability",
    ]
    with qtbot.waitSignal(field.chosen):
        QTest.keyClick(popup, DOWN)
        QTest.keyClick(popup, DOWN)
        QTest.keyClick(popup, ENTER)
    assert (field.value, field.is_known) == ("homes", True)
    assert field.text() == "Homes, 00123, Council, Learning disability"


def test_a_click_takes_a_line_too(qtbot: QtBot, field: FindField):
    qtbot.keyClicks(field, "wards")
    popup = field.popup
    place = popup.visualRect(popup.model().index(0, 0)).center()
    with qtbot.waitSignal(field.chosen):
        QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert field.value == "wards"


def test_the_only_line_found_is_taken_without_choosing(qtbot: QtBot, field: FindField):
    qtbot.keyClicks(field, "00123")
    assert not field.is_known
    assert field.settle()
    assert field.value == "homes"


def test_what_several_lines_have_or_none_is_not_known(qtbot: QtBot, field: FindField):
    qtbot.keyClicks(field, "council")
    assert not field.settle()
    field.clear()
    qtbot.keyClicks(field, "nothing such")
    assert offered(field) == []
    assert not field.settle()


def test_blank_is_none(qtbot: QtBot, field: FindField):
    field.put("homes", "Homes")
    assert (field.value, field.is_known) == ("homes", True)
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.settle()
    assert field.value is None
