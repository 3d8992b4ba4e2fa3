"""The Pathway, Funding and Stated sheets of the finance workbook."""

from dataclasses import dataclass, field

from jcplanner.domain.budgets import FundingAmount, FundingSource, cell_id
from jcplanner.domain.pathway import ARRANGEMENTS, STAGES, PathwayStep
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.stated import GAP_TOTALS, compare
from jcplanner.domain.years import year_label
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_gap_totals import stated_gap
from jcplanner.exchange.workbook_labels import Labels
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.workbook_sums import Sums, rounded, sumifs
from jcplanner.exchange.write import Page, quoted
from jcplanner.plan.plan import Plan

HEAD_ROW = 4
_PER_YEAR = 6
AGREES, DIFFERS, LOOK = "agrees", "differs", "look at this"


def write_pathway(page: Page, plan: Plan, labels: Labels, sums: Sums) -> None:
    """Areas down, years across: what is set (yellow) and what holds (a formula, inherited from above)."""
    years, areas = plan.years, plan.table(ServiceArea)
    heads = ["Service area"]
    for year in years:
        label = year_label(year)
        heads += [f"{label} stage set here", f"{label} arrangement set here", f"{label} stage"]
        heads += [f"{label} arrangement", f"{label} pool", f"{label} net revenue"]
    page.heads(HEAD_ROW, heads, len(heads))
    page.sheet.set_column(0, 0, 46)
    page.sheet.set_column(1, len(heads) - 1, 16)
    page.sheet.freeze_panes(HEAD_ROW + 1, 1)
    page.sheet.repeat_rows(HEAD_ROW)
    page.sheet.repeat_columns(0)
    rows = {area: HEAD_ROW + 1 + place for place, area in enumerate(labels.areas)}
    last = HEAD_ROW + len(rows)
    net = sums.by("area", "year")
    for area, row in rows.items():
        depth = labels.depths.get(area, 0)
        page.text(row, 0, labels.areas[area], f"text>{depth}" if depth else "text")
        parent = areas.value(area, "parent") if area in areas and area is not None else None
        over = rows.get(str(parent)) if parent is not None and depth else None
        in_ring = parent in areas and over is None
        for place, year in enumerate(years):
            _write_standing(
                page, plan, labels, sums, area, year, row, 1 + place * _PER_YEAR, over, in_ring
            )
            term = sumifs(year, area=f"$A{row + 1}")
            page.sum(row, 6 + place * _PER_YEAR, rounded([term]), net.get((area, year), 0))
    for place in range(len(years)):
        column = 1 + place * _PER_YEAR
        for offset, choices in ((0, STAGES), (1, ARRANGEMENTS)):
            options = {"validate": "list", "source": [words_of(choice) for choice in choices]}
            page.sheet.data_validation(
                HEAD_ROW + 1, column + offset, last, column + offset, options
            )


def pathway_names(plan: Plan, labels: Labels) -> dict[str, str]:
    """The names under which other sheets find the labels of areas and where each area stands."""
    first, last = HEAD_ROW + 2, HEAD_ROW + 1 + len(labels.areas)
    names = {"Area_labels": f"=Pathway!$A${first}:$A${last}"}
    for place, year in enumerate(plan.years):
        letter = letters(4 + place * _PER_YEAR)
        names[f"Arrangement_{year}"] = f"=Pathway!${letter}${first}:${letter}${last}"
        letter = letters(5 + place * _PER_YEAR)
        names[f"Pool_{year}"] = f"=Pathway!${letter}${first}:${letter}${last}"
    return names


def _write_standing(
    page: Page,
    plan: Plan,
    labels: Labels,
    sums: Sums,
    area: str | None,
    year: int,
    row: int,
    column: int,
    over: int | None,
    in_ring: bool,
) -> None:
    own = plan.table(PathwayStep).get(cell_id(area, year)) if area is not None else None
    held = sums.standings.of(area, year)
    page.text(row, column, words_of(own.stage) if own else "", "text_input")
    page.text(row, column + 1, words_of(own.arrangement) if own else "", "text_input")
    for offset, nothing, result in (
        (0, STAGES[0], held.stage),
        (1, ARRANGEMENTS[0], held.arrangement),
    ):
        if in_ring:
            # Areas that are part of each other would refer to each other; what holds is said as it is.
            page.text(row, column + 2 + offset, words_of(result), "text")
            continue
        cell = f"{letters(column + offset)}{row + 1}"
        above = (
            f"{letters(column + 2 + offset)}{over + 1}"
            if over is not None
            else quoted(words_of(nothing))
        )
        formula = f'IF({cell}<>"",{cell},{above})'
        page.words(row, column + 2 + offset, formula, words_of(result))
    page.text(row, column + 4, labels.pools.get(held.pool, "") if held.pool else "", "text")


@dataclass
class FundingCells:
    """Where the totals of funding stand, by year."""

    total: dict[int, str] = field(default_factory=dict[int, str])


def funding_names(plan: Plan, labels: Labels) -> dict[str, str]:
    """The names under which formulas find funding."""
    first, last = HEAD_ROW + 2, HEAD_ROW + 1 + len(labels.sources)
    columns = {"Source_labels": 0, "Funding_partner": 1, "Funding_nature": 3}
    for place, year in enumerate(plan.years):
        columns[f"Funding_{year}"] = 5 + 3 * place
    return {
        name: f"=Funding!${letters(column)}${first}:${letters(column)}${last}"
        for name, column in columns.items()
    }


def write_funding(page: Page, plan: Plan, labels: Labels, sums: Sums) -> FundingCells:
    """What each source gives beside what lines spend from it and receive as income from it.

    The two are kept apart: a partner that pays another shows the money as expenditure, the other as income.
    """
    years, sources, amounts = plan.years, plan.table(FundingSource), plan.table(FundingAmount)
    heads = ["Funding source", "Partner", "Kind", "Revenue or capital", "Ring-fenced"]
    for year in years:
        heads += [
            f"{year_label(year)} {word}" for word in ("gives", "spent by lines", "income of lines")
        ]
    page.heads(HEAD_ROW, heads, 5)
    page.sheet.set_column(0, 1, 30)
    page.sheet.set_column(2, 4, 16)
    page.sheet.set_column(5, len(heads) - 1, 16)
    page.sheet.freeze_panes(HEAD_ROW + 1, 1)
    page.sheet.repeat_rows(HEAD_ROW)
    page.sheet.repeat_columns(0)
    made, row = FundingCells(), HEAD_ROW + 1
    for key, label in labels.sources.items():
        source = sources[key] if key in sources and key is not None else None
        nature = source.nature if source else "revenue"
        page.text(row, 0, label, "text")
        page.text(
            row,
            1,
            labels.partners.get(source.partner, "") if source and source.partner else "",
            "text",
        )
        page.text(row, 2, words_of(source.kind) if source else "", "text")
        page.text(row, 3, words_of(nature), "text")
        page.text(row, 4, ("Yes" if source.ring_fenced else "No") if source else "", "text")
        for place, year in enumerate(years):
            column = 5 + 3 * place
            held = amounts.get(cell_id(source.id, year)) if source else None
            page.money(row, column, held.amount if held else None, "money_input")
            for offset, direction in ((1, "expenditure"), (2, "income")):
                term = sumifs(year, direction=words_of(direction), source=f"$A{row + 1}")
                term = term.replace('"Revenue"', f"$D{row + 1}")
                found = sums.by("source", "year", nature=nature, direction=direction)
                page.sum(row, column + offset, rounded([term]), found.get((key, year), 0))
        row += 1
    page.text(row, 0, "Total, revenue", "text_total")
    for place, year in enumerate(years):
        column = 5 + 3 * place
        page.sum(
            row,
            column,
            f'ROUND(SUMIFS(Funding_{year},Funding_nature,"Revenue"),2)',
            _given(plan, year),
            "money_total",
        )
        made.total[year] = f"Funding!${letters(column)}${row + 1}"
    return made


def _given(plan: Plan, year: int) -> int:
    from jcplanner.domain.stated import funding

    return funding(plan.records, frozenset((year,)))


def write_stated(page: Page, plan: Plan, labels: Labels) -> list[tuple[str, str, int]]:
    """Stated figures beside formulas that derive them. Returns (name, difference cell, pence) of each."""
    heads = ["Stated figure", "Compared with", "Partner", "Service area", "Year", "Basis"]
    heads += ["Stated", "Low", "High", "Derived", "Derived less stated", "State"]
    heads += ["Source", "Paragraph", "Dated", "Note"]
    page.heads(HEAD_ROW, heads, len(heads))
    widths = [44, 24, 26, 26, 10, 12, 18, 18, 18, 18, 18, 14, 34, 14, 12, 44]
    for column, width in enumerate(widths):
        page.sheet.set_column(column, column, width)
    page.sheet.freeze_panes(HEAD_ROW + 1, 1)
    page.sheet.repeat_rows(HEAD_ROW)
    page.sheet.repeat_columns(0)
    made: list[tuple[str, str, int]] = []
    row = HEAD_ROW
    for row, stated in enumerate(plan.table(StatedFigure).ordered(), start=HEAD_ROW + 1):
        held = compare(plan.records, plan.figures, stated)
        texts = [
            stated.name,
            words_of(stated.total),
            labels.partners.get(stated.partner, "") if stated.partner else "All partners",
            labels.areas.get(stated.service_area, "") if stated.service_area else "All areas",
            "All years" if stated.year is None else year_label(stated.year),
            words_of(stated.basis),
        ]
        for column, text in enumerate(texts):
            page.text(row, column, text, "text")
        for column, pence in ((6, stated.amount), (7, stated.low), (8, stated.high)):
            page.money(row, column, pence, "money_input")
        formula = _derived(plan, labels, stated, row)
        if formula is None:
            page.money(row, 9, held.derived)
        else:
            page.sum(row, 9, formula, held.derived)
        excel = row + 1
        difference = (
            f'ROUND(IF(G{excel}<>"",J{excel}-G{excel},IF(AND(H{excel}<>"",J{excel}<H{excel}),J{excel}-H{excel},'
            f'IF(AND(I{excel}<>"",J{excel}>I{excel}),J{excel}-I{excel},0))),2)'
        )
        page.sum(row, 10, difference, held.difference)
        state = LOOK if held.difference else AGREES
        page.words(row, 11, f'IF(K{excel}=0,"{AGREES}","{LOOK}")', state)
        after = [stated.source, stated.paragraph, stated.dated or "", stated.note]
        for column, text in enumerate(after, start=12):
            page.text(row, column, text, "text")
        made.append((stated.name, f"Stated!$K${excel}", held.difference))
    if not made:
        page.text(HEAD_ROW + 1, 0, "The plan holds no stated figures.", "about")
    mark_states(page, HEAD_ROW + 1, 11, max(row, HEAD_ROW + 1))
    return made


def mark_states(page: Page, first: int, column: int, last: int) -> None:
    """Colour the words that say whether figures agree; the words stand by themselves too."""
    for word, style in ((AGREES, "agrees"), (DIFFERS, "differs"), (LOOK, "look")):
        options = {
            "type": "cell",
            "criteria": "==",
            "value": quoted(word),
            "format": page.styles[style],
        }
        page.sheet.conditional_format(first, column, last, column, options)


def _derived(plan: Plan, labels: Labels, stated: StatedFigure, row: int) -> str | None:
    """The formula for the total that is stated; None where the sheets do not show its year."""
    years = plan.years if stated.year is None else [stated.year]
    if not set(years) <= set(plan.years):
        return None
    criteria: dict[str, str] = {}
    if stated.partner is not None:
        criteria["partner"] = f"$C{row + 1}"
    rows = _area_rows(plan, labels, stated.service_area)
    if rows is None:
        return None
    if stated.total in GAP_TOTALS:
        return stated_gap(plan, stated, row, rows)
    if rows:
        criteria["area"] = rows
    terms: list[str] = []
    for year in years:
        of_year: list[str] = []
        if stated.total in ("net revenue", "shortfall"):
            of_year = [sumifs(year, **criteria)]
        elif stated.total == "net capital":
            of_year = [sumifs(year, nature="Capital", **criteria)]
        elif stated.total in ("gross revenue expenditure", "revenue income"):
            direction = "Income" if stated.total == "revenue income" else "Expenditure"
            of_year = [sumifs(year, direction=direction, **criteria)]
        elif stated.total == "pooled net revenue":
            of_year = [
                sumifs(year, arrangement=quoted(words_of(held)), kept_out='"No"', **criteria)
                for held in ("pooled", "integrated provision")
            ]
        if rows:
            of_year = [f"SUMPRODUCT({term})" for term in of_year]
        if stated.total in ("funding", "shortfall"):
            sign = "-1*" if stated.total == "shortfall" else ""
            partner = f",Funding_partner,$C{row + 1}" if stated.partner is not None else ""
            of_year.append(f'{sign}SUMIFS(Funding_{year},Funding_nature,"Revenue"{partner})')
        terms += of_year
    return rounded(terms)


def _area_rows(plan: Plan, labels: Labels, area: str | None) -> str | None:
    """The rows of the Pathway sheet that hold an area and those inside it; "" for all areas.

    None where they do not stand together, which happens only to areas tied in a ring.
    """
    if area is None:
        return ""
    order = list(labels.areas)
    inside = sorted(order.index(held) for held in within(plan.table(ServiceArea), area))
    if not inside or inside[-1] - inside[0] + 1 != len(inside):
        return None
    first = HEAD_ROW + 2
    return f"Pathway!$A${first + inside[0]}:$A${first + inside[-1]}"
