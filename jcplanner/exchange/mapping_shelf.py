"""Where mappings are kept: three that come with the product, those saved in the plan, and TOML files."""

from pathlib import Path

from jcplanner.domain.budgets import ImportMapping
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import new_id
from jcplanner.exchange.mapping import Mapping, mapping_from_toml, mapping_to_toml, read_mapping
from jcplanner.plan.plan import Plan
from jcplanner.plan.resources import resource


def shipped_mappings() -> dict[str, Mapping]:
    """The mappings that come with the product, by the name of their file."""
    folder = resource("mappings")
    return {path.stem: read_mapping(path) for path in sorted(folder.glob("*.toml"))}


def saved_mappings(plan: Plan, partner: str | None = None) -> list[tuple[ImportMapping, Mapping]]:
    """The mappings saved in the plan, those of one partner (by id) first."""
    records = plan.table(ImportMapping).ordered()
    records.sort(key=lambda record: record.partner != partner)
    return [(record, mapping_from_toml(record.toml, record.name)) for record in records]


def save_mapping(plan: Plan, mapping: Mapping, partner: str | None) -> str:
    """Keep a mapping in the plan under its name for a partner; returns the record's id.

    One of the same name and partner is replaced. One undoable step.
    """
    mapping.check()
    toml = mapping_to_toml(mapping)
    held = next(
        (
            record
            for record in plan.table(ImportMapping).values()
            if record.name.casefold() == mapping.name.casefold() and record.partner == partner
        ),
        None,
    )
    with plan.step(f"Save mapping {mapping.name}") as draft:
        if held is not None:
            draft.change(ImportMapping, held.id, toml=toml, name=mapping.name)
            return held.id
        last = max((record.position for record in plan.table(ImportMapping).values()), default=0)
        made = ImportMapping(new_id(), last + 1, mapping.name, partner, toml)
        draft.add(made)
        return made.id


def find_mapping(plan: Plan | None, said: str, partner: Partner | None = None) -> Mapping:
    """The mapping that a person means: a saved one's name, a shipped one's name, or a TOML file.

    Raises Refusal naming those there are.
    """
    wanted = said.strip().casefold()
    shipped = shipped_mappings()
    saved = saved_mappings(plan, partner.id if partner else None) if plan is not None else []
    for record, mapping in saved:
        if record.name.casefold() == wanted:
            return mapping
    for name, mapping in shipped.items():
        if wanted in (name.casefold(), f"{name}.toml".casefold(), mapping.name.casefold()):
            return mapping
    path = Path(said)
    if path.is_file():
        return read_mapping(path)
    names = ", ".join([*(record.name for record, _mapping in saved), *shipped])
    raise Refusal(f'There is no mapping "{said}"; give a TOML file or one of: {names}.')
