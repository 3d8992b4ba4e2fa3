"""What each partner puts into a pool in a year, its build-up typed in place, and the balance."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from jcplanner.domain.column import Column, Value
from jcplanner.domain.partners import Partner
from jcplanner.domain.pooling import AGREED, OWN_LINES, BuildUp, Contributed
from jcplanner.domain.pools import Contribution, contribution_id
from jcplanner.domain.years import year_label
from jcplanner.gui.lines_dialog import show_lines
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.pools_roll_forward import RollForwardDialog
from jcplanner.gui.session import Session
from jcplanner.gui.tables.sheet import Sheet, SheetCell, SheetRow, SheetView, Values
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import pool_edits
from jcplanner.plan.fields import column_named
from jcplanner.plan.plan import Notice
from jcplanner.plan.record_words import key_values
from jcplanner.reports.pool_sheet import PoolSheet, balance_words, lines_in, pool_drill, pool_sheet

_HEADS = (
    "Partner",
    "Status",
    "Base",
    "Recurrent",
    "Inflation",
    "Agreed",
    "Efficiency",
    "Non-rec.",
    "Contribution",
    "In kind",
    "Rests on",
    "Own lines",
)
_TIPS = {
    2: "Last year's recurrent contribution",
    3: "Recurrent changes",
    5: "Changes that the partners agreed",
    6: "Typed positive; it is taken off",
    7: "Non-recurrent: of this year alone",
    8: "The agreed amount if one was typed, else the build-up, else the net of the partner's own lines. "
    "Type an amount to agree it; blank it to count the build-up again.",
    9: "Beside cash, never in it",
    11: "The net of the partner's own lines in the pool",
}
_WIDTHS = (62, 80, 70, 64, 78, 72, 94, 62, 82, 84)
_NAME_WIDTH, _STATUS_WIDTH = 74, 84
INCOME, EXPENDITURE, BALANCE, NOBODY = "income", "expenditure", "balance", "nobody"
_MOVES_LINES = frozenset(("budget_line", "budget_amount", "pathway_step", "service_area", "pool"))


class ContributionsPanel(Panel):
    """The contributions of one pool and year, and what is done with all of them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool: str | None = None
        self.year = session.plan.years[0]
        self.found: PoolSheet | None = None
        self._counted: tuple[str, int] | None = None
        self._count = 0
        self.sheet = Sheet(self.plan, _HEADS, self._write, right=(*range(2, 10), 11), tips=_TIPS)
        self.view = SheetView(self.sheet, "Contributions")
        self.view.opened.connect(lambda _index: self.show_behind())
        self.confirm_button = button("Confirm all", self.confirm)
        self.roll_button = button("Roll forward\u2026", self.roll_forward)
        self.card = Card()
        self.heading = PlainLabel("Contributions", "section")
        self.card.body.addLayout(
            row(self.heading, None, self.lines_button(), self.confirm_button, self.roll_button)
        )
        self.card.body.addWidget(self.view, 1)
        self.said = PlainLabel("", "caption", wrap=True)
        self.card.body.addWidget(self.said)
        self.page.addWidget(self.card)
        self._actions = [
            self.command("Show the &lines behind the figure", "Ctrl+L", self.show_behind),
            self.command("&Confirm all contributions", "Ctrl+Shift+K", self.confirm),
            self.command("&Roll forward into the next year\u2026", "Ctrl+R", self.roll_forward),
        ]
        session.changed.connect(self._changed)

    def lines_button(self) -> QWidget:
        """The button that opens the pool's lines."""
        self.open_button = button("Lines in the pool", self.show_all_lines, "link")
        return self.open_button

    def actions_offered(self) -> list[QAction]:
        """Lines, confirming, rolling forward."""
        return self._actions

    # Following the plan

    def _changed(self, notice: Notice) -> None:
        if notice.everything or notice.tables & _MOVES_LINES:
            self._counted = None

    def show_pool(self, pool: str | None, year: int) -> None:
        """Show another pool or year."""
        other = (pool, year) != (self.pool, self.year)
        self.pool, self.year = pool, year
        self.refresh()
        if other and self.sheet.rows:
            self.view.go_to(0, 2)

    def refresh(self) -> None:
        """Read the contributions again."""
        self.heading.setText(f"Contributions, {year_label(self.year)}")
        if self.pool is None:
            self.found = None
            self.sheet.put(())
            return
        found = self.found = pool_sheet(self.plan, self.pool, self.year)
        rows = [self._row(held) for held in found.rows]
        self.view.clearSpans()
        self.sheet.put([*rows, *self._sums(found)])
        for place in range(len(rows), len(self.sheet.rows)):
            # The words of a sum may run on where nobody's status stands.
            self.view.setSpan(place, 0, 1, 2)
        self.roll_button.setEnabled(self.year + 1 in self.plan.years)
        self.confirm_button.setEnabled(
            any(held.partner and held.status != "confirmed" for held in found.rows)
        )
        empty = not (found.income or found.expenditure)
        words = balance_words(found.balance, empty=empty)
        self.said.setText(
            f"{words} Yellow cells are typed in pounds; 395k and 1.2m are understood."
        )
        self._fit()

    def _row(self, held: Contributed) -> SheetRow:
        if held.partner is None or self.pool is None:
            texts = ["No partner", "", *[""] * 6, self._money(held.amount), "", "Own lines"]
            cells = [SheetCell(text) for text in (*texts, self._money(held.own_lines))]
            return SheetRow(NOBODY, tuple(cells))
        key = contribution_id(self.pool, held.partner, self.year)
        typed = self.plan.table(Contribution).get(key)
        partner = self.plan.table(Partner)[held.partner]
        tip = f"{partner.name}: rests on {'its ' if held.rests_on == OWN_LINES else 'the '}{held.rests_on}"
        cells = [SheetCell(partner.short, tip=tip), self._status(typed, held)]
        cells += [self._part(key, typed, name) for name in BuildUp._fields]
        return SheetRow(
            held.partner,
            (
                *cells,
                self._amount(key, typed, held),
                self._in_kind(key, typed, held),
                SheetCell(held.rests_on.capitalize()),
                SheetCell(self._money(held.own_lines), tip=self._exact(held.own_lines)),
            ),
        )

    def _status(self, typed: Contribution | None, held: Contributed) -> SheetCell:
        tone = "integrate" if held.status == "confirmed" else "mute"
        return SheetCell(
            _column("status").show(held.status),
            _column("status"),
            typed.status if typed else "indicative",
            tone=tone,
        )

    def _part(self, key: str, typed: Contribution | None, name: str) -> SheetCell:
        value = getattr(typed, name) if typed else None
        shown = -value if name == "efficiency" and value is not None else value
        return SheetCell(
            self._money(shown),
            _column(name),
            value,
            tip=self._exact(shown),
            overridden=self._is_overridden(key, name),
        )

    def _amount(self, key: str, typed: Contribution | None, held: Contributed) -> SheetCell:
        value = typed.amount if typed else None
        agreed = held.rests_on == AGREED
        worked_out = "" if agreed else f" from the {held.rests_on}; type an amount to agree it"
        apart = f"\nThe build-up comes to {self._exact(held.amount - held.unexplained)}"
        return SheetCell(
            "" if held.rests_on == OWN_LINES else self._money(held.amount),
            _column("amount"),
            value,
            faint=self._money(held.amount),
            tone="warn" if held.unexplained else "",
            tip=f"{self._exact(held.amount)}{worked_out}{apart if held.unexplained else ''}",
            overridden=self._is_overridden(key, "amount"),
        )

    def _in_kind(self, key: str, typed: Contribution | None, held: Contributed) -> SheetCell:
        value = typed.in_kind if typed else None
        return SheetCell(
            self._money(value),
            _column("in_kind"),
            value,
            faint=self._money(held.in_kind) if held.in_kind else "",
            tip=self._exact(held.in_kind),
            overridden=self._is_overridden(key, "in_kind"),
        )

    def _sums(self, found: PoolSheet) -> list[SheetRow]:
        count = self._lines()
        lines = "1 line" if count == 1 else f"{count:,} lines"
        tone = "bad" if found.balance else "integrate"
        blank = (SheetCell(),) * 7

        def cell(pence: int, tone: str = "") -> SheetCell:
            return SheetCell(self._money(pence), tone=tone, tip=self._exact(pence))

        after = (SheetCell(),) * 2
        kind = cell(found.in_kind) if found.in_kind else SheetCell()
        return [
            SheetRow(
                INCOME,
                (SheetCell("Pool income"), *blank, cell(found.income), kind, *after),
                True,
            ),
            SheetRow(
                EXPENDITURE,
                (
                    SheetCell(f"Expenditure of {lines}"),
                    *blank,
                    cell(found.expenditure),
                    SheetCell(),
                    *after,
                ),
                True,
            ),
            SheetRow(
                BALANCE,
                (
                    SheetCell("Balance", tone=tone),
                    *blank,
                    cell(found.balance, tone),
                    SheetCell(),
                    *after,
                ),
                True,
            ),
        ]

    def _lines(self) -> int:
        """How many lines lie in the pool, counted anew only where lines or the pathway moved."""
        assert self.pool is not None
        if self._counted != (self.pool, self.year):
            self._count = lines_in(self.plan, self.pool, self.year)
            self._counted = (self.pool, self.year)
        return self._count

    def _money(self, pence: int | None) -> str:
        return self.session.money(pence)

    def _exact(self, pence: int | None) -> str:
        return self.session.money(pence, exact=True)

    def _is_overridden(self, key: str, name: str) -> bool:
        return self.plan.overridden(Contribution.TABLE, key, name)

    # What people do

    def _write(self, values: Values) -> None:
        """Typed parts as one step; a status of confirmed agrees the amount as it stands."""
        pool, year = self.pool, self.year
        assert pool is not None
        parts: dict[str, dict[str, Value]] = {}
        for (partner, name), value in values.items():
            parts.setdefault(partner, {})[name] = value
        confirmed = [who for who, fields in parts.items() if fields == {"status": "confirmed"}]
        if confirmed and len(confirmed) == len(parts):
            pool_edits.confirm_contributions(self.plan, pool, year, confirmed)
        else:
            pool_edits.set_contributions(self.plan, pool, year, parts)

    def confirm(self) -> None:
        """Mark every contribution of the year as confirmed."""
        pool = self.pool
        if pool is not None:
            self.session.do(
                lambda: pool_edits.confirm_contributions(self.plan, pool, self.year), self
            )

    def roll_forward(self) -> RollForwardDialog | None:
        """Ask for percentages, show what would come, and roll forward. Returns the dialog, already open."""
        if self.pool is None or self.year + 1 not in self.plan.years:
            return None
        dialog = RollForwardDialog(self.session, self.pool, self.year, self)
        dialog.open()
        return dialog

    def show_behind(self) -> None:
        """Open the lines behind the row with the cursor: of one partner, or of all."""
        if self.pool is None:
            return
        key = self.view.key()
        if key in (INCOME, EXPENDITURE, BALANCE, ""):
            self.show_all_lines()
            return
        partners = frozenset((None if key == NOBODY else key,))
        show_lines(self.session, pool_drill(self.plan, self.pool, self.year, partners), self)

    def show_all_lines(self) -> None:
        """Open every line in the pool."""
        if self.pool is not None:
            show_lines(self.session, pool_drill(self.plan, self.pool, self.year), self)

    def show_place(self, key: str) -> None:
        """Put the cursor on a partner's contribution, by the id of its record."""
        partner = key_values(Contribution, key).get("partner", "")
        if self.sheet.row_of(partner) >= 0:
            self.view.go_to(self.sheet.row_of(partner), _HEADS.index("Contribution"))

    def take_focus(self) -> None:
        """The keyboard goes to the first cell to type in."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what a contribution rests on where there is room for it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.view.viewport().width()
        needed = _NAME_WIDTH + _STATUS_WIDTH + sum(_WIDTHS[:-2])
        extra = room - needed
        for column, width in ((10, _WIDTHS[-2]), (11, _WIDTHS[-1])):
            self.view.setColumnHidden(column, extra < width)
            extra -= width if extra >= width else 0
        across = self.view.horizontalHeader()
        if room < needed:
            across.setSectionResizeMode(0, across.ResizeMode.Interactive)
        self.view.set_widths(_NAME_WIDTH if room < needed else 0, _STATUS_WIDTH, *_WIDTHS)


def _column(name: str) -> Column:
    return column_named(Contribution, name)
