"""What a step changed, in words: names instead of ids, labels instead of fields, pounds instead of pence.

The History screen, the history of a cell and the command line say it with the same words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from jcplanner.domain.catalogue import record_named
from jcplanner.domain.changes import Change, Fields
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.money import show_exact
from jcplanner.domain.overrides import CELLS, keys_in, numbers_of
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.store.journal import Step

LONGEST = 120
"""A longer text is cut in a summary; the whole stands in the list of changes."""

MOST_SAID = 2
"""How many changes a summary names before it counts the rest."""

_CELLS = frozenset({*CELLS, PathwayStep.TABLE})
"""Records whose id is made of their keys, which name them."""

_NOTE = Column("note", "Note", Kind.NOTE)


@dataclass(frozen=True, slots=True)
class Said:
    """One field that moved, in words; ``before`` or ``after`` is blank where there was nothing."""

    table: str
    id: str
    what: str
    record: str
    field: str
    before: str
    after: str


def say_change(plan: Plan, change: Change) -> list[Said]:
    """One change, field by field. Fields of a new or removed record that hold nothing are left out."""
    if change.table == ScenarioOverride.TABLE:
        return _say_override(plan, change)
    kind = record_named(change.table)
    keys = {"year", "service_area"} if change.table == PathwayStep.TABLE else set[str]()
    keys |= set(CELLS.get(change.table, ()))
    record = say_record(plan, change.table, change.id, change.before or change.after)
    whole = change.before is None or change.after is None
    said: list[Said] = []
    for column in kind.COLUMNS[1:]:
        if column.hidden and column.name != "position":
            continue
        before, after = (
            (change.before or {}).get(column.name),
            (change.after or {}).get(column.name),
        )
        if before == after or (
            whole
            and (
                column.name in ("position", "year")
                or column.name in keys
                or (before or after) == column.default
            )
            and column.name != kind.NAMED_BY
        ):
            continue
        said.append(
            Said(
                change.table,
                change.id,
                kind.ONE,
                record,
                column.label,
                say_value(plan, column, before),
                say_value(plan, column, after),
            )
        )
    return said


def _say_override(plan: Plan, change: Change) -> list[Said]:
    """A change of an override as one of the number that it stands for, beside the plan's own."""
    _, table, rest = (*change.id.split("|", 2), "", "")[:3]
    field = rest.rpartition("|")[2]
    column = numbers_of(table).get(field) or Column(field, field, Kind.COUNT)
    before, after = change.before, change.after
    was = (after or {}).get("plan_value") if before is None else before.get("value")
    now = (before or {}).get("plan_value") if after is None else after.get("value")
    record = _say_overridden(plan, change.id)
    said: list[Said] = []
    for held, old, new in (
        (column, was, now),
        (_NOTE, (before or {}).get("note"), (after or {}).get("note")),
    ):
        if old != new:
            texts = say_value(plan, held, old), say_value(plan, held, new)
            said.append(
                Said(change.table, change.id, ScenarioOverride.ONE, record, held.label, *texts)
            )
    return said


def say_value(plan: Plan, column: Column, value: Value) -> str:
    """A value as people read it: money in full, a link by its name."""
    if value is None or value == "":
        return ""
    if column.kind is Kind.LINK:
        return say_record(plan, column.link, str(value), None)
    if column.kind is Kind.MONEY and isinstance(value, int):
        return show_exact(value)
    return column.show(value)


def say_record(plan: Plan, table: str, key: str, fields: Fields | None) -> str:
    """What people call a record: of a cell, its line and year. One that is gone keeps its last name."""
    if table == ScenarioOverride.TABLE:
        return _say_overridden(plan, key)
    if table in _CELLS:
        return _say_cell(plan, table, key)
    kind = record_named(table)
    if key in plan.records.named(table):
        return plan.records.name(table, key)
    if fields and fields.get(kind.NAMED_BY):
        return str(fields[kind.NAMED_BY])
    name = ""
    for _, change in plan.file.history(table, key):
        for held in (change.before, change.after):
            if held and held.get(kind.NAMED_BY):
                name = str(held[kind.NAMED_BY])
    return name or kind.ONE


def _say_cell(plan: Plan, table: str, key: str) -> str:
    """A cell by what it belongs to and its year: "Homes, 2017/18"."""
    if table == PathwayStep.TABLE:
        owner, _, year = key.rpartition(":")
        keys: Mapping[str, Value] | None = {
            "service_area": owner,
            "year": int(year) if year.isdigit() else year,
        }
    else:
        keys = keys_in(table, key)
    if keys is None:
        return key
    columns = {column.name: column for column in record_named(table).COLUMNS}
    words: list[str] = []
    for name, value in keys.items():
        column = columns[name]
        if column.kind is Kind.LINK:
            words.append(say_record(plan, column.link, str(value), None))
        elif column.kind is Kind.YEAR:
            words.append(year_label(value) if isinstance(value, int) else str(value))
        else:
            words.append(f"{column.label.lower()} {value}")
    return ", ".join(words)


def _say_overridden(plan: Plan, key: str) -> str:
    """An override by its place and scenario: "Homes, 2017/18, in Slower start"."""
    scenario, _, rest = key.partition("|")
    table, _, rest = rest.partition("|")
    record = rest.rpartition("|")[0]
    name = say_record(plan, Scenario.TABLE, scenario, None)
    known = bool(numbers_of(table))
    return f"{say_record(plan, table, record, None) if known else record}, in {name}"


def say_when(at: str) -> str:
    """A step's time as this computer's clock would have shown it: "28 Jul 2016, 14:32"."""
    local = datetime.fromisoformat(at).astimezone()
    return f"{local.day} {local:%b %Y, %H:%M}"


def say_step(plan: Plan, step: Step) -> str:
    """A step in one line: its first changes in full, the others counted."""
    count = plan.file.change_count(step)
    words = [_say_briefly(plan, change) for change in plan.file.changes(step, most=MOST_SAID)]
    words = [word for word in words if word]
    rest = count - len(words)
    if rest > 0 and words:
        words.append(f"{rest:,} more")
    return "; ".join(words)


def _say_briefly(plan: Plan, change: Change) -> str:
    kind = record_named(change.table)
    record = say_record(plan, change.table, change.id, change.before or change.after)
    said = say_change(plan, change)
    in_words = change.table in _CELLS or change.table == ScenarioOverride.TABLE
    if not in_words and (change.before is None or change.after is None):
        return _cut(f"{kind.ONE} {record} {'added' if change.before is None else 'removed'}")
    moves = ", ".join(
        f"{held.field.lower()} {held.before or 'blank'} to {held.after or 'blank'}" for held in said
    )
    return _cut(f"{record}: {moves}") if moves else ""


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
