"""Reading, copying and replacing whole files on a disk that others use too.

A plan file is one file. Only where another program was stopped in the middle of writing it does a
`-journal` or `-wal` belong to it, and then it is read, copied and counted together with it.
"""

import contextlib
import errno
import hashlib
import os
import re
import stat
import time
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from jcplanner.domain.record import new_id

_SIDECARS = ("-journal", "-wal")
_BLOCK = 1 << 20
_WAITS = (0.1, 0.2, 0.4, 0.8, 1.5, 2.0)
"""Seconds between the tries of a replacement: a virus scanner or sync client lets go within these."""

_TEMPORARY = re.compile(r"\.jcplanner-[a-z2-9]{12}\.publishing(-journal)?")
_LEFT_OVER = 3600
"""Seconds after which a temporary file belongs to a process that has died."""


class Seen(NamedTuple):
    """A file as it was seen: the digest of its bytes, and what the system says about it."""

    digest: str
    place: int
    size: int
    changed: int


def _sidecars(path: Path) -> list[tuple[str, Path]]:
    """What belongs to a file besides itself; empty ones are nothing."""
    found: list[tuple[str, Path]] = []
    for ending in _SIDECARS:
        beside = path.with_name(path.name + ending)
        try:
            if beside.stat().st_size:
                found.append((ending, beside))
        except OSError as fault:
            # Where the name would be too long there is no such file either.
            if fault.errno not in (errno.ENOENT, errno.ENAMETOOLONG):
                raise
    return found


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...


def _feed(source: Path, digest: _Digest, target: BinaryIO | None) -> os.stat_result:
    with source.open("rb") as file:
        stands = os.fstat(file.fileno())
        while block := file.read(_BLOCK):
            digest.update(block)
            if target is not None:
                target.write(block)
    return stands


def look(path: Path) -> Seen | None:
    """Read a file through; nothing where it is not there. Raises OSError where it cannot be reached."""
    digest = hashlib.sha256()
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "its folder cannot be reached", str(path.parent))
    try:
        stands = _feed(path, digest, None)
    except FileNotFoundError:
        return None
    for _, beside in _sidecars(path):
        _feed(beside, digest, None)
    return Seen(digest.hexdigest(), stands.st_ino, stands.st_size, stands.st_mtime_ns)


def stands_unchanged(path: Path, seen: Seen) -> bool:
    """Whether the file is still the very one that was seen; quick, right before it is replaced."""
    try:
        now = path.stat()
    except OSError:
        return False
    return (now.st_ino, now.st_size, now.st_mtime_ns) == seen[1:]


def copy(source: Path, target: Path) -> str:
    """Copy a file, with what belongs to it, and return the digest of the bytes copied. Raises OSError.

    The copy can be written whatever the original's mode; it is on the disk when this returns.
    """
    digest = hashlib.sha256()
    for ending, beside in [("", source), *_sidecars(source)]:
        with target.with_name(target.name + ending).open("xb") as file:
            _feed(beside, digest, file)
            file.flush()
            os.fsync(file.fileno())
    return digest.hexdigest()


def temporary(folder: Path) -> Path:
    """A name for a file that is being written beside a plan; short, so that it fits where the plan's does."""
    return folder / f".jcplanner-{new_id()}.publishing"


def sweep(folder: Path, now: float) -> int:
    """Remove temporary files that a process left when it died. Returns how many went.

    ``now`` is the file server's own time, in seconds: clocks of two machines differ.
    """
    gone = 0
    try:
        names = [entry.name for entry in os.scandir(folder)]
    except OSError:
        return 0
    for name in names:
        if _TEMPORARY.fullmatch(name):
            path = folder / name
            with contextlib.suppress(OSError):
                if now - path.stat().st_mtime > _LEFT_OVER:
                    path.unlink()
                    gone += 1
    return gone


def drop(temporary: Path) -> None:
    """Remove a temporary file, where it is there; where it cannot be removed, `sweep` will later."""
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Bring a file's bytes to the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def put_anew(temporary: Path, target: Path) -> None:
    """Give a finished file its name, if nothing stands there. Raises FileExistsError, OSError."""
    if os.name == "nt":
        temporary.rename(target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: hold the name first, then put the file there.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        temporary.replace(target)
    else:
        temporary.unlink()
    flush_folder(target.parent)


def replace(temporary: Path, target: Path, seen: Seen) -> bool:
    """Put a finished file in the place of one that was seen, in one stroke.

    Returns False where another file stands there by now. Tries again for about 5 seconds where another
    program holds the target for a moment. Raises OSError where it goes on holding it.
    """
    with contextlib.suppress(OSError):
        before = target.stat()
        temporary.chmod(stat.S_IMODE(before.st_mode))
        if os.name == "posix":
            os.chown(temporary, -1, before.st_gid)
    for _, beside in _sidecars(target):
        # It belongs to the file that goes, is counted in its digest and in its backup. Left here it
        # would be played into the new file.
        beside.unlink()
    for wait in (*_WAITS, None):
        if not stands_unchanged(target, seen):
            return False
        try:
            temporary.replace(target)
        except PermissionError:
            if wait is None or os.name != "nt":
                raise
            time.sleep(wait)
        else:
            flush_folder(target.parent)
            return True
    return False
