"""A split in the workbook gives the pennies of `money.split`, whatever is typed into it."""

import random
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from jcplanner.domain.money import split
from jcplanner.exchange.workbook_split import write_split
from jcplanner.exchange.write import Page, Styles

if TYPE_CHECKING:
    from tests.exchange.conftest import Office


def awkward_splits() -> list[tuple[int, list[int], int]]:
    """Pence, weights and the weight of no one: ties, nothing, primes, huge sums, thirds."""
    held: list[tuple[int, list[int], int]] = [
        (1, [1, 1, 1], 0),
        (2, [1, 1, 1], 0),
        (100, [1, 1, 1], 0),
        (5, [0, 0, 0], 0),
        (0, [3, 2, 1], 0),
        (1_300_000_00, [12_000_000_00, 8_000_000_00, 0], 0),
        (1_300_000_01, [12_000_000_00, 8_000_000_00, 0], 0),
        (500_000_01, [5_000, 5_000, 0], 0),
        (99_999_99, [3_333, 3_333, 3_333], 1),
        (7, [1, 2, 4], 121),
        (999_999_999_99, [99_999_999_977, 99_999_999_947, 1], 0),
        (123_456_789_01, [10_071_000_00, 13_245_000_00, 7_77], 0),
    ]
    chance = random.Random(1)
    for _ in range(400):
        most = 10 ** chance.randint(1, 11)
        weights = [chance.randint(0, most) for _ in range(3)]
        held.append((chance.randint(0, 10 ** chance.randint(1, 11)), weights, 0))
    for place in range(40):
        same = chance.randint(1, 10**9)
        held.append((chance.randint(1, 10**9), [same, same, same + place % 2], 0))
    return held


def test_the_formulas_give_the_same_pennies_as_the_program(office: "Office", tmp_path: Path):
    path, cases = tmp_path / "splits.xlsx", awkward_splits()
    book = xlsxwriter.Workbook(str(path))
    page = Page(book.add_worksheet("Splits"), Styles(book))
    for row, (pence, weights, no_one) in enumerate(cases):
        cells = write_split(
            page, row, 4, pence, str(pence), weights, [str(held) for held in weights], no_one, str(no_one)
        )  # fmt: skip
        for place in range(3):
            page.figure(row, place, f"IF({cells.whole}=0,0,{cells.part(place)})", 0, "count")
    book.close()
    rows = office.recalculate([path])[path.name]["Splits"]
    for row, (pence, weights, no_one) in zip(rows, cases, strict=True):
        expected = split(pence, [*weights, no_one])[:3] if any([*weights, no_one]) else [0, 0, 0]
        assert row[:3] == expected, (pence, weights, no_one)
