"""What every screen has in common."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from jcplanner.domain.problems import Place
from jcplanner.gui import style
from jcplanner.gui.focus import keep_focus
from jcplanner.gui.session import Session
from jcplanner.plan.plan import Notice


class Screen(QWidget):
    """A screen of the window. It follows the plan while it is shown, and catches up when shown again.

    Subclasses build their widgets into `self.page` and override `refresh`; `follow` only where less
    than a whole refresh will do. `offers_changed` tells that `actions_offered` gives others, such as when a
    tab is turned.
    """

    offers_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.plan = session.plan
        self.page = QVBoxLayout(self)
        self.page.setContentsMargins(*(4 * style.STEP + 2,) * 4)
        self.page.setSpacing(3 * style.STEP)
        self._stale = True
        session.changed.connect(self._changed)
        session.unit_changed.connect(self._unit_changed)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def refresh(self) -> None:
        """Show the plan as it now stands."""

    def follow(self, notice: Notice) -> None:
        """Show what one step has moved, while the screen is in sight."""
        self.refresh()

    def show_place(self, place: Place) -> None:
        """Lead to a record and year of this screen."""

    def standing(self) -> Any:
        """Where it stands, beside its tabs and years, to be kept while the plan is shown another way."""
        return None

    def resume(self, standing: Any) -> None:
        """Stand where another screen of its kind stood; what is no longer there is left out."""

    def find(self, text: str) -> None:
        """Look for words from the header's find box."""

    def actions_offered(self) -> list[QAction]:
        """The commands of this screen, for the window's menu; a separator is an action that says so."""
        return []

    def command(self, text: str, shortcut: str, then: Callable[[], object]) -> QAction:
        """Make a command of this screen, with its words, its keys where it has any, and what it does."""
        made = QAction(text, self)
        made.setShortcut(QKeySequence(shortcut))
        made.triggered.connect(lambda: then())
        return made

    def separator(self) -> QAction:
        """Make the line between two groups of commands in the menu."""
        made = QAction(self)
        made.setSeparator(True)
        return made

    def take_focus(self) -> None:
        """Put the keyboard where work on this screen begins: its first control, unless it says otherwise."""
        self.focusNextChild()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None and old is not None and self.isVisible() and self.isAncestorOf(old):
            QTimer.singleShot(0, self, lambda: keep_focus(old, self))

    def _changed(self, notice: Notice) -> None:
        if self.isVisible():
            self.follow(notice)
        else:
            self._stale = True

    def _unit_changed(self, unit: str) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what has changed while another screen was shown."""
        super().showEvent(event)
        self.catch_up()

    def catch_up(self) -> None:
        """Show the plan as it now stands, where that has not been done since it changed."""
        if self._stale:
            self._stale = False
            self.refresh()
