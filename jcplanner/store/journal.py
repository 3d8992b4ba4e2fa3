"""The journal: every step that a plan went through, with what it changed, chained by hashes.

It is undo, redo, history and, later, merge by one mechanism. It is append-only. A step's hash covers its
own content and the step before it in the copy where it was made, so that a change in the middle shows.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from jcplanner.domain.changes import Change
from jcplanner.store.packing import encode, pack, unpack

DO, UNDO, REDO = "do", "undo", "redo"

MADE = "made"
"""The kind of a step that brings a plan into being; it cannot be undone."""


@dataclass(frozen=True, slots=True)
class Step:
    """One named step: when (UTC, ISO), by whom, in which copy; for an undo or redo, of which step."""

    id: str
    place: int
    copy: str
    parent: str
    name: str
    at: str
    author: str
    kind: str = DO
    of: str | None = None
    hash: str = ""


_STEP = 'id, place, "copy", parent, name, at, author, kind, "of", hash'
CHANGE_COLUMNS = "record, record_id, until, records, before, after"


class ChainHash:
    """The hash of a step's content and its parent's hash, built while its changes pass by."""

    def __init__(self, step: Step, parent_hash: str) -> None:
        head = [parent_hash, step.id, step.copy, step.parent, step.name, step.at, step.author,
                step.kind, step.of]  # fmt: skip
        self._digest = hashlib.sha256(encode(head).encode())

    def passing(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Hand on rows of the `change` table, counting each in."""
        update = self._digest.update
        for row in rows:
            update(("\x1f".join(map(str, row)) + "\x1e").encode())
            yield row

    def result(self) -> str:
        """The hash in hexadecimal."""
        return self._digest.hexdigest()


def read_steps(connection: sqlite3.Connection) -> list[Step]:
    """Every step, oldest first."""
    return [Step(*row) for row in connection.execute(f"SELECT {_STEP} FROM step ORDER BY place")]


def write_step(
    connection: sqlite3.Connection, step: Step, parent_hash: str, changes: Iterable[Change]
) -> Step:
    """Append a step and its changes, inside the caller's transaction. Returns it with its hash."""
    chain = ChainHash(step, parent_hash)
    connection.executemany(
        f"INSERT INTO change (step, place, {CHANGE_COLUMNS}) VALUES ('{step.id}', ?, ?, ?, ?, ?, ?, ?)",
        chain.passing((place, *row) for place, row in enumerate(pack(changes))),
    )
    hashed = replace(step, hash=chain.result())
    connection.execute(
        f"INSERT INTO step ({_STEP}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (step.id, step.place, step.copy, step.parent, step.name, step.at, step.author, step.kind,
         step.of, hashed.hash),
    )  # fmt: skip
    return hashed


def read_changes(
    connection: sqlite3.Connection, step_id: str, most: int | None = None
) -> list[Change]:
    """What one step changed; ``most`` reads only so many."""
    rows = connection.execute(
        f"SELECT {CHANGE_COLUMNS} FROM change WHERE step = ? ORDER BY place", (step_id,)
    )
    return list(islice((change for row in rows for change in unpack(row)), most))


def count_changes(connection: sqlite3.Connection, step_id: str) -> int:
    """How many records one step changed, without reading them."""
    query = "SELECT coalesce(sum(records), 0) FROM change WHERE step = ?"
    return connection.execute(query, (step_id,)).fetchone()[0]


def read_history(
    connection: sqlite3.Connection, table: str, key: str
) -> Iterator[tuple[Step, Change]]:
    """Every step that changed one record, oldest first, with the change."""
    columns = ", ".join(f"step.{name.strip()}" for name in _STEP.split(","))
    chosen = f"SELECT {columns}, {CHANGE_COLUMNS} FROM change JOIN step ON step.id = change.step"
    cursor = connection.execute(
        f"{chosen} WHERE record = ? AND record_id = ? AND until IS NULL UNION ALL "
        f"{chosen} WHERE record = ? AND until >= ? AND record_id <= ? AND until IS NOT NULL "
        "ORDER BY 2",
        (table, key, table, key, key),
    )
    for row in cursor:
        for change in unpack(row[10:]):
            if change.id == key:
                yield Step(*row[:10]), change


def undo_stacks(steps: Iterable[Step]) -> tuple[list[Step], list[Step]]:
    """What can be undone and what can be redone, the next one last."""
    done: list[Step] = []
    undone: list[Step] = []
    by_id: dict[str, Step] = {}
    for step in steps:
        by_id[step.id] = step
        if step.kind == UNDO and step.of is not None:
            done = [held for held in done if held.id != step.of]
            undone.append(by_id[step.of])
        elif step.kind == REDO and step.of is not None:
            undone = [held for held in undone if held.id != step.of]
            done.append(by_id[step.of])
        elif step.kind == DO:
            done.append(step)
            undone.clear()
    return done, undone
