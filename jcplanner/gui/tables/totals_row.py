"""The row of totals below the budget grid, always in sight."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from jcplanner.domain.money import show_exact
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.grid_words import PLAIN, head_amount
from jcplanner.gui.tables.roles import ALIGN, DISPLAY, LEFT, NOWHERE, RIGHT, SPOKEN, TIP, Index
from jcplanner.gui.tables.year_grid import BudgetGrid
from jcplanner.plan.clipboard import copied_amount
from jcplanner.plan.grid_groups import Group


class TotalsRow(QAbstractTableModel):
    """The sums of all lines shown, one row for each kind of money that may be added together."""

    def __init__(self, grid: BudgetGrid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self._count, self._width = len(grid.view.totals), len(grid.columns)
        grid.totals_moved.connect(self._moved)
        grid.modelReset.connect(self._moved)

    def _moved(self) -> None:
        totals, columns = self._grid.view.totals, self._grid.columns
        if len(totals) != self._count or len(columns) != self._width:
            self.beginResetModel()
            self._width = len(columns)
            self._count = len(totals)
            self.endResetModel()
        elif totals:
            self.dataChanged.emit(self.index(0, 0), self.index(len(totals) - 1, len(columns) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One row for each bucket shown."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The columns of the grid."""
        return 0 if parent.isValid() else self._width

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What it adds up to, and of what."""
        totals = self._grid.view.totals
        if index.row() >= len(totals) or index.column() >= len(self._grid.columns):
            return None
        total, column = totals[index.row()], self._grid.columns[index.column()]
        if role == ALIGN:
            return RIGHT if column.year is not None else LEFT
        if role == roles.GROUP:
            return False, 0, "1 line" if total.count == 1 else f"{total.count:,} lines"
        if role in (DISPLAY, SPOKEN):
            if column.year is not None:
                return head_amount(total, column.year, self._grid.unit)
            return self.label(total) if index.column() == 0 else ""
        if role == TIP and column.year is not None and total.sum(column.year) is not None:
            return roles.tooltip(show_exact(total.sum(column.year) or 0))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The labels of the grid above: copied, not shown."""
        return self._grid.headerData(section, orientation, role)

    def copied_text(self, index: Index) -> str:
        """A total in full pounds, whatever the unit shown."""
        column, total = self._grid.columns[index.column()], self._grid.view.totals[index.row()]
        if column.year is not None:
            return copied_amount(total.sum(column.year))
        return str(self.data(index) or "")

    def label(self, total: Group) -> str:
        """What a total counts."""
        if total.bucket == PLAIN and self._count == 1:
            return total.label
        return f"{total.label}, net {total.bucket.words}"
