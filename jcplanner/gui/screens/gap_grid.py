"""Grids of the Gap screen: records down, years across, typed in place.

A grid is the table of one kind of record with columns by year in its midst, whose values lie in records of
another kind: an assumption's rates, a partner's resource.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from jcplanner.domain.assumptions import Assumption, AssumptionRate, Resource
from jcplanner.domain.budgets import cell_id
from jcplanner.domain.column import Column, Value
from jcplanner.domain.gap import FUNDING, TYPED, Gap
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record
from jcplanner.domain.years import year_label
from jcplanner.gui.session import Session
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.frozen_column import FrozenColumn
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.roles import (
    ALIGN,
    DISPLAY,
    EDIT,
    NOWHERE,
    RIGHT,
    SPOKEN,
    TIP,
    Index,
)
from jcplanner.gui.tables.table_view import TableView
from jcplanner.plan import gap_edits
from jcplanner.plan.clipboard import cells_of
from jcplanner.plan.fields import column_named, edit_text, read_field
from jcplanner.plan.plan import Notice


@dataclass(frozen=True)
class YearCell:
    """One column by year: the year and which field of that year's record."""

    year: int
    field: str
    label: str


Cells = Mapping[tuple[str, YearCell], Value]
"""New values by record and column."""


class YearColumns(RecordTable):
    """The records of one kind with columns by year after the first few of their own.

    Subclasses say which columns there are (`make_cells`), what a cell holds (`held`) and write (`write`).
    """

    cell_kind: type[Record]

    def __init__(
        self,
        session: Session,
        kind: type[Record],
        columns: Sequence[str],
        before: int,
        *,
        parent: QObject | None = None,
    ) -> None:
        self.session, self.before = session, before
        self.cells: list[YearCell] = []
        super().__init__(session.plan, kind, columns, parent=parent)
        self.cells = self.make_cells()

    # What subclasses say

    def make_cells(self) -> list[YearCell]:
        """The columns by year, left to right."""
        return []

    def held(self, key: str, cell: YearCell) -> Value:
        """The value that a cell holds; None for none."""
        held = self.plan.table(self.cell_kind).get(cell_id(key, cell.year))
        return None if held is None else getattr(held, cell.field)

    def stands_in(self, key: str, cell: YearCell) -> str:
        """What holds where the cell is blank, in faint words."""
        return ""

    def write(self, cells: Cells) -> None:
        """Put values into cells as one step."""

    # Columns

    def place(self, column: int) -> int | YearCell:
        """What a column of the grid is: the place of a field of the record, or a column by year."""
        if column < self.before:
            return column
        if column < self.before + len(self.cells):
            return self.cells[column - self.before]
        return column - len(self.cells)

    def column_at(self, cell: YearCell) -> int:
        """Where a column by year stands."""
        return self.before + self.cells.index(cell)

    def described(self, cell: YearCell) -> Column:
        """The column description behind a column by year."""
        return column_named(self.cell_kind, cell.field)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The fields of the record and the columns by year."""
        return 0 if parent.isValid() else len(self.columns) + len(self.cells)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The labels; a year's own for a column by year."""
        if not 0 <= section < self.columnCount():
            return None
        place = self.place(section)
        if isinstance(place, int):
            return super().headerData(place, orientation, role)
        if orientation is not Qt.Orientation.Horizontal:
            return None
        described = self.described(place)
        words = f"{described.label}, {year_label(place.year)}"
        said = f"{words}. {described.help}" if described.help else words
        answers = {DISPLAY: place.label, ALIGN: RIGHT, TIP: roles.tooltip(said), SPOKEN: words}
        return answers.get(role)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What a cell shows and edits."""
        if not index.isValid():
            return None
        place = self.place(index.column())
        if isinstance(place, int):
            return super().data(self.createIndex(index.row(), place), role)
        key = self.id_at(index.row())
        if role == ALIGN:
            return RIGHT
        if role == roles.COLUMN:
            return self.described(place)
        if role == roles.FAINT:
            return self.stands_in(key, place)
        own = (self.cell_kind.TABLE, cell_id(key, place.year), place.field)
        if role == roles.OVERRIDDEN:
            return self.plan.overridden(*own)
        if role == TIP and self.plan.overridden(*own):
            was = self.described(place).show(self.plan.plan_value(*own))
            return roles.tooltip(f"Plan: {was or 'blank'}")
        if role not in (DISPLAY, EDIT, roles.VALUE):
            return None
        value = self.held(key, place)
        if role == roles.VALUE or value is None:
            return value if role == roles.VALUE else ""
        if role == EDIT:
            return edit_text(self.plan.records, self.described(place), value)
        return self.shown(place, value)

    def shown(self, cell: YearCell, value: Value) -> str:
        """A value as the grid shows it."""
        return self.described(cell).show(value)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Columns by year are typed in; the record's own as everywhere."""
        place = self.place(index.column()) if index.isValid() else 0
        if isinstance(place, int):
            return super().flags(self.createIndex(index.row(), place))
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Take what was typed into a cell."""
        if not index.isValid():
            return False
        place = self.place(index.column())
        if isinstance(place, int):
            return super().setData(self.createIndex(index.row(), place), value, role)
        try:
            taken = read_field(self.plan.records, self.described(place), str(value or ""))
            key = self.id_at(index.row())
            if taken != self.held(key, place):
                self.write({(key, place): taken})
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return False
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a field of the record; columns by year do not sort."""
        place = self.place(column) if column >= 0 else -1
        if isinstance(place, int):
            super().sort(place, order)

    def follow(self, notice: Notice) -> None:
        """Take a step over; years that came or went change the columns."""
        if notice.everything:
            self.beginResetModel()
            self._read()
            self.cells = self.make_cells()
            self.endResetModel()
            return
        super().follow(notice)
        if self.ids and self.cells:
            last = self.index(len(self.ids) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class RateGrid(YearColumns):
    """Assumptions with low, central and high by year."""

    cell_kind = AssumptionRate

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        columns = ("name", "kind", "service_area", "source", "owner", "note")
        super().__init__(session, Assumption, columns, 3, parent=parent)

    def make_cells(self) -> list[YearCell]:
        """Low, central and high of each year after the base year."""
        return [
            YearCell(year, field, year_label(year) if field == "central" else field)
            for year in self.plan.pathway_years
            for field in gap_edits.RATES
        ]

    def stands_in(self, key: str, cell: YearCell) -> str:
        """A blank low or high is as central."""
        if cell.field == "central":
            return ""
        central = self.held(key, YearCell(cell.year, "central", ""))
        return "" if central is None else self.shown(cell, central)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """A blank area stands for all of them."""
        if role == roles.FAINT and index.column() == 2:
            return "All"
        return super().data(index, role)

    def write(self, cells: Cells) -> None:
        """Put rates into the plan."""
        gap_edits.set_rates(
            self.plan,
            {
                (key, cell.year, cell.field): None if value is None else int(value)
                for (key, cell), value in cells.items()
            },
            "Change rate" if len(cells) == 1 else f"Change {len(cells)} rates",
        )


class ResourceGrid(YearColumns):
    """Partners with their resource by year; where none is typed, what their funding sources give."""

    cell_kind = Resource

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        self.gap: Gap | None = None
        super().__init__(session, Partner, ("name", "kind"), 2, parent=parent)
        self.editable = False

    def make_cells(self) -> list[YearCell]:
        """One column for each year of the plan."""
        return [YearCell(year, "amount", year_label(year)) for year in self.plan.years]

    def shown(self, cell: YearCell, value: Value) -> str:
        """Money in the unit of the screen."""
        return self.session.money(value if isinstance(value, int) else None)

    def stands_in(self, key: str, cell: YearCell) -> str:
        """What funding sources give, or that nothing is known."""
        if self.gap is None:
            return ""
        held = self.gap.resource(key, cell.year)
        if held.rests_on == FUNDING:
            return self.session.money(held.amount)
        return "" if held.rests_on == TYPED else "missing"

    def write(self, cells: Cells) -> None:
        """Put resources into the plan."""
        gap_edits.set_resources(
            self.plan,
            {
                (key, cell.year): None if value is None else int(value)
                for (key, cell), value in cells.items()
            },
            "Change resource" if len(cells) == 1 else f"Change {len(cells)} resources",
        )


class GridView(TableView):
    """The view of such a grid: cells are chosen one by one, blanked, filled to the right and pasted into."""

    def __init__(self, grid: YearColumns, name: str) -> None:
        super().__init__(name=name)
        self.grid = grid
        self.setModel(grid)
        self.setProperty("role", "bare")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = QHeaderView(Qt.Orientation.Horizontal)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.frozen = FrozenColumn(self, header)
        self.fill_action = self._command("Fill &right", "Ctrl+R", self.fill_right)
        self.paste_action = self._command("&Paste", "Ctrl+V", self.paste)

    def _command(self, text: str, keys: str, then: Any) -> QAction:
        made = QAction(text, self)
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(lambda: then())
        self.addAction(made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names stay over their place."""
        super().resizeEvent(event)
        self.frozen.lay_over()

    def chosen(self) -> list[tuple[str, YearCell]]:
        """The chosen cells that lie in columns by year, row by row."""
        places = [self.grid.place(column) for column in self.selected_columns()]
        cells = [place for place in places if isinstance(place, YearCell)]
        return [(self.grid.id_at(row), cell) for row in self.selected_rows() for cell in cells]

    def blank(self) -> bool:
        """Empty the chosen cells. Returns whether any cell by year was chosen."""
        chosen = self.chosen()
        given = [held for held in chosen if self.grid.held(*held) is not None]
        if given:
            self._write(dict.fromkeys(given))
        return bool(chosen)

    def fill_right(self) -> None:
        """Carry the first chosen year's values into the years chosen after it; all of them for one cell."""
        chosen = self.chosen()
        if not chosen:
            return
        first = min(cell.year for _, cell in chosen)
        found: dict[tuple[str, YearCell], Value] = {}
        single = all(cell.year == first for _, cell in chosen)
        for key, cell in chosen:
            if cell.year != first:
                continue
            later = self.grid.cells if single else [held for _, held in chosen]
            for other in later:
                if other.field == cell.field and other.year > first:
                    found[key, other] = self.grid.held(key, cell)
        changed = {at: value for at, value in found.items() if self.grid.held(*at) != value}
        if changed:
            self._write(changed)

    def paste(self) -> None:
        """Put what is on the clipboard into the cells from the cursor on; words before years are refused."""
        self.session_do(self._paste)

    def _paste(self) -> None:
        text, at = QGuiApplication.clipboard().text(), self.currentIndex()
        if not text or not at.isValid():
            return
        if not isinstance(self.grid.place(at.column()), YearCell):
            raise Refusal("Put the cursor on a year first: figures are pasted from there on.")
        shown = [
            column
            for column in range(at.column(), self.grid.columnCount())
            if not self.isColumnHidden(column) and isinstance(self.grid.place(column), YearCell)
        ]
        found: dict[tuple[str, YearCell], Value] = {}
        for row, texts in enumerate(cells_of(text), start=at.row()):
            if row >= self.grid.rowCount():
                break
            for column, typed in zip(shown, texts, strict=False):
                cell = self.grid.place(column)
                assert isinstance(cell, YearCell)
                value = read_field(self.grid.plan.records, self.grid.described(cell), typed)
                found[self.grid.id_at(row), cell] = value
        if found:
            self.grid.write(found)

    def _write(self, cells: Cells) -> None:
        self.session_do(lambda: self.grid.write(cells))

    def session_do(self, verb: Any) -> None:
        """Run an edit; a refusal is told in its one sentence."""
        self.grid.session.do(verb, self)

    def go_to_cell(self, key: str, cell: YearCell | None = None) -> None:
        """Put the cursor on a record, and there on a column by year."""
        row = self.grid.row_of(key)
        if row >= 0:
            self.go_to(row, 0 if cell is None else self.grid.column_at(cell))
            self.selectionModel().select(
                self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
