"""Swings as they are drawn: about their centre, the widest on top, each end with its figure."""

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from jcplanner.domain.money import MOST_PENCE
from jcplanner.gui import style
from jcplanner.gui.chart_swings import LaidSwings
from jcplanner.reports.drawings import Swing, Swings

pytestmark = pytest.mark.usefixtures("qapp")


def laid(*swings: Swing, centre: int = 85_00, height: int = 240) -> LaidSwings:
    drawing = Swings("Gap, by assumption", "Illustrative", centre, swings, "In words.")
    return LaidSwings(drawing, QRectF(0, 0, 500, height), "pounds", 0)


def painted(drawn: LaidSwings) -> QImage:
    image = QImage(500, 240, QImage.Format.Format_RGB32)
    image.fill(QColor(style.colours().surface))
    painter = QPainter(image)
    drawn.paint(painter, drawn.marks[-1])
    painter.end()
    return image


def test_the_widest_swing_stands_on_top():
    drawn = laid(Swing("Narrow", 80_00, 90_00), Swing("Wide", 60_00, 118_00))
    assert drawn.rows == [1, 0]
    tops = {mark.part: mark.area.top() for mark in drawn.marks}
    assert tops[1] < tops[0]


def test_bars_reach_from_the_centre_to_each_end_whichever_side_it_is():
    drawn = laid(Swing("Growth", 60_00, 118_00), Swing("Efficiency", 95_00, 75_00))
    centre = drawn.along(85_00)
    sides = {(mark.part, mark.column): mark.area for mark in drawn.marks}
    assert sides[0, 0].right() == pytest.approx(centre)
    assert sides[0, 1].left() == pytest.approx(centre)
    assert sides[1, 0].left() == pytest.approx(centre)
    assert sides[1, 1].right() == pytest.approx(centre)
    assert sides[0, 1].right() == pytest.approx(drawn.along(118_00))


def test_the_high_end_is_filled_and_both_sides_of_zero_are_drawn():
    drawn = laid(Swing("Growth", -40_00, 40_00), centre=0)
    image = painted(drawn)
    bar = next(mark.area for mark in drawn.marks if mark.column == 1)
    spot = QPoint(round(bar.center().x()), round(bar.center().y()))
    assert image.pixelColor(spot).name() == style.colours().align
    low = next(mark.area for mark in drawn.marks if mark.column == 0)
    assert low.right() == pytest.approx(bar.left())


def test_an_end_in_words_says_what_the_figure_comes_to():
    drawn = laid(Swing("Growth", -60_00, 118_00))
    assert [mark.words for mark in drawn.marks] == [
        "Growth at its low end: (£60)",
        "Growth at its high end: £118",
    ]


def test_swings_that_find_no_room_are_counted():
    many = [Swing(f"Assumption {place}", -place * 100, place * 100) for place in range(30)]
    drawn = laid(*many, centre=0)
    assert drawn.hidden == 30 - len(drawn.rows) > 0
    assert drawn.rows[0] == 29
    assert max(mark.area.bottom() for mark in drawn.marks) < 240


def test_swings_of_nothing_of_one_and_of_huge_amounts_are_drawn():
    for swings in (
        (),
        (Swing("None", 0, 0),),
        (Swing("Huge", -MOST_PENCE, MOST_PENCE), Swing("", 1, 2)),
    ):
        drawing = Swings("", "", 0, swings, "")
        drawn = LaidSwings(drawing, QRectF(0, 0, 500, 240), "millions", 1)
        image = QImage(500, 240, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        drawn.paint(painter, None)
        painter.end()
        assert len(drawn.marks) == 2 * len(swings)
