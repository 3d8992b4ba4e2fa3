"""Locks that end with the process."""

import subprocess
import sys
from pathlib import Path

import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.store.liveness import is_held, take, wait_for

HOLD = """
import sys
from pathlib import Path
from jcplanner.store.liveness import take
hold = take(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_lock_is_held_once_also_within_one_process(tmp_path: Path):
    path = tmp_path / "alive"
    assert not is_held(path)
    hold = take(path)
    assert hold is not None
    assert is_held(path)
    assert take(path) is None
    hold.release()
    hold.release()
    assert not is_held(path)


def test_a_lock_ends_with_its_process_however_it_ends(tmp_path: Path):
    path = tmp_path / "alive"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert is_held(path)
        process.kill()
    assert not is_held(path)


def test_waiting_ends_in_a_refusal(tmp_path: Path):
    path = tmp_path / "alive"
    hold = take(path)
    assert hold is not None
    with pytest.raises(Refusal, match="try again"):
        wait_for(path, 0.01, "Another window is publishing; try again.")
    hold.release()
    with wait_for(path, 0.01, "never"):
        assert is_held(path)
    assert not is_held(path)
