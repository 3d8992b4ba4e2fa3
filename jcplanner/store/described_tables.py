"""Tables written out in short, for migrations: what a version added stays so, whatever the catalogue becomes.

A table is a list of columns after its text "id": each column's name, "int" for whole numbers (else text), the
table that it points to after ">", and "!" where it is never null.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def create_described(database: "Database", tables: Mapping[str, str]) -> None:
    """Create tables from their descriptions, in their order."""
    for table, described in tables.items():
        columns, not_null = dict[str, type](id=str), {"id"}
        links: list[tuple[str, str, str]] = []
        for text in described.split(", "):
            words = text.rstrip("!").split()
            columns[words[0]] = int if "int" in words else str
            not_null |= {words[0]} if text.endswith("!") else set()
            links += [(words[0], word[1:], "id") for word in words if word.startswith(">")]
        database.table(table).create(
            columns, pk="id", not_null=not_null, foreign_keys=links, strict=True
        )
