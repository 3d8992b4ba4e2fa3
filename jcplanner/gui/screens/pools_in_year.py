"""A pool in the year: actual to date and forecast outturn by line, statements by quarter and at year end."""

from PySide6.QtWidgets import QWidget

from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session


class InYearPanel(Panel):
    """The In-year tab of the Pools screen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool: str | None = None
        self.year = session.plan.years[0]

    def show_pool(self, pool: str | None, year: int) -> None:
        """Show another pool or year."""
        self.pool, self.year = pool, year
        self.refresh()
