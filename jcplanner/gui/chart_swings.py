"""Swings laid out: a tornado, the widest on top, each reaching from the centre to its low and high end."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from jcplanner.domain.money import UNIT_SIGNS, show_money
from jcplanner.gui import style
from jcplanner.gui.chart_canvas import HEAD, Mark, caption_metrics, write
from jcplanner.gui.chart_parts import LEGEND_HEIGHT, draw_legend, look_of
from jcplanner.gui.chart_scale import scale_over
from jcplanner.reports.drawings import Swings, in_words

_LEAST_ROW, _MOST_ROW = 18, 40
_BAR = 0.62
RIGHT, CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
LEGEND = [("at its low end", "low"), ("at its high end", "high")]


class LaidSwings:
    """Swings in an area; what does not fit is counted below, and stands in the table."""

    def __init__(self, drawing: Swings, area: QRectF, unit: str, decimals: int) -> None:
        self.drawing, self._area, self._unit, self._decimals = drawing, area, unit, decimals
        metrics = caption_metrics()
        self._text_height = metrics.height()
        head, foot = LEGEND_HEIGHT + HEAD, self._text_height + 6
        room = area.height() - head - foot
        count = len(drawing.swings)
        widest = sorted(range(count), key=lambda place: -reach(drawing, place))
        fits = max(int(room // _LEAST_ROW), 1)
        self.hidden = max(count - fits, 0)
        if self.hidden:
            fits = max(int((room - self._text_height) // _LEAST_ROW), 1)
            self.hidden = count - fits
            foot += self._text_height
        self.rows = widest[:fits]
        names = [metrics.horizontalAdvance(swing.name) for swing in drawing.swings]
        self._name_room = min(max(names, default=0) + 12, area.width() * 0.34)
        values = [drawing.centre, *(end for place in self.rows for end in ends(drawing, place))]
        ends_of_axis = max(
            metrics.horizontalAdvance(show_money(end, unit, decimals)) for end in values
        )
        side = ends_of_axis + 10
        self.plot = area.adjusted(self._name_room + side, head, -side, -foot)
        most = max(2, int(self.plot.width() / 90))
        self.scale = scale_over(values, unit, most=most, spare=0.0, from_zero=False)
        self.row_height = min(self.plot.height() / max(len(self.rows), 1), _MOST_ROW)
        self.marks: Sequence[Mark] = [
            Mark(place, column, self._words(place, column), self._bar(at, pence))
            for at, place in enumerate(self.rows)
            for column, pence in enumerate(ends(drawing, place))
        ]

    def along(self, pence: float) -> float:
        """How far to the right a figure lies."""
        return self.plot.left() + self.scale.part_of(pence) * self.plot.width()

    def _bar(self, at: int, pence: int) -> QRectF:
        left, right = sorted((self.along(self.drawing.centre), self.along(pence)))
        height = self.row_height * _BAR
        top = self.plot.top() + at * self.row_height + (self.row_height - height) / 2
        return QRectF(left, top, max(right - left, 1.0), height)

    def _words(self, place: int, column: int) -> str:
        swing, end = self.drawing.swings[place], ("low", "high")[column]
        said = in_words(ends(self.drawing, place)[column], self.drawing.measure)
        return f"{swing.name} at its {end} end: {said}"

    def paint(self, painter: QPainter, chosen: Mark | None) -> None:
        """Draw the scale, the bars with their figures and names, and the centre over them."""
        colours = style.colours()
        legend = QRectF(self._area.left(), self._area.top(), self._area.width(), LEGEND_HEIGHT)
        draw_legend(painter, legend, LEGEND, self.drawing.measure or UNIT_SIGNS[self._unit])
        self._paint_scale(painter)
        # The longer of two bars on the same side first, so that the shorter is seen.
        for mark in sorted(self.marks, key=lambda held: -held.area.width()):
            look = look_of(("low", "high")[mark.column])
            painter.fillRect(mark.area, QColor(colours.surface))
            painter.setPen(QPen(QColor(look.edge), 1))
            painter.setBrush(QBrush(QColor(look.fill), look.pattern))
            painter.drawRect(mark.area)
        self._write_rows(painter)
        self._paint_centre(painter)
        if chosen is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.ink), 2))
            painter.drawRect(chosen.area.adjusted(-1, -2, 1, 2))

    def _paint_scale(self, painter: QPainter) -> None:
        colours, bottom = style.colours(), self._bottom
        for tick, text in zip(self.scale.ticks, self.scale.texts, strict=True):
            along = round(self.along(tick)) + 0.5
            painter.setPen(QPen(QColor(colours.mute if tick == 0 else colours.line), 1))
            painter.drawLine(QPointF(along, self.plot.top()), QPointF(along, bottom))
            room = QRectF(along - 60, bottom + 3, 120, self._text_height)
            write(painter, room, text, colours.mute, CENTRE)
        if self.hidden:
            words = f"{self.hidden} narrower ones are in the table."
            room = QRectF(
                self._area.left(),
                bottom + self._text_height + 3,
                self._area.width(),
                self._text_height,
            )
            write(painter, room, words, colours.mute)

    @property
    def _bottom(self) -> float:
        return self.plot.top() + max(len(self.rows), 1) * self.row_height

    def _write_rows(self, painter: QPainter) -> None:
        colours, metrics = style.colours(), caption_metrics()
        for at, place in enumerate(self.rows):
            top = self.plot.top() + at * self.row_height
            name = metrics.elidedText(
                self.drawing.swings[place].name,
                Qt.TextElideMode.ElideRight,
                self._name_room - 8,
            )
            room = QRectF(self._area.left(), top, self._name_room - 8, self.row_height)
            write(painter, room, name, colours.ink)
            low, high = (held for held in self.marks if held.part == place)
            # By what they come to: where one end is the centre, both bars begin there.
            at_low, at_high = ends(self.drawing, place)
            left, right = (low, high) if at_low <= at_high else (high, low)
            for mark, align in ((left, RIGHT), (right, Qt.AlignmentFlag.AlignLeft)):
                pence = ends(self.drawing, place)[mark.column]
                text = show_money(pence, self._unit, self._decimals)
                edge = (
                    QRectF(mark.area.left() - 104, top, 100, self.row_height)
                    if align is RIGHT
                    else QRectF(mark.area.right() + 4, top, 100, self.row_height)
                )
                write(painter, edge, text, colours.ink, align)

    def _paint_centre(self, painter: QPainter) -> None:
        colours, along = style.colours(), round(self.along(self.drawing.centre)) + 0.5
        painter.setPen(QPen(QColor(colours.ink), 1.5))
        painter.drawLine(QPointF(along, self.plot.top() - 3), QPointF(along, self._bottom))
        words = show_money(self.drawing.centre, self._unit, self._decimals)
        room = QRectF(along - 60, self.plot.top() - HEAD, 120, HEAD - 3)
        write(painter, room, words, colours.ink, CENTRE, bold=True)


def ends(drawing: Swings, place: int) -> tuple[int, int]:
    """What the figure comes to at the low and at the high end of a swing, in pence."""
    return drawing.swings[place].low, drawing.swings[place].high


def reach(drawing: Swings, place: int) -> int:
    """How wide a swing is, in pence, the centre taken in."""
    taken = (*ends(drawing, place), drawing.centre)
    return max(taken) - min(taken)
