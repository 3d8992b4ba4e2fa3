"""The In-year sheet: lines of pools with what they cost by month, their forecasts, and variances in words.

Actual figures are to date, never of single months. A line without a forecast counts at its budget.
"""

from typing import TYPE_CHECKING

from jcplanner.domain.in_year import (
    LineInYear,
    pool_lines,
    ring_fenced_sources,
    variance_words,
)
from jcplanner.domain.outturns import PERIODS
from jcplanner.domain.pooling import pool_years
from jcplanner.domain.pools import Pool
from jcplanner.domain.years import MONTHS, year_label
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.write import Page

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

HEAD_ROW = 4
SHEET = "In-year"
_HEADS = (
    "Pooled fund",
    "Year",
    "Line",
    "Partner",
    "Expenditure or income",
    "Budget",
    *(f"To date, {month}" for month in MONTHS),
    "Newest month",
    "Actual to date",
    "Straight line",
    "Forecast outturn",
    "Outturn as now known",
    "Variance",
    "Variance, net",
    "In words",
    "Ring-fenced",
    "Id",
)
_POOL, _YEAR, _LINE, _PARTNER, _DIRECTION, _BUDGET, _FIRST = range(7)
_NEWEST, _ACTUAL, _STRAIGHT, _FORECAST, _OUTTURN, _VARIANCE, _NET, _WORDS, _FENCED, _ID = range(
    _FIRST + len(PERIODS), len(_HEADS)
)
_WIDTHS = {_POOL: 28, _YEAR: 10, _LINE: 40, _PARTNER: 28, _DIRECTION: 13, _WORDS: 26}


def write_in_year(page: Page, held: "Writing") -> list[Check]:
    """A block for each pool and year with in-year figures.

    Leaves the cells of ("pool variance", pool, year) and ("line variance", line, year), both net, and the
    ranges ("variances", pool, year), ("partners of variances", pool, year) and ("ring-fenced", pool, year).
    """
    page.heads(HEAD_ROW, list(_HEADS), _BUDGET)
    for column in (_WORDS, _FENCED):
        page.text(HEAD_ROW, column, _HEADS[column], "head")
    for column in range(len(_HEADS)):
        hidden = {"hidden": 1} if column == _ID else {}
        page.sheet.set_column(column, column, _WIDTHS.get(column, 15), None, hidden)
    page.sheet.freeze_panes(HEAD_ROW + 1, _LINE + 1)
    page.sheet.repeat_rows(HEAD_ROW)
    page.sheet.repeat_columns(_LINE, _LINE)
    row, checks = HEAD_ROW + 1, list[Check]()
    plan = held.plan
    fenced = ring_fenced_sources(plan.records)
    for pool in plan.table(Pool).ordered():
        for year in pool_years(plan.records, pool.id):
            lines = pool_lines(plan.records, pool.id, year, held.sums.standings)
            if any(line.latest.actual_period or line.latest.forecast_period for line in lines):
                for at, line in enumerate(lines, start=row):
                    said = "Yes" if line.line.funding_source in fenced else "No"
                    page.text(at, _FENCED, said, "text")
                row = _write_block(page, held, pool, year, lines, row, checks)
    if row == HEAD_ROW + 1:
        page.text(row, _POOL, "No line of a pooled fund has in-year figures.", "about")
    return checks


def _write_block(
    page: Page,
    held: "Writing",
    pool: Pool,
    year: int,
    lines: list[LineInYear],
    row: int,
    checks: list[Check],
) -> int:
    label = held.labels.pools[pool.id]
    first = row
    for line in lines:
        _write_line(page, held, label, year, line, row)
        held.cells[("line variance", line.line.id, year)] = _cell(_NET, row)
        row += 1
    last = row - 1
    for column in range(_FENCED + 1):
        page.text(row, column, "All lines, net" if column == _LINE else "", "text_total")
    page.text(row, _POOL, label, "text_total")
    page.text(row, _YEAR, year_label(year), "text_total")
    direction = _range(_DIRECTION, first, last)

    def net(column: int, pence: int) -> None:
        held_in = _range(column, first, last)
        formula = (
            f'ROUND(SUMIFS({held_in},{direction},"Expenditure")'
            f'-SUMIFS({held_in},{direction},"Income"),2)'
        )
        page.sum(row, column, formula, pence, "money_total")

    budget = sum(line.net(line.budget) for line in lines)
    net(_BUDGET, budget)
    net(_ACTUAL, sum(line.net(line.latest.actual) for line in lines))
    variance = sum(line.net(line.variance) for line in lines)
    formula = f"ROUND(SUM({_range(_NET, first, last)}),2)"
    page.sum(row, _NET, formula, variance, "money_total")
    cell = f"{letters(_NET)}{row + 1}"
    page.words(row, _WORDS, _words_formula(cell, '"Expenditure"'), variance_words(variance))
    held.cells[("pool variance", pool.id, year)] = _cell(_NET, row)
    held.cells[("variances", pool.id, year)] = f"'{SHEET}'!{_range(_NET, first, last)}"
    partners = f"'{SHEET}'!{_range(_PARTNER, first, last)}"
    held.cells[("partners of variances", pool.id, year)] = partners
    held.cells[("ring-fenced", pool.id, year)] = f"'{SHEET}'!{_range(_FENCED, first, last)}"
    name = f"{label}, {year_label(year)}"
    # A line that is moved into the pool, or out of it, on another sheet is not listed anew here.
    of_pool = held.cells[("pool expenditure", pool.id, year)]
    said = f"{name}: budgets of its lines on sheet In-year and expenditure on sheet Pools"
    checks += [
        Check(said, _cell(_BUDGET, row), budget, of_pool, budget),
        Check(
            f"{name}: variance of its lines and the plan",
            _cell(_NET, row),
            variance,
            None,
            variance,
        ),
    ]
    return row + 2


def _write_line(
    page: Page, held: "Writing", pool: str, year: int, line: LineInYear, row: int
) -> None:
    latest, excel = line.latest, row + 1
    page.text(row, _ID, line.line.id)
    texts = (
        pool,
        year_label(year),
        line.line.description,
        held.labels.partners.get(line.line.partner) or held.labels.partners.get(None, ""),
        words_of(line.line.direction),
    )
    for column, text in enumerate(texts, start=_POOL):
        page.text(row, column, text, "text")
    budget = (
        f"IFERROR(ROUND(N(INDEX(Line_amount_{year},MATCH(${letters(_ID)}{excel},Line_id,0))),2),0)"
    )
    page.sum(row, _BUDGET, budget, line.budget or 0)
    for period in PERIODS:
        page.money(row, _FIRST + period - 1, line.to_date[period - 1], "money_input")
    months = f"{letters(_FIRST)}{excel}:{letters(_FIRST + len(PERIODS) - 1)}{excel}"
    newest, actual = f"{letters(_NEWEST)}{excel}", f"{letters(_ACTUAL)}{excel}"
    numbers = f"COLUMN({months})-{_FIRST}"
    page.figure(
        row,
        _NEWEST,
        f"SUMPRODUCT(MAX(ISNUMBER({months})*({numbers})))",
        latest.actual_period,
        "count",
    )
    _maybe(page, row, _ACTUAL, f'IF({newest}=0,"",INDEX({months},1,{newest}))', latest.actual)
    straight = f'IF({newest}=0,"",ROUND({actual}*12/{newest},2))'
    _maybe(page, row, _STRAIGHT, straight, latest.straight_line)
    page.money(row, _FORECAST, latest.forecast, "money_input")
    forecast, outturn = f"{letters(_FORECAST)}{excel}", f"{letters(_OUTTURN)}{excel}"
    known = f'IF({newest}=12,{actual},IF(ISNUMBER({forecast}),{forecast},""))'
    _maybe(page, row, _OUTTURN, known, latest.outturn)
    budget_cell, variance = f"{letters(_BUDGET)}{excel}", f"{letters(_VARIANCE)}{excel}"
    formula = f'IF({outturn}="","",ROUND({outturn}-{budget_cell},2))'
    _maybe(page, row, _VARIANCE, formula, line.variance)
    direction = f"${letters(_DIRECTION)}{excel}"
    net = f'IF({variance}="",0,IF({direction}="Income",-{variance},{variance}))'
    page.sum(row, _NET, net, line.net(line.variance))
    page.words(row, _WORDS, _words_formula(variance, direction), line.words)


def _maybe(page: Page, row: int, column: int, formula: str, pence: int | None) -> None:
    """A sum that may be blank, which is not nil."""
    if pence is None:
        page.words(row, column, formula, "", "money")
    else:
        page.sum(row, column, formula, pence)


def _words_formula(variance: str, direction: str) -> str:
    """The variance as `variance_words` says it: never a bare sign, pence only where there are any."""
    size = f"ABS({variance})"
    amount = f'TEXT({size},IF({size}=INT({size}),"£#,##0","£#,##0.00"))'
    more, less = (
        f'IF({direction}="Income","{income}","{spent}")'
        for income, spent in ((" more income", " over"), (" less income", " under"))
    )
    said = f'IF({variance}=0,"on budget",{amount}&IF({variance}>0,{more},{less}))'
    return f'IF({variance}="","",{said})'


def _range(column: int, first: int, last: int) -> str:
    letter = letters(column)
    return f"${letter}${first + 1}:${letter}${last + 1}"


def _cell(column: int, row: int) -> str:
    return f"'{SHEET}'!${letters(column)}${row + 1}"
