"""Scores against weighted criteria: results, ranks, and what would change them (DESIGN rule 13).

    weight           typed weight / sum of the typed weights, so that any total will do
    mean             what the scorers who scored a cell gave, on average; their spread stands beside it
    result           sum of weight x mean over the criteria, from 0 to 100
    rank             1 + how many have a higher result: equal results share a rank
    cost per point   net cost a year / result

All of it is exact: points and weights are whole numbers, results are fractions, so that no rank rests on
how a computer rounds. A cell that nobody has scored is missing, not 0: a candidate with one missing under
a criterion that weighs something has no result until it is scored, and the cells are named.

The method is printed with every result, since errors in such sheets have happened (`LESSON`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from jcplanner.domain.money import rounded_ratio
from jcplanner.domain.priorities import MOST_POINTS, Candidate, Criterion, Score, Scorer
from jcplanner.domain.records import Records

METHOD = (
    "Each weight is divided by the sum of the weights. Each scorer scores from 0 to 100 before seeing the"
    " others' scores; a cell counts the mean of those who scored it. A result is the sum of weight times"
    " mean. Equal results share a rank. A missing score is never counted as 0: the candidate has no result"
    " until it is given."
)
"""How results come about, printed with them."""

LESSON = (
    'The Office of Government Commerce once scored all its tenders again because "an error in the original'
    ' evaluation spreadsheet has been identified" (EuSpRIG).'
)
"""Why the method is printed [S111]."""

Cell = tuple[str, str]
"""A candidate and a criterion."""


@dataclass(frozen=True, slots=True)
class Consensus:
    """What the scorers of one cell gave: the mean, the lowest and the highest, and how many they are."""

    mean: Fraction
    lowest: int
    highest: int
    count: int

    @property
    def spread(self) -> int:
        """Highest less lowest, in points."""
        return self.highest - self.lowest


@dataclass(frozen=True, slots=True)
class Result:
    """What a candidate comes to. ``points`` and ``rank`` are None while a score that counts is missing.

    ``lowest`` and ``highest`` are the results of the lowest and of the highest points in each cell;
    ``cost`` is pence a year, None where nobody has said; ``missing`` the criteria without a score.
    """

    candidate: str
    points: Fraction | None
    lowest: Fraction | None
    highest: Fraction | None
    rank: int | None
    cost: int | None
    missing: tuple[str, ...] = ()

    @property
    def cost_per_point(self) -> Fraction | None:
        """Pence a year for each point; None without a cost or without points."""
        if self.cost is None or not self.points:
            return None
        return Fraction(self.cost) / self.points


@dataclass(frozen=True)
class Sheet:
    """The scores of one prioritisation, as ids and whole numbers, in people's order.

    ``typed`` are the weights in hundredths as typed, none below 0; ``points`` the scores by cell and
    scorer, each from 0 to 100; ``costs`` pence a year.
    """

    criteria: tuple[str, ...]
    candidates: tuple[str, ...]
    scorers: tuple[str, ...]
    typed: Mapping[str, int]
    points: Mapping[Cell, Mapping[str, int]]
    costs: Mapping[str, int | None]

    @property
    def weights(self) -> dict[str, Fraction]:
        """The weights as shares of 1; all of them 0 where no criterion weighs anything."""
        whole = sum(self.typed.values())
        return {
            key: Fraction(self.typed[key], whole) if whole else Fraction(0) for key in self.criteria
        }

    def consensus(self, candidate: str, criterion: str) -> Consensus | None:
        """What a cell counts; None where nobody has scored it."""
        given = self.points.get((candidate, criterion), {}).values()
        if not given:
            return None
        return Consensus(Fraction(sum(given), len(given)), min(given), max(given), len(given))

    def missing(self, candidate: str) -> tuple[str, ...]:
        """The criteria that weigh something and under which nobody has scored a candidate."""
        return tuple(
            key
            for key in self.criteria
            if self.typed[key] and not self.points.get((candidate, key))
        )

    def results(self) -> tuple[Result, ...]:
        """Every candidate's result, in people's order."""
        weights = self.weights
        held = [self._result(candidate, weights) for candidate in self.candidates]
        points = [result.points for result in held if result.points is not None]
        return tuple(
            result
            if result.points is None
            else replace(result, rank=1 + sum(other > result.points for other in points))
            for result in held
        )

    def _result(self, candidate: str, weights: Mapping[str, Fraction]) -> Result:
        missing, cost = self.missing(candidate), self.costs.get(candidate)
        if missing or not any(weights.values()):
            return Result(candidate, None, None, None, None, cost, missing)
        mean = lowest = highest = Fraction(0)
        for criterion, weight in weights.items():
            held = self.consensus(candidate, criterion) if weight else None
            if held is not None:
                mean += weight * held.mean
                lowest += weight * held.lowest
                highest += weight * held.highest
        return Result(candidate, mean, lowest, highest, None, cost)

    # Other ways to count

    def weighing(self, typed: Mapping[str, int]) -> "Sheet":
        """The same scores under other weights."""
        return replace(self, typed={key: typed.get(key, 0) for key in self.criteria})

    def without_scorers(self, scorers: Iterable[str]) -> "Sheet":
        """The same without what some scorers gave."""
        gone = frozenset(scorers)
        points = {
            cell: {key: held for key, held in given.items() if key not in gone}
            for cell, given in self.points.items()
        }
        return replace(
            self,
            scorers=tuple(key for key in self.scorers if key not in gone),
            points={cell: given for cell, given in points.items() if given},
        )

    def leanings(self) -> dict[str, Fraction]:
        """How far each scorer's points lie from the means of the same cells, on average, in points.

        Only cells that others scored too can tell; scorers without any are left out.
        """
        apart: dict[str, list[Fraction]] = {}
        for given in self.points.values():
            if len(given) > 1:
                mean = Fraction(sum(given.values()), len(given))
                for scorer, points in given.items():
                    apart.setdefault(scorer, []).append(points - mean)
        return {
            key: sum(apart[key], Fraction(0)) / len(apart[key])
            for key in self.scorers
            if key in apart
        }


def sheet_of(records: Records, exercise: str) -> Sheet:
    """The sheet of a prioritisation. A weight below 0 or blank weighs nothing; points beyond 0 to 100 are
    left out: both are told as problems.
    """
    criteria = [held for held in records.table(Criterion).ordered() if held.exercise == exercise]
    candidates = [held for held in records.table(Candidate).ordered() if held.exercise == exercise]
    scorers = [held.id for held in records.table(Scorer).ordered() if held.exercise == exercise]
    rows = frozenset(held.id for held in candidates)
    columns = frozenset(held.id for held in criteria)
    points: dict[Cell, dict[str, int]] = {}
    for score in records.table(Score).values():
        if (
            score.candidate in rows
            and score.criterion in columns
            and score.scorer in scorers
            and score.points is not None
            and 0 <= score.points <= MOST_POINTS
        ):
            points.setdefault((score.candidate, score.criterion), {})[score.scorer] = score.points
    return Sheet(
        tuple(held.id for held in criteria),
        tuple(held.id for held in candidates),
        tuple(scorers),
        {held.id: max(held.weight or 0, 0) for held in criteria},
        points,
        {held.id: held.cost for held in candidates},
    )


def in_rank_order(results: Iterable[Result]) -> list[Result]:
    """The best first, equal ones in people's order; those without a result last."""
    return sorted(results, key=lambda held: (held.rank is None, held.rank or 0))


def shown(points: Fraction | None) -> int | None:
    """Points as hundredths, half away from zero, for people to read."""
    return None if points is None else rounded_ratio(points.numerator * 100, points.denominator)


def say_points(points: Fraction | int | None) -> str:
    """Points with two decimals at most, as people read them: "62.5"; a dash for none."""
    hundredths = shown(Fraction(points)) if points is not None else None
    return "\u2013" if hundredths is None else f"{hundredths / 100:g}"


def pence(amount: Fraction | None) -> int | None:
    """A fraction of pence to the nearest penny, half away from zero."""
    return None if amount is None else rounded_ratio(amount.numerator, amount.denominator)
