"""The Virements sheet: every move of budget between lines, and the net of each virement, which is nil."""

from typing import TYPE_CHECKING

from jcplanner.domain.years import year_label
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.write import Page
from jcplanner.plan.virement_edits import made_virements
from jcplanner.reports.virements import agreed_on, move_rows

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

HEAD_ROW = 4
HEADS = (
    "No.",
    "Reason",
    "Year",
    "Recurrence",
    "Agreed by",
    "Agreed on",
    "Line",
    "Partner",
    "Service area",
    "Expenditure or income",
    "Net gained",
)
_AMOUNT = len(HEADS) - 1
_WIDTHS = (6, 36, 10, 15, 24, 13, 36, 20, 28, 22, 18)


def write_virements(page: Page, held: "Writing") -> list[Check]:
    """A block for each virement: its moves, then their net as a formula, which must read 0."""
    plan = held.plan
    page.heads(HEAD_ROW, list(HEADS), _AMOUNT)
    for column, width in enumerate(_WIDTHS):
        page.sheet.set_column(column, column, width)
    page.sheet.freeze_panes(HEAD_ROW + 1, 2)
    page.sheet.repeat_rows(HEAD_ROW)
    rows = made_virements(plan)
    if not rows:
        page.text(HEAD_ROW + 1, 0, "The plan holds no virements.", "about")
        return []
    row, nets = HEAD_ROW + 1, list[str]()
    for number, found in enumerate(rows, start=1):
        virement = found.virement
        facts = (
            virement.reason,
            year_label(virement.year),
            words_of(virement.recurrence),
            virement.agreed_by,
            agreed_on(found),
        )
        first = row
        for move in move_rows(plan, found):
            page.count(row, 0, number)
            texts = (*facts, move.name, move.partner, move.area, words_of(move.direction))
            for column, text in enumerate(texts, start=1):
                page.text(row, column, text, "text")
            page.money(row, _AMOUNT, move.pence)
            row += 1
        for column in range(_AMOUNT):
            page.text(row, column, f"Net of {number}" if column == 1 else "", "text_total")
        letter = "K"
        formula = f"ROUND(SUM({letter}{first + 1}:{letter}{row}),2)" if row > first else "0"
        page.sum(row, _AMOUNT, formula, found.net, "money_total")
        nets.append(f"Virements!${letter}${row + 1}")
        row += 2
    return [
        Check(
            f"Virement {number}, {found.virement.reason}: net of its moves", cell, found.net, "0", 0
        )
        for number, (found, cell) in enumerate(zip(rows, nets, strict=True), start=1)
    ]
