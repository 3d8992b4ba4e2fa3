"""Every command of the window: its menu, words and shortcut, what it calls, and when it can be used."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from jcplanner.gui.screens import SCREENS

if TYPE_CHECKING:
    from jcplanner.gui.window import Window

Call = Callable[["Window"], object]


@dataclass(frozen=True)
class ActionSpec:
    """One command. ``needs`` is "plan" where a plan must be open, "undo" or "redo" where there is one."""

    menu: str
    text: str
    shortcut: str
    call: Call
    needs: str = ""


SEPARATOR = ActionSpec("", "", "", lambda window: None)

MENUS = ("&File", "&Edit", "&View", "&Screen", "&Help")

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("&File", "&New plan\u2026", "Ctrl+Shift+N", lambda w: w.documents.new()),
    ActionSpec("&File", "&Open\u2026", "Ctrl+O", lambda w: w.documents.choose()),
    ActionSpec(
        "&File", "Open a worked &example\u2026", "Ctrl+Alt+O", lambda w: w.documents.example()
    ),
    ActionSpec("&File", "&Recover or restore\u2026", "Ctrl+Alt+Z", lambda w: w.documents.recover()),
    SEPARATOR,
    ActionSpec(
        "&File", "&Save to the shared file", "Ctrl+S", lambda w: w.documents.publish(), "plan"
    ),
    ActionSpec(
        "&File", "Save a &copy\u2026", "Ctrl+Shift+S", lambda w: w.documents.save_copy(), "plan"
    ),
    SEPARATOR,
    ActionSpec(
        "&File",
        "&Bring in budgets\u2026",
        "Ctrl+I",
        lambda w: w.command("exchange", "bring_in"),
        "plan",
    ),
    ActionSpec(
        "&File",
        "&Export workbook\u2026",
        "Ctrl+E",
        lambda w: w.command("exchange", "export"),
        "plan",
    ),
    SEPARATOR,
    ActionSpec("&File", "Close the &plan", "Ctrl+W", lambda w: w.documents.close(), "plan"),
    ActionSpec("&File", "&Quit", "Ctrl+Q", lambda w: w.close()),
    ActionSpec("&Edit", "&Undo", "Ctrl+Z", lambda w: w.undo(), "undo"),
    ActionSpec("&Edit", "&Redo", "Ctrl+Y", lambda w: w.redo(), "redo"),
    SEPARATOR,
    ActionSpec(
        "&Edit", "&Who is working here\u2026", "Ctrl+Alt+W", lambda w: w.documents.ask_author()
    ),
    ActionSpec("&Edit", "&Find", "Ctrl+F", lambda w: w.start_find(), "plan"),
    *(
        ActionSpec(
            "&View",
            spec.title.replace("&", "&&"),
            spec.shortcut,
            lambda w, key=spec.key: w.show_screen(key),
            "plan",
        )
        for spec in SCREENS
    ),
    SEPARATOR,
    ActionSpec("&View", "&Choose a scenario\u2026", "Alt+0", lambda w: w.choose_scenario(), "plan"),
    ActionSpec("&View", "Plan as agree&d", "Ctrl+Alt+0", lambda w: w.documents.look_at(""), "plan"),
    SEPARATOR,
    ActionSpec("&View", "Show &pounds", "Ctrl+Alt+1", lambda w: w.set_unit("pounds"), "plan"),
    ActionSpec("&View", "Show &thousands", "Ctrl+Alt+2", lambda w: w.set_unit("thousands"), "plan"),
    ActionSpec("&View", "Show &millions", "Ctrl+Alt+3", lambda w: w.set_unit("millions"), "plan"),
    SEPARATOR,
    ActionSpec("&View", "&Dark", "Ctrl+Shift+D", lambda w: w.toggle_dark()),
    ActionSpec("&Help", "&Help for this screen", "F1", lambda w: w.help()),
    ActionSpec("&Help", "&Keyboard shortcuts", "Ctrl+F1", lambda w: w.shortcuts()),
    ActionSpec("&Help", "&What is new", "Shift+F1", lambda w: w.whats_new()),
    ActionSpec("&Help", "&About jcplanner", "Alt+F1", lambda w: w.about()),
)


class Actions:
    """The commands as Qt actions in the window's menus."""

    def __init__(self, window: "Window") -> None:
        self._made: list[tuple[ActionSpec, QAction]] = []
        self.menus: dict[str, QMenu] = {name: window.menuBar().addMenu(name) for name in MENUS}
        self.menus["&Screen"].menuAction().setVisible(False)
        menu = self.menus[MENUS[0]]
        for spec in ACTIONS:
            if spec is SEPARATOR:
                menu.addSeparator()
                continue
            menu = self.menus[spec.menu]
            action = QAction(spec.text, window)
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
            action.triggered.connect(lambda checked=False, spec=spec: spec.call(window))
            menu.addAction(action)
            self._made.append((spec, action))

    def enable(self, *, plan: bool, undo: str, redo: str) -> None:
        """Enable what can be used now, and name what undo and redo would do."""
        usable = {"": True, "plan": plan, "undo": bool(undo), "redo": bool(redo)}
        for spec, action in self._made:
            action.setEnabled(usable[spec.needs])
            if spec.needs in ("undo", "redo"):
                name = undo if spec.needs == "undo" else redo
                action.setText(f"{spec.text} {name[:60].replace('&', '&&')}".rstrip())

    def show_screen_menu(self, title: str, offered: list[QAction]) -> None:
        """Put a screen's own commands into the menu that carries its name."""
        menu = self.menus["&Screen"]
        menu.clear()
        menu.setTitle(title.replace("&", "&&"))
        menu.addActions(offered)
        menu.menuAction().setVisible(bool(offered))

    def list(self) -> list[tuple[str, str]]:
        """Every command with its shortcut, for the help page."""
        return [
            (action.text().replace("&&", "\0").replace("&", "").replace("\0", "&"), spec.shortcut)
            for spec, action in self._made
            if spec.shortcut
        ]
