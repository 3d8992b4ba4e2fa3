"""A split by largest remainder as formulas: the same pennies as `money.split`, also once an input is changed.

Pence times a weight may have more digits than a cell can hold, so the remainder is worked out as in long
division, three digits of the pence at a time: each step stays below 2,000 times the sum of weights, which is
exact up to weights of £1,000m. The pennies that whole parts leave over go to the largest remainders, the
earlier first where two are the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.write import Page

PENCE, WHOLE, OVER, WEIGHTS = range(4)
"""The columns of a split: pence, the sum of weights, the pennies over; then weights, then remainders."""


@dataclass(frozen=True)
class SplitCells:
    """The cells of one split; the last weight and remainder are those of no one."""

    pence: str
    whole: str
    over: str
    weights: tuple[str, ...]
    remainders: tuple[str, ...]

    def part(self, place: int) -> str:
        """The formula of the pence of one part."""
        here, weight = self.remainders[place], self.weights[place]
        larger = f"SUMPRODUCT(--({self.remainders[0]}:{self.remainders[-1]}>{here}))"
        if place:
            earlier = f"{self.remainders[0]}:{self.remainders[place - 1]}"
            larger = f"{larger}+SUMPRODUCT(--({earlier}={here}))"
        down = f"ROUND({self.pence}*{weight}/{self.whole}-{here}/{self.whole},0)"
        return f"({down}+IF({larger}<{self.over},1,0))"


def write_split(
    page: Page,
    row: int,
    column: int,
    pence: int,
    pence_formula: str,
    weights: Sequence[int],
    weight_formulas: Sequence[str],
    no_one: int,
    no_one_formula: str,
) -> SplitCells:
    """Write a split from a column on: ``pence`` by whole weights, none negative."""
    held, formulas = [*weights, no_one], [*weight_formulas, no_one_formula]
    count, first = len(held), column + WEIGHTS
    cells = SplitCells(
        f"${letters(column + PENCE)}{row + 1}",
        f"${letters(column + WHOLE)}{row + 1}",
        f"${letters(column + OVER)}{row + 1}",
        tuple(f"{letters(first + place)}{row + 1}" for place in range(count)),
        tuple(f"{letters(first + count + place)}{row + 1}" for place in range(count)),
    )
    whole = sum(held)
    remainders = [pence * weight % whole if whole else 0 for weight in held]
    page.figure(row, column + PENCE, pence_formula, pence, "count")
    page.figure(row, column + WHOLE, f"SUM({cells.weights[0]}:{cells.weights[-1]})", whole, "count")
    over = f"IF({cells.whole}=0,0,ROUND(SUM({cells.remainders[0]}:{cells.remainders[-1]})/{cells.whole},0))"
    page.figure(row, column + OVER, over, sum(remainders) // whole if whole else 0, "count")
    for place, (weight, formula) in enumerate(zip(held, formulas, strict=True)):
        page.figure(row, first + place, formula, weight, "count")
        remainder = _remainder(cells.pence, cells.weights[place], cells.whole)
        page.figure(row, first + count + place, remainder, remainders[place], "count")
    return cells


def _remainder(pence: str, weight: str, whole: str) -> str:
    """The formula of pence x weight modulo the sum of weights, three digits at a time."""
    digits = [f"INT({pence}/10^9)"]
    for power in (6, 3, 0):
        above = f"INT({pence}/10^{power + 3})"
        here = f"INT({pence}/10^{power})" if power else pence
        digits.append(f"({here}-1000*{above})")
    found = f"MOD({digits[0]}*{weight},{whole})"
    for digit in digits[1:]:
        found = f"MOD(1000*{found}+{digit}*{weight},{whole})"
    return f"IF({whole}=0,0,{found})"
