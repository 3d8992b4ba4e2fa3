"""The programme budgeting map: spends by category and care setting, mapped to programme areas (002¶12).

Each spend belongs to programme areas in percentages that sum to 100. The parts are whole pence and sum to
the spend. What the percentages leave over is *not mapped*; where they come to more than 100 nothing of the
spend is mapped until they are put right: it is shown, never lost and never counted twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jcplanner.domain.figures import REVENUE, Figures, totals_by
from jcplanner.domain.money import split
from jcplanner.domain.priorities import ProgrammeShare, ProgrammeSpend
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea, ancestors, tree_order

WHOLE = 10_000
"""100%, in hundredths of one per cent."""


def share_key(spend: str, area: str) -> str:
    """The id of a mapped share."""
    return f"{spend}:{area}"


@dataclass(frozen=True, slots=True)
class MappedSpend:
    """One spend in pence with its parts by programme area; None for what is not mapped."""

    spend: ProgrammeSpend
    shares: dict[str, int]
    parts: dict[str | None, int]

    @property
    def total_share(self) -> int:
        """What the shares come to, in hundredths of one per cent."""
        return sum(self.shares.values())


@dataclass(frozen=True, slots=True)
class MappedArea:
    """A programme area in a year, in pence: what is mapped to it, and the net of its own lines.

    ``area`` is None for what is not mapped, beside lines without an area.
    """

    area: str | None
    depth: int
    mapped: int
    lines: int

    @property
    def difference(self) -> int:
        """Mapped spend less the net of the lines."""
        return self.mapped - self.lines


def mapped_spends(records: Records, year: int | None = None) -> list[MappedSpend]:
    """Every spend with its parts, in people's order; of one year or of all."""
    shares: dict[str, dict[str, int]] = {}
    areas = records.table(ServiceArea)
    for share in records.table(ProgrammeShare).values():
        spend, area = share.spend, share.service_area
        if spend is not None and area is not None and area in areas and share.share:
            shares.setdefault(spend, {})[area] = share.share
    return [
        _mapped(spend, shares.get(spend.id, {}))
        for spend in records.table(ProgrammeSpend).ordered()
        if year is None or spend.year == year
    ]


def _mapped(spend: ProgrammeSpend, shares: dict[str, int]) -> MappedSpend:
    amount, given = spend.amount or 0, sum(shares.values())
    if given > WHOLE or any(share < 0 for share in shares.values()):
        return MappedSpend(spend, shares, {None: amount})
    owners: list[str | None] = [*shares, None]
    parts = split(amount, [*shares.values(), WHOLE - given])
    found = dict(zip(owners, parts, strict=True))
    if given == WHOLE:
        del found[None]
    return MappedSpend(spend, shares, found)


def by_area(records: Records, figures: Figures, year: int) -> list[MappedArea]:
    """Spend by programme area against the net of the area's lines (with those inside it), in tree order.

    Areas with neither are left out. A spend mapped to an area counts in that area alone, lines in every
    area that they lie inside; only areas that something is mapped to, or at the top, are rows.
    """
    mapped: dict[str | None, int] = {}
    for held in mapped_spends(records, year):
        for area, part in held.parts.items():
            mapped[area] = mapped.get(area, 0) + part
    own = totals_by(figures, lambda cell: (cell.year, cell.area), REVENUE)
    areas = records.table(ServiceArea)
    lines: dict[str | None, int] = {}
    for (cell_year, area), pence in own.items():
        if cell_year != year:
            continue
        above = list(ancestors(areas, area))
        # A line counts at the nearest area upward that something is mapped to, else at the top.
        place = next((key for key in above if key in mapped), above[-1] if above else None)
        lines[place] = lines.get(place, 0) + pence
    rows = [
        MappedArea(area.id, depth, mapped.get(area.id, 0), lines.get(area.id, 0))
        for area, depth in tree_order(areas)
        if area.id in mapped or area.id in lines
    ]
    if None in mapped or None in lines:
        rows.append(MappedArea(None, 0, mapped.get(None, 0), lines.get(None, 0)))
    return rows


def years_of(records: Records) -> list[int]:
    """The years that spends are of, in order."""
    return sorted(
        {held.year for held in records.table(ProgrammeSpend).values() if held.year is not None}
    )


def wrongly_shared(records: Records) -> Iterator[MappedSpend]:
    """Spends whose shares do not come to 100%."""
    for held in mapped_spends(records):
        if held.total_share != WHOLE or any(share < 0 for share in held.shares.values()):
            yield held
