"""Charts: drawn from a report of a real plan, in words, as a table, and as pictures."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from jcplanner.domain.problems import Refusal
from jcplanner.gui import style
from jcplanner.gui.chart_parts import look_of, stack
from jcplanner.gui.chart_place import ChartPlace
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.headlines import Series, money_by_year

KEY = Qt.Key


@pytest.fixture
def place(qtbot, plan: Plan):
    edits.set_details(plan, unit="pounds")
    session = Session(plan)
    made = ChartPlace(session)
    qtbot.addWidget(made)
    series = money_by_year(plan)
    made.show_series(series, series.scope)
    made.resize(560, 260)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.chart is not None)
    yield made
    made.close()
    session.close()


def test_the_window_starts_without_the_charting_library():
    code = (
        "import sys, jcplanner.gui.screens.overview, jcplanner.gui.window;"
        "sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_words_stand_there_until_the_chart_is_loaded(qtbot, plan: Plan):
    session = Session(plan)
    made = ChartPlace(session)
    qtbot.addWidget(made)
    series = money_by_year(plan)
    made.show_series(series, series.scope)
    assert made.words.text() == series.sentence
    assert made.accessibleDescription() == series.sentence
    assert "2016/17: £10k separate" in series.sentence
    session.close()


def test_parts_stack_up_from_zero_and_negative_ones_down():
    segments = stack([[10, -4], [5, -6], [-3, 2]])
    spans = {
        (held.column, held.part): (held.area.top(), held.area.top() + held.area.height())
        for held in segments
    }
    assert spans == {
        (0, 0): (0, 10),
        (0, 1): (10, 15),
        (0, 2): (-3, 0),
        (1, 0): (-4, 0),
        (1, 1): (-10, -4),
        (1, 2): (0, 2),
    }


def test_the_axis_starts_at_zero_and_takes_in_what_is_negative(place: ChartPlace):
    assert place.chart is not None
    low, high = place.chart.view.viewRange()[1]
    assert low <= 0 < high
    edits.set_amounts(place.session.plan, {("wards", 2016): -9_000_00})
    series = money_by_year(place.session.plan)
    place.show_series(series, series.scope)
    low, high = place.chart.view.viewRange()[1]
    assert low <= -8_000_00
    assert high >= 0


def test_a_click_on_a_part_opens_it_and_beside_it_nothing(qtbot, place: ChartPlace):
    chart = place.chart
    assert chart is not None
    segment = chart.columns.segments[0]
    dots = chart.columns.sceneTransform().mapRect(segment.area)
    middle = chart.view.mapFromScene(dots.center())
    with qtbot.waitSignal(place.opened) as told:
        qtbot.mouseClick(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told.args == [segment.part, segment.column]
    beside = QPoint(chart.view.mapFromScene(dots.topLeft()).x() - 4, middle.y())
    with qtbot.assertNotEmitted(place.opened, wait=20):
        qtbot.mouseClick(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=beside)


def test_arrow_keys_choose_a_part_and_enter_opens_it(qtbot, place: ChartPlace):
    chart = place.chart
    assert chart is not None
    qtbot.keyClick(chart, KEY.Key_Right)
    assert chart.accessibleDescription().startswith("Separate, 2016/17: £10,000. ")
    with qtbot.waitSignal(place.opened) as told:
        qtbot.keyClick(chart, KEY.Key_Return)
    assert told.args == [3, 0]


def test_neither_wheel_nor_drag_changes_what_is_seen(qtbot, place: ChartPlace):
    chart = place.chart
    assert chart is not None
    before = chart.view.viewRange()
    spot = chart.view.viewport().rect().center()
    wheel = QWheelEvent(
        QPointF(spot),
        QPointF(chart.view.mapToGlobal(spot)),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart.view.viewport(), wheel)
    assert not wheel.isAccepted()
    qtbot.mousePress(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseMove(chart.view.viewport(), spot + QPoint(60, 30))
    qtbot.mouseRelease(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=spot + QPoint(60, 30))
    assert chart.view.viewRange() == before


def test_the_chart_is_shown_as_a_table_whose_cells_open(qtbot, place: ChartPlace):
    place.table_action.trigger()
    assert place.table.isVisible()
    rows = [list(place.model.texts(row)) for row in range(place.model.rowCount())]
    assert rows[3] == ["Separate", "10,000", "0", "0", "0"]
    assert place.model.headers == ["", "2016/17", "2017/18", "2018/19", "2019/20"]
    place.table.setCurrentIndex(place.model.index(3, 1))
    with qtbot.waitSignal(place.opened) as told:
        qtbot.keyClick(place.table, KEY.Key_Return)
    assert told.args == [3, 0]
    place.table_action.trigger()
    assert not place.table.isVisible()


def test_the_chart_is_saved_as_png_and_svg(place: ChartPlace, tmp_path: Path):
    png, svg = tmp_path / "chart.png", tmp_path / "chart.svg"
    place.save(png)
    place.save(svg)
    assert QImage(str(png)).width() > 1_000
    text = svg.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "Separate" in text
    assert "2016/17" in text
    assert "Net revenue by year" in text


def test_a_picture_that_cannot_be_written_is_refused_in_a_sentence(
    place: ChartPlace, tmp_path: Path
):
    with pytest.raises(Refusal, match="cannot be written"):
        place.save(tmp_path / "nowhere" / "chart.png")


def test_the_chart_is_copied_as_a_picture(place: ChartPlace):
    place.copy_action.trigger()
    assert not QGuiApplication.clipboard().image().isNull()


def test_saving_asks_where(place: ChartPlace):
    dialog = place.ask_where("svg")
    assert dialog.defaultSuffix() == "svg"
    dialog.reject()


def test_a_year_in_the_title_is_not_taken_for_a_folder(place: ChartPlace):
    assert isinstance(place.shown, Series)
    titled = replace(place.shown, title="Contributions from 2015/16 to 2016/17")
    place.show_series(titled, titled.scope)
    dialog = place.ask_where("png")
    assert dialog.findChild(QLineEdit).text() == "Contributions from 2015 16 to 2016 17"
    dialog.reject()


def test_light_and_dark_are_followed(qapp: QApplication, place: ChartPlace):
    assert place.chart is not None
    try:
        style.apply(qapp, dark=True)
        assert place.chart.view.backgroundBrush().color().name() == style.DARK.surface
        assert look_of("pooled").fill == style.DARK.integrate
    finally:
        style.apply(qapp, dark=False)
    assert place.chart.view.backgroundBrush().color().name() == style.LIGHT.surface


def test_figures_on_the_axis_are_in_the_sessions_unit(place: ChartPlace):
    assert place.chart is not None
    axis = place.chart.axis
    axis.unit = "thousands"
    assert axis.tickStrings([0.0, 1_000_000_00.0, -2_000_000_00.0], 1, 1) == [
        "0",
        "1,000",
        "(2,000)",
    ]
    axis.unit = "millions"
    assert axis.tickStrings([0.0, 50_000_000.0], 1, 1) == ["0.0", "0.5"]
