"""Editors of single values: what is settled is a step of the plan, and no longer the field's own to undo; a
link to very many records lists them only once somebody turns to it.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from jcplanner.domain.partners import Partner
from jcplanner.domain.records import Records
from jcplanner.domain.registers import Action, Risk
from jcplanner.gui.forms.editors import MOST_LISTED, LinkEditor, TextEditor
from jcplanner.plan import edits
from jcplanner.plan.fields import column_named
from jcplanner.plan.plan import Plan


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


def test_a_link_to_many_records_lists_them_when_it_is_turned_to(qtbot: QtBot, plan: Plan) -> None:
    with plan.step("Add risks") as draft:
        for place in range(MOST_LISTED + 1):
            draft.add(Risk(f"r{place}", place, f"Risk {place}"))
    editor = LinkEditor(column_named(Action, "risk"), plan.records)
    box = editor.widget
    assert isinstance(box, QComboBox)
    qtbot.addWidget(box)
    editor.show("r7")
    assert (box.count(), box.currentText(), box.currentData()) == (2, "Risk 7", "r7")
    editor.show(None)
    assert (box.count(), box.currentData()) == (1, None)
    editor.show("r7")
    box.show()
    qtbot.waitExposed(box)
    box.setFocus()
    qtbot.waitUntil(lambda: box.count() == MOST_LISTED + 2)
    assert (box.currentText(), box.currentData()) == ("Risk 7", "r7")


def test_a_link_to_a_few_records_lists_them_at_once(qtbot: QtBot, plan: Plan) -> None:
    key = edits.add(plan, Risk, event="One")
    editor = LinkEditor(column_named(Action, "risk"), plan.records)
    qtbot.addWidget(editor.widget)
    editor.show(key)
    assert isinstance(editor.widget, QComboBox)
    assert (editor.widget.count(), editor.widget.currentText()) == (2, "One")
