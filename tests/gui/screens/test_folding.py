"""Parts side by side fold in a narrow window and scroll in a low one; nothing covers another part."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from jcplanner.gui.screens.folding import Folding
from jcplanner.gui.screens.pools import PoolsScreen
from jcplanner.gui.widgets import Card, PlainLabel


def make(qtbot: QtBot) -> tuple[Folding, list[QWidget]]:
    parts: list[QWidget] = []
    for heading in ("Left", "Right", "Below"):
        card = Card(heading)
        card.body.addWidget(PlainLabel("Words that wrap over several lines. " * 12, wrap=True))
        card.setMinimumHeight(120)
        parts.append(card)
    made = Folding((parts[0], 2), (parts[1], 1), narrow=600)
    made.add_below(parts[2])
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    qtbot.waitExposed(made)
    return made, parts


def places(made: Folding, parts: list[QWidget]) -> list[QRect]:
    page = made.widget()
    assert page is not None
    return [QRect(part.mapTo(page, QPoint(0, 0)), part.size()) for part in parts]


def covers(found: list[QRect]) -> bool:
    return any(one.intersects(other) for at, one in enumerate(found) for other in found[:at])


def test_parts_stand_beside_each_other_where_there_is_room(qtbot: QtBot):
    made, parts = make(qtbot)
    left, right, below = places(made, parts)
    assert not made.is_folded
    assert left.top() == right.top() < below.top()
    assert left.width() > right.width()


def test_they_fold_where_it_is_narrow_and_unfold_again(qtbot: QtBot):
    made, parts = make(qtbot)
    made.resize(400, 500)
    left, right, below = places(made, parts)
    assert made.is_folded
    assert left.left() == right.left()
    assert left.top() < right.top() < below.top()
    made.resize(900, 500)
    assert not made.is_folded


def test_they_scroll_rather_than_cover_each_other(qtbot: QtBot):
    made, parts = make(qtbot)
    for width, height in ((900, 200), (400, 200), (400, 420), (900, 500)):
        made.resize(width, height)
        qtbot.wait(0)
        found = places(made, parts)
        assert not covers(found)
        assert all(rect.height() >= 120 for rect in found)


def test_the_pools_screen_folds_in_a_small_window(qtbot: QtBot, pools: PoolsScreen):
    assert pools.about.text().startswith("section 75")
    assert pools.about_below.isHidden()
    pools.resize(760, 520)
    qtbot.wait(0)
    assert pools.about.text() == ""
    assert pools.about_below.isVisible()
    assert pools.new_button.isHidden()
    view = pools.contributions.view
    assert view.columnWidth(0) >= 70
    pools.resize(1180, 660)
    assert pools.about.text().startswith("section 75")
    assert pools.new_button.isVisible()
