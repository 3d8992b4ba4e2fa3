"""Undo and redo keys in a field with nothing typed to take back go to the plan.

Qt's fields keep these keys for themselves even where they have nothing to undo: whoever has just added a
record, with the cursor in its name, would press them in vain.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

Field = QLineEdit | QPlainTextEdit


class UndoKeys(QObject):
    """Watches the one field that has the keyboard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: Field | None = None

    def follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Watch another field, or none."""
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = new if isinstance(new, QLineEdit | QPlainTextEdit) else None
        if self._field is not None:
            self._field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the question whether the field wants the key from a field that has no use for it."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undoing = event.matches(QKeySequence.StandardKey.Undo)
        if not undoing and not event.matches(QKeySequence.StandardKey.Redo):
            return False
        if _has_use(watched, undoing=undoing):
            return False
        event.ignore()
        return True


def _has_use(field: QObject, *, undoing: bool) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if undoing else field.isRedoAvailable()
    if isinstance(field, QPlainTextEdit):
        document = field.document()
        return document.isUndoAvailable() if undoing else document.isRedoAvailable()
    return True
