"""What charts draw beyond stacked columns, as plain values: curves, a bridge, and swings about a centre.

Pence throughout, or hundredths of what ``measure`` names, such as points. Each drawing carries its scope
and itself in one sentence, for those who listen or read;
its `table` is what stands there in place of the chart.
"""

from dataclasses import dataclass

from jcplanner.domain.money import show_plain

Rows = tuple[tuple[str, ...], tuple[tuple[str, tuple[int | None, ...]], ...]]
"""Headings after the first, and rows of a name with pence under each heading."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One line through the places of a drawing; None leaves a gap, and dashes tell it apart."""

    name: str
    tone: str
    pence: tuple[int | None, ...]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Curves:
    """Curves over labelled places from left to right, such as years or over- and underspends.

    ``marked`` is the place that holds now, where there is one. ``positions`` say how far apart the places
    stand, in ascending order; without them they stand evenly.
    """

    title: str
    scope: str
    labels: tuple[str, ...]
    curves: tuple[Curve, ...]
    sentence: str
    marked: int | None = None
    measure: str = ""
    positions: tuple[int, ...] = ()

    @property
    def table(self) -> Rows:
        """The figures, curve by curve."""
        return self.labels, tuple((curve.name, curve.pence) for curve in self.curves)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a bridge: a whole figure that stands on zero, or a change on top of what came before."""

    name: str
    pence: int
    tone: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    """Bars from one whole figure to another: each whole equals the one before it and the changes between."""

    title: str
    scope: str
    bars: tuple[Bar, ...]
    sentence: str

    @property
    def table(self) -> Rows:
        """The bars, each with its amount and where it ends."""
        rows: list[tuple[str, tuple[int | None, ...]]] = []
        level = 0
        for bar in self.bars:
            level = bar.pence if bar.whole else level + bar.pence
            rows.append((bar.name, (bar.pence, level)))
        return ("Amount", "Comes to"), tuple(rows)

    @property
    def holds(self) -> bool:
        """Whether every whole figure is what the bars before it come to; the first begins."""
        level = self.bars[0].pence if self.bars else 0
        for bar in self.bars[1:]:
            if bar.whole and bar.pence != level:
                return False
            level = level if bar.whole else level + bar.pence
        return True


@dataclass(frozen=True, slots=True)
class Swing:
    """What a figure comes to with one cause at its low and at its high end."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Swings:
    """Swings about a centre, the widest first: a tornado."""

    title: str
    scope: str
    centre: int
    swings: tuple[Swing, ...]
    sentence: str
    measure: str = ""

    @property
    def table(self) -> Rows:
        """The ends of each swing."""
        rows = tuple((swing.name, (swing.low, swing.high)) for swing in self.swings)
        return ("Low", "High"), rows


@dataclass(frozen=True, slots=True)
class PostBox:
    """One post in a tree: ``above`` is the row of the post it reports to; ``marks`` say what is special."""

    post: str
    name: str
    about: str
    tone: str
    depth: int
    above: int | None
    marks: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Structure:
    """Trees of posts side by side, each with its heading; ``fte`` gives each post's FTE on each side.

    ``posts`` are the ids behind the rows of ``fte``.
    """

    title: str
    scope: str
    sides: tuple[tuple[str, tuple[PostBox, ...]], ...]
    posts: tuple[str, ...]
    fte: tuple[tuple[str, tuple[int | None, ...]], ...]
    sentence: str
    measure: str = "FTE"

    @property
    def table(self) -> Rows:
        """Each post's FTE now and as proposed; blank where it is not there."""
        return tuple(f"{heading}, FTE" for heading, _ in self.sides), self.fte


def in_words(hundredths: int, measure: str) -> str:
    """A figure of a drawing in full: money, or so many of its measure ("62.5 points")."""
    return f"{hundredths / 100:g} {measure}" if measure else show_plain(hundredths)
