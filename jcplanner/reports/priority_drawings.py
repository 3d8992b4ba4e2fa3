"""Priorities as charts: every result as one weight goes from 0% to 100%, and how far the first leads.

Figures stand in hundredths of a point, so that the axes of money serve for them.
"""

from fractions import Fraction

from jcplanner.domain.money import rounded_ratio
from jcplanner.domain.priorities import Candidate, Criterion
from jcplanner.domain.scoring import Sheet, in_rank_order, say_points
from jcplanner.domain.sensitivity import Line, lines, swap
from jcplanner.plan.plan import Plan
from jcplanner.reports.drawings import Curve, Curves, Swing, Swings
from jcplanner.reports.priorities import say_swap

STEPS = 20
"""Into how many steps the way from 0% to 100% is cut."""

MOST_CURVES = 6
POINTS = "points"
_TONES = tuple(f"partner{number}" for number in range(1, MOST_CURVES + 1))


def weight_curves(plan: Plan, sheet: Sheet, criterion: str) -> Curves:
    """Results of the best candidates as the weight of a criterion goes from 0% to 100%."""
    name = plan.records.name(Criterion.TABLE, criterion)
    by_candidate = {line.candidate: line for line in lines(sheet, criterion)}
    ordered = [held.candidate for held in in_rank_order(sheet.results())]
    shown = [by_candidate[key] for key in ordered if key in by_candidate][:MOST_CURVES]
    weights = [Fraction(step, STEPS) for step in range(STEPS + 1)]
    now = sheet.weights[criterion]
    marked = min(range(STEPS + 1), key=lambda place: abs(weights[place] - now))
    curves = tuple(
        Curve(plan.records.name(Candidate.TABLE, line.candidate), tone, _points(line, weights))
        for line, tone in zip(shown, _TONES, strict=False)
    )
    return Curves(
        f"Results by weight of {name}",
        f"The other weights keep their proportions; the first {len(shown)} of {len(ordered)} candidates",
        tuple(f"{step * 100 // STEPS}%" for step in range(STEPS + 1)),
        curves,
        _sentence(plan, sheet, criterion, name),
        marked,
        POINTS,
    )


def _points(line: Line, weights: list[Fraction]) -> tuple[int, ...]:
    results = (line.at(weight) * 100 for weight in weights)
    return tuple(rounded_ratio(held.numerator, held.denominator) for held in results)


def _sentence(plan: Plan, sheet: Sheet, criterion: str, name: str) -> str:
    held = swap(sheet, criterion)
    if held is None:
        return f"{name}: there are not two results to compare."
    now = f"{name} weighs {say_points(held.now * 100)}% now."
    if held.weight is None:
        meet = "First and second change places at no weight of it."
    else:
        meet = f"First and second are equal at {say_points(held.weight * 100)}%."
    return f"{now} {meet} {say_swap(plan, held)}"


def lead_swings(plan: Plan, sheet: Sheet) -> Swings | None:
    """How far the first leads the second with each weight at 0% and at 100%; None without two results.

    Where a bar goes below nought, first and second change places on its way.
    """
    ordered = [held for held in in_rank_order(sheet.results()) if held.points is not None]
    if len(ordered) < 2:
        return None
    names = [plan.records.name(Candidate.TABLE, held.candidate) for held in ordered[:2]]
    first, second = (held.candidate for held in ordered[:2])
    found: list[Swing] = []
    crossed: list[str] = []
    for criterion in sheet.criteria:
        by_candidate = {line.candidate: line for line in lines(sheet, criterion)}
        if first not in by_candidate or second not in by_candidate:
            continue
        name = plan.records.name(Criterion.TABLE, criterion)
        one, two = by_candidate[first], by_candidate[second]
        ends = (one.others - two.others, one.alone - two.alone)
        if min(ends) < 0:
            crossed.append(name)
        found.append(Swing(name, _hundredths(ends[0]), _hundredths(ends[1])))
    lead = (ordered[0].points or Fraction(0)) - (ordered[1].points or Fraction(0))
    return Swings(
        "Lead of the first over the second",
        f"{names[0]} over {names[1]}, with each weight at 0% (low) and at 100% (high)",
        _hundredths(lead),
        tuple(found),
        f"{names[0]} leads {names[1]} by {say_points(lead)} points. "
        + (
            f"They change places where the weight moves far enough of: {', '.join(crossed)}."
            if crossed
            else "No weight alone makes them change places."
        ),
        POINTS,
    )


def _hundredths(points: Fraction) -> int:
    return rounded_ratio(points.numerator * 100, points.denominator)
