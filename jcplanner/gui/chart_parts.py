"""The parts of charts that need no charting library: what fills mean, how parts stack, the legend."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from jcplanner.gui import style

BAR_WIDTH = 0.62
"""Of the room of one column."""

LEGEND_HEIGHT = 24


@dataclass(frozen=True)
class Look:
    """How one part of a column is filled: colour never alone, so that looser parts carry a pattern."""

    fill: str
    edge: str
    words: str
    pattern: Qt.BrushStyle = Qt.BrushStyle.SolidPattern


def look_of(tone: str) -> Look:
    """The look of a tone of a report or drawing, as of now; the accent's for a tone without its own.

    Levels of pooling ("pooled", "aligned", "in view", "separate"), partners in their order ("partner1" to
    "partner6", then again), the ends of a swing ("low", "high"), and fields of the palette.
    """
    c = style.colours()
    if tone.startswith("partner") and tone[7:].isdecimal():
        ink = c.partners[(int(tone[7:]) - 1) % len(c.partners)]
        return Look(ink, ink, c.surface)
    looks = {
        "pooled": Look(c.integrate, c.integrate, c.surface),
        "aligned": Look(c.align, c.align, c.surface),
        "in view": Look(c.align, c.align, c.ink, Qt.BrushStyle.BDiagPattern),
        "separate": Look(c.idle_tint, c.idle, c.ink),
        "bad": Look(c.bad, c.bad, c.surface),
        "align": Look(c.align, c.align, c.surface),
        "integrate": Look(c.integrate, c.integrate, c.surface),
        "warn": Look(c.warn, c.warn, c.surface),
        "idle": Look(c.idle_tint, c.idle, c.ink),
        "low": Look(c.align, c.align, c.ink, Qt.BrushStyle.BDiagPattern),
        "high": Look(c.align, c.align, c.surface),
    }
    return looks.get(tone, Look(c.accent, c.accent, c.surface))


@dataclass(frozen=True)
class Segment:
    """One part of one column, in the chart's own coordinates: columns across, pence up."""

    column: int
    part: int
    pence: int
    area: QRectF


def stack(values: "list[list[int]]") -> list[Segment]:
    """Lay the parts of each column on one another: what is positive up from zero, negative down.

    ``values`` holds pence by part, then by column.
    """
    placed: list[Segment] = []
    for column in range(len(values[0]) if values else 0):
        top = bottom = 0
        for part, pence_by_column in enumerate(values):
            pence = pence_by_column[column]
            if not pence:
                continue
            start = top if pence > 0 else bottom
            end = start + pence
            if pence > 0:
                top = end
            else:
                bottom = end
            left = column - BAR_WIDTH / 2
            area = QRectF(left, min(start, end), BAR_WIDTH, abs(pence))
            placed.append(Segment(column, part, pence, area))
    return placed


def draw_legend(painter: QPainter, area: QRectF, parts: list[tuple[str, str]], unit: str) -> None:
    """Write which fill means what, with the unit at the right end; ``parts`` are (name, tone)."""
    colours = style.colours()
    painter.save()
    painter.setFont(style.font(style.CAPTION))
    metrics = QFontMetricsF(painter.font())
    painter.setPen(QColor(colours.mute))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), unit)
    left, middle = area.left(), area.center().y()
    for name, tone in parts:
        look = look_of(tone)
        painter.setPen(QPen(QColor(look.edge), 1))
        painter.setBrush(QBrush(QColor(look.fill), look.pattern))
        painter.drawRect(QRectF(left + 0.5, middle - 6, 11, 11))
        painter.setPen(QColor(colours.ink))
        words = QRectF(left + 18, area.top(), metrics.horizontalAdvance(name) + 2, area.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), name)
        left = words.right() + 16
    painter.restore()


class Legend(QWidget):
    """The legend of a chart."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.parts: list[tuple[str, str]] = []
        self.unit = ""
        self.setFixedHeight(LEGEND_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        draw_legend(QPainter(self), QRectF(self.rect()), self.parts, self.unit)
