"""The cards of the Pathway screen: one per service area and year, and the areas that they stand beside."""

from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from jcplanner.gui import style
from jcplanner.gui.widgets import STAGE_WORDS
from jcplanner.reports.gates import TONES

CARD = int(Qt.ItemDataRole.UserRole) + 41
"""The `Face` of a card."""

CARD_HEIGHT = 60
INDENT = 3 * style.STEP
_GAP = style.STEP
_PAD = 2 * style.STEP


class Face(NamedTuple):
    """What a card says. ``inherited`` names the area it comes from; blank where it is set on its own.

    ``gate`` says how the gate to its stage stands, from long words to short; none without a stage review.
    """

    stage: str
    arrangement: str
    money: str
    inherited: str
    noted: bool
    gate: tuple[str, ...] = ()
    tone: str = ""

    @property
    def words(self) -> str:
        """The card for a reader who hears it."""
        said = f"{STAGE_WORDS[self.stage]}, {self.arrangement}, {self.money}"
        said = f"{said}, {self.inherited}" if self.inherited else said
        return f"{said}, {self.gate[0]}" if self.gate else said


class CardDelegate(QStyledItemDelegate):
    """Paints a card: filled where the area's own step says so, outlined where it is inherited."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The height of a card; the width is the column's."""
        return QSize(160, CARD_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one card."""
        face, rect = index.data(CARD), option.rect
        colours = style.colours()
        painter.save()
        painter.fillRect(rect, QColor(colours.surface))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if face is not None:
            self._paint_face(painter, rect.adjusted(_GAP, _GAP, -_GAP, -_GAP - 1), option, face)
        painter.restore()

    def _paint_face(
        self, painter: QPainter, card: QRect, option: QStyleOptionViewItem, face: Face
    ) -> None:
        colours = style.colours()
        ink, tint = style.stage_colours(face.stage)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if face.inherited:
            painter.setBrush(QColor(colours.surface))
            painter.setPen(QPen(QColor(ink), 1, Qt.PenStyle.DotLine))
        else:
            painter.setBrush(QColor(tint))
            painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(card, style.CORNER, style.CORNER)
        self._paint_frame(painter, card, option)
        top = QRect(card.left() + _PAD, card.top() + 6, card.width() - 2 * _PAD, 18)
        below = QRect(top.left(), card.bottom() - 23, top.width(), 18)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(style.font(bold=True))
        painter.setPen(QColor(ink))
        stage = STAGE_WORDS[face.stage]
        painter.drawText(top, int(middle), stage)
        used = painter.fontMetrics().horizontalAdvance(stage) + 6
        painter.setFont(style.font(style.CAPTION))
        metrics = painter.fontMetrics()
        rest = top.adjusted(used, 0, 0, 0)
        fits = metrics.horizontalAdvance(face.arrangement) <= rest.width()
        words = face.arrangement if fits else face.arrangement.partition(",")[0]
        painter.drawText(rest, int(middle), _cut(metrics, words, rest.width()))
        painter.setFont(style.font())
        painter.setPen(QColor(colours.ink))
        painter.drawText(below, int(middle), face.money)
        taken = painter.fontMetrics().horizontalAdvance(face.money) + 8
        others = (face.inherited, face.inherited and "inherited", face.noted and "note")
        marks = (*face.gate, *(() if face.gate else others))
        painter.setFont(style.font(style.CAPTION, bold=bool(face.gate)))
        painter.setPen(QColor(getattr(colours, TONES.get(face.tone, "mute"))))
        room = below.adjusted(taken, 0, 0, 0)
        for mark in filter(None, marks):
            # A name that is cut says less than none: the whole is in the tooltip and the panel.
            if painter.fontMetrics().horizontalAdvance(str(mark)) <= room.width():
                painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignRight), str(mark))
                break

    def _paint_frame(self, painter: QPainter, card: QRect, option: QStyleOptionViewItem) -> None:
        """The frame of the chosen card; thicker while the keyboard is here."""
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        view = option.widget
        focused = isinstance(view, QAbstractItemView) and view.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(style.colours().accent), 2 if focused else 1))
        painter.drawRoundedRect(card, style.CORNER, style.CORNER)


class AreaHeader(QHeaderView):
    """The service areas down the side: always in sight, with what each partner puts in below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(CARD_HEIGHT)
        self.setAccessibleName("Service areas")

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw the name of an area, indented by how deep it lies, and its caption."""
        colours = style.colours()
        model = self.model()
        area: Any = model.headerData(section, Qt.Orientation.Vertical, CARD)
        painter.save()
        painter.fillRect(rect, QColor(colours.surface))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if area is not None:
            self._paint_area(painter, rect, *area)
        painter.restore()

    @staticmethod
    def _paint_area(painter: QPainter, rect: QRect, name: str, caption: str, depth: int) -> None:
        """The name over one or two lines, the caption below; both start where the depth says."""
        inner = rect.adjusted(2 * style.STEP + depth * INDENT, 6, -2 * style.STEP, -5)
        small = QFontMetrics(style.font(style.CAPTION))
        painter.setFont(style.font(bold=depth == 0))
        painter.setPen(QColor(style.colours().ink))
        metrics, wrap = painter.fontMetrics(), int(Qt.TextFlag.TextWordWrap)
        room = inner.height() - small.height() if caption else inner.height()
        lines = 2 if metrics.horizontalAdvance(name) > inner.width() else 1
        name_box = QRect(inner.left(), inner.top(), inner.width(), room)
        needed = metrics.boundingRect(name_box, wrap, name)
        if lines == 2 and needed.height() > room + 4:
            name = _cut(metrics, name, 2 * inner.width() - 5 * style.STEP)
        height = lines * metrics.height()
        top = inner.top() + max(
            0, (inner.height() - height - (small.height() if caption else 0)) // 2
        )
        painter.drawText(QRect(inner.left(), top, inner.width(), height), wrap, name)
        painter.setFont(style.font(style.CAPTION))
        painter.setPen(QColor(style.colours().mute))
        below = QRect(inner.left(), top + height, inner.width(), small.height())
        painter.drawText(below, 0, _cut(small, caption, inner.width()))


def _cut(metrics: QFontMetrics, text: str, room: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
