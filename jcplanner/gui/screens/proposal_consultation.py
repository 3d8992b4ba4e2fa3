"""The Consultation tab: who is asked, for how long, what came back, and the four tests of a fair one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit

from jcplanner.domain.column import Value
from jcplanner.domain.consulting import (
    FINAL_STEP,
    TO_CONSULT,
    consultations_of,
    final_of,
    four_tests,
    holds_back,
    is_too_short,
    length,
)
from jcplanner.domain.problems import Place
from jcplanner.domain.proposals import (
    GUNNING_TESTS,
    Consultation,
    ConsultationTest,
    Proposal,
)
from jcplanner.gui import style
from jcplanner.gui.forms.editors import Editor, editor_for, is_being_edited
from jcplanner.gui.screens.folding import Folding
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.proposal_section import ProposalSection
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import proposal_edits
from jcplanner.plan.fields import column_named

_EVIDENCE_HEIGHT, _STATE_WIDTH, _ASKS_WIDTH = 40, 110, 300
_SAID = 3
_LOWEST, _LOWEST_TESTS = 200, 276


class TestsCard(Card):
    """The four tests of one consultation, each with its state and evidence."""

    __test__ = False  # not one of pytest's

    def __init__(self, session: Session) -> None:
        super().__init__("The four tests of a fair consultation")
        self._session, self._key = session, ""
        self.lasts = PlainLabel("", "caption", wrap=True)
        self.body.addWidget(self.lasts)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * style.STEP)
        grid.setVerticalSpacing(2 * style.STEP)
        grid.setColumnStretch(2, 1)
        self.states: dict[str, Editor] = {}
        self.evidence: dict[str, Editor] = {}
        records = session.plan.records
        for at, test in enumerate(GUNNING_TESTS):
            asks = PlainLabel(test.words, wrap=True)
            asks.setFixedWidth(_ASKS_WIDTH)
            state = editor_for(column_named(ConsultationTest, "state"), records)
            evidence = editor_for(column_named(ConsultationTest, "evidence"), records)
            state.widget.setFixedWidth(_STATE_WIDTH)
            state.widget.setAccessibleName(f"{test.key}: state")
            evidence.widget.setFixedHeight(_EVIDENCE_HEIGHT)
            evidence.widget.setAccessibleName(f"{test.key}: evidence")
            assert isinstance(evidence.widget, QPlainTextEdit)
            evidence.widget.setPlaceholderText("evidence")
            state.settled.connect(lambda value, key=test.key: self._put(key, state=value))
            evidence.settled.connect(lambda value, key=test.key: self._put(key, evidence=value))
            for column, widget in enumerate((asks, state.widget, evidence.widget)):
                grid.addWidget(widget, at, column, Qt.AlignmentFlag.AlignTop)
            self.states[test.key], self.evidence[test.key] = state, evidence
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def show_consultation(self, key: str) -> None:
        """Show a consultation's tests; the card is away where there is none."""
        if key != self._key:
            self.settle()
        self._key = key
        plan = self._session.plan
        self.setVisible(bool(key))
        if not key:
            return
        held = plan.table(Consultation)[key]
        days = length(held)
        if days is None:
            self.lasts.setText(
                "Give the days on which it opens and closes to see whether it is long enough."
            )
        else:
            least = f"; at least {held.least_days:,}" if held.least_days else ""
            self.lasts.setText(f"It lasts {days:,} days{least}.")
        self.lasts.set_role("warn" if is_too_short(held) else "caption")
        for tested in four_tests(plan.records, key):
            self.states[tested.test.key].show(tested.state)
            evidence = self.evidence[tested.test.key]
            if not is_being_edited(evidence.widget):
                evidence.show(tested.evidence)

    def settle(self) -> None:
        """Take what is being typed."""
        if self._key in self._session.plan.table(Consultation):
            for held in self.evidence.values():
                held.settle()

    def _put(self, test: str, **fields: Value) -> None:
        key = self._key
        if key:
            plan = self._session.plan
            self._session.do(lambda: proposal_edits.set_test(plan, key, test, **fields), self)


class ConsultationPanel(Panel):
    """Consultations above, the four tests of the chosen one below, and what is held back.

    ``left`` asks to close the dialog: another proposal is opened.
    """

    left = Signal()

    def __init__(self, session: Session, proposal: str) -> None:
        super().__init__(session)
        self.proposal = proposal
        self.held_back = PlainLabel("", wrap=True)
        self.section = ProposalSection(
            session,
            proposal,
            Consultation,
            (("name", 0), ("opens", 110), ("closes", 110), ("least_days", 110)),
            ("name", "audience", "opens", "closes", "least_days", "came_back", "note"),
            "Those of the proposal that this one follows count for it as well.",
            belongs=lambda held, owner: held.id in self._counted(),
        )
        self.tests = TestsCard(session)
        self.section.chosen.connect(self.tests.show_consultation)
        self.final_button = button("", self.open_final)
        line = row(self.held_back, self.final_button)
        line.setStretchFactor(self.held_back, 1)
        self.page.addLayout(line)
        self.section.setMinimumHeight(_LOWEST)
        self.tests.setMinimumHeight(_LOWEST_TESTS)
        folding = Folding((self.section, 1), narrow=0)
        folding.add_below(self.tests, 0)
        self.page.addWidget(folding, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show the consultations, and whether they hold the final decision back."""
        if self._counted() != set(self.section.table.ids):
            self.section.table.refresh()
        self.section.show_current()
        self.tests.show_consultation(self.section.key)
        records = self.plan.records
        step = records.table(Proposal)[self.proposal].step
        missing = holds_back(records, self.proposal)
        there = final_of(records, self.proposal) is not None
        self.final_button.setText(f"{'Open' if there else 'Make'} the &final proposal")
        self.final_button.setVisible(step == TO_CONSULT)
        if missing:
            more = f"; and {len(missing) - _SAID:,} more" if len(missing) > _SAID else ""
            self.held_back.setText(
                f"No body can approve it yet: {'; '.join(missing[:_SAID])}{more}."
            )
        elif step == FINAL_STEP:
            self.held_back.setText("Its consultation was long enough and met the four tests.")
        elif step == TO_CONSULT:
            self.held_back.setText(
                "It asks to consult; the final decision is another proposal, which follows this one."
            )
        else:
            self.held_back.setText(
                "It is one decision: a consultation is recorded here, but holds nothing back."
            )
        self.held_back.set_role("warn" if missing else "good" if step == FINAL_STEP else "muted")

    def open_final(self) -> None:
        """Open the proposal that comes back from the consultation; made first where there is none."""
        final = final_of(self.plan.records, self.proposal)
        if final is None:
            final = self.session.do(
                lambda: proposal_edits.make_final(self.plan, self.proposal), self
            )
        if final is not None:
            self.left.emit()
            self.session.go(Place("decisions", Consultation.TABLE, final))

    def _counted(self) -> set[str]:
        return {one.id for one in consultations_of(self.plan.records, self.proposal)}

    def settle(self) -> None:
        """Take what is being typed."""
        self.section.form.settle()
        self.tests.settle()

    def take_focus(self) -> None:
        """The keyboard goes to the list, or to the button that adds the first."""
        held = self.section.view if self.section.key else self.section.add_button
        held.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, key: str) -> None:
        """Choose a consultation."""
        self.section.select(key)
