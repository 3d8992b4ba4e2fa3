"""New plans from templates and examples: TOML files under `resources` that a commissioner can read.

A template gives a plan its partners and service areas; an example is a whole plan built from published
figures, each with its source. What a file may say is described at the top of
`resources/templates/council-nhs.toml` and `resources/examples/herefordshire-2016.toml`, and as data in
`template_sections`; `template_filling` reads it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jcplanner.domain.problems import Refusal
from jcplanner.plan.plan import Plan
from jcplanner.plan.resources import resource
from jcplanner.plan.template_filling import Filling
from jcplanner.plan.template_sections import SECTIONS

TEMPLATE, EXAMPLE = "template", "example"
_FOLDERS = {TEMPLATE: "templates", EXAMPLE: "examples"}


@dataclass(frozen=True)
class Template:
    """A template or an example as it is offered: what to call it and what it is."""

    name: str
    kind: str
    title: str
    summary: str


@cache
def _read(kind: str, name: str) -> dict[str, Any]:
    path = resource(_FOLDERS[kind], f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Refusal(f"The {kind} {name} cannot be read: {fault}") from None


def _names(kind: str) -> list[str]:
    """The names in the order that the files ask for, then by name."""
    names = [path.stem for path in resource(_FOLDERS[kind]).glob("*.toml")]
    return sorted(names, key=lambda name: (_read(kind, name).get("order", 99), name))


def template_names() -> list[str]:
    """The templates that come with the program, in the order in which they are offered."""
    return _names(TEMPLATE)


def example_names() -> list[str]:
    """The examples that come with the program, in the order in which they are offered."""
    return _names(EXAMPLE)


def describe(name: str) -> Template:
    """What a template or example is. Raises Refusal where there is none of that name."""
    kind = _kind_of(name)
    held = _read(kind, name)
    return Template(name, kind, str(held["title"]), str(held["summary"]).strip())


def _kind_of(name: str) -> str:
    for kind in (TEMPLATE, EXAMPLE):
        if name in _names(kind):
            return kind
    offered = ", ".join([*template_names(), *example_names()])
    raise Refusal(f'There is no template or example called "{name}"; there are: {offered}.')


def fill(plan: Plan, name: str, title: str | None = None) -> None:
    """Put a template or an example into a plan that is still empty, as one undoable step.

    ``title`` takes the place of the file's own title. Raises Refusal for an unknown name, for a plan that
    already holds something, and for a fault in the file; nothing has changed then.
    """
    kind = _kind_of(name)
    fill_from(plan, _read(kind, name), kind, title)


def fill_from(
    plan: Plan, content: Mapping[str, Any], kind: str = TEMPLATE, title: str | None = None
) -> None:
    """The same from a file's content already read."""
    if any(plan.table(section.kind) for section in SECTIONS if section.kind is not None):
        raise Refusal("This plan holds something already; start a new plan for a template.")
    filling = Filling(content, kind, this_year())
    with plan.step(f"New plan from {content.get('title', 'a template')}") as draft:
        filling.put_into(draft, title)


def this_year(today: date | None = None) -> int:
    """The financial year of a day: the base year of a plan that starts from a template."""
    day = today or date.today()
    return day.year if day.month >= 4 else day.year - 1


def template_path(name: str) -> Path:
    """Where the file of a template or example is. Raises Refusal for an unknown name."""
    return resource(_FOLDERS[_kind_of(name)], f"{name}.toml")
