"""Keys on the Risks & lessons screen, and what its list of registers shows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.gui.screens.registers import RegistersScreen
from jcplanner.gui.screens.registers_section import RegisterSection

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """A key where the keyboard is."""
    where = QApplication.focusWidget()
    assert where is not None
    qtbot.keyClick(where, key, modifiers or Qt.KeyboardModifier.NoModifier)


def section(screen: RegistersScreen, key: str) -> RegisterSection:
    """Turn to a register."""
    held = screen.show_part(key)
    assert isinstance(held, RegisterSection)
    return held


def choose(qtbot: QtBot, box: QComboBox, downs: int) -> None:
    """Choose from a box by the arrow keys, without opening its list."""
    box.setFocus()
    for _ in range(downs):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def counts(screen: RegistersScreen) -> dict[str, str]:
    """How many are open by register."""
    return {
        name.strip(): count
        for name, count in (screen.model.texts(row) for row in range(screen.model.rowCount()))
    }


def asked() -> QMessageBox | None:
    """The message that is open."""
    found = [
        held
        for held in QApplication.topLevelWidgets()
        if isinstance(held, QMessageBox) and held.isVisible()
    ]
    return found[0] if found else None
