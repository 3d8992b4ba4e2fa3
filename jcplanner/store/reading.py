"""Reading every record of a plan into memory: quickly, and each repeated text once."""

import contextlib
import gc
import sqlite3
from collections import Counter
from collections.abc import Generator
from itertools import chain, islice
from typing import Any

from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.record import Record, Row
from jcplanner.domain.records import Records
from jcplanner.store.schema import select_statement

_SAMPLE = 2_000
"""Rows from which the texts that a column repeats are learnt."""


def read_records(connection: sqlite3.Connection) -> Records:
    """Read all records, each text that repeats (ids of partners and lines, choices) only once.

    SQLite gives a new object for each value, which in a plan of 100,000 lines is most of the memory.
    """
    known: dict[Any, Any] = {}
    with no_collection():
        rows = {kind.TABLE: _read(connection, kind, known) for kind in RECORDS}
        return Records(rows)


def _read(connection: sqlite3.Connection, kind: type[Record], known: dict[Any, Any]) -> list[Row]:
    cursor = connection.execute(select_statement(kind))
    sample = list(islice(cursor, _SAMPLE))
    counted = Counter(value for row in sample for value in row[1:])
    known.update((value, value) for value, times in counted.items() if times > 1)
    get = known.get
    rows = [tuple(map(get, row, row)) for row in chain(sample, cursor)]
    if any(column.link == kind.TABLE for other in RECORDS for column in other.COLUMNS):
        known.update((row[0], row[0]) for row in rows)
    return rows


@contextlib.contextmanager
def no_collection() -> Generator[None]:
    """Half a million tuples make the collector look again and again at what cannot be garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
