"""Service areas: what the partners buy for the same people, in a tree."""

from collections.abc import Iterator

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, Table, column, link, position, record

POPULATIONS = ("adults", "children", "all")


@record("service_area", "service area", "service areas")
class ServiceArea(Record):
    """A service area or programme area, the unit that moves along the pathway."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New service area")
    parent: str | None = link("Part of", "service_area", on_remove="clear")
    code: str = column("Code", Kind.CODE)
    population: str = column("Population", Kind.CHOICE, default="all", choices=POPULATIONS)
    programme_budget_category: str = column("Programme budget category")
    note: str = column("Note", Kind.NOTE)


def ancestors(areas: Table[ServiceArea], area: str | None) -> Iterator[str]:
    """The area itself, then each area that it is part of; stops where a tree has been tied in a ring."""
    seen: set[str] = set()
    while area is not None and area in areas and area not in seen:
        seen.add(area)
        yield area
        area = areas.value(area, "parent")  # type: ignore[assignment]


def tree_order(areas: Table[ServiceArea]) -> list[tuple[ServiceArea, int]]:
    """Every area once, parents before their children, with its depth (0 at the top)."""
    children: dict[str | None, list[ServiceArea]] = {}
    for area in areas.ordered():
        parent = area.parent if area.parent in areas else None
        children.setdefault(parent, []).append(area)
    placed: list[tuple[ServiceArea, int]] = []
    seen: set[str] = set()

    def place(parent: str | None, depth: int) -> None:
        for area in children.get(parent, []):
            if area.id not in seen:
                seen.add(area.id)
                placed.append((area, depth))
                place(area.id, depth + 1)

    place(None, 0)
    # Areas tied in a ring hang from nothing; they are still listed.
    placed.extend((area, 0) for area in areas.ordered() if area.id not in seen)
    return placed


def within(areas: Table[ServiceArea], area: str) -> set[str]:
    """The ids of the area and of all areas inside it."""
    return {key for key in areas if area in ancestors(areas, key)}
