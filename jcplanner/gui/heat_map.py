"""The heat map of risks: a 5 x 5 map drawn in words and colour, with keys that move over its cells."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from jcplanner.domain.record import Table
from jcplanner.domain.registers import IMPACTS, LIKELIHOODS, Risk
from jcplanner.domain.scoring_risks import (
    HIGH,
    HIGHEST,
    LOW,
    LOWERED,
    LOWEST,
    MEDIUM,
    NEW,
    RAISED,
    HeatMap,
    Placed,
    Score,
    heat_map,
)
from jcplanner.gui import style
from jcplanner.reports.heat_map import cell_words

TONES = {LOW: "integrate", MEDIUM: "warn", HIGH: "bad"}
"""The palette's ink and tint of each band; its word stands in every cell."""

SIDE, HEAD, GAP = 104, 34, 3
LEAST_CELL, LEAST_ROW = 64, 56
COUNT_ROOM = 18
_MARKS = {RAISED: "\u2191", LOWERED: "\u2193", NEW: "new"}
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
}


class HeatMapView(QWidget):
    """Likelihood upwards, impact to the right. Arrows move, Enter opens the cell.

    ``moved`` tells of another cell, ``opened`` that its risks are wanted; both by likelihood and impact.
    """

    moved = Signal(int, int)
    opened = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.held = heat_map(Table(Risk))
        self.cell = Score(HIGHEST, HIGHEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(self.minimumSizeHint())
        self.setMouseTracking(True)
        self._describe()

    def minimumSizeHint(self) -> QSize:
        """Room for a number and a word in each cell."""
        return QSize(SIDE + HIGHEST * LEAST_CELL, HEAD + HIGHEST * LEAST_ROW)

    def sizeHint(self) -> QSize:
        """A little more than that."""
        return QSize(SIDE + HIGHEST * 110, HEAD + HIGHEST * 80)

    def show_map(self, held: HeatMap) -> None:
        """Show another map; the cursor stays where it is, or goes to the highest risk the first time."""
        first = not self.held.count and bool(held.count)
        self.held = held
        if first:
            self.cell = max(held.cells, key=lambda score: (score.points, score.impact))
            self.moved.emit(*self.cell)
        self._describe()
        self.update()

    def go_to(self, likelihood: int, impact: int) -> None:
        """Put the cursor on a cell."""
        wanted = Score(min(max(likelihood, LOWEST), HIGHEST), min(max(impact, LOWEST), HIGHEST))
        if wanted != self.cell:
            self.cell = wanted
            self._describe()
            self.moved.emit(*wanted)
            self.update()

    def _describe(self) -> None:
        self.setAccessibleName("Heat map of risks")
        said = cell_words(self.held, *self.cell)
        self.setAccessibleDescription(said)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )

    # Where things are

    def rect_of(self, likelihood: int, impact: int) -> QRect:
        """Where a cell is drawn."""
        wide, high = self.width() - SIDE, self.height() - HEAD
        left = SIDE + wide * (impact - 1) // HIGHEST
        right = SIDE + wide * impact // HIGHEST
        top = high * (HIGHEST - likelihood) // HIGHEST
        bottom = high * (HIGHEST - likelihood + 1) // HIGHEST
        return QRect(left, top, right - left - GAP, bottom - top - GAP)

    def cell_at(self, x: int, y: int) -> Score | None:
        """The cell at a place; None beside the map."""
        if x < SIDE or not 0 <= y < self.height() - HEAD:
            return None
        impact = (x - SIDE) * HIGHEST // max(self.width() - SIDE, 1) + 1
        likelihood = HIGHEST - y * HIGHEST // max(self.height() - HEAD, 1)
        return Score(min(likelihood, HIGHEST), min(impact, HIGHEST))

    # Keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move; Enter and Space open."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.go_to(self.cell.likelihood + step[0], self.cell.impact + step[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(*self.cell)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(HIGHEST, LOWEST)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(LOWEST, HIGHEST)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click puts the cursor there."""
        found = self.cell_at(int(event.position().x()), int(event.position().y()))
        if found is not None:
            self.go_to(*found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the cell."""
        found = self.cell_at(int(event.position().x()), int(event.position().y()))
        if found is not None:
            self.opened.emit(*found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it less."""
        super().focusOutEvent(event)
        self.update()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scales and the cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scales(painter)
        for likelihood in range(LOWEST, HIGHEST + 1):
            for impact in range(LOWEST, HIGHEST + 1):
                self._paint_cell(painter, Score(likelihood, impact))
        self._paint_cursor(painter)

    def _paint_scales(self, painter: QPainter) -> None:
        palette = style.colours()
        painter.setFont(style.font(style.CAPTION))
        painter.setPen(QColor(palette.mute))
        metrics = painter.fontMetrics()
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        across = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        for place in range(LOWEST, HIGHEST + 1):
            row, column = self.rect_of(place, LOWEST), self.rect_of(LOWEST, place)
            words = f"{place} {LIKELIHOODS[place - 1].word}"
            painter.drawText(QRect(0, row.top(), SIDE - 8, row.height()), middle, words)
            words = f"{place} {IMPACTS[place - 1].word}"
            where = QRect(column.left(), column.bottom() + 4, column.width(), metrics.height())
            painter.drawText(where, across, words)
        painter.setFont(style.font(style.CAPTION, bold=True))
        painter.drawText(
            QRect(SIDE, self.height() - metrics.height(), self.width() - SIDE, metrics.height()),
            across,
            "Impact \u2192",
        )
        painter.drawText(
            QRect(0, self.height() - metrics.height(), SIDE - 8, metrics.height()),
            int(Qt.AlignmentFlag.AlignRight),
            "Likelihood \u2191",
        )

    def _paint_cell(self, painter: QPainter, score: Score) -> None:
        palette, rect = style.colours(), self.rect_of(*score)
        ink = QColor(getattr(palette, TONES[score.band]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(palette, f"{TONES[score.band]}_tint")))
        painter.drawRoundedRect(rect, 4, 4)
        inner = rect.adjusted(7, 5, -7, -5)
        painter.setFont(style.font(style.CAPTION))
        painter.setPen(ink)
        words = f"{score.points} {score.band}"
        if painter.fontMetrics().horizontalAdvance(words) > inner.width() - COUNT_ROOM:
            words = f"{score.points}\n{score.band}"
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft), words)
        held = self.held.at(*score)
        if not held:
            return
        painter.setFont(style.font(style.TITLE, bold=True))
        painter.setPen(QColor(palette.ink))
        painter.drawText(
            inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), f"{len(held):,}"
        )
        self._paint_moves(painter, inner, held)

    def _paint_moves(self, painter: QPainter, inner: QRect, held: tuple[Placed, ...]) -> None:
        """What has moved into the cell, in as few words as there is room for."""
        metrics = QFontMetrics(style.font(style.CAPTION))
        painter.setFont(style.font(style.CAPTION))
        moves = [move_words(risk) for risk in held if risk.words]
        room = max((inner.height() - 26) // metrics.height(), 1)
        shown = moves if len(moves) <= room else [*moves[: room - 1], f"+{len(moves) - room + 1}"]
        for place, words in enumerate(reversed(shown)):
            line = QRect(
                inner.left(),
                inner.bottom() - (place + 1) * metrics.height() + 1,
                inner.width(),
                metrics.height(),
            )
            said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), said)

    def _paint_cursor(self, painter: QPainter) -> None:
        """The frame of the chosen cell, and arrows from where its risks were before."""
        palette = style.colours()
        pen = QPen(QColor(palette.accent if self.hasFocus() else palette.mute), 2.5)
        for risk in self.held.at(*self.cell):
            if risk.before is not None and risk.before != risk.score:
                self._paint_arrow(painter, risk.before, risk.score)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect_of(*self.cell).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_arrow(self, painter: QPainter, before: Score, now: Score) -> None:
        where = self.rect_of(*now)
        start, end = QPointF(self.rect_of(*before).center()), QPointF(where.center())
        along = end - start
        length = (along.x() ** 2 + along.y() ** 2) ** 0.5
        if not length:
            return
        unit = along / length
        side = QPointF(-unit.y(), unit.x())
        # It ends at the edge: what stands in the cell stays readable.
        far = (where.width() / 2 / abs(unit.x())) if unit.x() else length
        high = (where.height() / 2 / abs(unit.y())) if unit.y() else length
        tip = end - unit * (min(far, high) + 4)
        painter.setPen(QPen(QColor(style.colours().accent), 2))
        painter.drawLine(start, tip)
        painter.setBrush(QColor(style.colours().accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([tip + unit * 8, tip + side * 5, tip - side * 5]))


def move_words(risk: Placed) -> str:
    """What has moved in very few words: "↑ was 2 x 4", "new"."""
    mark = _MARKS.get(risk.movement, "")
    if risk.before is None:
        return mark or "scored"
    was = f"was {risk.before.likelihood} x {risk.before.impact}"
    return f"{mark} {was}".strip()
