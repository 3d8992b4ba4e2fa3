"""Starting the window."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from jcplanner.gui import errors, style
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.window import Window


def application() -> QApplication:
    """The one Qt application, made where there is none yet, in the look that this computer remembers."""
    held = QApplication.instance()
    if isinstance(held, QApplication):
        return held
    made = QApplication(sys.argv[:1])
    made.setApplicationName("jcplanner")
    made.setApplicationDisplayName("jcplanner")
    return made


def prefers_dark(preferences: Preferences) -> bool:
    """What was chosen on this computer, else what the system asks for."""
    chosen = preferences.text("look")
    if chosen:
        return chosen == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def run(paths: list[Path]) -> int:
    """Open the window, with the first of these plans where one is given. Returns the exit status."""
    made = application()
    preferences = Preferences()
    style.apply(made, dark=prefers_dark(preferences))
    errors.install()
    window = Window(preferences)
    window.show()
    for path in paths[:1]:
        window.documents.open(path)
    return made.exec()
