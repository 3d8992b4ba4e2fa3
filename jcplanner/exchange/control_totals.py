"""Total rows: recognised cautiously, compared with the rows above them, and never brought in."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jcplanner.exchange.reading import ControlTotal, Exact

_PLAIN_TOTAL = re.compile(r"^(?P<all>grand|overall)?\s*(?:sub[\s\-]*)?totals?\s*:?$", re.IGNORECASE)
_SOME_TOTAL = re.compile(
    r"^(?:sub[\s\-]*|grand |overall )?totals?\b|\b(?:sub[\s\-]*)?totals?:?$", re.IGNORECASE
)

Figures = list[tuple[int, Decimal] | None]


@dataclass
class _Running:
    sums: list[Exact]

    def plus(self, other: "_Running") -> "_Running":
        return _Running(
            [
                Exact(kept.pence + added.pence, kept.rest + added.rest)
                for kept, added in zip(self.sums, other.sums, strict=True)
            ]
        )

    def equals(self, figures: Figures) -> bool:
        """Whether each stated figure is the sum above it, to within the rounding of the file itself."""
        stated = [
            (kept, figure)
            for kept, figure in zip(self.sums, figures, strict=True)
            if figure is not None
        ]
        return bool(stated) and all(
            abs(kept.exact - figure[0] - figure[1]) < 1 for kept, figure in stated
        )


class TotalRows:
    """Follows the rows of a sheet downwards: the block since the last total row of any kind, the section
    since the last total of sub-totals, and all lines.
    """

    def __init__(self, headings: list[str]) -> None:
        self._headings = headings
        self._block, self._closed_section, self._closed = self._new(), self._new(), self._new()
        self._closed_lines = self._since = 0
        self._first: list[tuple[str, Figures]] = []
        self.found: list[ControlTotal] = []

    def _new(self) -> _Running:
        return _Running([Exact() for _heading in self._headings])

    def add(self, figures: Figures) -> None:
        """Take in the figures of a line (signs so that the total would be their sum)."""
        for kept, figure in zip(self._block.sums, figures, strict=True):
            if figure is not None:
                kept.pence += figure[0]
                if figure[1]:
                    kept.rest += figure[1]
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
        section, everything = self._closed_section.plus(self._block), self._closed.plus(self._block)
        lines = self._closed_lines + self._since
        levels = ([self._block] if self._since else []) + [section, everything]
        equal = next((running for running in levels if lines and running.equals(figures)), None)
        if exactly is None and coded and equal is None:
            return False
        if not lines:
            self._first.append((label, figures))
            return True
        running = equal or (everything if exactly and exactly["all"] else levels[0])
        self._state(label, figures, running)
        self._closed_section = section if running is self._block else self._new()
        self._closed, self._closed_lines = everything, lines
        self._block, self._since = self._new(), 0
        return True

    def finish(self) -> list[ControlTotal]:
        """All control totals, those that stand above their lines among them."""
        everything = self._closed.plus(self._block)
        for label, figures in self._first:
            self._state(label, figures, everything)
        return self.found

    def _state(self, label: str, figures: Figures, running: _Running) -> None:
        for heading, kept, figure in zip(self._headings, running.sums, figures, strict=True):
            if figure is not None:
                rounding = kept.rest - figure[1]
                self.found.append(
                    ControlTotal(f"{label}: {heading}", figure[0], kept.pence, rounding)
                )


class FollowedTotals:
    """Total rows of a file whose rows say whether they are income: some add all rows up, some take
    income off. Both are followed, and the one that agrees is what the file means.
    """

    def __init__(self, headings: list[str], *, sides: bool) -> None:
        self._plain = TotalRows(headings)
        self._net = TotalRows(headings) if sides else None

    def add(self, figures: Figures, *, income: bool) -> None:
        """Take in the figures of a line, as they stand in the file."""
        self._plain.add(figures)
        if self._net is not None:
            self._net.add(
                [figure and (-figure[0], -figure[1]) for figure in figures] if income else figures
            )

    def take(self, label: str, figures: Figures, coded: bool) -> bool:
        """Whether this row is a total; see `TotalRows.take`."""
        taken = self._plain.take(label, figures, coded)
        if taken and self._net is not None:
            self._net.take(label, figures, coded=False)
        return taken

    def finish(self) -> list[ControlTotal]:
        """All control totals, each by the rule under which it agrees; by plain sums where by neither."""
        plain = self._plain.finish()
        if self._net is None:
            return plain
        return [
            net if net.agrees and not gross.agrees else gross
            for gross, net in zip(plain, self._net.finish(), strict=True)
        ]
