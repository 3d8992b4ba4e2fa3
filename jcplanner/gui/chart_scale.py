"""The axis of money: which figures stand along it, in how many decimals, and where a figure lies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jcplanner.domain.money import show_headline, show_money
from jcplanner.reports.drawings import in_words

MOST_DECIMALS = 3

_ROUND = 1_000_000_00


def tick_texts(pence: Sequence[float], unit: str) -> list[str]:
    """The figure at each tick; as many decimals as tell neighbouring ticks apart."""
    texts: list[str] = []
    for decimals in range(MOST_DECIMALS + 1):
        texts = [show_money(round(value), unit, decimals) for value in pence]
        if len(set(texts)) == len(texts):
            break
    return texts


def _steps() -> Iterator[int]:
    """Round steps in pence, ever wider: 1, 2, 5, 10, 20 ..."""
    tens = 1
    while True:
        yield from (tens, 2 * tens, 5 * tens)
        tens *= 10


@dataclass(frozen=True, slots=True)
class MoneyScale:
    """Pence along a line: ``part_of`` gives the place of a figure, 0 at the lowest and 1 at the highest."""

    lowest: float
    highest: float
    ticks: tuple[int, ...]
    texts: tuple[str, ...]

    def part_of(self, pence: float) -> float:
        """How far along the line a figure lies."""
        return (pence - self.lowest) / (self.highest - self.lowest)


def start_below(lowest: int, highest: int, hidden: float, room: float = 1.0) -> int:
    """Where an axis starts that would hide its differences from zero on, in pence; 0 where it need not.

    It need not where the figures reach over ``hidden`` or more of the highest. The start is round, and
    below the lowest by about ``room`` times as much as the figures are apart.
    """
    if lowest <= 0 or highest - lowest >= hidden * highest:
        return 0
    apart = max(highest - lowest, highest // 1_000, 1)
    step = 1
    while step * 10 <= apart:
        step *= 10
    return max(int(lowest - room * apart) // step * step, 0)


def start_words(pence: int, measure: str = "") -> str:
    """Say that an axis does not start at zero: a round figure in short, any other in full."""
    round_money = pence % _ROUND == 0 and not measure
    text = show_headline(pence) if round_money else in_words(pence, measure)
    return f"The axis starts at {text}, not at zero."


def scale_over(
    values: Sequence[int], unit: str, *, most: int, spare: float = 0.05, from_zero: bool = True
) -> MoneyScale:
    """A scale over figures in pence with at most about ``most`` ticks, and some spare at its ends.

    Takes in zero unless ``from_zero`` says otherwise; an end at zero has no spare.
    """
    ends = [*values, 0] if from_zero or not values else list(values)
    lowest, highest = min(ends), max(ends)
    if lowest == highest:
        return MoneyScale(lowest, lowest + 100, (lowest,), tuple(tick_texts((lowest,), unit)))
    span = highest - lowest
    low = lowest - (spare * span if lowest else 0)
    high = highest + (spare * span if highest else 0)
    step = next(step for step in _steps() if step * max(most, 1) >= span)
    first = -int(-low // step) if low < 0 else -(-int(low) // step)
    ticks = tuple(
        tick for place in range(first, first + most + 3) if low <= (tick := place * step) <= high
    )
    # Away from zero no round figure need lie between the ends.
    ticks = ticks or (lowest,)
    return MoneyScale(low, high, ticks, tuple(tick_texts(ticks, unit)))
