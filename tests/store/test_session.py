"""Sessions: what is found again after a process has died, and what is swept."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan, open_plan, reading, resume_plan
from jcplanner.store import owner_file
from jcplanner.store.publish import KEPT_BOTH, PUBLISHED
from jcplanner.store.session import recoverable
from jcplanner.store.working_copy import WorkingCopy

Make = Callable[..., OpenPlan]

CRASH = """
import os, sys
from pathlib import Path
from jcplanner.plan import edits
from jcplanner.plan.opening import open_plan
held = open_plan(Path(sys.argv[1]))
for pence in sys.argv[2:]:
    edits.set_amounts(held.plan, {("homes", 2016): int(pence)})
os._exit(9)
"""


def crash(path: Path, *pence: int) -> None:
    """Edit a plan in a process of its own that dies without closing it."""
    subprocess.run([sys.executable, "-c", CRASH, str(path), *map(str, pence)], check=False)


def sessions(home: Path) -> list[Path]:
    return list((home / "sessions").iterdir())


@pytest.fixture
def path(make_plan: Make) -> Path:
    """A small plan, closed."""
    held = make_plan()
    held.close()
    return held.path


def test_edits_of_a_process_that_died_are_found_and_gone_on_with(path: Path, home: Path):
    crash(path, 5, 6)
    (found,) = recoverable()
    assert (found.steps, found.shared) == (2, path)
    assert found.words.startswith("Two partners.jcplan: 2 changes, the last on ")
    held = resume_plan(found)
    assert held.plan.table(BudgetAmount)["homes:2016"].amount == 6
    assert held.working_copy.unpublished == 2
    assert recoverable() == []
    assert held.close().kind == PUBLISHED
    assert sessions(home) == []


def test_a_session_without_unpublished_changes_is_swept_with_its_owner_file(path: Path, home: Path):
    crash(path)
    assert len(sessions(home)) == 1
    assert len(owner_file.others_at(path)) == 1
    assert recoverable() == []
    assert sessions(home) == []
    assert list(path.parent.iterdir()) == [path]


def test_a_session_that_is_open_is_neither_offered_nor_swept(make_plan: Make, home: Path):
    held = make_plan()
    edits.set_amounts(held.plan, {("homes", 2016): 5})
    assert recoverable() == []
    assert len(sessions(home)) == 1


def test_closing_without_publishing_keeps_the_changes_for_later(make_plan: Make):
    held = make_plan()
    edits.set_amounts(held.plan, {("homes", 2016): 5})
    held.close(publish=False)
    (found,) = recoverable()
    assert found.steps == 1
    resume_plan(found).discard()
    assert recoverable() == []


def test_two_windows_cannot_go_on_with_the_same_session(path: Path):
    crash(path, 5)
    (found,) = recoverable()
    (same,) = recoverable()
    held = resume_plan(found)
    with pytest.raises(Refusal, match="in another window already"):
        WorkingCopy.resume(same)
    held.discard()


def test_what_was_published_by_others_meanwhile_is_not_overwritten_on_resuming(path: Path):
    crash(path, 5)
    theirs = open_plan(path)
    edits.set_amounts(theirs.plan, {("homes", 2016): 7})
    theirs.close()
    (found,) = recoverable()
    outcome = resume_plan(found).close()
    assert outcome is not None and outcome.kind == KEPT_BOTH
    for file, pence in ((path, 7), (outcome.path, 5)):
        with reading(file) as plan:
            assert plan.table(BudgetAmount)["homes:2016"].amount == pence


def test_a_publish_that_came_through_before_the_crash_counts(make_plan: Make, tmp_path: Path):
    """The process died after the file had taken its place, before the session knew."""
    held = make_plan()
    edits.set_amounts(held.plan, {("homes", 2016): 5})
    session = held.working_copy._session
    before = session.facts
    held.publish()
    session.note(base=before.base, step=before.step)
    held.plan.close()
    session.leave()
    assert recoverable() == []


def test_a_publish_that_did_not_come_through_does_not_count(make_plan: Make):
    held = make_plan()
    edits.set_amounts(held.plan, {("homes", 2016): 5})
    session = held.working_copy._session
    session.note(coming="0" * 64, coming_step=held.plan.steps[-1].id)
    held.plan.close()
    session.leave()
    (found,) = recoverable()
    assert found.steps == 1


def test_a_working_file_that_is_damaged_is_said_and_never_swept(path: Path, home: Path):
    crash(path, 5)
    (folder,) = sessions(home)
    (folder / "work.jcplan").write_bytes(b"x" * 5000)
    (found,) = recoverable()
    assert found.steps is None
    assert "damaged" in found.words
    with pytest.raises(Refusal):
        WorkingCopy.resume(found)
    assert folder.exists()


def test_rests_of_a_session_without_its_record_are_swept_after_an_hour(home: Path):
    rest = home / "sessions" / "rest"
    rest.mkdir(parents=True)
    assert recoverable() == []
    assert rest.exists()
    then = time.time() - 7_200
    os.utime(rest, (then, then))
    assert recoverable() == []
    assert not rest.exists()


def test_a_plan_is_recovered_although_its_shared_file_has_gone(path: Path):
    crash(path, 5)
    path.unlink()
    (found,) = recoverable()
    outcome = resume_plan(found).close()
    assert outcome is not None
    with reading(path) as plan:
        assert plan.table(BudgetAmount)["homes:2016"].amount == 5


def test_a_data_folder_that_cannot_be_written_is_said_in_a_sentence(
    path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
):
    file = home / "a file, not a folder"
    file.write_text("")
    monkeypatch.setenv("JCPLANNER_HOME", str(file))
    with pytest.raises(Refusal, match="cannot write to your own data folder"):
        open_plan(path)


def test_undo_goes_on_where_a_crash_left_it(path: Path):
    crash(path, 5, 6)
    (found,) = recoverable()
    held = resume_plan(found)
    held.plan.undo()
    assert held.plan.table(BudgetAmount)["homes:2016"].amount == 5
    held.discard()
