"""A draft: the changes that one step is about to make, collected before anything moves."""

from typing import TYPE_CHECKING, TypeVar

from jcplanner.domain.catalogue import links_to, record_named
from jcplanner.domain.changes import Change
from jcplanner.domain.column import Value
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record, Row
from jcplanner.domain.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterable

R = TypeVar("R", bound=Record)
_Key = tuple[str, str]


class Draft:
    """Collects additions, changes and removals against the records as they stand.

    It reads through: `get` sees what the draft has already put in. The records themselves do not move
    until the step is written.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._after: dict[_Key, Row | None] = {}

    def get(self, kind: type[R], key: str) -> R | None:
        """A record as it would stand after the step so far; nothing where it is not there."""
        row = self._row(kind.TABLE, key)
        return None if row is None else kind(*row)

    def _row(self, table: str, key: str) -> Row | None:
        if (table, key) in self._after:
            return self._after[(table, key)]
        return self._records.named(table).rows.get(key)

    def add(self, record: Record) -> None:
        """Add a record. Raises Refusal where one with its id is there."""
        if self._row(record.TABLE, record.id) is not None:
            raise Refusal(f"That {record.ONE} is in the plan already.")
        self._after[(record.TABLE, record.id)] = record.row

    def add_rows(self, kind: type[Record], rows: "Iterable[Row]") -> None:
        """Add records given as rows in the order of their columns: an import makes half a million."""
        table, held = kind.TABLE, self._records.named(kind.TABLE).rows
        for row in rows:
            if row[0] in held or (table, row[0]) in self._after:
                raise Refusal(f"That {kind.ONE} is in the plan already.")
            self._after[(table, row[0])] = row

    def change(self, kind: type[Record], key: str, /, **fields: Value) -> None:
        """Set fields of a record that is there. Raises Refusal where it is not."""
        row = self._row(kind.TABLE, key)
        if row is None:
            raise Refusal(f"That {kind.ONE} is no longer in the plan.")
        table = self._records.named(kind.TABLE)
        values = list(row)
        for name, value in fields.items():
            values[table.index(name)] = value
        self._after[(kind.TABLE, key)] = tuple(values)

    def put(self, record: Record) -> None:
        """Add a record, or bring the one with its id to the same values."""
        self._after[(record.TABLE, record.id)] = record.row

    def remove(self, kind: type[Record], key: str) -> None:
        """Remove a record and what cannot stand without it; links to it are emptied."""
        self.remove_all(kind, [key])

    def remove_all(self, kind: type[Record], keys: "Iterable[str]") -> None:
        """Remove several records of a kind, with all that follows from it."""
        gone = {key for key in keys if self._row(kind.TABLE, key) is not None}
        if not gone:
            return
        for key in gone:
            self._after[(kind.TABLE, key)] = None
        for child, name, on_remove in links_to(kind.TABLE):
            place = self._records.named(child.TABLE).index(name)
            touched = [key for key, row in self._rows(child.TABLE) if row[place] in gone]
            if on_remove == "cascade":
                self.remove_all(child, touched)
            else:
                for key in touched:
                    self.change(child, key, **{name: None})

    def _rows(self, table: str) -> "Iterable[tuple[str, Row]]":
        drafted = {key: row for (held, key), row in self._after.items() if held == table}
        for key, row in self._records.named(table).rows.items():
            if key not in drafted:
                yield key, row
        for key, row in drafted.items():
            if row is not None:
                yield key, row

    def changes(self) -> list[Change]:
        """What the step would change; a record brought back to where it stood changes nothing."""
        found: list[Change] = []
        for (table, key), after in self._after.items():
            before = self._records.named(table).rows.get(key)
            change = difference(record_named(table), key, before, after)
            if change is not None:
                found.append(change)
        return found


def difference(
    kind: type[Record], key: str, before: Row | None, after: Row | None
) -> Change | None:
    """The change that leads from one row of a record to another; nothing where they are the same."""
    if before == after:
        return None
    if before is None:
        return Change(kind.TABLE, key, None, kind.fields_of(after or ()))
    if after is None:
        return Change(kind.TABLE, key, kind.fields_of(before), None)
    moved = [place for place, value in enumerate(before) if value != after[place]]
    return Change(
        kind.TABLE,
        key,
        {kind.NAMES[place - 1]: before[place] for place in moved},
        {kind.NAMES[place - 1]: after[place] for place in moved},
    )
