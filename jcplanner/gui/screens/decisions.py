"""Decisions: what each body said of each proposal, what comes next and when, and the bodies themselves."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from jcplanner.domain.deciding import proposal_of
from jcplanner.domain.decisions import Decision, Meeting
from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Place
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.services import ServiceArea
from jcplanner.gui import style
from jcplanner.gui.screens.decisions_bodies import BodiesPanel
from jcplanner.gui.screens.decisions_forward import ForwardPanel
from jcplanner.gui.screens.decisions_matrix import MatrixPanel
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import ScreenHead, button
from jcplanner.plan.plan import Notice
from jcplanner.reports.decided_figures import FIGURE_TABLES


class DecisionsScreen(Screen):
    """A tab each for the matrix, the forward plan and the bodies."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.matrix = MatrixPanel(session)
        self.forward = ForwardPanel(session)
        self.bodies = BodiesPanel(session)
        self.panels: dict[str, Panel] = {
            "Decisions": self.matrix,
            "Forward plan": self.forward,
            "Bodies": self.bodies,
        }
        head = ScreenHead("Decisions", "one proposal, each body's own words, on its own date")
        self.new_button = button("New proposal", self.new_proposal, "primary")
        self.new_button.setToolTip("Ctrl+N on the first tab")
        self.paper_button = button("Board paper\u2026", self.open_paper)
        self.paper_button.setToolTip("Of the proposal with the cursor (Ctrl+B on the first tab)")
        head.add(self.paper_button)
        head.add(self.new_button)
        self.page.addWidget(head)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of the decisions")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of the decisions")
        for title, panel in self.panels.items():
            inside = QWidget()
            layout = QHBoxLayout(inside)
            layout.setContentsMargins(0, 2 * style.STEP, 0, 0)
            layout.addWidget(panel)
            self.tabs.addTab(inside, title)
        self.page.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _place: self._turned())
        self.matrix.bodies_wanted.connect(lambda: self.show_panel(self.bodies))
        self.forward.body_wanted.connect(lambda _key: self.show_panel(self.bodies))
        self.forward.decision_wanted.connect(
            lambda key: self.show_place(Place("decisions", Decision.TABLE, key))
        )
        self.next_part = self.command("Next &part", "Ctrl+PgDown", lambda: self._turn(1))
        self.last_part = self.command("Pre&vious part", "Ctrl+PgUp", lambda: self._turn(-1))

    @property
    def panel(self) -> Panel:
        """The part in sight."""
        return list(self.panels.values())[self.tabs.currentIndex()]

    def actions_offered(self) -> list[QAction]:
        """Turning the tabs, and what is done with the part in sight."""
        own = self.panel.actions_offered()
        return [self.last_part, self.next_part, *([self.separator(), *own] if own else [])]

    def show_panel(self, panel: Panel) -> None:
        """Turn to a part, with the keyboard in it."""
        self.tabs.setCurrentIndex(list(self.panels.values()).index(panel))
        panel.take_focus()

    def _turn(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.tabs.tabBar().setFocus()

    def _turned(self) -> None:
        self.panel.refresh()
        self.offers_changed.emit()

    def new_proposal(self) -> None:
        """Make a proposal and open it, whichever tab is in sight."""
        self.tabs.setCurrentIndex(0)
        self.matrix.add()

    def open_paper(self) -> None:
        """Read the board paper of the proposal with the cursor, whichever tab is in sight."""
        self.tabs.setCurrentIndex(0)
        self.matrix.open_paper()

    def _changed(self, notice: Notice) -> None:
        self._forget(notice)
        super()._changed(notice)

    def _forget(self, notice: Notice) -> None:
        if notice.everything or notice.tables & FIGURE_TABLES:
            self.matrix.since.forget()

    def refresh(self) -> None:
        """Show the part in sight as it now stands."""
        self.panel.refresh()
        self.paper_button.setEnabled(bool(self.plan.table(Proposal)))

    def standing(self) -> tuple[int, int, int]:
        """The tab in sight, and the cell of the matrix with the cursor."""
        index = self.matrix.view.currentIndex()
        return self.tabs.currentIndex(), index.row(), index.column()

    def resume(self, standing: tuple[int, int, int]) -> None:
        """Turn to the same tab, with the cursor on the same cell."""
        tab, *cell = standing
        self.matrix.refresh()
        self.matrix.view.go_to(*cell)
        self.tabs.setCurrentIndex(tab)

    def take_focus(self) -> None:
        """Work begins in the part in sight."""
        self.panel.take_focus()

    def show_place(self, place: Place) -> None:
        """Lead to a proposal or a part of it, to one body's decision, to a body or a meeting."""
        records = self.plan.records
        if place.table in (Body.TABLE, Meeting.TABLE):
            self.show_panel(self.bodies)
            self.bodies.show_record(place.table, place.id)
            return
        self.tabs.setCurrentIndex(0)
        if not place.table:
            self.refresh()
        elif place.table == Decision.TABLE:
            self.matrix.show_record(place.id)
        elif place.table == ServiceArea.TABLE:
            held = (one for one in self.plan.table(Proposal).ordered())
            about = (one.id for one in held if one.service_area == place.id)
            self.matrix.show_record(next(about, ""))
        else:
            proposal = proposal_of(records, place.table, place.id)
            self.matrix.show_record(proposal)
            if proposal and place.table != Proposal.TABLE:
                self.matrix.open_proposal(place)

    def find(self, text: str) -> None:
        """Look for a proposal by its title."""
        self.tabs.setCurrentIndex(0)
        self.matrix.find(text)
