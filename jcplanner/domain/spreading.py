"""Spreading a total over chosen amounts with some held, and rolling an amount forward (DESIGN rule 11).

The rule of a spread: new = old / sum of the old amounts that are not held x (total - what is held), each
rounded to the nearest penny, halves away from nought. What rounding leaves over goes onto the largest of
them, a penny each from the largest down (one penny: the largest alone), so that the total is reached
exactly and no amount is more than a penny and a half from its exact share. Where all of them are nil, they
become equal parts, the first ones a penny more.

- Amounts of both signs are scaled alike: a credit stays a credit and grows with the rest.
- Amounts that cancel out to nil without being nil have no proportion to spread by: refused.
- What is left for them beside the held amounts must have their own sign: to turn every amount over is
  never what was meant by a total, so it is refused; nought is allowed and makes them nil.
- A blank is not nil. It stays blank unless blanks are to be filled; each then counts as much as the average
  of the amounts that are there.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from jcplanner.domain.money import MOST_PENCE, rounded_ratio, scaled, show_plain, split
from jcplanner.domain.problems import Refusal


@dataclass(frozen=True, slots=True)
class Spread:
    """The amounts after a spread, in the order of those before; None is still blank.

    ``rounding`` is what the places in ``rounded`` took together, in pence, so that the total is reached;
    ``equally`` says that there was nothing but nil to spread by, so that the parts are equal.
    """

    amounts: tuple[int | None, ...]
    rounding: int = 0
    rounded: tuple[int, ...] = ()
    equally: bool = False


def spread(
    amounts: Sequence[int | None],
    total: int,
    held: Collection[int] = (),
    *,
    fill_blanks: bool = False,
) -> Spread:
    """Spread a total in pence over amounts; ``held`` are the places of those that must not move.

    The amounts afterwards add up to the total exactly, or Refusal is raised with the reason.
    """
    kept = held if isinstance(held, set | frozenset) else frozenset(held)
    free = [
        place
        for place, amount in enumerate(amounts)
        if place not in kept and (amount is not None or fill_blanks)
    ]
    rest = total - sum(amounts[place] or 0 for place in kept)
    if not free:
        return _nothing_free(amounts, kept, rest)
    given = [amount for place in free if (amount := amounts[place]) is not None]
    equally = not any(given)
    if equally:
        _judge(rest, total, 1 if total > 0 else -1, held=bool(kept))
        parts = split(rest, [1] * len(free))
        rounded = [place for place, part in enumerate(parts) if part != parts[-1]]
        rounding = sum(parts[place] - parts[-1] for place in rounded)
    else:
        weights = _weights([amounts[place] for place in free], given)
        whole = sum(weights)
        _judge(rest, total, whole, held=bool(kept))
        parts = [rounded_ratio(rest * weight, whole) for weight in weights]
        rounding, rounded = _level(parts, weights, rest)
    if max(map(abs, parts)) > MOST_PENCE:
        raise Refusal("That total makes an amount too large; check its unit.")
    after = list(amounts)
    for place, part in zip(free, parts, strict=True):
        after[place] = part
    return Spread(tuple(after), rounding, tuple(free[place] for place in rounded), equally)


def _nothing_free(amounts: Sequence[int | None], held: Collection[int], rest: int) -> Spread:
    if not held:
        raise Refusal(
            "All the chosen cells are blank; fill the blanks too, or choose cells with amounts."
        )
    if rest:
        raise Refusal(
            f"Everything is held, and comes to {show_plain(_sum(amounts))}; release a row to reach another"
            " total."
        )
    return Spread(tuple(amounts))


def _sum(amounts: Sequence[int | None]) -> int:
    return sum(amount or 0 for amount in amounts)


def _weights(free: Sequence[int | None], given: Sequence[int]) -> list[int]:
    """What each amount that is not held counts; a blank as much as the average of those that are given."""
    if len(given) == len(free):
        return list(given)
    # Times their number the average stays whole.
    average, count = sum(given), len(given)
    return [average if amount is None else amount * count for amount in free]


def _judge(rest: int, total: int, sign: int, *, held: bool) -> None:
    """Refuse where the rest has no proportion to go by, or another sign than the amounts it goes to."""
    if sign == 0:
        raise Refusal(
            "The amounts that are not held cancel out to nil, so there is no proportion to spread by;"
            " hold some of them."
        )
    if rest and (rest < 0) != (sign < 0):
        if held:
            raise Refusal(
                f"With what is held, a total of {show_plain(total)} would change the sign of the other"
                " amounts; hold fewer, or type another total."
            )
        raise Refusal(
            f"A total of {show_plain(total)} would change the sign of the amounts; type it with theirs."
        )


def _level(parts: list[int], weights: Sequence[int], rest: int) -> tuple[int, list[int]]:
    """Put what rounding left over onto the largest, a penny each; says how much and onto which."""
    rounding = rest - sum(parts)
    if not rounding:
        return 0, []
    penny = 1 if rounding > 0 else -1
    by_size = sorted(range(len(parts)), key=lambda place: (-abs(weights[place]), place))
    rounded = sorted(by_size[: abs(rounding)])
    for place in rounded:
        parts[place] += penny
    return rounding, rounded


def rolled(amount: int, hundredths: int) -> int:
    """The amount a year later in pence, grown by a rate in hundredths of a percent, to the nearest penny."""
    after = scaled(amount, 10_000 + hundredths)
    if abs(after) > MOST_PENCE:
        raise Refusal("That rate makes an amount too large; check the percentage.")
    return after
