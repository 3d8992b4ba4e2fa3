"""The budget grid on screen: the table, its header, and the totals below, which stay in sight."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from jcplanner.gui import style
from jcplanner.gui.tables.delegates import FOLD_WIDTH, INDENT, PAD, FieldDelegate
from jcplanner.gui.tables.frozen_column import FrozenColumn
from jcplanner.gui.tables.grid_words import head_amount
from jcplanner.gui.tables.header import FilterHeader
from jcplanner.gui.tables.table_view import TableView
from jcplanner.gui.tables.totals_row import TotalsRow
from jcplanner.gui.tables.year_grid import BudgetGrid
from jcplanner.plan.grid_filters import STAGE, GridColumn

WIDTHS = {
    "description": 216,
    "partner": 72,
    "ledger_code": 84,
    "funding_source": 116,
    "budget_holder": 100,
    STAGE: 84,
    "direction": 96,
    "source_row": 70,
}
OTHER_WIDTH = 128
GROWING = frozenset(
    {"service_area", "funding_source", "budget_holder", "provider", "line_manager", "note"}
)
MOST_TO_NAMES, MOST_GROWN = 200, 110
"""Pixels that go to the names of lines before any other column grows, and how far those grow."""
YEAR_WIDTHS = {"pounds": 100, "thousands": 92, "millions": 92}
BASE_MORE = 12
"""The base year says so in its header, which takes some more room."""


class BudgetTable(TableView):
    """The table of lines; heads of groups fold with a click on their mark, Enter, or Left and Right."""

    fold_wanted = Signal(int)

    def __init__(self, grid: BudgetGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Budget lines")
        self.grid = grid
        self.header = FilterHeader(self)
        self.setHorizontalHeader(self.header)
        self.header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header.setHighlightSections(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(grid)
        self.entered_row.connect(self._entered)
        first = FilterHeader(self)
        first.sort_wanted.connect(self.header.sort_wanted)
        first.menu_wanted.connect(self.header.menu_wanted)
        self.frozen = FrozenColumn(self, first)

    def scrollTo(
        self, index: QModelIndex, hint: QTableView.ScrollHint = QTableView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, out from under the column that stays."""
        super().scrollTo(index, hint)
        covered = self.frozen.covers
        if index.column() > 0 and covered:
            hidden = covered - self.columnViewportPosition(index.column())
            if hidden > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - hidden)

    def keep_cursor_in_sight(self) -> None:
        """Scroll to the cursor where it has just been covered, not where a person has left it."""
        current = self.currentIndex()
        height, rect = self.viewport().height(), self.visualRect(current)
        if current.isValid() and rect.top() < height < rect.bottom() + 1:
            self.scrollTo(current)

    def _entered(self, index: QModelIndex) -> None:
        if self.grid.group_at(index.row()) is not None:
            self.fold_wanted.emit(index.row())
        else:
            self.move_cursor(1, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold and unfold from the keyboard while the cursor is on the head of a group."""
        row = self.currentIndex().row()
        group = self.grid.group_at(row)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if group is not None and plain:
            folded = group.place in self.grid.view.folded
            first = self.currentIndex().column() == 0
            key = event.key()
            if (
                key == Qt.Key.Key_Space
                or (key == Qt.Key.Key_Left and first and not folded)
                or (key == Qt.Key.Key_Right and first and folded)
            ):
                self.fold_wanted.emit(row)
                return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the mark of a head folds it."""
        index = self.indexAt(event.position().toPoint())
        group = self.grid.group_at(index.row()) if index.isValid() else None
        if group is not None and index.column() == 0:
            left = self.visualRect(index).left() + group.depth * INDENT
            if left <= event.position().x() <= left + PAD + FOLD_WIDTH:
                self.setCurrentIndex(index)
                self.fold_wanted.emit(index.row())
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click folds a head; anything else is edited."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.grid.group_at(index.row()) is not None:
            self.fold_wanted.emit(index.row())
        else:
            super().mouseDoubleClickEvent(event)


class _TotalsDelegate(FieldDelegate):
    folds = False


class _Totals(TableView):
    """The rows of totals: as wide as the table above, without a header of their own."""

    def __init__(self, model: TotalsRow, parent: QWidget) -> None:
        super().__init__(parent, name="All lines shown")
        self.setItemDelegate(_TotalsDelegate(self))
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.horizontalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(model)
        self.frozen = FrozenColumn(self)


class BudgetPane(QFrame):
    """Table and totals as one card; columns line up, and the first one takes the room that is left.

    ``own_widths`` are those that a person drew, by the key of the column; `widths_drawn` tells of them.
    """

    widths_drawn = Signal()

    def __init__(self, grid: BudgetGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.grid = grid
        self.table = BudgetTable(grid, self)
        self.totals_model = TotalsRow(grid, self)
        self.totals = _Totals(self.totals_model, self)
        page = QVBoxLayout(self)
        page.setContentsMargins(1, 1, 1, 1)
        page.setSpacing(0)
        page.addWidget(self.table, 1)
        rule = QFrame()
        rule.setProperty("role", "rule")
        rule.setFixedHeight(1)
        page.addWidget(rule)
        # A table sets the margins of its viewport itself, so what keeps clear of the scroll bar above
        # stands around it.
        self._below = QHBoxLayout()
        self._below.addWidget(self.totals)
        page.addLayout(self._below)
        self._fitting = False
        self.own_widths: dict[str, int] = {}
        header = self.table.header
        header.setMinimumSectionSize(48)
        header.sectionResized.connect(self._resized)
        self.totals.horizontalHeader().setMinimumSectionSize(1)
        grid.modelReset.connect(self.fit)
        grid.totals_moved.connect(self._fit_later)
        self.totals_model.modelReset.connect(self._fit_later)
        across, below = self.table.horizontalScrollBar(), self.totals.horizontalScrollBar()
        across.valueChanged.connect(below.setValue)
        below.valueChanged.connect(across.setValue)
        across.rangeChanged.connect(self._fit_later)
        self.table.verticalScrollBar().rangeChanged.connect(self._fit_later)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.fit)
        self.fit()

    def show_columns(self, keys: set[str]) -> None:
        """Show these fields; the first column and the years are always there."""
        self._fitting = True  # what is brought back is not drawn by a person
        for place, column in enumerate(self.grid.columns):
            hidden = column.year is None and place > 0 and column.key not in keys
            self.table.setColumnHidden(place, hidden)
            self.totals.setColumnHidden(place, hidden)
        self._fitting = False
        current = self.table.currentIndex()
        if current.isValid() and self.table.isColumnHidden(current.column()):
            self.table.go_to(current.row(), 0)
        self.fit()

    def shown_columns(self, start: int = 0) -> list[GridColumn]:
        """The columns in sight from one on, left to right."""
        return [
            column
            for place, column in enumerate(self.grid.columns)
            if place >= start and not self.table.isColumnHidden(place)
        ]

    def _resized(self, column: int, _before: int, width: int) -> None:
        if not self._fitting and width:
            self.own_widths[self.grid.columns[column].key] = width
            self.widths_drawn.emit()
            self._fit_later()

    def _fit_later(self, *_range: int) -> None:
        self._timer.start(0)

    def fit(self) -> None:
        """Years as wide as their figures ask, the words beside as fits, totals below in line."""
        header, below = self.table.header, self.totals.horizontalHeader()
        if header.count() != len(self.grid.columns) or below.count() != header.count():
            return
        self._fitting = True
        for place, width in self._widths().items():
            header.resizeSection(place, width)
        for place in range(header.count()):
            below.resizeSection(place, header.sectionSize(place))
        bar = self.table.verticalScrollBar()
        self._below.setContentsMargins(0, 0, bar.width() if bar.maximum() > 0 else 0, 0)
        across = self.totals.horizontalScrollBar()
        needed = header.length() > self.table.viewport().width()
        height = self.totals_model.rowCount() * style.ROW_HEIGHT
        height += across.sizeHint().height() if needed else 0
        if height != self.totals.height():
            self.totals.setFixedHeight(height)
            QTimer.singleShot(0, self.table.keep_cursor_in_sight)
        self._fitting = False
        self.table.frozen.lay_over()
        self.totals.frozen.lay_over()

    def _widths(self) -> dict[int, int]:
        """The width of each column in sight: as a person drew it, else as its content and the room ask."""
        columns = self.grid.columns
        shown = [place for place in range(len(columns)) if not self.table.isColumnHidden(place)]
        widths = {
            place: self._year_width(columns[place].year or 0)
            if columns[place].year is not None
            else WIDTHS.get(columns[place].key, OTHER_WIDTH)
            for place in shown
        }
        own = self.own_widths
        widths |= {place: own[columns[place].key] for place in shown if columns[place].key in own}
        left = self.table.viewport().width() - sum(widths.values())
        grown = [place for place in shown if columns[place].key in GROWING - own.keys()]
        # The names of lines come first; on a wide screen other words then get their share.
        share = max(left - MOST_TO_NAMES, 0) // (len(grown) + 1)
        for place in grown:
            widths[place] += min(share, MOST_GROWN)
            left -= min(share, MOST_GROWN)
        if left > 0:
            widths[0] += left
        return widths

    def _year_width(self, year: int) -> int:
        """What the unit and the totals of a year ask for."""
        unit, view = self.grid.unit, self.grid.view
        metrics = QFontMetrics(style.font(bold=True))
        texts = [f"({head_amount(total, year, unit)})" for total in view.totals]
        longest = max(map(metrics.horizontalAdvance, texts), default=0)
        base = BASE_MORE if year == self.grid.plan.years[0] else 0
        return max(YEAR_WIDTHS[unit] + base, longest + 2 * PAD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit_later()

    def menu_place(self, column: int) -> QPoint:
        """Where the menu of a column opens, on the screen."""
        header = self.table.header
        left = max(header.sectionViewportPosition(column), 0)
        return header.viewport().mapToGlobal(QPoint(left, header.height()))
