"""Headings of implications that come with the program, to be put in for a body in one step."""

import tomllib
from dataclasses import dataclass
from functools import cache

from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import ImplicationHeading
from jcplanner.domain.record import new_id
from jcplanner.plan.plan import Plan
from jcplanner.plan.resources import resource


@dataclass(frozen=True, slots=True)
class HeadingSet:
    """A set of headings: its name, what it is in a sentence, where it is from."""

    name: str
    about: str
    source: str
    headings: tuple[str, ...]


@cache
def heading_sets() -> tuple[HeadingSet, ...]:
    """Every set, in the order of the file."""
    text = resource("reference", "implications.toml").read_text(encoding="utf-8")
    return tuple(
        HeadingSet(held["name"], held["about"], held["source"], tuple(held["headings"]))
        for held in tomllib.loads(text)["set"]
    )


def put_headings(plan: Plan, chosen: HeadingSet, body: str | None = None) -> int:
    """Add the headings of a set for a body, or for every body. Returns how many were not there yet.

    One that is there by its name, whatever the case, stays as it is. Raises Refusal for an unknown body.
    """
    if body is not None and body not in plan.table(Body):
        raise Refusal("That body is no longer in the plan.")
    held = plan.table(ImplicationHeading).ordered()
    there = {one.name.strip().casefold() for one in held if one.body == body}
    last = max((one.position for one in held), default=0)
    wanted = [name for name in chosen.headings if name.casefold() not in there]
    who = plan.records.name(Body.TABLE, body) or "every body"
    with plan.step(f"Put in headings of implications for {who}") as draft:
        for place, name in enumerate(wanted, start=last + 1):
            draft.add(ImplicationHeading(new_id(), place, body, name))
    return len(wanted)
