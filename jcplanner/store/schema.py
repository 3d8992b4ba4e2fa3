"""The tables of a plan file, made from the catalogue, and the exact check that a file has them.

A file that holds anything more (a trigger, a view, another column) is not opened: nothing in it could
be trusted to be what the program wrote.
"""

import hashlib
import re
import sqlite3
from functools import cache

from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.column import Column
from jcplanner.domain.record import Record

APPLICATION_ID = 0x4A43504C
"""The letters JCPL in the file's header."""

VERSION = 3
"""The version of the file's form, kept as SQLite's user_version."""

_JOURNAL: dict[str, dict[str, type]] = {
    "step": {
        "id": str,
        "place": int,
        "copy": str,
        "parent": str,
        "name": str,
        "at": str,
        "author": str,
        "kind": str,
        "of": str,
        "hash": str,
    },
    "change": {
        "step": str,
        "place": int,
        "record": str,
        "record_id": str,
        "until": str,
        "records": int,
        "before": str,
        "after": str,
    },
    "about": {"name": str, "value": str},
}
_MAY_BE_NULL = {"step": {"of"}, "change": {"until", "before", "after"}, "about": set[str]()}


def create_tables(connection: sqlite3.Connection) -> None:
    """Write the tables of a new plan file into an empty database, without committing."""
    for statement in _statements():
        connection.execute(statement)


@cache
def _statements() -> tuple[str, ...]:
    """What makes the tables, in order; worked out once: sqlite-utils looks through all of them for each."""
    connection = sqlite3.connect(":memory:")
    try:
        _describe_tables(connection)
        query = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"
        return tuple(row[0] for row in connection.execute(query))
    finally:
        connection.close()


def _describe_tables(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    for kind in RECORDS:
        database.table(kind.TABLE).create(
            {column.name: _sql_type(column) for column in kind.COLUMNS},
            pk="id",
            not_null={column.name for column in kind.COLUMNS if not _nullable(column)},
            foreign_keys=[
                (column.name, column.link, "id") for column in kind.COLUMNS if column.link
            ],
            strict=True,
        )
    for table, columns in _JOURNAL.items():
        database.table(table).create(
            columns,
            pk={"step": "id", "change": ("step", "place"), "about": "name"}[table],
            not_null=set(columns) - _MAY_BE_NULL[table],
            foreign_keys=[("step", "step", "id")] if table == "change" else [],
            strict=True,
        )
    # Removing lines must not read every amount and in-year figure of a large plan to find theirs.
    for table in ("budget_amount", "outturn"):
        database.table(table).create_index(["line"])
    database.table("step").create_index(["place"], unique=True)
    database.table("change").create_index(["record", "record_id"])
    # Packs (see packing.py) are few; the history of one record looks through their names only.
    connection.execute(
        "CREATE INDEX change_packs ON change (record, until) WHERE until IS NOT NULL"
    )


def _sql_type(column: Column) -> type:
    return int if column.is_number else str


def _nullable(column: Column) -> bool:
    return column.default is None and not column.required and column.name != "id"


def fingerprint(connection: sqlite3.Connection) -> str:
    """A digest of every table, index, view and trigger that a database holds, spacing set aside."""
    texts = [
        re.sub(r"\s+", " ", f"{row[0]} {row[1]} {row[2]} {row[3]}")
        for row in connection.execute(
            "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"
        )
    ]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:32]


FINGERPRINTS = {
    1: "681d3db735545e97d4cc526b565cb669",
    2: "7aa2ca0d939d23a00beb4e9601e6a212",
    3: "78ad0373c5df7e1bf55eb9be3d8637e3",
}
"""The fingerprint of each version's tables; a test holds the newest equal to what `create_tables` makes."""


def insert_statement(kind: type[Record]) -> str:
    """SQL that adds one row of a kind of record."""
    names = ", ".join(f'"{column.name}"' for column in kind.COLUMNS)
    marks = ", ".join("?" for _ in kind.COLUMNS)
    return f'INSERT INTO "{kind.TABLE}" ({names}) VALUES ({marks})'


def select_statement(kind: type[Record]) -> str:
    """SQL that reads every row of a kind of record, columns in their order."""
    names = ", ".join(f'"{column.name}"' for column in kind.COLUMNS)
    return f'SELECT {names} FROM "{kind.TABLE}"'
