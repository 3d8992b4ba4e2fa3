"""Salvage: what can still be read of a damaged plan file, row by row, from a copy of it.

Where the journal is whole, it gives the content back exactly, whatever happened to the tables. Else the
rows are read one at a time around the damage, and what only the journal still has is added.
"""

import contextlib
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.column import Column
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record, Row
from jcplanner.domain.records import Records
from jcplanner.store import schema, shared_file
from jcplanner.store.connection import connect
from jcplanner.store.folders import data_folder
from jcplanner.store.journal import CHANGE_COLUMNS
from jcplanner.store.migrations import migrate
from jcplanner.store.packing import unpack
from jcplanner.store.replay import replay

_MOST_MISSES = 20_000
"""After how many row numbers that do not read, one after another, no more are tried."""


@dataclass
class Salvaged:
    """What came back: the records, whether the journal gave all of it, and what had to be left out."""

    records: Records
    whole: bool = False
    left_out: int = 0
    links_emptied: int = 0
    counts: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def words(self) -> str:
        """What came back, in one or two sentences."""
        count = sum(self.counts.values())
        if self.whole:
            return f"All {count:,} records were got back from the journal, which is whole."
        words = f"{count:,} records were got back; what the damage took is not known."
        if self.links_emptied or self.left_out:
            words += (
                f" {self.links_emptied:,} links led nowhere and were emptied; {self.left_out:,} figures "
                "or stages belonged to nothing any more and were left out."
            )
        return words + " Check every total."


def salvage(path: Path) -> Salvaged:
    """Read what can be read of a damaged plan file; the file itself is only copied.

    Raises Refusal where nothing can be got back.
    """
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        copy = Path(folder) / "damaged.jcplan"
        try:
            shared_file.copy(path, copy)
        except OSError as fault:
            why = (fault.strerror or "the system refuses").lower()
            raise Refusal(f"{path.name} cannot be read: {why}.") from None
        salvaged = _read(copy, path.name)
    salvaged.counts = {
        kind.MANY: count for kind in RECORDS if (count := len(salvaged.records.table(kind)))
    }
    if not salvaged.counts:
        raise Refusal(f"Nothing in {path.name} can be read any more; look for a backup.")
    return salvaged


def _read(copy: Path, called: str) -> Salvaged:
    # Where the damage lets an older file be brought forward; else it is read as it is.
    with contextlib.suppress(Refusal):
        migrate(copy, called)
    connection = connect(copy, called)
    try:
        # A file with other tables than ours is not damaged but foreign, and may do harm when it is read.
        if schema.fingerprint(connection) not in schema.FINGERPRINTS.values():
            raise Refusal(f"{called} does not have the tables of a jcplanner plan.")
        connection.text_factory = _decode
        with contextlib.suppress(Exception):
            replayed, fault = replay(connection)
            if not fault:
                return Salvaged(replayed, whole=True)
        known = _journal_as_far_as_it_reads(connection)
        rows = {kind.TABLE: _rows(connection, kind, known) for kind in RECORDS}
    except sqlite3.Error:
        raise Refusal(f"Nothing in {called} can be read any more; look for a backup.") from None
    finally:
        connection.close()
    return _link_up(rows)


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _journal_as_far_as_it_reads(connection: sqlite3.Connection) -> Records:
    """What every change that still reads would give, in the order of the steps, whatever their hashes."""
    places = {row[0]: row[1] for row in _walk(connection, "step", "id, place")}
    changes = sorted(
        (
            (places.get(row[0]) or 0, row[1] or 0, row[2:])
            for row in _walk(connection, "change", f"step, place, {CHANGE_COLUMNS}")
        ),
        key=lambda held: held[:2],
    )
    records = Records()
    for *_, row in changes:
        with contextlib.suppress(Exception):
            records.apply(unpack(row))
    return records


def _rows(connection: sqlite3.Connection, kind: type[Record], known: Records) -> dict[str, Row]:
    """The rows of one table that still read; the journal's, where the table has none."""
    there = {row[1] for row in connection.execute(f'PRAGMA table_info("{kind.TABLE}")')}
    # A column, or a whole table, that an older file does not have is as in a new record.
    names = ", ".join(
        f'"{column.name}"' if column.name in there else "NULL" for column in kind.COLUMNS
    )
    rows: dict[Any, Row] = dict(known.table(kind).rows)
    if there:
        rows.update((row[0], row) for row in _walk(connection, kind.TABLE, names))
    return {
        key: (key, *map(_sound, kind.COLUMNS[1:], row[1:]))
        for key, row in rows.items()
        if isinstance(key, str) and key
    }


def _sound(column: Column, value: Any) -> Any:
    """The value, or the column's default where it is none that the column may hold."""
    fits = isinstance(value, int if column.is_number else str)
    if fits and column.choices and value not in column.choices:
        fits = False
    return value if fits or (value is None and column.default is None) else column.default


def _walk(connection: sqlite3.Connection, table: str, names: str) -> Iterator[Row]:
    """Rows from the front until one does not read, from the back likewise, then one by one between."""
    query = f'SELECT rowid, {names} FROM "{table}" WHERE'
    first = last = 0
    try:
        for row in connection.execute(f"{query} rowid > 0 ORDER BY rowid"):
            first = row[0]
            yield row[1:]
    except sqlite3.Error:
        pass
    else:
        return
    with contextlib.suppress(sqlite3.Error):
        for row in connection.execute(f"{query} rowid > ? ORDER BY rowid DESC", (first,)):
            last = row[0]
            yield row[1:]
    misses, number = 0, first
    while misses < _MOST_MISSES and (number := number + 1) < (last or sys.maxsize):
        misses += 1
        with contextlib.suppress(sqlite3.Error):
            for row in connection.execute(f"{query} rowid = ?", (number,)):
                misses = 0
                yield row[1:]


def _link_up(rows: dict[str, dict[str, Row]]) -> Salvaged:
    """Empty links to what did not come back; leave out figures and stages of which an owner is gone."""
    salvaged = Salvaged(Records())
    for kind in RECORDS:
        held = salvaged.records.table(kind).rows
        links = [(place, one.link) for place, one in enumerate(kind.COLUMNS) if one.link]
        owners = [place for place, one in enumerate(kind.COLUMNS) if one.on_remove == "cascade"]
        for key, row in rows[kind.TABLE].items():
            values, lost = list(row), False
            for place, link in links:
                if values[place] is not None and values[place] not in rows[link]:
                    values[place] = None
                    lost = True
            if not kind.ORDERED and any(values[place] is None for place in owners):
                salvaged.left_out += 1
                continue
            salvaged.links_emptied += lost
            held[key] = tuple(values)
    return salvaged
