"""How far a ranking rests on its weights and its scorers (DESIGN rule 13).

One-way: the weight of one criterion goes from 0% to 100% while the others keep their proportions, so that

    result(w) = w x mean under the criterion + (1 - w) x result under the others alone

is a straight line for each candidate, and two of them change places where their lines cross:

    w = D / (D - d)    D = difference under the others alone, d = difference under the criterion

There is no such weight where the lines run alike or cross outside 0% to 100%.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jcplanner.domain.scoring import Result, Sheet, in_rank_order

ONE, NOUGHT = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate's result as one weight goes from 0 (``others``) to 1 (``alone``), in points."""

    candidate: str
    others: Fraction
    alone: Fraction

    def at(self, weight: Fraction) -> Fraction:
        """The result at a weight between 0 and 1."""
        return weight * self.alone + (1 - weight) * self.others


@dataclass(frozen=True, slots=True)
class Swap:
    """Where first and second change places as one criterion's weight moves.

    ``weight`` is the weight at which both are equal, None where there is none; ``low`` and ``high`` are the
    weights between which the first stays first against everyone, with who takes its place beyond.
    """

    criterion: str
    now: Fraction
    weight: Fraction | None
    low: Fraction = NOUGHT
    high: Fraction = ONE
    below: str | None = None
    above: str | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to count, in words, and the results under it."""

    name: str
    results: tuple[Result, ...]

    def rank(self, candidate: str) -> int | None:
        """A candidate's rank under it."""
        return next(held.rank for held in self.results if held.candidate == candidate)


def lines(sheet: Sheet, criterion: str) -> tuple[Line, ...]:
    """Each candidate's line as a criterion's weight moves; those with a score missing are left out.

    Nothing where no other criterion weighs anything: there is nothing to move the weight against.
    """
    rest = sheet.weighing({**sheet.typed, criterion: 0})
    if not any(rest.typed.values()):
        return ()
    found: list[Line] = []
    for result in rest.results():
        held = sheet.consensus(result.candidate, criterion)
        if result.points is not None and held is not None:
            found.append(Line(result.candidate, result.points, held.mean))
    return tuple(found)


def crossing(first: Line, second: Line) -> Fraction | None:
    """The weight at which two lines meet, None where they run alike or meet outside 0 to 1."""
    apart_others = first.others - second.others
    apart_alone = first.alone - second.alone
    if apart_others == apart_alone:
        return None
    weight = apart_others / (apart_others - apart_alone)
    return weight if 0 <= weight <= 1 else None


def swap(sheet: Sheet, criterion: str) -> Swap | None:
    """Where first and second change places; None where there are not two with results, or no line."""
    ordered = [held for held in in_rank_order(sheet.results()) if held.points is not None]
    by_candidate = {line.candidate: line for line in lines(sheet, criterion)}
    ordered = [held for held in ordered if held.candidate in by_candidate]
    if len(ordered) < 2:
        return None
    now = sheet.weights[criterion]
    first, second = (by_candidate[held.candidate] for held in ordered[:2])
    low, high, below, above = NOUGHT, ONE, None, None
    for held in ordered[1:]:
        other = by_candidate[held.candidate]
        weight = crossing(first, other)
        if weight is None:
            continue
        # Below the crossing the other leads where it leads under the others alone.
        if other.others > first.others:
            if below is None or weight > low:
                low, below = weight, held.candidate
        elif (above is None or weight < high) and other.alone > first.alone:
            high, above = weight, held.candidate
    return Swap(criterion, now, crossing(first, second), low, high, below, above)


def swaps(sheet: Sheet) -> tuple[Swap, ...]:
    """One for each criterion that has one, in people's order."""
    found = (swap(sheet, criterion) for criterion in sheet.criteria)
    return tuple(held for held in found if held is not None)


def extreme_scorers(sheet: Sheet) -> tuple[str, str] | None:
    """The scorer whose points lie furthest below the means, and the one furthest above.

    None with fewer than two who can be compared, or where all lean alike. Of equals the first counts.
    """
    leanings = sheet.leanings()
    if len(leanings) < 2 or len(set(leanings.values())) < 2:
        return None
    return min(leanings, key=lambda key: leanings[key]), max(
        leanings, key=lambda key: leanings[key]
    )


def variants(sheet: Sheet, names: Sequence[str]) -> tuple[Variant, ...]:
    """The ranking as it is, then with equal weights, without each criterion, and without extreme scorers.

    ``names`` are the criteria's, in the sheet's order. A criterion that weighs nothing already, or that
    weighs everything, is not dropped.
    """
    found = [Variant("As scored", sheet.results())]
    weighing = [key for key in sheet.criteria if sheet.typed[key]]
    if len({sheet.typed[key] for key in weighing}) > 1:
        equal = sheet.weighing(dict.fromkeys(weighing, 1))
        found.append(Variant("Equal weights", equal.results()))
    for key, name in zip(sheet.criteria, names, strict=True):
        if key in weighing and len(weighing) > 1:
            rest = sheet.weighing({**sheet.typed, key: 0})
            found.append(Variant(f"Without {name}", rest.results()))
    extremes = extreme_scorers(sheet)
    if extremes is not None:
        lowest, highest = extremes
        found.append(Variant("Lowest scorer left out", sheet.without_scorers([lowest]).results()))
        found.append(Variant("Highest scorer left out", sheet.without_scorers([highest]).results()))
        if len(sheet.scorers) > 2:
            both = sheet.without_scorers([lowest, highest])
            found.append(Variant("Lowest and highest scorer left out", both.results()))
    return tuple(found)
