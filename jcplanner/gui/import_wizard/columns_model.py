"""The columns of the file down, what each means across: a table of choices over `column_roles`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from jcplanner.domain.years import year_label
from jcplanner.exchange.header import Header
from jcplanner.exchange.read import Sheet
from jcplanner.exchange.values import clean_text
from jcplanner.gui.import_wizard.column_roles import AMOUNT, SIDES, ColumnRole, changed, meanings
from jcplanner.gui.tables import roles

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

HEADINGS = ("Column in the file", "For example", "Means", "Year", "Holds", "Identifies the line")
EXAMPLES = 3


class ColumnsModel(QAbstractTableModel):
    """Edits are told through ``on_change(roles)``; the mapping itself is somebody else's."""

    def __init__(self, on_change: Callable[[list[ColumnRole]], None]) -> None:
        super().__init__()
        self._on_change = on_change
        self._roles: list[ColumnRole] = []
        self._examples: list[str] = []
        self._years: list[tuple[str, str]] = []
        self._meanings = meanings()

    def show(self, held: list[ColumnRole], years: list[int], sheet: Sheet, header: Header) -> None:
        """Show the columns with what they mean; ``years`` are offered for amounts."""
        self.beginResetModel()
        self._roles = held
        labels = [year_label(year) for year in years]
        labels += sorted({role.year for role in held if role.year} - set(labels))
        self._years = [("", "As the file says"), *((label, label) for label in labels)]
        self._examples = [_examples(sheet, header, place) for place in range(len(held))]
        self.endResetModel()

    def put(self, held: list[ColumnRole]) -> None:
        """Show other meanings of the same columns; the cursor stays."""
        self._roles = held
        if held:
            self.dataChanged.emit(self.index(0, 0), self.index(len(held) - 1, len(HEADINGS) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """The columns of the file."""
        return 0 if parent.isValid() else len(self._roles)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """What is said of each."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The words above."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, and what may be chosen in it."""
        held, column = self._roles[index.row()], index.column()
        if role == roles.CHOICES:
            return self._choices(column) if self._can_change(held, column) else None
        value = self._value(index.row(), column)
        if role == roles.VALUE:
            return value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if column < 2:
                return value
            if not self._can_change(held, column):
                return ""
            return dict(self._choices(column)).get(value, value)
        if role == Qt.ItemDataRole.ToolTipRole and column < 2:
            return roles.tooltip(str(value))
        return None

    def _value(self, row: int, column: int) -> Any:
        held = self._roles[row]
        return (
            held.heading,
            self._examples[row],
            held.means,
            held.year,
            held.side,
            int(held.identifies),
        )[column]

    def _choices(self, column: int) -> list[tuple[Any, str]]:
        if column == 2:
            return list(self._meanings)
        if column == 3:
            return list(self._years)
        if column == 4:
            return list(SIDES)
        return [(1, "Yes"), (0, "")]

    @staticmethod
    def _can_change(held: ColumnRole, column: int) -> bool:
        return column == 2 or column == 5 or (column in (3, 4) and held.means == AMOUNT)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be chosen is edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self._can_change(self._roles[index.row()], index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a choice; words that are no choice are left."""
        if role != roles.VALUE:
            found = [held for held, words in self._choices(index.column()) if words == value]
            if len(found) != 1:
                return False
            value = found[0]
        held = self._roles[index.row()]
        name = ("heading", "example", "means", "year", "side", "identifies")[index.column()]
        made = replace(held, **{name: bool(value) if name == "identifies" else value})
        if made == held:
            return True
        self.put(changed(self._roles, index.row(), made))
        self._on_change(self._roles)
        return True


def _examples(sheet: Sheet, header: Header, place: int) -> str:
    """The first different values of a column."""
    found: dict[str, None] = {}
    for row in sheet.rows[header.place + 1 : header.place + 60]:
        text = clean_text(row[place]) if place < len(row) else ""
        if text:
            found[text] = None
        if len(found) == EXAMPLES:
            break
    return " · ".join(found)
