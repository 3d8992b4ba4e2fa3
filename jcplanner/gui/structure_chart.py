"""The structure of posts laid out: trees now and as proposed side by side, each post a box under its lead.

The colour of an employer stands at the left of the box, and its name inside; what is special about a post
is said in words.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from jcplanner.gui import style
from jcplanner.gui.chart_canvas import HEAD, Mark, write
from jcplanner.gui.chart_parts import look_of
from jcplanner.reports.drawings import PostBox, Structure
from jcplanner.reports.structure_drawing import GOES, NEW, RING, TUPE_ASKED

BETWEEN, INDENT, GAP = 28, 22, 8
LINE = 16
STRIPE = 5
_EDGE = 7
_LEAST_BOX = 150
NO_POSTS = "no posts"


def box_height(box: PostBox) -> int:
    """Two lines, and a third where something is special."""
    return (3 if box.marks else 2) * LINE + _EDGE


def height_of(drawing: Structure) -> int:
    """How many pixels the longer tree takes, its heading among them."""
    trees = (sum(box_height(box) + GAP for box in boxes) for _, boxes in drawing.sides)
    return HEAD + GAP + max(trees, default=0)


class LaidStructure:
    """The trees in an area; a mark for each post on each side."""

    def __init__(self, drawing: Structure, area: QRectF, unit: str, decimals: int) -> None:
        self.drawing, self._area = drawing, area
        self._width = (area.width() - BETWEEN * (len(drawing.sides) - 1)) / len(drawing.sides)
        self.boxes: list[tuple[PostBox, Mark]] = []
        places = {post: place for place, post in enumerate(drawing.posts)}
        for side, (_, boxes) in enumerate(drawing.sides):
            left, down = self._left(side), area.top() + HEAD + GAP
            for box in boxes:
                set_in = min(box.depth * INDENT, max(self._width - _LEAST_BOX, 0))
                held = QRectF(left + set_in, down, self._width - set_in - 1, box_height(box))
                self.boxes.append((box, Mark(places[box.post], side, box.words, held)))
                down += box_height(box) + GAP
        self.marks: Sequence[Mark] = [mark for _, mark in self.boxes]

    def _left(self, side: int) -> float:
        return self._area.left() + side * (self._width + BETWEEN)

    def towards(self, key: Qt.Key, now: Mark) -> Mark:
        """Up and down move within a tree, left and right to the same post on the other side."""
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            wanted = now.column + (1 if key == Qt.Key.Key_Right else -1)
            same = (mark for mark in self.marks if mark.column == wanted and mark.part == now.part)
            return next(same, now)
        tree = [mark for mark in self.marks if mark.column == now.column]
        at = tree.index(now) + (1 if key == Qt.Key.Key_Down else -1)
        return tree[min(max(at, 0), len(tree) - 1)]

    def paint(self, painter: QPainter, chosen: Mark | None) -> None:
        """Draw headings, reporting lines and boxes."""
        colours = style.colours()
        for side, (heading, boxes) in enumerate(self.drawing.sides):
            room = QRectF(self._left(side), self._area.top(), self._width, HEAD)
            count = f"{len(boxes):,}" if boxes else NO_POSTS
            write(painter, room, f"{heading} ({count})", colours.ink, bold=True)
            held = [mark for _, mark in self.boxes if mark.column == side]
            self._paint_lines(painter, boxes, held)
        if len(self.drawing.sides) > 1:
            across = self._left(1) - BETWEEN / 2
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(
                QPointF(across, self._area.top()), QPointF(across, self._area.bottom())
            )
        for box, mark in self.boxes:
            _paint_box(painter, box, mark.area)
        if chosen is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(chosen.area.adjusted(-2, -2, 2, 2), 5, 5)

    def _paint_lines(
        self, painter: QPainter, boxes: Sequence[PostBox], marks: Sequence[Mark]
    ) -> None:
        painter.setPen(QPen(QColor(style.colours().handle), 1.4))
        for box, mark in zip(boxes, marks, strict=True):
            if box.above is None:
                continue
            above, here = marks[box.above].area, mark.area
            down = above.left() + INDENT / 2
            middle = round(here.center().y()) + 0.5
            painter.drawLine(QPointF(down, above.bottom()), QPointF(down, middle))
            painter.drawLine(QPointF(down, middle), QPointF(here.left(), middle))


def _paint_box(painter: QPainter, box: PostBox, area: QRectF) -> None:
    colours, look = style.colours(), look_of(box.tone)
    edge = QPen(QColor(colours.accent if NEW in box.marks else colours.line), 1.2)
    if GOES in box.marks:
        edge = QPen(QColor(colours.mute), 1.2, Qt.PenStyle.DashLine)
    painter.setBrush(QColor(colours.surface))
    painter.setPen(edge)
    painter.drawRoundedRect(area, 4, 4)
    stripe = QRectF(area.left(), area.top(), STRIPE, area.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.edge))
    painter.drawRoundedRect(stripe, 2, 2)
    inner = area.adjusted(STRIPE + _EDGE, _EDGE / 2, -_EDGE, 0)
    lines = [QRectF(inner.left(), inner.top() + at * LINE, inner.width(), LINE) for at in range(3)]
    _write_cut(painter, lines[0], box.name, colours.ink, bold=True)
    _write_cut(painter, lines[1], box.about, look.edge)
    if box.marks:
        serious = RING in box.marks
        asked = TUPE_ASKED in box.marks
        ink = colours.bad if serious else colours.warn if asked else colours.mute
        _write_cut(painter, lines[2], " \u00b7 ".join(box.marks), ink)


def _write_cut(
    painter: QPainter, area: QRectF, text: str, colour: str, *, bold: bool = False
) -> None:
    """Write a line, cut with an ellipsis where there is no room; the whole is in the box's words."""
    metrics = QFontMetricsF(style.font(style.CAPTION, bold=bold))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    write(painter, area, shown, colour, bold=bold)
