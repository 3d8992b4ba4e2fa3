"""Pools: one pooled fund and year at a time: who puts in what, who bears what, and on what agreement."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.pools_contributions import ContributionsPanel
from jcplanner.gui.screens.pools_in_year import InYearPanel
from jcplanner.gui.screens.pools_risk import RiskPanel
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.year_box import YearBox
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, row


class PoolsScreen(Screen):
    """The pool and year are chosen in the head; each tab is a panel that shows them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool_box = QuietCombo()
        self.pool_box.setAccessibleName("Pool")
        self.pool_box.setMinimumContentsLength(24)
        self.pool_box.activated.connect(lambda _place: self.refresh())
        self.year_box = YearBox()
        self.year_box.chosen.connect(lambda _year: self.refresh())
        self.about = PlainLabel("", "caption")
        self.risk = RiskPanel(session)
        self.contributions = ContributionsPanel(session)
        self.in_year = InYearPanel(session)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of the pool")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of the pool")
        self.panels: dict[str, Panel] = {
            "Contributions and risk share": self.contributions,
            "In-year and statement": self.in_year,
        }
        for title, panel in self.panels.items():
            inside = QWidget()
            layout = QHBoxLayout(inside)
            layout.setContentsMargins(0, 3 * style.STEP, 0, 0)
            layout.addWidget(self._first_tab() if panel is self.contributions else panel)
            self.tabs.addTab(inside, title)
        self.tabs.currentChanged.connect(lambda _place: self._turned())
        self.page.addLayout(row(self.pool_box, self.about, None, self.year_box))
        self.faces = QStackedWidget()
        self.faces.addWidget(self.tabs)
        self.page.addWidget(self.faces, 1)

    def _first_tab(self) -> QWidget:
        """Contributions at the left, who pays at the right, and what is tried below them."""
        held = QWidget()
        down = QVBoxLayout(held)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(3 * style.STEP)
        across = row(self.contributions, self.risk.chart_card, spacing=3 * style.STEP)
        across.setStretch(0, 5)
        across.setStretch(1, 3)
        down.addLayout(across, 1)
        down.addWidget(self.risk.try_card, 1)
        return held

    @property
    def pool(self) -> str | None:
        """The pool that is chosen; None where the plan has none."""
        return self.pool_box.currentData()

    @property
    def panel(self) -> Panel:
        """The panel in sight."""
        return list(self.panels.values())[self.tabs.currentIndex()]

    def actions_offered(self) -> list[QAction]:
        """The commands of the screen and of the panel in sight."""
        return self.panel.actions_offered()

    def refresh(self) -> None:
        """Show pool and year as they now stand, in the panel in sight."""
        self._read_pools()
        self.year_box.read(self.plan)
        self._show()

    def _read_pools(self) -> None:
        held, chosen = self.plan.table(Pool).ordered(), self.pool
        wanted = [(pool.id, pool.name) for pool in held]
        if wanted != [
            (self.pool_box.itemData(place), self.pool_box.itemText(place))
            for place in range(self.pool_box.count())
        ]:
            self.pool_box.clear()
            for key, name in wanted:
                self.pool_box.addItem(name, key)
            self.pool_box.setCurrentIndex(max(self.pool_box.findData(chosen), 0))

    def _show(self) -> None:
        pool, year = self.pool, self.year_box.year
        panel = self.panel
        if panel is self.contributions:
            self.risk.show_pool(pool, year)
        panel.show_pool(pool, year)  # type: ignore[attr-defined]

    def _turned(self) -> None:
        self._show()
        self.offers_changed.emit()

    def show_place(self, place: Place) -> None:
        """Lead to a pool and year."""
        self._read_pools()
        found = self.pool_box.findData(place.id) if place.table == Pool.TABLE else -1
        if found >= 0:
            self.pool_box.setCurrentIndex(found)
        self.year_box.choose(place.year)
        self.refresh()
