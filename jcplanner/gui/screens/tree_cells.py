"""Cells of tables that show a tree of areas: indented names, figures at the right, stages as tags."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from jcplanner.gui import style
from jcplanner.gui.lists import LEFT
from jcplanner.gui.tables import roles
from jcplanner.gui.widgets import paint_tag
from jcplanner.plan.clipboard import text_of

Index = QModelIndex | QPersistentModelIndex

DEPTH = int(Qt.ItemDataRole.UserRole) + 42
"""How deep the area of a row lies; 0 at the top."""
STRONG = int(Qt.ItemDataRole.UserRole) + 43
"""Whether the row is a total."""
TONE = int(Qt.ItemDataRole.UserRole) + 44
"""The palette field of the words, where it is not the usual one."""

_INDENT = 3 * style.STEP
_PAD = 2 * style.STEP


class TreeDelegate(QStyledItemDelegate):
    """Draws a cell by its roles; tags fill their cells, so that a row of them reads as a ribbon."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        colours, rect = style.colours(), option.rect
        strong = bool(index.data(STRONG))
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = colours.accent_tint if chosen else colours.group if strong else colours.surface
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        stage, text = index.data(roles.STAGE), str(index.data() or "")
        if stage:
            ink, tint = style.stage_colours(stage)
            painter.setFont(style.font(style.CAPTION))
            paint_tag(painter, rect.adjusted(2, 4, -2, -5), text, ink, tint)
        else:
            self._paint_words(painter, rect, index, text, strong=strong)
        if chosen and self._has_focus(option):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.restore()

    @staticmethod
    def _has_focus(option: QStyleOptionViewItem) -> bool:
        view: Any = option.widget
        return isinstance(view, QAbstractItemView) and view.hasFocus()

    @staticmethod
    def _paint_words(
        painter: QPainter, rect: QRect, index: Index, text: str, *, strong: bool
    ) -> None:
        colours, depth = style.colours(), index.data(DEPTH) or 0
        indent = depth * _INDENT if index.column() == 0 else 0
        room = rect.adjusted(_PAD + indent, 0, -_PAD, 0)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or LEFT
        painter.setFont(style.font(bold=strong))
        tone = index.data(TONE) or ("mute" if depth else "ink")
        painter.setPen(QColor(getattr(colours, tone)))
        metrics = painter.fontMetrics()
        if align == LEFT:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        elif metrics.horizontalAdvance(text) > room.width():
            # A figure that is cut reads as another figure.
            text = "#" * max(1, room.width() // metrics.horizontalAdvance("#"))
        painter.drawText(room, int(align), text)


class TreeView(QTableView):
    """A table of such cells: arrow keys move, Enter, Space or a click opens the cell (`opened`).

    Qt's own `activated` comes with a click on some desktops and with a double click on others.
    """

    opened = Signal(QModelIndex)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setItemDelegate(TreeDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("role", "bare")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        down = self.verticalHeader()
        down.hide()
        down.setDefaultSectionSize(style.ROW_HEIGHT)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setMinimumSectionSize(56)
        self.clicked.connect(self.opened)

    def set_widths(self, widths: list[int]) -> None:
        """The widths of the columns; the first takes what the others leave, but not less than its own."""
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(widths):
            across.resizeSection(column, width)
        self._first = widths[0] if widths else 0
        self._spread()

    def _spread(self) -> None:
        across = self.horizontalHeader()
        shown = (at for at in range(1, across.count()) if not across.isSectionHidden(at))
        others = sum(across.sectionSize(column) for column in shown)
        if across.count():
            left_over = self.viewport().width() - others
            across.resizeSection(0, max(getattr(self, "_first", 0), left_over))

    def resizeEvent(self, event: Any) -> None:
        """Keep the first column as wide as there is room."""
        super().resizeEvent(event)
        self._spread()

    def find(self, text: str, names: list[str]) -> None:
        """Go to the next row whose name has these words; ``names`` are those of all rows."""
        words, start = text.casefold().strip(), self.currentIndex().row() + 1
        for at in [*range(start, len(names)), *range(min(start, len(names)))]:
            if words and words in names[at].casefold():
                self.setCurrentIndex(self.model().index(at, 0))
                return

    def copy_table(self) -> None:
        """Put the whole table with its headings on the clipboard, for Excel."""
        model, across = self.model(), self.horizontalHeader()
        shown = [at for at in range(model.columnCount()) if not across.isSectionHidden(at)]
        rows = [[str(model.headerData(at, Qt.Orientation.Horizontal) or "") for at in shown]]
        for down in range(model.rowCount()):
            rows.append([str(model.index(down, at).data() or "") for at in shown])
        QGuiApplication.clipboard().setText(text_of(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the cell; Ctrl+C copies the table."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        elif event.key() in keys and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
