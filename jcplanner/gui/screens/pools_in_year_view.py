"""The table of a pool's lines in the year: a row of months is pasted as one thing, by the way it is given."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent

from jcplanner.gui.tables.sheet import Sheet, SheetView


class InYearView(SheetView):
    """``pasted`` takes the row's key, the column and the text; False leaves it to the sheet.

    ``widened`` tells that the figures have another room than before.
    """

    widened = Signal()

    def __init__(self, sheet: Sheet, name: str, pasted: Callable[[str, int, str], bool]) -> None:
        super().__init__(sheet, name)
        self._pasted = pasted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of another width; scroll bars take theirs from it."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()

    def paste(self) -> None:
        """Put what is on the clipboard in from the cursor on."""
        at, text = self.currentIndex(), QGuiApplication.clipboard().text()
        if at.isValid() and text and not self._pasted(self.key(), at.column(), text):
            super().paste()
