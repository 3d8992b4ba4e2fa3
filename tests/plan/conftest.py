"""What the tests of the open plan stand on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jcplanner.plan.plan import Plan
from jcplanner.plan.templates import fill
from jcplanner.store.planfile import PlanFile


@pytest.fixture
def empty_plan(tmp_path: Path) -> Iterator[Callable[[], Plan]]:
    """Makes plans that hold nothing yet."""
    made: list[Plan] = []

    def make() -> Plan:
        plan = Plan(PlanFile.create(tmp_path / f"{len(made)}.jcplan"))
        made.append(plan)
        return plan

    yield make
    for plan in made:
        plan.close()


@pytest.fixture
def example(empty_plan: Callable[[], Plan]) -> Callable[[str], Plan]:
    """Makes plans of the examples that come with the program."""

    def make(name: str) -> Plan:
        plan = empty_plan()
        fill(plan, name)
        return plan

    return make
