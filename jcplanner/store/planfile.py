"""The plan file: open, check, read everything, and write one step at a time.

Only this module writes to a plan. Each step is one durable transaction: rows, step, changes; then
commit (`journal_mode=TRUNCATE, synchronous=FULL`: what is acknowledged survives a power cut).
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jcplanner.domain.catalogue import RECORDS, record_named
from jcplanner.domain.changes import Change
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import new_id
from jcplanner.domain.records import Records
from jcplanner.store import journal, reading, schema
from jcplanner.store.checks import check_content, check_header, check_tables
from jcplanner.store.connection import (
    connect,
    damaged,
    make_durable,
    not_written,
    reason_of,
    transaction,
)
from jcplanner.store.journal import DO, Step

SUFFIX = ".jcplan"
SQLITE_VERSION = sqlite3.sqlite_version  # for reports of faults

_HEADER_BYTES = 100
_PLACE = {kind.TABLE: place for place, kind in enumerate(RECORDS)}


class PlanFile:
    """One open plan file. Made by `create` or `open`; `close` it when done."""

    def __init__(self, path: Path, connection: sqlite3.Connection, called: str = "") -> None:
        self.path = path
        self._called = called or path.name
        self._connection = connection
        self._steps = journal.read_steps(connection)
        self._undoable, self._redoable = journal.undo_stacks(self._steps)
        about = dict(connection.execute("SELECT name, value FROM about"))
        self.plan_id: str = about["plan_id"]
        self.copy_id = new_id()
        self._checked = False

    @classmethod
    def create(cls, path: Path, called: str = "") -> "PlanFile":
        """Make a new, empty plan file. Raises Refusal where something stands there already.

        ``called`` is the name that refusals use, where people know the plan by another path.
        """
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR))
        except FileExistsError:
            raise Refusal(f"{path.name} is there already; choose another name.") from None
        except OSError as fault:
            raise Refusal(f"{path.name} cannot be made there: {reason_of(fault)}.") from None
        connection = connect(path, called)
        try:
            make_durable(connection, called or path.name)
            with transaction(connection, called or path.name):
                schema.create_tables(connection)
                connection.execute("INSERT INTO about VALUES ('plan_id', ?)", (new_id(),))
                connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        except BaseException:
            connection.close()
            path.unlink(missing_ok=True)
            raise
        created = cls(path, connection, called)
        created._checked = True
        return created

    @classmethod
    def open(cls, path: Path, called: str = "") -> "PlanFile":
        """Open a plan file for reading and writing, after the checks that are quick.

        ``called`` is the name that refusals use, where people know the plan by another path. Raises
        Refusal for a file that is missing, not a plan or of a newer version, Damaged for a damaged one;
        the file is left as it is. `check_content` does the rest, before the first step at the latest.
        """
        called = called or path.name
        check_header(path, called)
        connection = connect(path, called)
        try:
            check_tables(connection, called)
            make_durable(connection, called)
            return cls(path, connection, called)
        except (sqlite3.Error, UnicodeDecodeError, KeyError):
            connection.close()
            raise damaged(called) from None
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self._connection.close()

    def read_all(self) -> Records:
        """Every record of the plan."""
        try:
            return reading.read_records(self._connection)
        except (sqlite3.Error, UnicodeDecodeError):
            raise damaged(self._called) from None

    def check_content(self) -> None:
        """Check the journal's chain and that replaying it gives the content. Raises Refusal if not."""
        if self._checked:
            return
        check_content(self.path, self._called)
        self._checked = True

    @property
    def steps(self) -> Sequence[Step]:
        """Every step, oldest first."""
        return self._steps

    @property
    def undoable(self) -> Step | None:
        """The step that undo would take back."""
        return self._undoable[-1] if self._undoable else None

    @property
    def redoable(self) -> Step | None:
        """The step that redo would do again."""
        return self._redoable[-1] if self._redoable else None

    def changes(self, step: Step, most: int | None = None) -> list[Change]:
        """What a step changed; ``most`` reads only the first ones of a large step."""
        return journal.read_changes(self._connection, step.id, most)

    def change_count(self, step: Step) -> int:
        """How many records a step changed, without reading them."""
        return journal.count_changes(self._connection, step.id)

    def in_force(self) -> Sequence[Step]:
        """The steps that stand, oldest first: those that repeated undo would take back."""
        return self._undoable

    def history(self, table: str, key: str) -> Iterator[tuple[Step, Change]]:
        """Every step that changed one record, oldest first."""
        return journal.read_history(self._connection, table, key)

    def step(
        self,
        name: str,
        changes: Sequence[Change],
        *,
        author: str,
        kind: str = DO,
        of: str | None = None,
    ) -> Step:
        """Write one step: the rows, the step and its changes, in one durable transaction.

        Raises Refusal where the disk is full or the file cannot be written; nothing has changed then.
        """
        self.check_content()
        before = self._steps[-1] if self._steps else None
        step = Step(
            id=new_id(),
            place=before.place + 1 if before else 1,
            copy=self.copy_id,
            parent=before.id if before else "",
            name=name,
            at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            author=author,
            kind=kind,
            of=of,
        )
        with transaction(self._connection, self._called):
            self._connection.execute("PRAGMA defer_foreign_keys = ON")
            self._write_rows(changes)
            step = journal.write_step(
                self._connection, step, before.hash if before else self.plan_id, changes
            )
        self._steps.append(step)
        self._undoable, self._redoable = _stacks_after(step, self._undoable, self._redoable)
        return step

    def _write_rows(self, changes: Sequence[Change]) -> None:
        """Additions first, parents before children; then what changes; then removals, children first."""
        added: dict[str, list[Change]] = {}
        removed: dict[str, list[tuple[str]]] = {}
        for change in changes:
            if change.before is None:
                added.setdefault(change.table, []).append(change)
            elif change.after is None:
                removed.setdefault(change.table, []).append((change.id,))
        for table in sorted(added, key=_PLACE.__getitem__):
            kind = record_named(table)
            # In the order of their ids, so that a large step fills the index from left to right.
            rows = sorted(kind.row_from(change.id, change.after or {}) for change in added[table])
            self._connection.executemany(schema.insert_statement(kind), rows)
        for change in changes:
            if change.before is not None and change.after is not None:
                self._update(change)
        for table in sorted(removed, key=_PLACE.__getitem__, reverse=True):
            self._connection.executemany(f'DELETE FROM "{table}" WHERE id = ?', removed[table])

    def _update(self, change: Change) -> None:
        fields: dict[str, Any] = dict(change.after or {})
        names = ", ".join(f'"{name}" = ?' for name in fields)
        cursor = self._connection.execute(
            f'UPDATE "{change.table}" SET {names} WHERE id = ?', (*fields.values(), change.id)
        )
        if cursor.rowcount != 1:
            raise Refusal("The plan file no longer holds what is on screen; open the plan again.")

    def copy_to(self, target: Path) -> None:
        """Write a complete, compact copy beside whatever else is there. The target must not exist.

        May run in another thread than the steps: it reads over a connection of its own.
        """
        if target.exists():
            raise Refusal(f"{target.name} is there already; choose another name.")
        connection = connect(self.path, self._called, "ro")
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.Error as fault:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
            raise not_written(target.name, fault) from fault
        finally:
            connection.close()


def _stacks_after(
    step: Step, undoable: list[Step], redoable: list[Step]
) -> tuple[list[Step], list[Step]]:
    """The stacks of `journal.undo_stacks` after one more step, without reading all steps again."""
    if step.kind == journal.UNDO:
        return undoable[:-1], [*redoable, undoable[-1]]
    if step.kind == journal.REDO:
        return [*undoable, redoable[-1]], redoable[:-1]
    if step.kind == journal.DO:
        undoable.append(step)
    return undoable, []
