"""The pathway: the stage and arrangement of each service area in each year (000¶17)."""

from dataclasses import dataclass

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, Table, column, link, record
from jcplanner.domain.services import ServiceArea, ancestors

STAGES = ("not started", "align", "learn", "integrate")
ARRANGEMENTS = (
    "separate",
    "in view",
    "aligned",
    "virtual pool",
    "joint commissioning",
    "lead commissioning",
    "pooled",
    "integrated provision",
)
"""Loose to tight (DOMAIN 2.2)."""

IN_VIEW_OR_TIGHTER = frozenset(ARRANGEMENTS[1:])
ALIGNED_OR_TIGHTER = frozenset(ARRANGEMENTS[2:])
POOLED = frozenset(("pooled", "integrated provision"))

TYPICAL_ARRANGEMENT = {
    "not started": "separate",
    "align": "aligned",
    "learn": "virtual pool",
    "integrate": "pooled",
}


@record("pathway_step", "pathway step", "pathway steps", ordered=False, named_by="id")
class PathwayStep(Record):
    """Where a service area stands in a year. Its id is `<area>:<year>`; no step means inherited."""

    id: str
    service_area: str = link("Service area", "service_area", on_remove="cascade")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    stage: str = column("Stage", Kind.CHOICE, default="not started", choices=STAGES)
    arrangement: str = column("Arrangement", Kind.CHOICE, default="separate", choices=ARRANGEMENTS)
    pool: str | None = link("Pool", "pool")
    lead_partner: str | None = link("Lead partner", "partner")
    note: str = column("Note", Kind.NOTE)


@dataclass(frozen=True, slots=True)
class Standing:
    """The stage and arrangement that hold, and the area whose step says so (None: nobody set one)."""

    stage: str = "not started"
    arrangement: str = "separate"
    pool: str | None = None
    lead_partner: str | None = None
    set_on: str | None = None


def standing(
    areas: Table[ServiceArea], steps: Table[PathwayStep], area: str | None, year: int
) -> Standing:
    """Where an area stands in a year: its own step, else the nearest parent's, else separate (rule 2)."""
    for key in ancestors(areas, area):
        step = steps.get(f"{key}:{year}")
        if step is not None:
            return Standing(step.stage, step.arrangement, step.pool, step.lead_partner, key)
    return Standing()


def leading_stage(areas: Table[ServiceArea], steps: Table[PathwayStep], year: int) -> str:
    """The stage at which most top-level service areas stand in a year; the looser one in a tie.

    Areas that nobody has put on the pathway in any year do not count; without any, nothing has started.
    """
    on_it = {area for step in steps.values() for area in ancestors(areas, step.service_area)}
    counts: dict[str, int] = dict.fromkeys(STAGES, 0)
    for area in areas.values():
        if area.parent is None and area.id in on_it:
            counts[standing(areas, steps, area.id, year).stage] += 1
    return max(STAGES, key=lambda stage: (counts[stage], -STAGES.index(stage)))
