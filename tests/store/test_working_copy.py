"""Working copies: opened from a shared file, published back by comparing and replacing."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan, new_plan, open_plan, opened, reading
from jcplanner.store.checks import check_whole
from jcplanner.store.connection import Damaged
from jcplanner.store.planfile import PlanFile
from jcplanner.store.publish import KEPT_BOTH, PUBLISHED, UNCHANGED, WRITTEN_ANEW
from jcplanner.store.working_copy import WorkingCopy

Make = Callable[..., OpenPlan]


def homes(path: Path) -> int | None:
    """What the cell homes, 2016/17 holds in a plan file."""
    with reading(path) as plan:
        return plan.table(BudgetAmount)["homes:2016"].amount


def set_homes(held: OpenPlan, pence: int) -> None:
    edits.set_amounts(held.plan, {("homes", 2016): pence})


def visible(folder: Path) -> list[str]:
    """What people see in a folder."""
    return sorted(held.name for held in folder.iterdir() if not held.name.startswith("."))


def test_an_edit_leaves_the_shared_file_alone_until_it_is_published(small: OpenPlan):
    before = small.path.read_bytes()
    set_homes(small, 5)
    assert small.path.read_bytes() == before
    assert small.working_copy.unpublished == 1
    assert small.publish().kind == PUBLISHED
    assert homes(small.path) == 5
    assert small.working_copy.unpublished == 0
    assert small.working_copy.published_at is not None


def test_publishing_with_nothing_new_does_nothing(small: OpenPlan):
    before = small.path.stat()
    assert small.publish().kind == UNCHANGED
    assert small.path.stat().st_mtime_ns == before.st_mtime_ns


def test_a_published_file_is_whole_and_alone_in_its_folder(small: OpenPlan):
    set_homes(small, 5)
    small.publish()
    check_whole(small.path)
    assert visible(small.path.parent) == ["Two partners.jcplan"]
    small.close()
    assert [held.name for held in small.path.parent.iterdir()] == ["Two partners.jcplan"]


def test_where_somebody_else_has_published_both_files_are_kept(make_plan: Make):
    mine = make_plan()
    theirs = open_plan(mine.path)
    set_homes(theirs, 7)
    assert theirs.close().kind == PUBLISHED
    set_homes(mine, 5)
    shared = mine.path
    outcome = mine.publish()
    assert outcome.kind == KEPT_BOTH
    assert outcome.path.parent == shared.parent
    assert outcome.path.name.startswith("Two partners (kept copy ")
    assert outcome.path.name in outcome.sentence
    assert (homes(shared), homes(outcome.path)) == (7, 5)
    # Work goes on in the kept copy, which is published to without another fork.
    set_homes(mine, 6)
    assert mine.path == outcome.path
    assert mine.publish().kind == PUBLISHED
    assert (homes(shared), homes(outcome.path)) == (7, 6)
    assert len(visible(shared.parent)) == 2


def test_copies_kept_in_the_same_minute_get_names_of_their_own(make_plan: Make):
    first = make_plan()
    others = [open_plan(first.path) for _ in range(3)]
    set_homes(first, 1)
    first.publish()
    for pence, held in enumerate(others, start=2):
        set_homes(held, pence)
    kept = [held.publish().path for held in others]
    assert len(set(kept)) == 3
    assert [homes(path) for path in (first.path, *kept)] == [1, 2, 3, 4]
    for held in others:
        held.discard()


def test_many_windows_publishing_at_once_lose_nothing(make_plan: Make):
    first = make_plan()
    windows = [open_plan(first.path) for _ in range(4)]
    for number, held in enumerate(windows):
        edits.add(held.plan, Partner, name=f"Window {number}")
    outcomes: list[str] = []
    threads = [
        threading.Thread(target=lambda held=held: outcomes.append(held.publish().kind))
        for held in windows
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [KEPT_BOTH] * 3 + [PUBLISHED]
    found: set[str] = set()
    for path in first.path.parent.glob("*.jcplan"):
        with reading(path) as plan:
            found |= {held.name for held in plan.table(Partner).values()}
    assert {f"Window {number}" for number in range(4)} <= found
    for held in windows:
        held.discard()


def test_a_file_that_was_moved_is_written_anew_and_that_is_said(small: OpenPlan):
    elsewhere = small.path.with_name("Renamed.jcplan")
    small.path.rename(elsewhere)
    assert small.working_copy.shared_state() == "missing"
    set_homes(small, 5)
    outcome = small.publish()
    assert outcome.kind == WRITTEN_ANEW
    assert "no longer in its folder" in outcome.sentence
    assert (homes(small.path), homes(elsewhere)) == (5, 123_456)


def test_a_file_replaced_by_something_else_is_not_overwritten(small: OpenPlan):
    small.path.write_bytes(b"a colleague's notes")
    assert small.working_copy.shared_state() == "changed"
    set_homes(small, 5)
    outcome = small.publish()
    assert outcome.kind == KEPT_BOTH
    assert homes(outcome.path) == 5
    assert outcome.path != small.path or small.path.read_bytes() != b"a colleague's notes"
    assert (small.path.parent / "Two partners.jcplan").read_bytes() == b"a colleague's notes"


def test_a_file_cut_short_by_a_sync_client_is_not_overwritten(small: OpenPlan):
    shared = small.path
    shared.write_bytes(shared.read_bytes()[:-4096])
    rest = shared.read_bytes()
    set_homes(small, 5)
    assert small.publish().kind == KEPT_BOTH
    assert shared.read_bytes() == rest


def test_a_share_that_is_gone_keeps_everything_here_and_publishes_when_it_is_back(make_plan: Make):
    held = make_plan()
    share = held.path.parent / "share"
    share.mkdir()
    held.close()
    shutil.move(held.path, share / "Plan.jcplan")
    held = open_plan(share / "Plan.jcplan")
    set_homes(held, 5)
    share.rename(share.with_name("away"))
    assert held.working_copy.shared_state() == "unreachable"
    with pytest.raises(Refusal, match="kept on this computer"):
        held.publish()
    set_homes(held, 6)
    assert held.working_copy.unpublished == 2
    share.with_name("away").rename(share)
    assert held.working_copy.shared_state() == "same"
    assert held.publish().kind == PUBLISHED
    assert homes(share / "Plan.jcplan") == 6
    held.discard()


def test_a_full_disk_leaves_the_shared_file_byte_for_byte(small: OpenPlan, full_disk: Path):
    shared = full_disk / "Plan.jcplan"
    small.close()
    shutil.copy(small.path, shared)
    held = open_plan(shared)
    (full_disk / "filler").write_bytes(bytes(2048 * 1024 - 2 * shared.stat().st_size))
    before = shared.read_bytes()
    set_homes(held, 5)
    with pytest.raises(Refusal, match="full"):
        held.publish()
    assert shared.read_bytes() == before
    assert visible(full_disk) == ["Plan.jcplan", "filler"]
    assert not list(full_disk.glob(".*.publishing"))
    (full_disk / "filler").unlink()
    assert held.publish().kind == PUBLISHED
    assert homes(shared) == 5
    held.close()


def test_a_folder_that_cannot_be_written_opens_and_publishing_is_refused(
    small: OpenPlan, read_only: Callable[[Path], None]
):
    small.close()
    read_only(small.path.parent)
    held = open_plan(small.path)
    set_homes(held, 5)
    with pytest.raises(Refusal, match="cannot be written to; save a copy of the plan elsewhere"):
        held.publish()
    assert held.working_copy.unpublished == 1
    held.close(publish=False)


def test_a_second_window_is_told_of_the_first_and_no_longer_once_it_has_closed(make_plan: Make):
    first = make_plan()
    second = WorkingCopy.open(first.path, author="Finance lead")
    assert [owner.author for owner in first.working_copy.others()] == ["Finance lead"]
    assert len(second.others()) == 1
    first.close()
    assert second.others() == []
    second.discard()
    assert list(first.path.parent.iterdir()) == [first.path]


def test_reading_leaves_no_trace(small: OpenPlan, home: Path):
    small.close()
    before = small.path.stat().st_mtime_ns
    with reading(small.path) as plan:
        assert plan.details.title == "Two partners"
        assert list(small.path.parent.iterdir()) == [small.path]
    assert small.path.stat().st_mtime_ns == before
    assert list((home / "sessions").iterdir()) == []


def test_a_file_left_in_the_middle_of_another_programs_write_is_recovered_in_the_copy(
    small: OpenPlan, tmp_path: Path
):
    """A hot journal lies beside it: SQLite rolls it back in the copy; the shared file is not touched."""
    small.close()
    shared = small.path
    whole = shared.read_bytes()
    connection = sqlite3.connect(shared, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("UPDATE budget_amount SET amount = 1")
    for number in range(200):
        connection.execute("INSERT INTO about VALUES (?, ?)", (f"x{number}", "x" * 3000))
    torn, journal = shared.read_bytes(), shared.with_name(shared.name + "-journal").read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    assert torn != whole
    shared.write_bytes(torn)
    shared.with_name(shared.name + "-journal").write_bytes(journal)
    held = open_plan(shared)
    assert held.plan.table(BudgetAmount)["homes:2016"].amount == 123_456
    assert shared.read_bytes() == torn
    set_homes(held, 5)
    assert held.close().kind == PUBLISHED
    assert visible(shared.parent) == [shared.name]
    assert homes(shared) == 5


def test_a_file_in_the_mode_of_another_program_is_brought_to_ours_in_the_copy(small: OpenPlan):
    small.close()
    connection = sqlite3.connect(small.path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    held = open_plan(small.path)
    set_homes(held, 5)
    held.close()
    assert small.path.read_bytes()[18:20] == b"\x01\x01"
    assert homes(small.path) == 5


def test_the_mode_and_the_link_of_the_shared_file_stay(small: OpenPlan, tmp_path: Path):
    small.close()
    small.path.chmod(0o664)
    link = tmp_path / "Link.jcplan"
    link.symlink_to(small.path)
    with opened(link) as plan:
        edits.set_amounts(plan, {("homes", 2016): 5})
    assert link.is_symlink()
    assert small.path.stat().st_mode & 0o777 == 0o664
    assert homes(small.path) == 5


def test_left_over_temporary_files_are_swept_by_name_and_age_only(small: OpenPlan):
    folder = small.path.parent
    old = folder / ".jcplanner-abcdefghijkm.publishing"
    fresh = folder / ".jcplanner-bbcdefghijkm.publishing"
    not_ours = folder / ".jcplanner-notes.publishing"
    for path in (old, fresh, not_ours):
        path.write_bytes(b"x")
    hours_ago = fresh.stat().st_mtime - 7_200
    for path in (old, not_ours):
        os.utime(path, (hours_ago, hours_ago))
    set_homes(small, 5)
    small.publish()
    assert (old.exists(), fresh.exists(), not_ours.exists()) == (False, True, True)


def test_a_damaged_file_is_refused_with_the_name_of_its_newest_backup(make_plan: Make):
    held = make_plan()
    set_homes(held, 5)
    held.close()
    content = bytearray(held.path.read_bytes())
    content[8192:8292] = bytes(100)
    held.path.write_bytes(content[:-4096])
    with pytest.raises(Damaged, match="Its newest good backup is of"):
        open_plan(held.path)
    assert held.path.read_bytes() == content[:-4096]


def test_a_figure_changed_behind_our_back_is_refused_with_the_newest_backup_too(make_plan: Make):
    held = make_plan()
    held.close()
    connection = sqlite3.connect(held.path)
    connection.execute("UPDATE budget_amount SET amount = 1")
    connection.commit()
    connection.close()
    working_copy = WorkingCopy.open(held.path)
    with pytest.raises(Damaged, match="Its newest good backup is of"):
        working_copy.check_content()
    working_copy.discard()


def test_a_command_that_fails_publishes_nothing_and_keeps_nothing(small: OpenPlan, home: Path):
    small.close()
    before = small.path.read_bytes()
    with pytest.raises(ZeroDivisionError), opened(small.path) as plan:
        edits.set_amounts(plan, {("homes", 2016): 5})
        raise ZeroDivisionError
    assert small.path.read_bytes() == before
    assert list((home / "sessions").iterdir()) == []


def test_a_command_tells_where_both_files_were_kept(small: OpenPlan):
    small.close()
    told: list[str] = []
    with opened(small.path, tell=told.append) as plan:
        with opened(small.path) as theirs:
            edits.set_amounts(theirs, {("homes", 2016): 7})
        edits.set_amounts(plan, {("homes", 2016): 5})
    assert len(told) == 1
    assert "kept copy" in told[0]
    assert homes(small.path) == 7


def test_names_of_any_alphabet_and_the_longest_name_publish(tmp_path: Path):
    name = "Ŵyn ’n 計画 #50% – " + "å" * 110
    path = tmp_path / f"{name}.jcplan"
    assert 240 < len(path.name.encode()) <= 255
    held = new_plan(path)
    other = open_plan(path)
    edits.add(held.plan, Partner, name="A")
    edits.add(other.plan, Partner, name="B")
    assert held.close().kind == PUBLISHED
    outcome = other.close()
    assert outcome is not None and outcome.kind == KEPT_BOTH
    assert len(outcome.path.name.encode()) <= 255
    check_whole(outcome.path)


def test_publishing_while_edits_go_on_publishes_what_stood_and_keeps_the_rest(make_plan: Make):
    held = make_plan()
    set_homes(held, 1)
    faults: list[BaseException] = []

    def publish() -> None:
        try:
            for _ in range(5):
                held.publish()
        except BaseException as fault:
            faults.append(fault)

    thread = threading.Thread(target=publish)
    thread.start()
    for pence in range(2, 40):
        set_homes(held, pence)
    thread.join()
    assert faults == []
    held.close()
    assert homes(held.path) == 39


def test_a_plan_of_another_person_is_published_to_as_a_plan_of_the_same_id(make_plan: Make):
    held = make_plan()
    first = held.plan.file.plan_id
    held.close()
    with opened(held.path) as plan:
        edits.set_amounts(plan, {("homes", 2016): 5})
    file = PlanFile.open(held.path)
    assert file.plan_id == first
    file.close()
