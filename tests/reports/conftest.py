"""What tests of reports stand on: the worked pool of £20m in a real file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jcplanner.domain.record import Record
from jcplanner.plan.opening import OpenPlan, new_plan
from jcplanner.plan.plan import Plan
from tests.domain.pooled_records import POOLED


@pytest.fixture
def pooled(tmp_path: Path) -> Iterator[Plan]:
    """The plan with the care homes pool, open."""
    held = new_plan(tmp_path / "Pool.jcplan", POOLED)
    yield held.plan
    held.discard()


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Callable[..., Plan]]:
    """Makes plans of given records in real files."""
    opened: list[OpenPlan] = []

    def make(*records: Record) -> Plan:
        held = new_plan(tmp_path / f"made-{len(opened)}.jcplan", records)
        opened.append(held)
        return held.plan

    yield make
    for held in opened:
        held.discard()
