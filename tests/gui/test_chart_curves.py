"""Curves as they are drawn: over their places, with gaps, named at their ends without meeting."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from jcplanner.domain.money import MOST_PENCE
from jcplanner.gui import style
from jcplanner.gui.chart_curves import LaidCurves, spread, thinned
from jcplanner.gui.chart_parts import look_of
from jcplanner.reports.drawings import Curve, Curves

pytestmark = pytest.mark.usefixtures("qapp")

PARTNERS = tuple(f"partner{place}" for place in range(1, 7))


def curves(*held: Curve, marked: int | None = None) -> Curves:
    labels = tuple(str(2016 + place) for place in range(max(len(curve.pence) for curve in held)))
    return Curves("Curves", "Illustrative", labels, held, "In words.", marked)


def laid(drawing: Curves, width: int = 500, height: int = 240) -> LaidCurves:
    return LaidCurves(drawing, QRectF(0, 0, width, height), "pounds", 0)


def painted(drawn: LaidCurves, width: int = 500, height: int = 240) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(style.colours().surface))
    painter = QPainter(image)
    drawn.paint(painter, drawn.marks[0] if drawn.marks else None)
    painter.end()
    return image


def inks_across(image: QImage, along: float) -> set[str]:
    return {image.pixelColor(round(along), down).name() for down in range(image.height())}


def test_a_curve_runs_through_its_points_and_leaves_a_gap_where_there_is_none():
    drawn = laid(curves(Curve("Council", "partner1", (100, 200, None, 400, 500))))
    image, ink = painted(drawn), look_of("partner1").edge
    between = [
        (one + other) / 2 for one, other in zip(drawn.across, drawn.across[1:], strict=False)
    ]
    assert [ink in inks_across(image, along) for along in between] == [True, False, False, True]
    assert [mark.column for mark in drawn.marks] == [0, 1, 3, 4]


def test_points_lie_at_their_figures_with_zero_in_sight():
    drawn = laid(curves(Curve("Council", "partner1", (-100, 0, 300))))
    downs = [mark.area.center().y() for mark in drawn.marks]
    assert downs == sorted(downs, reverse=True)
    assert drawn.height_of(0) == pytest.approx(downs[1])
    assert 0 in drawn.scale.ticks


def test_curves_far_from_zero_are_told_apart_on_an_axis_that_says_where_it_starts():
    needed = Curve("Requirement", "warn", (164_000_00, 195_000_00))
    there = Curve("Resource", "accent", (164_000_00, 179_000_00))
    drawn = laid(curves(needed, there))
    assert drawn.starts_at == 160_000_00
    assert drawn.scale.lowest > 0
    assert laid(curves(Curve("Flat", "accent", (164_000_00, 164_000_00)))).starts_at == 0
    assert laid(curves(needed, Curve("Gap", "bad", (0, 16_000_00)))).starts_at == 0
    painted(drawn)


def test_a_point_in_words_names_its_curve_and_place():
    drawn = laid(curves(Curve("Unallocated", "bad", (0, -300_000_00), dashed=True)))
    assert [mark.words for mark in drawn.marks] == [
        "Unallocated, 2016: £0",
        "Unallocated, 2017: (£300,000)",
    ]


@pytest.mark.parametrize(
    "pence",
    [(5,), (0, 0, 0), (None, None), (MOST_PENCE, -MOST_PENCE, 0), ()],
    ids=["one point", "all zero", "nothing", "huge", "no places"],
)
def test_odd_curves_are_drawn(pence: tuple[int | None, ...]):
    for marked in (None, 0):
        drawn = laid(curves(Curve("Council", "partner1", pence), marked=marked))
        painted(drawn)
        assert all(QRectF(0, 0, 500, 240).contains(mark.area.center()) for mark in drawn.marks)


def test_names_at_the_ends_are_moved_apart_and_stay_in_sight():
    assert spread([10, 12, 50], 15, 0, 100) == [10, 25, 50]
    assert spread([95, 97], 15, 0, 100) == [85, 100]
    assert spread([5, 5, 5], 60, 0, 100) == [0, 50, 100]
    assert spread([], 15, 0, 100) == []


def test_labels_are_thinned_evenly_with_both_ends_and_the_marked_place():
    assert thinned(21, 4.2) == [0, 5, 10, 15, 20]
    assert thinned(21, 2.4) == [0, 5, 10, 15, 20]
    assert thinned(4, 0.5) == [0, 1, 2, 3]
    assert thinned(1, 3.0) == [0]


def test_a_marked_place_is_labelled_and_leaves_the_others_where_they_are():
    whole = Curve("Council", "partner1", tuple(range(21)))
    assert laid(curves(whole, marked=17), 300).labelled == [0, 5, 10, 17]
    between = Curve("Council", "partner1", tuple(range(22)))
    drawing = replace(
        curves(between, marked=17), positions=(*range(-20, 13, 2), 13, *range(14, 21, 2))
    )
    assert laid(drawing, 300).labelled == [0, 5, 10, 17]
    assert laid(drawing, 300).across[17] == pytest.approx(
        (laid(drawing, 300).across[16] + laid(drawing, 300).across[18]) / 2
    )


def test_partners_are_told_apart_in_light_and_dark():
    for palette in (style.LIGHT, style.DARK):
        assert len(set(palette.partners)) == len(PARTNERS)
    assert [look_of(tone).edge for tone in PARTNERS] == list(style.colours().partners)
    assert look_of("partner7").edge == look_of("partner1").edge
