"""Owner files: who else has a plan open. They inform; the comparison at publishing protects.

Each open window writes one small file beside the plan and takes it away when it closes. One that is
left by a crash goes stale by itself.
"""

import contextlib
import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

STALE_AFTER = 180
"""Seconds without a heartbeat, by the file server's time, after which an owner file says nothing."""

_FORGOTTEN_AFTER = 24 * 3600
_MOST_BYTES = 4096
_ENDING = ".owner"


@dataclass(frozen=True)
class Owner:
    """Somebody who has a plan open: a name or role where given, the machine, since when."""

    author: str
    host: str
    pid: int
    started: str
    token: str

    @property
    def words(self) -> str:
        """Who and since when: "Finance lead on PC042, since 14:32"."""
        who = f"{self.author} on {self.host}" if self.author else self.host
        try:
            since = datetime.fromisoformat(self.started).astimezone()
        except ValueError:
            return who
        today = since.date() == datetime.now().astimezone().date()
        return f"{who}, since {since:%H:%M}" if today else f"{who}, since {since:%d %b %Y %H:%M}"


def _path(plan: Path, token: str) -> Path:
    return plan.with_name(f".{plan.name}.{token}{_ENDING}")


def write(plan: Path, token: str, author: str, started: str) -> None:
    """Say that the plan is open here; called again, it is the heartbeat. Silent where it cannot."""
    owner = Owner(author, platform.node(), os.getpid(), started, token)
    with contextlib.suppress(OSError):
        _path(plan, token).write_text(json.dumps(asdict(owner)), encoding="utf-8")


def remove(plan: Path, token: str) -> None:
    """Take our own owner file away."""
    with contextlib.suppress(OSError):
        _path(plan, token).unlink()


def others_at(plan: Path, token: str = "") -> list[Owner]:
    """Who else has the plan open, longest first; ``token`` is our own, which is left out.

    An owner file without a heartbeat for 3 minutes is stale. Its age is told from our own owner file,
    which has the server's time; without one, from this machine's clock.
    """
    try:
        now = _path(plan, token).stat().st_mtime
    except OSError:
        now = datetime.now().timestamp()
    found: list[Owner] = []
    try:
        names = [entry.name for entry in os.scandir(plan.parent)]
    except OSError:
        return []
    for name in names:
        if not (name.startswith(f".{plan.name}.") and name.endswith(_ENDING)):
            continue
        path = plan.parent / name
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            age = now - path.stat().st_mtime
            if age > _FORGOTTEN_AFTER:
                path.unlink()
            elif age <= STALE_AFTER:
                owner = _read(path)
                if owner.token != token and path == _path(plan, owner.token):
                    found.append(owner)
    return sorted(found, key=lambda owner: owner.started)


def _read(path: Path) -> Owner:
    with path.open("rb") as file:
        held: dict[str, Any] = json.loads(file.read(_MOST_BYTES))
    return Owner(
        str(held["author"])[:80],
        str(held["host"])[:80],
        int(held["pid"]),
        str(held["started"])[:40],
        str(held["token"])[:40],
    )
