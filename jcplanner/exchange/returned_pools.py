"""The Pools sheet of a workbook that came back: contributions typed there are pointed out, not taken.

What a partner contributes is agreed between both finance directors; whoever agrees types it on the Pools
screen.
"""

from collections.abc import Iterator

from jcplanner.domain.column import Column
from jcplanner.domain.pools import Contribution, contribution_id
from jcplanner.domain.years import FIRST_YEAR, LAST_YEAR, year_label
from jcplanner.exchange.read import Cell, Row, Sheet
from jcplanner.exchange.returned_cells import read_amount, says, text_of
from jcplanner.exchange.returned_step import Stood
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.workbook_pools import BLOCK, HEADS_OF, POOL_INCOME, STATUS
from jcplanner.plan.fields import column_named

Written = tuple[str, int, Cell, str]
"""What was typed over: where, in words; the row of the sheet; the cell; what jcplanner wrote there."""


def typed_over(stood: Stood, sheet: Sheet) -> Iterator[Written]:
    """Every yellow cell of the Pools sheet that says something else than was written into it."""
    blocks = {
        f"{BLOCK}{label}, {year_label(year)}": (pool, year)
        for pool, label in stood.labels.pools.items()
        if pool is not None
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    }
    partners = {text_of(label): key for key, label in stood.labels.partners.items() if key}
    place: tuple[str, int] | None = None
    columns: dict[str, int] = {}
    for at, row in enumerate(sheet.rows):
        first = text_of(row[0]) if row else ""
        if first in blocks:
            place, columns = blocks[first], {}
        elif place is not None and first == "Partner":
            columns = {text_of(cell): column for column, cell in enumerate(row)}
        elif first == POOL_INCOME:
            place = None
        elif place is not None and columns and first in partners:
            yield from _of_row(
                stood, place, partners[first], first, columns, row, sheet.row_number(at)
            )


def _of_row(
    stood: Stood,
    place: tuple[str, int],
    partner: str,
    name: str,
    columns: dict[str, int],
    row: Row,
    number: int,
) -> Iterator[Written]:
    pool, year = place
    typed = stood.records.table(Contribution).get(contribution_id(pool, partner, year))
    where = f'Pools "{stood.labels.pools[pool]}", {year_label(year)}, {name}'
    for head, field in HEADS_OF.items():
        if head not in columns:
            continue
        column = columns[head]
        cell = row[column] if column < len(row) else None
        about = column_named(Contribution, field)
        had = getattr(typed, field) if typed else None
        if head == STATUS:
            had = words_of(str(had or "indicative"))
        if not _is_as_written(cell, had, about):
            yield f"{where}, {head.lower()}", number, cell, about.show(had) if had else ""


def _is_as_written(cell: Cell, had: str | int | None, about: Column) -> bool:
    if isinstance(had, str):
        return says(cell, had, about)
    try:
        return read_amount(cell)[0] == had
    except ValueError:
        return False
