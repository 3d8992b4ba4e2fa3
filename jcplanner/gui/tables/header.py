"""The header of a table that can be sorted and filtered: a click sorts, the mark beside the label filters."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPolygon
from PySide6.QtWidgets import QHeaderView, QWidget

from jcplanner.gui import style
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.roles import ALIGN, DISPLAY, RIGHT

MARK = 13
"""The room of a mark; right-aligned labels have it on their left, so that figures stay in line."""
PAD = 2 * style.STEP


class FilterHeader(QHeaderView):
    """Tells by `sort_wanted` and `menu_wanted` (column) what a person asks of a column."""

    sort_wanted = Signal(int)
    menu_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setMouseTracking(True)
        self._under = -1
        self._pressed: QPoint | None = None

    def sizeHint(self) -> QSize:
        """As high as a row."""
        return QSize(super().sizeHint().width(), style.ROW_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Draw the label, an arrow where it sorts, a funnel where it filters or could."""
        palette, model = style.colours(), self.model()
        across = Qt.Orientation.Horizontal
        right = model.headerData(logicalIndex, across, ALIGN) == RIGHT
        sorting = model.headerData(logicalIndex, across, roles.SORTED)
        filtered = bool(model.headerData(logicalIndex, across, roles.FILTERED))
        painter.save()
        painter.fillRect(rect, QColor(palette.surface))
        painter.setPen(QColor(palette.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        marked = filtered or sorting is not None
        painter.setFont(style.font(12, bold=marked))
        painter.setPen(QColor(palette.accent if marked else palette.mute))
        label = str(model.headerData(logicalIndex, across, DISPLAY) or "")
        marks = (sorting is not None) + (filtered or logicalIndex == self._under)
        room = rect.width() - PAD - 2 - (marks * MARK or PAD)
        text = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, room)
        width = painter.fontMetrics().horizontalAdvance(text)
        left = rect.right() - PAD - width if right else rect.left() + PAD
        painter.drawText(
            QRect(left, rect.top(), width + 2, rect.height()),
            int(Qt.AlignmentFlag.AlignVCenter),
            text,
        )
        at = left - MARK if right else left + width + 2
        middle = rect.center().y()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent if marked else palette.faint))
        if sorting is not None:
            tip = -3 if sorting == "up" else 3
            self._draw(painter, at + 4, middle, ((-4, -tip), (4, -tip), (0, tip)))
            at += -MARK if right else MARK
        if filtered:
            funnel = ((-5, -5), (5, -5), (1, 0), (1, 5), (-1, 4), (-1, 0))
            self._draw(painter, at + 4, middle, funnel)
        elif logicalIndex == self._under:
            self._draw(painter, at + 4, middle, ((-4, -2), (4, -2), (0, 3)))
        painter.restore()

    def _draw(
        self, painter: QPainter, x: int, y: int, corners: tuple[tuple[int, int], ...]
    ) -> None:
        painter.drawPolygon(QPolygon([QPoint(x + across, y + down) for across, down in corners]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the mark of the column under the pointer."""
        self._point_at(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event) -> None:
        """Hide the mark again."""
        self._point_at(-1)
        super().leaveEvent(event)

    def _point_at(self, column: int) -> None:
        if column != self._under:
            self._under = column
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click begins: what is dragged resizes, and does not sort."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks are two clicks."""
        self._pressed = event.position().toPoint()
        super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Sort, or open the menu of the column where its mark was clicked."""
        begun, ended = self._pressed, event.position().toPoint()
        self._pressed = None
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        super().mouseReleaseEvent(event)
        column = self.logicalIndexAt(ended)
        if begun is None or column < 0 or resizing or event.button() != Qt.MouseButton.LeftButton:
            return
        if (begun - ended).manhattanLength() > PAD:
            return
        if self._on_mark(column, ended.x()):
            self.menu_wanted.emit(column)
        else:
            self.sort_wanted.emit(column)

    def _on_mark(self, column: int, x: int) -> bool:
        left = self.sectionViewportPosition(column)
        model, across = self.model(), Qt.Orientation.Horizontal
        metrics = self.fontMetrics()
        used = metrics.horizontalAdvance(str(model.headerData(column, across, DISPLAY) or ""))
        if model.headerData(column, across, ALIGN) == RIGHT:
            return x < left + self.sectionSize(column) - PAD - used
        return left + PAD + used < x < left + PAD + used + 3 * MARK

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of a column from the keyboard's or the mouse's menu button."""
        column = self.logicalIndexAt(event.pos())
        if column >= 0:
            self.menu_wanted.emit(column)
