"""The Pools sheet: what lies in each pooled fund by year, and below it what each partner contributes.

Every contribution follows from its yellow cells by formulas: the agreed amount if one is typed, else the
build-up, else the net of the partner's own lines (DESIGN rule 4).
"""

from typing import TYPE_CHECKING

from jcplanner.domain.instalments import instalments
from jcplanner.domain.pooling import BuildUp, Contributed, Pooled
from jcplanner.domain.pools import QUARTERS, Contribution, Pool, contribution_id
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
BLOCK, POOL_INCOME, STATUS = "Contributions, ", "Pool income", "Status"
"""How the block of one pool and year begins, where its partners end, and the heading of what was chosen."""

_HEADS = (
    "Partner",
    STATUS,
    "Rests on",
    "Note",
    "Base",
    "Recurrent changes",
    "Inflation",
    "Agreed changes",
    "Efficiency (taken off)",
    "Non-recurrent",
    "Build-up",
    "Agreed amount",
    "Net of own lines",
    "Contribution",
    "In kind, typed",
    "In kind",
    *(f"Instalment {quarter}" for quarter in QUARTERS),
    "Received",
)
HEADS_OF = {
    STATUS: "status",
    "Note": "note",
    **dict(zip(_HEADS[4:10], BuildUp._fields, strict=True)),
    "Agreed amount": "amount",
    "In kind, typed": "in_kind",
}
"""The yellow cells: the field of a contribution under each heading."""

_BASE, _EFFICIENCY, _ONCE = 4, 8, 9
_BUILT, _AGREED, _OWN, _GIVEN, _KIND_TYPED, _KIND, _FIRST_QUARTER = 10, 11, 12, 13, 14, 15, 16
_RECEIVED = _FIRST_QUARTER + len(QUARTERS)


def write_pools(page: Page, held: "Writing") -> list[Check]:
    """Each pool partner by partner: the net of the lines in it, of its nature, in cash; then contributions.

    A line is in a pool in a year when its service area stands in it then and it is not kept out. Leaves the
    cells of ("pool expenditure", pool, year), the same with the partner before the year, and
    ("contribution", pool, partner, year).
    """
    plan, years = held.plan, held.plan.years
    heads = ["Pooled fund", "Host", "Revenue or capital", "Partner"]
    page.heads(HEAD_ROW, [*heads, *(f"{year_label(year)} net" for year in years)], _FIRST_YEAR)
    page.sheet.set_column(0, 0, 34)
    page.sheet.set_column(1, 1, 24)
    page.sheet.set_column(2, 2, 16)
    page.sheet.set_column(3, 3, 30)
    page.sheet.set_column(_FIRST_YEAR, max(_FIRST_YEAR + len(years) - 1, _RECEIVED), 14)
    page.sheet.freeze_panes(HEAD_ROW + 1, 1)
    # Several tables lie below one another, so the title is what every printed page can repeat.
    page.sheet.repeat_rows(0)
    page.sheet.repeat_columns(0)
    row = HEAD_ROW + 1
    for pool in plan.table(Pool).ordered():
        row = _write_lines(page, held, pool, row)
    if row == HEAD_ROW + 1:
        page.text(row, 0, "The plan holds no pooled funds.", "about")
        return []
    checks: list[Check] = []
    pooled = Pooled(plan.records, plan.figures, held.sums.standings)
    for pool in plan.table(Pool).ordered():
        for year in pooled.years(pool.id):
            row = _Block(page, held, pooled, pool, year, row + 1).write(checks)
    return checks


def _write_lines(page: Page, held: "Writing", pool: Pool, row: int) -> int:
    """The net of a pool's lines, a row for each partner. Returns the next pool's first row."""
    plan, labels = held.plan, held.labels
    years, partners = plan.years, list(labels.partners.items())
    texts = (
        labels.pools[pool.id],
        labels.partners.get(pool.host, "") if pool.host else "",
        words_of(pool.nature),
    )
    found = _in_pool(plan, labels, held.sums, pool)
    first = row
    for partner, name in partners:
        for column, text in enumerate((*texts, name)):
            page.text(row, column, text, "text")
        for place, year in enumerate(years):
            term = sumifs(year, area="Area_labels", partner=f"$D{row + 1}", kept_out='"No"')
            term = term.replace('"Revenue"', f"$C{row + 1}")
            formula = f"ROUND(SUMPRODUCT((Pool_{year}=$A{row + 1})*{term}),2)"
            column = _FIRST_YEAR + place
            page.sum(row, column, formula, found.get((partner, year), 0))
            cell = f"{page.name}!${letters(column)}${row + 1}"
            held.cells[("pool expenditure", pool.id, partner, year)] = cell
        row += 1
    for column, text in enumerate((*texts, "All partners")):
        page.text(row, column, text, "text_total")
    for place, year in enumerate(years):
        column = _FIRST_YEAR + place
        letter = letters(column)
        pence = sum(found.get((partner, year), 0) for partner, _ in partners)
        formula = f"ROUND(SUM({letter}{first + 1}:{letter}{row}),2)"
        page.sum(row, column, formula, pence, "money_total")
        held.cells[("pool expenditure", pool.id, year)] = f"{page.name}!${letter}${row + 1}"
    return row + 2


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


class _Block:
    """The contributions of one pool and year while they are written."""

    def __init__(
        self, page: Page, held: "Writing", pooled: Pooled, pool: Pool, year: int, row: int
    ) -> None:
        self.page, self.held, self.pool, self.year, self.top = page, held, pool, year, row
        self.given = {one.partner: one for one in pooled.contributions(pool.id, year)}
        due = instalments(held.plan.records, self.given.values(), pool.id, year)
        self.due = {(one.partner, one.quarter): one.expected for one in due}
        self.received: dict[str | None, int] = {}
        for one in due:
            self.received[one.partner] = self.received.get(one.partner, 0) + (one.received or 0)
        self.name = f"{held.labels.pools[pool.id]}, {year_label(year)}"

    def write(self, checks: list[Check]) -> int:
        """Write the block, and add its checks. Returns the row after it."""
        page, labels, top = self.page, self.held.labels, self.top
        page.text(top, 0, f"{BLOCK}{self.name}", "band")
        for column in range(1, _RECEIVED + 1):
            page.text(top, column, "", "band")
        page.text(top + 1, 0, "Pooled fund and host")
        page.text(top + 1, 1, labels.pools[self.pool.id], "text")
        host = labels.partners.get(self.pool.host, "") if self.pool.host else ""
        page.text(top + 1, 3, host, "text")
        page.heads(top + 2, list(_HEADS), _FIRST_YEAR)
        row = top + 3
        for partner, name in labels.partners.items():
            page.text(row, 0, name, "text")
            self._write_partner(row, partner)
            row += 1
        self._write_sums(row, checks, has_host=bool(host))
        return row + 4

    def _write_partner(self, row: int, partner: str | None) -> None:
        held = self.given.get(partner)
        self._write_inputs(row, partner)
        self._write_sums_of(row, partner, held)
        place = f"{self.page.name}!${letters(_GIVEN)}${row + 1}"
        self.held.cells[("contribution", self.pool.id, partner, self.year)] = place

    def _write_inputs(self, row: int, partner: str | None) -> None:
        """What was typed; a row of lines without a partner takes nothing."""
        page = self.page
        if partner is None:
            for column in (1, 3, *range(_BASE, _BUILT), _AGREED, _KIND_TYPED):
                page.text(row, column, "", "text")
            return
        key = contribution_id(self.pool.id, partner, self.year)
        typed = self.held.plan.table(Contribution).get(key)
        page.text(row, 1, words_of(typed.status if typed else "indicative"), "text_input")
        page.text(row, 3, typed.note if typed else "", "text_input")
        for place, name in enumerate(BuildUp._fields):
            value = getattr(typed, name) if typed else None
            page.money(row, _BASE + place, value, "money_input")
        page.money(row, _AGREED, typed.amount if typed else None, "money_input")
        page.money(row, _KIND_TYPED, typed.in_kind if typed else None, "money_input")

    def _write_sums_of(self, row: int, partner: str | None, held: Contributed | None) -> None:
        page, at = self.page, row + 1
        parts = f"{letters(_BASE)}{at}:{letters(_EFFICIENCY)}{at}"
        built, agreed, own, given = (
            f"{letters(column)}{at}" for column in (_BUILT, _AGREED, _OWN, _GIVEN)
        )
        plus = f"{letters(_BASE)}{at}:{letters(_EFFICIENCY - 1)}{at}"
        once = f"{letters(_ONCE)}{at}"
        page.words(
            row,
            2,
            f'IF(ISNUMBER({agreed}),"Agreed",IF(COUNT({parts})>0,"Build-up","Own lines"))',
            held.rests_on.capitalize() if held else "Own lines",
        )
        page.sum(
            row,
            _BUILT,
            f"ROUND(SUM({plus},{once})-{letters(_EFFICIENCY)}{at},2)",
            self._built(partner, held),
        )
        lines = self.held.cells[("pool expenditure", self.pool.id, partner, self.year)]
        own_lines = held.own_lines if held else 0
        page.sum(row, _OWN, lines.partition("!")[2], own_lines)
        page.sum(
            row,
            _GIVEN,
            f"IF(ISNUMBER({agreed}),{agreed},IF(COUNT({parts})>0,{built},{own}))",
            held.amount if held else 0,
            "money_total",
        )
        page.sum(row, _KIND, self._in_kind(row), held.in_kind if held else 0)
        for place, quarter in enumerate(QUARTERS):
            column = _FIRST_QUARTER + place
            if partner is None:
                page.text(row, column, "", "text")
            else:
                formula = _instalment(given, quarter, f"$A{at}=$D${self.top + 2}")
                page.sum(row, column, formula, self.due.get((partner, quarter), 0))
        page.money(row, _RECEIVED, self.received.get(partner))

    def _built(self, partner: str | None, held: Contributed | None) -> int:
        """What the build-up's cells come to, where only what is non-recurrent was typed as well."""
        if held is not None and held.parts is not None:
            return sum(held.parts)
        key = contribution_id(self.pool.id, partner or "", self.year)
        typed = self.held.plan.table(Contribution).get(key)
        return (typed.non_recurrent or 0) if typed else 0

    def _in_kind(self, row: int) -> str:
        """What was typed in kind, else the net of the lines in kind, of either nature."""
        typed = f"{letters(_KIND_TYPED)}{row + 1}"
        terms = [
            sumifs(
                self.year,
                nature=nature,
                in_kind="Yes",
                area="Area_labels",
                partner=f"$A{row + 1}",
                kept_out='"No"',
            )
            for nature in ("Revenue", "Capital")
        ]
        pool = f"(Pool_{self.year}=$B${self.top + 2})"
        lines = f"ROUND(SUMPRODUCT({pool}*({'+'.join(terms)})),2)"
        return f"IF(ISNUMBER({typed}),{typed},{lines})"

    def _write_sums(self, row: int, checks: list[Check], *, has_host: bool) -> None:
        """Pool income, expenditure and balance, and what must hold of them."""
        page, first = self.page, self.top + 4
        income = sum(one.amount for one in self.given.values())
        spent = sum(one.own_lines for one in self.given.values())
        for place, words in enumerate((POOL_INCOME, "Expenditure", "Balance")):
            for column in range(_RECEIVED + 1):
                page.text(row + place, column, "" if column else words, "text_total")
        totals: dict[int, int] = {
            _GIVEN: income,
            _KIND: sum(one.in_kind for one in self.given.values()),
        }
        for place, quarter in enumerate(QUARTERS):
            totals[_FIRST_QUARTER + place] = sum(
                pence for (_, which), pence in self.due.items() if which == quarter
            )
        for column, pence in totals.items():
            letter = letters(column)
            formula = f"ROUND(SUM({letter}{first}:{letter}{row}),2)"
            page.sum(row, column, formula, pence, "money_total")
        given = letters(_GIVEN)
        lines = self.held.cells[("pool expenditure", self.pool.id, self.year)]
        page.sum(row + 1, _GIVEN, lines.partition("!")[2], spent, "money_total")
        balance = f"ROUND({given}{row + 1}-{given}{row + 2},2)"
        page.sum(row + 2, _GIVEN, balance, income - spent, "money_total")
        self._check(row, checks, income, spent, has_host=has_host)

    def _check(
        self, row: int, checks: list[Check], income: int, spent: int, *, has_host: bool
    ) -> None:
        name, first = self.page.name, self.top + 4
        given = f"{name}!${letters(_GIVEN)}"
        quarters = f"{letters(_FIRST_QUARTER)}${row + 1}:${letters(_RECEIVED - 1)}${row + 1}"
        nobody = self.given.get(None)
        owed = income - (nobody.amount if nobody else 0)
        paying = [f"{given}${row + 1}"]
        rows = list(self.held.labels.partners)
        if None in rows:
            paying.append(f"{given}${first + rows.index(None)}")
        if has_host:
            host = self.given.get(self.pool.host)
            owed -= host.amount if host else 0
            paying.append(
                f"SUMIF({name}!$A${first}:$A${row},{name}!$D${self.top + 2},"
                f"{given}${first}:${letters(_GIVEN)}${row})"
            )
        checks += [
            Check(
                f"{self.name}: contributions, sheet Pools and the plan",
                f"{given}${row + 1}",
                income,
                None,
                income,
            ),
            Check(
                f"{self.name}: instalments and the contributions of all but the host",
                f"ROUND(SUM({name}!${quarters}),2)",
                owed,
                f"ROUND({'-'.join(paying)},2)",
                owed,
            ),
            Check(
                f"{self.name}: balance, contributions less expenditure",
                f"{given}${row + 3}",
                income - spent,
                "0",
                0,
                False,
            ),
        ]


def _instalment(given: str, quarter: int, is_host: str) -> str:
    """A quarter of a contribution in whole pennies, the odd ones first; nothing of the host's own.

    Without MOD, which old versions of Excel refuse for more than £5.4m in pennies.
    """
    pence = f"ROUND(ABS({given})*100,0)"
    whole = f"INT({pence}/4)"
    odd = f"IF({pence}-4*{whole}>={quarter},1,0)"
    return f"IF({is_host},0,ROUND(SIGN({given})*({whole}+{odd})/100,2))"
