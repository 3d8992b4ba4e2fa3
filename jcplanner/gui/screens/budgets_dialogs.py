"""Small dialogs of the Budgets screen: pick one by typing part of its name, a percentage, a note."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.column import MOST_TEXT, Column, Kind, Value
from jcplanner.gui import style
from jcplanner.gui.widgets import PlainLabel, button, row

_VALUE = int(Qt.ItemDataRole.UserRole)
_PERCENT = Column("percent", "Percentage", Kind.PERCENT, required=True)


class Dialog(QDialog):
    """What small dialogs share: a question, its answer, Cancel and one main button."""

    def __init__(self, parent: QWidget, title: str, question: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = QVBoxLayout(self)
        self.page.setContentsMargins(*(5 * style.STEP,) * 4)
        self.page.setSpacing(3 * style.STEP)
        self.page.addWidget(PlainLabel(question, wrap=True))

    def finish(self, words: str) -> None:
        """Put the buttons below; Enter is the main one."""
        self.main = button(words, self.accept, "primary")
        self.main.setDefault(True)
        self.page.addLayout(row(None, button("Cancel", self.reject), self.main))


class PickDialog(Dialog):
    """Choose one of many by typing any part of its name; ``picked`` is called with its value.

    Where ``free`` is true, words that are not in the list can be given as well.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        question: str,
        choices: Sequence[tuple[Value, str]],
        picked: Callable[[Value], object],
        *,
        free: bool = False,
    ) -> None:
        super().__init__(parent, title, question)
        self._picked, self._free = picked, free
        self.resize(440, 460)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(title)
        self.typed.setPlaceholderText("Type part of the name")
        self.typed.setClearButtonEnabled(True)
        self.typed.installEventFilter(self)
        self.page.addWidget(self.typed)
        self.list = QListWidget()
        self.list.setAccessibleName("Choices")
        self.list.setSpacing(2)
        for value, words in choices:
            item = QListWidgetItem(words or "(none)")
            item.setData(_VALUE, value)
            self.list.addItem(item)
        self.list.setCurrentRow(-1 if free else 0)
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.page.addWidget(self.list, 1)
        self.finish(title)
        self.typed.textChanged.connect(self._narrow)
        self.typed.setFocus()

    def _narrow(self, text: str) -> None:
        """Show what holds every word that was typed; the first of it is chosen."""
        words = text.casefold().split()
        first = -1
        for place in range(self.list.count()):
            held = self.list.item(place).text().casefold()
            shown = all(word in held for word in words)
            self.list.item(place).setHidden(not shown)
            if shown and first < 0:
                first = place
        self.list.setCurrentRow(-1 if self._free and not text else first)
        self.main.setEnabled(first >= 0 or self._free)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down walk through the list while the keyboard stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._walk(step)
                return True
        return super().eventFilter(watched, event)

    def _walk(self, step: int) -> None:
        place = self.list.currentRow() + step
        while 0 <= place < self.list.count():
            if not self.list.item(place).isHidden():
                self.list.setCurrentRow(place)
                return
            place += step

    def accept(self) -> None:
        """Hand over what is chosen; else, where that is allowed, what was typed."""
        item = self.list.currentItem()
        typed = self.typed.text().strip()
        if (
            item is not None
            and not item.isHidden()
            and not (self._free and typed and typed.casefold() not in item.text().casefold())
        ):
            value = item.data(_VALUE)
        elif self._free and typed:
            value = typed
        else:
            return
        super().accept()
        self._picked(value)


class PercentDialog(Dialog):
    """Ask for a percentage; ``given`` is called with hundredths of a percent."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        question: str,
        given: Callable[[int], object],
        first: str = "",
    ) -> None:
        super().__init__(parent, title, question)
        self._given = given
        self.setMinimumWidth(380)
        self.typed = QLineEdit(first)
        self.typed.setAccessibleName("Percentage")
        self.typed.setPlaceholderText("2.5 or -1")
        self.typed.selectAll()
        self.page.addWidget(self.typed)
        self.fault = PlainLabel("", "bad", wrap=True)
        self.page.addWidget(self.fault)
        self.finish(title)
        self.typed.setFocus()

    def accept(self) -> None:
        """Hand over the percentage, or say why it cannot be read."""
        try:
            hundredths = _PERCENT.parse(self.typed.text())
        except ValueError as fault:
            self.fault.setText(str(fault))
            return
        super().accept()
        self._given(int(hundredths or 0))


class NoteDialog(Dialog):
    """Write a note of several lines; ``given`` is called with its text. Ctrl+Enter keeps it."""

    def __init__(
        self, parent: QWidget, question: str, text: str, given: Callable[[str], object]
    ) -> None:
        super().__init__(parent, "Note", question)
        self._given = given
        self.resize(460, 260)
        self.field = QPlainTextEdit()
        self.field.setPlainText(text)
        self.field.setAccessibleName("Note")
        self.field.setTabChangesFocus(True)
        self.field.installEventFilter(self)
        self.page.addWidget(self.field, 1)
        self.finish("Keep note")
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps the note: Enter alone begins a new line."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.accept()
            return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        """Hand over the note."""
        super().accept()
        self._given(self.field.toPlainText().strip()[:MOST_TEXT])
