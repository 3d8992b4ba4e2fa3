"""What a comparison of a workbook that came back gives: differences and remarks."""

from dataclasses import dataclass, field

from jcplanner.domain.column import Value

AMOUNT = "amount"
"""The field of a difference in the amount of a year."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that came back with something else than the plan has.

    ``table`` and ``id`` name the budget line or funding source, ``field`` its column, or "amount" with
    a ``year``. ``old`` is what the plan has now, ``new`` what the workbook has (money in pence), ``then``
    what stood there when the workbook was written; the texts are the same as people read them.
    ``conflict``: the plan's own value has changed since too. ``doubt``: what to look at before it is
    accepted, in words. ``row`` is the row of the sheet.
    """

    table: str
    id: str
    field: str
    year: int | None
    old: Value
    new: Value
    name: str
    label: str
    old_text: str
    new_text: str
    then_text: str
    conflict: bool
    doubt: str
    row: int

    @property
    def look(self) -> str:
        """Why to look twice, in words: the plan has changed it too, or a doubt; else blank."""
        changed = (
            f"the plan has changed this too; it was {self.then_text or 'blank'}"
            if self.conflict
            else ""
        )
        return "; ".join(word for word in (changed, self.doubt) if word)


@dataclass(frozen=True, slots=True)
class Remark:
    """What cannot be taken back, or must be known: one sentence, and the row where it stands."""

    text: str
    row: int | None = None


@dataclass
class Compared:
    """What comparing a sheet gave."""

    differences: list[Difference] = field(default_factory=list[Difference])
    remarks: list[Remark] = field(default_factory=list[Remark])
