"""The Proposal tab: what is asked, of whom and why, field by field."""

from jcplanner.domain.column import Value
from jcplanner.domain.proposals import Proposal
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.screens.folding import Folding
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card
from jcplanner.plan import proposal_edits

_FACTS = (
    "name",
    "reference",
    "service_area",
    "asks",
    "step",
    "follows",
    "classification",
    "exempt_reason",
    "key_decision",
    "wards",
    "author",
    "version",
    "source",
)
_WORDS = (
    "purpose",
    "reasons",
    "considerations",
    "community_impact",
    "consultees",
    "background",
    "note",
)
_NOTE_HEIGHT, _NARROW, _LOWEST = 104, 760, 260


class FactsPanel(Panel):
    """Fields of one proposal: short ones on the left, those of several lines on the right."""

    def __init__(self, session: Session, proposal: str) -> None:
        super().__init__(session)
        self.proposal = proposal
        self.facts = RecordForm(session, Proposal, columns=_FACTS, write=self._write)
        self.words = RecordForm(session, Proposal, columns=_WORDS, write=self._write)
        for name in _WORDS:
            self.words.field(name).setFixedHeight(_NOTE_HEIGHT)
        left, right = Card("What is asked"), Card("Why, and what was considered")
        left.setMinimumHeight(_LOWEST)
        right.setMinimumHeight(_LOWEST)
        left.body.addWidget(self.facts, 1)
        right.body.addWidget(self.words, 1)
        self.page.addWidget(Folding((left, 2), (right, 3), narrow=_NARROW))
        self.refresh()

    def refresh(self) -> None:
        """Show the proposal as it stands."""
        self.facts.show_record(self.proposal)
        self.words.show_record(self.proposal)

    def settle(self) -> None:
        """Take what is being typed."""
        self.facts.settle()
        self.words.settle()

    def take_focus(self) -> None:
        """The keyboard goes to the title."""
        self.facts.focus("name")

    def _write(self, key: str, name: str, value: Value) -> None:
        proposal_edits.change_proposal(self.plan, key, **{name: value})
