"""A part of a screen that fills one of its tabs: it shows its share of the plan and offers its commands."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jcplanner.gui import style
from jcplanner.gui.session import Session


class Panel(QWidget):
    """Subclasses build their widgets into `self.page` and override `refresh`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.plan = session.plan
        self.page = QVBoxLayout(self)
        self.page.setContentsMargins(0, 0, 0, 0)
        self.page.setSpacing(3 * style.STEP)

    def refresh(self) -> None:
        """Show the plan as it now stands."""

    def command(self, text: str, shortcut: str, then: Callable[[], object]) -> QAction:
        """Make a command of this panel, with its words, its keys, and what it does."""
        made = QAction(text, self)
        made.setShortcut(QKeySequence(shortcut))
        made.triggered.connect(lambda: then())
        return made

    def actions_offered(self) -> list[QAction]:
        """The commands of this panel, for the menu of its screen while the panel is in sight."""
        return []

    def take_focus(self) -> None:
        """Put the keyboard where work on this panel begins."""
        self.focusNextChild()
