"""The first column of a wide table, kept in sight while the years scroll by underneath."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from jcplanner.gui.tables.table_view import TableView


class FrozenColumn(QTableView):
    """Lies over the left edge of a table once it is scrolled across; a click leads back to the column.

    It draws what the table would draw there, and is no stop of its own for keyboard or screen reader.
    """

    def __init__(self, table: TableView, header: QHeaderView | None = None) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(table.model())
        # One delegate for both would hand the editors of each to the other.
        self.setItemDelegate(type(table.itemDelegate())(self))
        self.setSelectionModel(table.selectionModel())
        if header is not None:
            self.setHorizontalHeader(header)
        self._headed = header is not None
        self.horizontalHeader().setVisible(self._headed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "frozen")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        down.setMinimumSectionSize(table.verticalHeader().minimumSectionSize())
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(self.lay_over)
        self.clicked.connect(self._lead_back)
        self.hide()

    def _lead_back(self, index: QModelIndex) -> None:
        self._table.setFocus()
        self._table.go_to(index.row(), index.column())

    def lay_over(self, *_value: int) -> None:
        """Cover the first column's place while it is scrolled away."""
        table, width = self._table, self._table.columnWidth(0)
        shown = (
            table.horizontalScrollBar().value() > 0 and width < table.viewport().width() * 2 // 3
        )
        if shown:
            for column in range(self.model().columnCount()):
                self.setColumnHidden(column, column > 0)
            self.setColumnWidth(0, width)
            top = table.viewport().geometry().top()
            head = table.horizontalHeader().height() if self._headed else 0
            if self._headed:
                self.horizontalHeader().setFixedHeight(head)
            left = table.viewport().geometry().left()
            self.setGeometry(left, top - head, width + 1, table.viewport().height() + head)
            self.verticalScrollBar().setValue(table.verticalScrollBar().value())
            self.raise_()
        self.setVisible(shown)

    @property
    def covers(self) -> int:
        """How much of the table's width is covered, in pixels."""
        return self.width() if self.isVisible() else 0
