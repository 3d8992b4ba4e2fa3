"""The first tab of Decisions: the matrix, and below it what is to be known of the cell with the cursor."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from jcplanner.domain.deciding import body_name
from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Place, Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.versions import Version
from jcplanner.gui import style
from jcplanner.gui.compare_dialog import CompareDialog
from jcplanner.gui.errors import ask, tell
from jcplanner.gui.forms.undo_strip import UndoStrip
from jcplanner.gui.paper_dialog import PaperDialog
from jcplanner.gui.screens.decision_dialog import DecisionDialog
from jcplanner.gui.screens.decisions_grid import MatrixModel, MatrixView
from jcplanner.gui.screens.facts_card import FactsCard
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.proposal_dialog import ProposalDialog
from jcplanner.gui.session import Session
from jcplanner.gui.tasks import waiting
from jcplanner.gui.widgets import Card, NothingYet, button, row
from jcplanner.plan import decision_edits, edits
from jcplanner.reports.decided_figures import Since
from jcplanner.reports.decision_facts import consultation_facts, decision_facts, proposal_facts
from jcplanner.reports.decisions import MatrixCell, matrix
from jcplanner.reports.differences import as_frozen, as_now, compare

LOWER = 190


class MatrixPanel(Panel):
    """Proposals down, bodies across. ``bodies_wanted`` asks for the tab on which bodies are added."""

    bodies_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.since = Since(session.plan)
        self.model = MatrixModel()
        self.view = MatrixView(self.model)
        self.view.opened.connect(self._open)
        self.view.delete_wanted.connect(self.remove)
        self.strip = UndoStrip(session)
        card = Card()
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.strip)
        self.facts = FactsCard(" ")
        self.record_button = button("Record decision\u2026", self.record)
        self.record_button.setToolTip("Ctrl+R, or Enter on its cell")
        self.changes_button = button("What has changed since\u2026", self.compare)
        self.changes_button.setToolTip("Ctrl+D")
        self.open_button = button("Proposal\u2026", self.open_proposal)
        self.open_button.setToolTip("Ctrl+Return, or Enter on its name")
        self.facts.body.addLayout(
            row(self.record_button, self.changes_button, self.open_button, None)
        )
        self.consultation = FactsCard(" ")
        lower = QWidget()
        across = row(self.facts, self.consultation, spacing=3 * style.STEP)
        across.setStretch(0, 5)
        across.setStretch(1, 3)
        lower.setLayout(across)
        lower.setMinimumHeight(LOWER)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setHandleWidth(3 * style.STEP)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(card)
        self.split.addWidget(lower)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.split)
        self.faces.addWidget(self._empty())
        self.page.addWidget(self.faces, 1)
        self.view.selectionModel().currentChanged.connect(lambda *_at: self._show_facts())
        self._make_actions()

    def _empty(self) -> QWidget:
        self.first_proposal = button("New proposal", self.add, "primary")
        self.first_bodies = button("Add the bodies", self.bodies_wanted.emit)
        held = QWidget()
        down = QVBoxLayout(held)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(
            NothingYet(
                "No proposal yet",
                "A proposal is what the bodies are asked to decide, each by itself and on its own day. Add "
                "the bodies that decide or advise, then the first proposal.",
                self.first_proposal,
                self.first_bodies,
            )
        )
        return held

    def _make_actions(self) -> None:
        self._actions = [
            self.command("&New proposal", "Ctrl+N", self.add),
            self.command("&Open the proposal\u2026", "Ctrl+Return", lambda: self.open_proposal()),
            self.command("Move it &up", "Alt+Up", lambda: self.move(-1)),
            self.command("Move it dow&n", "Alt+Down", lambda: self.move(1)),
            self.command("&Board paper\u2026", "Ctrl+B", self.open_paper),
            self.command("&Record decision\u2026", "Ctrl+R", self.record),
            self.command("What has &changed since\u2026", "Ctrl+D", self.compare),
            self.command("Re&move, or do not ask the body", "Ctrl+Del", self.remove),
            self.command("Cop&y the matrix", "Ctrl+Shift+C", self.view.copy),
        ]

    def actions_offered(self) -> list[QAction]:
        """Proposals and what bodies said of them."""
        return self._actions

    # What the cursor is on

    @property
    def proposal(self) -> str:
        """The proposal with the cursor; blank for none."""
        index = self.view.currentIndex()
        return self.model.row(index).proposal if index.isValid() else ""

    @property
    def cell(self) -> MatrixCell | None:
        """The body's cell with the cursor; None on a proposal."""
        index = self.view.currentIndex()
        return self.model.cell(index) if index.isValid() else None

    def refresh(self) -> None:
        """Read proposals and decisions again."""
        self.model.put(matrix(self.plan, date.today(), self.since))
        there = bool(self.plan.table(Proposal))
        self.faces.setCurrentIndex(0 if there else 1)
        self.first_bodies.setVisible(not self.plan.table(Body))
        if there and not self.view.currentIndex().isValid():
            self.view.go_to(0, 0)
        self._show_facts()

    def _show_facts(self) -> None:
        proposal = self.plan.table(Proposal).get(self.proposal)
        if proposal is None:
            return
        cell, today = self.cell, date.today()
        if cell is None:
            self.facts.put(proposal.name, proposal_facts(self.plan, proposal, today))
        else:
            name = body_name(self.plan.records, cell.said.body)
            heading = f"{proposal.name}: {name}, {cell.word.lower()}"
            self.facts.put(heading, decision_facts(self.plan, cell.said, self.since, today))
        tests = consultation_facts(self.plan, proposal)
        self.consultation.setVisible(bool(tests))
        self.consultation.put(f"Consultation tests: {proposal.name}", tests)
        self.record_button.setEnabled(cell is not None)
        self.changes_button.setEnabled(self._version() is not None)

    def _version(self) -> Version | None:
        """The version that the body with the cursor decided on; that of the first who did, on a proposal."""
        versions = self.plan.table(Version)
        index = self.view.currentIndex()
        if not index.isValid():
            return None
        cells = [self.cell] if self.cell else list(self.model.row(index).cells)
        keys = (held.said.decision.version for held in cells if held and held.said.decision)
        return next((versions[key] for key in keys if key and key in versions), None)

    # What people do

    def add(self) -> None:
        """Make a proposal and open it."""
        key = self.session.do(lambda: decision_edits.add_proposal(self.plan), self)
        if key is not None:
            self.refresh()
            self.view.go_to(self.model.row_of(key), 0)
            self.open_proposal()

    def open_proposal(self, part: Place | None = None) -> None:
        """Open the proposal with the cursor, on the part of it that is named."""
        if self.proposal:
            self.dialog = ProposalDialog(self.session, self.proposal, self.window())
            if part is not None:
                self.dialog.show_record(part.table, part.id)
            self.dialog.open()

    def open_paper(self) -> None:
        """Read the board paper of the proposal with the cursor, for the body with the cursor."""
        if self.proposal:
            body = self.cell.said.body.id if self.cell else ""
            self.paper = PaperDialog(self.session, self.proposal, self.window(), body)
            self.paper.open()

    def record(self) -> None:
        """Record what the body with the cursor said."""
        cell = self.cell
        if cell is not None:
            self.decision = DecisionDialog(
                self.session, self.proposal, cell.said.body.id, self.window()
            )
            self.decision.open()

    def _open(self, index: QModelIndex) -> None:
        if index.column():
            self.record()
        else:
            self.open_proposal()

    def compare(self) -> None:
        """Show in what the figures decided on differ from the figures now."""
        version = self._version()
        if version is None:
            return
        try:
            with waiting():
                found = compare(as_frozen(self.plan, version), as_now(self.plan))
        except Refusal as refusal:
            tell(self, str(refusal))
            return
        self.comparison = CompareDialog(self.session, found, self.window())
        self.comparison.open()

    def move(self, by: int) -> None:
        """Move the proposal with the cursor up (-1) or down (1)."""
        key, column = self.proposal, self.view.currentIndex().column()
        if key:
            self.session.do(lambda: edits.move(self.plan, Proposal, key, by), self)
            self.refresh()
            self.view.go_to(self.model.row_of(key), column)

    def remove(self) -> None:
        """Say that a body was not asked; on a proposal, remove it after saying what goes with it."""
        key, cell = self.proposal, self.cell
        if cell is not None:
            if cell.said.decision is not None:
                body = cell.said.body
                self.session.do(lambda: decision_edits.withdraw(self.plan, key, body.id), self)
                self.strip.offer(f"{body_name(self.plan.records, body)} is not asked.")
            return
        if not key:
            return
        name = self.plan.records.name(Proposal.TABLE, key)
        words = edits.consequences(self.plan, Proposal, [key])
        ask(
            self,
            f'Remove the proposal "{name}"?',
            "Remove",
            lambda: self._remove(key, name),
            details="\n".join([*words, "This can be undone."]),
        )

    def _remove(self, key: str, name: str) -> None:
        if key not in self.plan.table(Proposal):
            return
        self.session.do(lambda: edits.remove(self.plan, Proposal, [key]), self)
        self.strip.offer(f'Removed "{name}".')
        self.refresh()

    def find(self, text: str) -> None:
        """Go to the next proposal with these words in its title."""
        wanted, rows = text.casefold().strip(), self.model.matrix.rows
        start = self.view.currentIndex().row() + 1
        for at in [*range(start, len(rows)), *range(start)]:
            if wanted and wanted in rows[at].name.casefold():
                self.view.go_to(at, 0)
                return

    def show_record(self, key: str) -> None:
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
