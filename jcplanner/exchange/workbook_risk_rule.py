"""One rule of the Risk share sheet: what it takes as formulas, with the working of its split at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jcplanner.domain.risk_rules import RULE_NAMED, UNDER, RiskShareRule
from jcplanner.domain.risk_share import (
    BY_COMMISSIONS,
    FIXED,
    HOST,
    NEEDS_AMOUNT,
    OTHERS_FIRST,
    OUTSIDE,
    OWN,
    RING_FENCED,
    USUAL_CAP,
    Basis,
    Case,
    basis_of,
    keeps_elsewhere,
    most_taken,
    parts_of,
)
from jcplanner.domain.risk_share_words import term_words
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_lines import words_of
from jcplanner.exchange.workbook_split import SplitCells, write_split
from jcplanner.exchange.write import Page

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing


_A_LINE, _LINE_HEIGHT = 64, 15
"""How many letters of the words of a rule fit on a line of their column, and its height in points."""


class Columns:
    """Where things stand: the table at the left, the working of the splits at the right."""

    side, up_to, cap, takes, first = 2, 3, 4, 5, 6

    def __init__(self, partners: Sequence[str]) -> None:
        self.partners = tuple(partners)
        self.elsewhere = self.first + len(partners)
        self.left = self.elsewhere + 1
        self.working = self.left + 2

    def of(self, partner: str) -> int:
        """The column of a partner."""
        return self.first + self.partners.index(partner)

    def cell(self, column: int, row: int, *, fixed: bool = False) -> str:
        """A cell of the sheet, such as F12 or $F$12."""
        return f"${letters(column)}${row + 1}" if fixed else f"{letters(column)}{row + 1}"

    def heads(self, labels: Sequence[str]) -> list[str]:
        """The row of headings."""
        before = ["Rule, in order", "What it does", "For an", "Up to", "Cap", "Takes"]
        table = [*before, *labels, "Elsewhere", "Left", ""]
        split = ["Working: pence taken", "Pence to split", "Sum of weights", "Pennies over"]
        weights = [*(f"Weight: {label}" for label in labels), "Weight: no one"]
        return [*table, *split, *weights, *(f"Remainder{held[6:]}" for held in weights)]

    def set_widths(self, page: Page) -> None:
        """Wide enough for words and for pounds and pence; the working can be folded away."""
        page.sheet.set_column(0, 0, 44)
        page.sheet.set_column(1, 1, 58)
        page.sheet.set_column(self.side, self.side, 12)
        page.sheet.set_column(self.up_to, self.left, 16)
        page.sheet.set_column(self.left + 1, self.left + 1, 3)
        last = self.working + 4 + 2 * (len(self.partners) + 1) - 1
        page.sheet.set_column(self.working, last, 18, None, {"level": 1})


@dataclass
class Sources:
    """Where in its block a rule finds what it splits by: rows counted from 0, cells, and a condition."""

    columns: Columns
    contributions: int = 0
    commissions: int = 0
    own: int | None = None
    forecast: str = ""
    ring_fenced: str = "0"
    line_cells: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class RuleRow:
    """A rule as written: what it takes, in pence counted positive, with the cells of that and of the rest."""

    takes: int
    takes_cell: str
    left_cell: str
    last_row: int


def write_rule(
    page: Page,
    held: "Writing",
    sources: Sources,
    rule: RiskShareRule,
    shares: Mapping[str, int],
    case: Case,
    left: str,
    here: int,
    row: int,
) -> RuleRow:
    """Write a rule that takes from ``left`` (a formula of pounds, now ``here`` pence)."""
    columns = sources.columns
    last_row = _write_words(page, held, sources, rule, shares, case, row)
    size = most_taken(rule, case, here)
    limit = columns.cell(columns.up_to, row)
    at = columns.working
    page.figure(row, at, f"ROUND({_most(rule, case, sources, left, limit)}*100,0)", size, "count")
    taken, size_cell = 0, columns.cell(at, row)
    if keeps_elsewhere(rule, shares):
        taken = size
        page.sum(row, columns.elsewhere, f"{size_cell}/100", size)
    else:
        taken = _write_parts(page, sources, rule, shares, case, row, size, size_cell, last_row)
    first, end = columns.cell(columns.first, row), columns.cell(columns.elsewhere, row)
    page.sum(row, columns.takes, f"ROUND(SUM({first}:{end}),2)", taken, "money")
    takes_cell = columns.cell(columns.takes, row)
    page.sum(row, columns.left, f"ROUND({left}-{takes_cell},2)", here - taken)
    return RuleRow(taken, takes_cell, columns.cell(columns.left, row), last_row)


def _write_words(
    page: Page,
    held: "Writing",
    sources: Sources,
    rule: RiskShareRule,
    shares: Mapping[str, int],
    case: Case,
    row: int,
) -> int:
    """The rule's name, words and yellow cells; typed shares stand in a row below. Returns the last row."""
    columns, records = sources.columns, held.plan.records
    line = records.name("budget_line", rule.line) if rule.line else ""
    # Without figures: those stand in yellow cells beside it and move.
    said = term_words(rule, case.host, lambda key: held.labels.partners.get(key, key), line)
    page.text(row, 0, words_of(rule.rule))
    page.text(row, 1, said, "wrapped")
    page.sheet.set_row(row, _LINE_HEIGHT * -(-len(said) // _A_LINE))
    page.text(row, columns.side, words_of(rule.side))
    page.money(row, columns.up_to, rule.amount, "money_input")
    if rule.rule in USUAL_CAP:
        cap = USUAL_CAP[rule.rule] if rule.cap is None else rule.cap
        page.percent(row, columns.cap, cap)
    if rule.rule not in (FIXED, OUTSIDE) or keeps_elsewhere(rule, shares):
        return row
    page.text(row + 1, 0, "  shares", "about")
    for party in case.parties:
        page.percent(row + 1, columns.of(party.partner), shares.get(party.partner))
    return row + 1


def _most(rule: RiskShareRule, case: Case, sources: Sources, left: str, limit: str) -> str:
    """The formula of the most that a rule takes, in pounds."""
    known = RULE_NAMED.get(rule.rule)
    if known is None or rule.side not in known.sides:
        return "0"
    typed = f"MAX({limit},0)"
    if rule.rule == RING_FENCED:
        if rule.line is not None:
            out = (case.lines or {}).get(rule.line)
            fenced = left if out is not None and out.ring_fenced else "0"
            return f'MIN({fenced},IF({limit}="",{left},{typed}))'
        typed_only = f'IF({limit}="",0,MIN({left},{typed}))'
        if not sources.forecast:
            return typed_only
        by_lines = f'MIN({left},{sources.ring_fenced},IF({limit}="",{left},{typed}))'
        return f"IF({sources.forecast},{by_lines},{typed_only})"
    blank = "0" if rule.rule in NEEDS_AMOUNT else left
    return f'MIN({left},IF({limit}="",{blank},{typed}))'


def _write_parts(
    page: Page,
    sources: Sources,
    rule: RiskShareRule,
    shares: Mapping[str, int],
    case: Case,
    row: int,
    size: int,
    size_cell: str,
    shares_row: int,
) -> int:
    """What each partner takes, from the split at the right. Returns the sum in pence."""
    columns = sources.columns
    basis = basis_of(rule, shares, case)
    places = {party.partner: at for at, party in enumerate(case.parties)}
    weights = [_at(basis.weights, places, partner) for partner in columns.partners]
    formulas = [_weight(rule, case, sources, partner, shares_row) for partner in columns.partners]
    no_one = "0"
    if rule.rule in (FIXED, OUTSIDE):
        first = columns.cell(columns.working + 4, row)
        end = columns.cell(columns.working + 3 + len(columns.partners), row)
        # Without any party the range would run backwards, over this very cell.
        no_one = f"MAX(10000-SUM({first}:{end}),0)" if columns.partners else "10000"
    own_whole, own, is_own = "", [""] * len(weights), ""
    pence, pence_formula = size, size_cell
    if rule.rule == OWN and rule.line is None and sources.forecast and sources.own is not None:
        sign = "-" if rule.side == UNDER else ""
        own = [
            f"ROUND({sign}{columns.cell(columns.of(key), sources.own)}*100,0)"
            for key in columns.partners
        ]
        own_whole, is_own = f"({'+'.join(own) or '0'})", sources.forecast
        pence_formula = f"IF({is_own},MAX({own_whole}-{size_cell},0),{size_cell})"
        if basis.own is not None:
            pence = max(sum(basis.own) - size, 0)
    elif basis.own is not None:
        # For one line: whoever's it is bears all of what is left of it.
        out = (case.lines or {}).get(rule.line or "")
        whose = out.partner if out is not None else None
        basis = Basis(tuple(int(party.partner == whose) for party in case.parties))
        weights = [_at(basis.weights, places, partner) for partner in columns.partners]
    split = write_split(
        page,
        row,
        columns.working + 1,
        pence,
        pence_formula,
        weights,
        formulas,
        basis.no_one,
        no_one,
    )
    parts = parts_of(size, basis)
    for place, partner in enumerate(columns.partners):
        part = _at(parts, places, partner)
        formula = _part(rule, split, place, columns.cell(columns.cap, row))
        if is_own:
            alone = f"IF({own_whole}<=0,0,{own[place]}-{formula})"
            formula = f"IF({is_own},{alone},{formula})"
        nothing = f"OR({split.whole}=0,{size_cell}=0)"
        page.sum(row, columns.of(partner), f"IF({nothing},0,{formula})/100", part)
    return sum(parts)


def _at(values: Sequence[int], places: Mapping[str, int], partner: str) -> int:
    """The value of a partner, 0 of one that is no party."""
    return values[places[partner]] if partner in places else 0


def _part(rule: RiskShareRule, split: SplitCells, place: int, cap: str) -> str:
    """The pence of one partner: its part of the split, at most its cap."""
    part = split.part(place)
    if rule.rule not in USUAL_CAP:
        return part
    most = f"ROUND({split.weights[place]}*ROUND(MAX({cap},0)*10000,0)/10000,0)"
    return f"MIN({part},{most})"


def _weight(
    rule: RiskShareRule, case: Case, sources: Sources, partner: str, shares_row: int
) -> str:
    """The formula of a partner's weight: whole pence, hundredths of one per cent, or 1."""
    columns = sources.columns
    if partner not in {party.partner for party in case.parties}:
        return "0"
    column = columns.of(partner)
    if rule.rule in (FIXED, OUTSIDE):
        return f"ROUND(MAX({columns.cell(column, shares_row)},0)*10000,0)"
    if rule.rule == HOST:
        return str(int(partner == case.host))
    commissioned = f"ROUND(MAX({columns.cell(column, sources.commissions)},0)*100,0)"
    if rule.rule == BY_COMMISSIONS:
        return commissioned
    if rule.rule == OWN:
        return _own_weight(rule, case, sources, partner, commissioned)
    if rule.rule == OTHERS_FIRST and partner == rule.protected:
        return "0"
    return f"ROUND(MAX({columns.cell(column, sources.contributions)},0)*100,0)"


def _own_weight(
    rule: RiskShareRule, case: Case, sources: Sources, partner: str, commissioned: str
) -> str:
    if rule.line is not None:
        out = (case.lines or {}).get(rule.line)
        return str(int(out is not None and out.partner == partner))
    if not sources.forecast or sources.own is None:
        return commissioned
    sign = "-" if rule.side == UNDER else ""
    own = sources.columns.cell(sources.columns.of(partner), sources.own)
    return f"IF({sources.forecast},ROUND(MAX({sign}{own},0)*100,0),{commissioned})"
