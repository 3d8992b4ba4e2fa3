"""What differs between two states, as words and as tables to be read, copied or printed."""

from collections.abc import Iterable
from typing import NamedTuple

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.catalogue import RECORDS, record_named
from jcplanner.domain.changes import Change, Fields
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.money import show_plain
from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import ScenarioOverride
from jcplanner.domain.years import year_label
from jcplanner.plan.record_words import keys_of, overridden
from jcplanner.reports.differences import (
    ADDED,
    CHANGED,
    REMOVED,
    Differences,
    LineMoved,
    state_of,
)
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

BY = ("area", "partner", "line", "field")
"""What a comparison can be asked to go by."""

NO_DIFFERENCE = "They say the same."

_MONEY = (Heading("Before", "exact"), Heading("After", "exact"), Heading("Difference", "exact"))
_EDGE_HEADS = {"partner": "Partner", "area": "Service area", "year": "Year"}


class FieldMoved(NamedTuple):
    """One field of one record in words; its kind and values, in pence where it is money.

    ``partner`` and ``area`` are the ids of those that the record is about.
    """

    table: str
    id: str
    state: str
    what: str
    record: str
    field: str
    before: str
    after: str
    kind: Kind
    values: tuple[Value, Value]
    partner: str | None
    area: str | None

    @property
    def difference(self) -> int | None:
        """After less before in pence, blank counting as nil; nothing where it is no money."""
        if self.kind is not Kind.MONEY:
            return None
        before, after = self.values
        return int(after or 0) - int(before or 0)


def fields_moved(differences: Differences, changes: Iterable[Change]) -> list[FieldMoved]:
    """Changes field by field. Of a record that came or went, the fields that say something.

    Another order of records is said once for each kind, at the end.
    """
    found: list[FieldMoved] = []
    moved: dict[str, int] = {}
    for change in changes:
        if change.before is not None and change.after is not None and "position" in change.after:
            moved[change.table] = moved.get(change.table, 0) + 1
        found += _fields(differences, change)
    for kind in RECORDS:
        if count := moved.get(kind.TABLE):
            words = f"{count:,} {kind.ONE if count == 1 else kind.MANY}"
            found.append(
                FieldMoved(
                    kind.TABLE, "", CHANGED, kind.ONE, words, "Order", "", "another place",
                    Kind.ORDER, (None, None), None, None,
                )
            )  # fmt: skip
    return found


def _fields(differences: Differences, change: Change) -> list[FieldMoved]:
    kind, state = record_named(change.table), state_of(change)
    beside = {"position", *keys_of(kind)}
    record = differences.name(change.table, change.id)
    owners = differences.owners(change.table, change.id)
    found: list[FieldMoved] = []
    of_scenario = overridden(change.id) if change.table == ScenarioOverride.TABLE else None
    for column in kind.COLUMNS[1:]:
        before = _value(change.before, column, state)
        after = _value(change.after, column, state)
        if column.hidden or column.name in beside or before == after:
            continue
        if of_scenario is not None and column.name == "plan_value":
            continue
        # An override says what it has otherwise: an amount as money, a rate as a percentage.
        said = of_scenario if of_scenario is not None and column.name == "value" else column
        found.append(
            FieldMoved(
                change.table,
                change.id,
                state,
                kind.ONE,
                record,
                said.label,
                _words(differences, said, before),
                _words(differences, said, after),
                said.kind,
                (before, after),
                *owners,
            )
        )
    if not found and state != CHANGED:
        found.append(
            FieldMoved(
                change.table, change.id, state, kind.ONE, record, "",
                "" if state == ADDED else "there", "there" if state == ADDED else "",
                Kind.FLAG, (None, None), *owners,
            )
        )  # fmt: skip
    return found


def _value(fields: Fields | None, column: Column, state: str) -> Value:
    """A field of one side. Of a record that came or went, only what is not the default is said."""
    held = fields.get(column.name) if fields else None
    return None if state != CHANGED and held == column.default else held


def _words(differences: Differences, column: Column, value: Value) -> str:
    if value is None or value == "":
        return ""
    if column.kind is Kind.LINK:
        return differences.name(column.link, str(value))
    return column.show(value)


def headline(differences: Differences) -> str:
    """What differs in one or two sentences: lines and other records, and net revenue by year."""
    if not differences.changes:
        return NO_DIFFERENCE
    counts = differences.counts()
    lines = counts.get(BudgetLine.TABLE, {})
    only_amounts = {held.line for held in differences.lines} - {
        change.id for change in differences.changes if change.table == BudgetLine.TABLE
    }
    changed = lines.get(CHANGED, 0) + len(only_amounts)
    words = [
        f"{count:,} {'line' if count == 1 else 'lines'} {state}"
        for state, count in (
            (ADDED, lines.get(ADDED, 0)),
            (REMOVED, lines.get(REMOVED, 0)),
            (CHANGED, changed),
        )
        if count
    ]
    others = sum(
        count
        for table, held in counts.items()
        if table not in (BudgetLine.TABLE, "budget_amount")
        for count in held.values()
    )
    if others:
        words.append(f"{others:,} other {'record differs' if others == 1 else 'records differ'}")
    if not words:
        words.append("only notes, statuses, ranges or the order of records differ")
    text = "; ".join(words)
    years = [held for held in differences.totals("year") if held.difference]
    net = [f"{year_label(int(held.keys[0] or 0))} {show_change(held.difference)}" for held in years]
    moved = f"Net revenue in cash: {', '.join(net)}." if net else "Net revenue in cash is the same."
    return f"{text[:1].upper()}{text[1:]}. {moved}"


def show_change(pence: int) -> str:
    """A difference with its sign: "+£1,234.56", "-£5"."""
    return f"{'-' if pence < 0 else '+'}{show_plain(abs(pence))}"


def kind_of_money(nature: str, in_kind: bool) -> str:
    """How money is told apart in words: "Revenue, cash"."""
    return f"{nature.capitalize()}, {'in kind' if in_kind else 'cash'}"


def totals_table(differences: Differences, *edges: str, whole: bool = True) -> ReportTable:
    """Net revenue in cash by edges of `EDGES`; only what differs, unless the ``whole`` is wanted."""
    heads = tuple(Heading(_EDGE_HEADS[edge]) for edge in edges)
    rows: list[tuple[Cell, ...]] = []
    for held in differences.totals(*edges):
        if not held.difference and not whole:
            continue
        words = tuple(
            year_label(key) if isinstance(key, int) else differences.edge_name(edge, key)
            for edge, key in zip(edges, held.keys, strict=True)
        )
        rows.append((*words, held.before, held.after, held.difference))
    title = f"By {_EDGE_HEADS[edges[0]].lower()}"
    return ReportTable(title, (*heads, *_MONEY), tuple(rows))


def nature_table(differences: Differences) -> ReportTable:
    """Revenue and capital, cash and in kind, by year: never added up."""
    rows = tuple(
        (
            kind_of_money(str(held.keys[0]), bool(held.keys[1])),
            year_label(int(held.keys[2] or 0)),
            held.before,
            held.after,
            held.difference,
        )
        for held in differences.totals("nature", "in_kind", "year", nature=None, in_kind=None)
    )
    heads = (Heading("Revenue or capital"), Heading("Year"), *_MONEY)
    return ReportTable("By nature", heads, rows)


def line_cells(differences: Differences, held: LineMoved) -> tuple[Cell, ...]:
    """A line that moved, as the cells of a table."""
    return (
        differences.edge_name("area", held.area),
        differences.edge_name("partner", held.partner),
        differences.name(BudgetLine.TABLE, held.line),
        held.state.capitalize(),
        year_label(held.year),
        kind_of_money(held.nature, held.in_kind),
        held.before,
        held.after,
        held.difference,
    )


LINE_HEADS = (
    *(Heading(word) for word in ("Service area", "Partner", "Line", "What", "Year", "Kind")),
    *_MONEY,
)
FIELD_HEADS = (
    *(Heading(word) for word in ("What", "Record", "Field", "Before", "After")),
    Heading("Difference", "exact"),
)


def lines_table(differences: Differences, first: str = "area") -> ReportTable:
    """Every line whose money moved; areas or partners first."""
    held = differences.lines
    if first == "partner":
        order = differences.order("partner", "area")
        held = sorted(held, key=lambda moved: order((moved.partner, moved.area)))
    rows = [line_cells(differences, moved) for moved in held]
    heads = LINE_HEADS
    if first == "partner":
        rows = [(row[1], row[0], *row[2:]) for row in rows]
        heads = (heads[1], heads[0], *heads[2:])
    return ReportTable("Lines", heads, tuple(rows))


def field_cells(held: FieldMoved) -> tuple[Cell, ...]:
    """A field that moved, as the cells of a table."""
    what = held.what if held.state == CHANGED else f"{held.what} {held.state}"
    return (
        what[:1].upper() + what[1:], held.record, held.field, held.before or "blank",
        held.after or "blank", held.difference,
    )  # fmt: skip


def fields_table(differences: Differences) -> ReportTable:
    """Every field of every record that differs, before and after."""
    rows = tuple(field_cells(held) for held in fields_moved(differences, differences.changes))
    return ReportTable("Fields", FIELD_HEADS, rows)


def differences_report(differences: Differences, by: str = "", *, whole: bool = False) -> Report:
    """Totals, lines and fields; or only what goes by one of `BY`. Raises Refusal for anything else.

    With ``whole`` the totals of partners and areas are there where nothing differs, too.
    """
    if by and by not in BY:
        raise Refusal(f'A comparison goes by {", ".join(BY)}; not by "{by}".')
    tables: list[ReportTable] = []
    if not by:
        tables = [
            totals_table(differences, "year"),
            totals_table(differences, "partner", "year", whole=whole),
        ]
    if by in ("", "area"):
        tables.append(totals_table(differences, "area", "year", whole=whole))
    if by == "partner":
        tables.append(totals_table(differences, "partner", "year", whole=whole))
    if not by:
        tables.append(nature_table(differences))
    if by != "field":
        tables.append(lines_table(differences, "partner" if by == "partner" else "area"))
    if by in ("", "field"):
        tables.append(fields_table(differences))
    return Report(
        f"{differences.before.name} compared with {differences.after.name}",
        f"{scope(differences)} {headline(differences)}",
        tuple(tables),
    )


def scope(differences: Differences) -> str:
    """What the totals count, in words, and whether these are two different plans."""
    years = differences.years
    words = (
        f"Totals are net revenue in cash, {year_label(years[0])} to {year_label(years[-1])}; income "
        "is in brackets, and lines say whether they are revenue or capital."
    )
    if differences.same_plan:
        return words
    return (
        f"{words} These are two different plans: partners and areas are matched by name in totals, and "
        "every line of the one stands beside those of the other."
    )
