"""Pools: one pooled fund and year at a time: who puts in what, who bears what, and on what agreement."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.forms.host_question import HostQuestion
from jcplanner.gui.screens.folding import Folding
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.pools_agreement import AgreementPanel
from jcplanner.gui.screens.pools_bridge import BridgePanel
from jcplanner.gui.screens.pools_contributions import ContributionsPanel
from jcplanner.gui.screens.pools_ending import EndingPanel
from jcplanner.gui.screens.pools_in_year import InYearPanel
from jcplanner.gui.screens.pools_in_year_rows import pool_at
from jcplanner.gui.screens.pools_instalments import InstalmentsPanel
from jcplanner.gui.screens.pools_risk import RiskPanel
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.year_box import YearBox
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import NothingYet, PlainLabel, ScreenHead, button, row
from jcplanner.plan import edits
from jcplanner.plan.plan import Notice
from jcplanner.reports.pool_sheet import agreement_words, pool_words

NARROW = 900
"""Below this width, in pixels, parts stand below each other."""

CONTRIBUTIONS, BRIDGE, AGREEMENT, IN_YEAR, INSTALMENTS, ENDING = range(6)
_TITLES = (
    "Contributions and risk share",
    "Bridge from last year",
    "Agreement",
    "In-year and statement",
    "Instalments",
    "Way out",
)
_TAB_OF = {
    "pool_agreement": AGREEMENT,
    "agreement_term": AGREEMENT,
    "instalment": INSTALMENTS,
    "outturn": IN_YEAR,
    "budget_line": IN_YEAR,
}


class _ShowsPool(Protocol):
    def show_pool(self, pool: str | None, year: int) -> None: ...


class PoolsScreen(Screen):
    """The pool and year are chosen in the head; each tab is a panel that shows them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool_box = QuietCombo()
        self.pool_box.setAccessibleName("Pool")
        self.pool_box.setMinimumContentsLength(20)
        self.pool_box.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToContents)
        self.pool_box.setMaximumWidth(460)
        self.pool_box.setStyleSheet("QComboBox { font-size: 15px; font-weight: 600; }")
        self.pool_box.activated.connect(lambda _place: self.refresh())
        self.year_box = YearBox()
        self.year_box.chosen.connect(lambda _year: self.refresh())
        self.about = PlainLabel("", "caption", wrap=True)
        self.agreement_button = button("Agreement", lambda: self.turn_to(AGREEMENT))
        self.statement_button = button(
            "Quarterly statement", lambda: self.turn_to(IN_YEAR), "primary"
        )
        self.new_button = button("New pool", self.add_pool)
        self.risk = RiskPanel(session)
        self.contributions = ContributionsPanel(session)
        self.bridge = BridgePanel(session)
        self.agreement = AgreementPanel(session)
        self.agreement.question_wanted.connect(self.ask_host)
        self.in_year = InYearPanel(session)
        self.instalments = InstalmentsPanel(session)
        self.ending = EndingPanel(session)
        self.panels: tuple[Panel, ...] = (
            self.contributions,
            self.bridge,
            self.agreement,
            self.in_year,
            self.instalments,
            self.ending,
        )
        self._lay_out()
        self._make_actions()

    # Laying out

    def _lay_out(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of the pool")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of the pool")
        for title, panel in zip(_TITLES, self.panels, strict=True):
            inside = QWidget()
            layout = QHBoxLayout(inside)
            layout.setContentsMargins(0, 3 * style.STEP, 0, 0)
            layout.addWidget(self._first_tab() if panel is self.contributions else panel)
            self.tabs.addTab(inside, title)
        self.tabs.currentChanged.connect(lambda _place: self._turned())
        self.head = QWidget()
        head = row(
            self.pool_box,
            self.about,
            self.year_box,
            self.new_button,
            self.agreement_button,
            self.statement_button,
        )
        head.setStretch(1, 1)
        self.about_below = PlainLabel("", "caption", wrap=True)
        down = QVBoxLayout(self.head)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(style.STEP)
        down.addLayout(head)
        down.addWidget(self.about_below)
        self.page.addWidget(self.head)
        self.question = HostQuestion(self.session)
        self.page.addWidget(self.question)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.tabs)
        self.faces.addWidget(self._empty_face())
        self.page.addWidget(self.faces, 1)

    def _first_tab(self) -> QWidget:
        """Contributions at the left, who pays at the right, and what is tried below them."""
        for part, low in (
            (self.contributions, 280),
            (self.risk.chart_card, 230),
            (self.risk.try_card, 210),
        ):
            part.setMinimumHeight(low)
        held = Folding((self.contributions, 20), (self.risk.chart_card, 9), narrow=NARROW)
        held.add_below(self.risk.try_card)
        return held

    def _empty_face(self) -> QWidget:
        self.empty_button = button("Add a pool", self.add_pool, "primary")
        pathway = button("Show the Pathway", lambda: self.session.go(Place("pathway")))
        face = QWidget()
        down = QVBoxLayout(face)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(3 * style.STEP)
        down.addWidget(ScreenHead("Pools"))
        nothing = NothingYet(
            "No pooled fund yet",
            "A pooled fund is one budget under one host. Add one here, then name it on the Pathway "
            "screen for the areas and years that are pooled: their lines are in it from then on.",
            self.empty_button,
            pathway,
        )
        down.addWidget(nothing, 1)
        return face

    def _make_actions(self) -> None:
        self._actions = [
            self.command("&New pool", "Ctrl+N", self.add_pool),
            self.command("What the pool &is: host, dates\u2026", "Ctrl+D", self.show_details),
            self.command("The &quarterly statement", "Ctrl+Alt+Q", self.show_statement),
            self.command("Next p&ool", "Alt+Down", lambda: self.move_pool(1)),
            self.command("Pool a&bove", "Alt+Up", lambda: self.move_pool(-1)),
            self.command("Next &year", "Alt+Right", lambda: self.year_box.move(1)),
            self.command("Y&ear before", "Alt+Left", lambda: self.year_box.move(-1)),
            self.command("Next &tab", "Ctrl+PgDown", lambda: self._turn(1)),
            self.command("Tab be&fore", "Ctrl+PgUp", lambda: self._turn(-1)),
        ]

    def actions_offered(self) -> list[QAction]:
        """The commands of the screen and of the panel in sight."""
        own = list(self._actions)
        if self.pool is None:
            return own[:1]
        offered = list(self.panel.actions_offered())
        if self.panel is self.contributions:
            offered += self.risk.actions_offered()
        return [*own, self.separator(), *offered] if offered else own

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window what the pool is stands below it, and a new one is added by menu."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self.about.setText("" if narrow else self.about_below.text())
        self.about_below.setVisible(narrow)
        self.new_button.setVisible(not narrow)

    # Which pool and year, which tab

    @property
    def pool(self) -> str | None:
        """The pool that is chosen; None where the plan has none."""
        return self.pool_box.currentData()

    @property
    def panel(self) -> Panel:
        """The panel in sight."""
        return self.panels[self.tabs.currentIndex()]

    def turn_to(self, tab: int) -> None:
        """Show a tab, with the keyboard where work on it begins."""
        self.tabs.setCurrentIndex(tab)
        self.panel.take_focus()

    def _turn(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.tabs.tabBar().setFocus()

    def move_pool(self, by: int) -> None:
        """Show the next pool (1) or the one above (-1), where there is one."""
        place = self.pool_box.currentIndex() + by
        if 0 <= place < self.pool_box.count():
            self.pool_box.setCurrentIndex(place)
            self.refresh()

    def show_statement(self) -> None:
        """Turn to the statement of the pool."""
        self.in_year.show_statement()
        self.turn_to(IN_YEAR)

    def show_details(self) -> None:
        """Turn to what the pool is, its host first."""
        self.tabs.setCurrentIndex(AGREEMENT)
        self.agreement.form.focus("host")

    def show_place(self, place: Place) -> None:
        """Lead to a pool and year, and to the tab and row that a record belongs on."""
        self._read_pools()
        found = self.pool_box.findData(pool_at(self.plan, place))
        if found >= 0:
            self.pool_box.setCurrentIndex(found)
        self.year_box.read(self.plan)
        self.year_box.choose(place.year)
        self.tabs.setCurrentIndex(_TAB_OF.get(place.table, CONTRIBUTIONS))
        self.refresh()
        if self.pool is None:
            return
        self.panel.take_focus()
        go: Callable[[str], None] | None = getattr(self.panel, "show_place", None)
        if go is not None and place.table not in ("", Pool.TABLE):
            go(place.id)

    def place(self) -> Place | None:
        """The pool and year in sight."""
        return Place("pools", Pool.TABLE, self.pool, self.year_box.year) if self.pool else None

    def find(self, text: str) -> None:
        """Show the next pool with these words in its name."""
        wanted, count = text.casefold().strip(), self.pool_box.count()
        for step in range(1, count + 1):
            place = (self.pool_box.currentIndex() + step) % count
            if wanted and wanted in self.pool_box.itemText(place).casefold():
                self.pool_box.setCurrentIndex(place)
                self.refresh()
                return

    def take_focus(self) -> None:
        """The keyboard goes to the pools, or to the button that adds one."""
        wanted = self.pool_box if self.plan.table(Pool) else self.empty_button
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    # Following the plan

    def refresh(self) -> None:
        """Show pool and year as they now stand, in the panel in sight."""
        had = self.pool is not None
        self._read_pools()
        self.year_box.read(self.plan)
        pool = self.pool
        self.faces.setCurrentIndex(0 if pool is not None else 1)
        self.head.setVisible(pool is not None)
        if pool != self.question.pool:
            self.question.hide()
        if pool is not None:
            held = self.plan.table(Pool)[pool]
            words = pool_words(self.plan, held)
            self.about_below.setText(words)
            self.about.setText(words if self.about_below.isHidden() else "")
            self.agreement_button.setText(agreement_words(self.plan, pool))
            self.agreement_button.setToolTip("Items of regulation 7(3) that are settled")
            self._show()
        if had != (pool is not None):
            self.offers_changed.emit()

    def follow(self, notice: Notice) -> None:
        """A change of host asks its question at once."""
        self.refresh()
        self.question.follow(notice, self.pool, self.year_box.year)

    def _read_pools(self) -> None:
        chosen = self.pool
        wanted = [(pool.id, pool.name) for pool in self.plan.table(Pool).ordered()]
        box = self.pool_box
        if wanted != [(box.itemData(at), box.itemText(at)) for at in range(box.count())]:
            box.clear()
            for key, name in wanted:
                box.addItem(name, key)
            box.setCurrentIndex(max(box.findData(chosen), 0) if wanted else -1)

    def _show(self) -> None:
        pool, year = self.pool, self.year_box.year
        parts: list[Callable[[str | None, int], None]] = []
        if self.panel is self.contributions:
            parts.append(self.risk.show_pool)
        panel: _ShowsPool = self.panel  # type: ignore[assignment]
        parts.append(panel.show_pool)
        for part in parts:
            part(pool, year)

    def _turned(self) -> None:
        if self.pool is not None:
            self._show()
        self.offers_changed.emit()

    # What people do

    def add_pool(self) -> None:
        """Add a pool and lead to what it is."""
        key = self.session.do(lambda: edits.add(self.plan, Pool), self)
        if key is None:
            return
        self._read_pools()
        self.pool_box.setCurrentIndex(self.pool_box.findData(key))
        self.tabs.setCurrentIndex(AGREEMENT)
        self.refresh()
        self.agreement.form.focus("name")

    def ask_host(self) -> None:
        """Show the VAT question of the pool's host."""
        self.question.ask(self.pool, self.year_box.year)
