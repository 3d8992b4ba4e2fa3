"""Groups of the budget grid: what lines can be grouped by, and the sums that a group keeps."""

from collections.abc import Iterator
from typing import NamedTuple

from jcplanner.domain.budgets import FundingSource
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import STAGES
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea, tree_order
from jcplanner.plan.fields import link_name
from jcplanner.plan.grid_filters import STAGE

GROUPINGS = ("service_area", "partner", "funding_source", STAGE, "")
"""What lines are grouped by; "" is not at all."""


class Bucket(NamedTuple):
    """What may be added together: lines of one nature, cash or in kind."""

    nature: str
    in_kind: int

    @property
    def words(self) -> str:
        """What it holds: "revenue", "capital in kind"."""
        return f"{self.nature} in kind" if self.in_kind else self.nature


class Group:
    """Lines that belong together, with their sums in pence by year; those of groups inside are counted in.

    ``shown`` is how many of them have an amount in a year: a sum of blanks is blank, not nil.
    """

    __slots__ = (
        "bucket",
        "count",
        "depth",
        "key",
        "label",
        "lines",
        "parent",
        "row",
        "shown",
        "sums",
    )

    def __init__(
        self,
        key: str | None,
        bucket: Bucket,
        label: str,
        depth: int = 0,
        parent: "Group | None" = None,
    ) -> None:
        self.key, self.bucket, self.label = key, bucket, label
        self.depth, self.parent, self.row, self.count = depth, parent, -1, 0
        self.lines: list[str] = []
        self.sums: dict[int, int] = {}
        self.shown: dict[int, int] = {}

    @property
    def place(self) -> tuple[str | None, Bucket]:
        """What tells this group from all others."""
        return self.key, self.bucket

    def sum(self, year: int) -> int | None:
        """The net of a year in pence; nothing where no line has an amount."""
        return self.sums.get(year, 0) if self.shown.get(year) else None

    def move(self, year: int, pence: int, shown: int) -> None:
        """Bring the sums of this group and of those that it lies in up to date."""
        for held in self.upward():
            held.sums[year] = held.sums.get(year, 0) + pence
            held.shown[year] = held.shown.get(year, 0) + shown

    def upward(self) -> "Iterator[Group]":
        """This group, then each that it lies in, up to the total of its bucket."""
        held: Group | None = self
        while held is not None:
            yield held
            held = held.parent

    def lies_in(self, other: "Group") -> bool:
        """Whether this group is another or lies anywhere in it."""
        return any(held is other for held in self.upward())


def places(records: Records, grouping: str) -> Iterator[tuple[str | None, str, int, str | None]]:
    """The groups that there can be, in people's order: key, label, depth, key of the one it lies in.

    Lines without a place come last.
    """
    if grouping == "service_area":
        for area, depth in tree_order(records.table(ServiceArea)):
            yield area.id, area.name, depth, area.parent if depth else None
        yield None, "No service area", 0, None
    elif grouping == "partner":
        for partner in records.table(Partner).ordered():
            yield partner.id, partner.name, 0, None
        yield None, "No partner", 0, None
    elif grouping == "funding_source":
        for source in records.table(FundingSource).ordered():
            whose = link_name(records, Partner.TABLE, source.partner)
            yield source.id, f"{source.name} ({whose})" if whose else source.name, 0, None
        yield None, "No funding source", 0, None
    elif grouping == STAGE:
        for stage in STAGES:
            yield stage, stage[:1].upper() + stage[1:], 0, None
    else:
        yield None, "", 0, None
