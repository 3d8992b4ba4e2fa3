"""Sessions: the folder in which one opened plan is worked on, and what is known about it after a crash.

A session holds the working file, a lock that ends with its process, and a small record of where the plan
was opened from and what of it has been published.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import new_id
from jcplanner.store import owner_file, shared_file
from jcplanner.store.folders import data_folder
from jcplanner.store.liveness import Hold, is_held, wait_for

WORK_NAME = "work.jcplan"
_FACTS, _ALIVE = "session.json", "alive"
_BEING_MADE = 3600
"""Seconds after which a session without a record will not get one any more."""

_MOMENT = 0.5
"""Seconds for which a lock is waited for that is only being looked at."""


@dataclass(frozen=True)
class Facts:
    """What `session.json` holds.

    ``base`` is the digest of the shared file as last read or published; blank: nothing stands there yet.
    ``step`` is the newest step that it has. ``coming`` and ``coming_step`` are the same of a publish under
    way: where the process dies in the middle, they tell whether it came through.
    """

    shared: str
    base: str = ""
    step: str = ""
    coming: str = ""
    coming_step: str = ""
    plan_id: str = ""
    author: str = ""
    pid: int = 0
    started: str = ""


class Session:
    """A session that this process holds, or, before `hold`, one that it has found."""

    def __init__(self, folder: Path, facts: Facts, lock: Hold | None = None) -> None:
        self.folder = folder
        self.facts = facts
        self._lock = lock

    @classmethod
    def begin(cls, shared: Path, author: str = "") -> "Session":
        """Make a new session for a plan file. Raises Refusal where the data folder cannot be written."""
        try:
            folder = data_folder("sessions", new_id() + new_id())
            # Another window that looks for dead sessions may hold it for a moment.
            lock = wait_for(folder / _ALIVE, _MOMENT, "The session could not be begun; try again.")
            started = datetime.now(UTC).isoformat(timespec="seconds")
            session = cls(folder, Facts(str(shared)), lock)
            session.note(author=author, pid=os.getpid(), started=started)
        except OSError as fault:
            raise _unwritable(fault) from None
        return session

    def secure(self) -> None:
        """Bring the names of the session and its working file to the disk, before anything is kept there."""
        for folder in (self.folder, self.folder.parent):
            shared_file.flush_folder(folder)

    @property
    def token(self) -> str:
        """The name of the session, which its owner file carries."""
        return self.folder.name

    @property
    def work(self) -> Path:
        """The working file."""
        return self.folder / WORK_NAME

    @property
    def shared(self) -> Path:
        """The plan file that people know, from which the session was opened."""
        return Path(self.facts.shared)

    def note(self, **known: Any) -> None:
        """Keep facts about the session, durably. Raises Refusal where the disk is full."""
        self.facts = replace(self.facts, **known)
        arriving = self.folder / f"{_FACTS}.arriving"
        try:
            with arriving.open("w", encoding="utf-8") as file:
                json.dump(asdict(self.facts), file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            arriving.replace(self.folder / _FACTS)
        except OSError as fault:
            raise _unwritable(fault) from None

    def hold(self) -> None:
        """Take over a session whose process is gone. Raises Refusal where it is alive after all."""
        taken = f"{self.shared.name} is being worked on in another window already."
        if not self.folder.is_dir():
            raise Refusal(taken)
        self._lock = wait_for(self.folder / _ALIVE, _MOMENT, taken)
        self.note(pid=os.getpid())

    def leave(self) -> None:
        """Let go of the session and keep it, to be found again."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def end(self) -> None:
        """Remove the session with its working file."""
        self.leave()
        owner_file.remove(self.shared, self.token)
        shutil.rmtree(self.folder, ignore_errors=True)

    def settle(self) -> None:
        """After a crash or a fault in the middle of a publish: find out whether it came through."""
        if self.facts.coming and self.facts.coming != self.facts.base:
            with contextlib.suppress(OSError):
                seen = shared_file.look(self.shared)
                if seen is not None and seen.digest == self.facts.coming:
                    self.note(base=seen.digest, step=self.facts.coming_step)

    def unpublished(self) -> int:
        """How many steps the working file has that the shared file has not. Raises sqlite3.Error."""
        uri = f"{self.work.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(uri, uri=True, timeout=2)
        try:
            counted = connection.execute(
                "SELECT count(*) FROM step WHERE place > "
                "coalesce((SELECT place FROM step WHERE id = ?), 0)",
                (self.facts.step,),
            ).fetchone()
            return int(counted[0])
        finally:
            connection.close()


@dataclass(frozen=True)
class Recoverable:
    """A session that a crash has left, with changes that are in no shared file yet.

    ``steps`` is how many; None where the working file cannot be read any more.
    """

    session: Session
    steps: int | None
    changed: datetime

    @property
    def shared(self) -> Path:
        """The plan file from which it was opened."""
        return self.session.shared

    @property
    def words(self) -> str:
        """What was found, in one sentence."""
        when = f"{self.changed:%d %B, %H:%M}".lstrip("0")
        if self.steps is None:
            return f"{self.shared.name}: a working file of {when} that is damaged."
        count = "1 change" if self.steps == 1 else f"{self.steps:,} changes"
        return f"{self.shared.name}: {count}, the last on {when}, not yet in the shared file."


def dead_sessions() -> Iterator[Session]:
    """The sessions whose process has gone; rests without a record are swept."""
    root = data_folder("sessions")
    for folder in sorted(root.iterdir()):
        if not folder.is_dir() or is_held(folder / _ALIVE):
            continue
        try:
            session = Session(folder, _read(folder))
        except (OSError, ValueError, TypeError):
            with contextlib.suppress(OSError):
                if time.time() - folder.stat().st_mtime > _BEING_MADE:
                    shutil.rmtree(folder, ignore_errors=True)
            continue
        yield session


def _read(folder: Path) -> Facts:
    held: dict[str, Any] = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
    return Facts(**{field.name: held[field.name] for field in fields(Facts) if field.name in held})


def recoverable() -> list[Recoverable]:
    """What crashes have left, newest first. Sessions with nothing unpublished are swept."""
    found: list[Recoverable] = []
    for session in dead_sessions():
        owner_file.remove(session.shared, session.token)
        if not session.work.exists() or not session.facts.plan_id:
            # It died before the plan was open: nobody can have worked in it.
            session.end()
            continue
        session.settle()
        try:
            steps = session.unpublished()
            changed = session.work.stat().st_mtime
        except (sqlite3.Error, OSError):
            steps, changed = None, session.folder.stat().st_mtime
        if steps == 0:
            session.end()
        else:
            found.append(Recoverable(session, steps, datetime.fromtimestamp(changed)))
    return sorted(found, key=lambda held: held.changed, reverse=True)


def _unwritable(fault: OSError) -> Refusal:
    why = (fault.strerror or "the system refuses").lower()
    return Refusal(
        f"jcplanner cannot write to your own data folder ({why}); make room there or set JCPLANNER_HOME."
    )
