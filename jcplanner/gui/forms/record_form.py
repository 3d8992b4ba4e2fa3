"""A form for one record, made from its columns: labels, help, editors; each settled field is one step."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.column import Column, Value
from jcplanner.domain.record import Record
from jcplanner.gui import style
from jcplanner.gui.forms.editors import Editor, editor_for, is_being_edited
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel
from jcplanner.plan import edits

Write = Callable[[str, str, Value], None]
"""Puts one field into the plan: record id, column name, value."""


class _Field(QWidget):
    """A label, its editor, help below, and the reason where what was typed cannot be read."""

    def __init__(self, column: Column, editor: Editor) -> None:
        super().__init__()
        self.column, self.editor = column, editor
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.STEP // 2)
        label = QLabel(f"{column.label}{' *' if column.required else ''}")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "caption")
        label.setBuddy(editor.widget)
        editor.widget.setAccessibleName(column.label)
        editor.widget.setAccessibleDescription(column.help)
        layout.addWidget(label)
        layout.addWidget(editor.widget)
        if column.help:
            layout.addWidget(PlainLabel(column.help, "caption", wrap=True))
        self._fault = PlainLabel("", "bad", wrap=True)
        self._fault.hide()
        layout.addWidget(self._fault)
        editor.faulty.connect(self.say)

    def say(self, fault: str) -> None:
        """Show why the field was not taken; "" hides it."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.editor.widget.setAccessibleDescription(fault or self.column.help)


class RecordForm(QScrollArea):
    """Shows one record of a kind and edits it field by field."""

    def __init__(
        self,
        session: Session,
        kind: type[Record],
        *,
        columns: Sequence[str] | None = None,
        write: Write | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._kind = session, kind
        self._write = write or self._change
        self._key: str | None = None
        self._held: dict[str, Value] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Tab goes from field to field, and the form scrolls with it.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 2 * style.STEP, 0)
        self.body.setSpacing(3 * style.STEP)
        self._fields: dict[str, _Field] = {}
        for column in kind.COLUMNS:
            if column.hidden or (columns is not None and column.name not in columns):
                continue
            editor = editor_for(column, session.plan.records)
            field = _Field(column, editor)
            editor.settled.connect(lambda value, name=column.name: self._settled(name, value))
            self._fields[column.name] = field
            self.body.addWidget(field)
        self.body.addStretch(1)
        self.setWidget(inside)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_record(None)

    @property
    def key(self) -> str | None:
        """The record that the form shows."""
        return self._key

    def show_record(self, key: str | None) -> None:
        """Show a record; none leaves the form empty and shut."""
        table = self._session.plan.table(self._kind)
        if key is not None and key not in table:
            key = None
        other = key != self._key
        if other:
            self.settle()
        self._key = key
        for name, field in self._fields.items():
            field.setEnabled(key is not None)
            if not other and is_being_edited(field.editor.widget):
                continue
            value = None if key is None else table.value(key, name)
            if not other and value == self._held.get(name) and _is_typed_into(field.editor.widget):
                # What is selected to be typed over stays selected.
                continue
            self._held[name] = value
            field.editor.show(value)
            if other:
                field.say("")

    def settle(self) -> None:
        """Take what is being typed, before the form shows something else."""
        if self._key is not None and self._key in self._session.plan.table(self._kind):
            for field in self._fields.values():
                if is_being_edited(field.editor.widget):
                    field.editor.settle()

    def focus(self, name: str = "") -> None:
        """Put the keyboard into a field, the first one where none is named, with its text selected."""
        field = self._fields.get(name) or next(iter(self._fields.values()))
        widget = field.editor.widget
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            widget.selectAll()
        self.ensureWidgetVisible(field)

    def field(self, name: str) -> QWidget:
        """The editor of a column."""
        return self._fields[name].editor.widget

    def _settled(self, name: str, value: Value) -> None:
        key = self._key
        if key is None or self._session.plan.table(self._kind).value(key, name) == value:
            return
        self._session.do(lambda: self._write(key, name, value), self)
        # A refused value goes back to what stands in the plan.
        table = self._session.plan.table(self._kind)
        if self._key == key and key in table:
            self._fields[name].editor.show(table.value(key, name))

    def _change(self, key: str, name: str, value: Value) -> None:
        edits.change(self._session.plan, self._kind, [key], **{name: value})


def _is_typed_into(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit | QPlainTextEdit) and widget.hasFocus()
