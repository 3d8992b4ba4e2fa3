"""Owner files: who else has a plan open."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jcplanner.store.owner_file import STALE_AFTER, Owner, others_at, remove, write

NOW = datetime.now(UTC).isoformat(timespec="seconds")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Plan.jcplan"


def file_of(path: Path, token: str) -> Path:
    return path.with_name(f".{path.name}.{token}.owner")


def age(path: Path, seconds: float) -> None:
    stands = path.stat()
    os.utime(path, (stands.st_atime - seconds, stands.st_mtime - seconds))


def test_others_are_told_and_oneself_is_not(path: Path):
    write(path, "mine", "", NOW)
    write(path, "theirs", "Finance lead", NOW)
    (owner,) = others_at(path, "mine")
    assert (owner.author, owner.pid, owner.token) == ("Finance lead", os.getpid(), "theirs")
    assert owner.words.startswith("Finance lead on ")
    assert len(others_at(path)) == 2


def test_plans_beside_each_other_are_kept_apart(path: Path):
    write(path, "a", "", NOW)
    assert others_at(path.with_name("Other.jcplan")) == []
    assert others_at(path.with_name("Plan")) == []


def test_only_our_own_file_is_taken_away(path: Path):
    write(path, "mine", "", NOW)
    write(path, "theirs", "", NOW)
    remove(path, "mine")
    assert [owner.token for owner in others_at(path)] == ["theirs"]


def test_one_without_a_heartbeat_is_stale_and_a_heartbeat_wakes_it(path: Path):
    write(path, "mine", "", NOW)
    write(path, "theirs", "", NOW)
    age(file_of(path, "theirs"), STALE_AFTER + 10)
    assert others_at(path, "mine") == []
    write(path, "theirs", "", NOW)
    assert len(others_at(path, "mine")) == 1


def test_a_clock_that_is_a_day_off_on_this_machine_makes_nobody_stale(path: Path):
    """Ages are told between files of the same server, not by this machine's clock."""
    for token in ("mine", "theirs"):
        write(path, token, "", NOW)
        age(file_of(path, token), 86_400 / 2)
    assert len(others_at(path, "mine")) == 1


def test_one_left_for_a_day_is_swept(path: Path):
    write(path, "mine", "", NOW)
    write(path, "theirs", "", NOW)
    age(file_of(path, "theirs"), 90_000)
    assert others_at(path, "mine") == []
    assert not file_of(path, "theirs").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b"{}", b'{"author": 1}', b"x" * 100_000, b"[" * 3_000],
)
def test_what_is_no_owner_file_is_passed_over(path: Path, content: bytes):
    file_of(path, "x").write_bytes(content)
    assert others_at(path) == []


def test_one_that_was_copied_under_another_name_is_passed_over(path: Path):
    write(path, "theirs", "", NOW)
    file_of(path, "theirs").rename(file_of(path, "other"))
    assert others_at(path) == []


def test_a_folder_that_cannot_be_written_or_is_not_there_is_no_error(tmp_path: Path):
    path = tmp_path / "gone" / "Plan.jcplan"
    write(path, "mine", "", NOW)
    remove(path, "mine")
    assert others_at(path) == []


def test_long_names_and_odd_times_are_shown_within_bounds(path: Path):
    held = {"author": "x" * 5_000, "host": "h", "pid": 1, "started": "never", "token": "t"}
    file_of(path, "t").write_text(json.dumps(held | {"author": "x" * 200}))
    (owner,) = others_at(path)
    assert len(owner.words) < 100
    assert Owner("", "PC042", 1, "2016-07-28T12:00:00+00:00", "t").words.startswith(
        "PC042, since 28 Jul 2016"
    )
