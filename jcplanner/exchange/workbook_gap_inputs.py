"""The upper part of the Gap sheet: what is assumed, which rates hold, pressures, and each partner's resource.

Inputs are yellow. Which estimate is used is chosen in one cell; each rate that holds for an area follows
from the assumptions by formula, so that a rate, or the area of an assumption, typed over moves all below.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jcplanner.domain.assumptions import (
    ASSUMPTION_KINDS,
    EFFICIENCY,
    ESTIMATES,
    GROWTH_KINDS,
    Assumption,
    AssumptionRate,
    Pressure,
)
from jcplanner.domain.budgets import RECURRENCES, cell_id
from jcplanner.domain.gap import Gap
from jcplanner.domain.requirement import CENTRAL, RULE
from jcplanner.domain.services import ServiceArea, ancestors
from jcplanner.domain.years import year_label
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_labels import NO_AREA, NO_PARTNER
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.write import Page, quoted

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

ESTIMATE_ROW, HEAD_ROW = 3, 5
PARTNER, AREA, FIGURE, SIDE, FIRST = range(5)
ALL_AREAS = ""
"""In place of an area's id: all of them."""
_ROWS = (*map(words_of, ESTIMATES), "Used")


@dataclass
class GapPage:
    """The sheet while it is written: where years stand, which rows follow, where rates are."""

    page: Page
    held: "Writing"
    gap: Gap
    row: int = HEAD_ROW + 1
    rates: dict[tuple[str | None, str], int] = field(
        default_factory=dict[tuple[str | None, str], int]
    )
    pressures: tuple[int, int] | None = None

    @property
    def years(self) -> list[int]:
        """All years of the plan; those before the base year stay blank below."""
        return self.held.plan.years

    def column(self, year: int) -> int:
        """The column of a year."""
        return FIRST + year - self.years[0]

    def letter(self, year: int) -> str:
        """The letters of a year's column."""
        return letters(self.column(year))

    def cell(self, row: int, year: int) -> str:
        """The cell of a year in a row."""
        return f"{self.letter(year)}{row + 1}"

    def partner_label(self, partner: str | None) -> str:
        """What the sheets call a partner."""
        return self.held.labels.partners.get(partner) or NO_PARTNER

    def area_label(self, area: str | None) -> str:
        """What the sheets call an area."""
        return self.held.labels.areas.get(area) or NO_AREA

    @property
    def everywhere(self) -> str:
        """What stands for all areas: a word that no area bears."""
        word, taken = "All", {label.casefold() for label in self.held.labels.areas.values()}
        while word.casefold() in taken:
            word += " areas"
        return word

    @property
    def kinds(self) -> list[str]:
        """The kinds of assumption that the plan has, in their own order."""
        found = {held.kind for held in self.held.plan.table(Assumption).values()}
        return [kind for kind in ASSUMPTION_KINDS if kind in found]

    @property
    def growth(self) -> list[str]:
        """Those of them that make the requirement grow."""
        return [kind for kind in self.kinds if kind in GROWTH_KINDS]

    @property
    def is_efficient(self) -> bool:
        """Whether any efficiency is assumed."""
        return EFFICIENCY in self.kinds

    def band(self, title: str, heads: tuple[str, ...] = ()) -> None:
        """The heading of a block, with the headings of its first columns where they differ."""
        self.row += 1
        self.page.text(self.row, 0, title, "band")
        self.row += 1
        if heads:
            self.page.heads(self.row, [*heads, *map(year_label, self.years)], FIRST)
            self.row += 1


def write_head(sheet: GapPage) -> None:
    """Which estimate is used, the rule, widths and panes."""
    page = sheet.page
    page.text(ESTIMATE_ROW, 0, "Estimate used", "bold")
    page.text(ESTIMATE_ROW, 1, words_of(CENTRAL), "text_input")
    choices = {"validate": "list", "source": list(map(words_of, ESTIMATES))}
    page.sheet.data_validation(ESTIMATE_ROW, 1, ESTIMATE_ROW, 1, choices)
    page.text(
        ESTIMATE_ROW + 1, 0, f"{RULE} Of each kind the one nearest to an area holds.", "about"
    )
    sheet.held.names["Gap_estimate"] = f"={page.name}!$B${ESTIMATE_ROW + 1}"
    page.sheet.set_column(PARTNER, AREA, 34)
    page.sheet.set_column(FIGURE, FIGURE, 30)
    page.sheet.set_column(SIDE, SIDE, 16)
    page.sheet.set_column(FIRST, FIRST + max(len(sheet.years), 3) - 1, 18)
    page.sheet.set_column(
        FIRST + max(len(sheet.years), 3), FIRST + max(len(sheet.years), 3) + 2, 30
    )


def write_assumptions(sheet: GapPage) -> None:
    """Low, central, high (yellow) and the one used, for each assumption; its source and owner after."""
    page, plan = sheet.page, sheet.held.plan
    rates = plan.table(AssumptionRate)
    sheet.band("Assumptions", ("Assumption", "Service area", "Kind", "Estimate"))
    first = sheet.row
    for held in plan.table(Assumption).ordered():
        area = sheet.area_label(held.service_area) if held.service_area else sheet.everywhere
        for at, name in enumerate(_ROWS):
            row = sheet.row + at
            page.text(row, PARTNER, held.name, "text")
            page.text(row, AREA, area, "text_input")
            page.text(row, FIGURE, words_of(held.kind), "text_input")
            page.text(row, SIDE, name, "text")
        for year in sheet.years:
            rate = rates.get(cell_id(held.id, year))
            low, central, high = (sheet.cell(sheet.row + at, year) for at in range(3))
            for at, estimate in enumerate(ESTIMATES):
                value = getattr(rate, estimate) if rate else None
                page.percent(sheet.row + at, sheet.column(year), value)
            formula = (
                f'IF({central}="","",IF(AND(Gap_estimate="Low",{low}<>""),{low},'
                f'IF(AND(Gap_estimate="High",{high}<>""),{high},{central})))'
            )
            used = None if rate is None else rate.central
            at, column = sheet.row + len(_ROWS) - 1, sheet.column(year)
            if used is None:
                page.words(at, column, formula, "", "percent")
            else:
                page.figure(at, column, formula, used / 10_000, "percent")
        after = FIRST + max(len(sheet.years), 3)
        for column, text in enumerate((held.source, held.owner, held.note), start=after):
            page.text(sheet.row, column, text, "text")
        sheet.row += len(_ROWS)
    if sheet.row == first:
        page.text(sheet.row, 0, "The plan holds no assumptions.", "about")
        sheet.row += 1
        return
    last = sheet.row
    # Only kinds and areas that have their rows below: any other would be left out without a word.
    kinds = {"validate": "list", "source": [words_of(kind) for kind in sheet.kinds]}
    page.sheet.data_validation(first, FIGURE, last - 1, FIGURE, kinds)
    at = f"{letters(AREA)}{first + 1}"
    areas = {
        "validate": "custom",
        "value": f"=OR({at}={quoted(sheet.everywhere)},COUNTIF(Area_labels,{at})=1)",
        "error_title": "No such service area",
        "error_message": f"Type a service area as the sheet Pathway has it, or {sheet.everywhere}.",
    }
    page.sheet.data_validation(first, AREA, last - 1, AREA, areas)
    _write_rates(sheet, first, last)


def _write_rates(sheet: GapPage, first: int, last: int) -> None:
    """The rate that holds for each area, kind and year: its own, else that of the area above, else of all."""
    page, gap = sheet.page, sheet.gap
    areas = sheet.held.plan.table(ServiceArea)
    texts = [f"${letters(column)}${first + 1}:${letters(column)}${last}" for column in range(FIRST)]
    sheet.band("Rates that hold", ("", "Service area", "Kind", ""))
    for kind in sheet.kinds:
        for area in (ALL_AREAS, *sheet.held.labels.areas):
            everyone = area == ALL_AREAS
            sheet.rates[area, kind] = sheet.row
            page.text(
                sheet.row, AREA, sheet.everywhere if everyone else sheet.area_label(area), "text"
            )
            page.text(sheet.row, FIGURE, words_of(kind), "text")
            over, in_ring = ALL_AREAS, False
            if area is not None and area in areas:
                *_, top = ancestors(areas, area)
                in_ring = areas.value(top, "parent") in areas
                parent = areas.value(area, "parent")
                over = str(parent) if parent in areas else ALL_AREAS
            for year in sheet.years:
                column, letter = sheet.column(year), sheet.letter(year)
                rate = gap.requirement.rates.of(None if everyone else area, kind, year)
                if in_ring:
                    # Areas that are part of each other would refer to each other.
                    page.percent(sheet.row, column, rate, "percent")
                    continue
                used = f"{letter}${first + 1}:{letter}${last}"
                label, named = f"$B{sheet.row + 1}", f"$C{sheet.row + 1}"
                own = f"({texts[AREA]}={label})*({texts[FIGURE]}={named})*({texts[SIDE]}={quoted(_ROWS[-1])})"
                above = "0" if everyone else sheet.cell(sheet.rates[over, kind], year)
                formula = (
                    f"IF(SUMPRODUCT({own}*ISNUMBER({used}))=0,{above},ROUND(SUMIFS({used},{texts[AREA]},"
                    f"{label},{texts[FIGURE]},{named},{texts[SIDE]},{quoted(_ROWS[-1])}),4))"
                )
                page.figure(sheet.row, column, formula, rate / 10_000, "percent")
            sheet.row += 1


def write_pressures(sheet: GapPage) -> None:
    """Every pressure with its first year, amount and full-year effect (yellow)."""
    page, plan = sheet.page, sheet.held.plan
    held = plan.table(Pressure).ordered()
    if not held:
        return
    sheet.row += 1
    page.text(sheet.row, 0, "Pressures", "band")
    sheet.row += 1
    heads = ["Partner", "Service area", "Pressure", "Recurrence", "First year", "In that year"]
    page.heads(sheet.row, [*heads, "Full-year effect"], FIRST)
    first = sheet.row = sheet.row + 1
    partners, areas = sheet.held.labels.partners, sheet.held.labels.areas
    for pressure in held:
        partner = pressure.partner if pressure.partner in partners else None
        area = pressure.service_area if pressure.service_area in areas else None
        texts = (sheet.partner_label(partner), sheet.area_label(area), pressure.name)
        for column, text in enumerate(texts):
            page.text(sheet.row, column, text, "text")
        page.text(sheet.row, SIDE, words_of(pressure.recurrence), "text_input")
        begins = "" if pressure.year is None else year_label(pressure.year)
        page.text(sheet.row, FIRST, begins, "text_input")
        page.money(sheet.row, FIRST + 1, pressure.amount, "money_input")
        page.money(sheet.row, FIRST + 2, pressure.full_year, "money_input")
        sheet.row += 1
    sheet.pressures = (first, sheet.row - 1)
    choices = {
        SIDE: [words_of(recurrence) for recurrence in RECURRENCES],
        FIRST: [year_label(year) for year in sheet.years],
    }
    for column, source in choices.items():
        options = {"validate": "list", "source": source}
        page.sheet.data_validation(first, column, sheet.row - 1, column, options)


def pressure_terms(sheet: GapPage, row: int, year: int) -> tuple[str, str, str]:
    """Recurrent pressures that begin in a year, those of that year alone, and full-year effects, of a row."""
    if sheet.pressures is None:
        return "0", "0", "0"
    first, last = (place + 1 for place in sheet.pressures)

    def column(place: int) -> str:
        letter = letters(place)
        return f"${letter}${first}:${letter}${last}"

    def term(begins: int, recurrence: str, amount: str) -> str:
        return (
            f"SUMPRODUCT(({column(PARTNER)}=$A{row + 1})*({column(AREA)}=$B{row + 1})"
            f"*({column(SIDE)}={quoted(words_of(recurrence))})"
            f"*({column(FIRST)}={quoted(year_label(begins))})*{amount})"
        )

    recurrent, once = RECURRENCES
    amount, full = column(FIRST + 1), column(FIRST + 2)
    return (
        term(year, recurrent, amount),
        term(year, once, amount),
        term(year - 1, recurrent, f'({full}<>"")*({full}-{amount})'),
    )
