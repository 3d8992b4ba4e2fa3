"""What tests of reports stand on: the worked pool of £20m in a real file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from tests.domain.pooled_records import POOLED


@pytest.fixture
def pooled(tmp_path: Path) -> Iterator[Plan]:
    """The plan with the care homes pool, open."""
    held = new_plan(tmp_path / "Pool.jcplan", POOLED)
    yield held.plan
    held.discard()
