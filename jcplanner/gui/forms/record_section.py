"""A register: the records of one kind as a list beside the form of the one that is chosen.

Adding, removing (with what would go with it said first), reordering and undo work the same in each.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from jcplanner.domain.record import Record
from jcplanner.gui import style
from jcplanner.gui.errors import ask
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.forms.undo_strip import UndoStrip
from jcplanner.gui.session import Session
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.table_view import TableView
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits
from jcplanner.plan.plan import Notice

FORM_WIDTH, NARROW_FORM_WIDTH = 360, 260


class RecordSection(QWidget):
    """One kind of record. Subclasses may show it otherwise (`make_view`) or add more to the form."""

    chosen = Signal(str)

    def __init__(
        self,
        session: Session,
        kind: type[Record],
        columns: Sequence[tuple[str, int]],
        about: str,
        *,
        adder: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.plan, self.kind = session, session.plan, kind
        self._columns, self._adder = columns, adder
        self.model = self.make_model()
        self.view = self.make_view()

        self.count = PlainLabel("", "caption")
        self.add_button = button("Add", self.add)
        self.up_button = button("Up", lambda: self.move(-1))
        self.down_button = button("Down", lambda: self.move(1))
        self.remove_button = button("Remove", self.remove)
        for held, name in (
            (self.add_button, f"Add {kind.ONE}"),
            (self.up_button, f"Move {kind.ONE} up"),
            (self.down_button, f"Move {kind.ONE} down"),
            (self.remove_button, f"Remove {kind.ONE}"),
        ):
            held.setAccessibleName(name)
        self.strip = UndoStrip(session)

        self.list_card = Card()
        head = row(PlainLabel(kind.MANY.capitalize(), "section"), self.count, None, spacing=8)
        for held in (self.up_button, self.down_button, self.remove_button, self.add_button):
            head.addWidget(held)
        self.list_card.body.addLayout(head)
        self.list_card.body.addWidget(PlainLabel(about, "caption", wrap=True))
        self.list_card.body.addWidget(self.view, 1)
        self.list_card.body.addWidget(self.strip)

        self.form = self.make_form()
        self.form_card = Card(kind.ONE.capitalize())
        self.form_card.heading.setWordWrap(True)
        self.form_card.setMinimumWidth(NARROW_FORM_WIDTH)
        self.form_card.setMaximumWidth(FORM_WIDTH)
        self.form_card.body.addWidget(self.form, 1)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * style.STEP)
        layout.addWidget(self.list_card, 5)
        layout.addWidget(self.form_card, 3)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.model.layoutChanged.connect(self.show_current)
        self.show_current()

    # What subclasses may put another way

    def make_model(self) -> QAbstractItemModel:
        """The model of the list."""
        return RecordTable(self.plan, self.kind, [name for name, _ in self._columns], parent=self)

    def make_view(self) -> QAbstractItemView:
        """The list itself, in our look."""
        view = TableView(name=self.kind.MANY.capitalize())
        view.setModel(self.model)
        view.setProperty("role", "bare")
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.set_widths(*(width for _, width in self._columns))
        view.delete_wanted.connect(self.remove)
        view.entered_row.connect(lambda _index: self.form.focus())
        return view

    def make_form(self) -> RecordForm:
        """The form of the chosen record."""
        return RecordForm(self.session, self.kind)

    def key_of(self, index: QModelIndex) -> str:
        """The id of the record in a row."""
        assert isinstance(self.model, RecordTable)
        return self.model.id_at(index.row()) if index.isValid() else ""

    def index_of(self, key: str) -> QModelIndex:
        """Where a record is shown."""
        assert isinstance(self.model, RecordTable)
        return self.model.index(self.model.row_of(key), 0)

    # What people do

    @property
    def key(self) -> str:
        """The record that is chosen; blank for none."""
        return self.key_of(self.view.currentIndex())

    def select(self, key: str) -> None:
        """Choose a record and bring it into sight."""
        index = self.index_of(key)
        if index.isValid():
            self.view.selectionModel().setCurrentIndex(
                index,
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )
            self.view.scrollTo(index)

    def add(self) -> None:
        """Add a record below the others and put the keyboard into its name."""
        self.form.settle()
        if self._adder is not None:
            self._adder()
        else:
            self.add_record()

    def add_record(self, **fields: str | int | None) -> None:
        """Add a record with these fields, chosen, its first field ready to be typed."""
        key = self.session.do(lambda: edits.add(self.plan, self.kind, **fields), self)
        if key is not None:
            self.select(key)
            self.form.focus()

    def move(self, by: int) -> None:
        """Move the chosen record up (-1) or down (1)."""
        key = self.key
        if key:
            self.session.do(lambda: edits.move(self.plan, self.kind, key, by), self)
            self.select(key)

    def remove(self) -> None:
        """Remove the chosen record, after saying what would go with it."""
        key = self.key
        if not key:
            return
        name = self.plan.records.name(self.kind.TABLE, key)
        words = edits.consequences(self.plan, self.kind, [key])
        if not words:
            self._remove(key, name, [])
            return
        ask(
            self,
            f'Remove the {self.kind.ONE} "{name}"?',
            "Remove",
            lambda: self._remove(key, name, words),
            details="\n".join([*words, "This can be undone."]),
        )

    def _remove(self, key: str, name: str, words: list[str]) -> None:
        if key not in self.plan.table(self.kind):
            return
        row_before = self.view.currentIndex().row()
        self.session.do(lambda: edits.remove(self.plan, self.kind, [key]), self)
        if key not in self.plan.table(self.kind):
            self.strip.offer("; ".join([f'Removed "{name}"', *map(_done, words)]) + ".")
            rows = self.model.rowCount()
            if rows and not self.view.currentIndex().isValid():
                self.select(self.key_of(self.model.index(min(row_before, rows - 1), 0)))
            self.view.setFocus()

    # Following

    def follow(self, notice: Notice) -> None:
        """Show what a step moved. The model of the list follows by itself."""
        self.show_current()

    def show_current(self) -> None:
        """Bring form, count and buttons to the chosen record."""
        count = len(self.plan.table(self.kind))
        self.count.setText(f"{count:,}" if count else "none yet")
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.select(self.key_of(self.model.index(0, 0)))
        self._show_key(self.key)

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._show_key(self.key_of(current))

    def _show_key(self, key: str) -> None:
        self.form.show_record(key or None)
        name = self.plan.records.name(self.kind.TABLE, key) if key else ""
        self.form_card.heading.setText(name or self.kind.ONE.capitalize())
        for held in (self.up_button, self.down_button, self.remove_button):
            held.setEnabled(bool(key))
        self.form.setVisible(bool(key))
        # An empty card beside an empty list only asks what it is for.
        self.form_card.setVisible(bool(key))
        self.chosen.emit(key)


def _done(words: str) -> str:
    """What was said would happen, once it has."""
    for said, then in (
        ("go too", "went too"),
        ("goes too", "went too"),
        ("loses", "lost"),
        ("lose", "lost"),
    ):
        words = words.replace(said, then)
    return words
