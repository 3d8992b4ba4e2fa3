"""A bridge laid out: whole figures stand on zero, changes hang between, and thin lines carry the level on.

Where the changes are too small beside the whole figures to be seen, the axis starts near them instead;
the drawing then says so in words and the whole bars are cut.
"""

import re
from collections.abc import Mapping, Sequence
from math import cos, radians, sin
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from jcplanner.domain.money import show_headline, show_money, show_plain
from jcplanner.gui import style
from jcplanner.gui.chart_canvas import HEAD, Mark, caption_metrics, write, write_unit
from jcplanner.gui.chart_parts import look_of
from jcplanner.gui.chart_scale import scale_over, start_below, start_words
from jcplanner.reports.drawings import Bridge

CUT_BELOW = 0.12
"""The axis is cut where the changes together reach over less than this part of the highest level."""

_BAR = 0.66
_MOST_LINES = 3
_ANGLE = 35
_LONGEST_NAME = 160
RIGHT, CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


class Figure(NamedTuple):
    """The figure of a bar, and where it stands."""

    place: int
    text: str
    room: QRectF


class LaidBridge:
    """A bridge in an area."""

    def __init__(self, drawing: Bridge, area: QRectF, unit: str, decimals: int) -> None:
        self.drawing, self._area, self._unit = drawing, area, unit
        metrics = caption_metrics()
        self.spans = spans_of(drawing)
        levels = [level for span in self.spans for level in span]
        self.starts_at = cut_of(drawing, self.spans)
        shown = [max(level, self.starts_at) for level in levels] if self.starts_at else levels
        most = max(2, int((area.height() - 4 * HEAD) / 36))
        self.scale = scale_over(shown, unit, most=most, spare=0.1, from_zero=not self.starts_at)
        ticks = max((metrics.horizontalAdvance(text) for text in self.scale.texts), default=0)
        left = ticks + 10
        self.pitch = (area.width() - left) / max(len(drawing.bars), 1)
        self.names = [wrapped(bar.name, self.pitch - 6, metrics) for bar in drawing.bars]
        self.angled = any(
            bar.name and not lines for bar, lines in zip(drawing.bars, self.names, strict=True)
        )
        self._lines = max((len(lines) for lines in self.names), default=1)
        longest = max((metrics.horizontalAdvance(bar.name) for bar in drawing.bars), default=0)
        below = (
            min(longest + 2, _LONGEST_NAME) * sin(radians(_ANGLE)) + metrics.height()
            if self.angled
            else self._lines * metrics.height() + 6
        )
        below = min(below, area.height() * 0.4)
        # Room for the figures over the highest bar and under the lowest.
        spare_below = metrics.height() if min(levels, default=0) < 0 else 0
        self.plot = area.adjusted(left, HEAD + metrics.height(), 0, -below - spare_below)
        self._names_from = self.plot.bottom() + spare_below + 3
        self._metrics = metrics
        self.marks: Sequence[Mark] = [
            Mark(place, 0, words_of(drawing, place, span), self._bar(place, span))
            for place, span in enumerate(self.spans)
        ]
        self.figures = self._lay_figures(unit, decimals)

    def height_of(self, pence: float) -> float:
        """How far down a figure lies."""
        held = max(pence, self.starts_at) if self.starts_at else pence
        return self.plot.bottom() - self.scale.part_of(held) * self.plot.height()

    def _bar(self, place: int, span: tuple[int, int]) -> QRectF:
        width = min(self.pitch * _BAR, 90)
        left = self.plot.left() + (place + 0.5) * self.pitch - width / 2
        top, bottom = sorted((self.height_of(span[0]), self.height_of(span[1])))
        return QRectF(left, top, width, max(bottom - top, 1.0))

    def paint(self, painter: QPainter, chosen: Mark | None) -> None:
        """Draw the grid, the bars with their figures, the lines between them and the names."""
        self._paint_grid(painter)
        colours = style.colours()
        for place, mark in enumerate(self.marks):
            look = look_of(self.drawing.bars[place].tone)
            if look.pattern is not Qt.BrushStyle.SolidPattern:
                painter.fillRect(mark.area, QColor(colours.surface))
            painter.setPen(QPen(QColor(look.edge), 1))
            painter.setBrush(QBrush(QColor(look.fill), look.pattern))
            painter.drawRect(mark.area)
            if place + 1 < len(self.marks):
                level = self.height_of(self.spans[place][1])
                painter.setPen(QPen(QColor(colours.mute), 1, Qt.PenStyle.DotLine))
                painter.drawLine(
                    QPointF(mark.area.right(), level),
                    QPointF(self.marks[place + 1].area.left(), level),
                )
            if self.starts_at and self.drawing.bars[place].whole:
                self._paint_cut(painter, mark.area)
        self._write_figures(painter)
        for place in range(len(self.marks)):
            self._write_name(painter, place)
        if chosen is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.ink), 2))
            painter.drawRect(chosen.area.adjusted(-2, -2, 2, 2))

    def _paint_grid(self, painter: QPainter) -> None:
        colours, plot = style.colours(), self.plot
        write_unit(painter, self._area, self._unit)
        if self.starts_at:
            head = QRectF(self._area.left(), self._area.top(), self._area.width() - 40, HEAD)
            write(painter, head, start_words(self.starts_at), colours.warn)
        for tick, text in zip(self.scale.ticks, self.scale.texts, strict=True):
            down = round(self.height_of(tick)) + 0.5
            painter.setPen(QPen(QColor(colours.mute if tick == 0 else colours.line), 1))
            painter.drawLine(QPointF(plot.left(), down), QPointF(plot.right(), down))
            room = QRectF(self._area.left(), down - 8, plot.left() - self._area.left() - 6, 16)
            write(painter, room, text, colours.mute, RIGHT)

    def _paint_cut(self, painter: QPainter, bar: QRectF) -> None:
        """Two slanting strokes through the foot of a bar that is not drawn down to zero."""
        down = bar.bottom() - 12
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.colours().surface))
        left, right = bar.left() - 2, bar.right() + 2
        corners = [
            QPointF(left, down + 3), QPointF(right, down - 3),
            QPointF(right, down + 1), QPointF(left, down + 7),
        ]  # fmt: skip
        painter.drawPolygon(QPolygonF(corners))

    def _lay_figures(self, unit: str, decimals: int) -> list[Figure]:
        """Where the figures stand: wholes first, then changes, each group in one way of writing them.

        In the session's unit, else in the unit of their size, whichever more of them find room in.
        """
        placed: list[Figure] = []
        for whole in (True, False):
            bars = self.drawing.bars
            group = [place for place, bar in enumerate(bars) if bar.whole == whole]
            ways = (
                {place: show_money(bars[place].pence, unit, decimals) for place in group},
                {place: show_headline(bars[place].pence) for place in group},
            )
            placed += max((self._that_fit(texts, placed) for texts in ways), key=len)
        return sorted(placed, key=lambda held: held.place)

    def _that_fit(self, texts: Mapping[int, str], before: Sequence[Figure]) -> list[Figure]:
        """The figures that meet no other, no other bar and nothing of the axis."""
        inside = self._area.adjusted(self.plot.left() - self._area.left() - 4, 0, 0, 0)
        found: list[Figure] = []
        for place, text in texts.items():
            room = self._room_for(place, text)
            room.moveLeft(max(min(room.left(), inside.right() - room.width()), inside.left()))
            taken = [mark.area for mark in self.marks if mark.part != place]
            taken += [held.room for held in (*before, *found)]
            if inside.contains(room) and not any(map(room.intersects, taken)):
                found.append(Figure(place, text, room))
        return found

    def _room_for(self, place: int, text: str) -> QRectF:
        """Over a bar that goes up; under one that goes down, where that is not among the names."""
        bar, area, height = self.drawing.bars[place], self.marks[place].area, self._metrics.height()
        # Bold type, in which the figures of wholes are set, is a little wider.
        width = self._metrics.horizontalAdvance(text) * (1.08 if bar.whole else 1) + 2
        top = area.top() - height - 1
        if bar.pence < 0 and area.bottom() + 1 + height <= self._names_from:
            top = area.bottom() + 1
        return QRectF(area.center().x() - width / 2, top, width, height)

    def _write_figures(self, painter: QPainter) -> None:
        ink = style.colours().ink
        for place, text, room in self.figures:
            write(painter, room, text, ink, CENTRE, bold=self.drawing.bars[place].whole)

    def _write_name(self, painter: QPainter, place: int) -> None:
        ink, metrics = style.colours().ink, self._metrics
        middle, top = self.marks[place].area.center().x(), self._names_from
        if not self.angled:
            for at, line in enumerate(self.names[place]):
                room = QRectF(
                    middle - self.pitch / 2,
                    top + at * metrics.height(),
                    self.pitch,
                    metrics.height(),
                )
                write(painter, room, line, ink, CENTRE)
            return
        name, longest = self.slanting_name(place)
        painter.save()
        painter.translate(middle + 4, top)
        painter.rotate(-_ANGLE)
        write(painter, QRectF(-longest, -2, longest, metrics.height()), name, ink, RIGHT)
        painter.restore()

    def slanting_name(self, place: int) -> tuple[str, float]:
        """A bar's name as far as there is room for it at a slant, and that room in pixels."""
        left = self.marks[place].area.center().x() - self._area.left()
        down = self._area.bottom() - self._names_from - self._metrics.height() / 2
        longest = min(left / cos(radians(_ANGLE)), down / sin(radians(_ANGLE)), _LONGEST_NAME)
        longest = max(longest, 0)
        name = self.drawing.bars[place].name
        return self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, longest), longest


def spans_of(drawing: Bridge) -> list[tuple[int, int]]:
    """Where each bar starts and ends, in pence: a whole from zero, a change from the level before it."""
    spans: list[tuple[int, int]] = []
    level = 0
    for bar in drawing.bars:
        start = 0 if bar.whole else level
        level = start + bar.pence
        spans.append((start, level))
    return spans


def cut_of(drawing: Bridge, spans: Sequence[tuple[int, int]]) -> int:
    """Where the axis starts, in pence: 0, or a round figure below every level that would hide the changes."""
    levels = [end for _, end in spans]
    if len(levels) < 2 or not any(bar.pence for bar in drawing.bars if not bar.whole):
        return 0
    return start_below(min(levels), max(levels), CUT_BELOW)


def words_of(drawing: Bridge, place: int, span: tuple[int, int]) -> str:
    """A bar in words: its amount, and what a change comes to."""
    bar = drawing.bars[place]
    text = f"{bar.name}: {show_plain(bar.pence)}"
    return text if bar.whole else f"{text}, comes to {show_plain(span[1])}"


def wrapped(name: str, room: float, metrics: QFontMetricsF) -> list[str]:
    """A name in lines that fit; empty where a word or the number of lines does not."""
    lines: list[str] = []
    for part in re.findall(r"\s*[^\s-]*-?", name):
        word = part.strip()
        if metrics.horizontalAdvance(word) > room:
            return []
        if lines and metrics.horizontalAdvance(lines[-1] + part) <= room:
            lines[-1] += part
        elif word:
            lines.append(word)
    return lines if len(lines) <= _MOST_LINES else []
