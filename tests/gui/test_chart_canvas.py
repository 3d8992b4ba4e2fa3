"""Drawn charts in their place: moved over with keys, opened, told in words, as a table and as pictures."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from jcplanner.gui import style
from jcplanner.gui.chart_canvas import DrawnChart
from jcplanner.gui.chart_place import ChartPlace
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.drawings import Bar, Bridge, Curve, Curves, Swing, Swings
from jcplanner.reports.headlines import money_by_year

KEY = Qt.Key
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

CURVES = Curves(
    "Who pays",
    "Illustrative",
    ("-5%", "0%", "+5%"),
    (
        Curve("Council", "partner1", (-600_00, 0, 600_00)),
        Curve("CCG", "partner2", (-400_00, None, 400_00)),
    ),
    "At 5% over the council pays £600.",
    marked=2,
)
BRIDGE = Bridge(
    "The gap",
    "Illustrative",
    (Bar("Gap", 85_00, "bad", whole=True), Bar("Savings", -90_00, "integrate")),
    "Savings of £90 close a gap of £85.",
)
SWINGS = Swings("By cause", "Illustrative", 85_00, (Swing("Growth", 60_00, 118_00),), "It swings.")


@pytest.fixture
def place(qtbot, plan: Plan):
    edits.set_details(plan, unit="pounds")
    session = Session(plan)
    made = ChartPlace(session)
    qtbot.addWidget(made)
    made.show_drawing(CURVES)
    made.resize(560, 260)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.chart is not None)
    yield made
    made.close()
    session.close()


def drawn(place: ChartPlace) -> DrawnChart:
    assert isinstance(place.chart, DrawnChart)
    return place.chart


def press(qtbot, place: ChartPlace, *keys: Qt.Key) -> str:
    for key in keys:
        qtbot.keyClick(drawn(place), key)
    chosen = drawn(place).chosen
    return chosen.words if chosen else ""


def test_no_charting_library_is_needed_for_drawings():
    code = (
        "import sys, jcplanner.gui.chart_kinds;"
        "sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_arrow_keys_move_along_a_curve_and_from_curve_to_curve(qtbot, place: ChartPlace):
    assert press(qtbot, place, KEY.Key_Right) == "Council, -5%: (£600)"
    assert press(qtbot, place, KEY.Key_Right, KEY.Key_Right) == "Council, +5%: £600"
    assert press(qtbot, place, KEY.Key_Right) == "Council, +5%: £600"
    assert press(qtbot, place, KEY.Key_Down) == "CCG, +5%: £400"
    assert press(qtbot, place, KEY.Key_Left) == "CCG, -5%: (£400)"
    assert press(qtbot, place, KEY.Key_Up) == "Council, -5%: (£600)"
    assert press(qtbot, place, KEY.Key_End) == "CCG, +5%: £400"
    assert drawn(place).accessibleDescription().startswith("CCG, +5%: £400. At 5% over")


def test_enter_opens_the_chosen_point_or_bar(qtbot, place: ChartPlace):
    press(qtbot, place, KEY.Key_End)
    with qtbot.waitSignal(place.opened) as told:
        press(qtbot, place, KEY.Key_Return)
    assert told.args == [1, 2]
    place.show_drawing(BRIDGE)
    assert press(qtbot, place, KEY.Key_Home, KEY.Key_Right) == "Savings: (£90), comes to (£5)"
    with qtbot.waitSignal(place.opened) as told:
        press(qtbot, place, KEY.Key_Enter)
    assert told.args == [1, 0]


def test_the_ends_of_a_swing_are_reached_left_and_right(qtbot, place: ChartPlace):
    place.show_drawing(SWINGS)
    assert press(qtbot, place, KEY.Key_Down) == "Growth at its low end: £60"
    assert press(qtbot, place, KEY.Key_Right) == "Growth at its high end: £118"


def test_a_click_opens_a_bar_and_beside_it_nothing(qtbot, place: ChartPlace):
    place.show_drawing(BRIDGE)
    chart = drawn(place)
    with qtbot.waitSignal(place.opened) as told:
        spot = chart.marks[0].area.center().toPoint()
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == [0, 0]
    with qtbot.assertNotEmitted(place.opened, wait=20):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(2, chart.height() - 2))


def test_other_kinds_take_the_place_of_the_last_and_the_same_kind_stays(place: ChartPlace):
    first = drawn(place)
    place.show_drawing(CURVES, "Another scope")
    assert place.chart is first
    assert place.scope == "Another scope"
    place.show_drawing(BRIDGE)
    assert place.chart is not first
    series = money_by_year(place.session.plan)
    place.show_series(series, series.scope)
    assert place.shown is series
    assert not isinstance(place.chart, DrawnChart)
    place.show_drawing(SWINGS)
    assert drawn(place).isVisible()


def test_every_drawing_is_shown_as_a_table_whose_cells_open(qtbot, place: ChartPlace):
    place.table_action.trigger()
    assert place.table.isVisible()
    assert place.model.headers == ["", "-5%", "0%", "+5%"]
    assert list(place.model.texts(1)) == ["CCG", "(400)", "", "400"]
    place.table.setCurrentIndex(place.model.index(1, 3))
    with qtbot.waitSignal(place.opened) as told:
        qtbot.keyClick(place.table, KEY.Key_Return)
    assert told.args == [1, 2]
    place.show_drawing(BRIDGE)
    assert place.table.isVisible()
    assert list(place.model.texts(1)) == ["Savings", "(90)", "(5)"]
    place.table.setCurrentIndex(place.model.index(1, 2))
    with qtbot.waitSignal(place.opened) as told:
        qtbot.keyClick(place.table, KEY.Key_Return)
    assert told.args == [1, 0]
    place.show_drawing(SWINGS)
    assert list(place.model.texts(0)) == ["Growth", "60", "118"]


@pytest.mark.parametrize("drawing", [CURVES, BRIDGE, SWINGS], ids=lambda held: held.title)
def test_every_drawing_is_saved_and_copied(
    place: ChartPlace, drawing: Curves | Bridge | Swings, tmp_path: Path
):
    place.show_drawing(drawing)
    png, svg = tmp_path / "chart.png", tmp_path / "chart.svg"
    place.save(png)
    place.save(svg)
    assert QImage(str(png)).width() > 1_000
    text = svg.read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).tag.endswith("svg")
    assert drawing.title in text
    assert drawing.sentence in text
    assert all(row[0] in text for row in drawing.table[1])
    place.copy_action.trigger()
    assert not QGuiApplication.clipboard().image().isNull()


def test_a_drawing_is_told_in_its_sentence(place: ChartPlace):
    assert place.accessibleName() == "Who pays"
    assert place.accessibleDescription() == CURVES.sentence
    assert drawn(place).accessibleDescription() == CURVES.sentence


def test_drawings_follow_light_and_dark(qapp: QApplication, place: ChartPlace):
    try:
        style.apply(qapp, dark=True)
        grabbed = drawn(place).grab().toImage()
        assert grabbed.pixelColor(2, 2).name() == style.DARK.surface
    finally:
        style.apply(qapp, dark=False)


def test_figures_are_in_the_sessions_unit(place: ChartPlace):
    edits.set_details(place.session.plan, unit="thousands")
    place.show_drawing(CURVES)
    place.table_action.trigger()
    assert list(place.model.texts(0)) == ["Council", "(1)", "0", "1"]


def test_of_two_charts_in_sight_the_keys_go_to_the_one_with_the_focus(qtbot, plan: Plan):
    session, both = Session(plan), QWidget()
    qtbot.addWidget(both)
    lines = QVBoxLayout(both)
    first, second = (ChartPlace(session, keys_inside=True) for _ in range(2))
    for made, drawing in ((first, BRIDGE), (second, SWINGS)):
        made.show_drawing(drawing)
        lines.addWidget(made)
    both.resize(500, 500)
    both.show()
    qtbot.waitExposed(both)
    both.activateWindow()
    second.load().setFocus()
    qtbot.waitUntil(second.load().hasFocus)
    qtbot.keyClick(second.load(), KEY.Key_T, CONTROL_SHIFT)
    assert second.table.isVisible()
    assert not first.table.isVisible()
    session.close()
