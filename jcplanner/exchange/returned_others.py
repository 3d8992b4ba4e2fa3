"""The other sheets of a finance workbook that came back: funding is taken back, the rest is pointed out.

They carry no ids: a row is known by its label, which is made so that no two are alike.
"""

import re
from collections.abc import Mapping

from jcplanner.domain.budgets import BudgetAmount, FundingAmount, FundingSource, cell_id
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.years import FIRST_YEAR, LAST_YEAR, year_label
from jcplanner.exchange.read import Cell, Row, Sheet
from jcplanner.exchange.returned_cells import read_amount, says, text_of
from jcplanner.exchange.returned_difference import AMOUNT, Compared, Difference, Remark
from jcplanner.exchange.returned_money import (
    gap_typed_over,
    in_year_typed_over,
    savings_typed_over,
)
from jcplanner.exchange.returned_pools import typed_over
from jcplanner.exchange.returned_step import Stood
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.plan.fields import column_named
from jcplanner.plan.plan import Plan

_YEARS = {year_label(year): year for year in range(FIRST_YEAR, LAST_YEAR + 1)}
_GIVES = re.compile(r"(\d{4}/\d\d) gives")
_SET = re.compile(r"(\d{4}/\d\d) (stage|arrangement) set here")
_MONEY = column_named(BudgetAmount, AMOUNT)
_STATED = (("Stated", "amount"), ("Low", "low"), ("High", "high"))


def compare_others(
    plan: Plan, stood: Stood, sheets: Mapping[str, Sheet], compared: Compared
) -> None:
    """Add what the other sheets with yellow cells say to what the lines gave."""
    for name, compare in (
        ("Funding", _funding),
        ("Pathway", _pathway),
        ("Stated", _stated),
        ("Pools", _pools),
        ("In-year", _in_year),
        ("Savings", _savings),
        ("Gap", _gap),
    ):
        if name in sheets:
            compare(plan, stood, sheets[name], compared)


def _rows(sheet: Sheet, first_head: str) -> tuple[list[str], list[tuple[int, Row]]]:
    """The headings, and the rows below them with their numbers; nothing where they are not there."""
    for place, row in enumerate(sheet.rows[:30]):
        if row and text_of(row[0]) == first_head:
            below = [
                (sheet.row_number(at), sheet.rows[at]) for at in range(place + 1, len(sheet.rows))
            ]
            return [text_of(cell) for cell in row], below
    return [], []


def _cell(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None


def _ids(labels: Mapping[str | None, str]) -> dict[str, str]:
    return {text_of(label).casefold(): key for key, label in labels.items() if key is not None}


def _funding(plan: Plan, stood: Stood, sheet: Sheet, compared: Compared) -> None:
    """What each source gives: differences, as in the lines."""
    heads, rows = _rows(sheet, "Funding source")
    columns = {
        _YEARS[match[1]]: column
        for column, head in enumerate(heads)
        if (match := _GIVES.fullmatch(head)) and match[1] in _YEARS
    }
    sources, now, then = (
        plan.table(FundingSource),
        plan.table(FundingAmount),
        stood.records.table(FundingAmount),
    )
    ids = _ids(stood.labels.sources)
    for number, row in rows:
        key = ids.get(text_of(_cell(row, 0)).casefold())
        if key is None or key not in sources:
            continue
        for year, column in columns.items():
            if year not in plan.years:
                continue
            amount = cell_id(key, year)
            has = now[amount].amount if amount in now else None
            had = then[amount].amount if amount in then else None
            label = f"Gives {year_label(year)}"
            try:
                new, doubt = read_amount(_cell(row, column))
            except ValueError as fault:
                text = f'Funding "{sources[key].name}", {label} was not taken: {fault}.'
                compared.remarks.append(Remark(text, number))
                continue
            if new in (has, had):
                continue
            compared.differences.append(
                Difference(
                    FundingSource.TABLE, key, AMOUNT, year, has, new, f"Funding: {sources[key].name}",
                    label, _MONEY.show(has), _MONEY.show(new), _MONEY.show(had), has != had, doubt, number,
                )
            )  # fmt: skip


def _pathway(plan: Plan, stood: Stood, sheet: Sheet, compared: Compared) -> None:
    """Stages and arrangements are decided, not filled in: what was written there is pointed out."""
    heads, rows = _rows(sheet, "Service area")
    columns = [
        (column, _YEARS[match[1]], match[2])
        for column, head in enumerate(heads)
        if (match := _SET.fullmatch(head)) and match[1] in _YEARS
    ]
    steps, ids = stood.records.table(PathwayStep), _ids(stood.labels.areas)
    for number, row in rows:
        key = ids.get(text_of(_cell(row, 0)).casefold())
        if key is None:
            continue
        for column, year, field in columns:
            step, about = cell_id(key, year), column_named(PathwayStep, field)
            had = words_of(str(steps.value(step, field))) if step in steps else ""
            where = f'Pathway "{stood.labels.areas[key]}", {year_label(year)} {field}'
            if not says(_cell(row, column), had, about):
                _say(compared, where, number, _cell(row, column), had)


def _stated(plan: Plan, stood: Stood, sheet: Sheet, compared: Compared) -> None:
    """Stated figures come from papers: what was written over them is pointed out."""
    heads, rows = _rows(sheet, "Stated figure")
    held = stood.records.table(StatedFigure).ordered()
    columns = [(heads.index(head), head, field) for head, field in _STATED if head in heads]
    for (number, row), stated in zip(rows, held, strict=False):
        if not says(_cell(row, 0), stated.name, column_named(StatedFigure, "name")):
            continue
        for column, head, field in columns:
            had: int | None = getattr(stated, field)
            if not _is_amount(_cell(row, column), had):
                where = f'Stated "{stated.name}", {head.lower()}'
                _say(compared, where, number, _cell(row, column), _MONEY.show(had))


def _pools(plan: Plan, stood: Stood, sheet: Sheet, compared: Compared) -> None:
    """Contributions are agreed, not filled in: what was written over them is pointed out."""
    for where, number, cell, had in typed_over(stood, sheet):
        _say(compared, where, number, cell, had)


def _in_year(plan: Plan, stood: Stood, sheet: Sheet, compared: Compared) -> None:
    for where, number, cell, had in in_year_typed_over(stood, sheet):
        _say(compared, where, number, cell, had)


def _savings(plan: Plan, stood: Stood, sheet: Sheet, compared: Compared) -> None:
    for where, number, cell, had in savings_typed_over(stood, sheet):
        _say(compared, where, number, cell, had)


def _gap(plan: Plan, stood: Stood, sheet: Sheet, compared: Compared) -> None:
    for where, number, cell, had in gap_typed_over(stood, sheet):
        _say(compared, where, number, cell, had)


def _is_amount(cell: Cell, pence: int | None) -> bool:
    try:
        return read_amount(cell)[0] == pence
    except ValueError:
        return False


def _say(compared: Compared, where: str, number: int, cell: Cell, had: str) -> None:
    said = text_of(cell) or "blank"
    compared.remarks.append(
        Remark(
            f"{where}: the workbook says {said}, jcplanner wrote {had or 'blank'}; this is set in the plan "
            "itself.",
            number,
        )
    )
