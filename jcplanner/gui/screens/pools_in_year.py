"""A pool in the year: actual to date and forecast outturn by line, statements by quarter and at year end."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence
from PySide6.QtWidgets import QMessageBox, QPushButton, QStackedWidget, QWidget

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.in_year import EACH_MONTH, LAST_PERIOD, TO_DATE, period_words
from jcplanner.domain.memorandum import YEAR_END, account
from jcplanner.domain.outturns import PERIODS
from jcplanner.domain.pools import QUARTERS, Pool
from jcplanner.domain.problems import Place, Refusal
from jcplanner.domain.years import MONTHS, year_label
from jcplanner.gui import style
from jcplanner.gui.errors import ask
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.pools_in_year_rows import (
    BUDGET,
    FIRST,
    FORECAST,
    FORECAST_FIELD,
    LINE,
    PARTNER,
    STRAIGHT,
    VARIANCE,
    account_rows,
    line_row,
    total_row,
)
from jcplanner.gui.screens.pools_in_year_view import InYearView
from jcplanner.gui.session import Session
from jcplanner.gui.tables.sheet import Sheet, SheetView, Values
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan.in_year_edits import (
    InYearEntry,
    put_in,
    read_actuals,
    read_block,
    read_forecasts,
)
from jcplanner.reports.in_year import InYearSheet, account_words, in_year_sheet, statement_rows

_NARROW_LINE, _NARROW_FIGURE, _FORECAST_WIDTH, _ROOM_FOR_WORDS = 124, 56, 74, 1_220
_MEASURED = 4
_WAY_WORDS = {TO_DATE: "To date", EACH_MONTH: "Each month"}
_TIPS = {
    BUDGET: "The line's budget for the year; income stands in brackets",
    STRAIGHT: "The actual to date as if the rest of the year went on like it. It counts nowhere.",
    FORECAST: "What the line is forecast to come to by the year's end. Without one it counts at its budget.",
    VARIANCE: "Forecast less budget, in words",
}


class InYearPanel(Panel):
    """The lines of one pool and year with what they cost by month, and the pool's account beside them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool: str | None = None
        self.year = session.plan.years[0]
        self.found: InYearSheet | None = None
        self.show_box, self.period_box, self.way_box = QuietCombo(), QuietCombo(), QuietCombo()
        self._fill_boxes()
        heads = [
            *("Line", "Partner", "Budget", *(month[:3] for month in MONTHS)),
            *("Straight line", "Forecast", "Variance"),
        ]
        self.sheet = Sheet(self.plan, heads, self._write, right=range(BUDGET, VARIANCE), tips=_TIPS)
        self.view = InYearView(self.sheet, "Lines of the pool in the year", self._paste)
        self.view.opened.connect(lambda _index: self.show_line())
        self.view.widened.connect(self._fit)
        self.account_sheet = Sheet(
            self.plan,
            ("", "Budget", "To date", "Outturn as now known", "In words"),
            lambda _values: None,
            right=(1, 2, 3),
        )
        self.account_view = SheetView(self.account_sheet, "Memorandum account of the pool")
        self.account_view.set_widths(300, 120, 120, 160, 0)
        self.heading = PlainLabel("In-year", "section")
        self.about = PlainLabel("", "caption", wrap=True)
        self.result = PlainLabel("", wrap=True)
        self.result.setAccessibleName("How the year ends, and who bears it")
        self.copy_button = button("Copy the account", self.copy_account)
        self._lay_out()
        self._make_actions()

    def _fill_boxes(self) -> None:
        for box, name in (
            (self.show_box, "Show"),
            (self.period_box, "Up to the end of"),
            (self.way_box, "Figures are"),
        ):
            box.setAccessibleName(name)
        self.show_box.addItem("Lines", 0)
        for quarter in QUARTERS:
            ends = MONTHS[quarter * 3 - 1]
            label = "Year-end account" if quarter == YEAR_END else f"Quarter {quarter}, to {ends}"
            self.show_box.addItem(label, quarter)
        self.show_box.setMinimumContentsLength(16)
        self.period_box.addItem("All 12 months", 0)
        for period in PERIODS:
            self.period_box.addItem(f"M{period_words(period)[1:]}", period)
        self.period_box.setMinimumContentsLength(18)
        for way, words in _WAY_WORDS.items():
            self.way_box.addItem(words, way)
        for box in (self.show_box, self.period_box, self.way_box):
            box.currentIndexChanged.connect(lambda _place: self.refresh())

    def _lay_out(self) -> None:
        card = Card()
        boxes = (self.show_box, self.period_box, self.way_box)
        head = row(self.heading, *boxes, self.result, self.copy_button)
        head.setStretchFactor(self.result, 1)
        card.body.addLayout(head)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.view)
        self.faces.addWidget(self.account_view)
        card.body.addWidget(self.faces, 1)
        card.body.addWidget(self.about)
        self.page.addWidget(card)

    def _make_actions(self) -> None:
        def command(text: str, keys: str, then) -> QAction:
            made = QAction(text, self)
            made.setShortcut(QKeySequence(keys))
            made.triggered.connect(lambda: then())
            return made

        self._actions = [
            command("&Statement or lines", "Ctrl+Shift+Q", self.switch),
            command("Each &month or to date", "Ctrl+Shift+E", self.switch_way),
            command("Ne&xt month", "Ctrl+Alt+Right", partial(self.move_period, 1)),
            command("&Last month", "Ctrl+Alt+Left", partial(self.move_period, -1)),
            command("Show the line in Bu&dgets", "Ctrl+Shift+B", self.show_line),
        ]

    def actions_offered(self) -> list[QAction]:
        """Turn to the account, to months, to another month, to the line."""
        return self._actions

    def take_focus(self) -> None:
        """Put the keyboard into the table in sight."""
        self.faces.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown

    @property
    def way(self) -> str:
        """Whether figures are typed and shown to date or for each month."""
        return str(self.way_box.currentData())

    @property
    def quarter(self) -> int:
        """The quarter whose account is shown; 0 for the lines."""
        return int(self.show_box.currentData())

    @property
    def period(self) -> int:
        """The month up to whose end figures count; all 12 count the newest."""
        chosen = int(self.period_box.currentData())
        return chosen or LAST_PERIOD

    @property
    def forecast_period(self) -> int:
        """The month at whose end a forecast that is typed counts as made."""
        newest = self.found.newest if self.found is not None else 0
        return int(self.period_box.currentData()) or newest or 1

    def show_pool(self, pool: str | None, year: int) -> None:
        """Show another pool or year, at the newest month that has figures."""
        other = (pool, year) != (self.pool, self.year)
        self.pool, self.year = pool, year
        if other and pool is not None and pool in self.plan.table(Pool):
            self._choose_period(in_year_sheet(self.plan, pool, year).newest or 1)
        self.refresh()

    def _choose_period(self, period: int) -> None:
        self.period_box.blockSignals(True)
        self.period_box.setCurrentIndex(self.period_box.findData(period))
        self.period_box.blockSignals(False)

    def move_period(self, by: int) -> None:
        """Turn to the next month (1) or the one before (-1)."""
        place = self.period_box.currentIndex() + by
        if 0 <= place < self.period_box.count():
            self.period_box.setCurrentIndex(place)

    def switch(self) -> None:
        """Turn between the lines and the year-end account."""
        self.show_box.setCurrentIndex(0 if self.quarter else self.show_box.findData(YEAR_END))
        self.take_focus()

    def show_statement(self, quarter: int = YEAR_END) -> None:
        """Show the account to the end of a quarter."""
        self.show_box.setCurrentIndex(self.show_box.findData(quarter))

    def switch_way(self) -> None:
        """Turn between figures to date and of each month."""
        self.way_box.setCurrentIndex(1 - self.way_box.currentIndex())

    def refresh(self) -> None:
        """Show the pool as the plan now stands."""
        there = self.pool is not None and self.pool in self.plan.table(Pool)
        self.setEnabled(there)
        as_lines = self.quarter == 0
        self.faces.setCurrentIndex(0 if as_lines else 1)
        self.period_box.setVisible(as_lines)
        self.way_box.setVisible(as_lines)
        self.copy_button.setVisible(not as_lines)
        self.result.clear()
        self.heading.setText(f"In-year, {year_label(self.year)}")
        if not there:
            self.found = None
            self.sheet.put(())
            self.account_sheet.put(())
            self.about.setText("Choose a pool to see what its lines cost in the year.")
        elif as_lines:
            self._show_lines(str(self.pool))
        else:
            self._show_account(str(self.pool))

    def _show_lines(self, pool: str) -> None:
        found = self.found = in_year_sheet(self.plan, pool, self.year, self.period)
        if not found.lines:
            self.sheet.put(())
            self.about.setText(
                "No lines lie in this pool in this year: name the pool on the Pathway screen."
            )
            return
        rows = [line_row(self.session, line, self.year, self.way) for line in found.lines]
        # The sum stands above its lines: a pool may have a hundred.
        self.sheet.put([total_row(self.session, found, self.way), *rows])
        self._fit()
        self.about.setText(self._lines_words(found))

    def _lines_words(self, found: InYearSheet) -> str:
        way = "of each month alone" if self.way == EACH_MONTH else "to date"
        said = f"Yellow cells are typed in pounds, {way}; a row of months can be pasted. "
        missing = found.without_forecast
        if missing == len(found.lines):
            return f"{said}No line has a forecast yet: each counts at its budget."
        if missing:
            lines = "1 line has" if missing == 1 else f"{missing} lines have"
            counts = "counts at its budget" if missing == 1 else "count at their budgets"
            return f"{said}{lines} no forecast and {counts}."
        return f"{said}Every line has a forecast."

    def _fit(self) -> None:
        """One month leaves room for names; twelve take it, as narrow as figures allow."""
        chosen = int(self.period_box.currentData())
        every = chosen == 0
        for period in PERIODS:
            self.view.setColumnHidden(FIRST + period - 1, chosen not in (0, period))
        self.view.setColumnHidden(PARTNER, every)
        self.view.setColumnHidden(STRAIGHT, every)
        narrow = self.view.viewport().width() < _ROOM_FOR_WORDS
        self.view.setColumnHidden(VARIANCE, every and narrow)
        across = self.view.horizontalHeader()
        across.setStretchLastSection(False)
        least = _NARROW_FIGURE if every else 116
        widths = {at: max(self._figure_width(at), least) for at in range(BUDGET, VARIANCE)}
        widths[FORECAST] = max(widths[FORECAST], _FORECAST_WIDTH)
        widths |= {PARTNER: 150, VARIANCE: 126 if every else 190}
        for column, width in widths.items():
            across.resizeSection(column, width)
        shown = sum(
            width for column, width in widths.items() if not self.view.isColumnHidden(column)
        )
        room = self.view.viewport().width() - shown
        across.resizeSection(LINE, max(room, _NARROW_LINE if every else 2 * _NARROW_LINE))

    def _figure_width(self, column: int) -> int:
        """As wide as the column's widest figure, in bold as in the sum; its longest texts are measured."""
        texts = sorted({held.cells[column].text for held in self.sheet.rows}, key=len)
        metrics = QFontMetrics(style.font(bold=True))
        widest = max(map(metrics.horizontalAdvance, texts[-_MEASURED:]), default=0)
        return widest + 4 * style.STEP + 2

    def _show_account(self, pool: str) -> None:
        held = account(self.plan.records, self.plan.figures, pool, self.year, self.quarter)
        rows = account_rows(self.session, statement_rows(self.plan, held))
        self.account_sheet.put(rows)
        self.result.setText(account_words(self.plan, held))
        left = held.shared is not None and held.shared.unallocated
        self.result.set_role("bad" if left else "body")
        when = (
            "at the year's end" if self.quarter == YEAR_END else f"to {period_words(held.period)}"
        )
        self.about.setText(
            f"The memorandum account {when}: net, of the pool's own nature, in cash. Lines without a "
            "forecast count at their budget; income lines and a deficit stand in brackets."
        )

    # What people do

    def _write(self, values: Values) -> None:
        """Put typed cells in as one step; where something looks odd, ask first."""
        actuals: dict[tuple[str, int], int | None] = {}
        forecasts: dict[tuple[str, int], int | None] = {}
        for (line, name), value in values.items():
            pence = value if isinstance(value, int) else None
            if pence is not None and self._is_income(line):
                pence = abs(pence)
            field, _, period = name.partition(":")
            if field == FORECAST_FIELD:
                forecasts[(line, self.forecast_period)] = pence
            else:
                actuals[(line, int(period))] = pence
        if actuals and forecasts:
            raise Refusal("Put in actuals and forecasts one after the other.")
        if actuals:
            self.put(read_actuals(self.plan, self.year, actuals, self.way))
        else:
            self.put(read_forecasts(self.plan, self.year, forecasts))

    def _is_income(self, line: str) -> bool:
        return self.plan.table(BudgetLine).value(line, "direction") == "income"

    def put(self, entry: InYearEntry) -> None:
        """Put figures in; what looks wrong is asked about in its own sentence first."""
        if not entry.doubts:
            put_in(self.plan, entry)
            return
        shown = list(entry.doubts[:4])
        if len(entry.doubts) > len(shown):
            shown.append(f"And {len(entry.doubts) - len(shown)} more like these.")
        box = ask(
            self,
            "\n\n".join(shown),
            "Put in all the same",
            lambda: self.session.do(lambda: put_in(self.plan, entry), self),
            details="Cancel leaves the plan as it is.",
        )
        # An Enter too many, after the one that ended the typing, must not wave a slip through.
        for held in box.buttons():
            if box.buttonRole(held) is QMessageBox.ButtonRole.RejectRole and isinstance(
                held, QPushButton
            ):
                box.setDefaultButton(held)

    def _paste(self, line: str, column: int, text: str) -> bool:
        """Take a block from the clipboard over the months; False where the cursor is not on one."""
        period = column - FIRST + 1
        if period not in PERIODS or self.found is None or not line:
            return False
        lines = [held.line.id for held in self.found.lines]
        below = lines[lines.index(line) :]
        entry = self.session.do(
            lambda: read_block(self.plan, self.year, text, below, period, self.way), self
        )
        if entry is not None:
            self.put(entry)
        return True

    def show_line(self) -> None:
        """Lead to the line with the cursor on the Budgets screen."""
        line = self.view.key()
        if line and self.quarter == 0:
            self.session.go(Place("budgets", "budget_line", line, self.year))

    def show_place(self, line: str) -> None:
        """Put the cursor on a line."""
        at = self.sheet.row_of(line)
        if at >= 0:
            self.show_box.setCurrentIndex(0)
            self.view.go_to(at, FORECAST)

    def copy_account(self) -> None:
        """Put the whole account on the clipboard, headings first."""
        self.account_view.selectAll()
        self.account_view.copy(headers=True)
