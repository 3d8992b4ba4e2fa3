"""The heat map: keys over its cells, where they are drawn, and words that do not need colour."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jcplanner.domain.record import Table
from jcplanner.domain.registers import Risk
from jcplanner.domain.scoring_risks import Score, heat_map
from jcplanner.gui import style
from jcplanner.gui.heat_map import TONES, HeatMapView, move_words

VIABLE = Risk("v", 1, "Viable", current_likelihood=3, current_impact=5)


def table(*risks: Risk) -> Table[Risk]:
    return Table(Risk, (risk.row for risk in risks))


@pytest.fixture
def view(qtbot: QtBot) -> HeatMapView:
    made = HeatMapView()
    qtbot.addWidget(made)
    made.resize(600, 460)
    before = table(replace(VIABLE, current_likelihood=4, current_impact=4))
    made.show_map(heat_map(table(VIABLE, replace(VIABLE, id="n", event="New")), before=before))
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def test_the_cursor_begins_on_the_highest_risk(view: HeatMapView) -> None:
    assert view.cell == Score(3, 5)
    assert view.accessibleDescription() == (
        "Possible and severe: 3 x 5 = 15, high. Viable (lowered, was 4 x 4 = 16, high); New (new)."
    )


def test_arrows_home_and_end_move_and_stop_at_the_edges(qtbot: QtBot, view: HeatMapView) -> None:
    moves: list[tuple[int, int]] = []
    view.moved.connect(lambda *cell: moves.append(cell))
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(view, key)
    assert moves == [(4, 5), (4, 4), (3, 4), (3, 5)]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.cell == Score(5, 1)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.cell == Score(1, 5)


def test_enter_and_space_open_the_cell(qtbot: QtBot, view: HeatMapView) -> None:
    opened: list[tuple[int, int]] = []
    view.opened.connect(lambda *cell: opened.append(cell))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert opened == [(3, 5), (3, 5)]


def test_every_cell_is_found_where_it_is_drawn(view: HeatMapView) -> None:
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            middle = view.rect_of(likelihood, impact).center()
            assert view.cell_at(middle.x(), middle.y()) == Score(likelihood, impact)
    assert view.cell_at(3, 3) is None


def test_movement_is_said_in_words_beside_its_arrow(view: HeatMapView) -> None:
    lowered, new = view.held.at(3, 5)
    assert move_words(lowered) == "\u2193 was 4 x 4"
    assert move_words(new) == "new"


@pytest.mark.parametrize("dark", [False, True])
def test_bands_are_drawn_apart_in_either_look(
    qapp: QApplication, view: HeatMapView, dark: bool
) -> None:
    style.apply(qapp, dark=dark)
    try:
        picture = view.grab().toImage()
        seen = {
            picture.pixelColor(
                view.rect_of(*cell).bottomRight().x() - 12, view.rect_of(*cell).center().y()
            ).name()
            for cell in ((1, 1), (3, 3), (5, 5))
        }
        assert seen == {getattr(style.colours(), f"{tone}_tint") for tone in TONES.values()}
    finally:
        style.apply(qapp, dark=False)
