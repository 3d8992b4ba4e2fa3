"""The Recommendations tab: what is asked, in order, and what each body said of each."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from jcplanner.domain.column import MOST_TEXT
from jcplanner.domain.deciding import body_name
from jcplanner.domain.decisions import RecommendationOutcome
from jcplanner.domain.proposals import Recommendation
from jcplanner.domain.recommending import answer, bodies_asked, recommendations_of
from jcplanner.gui import style
from jcplanner.gui.forms.editors import is_being_edited
from jcplanner.gui.screens.folding import Folding
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.proposal_section import ProposalSection
from jcplanner.gui.session import Session
from jcplanner.gui.tables.sheet import Sheet, SheetCell, SheetRow, SheetView, Values
from jcplanner.gui.widgets import Card, PlainLabel, row
from jcplanner.plan import proposal_edits
from jcplanner.plan.fields import column_named

_OUTCOME = column_named(RecommendationOutcome, "outcome")
_WORDS_HEIGHT, _BODY_WIDTH, _FIRST_WIDTH, _LOWEST = 160, 140, 320, 220


class RecommendationsPanel(Panel):
    """The recommendations above, the outcomes by body below."""

    def __init__(self, session: Session, proposal: str) -> None:
        super().__init__(session)
        self.proposal = proposal
        self.section = ProposalSection(
            session,
            proposal,
            Recommendation,
            (("words", 0),),
            ("words",),
            "What the bodies are asked for, one by one; each can have an outcome of its own.",
        )
        self.section.form.field("words").setFixedHeight(_WORDS_HEIGHT)
        self.section.chosen.connect(self._name_form)
        self.sheet = Sheet(self.plan, ("Recommendation",), self._write)
        self.view = SheetView(self.sheet, "Outcomes of recommendations by body")
        self.view.set_widths(_FIRST_WIDTH)
        self.about = PlainLabel("", "caption", wrap=True)
        self.words = QLineEdit()
        self.words.setMaxLength(MOST_TEXT)
        self.words.setAccessibleName("What the body said of this recommendation")
        self.words.setPlaceholderText("its words on this recommendation, where they differ")
        self.words.editingFinished.connect(self._say)
        label = QLabel("&Words")
        label.setBuddy(self.words)
        self.outcomes = Card("What each body said of each")
        self.outcomes.body.addWidget(self.about)
        self.outcomes.body.addWidget(self.view, 1)
        self.outcomes.body.addLayout(row(label, self.words))
        self.section.setMinimumHeight(_LOWEST)
        self.outcomes.setMinimumHeight(_LOWEST)
        folding = Folding((self.section, 1), narrow=0)
        folding.add_below(self.outcomes)
        self.page.addWidget(folding)
        self.view.selectionModel().currentChanged.connect(lambda *_at: self._show_words())
        self._bodies: list[str] = []
        self.refresh()

    def refresh(self) -> None:
        """Show recommendations, and outcomes under the bodies that are asked."""
        self.section.show_current()
        self._name_form(self.section.key)
        records = self.plan.records
        bodies = bodies_asked(records, self.proposal)
        if [body.id for body in bodies] != self._bodies:
            self.sheet.beginResetModel()
            self._bodies = [body.id for body in bodies]
            names = [body_name(records, body) for body in bodies]
            self.sheet.headers = ("Recommendation", *names)
            self.sheet.rows = ()
            self.sheet.endResetModel()
            words = self.view.fontMetrics().horizontalAdvance
            widths = (max(words(name) + 6 * style.STEP, _BODY_WIDTH) for name in names)
            self.view.set_widths(_FIRST_WIDTH, *widths)
        rows: list[SheetRow] = []
        for number, held in enumerate(recommendations_of(records, self.proposal), start=1):
            cells = [SheetCell(f"{number}  {held.words}".replace("\n", " "), tip=held.words)]
            for body in bodies:
                said = answer(records, held, body.id)
                shown = _OUTCOME.show(said.outcome)
                cells.append(
                    SheetCell(
                        shown if said.own else "",
                        replace(_OUTCOME, name=body.id),
                        said.outcome,
                        faint="" if said.own else shown,
                        tip=said.words,
                    )
                )
            rows.append(SheetRow(held.id, tuple(cells)))
        self.sheet.put(rows)
        if bodies:
            self.about.setText(
                "Faint outcomes are those of the body's decision on the whole; choose another where a body "
                "said otherwise of one recommendation."
            )
        else:
            self.about.setText(
                "No body is asked yet: say on the Decisions screen which bodies have to decide."
            )
        self._show_words()

    def settle(self) -> None:
        """Take what is being typed."""
        self.section.form.settle()
        if is_being_edited(self.words):
            self._say()

    def take_focus(self) -> None:
        """The keyboard goes to the list, or to the button that adds the first."""
        held = self.section.view if self.section.key else self.section.add_button
        held.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, key: str) -> None:
        """Choose a recommendation."""
        self.section.select(key)

    def _name_form(self, key: str) -> None:
        """Its own words are too long for a heading."""
        ids = [held.id for held in recommendations_of(self.plan.records, self.proposal)]
        if key in ids:
            self.section.form_card.heading.setText(f"Recommendation {ids.index(key) + 1}")

    def _write(self, values: Values) -> None:
        for (recommendation, body), outcome in values.items():
            words = self._answer(recommendation, body).words
            proposal_edits.answer_recommendation(
                self.plan, recommendation, body, str(outcome), words
            )

    def _answer(self, recommendation: str, body: str):
        held = self.plan.table(Recommendation)[recommendation]
        return answer(self.plan.records, held, body)

    def _at(self) -> tuple[str, str] | None:
        index: QModelIndex = self.view.currentIndex()
        if not index.isValid() or index.column() < 1 or index.row() >= len(self.sheet.rows):
            return None
        return self.sheet.rows[index.row()].key, self._bodies[index.column() - 1]

    def _show_words(self) -> None:
        at = self._at()
        self.words.setEnabled(at is not None)
        if not is_being_edited(self.words):
            self.words.setText(self._answer(*at).words if at else "")

    def _say(self) -> None:
        at = self._at()
        self.words.setModified(False)
        if at is None:
            return
        said, words = self._answer(*at), self.words.text().strip()
        if words != said.words:
            self.session.do(
                lambda: proposal_edits.answer_recommendation(self.plan, *at, said.outcome, words),
                self,
            )
