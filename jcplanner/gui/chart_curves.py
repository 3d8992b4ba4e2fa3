"""Curves laid out: lines over labelled places, each named at its end in its own ink."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from jcplanner.gui import style
from jcplanner.gui.chart_canvas import HEAD, Mark, caption_metrics, write, write_unit
from jcplanner.gui.chart_parts import look_of
from jcplanner.gui.chart_scale import scale_over, start_below, start_words
from jcplanner.reports.drawings import Curves, in_words

_DOT = 3.5
_FEW = 8
"""Up to so many places every point has its marker; above, only the ends and the marked place."""

CUT_BELOW = 0.35
"""The axis does not start at zero where the curves reach over less than this part of the highest figure."""

RIGHT, CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


class LaidCurves:
    """Curves in an area: the plot within it, the places across, and where each name stands."""

    def __init__(self, drawing: Curves, area: QRectF, unit: str, decimals: int) -> None:
        self.drawing, self._area, self._unit = drawing, area, unit
        metrics = caption_metrics()
        values = [pence for curve in drawing.curves for pence in curve.pence if pence is not None]
        most = max(2, int((area.height() - 2 * HEAD) / 36))
        self.starts_at = start_below(
            min(values, default=0), max(values, default=0), CUT_BELOW, room=0.1
        )
        # A curve that does not change has nothing to hide.
        if not any(len({*curve.pence} - {None}) > 1 for curve in drawing.curves):
            self.starts_at = 0
        cut = bool(self.starts_at)
        if cut:
            values.append(self.starts_at)
        self.scale = scale_over(values, unit, most=most, from_zero=not cut)
        left = max((metrics.horizontalAdvance(text) for text in self.scale.texts), default=0) + 10
        names = [metrics.horizontalAdvance(curve.name) for curve in drawing.curves]
        right = min(max(names, default=0) + 16, area.width() * 0.36)
        first, last = (
            metrics.horizontalAdvance(drawing.labels[end]) / 2 + 2 if drawing.labels else 0
            for end in (0, -1)
        )
        left, right = max(left, first), max(right, last)
        self.plot = area.adjusted(left, HEAD + 4, -right, -(metrics.height() + 10))
        self._text_height = metrics.height()
        count = len(drawing.labels)
        pitch = self.plot.width() / max(count - 1, 1)
        self.across = [
            self.plot.left() + part * self.plot.width() if count > 1 else self.plot.center().x()
            for part in parts_across(drawing)
        ]
        widest = max((metrics.horizontalAdvance(label) for label in drawing.labels), default=0)
        self.labelled = self._labelled(widest + 12, pitch)
        self.marks: Sequence[Mark] = [
            Mark(
                part,
                place,
                f"{curve.name}, {drawing.labels[place]}: {in_words(pence, drawing.measure)}",
                spot,
            )
            for part, curve in enumerate(drawing.curves)
            for place, pence in enumerate(curve.pence[:count])
            if pence is not None
            for spot in [self._spot(place, pence)]
        ]

    def _labelled(self, room: float, pitch: float) -> list[int]:
        """Which places are labelled, each of them with so much room; the marked one in any case."""
        marked = self.drawing.marked
        # A marked place between the even ones must not disturb their order.
        evenly = [place for place in range(len(self.across)) if place != self._between]
        kept = [evenly[at] for at in thinned(len(evenly), room / max(pitch, 1))]
        if marked is None or marked in kept or not 0 <= marked < len(self.across):
            return kept
        here = self.across[marked]
        return sorted(
            [*(place for place in kept if abs(self.across[place] - here) >= room), marked]
        )

    @property
    def _between(self) -> int | None:
        """The marked place where it stands between places that are evenly apart."""
        places = self.drawing.positions
        return self.drawing.marked if len({b - a for a, b in pairwise(places)}) > 1 else None

    def height_of(self, pence: float) -> float:
        """How far down a figure lies."""
        return self.plot.bottom() - self.scale.part_of(pence) * self.plot.height()

    def _spot(self, place: int, pence: int) -> QRectF:
        return QRectF(self.across[place] - 6, self.height_of(pence) - 6, 12, 12)

    def paint(self, painter: QPainter, chosen: Mark | None) -> None:
        """Draw the grid, the curves with those that are dashed on top, and their names."""
        self._paint_grid(painter)
        for part in sorted(
            range(len(self.drawing.curves)), key=lambda held: self.drawing.curves[held].dashed
        ):
            self._paint_curve(painter, part)
        self._write_names(painter)
        if chosen is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(style.colours().ink), 2))
            painter.drawEllipse(chosen.area)

    def _paint_grid(self, painter: QPainter) -> None:
        colours, plot = style.colours(), self.plot
        write_unit(painter, self._area, self.drawing.measure or self._unit)
        if self.starts_at:
            head = QRectF(self._area.left(), self._area.top(), self._area.width() - 40, HEAD)
            write(painter, head, start_words(self.starts_at, self.drawing.measure), colours.warn)
        for tick, text in zip(self.scale.ticks, self.scale.texts, strict=True):
            down = round(self.height_of(tick)) + 0.5
            painter.setPen(QPen(QColor(colours.mute if tick == 0 else colours.line), 1))
            painter.drawLine(QPointF(plot.left(), down), QPointF(plot.right(), down))
            room = QRectF(self._area.left(), down - 8, plot.left() - self._area.left() - 6, 16)
            write(painter, room, text, colours.mute, RIGHT)
        marked = self.drawing.marked
        for place in self.labelled:
            along = round(self.across[place]) + 0.5
            if place != marked:
                painter.setPen(QPen(QColor(colours.line), 1))
                painter.drawLine(QPointF(along, plot.top()), QPointF(along, plot.bottom()))
            room = QRectF(along - 60, plot.bottom() + 6, 120, self._text_height + 2)
            ink = colours.accent if place == marked else colours.mute
            label = self.drawing.labels[place]
            write(painter, room, label, ink, CENTRE, bold=place == marked)
        if marked is not None and marked < len(self.across):
            along = round(self.across[marked]) + 0.5
            painter.setPen(QPen(QColor(colours.accent), 1.5, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(along, plot.top() - 4), QPointF(along, plot.bottom()))

    def _paint_curve(self, painter: QPainter, part: int) -> None:
        curve, ink = self.drawing.curves[part], QColor(look_of(self.drawing.curves[part].tone).edge)
        path, drawn = QPainterPath(), False
        for place, pence in enumerate(curve.pence[: len(self.across)]):
            if pence is None:
                drawn = False
                continue
            point = QPointF(self.across[place], self.height_of(pence))
            if drawn:
                path.lineTo(point)
            else:
                path.moveTo(point)
            drawn = True
        pen = QPen(ink, 2, Qt.PenStyle.DashLine if curve.dashed else Qt.PenStyle.SolidLine)
        if curve.dashed:
            pen.setDashPattern([3.5, 2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(path)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(QBrush(QColor(style.colours().surface) if curve.dashed else ink))
        for mark in self._with_marker(part):
            draw_marker(painter, mark.area.center(), part)

    def _with_marker(self, part: int) -> list[Mark]:
        """The points of a curve that carry its marker: all of few, else its ends and the marked place."""
        own = [mark for mark in self.marks if mark.part == part]
        if len(self.across) <= _FEW:
            return own
        kept = {0, len(own) - 1}
        return [
            mark for at, mark in enumerate(own) if at in kept or mark.column == self.drawing.marked
        ]

    def _write_names(self, painter: QPainter) -> None:
        """The name of each curve beside its last point, moved apart where two would meet."""
        ends = [
            (part, own[-1].area.center())
            for part in range(len(self.drawing.curves))
            if (own := [mark for mark in self.marks if mark.part == part])
        ]
        ends.sort(key=lambda end: end[1].y())
        downs = spread(
            [end[1].y() for end in ends],
            self._text_height,
            self.plot.top() - 6,
            self.plot.bottom() + 6,
        )
        left = self.plot.right() + 10
        room = self._area.right() - left
        metrics = caption_metrics()
        for (part, end), down in zip(ends, downs, strict=True):
            curve = self.drawing.curves[part]
            ink = look_of(curve.tone).edge
            if abs(down - end.y()) > self._text_height / 2 or left - end.x() > 14:
                painter.setPen(QPen(QColor(style.colours().faint), 0.7))
                painter.drawLine(end + QPointF(5, 0), QPointF(left - 2, down))
            name = metrics.elidedText(curve.name, Qt.TextElideMode.ElideRight, room)
            area = QRectF(left, down - self._text_height / 2, room, self._text_height)
            write(painter, area, name, ink)


def parts_across(drawing: Curves) -> list[float]:
    """How far across each place stands, from 0 to 1."""
    places = drawing.positions or tuple(range(len(drawing.labels)))
    span = places[-1] - places[0] if places else 0
    return [(place - places[0]) / span if span else 0.0 for place in places]


def thinned(count: int, least: float) -> list[int]:
    """Which of so many places are labelled, when labels need ``least`` places each.

    Evenly, with both ends where that comes out.
    """
    if count <= 1:
        return list(range(count))
    needed = max(1, -int(-least // 1))
    even = [step for step in range(needed, 3 * needed + 1) if (count - 1) % step == 0]
    # Rather with the middle too: from 10% under to 10% over that is where nothing is out.
    step = min(even, key=lambda held: ((count - 1) // 2 % held != 0, held), default=needed)
    return list(range(0, count, step))


def spread(downs: Sequence[float], apart: float, top: float, bottom: float) -> list[float]:
    """Move places in ascending order apart, as little as needed, and keep them between top and bottom.

    Where there is no room for all, they stand evenly from top to bottom.
    """
    count = len(downs)
    if count > 1 and (bottom - top) < apart * (count - 1):
        return [top + place * (bottom - top) / (count - 1) for place in range(count)]
    placed: list[float] = []
    for down in downs:
        placed.append(max(down, placed[-1] + apart) if placed else max(down, top))
    floor = bottom
    for place in range(count - 1, -1, -1):
        placed[place] = min(placed[place], floor)
        floor = placed[place] - apart
    return placed


def draw_marker(painter: QPainter, at: QPointF, shape: int) -> None:
    """A round, square, pointed or upturned marker, by the place of its curve."""
    size, kind = _DOT, shape % 4
    if kind == 0:
        painter.drawEllipse(at, size, size)
    elif kind == 1:
        painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))
    else:
        up = -1 if kind == 2 else 1
        tip = QPointF(0, up * (size + 1))
        side = -up * size
        corners = [at + tip, at + QPointF(size + 1, side), at + QPointF(-size - 1, side)]
        painter.drawPolygon(QPolygonF(corners))
