"""Cells with a list to choose from show that they have one."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from jcplanner.gui import style
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.delegates import FieldDelegate


class ChoiceDelegate(FieldDelegate):
    """Draws a small chevron at the right of every cell whose value is chosen."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell as every table does, and the chevron over it."""
        super().paint(painter, option, index)
        if not index.data(roles.CHOICES):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(style.colours().faint), 1.5))
        middle = QPointF(option.rect.right() - 12, option.rect.center().y() + 1)
        painter.drawPolyline(
            [middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)]
        )
        painter.restore()
