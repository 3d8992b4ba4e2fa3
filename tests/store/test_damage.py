"""Damaged plan files: refused, or read with exactly what was written; never silently different.

Half of all single-bit faults pass SQLite's own integrity check with different figures inside (TRAPS 2.6).
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan
from jcplanner.store.planfile import PlanFile

FLIPS = 300
SEED = 20261122


def content_of(path: Path) -> tuple[object, ...]:
    """Everything that a plan file says, checked as the program checks it."""
    file = PlanFile.open(path)
    try:
        file.check_content()
        records = file.read_all()
        rows = {kind.TABLE: records.table(kind).rows for kind in RECORDS}
        changes = [file.changes(step) for step in file.steps]
        return rows, list(file.steps), changes, file.plan_id
    finally:
        file.close()


@pytest.fixture
def sound(make_plan: Callable[..., OpenPlan]) -> bytes:
    """The bytes of a small plan with some history."""
    held = make_plan()
    edits.set_amounts(held.plan, {("homes", 2018): 140_000})
    edits.remove(held.plan, BudgetLine, ["charges"])
    held.plan.undo()
    held.close()
    return held.path.read_bytes()


def damages(sound: bytes, random: random.Random) -> bytes:
    """The same with one bit turned over, somewhere where something is written."""
    content = bytearray(sound)
    while True:
        place = random.randrange(len(content))
        # Most of a small file is empty space, in which a fault means nothing.
        if any(content[max(0, place - 8) : place + 8]):
            content[place] ^= 1 << random.randrange(8)
            return bytes(content)


def test_a_bit_turned_over_is_never_a_silently_different_figure(sound: bytes, tmp_path: Path):
    path = tmp_path / "Damaged.jcplan"
    path.write_bytes(sound)
    expected = content_of(path)
    chance = random.Random(SEED)
    refused = 0
    for number in range(FLIPS):
        damaged = damages(sound, chance)
        path.write_bytes(damaged)
        try:
            assert content_of(path) == expected, f"flip {number} of seed {SEED}"
        except Refusal:
            refused += 1
            assert path.read_bytes() == damaged
    assert refused > FLIPS // 2


@pytest.mark.parametrize("kind", ["zeroed", "repeated", "swapped", "noise"])
def test_a_damaged_page_is_never_a_silently_different_figure(
    sound: bytes, tmp_path: Path, kind: str
):
    path = tmp_path / "Damaged.jcplan"
    path.write_bytes(sound)
    expected = content_of(path)
    chance = random.Random(SEED)
    pages = [sound[start : start + 4096] for start in range(0, len(sound), 4096)]
    for number in range(1, len(pages)):
        damaged = list(pages)
        if kind == "zeroed":
            damaged[number] = bytes(4096)
        elif kind == "repeated":
            damaged[number] = pages[number - 1]
        elif kind == "swapped":
            damaged[number], damaged[-1] = pages[-1], pages[number]
        else:
            damaged[number] = pages[number][:2048] + chance.randbytes(2048)
        path.write_bytes(b"".join(damaged))
        try:
            assert content_of(path) == expected, f"page {number}, {kind}"
        except Refusal:
            continue
