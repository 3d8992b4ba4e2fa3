"""Small sheets: rows that somebody works out, with yellow cells to type in; every change is one step.

    sheet = Sheet(("Partner", "Base"), write)
    view = SheetView(sheet, "Contributions")
    sheet.put([SheetRow("c", (SheetCell("Council"), SheetCell("1,200", column=BASE, value=120_000)))])

``write`` takes the new values by (row key, field) and makes one step of them; what it refuses is told.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QColor, QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.problems import Refusal
from jcplanner.gui import style
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.delegates import FieldDelegate
from jcplanner.gui.tables.roles import (
    ALIGN,
    DISPLAY,
    EDIT,
    LEFT,
    NOWHERE,
    RIGHT,
    SPOKEN,
    TIP,
    Index,
)
from jcplanner.gui.tables.table_view import TableView
from jcplanner.plan.clipboard import cells_of
from jcplanner.plan.fields import choices_of, edit_text, read_field
from jcplanner.plan.plan import Plan

_TONE, _INPUT = (int(Qt.ItemDataRole.UserRole) + own for own in (60, 61))

Values = Mapping[tuple[str, str], Value]
"""New values by (row key, field)."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell shows. With a ``column`` it is typed in, ``value`` being what it holds now.

    ``faint`` stands in where nothing was typed; ``tone`` is a palette field ("bad"); ``overridden`` marks a
    value that the scenario in sight has otherwise than the plan.
    """

    text: str = ""
    column: Column | None = None
    value: Value = None
    faint: str = ""
    tone: str = ""
    tip: str = ""
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row by its key; a strong one is a total."""

    key: str
    cells: tuple[SheetCell, ...]
    strong: bool = False


class Sheet(QAbstractTableModel):
    """The rows as Qt sees them; columns named in ``right`` hold figures."""

    refused = Signal(str)

    def __init__(
        self,
        plan: Plan,
        headers: Sequence[str],
        write: Callable[[Values], object],
        *,
        right: Sequence[int] = (),
        tips: Mapping[int, str] | None = None,
    ) -> None:
        super().__init__()
        self.plan, self._write = plan, write
        self.headers, self._right = tuple(headers), frozenset(right)
        self._tips = tips or {}
        self.rows: tuple[SheetRow, ...] = ()

    def put(self, rows: Sequence[SheetRow]) -> None:
        """Show other rows; the cursor stays where the same rows stand."""
        if [row.key for row in rows] == [row.key for row in self.rows]:
            self.rows = tuple(rows)
            if rows:
                last = self.index(len(rows) - 1, len(self.headers) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def cell(self, index: Index) -> SheetCell:
        """The cell at an index."""
        return self.rows[index.row()].cells[index.column()]

    def row_of(self, key: str) -> int:
        """Where a row stands; -1 where it is not."""
        return next((at for at, row in enumerate(self.rows) if row.key == key), -1)

    # Qt's side

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self.headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The headings, over figures at the right."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.headers):
            return None
        if role == ALIGN:
            return RIGHT if section in self._right else LEFT
        if role == TIP:
            return roles.tooltip(self._tips.get(section, ""))
        return self.headers[section] if role == DISPLAY else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What a cell shows, edits and offers."""
        if not index.isValid():
            return None
        row, cell = self.rows[index.row()], self.cell(index)
        column = cell.column
        if role == DISPLAY:
            return cell.text
        if role == roles.FAINT:
            return cell.faint
        if role == EDIT:
            return cell.text if column is None else edit_text(self.plan.records, column, cell.value)
        if role == ALIGN:
            # The name of a total runs on over the blank cells beside it.
            words = row.strong and not cell.text
            return RIGHT if index.column() in self._right and not words else LEFT
        if role == TIP:
            return roles.tooltip(cell.tip) or None
        if role == SPOKEN:
            return self._spoken(row, cell, index.column())
        if role == roles.GROUP:
            return (False, 0, "") if row.strong else None
        if role == roles.CHOICES:
            return (choices_of(self.plan.records, column) or None) if column else None
        held = {
            roles.COLUMN: column,
            roles.VALUE: cell.value,
            roles.OVERRIDDEN: cell.overridden or None,
            _TONE: cell.tone,
            _INPUT: column is not None,
        }
        return held.get(role)

    def _spoken(self, row: SheetRow, cell: SheetCell, at: int) -> str:
        name = row.cells[0].text or row.key
        said = cell.text or cell.faint or "blank"
        return said if at == 0 else f"{name}, {self.headers[at]}: {said}".replace("\n", " ")

    def copied_text(self, index: Index) -> str:
        """What a cell gives to the clipboard: typed amounts in full, so that they can be put back."""
        cell = self.cell(index)
        if cell.column is not None and cell.column.kind is Kind.MONEY and cell.value is not None:
            return edit_text(self.plan.records, cell.column, cell.value)
        return cell.text or cell.faint

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Yellow cells are typed in."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        typed = index.isValid() and self.cell(index).column is not None
        return base | Qt.ItemFlag.ItemIsEditable if typed else base

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Take what was typed, or the value that was chosen."""
        if role not in (EDIT, roles.VALUE) or not index.isValid():
            return False
        return self.take([(index, value)], typed=role == EDIT)

    def take(self, given: Sequence[tuple[Index, Any]], *, typed: bool = True) -> bool:
        """Put texts (or values) into cells as one step; cells that cannot be typed in are passed by."""
        try:
            values: dict[tuple[str, str], Value] = {}
            for index, value in given:
                cell = self.cell(index)
                if cell.column is None:
                    continue
                if typed:
                    value = read_field(
                        self.plan.records, cell.column, "" if value is None else str(value)
                    )
                if value != cell.value:
                    values[(self.rows[index.row()].key, cell.column.name)] = value
            if values:
                self._write(values)
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return False
        return True


class SheetDelegate(FieldDelegate):
    """Cells to type in stand on the colour of input, whole rows of totals in bold, tones in their ink."""

    folds = False

    def __init__(self, parent: "SheetView") -> None:
        super().__init__(parent)
        self._plain = self._kept
        self._input, self._tone = False, ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        self._input, self._tone = bool(index.data(_INPUT)), index.data(_TONE) or ""
        super().paint(painter, option, index)

    def _paint_group(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        model: QAbstractItemModel,
        index: Index,
        group: Any,
    ) -> None:
        """Words beside the name of a total stand in their own column."""
        if index.column() and model.data(index, DISPLAY):
            self._paint_cell(painter, option.rect, model, index, bold=True)
        else:
            super()._paint_group(painter, option, model, index, group)

    def _look(self):
        if self._plain.palette is not style.colours():
            self._plain = type(self._plain)(style.colours())
        look = self._kept = copy.copy(self._plain)
        if self._input:
            look.surface = QColor(look.palette.input)
        if self._tone:
            look.ink = QColor(getattr(look.palette, self._tone))
        return look


class SheetView(TableView):
    """The view of a sheet: Delete blanks, Ctrl+V puts cells in, Enter on a cell to be read opens it.

    ``opened`` tells of Enter or a double click on a cell that is not typed in.
    """

    opened = Signal(QModelIndex)

    def __init__(self, sheet: Sheet, name: str) -> None:
        super().__init__(name=name)
        self.sheet = sheet
        self.setModel(sheet)
        self.setItemDelegate(SheetDelegate(self))
        self.setProperty("role", "bare")
        self.entered_row.connect(self.opened)
        self.doubleClicked.connect(self._double_clicked)
        self.delete_wanted.connect(self.blank)
        self.paste_action = QAction("&Paste", self)
        self.paste_action.setShortcut(QKeySequence("Ctrl+V"))
        self.paste_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.paste_action.triggered.connect(lambda: self.paste())
        self.addAction(self.paste_action)

    def _double_clicked(self, index: QModelIndex) -> None:
        if self.sheet.cell(index).column is None:
            self.opened.emit(index)

    def chosen(self) -> list[QModelIndex]:
        """The chosen cells."""
        return [
            self.sheet.index(row, column)
            for row in self.selected_rows()
            for column in self.selected_columns()
        ]

    def key(self) -> str:
        """The key of the row with the cursor; blank for none."""
        at = self.currentIndex().row()
        return self.sheet.rows[at].key if 0 <= at < len(self.sheet.rows) else ""

    def blank(self) -> None:
        """Empty the chosen cells that can be left empty."""
        cells = [index for index in self.chosen() if self.sheet.cell(index).column is not None]
        free = [index for index in cells if _can_be_blank(self.sheet.cell(index).column)]
        self.sheet.take([(index, "") for index in free])

    def paste(self) -> None:
        """Put what is on the clipboard into the cells from the cursor on, as one step."""
        at, text = self.currentIndex(), QGuiApplication.clipboard().text()
        if not at.isValid() or not text:
            return
        shown = [
            column
            for column in range(at.column(), self.sheet.columnCount())
            if not self.isColumnHidden(column)
        ]
        found: list[tuple[Index, Any]] = []
        try:
            rows = cells_of(text)
        except Refusal as refusal:
            self.sheet.refused.emit(str(refusal))
            return
        for row, texts in enumerate(rows, start=at.row()):
            if row < self.sheet.rowCount():
                found += [
                    (self.sheet.index(row, column), typed)
                    for column, typed in zip(shown, texts, strict=False)
                ]
        self.sheet.take(found)


def _can_be_blank(column: Column | None) -> bool:
    return column is not None and not column.required and column.kind is not Kind.CHOICE
