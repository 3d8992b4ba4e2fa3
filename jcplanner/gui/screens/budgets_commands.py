"""The commands of the Budgets screen: words, shortcut, what each calls. The window puts them into a menu."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from jcplanner.domain.years import year_label
from jcplanner.gui.screens.budgets_scenario import back_to_plan
from jcplanner.plan.grid import NATURES, BudgetView
from jcplanner.plan.grid_filters import FIELDS, STAGE, field_column
from jcplanner.plan.grid_groups import GROUPINGS

if TYPE_CHECKING:
    from jcplanner.gui.screens.budgets import BudgetsScreen

Call = Callable[["BudgetsScreen"], object]

GROUP_WORDS = {
    "service_area": "service area",
    "partner": "partner",
    "funding_source": "funding source",
    STAGE: "stage",
    "": "none",
}
NATURE_WORDS = {"revenue": "Revenue", "capital": "Capital", "both": "Both, apart"}


@dataclass(frozen=True)
class Command:
    """One command; ``calls`` nothing makes a separator."""

    words: str = ""
    keys: str = ""
    calls: Call | None = None


SEPARATOR = Command()

COMMANDS: Sequence[Command] = (
    Command("&Add a line", "Ctrl+N", lambda s: s.edits.add_line()),
    Command("Cop&y the lines", "Ctrl+Shift+Y", lambda s: s.edits.copy_lines()),
    Command("&Remove the lines…", "Ctrl+Del", lambda s: s.edits.remove_lines()),
    SEPARATOR,
    Command("&Copy", "Ctrl+C", lambda s: s.copy()),
    Command("Copy with &headers", "Ctrl+Shift+C", lambda s: s.copy(headers=True)),
    Command("&Paste", "Ctrl+V", lambda s: s.edits.paste()),
    Command("Fill &down", "Ctrl+D", lambda s: s.edits.fill_down()),
    Command("Fill ri&ght", "Ctrl+R", lambda s: s.edits.fill_right()),
    Command("R&oll forward…", "Ctrl+Shift+R", lambda s: s.moves.roll_forward()),
    Command("Spread a t&otal…", "Ctrl+Shift+E", lambda s: s.moves.spread()),
    Command("Change amounts b&y percent…", "Ctrl+Shift+P", lambda s: s.edits.change_by_percent()),
    Command("Mark as confir&med", "Ctrl+Shift+K", lambda s: s.edits.mark("confirmed")),
    Command("Mark as &indicative", "Ctrl+Alt+K", lambda s: s.edits.mark("indicative")),
    SEPARATOR,
    Command("Ne&w virement…", "Ctrl+Shift+M", lambda s: s.moves.new_virement()),
    Command("&Virements…", "Ctrl+Alt+M", lambda s: s.moves.virements()),
    Command("Back to the plan's fi&gure", "Ctrl+Alt+Backspace", lambda s: back_to_plan(s)),
    SEPARATOR,
    Command("Put into &service area…", "Ctrl+Shift+A", lambda s: s.edits.assign_area()),
    Command("Set par&tner…", "Ctrl+Shift+B", lambda s: s.edits.set_field("partner")),
    Command("Set f&unding source…", "Ctrl+Shift+U", lambda s: s.edits.set_field("funding_source")),
    Command("Set reporting li&ne…", "Ctrl+Shift+T", lambda s: s.edits.set_field("budget_holder")),
    SEPARATOR,
    Command("N&ote…", "Shift+F2", lambda s: s.edits.note()),
    Command("Ran&ge of this figure…", "Ctrl+Shift+G", lambda s: s.edits.set_range()),
    Command("&History of this figure", "Ctrl+H", lambda s: s.figure.show_history()),
    SEPARATOR,
    Command("So&rt and filter this column…", "Alt+Down", lambda s: s.open_column_menu()),
    Command("Filter a&gain", "Ctrl+Alt+L", lambda s: s.filter_again()),
    Command("Clear &all filters", "Ctrl+Shift+L", lambda s: s.clear_filters()),
    Command("Find ne&xt", "F3", lambda s: s.find_next()),
    Command("Find pre&vious", "Shift+F3", lambda s: s.find_next(back=True)),
    SEPARATOR,
    Command("&Fold the group", "Alt+Left", lambda s: s.fold_current(folded=True)),
    Command("&Unfold the group", "Alt+Right", lambda s: s.fold_current(folded=False)),
    Command("Fold a&ll groups", "Alt+Shift+Left", lambda s: s.fold_all(folded=True)),
    Command("Unfold all &groups", "Alt+Shift+Right", lambda s: s.fold_all(folded=False)),
)


def make_actions(screen: "BudgetsScreen") -> list[QAction]:
    """The commands as Qt actions, with the choices of group, nature and columns as sub-menus."""
    made: list[QAction] = []
    for command in COMMANDS:
        action = QAction(command.words, screen)
        if command.calls is None:
            action.setSeparator(True)
        else:
            action.setShortcut(QKeySequence(command.keys))
            action.triggered.connect(lambda _checked=False, calls=command.calls: calls(screen))
        made.append(action)
    return made


def choice_menu(
    screen: "BudgetsScreen",
    title: str,
    choices: dict[str, str],
    chosen: Callable[[str], object],
    keys: str = "",
) -> tuple[QMenu, dict[str, QAction]]:
    """A sub-menu of which one entry is in force. ``keys`` with {} takes the number of the entry."""
    menu = QMenu(title, screen)
    group = QActionGroup(menu)
    actions: dict[str, QAction] = {}
    for place, (value, words) in enumerate(choices.items(), start=1):
        action = menu.addAction(words)
        action.setCheckable(True)
        group.addAction(action)
        if keys:
            action.setShortcut(QKeySequence(keys.format(place)))
        action.triggered.connect(lambda _checked=False, value=value: chosen(value))
        actions[value] = action
    return menu, actions


def year_menu(
    screen: "BudgetsScreen", title: str, view: BudgetView, chosen: Callable[[int], object]
) -> QMenu:
    """A sub-menu of the plan's years, made when it opens; the stage is shown as it is in one of them."""
    menu = QMenu(title, screen)

    def fill() -> None:
        menu.clear()
        for year in view.plan.years:
            action = menu.addAction(year_label(year))
            action.setCheckable(True)
            action.setChecked(year == view.stage_year)
            action.triggered.connect(lambda _checked=False, year=year: chosen(year))

    menu.aboutToShow.connect(fill)
    fill()
    return menu


def group_choices() -> dict[str, str]:
    """What lines can be grouped by, with its words."""
    return {grouping: GROUP_WORDS[grouping].capitalize() for grouping in GROUPINGS}


def nature_choices() -> dict[str, str]:
    """Which lines are shown by nature, with its words."""
    return {nature: NATURE_WORDS[nature] for nature in NATURES}


def columns_menu(
    screen: "BudgetsScreen", toggled: Callable[[str, bool], object]
) -> tuple[QMenu, dict[str, QAction]]:
    """The fields that can be shown, each with a tick; the first one always is."""
    menu = QMenu("&Columns", screen)
    menu.setAccessibleName("Columns shown")
    actions: dict[str, QAction] = {}
    for key in FIELDS[1:]:
        action = menu.addAction("Stage" if key == STAGE else field_column(key).label)
        action.setCheckable(True)
        action.toggled.connect(lambda on, key=key: toggled(key, on))
        actions[key] = action
    return menu, actions
