"""Publishing under faults of the system and beside other processes; see also test_working_copy."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan, reading
from jcplanner.store.checks import check_whole
from jcplanner.store.publish import PUBLISHED, plain_name

PROCESSES, ROUNDS = 3, 6

WORK = """
import random, sys, time
from pathlib import Path
from jcplanner.domain.partners import Partner
from jcplanner.plan import edits
from jcplanner.plan.opening import opened
path, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(rounds):
    with opened(path) as plan:
        edits.add(plan, Partner, name=f"{name} {number}")
        time.sleep(random.random() * 0.02)
    print(f"{name} {number}", flush=True)
"""


@pytest.fixture
def small_files() -> Iterator[Callable[[int], None]]:
    """Lets no file grow beyond a size, as a quota does; no superuser is needed."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size or before[0], before[1]))

    yield limit
    limit(0)


def test_processes_that_edit_and_publish_beside_each_other_lose_nothing(
    make_plan: Callable[..., OpenPlan],
):
    held = make_plan()
    held.close()
    folder = held.path.parent
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WORK, str(held.path), f"Process {number}", str(ROUNDS)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    acknowledged = {line for process in started for line in process.communicate()[0].splitlines()}
    assert len(acknowledged) == PROCESSES * ROUNDS
    assert all(process.returncode == 0 for process in started)
    found: set[str] = set()
    for path in folder.glob("[!.]*"):
        check_whole(path)
        with reading(path) as plan:
            found |= {partner.name for partner in plan.table(Partner).values()}
    assert acknowledged <= found


def test_a_quota_leaves_the_shared_file_byte_for_byte(
    small: OpenPlan, small_files: Callable[[int], None]
):
    edits.set_amounts(small.plan, {("homes", 2016): 5})
    before = small.path.read_bytes()
    for size in (1, 4_096, 100_000, len(before) - 1):
        small_files(size)
        with pytest.raises(Refusal, match="kept on this computer"):
            small.publish()
        small_files(0)
        assert small.path.read_bytes() == before
        assert list(small.path.parent.glob("[!.]*")) == [small.path]
    assert small.publish().kind == PUBLISHED
    with reading(small.path) as plan:
        assert plan.table(BudgetAmount)["homes:2016"].amount == 5


def test_a_quota_on_the_working_file_refuses_the_edit_and_nothing_has_moved(
    small: OpenPlan, small_files: Callable[[int], None]
):
    small_files(4_096)
    with pytest.raises(Refusal):
        edits.set_amounts(small.plan, {("homes", 2016): 5})
    small_files(0)
    assert small.plan.table(BudgetAmount)["homes:2016"].amount == 123_456
    edits.set_amounts(small.plan, {("homes", 2016): 6})
    assert small.publish().kind == PUBLISHED


def test_a_publish_that_came_through_unnoticed_is_not_taken_for_somebody_elses(small: OpenPlan):
    """The share went away after the file had taken its place, before it could be read back."""
    edits.set_amounts(small.plan, {("homes", 2016): 5})
    session = small.working_copy._session
    before = session.facts
    small.publish()
    session.note(base=before.base, step=before.step)
    edits.set_amounts(small.plan, {("homes", 2016): 6})
    assert small.working_copy.unpublished == 2
    assert small.publish().kind == PUBLISHED
    assert list(small.path.parent.glob("[!.]*")) == [small.path]


def test_plain_names_fit_whatever_the_plan_is_called():
    when = datetime(2026, 11, 22, 14, 32)
    assert plain_name(Path("Plan.jcplan"), "kept copy", when) == (
        "Plan (kept copy 2026-11-22 1432).jcplan"
    )
    assert plain_name(Path("Plan.jcplan"), "kept copy", when, 3).endswith("1432 3).jcplan")
    long = plain_name(Path("計" * 80 + ".jcplan"), "kept copy", when)
    assert len(long.encode()) <= 255
    assert long.endswith("計 (kept copy 2026-11-22 1432).jcplan")
