"""Whole files on a disk that others use too: looked at, copied, put in place."""

import errno
import os
import sys
from pathlib import Path

import pytest

from jcplanner.store import shared_file
from jcplanner.store.shared_file import copy, look, put_anew, replace, stands_unchanged, temporary


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Plan.jcplan"
    path.write_bytes(b"theirs")
    return path


def finished(path: Path, content: bytes = b"ours") -> Path:
    made = temporary(path.parent)
    made.write_bytes(content)
    return made


def seen_at(path: Path) -> shared_file.Seen:
    seen = look(path)
    assert seen is not None
    return seen


def test_a_missing_file_is_nothing_and_a_missing_folder_is_a_fault(tmp_path: Path):
    assert look(tmp_path / "Plan.jcplan") is None
    with pytest.raises(OSError):
        look(tmp_path / "gone" / "Plan.jcplan")


def test_what_belongs_to_a_file_counts_with_it_and_is_copied_with_it(path: Path, tmp_path: Path):
    alone = seen_at(path).digest
    empty = path.with_name(path.name + "-journal")
    empty.write_bytes(b"")
    assert seen_at(path).digest == alone
    empty.write_bytes(b"half a step")
    assert seen_at(path).digest != alone
    target = tmp_path / "copy"
    assert copy(path, target) == seen_at(path).digest == seen_at(target).digest
    assert (tmp_path / "copy-journal").read_bytes() == b"half a step"


def test_a_copy_of_a_read_only_file_can_be_written(path: Path, tmp_path: Path):
    path.chmod(0o444)
    target = tmp_path / "copy"
    copy(path, target)
    assert target.stat().st_mode & 0o200


def test_a_copy_takes_no_place_of_another(path: Path, tmp_path: Path):
    target = tmp_path / "copy"
    target.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        copy(path, target)
    assert target.read_bytes() == b"mine"


def test_a_file_is_replaced_only_while_it_is_the_one_that_was_seen(path: Path):
    seen = seen_at(path)
    new = finished(path)
    assert replace(new, path, seen)
    assert path.read_bytes() == b"ours"
    late = finished(path, b"late")
    assert not replace(late, path, seen)
    assert path.read_bytes() == b"ours"


@pytest.mark.parametrize("change", ["content", "length", "replaced", "gone"])
def test_any_change_since_it_was_seen_is_noticed(path: Path, change: str):
    seen = seen_at(path)
    assert stands_unchanged(path, seen)
    if change == "content":
        path.write_bytes(b"THEIRS")
        os.utime(path, ns=(0, seen.changed + 1))
    elif change == "length":
        path.write_bytes(b"theirs and more")
        os.utime(path, ns=(0, seen.changed))
    elif change == "replaced":
        finished(path, b"theirs").replace(path)
    else:
        path.unlink()
    assert not stands_unchanged(path, seen)


def test_a_journal_left_beside_the_old_file_is_not_played_into_the_new_one(path: Path):
    beside = path.with_name(path.name + "-journal")
    beside.write_bytes(b"half a step")
    assert replace(finished(path), path, seen_at(path))
    assert not beside.exists()


def test_a_name_that_is_taken_meanwhile_is_not_taken_over(path: Path):
    new = finished(path)
    with pytest.raises(FileExistsError):
        put_anew(new, path)
    assert path.read_bytes() == b"theirs"
    assert new.exists()
    free = path.with_name("Free.jcplan")
    put_anew(new, free)
    assert free.read_bytes() == b"ours"
    assert not new.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames without hard links")
def test_a_disk_without_hard_links_does_as_well(path: Path, monkeypatch: pytest.MonkeyPatch):
    """FAT and some shares have none; the system's own answer is played here, not our code."""

    def refuse(*names: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    new = finished(path)
    with pytest.raises(FileExistsError):
        put_anew(new, path)
    assert path.read_bytes() == b"theirs"
    free = path.with_name("Free.jcplan")
    put_anew(new, free)
    assert free.read_bytes() == b"ours"
