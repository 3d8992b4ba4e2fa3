"""What tests of the plan file stand on: a small disk that can be filled."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, mounted for the test where that is allowed."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a disk of its own can only be mounted by root on Linux")
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


@pytest.fixture
def read_only() -> Iterator[Callable[[Path], None]]:
    """Makes a folder read-only until the test ends; for root, to whom modes mean nothing, by a mount."""
    undo: list[Callable[[], object]] = []

    def make(folder: Path) -> None:
        if sys.platform == "win32":
            pytest.skip("modes of folders mean nothing on Windows")
        if os.geteuid():
            folder.chmod(0o555)
            undo.append(lambda: folder.chmod(0o755))
            return
        for options in (["--bind", str(folder)], ["-o", "remount,ro,bind"]):
            if subprocess.run(["mount", *options, str(folder)], capture_output=True).returncode:
                pytest.skip("no folder can be made read-only here")
            undo.append(lambda: subprocess.run(["umount", "-l", str(folder)], capture_output=True))

    yield make
    for take_back in undo:
        take_back()
