"""Records in memory for the tests of proposals."""

from jcplanner.domain.record import Record
from jcplanner.domain.records import Records


def made(*held: Record) -> Records:
    """The records of a plan that holds these alone."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    for one in held:
        rows.setdefault(one.TABLE, []).append(one.row)
    return Records(rows)
