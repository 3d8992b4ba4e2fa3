"""Checking a finished plan file that nobody is working on, without a byte being written to it."""

import sqlite3
from pathlib import Path

from jcplanner.store import journal, schema
from jcplanner.store.planfile import check_content, damaged


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2)


def check_whole(path: Path) -> None:
    """Check tables, pages, links, journal and content of a file. Raises Refusal where it is damaged."""
    try:
        connection = _connect(path)
        try:
            sound = (
                schema.fingerprint(connection) == schema.FINGERPRINTS[schema.VERSION]
                and connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
                and connection.execute("PRAGMA foreign_key_check").fetchone() is None
            )
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError):
        sound = False
    if not sound:
        raise damaged(path)
    check_content(path)


def newest_step(path: Path) -> str:
    """The id of a file's newest step; blank where it has none. Raises Refusal where it is damaged."""
    try:
        connection = _connect(path)
        try:
            steps = journal.read_steps(connection)
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError):
        raise damaged(path) from None
    return steps[-1].id if steps else ""
