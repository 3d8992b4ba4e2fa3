"""Locks of the operating system that end with the process, however it ends.

A session holds one for as long as it is open: whoever can take it knows that the process is gone. A
process number would not do: numbers are used again.
"""

import os
import sys
import time
from pathlib import Path

from jcplanner.domain.problems import Refusal

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        # Unlike lockf, flock also keeps two holders in one process apart.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Hold:
    """A lock that this process holds on a file until `release`, or until it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let go; a second call does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> "Hold":
        return self

    def __exit__(self, *fault: object) -> None:
        self.release()


def take(path: Path) -> Hold | None:
    """Take the lock on a file, which is made where it is missing; nothing where somebody holds it."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        _lock(descriptor)
    except OSError:
        os.close(descriptor)
        return None
    return Hold(descriptor)


def is_held(path: Path) -> bool:
    """Whether a process that is alive holds the lock on a file."""
    if not path.exists():
        return False
    try:
        hold = take(path)
    except OSError:
        return True
    if hold is None:
        return True
    hold.release()
    return False


def wait_for(path: Path, seconds: float, refusal: str) -> Hold:
    """Take the lock, waiting for whoever holds it. Raises Refusal with this sentence after that time."""
    until = time.monotonic() + seconds
    while (hold := take(path)) is None:
        if time.monotonic() > until:
            raise Refusal(refusal)
        time.sleep(0.05)
    return hold
