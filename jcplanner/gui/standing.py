"""Where a screen stands: its tabs, its years and what is its own, so that one made anew can be put there."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QTabWidget

from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.year_box import YearBox


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a screen is kept when the plan behind it is shown through a scenario, or as agreed again."""

    tabs: tuple[int, ...]
    years: tuple[int, ...]
    own: Any


def standing_of(screen: Screen) -> Standing:
    """Where a screen stands now."""
    return Standing(
        tuple(tabs.currentIndex() for tabs in screen.findChildren(QTabWidget)),
        tuple(box.year for box in screen.findChildren(YearBox)),
        screen.standing(),
    )


def put_back(screen: Screen, standing: Standing) -> None:
    """Bring a screen of the same kind to where another stood."""
    screen.catch_up()
    if standing.own is not None:
        screen.resume(standing.own)
    for box, year in zip(screen.findChildren(YearBox), standing.years, strict=False):
        box.choose(year)
    for tabs, at in zip(screen.findChildren(QTabWidget), standing.tabs, strict=False):
        if 0 <= at < tabs.count():
            tabs.setCurrentIndex(at)
