"""Who bears a pool's overspend or keeps its underspend: the chart, and what each rule takes when one is tried."""

from PySide6.QtWidgets import QWidget

from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card


class RiskPanel(Panel):
    """Gives the Pools screen two cards: the chart of who pays, and what is tried below it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool: str | None = None
        self.year = session.plan.years[0]
        self.chart_card = Card("Who pays, from 10% under to 10% over")
        self.try_card = Card()

    def show_pool(self, pool: str | None, year: int) -> None:
        """Show another pool or year."""
        self.pool, self.year = pool, year
        self.refresh()
