"""Slips in in-year figures: months added up twice, a figure to date that falls, a digit too many.

Each is a question in one plain sentence; none of them changes a figure. Real ones: Aberdeenshire published
£27.3m for £4,036,922, "cumulative figures for each month were added together" [S112]; Fife paid £59,395
for £59.95 [S113].
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from jcplanner.domain.in_year import (
    EACH_MONTH,
    LAST_PERIOD,
    TO_DATE,
    Twelve,
    months_of,
    period_words,
)
from jcplanner.domain.money import show_plain

MANY_TIMES = 7
"""From this many times what was to be expected a figure is more often a slip than a fact."""

ENOUGH = 1_000_00
"""Below £1,000 any jump is everyday business."""

SETTLED = 3
"""Before this period too little has been paid for a small figure to mean anything."""

_FACTORS = (10, 100, 1_000)
_WITHIN = 35
"""Per cent by which a factor may be missed: budgets are not spent evenly."""

_PLAUSIBLE = 3
"""A figure within a third and three times of what was to be expected explains itself."""


def doubts_of_row(
    name: str, typed: Mapping[int, int | None], way: str, to_date: Twelve, budget: int | None
) -> Iterator[str]:
    """What to ask before a row of figures by period is taken, each in one sentence that names the line.

    ``typed`` are the figures as they were typed ``way``, ``to_date`` what all periods would then stand at.
    """
    given = {period: pence for period, pence in sorted(typed.items()) if pence is not None}
    if way == EACH_MONTH and given:
        # With the months that stand before them: figures also come in one month at a time.
        last = max(given)
        months = {
            period: pence
            for period, pence in enumerate(months_of(to_date[:last]), start=1)
            if pence is not None
        }
        if looks_cumulative(months, budget):
            whole, newest = show_plain(sum(months.values())), show_plain(months[last])
            yield (
                f"{name}: the figures never fall, and added up they come to {whole}, while the last alone, "
                f"{newest}, is what {period_words(last)} would be expected to stand at. They look like "
                "figures to date, not of each month."
            )
            return
    if way == TO_DATE and looks_monthly(given, budget):
        yield (
            f"{name}: every figure is about a twelfth of the budget, and the last, "
            f"{show_plain(given[max(given)])}, is far below what {period_words(max(given))} would be "
            "expected to stand at. They look like figures of each month, not to date."
        )
        return
    for period in given:
        yield from doubts_of_cell(name, period, to_date, budget, asking=True)


def doubts_of_cell(
    name: str, period: int, to_date: Twelve, budget: int | None, *, asking: bool = False
) -> Iterator[str]:
    """What is odd about the figure to date of one period, beside the one before it and the budget.

    With ``asking`` a single month far above the usual is asked about although the year may bear it.
    """
    here = to_date[period - 1]
    if here is None:
        return
    earlier = [
        (at, pence) for at, pence in enumerate(to_date[: period - 1], start=1) if pence is not None
    ]
    before_period, before = earlier[-1] if earlier else (0, 0)
    if earlier and here < before:
        yield (
            f"{name}: {period_words(period)} stands at {show_plain(here)}, {show_plain(before - here)} below "
            f"{period_words(before_period)}; a figure to date falls only where money came back."
        )
        return
    by_budget = _slip(here, (budget or 0) * period, LAST_PERIOD, period)
    by_pace = _slip(here, before * period, before_period, period) if before > 0 else None
    for words, other, what in (
        (by_budget, by_pace, f"its budget for {_months(period)}"),
        (by_pace, by_budget, "the months before it"),
    ):
        if words and other != "":
            yield f"{name}: {show_plain(here)} to {period_words(period)} is {words} {what}."
            return
    if budget and budget > 0 and here >= max(2 * budget, ENOUGH) and before < 2 * budget:
        yield (
            f"{name}: {show_plain(here)} to {period_words(period)} is more than twice its budget for the "
            "whole year; figures to date may have been added together."
        )
        return
    usual = max((budget or 0) // LAST_PERIOD, before // before_period if before_period else 0)
    month, months = here - before, period - before_period
    words = _slip(month, usual * months, 1, 0)
    if words and (asking or (budget is not None and here > budget)):
        yield (
            f"{name}: {show_plain(month)} in {period_words(period)} is {words} what is usual in "
            f"{_months(months)}."
        )


def doubts_of_forecast(
    name: str, forecast: int, actual: int | None, budget: int | None
) -> Iterator[str]:
    """What is odd about a forecast outturn beside the budget and what has been spent already."""
    if actual is not None and 0 <= forecast < actual:
        yield (
            f"{name}: the forecast of {show_plain(forecast)} is less than the {show_plain(actual)} to date."
        )
    if not budget or budget < 0:
        return
    words = _slip(forecast, budget, 1, LAST_PERIOD)
    apart = abs(forecast - budget)
    if words:
        yield f"{name}: the forecast of {show_plain(forecast)} is {words} its budget."
    elif 2 * apart > budget and apart > ENOUGH:
        side = "above" if forecast > budget else "below"
        yield (
            f"{name}: the forecast of {show_plain(forecast)} is {100 * apart // budget}% {side} its budget."
        )


def looks_cumulative(typed: Mapping[int, int], budget: int | None) -> bool:
    """Whether figures given as those of single months look as if they were to date."""
    periods = sorted(typed)
    if len(periods) < 2 or not budget or budget <= 0:
        return False
    values = [typed[period] for period in periods]
    steps = [after - before for before, after in pairwise(values)]
    climbs = min(steps) >= 0 and 2 * sum(step > 0 for step in steps) > len(steps)
    expected = budget * periods[-1]
    last, whole = values[-1] * LAST_PERIOD, sum(values) * LAST_PERIOD
    near = abs(last - expected) * 100 <= _WITHIN * expected
    return climbs and values[0] >= 0 and near and 2 * whole >= 3 * expected


def looks_monthly(typed: Mapping[int, int], budget: int | None) -> bool:
    """Whether figures given as those to date look as if they were of single months."""
    periods = sorted(typed)
    if len(periods) < 3 or not budget or budget <= 0:
        return False
    of_month = [abs(pence * LAST_PERIOD - budget) * 2 <= budget for pence in typed.values()]
    return all(of_month) and 2 * typed[periods[-1]] * LAST_PERIOD < budget * periods[-1]


def _slip(pence: int, numerator: int, denominator: int, period: int) -> str | None:
    """Say how far a figure is from numerator / denominator where that is a slip.

    "" where it is plausible, None where it is neither or cannot be judged. A figure too small is
    judged only where the period says that enough of the year has passed.
    """
    if pence <= 0 or numerator <= 0 or denominator <= 0:
        return None
    times = pence * denominator
    if max(times, numerator) < ENOUGH * denominator:
        return None
    if times < _PLAUSIBLE * numerator and numerator < _PLAUSIBLE * times:
        return ""
    if times >= MANY_TIMES * numerator:
        factor = _factor(times, numerator)
        return f"about {factor or times // numerator:,} times"
    if period >= SETTLED and (factor := _factor(numerator, times)):
        return f"about {_PARTS[factor]} of"
    return None


_PARTS = {10: "a tenth", 100: "a hundredth", 1_000: "a thousandth"}


def _factor(large: int, small: int) -> int:
    """The power of ten between two figures, 0 where it is none."""
    for factor in _FACTORS:
        if abs(large - small * factor) * 100 <= _WITHIN * small * factor:
            return factor
    return 0


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"
