"""Connections to plan files: trusting nothing in the file, durable when written to; what refusals say."""

import contextlib
import sqlite3
from collections.abc import Generator
from pathlib import Path

from jcplanner.domain.problems import Refusal

SQLITE_VERSION = sqlite3.sqlite_version
"""For reports of faults: which SQLite does the work."""


class Damaged(Refusal):
    """The refusal of a plan file that is damaged, and has been left as it is."""


def damaged(called: str, why: str = "") -> Damaged:
    """The refusal of a damaged file."""
    reason = f" ({why})" if why else ""
    return Damaged(f"{called} is damaged{reason}; it has been left as it is.")


def connect(path: Path, called: str, mode: str = "rw") -> sqlite3.Connection:
    """A connection that trusts nothing in the file. Some of the settings read it already."""
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=2,
            check_same_thread=False,
        )
    except sqlite3.Error as fault:
        raise not_written(called, fault) from fault
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 50_000_000)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
        for setting in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "foreign_keys = ON",
            "cache_size = -8192",
        ):
            connection.execute(f"PRAGMA {setting}")
    except (sqlite3.Error, UnicodeDecodeError):
        connection.close()
        raise damaged(called) from None
    return connection


def make_durable(connection: sqlite3.Connection, called: str) -> None:
    """The settings with which what is acknowledged survives a power cut. Raises Refusal."""
    connection.execute("PRAGMA synchronous = FULL")
    # Means something on macOS only, whose ordinary flush stops at the disk's own cache.
    connection.execute("PRAGMA fullfsync = ON")
    mode = connection.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
    if mode != ("truncate",):
        raise Refusal(f"{called} is held by another program; close it there and open it again.")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, called: str) -> Generator[None]:
    """One durable transaction, or nothing at all. Raises Refusal where the file cannot take it."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException as fault:
        # A full disk has rolled back by itself already; rolling back twice is an error of its own.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(fault, sqlite3.Error):
            raise not_written(called, fault) from fault
        if isinstance(fault, UnicodeEncodeError | OverflowError):
            raise Refusal(
                "A text or number in this change cannot be kept in a plan file."
            ) from fault
        raise


def not_written(called: str, fault: sqlite3.Error) -> Refusal:
    """The refusal that says why a file could not be written."""
    code = getattr(fault, "sqlite_errorname", "")
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(called)
    if code.startswith("SQLITE_FULL"):
        return Refusal(
            f"The disk that holds {called} is full; make room and try again. Nothing was lost."
        )
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Refusal(f"Another program holds {called}; close it there and try again.")
    if code.startswith(("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return Refusal(f"{called} cannot be written; look whether its disk is still there.")
    return Refusal(f"The change could not be kept ({fault}); nothing has been altered.")


def reason_of(fault: OSError) -> str:
    """Why the system refuses, in its own words."""
    return (fault.strerror or "the system refuses").lower()
