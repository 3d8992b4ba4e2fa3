"""Publishing: put what the working file holds into the shared plan file, or keep both.

A complete new file is written beside the shared one and checked; only if the shared file is still the one
that was read does the new one take its place, in one stroke. Nothing is ever deleted first.
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jcplanner.domain.problems import Refusal
from jcplanner.store import backups, shared_file
from jcplanner.store.checks import check_whole
from jcplanner.store.folders import data_folder, documents_folder
from jcplanner.store.liveness import Hold, wait_for
from jcplanner.store.planfile import SUFFIX, PlanFile

PUBLISHED, WRITTEN_ANEW, KEPT_BOTH, UNCHANGED = (
    "published",
    "written anew",
    "kept both",
    "unchanged",
)

_LONGEST_NAME = 255
_WAIT_FOR_OTHER_WINDOW = 60
_KEPT_HERE = "Your changes are kept on this computer."


@dataclass(frozen=True)
class Outcome:
    """What publishing came to: its kind, in one sentence, and the file that now holds the changes."""

    kind: str
    sentence: str
    path: Path
    digest: str = ""
    step: str = ""


@dataclass(frozen=True)
class _Finished:
    """A new file, complete and checked, that has not got its name yet."""

    path: Path
    digest: str
    step: str


def publish(
    file: PlanFile,
    shared: Path,
    base: str,
    about_to: Callable[[str, str], None],
) -> Outcome:
    """Publish a working file to the shared path.

    ``base`` is the digest of the shared file when it was last read; blank where nothing stood there.
    ``about_to`` is told the digest and newest step of the new file before it takes its place. Raises
    Refusal where the shared folder, or one's own, cannot be reached or written; the shared file is as it
    was then.
    """
    try:
        return _publish(file, shared, base, about_to)
    except OSError as fault:
        raise _not_replaced(shared, fault) from None


def _publish(
    file: PlanFile, shared: Path, base: str, about_to: Callable[[str, str], None]
) -> Outcome:
    now = datetime.now()
    with _one_at_a_time(shared):
        try:
            stands = shared_file.look(shared)
        except OSError as fault:
            raise _not_reached(shared, fault) from None
        if stands is not None and stands.digest != base:
            return _keep_both(file, shared, now)
        finished = _finish(file, shared)
        try:
            _keep_backups(file, shared, stands, finished)
            about_to(finished.digest, finished.step)
            try:
                if stands is None:
                    shared_file.put_anew(finished.path, shared)
                elif not shared_file.replace(finished.path, shared, stands):
                    return _keep_both(file, shared, now)
            except FileExistsError:
                return _keep_both(file, shared, now)
            except OSError as fault:
                raise _not_replaced(shared, fault) from None
        finally:
            shared_file.drop(finished.path)
        _read_back(shared, finished.digest)
    if stands is None and base:
        sentence = f"{shared.name} was no longer in its folder, so it has been written there anew."
        return Outcome(WRITTEN_ANEW, sentence, shared, finished.digest, finished.step)
    sentence = f"In the shared file, {now:%H:%M}."
    return Outcome(PUBLISHED, sentence, shared, finished.digest, finished.step)


def _one_at_a_time(shared: Path) -> Hold:
    """Two windows of one account take turns, so that neither replaces what it has not seen."""
    place = os.path.normcase(os.path.realpath(shared))
    name = hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return wait_for(
        data_folder("locks") / name,
        _WAIT_FOR_OTHER_WINDOW,
        f"Another window is publishing {shared.name}; try again in a moment. {_KEPT_HERE}",
    )


def _finish(file: PlanFile, beside: Path) -> _Finished:
    """Write a complete new file into the folder of the shared one and check it. Raises Refusal."""
    target = shared_file.temporary(beside.parent)
    done = False
    try:
        file.copy_to(target)
        shared_file.flush(target)
        shared_file.sweep(target.parent, target.stat().st_mtime)
        step = check_whole(target)
        seen = shared_file.look(target)
        if seen is None or step not in {held.id for held in file.steps}:
            raise Refusal("the new file is not what was written")
        done = True
        return _Finished(target, seen.digest, step)
    except OSError as fault:
        raise _not_replaced(beside, fault) from None
    except Refusal as refusal:
        raise _not_finished(beside, refusal) from None
    finally:
        if not done:
            shared_file.drop(target)


def _keep_backups(
    file: PlanFile, shared: Path, stands: shared_file.Seen | None, finished: _Finished
) -> None:
    """See to it that the file which goes and the one which comes have a backup, before anything moves.

    Of the one which goes there mostly is one already: it came by a publish of ours.
    """
    if stands is not None:
        backups.keep(shared, stands.digest, file.plan_id, shared, datetime.now())
    backups.keep(finished.path, finished.digest, file.plan_id, shared, datetime.now())


def _keep_both(file: PlanFile, shared: Path, now: datetime) -> Outcome:
    """Somebody else has published meanwhile: theirs stays, ours gets a plain name of its own."""
    places = (lambda: shared.parent, documents_folder, lambda: data_folder("kept copies"))
    for place in places:
        folder = place()
        try:
            finished = _finish(file, folder / shared.name)
        except Refusal:
            if place is places[-1]:
                raise
            continue
        try:
            kept = _name_kept_copy(finished.path, folder, shared, now)
        except OSError as fault:
            raise _not_replaced(shared, fault) from None
        finally:
            shared_file.drop(finished.path)
        where = "beside it" if folder == shared.parent else f"in {folder}"
        sentence = (
            f"Somebody else has published {shared.name} meanwhile: theirs stays, and yours is kept {where} "
            f'as "{kept.name}", where you are now working.'
        )
        return Outcome(KEPT_BOTH, sentence, kept, finished.digest, finished.step)
    raise AssertionError("the last folder keeps the copy or refuses")


def _name_kept_copy(finished: Path, folder: Path, shared: Path, now: datetime) -> Path:
    count = 1
    while True:
        kept = folder / plain_name(shared, "kept copy", now, count)
        try:
            shared_file.put_anew(finished, kept)
        except FileExistsError:
            count += 1
        else:
            return kept


def plain_name(shared: Path, what: str, when: datetime, count: int = 1) -> str:
    """Name a file like "Plan (kept copy 2026-11-22 1432).jcplan", cut where a file name would be too long."""
    number = f" {count}" if count > 1 else ""
    ending = f" ({what} {when:%Y-%m-%d %H%M}{number}){SUFFIX}"
    stem = shared.name.removesuffix(SUFFIX)
    while stem and len((stem + ending).encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + ending


def _read_back(shared: Path, digest: str) -> None:
    try:
        seen = shared_file.look(shared)
    except OSError as fault:
        raise _not_reached(shared, fault) from None
    if seen is None or seen.digest != digest:
        raise Refusal(
            f"{shared.name} does not read back as it was written; publish again. {_KEPT_HERE}"
        )


def _not_reached(shared: Path, fault: OSError) -> Refusal:
    why = (fault.strerror or "the system refuses").lower()
    return Refusal(f"{shared.name} cannot be reached: {why}. {_KEPT_HERE}")


def _not_replaced(shared: Path, fault: OSError) -> Refusal:
    why = (fault.strerror or "the system refuses").lower()
    return Refusal(f"{shared.name} could not be published: {why}. {_KEPT_HERE}")


def _not_finished(shared: Path, refusal: Refusal) -> Refusal:
    """The new file could not be written, or did not come out right: say why, with the folder's name."""
    cause = refusal.__cause__
    code = str(getattr(cause, "sqlite_errorname", "")) if isinstance(cause, sqlite3.Error) else ""
    folder = shared.parent
    if code.startswith("SQLITE_FULL"):
        why = f"the disk that holds {folder} is full; make room there and publish again"
    elif code.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
        why = f"{folder} cannot be written to; save a copy of the plan elsewhere"
    elif code:
        why = f"{folder} took the new file only in part; look whether its disk is full or gone"
    else:
        why = "the new file did not come out right; publish again"
    return Refusal(f"{shared.name} could not be published: {why}. {_KEPT_HERE}")
