"""The heat map by the keyboard alone."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from jcplanner.domain.registers import (
    Risk,
)
from jcplanner.gui.screens.registers import HEAT, RegistersScreen
from jcplanner.gui.screens.registers_heat import HeatPanel
from jcplanner.plan import edits, versions
from tests.gui.screens.registers_keys import ALT, CTRL, press, section


def test_the_heat_map_is_walked_with_arrows_and_opened(
    qtbot: QtBot, registers: RegistersScreen
) -> None:
    key = edits.add(registers.plan, Risk, event="Viable", current_likelihood=4, current_impact=4)
    versions.freeze(registers.plan, "Cabinet 28 July 2016")
    edits.change(registers.plan, Risk, [key], current_likelihood=3)
    press(qtbot, Qt.Key.Key_M, CTRL)
    part = registers.part
    assert isinstance(part, HeatPanel)
    assert part.version_box.currentText() == "Cabinet 28 July 2016"
    part.take_focus()
    assert part.map.cell == (3, 4)
    assert part.map.accessibleDescription() == (
        "Possible and major: 3 x 4 = 12, medium. Viable (lowered, was 4 x 4 = 16, high)."
    )
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Right)
    assert part.map.cell == (4, 5)
    assert part.map.accessibleDescription() == "Likely and severe: 4 x 5 = 20, high. No risk."
    for _ in range(9):
        press(qtbot, Qt.Key.Key_Right)
    assert part.map.cell == (4, 5)
    part.map.go_to(3, 4)
    assert part.model.texts(0) == ("Viable", "\u2193 was 4 x 4")
    press(qtbot, Qt.Key.Key_Return)
    assert registers.entry.key == Risk.TABLE
    assert section(registers, Risk.TABLE).key == key
    part.map.grab()


def test_the_heat_map_shows_target_scores_and_what_has_none(
    qtbot: QtBot, registers: RegistersScreen
) -> None:
    edits.add(registers.plan, Risk, event="Viable", current_likelihood=4, current_impact=4)
    part = registers.show_part(HEAT)
    assert isinstance(part, HeatPanel)
    part.take_focus()
    press(qtbot, Qt.Key.Key_Right, ALT)
    assert part.moment == "target"
    assert part.map.held.count == 0
    assert part.beside.text() == "1 risk stands beside the map, without a target score."
