"""Backups: what was published, dated and verified, in the user's own data folder and nowhere else."""

import contextlib
import json
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import new_id
from jcplanner.store import shared_file
from jcplanner.store.folders import data_folder

KEPT_PUBLISHES = 10
KEPT_HOURS = 24
KEPT_DAYS = 30
_NAME = re.compile(r"(\d{4}-\d\d-\d\d \d{6}-\d{6}) ([0-9a-f]{16})\.jcplan")
_STAMP = "%Y-%m-%d %H%M%S-%f"
_PATHS = "plan files.json"
_ARRIVING = ".arriving"
_LEFT_OVER = 3600
"""Seconds after which a copy that never got its name was left by a process that died."""


@dataclass(frozen=True)
class Backup:
    """One backup: when it was made, where it lies, and the digest that it had then (its beginning)."""

    made: datetime
    path: Path
    digest: str

    @property
    def is_good(self) -> bool:
        """Whether it still has the bytes that were written, by reading it through."""
        try:
            seen = shared_file.look(self.path)
        except OSError:
            return False
        return seen is not None and seen.digest.startswith(self.digest)


def keep(source: Path, digest: str, plan_id: str, shared: Path, now: datetime) -> Backup:
    """Keep a dated copy of a file that has this digest, unless there is one already.

    The copy is read back before it counts. Raises Refusal where it cannot be made, and where the source
    no longer has that digest.
    """
    folder = _folder(plan_id)
    target = folder / f"{now:{_STAMP}} {digest[:16]}.jcplan"
    arriving = folder / f"{new_id()}{_ARRIVING}"
    try:
        _remember(folder, shared)
        for held in _in(folder):
            if digest.startswith(held.digest) and held.is_good:
                return held
        copied = shared_file.copy(source, arriving)
        seen = shared_file.look(arriving)
        if copied != digest or seen is None or seen.digest != digest:
            raise Refusal(
                f"The backup of {shared.name} did not come out right; nothing was replaced."
            )
        for part in _parts(arriving):
            part.replace(target.with_name(target.name + part.name.removeprefix(arriving.name)))
    except OSError as fault:
        why = (fault.strerror or "the system refuses").lower()
        raise Refusal(
            f"A backup could not be kept in {folder}: {why}. Nothing was replaced."
        ) from None
    finally:
        for part in _parts(arriving):
            part.unlink(missing_ok=True)
    rotate(folder, now)
    return Backup(now, target, digest[:16])


def _parts(path: Path) -> list[Path]:
    """A file and what belongs to it, as they stand in its folder."""
    return [held for held in path.parent.iterdir() if held.name.startswith(path.name)]


def rotate(folder: Path, now: datetime) -> None:
    """Keep the last 10 publishes, the last of each hour for a day and of each day for 30 days, and always
    one older than today.
    """
    held = _in(folder)
    kept = set(held[:KEPT_PUBLISHES])
    seen: set[tuple[date, int | None]] = set()
    for backup in held:
        day, hour = backup.made.date(), backup.made.hour
        for span, is_recent in (
            ((day, hour), backup.made > now - timedelta(hours=KEPT_HOURS)),
            ((day, None), day > now.date() - timedelta(days=KEPT_DAYS)),
        ):
            if is_recent and span not in seen:
                kept.add(backup)
            seen.add(span)
    kept.update([backup for backup in held if backup.made.date() < now.date()][:1])
    for backup in held:
        if backup not in kept:
            for part in _parts(backup.path):
                with contextlib.suppress(OSError):
                    part.unlink()
    for rest in folder.glob(f"*{_ARRIVING}*"):
        with contextlib.suppress(OSError):
            if time.time() - rest.stat().st_mtime > _LEFT_OVER:
                rest.unlink()


def backups_of(plan: Path | str) -> list[Backup]:
    """The backups of a plan file (by its path, whatever became of the file) or plan id, newest first."""
    if isinstance(plan, str):
        return _in(_folder(plan))
    root = data_folder("backups")
    found = [
        backup
        for folder in root.iterdir()
        if folder.is_dir() and str(plan.absolute()) in _remembered(folder)
        for backup in _in(folder)
    ]
    return _newest_first(found)


def newest_good(plan: Path | str) -> Backup | None:
    """The newest backup that still is as it was written."""
    return next((backup for backup in backups_of(plan) if backup.is_good), None)


def _folder(plan_id: str) -> Path:
    # The id is read from a file that may come from anywhere.
    return data_folder("backups", re.sub(r"[^a-z0-9]", "_", plan_id)[:40] or "_")


def _in(folder: Path) -> list[Backup]:
    found: list[Backup] = []
    for path in folder.iterdir():
        match = _NAME.fullmatch(path.name)
        if match:
            found.append(Backup(datetime.strptime(match[1], _STAMP), path, match[2]))
    return _newest_first(found)


def _newest_first(backups: Iterable[Backup]) -> list[Backup]:
    return sorted(backups, key=lambda backup: backup.path.name, reverse=True)


def _remembered(folder: Path) -> list[str]:
    """The plan files whose backups lie in a folder."""
    try:
        return list(json.loads((folder / _PATHS).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return []


def _remember(folder: Path, shared: Path) -> None:
    known = _remembered(folder)
    if str(shared) not in known:
        arriving = folder / f"{new_id()}{_ARRIVING}"
        try:
            paths = json.dumps([*known, str(shared)], ensure_ascii=False)
            arriving.write_text(paths, encoding="utf-8")
            arriving.replace(folder / _PATHS)
        finally:
            arriving.unlink(missing_ok=True)
