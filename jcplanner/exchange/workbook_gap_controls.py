"""The end of the Gap sheet: control totals and their headroom; and a check of what the sheet starts from."""

from jcplanner.domain.control_totals import Controlled, controlled
from jcplanner.domain.years import year_label
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.workbook_gap_inputs import AREA, FIGURE, FIRST, PARTNER, SIDE, GapPage
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.workbook_sums import rounded, sumifs
from jcplanner.exchange.write import quoted

_AMOUNT, _COMES_TO, _HEADROOM = FIRST, FIRST + 1, FIRST + 2

# What is found and what is left: requirement after savings = resource + unidentified.
_AFTER_SAVINGS = ("Resource", "Unidentified")


def write_controls(sheet: GapPage) -> list[Check]:
    """Each control total in a row. Returns a check of each headroom against the plan."""
    page, plan = sheet.page, sheet.held.plan
    held = list(controlled(plan.records, plan.figures, sheet.gap))
    if not held:
        return []
    sheet.row += 1
    page.text(sheet.row, 0, "Control totals", "band")
    heads = ["Control total", "Partners", "Compared with", "Year", "Amount", "Comes to", "Headroom"]
    page.heads(sheet.row + 1, heads, FIRST)
    sheet.row += 2
    checks: list[Check] = []
    for one in held:
        row = sheet.row
        names = ", ".join(sheet.partner_label(partner) for partner in one.partners)
        year = "" if one.control.year is None else year_label(one.control.year)
        texts = {PARTNER: one.control.name, AREA: names, SIDE: year}
        texts[FIGURE] = words_of(one.control.compared)
        for column, text in texts.items():
            page.text(row, column, text, "text")
        page.money(row, _AMOUNT, one.control.amount, "money_input")
        formula = _comes_to(sheet, one)
        if formula is None:
            page.money(row, _COMES_TO, one.compared)
        else:
            page.sum(row, _COMES_TO, formula, one.compared)
        amount, comes_to, headroom = (
            f"{letters(column)}{row + 1}" for column in (_AMOUNT, _COMES_TO, _HEADROOM)
        )
        left = f'IF({amount}="","",ROUND({amount}-{comes_to},2))'
        if one.headroom is not None:
            page.sum(row, _HEADROOM, left, one.headroom, "money_total")
            checks.append(
                Check(
                    f"{one.control.name}, {year}: headroom on sheet Gap and in the plan",
                    f"{page.name}!${headroom}",
                    one.headroom,
                    None,
                    one.headroom,
                )
            )
        elif one.partners:
            page.words(row, _HEADROOM, left, "", "money_total")
        sheet.row += 1
    return checks


def base_check(sheet: GapPage, base: int) -> Check:
    """That the requirement starts from every line: one typed into Lines may have no row on the Gap sheet."""
    said = (
        f"{year_label(base)} requirement of all on sheet Gap and net revenue, cash, on sheet Lines"
    )
    pence = sheet.gap.requirement.of(base).total
    of_gap = rounded([f'SUMIFS(Need_{base},Need_figure,"Requirement")'])
    return Check(said, of_gap, pence, rounded([sumifs(base)]), pence)


def _comes_to(sheet: GapPage, held: Controlled) -> str | None:
    """What the partners come to; None where the sheets do not show the year.

    Which partners is said by noughts and ones: their names would make the formula too long for Excel.
    """
    year = held.control.year
    if not held.partners or year not in sheet.years:
        return None
    which = ";".join(str(int(key in held.partners)) for key in sheet.held.labels.partners)
    if held.control.compared == "net revenue budget":
        terms = [sumifs(year, partner="Partner_labels")]
    elif year not in sheet.gap.years:
        return None
    else:
        terms = [
            f"SUMIFS(Gap_{year},Gap_figure,{quoted(figure)},Gap_partner,Partner_labels)"
            for figure in _AFTER_SAVINGS
        ]
    return rounded(f"SUMPRODUCT({term}*{{{which}}})" for term in terms)
