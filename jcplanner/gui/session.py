"""One open plan as the window sees it: its notices as signals, the unit of figures, ways to other screens."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from jcplanner.domain.money import show_exact, show_money
from jcplanner.domain.problems import Place, Refusal
from jcplanner.domain.scenarios import Scenario
from jcplanner.gui.errors import tell
from jcplanner.plan import edits
from jcplanner.plan.plan import Notice, Plan

T = TypeVar("T")

DECIMALS = {"pounds": 0, "thousands": 0, "millions": 1}


class Session(QObject):
    """Passed to every screen; the only thing between the plan and Qt.

    ``changed`` carries a `Notice` after every step, undo and redo among them.
    """

    changed = Signal(object)
    unit_changed = Signal(str)
    place_wanted = Signal(object)
    scenario_wanted = Signal(str)

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self._stop = plan.on_change(self._tell)

    def close(self) -> None:
        """Stop following the plan, and a scenario of it altogether."""
        self._stop()
        if self.plan.scenario:
            self.plan.close()

    def _tell(self, notice: Notice) -> None:
        self.changed.emit(notice)
        if "plan" in notice.tables:
            self.unit_changed.emit(self.unit)
        if self.plan.scenario and self.plan.scenario not in self.plan.table(Scenario):
            self.look_at("")

    def look_at(self, scenario: str) -> None:
        """Show the plan as a scenario has it, by its id; blank for the plan as agreed."""
        self.scenario_wanted.emit(scenario)

    @property
    def unit(self) -> str:
        """What figures on screen count in."""
        return self.plan.details.unit

    def set_unit(self, unit: str) -> None:
        """Show figures in pounds, thousands or millions; kept in the plan."""
        if unit != self.unit:
            edits.set_details(self.plan, unit=unit)

    def money(self, pence: int | None, *, exact: bool = False) -> str:
        """An amount as the screen shows it; blank for none. ``exact`` gives pounds and pence."""
        if pence is None:
            return ""
        return show_exact(pence) if exact else show_money(pence, self.unit, DECIMALS[self.unit])

    def go(self, place: Place) -> None:
        """Show another screen, and there the record and year of the place."""
        self.place_wanted.emit(place)

    def do(self, verb: Callable[[], T], parent: QWidget | None = None) -> T | None:
        """Run something that a person asked for; a refusal is told in its one sentence."""
        try:
            return verb()
        except Refusal as refusal:
            tell(parent, str(refusal))
            return None
