"""A field that finds what it is to hold while people type: for links to more records than a list can show."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from jcplanner.domain.column import MOST_TEXT, Value

Finder = Callable[[str], Sequence[tuple[str, str]]]
"""Gives a few (value, words) for what is typed."""

_VALUE = Qt.ItemDataRole.UserRole
_WIDTH, _ROW = 460, 24


class FindField(QLineEdit):
    """Type any words: what has all of them is offered below, arrows and Enter choose, blank is none.

    ``chosen`` tells of a choice from the list; `value` is what stands in the field, as far as it is known.
    """

    chosen = Signal()

    def __init__(self, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self._value: Value = None
        self._words = ""
        self.setMaxLength(MOST_TEXT)
        self.setPlaceholderText("type to find a line")
        self._found = QStandardItemModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        # Before the completer's own turn, which puts the words into the field.
        completer.activated[QModelIndex].connect(self._take)  # type: ignore[reportIndexIssue]
        self.setCompleter(completer)
        self.popup.setMinimumWidth(_WIDTH)
        self.popup.setAccessibleName("Lines found")
        self.textEdited.connect(self._find)

    @property
    def popup(self) -> QAbstractItemView:
        """The list of what is offered."""
        popup = self.completer().popup()
        assert popup is not None
        return popup

    @property
    def is_known(self) -> bool:
        """Whether the words in the field are those of what was chosen; blank is none, and known."""
        return self.text().strip() in ("", self._words)

    @property
    def value(self) -> Value:
        """What was chosen; None for none."""
        return self._value if self.text().strip() else None

    def put(self, value: Value, words: str) -> None:
        """Show what the field holds."""
        self._value, self._words = value, words
        self.setText(words)
        self.setCursorPosition(0)

    def settle(self) -> bool:
        """Take the only line that the words find, where nothing was chosen. Returns whether it is known."""
        if not self.is_known:
            found = self._finder(self.text())
            exact = [held for held in found if held[1].casefold() == self.text().strip().casefold()]
            if len(exact or found) == 1:
                self.put(*(exact or found)[0])
        return self.is_known

    def _find(self, text: str) -> None:
        self._found.clear()
        for value, words in self._finder(text) if text.strip() else []:
            item = QStandardItem(words)
            item.setData(value, _VALUE)
            item.setEditable(False)
            item.setSizeHint(QSize(0, _ROW))
            self._found.appendRow(item)

    def _take(self, index: QModelIndex) -> None:
        self.put(index.data(_VALUE), str(index.data()))
        self.chosen.emit()
