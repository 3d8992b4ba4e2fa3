"""One proposal in full: what it asks, its options, clearance, consultation and implications, tab by tab."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from jcplanner.domain.proposals import Proposal
from jcplanner.gui import style
from jcplanner.gui.screens.proposal_facts import FactsPanel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, button, row


class ProposalDialog(QDialog):
    """Show it with `open()`; every field that is left is one step of the plan, as anywhere else."""

    def __init__(self, session: Session, proposal: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.proposal = session, proposal
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self.setMinimumSize(640, 420)
        self.resize(1180, 680)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(2 * style.STEP)
        self.heading = PlainLabel("", "title")
        layout.addWidget(self.heading)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of the proposal")
        self.facts = FactsPanel(session, proposal)
        self.tabs.addTab(self.facts, "&Proposal")
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row(None, button("Close", self.accept, "primary")))
        session.changed.connect(self._follow)
        self.refresh()

    def _follow(self, _notice: object) -> None:
        if self.proposal not in self.session.plan.table(Proposal):
            self.reject()
            return
        self.refresh()

    def refresh(self) -> None:
        """Show the proposal as it now stands."""
        name = self.session.plan.records.name(Proposal.TABLE, self.proposal)
        self.setWindowTitle(f"Proposal: {name}")
        self.heading.setText(name)
        self.facts.refresh()

    def done(self, result: int) -> None:
        """Take what is being typed before the dialog goes."""
        self.facts.settle()
        super().done(result)
