"""The Registers sheet: each register as a block of its own, the scores of risks as live formulas."""

from typing import TYPE_CHECKING

from jcplanner.domain.column import Kind
from jcplanner.domain.dates import read_day
from jcplanner.domain.register_kinds import REGISTERS, Register
from jcplanner.domain.registers import Risk
from jcplanner.domain.scoring_risks import MOMENTS, SCORE_FIELDS, score_of
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_blocks import write_cell, write_day, write_table
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.write import Page
from jcplanner.plan.fields import shower
from jcplanner.plan.plan import Plan
from jcplanner.reports.registers import columns_of, register_tables

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

FIRST_ROW = 4
_NAME, _OTHERS, _MOST = 44, 20, 30
_KINDS = {Kind.MONEY: "exact", Kind.PERCENT: "percent", Kind.COUNT: "count"}


def write_registers(page: Page, held: "Writing") -> list[Check]:
    """Every register that holds something, one below the other, with what hangs on its records."""
    plan = held.plan
    page.sheet.set_column(0, 0, _NAME)
    page.sheet.set_column(1, _MOST, _OTHERS)
    page.sheet.freeze_panes(FIRST_ROW, 1)
    page.sheet.repeat_rows(0)
    page.sheet.repeat_columns(0)
    row = FIRST_ROW
    for register in REGISTERS:
        if not plan.table(register.kind):
            continue
        row = _write_register(page, plan, register, row) + 1
        # The first of its tables is the one that was just written.
        for table in list(register_tables(plan, register))[1:]:
            if table.rows:
                row = write_table(page, row, table) + 1
    if row == FIRST_ROW:
        page.text(row, 0, "The registers hold nothing yet.", "about")
    return []


def _write_register(page: Page, plan: Plan, register: Register, row: int) -> int:
    """Headings and rows by the columns of its records; a risk's three scores come last, as formulas."""
    page.text(row, 0, register.title, "band")
    columns = columns_of(register.kind)
    # What the record is called comes first, as it stays in sight.
    columns.sort(key=lambda column: column.name != register.kind.NAMED_BY)
    kinds = [_KINDS.get(column.kind, "text") for column in columns]
    for at, column in enumerate(columns):
        label = SCORE_FIELDS.get(column.name, column.label)
        page.text(row + 1, at, label, "head" if kinds[at] == "text" else "head_money")
    scored = register.kind is Risk
    if scored:
        for at, moment in enumerate(MOMENTS, start=len(columns)):
            page.text(row + 1, at, f"{moment.capitalize()} score", "head_money")
    places = {column.name: letters(at) for at, column in enumerate(columns)}
    table = plan.table(register.kind)
    show = [shower(plan.records, column) for column in columns]
    at_row = row + 2
    for record in table.ordered():
        values = table.rows[record.id]
        for at, column in enumerate(columns):
            value = values[table.index(column.name)]
            if column.kind is Kind.DATE:
                write_day(page, at_row, at, read_day(str(value or "")))
            elif column.kind in _KINDS:
                write_cell(page, at_row, at, value if isinstance(value, int) else None, kinds[at])
            else:
                page.text(at_row, at, show[at](value), "text")
        if isinstance(record, Risk):
            _write_scores(page, at_row, len(columns), record, places)
        at_row += 1
    return at_row


def _write_scores(page: Page, row: int, column: int, risk: Risk, places: dict[str, str]) -> None:
    """Likelihood times impact of each moment; nothing where either is not given."""
    for at, moment in enumerate(MOMENTS, start=column):
        likelihood = f"{places[f'{moment}_likelihood']}{row + 1}"
        impact = f"{places[f'{moment}_impact']}{row + 1}"
        formula = f'IF(COUNT({likelihood},{impact})=2,{likelihood}*{impact},"")'
        score = score_of(risk, moment)
        if score is None:
            page.words(row, at, formula, "", "count")
        else:
            page.figure(row, at, formula, score.points, "count")
