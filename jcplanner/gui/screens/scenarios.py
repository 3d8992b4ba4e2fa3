"""Scenarios: what if some numbers were otherwise? Side by side with the plan, and promoted into it."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from jcplanner.domain.problems import Place
from jcplanner.domain.scenarios import Scenario
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.screens.scenarios_beside import BesideCard
from jcplanner.gui.screens.scenarios_list import ScenarioList
from jcplanner.gui.screens.scenarios_overrides import OverridesCard
from jcplanner.gui.screens.scenarios_promote import PromoteDialog
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.year_box import YearBox
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import NothingYet, ScreenHead, button, row
from jcplanner.plan.plan import Notice, Plan
from jcplanner.plan.scenario_plan import ScenarioPlan

LIST_WIDTH, NARROW_LIST_WIDTH = 300, 210


class ScenariosScreen(Screen):
    """The list at the left; side by side and the chosen one's overrides at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._views: dict[str, ScenarioPlan] = {}
        views = self._views
        self.destroyed.connect(lambda _gone=None: _close(views))
        # Other scenarios follow a step after this screen was told of it: look when all have.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self.head = ScreenHead("Scenarios", "numbers that are otherwise than in the plan")
        self.year_box = YearBox()
        self.year_box.chosen.connect(lambda _year: self._show_beside())
        self.look_button = button("Look at it", self.look)
        for held in (self.year_box, self.look_button):
            self.head.add(held)
        self.page.addWidget(self.head)
        self.scenarios = ScenarioList(session)
        self.scenarios.setMinimumWidth(NARROW_LIST_WIDTH)
        self.scenarios.setMaximumWidth(LIST_WIDTH)
        self.beside = BesideCard(session)
        self.overrides = OverridesCard(session)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setHandleWidth(3 * style.STEP)
        right.setChildrenCollapsible(False)
        right.addWidget(self.beside)
        right.addWidget(self.overrides)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 2)
        shown = QWidget()
        across = row(self.scenarios, right, spacing=3 * style.STEP)
        across.setStretch(0, 1)
        across.setStretch(1, 3)
        shown.setLayout(across)
        self.faces = QStackedWidget()
        self.faces.addWidget(shown)
        self.faces.addWidget(self._empty())
        self.page.addWidget(self.faces, 1)
        self._offered = self._commands()
        self.scenarios.chosen.connect(self._show_chosen)
        self.scenarios.ticked_changed.connect(self._show_beside)
        self.overrides.promote_wanted.connect(self.promote)

    def _empty(self) -> QWidget:
        self.first_button = button("Add a scenario", self.scenarios.add, "primary")
        return NothingYet(
            "No scenarios yet",
            "A scenario asks what if: a slower start, a higher pay award. Add one, look at it, and change "
            "numbers; the plan stays as it is agreed.",
            self.first_button,
        )

    def _commands(self) -> list[QAction]:
        return [
            self.command("&Add a scenario", "Ctrl+N", self.scenarios.add),
            self.command("&Copy the scenario", "Ctrl+Shift+Y", self.scenarios.copy),
            self.command("Move it &up", "Ctrl+Shift+Up", lambda: self.scenarios.move(-1)),
            self.command("Move it dow&n", "Ctrl+Shift+Down", lambda: self.scenarios.move(1)),
            self.command("&Remove the scenario\u2026", "Ctrl+Del", self.scenarios.remove),
            self.separator(),
            self.command("&Look at it, or at the plan", "Ctrl+Return", self.look),
            self.command("&Differences only", "Ctrl+D", self.beside.only.toggle),
            self.command("Cop&y side by side", "Ctrl+Shift+C", self._copy),
            self.command("Year bac&k", "Alt+Left", lambda: self.year_box.move(-1)),
            self.command("Year &forward", "Alt+Right", lambda: self.year_box.move(1)),
            self.separator(),
            self.command("&Back to plan", "Ctrl+Backspace", self.overrides.back_to_plan),
            self.command("No&te on the override\u2026", "Shift+F2", self.overrides.note),
            self.command("&Go to where it is typed", "Ctrl+L", self.overrides.go),
            self.command("&Promote\u2026", "Ctrl+Shift+P", self.promote),
        ]

    def actions_offered(self) -> list[QAction]:
        """Scenarios, side by side, overrides."""
        return self._offered

    def _copy(self) -> None:
        self.beside.view.copy(all_rows=True)

    # Showing

    def follow(self, notice: Notice) -> None:
        """Wait until the other scenarios have followed the step."""
        self._soon.start()

    def refresh(self) -> None:
        """Show scenarios and figures as they now stand."""
        self.year_box.read(self.plan)
        there = bool(self.plan.table(Scenario))
        self.faces.setCurrentIndex(0 if there else 1)
        self.year_box.setVisible(there)
        self.look_button.setVisible(there)
        self.scenarios.refresh()
        self._show_beside()

    def _show_chosen(self, key: str) -> None:
        if key:
            self.faces.setCurrentIndex(0)
        self.overrides.show_scenario(key)
        shown = bool(key) and key == self.plan.scenario
        self.look_button.setText("Plan as agreed" if shown else "Look at it")
        self.look_button.setToolTip(
            "Show every screen as agreed (Ctrl+Return)"
            if shown
            else "Show every screen as the chosen scenario has it (Ctrl+Return)"
        )
        self.look_button.setEnabled(bool(key))

    def _show_beside(self) -> None:
        wanted = self.scenarios.compared()
        for key in self._views.keys() - set(wanted):
            self._views.pop(key).close()
        for key in wanted:
            if key != self.plan.scenario and key not in self._views:
                self._views[key] = ScenarioPlan(self.plan, key)
        plans: list[Plan] = [self.plan.agreed]
        plans += [self._views.get(key, self.plan) for key in wanted]
        year = self.year_box.year or self.plan.years[0]
        self.beside.show_plans(plans, year, year_label(year))

    def hideEvent(self, event: QHideEvent) -> None:
        """While another screen is shown, only the scenario that is looked at follows the plan."""
        super().hideEvent(event)
        _close(self._views)
        self._stale = True

    # Doing

    def look(self) -> None:
        """Show every screen as the chosen scenario has it; as agreed where it is shown already."""
        key = self.scenarios.key
        if key:
            self.session.look_at("" if key == self.plan.scenario else key)

    def promote(self) -> None:
        """List what promoting the chosen scenario would write over, then do it."""
        key = self.scenarios.key
        if key and self.overrides.promote_button.isEnabled():
            self.dialog = PromoteDialog(self.session, key, self.window())
            self.dialog.open()

    # The window's side

    def standing(self) -> Any:
        """The scenario that is chosen, those that are ticked, and whether all rows are shown."""
        return self.scenarios.key, self.scenarios.ticked, self.beside.only.isChecked()

    def resume(self, standing: Any) -> None:
        """Choose and tick the same again."""
        key, self.scenarios.ticked, only = standing
        self.beside.only.setChecked(only)
        self.refresh()
        self.scenarios.select(key)

    def show_place(self, place: Place) -> None:
        """Lead to a scenario."""
        self.refresh()
        if place.table == Scenario.TABLE:
            self.scenarios.select(place.id)

    def take_focus(self) -> None:
        """Work begins in the list; on an empty screen with its button."""
        there = bool(self.plan.table(Scenario))
        (self.scenarios.list if there else self.first_button).setFocus()


def _close(views: dict[str, ScenarioPlan]) -> None:
    """Let scenarios follow the plan no more."""
    while views:
        views.popitem()[1].close()
