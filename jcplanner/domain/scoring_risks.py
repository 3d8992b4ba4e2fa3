"""How risks are scored: likelihood times impact, its band, the heat map, and what has moved since."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from jcplanner.domain.column import Value
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Row, Table
from jcplanner.domain.registers import IMPACTS, LIKELIHOODS, Degree, Risk

INHERENT, CURRENT, TARGET = "inherent", "current", "target"
MOMENTS = (INHERENT, CURRENT, TARGET)
"""A risk is scored before anything is done, as of now, and as it is wanted."""

LOWEST, HIGHEST = 1, 5
LOW, MEDIUM, HIGH = "low", "medium", "high"
MEDIUM_FROM, HIGH_FROM = 6, 15
BANDS = ((LOW, 1), (MEDIUM, MEDIUM_FROM), (HIGH, HIGH_FROM))
"""Each band with the points from which it counts; 25 are the most."""

SCORE_FIELDS = {
    f"{moment}_{axis}": f"{moment.capitalize()} {axis}"
    for moment in MOMENTS
    for axis in ("likelihood", "impact")
}
"""The six fields of a risk that hold a degree, and what they are called."""

NEW, RAISED, LOWERED, MOVED, SAME = "new", "raised", "lowered", "moved", "same"


class Score(NamedTuple):
    """Likelihood and impact, each from 1 to 5."""

    likelihood: int
    impact: int

    @property
    def points(self) -> int:
        """Likelihood times impact: 1 to 25."""
        return self.likelihood * self.impact

    @property
    def band(self) -> str:
        """Low, medium or high."""
        return band_of(self.points)

    @property
    def words(self) -> str:
        """The sum with its band: "4 x 3 = 12, medium"."""
        return f"{self.likelihood} x {self.impact} = {self.points}, {self.band}"


def band_of(points: int) -> str:
    """The band of so many points."""
    return next(name for name, least in reversed(BANDS) if points >= least)


def degree(scale: tuple[Degree, ...], value: int) -> str:
    """One degree of a scale in full: "4 likely: more likely than not; 50% to 80%"."""
    held = scale[value - 1]
    return f"{value} {held.word}: {held.meaning}"


def scale_of(field: str) -> tuple[Degree, ...]:
    """The scale by which a field of a risk is scored."""
    return LIKELIHOODS if field.endswith("likelihood") else IMPACTS


def check_degrees(fields: Mapping[str, Value]) -> None:
    """Raise Refusal where a score among the fields of a risk is not a whole number from 1 to 5."""
    for name, value in fields.items():
        if name in SCORE_FIELDS and value is not None and not _is_degree(value):
            raise Refusal(
                f"{SCORE_FIELDS[name]} is a whole number from 1 ({scale_of(name)[0].word}) to 5 "
                f"({scale_of(name)[-1].word}), or blank; not {value}."
            )


def _is_degree(value: Value) -> bool:
    return isinstance(value, int) and LOWEST <= value <= HIGHEST


def score_of(risk: Risk, moment: str = CURRENT) -> Score | None:
    """A risk's score at a moment; None where likelihood or impact is not given."""
    return _score(
        getattr(risk, f"{moment}_likelihood"),
        getattr(risk, f"{moment}_impact"),
    )


def _score(likelihood: int | None, impact: int | None) -> Score | None:
    if _is_degree(likelihood) and _is_degree(impact):
        assert likelihood is not None and impact is not None
        return Score(likelihood, impact)
    return None


def score_reader(risks: Table[Risk], moment: str = CURRENT) -> Callable[[Row], Score | None]:
    """`score_of` for rows of the table: there may be thousands."""
    across, down = risks.index(f"{moment}_likelihood"), risks.index(f"{moment}_impact")
    return lambda row: _score(row[across], row[down])


def movement(before: Score | None, now: Score, *, was_there: bool = True) -> str:
    """What has become of a score: new, raised, lowered, moved (other degrees, same points) or same."""
    if before is None:
        return NEW if not was_there else MOVED
    if now.points != before.points:
        return RAISED if now.points > before.points else LOWERED
    return SAME if now == before else MOVED


@dataclass(frozen=True, slots=True)
class Placed:
    """A risk in its cell of the heat map, and where it was before."""

    risk: str
    name: str
    score: Score
    before: Score | None
    movement: str

    @property
    def words(self) -> str:
        """What moved: "raised, was 4 x 4 = 16, high"; blank where nothing has."""
        if self.movement in (SAME, ""):
            return ""
        if self.before is None:
            return "new" if self.movement == NEW else "not scored before"
        return f"{self.movement}, was {self.before.words}"


@dataclass(frozen=True)
class HeatMap:
    """Risks by cell; those without a score, and those that have left the map since, beside it."""

    cells: Mapping[Score, tuple[Placed, ...]]
    unscored: tuple[str, ...]
    left: tuple[tuple[str, Score], ...]

    def at(self, likelihood: int, impact: int) -> tuple[Placed, ...]:
        """The risks of one cell, in their order."""
        return self.cells.get(Score(likelihood, impact), ())

    @property
    def count(self) -> int:
        """How many risks are on the map."""
        return sum(len(held) for held in self.cells.values())


SETTLED = frozenset({"occurred", "closed"})
"""States in which a risk is no risk any more."""


def heat_map(
    now: Table[Risk],
    moment: str = CURRENT,
    before: Table[Risk] | None = None,
    shown: Callable[[Risk], bool] | None = None,
) -> HeatMap:
    """Where the open risks stand, and where they stood in ``before``; ``shown`` leaves others away."""
    read = score_reader(now, moment)
    read_before = score_reader(before, moment) if before is not None else None
    cells: dict[Score, list[Placed]] = {}
    unscored: list[str] = []
    on_map: set[str] = set()
    for risk in now.ordered():
        if risk.state in SETTLED or (shown is not None and not shown(risk)):
            continue
        score = read(risk.row)
        if score is None:
            unscored.append(risk.id)
            continue
        on_map.add(risk.id)
        was, moved = None, ""
        if before is not None and read_before is not None:
            row = before.rows.get(risk.id)
            was = read_before(row) if row is not None else None
            moved = movement(was, score, was_there=row is not None)
        cells.setdefault(score, []).append(Placed(risk.id, risk.event, score, was, moved))
    return HeatMap(
        {score: tuple(held) for score, held in cells.items()},
        tuple(unscored),
        tuple(_left(before, moment, on_map, shown)) if before is not None else (),
    )


def _left(
    before: Table[Risk], moment: str, on_map: set[str], shown: Callable[[Risk], bool] | None
) -> list[tuple[str, Score]]:
    """Risks that stood on the map before and do no longer, by name."""
    found: list[tuple[str, Score]] = []
    for risk in before.ordered():
        if risk.id in on_map or risk.state in SETTLED or (shown is not None and not shown(risk)):
            continue
        score = score_of(risk, moment)
        if score is not None:
            found.append((risk.event, score))
    return found
