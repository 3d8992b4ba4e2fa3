"""What a step changed, in words: names instead of ids, labels instead of fields, pounds instead of pence.

The History screen, the history of a cell and the command line say it with the same words.
"""

from dataclasses import dataclass
from datetime import datetime

from jcplanner.domain.budgets import BudgetAmount, FundingAmount
from jcplanner.domain.catalogue import record_named
from jcplanner.domain.changes import Change, Fields
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.money import show_exact
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.store.journal import Step

LONGEST = 120
"""A longer text is cut in a summary; the whole stands in the list of changes."""

MOST_SAID = 2
"""How many changes a summary names before it counts the rest."""

# Records whose id is made of their keys, and the link that names them together with the year.
_CELLS = {
    BudgetAmount.TABLE: "line",
    FundingAmount.TABLE: "source",
    PathwayStep.TABLE: "service_area",
}


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
    kind = record_named(change.table)
    cell = _CELLS.get(change.table, "")
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
            and (column.name in ("position", "year", cell) or (before or after) == column.default)
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
    if table in _CELLS:
        owner, _, year = key.rpartition(":")
        link = next(held for held in record_named(table).COLUMNS if held.name == _CELLS[table])
        label = year_label(int(year)) if year.isdigit() else year
        return f"{say_record(plan, link.link, owner, None)}, {label}"
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
    if change.table not in _CELLS and (change.before is None or change.after is None):
        return _cut(f"{kind.ONE} {record} {'added' if change.before is None else 'removed'}")
    moves = ", ".join(
        f"{held.field.lower()} {held.before or 'blank'} to {held.after or 'blank'}" for held in said
    )
    return _cut(f"{record}: {moves}") if moves else ""


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
