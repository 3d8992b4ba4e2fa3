"""Tab-separated text as spreadsheets put it on the clipboard, and amounts as the budget grid shows them.

Expenditure is shown positive and income in brackets, though both are stored positive (DESIGN rule 1).
On an income line 7,366, (7,366) and -7,366 are therefore the same income; income that is given back,
stored negative, is shown and typed with a plus, +7,366, since it adds to the net. What is copied can be
pasted back and changes nothing.
"""

import re
from collections.abc import Iterable, Sequence

from jcplanner.domain.money import parse_pounds, show_money, to_pence
from jcplanner.domain.problems import Refusal

MOST_CELLS = 5_000_000
_CELL_END = re.compile(r"[\t\n]")
_NIL = frozenset({"-", "\u2012", "\u2013", "\u2014", "\u2212"})
"""How spreadsheets in accounting style write nought."""


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """Cells as tab-separated text, quoted the way Excel does where a cell holds tabs, lines or quotes."""
    return "\n".join("\t".join(map(_quoted, row)) for row in rows)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def cells_of(text: str) -> list[list[str]]:
    """Tab-separated text as rows of cells, all of one length; a line end after the last row is none.

    A cell is taken as quoted only if its closing quote ends it, so that a text beginning with a quote
    comes through as it is. Raises Refusal for more than any grid holds.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        cell, place = _next_cell(text, place)
        rows[-1].append(cell)
        if place >= len(text):
            break
        if text[place] == "\n":
            rows.append([])
        place += 1
    if len(rows) > 1 and rows[-1] == [""]:
        rows.pop()
    width = max(map(len, rows))
    if len(rows) * width > MOST_CELLS:
        raise Refusal("The clipboard holds too much to paste; bring it in as a file instead.")
    return [row + [""] * (width - len(row)) for row in rows]


def _next_cell(text: str, start: int) -> tuple[str, int]:
    """One cell from ``start`` on, and the place of the tab or line end after it."""
    if text[start : start + 1] == '"':
        close = start + 1
        while (close := text.find('"', close)) >= 0:
            if text[close + 1 : close + 2] == '"':
                close += 2
                continue
            if text[close + 1 : close + 2] in ("", "\t", "\n"):
                return text[start + 1 : close].replace('""', '"'), close + 1
            break
    end = _CELL_END.search(text, start)
    place = end.start() if end else len(text)
    return text[start:place], place


def signed(pence: int, *, income: bool) -> int:
    """What an amount adds to the net: stored income takes away."""
    return -pence if income else pence


def shown_amount(
    pence: int, unit: str = "pounds", decimals: int = 0, *, income: bool = False
) -> str:
    """An amount as the grid shows it: income in brackets, income given back with a plus."""
    text = show_money(-pence if income else pence, unit, decimals)
    return f"+{text}" if income and pence < 0 else text


def copied_amount(pence: int | None, *, income: bool = False) -> str:
    """The same in full pounds, with pence where there are any; blank for blank."""
    if pence is None:
        return ""
    return shown_amount(pence, decimals=2 if pence % 100 else 0, income=income)


def typed_amount(pence: int | None, *, income: bool = False) -> str:
    """The text that an editor starts with: pounds and pence whatever the unit shown."""
    if pence is None:
        return ""
    sign = "" if pence >= 0 else "+" if income else "-"
    return f"{sign}{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def shown_difference(pence: int) -> str:
    """What was added or taken away, in full pounds with its sign: "+1,234.56", "-5.00"; blank for none."""
    if not pence:
        return ""
    return f"{'+' if pence > 0 else '-'}{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def read_amount(text: str, *, income: bool = False) -> int | None:
    """Pence from what was typed or pasted, in pounds; blank is blank, a lone dash is nought.

    "395k" and "1.2m" are understood. On an income line the sign says nothing, but a plus makes it
    income given back. Raises Refusal with one plain sentence.
    """
    cleaned = text.strip().replace("\u00a0", " ").strip()
    if not cleaned:
        return None
    bare = cleaned.replace("£", "").replace(" ", "")
    if bare in _NIL:
        return 0
    if bare.startswith("(") and cleaned.startswith("£"):
        cleaned = bare
    try:
        pence = to_pence(parse_pounds(cleaned))[0]
    except ValueError as fault:
        raise Refusal(str(fault)) from None
    if not income:
        return pence
    return -abs(pence) if bare.startswith("+") else abs(pence)
