"""Drawn charts: curves, a bridge or swings on one widget that can be looked at, moved over and opened.

What is drawn where comes from a `Laid` drawing: `chart_curves`, `chart_bridge` and `chart_swings` each
lay one out in an area. None of them needs the charting library.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QIODevice, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from jcplanner.domain.money import UNIT_SIGNS
from jcplanner.gui import chart_picture, style
from jcplanner.reports.drawings import Bridge, Curves, Structure, Swings

Drawing = Curves | Bridge | Swings | Structure

HEAD = 20
"""The line above a drawing, with the unit at its right end."""

REACH = 14
"""How far from a mark, in dots, the pointer still means it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One point or bar: its place in the drawing, itself in words, and where it lies."""

    part: int
    column: int
    words: str
    area: QRectF


class Laid(Protocol):
    """A drawing laid out in an area."""

    marks: Sequence[Mark]

    def paint(self, painter: QPainter, chosen: Mark | None) -> None:
        """Draw it, with the chosen mark standing out."""
        ...


LayOut = Callable[[Any, QRectF, str, int], Laid]
"""Lays a drawing out in an area, in a unit of money and its decimals."""


def caption_metrics() -> QFontMetricsF:
    """The measures of the type in which charts are lettered."""
    return QFontMetricsF(style.font(style.CAPTION))


def write(
    painter: QPainter,
    area: QRectF,
    text: str,
    colour: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    bold: bool = False,
) -> None:
    """Write one line of caption type in an area, in the middle of its height."""
    painter.setFont(style.font(style.CAPTION, bold=bold))
    painter.setPen(QColor(colour))
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(area, int(flags | Qt.TextFlag.TextDontClip), text)


def write_unit(painter: QPainter, area: QRectF, unit: str) -> None:
    """Write the unit of money, or what else is measured, at the right end of the line above a drawing."""
    head = QRectF(area.left(), area.top(), area.width(), HEAD)
    write(
        painter, head, UNIT_SIGNS.get(unit, unit), style.colours().mute, Qt.AlignmentFlag.AlignRight
    )


class DrawnChart(QWidget):
    """Draws curves, a bridge or swings.

    Arrow keys move over points and bars and Enter opens one, as a click does: `opened` carries the
    places that the mark has in its drawing. The wheel scrolls the page around it.
    """

    opened = Signal(int, int)
    reached = Signal(QRectF)
    """Where the mark lies that the keys have come to, so that a page around the chart can scroll there."""

    def __init__(self, lay_out: LayOut, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 100)
        self.lay_out = lay_out
        self.drawing: Drawing | None = None
        self._unit, self._decimals = "pounds", 0
        self._chosen: tuple[int, int] | None = None
        self._laid: Laid | None = None

    def show_drawing(self, drawing: Drawing, unit: str, decimals: int) -> None:
        """Draw other figures in a unit ("pounds", "thousands", "millions")."""
        self.drawing, self._unit, self._decimals = drawing, unit, decimals
        self._laid = None
        self.setAccessibleName(drawing.title)
        self.setAccessibleDescription(drawing.sentence)
        self.update()

    @property
    def laid(self) -> Laid | None:
        """The drawing as it now lies in the widget; None where there is none."""
        if self._laid is None and self.drawing is not None:
            self._laid = self.lay_out(self.drawing, QRectF(self.rect()), self._unit, self._decimals)
        return self._laid

    @property
    def marks(self) -> Sequence[Mark]:
        """Every point or bar."""
        return self.laid.marks if self.laid else ()

    @property
    def chosen(self) -> Mark | None:
        """The point or bar that the keys have come to."""
        held = {(mark.part, mark.column): mark for mark in self.marks}
        return held.get(self._chosen) if self._chosen else None

    # What Qt asks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it on the surface of its card."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(style.colours().surface))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.laid is not None:
            self.laid.paint(painter, self.chosen)
        if self.hasFocus() and self.chosen is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(style.colours().accent), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay it out anew."""
        self._laid = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow light and dark."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._laid = None
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys now go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys choose a point or bar, Home and End the first and last, Enter opens it."""
        key, marks, now = Qt.Key(event.key()), self.marks, self.chosen
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and now is not None:
            self.opened.emit(now.part, now.column)
        elif not marks or key not in _ARROWS | {Qt.Key.Key_Home, Qt.Key.Key_End}:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_End:
            self._choose(marks[-1])
        elif now is None or key == Qt.Key.Key_Home:
            self._choose(marks[0])
        else:
            # A tree is not a grid: it says itself what lies in each direction.
            own = getattr(self.laid, "towards", None)
            self._choose(own(key, now) if own else towards(key, now, marks))

    def go_to(self, part: int) -> None:
        """Choose the last mark of a part, where it has one."""
        found = [mark for mark in self.marks if mark.part == part]
        if found:
            self._choose(found[-1])

    def _choose(self, mark: Mark) -> None:
        self._chosen = (mark.part, mark.column)
        self.setAccessibleDescription(
            f"{mark.words}. {self.drawing.sentence if self.drawing else ''}"
        )
        self.update()
        self.reached.emit(mark.area)
        QToolTip.showText(self.mapToGlobal(mark.area.center().toPoint()), mark.words, self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the pointer."""
        found = mark_at(event.position(), self.marks)
        over = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.setCursor(over)
        if found is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), found.words, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        found = mark_at(event.position(), self.marks)
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            self.opened.emit(found.part, found.column)

    # Pictures

    def _body(self, painter: QPainter, area: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.drawing is not None:
            self.lay_out(self.drawing, area, self._unit, self._decimals).paint(painter, None)

    def picture(self, title: str, scope: str) -> QImage:
        """The chart as an image, twice as fine as the screen."""
        size = chart_picture.picture_size(self.size())
        return chart_picture.image_of(size, title, scope, self._body)

    def write_svg(self, device: QIODevice, title: str, scope: str) -> None:
        """Write the chart as SVG."""
        size = chart_picture.picture_size(self.size())
        sentence = self.drawing.sentence if self.drawing else scope
        chart_picture.write_svg(device, size, title, scope, sentence, self._body)


_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


def towards(key: Qt.Key, now: Mark, marks: Sequence[Mark]) -> Mark:
    """The next mark in the direction of an arrow key, or the same where there is none.

    Left and right move along a curve or between the ends of a swing, up and down to the curve or swing
    above and below in the table. Where each part is one bar, all four move from bar to bar.
    """
    forward = key in (Qt.Key.Key_Right, Qt.Key.Key_Down)
    along = [mark for mark in marks if mark.part == now.part]
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and len(along) > 1:
        places = {mark.column: mark for mark in along}
        at = now.column
    else:
        places = {}
        for mark in marks:
            held = places.setdefault(mark.part, mark)
            if abs(mark.column - now.column) < abs(held.column - now.column):
                places[mark.part] = mark
        at = now.part
    ahead = [place for place in places if (place > at if forward else place < at)]
    if not ahead:
        return now
    return places[min(ahead) if forward else max(ahead)]


def mark_at(dot: QPointF, marks: Sequence[Mark]) -> Mark | None:
    """The mark under a dot, else the nearest within reach, else None."""
    under = [mark for mark in marks if mark.area.contains(dot)]
    near = under or [
        mark for mark in marks if mark.area.adjusted(-REACH, -REACH, REACH, REACH).contains(dot)
    ]
    return min(near, key=lambda mark: (mark.area.center() - dot).manhattanLength(), default=None)
