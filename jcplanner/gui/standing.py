"""Where a screen stands: tabs, lists, years and what is its own, so that one made anew can be put there."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QTabWidget, QWidget

from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.year_box import YearBox


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a screen is kept when the plan behind it is shown through a scenario, or as agreed again.

    ``chosen`` is what each list in its head and panels has chosen, by the list's name and place.
    """

    tabs: tuple[int, ...]
    chosen: tuple[tuple[str, Any], ...]
    years: tuple[int, ...]
    own: Any


def standing_of(screen: Screen) -> Standing:
    """Where a screen stands now."""
    return Standing(
        tuple(tabs.currentIndex() for tabs in screen.findChildren(QTabWidget)),
        tuple((box.accessibleName(), box.currentData()) for box in _boxes(screen)),
        tuple(box.year for box in screen.findChildren(YearBox)),
        screen.standing(),
    )


def put_back(screen: Screen, standing: Standing) -> None:
    """Bring a screen of the same kind to where another stood; what is no longer there is left out."""
    screen.catch_up()
    for tabs, at in zip(screen.findChildren(QTabWidget), standing.tabs, strict=False):
        if 0 <= at < tabs.count():
            tabs.setCurrentIndex(at)
    if _choose(screen, standing):
        screen.refresh()
    if standing.own is not None:
        screen.resume(standing.own)
    for box, year in zip(screen.findChildren(YearBox), standing.years, strict=False):
        box.choose(year)


def _choose(screen: Screen, standing: Standing) -> bool:
    """Choose the same in every list. Returns whether that changed any."""
    changed = False
    for box, (name, data) in zip(_boxes(screen), standing.chosen, strict=False):
        place = box.findData(data)
        if box.accessibleName() == name and place >= 0 and place != box.currentIndex():
            with QSignalBlocker(box):
                box.setCurrentIndex(place)
            changed = True
    return changed


def _boxes(screen: Screen) -> list[QuietCombo]:
    """The lists that say what is shown: not years, which have their own way, and not fields of a form."""
    return [
        box
        for box in screen.findChildren(QuietCombo)
        if not isinstance(box, YearBox) and not _in_form(box)
    ]


def _in_form(widget: QWidget) -> bool:
    held: QWidget | None = widget
    while held is not None and not isinstance(held, RecordForm):
        held = held.parentWidget()
    return held is not None
