"""The Gap sheet: from assumptions by live formulas to requirement, gap, bridge and what is unidentified.

Every cause is ROUND(last year's recurrent requirement x rate, 2), as in the plan. Blocks follow one
another: inputs (`workbook_gap_inputs`), requirement by partner and area, gap by partner, then the bridge of
each side, one year to a column. Savings come from the Savings sheet, resources from Funding unless typed.
"""

from typing import TYPE_CHECKING

from jcplanner.domain.assumptions import EFFICIENCY, GROWTH_KINDS
from jcplanner.domain.gap import (
    COMMISSIONERS,
    IDENTIFIED,
    IN_DEVELOPMENT,
    PROVIDERS,
    TYPED,
    Gap,
)
from jcplanner.domain.partners import Partner
from jcplanner.domain.requirement import Owner, Required
from jcplanner.domain.savings import Saving
from jcplanner.domain.years import year_label
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.workbook_gap_controls import base_check, write_controls
from jcplanner.exchange.workbook_gap_inputs import (
    AREA,
    FIGURE,
    FIRST,
    HEAD_ROW,
    PARTNER,
    SIDE,
    GapPage,
    pressure_terms,
    write_assumptions,
    write_head,
    write_pressures,
)
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.workbook_sums import rounded, sumifs
from jcplanner.exchange.write import Page, quoted
from jcplanner.reports import gap_drawings as words
from jcplanner.reports.gap_drawings import causes

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

RECURRENT, ONCE, REQUIREMENT = "Recurrent", "Non-recurrent", "Requirement"
TYPED_RESOURCE, RESOURCE, GAP = "Resource typed", "Resource", "Gap"
_SIDES = (COMMISSIONERS, PROVIDERS)


def write_gap(page: Page, held: "Writing") -> list[Check]:
    """Write the sheet. Leaves names by which Stated finds its totals: Need_ and Gap_ columns."""
    sheet = GapPage(page, held, Gap(held.plan.records, held.plan.figures))
    heads = ["Partner", "Service area", "Figure", "Side"]
    page.heads(HEAD_ROW, [*heads, *map(year_label, sheet.years)], FIRST)
    page.sheet.freeze_panes(HEAD_ROW + 1, FIRST)
    page.sheet.repeat_rows(HEAD_ROW)
    write_head(sheet)
    write_assumptions(sheet)
    write_pressures(sheet)
    written = _GapBlocks(sheet)
    written.write_requirement()
    written.write_by_area()
    written.write_partners()
    checks = [check for side in _SIDES for check in written.write_bridge(side)]
    return [base_check(sheet, written.base), *checks, *write_controls(sheet)]


class _GapBlocks:
    """The blocks below the inputs; each remembers where the next finds its rows."""

    def __init__(self, sheet: GapPage) -> None:
        self.sheet, self.page, self.gap = sheet, sheet.page, sheet.gap
        self.years = [year for year in sheet.years if year in sheet.gap.years]
        self.base = self.years[0]
        providers = sheet.gap.partners(PROVIDERS)
        self._providers = providers
        self.need: tuple[int, int] = (0, 0)
        self.found: tuple[int, int] = (0, 0)

    def _side(self, partner: str | None) -> str:
        return words_of(PROVIDERS if partner in self._providers else COMMISSIONERS)

    def _texts(self, row: int, partner: str, area: str, figure: str, side: str) -> None:
        for column, text in ((PARTNER, partner), (AREA, area), (FIGURE, figure), (SIDE, side)):
            self.page.text(row, column, text, "text")

    def _name(self, prefix: str, first: int, last: int) -> None:
        """Names for the columns of a block, which later blocks and other sheets add up."""
        columns = {"partner": "A", "area": "B", "figure": "C", "side": "D"}
        columns |= {str(year): self.sheet.letter(year) for year in self.years}
        for name, letter in columns.items():
            place = f"={self.page.name}!${letter}${first + 1}:${letter}${last + 1}"
            self.sheet.held.names[f"{prefix}_{name}"] = place

    # Requirement

    def write_requirement(self) -> None:
        """By partner and area: what recurs and what does not, each cause, efficiency, and the requirement."""
        sheet = self.sheet
        sheet.band("Requirement by partner and service area, doing nothing")
        first = sheet.row
        for owner, rows in self.gap.requirement.rows.items():
            self._write_owner(owner, rows)
        if sheet.row == first:
            self.page.text(first, 0, "The plan holds no net revenue in cash.", "about")
            sheet.row += 1
        self.need = (first, sheet.row - 1)
        self._name("Need", *self.need)

    def _write_owner(self, owner: Owner, rows: tuple[Required, ...]) -> None:
        sheet, (partner, area) = self.sheet, owner
        figures = [RECURRENT, ONCE, *map(words_of, sheet.growth)]
        if sheet.pressures is not None:
            figures += [words.FULL_YEAR, words.PRESSURES]
        if sheet.is_efficient:
            figures.append(words.EFFICIENCY)
        figures.append(REQUIREMENT)
        at = {figure: sheet.row + place for place, figure in enumerate(figures)}
        for figure, row in at.items():
            labels = (sheet.partner_label(partner), sheet.area_label(area))
            self._texts(row, *labels, figure, self._side(partner))
        for year, held in zip(self.years, rows, strict=True):
            formulas = self._formulas(at, owner, year)
            values = self._values(held)
            for figure, row in at.items():
                style = "money_total" if figure == REQUIREMENT else "money"
                column = sheet.column(year)
                self.page.sum(row, column, formulas[figure], values[figure], style)
        sheet.row += len(figures)

    def _values(self, held: Required) -> dict[str, int]:
        growth = zip(map(words_of, GROWTH_KINDS), held.growth, strict=True)
        return {
            RECURRENT: held.recurrent,
            ONCE: held.non_recurrent,
            **dict(growth),
            words.FULL_YEAR: held.full_year,
            words.PRESSURES: held.pressures,
            words.EFFICIENCY: held.efficiency,
            REQUIREMENT: held.total,
        }

    def _formulas(self, at: dict[str, int], owner: Owner, year: int) -> dict[str, str]:
        sheet, row = self.sheet, at[RECURRENT]
        now = {figure: sheet.cell(place, year) for figure, place in at.items()}
        found = {REQUIREMENT: rounded([now[RECURRENT], now[ONCE]])}
        if year == self.base:
            criteria = {"partner": f"$A{row + 1}", "area": f"$B{row + 1}"}
            for figure in (RECURRENT, ONCE):
                found[figure] = rounded([sumifs(year, recurrence=quoted(figure), **criteria)])
            return {**dict.fromkeys(at, "0"), **found}
        before = {figure: sheet.cell(place, year - 1) for figure, place in at.items()}
        for kind in sheet.growth:
            rate = sheet.cell(sheet.rates[owner[1], kind], year)
            found[words_of(kind)] = f"ROUND({before[RECURRENT]}*{rate},2)"
        if sheet.is_efficient:
            rate = sheet.cell(sheet.rates[owner[1], EFFICIENCY], year)
            of_year = f"ROUND({before[RECURRENT]}*{rate},2)"
            found[words.EFFICIENCY] = rounded([before[words.EFFICIENCY], of_year])
        recurrent, once, full_year = pressure_terms(sheet, row, year)
        terms = [before[RECURRENT], *(now[words_of(kind)] for kind in sheet.growth)]
        if sheet.pressures is not None:
            found[words.FULL_YEAR] = rounded([full_year])
            found[words.PRESSURES] = rounded([recurrent])
            terms += [now[words.FULL_YEAR], now[words.PRESSURES]]
        found[RECURRENT], found[ONCE] = rounded(terms), rounded([once])
        return found

    def write_by_area(self) -> None:
        """The requirement by service area, of both sides, each with its total."""
        sheet = self.sheet
        for side in _SIDES:
            partners = self.gap.partners(side)
            held = {area for partner, area in self.gap.requirement.rows if partner in partners}
            areas = [area for area in (*sheet.held.labels.areas, None) if area in held]
            areas = list(dict.fromkeys(areas))
            if not areas:
                continue
            sheet.band(f"Requirement of {side} by service area")
            for area in areas:
                labels = (f"All {side}", sheet.area_label(area), REQUIREMENT, words_of(side))
                self._texts(sheet.row, *labels)
                for year in self.years:
                    pence = self.gap.requirement.of(year, partners, frozenset((area,))).total
                    excel = sheet.row + 1
                    formula = (
                        f"ROUND(SUMIFS(Need_{year},Need_figure,$C{excel},Need_side,$D{excel},"
                        f"Need_area,$B{excel}),2)"
                    )
                    self.page.sum(sheet.row, sheet.column(year), formula, pence)
                sheet.row += 1

    # Gap

    def write_partners(self) -> None:
        """Each partner's requirement, resource, gap, what closes it, and what is unidentified."""
        sheet = self.sheet
        sheet.band("Gap by partner")
        first = sheet.row
        partners = sheet.held.plan.table(Partner)
        savings = sheet.held.plan.table(Saving).values()
        for partner in dict.fromkeys((*sheet.held.labels.partners, None)):
            if (
                partner is not None
                or any(owner[0] is None for owner in self.gap.requirement.rows)
                or any(saving.partner not in partners for saving in savings)
                or any(self.gap.resource(None, year).amount for year in self.years)
            ):
                self._write_partner(partner)
        self.found = (first, sheet.row - 1)
        self._name("Gap", *self.found)

    def _write_partner(self, partner: str | None) -> None:
        sheet = self.sheet
        figures = [
            REQUIREMENT,
            TYPED_RESOURCE,
            RESOURCE,
            GAP,
            words.EFFICIENCY,
            words.IDENTIFIED,
            words.IN_DEVELOPMENT,
            words.COSTS,
            words.UNIDENTIFIED,
        ]
        at = {figure: sheet.row + place for place, figure in enumerate(figures)}
        for figure, row in at.items():
            self._texts(row, sheet.partner_label(partner), "", figure, self._side(partner))
        only = frozenset((partner,))
        for year in self.years:
            column, resource = sheet.column(year), self.gap.resource(partner, year)
            required, saved = self.gap.requirement.of(year, only), self.gap.saved(year, only)
            cells = {figure: sheet.cell(row, year) for figure, row in at.items()}
            typed = resource.amount if resource.rests_on == TYPED else None
            self.page.money(at[TYPED_RESOURCE], column, typed, "money_input")
            gap = required.total - resource.amount
            closed = required.efficiency + saved.net
            funding = self._funding(partner, at[RESOURCE], year)
            typed_or_given = f'IF({cells[TYPED_RESOURCE]}<>"",{cells[TYPED_RESOURCE]},{funding})'
            efficiency, identified, developing, costs = (
                cells[figure]
                for figure in (
                    words.EFFICIENCY,
                    words.IDENTIFIED,
                    words.IN_DEVELOPMENT,
                    words.COSTS,
                )
            )
            left = f"ROUND({cells[GAP]}-{efficiency}-{identified}-{developing}+{costs},2)"
            delivered = f"Saving_delivered_{year}"
            sums = {
                REQUIREMENT: (self._need(year, at, REQUIREMENT), required.total),
                RESOURCE: (typed_or_given, resource.amount),
                GAP: (f"ROUND({cells[REQUIREMENT]}-{cells[RESOURCE]},2)", gap),
                words.EFFICIENCY: (self._need(year, at, words.EFFICIENCY), required.efficiency),
                words.IDENTIFIED: (
                    self._saved(partner, at, delivered, IDENTIFIED),
                    saved.identified,
                ),
                words.IN_DEVELOPMENT: (
                    self._saved(partner, at, delivered, IN_DEVELOPMENT),
                    saved.in_development,
                ),
                words.COSTS: (
                    self._saved(partner, at, f"Saving_cost_{year}", IDENTIFIED, IN_DEVELOPMENT),
                    saved.cost,
                ),
                words.UNIDENTIFIED: (left, gap - closed),
            }
            for figure, (formula, pence) in sums.items():
                style = "money_total" if figure == words.UNIDENTIFIED else "money"
                self.page.sum(at[figure], column, formula, pence, style)
        sheet.row += len(figures)

    def _need(self, year: int, at: dict[str, int], figure: str) -> str:
        partner = f"$A{at[figure] + 1}"
        return rounded([f"SUMIFS(Need_{year},Need_figure,{quoted(figure)},Need_partner,{partner})"])

    def _funding(self, partner: str | None, row: int, year: int) -> str:
        wanted = '""' if partner is None else f"$A{row + 1}"
        of_partner = f'(Funding_partner={wanted})*(Funding_nature="Revenue")'
        return rounded([f"SUMPRODUCT({of_partner}*Funding_{year})"])

    def _saved(self, partner: str | None, at: dict[str, int], amounts: str, *statuses: str) -> str:
        wanted = '""' if partner is None else f"$A{at[REQUIREMENT] + 1}"
        return rounded(
            f"SUMPRODUCT((Saving_partner={wanted})*(Saving_status={quoted(words_of(status))})*{amounts})"
            for status in statuses
        )

    # Bridge

    def write_bridge(self, side: str) -> list[Check]:
        """From the base budget to what is unidentified, a bridge in each column. Returns the checks."""
        sheet, partners = self.sheet, self.gap.partners(side)
        sheet.band(f"Bridge of {side}: from the budget of {year_label(self.base)} to each year")
        growth = [words.GROWTH_NAMES[kind] for kind in sheet.growth]
        changes = [words.FALLEN_OUT, *growth, words.FULL_YEAR, words.PRESSURES]
        closing = [words.EFFICIENCY, words.IDENTIFIED, words.IN_DEVELOPMENT, words.COSTS]
        budget = f"Budget {year_label(self.base)}"
        figures = [budget, *changes, REQUIREMENT, RESOURCE, GAP, *closing, words.UNIDENTIFIED]
        at = {figure: sheet.row + place for place, figure in enumerate(figures)}
        wholes = {budget, REQUIREMENT, GAP, words.UNIDENTIFIED}
        for figure, row in at.items():
            self._texts(row, f"All {side}", "", figure, words_of(side))
        checks: list[Check] = []
        for year in self.years:
            held, caused = self.gap.of(year, side), causes(self.gap, year, partners)
            grown: dict[str, int] = dict(zip(GROWTH_KINDS, caused.growth, strict=True))
            values = {
                budget: caused.base,
                words.FALLEN_OUT: caused.fallen_out,
                **{words.GROWTH_NAMES[kind]: grown[kind] for kind in sheet.growth},
                words.FULL_YEAR: caused.full_year,
                words.PRESSURES: caused.pressures,
                REQUIREMENT: held.requirement,
                RESOURCE: -held.resource,
                GAP: held.gap,
                words.EFFICIENCY: -held.required.efficiency,
                words.IDENTIFIED: -held.saved.identified,
                words.IN_DEVELOPMENT: -held.saved.in_development,
                words.COSTS: held.saved.cost,
                words.UNIDENTIFIED: held.residual,
            }
            formulas = self._bridge_formulas(side, at, year, budget)
            for figure, row in at.items():
                style = "money_total" if figure in wholes else "money"
                column = sheet.column(year)
                self.page.sum(row, column, formulas[figure], values[figure], style)
            checks += self._checks(side, at, year, values)
        sheet.row += len(figures)
        return checks

    def _bridge_formulas(
        self, side: str, at: dict[str, int], year: int, budget: str
    ) -> dict[str, str]:
        sheet, word = self.sheet, quoted(words_of(side))

        def need(figure: str, of: int = year) -> str:
            return f"SUMIFS(Need_{of},Need_figure,{quoted(figure)},Need_side,{word})"

        def found(figure: str) -> str:
            return f"SUMIFS(Gap_{year},Gap_figure,{quoted(figure)},Gap_side,{word})"

        def so_far(figure: str, *terms: str) -> str:
            before = [] if year == self.base else [sheet.cell(at[figure], year - 1)]
            return rounded([*before, *terms]) if year > self.base else "0"

        def added(*figures: str) -> str:
            return rounded(sheet.cell(at[figure], year) for figure in figures)

        first = [budget, words.FALLEN_OUT]
        growth = {words.GROWTH_NAMES[kind]: words_of(kind) for kind in sheet.growth}
        gone = [] if year - 1 <= self.base else [f"-1*{need(ONCE, year - 1)}"]
        closing = (words.EFFICIENCY, words.IDENTIFIED, words.IN_DEVELOPMENT)
        return {
            budget: rounded([need(REQUIREMENT, self.base)]),
            words.FALLEN_OUT: rounded([f"-1*{need(ONCE, self.base)}"]) if year > self.base else "0",
            **{name: so_far(name, need(kind)) for name, kind in growth.items()},
            words.FULL_YEAR: so_far(words.FULL_YEAR, need(words.FULL_YEAR)),
            words.PRESSURES: so_far(words.PRESSURES, need(words.PRESSURES), need(ONCE), *gone),
            REQUIREMENT: added(*first, *growth, words.FULL_YEAR, words.PRESSURES),
            RESOURCE: rounded([f"-1*{found(RESOURCE)}"]),
            GAP: added(REQUIREMENT, RESOURCE),
            **{figure: rounded([f"-1*{found(figure)}"]) for figure in closing},
            words.COSTS: rounded([found(words.COSTS)]),
            words.UNIDENTIFIED: added(GAP, *closing, words.COSTS),
        }

    def _checks(
        self, side: str, at: dict[str, int], year: int, values: dict[str, int]
    ) -> list[Check]:
        """The bridge against the partners, and what is left against the plan's own figure."""
        label, name = year_label(year), self.page.name
        word = quoted(words_of(side))

        def check(figure: str, other: str | None, against: str) -> Check:
            cell = f"{name}!${self.sheet.letter(year)}${at[figure] + 1}"
            said = f"{label} {figure.lower()} of {side}: {against}"
            return Check(said, cell, values[figure], other, values[figure])

        def of_partners(figure: str) -> str:
            return f"ROUND(SUMIFS(Gap_{year},Gap_figure,{quoted(figure)},Gap_side,{word}),2)"

        return [
            check(REQUIREMENT, of_partners(REQUIREMENT), "bridge and partners on sheet Gap"),
            check(
                words.UNIDENTIFIED,
                of_partners(words.UNIDENTIFIED),
                "bridge and partners on sheet Gap",
            ),
            check(words.UNIDENTIFIED, None, "sheet Gap and the plan"),
        ]
