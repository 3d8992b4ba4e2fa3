"""The Clearance tab: which posts have cleared the paper, and when."""

from PySide6.QtCore import Qt

from jcplanner.domain.column import with_capital
from jcplanner.domain.proposal_parts import of_proposal
from jcplanner.domain.proposal_worries import MUST_CLEAR
from jcplanner.domain.proposals import Clearance
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.proposal_section import ProposalSection
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.plan import proposal_edits


class ClearancePanel(Panel):
    """A list of posts with the day on which each cleared the paper."""

    def __init__(self, session: Session, proposal: str) -> None:
        super().__init__(session)
        self.proposal = proposal
        self.section = ProposalSection(
            session,
            proposal,
            Clearance,
            (("cleared_for", 150), ("post", 0), ("cleared_on", 110), ("note", 200)),
            ("cleared_for", "post", "cleared_on", "note"),
            "By post, not by name. Every paper is cleared by legal and finance before a body decides on it.",
        )
        self.section.chosen.connect(self._name_form)
        self.usual_button = button("Add the &usual posts", self.add_usual)
        self.usual_button.setToolTip(
            "Legal, financial, human resources, property and service director, where they are missing"
        )
        self.open_ones = PlainLabel("", "warn", wrap=True)
        line = row(self.usual_button, self.open_ones)
        line.setStretchFactor(self.open_ones, 1)
        self.section.list_card.body.insertLayout(2, line)
        self.page.addWidget(self.section, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show the posts, and what is still to be cleared."""
        self.section.show_current()
        held = of_proposal(self.plan.records, Clearance, self.proposal)
        given = {one.cleared_for for one in held if one.cleared_on}
        missing = [what for what in MUST_CLEAR if what not in given]
        self.open_ones.setText(
            f"Not cleared yet: {' and '.join(missing)}."
            if missing
            else "Legal and finance have cleared it."
        )
        self.open_ones.set_role("warn" if missing else "good")

    def _name_form(self, key: str) -> None:
        if key in self.plan.table(Clearance):
            held = self.plan.table(Clearance)[key]
            self.section.form_card.heading.setText(f"{with_capital(held.cleared_for)} clearance")

    def add_usual(self) -> None:
        """Add the posts of a council's sign-off box that are not in the list."""
        self.session.do(lambda: proposal_edits.add_clearances(self.plan, self.proposal), self)

    def settle(self) -> None:
        """Take what is being typed."""
        self.section.form.settle()

    def take_focus(self) -> None:
        """The keyboard goes to the list, or to the button that fills it."""
        held = self.section.view if self.section.key else self.usual_button
        held.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, key: str) -> None:
        """Choose a clearance."""
        self.section.select(key)
