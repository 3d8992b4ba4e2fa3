"""Working in sheets as people do: reading their cells, typing over them."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from jcplanner.gui.tables.sheet import SheetView


def row_texts(view: SheetView, key: str) -> list[str]:
    """What a row shows; what stands in for what was not typed among it."""
    row = view.sheet.rows[view.sheet.row_of(key)]
    return [cell.text or cell.faint for cell in row.cells]


def go_to(view: SheetView, key: str, heading: str) -> None:
    """Put the cursor on a cell."""
    view.setFocus()
    view.go_to(view.sheet.row_of(key), view.sheet.headers.index(heading))


def type_into(qtbot: QtBot, view: SheetView, key: str, heading: str, words: str) -> None:
    """Type over a cell, and Enter."""
    go_to(view, key, heading)
    qtbot.keyClicks(view.viewport(), words[0])
    editor = next(held for held in view.findChildren(QLineEdit) if held.isVisible())
    qtbot.keyClicks(editor, words[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    # Qt takes what was typed only once the editor has had the key.
    QCoreApplication.processEvents()
