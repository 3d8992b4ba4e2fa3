"""Replaying the whole journal from nothing: whether its chain holds, and what content it gives."""

import json
import sqlite3

from jcplanner.domain.catalogue import RECORDS, record_named
from jcplanner.domain.records import Records
from jcplanner.store.journal import CHANGE_COLUMNS, ChainHash, read_steps
from jcplanner.store.packing import PackedRow, unpack
from jcplanner.store.reading import no_collection
from jcplanner.store.schema import select_statement


def replay(connection: sqlite3.Connection) -> tuple[Records, str]:
    """The records that the journal gives, and "" where its chain holds.

    Otherwise one phrase that names the first fault, and the records as they stood before it. Raises
    sqlite3.Error and, for what is no journal at all, whatever reading it raises.
    """
    replayed = Records()
    # The chain begins with the plan's own id, so that it tells one plan from another.
    root = connection.execute("SELECT value FROM about WHERE name = 'plan_id'").fetchone()
    hashes = {"": str(root[0])}
    for place, step in enumerate(read_steps(connection), start=1):
        # The chain does not hold a step's place: merging two copies will give it another.
        if step.place != place:
            return replayed, f'the steps before "{step.name}" are not numbered through'
        if step.parent not in hashes:
            return replayed, f'the step before "{step.name}" is missing'
        chain = ChainHash(step, hashes[step.parent])
        query = f"SELECT place, {CHANGE_COLUMNS} FROM change WHERE step = ? ORDER BY place"
        for row in chain.passing(connection.execute(query, (step.id,))):
            _apply(replayed, row[1:])
        if chain.result() != step.hash:
            return replayed, f'the step "{step.name}" is not as it was written'
        hashes[step.id] = step.hash
    return replayed, ""


def _apply(records: Records, row: PackedRow) -> None:
    """Bring the records to what stands after one row of the journal."""
    table, _, last, _, _, after = row
    if last is not None and after is not None:
        # A pack of additions holds whole rows: a plan of 100,000 lines replays in a fraction of the time.
        held = json.loads(after)
        if tuple(held["names"]) == record_named(table).NAMES:
            records.named(table).rows.update((record[0], tuple(record)) for record in held["rows"])
            return
    records.apply(unpack(row))


def find_fault(connection: sqlite3.Connection) -> str:
    """Replay the whole journal; "" where its chain holds and it gives the content of the tables.

    Otherwise one phrase that names the first fault. SQLite's own check passes half of all single-bit
    faults with different figures inside; what it does find, such as an index that has come apart from its
    table, is looked for too.
    """
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        return "its pages do not fit together"
    with no_collection():
        replayed, fault = replay(connection)
        if fault:
            return fault
        for kind in RECORDS:
            rows = replayed.table(kind).rows
            (count,) = connection.execute(f'SELECT count(*) FROM "{kind.TABLE}"').fetchone()
            read = connection.execute(select_statement(kind))
            if count != len(rows) or any(rows.get(row[0]) != row for row in read):
                return f"the {kind.MANY} are not what the journal gives"
    return ""
