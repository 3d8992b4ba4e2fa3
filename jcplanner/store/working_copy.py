"""The working copy: a shared plan file is copied, worked on here, and published as a whole.

The shared file is never edited in place. Every step is durable in the working file the moment it is
made; publishing replaces the shared file only where nobody else has changed it meanwhile.
"""

import contextlib
import threading
from collections.abc import Generator
from datetime import datetime
from pathlib import Path

from jcplanner.domain.problems import Refusal
from jcplanner.store import backups, owner_file, shared_file
from jcplanner.store.backups import Backup
from jcplanner.store.checks import check_header
from jcplanner.store.connection import Damaged
from jcplanner.store.migrations import migrate
from jcplanner.store.owner_file import Owner
from jcplanner.store.planfile import PlanFile
from jcplanner.store.publish import KEPT_BOTH, UNCHANGED, Outcome, plain_name, publish
from jcplanner.store.session import Recoverable, Session, recoverable

__all__ = ["Backup", "Outcome", "Recoverable", "WorkingCopy", "recoverable"]


class WorkingCopy:
    """An open working copy. Made by `create`, `open`, `resume` or `restore`; `close` it when done.

    ``file`` is the working file, ``path`` the shared plan file to which it is published, and
    ``published_at`` the local time at which the two were last the same.
    """

    def __init__(self, session: Session, file: PlanFile) -> None:
        self.file = file
        self._session = session
        self._publishing = threading.Lock()
        self._seen: shared_file.Seen | None = None
        self._closed = False
        self.published_at: datetime | None = None

    @property
    def path(self) -> Path:
        """The shared plan file."""
        return self._session.shared

    @classmethod
    def create(cls, path: Path, *, author: str = "") -> "WorkingCopy":
        """Begin a new plan that is to stand at a path; nothing stands there until it is published.

        Raises Refusal where something stands there already.
        """
        path = _plain(path)
        if path.exists():
            raise Refusal(f"{path.name} is there already; choose another name.")
        if not path.parent.is_dir():
            raise Refusal(
                f"{path.name} cannot be made there: the folder {path.parent} does not exist."
            )
        session = Session.begin(path, author)
        try:
            file = PlanFile.create(session.work, path.name)
            session.note(plan_id=file.plan_id)
            session.secure()
        except BaseException:
            session.end()
            raise
        return cls(session, file)

    @classmethod
    def open(cls, path: Path, *, author: str = "", announce: bool = True) -> "WorkingCopy":
        """Copy a shared plan file and open the copy. ``announce`` writes an owner file beside it.

        Raises Refusal where it is missing, no plan, of a newer version or damaged; it is left as it is.
        """
        path = _plain(path)
        with _offering_backup(path):
            check_header(path)
        session = Session.begin(path, author)
        try:
            try:
                base = shared_file.copy(path, session.work)
                made = datetime.fromtimestamp(path.stat().st_mtime)
            except OSError as fault:
                why = (fault.strerror or "the system refuses").lower()
                raise Refusal(f"{path.name} cannot be copied to this computer: {why}.") from None
            with _offering_backup(path):
                migrate(session.work, path.name)
                file = PlanFile.open(session.work, path.name)
            step = file.steps[-1].id if file.steps else ""
            session.note(base=base, step=step, plan_id=file.plan_id)
            session.secure()
        except BaseException:
            session.end()
            raise
        held = cls(session, file)
        held.published_at = made
        if announce:
            held.heartbeat()
        return held

    @classmethod
    def resume(cls, found: Recoverable) -> "WorkingCopy":
        """Go on with what a crash has left. Raises Refusal where another window does so already."""
        session = found.session
        session.hold()
        try:
            with _offering_backup(session.shared):
                # It may have been left by an older program.
                migrate(session.work, session.shared.name)
                file = PlanFile.open(session.work, session.shared.name)
        except BaseException:
            session.leave()
            raise
        held = cls(session, file)
        held.heartbeat()
        return held

    @classmethod
    def restore(cls, backup: Backup, beside: Path, *, author: str = "") -> "WorkingCopy":
        """Open a backup as a plan of its own, beside the one that it was made of; overwrites nothing.

        Raises Refusal where the backup itself is damaged.
        """
        beside = _plain(beside)
        path = beside.with_name(plain_name(beside, "backup of", backup.made))
        count = 1
        while path.exists():
            count += 1
            path = beside.with_name(plain_name(beside, "backup of", backup.made, count))
        if not backup.is_good:
            raise Refusal(
                f"The backup of {backup.made:%d %B %Y, %H:%M} is damaged; choose another."
            )
        held = cls.open(backup.path, author=author, announce=False)
        held._session.note(shared=str(path), base="", step="")
        held.published_at = None
        return held

    def check_content(self) -> None:
        """Check that the journal gives what the file holds; takes a moment on a large plan, and may run
        in another thread. Raises Damaged, with the newest good backup named.
        """
        with _offering_backup(self.path):
            self.file.check_content()

    @property
    def unpublished(self) -> int:
        """How many steps the shared file does not have yet."""
        published = self._session.facts.step
        count = 0
        for step in reversed(self.file.steps):
            if step.id == published:
                return count
            count += 1
        return count

    def publish(self) -> Outcome:
        """Bring the shared file to what the working file holds, or keep both where that is no longer right.

        May run in another thread than the edits. Raises Refusal where the shared folder cannot be reached
        or written, or its disk is full: the shared file is as it was, and everything stays kept here.
        """
        with self._publishing:
            if not self.unpublished and self._session.facts.base:
                return Outcome(UNCHANGED, "Nothing has changed since the last publish.", self.path)
            # The last publish may have come through although what followed it failed.
            self._session.settle()
            facts = self._session.facts
            outcome = publish(
                self.file,
                self.path,
                facts.base,
                lambda digest, step: self._session.note(coming=digest, coming_step=step),
            )
            if outcome.kind == KEPT_BOTH:
                owner_file.remove(self.path, self._session.token)
            self._session.note(shared=str(outcome.path), base=outcome.digest, step=outcome.step)
            self.published_at = datetime.now()
            if outcome.kind == KEPT_BOTH:
                self.heartbeat()
            return outcome

    def shared_state(self) -> str:
        """What became of the shared file: "same", "changed", "missing" or "unreachable".

        Reads it through where the system says that it has changed since it was last looked at.
        """
        if self._seen is None or not shared_file.stands_unchanged(self.path, self._seen):
            try:
                self._seen = shared_file.look(self.path)
            except OSError:
                return "unreachable"
        base = self._session.facts.base
        if self._seen is None:
            return "missing" if base else "same"
        return "same" if self._seen.digest == base else "changed"

    def heartbeat(self) -> None:
        """Say beside the plan that it is open here; to be called every minute."""
        facts = self._session.facts
        owner_file.write(self.path, self._session.token, facts.author, facts.started)

    def others(self) -> list[Owner]:
        """Who else has the plan open."""
        return owner_file.others_at(self.path, self._session.token)

    @property
    def backups(self) -> list[Backup]:
        """The backups of this plan, newest first."""
        return backups.backups_of(self.file.plan_id)

    def close(self) -> None:
        """Close the working file, once a publish under way is done.

        Where it has steps that are not published, they are kept and offered at the next start; else
        nothing is left behind. Once closed, it is no longer ours: a second call does nothing.
        """
        self._end(keep=True)

    def discard(self) -> None:
        """Close the working file and drop what was not published; does nothing once it is closed."""
        self._end(keep=False)

    def _end(self, *, keep: bool) -> None:
        with self._publishing:
            if self._closed:
                return
            self._closed = True
            self.file.close()
            owner_file.remove(self.path, self._session.token)
            if keep and self.unpublished:
                self._session.leave()
            else:
                self._session.end()


def _plain(path: Path) -> Path:
    """The file that a path leads to: through links, so that a link is not replaced by a file."""
    return path.resolve() if path.is_symlink() else path.absolute()


@contextlib.contextmanager
def _offering_backup(path: Path) -> Generator[None]:
    """The refusal of a damaged file names its newest good backup."""
    try:
        yield
    except Damaged as refusal:
        backup = backups.newest_good(path)
        offer = (
            f"Its newest good backup is of {backup.made:%d %B %Y, %H:%M}."
            if backup
            else "There is no backup of it here; what can be read may be salvaged as a new plan."
        )
        raise Damaged(f"{refusal} {offer}") from None
