"""From last year's contribution to this year's as a chart: of the whole pool or of one partner."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget

from jcplanner.domain.years import year_label
from jcplanner.gui.chart_place import ChartPlace
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, row
from jcplanner.reports.pool_sheet import pool_sheet
from jcplanner.reports.pools import contribution_bridge

ALL = "All partners"


class BridgePanel(Panel):
    """The tab with the bridge between two years."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool: str | None = None
        self.year = session.plan.years[0]
        self.partner_box = QuietCombo()
        self.partner_box.setAccessibleName("Whose contribution")
        self.partner_box.setMinimumContentsLength(20)
        self.partner_box.activated.connect(lambda _place: self.refresh())
        label = QLabel("&Whose")
        label.setProperty("role", "caption")
        label.setBuddy(self.partner_box)
        self.heading = PlainLabel("", "section")
        self.chart = ChartPlace(session)
        self.said = PlainLabel("", "caption", wrap=True)
        card = Card()
        card.body.addLayout(row(self.heading, None, label, self.partner_box))
        card.body.addWidget(self.chart, 1)
        card.body.addWidget(self.said)
        self.page.addWidget(card)
        self.partner_action = self.command("The next &partner", "Ctrl+Shift+P", self.turn)

    def actions_offered(self) -> list[QAction]:
        """Whose contribution, and what is done with the chart."""
        chart = self.chart
        return [
            self.partner_action,
            chart.table_action,
            chart.copy_action,
            chart.png_action,
            chart.svg_action,
        ]

    def show_pool(self, pool: str | None, year: int) -> None:
        """Show another pool or year."""
        self.pool, self.year = pool, year
        self.refresh()

    def refresh(self) -> None:
        """Read the bridge again."""
        begins = self.year == self.plan.years[0]
        self.heading.setText(
            f"Contributions from {year_label(self.year - 1)} to {year_label(self.year)}"
        )
        self.chart.setVisible(self.pool is not None and not begins)
        if self.pool is None or begins:
            self.said.setText(
                f"{year_label(self.year)} is the first year of the plan: choose a later one to see what led "
                "to its contributions."
            )
            return
        self._read_partners(self.pool)
        partner = self.partner_box.currentData()
        drawing = contribution_bridge(
            self.plan, self.pool, self.year, partner, whole=partner is None
        )
        self.chart.show_drawing(drawing)
        self.said.setText(drawing.sentence)

    def _read_partners(self, pool: str) -> None:
        chosen = self.partner_box.currentData()
        wanted: list[tuple[str | None, str]] = [(None, ALL)]
        for held in pool_sheet(self.plan, pool, self.year).rows:
            if held.partner is not None:
                wanted.append((held.partner, self.plan.records.name("partner", held.partner)))
        box = self.partner_box
        if wanted != [(box.itemData(at), box.itemText(at)) for at in range(box.count())]:
            box.clear()
            for key, name in wanted:
                box.addItem(name, key)
            box.setCurrentIndex(max(box.findData(chosen), 0))

    def turn(self) -> None:
        """Show the next partner's bridge; after the last one the whole pool's."""
        box = self.partner_box
        if box.count():
            box.setCurrentIndex((box.currentIndex() + 1) % box.count())
            self.refresh()

    def take_focus(self) -> None:
        """The keyboard goes to the choice of partner."""
        self.partner_box.setFocus()
