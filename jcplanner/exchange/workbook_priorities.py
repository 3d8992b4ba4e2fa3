"""The Priorities sheet: each prioritisation with its weights and mean scores as inputs, and envelopes.

Results, ranks and costs per point are formulas over the yellow cells, so that weights can be tried out. A
candidate with a blank mean under a criterion that weighs something has no result, as in the plan. Which
candidates the best set holds was worked out in the plan: typing over a weight does not change it.
"""

from typing import TYPE_CHECKING

from jcplanner.domain import best_set as sets
from jcplanner.domain import scoring
from jcplanner.domain.envelopes import envelopes_of
from jcplanner.domain.money import rounded_ratio
from jcplanner.domain.priorities import Candidate, Criterion, Envelope, Exercise
from jcplanner.domain.scoring import Result, Sheet, pence, sheet_of
from jcplanner.domain.years import year_label
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.write import Page
from jcplanner.reports.priorities import say_chosen

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

HEAD_ROW = 4
RESULT_HEADS = ("Result", "Rank", "Net cost a year", "Cost per point", "Must be funded", "Best set")
_RESULT, _RANK, _COST, _PER_POINT, _MUST, _SET = range(len(RESULT_HEADS))
ENVELOPE_HEADS = (
    "Programme area",
    "Floor",
    "Ceiling",
    "Envelope",
    "Plan from the bottom up",
    "Plan less envelope",
)
_PLACES = 9
"""Results are rounded to so many decimals before they are ranked, so that equal ones share a rank."""


def write_priorities(page: Page, held: "Writing") -> list[Check]:
    """Every prioritisation, one below the other, then the envelopes of each year.

    Leaves in `Writing.cells`: ("result", candidate) and ("envelope", area, year).
    """
    return _PrioritiesSheet(page, held).write()


class _PrioritiesSheet:
    """The sheet while it is written, from the top down."""

    def __init__(self, page: Page, held: "Writing") -> None:
        self.page, self.held, self.plan = page, held, held.plan
        self.row = HEAD_ROW

    def write(self) -> list[Check]:
        """Write all of it. Returns what the Checks sheet compares."""
        page = self.page
        page.text(
            HEAD_ROW - 1,
            0,
            "Points from 0 to 100; costs are positive, savings in brackets. Weights may have any total.",
            "about",
        )
        page.sheet.set_column(0, 0, 38)
        page.sheet.set_column(1, 30, 15)
        page.sheet.freeze_panes(HEAD_ROW, 1)
        page.sheet.repeat_rows(2, HEAD_ROW - 1)
        checks: list[Check] = []
        exercises = self.plan.table(Exercise).ordered()
        for exercise in exercises:
            checks += self._write_exercise(exercise)
        years = sorted({held.year for held in self.plan.table(Envelope).values()})
        for year in (year for year in years if year in self.plan.years):
            checks += self._write_envelopes(year)
        if self.row == HEAD_ROW:
            page.text(self.row, 0, "The plan holds no prioritisation and no envelopes.", "about")
        return checks

    def _cell(self, row: int, column: int) -> str:
        return f"${letters(column)}${row + 1}"

    def _across(self, row: int, count: int) -> str:
        return f"$B${row + 1}:${letters(count)}${row + 1}"

    def _write_exercise(self, exercise: Exercise) -> list[Check]:
        page, sheet = self.page, sheet_of(self.plan.records, exercise.id)
        names = [self.plan.records.name(Criterion.TABLE, key) for key in sheet.criteria]
        page.text(self.row, 0, exercise.name, "band")
        page.text(self.row + 1, 0, f"{scoring.METHOD} {exercise.method}".strip(), "about")
        page.heads(self.row + 2, ["Candidate", *names, *RESULT_HEADS], 1)
        weights, shares = self.row + 3, self.row + 4
        count = len(sheet.criteria)
        page.text(weights, 0, "Weight", "text_total")
        page.text(shares, 0, "Weight as a share", "text")
        for column, key in enumerate(sheet.criteria, start=1):
            page.money(weights, column, sheet.typed[key], "money_input")
            across = self._across(weights, count)
            formula = f"IF(SUM({across})=0,0,{self._cell(weights, column)}/SUM({across}))"
            page.figure(shares, column, formula, float(sheet.weights[key]), "percent")
        first = shares + 1
        last = shares + max(len(sheet.candidates), 1)
        best = self._best(exercise, sheet)
        for row, result in enumerate(sheet.results(), start=first):
            self._write_candidate(row, sheet, result, weights, (first, last), best)
        checks = self._check(exercise, sheet, count, first, last)
        self.row = self._write_best(exercise, best, count, first, last) + 2
        return checks

    def _best(self, exercise: Exercise, sheet: Sheet) -> sets.Chosen | None:
        if exercise.envelope is None:
            return None
        items, _ = sets.items_of(self.plan.records, sheet)
        return sets.best_set(items, exercise.envelope)

    def _write_candidate(
        self,
        row: int,
        sheet: Sheet,
        result: Result,
        weights: int,
        rows: tuple[int, int],
        best: sets.Chosen | None,
    ) -> None:
        page, count = self.page, len(sheet.criteria)
        held = self.plan.table(Candidate)[result.candidate]
        page.text(row, 0, held.name, "text")
        for column, key in enumerate(sheet.criteria, start=1):
            mean = sheet.consensus(result.candidate, key)
            if mean is None:
                page.money(row, column, None, "money_input")
            else:
                page.figures[(row, column)] = float(mean.mean)
                page.sheet.write_number(row, column, float(mean.mean), page.styles["money_input"])
        places = [count + 1 + place for place in range(len(RESULT_HEADS))]
        weighed, means = self._across(weights, count), self._across(row, count)
        product = f"SUMPRODUCT({weighed},{means})/SUM({weighed})"
        missing = f'SUMPRODUCT(({weighed}<>0)*({means}=""))'
        formula = f'IF(SUM({weighed})=0,"",IF({missing}>0,"",ROUND({product},{_PLACES})))'
        if count == 0 or result.points is None:
            page.words(row, places[_RESULT], formula if count else '""', "", "money")
        else:
            page.figure(row, places[_RESULT], formula, float(result.points), "money")
        self.held.cells[("result", result.candidate)] = (
            f"{page.name}!{self._cell(row, places[_RESULT])}"
        )
        of_row = [self._cell(row, column) for column in places]
        first, last = rows
        letter = letters(places[_RESULT])
        every = f"${letter}${first + 1}:${letter}${last + 1}"
        rank = f'IF({of_row[_RESULT]}="","",RANK({of_row[_RESULT]},{every}))'
        if result.rank is None:
            page.words(row, places[_RANK], rank, "", "count")
        else:
            page.figure(row, places[_RANK], rank, result.rank, "count")
        page.money(row, places[_COST], result.cost, "money_input")
        per_point = (
            f'IF({of_row[_RESULT]}="","",IF(OR({of_row[_RESULT]}=0,{of_row[_COST]}=""),"",'
            f"ROUND({of_row[_COST]}/{of_row[_RESULT]},2)))"
        )
        amount = pence(result.cost_per_point)
        if amount is None:
            page.words(row, places[_PER_POINT], per_point, "", "money")
        else:
            page.sum(row, places[_PER_POINT], per_point, amount)
        page.text(row, places[_MUST], "yes" if held.must else "no", "text")
        if best is not None:
            taken = "yes" if result.candidate in best.keys else "no"
            page.text(row, places[_SET], taken, "text")

    def _check(
        self, exercise: Exercise, sheet: Sheet, count: int, first: int, last: int
    ) -> list[Check]:
        """The results add up to the plan's own, in hundredths of a point."""
        letter = letters(count + 1)
        cells = f"{self.page.name}!${letter}${first + 1}:${letter}${last + 1}"
        whole = sum(held.points for held in sheet.results() if held.points is not None)
        hundredths = rounded_ratio(whole.numerator * 100, whole.denominator)
        name = f"{exercise.name}: points of all candidates, sheet Priorities and the plan"
        return [Check(name, f"ROUND(SUM({cells}),2)", hundredths, None, hundredths)]

    def _write_best(
        self, exercise: Exercise, best: sets.Chosen | None, count: int, first: int, last: int
    ) -> int:
        """The envelope and what the best set costs, below the candidates. Returns the last row written."""
        page, row = self.page, last + 1
        if exercise.envelope is None or best is None:
            return row
        cost, taken, result = (
            f"${letters(column)}${first + 1}:${letters(column)}${last + 1}"
            for column in (count + 1 + _COST, count + 1 + _SET, count + 1)
        )
        words = say_chosen(best)
        page.text(row, 0, "Envelope", "text")
        page.money(row, 1, exercise.envelope, "money_input")
        page.text(row + 1, 0, f"{words}: cost", "text")
        page.sum(row + 1, 1, f'ROUND(SUMIFS({cost},{taken},"yes"),2)', best.cost)
        page.text(row + 2, 0, "Left of the envelope", "text_total")
        page.sum(
            row + 2,
            1,
            f"ROUND({self._cell(row, 1)}-{self._cell(row + 1, 1)},2)",
            exercise.envelope - best.cost,
            "money_total",
        )
        page.text(row + 3, 0, "Points of the best set", "text")
        points = f'ROUND(SUMIFS({result},{taken},"yes"),{_PLACES})'
        page.figure(row + 3, 1, points, float(best.points), "money")
        page.text(row + 4, 0, f"As worked out in the plan. {sets.METHOD}", "about")
        return row + 4

    def _write_envelopes(self, year: int) -> list[Check]:
        """The envelopes of a year, their sum, and what is left to place of the resource."""
        page, now = self.page, envelopes_of(self.plan.records, self.plan.figures, year)
        label, first = year_label(year), self.row + 2
        page.text(self.row, 0, f"Envelopes, {label}", "band")
        page.heads(self.row + 1, list(ENVELOPE_HEADS), 1)
        for row, held in enumerate(now.rows, start=first):
            name = self.held.labels.areas.get(held.area, "")
            page.text(row, 0, name, "text")
            for column, amount in enumerate((held.floor, held.ceiling, held.amount), start=1):
                page.money(row, column, amount, "money_input")
            page.money(row, 4, held.planned)
            envelope, planned = self._cell(row, 3), self._cell(row, 4)
            formula = f'IF({envelope}="","",ROUND({planned}-{envelope},2))'
            if held.difference is None:
                page.words(row, 5, formula, "", "money")
            else:
                page.sum(row, 5, formula, held.difference)
            self.held.cells[("envelope", held.area, year)] = f"{page.name}!{envelope}"
        last = first + len(now.rows) - 1
        total = last + 1
        page.text(total, 0, "Total", "text_total")
        for column, amount in ((3, now.placed), (4, now.planned)):
            letter = letters(column)
            formula = f"ROUND(SUM({letter}{first + 1}:{letter}{last + 1}),2)" if now.rows else "0"
            page.sum(total, column, formula, amount, "money_total")
        page.text(total + 1, 0, "Resource of the commissioners", "text")
        page.money(total + 1, 3, now.resource, "money_input")
        page.text(total + 2, 0, "Left to place", "text_total")
        formula = f"ROUND({self._cell(total + 1, 3)}-{self._cell(total, 3)},2)"
        page.sum(total + 2, 3, formula, (now.resource or 0) - now.placed, "money_total")
        self.row = total + 5
        cell = f"{page.name}!{self._cell(total, 3)}"
        name = f"{label} envelopes: sheet Priorities and the plan"
        return [Check(name, cell, now.placed, None, now.placed)]
