"""What belongs to one proposal: its options, recommendations, clearances and consultations, in order."""

from typing import TypeVar

from jcplanner.domain.record import Record
from jcplanner.domain.records import Records

R = TypeVar("R", bound=Record)


def of_proposal(records: Records, kind: type[R], proposal: str) -> list[R]:
    """The records of an ordered kind that belong to a proposal. Rows of others never become records."""
    table = records.table(kind)
    owner, place = table.index("proposal"), table.index("position")
    own = [row for row in table.rows.values() if row[owner] == proposal]
    own.sort(key=lambda row: row[place])
    return [kind(*row) for row in own]
