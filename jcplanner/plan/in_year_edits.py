"""In-year figures: typed cell by cell or pasted by periods, "to date" or "each month"; one step each.

Only figures to date are kept. What is typed as months is added up first; what looks wrong is not refused but
told, as `InYearEntry.doubts`, so that whoever typed it can be asked before it is put in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.in_year import EACH_MONTH, WAYS, budget_of
from jcplanner.domain.in_year_slips import doubts_of_forecast, doubts_of_row
from jcplanner.domain.outturns import PERIODS, Outturn, outturn_id
from jcplanner.domain.problems import Refusal
from jcplanner.plan.clipboard import cells_of, read_amount
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan

Cells = Mapping[tuple[str, int], int | None]
"""Pence by (line id, period); None is blank, which is not nil."""


@dataclass(frozen=True)
class InYearEntry:
    """Figures ready to be put in: actual to date and forecasts by line and period, and what is odd."""

    year: int
    actuals: Cells
    forecasts: Cells
    doubts: tuple[str, ...]
    name: str


def read_actuals(plan: Plan, year: int, typed: Cells, way: str) -> InYearEntry:
    """Figures by line and period, typed ``way`` ("to date" or "each month"), as figures to date.

    A month typed over another moves every later figure to date of its line with it, so that the later
    months keep what they came to. Raises Refusal for a line that is gone.
    """
    if way not in WAYS:
        raise Refusal(f"Figures are given {' or '.join(WAYS)}.")
    by_line: dict[str, dict[int, int | None]] = {}
    for (line, period), pence in typed.items():
        by_line.setdefault(line, {})[period] = pence
    actuals: dict[tuple[str, int], int | None] = {}
    doubts: list[str] = []
    for line, given in by_line.items():
        name = _name(plan, line)
        before = to_date(plan, line, year)
        after = before
        for period, pence in given.items():
            after = _with(after, period, pence, way)
        doubts += doubts_of_row(name, given, way, after, budget_of(plan.records, line, year))
        for period in PERIODS:
            if after[period - 1] != before[period - 1]:
                actuals[(line, period)] = after[period - 1]
    what = "1 in-year figure" if len(typed) == 1 else f"{len(typed):,} in-year figures"
    return InYearEntry(year, actuals, {}, tuple(doubts), f"Put in {what} ({way})")


def _with(
    before: Sequence[int | None], period: int, pence: int | None, way: str
) -> list[int | None]:
    """Figures to date after one period was given another figure.

    A month typed over another moves what is to date later; one that fills a gap leaves it, for it was in
    there already.
    """
    if way != EACH_MONTH or pence is None:
        return [*before[: period - 1], pence, *before[period:]]
    earlier = [held for held in before[: period - 1] if held is not None]
    here = (earlier[-1] if earlier else 0) + pence
    stood = before[period - 1]
    moved = 0 if stood is None else here - stood
    later = [None if held is None else held + moved for held in before[period:]]
    return [*before[: period - 1], here, *later]


def read_forecasts(plan: Plan, year: int, typed: Cells) -> InYearEntry:
    """Forecast outturns by line and the period at whose end they were made."""
    doubts: list[str] = []
    for (line, _), pence in typed.items():
        if pence is not None:
            spent = [held for held in to_date(plan, line, year) if held is not None]
            doubts += doubts_of_forecast(
                _name(plan, line),
                pence,
                spent[-1] if spent else None,
                budget_of(plan.records, line, year),
            )
    what = "1 forecast" if len(typed) == 1 else f"{len(typed):,} forecasts"
    return InYearEntry(year, {}, typed, tuple(doubts), f"Put in {what}")


def read_block(
    plan: Plan, year: int, text: str, lines: Sequence[str], period: int, way: str
) -> InYearEntry:
    """A block from the clipboard, lines down and periods across, from one line and period on.

    ``lines`` are that line and those below it. Blank cells are passed by. Raises Refusal where the block
    reaches past the lines or past March, or a cell cannot be read.
    """
    block = cells_of(text)
    if len(block) > len(lines):
        raise Refusal(
            f"The block has {len(block):,} rows but only {len(lines):,} lines follow from here; "
            "begin higher up."
        )
    room = len(PERIODS) - period + 1
    if len(block[0]) > room:
        raise Refusal(
            f"The block has {len(block[0]):,} columns but only {room} months follow from here; begin "
            "further left."
        )
    typed: dict[tuple[str, int], int | None] = {}
    for line, row in zip(lines, block, strict=False):
        income = plan.table(BudgetLine).value(line, "direction") == "income"
        for place, cell in enumerate(row):
            if not cell.strip():
                continue
            try:
                typed[(line, period + place)] = read_amount(cell, income=income)
            except Refusal as refusal:
                raise Refusal(f"Nothing was pasted. For {_name(plan, line)}: {refusal}") from None
    return read_actuals(plan, year, typed, way)


def put_in(plan: Plan, entry: InYearEntry) -> None:
    """Put figures in as one step. A cell left with neither actual, forecast nor note is dropped."""
    with plan.step(entry.name) as draft:
        for field, cells in (("actual", entry.actuals), ("forecast", entry.forecasts)):
            for (line, period), pence in cells.items():
                _put(draft, line, entry.year, period, field, pence)


def _put(draft: Draft, line: str, year: int, period: int, field: str, pence: int | None) -> None:
    if period not in PERIODS:
        raise Refusal("A financial year has 12 months; 1 is April.")
    key = outturn_id(line, year, period)
    if draft.get(Outturn, key) is None:
        if pence is None:
            return
        draft.add(Outturn(key, line, year, period))
    draft.change(Outturn, key, **{field: pence})
    after = draft.get(Outturn, key)
    if after is not None and (after.actual, after.forecast, after.note) == (None, None, ""):
        draft.remove(Outturn, key)


def to_date(plan: Plan, line: str, year: int) -> list[int | None]:
    """A line's actual figures to date by period, as they stand in the plan."""
    table = plan.table(Outturn)
    keys = [outturn_id(line, year, period) for period in PERIODS]
    return [table[key].actual if key in table else None for key in keys]


def _name(plan: Plan, line: str) -> str:
    if line not in plan.table(BudgetLine):
        raise Refusal("That budget line is no longer in the plan.")
    return str(plan.table(BudgetLine).value(line, "description"))
