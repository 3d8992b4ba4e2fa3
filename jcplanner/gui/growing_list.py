"""A list whose columns take what room there is: each has a least and a most width."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from jcplanner.gui.lists import ListModel, ListView

Widths = Sequence[tuple[int, int]]
"""The least and the most pixels of each column; the first takes what is left beyond that."""


class GrowingList(ListView):
    """Scrolls across where not even the least widths fit."""

    def __init__(
        self, name: str, model: ListModel, widths: Widths, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, model, [least for least, _ in widths], parent)
        self.horizontalHeader().setStretchLastSection(False)
        self._widths = widths

    def set_widths(self, widths: Widths) -> None:
        """Other columns, other widths."""
        self._widths = widths
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        across = self.horizontalHeader()
        widths = [least for least, _ in self._widths]
        left = self.viewport().width() - sum(widths)
        for place, (least, most) in enumerate(self._widths):
            more = max(min(most - least, left), 0)
            widths[place] += more
            left -= more
        if widths:
            widths[0] += max(left, 0)
        for place, width in enumerate(widths[: across.count()]):
            across.resizeSection(place, width)
