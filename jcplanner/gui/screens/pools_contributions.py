"""What each partner puts into a pool in a year, its build-up, and the balance."""

from PySide6.QtWidgets import QWidget

from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card


class ContributionsPanel(Panel):
    """The contributions of one pool and year, editable in place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool: str | None = None
        self.year = session.plan.years[0]
        self.card = Card("Contributions")
        self.page.addWidget(self.card)

    def show_pool(self, pool: str | None, year: int) -> None:
        """Show another pool or year."""
        self.pool, self.year = pool, year
        self.refresh()
