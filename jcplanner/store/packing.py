"""How changes stand in the journal: one row each, and many additions or removals at once in packs.

Bringing in 100,000 lines adds hundreds of thousands of records. Kept a row each, the journal would cost
far more than the lines themselves; so records of one kind that a step adds, or removes, stand in packs,
sorted by id. A pack names its first and last id, so that the history of one record reads a few packs only.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jcplanner.domain.catalogue import record_named
from jcplanner.domain.changes import Change, Fields
from jcplanner.domain.record import Row

FEWEST, MOST = 50, 500
"""From how many records on a pack is made, and how many it holds at the most."""

PackedRow = tuple[str, str, str | None, int, str | None, str | None]
"""Kind of record, (first) id, last id of a pack or None, number of records, before, after."""

_encode: Callable[[Any], str] = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True
).encode


def encode(value: Any) -> str:
    """JSON that is always the same for the same values: whole numbers, text, null, and lists of them."""
    return _encode(value)


def pack(changes: Iterable[Change]) -> Iterator[PackedRow]:
    """The rows of the `change` table that hold these changes."""
    added: dict[str, list[Change]] = {}
    removed: dict[str, list[Change]] = {}
    for change in changes:
        if change.before is None:
            added.setdefault(change.table, []).append(change)
        elif change.after is None:
            removed.setdefault(change.table, []).append(change)
        else:
            yield change.table, change.id, None, 1, _encode(change.before), _encode(change.after)
    for table, held in added.items():
        for first, last, count, text in _parts(table, [(one.id, one.after or {}) for one in held]):
            yield table, first, last, count, None, text
    for table, held in removed.items():
        for first, last, count, text in _parts(table, [(one.id, one.before or {}) for one in held]):
            yield table, first, last, count, text, None


def _parts(
    table: str, records: list[tuple[str, Fields]]
) -> Iterator[tuple[str, str | None, int, str]]:
    if len(records) < FEWEST:
        for key, fields in records:
            yield key, None, 1, _encode(fields)
        return
    kind = record_named(table)
    rows: list[Row] = sorted(kind.row_from(key, fields) for key, fields in records)
    for start in range(0, len(rows), MOST):
        part = rows[start : start + MOST]
        text = _encode({"names": kind.NAMES, "rows": part})
        yield part[0][0], part[-1][0], len(part), text


def unpack(row: PackedRow) -> Iterator[Change]:
    """The changes that one row of the `change` table holds."""
    table, key, last, _, before, after = row
    if last is None:
        yield Change(table, key, _fields(before), _fields(after))
        return
    held = json.loads((before if after is None else after) or "{}")
    names = held["names"]
    for record in held["rows"]:
        fields = dict(zip(names, record[1:], strict=True))
        if after is None:
            yield Change(table, record[0], fields, None)
        else:
            yield Change(table, record[0], None, fields)


def _fields(text: str | None) -> Fields | None:
    return None if text is None else json.loads(text)
