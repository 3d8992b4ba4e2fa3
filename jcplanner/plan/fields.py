"""Fields as people read and type them: a link by its name, a choice by its word.

A `Column` alone cannot do this for links, since names need the plan.
"""

from collections.abc import Callable

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.catalogue import record_named
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea, tree_order

PROVENANCE = frozenset({"source_file", "source_sheet", "source_row", "imported_at", "import_key"})
"""What an import writes about a line; nobody types it."""

_INDENT = "\u2003"


def column_named(kind: type[Record], name: str) -> Column:
    """The column of a kind of record by its name. Raises KeyError for an unknown one."""
    for column in kind.COLUMNS:
        if column.name == name:
            return column
    raise KeyError(name)


def link_name(records: Records, table: str, key: str | None) -> str:
    """What a linked record is called in a table: a partner by its short name, others by their name."""
    if key is None:
        return ""
    if table == Partner.TABLE:
        partner = records.table(Partner).get(key)
        return partner.short if partner else ""
    return records.name(table, key)


def show_field(records: Records, column: Column, value: Value) -> str:
    """A value as people read it, links by name; blank for nothing."""
    if column.kind is Kind.LINK:
        return link_name(records, column.link, None if value is None else str(value))
    return column.show(value)


def shower(records: Records, column: Column) -> Callable[[Value], str]:
    """`show_field` for many values of one column: each linked name is looked up once."""
    if column.kind is not Kind.LINK:
        return column.show
    names: dict[Value, str] = {None: ""}

    def show(value: Value) -> str:
        if value not in names:
            names[value] = show_field(records, column, value)
        return names[value]

    return show


def edit_text(records: Records, column: Column, value: Value) -> str:
    """The text that an editor starts with: typing it again gives the same value."""
    if column.kind is Kind.MONEY and isinstance(value, int):
        return amount_text(value)
    return show_field(records, column, value)


def amount_text(pence: int | None) -> str:
    """An amount in full pounds with its pence, for an editor: "395,000.00", "-5.00"."""
    if pence is None:
        return ""
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def choices_of(records: Records, column: Column) -> list[tuple[Value, str]]:
    """What may be chosen in a column, as (value, words); empty where people type freely.

    Service areas come in the order of their tree, each indented by its depth. A link can be left empty.
    Budget lines are not listed: there may be 100,000 (`line_search` finds them).
    """
    if column.kind is Kind.CHOICE:
        return [(choice, column.show(choice)) for choice in column.choices]
    if column.kind is Kind.FLAG:
        return [(1, "Yes"), (0, "No")]
    if column.kind is not Kind.LINK or column.link == BudgetLine.TABLE:
        return []
    found: list[tuple[Value, str]] = [(None, "")]
    if column.link == ServiceArea.TABLE:
        for area, depth in tree_order(records.table(ServiceArea)):
            found.append((area.id, _INDENT * depth + area.name))
        return found
    held = records.table(record_named(column.link))
    found.extend((row.id, link_name(records, column.link, row.id)) for row in held.ordered())
    return found


def read_field(records: Records, column: Column, text: str) -> Value:
    """The value of what a person typed or pasted. Raises Refusal with one plain sentence."""
    if column.kind is Kind.LINK:
        return _read_link(records, column, text)
    try:
        return column.parse(text)
    except ValueError as fault:
        raise Refusal(str(fault)) from None


def _read_link(records: Records, column: Column, text: str) -> Value:
    """Find the record that is called so: by name, short name or code, whatever the case."""
    wanted = text.strip().casefold()
    if not wanted:
        return None
    kind = record_named(column.link)
    held = records.table(kind)
    naming = [
        held.index(other.name)
        for other in kind.COLUMNS
        if other.name in (kind.NAMED_BY, "short_name", "code", "organisation_code")
    ]
    found = [
        key
        for key, row in held.rows.items()
        if any(str(row[place] or "").strip().casefold() == wanted for place in naming)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(
            f'There are {len(found)} {kind.MANY} called "{text.strip()}"; choose from the list.'
        )
    raise Refusal(
        f'There is no {kind.ONE} called "{text.strip()}"; add it first, or choose from the list.'
    )
