"""The screens, in the order of the navigation. Each is imported when it is first shown."""

import importlib
from dataclasses import dataclass

from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.session import Session


@dataclass(frozen=True)
class ScreenSpec:
    """One screen: its key, the group it stands in, title, icon and shortcut, and where its class is."""

    key: str
    group: str
    title: str
    icon: str
    shortcut: str
    module: str
    cls: str

    def make(self, session: Session) -> Screen:
        """Import the screen's module and make the screen."""
        module = importlib.import_module(f"jcplanner.gui.screens.{self.module}")
        return getattr(module, self.cls)(session)


SCREENS = (
    ScreenSpec("overview", "Plan", "Overview", "overview", "Ctrl+1", "overview", "OverviewScreen"),
    ScreenSpec("budgets", "Plan", "Budgets", "budgets", "Ctrl+2", "budgets", "BudgetsScreen"),
    ScreenSpec(
        "alignment", "Plan", "Alignment", "alignment", "Ctrl+3", "alignment", "AlignmentScreen"
    ),
    ScreenSpec("pathway", "Plan", "Pathway", "pathway", "Ctrl+4", "pathway", "PathwayScreen"),
    ScreenSpec(
        "partners", "Plan", "Partners & areas", "partners", "Ctrl+5", "partners", "PartnersScreen"
    ),
    ScreenSpec("pools", "Money", "Pools", "pools", "Alt+1", "pools", "PoolsScreen"),
    ScreenSpec("gap", "Money", "Gap", "gap", "Alt+2", "gap", "GapScreen"),
    ScreenSpec(
        "scenarios", "Money", "Scenarios", "scenarios", "Alt+3", "scenarios", "ScenariosScreen"
    ),
    ScreenSpec(
        "priorities", "Money", "Priorities", "priorities", "Alt+4", "priorities", "PrioritiesScreen"
    ),
    ScreenSpec(
        "decisions", "Agreement", "Decisions", "decisions", "Alt+5", "decisions", "DecisionsScreen"
    ),
    ScreenSpec(
        "registers",
        "Agreement",
        "Risks & lessons",
        "registers",
        "Alt+6",
        "registers",
        "RegistersScreen",
    ),
    ScreenSpec("people", "Agreement", "People", "people", "Alt+7", "people", "PeopleScreen"),
    ScreenSpec(
        "problems", "Together", "Problems", "problems", "Ctrl+6", "problems", "ProblemsScreen"
    ),
    ScreenSpec("history", "Together", "History", "history", "Ctrl+7", "history", "HistoryScreen"),
    ScreenSpec(
        "exchange", "Together", "In & out", "exchange", "Ctrl+8", "exchange", "ExchangeScreen"
    ),
)

SAME_SCREEN = {"areas": "partners"}
"""Places that are part of another screen."""


def screen_named(key: str) -> ScreenSpec:
    """The screen with a key. Raises KeyError for an unknown one."""
    wanted = SAME_SCREEN.get(key, key)
    for spec in SCREENS:
        if spec.key == wanted:
            return spec
    raise KeyError(key)
