"""Grids of the Priorities screen: rows of records, cells that are typed, pasted into and blanked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from jcplanner.domain.column import Column, Value
from jcplanner.domain.problems import Refusal
from jcplanner.gui.session import Session
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.roles import ALIGN, DISPLAY, EDIT, LEFT, NOWHERE, RIGHT, TIP, Index
from jcplanner.gui.tables.table_view import TableView
from jcplanner.plan.clipboard import cells_of
from jcplanner.plan.fields import read_field

_WRAP = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: its key and label, and how its cells are read where they can be typed."""

    key: str
    label: str
    typed: Column | None = None
    right: bool = True
    tip: str = ""


Cell = tuple[str, str]
"""The key of a row and of a column."""

Writer = Callable[[Mapping[Cell, Value]], object]


class TypedGrid(QAbstractTableModel):
    """Rows and columns by key; ``text`` says what a cell shows, ``value`` what it holds."""

    refused = Signal(str)

    def __init__(
        self,
        session: Session,
        text: Callable[[str, str], str],
        value: Callable[[str, str], Value],
        write: Writer,
        *,
        faint: Callable[[str, str], str] | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self._text, self._value, self._write, self._faint = text, value, write, faint
        self.rows: Sequence[str] = ()
        self.columns: Sequence[GridColumn] = ()
        self.locked = False

    def put(self, rows: Sequence[str], columns: Sequence[GridColumn]) -> None:
        """Show these rows and columns; where they are the same, the cursor stays."""
        if (list(rows), list(columns)) == (list(self.rows), list(self.columns)):
            if self.rows and self.columns:
                last = self.index(len(self.rows) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows, self.columns = list(rows), list(columns)
        self.endResetModel()

    def cell(self, index: Index) -> Cell | None:
        """The keys of a cell."""
        if not index.isValid():
            return None
        return self.rows[index.row()], self.columns[index.column()].key

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The labels of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        held = self.columns[section]
        answers = {
            DISPLAY: held.label,
            ALIGN: (RIGHT if held.right else LEFT) | _WRAP,
            TIP: roles.tooltip(held.tip or held.label),
        }
        return answers.get(role)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What a cell shows and edits."""
        cell = self.cell(index)
        if cell is None:
            return None
        held = self.columns[index.column()]
        if role == ALIGN:
            return RIGHT if held.right else LEFT
        if role == DISPLAY:
            return self._text(*cell)
        if role == TIP:
            text = self._text(*cell)
            return roles.tooltip(text) if len(text) > 16 else None
        if role == roles.FAINT:
            return self._faint(*cell) if self._faint else ""
        if held.typed is None:
            return None
        if role == roles.COLUMN:
            return held.typed
        if role == roles.VALUE:
            return self._value(*cell)
        if role == EDIT:
            return held.typed.show(self._value(*cell)).replace("%", "").replace("£", "")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells of typed columns can be typed into, unless the grid is locked."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.columns[index.column()].typed is not None and not self.locked:
            return base | Qt.ItemFlag.ItemIsEditable
        return base

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Take what was typed into a cell."""
        cell = self.cell(index)
        if cell is None or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        try:
            self.take({cell: str(value if value is not None else "")})
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return False
        return True

    def take(self, typed: Mapping[Cell, str]) -> None:
        """Read texts for cells and put those that change, in one step. Raises Refusal."""
        columns = {held.key: held.typed for held in self.columns}
        found: dict[Cell, Value] = {}
        for cell, text in typed.items():
            column = columns[cell[1]]
            if column is None or self.locked:
                raise Refusal("That column is worked out; nothing can be typed there.")
            value = read_field(self.session.plan.records, column, text)
            if value != self._value(*cell):
                found[cell] = value
        if found:
            self._write(found)


class TypedView(TableView):
    """The view of such a grid: Delete blanks the chosen cells, Ctrl+V pastes from the cursor on."""

    def __init__(self, grid: TypedGrid, name: str) -> None:
        super().__init__(name=name)
        self.grid = grid
        self.setModel(grid)
        self.setProperty("role", "bare")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.delete_wanted.connect(self.blank)
        self.paste_action = QAction("&Paste", self)
        self.paste_action.setShortcut(QKeySequence("Ctrl+V"))
        self.paste_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.paste_action.triggered.connect(lambda _checked=False: self.paste())
        self.addAction(self.paste_action)

    def chosen_row(self) -> str:
        """The key of the row that the cursor is on; blank for none."""
        cell = self.grid.cell(self.currentIndex())
        return cell[0] if cell else ""

    def blank(self) -> None:
        """Empty the chosen cells that can be typed into."""
        columns = [self.grid.columns[column] for column in self.selected_columns()]
        cells = {
            (self.grid.rows[row], column.key): ""
            for row in self.selected_rows()
            for column in columns
            if column.typed is not None
        }
        if cells:
            self.grid.session.do(lambda: self.grid.take(cells), self)

    def paste(self) -> None:
        """Put what is on the clipboard into the cells from the cursor on."""
        at, text = self.currentIndex(), QGuiApplication.clipboard().text()
        if not at.isValid() or not text:
            return
        cells: dict[Cell, str] = {}
        for down, texts in enumerate(cells_of(text)):
            for right, typed in enumerate(texts):
                row, column = at.row() + down, at.column() + right
                if row < len(self.grid.rows) and column < len(self.grid.columns):
                    cells[self.grid.rows[row], self.grid.columns[column].key] = typed
        self.grid.session.do(lambda: self.grid.take(cells), self)
