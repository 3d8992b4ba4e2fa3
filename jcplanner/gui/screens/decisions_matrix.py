"""The first tab of Decisions: the matrix, and below it what is to be known of the cell with the cursor."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from jcplanner.domain.partners import Body
from jcplanner.domain.proposals import Proposal
from jcplanner.gui.screens.decisions_grid import MatrixModel, MatrixView
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.proposal_dialog import ProposalDialog
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, NothingYet, button
from jcplanner.plan import decision_edits
from jcplanner.reports.decided_figures import Since
from jcplanner.reports.decisions import matrix


class MatrixPanel(Panel):
    """Proposals down, bodies across. ``bodies_wanted`` asks for the tab on which bodies are added."""

    bodies_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.since = Since(session.plan)
        self.model = MatrixModel()
        self.view = MatrixView(self.model)
        self.view.opened.connect(self._open)
        card = Card()
        card.body.addWidget(self.view, 1)
        self.faces = QStackedWidget()
        self.faces.addWidget(card)
        self.first_proposal = button("New proposal", self.add, "primary")
        self.first_bodies = button("Bodies", self.bodies_wanted.emit)
        self.faces.addWidget(
            NothingYet(
                "No proposal yet",
                "A proposal is what the bodies are asked to decide, each by itself. Add the bodies that "
                "decide and advise, then the first proposal.",
                self.first_proposal,
                self.first_bodies,
            )
        )
        self.page.addWidget(self.faces, 1)
        self._actions = [
            self.command("&New proposal", "Ctrl+N", self.add),
            self.command("&Open the proposal\u2026", "Ctrl+Return", self.open_proposal),
        ]

    def actions_offered(self) -> list[QAction]:
        """Proposals and what bodies said of them."""
        return self._actions

    @property
    def proposal(self) -> str:
        """The proposal with the cursor; blank for none."""
        index = self.view.currentIndex()
        return self.model.row(index).proposal if index.isValid() else ""

    def refresh(self) -> None:
        """Read proposals and decisions again."""
        self.model.put(matrix(self.plan, date.today(), self.since))
        self.faces.setCurrentIndex(0 if self.plan.table(Proposal) else 1)
        self.first_bodies.setVisible(not self.plan.table(Body))
        if not self.view.currentIndex().isValid():
            self.view.go_to(0, 0)

    def add(self) -> None:
        """Make a proposal and open it."""
        key = self.session.do(lambda: decision_edits.add_proposal(self.plan), self)
        if key is not None:
            self.refresh()
            self.view.go_to(self.model.row_of(key), 0)
            self.open_proposal()

    def open_proposal(self) -> None:
        """Open the proposal with the cursor."""
        if self.proposal:
            self.dialog = ProposalDialog(self.session, self.proposal, self.window())
            self.dialog.open()

    def _open(self, index: QModelIndex) -> None:
        self.open_proposal()

    def show_record(self, table: str, key: str) -> None:
        """Put the cursor on a proposal, or on one body's decision on it."""
        self.refresh()
        proposal, _, body = key.partition(":")
        bodies = [held.id for held in self.plan.table(Body).ordered()]
        column = bodies.index(body) + 1 if body in bodies else 0
        self.view.go_to(self.model.row_of(proposal), column)
        self.take_focus()

    def take_focus(self) -> None:
        """The matrix has the keyboard, or the first button where there is none yet."""
        held = self.first_proposal if self.faces.currentIndex() else self.view
        held.setFocus(Qt.FocusReason.OtherFocusReason)
