"""The Savings sheet: what each saving delivers by year, as formulas over its inputs and a table of profiles.

Amounts are worked out in whole pence, so that half a penny rounds as it does in the plan.
"""

from typing import TYPE_CHECKING

from jcplanner.domain.budgets import RECURRENCES, BudgetLine, cell_id
from jcplanner.domain.phasing import (
    IN_FULL,
    PHASING,
    cost_to_achieve,
    delivered,
    savings_in,
    weighted,
)
from jcplanner.domain.savings import SAVING_STATUSES, Saving, SavingCost
from jcplanner.domain.years import MONTHS, year_label
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.write import Page, quoted

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

HEAD_ROW = 4
_HEADS = (
    ("Saving", 34),
    ("Target held against", 34),
    ("Benefit falls in", 24),
    ("Partner", 24),
    ("Status", 15),
    ("Full-year effect", 17),
    ("Starts in", 10),
    ("Start month", 12),
    ("Phasing", 12),
    ("Recurrence", 15),
    ("Confidence", 12),
    ("Months after April", 10),
)
_STATUS, _EFFECT, _YEAR, _MONTH, _PROFILE, _RECURRENCE, _CONFIDENCE, _BEGINS = range(4, 12)
_FIRST = len(_HEADS)
_BLOCKS = ("delivered", "weighted by confidence", "cost to achieve", "net of cost")
_DELIVERED, _WEIGHTED, _COST, _NET = range(len(_BLOCKS))
_NAMES, _OF, _RATES, _MONTHS = (
    "Phasing_names",
    "Phasing_full_rate",
    "Phasing_rates",
    "Phasing_months",
)
_ALL = "all"
_SIGNS = (
    "Money saved is positive, an investment negative; costs are positive and taken off. "
    "A blank confidence counts as 100%."
)


def write_savings(page: Page, held: "Writing") -> list[Check]:
    """Each saving with its inputs (yellow) and, year by year, delivered, weighted, cost and net.

    Leaves in `Writing.cells`: ("saved", saving, year), ("saved weighted", saving, year), ("savings",
    status, year), ("savings weighted", status, year), the status "all" among them, and ("saving cost", year).
    """
    return _SavingsSheet(page, held).write()


class _SavingsSheet:
    """The sheet while it is written: savings, then totals by status, then the profiles."""

    def __init__(self, page: Page, held: "Writing") -> None:
        self.page, self.held = page, held
        self.plan, self.years = held.plan, held.plan.years
        self.savings = held.plan.table(Saving).ordered()
        self.first = HEAD_ROW + 1
        self.last = HEAD_ROW + max(len(self.savings), 1)

    def write(self) -> list[Check]:
        """Write all of it. Returns what the Checks sheet compares."""
        self._set_up()
        for row, saving in enumerate(self.savings, start=self.first):
            self._write_inputs(row, saving)
            self._write_years(row, saving)
        if not self.savings:
            self.page.text(self.first, 0, "The plan holds no savings.", "about")
        self._name_columns()
        checks = self._write_totals(self.last + 2)
        self._write_profiles(self.last + 2 + len(SAVING_STATUSES) + 3)
        return checks

    def _name_columns(self) -> None:
        """The columns that the Gap sheet adds up, by the names that they have there."""
        columns = {"Saving_partner": 3, "Saving_status": _STATUS}
        for year in self.years:
            columns[f"Saving_delivered_{year}"] = self._column(_DELIVERED, year)
            columns[f"Saving_cost_{year}"] = self._column(_COST, year)
        for name, column in columns.items():
            letter = letters(column)
            place = f"{self.page.name}!${letter}${self.first + 1}:${letter}${self.last + 1}"
            self.held.names[name] = f"={place}"

    def _column(self, block: int, year: int) -> int:
        return _FIRST + block * len(self.years) + self.years.index(year)

    def _cell(self, row: int, column: int) -> str:
        return f"{self.page.name}!${letters(column)}${row + 1}"

    def _set_up(self) -> None:
        sheet = self.page.sheet
        heads = [head for head, _ in _HEADS]
        heads[_BEGINS] = f"Months after April {self.years[0]}"
        for block in _BLOCKS:
            heads += [f"{year_label(year)} {block}" for year in self.years]
        self.page.text(HEAD_ROW - 1, 0, _SIGNS, "about")
        self.page.heads(HEAD_ROW, heads, _FIRST)
        for column, (_, width) in enumerate(_HEADS):
            sheet.set_column(column, column, width)
        sheet.set_column(_FIRST, len(heads) - 1, 17)
        sheet.freeze_panes(HEAD_ROW + 1, 1)
        sheet.repeat_rows(HEAD_ROW)
        sheet.repeat_columns(0)
        begun = {saving.start_year for saving in self.savings if saving.start_year is not None}
        choices = {
            _STATUS: [words_of(status) for status in SAVING_STATUSES],
            _YEAR: [year_label(year) for year in sorted(begun.union(self.years))][:30],
            _MONTH: list(MONTHS),
            _PROFILE: [words_of(profile) for profile in PHASING],
            _RECURRENCE: [words_of(recurrence) for recurrence in RECURRENCES],
        }
        for column, source in choices.items():
            options = {"validate": "list", "source": source}
            sheet.data_validation(self.first, column, self.last, column, options)

    def _write_inputs(self, row: int, saving: Saving) -> None:
        page, labels = self.page, self.held.labels
        area, partner = saving.benefit_area, saving.partner
        given = [
            saving.name,
            self.plan.records.name(BudgetLine.TABLE, saving.target_line),
            labels.areas.get(area, "") if area else "",
            labels.partners.get(partner, "") if partner else "",
        ]
        for column, text in enumerate(given):
            page.text(row, column, text, "text")
        page.text(row, _STATUS, words_of(saving.status), "text_input")
        page.money(row, _EFFECT, saving.full_year_effect, "money_input")
        begins = saving.start_year
        page.text(row, _YEAR, "" if begins is None else year_label(begins), "text_input")
        page.text(row, _MONTH, saving.start_month, "text_input")
        page.text(row, _PROFILE, words_of(saving.profile), "text_input")
        page.text(row, _RECURRENCE, words_of(saving.recurrence), "text_input")
        page.percent(row, _CONFIDENCE, saving.confidence)
        year, month = (f"${letters(column)}{row + 1}" for column in (_YEAR, _MONTH))
        months = ",".join(map(quoted, MONTHS))
        formula = (
            f'IF(OR({year}="",{month}=""),"",{IN_FULL}*(VALUE(LEFT({year},4))-{self.years[0]})'
            f"+MATCH({month},{{{months}}},0)-1)"
        )
        if begins is None:
            page.words(row, _BEGINS, formula, "")
        else:
            after = IN_FULL * (begins - self.years[0]) + MONTHS.index(saving.start_month)
            page.figure(row, _BEGINS, formula, after, "count")

    def _write_years(self, row: int, saving: Saving) -> None:
        page, cells = self.page, self.held.cells
        costs = self.plan.table(SavingCost)
        for year in self.years:
            places = [self._column(block, year) for block in range(len(_BLOCKS))]
            of_row = [f"{letters(column)}{row + 1}" for column in places]
            saved, cost = delivered(saving, year), costs.get(cell_id(saving.id, year))
            page.sum(row, places[_DELIVERED], self._delivered(row, year), saved)
            page.sum(
                row,
                places[_WEIGHTED],
                f'ROUND(ROUND({of_row[_DELIVERED]}*100,0)*ROUND(IF({self._of(row, _CONFIDENCE)}="",1,'
                f"{self._of(row, _CONFIDENCE)})*10000,0)/10000,0)/100",
                weighted(saving, year),
            )
            page.money(row, places[_COST], cost.amount if cost else None, "money_input")
            page.sum(
                row,
                places[_NET],
                f"ROUND({of_row[_DELIVERED]}-{of_row[_COST]},2)",
                saved - cost_to_achieve(self.plan.records, saving.id, year),
            )
            cells[("saved", saving.id, year)] = self._cell(row, places[_DELIVERED])
            cells[("saved weighted", saving.id, year)] = self._cell(row, places[_WEIGHTED])

    def _of(self, row: int, column: int) -> str:
        return f"${letters(column)}{row + 1}"

    def _delivered(self, row: int, year: int) -> str:
        """The full-year effect times the run rates of the year's months, over twelve months in full."""
        after = year - self.years[0]
        begins, profile, recurrence, effect = (
            self._of(row, column) for column in (_BEGINS, _PROFILE, _RECURRENCE, _EFFECT)
        )
        gone = f"({IN_FULL * after}-{begins})"
        of = f"SUMIF({_NAMES},{profile},{_OF})"
        rates = (
            f"SUMPRODUCT(({_NAMES}={profile})*{_RATES}*({_MONTHS}>{gone})"
            f"*({_MONTHS}<={gone}+{IN_FULL}))+{of}*MAX(0,MIN({IN_FULL},{gone}))"
        )
        return (
            f'IF({begins}="",0,IF(AND({recurrence}<>"{words_of(RECURRENCES[0])}",'
            f"INT({begins}/{IN_FULL})<{after}),0,"
            f"ROUND(ROUND({effect}*100,0)*({rates})/({IN_FULL}*{of}),0)/100))"
        )

    def _write_totals(self, row: int) -> list[Check]:
        """By status and in all, every block and year."""
        page, cells = self.page, self.held.cells
        page.text(row, 0, "By status", "band")
        statuses = f"${letters(_STATUS)}${self.first + 1}:${letters(_STATUS)}${self.last + 1}"
        checks: list[Check] = []
        for place, status in enumerate((*SAVING_STATUSES, _ALL), start=1):
            at, whole = row + place, status == _ALL
            page.text(
                at,
                0,
                "All savings" if whole else words_of(status),
                "text_total" if whole else "text",
            )
            for block in range(len(_BLOCKS)):
                for year in self.years:
                    column = self._column(block, year)
                    letter = letters(column)
                    amounts = f"{letter}${self.first + 1}:{letter}${self.last + 1}"
                    formula = (
                        f"SUM({amounts})" if whole else f"SUMIFS({amounts},{statuses},$A{at + 1})"
                    )
                    pence = self._total(block, status, year)
                    style = "money_total" if whole else "money"
                    page.sum(at, column, f"ROUND({formula},2)", pence, style)
                    if block in (_DELIVERED, _WEIGHTED):
                        key = "savings" if block == _DELIVERED else "savings weighted"
                        cells[(key, status, year)] = self._cell(at, column)
                    elif block == _COST and whole:
                        cells[("saving cost", year)] = self._cell(at, column)
        for year in self.years:
            net = self._total(_NET, _ALL, year)
            cell = self._cell(row + len(SAVING_STATUSES) + 1, self._column(_NET, year))
            name = f"{year_label(year)} savings net of their cost: sheet Savings and the plan"
            checks.append(Check(name, cell, net, None, net))
        return checks

    def _total(self, block: int, status: str, year: int) -> int:
        """What a total of the sheet comes to, from the plan."""
        records = self.plan.records
        if status == _ALL:
            found = savings_in(records, year, weighted=block == _WEIGHTED)
            return (found.total, found.total, found.cost, found.net)[block]
        held = [saving for saving in self.savings if saving.status == status]
        cost = sum(cost_to_achieve(records, saving.id, year) for saving in held)
        value = weighted if block == _WEIGHTED else delivered
        saved = sum(value(saving, year) for saving in held)
        return (saved, saved, cost, saved - cost)[block]

    def _write_profiles(self, row: int) -> None:
        """The profiles as a table to type over: how much of its full rate a saving runs at, by month."""
        page, name = self.page, self.page.name
        page.text(row, 0, "How savings build up: run rate in each month since the start", "band")
        head, first = row + 1, row + 2
        last = row + 1 + len(PHASING)
        page.text(head, 0, "Phasing", "head")
        page.text(head, 1, "Full rate", "head_money")
        for month in range(1, IN_FULL + 1):
            page.count(head, 1 + month, month, "head_money")
        page.text(head, 2 + IN_FULL, "Share in the first twelve months", "head_money")
        for at, (profile, (rates, of, _about)) in enumerate(PHASING.items(), start=first):
            page.text(at, 0, words_of(profile), "text")
            page.count(at, 1, of, "count_input")
            for month, rate in enumerate(rates, start=1):
                page.count(at, 1 + month, rate, "count_input")
            months = f"{letters(2)}{at + 1}:{letters(1 + IN_FULL)}{at + 1}"
            formula = f"SUM({months})/({IN_FULL}*B{at + 1})"
            page.figure(at, 2 + IN_FULL, formula, sum(rates) / (IN_FULL * of), "share")
        rows = f"${first + 1}:${{0}}${last + 1}"
        right = letters(1 + IN_FULL)
        self.held.names |= {
            _NAMES: f"={name}!$A{rows.format('A')}",
            _OF: f"={name}!$B{rows.format('B')}",
            _RATES: f"={name}!$C{rows.format(right)}",
            _MONTHS: f"={name}!$C${head + 1}:${right}${head + 1}",
        }
