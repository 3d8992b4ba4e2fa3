"""One proposal in full: what it asks, its options, clearance, consultation and implications, tab by tab."""

from functools import cached_property

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from jcplanner.domain.proposals import (
    Clearance,
    Consultation,
    ConsultationTest,
    Implication,
    OptionPart,
    Proposal,
    ProposalOption,
    Recommendation,
)
from jcplanner.gui import style
from jcplanner.gui.paper_dialog import PaperDialog
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.proposal_appraisal import AppraisalPanel
from jcplanner.gui.screens.proposal_clearance import ClearancePanel
from jcplanner.gui.screens.proposal_consultation import ConsultationPanel
from jcplanner.gui.screens.proposal_facts import FactsPanel
from jcplanner.gui.screens.proposal_implications import ImplicationsPanel
from jcplanner.gui.screens.proposal_options import OptionsPanel
from jcplanner.gui.screens.proposal_recommendations import RecommendationsPanel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, button, row

_PARTS = {
    "Proposal": "facts",
    "Recommendations": "recommendations",
    "Options": "options",
    "Appraisal": "appraisal",
    "Consultation": "consultation",
    "Implications": "implications",
    "Clearance": "clearance",
}
"""The tabs in order, and the part of the dialog in each."""

_PLACES = {
    Recommendation.TABLE: "Recommendations",
    ProposalOption.TABLE: "Options",
    OptionPart.TABLE: "Options",
    Clearance.TABLE: "Clearance",
    Consultation.TABLE: "Consultation",
    ConsultationTest.TABLE: "Consultation",
    Implication.TABLE: "Implications",
}
"""The tab on which records of a table are shown."""


class ProposalDialog(QDialog):
    """Show it with `open()`; every field that is left is one step of the plan, as anywhere else."""

    def __init__(self, session: Session, proposal: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.proposal = session, proposal
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self.setMinimumSize(720, 420)
        self.resize(QSize(1240, 690).boundedTo(self.screen().availableSize()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(2 * style.STEP)
        self.heading = PlainLabel("", "title", wrap=True)
        layout.addWidget(self.heading)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of the proposal")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of the proposal")
        for number, title in enumerate(_PARTS, start=1):
            self.tabs.addTab(QWidget(), title)
            self.tabs.setTabToolTip(number - 1, f"Alt+{number}")
            self._key(f"Alt+{number}", lambda at=number - 1: self._show(at))
        layout.addWidget(self.tabs, 1)
        self.said = PlainLabel("", "caption")
        self.close_button = button("Close", self.accept, "primary")
        self.close_button.setToolTip("Escape")
        self.paper_button = button("Board paper\u2026", self.open_paper)
        self.paper_button.setToolTip("Ctrl+B")
        layout.addLayout(row(self.said, None, self.paper_button, self.close_button))
        self._key("Ctrl+B", self.open_paper)
        self._key("Ctrl+PgDown", lambda: self._turn(1))
        self._key("Ctrl+PgUp", lambda: self._turn(-1))
        self._key("Ctrl+Z", self._undo)
        self._key("Ctrl+Y", self._redo)
        self._key("Ctrl+Shift+Z", self._redo)
        self.tabs.currentChanged.connect(lambda _at: self.panel.refresh())
        session.changed.connect(self._follow)
        self.refresh()
        self.facts.take_focus()

    def _key(self, keys: str, then) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(then)

    # The parts, each made when it is first looked at: all of them at once would keep people waiting.

    @cached_property
    def facts(self) -> FactsPanel:
        """What is asked, and why."""
        return FactsPanel(self.session, self.proposal)

    @cached_property
    def recommendations(self) -> RecommendationsPanel:
        """What is asked one by one, with the outcomes of each."""
        return RecommendationsPanel(self.session, self.proposal)

    @cached_property
    def options(self) -> OptionsPanel:
        """What else was looked at, and what is chosen."""
        return OptionsPanel(self.session, self.proposal)

    @cached_property
    def appraisal(self) -> AppraisalPanel:
        """Options against criteria."""
        made = AppraisalPanel(self.session, self.proposal)
        made.left.connect(self.accept)
        return made

    @cached_property
    def consultation(self) -> ConsultationPanel:
        """Consultations with their four tests."""
        made = ConsultationPanel(self.session, self.proposal)
        made.left.connect(self.accept)
        return made

    @cached_property
    def implications(self) -> ImplicationsPanel:
        """Words under the headings of the bodies."""
        return ImplicationsPanel(self.session, self.proposal)

    @cached_property
    def clearance(self) -> ClearancePanel:
        """Who cleared the paper."""
        return ClearancePanel(self.session, self.proposal)

    @property
    def panel(self) -> Panel:
        """The part in sight."""
        made: Panel = getattr(self, list(_PARTS.values())[self.tabs.currentIndex()])
        inside = self.tabs.currentWidget()
        if inside.layout() is None:
            around = QHBoxLayout(inside)
            around.setContentsMargins(0, 2 * style.STEP, 0, 0)
            around.addWidget(made)
            made.show()  # at once, so that it can take the keyboard
        return made

    def show_record(self, table: str, key: str = "") -> None:
        """Turn to the tab that shows a record of the proposal, and choose it there."""
        title = _PLACES.get(table, "Proposal")
        self.tabs.setCurrentIndex(list(_PARTS).index(title))
        panel = self.panel
        show = getattr(panel, "show_record", None)
        # Parts of hybrids and tests are shown with what they are of, which comes first in their ids.
        owner = key.partition(":")[0]
        if show is not None and owner not in ("", self.proposal):
            show(owner)
        panel.take_focus()

    def open_paper(self) -> None:
        """Read the paper of the proposal for a body, and write it to a file."""
        self.settle()
        self.paper = PaperDialog(self.session, self.proposal, self)
        self.paper.open()

    def _show(self, at: int) -> None:
        self.tabs.setCurrentIndex(at)
        self.panel.take_focus()

    def _turn(self, by: int) -> None:
        self._show((self.tabs.currentIndex() + by) % self.tabs.count())

    def _undo(self) -> None:
        self.settle()
        self.session.do(self.session.plan.undo, self)

    def _redo(self) -> None:
        self.session.do(self.session.plan.redo, self)

    def _follow(self, _notice: object) -> None:
        if self.proposal not in self.session.plan.table(Proposal):
            self.reject()
            return
        self.refresh()

    def refresh(self) -> None:
        """Show the proposal as it now stands: its title, and the tab in sight."""
        plan = self.session.plan
        name = plan.records.name(Proposal.TABLE, self.proposal)
        self.setWindowTitle(f"Proposal: {name}")
        self.heading.setText(name)
        self.said.setText(f"Ctrl+Z undoes: {plan.undo_name}" if plan.undo_name else "")
        self.panel.refresh()

    def settle(self) -> None:
        """Take what is being typed on the tab in sight."""
        settle = getattr(self.panel, "settle", None)
        if settle is not None and self.proposal in self.session.plan.table(Proposal):
            settle()

    def done(self, result: int) -> None:
        """Take what is being typed before the dialog goes, and follow the plan no more."""
        if self.isVisible():
            self.settle()
            self.session.changed.disconnect(self._follow)
        super().done(result)
