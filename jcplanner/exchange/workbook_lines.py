"""The Lines sheet: every budget line as one row of an Excel table, from which all totals are formulas.

It is written row by row to disk and not held in memory, since a plan may have 100,000 lines.
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import nan
from typing import Any

from jcplanner.domain.budgets import (
    DIRECTIONS,
    NATURES,
    RECURRENCES,
    SUBJECTIVE_GROUPS,
    VAT_REGIMES,
    BudgetAmount,
    BudgetLine,
)
from jcplanner.domain.column import Value, with_capital
from jcplanner.domain.figures import Standings
from jcplanner.domain.record import Row
from jcplanner.domain.years import year_label
from jcplanner.exchange.read import Cancelled
from jcplanner.exchange.row_stream import RowStream, letters
from jcplanner.exchange.workbook_labels import Labels
from jcplanner.exchange.write import Book, Page
from jcplanner.plan.plan import Plan

HEAD_ROW = 4
"""The row of headings, counted from 0; the lines follow below."""

EVERY = 1_000
"""How many lines are written between two looks at whether to stop."""

BLANK_CHOICE = "not given"

_BEFORE = (
    ("id", "Id", 4),
    ("partner", "Partner", 26),
    ("service_area", "Service area", 28),
    ("description", "Line", 44),
    ("ledger_code", "Code", 14),
    ("provider", "Provider", 22),
    ("funding_source", "Funding source", 24),
    ("subjective_group", "Subjective group", 20),
    ("direction", "Expenditure or income", 13),
    ("nature", "Revenue or capital", 10),
    ("recurrence", "Recurrence", 14),
    ("in_kind", "In kind", 8),
    ("kept_out_of_pool", "Kept out of pool", 9),
    ("budget_holder", "Reports to", 24),
    ("line_manager", "Line manager", 22),
    ("vat_regime", "VAT regime", 18),
)
_AFTER = (
    ("note", "Note", 40),
    ("source_file", "From file", 28),
    ("source_sheet", "From sheet", 18),
    ("source_row", "From row", 9),
)
_FIRST_YEAR = len(_BEFORE)
LABELS = {label: name for name, label, _ in (*_BEFORE, *_AFTER)}
"""The fields of a line by their headings."""

INPUTS = frozenset(name for name, _, _ in _BEFORE if name not in ("id", "partner")) | {"note"}
"""The fields that a partner may write into when its lines are sent to it."""

_NAMED = {
    "id": "Line_id",
    "partner": "Line_partner",
    "service_area": "Line_area",
    "funding_source": "Line_source",
    "direction": "Line_direction",
    "nature": "Line_nature",
    "recurrence": "Line_recurrence",
    "in_kind": "Line_in_kind",
    "kept_out_of_pool": "Line_kept_out",
}
"""The columns that formulas on other sheets refer to, by the name that they have there."""

_CHOICES = {
    "direction": DIRECTIONS,
    "nature": NATURES,
    "recurrence": RECURRENCES,
    "subjective_group": SUBJECTIVE_GROUPS,
    "vat_regime": VAT_REGIMES,
}


@dataclass
class LinesSheet:
    """What was written: how many lines, and every figure of them by column, in pounds (nan where blank)."""

    count: int = 0
    last_row: int = HEAD_ROW + 1
    columns: dict[int, "array[float]"] = field(default_factory=dict[int, "array[float]"])

    def figures(self) -> Iterator[tuple[int, tuple[tuple[int, float], ...]]]:
        """Row by row: the row, and (column, pounds) of its figures."""
        columns = list(self.columns.items())
        for place in range(self.count):
            yield (
                HEAD_ROW + 1 + place,
                tuple(
                    (column, held[place]) for column, held in columns if held[place] == held[place]
                ),
            )


def set_up_lines(book: Book, page: Page, plan: Plan, partner: str | None = None) -> int:
    """Widths, names that formulas use, panes and table. Returns the last row of the table, from 0."""
    last = HEAD_ROW + max(len(_rows(plan, partner)), 1)
    years = plan.years
    names = {place: _NAMED[name] for place, (name, _, _) in enumerate(_BEFORE) if name in _NAMED}
    for place, year in enumerate(years):
        names[_FIRST_YEAR + place] = f"Line_amount_{year}"
        names[_FIRST_YEAR + len(years) + place] = f"Line_net_{year}"
        names[_FIRST_YEAR + 2 * len(years) + place] = f"Line_arrangement_{year}"
    for column, name in names.items():
        letter = letters(column)
        book.define_name(name, f"=Lines!${letter}${HEAD_ROW + 2}:${letter}${last + 1}")
    widths = [width for _, _, width in _BEFORE] + [16] * (2 * len(years)) + [18] * len(years)
    for column, width in enumerate([*widths, *(width for _, _, width in _AFTER)]):
        page.sheet.set_column(column, column, width, None, {"hidden": 1} if column == 0 else {})
    page.sheet.freeze_panes(HEAD_ROW + 1, 4)
    page.sheet.repeat_rows(HEAD_ROW)
    page.sheet.repeat_columns(1, 3)
    _offer_choices(page, last)
    return last


def _rows(plan: Plan, partner: str | None) -> list[Row]:
    """The lines in their order; with a partner, its own only."""
    lines = plan.table(BudgetLine)
    position, owner = lines.index("position"), lines.index("partner")
    held = lines.rows.values()
    if partner is not None:
        held = [row for row in held if row[owner] == partner]
    return sorted(held, key=lambda row: row[position])


def words_by_field(labels: Labels) -> dict[str, dict[Any, str]]:
    """What cells say for the values of a field: a link by its label, choices and flags by their words."""
    words: dict[Any, str] = {word: words_of(word) for held in _CHOICES.values() for word in held}
    words[BLANK_CHOICE] = ""
    flags: dict[Any, str] = {0: "No", 1: "Yes"}
    return {
        "partner": {**labels.partners},
        "service_area": {**labels.areas},
        "funding_source": {**labels.sources},
        **dict.fromkeys(_CHOICES, words),
        **dict.fromkeys(("in_kind", "kept_out_of_pool"), flags),
    }


def word_of(known: dict[Any, str] | None, value: Value) -> str:
    """What a cell says for one value."""
    if known is not None:
        return known.get(value) or known.get(None) or ""
    return "" if value is None else str(value)


def _offer_choices(page: Page, last: int) -> None:
    """Lists to choose from where a formula depends on the exact word."""
    lists: dict[str, Any] = {
        "partner": "=Partner_labels",
        "service_area": "=Area_labels",
        "funding_source": "=Source_labels",
        **{flag: ["Yes", "No"] for flag in ("in_kind", "kept_out_of_pool")},
    }
    for name, choices in _CHOICES.items():
        lists[name] = [words_of(choice) for choice in choices if choice != BLANK_CHOICE]
    for column, (name, _, _) in enumerate(_BEFORE):
        if name in lists:
            options = {"validate": "list", "source": lists[name]}
            page.sheet.data_validation(HEAD_ROW + 1, column, last, column, options)


def headings(plan: Plan) -> list[str]:
    """The headings of the table, left to right."""
    labels = [year_label(year) for year in plan.years]
    return [
        *(label for _, label, _ in _BEFORE),
        *labels,
        *(f"Net {label}" for label in labels),
        *(f"Arrangement {label}" for label in labels),
        *(label for _, label, _ in _AFTER),
    ]


def write_lines(
    page: Page,
    plan: Plan,
    labels: Labels,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    partner: str | None = None,
) -> LinesSheet:
    """Write every line, in the plan's order. Raises Cancelled where asked to stop.

    With a partner: its lines only, to be filled in. What it may write into is yellow, and nothing refers
    to other sheets.
    """
    heads = headings(plan)
    figures_from, figures_to = _FIRST_YEAR, _FIRST_YEAR + 2 * len(plan.years)
    for column, label in enumerate(heads):
        style = "head_money" if figures_from <= column < figures_to else "head"
        page.sheet.write_string(HEAD_ROW, column, label, page.styles[style])
    rows = _rows(plan, partner)
    written = LinesSheet(len(rows), HEAD_ROW + max(len(rows), 1))
    for column in range(figures_from, figures_to):
        written.columns[column] = array("d")
    inputs: frozenset[str] = frozenset() if partner is None else INPUTS
    stream = RowStream(page.sheet, HEAD_ROW + 1, len(heads))
    if not rows:
        stream.blank(HEAD_ROW + 1, 1, page.styles["text"])
    writer = _RowWriter(stream, page, plan, labels, written, inputs)
    for place, row in enumerate(rows):
        if place % EVERY == 0:
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(place, len(rows))
        writer.write(HEAD_ROW + 1 + place, row)
    stream.close()
    if progress is not None:
        progress(len(rows), len(rows))
    _add_table(page, written.last_row, heads)
    return written


class _RowWriter:
    """Writes one line after another; what is the same for all of them is looked up once."""

    def __init__(
        self,
        stream: RowStream,
        page: Page,
        plan: Plan,
        labels: Labels,
        written: LinesSheet,
        inputs: frozenset[str],
    ) -> None:
        self._string, self._number = stream.string, stream.number
        self._blank, self._formula = stream.blank, stream.formula
        self._input = page.styles["money_input"]
        self._money, self._plain = page.styles["money"], page.styles["plain"]
        self._whole = page.styles["count_given"]
        self._stands_alone = bool(inputs)
        lines, amounts = plan.table(BudgetLine), plan.table(BudgetAmount)
        self._amounts, self._pence = amounts.rows, amounts.index("amount")
        self._area = lines.index("service_area")
        self._direction = lines.index("direction")
        known, given, asked = words_by_field(labels), page.styles["text"], page.styles["text_input"]
        self._before = [
            (
                column,
                lines.index(name),
                known.get(name),
                asked if name in inputs else given,
                name in inputs,
            )
            for column, (name, _, _) in enumerate(_BEFORE)
        ]
        years = plan.years
        after = _FIRST_YEAR + 3 * len(years)
        self._after = [
            (
                after + place,
                lines.index(name),
                asked if name in inputs else given,
                name in inputs,
            )
            for place, (name, _, _) in enumerate(_AFTER)
        ]
        self._years = [
            (
                str(year),
                _FIRST_YEAR + place,
                letters(_FIRST_YEAR + place),
                _FIRST_YEAR + len(years) + place,
                _FIRST_YEAR + 2 * len(years) + place,
                year,
            )
            for place, year in enumerate(years)
        ]
        self._columns = written.columns
        self._direction_letter = letters(
            next(column for column, held in enumerate(_BEFORE) if held[0] == "direction")
        )
        self._area_letter = letters(
            next(column for column, held in enumerate(_BEFORE) if held[0] == "service_area")
        )
        standings = Standings(plan.records)
        self._arrangements = {
            (area, year): words_of(standings.of(area, year).arrangement)
            for area in labels.areas
            for year in years
        }

    def write(self, row: int, line: Row) -> None:
        """One line, left to right."""
        string = self._string
        for column, place, known, style, is_input in self._before:
            value = line[place]
            if known is not None:
                value = known.get(value) or known.get(None) or ""
            if value:
                string(row, column, value, style)
            elif is_input:
                self._blank(row, column, style)
        area = line[self._area]
        income = line[self._direction] == "income"
        number, excel_row = self._number, row + 1
        nets: list[tuple[int, str, float | str]] = []
        for label, column, letter, net, _, _ in self._years:
            held = self._amounts.get(f"{line[0]}:{label}")
            pence = None if held is None else held[self._pence]
            if pence is None:
                self._blank(row, column, self._input)
                self._columns[column].append(nan)
                self._columns[net].append(nan)
                nets.append((net, letter, ""))
                continue
            pounds = pence / 100
            number(row, column, pounds, self._input)
            signed = -pounds if income else pounds
            self._columns[column].append(pounds)
            self._columns[net].append(signed)
            nets.append((net, letter, signed))
        for net, letter, result in nets:
            self._formula(
                row,
                net,
                f'IF({letter}{excel_row}="","",IF(${self._direction_letter}{excel_row}="Income",'
                f"-{letter}{excel_row},{letter}{excel_row}))",
                self._money,
                result,
            )
        for _, _, _, _, column, year in self._years:
            if self._stands_alone:
                string(row, column, self._arrangements.get((area, year), "Separate"), self._plain)
                continue
            self._formula(
                row,
                column,
                f"IFERROR(INDEX(Arrangement_{year},MATCH(${self._area_letter}{excel_row},Area_labels,0)),"
                '"Separate")',
                self._plain,
                self._arrangements.get((area, year), "Separate"),
            )
        for column, place, style, is_input in self._after:
            value = line[place]
            if isinstance(value, int):
                number(row, column, value, self._whole)
            elif value:
                string(row, column, value, style)
            elif is_input:
                self._blank(row, column, style)


def words_of(choice: str) -> str:
    """A word of the glossary as a sheet shows it."""
    return with_capital(choice)


def _add_table(page: Page, last_row: int, heads: list[str]) -> None:
    """Make the rows an Excel table.

    XlsxWriter has no tables on sheets that go to disk row by row, since it would write the headings then
    and keep a note of every cell. Here the headings stand already, so that the table is declared over its
    first row alone, on a sheet that for this moment counts as held in memory, and then given its range.
    """
    sheet: Any = page.sheet
    to_disk, sheet.constant_memory = sheet.constant_memory, False
    try:
        made = sheet.add_table(
            HEAD_ROW,
            0,
            HEAD_ROW + 1,
            len(heads) - 1,
            {
                "name": "Budget_lines",
                "style": "Table Style Light 1",
                "banded_rows": False,
                "columns": [{"header": head} for head in heads],
            },
        )
    finally:
        sheet.constant_memory = to_disk
    assert not made, "the table of lines was refused"
    whole = f"A{HEAD_ROW + 1}:{letters(len(heads) - 1)}{last_row + 1}"
    sheet.tables[-1].update({"range": whole, "a_range": whole, "autofilter": whole})
