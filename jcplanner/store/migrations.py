"""Bringing a working file of an older version to the newest one, one numbered migration after another.

Only the working copy is ever migrated. The shared file stays as it is until it is published to, and then
has a verified backup like every file that is replaced.
"""

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jcplanner.domain.problems import Refusal
from jcplanner.store import schema
from jcplanner.store.checks import check_header
from jcplanner.store.connection import connect, damaged, transaction
from jcplanner.store.to_version_2 import to_version_2
from jcplanner.store.to_version_3 import to_version_3

if TYPE_CHECKING:
    from sqlite_utils import Database

Migration = Callable[["Database"], None]

MIGRATIONS: Mapping[int, Migration] = {1: to_version_2, 2: to_version_3}
"""By version, what brings a file from that version to the next.

A migration changes the tables and, where a field was renamed or its meaning changed, the journal's text of
it too, so that replaying the journal still gives the content (then with the hashes made anew).
"""


def migrate(
    path: Path,
    called: str,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    fingerprints: Mapping[int, str] = schema.FINGERPRINTS,
) -> bool:
    """Bring a working file to the newest version that has a fingerprint. Returns whether it was older.

    Raises Refusal where the file does not have the tables of its own version or its disk is full, Damaged
    for a damaged one; it is as it was then.
    """
    version, newest = check_header(path, called), max(fingerprints)
    if version >= newest:
        return False
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    connection = connect(path, called)
    try:
        if schema.fingerprint(connection) != fingerprints[version]:
            raise Refusal(f"{called} does not have the tables of a jcplanner plan.")
        # Changing a table makes it anew; with foreign keys on, its rows would take others with them.
        connection.execute("PRAGMA foreign_keys = OFF")
        numbered = Migrations("jcplanner")
        for number in range(version, newest):
            numbered(name=f"version {number + 1}")(migrations[number])
        # All of it or nothing: what a crash has left in a working file is nowhere else.
        with transaction(connection, called):
            database = Database(connection, execute_plugins=False)
            numbered.apply(database)
            database.table(Migrations.migrations_table).drop()
            connection.execute(f"PRAGMA user_version = {newest}")
            if schema.fingerprint(connection) != fingerprints[newest]:
                raise Refusal(
                    f"{called} could not be brought to this version; it has been left as it is."
                )
    except (sqlite3.Error, UnicodeDecodeError):
        raise damaged(called) from None
    finally:
        connection.close()
    return True
