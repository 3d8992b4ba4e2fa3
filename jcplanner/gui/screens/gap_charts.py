"""The charts of the Gap screen, each with its figures beside it: bridge, trajectory, sensitivity."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy

from jcplanner.domain.assumptions import Assumption
from jcplanner.domain.gap import Gap
from jcplanner.domain.requirement import RULE
from jcplanner.domain.services import ServiceArea, tree_order
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.chart_place import ChartPlace
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, row
from jcplanner.reports.drawings import Bridge
from jcplanner.reports.gap_drawings import (
    AreaRow,
    Asked,
    areas_by_year,
    bridge,
    tornado,
    trajectory,
)

_AMOUNT = 96


class GapChart(Panel):
    """A chart in a card, and whatever stands beside it."""

    def __init__(self, session: Session, heading: str) -> None:
        super().__init__(session)
        self.chart = ChartPlace(session)
        self.chart.setMinimumHeight(150)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.card = Card()
        self.head = row(PlainLabel(heading, "section"), None)
        self.about = PlainLabel("", "caption", wrap=True)
        self.card.body.addLayout(self.head)
        self.card.body.addWidget(self.about)
        self.card.body.addWidget(self.chart, 1)

    def show_gap(self, gap: Gap, asked: Asked) -> None:
        """Show the gap that is asked for."""

    def actions_offered(self) -> list[QAction]:
        """What can be done with the chart."""
        held = self.chart
        return [held.table_action, held.copy_action, held.png_action, held.svg_action]

    def beside(self, heading: str, chart: int, other: int) -> None:
        """Put a card with a heading at the right of the chart, and say how much room each takes."""
        self.side = Card(heading)
        across = row(self.card, self.side, spacing=3 * style.STEP)
        across.setStretch(0, chart)
        across.setStretch(1, other)
        self.page.addLayout(across, 1)


class BridgePanel(GapChart):
    """From the base budget by each cause to requirement, gap and what is left."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Bridge")
        self.model = ListModel(
            ("", "Amount", "Comes to"), self._texts, right=(1, 2), tone=self._tone
        )
        self.view = ListView("Figures of the bridge", self.model, (0, _AMOUNT, _AMOUNT))
        self.beside("How it comes about", 5, 3)
        self.side.body.addWidget(self.view, 1)
        self.side.body.addWidget(PlainLabel(RULE, "caption", wrap=True))
        self.drawing: Bridge | None = None

    def show_gap(self, gap: Gap, asked: Asked) -> None:
        """Draw the bridge of the year."""
        self.drawing = bridge(self.plan, gap, asked.year, asked.whose)
        self.about.setText(self.drawing.sentence)
        self.chart.show_drawing(self.drawing)
        self.model.put(list(zip(self.drawing.bars, self.drawing.table[1], strict=True)))

    def _texts(self, held: object) -> Sequence[str]:
        bar, (name, (amount, level)) = held  # type: ignore[misc]
        return (name, "" if bar.whole else self.session.money(amount), self.session.money(level))

    def _tone(self, held: object, column: int) -> str:
        bar, _row = held  # type: ignore[misc]
        return "" if not bar.whole or bar.tone == "align" else bar.tone


class TrajectoryPanel(GapChart):
    """Requirement, resource and requirement after savings year by year, of all areas or of one."""

    area_chosen = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Trajectory")
        self.area_box = QuietCombo()
        self.area_box.setAccessibleName("Service area of the trajectory")
        self.area_box.setMinimumContentsLength(20)
        self.area_box.activated.connect(lambda _place: self.area_chosen.emit())
        self.head.addWidget(self.area_box)
        self.model = ListModel(("Requirement",), self._texts, right=range(1, 40))
        self.view = ListView("Requirement by service area and year", self.model, (0,))
        self.view.activated.connect(lambda _index: self._choose())
        self.view.clicked.connect(lambda _index: self._choose())
        self.beside("By service area", 1, 1)
        self.side.body.addWidget(
            PlainLabel("Requirement if nothing is done; Enter draws an area.", "caption", wrap=True)
        )
        self.side.body.addWidget(self.view, 1)

    @property
    def area(self) -> str | None:
        """The area that is drawn; None for all, blank for lines without one."""
        return self.area_box.currentData()

    def show_gap(self, gap: Gap, asked: Asked) -> None:
        """Draw the curves of the area that is chosen, and list the areas."""
        rows = areas_by_year(self.plan, gap, asked.whose)
        self._read_areas()
        drawing = trajectory(self.plan, gap, asked.whose, self.area, marked=asked.year)
        self.about.setText(drawing.sentence)
        self.chart.show_drawing(drawing)
        years = [year_label(year) for year in gap.years]
        self.model.put(rows, ["Service area", *years])
        for column in range(1, len(years) + 1):
            self.view.horizontalHeader().resizeSection(column, 80)
        first = self.view.horizontalHeader()
        first.setSectionResizeMode(0, first.ResizeMode.Stretch)

    def _read_areas(self) -> None:
        wanted: list[tuple[str | None, str]] = [(None, "All service areas")]
        wanted += [
            (area.id, "\u2003" * depth + area.name)
            for area, depth in tree_order(self.plan.table(ServiceArea))
        ]
        wanted.append(("", "No service area"))
        box = self.area_box
        now = [(box.itemData(place), box.itemText(place)) for place in range(box.count())]
        if now != wanted:
            chosen = self.area
            box.clear()
            for key, name in wanted:
                box.addItem(name, key)
            keys = [key for key, _ in wanted]
            box.setCurrentIndex(keys.index(chosen) if chosen in keys else 0)

    def _choose(self) -> None:
        held = self.view.current_item()
        if isinstance(held, AreaRow):
            keys = [self.area_box.itemData(place) for place in range(self.area_box.count())]
            self.area_box.setCurrentIndex(keys.index(held.area))
            self.area_chosen.emit()

    def _texts(self, held: object) -> Sequence[str]:
        assert isinstance(held, AreaRow)
        amounts = (self.session.money(one.total) for one in held.required)
        return ("\u2003" * held.depth + held.name, *amounts)


class SensitivityPanel(GapChart):
    """How far each assumption swings what is unidentified: a tornado."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Sensitivity")
        self.page.addWidget(self.card, 1)
        self.without = PlainLabel("", "caption", wrap=True)
        self.card.body.addWidget(self.without)

    def show_gap(self, gap: Gap, asked: Asked) -> None:
        """Draw each assumption at its low and at its high rates."""
        drawing = tornado(self.plan, gap, asked.year, asked.whose)
        self.about.setText(f"{drawing.title}. {drawing.sentence}")
        self.chart.setVisible(bool(drawing.swings))
        if drawing.swings:
            self.chart.show_drawing(drawing)
        shown = {swing.name for swing in drawing.swings}
        names = [held.name for held in self.plan.table(Assumption).ordered()]
        left = [name for name in names if name not in shown]
        self.without.setText(
            f"Not drawn, since low and high change nothing here: {', '.join(left)}." if left else ""
        )
        self.card.body.setStretchFactor(self.chart, 1 if drawing.swings else 0)
