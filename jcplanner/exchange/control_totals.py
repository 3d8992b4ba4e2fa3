"""Total rows: recognised cautiously, compared with the rows above them, and never brought in."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jcplanner.exchange.reading import ControlTotal, Exact

_PLAIN_TOTAL = re.compile(r"^(?P<all>grand|overall)?\s*(?:sub[\s\-]*)?totals?\s*:?$", re.IGNORECASE)
_SOME_TOTAL = re.compile(r"^(?:sub[\s\-]*|grand |overall )?totals?\b|\b(?:sub[\s\-]*)?totals?:?$", re.IGNORECASE)

Figures = list[tuple[int, Decimal] | None]


@dataclass
class _Running:
    sums: list[Exact]

    def add(self, figures: Figures) -> None:
        for kept, figure in zip(self.sums, figures, strict=True):
            if figure is not None:
                kept.add(*figure)

    def equals(self, figures: Figures) -> bool:
        """Whether each stated figure is the sum above it, to within the rounding of the file itself."""
        stated = [(kept, figure) for kept, figure in zip(self.sums, figures, strict=True) if figure is not None]
        return bool(stated) and all(abs(kept.exact - figure[0] - figure[1]) < 1 for kept, figure in stated)


class TotalRows:
    """Follows the rows of a sheet downwards: the sums since the last sub-total, since the last total of
    sub-totals, and of all lines."""

    def __init__(self, headings: list[str]) -> None:
        self._headings = headings
        self._block, self._section, self._all = self._new(), self._new(), self._new()
        self._lines = self._since = 0
        self._first: list[tuple[str, Figures]] = []
        self.found: list[ControlTotal] = []

    def _new(self) -> _Running:
        return _Running([Exact() for _heading in self._headings])

    def add(self, figures: Figures) -> None:
        """Take in the figures of a line (signs so that the total would be their sum)."""
        for running in (self._block, self._section, self._all):
            running.add(figures)
        self._lines += 1
        self._since += 1

    def take(self, label: str, figures: Figures, coded: bool) -> bool:
        """Whether this row is a total; if so it becomes control totals.

        "Total", "Sub-total" and "Grand total" always are. "Total Care Ltd" is only where its figures are
        the sum of the rows above, or where it carries no code and is named like a total.
        """
        exactly = _PLAIN_TOTAL.match(label)
        if exactly is None and not _SOME_TOTAL.search(label):
            return False
        if all(figure is None for figure in figures):
            return False
        levels = ([self._block] if self._since else []) + [self._section, self._all]
        equal = next((running for running in levels if self._lines and running.equals(figures)), None)
        if exactly is None and coded and equal is None:
            return False
        if self._lines == 0:
            self._first.append((label, figures))
            return True
        running = equal or (self._all if exactly and exactly["all"] else levels[0])
        self._state(label, figures, running)
        if running is not self._block:
            self._section = self._new()
        self._block, self._since = self._new(), 0
        return True

    def finish(self) -> list[ControlTotal]:
        """All control totals, those that stand above their lines among them."""
        for label, figures in self._first:
            self._state(label, figures, self._all)
        return self.found

    def _state(self, label: str, figures: Figures, running: _Running) -> None:
        for heading, kept, figure in zip(self._headings, running.sums, figures, strict=True):
            if figure is not None:
                rounding = kept.rest - figure[1]
                self.found.append(ControlTotal(f"{label}: {heading}", figure[0], kept.pence, rounding))
