"""Registers of one prioritisation: its criteria, candidates and scorers; and what it is about."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from jcplanner.domain.priorities import Candidate, Criterion, Exercise, Scorer
from jcplanner.domain.record import Record
from jcplanner.domain.scoring import LESSON, METHOD
from jcplanner.gui.errors import ask
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits, priority_edits


class OwnSection(RecordSection):
    """The records of one kind that belong to the prioritisation in sight."""

    exercise: str | None = None

    def __init__(
        self,
        session: Session,
        kind: type[Record],
        columns: Sequence[tuple[str, int]],
        about: str,
    ) -> None:
        super().__init__(session, kind, columns, about)
        self.show_exercise(None)

    def make_form(self) -> RecordForm:
        """The form without the prioritisation itself, which is chosen in the head."""
        names = [column.name for column in self.kind.COLUMNS if column.name != "exercise"]
        return RecordForm(self.session, self.kind, columns=names)

    def show_exercise(self, exercise: str | None) -> None:
        """Show the records of a prioritisation."""
        if exercise != self.exercise or exercise is None:
            self.exercise = exercise
            assert isinstance(self.model, RecordTable)
            self.model.set_filter(lambda held: held.exercise == exercise)
        self.show_current()

    def add(self) -> None:
        """Add a record to the prioritisation in sight."""
        self.form.settle()
        self.add_record(exercise=self.exercise)

    def move(self, by: int) -> None:
        """Move the chosen record among those of its prioritisation."""
        key = self.key
        if key:
            verb = priority_edits.move_within
            self.session.do(lambda: verb(self.plan, self.kind, key, by), self)
            self.select(key)

    def show_current(self) -> None:
        """Say how many are of this prioritisation."""
        super().show_current()
        count = self.model.rowCount()
        self.count.setText(f"{count:,}" if count else "none yet")


class CriteriaSection(OwnSection):
    """Criteria with weights of any total, and what 0 and 100 mean."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            Criterion,
            (("name", 0), ("weight", 80), ("low_anchor", 170), ("high_anchor", 170)),
            "Weights may have any total: each is divided by their sum. Say what 0 and 100 mean before "
            "anybody scores, so that scorers mean the same.",
        )


class CandidatesSection(OwnSection):
    """What is scored; taken from elsewhere in the plan in one step, or typed."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            Candidate,
            (("name", 0), ("kind", 110), ("cost", 120), ("must", 128)),
            "Net cost a year: a saving is negative. Take candidates over from the plan in one step:",
        )
        self.year = 0
        self.takers = [
            button(words, lambda source=source: self.take_from(source))
            for words, source in (
                ("Service areas", priority_edits.AREAS),
                ("Savings", priority_edits.SAVINGS),
                ("Investments", priority_edits.PRESSURES),
                ("Options", priority_edits.OPTIONS),
            )
        ]
        for held in self.takers:
            held.setAccessibleName(f"Take {held.text().lower()} as candidates")
        self.list_card.body.insertLayout(2, row(*self.takers, None))
        self.take_actions: list[QAction] = []
        for held, words, keys in zip(
            self.takers,
            ("&Take service areas", "Take &savings", "Take &investments", "Take &options"),
            ("Ctrl+Shift+A", "Ctrl+Shift+V", "Ctrl+Shift+I", "Ctrl+Shift+O"),
            strict=True,
        ):
            made = QAction(words, self)
            made.setShortcut(keys)
            made.triggered.connect(held.click)
            held.setToolTip(keys)
            self.take_actions.append(made)

    def take_from(self, source: str) -> None:
        """Take candidates over from a part of the plan."""
        exercise, year = self.exercise, self.year
        if exercise is not None:
            verb = priority_edits.add_candidates
            self.session.do(lambda: verb(self.plan, exercise, source, year), self)


class ScorersSection(OwnSection):
    """Who scores, by role or number."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            Scorer,
            (("name", 0),),
            "Name scorers by role or number, not by their names. Each scores alone before anything is "
            "discussed; the Scores part shows one scorer's points at a time.",
        )


class AboutPanel(Panel):
    """Name, proposal, envelope and method of the prioritisation; removing it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.exercise: str | None = None
        self.form = RecordForm(session, Exercise)
        card = Card("About this prioritisation")
        self.remove_button = button("Remove this prioritisation", self.remove)
        card.body.addWidget(self.form, 1)
        card.body.addWidget(PlainLabel(f"{METHOD} {LESSON}", "caption", wrap=True))
        card.body.addLayout(row(None, self.remove_button))
        card.setMaximumWidth(720)
        self.page.addLayout(row(card, None))

    def show_exercise(self, exercise: str | None) -> None:
        """Show what a prioritisation is about."""
        self.exercise = exercise
        self.form.show_record(exercise)

    def remove(self) -> None:
        """Remove the prioritisation, after saying what goes with it."""
        key = self.exercise
        if key is None:
            return
        name = self.plan.records.name(Exercise.TABLE, key)
        words = edits.consequences(self.plan, Exercise, [key])
        ask(
            self,
            f'Remove the prioritisation "{name}"?',
            "Remove",
            lambda: self.session.do(lambda: edits.remove(self.plan, Exercise, [key]), self),
            details="\n".join([*words, "This can be undone."]),
        )

    def take_focus(self) -> None:
        """The name has the keyboard."""
        self.form.focus()
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)
