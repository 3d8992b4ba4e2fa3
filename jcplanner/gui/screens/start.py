"""The start page: what to do next when no plan is open."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jcplanner.gui import style
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.widgets import Card, PlainLabel, button, row

if TYPE_CHECKING:
    from jcplanner.gui.documents import Documents
    from jcplanner.store.session import Recoverable

WIDTH = 860

STEPS = (
    ("1", "Lay out partners and service areas", "Who plans together, and for which services."),
    (
        "2",
        "Bring in each partner's budget",
        "From the spreadsheets that finance teams send, as they are.",
    ),
    (
        "3",
        "Align, learn, integrate",
        "See who spends what on the same people; set out three years.",
    ),
    ("4", "Take out a workbook", "Live formulas, and every check reads 0."),
)


class StartScreen(QWidget):
    """New plan, open, examples, plans opened lately, and work that a crash left behind."""

    def __init__(self, documents: "Documents", preferences: Preferences) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        outer.addStretch(1)
        outer.addWidget(middle, 100)
        outer.addStretch(1)
        page = QVBoxLayout(middle)
        page.setSpacing(4 * style.STEP)
        page.addStretch(2)
        page.addWidget(PlainLabel("Plan the money together", "title"))
        page.addWidget(
            PlainLabel(
                "Lay a council's and its NHS partners' budgets side by side, set out three years to "
                "align, learn and integrate, and give finance a workbook that reconciles. Everything "
                "stays on this computer and in the file that you choose.",
                "muted",
                wrap=True,
            )
        )
        main = button("New plan", documents.new, "primary")
        page.addLayout(
            row(
                main,
                button("Open a plan", documents.choose),
                button("Open a worked example", documents.example),
                None,
            )
        )
        left = documents.left_behind()
        if left:
            page.addWidget(self._left_behind(documents, left))
        cards = QHBoxLayout()
        cards.setSpacing(4 * style.STEP)
        cards.addWidget(self._steps(), 1)
        cards.addWidget(self._recent(documents, preferences), 1)
        page.addLayout(cards)
        page.addStretch(3)
        main.setFocus()

    def _steps(self) -> Card:
        card = Card("How a plan comes about")
        for number, heading, text in STEPS:
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(PlainLabel(heading))
            words.addWidget(PlainLabel(text, "caption", wrap=True))
            line = row(PlainLabel(number, "key"), spacing=3 * style.STEP)
            line.itemAt(0).widget().setFixedWidth(24)
            line.addLayout(words, 1)
            card.body.addLayout(line)
        card.body.addStretch(1)
        return card

    def _recent(self, documents: "Documents", preferences: Preferences) -> Card:
        card = Card("Plans opened lately")
        recent = preferences.recent
        for path in recent:
            made = button(path.stem, lambda path=path: documents.open(path), "link")
            made.setToolTip(str(path))
            made.setAccessibleDescription(str(path))
            card.body.addWidget(made, alignment=Qt.AlignmentFlag.AlignLeft)
        if recent:
            card.body.addWidget(
                button(
                    "Forget these names",
                    lambda: (preferences.forget_recent(), documents.start()),
                    "link",
                ),
                alignment=Qt.AlignmentFlag.AlignLeft,
            )
        else:
            card.body.addWidget(PlainLabel("None yet on this computer.", "muted"))
        card.body.addStretch(1)
        return card

    def _left_behind(self, documents: "Documents", left: "list[tuple[str, Recoverable]]") -> Card:
        card = Card("Work that was not finished")
        card.body.addWidget(
            PlainLabel(
                "jcplanner ended before these were in the shared file. Nothing is lost.", "muted"
            )
        )
        for words, session in left:
            card.body.addWidget(
                button(words, lambda session=session: documents.resume(session), "link"),
                alignment=Qt.AlignmentFlag.AlignLeft,
            )
        return card
