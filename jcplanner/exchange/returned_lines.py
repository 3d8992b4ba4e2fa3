"""The Lines sheet of a workbook that came back, compared with the plan: every difference, line by line."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.column import Column, Value
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Row
from jcplanner.domain.years import FIRST_YEAR, LAST_YEAR, year_label
from jcplanner.exchange.read import Cancelled, Cell, Sheet
from jcplanner.exchange.returned_cells import read_amount, read_value, says, text_of
from jcplanner.exchange.returned_difference import AMOUNT, Compared, Difference, Remark
from jcplanner.exchange.returned_step import Stood
from jcplanner.exchange.workbook_labels import Labels, labels_from
from jcplanner.exchange.workbook_lines import INPUTS, LABELS, word_of, words_by_field
from jcplanner.plan.fields import column_named, show_field
from jcplanner.plan.plan import Plan

MOST_MISSING = 50
"""How many missing lines are named one by one."""

_YEARS = {year_label(year): year for year in range(FIRST_YEAR, LAST_YEAR + 1)}
_NET = re.compile(r"Net (\d{4}/\d\d)")
_MONEY = column_named(BudgetAmount, AMOUNT)
_EVERY = 1_000


@dataclass
class _Layout:
    """Where the columns stand: by field, amounts and nets by year."""

    id: int
    first_row: int
    fields: dict[str, int] = field(default_factory=dict[str, int])
    years: dict[int, int] = field(default_factory=dict[int, int])
    nets: dict[int, int] = field(default_factory=dict[int, int])


def compare_lines(
    plan: Plan,
    stood: Stood,
    sheet: Sheet,
    file: str,
    partner: str | None,
    cancelled: Callable[[], bool] | None = None,
) -> Compared:
    """Compare the rows of the sheet with the plan; with a partner, of its lines only.

    Raises Refusal where the sheet has lost its ids, Cancelled where asked to stop.
    """
    made = Compared()
    layout = _layout(sheet, file, stood, partner is not None, made)
    comparison = _Comparison(plan, stood, layout, partner, made)
    for place in range(layout.first_row, len(sheet.rows)):
        if place % _EVERY == 0 and cancelled is not None and cancelled():
            raise Cancelled
        comparison.take(sheet.row_number(place), sheet.rows[place])
    comparison.finish()
    return made


def _layout(sheet: Sheet, file: str, stood: Stood, is_return: bool, made: Compared) -> _Layout:
    """Find the headings; columns may have been moved, and others put in."""
    tops = [[text_of(cell) for cell in row] for row in sheet.rows[:30]]
    at = next((at for at, heads in enumerate(tops) if {"Id", "Line"} <= set(heads)), None)
    if at is None:
        raise Refusal(
            f"The sheet Lines of {file} has lost its headings or its hidden column of ids, so its rows "
            "cannot be told apart; send the workbook out anew."
        )
    heads = tops[at]
    layout = _Layout(heads.index("Id"), at + 1)
    for column, head in enumerate(heads):
        if head in LABELS and head != "Id":
            layout.fields.setdefault(LABELS[head], column)
        elif head in _YEARS:
            layout.years.setdefault(_YEARS[head], column)
        elif (net := _NET.fullmatch(head)) and net[1] in _YEARS:
            layout.nets.setdefault(_YEARS[net[1]], column)
    wanted = INPUTS if is_return else INPUTS | {"partner"}
    lost = [label for label, name in LABELS.items() if name in wanted - set(layout.fields)]
    lost += [year_label(year) for year in stood.records.details.years if year not in layout.years]
    for label in lost:
        made.remarks.append(Remark(f"The column {label} is not there; nothing was taken from it."))
    for head, count in Counter(heads).items():
        if count > 1 and (head in LABELS or head in _YEARS):
            made.remarks.append(
                Remark(f"The column {head} stands there {count} times; the first was read.")
            )
    return layout


class _Comparison:
    """Takes one row after another; what is the same for all of them is looked up once."""

    def __init__(
        self, plan: Plan, stood: Stood, layout: _Layout, partner: str | None, made: Compared
    ) -> None:
        self.plan, self.layout, self.partner, self.made = plan, layout, partner, made
        self.records = plan.records
        self.lines, self.amounts = plan.table(BudgetLine), plan.table(BudgetAmount)
        self.then = stood.records.table(BudgetLine)
        self.amounts_then = stood.records.table(BudgetAmount)
        self.labels: tuple[Labels, ...] = (stood.labels, labels_from(plan.records))
        self.pence = self.amounts.index(AMOUNT)
        self.owner = self.lines.index("partner")
        words = words_by_field(stood.labels)
        taken = INPUTS if partner is not None else INPUTS | {"partner"}
        self.fields = [
            (
                column,
                column_named(BudgetLine, name),
                self.lines.index(name),
                words.get(name),
                name in taken,
            )
            for name, column in layout.fields.items()
        ]
        self.years = [year for year in layout.years if year in set(plan.years)]
        self.seen: dict[str, int] = {}
        self.passed_over: Counter[str] = Counter()
        gone = [year for year in layout.years if year not in set(plan.years)]
        for year in gone:
            self.remark(
                f"The plan does not show {year_label(year)}; nothing was taken from that column."
            )

    def remark(self, text: str, row: int | None = None) -> None:
        """Note something in one sentence."""
        self.made.remarks.append(Remark(text, row))

    def take(self, number: int, row: Sequence[Cell]) -> None:
        """Compare one row."""
        layout = self.layout

        def cell(column: int) -> Cell:
            return row[column] if column < len(row) else None

        key = text_of(cell(layout.id))
        if not key:
            self._without_id(number, cell)
            return
        name = text_of(cell(layout.fields.get("description", layout.id)))
        if key in self.seen:
            self.remark(
                f'"{name}" is a copy of row {self.seen[key]}: it is not in the plan yet; put it into a '
                "file of its own and bring that in.",
                number,
            )
            return
        self.seen[key] = number
        now = self.lines.rows.get(key)
        then = self.then.rows.get(key, now)
        if now is None or then is None:
            why = (
                "has been removed from the plan since"
                if then is not None
                else "is not in this plan"
            )
            self.remark(f'"{name}" {why}; nothing was taken from its row.', number)
            return
        if self.partner is not None and now[self.owner] != self.partner:
            owner = self.records.name("partner", now[self.owner]) or "no partner"
            self.remark(f'"{name}" is a line of {owner}; nothing was taken from its row.', number)
            return
        for column, about, place, known, taken in self.fields:
            value = cell(column)
            if not says(value, word_of(known, then[place]), about):
                if taken:
                    self._field(number, key, about, value, now[place], then[place])
                elif text_of(value) != text_of(word_of(known, then[place])):
                    self.passed_over[about.label] += 1
        for year in self.years:
            self._amount(number, key, year, cell(layout.years[year]))
        self._nets(number, name, now, cell)

    def _without_id(self, number: int, cell: Callable[[int], Cell]) -> None:
        layout = self.layout
        places = [*layout.fields.values(), *layout.years.values()]
        if any(text_of(cell(place)) for place in places):
            name = (
                text_of(cell(layout.fields.get("description", layout.id))) or "a row with no name"
            )
            self.remark(
                f'"{name}" is new: it is not in the plan yet; put it into a file of its own and bring '
                "that in.",
                number,
            )

    def _field(
        self, number: int, key: str, about: Column, cell: Cell, now: Value, then: Value
    ) -> None:
        try:
            new, doubt = read_value(cell, about, self.records, self.labels)
        except ValueError as fault:
            self._cannot(number, key, about.label, fault)
            return
        if new in (then, now):
            return
        show = self._shower(about)
        self.made.differences.append(
            Difference(
                BudgetLine.TABLE,
                key,
                about.name,
                None,
                now,
                new,
                str(self.lines.value(key, "description")),
                about.label,
                show(now),
                show(new),
                show(then),
                now != then,
                doubt,
                number,
            )
        )

    def _shower(self, about: Column) -> Callable[[Value], str]:
        return lambda value: show_field(self.records, about, value)

    def _amount(self, number: int, key: str, year: int, cell: Cell) -> None:
        amount = cell_id(key, year)
        held, once = self.amounts.rows.get(amount), self.amounts_then.rows.get(amount)
        now: int | None = held[self.pence] if held is not None else None
        then: int | None = once[self.pence] if once is not None else None
        try:
            new, doubt = read_amount(cell)
        except ValueError as fault:
            self._cannot(number, key, year_label(year), fault)
            return
        if new in (then, now):
            return
        self.made.differences.append(
            Difference(
                BudgetLine.TABLE,
                key,
                AMOUNT,
                year,
                now,
                new,
                str(self.lines.value(key, "description")),
                year_label(year),
                _MONEY.show(now),
                _MONEY.show(new),
                _MONEY.show(then),
                now != then,
                doubt,
                number,
            )
        )

    def _cannot(self, number: int, key: str, label: str, fault: ValueError) -> None:
        name = self.lines.value(key, "description")
        self.remark(f'"{name}", {label} was not taken: {fault}.', number)

    def _nets(self, number: int, name: str, now: Row, cell: Callable[[int], Cell]) -> None:
        """A net that somebody typed over its formula says something that no amount does."""
        column = self.layout.fields.get("direction")
        direction = text_of(cell(column)) if column is not None else ""
        sign = -1 if direction.casefold() == "income" else 1
        for year, place in self.layout.nets.items():
            net = cell(place)
            if isinstance(net, bool) or not isinstance(net, int | float):
                continue
            try:
                stated = read_amount(net)[0]
                amount = read_amount(cell(self.layout.years[year]))[0]
            except (ValueError, KeyError):
                continue
            if stated != sign * (amount or 0):
                self.remark(
                    f'"{name}", Net {year_label(year)}: it does not follow from the amount, which alone '
                    "is taken back.",
                    number,
                )

    def finish(self) -> None:
        """Say which lines have no row, and what was changed but is never taken back."""
        for label, count in self.passed_over.items():
            cells = "1 cell" if count == 1 else f"{count:,} cells"
            self.remark(f"{label}: {cells} changed; this is never taken back.")
        missing = [
            key
            for key, row in self.then.rows.items()
            if key not in self.seen
            and key in self.lines.rows
            and (self.partner is None or row[self.owner] == self.partner)
        ]
        for key in missing[:MOST_MISSING]:
            name = self.lines.value(key, "description")
            self.remark(f'"{name}" has no row in the workbook; the line stays as it is.')
        if len(missing) > MOST_MISSING:
            self.remark(
                f"{len(missing) - MOST_MISSING:,} more lines have no row; they stay as they are."
            )
