"""Charts: the series of a report as stacked columns, drawn with pyqtgraph and taken away as a picture.

This is the only module that imports pyqtgraph, whose import costs more than the rest of the start. It is
itself imported only once a chart is to be seen: `chart_place.ChartPlace` stands there until then.

Nothing here can be dragged or zoomed: charts are projected in workshops, and a stray wheel must not
change what forty people see. Columns always start at zero; where a report's axis does not, its caption
must say so, which is why there is no other kind of axis here.
"""

from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QIODevice, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QStyleOptionGraphicsItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.money import UNIT_SIGNS, show_money
from jcplanner.gui import chart_picture, style
from jcplanner.gui.chart_parts import (
    LEGEND_HEIGHT,
    Legend,
    Look,
    Segment,
    draw_legend,
    look_of,
    stack,
)
from jcplanner.gui.chart_scale import tick_texts

if TYPE_CHECKING:
    from jcplanner.reports.headlines import Series

# The walk over every object that pyqtgraph takes at exit costs seconds with a large plan in memory.
pg.setConfigOptions(antialias=True, exitCleanup=False)


class Columns(pg.GraphicsObject):
    """The columns themselves, painted dot by dot so that patterns and figures keep their size."""

    def __init__(self) -> None:
        super().__init__()
        self.segments: list[Segment] = []
        self.chosen = -1
        self._tones: list[str] = []
        self._unit = "pounds"
        self._decimals = 0

    def show_segments(
        self, segments: list[Segment], tones: list[str], unit: str, decimals: int
    ) -> None:
        """Draw other segments, with the tone of each part."""
        self.prepareGeometryChange()
        self.segments, self._tones, self._unit, self._decimals = segments, tones, unit, decimals
        self.chosen = min(self.chosen, len(segments) - 1)
        self.update()

    def boundingRect(self) -> QRectF:
        """All that is painted, in the chart's own coordinates."""
        united = QRectF()
        for segment in self.segments:
            united = united.united(segment.area)
        return united

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: Any = None
    ) -> None:
        """Draw each segment with its figure inside where there is room for it."""
        to_dots = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(style.font(style.CAPTION))
        metrics = QFontMetricsF(painter.font())
        for place, segment in enumerate(self.segments):
            look = look_of(self._tones[segment.part])
            area = to_dots.mapRect(segment.area).toAlignedRect()
            painter.setPen(QPen(QColor(look.edge), 1))
            if look.pattern is not Qt.BrushStyle.SolidPattern:
                painter.fillRect(area, QColor(style.colours().align_tint))
            painter.setBrush(QBrush(QColor(look.fill), look.pattern))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            self._write(painter, metrics, area, segment, look)
            if place == self.chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(style.colours().ink), 2))
                painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _write(
        self, painter: QPainter, metrics: QFontMetricsF, area: QRect, segment: Segment, look: Look
    ) -> None:
        text = show_money(segment.pence, self._unit, self._decimals)
        needed = QSizeF(metrics.horizontalAdvance(text) + 8, metrics.height())
        if area.height() < needed.height() + 2 or area.width() < needed.width():
            return
        if look.pattern is not Qt.BrushStyle.SolidPattern:
            pad = QRectF(0, 0, needed.width(), needed.height())
            pad.moveCenter(QRectF(area).center())
            painter.fillRect(pad, QColor(style.colours().surface))
        painter.setPen(QColor(look.words))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)


class MoneyAxis(pg.AxisItem):
    """The axis of pence, labelled in the unit that the session shows."""

    def __init__(self) -> None:
        super().__init__("left")
        self.enableAutoSIPrefix(False)
        self.unit = "pounds"

    def make_room(self, lowest: float, highest: float) -> None:
        """Be as wide as the longest figure; left to itself the axis drops figures that it has no room for."""
        metrics = QFontMetricsF(style.font(style.CAPTION))
        decimals = 1 if self.unit == "millions" else 0
        ends = [show_money(round(value), self.unit, decimals) for value in (lowest, highest)]
        self.setWidth(round(max(metrics.horizontalAdvance(end) for end in ends)) + 4 * style.STEP)

    def tickStrings(self, values: "list[float]", scale: float, spacing: float) -> list[str]:
        """The figure at each tick; as many decimals as tell neighbouring ticks apart."""
        return tick_texts(values, self.unit)


class _View(pg.PlotWidget):
    """The plot of a chart; the wheel scrolls the page, and clicks go to the chart."""

    pressed_at = Signal(object)
    moved_to = Signal(object)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around the chart."""
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say where the left button was let go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed_at.emit(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say where the pointer is."""
        self.moved_to.emit(event.position().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that nothing is dragged."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Nothing beyond the two clicks."""


class Chart(QWidget):
    """Stacked columns of one series.

    Arrow keys move over the parts and Enter opens one, as a click does: `opened` carries the place of
    the part and of the column in the series.
    """

    opened = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.series: Series | None = None
        self._unit = "pounds"
        self.axis = MoneyAxis()
        self.view = _View(self, axisItems={"left": self.axis})
        # Behind the columns, so that its lines do not cross them.
        self.axis.setZValue(-1000)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        # The menu of the place around the chart is the only one; pyqtgraph's own stays away.
        for widget in (self.view, self.view.viewport()):
            widget.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot = self.view.getPlotItem()
        self.plot.setMenuEnabled(False)
        self.box: Any = self.plot.getViewBox()
        self.box.setMouseEnabled(x=False, y=False)
        self.plot.hideButtons()
        self.columns = Columns()
        self.plot.addItem(self.columns)
        self.zero = pg.InfiniteLine(0, angle=0, movable=False)
        self.plot.addItem(self.zero)
        self.legend = Legend(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.legend)
        layout.addWidget(self.view, 1)
        self.view.pressed_at.connect(self._pressed)
        self.view.moved_to.connect(self._hover)
        self._colour()

    def show_series(self, series: "Series", unit: str, decimals: int) -> None:
        """Draw a series in a unit ("pounds", "thousands", "millions")."""
        self.series, self._unit = series, unit
        segments = stack([list(part.pence) for part in series.parts])
        tones = [part.tone for part in series.parts]
        self.axis.unit = unit
        self.columns.show_segments(segments, tones, unit, decimals)
        self.legend.parts = [(part.name, part.tone) for part in series.parts]
        self.legend.unit = UNIT_SIGNS[unit]
        self.legend.update()
        self.plot.getAxis("bottom").setTicks([list(enumerate(series.labels))])
        lowest = min((segment.area.top() for segment in segments), default=0)
        highest = max((segment.area.bottom() for segment in segments), default=0) or 1
        self.axis.make_room(lowest, highest)
        self.box.setXRange(-0.5, len(series.labels) - 0.5, padding=0)
        self.box.setYRange(min(0, lowest), max(0, highest), padding=0.04)
        self.setAccessibleName(series.title)
        self.setAccessibleDescription(series.sentence)

    def _colour(self) -> None:
        """Take the colours of light or dark as they now are."""
        colours = style.colours()
        self.view.setBackground(colours.surface)
        self.zero.setPen(pg.mkPen(colours.mute, width=1))
        for name in ("left", "bottom"):
            axis = self.plot.getAxis(name)
            axis.setStyle(tickFont=style.font(style.CAPTION), tickLength=0, maxTickLevel=0)
            axis.setPen(pg.mkPen(None))
            axis.setTextPen(pg.mkPen(colours.mute))
            axis.setTickPen(pg.mkPen(colours.surface))
        self.axis.setTickPen(pg.mkPen(colours.line))
        self.axis.setGrid(255)
        self.legend.update()
        self.columns.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow light and dark."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(
            self, "zero"
        ):
            self._colour()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys choose a part of a column, Enter opens it."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
        count = len(self.columns.segments)
        if event.key() in steps and count:
            self._choose((self.columns.chosen + steps[Qt.Key(event.key())]) % count)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.columns.chosen >= 0:
            chosen = self.columns.segments[self.columns.chosen]
            self.opened.emit(chosen.part, chosen.column)
        else:
            super().keyPressEvent(event)

    def _choose(self, place: int) -> None:
        self.columns.chosen = place
        self.columns.update()
        words = self.words_of(self.columns.segments[place])
        self.setAccessibleDescription(f"{words}. {self.series.sentence if self.series else ''}")
        dots = self.columns.sceneTransform().mapRect(self.columns.segments[place].area)
        at = self.view.mapToGlobal(self.view.mapFromScene(dots.center()))
        QToolTip.showText(at, words, self)

    def words_of(self, segment: Segment) -> str:
        """A part in words: "Pooled, 2018/19: £40,200,000"."""
        if self.series is None:
            return ""
        name, label = self.series.parts[segment.part].name, self.series.labels[segment.column]
        return f"{name}, {label}: £{show_money(segment.pence)}"

    def segment_at(self, dot: Any) -> Segment | None:
        """The part under a dot of the view; nothing between the columns."""
        at = self.columns.mapFromScene(self.view.mapToScene(dot))
        return next((held for held in self.columns.segments if held.area.contains(at)), None)

    def _pressed(self, dot: Any) -> None:
        found = self.segment_at(dot)
        if found is not None:
            self.opened.emit(found.part, found.column)

    def _hover(self, dot: Any) -> None:
        found = self.segment_at(dot)
        over = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.view.viewport().setCursor(over)
        if found is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(self.view.mapToGlobal(dot), self.words_of(found), self)

    def _body(self, painter: QPainter, area: QRectF) -> None:
        """Draw the legend and the columns, with nothing chosen, as part of a picture."""
        chosen, self.columns.chosen = self.columns.chosen, -1
        legend = QRectF(area.left(), area.top(), area.width(), LEGEND_HEIGHT)
        draw_legend(painter, legend, self.legend.parts, self.legend.unit)
        target = area.adjusted(0, LEGEND_HEIGHT + 4, 0, 0)
        self.view.scene().render(painter, target, QRectF(self.view.sceneRect()))
        self.columns.chosen = chosen

    def _picture_size(self) -> QSize:
        return chart_picture.picture_size(self.view.size() + QSize(0, LEGEND_HEIGHT + 4))

    def picture(self, title: str, scope: str) -> QImage:
        """The chart as an image, twice as fine as the screen."""
        return chart_picture.image_of(self._picture_size(), title, scope, self._body)

    def write_svg(self, device: QIODevice, title: str, scope: str) -> None:
        """Write the chart as SVG."""
        sentence = self.series.sentence if self.series else scope
        size = self._picture_size()
        chart_picture.write_svg(device, size, title, scope, sentence, self._body)
