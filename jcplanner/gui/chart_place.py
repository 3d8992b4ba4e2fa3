"""Where a chart stands: its words until the chart is loaded, then the chart, or its figures as a table.

The charting library costs more than the rest of the start, so this place comes without it: it says in
words what the chart will show, is painted, and only then loads `charts`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QIODevice, QRectF, QSaveFile, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.file_names import plain_name
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.session import DECIMALS, Session
from jcplanner.gui.widgets import PlainLabel
from jcplanner.reports.drawings import Bridge, Curves, Structure, Swings

if TYPE_CHECKING:
    from jcplanner.gui.chart_canvas import DrawnChart
    from jcplanner.gui.charts import Chart
    from jcplanner.reports.headlines import Series

Drawing = Curves | Bridge | Swings | Structure

_WORDS, _CHART, _TABLE = range(3)

_C = TypeVar("_C", "Chart", "DrawnChart")
_Row = tuple[str, tuple[int | None, ...]]


class ChartPlace(QWidget):
    """Holds one chart: of a series, or of a drawing (curves, a bridge, swings).

    `opened` carries the places of a part and of a column in the series; for a drawing, of a curve and a
    label, of a bar and 0, or of a swing and its end (0 low, 1 high). On a screen with several charts in
    sight, ``keys_inside`` keeps the shortcuts to the one that has the focus.
    """

    opened = Signal(int, int)
    reached = Signal(QRectF)
    """Where the mark lies that the keys have come to in a drawing."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, keys_inside: bool = False
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._keys_inside = keys_inside
        self.series: Series | None = None
        self.drawing: Drawing | None = None
        self.scope = ""
        self.chart: Chart | DrawnChart | None = None
        self._coming = False
        self.words = PlainLabel("", "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.model = ListModel((), self._row_texts, right=range(1, 40))
        self.table = ListView("Figures of the chart", self.model, (180,))
        self.table.setSelectionBehavior(ListView.SelectionBehavior.SelectItems)
        self.table.activated.connect(self._open_cell)
        self._faces = QStackedLayout(self)
        self._faces.addWidget(self.words)
        self._faces.insertWidget(_CHART, QWidget())
        self._faces.insertWidget(_TABLE, self.table)
        self.table_action = self._action("Show the chart as a &table", self._switch, "Ctrl+Shift+T")
        self.table_action.setCheckable(True)
        self.copy_action = self._action("&Copy the chart as a picture", self.copy, "Ctrl+Shift+C")
        self.png_action = self._action(
            "Save the chart as &PNG\u2026", lambda: self.ask_where("png"), "Ctrl+Alt+P"
        )
        self.svg_action = self._action(
            "Save the chart as &SVG\u2026", lambda: self.ask_where("svg"), "Ctrl+Alt+S"
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _action(self, text: str, then: Callable[[], object], shortcut: str = "") -> QAction:
        made = QAction(text, self)
        if shortcut:
            made.setShortcut(shortcut)
        if self._keys_inside:
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(lambda: then())
        self.addAction(made)
        return made

    def show_series(self, series: "Series", scope: str) -> None:
        """Show other figures; ``scope`` is what they count, in words."""
        scope = self.session.plan.scoped(scope)
        self.series, self.drawing, self.scope = series, None, scope
        rows = [(part.name, part.pence) for part in series.parts]
        self._say(series.title, series.sentence, series.labels, rows)
        if self.chart is not None:
            self._draw()

    def show_drawing(self, drawing: Drawing, scope: str = "") -> None:
        """Show curves, a bridge or swings; ``scope`` in place of the drawing's own, where given."""
        scope = self.session.plan.scoped(scope or drawing.scope)
        self.drawing, self.series, self.scope = drawing, None, scope
        self._say(drawing.title, drawing.sentence, *drawing.table)
        if self.chart is not None:
            self._draw()

    @property
    def shown(self) -> "Series | Drawing | None":
        """What is drawn here; None until something is."""
        return self.drawing or self.series

    @property
    def _measure(self) -> str:
        """What is drawn in place of money, such as points; blank for money."""
        return self.drawing.measure if isinstance(self.drawing, Curves | Swings | Structure) else ""

    def _say(self, title: str, sentence: str, labels: Sequence[str], rows: Sequence[_Row]) -> None:
        """Put what is drawn in words and in the table."""
        self.words.setText(sentence)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        headers = ["", *labels]
        self.model.put(rows, headers)
        across = self.table.horizontalHeader()
        for column in range(1, len(headers)):
            across.resizeSection(column, 100)

    def _row_texts(self, row: object) -> Sequence[str]:
        name, amounts = cast(_Row, row)
        if self._measure:
            return [name, *("" if held is None else f"{held / 100:g}" for held in amounts)]
        return [name, *(self.session.money(pence) for pence in amounts)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Once the words have been painted, bring the chart."""
        super().paintEvent(event)
        if self.chart is None and not self._coming:
            self._coming = True
            QTimer.singleShot(0, self.load)

    def load(self) -> "Chart | DrawnChart":
        """Load what draws the chart, and show the chart in place of the words."""
        if self.chart is None:
            self._draw()
            self._switch()
        assert self.chart is not None
        return self.chart

    def _draw(self) -> None:
        """Draw what is shown on a chart of its kind; another kind takes the place of the last."""
        unit = "pounds" if self._measure else self.session.unit
        if self.drawing is not None:
            chart = self._drawn_chart(self.drawing)
            chart.show_drawing(self.drawing, unit, 1 if self._measure else DECIMALS[unit])
        else:
            columns = self._column_chart()
            if self.series is not None:
                columns.show_series(self.series, unit, DECIMALS[unit])

    def _column_chart(self) -> "Chart":
        # The charting library is loaded here, and only here.
        from jcplanner.gui.charts import Chart

        if isinstance(self.chart, Chart):
            return self.chart
        return self._put(Chart(self))

    def _drawn_chart(self, drawing: Drawing) -> "DrawnChart":
        from jcplanner.gui.chart_canvas import DrawnChart
        from jcplanner.gui.chart_kinds import lay_out_of

        lay_out = lay_out_of(drawing)
        if isinstance(self.chart, DrawnChart) and self.chart.lay_out is lay_out:
            return self.chart
        made = self._put(DrawnChart(lay_out, self))
        made.reached.connect(self.reached)
        return made

    def go_to(self, part: int) -> None:
        """Put the keyboard on a part of the drawing, at its last mark."""
        from jcplanner.gui.chart_canvas import DrawnChart

        chart = self.load()
        if isinstance(chart, DrawnChart):
            chart.setFocus(Qt.FocusReason.OtherFocusReason)
            chart.go_to(part)

    def _put(self, chart: _C) -> _C:
        """Let a chart take the place of what stood there."""
        before, current = self._faces.widget(_CHART), self._faces.currentIndex()
        if before is not None:
            self._faces.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._faces.insertWidget(_CHART, chart)
        self._faces.setCurrentIndex(current)
        # The chart comes last, but stands where its table does.
        self.setTabOrder(self.table, chart)
        chart.opened.connect(self.opened)
        self.chart = chart
        return chart

    def _switch(self) -> None:
        wanted = _TABLE if self.table_action.isChecked() else _CHART
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._faces.setCurrentIndex(wanted)
        if had_focus:
            self._faces.currentWidget().setFocus()

    def _open_cell(self) -> None:
        at = self.table.currentIndex()
        if isinstance(self.drawing, Bridge):
            self.opened.emit(at.row(), 0)
        elif at.column() > 0:
            self.opened.emit(at.row(), at.column() - 1)

    # Pictures

    def copy(self) -> None:
        """Put the chart on the clipboard as a picture."""
        if self.shown is not None:
            picture = self.load().picture(self.shown.title, self.scope)
            QGuiApplication.clipboard().setImage(picture)

    def ask_where(self, kind: str) -> QFileDialog:
        """Ask where to save the chart ("png" or "svg"). Returns the dialog, already open."""
        name = plain_name(self.shown.title) if self.shown else "Chart"
        dialog = QFileDialog(self, "Save the chart", name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.setNameFilter(f"{kind.upper()} picture (*.{kind})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(
            lambda path: self.session.do(lambda: self.save(Path(path)), self)
        )
        dialog.open()
        return dialog

    def save(self, path: Path) -> None:
        """Save the chart as PNG or SVG by the name's ending. Raises Refusal where it cannot be written."""
        if self.shown is None:
            return
        chart, file = self.load(), QSaveFile(str(path))
        if not file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise Refusal(f"The picture cannot be written to {path}: {file.errorString()}.")
        if path.suffix.lower() == ".svg":
            chart.write_svg(file, self.shown.title, self.scope)
        else:
            chart.picture(self.shown.title, self.scope).save(file, "PNG")  # type: ignore[call-overload]
        if not file.commit():
            raise Refusal(f"The picture cannot be written to {path}: {file.errorString()}.")
