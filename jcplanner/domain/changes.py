"""A change: what one step does to one record, as values that can be stored, undone and merged."""

from collections.abc import Mapping
from dataclasses import dataclass

from jcplanner.domain.column import Value

Fields = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Change:
    """Before and after of one record.

    ``before`` None: the record is added, ``after`` holds its fields as far as they are not the default.
    ``after`` None: it is removed, ``before`` holds them. Otherwise both hold the changed fields only.
    A default is therefore part of the file's form: it changes only with the form's version.
    """

    table: str
    id: str
    before: Fields | None
    after: Fields | None

    def reversed(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.table, self.id, self.after, self.before)
