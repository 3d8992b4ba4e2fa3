"""All records of a plan in memory, and the one way in which they change."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.changes import Change
from jcplanner.domain.planning import PLAN_ID, PlanDetails
from jcplanner.domain.record import Record, Row, Table

R = TypeVar("R", bound=Record)


class Records:
    """The tables of one plan, by kind of record."""

    def __init__(self, rows: Mapping[str, Iterable[Row]] | None = None) -> None:
        given = rows or {}
        self._tables: dict[str, Table[Any]] = {
            kind.TABLE: Table(kind, given.get(kind.TABLE, ())) for kind in RECORDS
        }

    def table(self, kind: type[R]) -> Table[R]:
        """The table that holds a kind of record."""
        return cast(Table[R], self._tables[kind.TABLE])

    def named(self, table: str) -> Table[Any]:
        """The same by the table's name. Raises KeyError for an unknown one."""
        return self._tables[table]

    def seen_through(self) -> "Records":
        """Other records that show the rows of these, until a table of theirs is given rows of its own."""
        made = Records()
        for name, table in self._tables.items():
            made.named(name).rows = table.rows
        return made

    @property
    def details(self) -> PlanDetails:
        """What the plan is: its title, years and status."""
        return self.table(PlanDetails).get(PLAN_ID) or PlanDetails(PLAN_ID)

    def apply(self, changes: Iterable[Change]) -> None:
        """Bring the records to what stands after the changes."""
        for change in changes:
            self._tables[change.table].apply(change.id, change.after)

    def name(self, table: str, key: str | None) -> str:
        """What people call a record: its name, or nothing where there is none."""
        if key is None or key not in self._tables[table]:
            return ""
        held = self._tables[table]
        return str(held.value(key, held.kind.NAMED_BY))
