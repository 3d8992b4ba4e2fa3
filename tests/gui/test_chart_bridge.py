"""A bridge as it is drawn: wholes on zero, changes hanging, right across zero, names that do not overlap."""

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from jcplanner.domain.money import MOST_PENCE
from jcplanner.gui import style
from jcplanner.gui.chart_bridge import LaidBridge, cut_of, spans_of, wrapped
from jcplanner.gui.chart_canvas import caption_metrics
from jcplanner.reports.drawings import Bar, Bridge

pytestmark = pytest.mark.usefixtures("qapp")

# From 5,000 under to 1,500 under by way of 2,000 over, in pounds.
ACROSS = Bridge(
    "Across zero",
    "Illustrative",
    (
        Bar("Deficit", -5_000_00, "bad", whole=True),
        Bar("Help", 2_000_00, "integrate"),
        Bar("More help", 5_000_00, "integrate"),
        Bar("Cost", -3_500_00, "warn"),
        Bar("Deficit after", -1_500_00, "bad", whole=True),
    ),
    "The deficit falls from £5,000 to £1,500.",
)

# 1,327m of resource against a requirement of 1,412m in 2020/21 (002¶17).
WORCESTERSHIRE = Bridge(
    "To the requirement",
    "2020/21",
    (
        Bar("Resource", 1_327_000_000_00, "align", whole=True),
        Bar("Growth", 85_000_000_00, "warn"),
        Bar("Requirement", 1_412_000_000_00, "align", whole=True),
    ),
    "£1,327m grows by £85m to £1,412m.",
)


def laid(bridge: Bridge, width: int = 600, height: int = 300) -> LaidBridge:
    return LaidBridge(bridge, QRectF(0, 0, width, height), "pounds", 0)


def painted(bridge: LaidBridge, width: int = 600, height: int = 300) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(style.colours().surface))
    painter = QPainter(image)
    bridge.paint(painter, None)
    painter.end()
    return image


def colour_at(image: QImage, drawn: LaidBridge, place: int, pence: int) -> str:
    middle = drawn.marks[place].area.center().x()
    return image.pixelColor(QPoint(round(middle), round(drawn.height_of(pence)))).name()


def test_bars_are_filled_from_where_they_start_to_where_they_end_across_zero():
    drawn, colours = laid(ACROSS), style.colours()
    image = painted(drawn)
    # More help hangs from 3,000 under to 2,000 over, so that both sides of zero are filled.
    assert colour_at(image, drawn, 2, 1_500_00) == colours.integrate
    assert colour_at(image, drawn, 2, -2_500_00) == colours.integrate
    assert colour_at(image, drawn, 2, -4_500_00) == colours.surface
    assert colour_at(image, drawn, 0, -2_500_00) == colours.bad
    assert colour_at(image, drawn, 0, 1_500_00) == colours.surface
    assert colour_at(image, drawn, 3, 1_500_00) == colours.warn
    assert colour_at(image, drawn, 4, -1_000_00) == colours.bad
    assert colour_at(image, drawn, 4, -2_500_00) == colours.surface


def test_each_bar_starts_where_the_one_before_it_ends_and_wholes_on_zero():
    assert spans_of(ACROSS) == [
        (0, -5_000_00),
        (-5_000_00, -3_000_00),
        (-3_000_00, 2_000_00),
        (2_000_00, -1_500_00),
        (0, -1_500_00),
    ]
    assert ACROSS.holds


def test_figures_stand_in_brackets_where_they_are_negative():
    figures = laid(ACROSS).figures
    assert [held.text for held in figures] == ["(5,000)", "2,000", "5,000", "(3,500)", "(1,500)"]


def test_a_bar_in_words_says_what_it_comes_to():
    words = [mark.words for mark in laid(ACROSS).marks]
    assert words[0] == "Deficit: (£5,000)"
    assert words[3] == "Cost: (£3,500), comes to (£1,500)"


def texts(bridge: LaidBridge) -> list[str]:
    return [held.text for held in bridge.figures]


def test_figures_too_long_for_their_place_take_the_unit_of_their_size_or_give_way():
    assert texts(laid(WORCESTERSHIRE, 900))[1] == "85,000,000"
    assert texts(laid(WORCESTERSHIRE, 300)) == ["£1,327m", "85,000,000", "£1,412m"]
    assert len(laid(WORCESTERSHIRE, 120).figures) < 3


@pytest.mark.parametrize("width", [260, 420, 700])
def test_no_figure_meets_another_or_a_name(width: int):
    drawn = laid(ACROSS, width)
    rooms = [held.room for held in drawn.figures]
    assert not any(
        one.intersects(other) for place, one in enumerate(rooms) for other in rooms[:place]
    )
    assert all(room.bottom() <= drawn._names_from + 1 for room in rooms)


def test_a_figure_under_a_bar_that_reaches_the_names_stands_over_it():
    down = Bridge("", "", (Bar("Need", 100_00, "align", True), Bar("Less", -100_00, "idle")), "")
    drawn = laid(down)
    assert drawn.figures[1].room.bottom() <= drawn.marks[1].area.top()


def test_an_axis_that_does_not_start_at_zero_starts_below_every_level():
    start = cut_of(WORCESTERSHIRE, spans_of(WORCESTERSHIRE))
    assert start == 1_240_000_000_00
    assert laid(WORCESTERSHIRE).scale.ticks[0] >= start
    assert cut_of(ACROSS, spans_of(ACROSS)) == 0


def test_an_axis_is_not_cut_where_nothing_changes():
    same = (Bar("Before", 50_00, "align", whole=True), Bar("Change", 0, "warn"))
    unchanged = Bridge("", "", (*same, Bar("After", 50_00, "align", whole=True)), "")
    assert cut_of(unchanged, spans_of(unchanged)) == 0


@pytest.mark.parametrize("width", [200, 330, 600, 1_200])
def test_nothing_lies_outside_its_area(width: int):
    drawn = laid(ACROSS, width)
    assert all(QRectF(0, 0, width, 300).contains(mark.area) for mark in drawn.marks)
    assert all(
        left.area.right() < right.area.left()
        for left, right in zip(drawn.marks, drawn.marks[1:], strict=False)
    )


def test_long_names_are_put_on_lines_or_angled():
    metrics = caption_metrics()
    assert wrapped("Resource 2016/17", metrics.horizontalAdvance("2016/17") + 20, metrics) == [
        "Resource",
        "2016/17",
    ]
    assert wrapped("Non-demographic", metrics.horizontalAdvance("demographic") + 2, metrics) == [
        "Non-",
        "demographic",
    ]
    assert wrapped("Transformation", 20, metrics) == []
    long = Bridge("", "", (Bar("Transformational development", 1, "align", whole=True),) * 9, "")
    assert laid(long, 300).angled
    assert not laid(ACROSS, 600).angled


def test_the_longest_name_of_a_gap_is_whole_at_a_slant():
    gap = Bridge("", "", (Bar("Non-demographic growth", 1, "warn", whole=True),) * 12, "")
    drawn = laid(gap, 640, 380)
    assert drawn.angled
    assert drawn.slanting_name(5)[0] == "Non-demographic growth"


def test_bridges_of_nothing_of_zeros_and_of_huge_amounts_are_drawn():
    for bars in (
        (),
        (Bar("Nothing", 0, "align", whole=True), Bar("No change", 0, "warn")),
        (Bar("Most", MOST_PENCE, "align", whole=True), Bar("Less", -2 * MOST_PENCE, "integrate")),
        (Bar("", 5, "idle", whole=True),),
    ):
        drawn = laid(Bridge("", "", bars, ""))
        painted(drawn)
        assert len(drawn.marks) == len(bars)
