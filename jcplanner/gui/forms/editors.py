"""One editor per kind of value. Each says when its value was settled, and never changes the plan itself."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.column import MOST_TEXT, RIGHT_ALIGNED, Column, Kind, Value
from jcplanner.domain.records import Records
from jcplanner.gui.tables.find_field import FindField
from jcplanner.plan.fields import choices_of, edit_text, show_field
from jcplanner.plan.line_search import find_lines, line_words

NOTE_HEIGHT = 68
MOST_LISTED = 200
"""Records that a link lists at once; more are listed when somebody turns to it."""


class Editor(QObject):
    """What a form needs of any editor.

    ``settled`` carries the value that a person chose; ``faulty`` the sentence that says why what was
    typed cannot be read ("" once it can).
    """

    settled = Signal(object)
    faulty = Signal(str)

    widget: QWidget

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column

    def show(self, value: Value) -> None:
        """Show a value without telling anybody."""

    def settle(self) -> None:
        """Take what stands in the editor now, as if it had been left."""


class TextEditor(Editor):
    """A line of text that is read by the column's own rules: text, money, years, dates, numbers."""

    def __init__(self, column: Column, records: Records) -> None:
        super().__init__(column)
        self._records = records
        self.widget = self._line = QLineEdit()
        self._line.setMaxLength(MOST_TEXT)
        if column.kind in RIGHT_ALIGNED:
            self._line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._line.setPlaceholderText(_EXAMPLES.get(column.kind, ""))
        self._line.editingFinished.connect(self.settle)
        self._shown = ""

    def show(self, value: Value) -> None:
        self._shown = edit_text(self._records, self.column, value)
        self._line.setText(self._shown)
        self._line.setCursorPosition(0)

    def settle(self) -> None:
        text = self._line.text()
        if text == self._shown:
            self.faulty.emit("")
            return
        try:
            value = self.column.parse(text)
        except ValueError as fault:
            self.faulty.emit(str(fault))
            return
        self._shown = text
        # The typing is a step of the plan now, which undo takes back: the field forgets its own.
        place = self._line.cursorPosition()
        self._line.setText(text)
        self._line.setCursorPosition(place)
        self.faulty.emit("")
        self.settled.emit(value)


_EXAMPLES = {
    Kind.DATE: "such as 28/07/2016",
    Kind.MONEY: "blank",
    Kind.YEAR: "such as 2016/17",
    Kind.PERCENT: "such as 2.5%",
}


class _NoteField(QPlainTextEdit):
    """Plain text of several lines; Tab moves on, as in every other field."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(NOTE_HEIGHT)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() == Qt.Key.Key_Return
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.left.emit()
            return
        super().keyPressEvent(event)


class NoteEditor(Editor):
    """Text of several lines; settled when it is left."""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.widget = self._field = _NoteField()
        self._field.left.connect(self.settle)
        self._shown = ""

    def show(self, value: Value) -> None:
        self._shown = str(value or "")
        self._field.setPlainText(self._shown)

    def settle(self) -> None:
        text = self._field.toPlainText()[:MOST_TEXT]
        if text != self._shown:
            self._shown = text
            self.settled.emit(text)


class QuietCombo(QComboBox):
    """A combo box that the wheel passes by: scrolling a form must not change it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(20)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceEditor(Editor):
    """One of the column's choices."""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.widget = self._box = QuietCombo()
        for choice in column.choices:
            self._box.addItem(column.show(choice), choice)
        self._box.activated.connect(self._chosen)

    def show(self, value: Value) -> None:
        place = self._box.findData(value)
        if place < 0 and value not in (None, ""):
            self._box.addItem(str(value), value)
            place = self._box.count() - 1
        self._box.setCurrentIndex(place)

    def _chosen(self, place: int) -> None:
        self.settled.emit(self._box.itemData(place))


class _LinkBox(QuietCombo):
    """Tells when somebody is about to look at its list."""

    wanted = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.wanted.emit()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        self.wanted.emit()
        super().showPopup()


class LinkEditor(Editor):
    """A record of another kind, chosen by its name; the first entry is none.

    Where there are many, they are listed only once somebody turns to the field: a form of a register of
    thousands must not list thousands each time another record is shown.
    """

    def __init__(self, column: Column, records: Records) -> None:
        super().__init__(column)
        self._records = records
        self._whole = True
        self.widget = self._box = _LinkBox()
        self._box.wanted.connect(self._list_all)
        self._box.activated.connect(lambda place: self.settled.emit(self._box.itemData(place)))

    def show(self, value: Value) -> None:
        few = len(self._records.named(self.column.link)) <= MOST_LISTED
        if few or self._box.hasFocus():
            self._fill(value)
            return
        self._whole = False
        self._box.clear()
        self._box.addItem("Blank", None)
        if value is not None:
            self._box.addItem(show_field(self._records, self.column, value), value)
            self._box.setCurrentIndex(1)

    def _list_all(self) -> None:
        if not self._whole:
            self._fill(self._box.currentData())

    def _fill(self, value: Value) -> None:
        self._whole = True
        self._box.clear()
        self._box.addItem("Blank", None)
        for key, name in choices_of(self._records, self.column)[1:]:
            self._box.addItem(name, key)
        place = self._box.findData(value) if value is not None else 0
        self._box.setCurrentIndex(max(place, 0))


class LineEditor(Editor):
    """A budget line, found by typing: there may be 100,000 of them."""

    def __init__(self, column: Column, records: Records) -> None:
        super().__init__(column)
        self._records = records
        self._shown: Value = None
        self.widget = self._field = FindField(lambda text: find_lines(records, text))
        self._field.chosen.connect(self.settle)
        self._field.editingFinished.connect(self.settle)

    def show(self, value: Value) -> None:
        self._shown = value
        self._field.put(value, line_words(self._records, None if value is None else str(value)))

    def settle(self) -> None:
        if not self._field.settle():
            self.faulty.emit("Choose one of the lines that are offered while you type.")
            return
        self.faulty.emit("")
        if self._field.value != self._shown:
            self._shown = self._field.value
            self.settled.emit(self._shown)


class FlagEditor(Editor):
    """Yes or no."""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.widget = self._box = QCheckBox("Yes")
        self._box.clicked.connect(lambda checked: self.settled.emit(int(checked)))

    def show(self, value: Value) -> None:
        self._box.setChecked(bool(value))


def editor_for(column: Column, records: Records) -> Editor:
    """The editor that suits a column."""
    if column.kind is Kind.NOTE:
        return NoteEditor(column)
    if column.kind is Kind.CHOICE:
        return ChoiceEditor(column)
    if column.link == BudgetLine.TABLE:
        return LineEditor(column, records)
    if column.kind is Kind.LINK:
        return LinkEditor(column, records)
    if column.kind is Kind.FLAG:
        return FlagEditor(column)
    return TextEditor(column, records)


def is_being_edited(widget: QWidget) -> bool:
    """Whether the keyboard is in a text field whose text a person has changed but not left."""
    if not widget.hasFocus():
        return False
    if isinstance(widget, QLineEdit):
        return widget.isModified()
    return isinstance(widget, QPlainTextEdit) and widget.document().isModified()
