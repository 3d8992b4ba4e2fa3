"""A column of dates: whether the day or the month comes first, decided by the column or asked."""

from collections.abc import Sequence

from jcplanner.exchange.reading import Undecided
from jcplanner.exchange.values import (
    DAY_FIRST,
    EITHER,
    MONTH_FIRST,
    date_order,
    read_date,
    year_of,
)


def settle_order(cells: Sequence[object], column: str) -> str:
    """The order of the dates in a column, "day first" or "month first".

    Raises Undecided where the column does not settle it and it would move money to another year.
    """
    ask = f'say whether the day or the month comes first (date_order = "{DAY_FIRST}" or "{MONTH_FIRST}")'
    choices = (DAY_FIRST, MONTH_FIRST)
    try:
        found = date_order(cells)
    except ValueError as reason:
        sentence = f'In the column "{column}" {reason}; {ask}.'
        raise Undecided(sentence, "date_order", column, choices) from None
    if found != EITHER:
        return found
    if any(_differs(cell) for cell in set(cells)):
        sentence = f'The dates in the column "{column}" can be read two ways; {ask}.'
        raise Undecided(sentence, "date_order", column, choices)
    return DAY_FIRST


def _differs(cell: object) -> bool:
    """Whether the two orders put a day into different financial years."""
    try:
        return year_of(read_date(cell, DAY_FIRST)) != year_of(read_date(cell, MONTH_FIRST))
    except ValueError:
        return False
