"""The tables of the People screen: records typed in place, the first column kept in sight."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from jcplanner.domain.column import Column
from jcplanner.domain.people import OfficerTime
from jcplanner.domain.record import Record
from jcplanner.domain.stocktake import annual
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.session import Session
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.frozen_column import FrozenColumn
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.roles import ALIGN, DISPLAY, EDIT, LEFT, NOWHERE, RIGHT, TIP, Index
from jcplanner.gui.tables.table_view import TableView
from jcplanner.plan import people_edits
from jcplanner.plan.clipboard import cells_of
from jcplanner.plan.plan import Notice, Plan
from jcplanner.reports.people import status_words

TIME_COLUMNS = (
    ("name", 196),
    ("tier", 94),
    ("category", 144),
    ("partner", 88),
    ("year", 72),
    ("fte", 52),
    ("cost", 134),
    ("months", 118),
    ("basis", 186),
    ("time_class", 116),
    ("in_summary", 172),
    ("status", 96),
    ("team", 150),
    ("benefits", 110),
    ("service_area", 130),
    ("review_on", 108),
    ("source", 230),
    ("note", 220),
)
"""The fields of an entry with their widths."""


class Worked(NamedTuple):
    """A column that is worked out from a record: its label, what it says, its width, side and words."""

    label: str
    about: str
    width: int
    right: bool
    words: Callable[[OfficerTime], str]


class TimeTable(RecordTable):
    """Entries of officers' time; after the months sampled stands what a year comes to, and how firmly."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        self.before = [name for name, _ in TIME_COLUMNS].index("months") + 1
        self.worked = (
            Worked(
                "A year",
                "The cost in the sample x 12 / months sampled, to the penny",
                92,
                True,
                lambda entry: session.money(annual(entry)),
            ),
            Worked(
                "Counts as",
                "Extrapolated figures are indicative, whatever their status says",
                130,
                False,
                lambda entry: status_words(entry).capitalize() if entry.cost is not None else "",
            ),
        )
        super().__init__(
            session.plan, OfficerTime, [name for name, _ in TIME_COLUMNS], parent=parent
        )

    def widths(self) -> list[int]:
        """Of all columns, left to right."""
        own = [width for _, width in TIME_COLUMNS]
        return [*own[: self.before], *(held.width for held in self.worked), *own[self.before :]]

    def place(self, column: int) -> int | Worked:
        """The place of a column's field among those of the record, or what works it out."""
        if column < self.before:
            return column
        at = column - self.before
        return self.worked[at] if at < len(self.worked) else column - len(self.worked)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The fields and what is worked out."""
        return 0 if parent.isValid() else len(self.columns) + len(self.worked)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The labels."""
        if not 0 <= section < self.columnCount():
            return None
        place = self.place(section)
        if isinstance(place, int):
            return super().headerData(place, orientation, role)
        if orientation is not Qt.Orientation.Horizontal:
            return None
        side = RIGHT if place.right else LEFT
        return {DISPLAY: place.label, ALIGN: side, TIP: roles.tooltip(place.about)}.get(role)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What a cell shows and edits."""
        if not index.isValid():
            return None
        place = self.place(index.column())
        if isinstance(place, int):
            return super().data(self.createIndex(index.row(), place), role)
        if role == ALIGN:
            return RIGHT if place.right else LEFT
        entry = self.plan.table(OfficerTime).get(self.id_at(index.row()))
        if role == DISPLAY and entry is not None:
            return place.words(entry)
        return roles.tooltip(place.about) if role == TIP else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is worked out is not typed."""
        place = self.place(index.column()) if index.isValid() else 0
        if isinstance(place, int):
            return super().flags(self.createIndex(index.row(), place))
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Take what was typed."""
        place = self.place(index.column()) if index.isValid() else -1
        if not isinstance(place, int) or place < 0:
            return False
        return super().setData(self.createIndex(index.row(), place), value, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a field; what is worked out does not sort."""
        place = self.place(column) if column >= 0 else -1
        if isinstance(place, int):
            super().sort(place, order)

    def follow(self, notice: Notice) -> None:
        """Take a step over, in every column."""
        super().follow(notice)
        if self.ids and (notice.everything or notice.tables & {OfficerTime.TABLE, "plan"}):
            last = self.index(len(self.ids) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class TypedView(TableView):
    """A wide table whose first column stays in sight."""

    def __init__(self, model: RecordTable, name: str, widths: Sequence[int]) -> None:
        super().__init__(name=name)
        self.setModel(model)
        self.setProperty("role", "bare")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = QHeaderView(Qt.Orientation.Horizontal)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.frozen = FrozenColumn(self, header)
        self.set_widths(*widths)
        self.paste_action = QAction("&Paste", self)
        self.paste_action.setShortcut(QKeySequence("Ctrl+V"))
        self.paste_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self.paste_action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first column stays over its place."""
        super().resizeEvent(event)
        self.frozen.lay_over()


class TypedSection(RecordSection):
    """A register whose records are typed in their table; there is no form beside it."""

    def __init__(
        self,
        session: Session,
        kind: type[Record],
        columns: Sequence[tuple[str, int]],
        about: str,
        add_like: Callable[[Plan, str], str],
    ) -> None:
        self._add_like = add_like
        super().__init__(session, kind, columns, about)
        self.form_card.hide()

    def make_view(self) -> QAbstractItemView:
        """The table, typed in place; Delete blanks the chosen cells, Ctrl+V pastes from the cursor on."""
        assert isinstance(self.model, RecordTable)
        view = TypedView(self.model, self.kind.MANY.capitalize(), self.widths())
        view.delete_wanted.connect(self.blank)
        view.paste_action.triggered.connect(lambda _checked=False: self.paste())
        return view

    def widths(self) -> list[int]:
        """Of the columns of the table."""
        return [width for _, width in self._columns]

    @property
    def table(self) -> TypedView:
        """The view, as what it is."""
        assert isinstance(self.view, TypedView)
        return self.view

    def chosen_keys(self) -> list[str]:
        """The ids of the records with a chosen cell."""
        assert isinstance(self.model, RecordTable)
        return [self.model.id_at(row) for row in self.table.selected_rows()]

    def field(self, column: int) -> Column | None:
        """The field that stands in a column of the table; None for what is worked out."""
        assert isinstance(self.model, RecordTable)
        return self.model.columns[column] if column < len(self.model.columns) else None

    def blank(self) -> None:
        """Empty the chosen cells, all in one step; a name must stay."""
        assert isinstance(self.model, RecordTable)
        fields = [self.field(column) for column in self.table.selected_columns()]
        cells = {
            (key, held.name): ""
            for key in self.chosen_keys()
            for held in fields
            if held is not None and not held.required
        }
        self.session.do(lambda: people_edits.put_cells(self.plan, self.kind, cells), self)

    def paste(self) -> None:
        """Put what is on the clipboard into the cells from the cursor on; what is worked out is skipped."""
        assert isinstance(self.model, RecordTable)
        text, at = QGuiApplication.clipboard().text(), self.table.currentIndex()
        if not text or not at.isValid():
            return
        cells: dict[tuple[str, str], str] = {}
        for down, texts in enumerate(cells_of(text)):
            key = self.model.id_at(at.row() + down)
            for right, typed in enumerate(texts):
                column = at.column() + right
                held = self.field(column) if column < self.model.columnCount() else None
                if key and held is not None:
                    cells[key, held.name] = typed
        self.session.do(lambda: people_edits.put_cells(self.plan, self.kind, cells), self)

    def go_to(self, key: str) -> None:
        """Put the cursor on the name of a record."""
        assert isinstance(self.model, RecordTable)
        row = self.model.row_of(key)
        if row >= 0:
            self.table.go_to(row, 0)

    def add(self) -> None:
        """Add a record like the one with the cursor, its name ready to be typed."""
        like = self.key
        key = self.session.do(lambda: self._add_like(self.plan, like), self)
        if key is not None:
            self.table.setFocus()
            self.go_to(key)
            self.table.edit(self.table.currentIndex())

    def _show_key(self, key: str) -> None:
        super()._show_key(key)
        self.form_card.hide()


class TimeSection(TypedSection):
    """The entries of the stocktake."""

    def make_model(self) -> TimeTable:
        """Entries with what a year comes to."""
        return TimeTable(self.session, parent=self)

    def field(self, column: int) -> Column | None:
        """The field of an entry; None for what a year comes to."""
        assert isinstance(self.model, TimeTable)
        place = self.model.place(column)
        return self.model.columns[place] if isinstance(place, int) else None

    def widths(self) -> list[int]:
        """Of fields and of what is worked out."""
        assert isinstance(self.model, TimeTable)
        return self.model.widths()
