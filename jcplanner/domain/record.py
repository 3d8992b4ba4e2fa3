"""What a kind of record is, and how all records of one kind are held in memory.

A kind of record is a frozen dataclass whose fields carry their `Column`. Rows stay tuples, as the plan
file gave them, and become records when somebody asks for one: 100,000 lines open in a fraction of the
time and memory that 100,000 objects would take.
"""

import dataclasses
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar, TypeVar, cast, dataclass_transform

from jcplanner.domain.column import Column, Kind, Value

Row = tuple[Any, ...]

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def new_id() -> str:
    """Random text of 60 bits, so that two copies of a plan never make the same id apart."""
    number = secrets.randbits(60)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(0, 60, 5))


class Record:
    """Base of every kind of record; see `record` for what a subclass declares."""

    __slots__ = ()

    TABLE: ClassVar[str]
    ONE: ClassVar[str]
    MANY: ClassVar[str]
    COLUMNS: ClassVar[tuple[Column, ...]]
    ORDERED: ClassVar[bool]
    NAMED_BY: ClassVar[str]
    NAMES: ClassVar[tuple[str, ...]]
    DEFAULTS: ClassVar[tuple[Value, ...]]
    _values: ClassVar[Callable[[Any], Row]]

    id: str

    @property
    def row(self) -> Row:
        """The values in the order of `COLUMNS`."""
        return type(self)._values(self)

    @classmethod
    def row_from(cls, key: str, fields: Mapping[str, Value]) -> Row:
        """The row of a record with these fields, defaults for the rest."""
        return (key, *map(fields.get, cls.NAMES, cls.DEFAULTS))

    @classmethod
    def fields_of(cls, row: Row) -> dict[str, Value]:
        """What a row holds besides its id, as far as it is not the default: all that says what it is."""
        return {
            name: value
            for name, value, default in zip(cls.NAMES, row[1:], cls.DEFAULTS, strict=True)
            if value != default
        }


def column(
    label: str,
    kind: Kind = Kind.TEXT,
    *,
    default: Any = "",
    help: str = "",
    choices: tuple[str, ...] = (),
    link: str = "",
    on_remove: str = "clear",
    required: bool = False,
    hidden: bool = False,
) -> Any:
    """A dataclass field described by a `Column`; its name is the field's own."""
    described = Column("", label, kind, help, default, choices, link, on_remove, required, hidden)
    return dataclasses.field(default=default, metadata={"column": described})


def link(label: str, table: str, *, on_remove: str = "clear", help: str = "") -> Any:
    """A field that names a record of another kind by its id; nothing where none is chosen."""
    return column(label, Kind.LINK, default=None, link=table, on_remove=on_remove, help=help)


R = TypeVar("R", bound=Record)


# No field specifiers: every `column` has a default, which type checkers see only in a plain call.
@dataclass_transform(frozen_default=True)
def record(
    table: str, one: str, many: str, *, ordered: bool = True, named_by: str = "name"
) -> Callable[[type[R]], type[R]]:
    """Make a class a kind of record: its table, what one and many are called, its columns.

    ``ordered`` records keep a position that people can change; ``named_by`` is the field to call one by.
    """

    def make(cls: type[R]) -> type[R]:
        made = dataclass(frozen=True, slots=True)(cls)
        columns = [Column("id", "Id", Kind.CODE, required=True, hidden=True)]
        for field in dataclasses.fields(cast("type[Any]", made)):
            if "column" in field.metadata:
                columns.append(dataclasses.replace(field.metadata["column"], name=field.name))
        made.TABLE, made.ONE, made.MANY = table, one, many
        made.COLUMNS, made.ORDERED, made.NAMED_BY = tuple(columns), ordered, named_by
        made.NAMES = tuple(held.name for held in columns[1:])
        made.DEFAULTS = tuple(held.default for held in columns[1:])
        made._values = staticmethod(attrgetter("id", *made.NAMES))  # pyright: ignore[reportPrivateUsage]
        return made

    return make


def position() -> Any:
    """The field that keeps people's own order of the records."""
    return column("Order", Kind.ORDER, default=0, hidden=True)


class Table(Mapping[str, R]):
    """All records of one kind in memory, by id."""

    def __init__(self, kind: type[R], rows: Iterable[Row] = ()) -> None:
        self.kind = kind
        self.rows: dict[str, Row] = {row[0]: row for row in rows}
        self._places = {column.name: place for place, column in enumerate(kind.COLUMNS)}

    def __getitem__(self, key: str) -> R:
        return self.kind(*self.rows[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, key: object) -> bool:
        return key in self.rows

    def index(self, name: str) -> int:
        """The place of a column in a row. Raises KeyError for an unknown name."""
        return self._places[name]

    def value(self, key: str, name: str) -> Value:
        """One field of one record, without making the record."""
        return self.rows[key][self._places[name]]

    def ordered(self) -> list[R]:
        """The records in people's order, then in the order they came."""
        if not self.kind.ORDERED:
            return list(self.values())
        place = self._places["position"]
        return [self.kind(*row) for row in sorted(self.rows.values(), key=lambda row: row[place])]

    def apply(self, key: str, after: Mapping[str, Value] | None) -> Row | None:
        """Put fields into a record, make it where it is not there, or drop it (None).

        Returns the row as it now stands.
        """
        if after is None:
            self.rows.pop(key, None)
            return None
        before = self.rows.get(key)
        if before is None:
            row = self.kind(**{"id": key, **after}).row
        else:
            values = list(before)
            for name, value in after.items():
                values[self._places[name]] = value
            row = tuple(values)
        self.rows[key] = row
        return row
