"""The Risk share sheet: what each rule takes of an over- or underspend, by partner, as live formulas.

The amount of each pool and year is a yellow cell to be typed over; so are limits, caps and shares. Splits are
to the penny by largest remainder, as the program's are; the columns at the right show how (see
`workbook_split`).
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from jcplanner.domain.figures import Standings
from jcplanner.domain.in_year import PoolOutturn, pool_outturn
from jcplanner.domain.money import show_plain
from jcplanner.domain.pooling import Pooled, pool_years
from jcplanner.domain.pools import Pool
from jcplanner.domain.risk_case import (
    USUAL_OVER,
    case_of,
    forecast_case,
    rules_of,
    shares_of,
    spending_of,
    tried_amount,
)
from jcplanner.domain.risk_rules import OVER, SIDES, UNDER, RiskShareRule
from jcplanner.domain.risk_share import RING_FENCED, Case, LineOut, share_out
from jcplanner.domain.years import year_label
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.workbook_risk_rule import Columns, RuleRow, Sources, write_rule
from jcplanner.exchange.write import Page, quoted

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

HEAD_ROW = 5
SHEET = "Risk share"
_HOW = (
    "Type another over- or underspend into a yellow cell (over is positive, under negative): each rule then "
    "takes from what the ones above it left. The columns at the right show how pennies are split."
)


def write_risk_share(page: Page, held: "Writing") -> list[Check]:
    """A block for each pool and year that spends something or has a forecast outturn."""
    plan = held.plan
    pooled = Pooled(plan.records, plan.figures, held.sums.standings)
    found: list[_Block] = []
    for pool in plan.table(Pool).ordered():
        for year in pool_years(plan.records, pool.id):
            block = _Block(page, held, pooled, pool, year)
            if block.spending or block.outturn is not None:
                found.append(block)
    page.sheet.repeat_rows(HEAD_ROW)
    page.sheet.freeze_panes(HEAD_ROW + 1, 2)
    if not found:
        page.text(HEAD_ROW, 0, "No pooled fund spends anything.", "about")
        return []
    named = {party.partner for block in found for party in block.case.parties}
    partners = [key for key in held.labels.partners if key in named]
    columns = Columns(tuple(str(key) for key in partners))
    labels = [held.labels.partners[key] for key in partners]
    page.text(3, 0, _HOW, "about")
    page.heads(HEAD_ROW, columns.heads(labels), columns.up_to)
    columns.set_widths(page)
    page.sheet.set_row(HEAD_ROW, 42)
    row, checks = HEAD_ROW + 1, list[Check]()
    for block in found:
        row = block.write(columns, row, checks) + 1
    page.sheet.print_area(0, 0, row, columns.left)
    return checks


class _Block:
    """One pool and year while it is written."""

    def __init__(self, page: Page, held: "Writing", pooled: Pooled, pool: Pool, year: int) -> None:
        records = held.plan.records
        self.page, self.held, self.pool, self.year = page, held, pool, year
        standings: Standings = held.sums.standings
        self.outturn: PoolOutturn | None = pool_outturn(records, pool.id, year, standings)
        self.spending = spending_of(pooled, pool.id, year)
        amount = tried_amount(self.spending, USUAL_OVER)
        self.case: Case = case_of(pooled, pool.id, year, amount)
        if self.outturn is not None:
            self.case = forecast_case(self.case, self.outturn)
        self.rules: Sequence[RiskShareRule] = rules_of(records, pool.id)
        self.shares: Mapping[str, Mapping[str, int]] = shares_of(records, self.rules)
        self.name = f"{held.labels.pools[pool.id]}, {year_label(year)}"
        self.row = 0
        self.takes: list[str] = []
        self.line_takes: dict[str, list[tuple[str, RuleRow]]] = {}

    def write(self, columns: Columns, row: int, checks: list[Check]) -> int:
        """Write the block from a row on; returns the row after it."""
        page, case = self.page, self.case
        self.columns, self.row = columns, row
        self.sources = Sources(columns)
        for column in range(columns.left + 1):
            page.text(self.row, column, self.name if column == 0 else "", "band")
        self._write_basis()
        amount = self._write_amount()
        lines = dict(case.lines or {})
        left = case.amount
        for line in dict.fromkeys(rule.line for rule in self.rules if rule.line):
            left -= self._write_line(line, lines)
        rest = self._write_rest(amount, left, lines)
        ends = {side: self._write_side(side, rest, left, lines) for side in SIDES}
        self._write_end(amount, ends, checks)
        return self.row + 1

    def _next(self) -> int:
        self.row += 1
        return self.row

    def _write_basis(self) -> None:
        """Contributions and what each commissions, referring to the Pools sheet where it has them."""
        cells, columns = self.held.cells, self.columns
        for name, key, pick in (
            ("Contribution", "contribution", 1),
            ("Commissions: net of its own lines", "pool expenditure", 2),
        ):
            row = self._next()
            self.page.text(row, 0, name)
            for party in self.case.parties:
                column, pence = columns.of(party.partner), party[pick]
                place = cells.get((key, self.pool.id, party.partner, self.year))
                if place is None or not isinstance(pence, int):
                    self.page.money(row, column, int(pence))
                else:
                    self.page.sum(row, column, place, pence)
            if key == "contribution":
                self.sources.contributions = row
            else:
                self.sources.commissions = row

    def _write_amount(self) -> str:
        """The yellow cell, and what the forecast says beside it. Returns the cell."""
        row, columns, page = self._next(), self.columns, self.page
        page.text(row, 0, "Ends the year over (positive) or under (negative)", "bold")
        page.text(row, 1, "Type an amount to try it", "about")
        page.money(row, columns.takes, self.case.amount, "money_input")
        amount = columns.cell(columns.takes, row)
        if self.outturn is None:
            said = f"No forecast outturn yet: tried at 5% of {show_plain(self.spending)}"
            page.text(self._next(), 0, said, "about")
            return amount
        row = self._next()
        page.text(row, 0, "Forecast outturn says")
        place = self.held.cells.get(("pool variance", self.pool.id, self.year))
        if place is None:
            page.money(row, columns.takes, self.outturn.variance)
        else:
            page.sum(row, columns.takes, place, self.outturn.variance)
        self.sources.forecast = f"ROUND({amount}-{columns.cell(columns.takes, row)},2)=0"
        return amount

    def _write_line(self, line: str, lines: dict[str, LineOut]) -> int:
        """The rules of one line, and what they take of what it is out by. Returns that, in pence."""
        row, columns, page = self._next(), self.columns, self.page
        out = lines.get(line)
        pence = out.pence if out else 0
        name = self.held.plan.records.name("budget_line", line)
        page.text(row, 0, f"Of this: {name}")
        page.text(row, 1, "What this line is over (positive) or under (negative) by", "about")
        page.money(row, columns.left, pence, "money_input")
        at = columns.cell(columns.left, row)
        taken = 0
        for side, sign in ((OVER, 1), (UNDER, -1)):
            left, own = f"MAX({'' if sign > 0 else '-'}{at},0)", max(sign * pence, 0)
            for rule in self.rules:
                if rule.line == line and rule.side == side:
                    part = Case(
                        sign * own,
                        self.case.parties,
                        self.case.host,
                        {line: out} if out else {},
                        True,
                    )
                    written = self._rule(rule, part, left, own)
                    self.line_takes.setdefault(line, []).append(("+" if sign > 0 else "-", written))
                    own -= written.takes
                    taken += sign * written.takes
                    left = written.left_cell
        if out:
            lines[line] = out._replace(pence=pence - taken)
        self.sources.line_cells[line] = at
        return taken

    def _write_rest(self, amount: str, left: int, lines: Mapping[str, LineOut]) -> str:
        """What the rules of lines leave to those of the pool, and what each partner's lines are out by."""
        columns, page = self.columns, self.page
        terms = {
            line: "".join(f"{'-' if sign == '+' else '+'}{held.takes_cell}" for sign, held in taken)
            for line, taken in self.line_takes.items()
        }
        rest = f"ROUND({amount}{''.join(terms.values())},2)"
        if any(terms.values()):
            row = self._next()
            page.text(row, 0, "Left for the rules of the pool")
            page.sum(row, columns.left, rest, left)
            rest = columns.cell(columns.left, row)
        if self.outturn is not None:
            row = self._next()
            page.text(row, 0, "Own lines are over (positive) or under by")
            page.text(row, 1, "As the forecast says, less what rules for one line took", "about")
            self.sources.own = row
            for party in self.case.parties:
                of_partner = {
                    line: held for line, held in lines.items() if held.partner == party.partner
                }
                base = self._variance_of(party.partner)
                less = "".join(terms.get(line, "") for line in of_partner)
                pence = sum(held.pence for held in of_partner.values())
                column = columns.of(party.partner)
                page.sum(row, column, f"ROUND({base}{less},2)", pence)
        fenced = any(rule.rule == RING_FENCED and rule.line is None for rule in self.rules)
        if fenced and self.outturn is not None:
            self._write_ring_fenced(lines, terms)
        return rest

    def _variance_of(self, partner: str) -> str:
        """The formula of what a partner's lines are out by, over the In-year sheet where it is there."""
        cells, key = self.held.cells, (self.pool.id, self.year)
        variances = cells.get(("variances", *key))
        partners = cells.get(("partners of variances", *key))
        if variances and partners:
            return f"SUMIFS({variances},{partners},{quoted(self.held.labels.partners[partner])})"
        held = self.case.lines or {}
        return str(sum(line.pence for line in held.values() if line.partner == partner) / 100)

    def _write_ring_fenced(self, lines: Mapping[str, LineOut], terms: Mapping[str, str]) -> None:
        row, columns, page = self._next(), self.columns, self.page
        page.text(row, 0, "Ring-fenced grant is under by")
        page.text(row, 1, "Lines on ring-fenced sources, as the forecast says", "about")
        cells, key = self.held.cells, (self.pool.id, self.year)
        fenced, variances = cells[("ring-fenced", *key)], cells[("variances", *key)]
        parts = [f'SUMPRODUCT(({fenced}="Yes")*({variances}<0)*-{variances})']
        for line, stands in self.sources.line_cells.items():
            if line in lines and lines[line].ring_fenced:
                # In place of what the forecast says of a line, what its own rules have left.
                parts.append(f"-MAX(0,-{cells['line variance', line, self.year]})")
                parts.append(f"+MAX(0,-({stands}{terms.get(line, '')}))")
        whole = sum(max(-held.pence, 0) for held in lines.values() if held.ring_fenced)
        page.sum(row, columns.left, f"ROUND({''.join(parts)},2)", whole)
        self.sources.ring_fenced = columns.cell(columns.left, row)

    def _write_side(self, side: str, rest: str, left: int, lines: Mapping[str, LineOut]) -> str:
        """The pool's rules of one side; returns the cell of what they leave, counted positive."""
        sign = "" if side == OVER else "-"
        here = max(left if side == OVER else -left, 0)
        cell = f"MAX({sign}{rest},0)"
        case = Case(left, self.case.parties, self.case.host, lines, self.case.is_forecast)
        for rule in self.rules:
            if rule.line is None and rule.side == side:
                written = self._rule(rule, case, cell, here)
                here -= written.takes
                cell = written.left_cell
        return cell

    def _rule(self, rule: RiskShareRule, case: Case, left: str, here: int) -> RuleRow:
        shares = self.shares.get(rule.id, {})
        written = write_rule(
            self.page, self.held, self.sources, rule, shares, case, left, here, self._next()
        )
        self.row = written.last_row
        self.takes.append(f"{'+' if rule.side == OVER else '-'}{written.takes_cell}")
        return written

    def _write_end(self, amount: str, ends: Mapping[str, str], checks: list[Check]) -> None:
        """What no rule takes, in plain sight, and that nothing has vanished."""
        row, columns, page = self._next(), self.columns, self.page
        unallocated = share_out(self.rules, self.shares, self.case).unallocated
        words = "no rule takes it; both chief finance officers must agree before it is spent"
        for column in range(columns.left + 1):
            page.text(row, column, "", "text_total")
        page.text(row, 0, "Unallocated", "text_total")
        here = columns.cell(columns.left, row)
        said = f'IF({here}=0,"nothing",{quoted(words)})'
        page.words(row, 1, said, words if unallocated else "nothing", "text_total")
        formula = f"ROUND({ends[OVER]}-{ends[UNDER]},2)"
        page.sum(row, columns.left, formula, unallocated, "money_total")
        options = {"type": "cell", "criteria": "!=", "value": 0, "format": page.styles["differs"]}
        page.sheet.conditional_format(row, columns.left, row, columns.left, options)
        left_over = f"'{SHEET}'!{columns.cell(columns.left, row, fixed=True)}"
        row = self._next()
        page.text(row, 0, "Check: takes and unallocated, less the amount")
        nothing = f"ROUND({here}{''.join(self.takes)}-{amount},2)"
        page.sum(row, columns.left, nothing, 0)
        vanished = f"'{SHEET}'!{columns.cell(columns.left, row, fixed=True)}"
        checks += [
            Check(f"{self.name}: risk share takes all or leaves it in sight", vanished, 0, "0", 0),
            Check(
                f"{self.name}: unallocated, sheet Risk share and the plan",
                left_over,
                unallocated,
                None,
                unallocated,
            ),
        ]
