"""The checks of a plan file: its first bytes, its tables, its journal against its content."""

import sqlite3
from pathlib import Path

from jcplanner.domain.problems import Refusal
from jcplanner.store import journal, schema
from jcplanner.store.connection import connect, damaged, reason_of
from jcplanner.store.replay import find_fault

_HEADER_BYTES = 100


def check_header(path: Path, called: str = "") -> int:
    """Look at a file's first bytes, before SQLite sees it. Returns the version of its form.

    Raises Refusal where it is no plan of ours or of a newer version.
    """
    called = called or path.name
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise Refusal(f"{called} is not a file.")
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError:
        raise Refusal(f"{called} is not there; it may have been moved or renamed.") from None
    except OSError as fault:
        raise Refusal(f"{called} cannot be read: {reason_of(fault)}.") from None
    if len(header) < _HEADER_BYTES or not header.startswith(b"SQLite format 3\x00"):
        raise Refusal(f"{called} is not a jcplanner plan.")
    if int.from_bytes(header[68:72], "big") != schema.APPLICATION_ID:
        raise Refusal(f"{called} is a database, but not a jcplanner plan.")
    version = int.from_bytes(header[60:64], "big")
    if version > schema.VERSION:
        raise Refusal(
            f"{called} was written by a newer jcplanner (file version {version}; this one reads "
            f"up to {schema.VERSION}); install the newer program."
        )
    page = int.from_bytes(header[16:18], "big")
    if version == 0 or page == 0 or size % (65536 if page == 1 else page):
        raise damaged(called)
    return version


def check_tables(connection: sqlite3.Connection, called: str) -> None:
    """The exact tables, sound pages, no broken link; raises Refusal."""
    if schema.fingerprint(connection) != schema.FINGERPRINTS[schema.VERSION]:
        raise Refusal(f"{called} does not have the tables of a jcplanner plan; it was not opened.")
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise damaged(called)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise damaged(called, "a record points to one that is not there")


def check_content(path: Path, called: str = "") -> None:
    """Check a plan file's journal against its content, over a connection of its own that only reads.

    Takes about a second for each 100,000 lines; may run in another thread. Raises Damaged.
    """
    called = called or path.name
    connection = connect(path, called, "ro")
    try:
        fault = find_fault(connection)
    except Exception:
        # Whatever goes wrong in replaying what a stranger may have written is a fault of the file.
        raise damaged(called) from None
    finally:
        connection.close()
    if fault:
        raise damaged(called, fault)


def check_whole(path: Path) -> str:
    """Check a finished file that nobody works on, without writing a byte: all that `open` and
    `check_content` look at. Returns the id of its newest step. Raises Refusal.
    """
    check_header(path)
    connection = connect(path, path.name, "ro")
    try:
        check_tables(connection, path.name)
        steps = journal.read_steps(connection)
    except (sqlite3.Error, UnicodeDecodeError):
        raise damaged(path.name) from None
    finally:
        connection.close()
    check_content(path)
    return steps[-1].id if steps else ""
