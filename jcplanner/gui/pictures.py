"""A picture of each screen, for where there is no display to show the window on."""

from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from jcplanner.gui import style
from jcplanner.gui.app import application
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.screens import SCREENS
from jcplanner.gui.session import Session
from jcplanner.gui.window import Window
from jcplanner.plan.plan import Plan

SIZE = (1366, 768)
SETTLE_MS = 400


def save_pictures(
    plan: Plan, folder: Path, *, dark: bool = False, size: tuple[int, int] = SIZE
) -> list[Path]:
    """Save one PNG of the window for each screen of a plan. Returns where they are.

    Needs no display where QT_QPA_PLATFORM is "offscreen".
    """
    made = application()
    style.apply(made, dark=dark)
    window = Window(Preferences())
    window.resize(*size)
    window.show_plan(Session(plan))
    window.show()
    saved: list[Path] = []
    for number, spec in enumerate(SCREENS, start=1):
        window.show_screen(spec.key)
        _settle()
        path = folder / f"{number}-{spec.key}{'-dark' if dark else ''}.png"
        window.grab().save(str(path))
        saved.append(path)
    window.show_start()
    window.close()
    return saved


def _settle() -> None:
    """Let charts and counts that follow the first paint come in."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()
