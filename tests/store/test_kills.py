"""kill -9 in the middle of edits and of publishing, in real processes.

What was acknowledged is never lost, and the shared file is the old one or the new one. Kills prove the
logic of the transactions, not what a power cut does: the operating system keeps the written pages (for
that, see the settings asserted in test_planfile).
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.plan.opening import OpenPlan, reading, resume_plan
from jcplanner.store.checks import check_whole
from jcplanner.store.session import recoverable

KILLS = 25

EDITS = """
import sys
from itertools import count
from pathlib import Path
from jcplanner.domain.budgets import BudgetLine
from jcplanner.plan import edits
from jcplanner.plan.opening import open_plan
held = open_plan(Path(sys.argv[1]))
for number in count(int(sys.argv[2])):
    edits.set_amounts(held.plan, {("homes", 2016): number})
    if number % 4 == 0:
        edits.remove(held.plan, BudgetLine, ["wards"])
        held.plan.undo()
    print(number, flush=True)
"""

PUBLISHES = """
import sys
from itertools import count
from pathlib import Path
from jcplanner.plan import edits
from jcplanner.plan.opening import open_plan
held = open_plan(Path(sys.argv[1]))
for number in count(int(sys.argv[2])):
    edits.set_amounts(held.plan, {("homes", 2016): number})
    held.publish()
    print(number, flush=True)
"""


def run_and_kill(script: str, path: Path, first: int, chance: random.Random) -> int:
    """Run a script until it has acknowledged a few numbers, then kill it. Returns the last of them."""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path), str(first)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _ in range(chance.randrange(1, 4)))
        time.sleep(chance.random() * 0.02)
        process.kill()
        said += process.stdout.read()
    # A line without its end was not acknowledged.
    return int(said.split("\n")[:-1][-1])


@pytest.fixture
def path(make_plan: Callable[..., OpenPlan]) -> Path:
    """A small plan, closed."""
    held = make_plan()
    held.close()
    return held.path


def test_no_acknowledged_edit_is_lost(path: Path):
    chance = random.Random()
    lost = 0
    before = path.read_bytes()
    for _ in range(KILLS):
        acknowledged = run_and_kill(EDITS, path, 1, chance)
        (found,) = recoverable()
        held = resume_plan(found)
        held.working_copy.check_content()
        kept = held.plan.table(BudgetAmount)["homes:2016"].amount
        lost += kept is None or kept < acknowledged
        whole = held.plan.undo_name == "Change amount"
        assert len(held.plan.table(BudgetLine)) == (3 if whole else 2)
        held.discard()
        assert path.read_bytes() == before
    assert lost == 0


def test_the_shared_file_is_the_old_one_or_the_new_one_wherever_publishing_is_killed(path: Path):
    chance = random.Random()
    first, lost = 1, 0
    for _ in range(KILLS):
        acknowledged = run_and_kill(PUBLISHES, path, first, chance)
        check_whole(path)
        with reading(path) as plan:
            shared = plan.table(BudgetAmount)["homes:2016"].amount or 0
        # Acknowledged is in the shared file; one more may have come through before it was said.
        lost += not acknowledged <= shared <= max(acknowledged, first) + 1
        for found in recoverable():
            held = resume_plan(found)
            kept = held.plan.table(BudgetAmount)["homes:2016"].amount or 0
            lost += kept < acknowledged
            outcome = held.close()
            assert outcome is not None and outcome.path == path
            with reading(path) as plan:
                assert plan.table(BudgetAmount)["homes:2016"].amount == kept
            shared = kept
        first = shared + 1
    assert lost == 0
    assert first > KILLS
    assert [held.name for held in path.parent.glob("[!.]*")] == [path.name]
