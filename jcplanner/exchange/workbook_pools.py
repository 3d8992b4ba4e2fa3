"""The Pools sheet: what lies in each pooled fund by year, and from which partner's lines it comes."""

from typing import TYPE_CHECKING

from jcplanner.domain.pools import Pool
from jcplanner.domain.years import year_label
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.workbook_labels import Labels
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.workbook_sums import Sums, sumifs
from jcplanner.exchange.write import Page
from jcplanner.plan.plan import Plan

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

HEAD_ROW = 4
_FIRST_YEAR = 4


def write_pools(page: Page, held: "Writing") -> list[Check]:
    """Each pool partner by partner: the net of the lines in it, of its nature, in cash.

    A line is in a pool in a year when its service area stands in it then and it is not kept out.
    """
    plan, labels, sums = held.plan, held.labels, held.sums
    years, partners = plan.years, list(labels.partners.items())
    heads = ["Pooled fund", "Host", "Revenue or capital", "Partner"]
    page.heads(HEAD_ROW, [*heads, *(f"{year_label(year)} net" for year in years)], _FIRST_YEAR)
    page.sheet.set_column(0, 1, 32)
    page.sheet.set_column(2, 2, 16)
    page.sheet.set_column(3, 3, 32)
    page.sheet.set_column(_FIRST_YEAR, _FIRST_YEAR + len(years) - 1, 18)
    page.sheet.freeze_panes(HEAD_ROW + 1, 1)
    page.sheet.repeat_rows(HEAD_ROW)
    row = HEAD_ROW + 1
    for pool in plan.table(Pool).ordered():
        texts = (
            labels.pools[pool.id],
            labels.partners.get(pool.host, "") if pool.host else "",
            words_of(pool.nature),
        )
        found = _in_pool(plan, labels, sums, pool)
        first = row
        for partner, name in partners:
            for column, text in enumerate((*texts, name)):
                page.text(row, column, text, "text")
            for place, year in enumerate(years):
                term = sumifs(year, area="Area_labels", partner=f"$D{row + 1}", kept_out='"No"')
                term = term.replace('"Revenue"', f"$C{row + 1}")
                formula = f"ROUND(SUMPRODUCT((Pool_{year}=$A{row + 1})*{term}),2)"
                page.sum(row, _FIRST_YEAR + place, formula, found.get((partner, year), 0))
            row += 1
        for column, text in enumerate((*texts, "All partners")):
            page.text(row, column, text, "text_total")
        for place, year in enumerate(years):
            letter = letters(_FIRST_YEAR + place)
            pence = sum(found.get((partner, year), 0) for partner, _ in partners)
            formula = f"ROUND(SUM({letter}{first + 1}:{letter}{row}),2)"
            page.sum(row, _FIRST_YEAR + place, formula, pence, "money_total")
        row += 2
    if row == HEAD_ROW + 1:
        page.text(row, 0, "The plan holds no pooled funds.", "about")
    return []


def _in_pool(
    plan: Plan, labels: Labels, sums: Sums, pool: Pool
) -> dict[tuple[str | None, int], int]:
    """Net pence by (partner, year) of the lines in a pool."""
    found: dict[tuple[str | None, int], int] = {}
    net = sums.by("area", "partner", "year", "kept_out", nature=pool.nature)
    for (area, partner, year, kept_out), pence in net.items():
        if not kept_out and sums.standings.of(area, year).pool == pool.id:
            found[(partner, year)] = found.get((partner, year), 0) + pence
    return found
