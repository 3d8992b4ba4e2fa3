"""Columns take what room there is, each between its least and its most."""

from pytestqt.qtbot import QtBot

from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import ListModel


def widths(view: GrowingList) -> list[int]:
    """How wide the columns are."""
    return [view.columnWidth(place) for place in range(view.model().columnCount())]


def test_room_goes_to_the_columns_in_order_and_what_is_left_to_the_first(qtbot: QtBot):
    view = GrowingList(
        "List", ListModel(("a", "b", "c"), lambda row: []), ((60, 100), (50, 90), (40, 40))
    )
    qtbot.addWidget(view)
    view.show()
    for room, expected in (
        (100, [60, 50, 40]),
        (150, [60, 50, 40]),
        (180, [90, 50, 40]),
        (210, [100, 70, 40]),
        (300, [170, 90, 40]),
    ):
        view.resize(room + view.width() - view.viewport().width(), 200)
        assert view.viewport().width() == room
        assert widths(view) == expected


def test_other_columns_have_other_widths(qtbot: QtBot):
    model = ListModel(("a",), lambda row: [])
    view = GrowingList("List", model, ((60, 100),))
    qtbot.addWidget(view)
    view.resize(400, 200)
    model.put([], ["a", "b"])
    view.set_widths(((60, 100), (50, 50)))
    assert widths(view)[1] == 50
