"""Lists of things that are read and chosen, not edited: problems, steps, changes, mappings, previews."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from jcplanner.gui import style
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.roles import tooltip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

TIP_FROM = 24
"""Texts longer than this may be cut: a tooltip shows them whole."""

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ListModel(QAbstractTableModel):
    """Rows that somebody else holds, shown through one function: row -> the texts of its cells.

    Texts are worked out only for rows in sight. ``tone`` may give a palette field ("bad", "mute") for
    a cell, ``chosen`` say which rows can be chosen.
    """

    def __init__(
        self,
        headers: Sequence[str],
        texts: Callable[[object], Sequence[str]],
        *,
        right: Sequence[int] = (),
        tone: Callable[[object, int], str] | None = None,
        chosen: Callable[[object], bool] | None = None,
    ) -> None:
        super().__init__()
        self._chosen = chosen
        self.headers = list(headers)
        self._texts, self._tone, self._right = texts, tone, frozenset(right)
        self.items: Sequence[object] = ()
        self._held: dict[int, Sequence[str]] = {}

    def put(self, items: Sequence[object], headers: Sequence[str] | None = None) -> None:
        """Show other rows."""
        self.beginResetModel()
        if headers is not None:
            self.headers = list(headers)
        self.items = items
        self._held.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section in self._right else LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be chosen, but those that ``chosen`` says are headings."""
        if (
            self._chosen is not None
            and index.isValid()
            and not self._chosen(self.items[index.row()])
        ):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def texts(self, row: int) -> Sequence[str]:
        """The texts of one row, worked out once while it is held."""
        held = self._held.get(row)
        if held is None:
            if len(self._held) > 2_000:
                self._held.clear()
            held = self._held[row] = self._texts(self.items[row])
        return held

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            texts = self.texts(row)
            text = texts[column] if column < len(texts) else ""
            return text if len(text) <= 500 and "\n" not in text else text.replace("\n", " ")[:500]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column in self._right else LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            texts = self.texts(row)
            text = texts[column] if column < len(texts) else ""
            return roles.tooltip(text) if len(text) > TIP_FROM else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(text for text in self.texts(row) if text)
        if role == Qt.ItemDataRole.ToolTipRole and column not in self._right:
            texts = self.texts(row)
            return tooltip(texts[column]) if column < len(texts) else None
        if role == Qt.ItemDataRole.ForegroundRole and self._tone is not None:
            tone = self._tone(self.items[row], column)
            return QColor(getattr(style.colours(), tone)) if tone else None
        return None


class ListDelegate(QStyledItemDelegate):
    """Draws the cells of a list: plain text on one line, a thin line below, the tone that the model gives."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        palette, rect, model = style.colours(), option.rect, index.model()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(palette.accent_tint))
        painter.setPen(QColor(palette.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = model.data(index, Qt.ItemDataRole.DisplayRole)
        if text:
            tone = model.data(index, Qt.ItemDataRole.ForegroundRole)
            painter.setPen(tone if isinstance(tone, QColor) else QColor(palette.ink))
            painter.setFont(option.font)
            inner = rect.adjusted(2 * style.STEP, 0, -2 * style.STEP, 0)
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, inner.width()
            )
            align = model.data(index, Qt.ItemDataRole.TextAlignmentRole) or LEFT
            if shown != text and align == RIGHT:
                # A figure that is cut reads as another figure: show that there is no room instead.
                shown = "#" * max(inner.width() // painter.fontMetrics().horizontalAdvance("#"), 1)
            painter.drawText(inner, int(align), shown)
        painter.restore()


class ListView(QTableView):
    """A table of whole rows in our look: fixed height, no grid, Enter opens, Ctrl+C copies for Excel."""

    def __init__(
        self, name: str, model: ListModel, widths: Sequence[int], parent: QWidget | None = None
    ):
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setProperty("role", "bare")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(ListDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setDefaultAlignment(LEFT)
        across.setStretchLastSection(0 not in widths)
        for column, width in enumerate(widths):
            if width:
                across.resizeSection(column, width)
            else:
                across.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    @property
    def list_model(self) -> ListModel:
        """The model, as what it is."""
        model = self.model()
        assert isinstance(model, ListModel)
        return model

    def current_item(self) -> object | None:
        """What the selected row stands for."""
        row = self.currentIndex().row()
        return self.list_model.items[row] if 0 <= row < len(self.list_model.items) else None

    def select(self, row: int) -> None:
        """Select a row and bring it into sight."""
        self.setCurrentIndex(self.model().index(row, 0))
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; Ctrl+C copies it as tab-separated text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def copy(self, *, all_rows: bool = False) -> None:
        """Put the selected rows, or all with their headers, on the clipboard."""
        model = self.list_model
        rows = (
            range(len(model.items))
            if all_rows
            else sorted({index.row() for index in self.selectionModel().selectedRows()})
        )
        lines = ["\t".join(_cell(text) for text in model.texts(row)) for row in rows]
        if all_rows:
            lines.insert(0, "\t".join(model.headers))
        QApplication.clipboard().setText("\n".join(lines))


def _cell(text: str) -> str:
    return " ".join(text.split())
