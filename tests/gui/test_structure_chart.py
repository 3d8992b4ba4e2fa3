"""The trees of posts laid out side by side."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt

from jcplanner.domain.people import Post
from jcplanner.gui.structure_chart import GAP, LaidStructure, box_height, height_of
from jcplanner.plan.opening import new_plan
from jcplanner.reports.structure_drawing import structure_drawing
from tests.domain.people_records import STRUCTURE


@pytest.fixture
def laid(tmp_path: Path) -> LaidStructure:
    held = new_plan(tmp_path / "Posts.jcplan", STRUCTURE)
    drawing = structure_drawing(held.plan)
    held.discard()
    return LaidStructure(drawing, QRectF(0, 0, 700, height_of(drawing)), "pounds", 0)


def test_no_box_lies_over_another_or_outside(laid: LaidStructure):
    areas = [mark.area for mark in laid.marks]
    for at, one in enumerate(areas):
        assert QRectF(0, 0, 700, height_of(laid.drawing)).contains(one)
        assert not any(one.intersects(other) for other in areas[at + 1 :])


def test_boxes_are_set_in_below_their_lead_and_have_room_for_their_words(laid: LaidStructure):
    lefts = {box.name: mark.area.left() for box, mark in laid.boxes if mark.column == 0}
    assert lefts["Director of Adult Services"] < lefts["Head of Older People"]
    assert all(mark.area.height() == box_height(box) for box, mark in laid.boxes)
    assert {box_height(box) for box, _ in laid.boxes if box.marks} != {
        box_height(box) for box, _ in laid.boxes if not box.marks
    }
    assert GAP > 0


def test_a_deep_line_still_has_boxes_of_a_width(laid: LaidStructure, tmp_path: Path):
    posts = [
        Post(f"p{at}", at, f"Post {at}", reports_to=f"p{at - 1}" if at else None)
        for at in range(60)
    ]
    held = new_plan(tmp_path / "Deep.jcplan", posts)
    drawing = structure_drawing(held.plan)
    held.discard()
    deep = LaidStructure(drawing, QRectF(0, 0, 700, height_of(drawing)), "pounds", 0)
    assert min(mark.area.width() for mark in deep.marks) > 140


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        (Qt.Key.Key_Right, ("chc", 0), ("chc", 1)),
        (Qt.Key.Key_Left, ("joint", 1), ("joint", 1)),
        (Qt.Key.Key_Down, ("dass", 1), ("joint", 1)),
        (Qt.Key.Key_Up, ("dass", 1), ("dass", 1)),
    ],
)
def test_keys_lead_within_a_tree_and_across(
    laid: LaidStructure, key: Qt.Key, start: tuple[str, int], end: tuple[str, int]
):
    held = {(box.post, mark.column): mark for box, mark in laid.boxes}
    assert laid.towards(key, held[start]) == held[end]
