"""Where the keyboard goes when the control that had it is shut or hidden: to the nearest one left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid


def keep_focus(lost: QWidget, screen: QWidget) -> None:
    """Give the keyboard to the nearest control of a screen, where no other in its window has it."""
    at_rest = QApplication.focusWidget() is None and QApplication.activePopupWidget() is None
    if not at_rest or QApplication.activeWindow() is not screen.window():
        return
    found = nearest(lost, screen) if isValid(lost) else None
    (found or screen).setFocus(Qt.FocusReason.OtherFocusReason)
    if found is None:
        screen.focusNextChild()


def nearest(lost: QWidget, screen: QWidget) -> QWidget | None:
    """The next control that can be reached, first among those under the same parent, then further out."""
    around = lost.parentWidget()
    while around is not None:
        held = lost.nextInFocusChain()
        while held is not None and held is not lost:
            if around.isAncestorOf(held) and _can_be_reached(held):
                return held
            held = held.nextInFocusChain()
        if around is screen:
            return None
        around = around.parentWidget()
    return None


def _can_be_reached(held: QWidget) -> bool:
    if isinstance(held, QAbstractItemView) and (
        held.model() is None or not held.model().rowCount()
    ):
        return False
    by_tab = held.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(by_tab) and held.isEnabled() and held.isVisible()
