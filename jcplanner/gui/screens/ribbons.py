"""Ribbons: service areas down, the stage of each year as a tag that fills its cell, and the net amount."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from jcplanner.domain.money import UNIT_SIGNS
from jcplanner.domain.years import year_label
from jcplanner.gui.lists import LEFT, RIGHT
from jcplanner.gui.screens.tree_cells import DEPTH, TreeView
from jcplanner.gui.session import Session
from jcplanner.gui.tables import roles
from jcplanner.gui.widgets import STAGE_WORDS
from jcplanner.reports.cards import Ribbon, ribbons

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RibbonModel(QAbstractTableModel):
    """The areas of a plan with their stages, and net revenue of one year."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.year = 0
        self.years: list[int] = []
        self.rows: list[Ribbon] = []

    def read(self, year: int) -> None:
        """Read the pathway again, with the amounts of a year."""
        rows, years = ribbons(self.session.plan, year), self.session.plan.pathway_years
        if years == self.years and len(rows) == len(self.rows):
            # The cursor stays where it is.
            self.year, self.rows = year, rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(years) + 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(years) + 1)
            return
        self.beginResetModel()
        self.year, self.years, self.rows = year, years, rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of areas, with one row for lines that have none."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The area, the years, the amount."""
        return 0 if parent.isValid() else len(self.years) + 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell, and the stage where it is one."""
        held, column = self.rows[index.row()], index.column()
        year = column - 1
        if role == DEPTH:
            return held.depth
        if 0 <= year < len(self.years):
            stage = held.stages[year] if held.stages else None
            if role == roles.STAGE:
                return stage
            if role == Qt.ItemDataRole.DisplayRole:
                return STAGE_WORDS[stage] if stage else ""
            if role == Qt.ItemDataRole.AccessibleTextRole:
                said = STAGE_WORDS[stage] if stage else "no stage"
                return f"{held.name}, {year_label(self.years[year])}: {said}"
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if column == 0:
                return held.name
            return "\u2013" if held.net is None else self.session.money(held.net)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if column == 0:
                return held.name
            amount = "no amounts" if held.net is None else self.session.money(held.net)
            return f"{held.name}, net {year_label(self.year)}: {amount}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column else LEFT
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return roles.tooltip(held.name)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Area, the years, and the unit of the amount."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        last = section > len(self.years)
        if role == Qt.ItemDataRole.DisplayRole:
            if section == 0:
                return "Service area"
            sign = UNIT_SIGNS[self.session.unit]
            return f"Net {sign}" if last else year_label(self.years[section - 1])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if last else LEFT
        return None


class RibbonView(TreeView):
    """The ribbons: a stage leads to its card, an amount to its lines."""

    def __init__(self, model: RibbonModel) -> None:
        super().__init__("Pathway by service area")
        self.ribbons = model
        self.setModel(model)

    def fit(self) -> None:
        """Give the area what the years and the amount leave."""
        self.set_widths([120, *(78 for _ in self.ribbons.years), 84])
