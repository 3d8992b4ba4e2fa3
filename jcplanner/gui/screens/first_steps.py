"""First steps: what to do next in a plan that has nothing to show yet, each with its button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Place
from jcplanner.domain.record import Record
from jcplanner.domain.services import ServiceArea
from jcplanner.gui import style
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button

_STEPS: tuple[tuple[type[Record], str, str, str, Place], ...] = (
    (
        Partner,
        "Partners",
        "The council and the NHS bodies whose budgets are laid side by side.",
        "Add partners",
        Place("partners", "partner"),
    ),
    (
        ServiceArea,
        "Service areas",
        "What the partners buy for the same people, such as care homes or carers.",
        "Add service areas",
        Place("areas", "service_area"),
    ),
    (
        BudgetLine,
        "Budgets",
        "Each partner's existing budget, from the file that its finance team sends.",
        "Bring in budgets",
        Place("exchange"),
    ),
)


class FirstSteps(QWidget):
    """Three steps; the next one has the main button, those done say what is there."""

    def __init__(self, session: Session, heading: str) -> None:
        super().__init__()
        self.session = session
        self.buttons: list[QPushButton] = []
        self._done: list[PlainLabel] = []
        card = Card(heading)
        steps = QGridLayout()
        steps.setHorizontalSpacing(4 * style.STEP)
        steps.setVerticalSpacing(3 * style.STEP)
        steps.setColumnStretch(1, 1)
        for place, (_kind, title, words, action, leads_to) in enumerate(_STEPS):
            go = button(action, lambda leads_to=leads_to: session.go(leads_to))
            done = PlainLabel("", "caption")
            about = QVBoxLayout()
            about.setSpacing(2)
            about.addWidget(PlainLabel(title, "section"))
            about.addWidget(PlainLabel(words, "muted", wrap=True))
            about.addWidget(done)
            number = PlainLabel(str(place + 1), "key")
            number.setAlignment(Qt.AlignmentFlag.AlignTop)
            steps.addWidget(number, place, 0)
            steps.addLayout(about, place, 1)
            steps.addWidget(go, place, 2, Qt.AlignmentFlag.AlignVCenter)
            self.buttons.append(go)
            self._done.append(done)
        card.body.addLayout(steps)
        card.setMaximumWidth(720)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def read(self) -> None:
        """Say what is there, and which step is next."""
        counts = [len(self.session.plan.table(kind)) for kind, *_ in _STEPS]
        following = next(
            (place for place, count in enumerate(counts) if not count), len(counts) - 1
        )
        for place, (kind, *_) in enumerate(_STEPS):
            count = counts[place]
            what = kind.ONE if count == 1 else kind.MANY
            said = f"{count:,} {what} there" if count else "Next" if place == following else "Later"
            self._done[place].setText(said)
            self._done[place].set_role("good" if count else "caption")
            held = self.buttons[place]
            held.setProperty("role", "primary" if place == following else "quiet")
            held.style().unpolish(held)
            held.style().polish(held)
