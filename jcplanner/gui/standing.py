"""Where a screen stands: its tabs, its years and its place, so that one made anew can be put there."""

from dataclasses import dataclass

from PySide6.QtWidgets import QTabWidget

from jcplanner.domain.problems import Place
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.year_box import YearBox


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a screen is kept when the plan behind it is shown through a scenario, or as agreed again."""

    tabs: tuple[int, ...]
    years: tuple[int, ...]
    place: Place | None


def standing_of(screen: Screen) -> Standing:
    """Where a screen stands now."""
    return Standing(
        tuple(tabs.currentIndex() for tabs in screen.findChildren(QTabWidget)),
        tuple(box.year for box in screen.findChildren(YearBox)),
        screen.place(),
    )


def put_back(screen: Screen, standing: Standing) -> None:
    """Bring a screen of the same kind to where another stood."""
    if standing.place is not None:
        screen.show_place(standing.place)
    for box, year in zip(screen.findChildren(YearBox), standing.years, strict=False):
        box.choose(year)
    for tabs, at in zip(screen.findChildren(QTabWidget), standing.tabs, strict=False):
        if 0 <= at < tabs.count():
            tabs.setCurrentIndex(at)
