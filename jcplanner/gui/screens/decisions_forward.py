"""The second tab of Decisions: what comes next, by day, with what has to be ready when."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from jcplanner.domain.forward_plan import Coming, forward_plan
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import ListModel
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card
from jcplanner.reports.forward_plan import HEADS, cells

_WIDTHS = (
    (220, 420),
    (220, 420),
    (100, 150),
    (120, 220),
    (92, 100),
    (124, 130),
    (88, 96),
    (96, 130),
)


class ForwardPanel(Panel):
    """Meetings, expected decisions, consultations and submissions."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.model = ListModel(HEADS, self._texts)
        self.view = GrowingList("Forward plan", self.model, _WIDTHS)
        card = Card()
        card.body.addWidget(self.view, 1)
        self.page.addWidget(card, 1)

    def refresh(self) -> None:
        """Read the days again."""
        self.model.put(forward_plan(self.plan.records))

    def _texts(self, held: object) -> tuple[str, ...]:
        assert isinstance(held, Coming)
        return cells(self.plan, held, date.today())

    def take_focus(self) -> None:
        """The list has the keyboard."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
