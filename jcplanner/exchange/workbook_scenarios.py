"""The Scenarios sheet: what each scenario has otherwise, and what that does to net revenue by year."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.column import Kind
from jcplanner.domain.figures import totals_by
from jcplanner.domain.overrides import keys_in
from jcplanner.domain.scenarios import Scenario
from jcplanner.domain.years import year_label
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.workbook_sums import rounded, sumifs
from jcplanner.exchange.write import Page, quoted
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_edits import OverrideSaid, say_overrides
from jcplanner.plan.scenario_plan import ScenarioPlan

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

HEAD_ROW = 4
HEADS = (
    "No.",
    "Scenario",
    "Record",
    "Field",
    "Year from",
    "In net revenue",
    "Plan as agreed",
    "Scenario",
    "Difference",
    "Effect on net revenue",
    "Plan when made",
    "State",
    "Note",
)
_WIDTHS = (6, 32, 48, 22, 11, 15, 18, 18, 18, 20, 18, 30, 40)
_NO, _SCENARIO, _RECORD, _FIELD, _YEAR, _COUNTS, _PLAN, _VALUE, _DIFFERENCE, _EFFECT, _THEN = range(
    11
)
ADDS, TAKES_OFF, APART = "adds", "takes off", ""


@dataclass(frozen=True, slots=True)
class _Row:
    """One override as it is written: the number of its scenario, the words, the year that it counts in."""

    number: int
    name: str
    said: OverrideSaid
    year: int | None
    counts: str

    @property
    def effect(self) -> int:
        """What it adds to net revenue, in pence."""
        sign = {ADDS: 1, TAKES_OFF: -1, APART: 0}[self.counts]
        return sign * ((self.said.value or 0) - (self.said.now or 0))


def write_scenarios(page: Page, held: "Writing") -> list[Check]:
    """Net revenue of plan and scenarios by year, then every override with its effect.

    In the workbook of one scenario, whose lines carry its numbers, the plan's figure is worked back to.
    """
    plan, agreed = held.plan, held.plan.agreed
    scenarios = [
        one
        for one in agreed.table(Scenario).ordered()
        if not plan.scenario or one.id == plan.scenario
    ]
    years = plan.years
    page.heads(
        HEAD_ROW,
        ["No.", "Scenario", "Net revenue, cash", "", "", "", *(year_label(year) for year in years)],
        _PLAN,
    )
    for column, width in enumerate(_WIDTHS):
        page.sheet.set_column(column, column, width)
    page.sheet.freeze_panes(HEAD_ROW + 1, 2)
    page.sheet.repeat_rows(HEAD_ROW)
    if not scenarios:
        page.text(HEAD_ROW + 1, 0, "The plan holds no scenarios.", "about")
        return []
    rows = _rows(plan, scenarios)
    top = HEAD_ROW + 1 + 4 * len(scenarios) + 1
    first, last = top + 2, top + 1 + max(len(rows), 1)
    checks: list[Check] = []
    for place, scenario in enumerate(scenarios):
        checks += _write_years(
            page, plan, scenario, place + 1, HEAD_ROW + 1 + 4 * place, first, last
        )
    page.heads(top, list(HEADS), _PLAN)
    for column in (_YEAR, _THEN + 1, _THEN + 2):
        page.text(top, column, HEADS[column], "head")
    for place, row in enumerate(rows):
        _write_override(page, top + 1 + place, row, _VALUE if plan.scenario else _PLAN)
    if not rows:
        page.text(top + 1, _SCENARIO, "Nothing is otherwise than in the plan.", "about")
    return checks


def _rows(plan: Plan, scenarios: Sequence[Scenario]) -> list[_Row]:
    found: list[_Row] = []
    for number, scenario in enumerate(scenarios, start=1):
        for said in say_overrides(plan, scenario.id):
            keys = keys_in(said.override.of_table, said.override.of_record) or {}
            year = keys.get("year")
            found.append(
                _Row(
                    number,
                    scenario.name,
                    said,
                    year if isinstance(year, int) else None,
                    _counts(plan, said),
                )
            )
    return found


def _counts(plan: Plan, said: OverrideSaid) -> str:
    """How an override counts in net revenue in cash: expenditure adds, income takes off."""
    held = said.override
    if said.idle or (held.of_table, held.of_field) != (BudgetAmount.TABLE, "amount"):
        return APART
    line = plan.agreed.table(BudgetLine).get(held.of_record.rpartition(":")[0])
    if line is None or line.nature != "revenue" or line.in_kind:
        return APART
    return TAKES_OFF if line.direction == "income" else ADDS


def _write_years(
    page: Page, plan: Plan, scenario: Scenario, number: int, row: int, first: int, last: int
) -> list[Check]:
    """Plan, differences and scenario by year, as formulas over the Lines sheet and the overrides below."""
    with ExitStack() as open_ones:
        view: Plan = plan
        if plan.scenario != scenario.id:
            view = ScenarioPlan(plan, scenario.id)
            open_ones.callback(view.close)
        ours, theirs = (
            totals_by(one.figures, lambda cell: cell.year) for one in (plan.agreed, view)
        )
    for offset, words in enumerate(("Plan as agreed", "Effect of its overrides", scenario.name)):
        style = "text_total" if offset == 2 else "text"
        page.count(row + offset, _NO, number, "count_given" if offset < 2 else "text_total")
        page.text(row + offset, _SCENARIO, scenario.name, style)
        page.text(row + offset, _RECORD, words, style)
    checks: list[Check] = []
    for place, year in enumerate(plan.years):
        column = _PLAN + place
        letter = letters(column)
        before, after = ours.get(year, 0), theirs.get(year, 0)
        plan_cell, effect_cell, own_cell = (f"{letter}{row + 1 + at}" for at in range(3))
        of_lines = rounded([sumifs(year)])
        worked_out = f"ROUND({plan_cell}+{effect_cell},2)"
        worked_back = f"ROUND({own_cell}-{effect_cell},2)"
        of_plan, of_own = (worked_back, of_lines) if plan.scenario else (of_lines, worked_out)
        effect = (
            f"ROUND(SUMIFS({_range(_EFFECT, first, last)},{_range(_NO, first, last)},$A{row + 1},"
            f"{_range(_YEAR, first, last)},{year}),2)"
        )
        page.sum(row, column, of_plan, before)
        page.sum(row + 1, column, effect, after - before)
        page.sum(row + 2, column, of_own, after, "money_total")
        pence, cell = (before, plan_cell) if plan.scenario else (after, own_cell)
        what = "the plan as agreed" if plan.scenario else f"scenario {scenario.name}"
        checks.append(
            Check(
                f"{year_label(year)} net revenue, cash: sheet Scenarios and {what}",
                f"Scenarios!{cell}",
                pence,
                None,
                pence,
            )
        )
    return checks


def _range(column: int, first: int, last: int) -> str:
    return f"${letters(column)}${first}:${letters(column)}${last}"


def _write_override(page: Page, at: int, row: _Row, live: int) -> None:
    """Write one; an amount of a line is read from the sheet Lines in the column that is ``live``."""
    said, excel = row.said, at + 1
    page.count(at, _NO, row.number)
    page.text(at, _SCENARIO, row.name, "text")
    page.text(at, _RECORD, said.record, "text")
    page.text(at, _FIELD, said.field, "text")
    if row.year is None:
        page.text(at, _YEAR, "", "text")
    else:
        page.count(at, _YEAR, row.year, "text")
    page.text(at, _COUNTS, row.counts, "text")
    for column, value in ((_PLAN, said.now), (_VALUE, said.value), (_THEN, said.then)):
        if column == live and row.counts != APART:
            _write_live(page, at, column, said, value)
        else:
            _write_number(page, at, column, said, value)
    formula = f"N({letters(_VALUE)}{excel})-N({letters(_PLAN)}{excel})"
    difference = (said.value or 0) - (said.now or 0)
    kind = said.column.kind if said.column else Kind.COUNT
    if kind is Kind.MONEY:
        page.sum(at, _DIFFERENCE, f"ROUND({formula},2)", difference)
    elif kind is Kind.PERCENT:
        page.figure(at, _DIFFERENCE, f"ROUND({formula},4)", difference / 10_000, "percent")
    else:
        page.figure(at, _DIFFERENCE, formula, difference, "count")
    sign = f'IF(${letters(_COUNTS)}{excel}="{ADDS}",1,IF(${letters(_COUNTS)}{excel}="{TAKES_OFF}",-1,0))'
    page.sum(at, _EFFECT, f"ROUND({sign}*{letters(_DIFFERENCE)}{excel},2)", row.effect)
    state = f"No effect: {said.idle}" if said.idle else ""
    if said.moved_on:
        state = "The plan has moved on"
    page.text(at, _THEN + 1, state, "text")
    page.text(at, _THEN + 2, said.override.note, "text")


def _write_live(page: Page, at: int, column: int, said: OverrideSaid, value: int | None) -> None:
    """The amount that a line now has on the sheet Lines: typed over there, it moves here."""
    line, _, year = said.override.of_record.rpartition(":")
    cell = f"INDEX(Line_amount_{year},MATCH({quoted(line)},Line_id,0))"
    formula = f'IF({cell}="","",ROUND({cell},2))'
    if value is None:
        page.words(at, column, formula, "", "money")
    else:
        page.sum(at, column, formula, value)


def _write_number(page: Page, at: int, column: int, said: OverrideSaid, value: int | None) -> None:
    """A number of a record as its kind asks: pounds, per cent, or as it is; a blank stays blank."""
    kind = said.column.kind if said.column else Kind.COUNT
    if kind is Kind.MONEY or value is None:
        page.money(at, column, value)
    elif kind is Kind.PERCENT:
        page.percent(at, column, value, "percent")
    else:
        page.count(at, column, value)
