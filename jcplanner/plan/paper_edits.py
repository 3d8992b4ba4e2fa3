"""Sections of board papers that come with the program, put into a body in one step; then the plan's own."""

import tomllib
from dataclasses import dataclass
from functools import cache

from jcplanner.domain.decisions import PaperSection
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import new_id
from jcplanner.domain.records import Records
from jcplanner.plan.plan import Plan
from jcplanner.plan.resources import resource

_FILES = ("council.toml", "nhs.toml")


@dataclass(frozen=True, slots=True)
class SectionOrder:
    """The sections of a kind of body's papers: each a heading and the part that it holds (`PAPER_PARTS`).

    ``kinds`` are the kinds of partners whose bodies have it until they have sections of their own.
    """

    name: str
    about: str
    source: str
    kinds: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]


@cache
def section_orders() -> tuple[SectionOrder, ...]:
    """Every order that comes with the program, the council's first."""
    found: list[SectionOrder] = []
    for name in _FILES:
        held = tomllib.loads(resource("papers", name).read_text(encoding="utf-8"))
        sections = tuple((one["heading"], one["part"]) for one in held["sections"])
        facts = (held["name"], held["about"], held["source"])
        found.append(SectionOrder(*facts, tuple(held["kinds"]), sections))
    return tuple(found)


def order_for(records: Records, body: str) -> SectionOrder:
    """The order that goes with a body's partner; a joint body has the council's."""
    orders = section_orders()
    owner = records.table(Body).value(body, "partner") if body in records.table(Body) else None
    partner = records.table(Partner).get(str(owner or ""))
    kind = partner.kind if partner else ""
    return next((held for held in orders if kind in held.kinds), orders[0])


def own_sections(records: Records, body: str) -> list[PaperSection]:
    """The sections that a body has of its own, in its order."""
    return [held for held in records.table(PaperSection).ordered() if held.body == body]


def sections_of(records: Records, body: str) -> list[tuple[str, str]]:
    """A body's sections as (heading, part): its own, or while it has none those that go with its partner."""
    own = own_sections(records, body)
    if own:
        return [(held.name, held.part) for held in own]
    return list(order_for(records, body).sections)


def put_sections(plan: Plan, chosen: SectionOrder, body: str) -> int:
    """Give a body the sections of an order in place of its own, as one step. Returns how many.

    Raises Refusal where the body is no longer there.
    """
    if body not in plan.table(Body):
        raise Refusal("That body is no longer in the plan.")
    held = plan.table(PaperSection)
    last = max((one.position for one in held.values() if one.body != body), default=0)
    name = plan.records.name(Body.TABLE, body)
    with plan.step(f"Put in the sections of {chosen.name} papers for {name}") as draft:
        draft.remove_all(PaperSection, [one.id for one in own_sections(plan.records, body)])
        for place, (heading, part) in enumerate(chosen.sections, start=last + 1):
            draft.add(PaperSection(new_id(), place, body, heading, part))
    return len(chosen.sections)
