"""What a plan says: its fingerprint, and what differs between two states of its records.

All figures and words count, and the order in which people put them: risk-share rules are called in it, and
pennies that are left over go to the partner that comes first. What only says how the plan is read or shown
does not count: versions themselves, saved mappings, the unit on screen, a partner's colour.
"""

import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from jcplanner.domain.budgets import ImportMapping
from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.changes import Change
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.record import Record, Row
from jcplanner.domain.records import Records
from jcplanner.domain.versions import Version

_BESIDE = frozenset({Version.TABLE, ImportMapping.TABLE})
_SHOWN_ONLY = {PlanDetails.TABLE: frozenset({"unit"}), Partner.TABLE: frozenset({"colour"})}
_TOGETHER = 1_000
"""How many records are digested at once: one call for each would cost three times as much."""

KINDS = tuple(kind for kind in RECORDS if kind.TABLE not in _BESIDE)
"""The kinds of records that count, parents before what points to them."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def counted_columns(kind: type[Record]) -> list[tuple[int, str]]:
    """The place in a row and the name of each column that counts, but for the id."""
    beside: frozenset[str] = _SHOWN_ONLY.get(kind.TABLE, frozenset())
    return [(place, name) for place, name in enumerate(kind.NAMES, start=1) if name not in beside]


def fingerprint(records: Records) -> str:
    """A digest of everything that the plan says, in hexadecimal; it costs as much as there are records.

    It takes each record's id and those fields that are not the default, kinds, records and fields in the
    order of their names. So it changes exactly when something that counts does, and a later form of the
    file, with further columns and kinds of records that hold nothing yet, leaves it as it is.
    """
    digest = hashlib.sha256()
    for kind in sorted(KINDS, key=lambda held: held.TABLE):
        said = _said(kind, records)
        while together := list(islice(said, _TOGETHER)):
            digest.update(f"{kind.TABLE}{_encode(together)}\n".encode())
    return digest.hexdigest()


def _said(kind: type[Record], records: Records) -> Iterator[list[Any]]:
    """Each record as its id, then the names and values of the fields that say something."""
    columns = sorted(
        (name, place, kind.DEFAULTS[place - 1]) for place, name in counted_columns(kind)
    )
    for key, row in sorted(records.named(kind.TABLE).rows.items()):
        held: list[Any] = [key]
        for name, place, default in columns:
            value = row[place]
            if value != default:
                held += (name, value)
        yield held


def content_changes(before: Records, after: Records) -> list[Change]:
    """What would bring one state to the other, as far as it counts, in the order of `KINDS`."""
    found: list[Change] = []
    for kind in KINDS:
        columns = counted_columns(kind)
        were, are = before.named(kind.TABLE).rows, after.named(kind.TABLE).rows
        for key, row in are.items():
            held = were.get(key)
            if held is None:
                found.append(Change(kind.TABLE, key, None, _fields(kind, row, columns)))
            elif held is not row and held != row:
                moved = [(place, name) for place, name in columns if held[place] != row[place]]
                if moved:
                    found.append(
                        Change(
                            kind.TABLE,
                            key,
                            {name: held[place] for place, name in moved},
                            {name: row[place] for place, name in moved},
                        )
                    )
        found.extend(
            Change(kind.TABLE, key, _fields(kind, row, columns), None)
            for key, row in were.items()
            if key not in are
        )
    return found


def _fields(kind: type[Record], row: Row, columns: list[tuple[int, str]]) -> dict[str, Any]:
    return {name: row[place] for place, name in columns if row[place] != kind.DEFAULTS[place - 1]}
