"""Editors of single values: what is settled is a step of the plan, and no longer the field's own to undo."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from jcplanner.domain.partners import Partner
from jcplanner.domain.records import Records
from jcplanner.gui.forms.editors import TextEditor


def test_what_was_settled_is_left_to_the_plan_to_undo(qtbot: QtBot):
    column = next(held for held in Partner.COLUMNS if held.name == "name")
    editor = TextEditor(column, Records())
    field = editor.widget
    assert isinstance(field, QLineEdit)
    qtbot.addWidget(field)
    editor.show("Shire Council")
    qtbot.keyClicks(field, "New ")
    assert field.isUndoAvailable()
    with qtbot.waitSignal(editor.settled) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["New Shire Council"]
    assert not field.isUndoAvailable()
    assert field.cursorPosition() == len("New ")
