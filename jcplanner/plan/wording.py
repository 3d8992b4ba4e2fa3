"""What a step changed, in words: names instead of ids, labels instead of fields, pounds instead of pence.

The History screen, the history of a cell and the command line say it with the same words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jcplanner.domain.catalogue import record_named
from jcplanner.domain.changes import Change, Fields
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.money import show_exact
from jcplanner.domain.overrides import numbers_of
from jcplanner.domain.scenarios import ScenarioOverride
from jcplanner.domain.versions import Version, in_groups
from jcplanner.plan.plan import Plan
from jcplanner.plan.record_words import belongs_to, called, keys_of, record_words
from jcplanner.store.journal import Step

LONGEST = 120
"""A longer text is cut in a summary; the whole stands in the list of changes."""

MOST_SAID = 2
"""How many changes a summary names before it counts the rest."""

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
    """One change, field by field. Fields of a new or removed record that hold nothing are left out.

    A record that came or went and has no more than its keys is said in one line.
    """
    if change.table == ScenarioOverride.TABLE:
        return _say_override(plan, change)
    kind = record_named(change.table)
    record = say_record(plan, change.table, change.id, change.before or change.after)
    whole = change.before is None or change.after is None
    beside = {"position", *keys_of(kind)}
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
            and (column.name in beside or (before or after) == column.default)
            and (column.name != kind.NAMED_BY or column.name in keys_of(kind))
        ):
            continue
        show = _shower(plan, change.table, column)
        texts = show(before), show(after)
        said.append(Said(change.table, change.id, kind.ONE, record, column.label, *texts))
    if whole and not said:
        texts = ("", "there") if change.before is None else ("there", "")
        said.append(Said(change.table, change.id, kind.ONE, record, "", *texts))
    return said


def _shower(plan: Plan, table: str, column: Column) -> Callable[[Value], str]:
    """How the values of a column are said; a version's fingerprint and time so that they can be read out."""
    if table == Version.TABLE and column.name == "fingerprint":
        return lambda value: in_groups(str(value or ""))
    if table == Version.TABLE and column.name == "at":
        return lambda value: say_when(str(value)) if value else ""
    return lambda value: say_value(plan, column, value)


def _say_override(plan: Plan, change: Change) -> list[Said]:
    """A change of an override as one of the number that it stands for, beside the plan's own."""
    _, table, rest = (*change.id.split("|", 2), "", "")[:3]
    field = rest.rpartition("|")[2]
    column = numbers_of(table).get(field) or Column(field, field, Kind.COUNT)
    before, after = change.before, change.after
    was = (after or {}).get("plan_value") if before is None else before.get("value")
    now = (before or {}).get("plan_value") if after is None else after.get("value")
    record = say_record(plan, change.table, change.id, None)
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

    def named(of_table: str, of_key: str) -> str:
        return _name(plan, of_table, of_key, fields if (of_table, of_key) == (table, key) else None)

    return record_words(named, table, key) or record_named(table).ONE


def _name(plan: Plan, table: str, key: str, fields: Fields | None) -> str:
    kind = record_named(table)
    held = plan.records.named(table)
    of_field, name, of = belongs_to(kind), None, None
    if key in held:
        name = held.value(key, kind.NAMED_BY)
        of = held.value(key, of_field) if of_field else None
    elif fields and fields.get(kind.NAMED_BY):
        name, of = fields[kind.NAMED_BY], fields.get(of_field)
    else:
        default = next(held.default for held in kind.COLUMNS if held.name == kind.NAMED_BY)
        for _, change in plan.file.history(table, key):
            # One that was never named has the default, which no change says.
            name = name or default
            for moved in (change.before, change.after):
                name = (moved or {}).get(kind.NAMED_BY) or name
                of = (moved or {}).get(of_field) or of
    if not of:
        return called(kind, name)
    link = next(held.link for held in kind.COLUMNS if held.name == of_field)
    return called(kind, name, _name(plan, link, str(of), None))


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
    said = [held for held in say_change(plan, change) if held.field]
    if (change.before is None or change.after is None) and not (keys_of(kind) and said):
        called_so = record if keys_of(kind) else f"{kind.ONE} {record}"
        return _cut(f"{called_so} {'added' if change.before is None else 'removed'}")
    moves = ", ".join(
        f"{held.field.lower()} {held.before or 'blank'} to {held.after or 'blank'}" for held in said
    )
    return _cut(f"{record}: {moves}") if moves else ""


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
