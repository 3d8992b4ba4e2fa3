"""The Implications tab: words under each heading of the bodies asked, None on purpose, blank not said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.column import Value
from jcplanner.domain.implying import Implied, implications_of
from jcplanner.domain.proposals import Implication, ImplicationHeading
from jcplanner.gui import style
from jcplanner.gui.forms.editors import editor_for, is_being_edited
from jcplanner.gui.screens.folding import Folding
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.proposal_headings import HeadingsCard
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, row
from jcplanner.plan import proposal_edits
from jcplanner.plan.fields import column_named

_WORDS_HEIGHT, _NARROW, _LOWEST = 60, 760, 300


class HeadingRow(QWidget):
    """One heading: whether there is none, whether it is exempt, and the words."""

    def __init__(self, session: Session, proposal: str, held: Implied) -> None:
        super().__init__()
        self._session, self._proposal, self.heading = session, proposal, held.heading.id
        name = held.heading.name
        self.name = QLabel(name)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setProperty("role", "section")
        self.state = PlainLabel("", "warn")
        self.none, self.exempt = QCheckBox("None"), QCheckBox("Exempt")
        self.none.setToolTip("There is none, and you say so: blank is not nil")
        self.none.setAccessibleName(f"{name}: none")
        self.exempt.setAccessibleName(f"{name}: exempt")
        self.exempt.setToolTip("Left out of the open edition of the paper")
        self.none.clicked.connect(lambda on: self._put(none=int(on)))
        self.exempt.clicked.connect(lambda on: self._put(exempt=int(on)))
        self._words = editor_for(column_named(Implication, "words"), session.plan.records)
        self.words = self._words.widget
        self.words.setFixedHeight(_WORDS_HEIGHT)
        self.words.setAccessibleName(f"{name}: words")
        assert isinstance(self.words, QPlainTextEdit)
        self._field = self.words
        self.name.setBuddy(self.words)
        self._words.settled.connect(lambda value: self._put(words=value))
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(style.STEP)
        down.addLayout(row(self.name, self.state, None, self.none, self.exempt))
        down.addWidget(self.words)
        self.show_implied(held)

    def show_implied(self, held: Implied) -> None:
        """Show what is said under the heading."""
        self.name.setText(held.heading.name)
        self.none.setChecked(held.none)
        self.exempt.setChecked(held.exempt)
        self.state.setText("" if held.is_said else held.says)
        self._field.setPlaceholderText("None" if held.none else "words, or None")
        if not is_being_edited(self.words):
            self._words.show(held.words)

    def settle(self) -> None:
        """Take what is being typed."""
        self._words.settle()

    def _put(self, **fields: Value) -> None:
        plan = self._session.plan
        parts = {self.heading: fields}
        self._session.do(lambda: proposal_edits.set_implications(plan, self._proposal, parts), self)


class ImplicationsPanel(Panel):
    """A field for each heading on the left, the headings themselves on the right."""

    def __init__(self, session: Session, proposal: str) -> None:
        super().__init__(session)
        self.proposal = proposal
        self.count = PlainLabel("", "caption")
        self.empty = PlainLabel(
            "There are no headings yet: put in a set on the right, or add your own.",
            "muted",
            wrap=True,
        )
        self.rows: list[HeadingRow] = []
        inside = QWidget()
        self._down = QVBoxLayout(inside)
        self._down.setContentsMargins(0, 0, 2 * style.STEP, 0)
        self._down.setSpacing(3 * style.STEP)
        self._down.addStretch(1)
        self.down_page = QScrollArea()
        self.down_page.setWidgetResizable(True)
        self.down_page.setFrameShape(QFrame.Shape.NoFrame)
        self.down_page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.down_page.setWidget(inside)
        card = Card()
        card.setMinimumHeight(_LOWEST)
        card.body.addLayout(row(PlainLabel("Implications", "section"), self.count, None))
        card.body.addWidget(self.empty)
        card.body.addWidget(self.down_page, 1)
        card.body.addStretch(0)
        self.headings = HeadingsCard(session)
        self.headings.setMinimumHeight(_LOWEST)
        self.page.addWidget(Folding((card, 3), (self.headings, 2), narrow=_NARROW))
        self.refresh()

    def refresh(self) -> None:
        """Show what is said under each heading; fields are made anew only where headings came or went."""
        held = implications_of(self.plan.records, self.proposal)
        names = {one.heading.id: self.headings.body_name(one.heading.body) for one in held}
        if [one.heading.id for one in held] != [made.heading for made in self.rows]:
            self.settle()
            for made in self.rows:
                self._down.removeWidget(made)
                made.deleteLater()
            self.rows = [HeadingRow(self.session, self.proposal, one) for one in held]
            for at, made in enumerate(self.rows):
                self._down.insertWidget(at, made)
        for made, one in zip(self.rows, held, strict=True):
            made.show_implied(one)
            made.name.setToolTip(f"A heading of {names[one.heading.id]}")
        said = sum(one.is_said for one in held)
        self.count.setText(f"{said} of {len(held)} said" if held else "")
        self.empty.setVisible(not held)
        self.down_page.setVisible(bool(held))
        self.headings.refresh()

    def settle(self) -> None:
        """Take what is being typed."""
        there = self.plan.table(ImplicationHeading)
        for made in self.rows:
            if made.heading in there:
                made.settle()

    def take_focus(self) -> None:
        """The keyboard goes to the first heading of which nothing is said."""
        held = implications_of(self.plan.records, self.proposal)
        for made, one in zip(self.rows, held, strict=True):
            if not one.is_said:
                made.words.setFocus(Qt.FocusReason.OtherFocusReason)
                self.down_page.ensureWidgetVisible(made)
                return
        first = self.rows[0].words if self.rows else self.headings.put_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)
