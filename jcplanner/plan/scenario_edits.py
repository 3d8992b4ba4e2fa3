"""Everything that people can do to scenarios: make, copy, override, go back to the plan, promote.

Each verb is one step of the plan itself, whether the plan or a scenario is looked at.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from jcplanner.domain.catalogue import record_named
from jcplanner.domain.column import Column
from jcplanner.domain.overrides import (
    GONE,
    UNKNOWN,
    numbers_of,
    overrides_of,
    value_in_plan,
    why_idle,
    with_values,
)
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import new_id
from jcplanner.domain.scenarios import Scenario, ScenarioOverride, override_id
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_step import NO_SCENARIO, put_override
from jcplanner.plan.wording import say_record, say_value


def add_scenario(plan: Plan, name: str, purpose: str = "") -> str:
    """Add a scenario that has everything as the plan has it. Returns its id."""
    if not name.strip():
        raise Refusal("A scenario needs a name, such as Slower start.")
    return edits.add(plan.agreed, Scenario, name=name.strip(), purpose=purpose.strip())


def copy_scenario(plan: Plan, scenario: str, name: str = "") -> str:
    """Copy a scenario with its overrides, below the others. Returns the new id."""
    agreed = plan.agreed
    held = _held(agreed, scenario)
    table = agreed.table(Scenario)
    last = max(row[table.index("position")] for row in table.rows.values())
    called = name.strip() or f"{held.name} (copy)"
    copy = Scenario(new_id(), last + 1, called, held.purpose, held.note)
    with agreed.step(f"Copy scenario {held.name}") as draft:
        draft.add(copy)
        for one in overrides_of(agreed.records, scenario):
            own = override_id(copy.id, one.of_table, one.of_record, one.of_field)
            draft.add(ScenarioOverride(own, copy.id, *one.row[2:]))
    return copy.id


def _held(plan: Plan, scenario: str) -> Scenario:
    held = plan.table(Scenario).get(scenario)
    if held is None:
        raise Refusal(NO_SCENARIO)
    return held


def set_override(
    plan: Plan,
    scenario: str,
    table: str,
    key: str,
    field: str,
    value: int | None,
    note: str | None = None,
) -> None:
    """Have one number otherwise in a scenario: pence, hundredths or a count; None is blank.

    The plan's own value again ends the override. Raises Refusal for what is not a number of the plan.
    """
    agreed = plan.agreed
    held = _held(agreed, scenario)
    own = override_id(scenario, table, key, field)
    sought = ScenarioOverride(own, scenario, table, key, field, value)
    why = why_idle(agreed.records, sought)
    if why in (GONE, UNKNOWN):
        raise Refusal(f"This cannot be overridden: it is {why}.")
    with agreed.step(f"Change {say_place(agreed, sought)}, in {held.name}") as draft:
        in_plan = value_in_plan(agreed.records, sought)
        put_override(draft, scenario, table, key, field, value, in_plan)
        if note is not None and draft.get(ScenarioOverride, own) is not None:
            draft.change(ScenarioOverride, own, note=note)


def back_to_plan(plan: Plan, overrides: Collection[str]) -> None:
    """End overrides, given by their ids: the scenario then has the plan's own numbers there."""
    agreed = plan.agreed
    held = agreed.table(ScenarioOverride)
    there = [key for key in overrides if key in held]
    if not there:
        raise Refusal("Nothing there is otherwise than in the plan.")
    scenario = agreed.records.name(Scenario.TABLE, held[there[0]].scenario)
    many = "1 number" if len(there) == 1 else f"{len(there):,} numbers"
    with agreed.step(f"Take {many} back to the plan, in {scenario}") as draft:
        for key in there:
            draft.remove(ScenarioOverride, key)


@dataclass(frozen=True, slots=True)
class OverrideSaid:
    """An override in words: where it is, and the number then and now in the plan, and in the scenario.

    ``idle`` says why it has no effect; ``moved_on`` whether the plan has changed since it was made. The
    numbers are pence, hundredths of one per cent or counts, as ``column`` has it.
    """

    override: ScenarioOverride
    column: Column | None
    record: str
    field: str
    then: int | None
    now: int | None
    value: int | None
    idle: str

    @property
    def moved_on(self) -> bool:
        """Whether the plan has another number now than when the override was made."""
        return not self.idle and self.then != self.now

    def words(self, plan: Plan, value: int | None) -> str:
        """One of the three numbers as people read it; "blank" for none."""
        if self.column is None:
            return "blank" if value is None else f"{value:,}"
        return say_value(plan, self.column, value) or "blank"


def say_overrides(plan: Plan, scenario: str) -> list[OverrideSaid]:
    """A scenario's overrides in words, those of one kind of record together, in the order of the file."""
    agreed = plan.agreed
    return [say_override(agreed, held) for held in overrides_of(agreed.records, scenario)]


def say_override(plan: Plan, held: ScenarioOverride) -> OverrideSaid:
    """One override in words."""
    agreed = plan.agreed
    column = numbers_of(held.of_table).get(held.of_field)
    return OverrideSaid(
        held,
        column,
        _say_record(agreed, held),
        column.label if column else held.of_field,
        held.plan_value,
        value_in_plan(agreed.records, held),
        held.value,
        why_idle(agreed.records, held),
    )


def say_place(plan: Plan, held: ScenarioOverride) -> str:
    """Where an override is, in a few words: "amount of Homes, 2017/18"."""
    column = numbers_of(held.of_table).get(held.of_field)
    label = column.label if column else held.of_field
    return f"{label.lower()} of {_say_record(plan, held)}"


def _say_record(plan: Plan, held: ScenarioOverride) -> str:
    try:
        record_named(held.of_table)
    except KeyError:
        return held.of_record
    return say_record(plan, held.of_table, held.of_record, None)


def losses(plan: Plan, scenario: str) -> list[OverrideSaid]:
    """What promoting a scenario would write over: first where the plan has moved on since, then the rest.

    Idle overrides are not among them: they write nothing.
    """
    said = [held for held in say_overrides(plan, scenario) if not held.idle]
    return sorted(said, key=lambda held: not held.moved_on)


def promote(plan: Plan, scenario: str, keep: Collection[str] = ()) -> int:
    """Write a scenario's numbers into the plan, as one step that carries the scenario's name.

    The overrides are gone then, but for those that are idle and those of ``keep``, given by their ids.
    Returns how many were written. Raises Refusal where there are none.
    """
    agreed = plan.agreed
    held = _held(agreed, scenario)
    written = [one.override for one in losses(agreed, scenario) if one.override.id not in keep]
    if not written:
        raise Refusal(f"{held.name} has nothing that could be promoted.")
    with agreed.step(f"Promote {held.name}") as draft:
        for (table, key), values in _by_record(written).items():
            kind = record_named(table)
            row = with_values(agreed.records, table, key, values)
            if row is None:
                draft.remove(kind, key)
            else:
                draft.put(kind(*row))
        for one in written:
            draft.remove(ScenarioOverride, one.id)
    return len(written)


def _by_record(
    overrides: Iterable[ScenarioOverride],
) -> dict[tuple[str, str], dict[str, int | None]]:
    found: dict[tuple[str, str], dict[str, int | None]] = {}
    for held in overrides:
        found.setdefault((held.of_table, held.of_record), {})[held.of_field] = held.value
    return found
