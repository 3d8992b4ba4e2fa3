"""What this computer remembers between starts: window place, look, recent plans. Never a figure."""

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT = 8


class Preferences:
    """Kept in a small file in the user's own folder; JCPLANNER_HOME puts it elsewhere."""

    def __init__(self) -> None:
        home = os.environ.get("JCPLANNER_HOME")
        if home:
            self._settings = QSettings(
                str(Path(home) / "preferences.ini"), QSettings.Format.IniFormat
            )
        else:
            self._settings = QSettings(
                QSettings.Format.IniFormat, QSettings.Scope.UserScope, "jcplanner", "preferences"
            )

    def text(self, name: str, default: str = "") -> str:
        """One remembered word."""
        return str(self._settings.value(name, default))

    def set_text(self, name: str, value: str) -> None:
        """Remember one word."""
        self._settings.setValue(name, value)

    def bytes(self, name: str) -> QByteArray:
        """A remembered layout of Qt's own; empty where there is none."""
        held = self._settings.value(name)
        return held if isinstance(held, QByteArray) else QByteArray()

    def set_bytes(self, name: str, value: QByteArray) -> None:
        """Remember a layout of Qt's own."""
        self._settings.setValue(name, value)

    @property
    def recent(self) -> list[Path]:
        """Plans opened lately that are still there, the newest first."""
        held = self.text("recent").split("\n")
        return [Path(path) for path in held if path and Path(path).exists()]

    def remember(self, path: Path) -> None:
        """Put a plan at the head of the recent ones."""
        paths = [path.absolute(), *(held for held in self.recent if held != path.absolute())]
        self.set_text("recent", "\n".join(str(held) for held in paths[:MOST_RECENT]))

    def forget_recent(self) -> None:
        """Empty the list of recent plans: names of plans can be confidential."""
        self.set_text("recent", "")
