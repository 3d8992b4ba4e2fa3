"""Which numbers a scenario can have otherwise, and what a record looks like with them.

A cell, whose id is made of its keys (`<line>:<year>`), need not be in the plan to be overridden: it is made
from its id wherever what it belongs to is there.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from jcplanner.domain.assumptions import AssumptionRate, Resource
from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount
from jcplanner.domain.catalogue import AGREEMENT, PRIORITIES, record_named
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.partners import Body
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pools import Contribution, Instalment
from jcplanner.domain.priorities import Envelope
from jcplanner.domain.record import Record, Row
from jcplanner.domain.records import Records
from jcplanner.domain.risk_rules import RiskShare
from jcplanner.domain.savings import SavingCost
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.domain.versions import Version
from jcplanner.domain.virements import Virement, VirementMove

KINDS = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT})
"""What can be overridden: amounts, rates and numbers; never years, order, ticks or links."""

CELLS: dict[str, tuple[str, ...]] = {
    BudgetAmount.TABLE: ("line", "year"),
    FundingAmount.TABLE: ("source", "year"),
    Contribution.TABLE: ("pool", "partner", "year"),
    Instalment.TABLE: ("pool", "partner", "year", "quarter"),
    RiskShare.TABLE: ("rule", "partner"),
    Outturn.TABLE: ("line", "year", "period"),
    Resource.TABLE: ("partner", "year"),
    AssumptionRate.TABLE: ("assumption", "year"),
    SavingCost.TABLE: ("saving", "year"),
    Envelope.TABLE: ("service_area", "year"),
}
"""The keys that an id is made of, in order, by table."""

# What the plan is, what has happened or was decided, and what scenarios and versions themselves are made of.
_NEVER = frozenset(
    kind.TABLE
    for kind in (PlanDetails, Virement, VirementMove, Scenario, ScenarioOverride, Version)
) | frozenset(kind.TABLE for kind in (Body, *AGREEMENT, *PRIORITIES) if kind is not Envelope)
_WHERE_FROM = {(BudgetLine.TABLE, "source_row")}
_NOT_A_WORTH = frozenset({"status"})
"""Fields that say nothing by themselves: a cell that holds only these is blank."""

IN_FORCE = ""
UNKNOWN = "not a number that can be overridden"
GONE = "no longer in the plan"
OUTSIDE = "outside the plan's years"


@cache
def numbers_of(table: str) -> Mapping[str, Column]:
    """The columns of a table that a scenario can have otherwise, by name; none for an unknown table."""
    try:
        kind = record_named(table)
    except KeyError:
        return {}
    if table in _NEVER:
        return {}
    keys = CELLS.get(table, ())
    return {
        column.name: column
        for column in kind.COLUMNS
        if column.kind in KINDS
        and column.name not in keys
        and (table, column.name) not in _WHERE_FROM
    }


def keys_in(table: str, key: str) -> dict[str, Value] | None:
    """The keys in a cell's id, by column: {"line": "homes", "year": 2017}; nothing where it is no such id."""
    names = CELLS.get(table, ())
    parts = key.rsplit(":", len(names) - 1) if names else []
    if not names or len(parts) != len(names):
        return None
    columns = {column.name: column for column in record_named(table).COLUMNS}
    found: dict[str, Value] = {}
    for name, part in zip(names, parts, strict=True):
        if not columns[name].is_number:
            found[name] = part
        elif part.isascii() and part.isdigit():
            found[name] = int(part)
        else:
            return None
    return found


def blank_cell(table: str, key: str) -> Row | None:
    """The row of a cell that holds nothing yet; None where the id is not that of a cell."""
    keys = keys_in(table, key)
    return None if keys is None else record_named(table).row_from(key, keys)


def has_owners(records: Records, table: str, key: str) -> bool:
    """Whether all that a cell belongs to is in the records; False for what is not a cell."""
    keys = keys_in(table, key)
    if keys is None:
        return False
    return all(
        keys[column.name] in records.named(column.link).rows
        for column in record_named(table).COLUMNS
        if column.link and column.name in keys
    )


def with_values(
    records: Records, table: str, key: str, values: Mapping[str, int | None]
) -> Row | None:
    """The row of a record of the plan with these numbers in it, made where it is a cell that can be.

    Nothing where the plan has neither it nor what it belongs to, and where a cell is left blank.
    """
    held = records.named(table)
    row = held.rows.get(key)
    if not values:
        return row
    if row is None:
        row = blank_cell(table, key) if has_owners(records, table, key) else None
        if row is None:
            return None
    changed = list(row)
    columns = numbers_of(table)
    for name, value in values.items():
        # The file keeps no blank where a column has a value to begin with.
        changed[held.index(name)] = columns[name].default if value is None else value
    made = tuple(changed)
    return None if table in CELLS and is_blank(held.kind, made) else made


def is_blank(kind: type[Record], row: Row) -> bool:
    """Whether a cell holds nothing beside its keys and a status."""
    keys = CELLS.get(kind.TABLE, ())
    return all(
        row[place] in (None, "", column.default)
        for place, column in enumerate(kind.COLUMNS)
        if place and column.name not in keys and column.name not in _NOT_A_WORTH
    )


def put_overrides(records: Records, scenario: str, tables: Collection[str]) -> None:
    """Bring records of a plan, in some of its tables, to what a scenario has; they must be one's own."""
    wanted: dict[tuple[str, str], dict[str, int | None]] = {}
    for held in overrides_of(records, scenario) if scenario else ():
        if held.of_table in tables and held.of_field in numbers_of(held.of_table):
            values = wanted.setdefault((held.of_table, held.of_record), {})
            values[held.of_field] = held.value
    for (table, key), values in wanted.items():
        row = with_values(records, table, key, values)
        if row is None:
            records.named(table).rows.pop(key, None)
        else:
            records.named(table).rows[key] = row


def overrides_of(records: Records, scenario: str) -> list[ScenarioOverride]:
    """The overrides of a scenario, in the order in which they were made."""
    held = records.table(ScenarioOverride)
    place = held.index("scenario")
    return [ScenarioOverride(*row) for row in held.rows.values() if row[place] == scenario]


def counts_by_scenario(records: Records) -> dict[str | None, int]:
    """How many overrides each scenario has."""
    held = records.table(ScenarioOverride)
    place = held.index("scenario")
    found: dict[str | None, int] = {}
    for row in held.rows.values():
        found[row[place]] = found.get(row[place], 0) + 1
    return found


def why_idle(records: Records, override: ScenarioOverride) -> str:
    """Why an override has no effect on the plan: `GONE`, `OUTSIDE` or `UNKNOWN`; blank where it has one."""
    table, key = override.of_table, override.of_record
    if override.of_field not in numbers_of(table):
        return UNKNOWN
    if key not in records.named(table).rows and not has_owners(records, table, key):
        return GONE
    keys = keys_in(table, key)
    if keys is not None and "year" in keys and keys["year"] not in records.details.years:
        return OUTSIDE
    return IN_FORCE


def value_in_plan(records: Records, override: ScenarioOverride) -> int | None:
    """What the plan has now where a scenario has an override; nothing for a blank and for what is gone."""
    table, key, name = override.of_table, override.of_record, override.of_field
    if name not in numbers_of(table) or key not in records.named(table).rows:
        return None
    value = records.named(table).value(key, name)
    return value if isinstance(value, int) else None


def idle_in(records: Records, scenario: str) -> list[ScenarioOverride]:
    """The overrides of a scenario that have no effect."""
    return [held for held in overrides_of(records, scenario) if why_idle(records, held)]


def lines_touched(places: Iterable[tuple[str, str]]) -> set[str]:
    """The budget lines whose amounts are among records given as (table, id)."""
    return {key.rpartition(":")[0] for table, key in places if table == BudgetAmount.TABLE}
