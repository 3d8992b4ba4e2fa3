"""The Gate tab of a stage review: what it is about, what is missing, and how it is closed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from jcplanner.domain.column import Value
from jcplanner.domain.deciding import needed_of
from jcplanner.domain.gates import MOVES_ON, OPEN, STEPS_BACK, gate_state, missing
from jcplanner.domain.pathway import STAGES
from jcplanner.domain.problems import Place, Refusal
from jcplanner.domain.stage_reviews import VERDICTS, StageReview
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.placed_card import PlacedCard
from jcplanner.gui.screens.folding import Folding
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import STAGE_WORDS, Card, PlainLabel, button, row
from jcplanner.plan import gate_edits
from jcplanner.plan.fields import column_named
from jcplanner.reports.decided_figures import Since
from jcplanner.reports.gates import day_words, missing_table
from jcplanner.reports.placed import PlacedTable

FIELDS = ("from_stage", "to_stage", "year", "due", "proposal", "version", "learnt")
_REASONS_HEIGHT, _FACTS_HEIGHT, _NARROW = 56, 240, 780


class GatePanel(Panel):
    """Fields of the review on the left; on the right what is missing, and closing or reopening."""

    wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.review = ""
        self.form = RecordForm(session, StageReview, columns=FIELDS)
        facts = Card("What is reviewed")
        facts.body.addWidget(self.form, 1)
        facts.setMinimumHeight(_FACTS_HEIGHT)
        self.lacks = PlacedCard(session, "What is missing", widths=((240, 720),))
        self.lacks.view.horizontalHeader().hide()
        self.lacks.wanted.connect(self._lead)
        self.lacks.view.doubleClicked.connect(lambda _index: self.lacks.open_current())
        self.lead_button = button("&Go there", self.lacks.open_current)
        self.lead_button.setAccessibleName("Go where the chosen thing is put right")
        self.lacks.body.addLayout(row(self.lead_button, None))
        self.closing = self._closing()
        right = QWidget()
        down = QVBoxLayout(right)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(3 * style.STEP)
        down.addWidget(self.lacks, 1)
        down.addWidget(self.closing)
        self.page.addWidget(Folding((facts, 2), (right, 3), narrow=_NARROW))
        QShortcut(
            QKeySequence("Ctrl+Return"),
            self,
            self.close_gate,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def _closing(self) -> Card:
        made = Card("Close the gate")
        self.verdict, self.back_to = QuietCombo(), QuietCombo()
        self.verdict.setAccessibleName("Verdict")
        for word in VERDICTS[1:]:
            self.verdict.addItem(word.capitalize(), word)
        self.back_to.setAccessibleName("Steps back to")
        self.verdict.currentIndexChanged.connect(self._chosen)
        self.day = QLineEdit()
        self.day.setAccessibleName("Closed on")
        self.day.setPlaceholderText("day, such as 28/07/2016")
        self.reasons = QPlainTextEdit()
        self.reasons.setAccessibleName("Reasons")
        self.reasons.setPlaceholderText("Reasons; needed to stay or step back")
        self.reasons.setTabChangesFocus(True)
        self.reasons.setFixedHeight(_REASONS_HEIGHT)
        self.close_button = button("&Close the gate", self.close_gate, "primary")
        self.close_button.setToolTip("Ctrl+Enter")
        self.reopen_button = button("&Reopen the gate", self.reopen)
        self.said = PlainLabel("", "muted", wrap=True)
        self.back_words = PlainLabel("to", "caption")
        self.asked = QWidget()
        inside = QVBoxLayout(self.asked)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2 * style.STEP)
        inside.addLayout(
            row(self.verdict, self.back_words, self.back_to, PlainLabel("on", "caption"), self.day)
        )
        inside.addWidget(self.reasons)
        made.body.addWidget(self.said)
        made.body.addWidget(self.asked)
        made.body.addLayout(row(self.close_button, self.reopen_button, None))
        return made

    def show_review(self, review: str) -> None:
        """Show another review; what was typed to close the last one is dropped."""
        if review != self.review:
            self.settle()
            self.review = review
            self.reasons.setPlainText("")
            self.day.setText("")
            self.verdict.setCurrentIndex(0)
        self.refresh()

    def _held(self) -> StageReview | None:
        return self.plan.table(StageReview).get(self.review)

    def refresh(self) -> None:
        """Show the review as it stands."""
        held = self._held()
        self.form.show_record(self.review or None)
        if held is None:
            return
        is_open = held.verdict == OPEN
        self.form.setEnabled(is_open)
        found = missing_table(self.plan, held)
        if held.verdict not in (OPEN, MOVES_ON) or not (is_open or found.rows):
            words = "The gate is closed; reopen it to change what it rests on."
            found = PlacedTable("Missing", (), (), words)
        self.lacks.put(found)
        self.lacks.title.setText(
            "What is missing" if is_open or not found.rows else "Missing since it was closed"
        )
        self.lead_button.setVisible(bool(self.lacks.model.items))
        self.asked.setVisible(is_open)
        self.close_button.setVisible(is_open)
        self.reopen_button.setVisible(not is_open)
        self.closing.heading.setText("Close the gate" if is_open else "The gate is closed")
        self._fill_back(held)
        self._say(held)
        if is_open and not self.day.text():
            self.day.setText(self._likely_day())
        self._chosen()

    def _fill_back(self, held: StageReview) -> None:
        earlier = STAGES[: STAGES.index(held.from_stage)]
        shown = [self.back_to.itemData(at) for at in range(self.back_to.count())]
        if shown != list(earlier):
            self.back_to.clear()
            for stage in earlier:
                self.back_to.addItem(STAGE_WORDS[stage], stage)
            self.back_to.setCurrentIndex(len(earlier) - 1)

    def _say(self, held: StageReview) -> None:
        state = gate_state(self.plan.records, held, self.plan.figures)
        words = state.words[0][:1].upper() + state.words[0][1:] + "."
        if held.verdict != OPEN:
            words = f"{held.verdict.capitalize()}, closed on {day_words(held.closed_on)}."
            words += f" {held.reasons}" if held.reasons else ""
        elif not self.lacks.model.items:
            words = "Nothing is missing: the area may move on."
        self.said.setText(words)
        tone = {"good": "good", "warn": "warn"}.get(state.tone, "muted")
        self.said.set_role(tone)

    def _likely_day(self) -> str:
        """The day of the last decision: a gate is not closed before it."""
        held = self._held()
        days = (
            [said.decided_on for said in needed_of(self.plan.records, held.proposal or "")]
            if held
            else []
        )
        known = [day for day in days if day is not None]
        return max(known).strftime("%d/%m/%Y") if known else ""

    def _chosen(self) -> None:
        back = self.verdict.currentData() == STEPS_BACK
        self.back_to.setVisible(back)
        self.back_words.setVisible(back)

    def close_gate(self) -> None:
        """Close the gate as chosen; where it is refused, the keyboard goes to what is missing."""
        held = self._held()
        if held is None or held.verdict != OPEN:
            return
        self.settle()
        self.session.do(self._close, self)
        after = self._held()
        is_refused = after is not None and after.verdict == OPEN
        if is_refused and self.verdict.currentData() == MOVES_ON and not self.lacks.take_focus():
            self.reasons.setFocus()

    def _close(self) -> None:
        self._ask_why_on_other_figures()
        gate_edits.close_gate(
            self.plan,
            self.review,
            str(self.verdict.currentData()),
            self._read_day(),
            self.reasons.toPlainText(),
            to_stage=self.back_to.currentData(),
        )

    def _ask_why_on_other_figures(self) -> None:
        """Raise Refusal where figures have moved since a decision, and no reasons say why it closes."""
        held = self._held()
        if held is None or self.verdict.currentData() != MOVES_ON:
            return
        if self.reasons.toPlainText().strip() or self.lacks.model.items:
            return
        changed = Since(self.plan).of_proposal(held.proposal or "")
        if changed is not None and changed.figures:
            raise Refusal(
                f"{changed.words} ({changed.first}). Put the proposal to it again, or say in the reasons "
                "why the gate closes all the same."
            )

    def _read_day(self) -> str | None:
        try:
            found: Value = column_named(StageReview, "closed_on").parse(self.day.text())
        except ValueError:
            return None
        return str(found) if found else None

    def _lead(self, place: Place) -> None:
        """Go to the field of the review that is missing, or wherever else something is put right."""
        lacks = missing(self.plan.records, self.review, self.plan.figures)
        at = self.lacks.view.currentIndex().row()
        field = lacks[at].field if 0 <= at < len(lacks) else ""
        if field in FIELDS and self.form.isEnabled():
            self.form.focus(field)
        else:
            self.wanted.emit(place)

    def reopen(self) -> None:
        """Open the gate again."""
        held = self._held()
        if held is not None and held.verdict != OPEN:
            self.session.do(lambda: gate_edits.reopen_gate(self.plan, self.review), self)
            self.verdict.setFocus()

    def settle(self) -> None:
        """Take what is being typed."""
        self.form.settle()

    def focus_field(self, name: str) -> None:
        """Put the keyboard into a field of the review."""
        self.form.focus(name)

    def take_focus(self) -> None:
        """Work begins at what is missing; where nothing is, at the verdict."""
        if not self.lacks.take_focus():
            self.verdict.setFocus(Qt.FocusReason.ShortcutFocusReason)
