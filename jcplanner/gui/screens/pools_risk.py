"""Who bears a pool's overspend or keeps its underspend: the chart, and what each rule takes of it.

What is typed or dragged here is only tried: the plan does not change.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHeaderView, QLineEdit, QSizePolicy, QSlider, QWidget

from jcplanner.domain.in_year import read_variance, variance_words
from jcplanner.domain.pools import Pool
from jcplanner.domain.risk_case import SPAN
from jcplanner.gui import style
from jcplanner.gui.chart_place import ChartPlace
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.pools_risk_rules import RulesDialog
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.reports.risk_share import UNALLOCATED, RiskOfPool, Tried, TriedRow

_RULE, _WORDS = 0, 1
_RULE_WIDTH, _MONEY_WIDTH = 230, 104
_STEP, _PAGE = 10, 100
"""The slider moves by a tenth of one per cent, or by one per cent."""


class RiskPanel(Panel):
    """Gives the Pools screen two cards: the chart of who pays, and what is tried below it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool: str | None = None
        self.year = session.plan.years[0]
        self.risk: RiskOfPool | None = None
        self.typed: int | None = None
        """What is tried, in pence; None while it is what the forecast says."""
        self.of_lines: dict[str, int] = {}
        """What lines with rules of their own are out by, in pence, as typed."""
        self._reading = False
        self.chart = ChartPlace(session)
        self.no_chart = PlainLabel("", "muted", wrap=True)
        self.no_chart.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.chart_card = Card("Who pays, from 10% under to 10% over")
        self.chart_card.body.addWidget(self.chart, 1)
        self.chart_card.body.addWidget(self.no_chart, 1)
        self._make_controls()
        self.try_card = Card()
        self._lay_out()
        self.try_action = self._action("Try an o&ver- or underspend", "Ctrl+T", self.take_focus)
        self.forecast_action = self._action(
            "Try &what the forecast says", "Ctrl+Shift+F", self.try_forecast
        )
        self.rules_action = self._action("Risk-share r&ules\u2026", "Ctrl+Shift+R", self.edit_rules)

    def _action(self, text: str, shortcut: str, then) -> QAction:
        made = QAction(text, self)
        made.setShortcut(QKeySequence(shortcut))
        made.triggered.connect(lambda: then())
        return made

    def _make_controls(self) -> None:
        self.amount = QLineEdit()
        self.amount.setAccessibleName("If it ends the year, over or under")
        self.amount.setPlaceholderText("such as 1.3m over")
        self.amount.setToolTip(
            "Such as 1.3m over, 400k under or 5% over. Nothing in the plan changes."
        )
        self.amount.setProperty("role", "input")
        self.amount.setMinimumWidth(130)
        self.amount.setMaximumWidth(170)
        self.amount.editingFinished.connect(self._typed)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Over- or underspend, as a share of the pool's expenditure")
        self.slider.setRange(SPAN[0], SPAN[-1])
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(_PAGE)
        self.slider.setTickInterval(500)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setMinimumWidth(96)
        self.slider.setMaximumWidth(280)
        self.slider.valueChanged.connect(self._slid)
        self.line_box = QuietCombo()
        self.line_box.setAccessibleName("Line with rules of its own")
        self.line_box.setMinimumContentsLength(26)
        self.line_box.currentIndexChanged.connect(lambda _place: self._show_line_amount())
        self.line_amount = QLineEdit()
        self.line_amount.setAccessibleName("Of this, on that line")
        self.line_amount.setPlaceholderText("such as 300k over")
        self.line_amount.setProperty("role", "input")
        self.line_amount.setFixedWidth(170)
        self.line_amount.editingFinished.connect(self._line_typed)
        self.about = PlainLabel("", "caption", wrap=True)
        self.about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.fault = PlainLabel("", "bad", wrap=True)
        self.fault.hide()
        self.hint = PlainLabel("", "muted", wrap=True)
        self.forecast_button = button("As the forecast says", self.try_forecast)
        self.forecast_button.setToolTip("Ctrl+Shift+F")
        self.rules_button = button("Rules\u2026", self.edit_rules)
        self.rules_button.setAccessibleName("Risk-share rules of the pool")
        self.rules_button.setToolTip("Ctrl+Shift+R")
        self.model = ListModel((), self._texts, right=range(2, 40), tone=self._tone)
        self.view = ListView("What each rule takes", self.model, (_RULE_WIDTH,))
        self.view.setMinimumHeight(5 * style.ROW_HEIGHT)
        self.view.activated.connect(lambda _index: self.edit_rules())

    def _lay_out(self) -> None:
        label = PlainLabel("If it ends the &year", "section")
        label.setBuddy(self.amount)
        controls = row(label, self.amount, self.slider, self.about, spacing=3 * style.STEP)
        controls.setStretchFactor(self.slider, 2)
        controls.addWidget(self.forecast_button)
        controls.addWidget(self.rules_button)
        controls.setStretchFactor(self.about, 1)
        self.try_card.body.addLayout(controls)
        line_label = PlainLabel("Of this, on &line")
        line_label.setBuddy(self.line_amount)
        self.line_part = QWidget()
        self.line_part.setLayout(row(line_label, self.line_box, self.line_amount, None))
        self.try_card.body.addWidget(self.line_part)
        self.try_card.body.addWidget(self.fault)
        self.try_card.body.addWidget(self.hint)
        self.try_card.body.addWidget(self.view, 1)

    # What the screen asks of it

    def show_pool(self, pool: str | None, year: int) -> None:
        """Show another pool or year; of the same one, what is being tried stays."""
        if (pool, year) != (self.pool, self.year):
            self.pool, self.year = pool, year
            self.typed = None
            self.of_lines = {}
        self.refresh()

    def actions_offered(self) -> list[QAction]:
        """Try an amount, try the forecast, edit the rules; and what the chart can do."""
        chart = [
            self.chart.table_action,
            self.chart.copy_action,
            self.chart.png_action,
            self.chart.svg_action,
        ]
        return [self.try_action, self.forecast_action, self.rules_action, *chart]

    def take_focus(self) -> None:
        """Put the keyboard into the amount."""
        self.amount.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.amount.selectAll()

    def refresh(self) -> None:
        """Work out the pool again as the plan now stands."""
        there = self.pool is not None and self.pool in self.plan.table(Pool)
        self.risk = RiskOfPool(self.plan, str(self.pool), self.year) if there else None
        for part in (self.amount, self.slider, self.rules_button, self.rules_action):
            part.setEnabled(there)
        has_forecast = self.risk is not None and self.risk.outturn is not None
        self.forecast_button.setEnabled(has_forecast)
        self.forecast_action.setEnabled(has_forecast)
        self.slider.setEnabled(self.risk is not None and self.risk.spending > 0)
        self._read_lines()
        self._show()

    # What is tried

    def try_amount(self, pence: int | None) -> None:
        """Try an over- or underspend, in pence; None is what the forecast says, else 5% over."""
        self.typed = pence
        self._show()

    def try_forecast(self) -> None:
        """Go back to what the forecast says."""
        self.of_lines = {}
        self.try_amount(None)

    def _typed(self) -> None:
        if self.risk is None or not self.amount.isModified():
            return
        self.amount.setModified(False)
        try:
            pence = read_variance(self.amount.text(), self.risk.spending)
        except ValueError as fault:
            self._say_fault(str(fault))
            return
        self.try_amount(pence)

    def _read_lines(self) -> None:
        """Lines with rules of their own can be given their part; most pools have none."""
        lines = self.risk.ruled_lines if self.risk is not None else ()
        self.of_lines = {line: pence for line, pence in self.of_lines.items() if line in lines}
        self.line_part.setVisible(bool(lines))
        if [self.line_box.itemData(at) for at in range(self.line_box.count())] != list(lines):
            self.line_box.clear()
            for line in lines:
                self.line_box.addItem(self.plan.records.name("budget_line", line), line)

    def _show_line_amount(self) -> None:
        line = self.line_box.currentData()
        if self.risk is None or not line:
            return
        pence = self.of_lines.get(line, 0)
        if self.typed is None and self.risk.outturn is not None:
            pence = self.risk.forecast_of(line)
        self.line_amount.setText(variance_words(pence))

    def _line_typed(self) -> None:
        line = self.line_box.currentData()
        if self.risk is None or not line or not self.line_amount.isModified():
            return
        self.line_amount.setModified(False)
        try:
            pence = read_variance(self.line_amount.text(), self.risk.spending)
        except ValueError as fault:
            self._say_fault(str(fault))
            return
        if self.typed is None:
            self.typed = self.risk.start
            self.of_lines = {held: self.risk.forecast_of(held) for held in self.risk.ruled_lines}
        self.of_lines[line] = pence
        self._show()

    def _say_fault(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.show()

    def _slid(self, share: int) -> None:
        if not self._reading and self.risk is not None:
            self.try_amount(self.risk.at(share))

    def _show(self) -> None:
        risk = self.risk
        self.fault.hide()
        if risk is None:
            self.amount.clear()
            self.about.setText("")
            self.hint.setText("Choose a pool to see who bears what it is over or under by.")
            self.model.put((), ("Rule, in order", "What the agreement says"))
            self._show_chart(None)
            return
        if self.typed is None and risk.outturn is None:
            tried = risk.try_amount(risk.start, self.of_lines)
        else:
            tried = risk.try_amount(self.typed, self.of_lines)
        self._show_line_amount()
        self._reading = True
        self.amount.setText(variance_words(tried.amount))
        self.slider.setValue(max(SPAN[0], min(SPAN[-1], risk.place_of(tried.amount))))
        self._reading = False
        self.about.setText(tried.about)
        self.hint.setText(self._hint(tried))
        self.hint.setVisible(bool(self.hint.text()))
        self._show_rows(tried)
        self._show_chart(tried.amount)

    def _hint(self, tried: Tried) -> str:
        assert self.risk is not None
        if not self.risk.rules:
            return "The pool has no risk-share rules yet: open Rules to put in a set of them, or one by one."
        if tried.rows:
            return ""
        return f"No rule is for an {'overspend' if tried.sign > 0 else 'underspend'}."

    def _show_rows(self, tried: Tried) -> None:
        verb = "Takes" if tried.sign > 0 else "Gives back"
        self.model.put(
            [*tried.rows, tried],
            [
                "Rule, in order",
                "What the agreement says",
                verb,
                *tried.partners,
                "Elsewhere",
                "Left",
            ],
        )
        across = self.view.horizontalHeader()
        last = self.model.columnCount() - 1
        across.setStretchLastSection(False)
        for column in range(last + 1):
            across.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            across.resizeSection(column, _MONEY_WIDTH if column > _WORDS else _RULE_WIDTH)
        across.setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        self.view.setColumnHidden(last - 1, not tried.keeps)

    def _show_chart(self, amount: int | None) -> None:
        curves = self.risk.curves(amount) if self.risk is not None else None
        self.chart.setVisible(curves is not None)
        self.no_chart.setVisible(curves is None)
        for action in (
            self.chart.table_action,
            self.chart.copy_action,
            self.chart.png_action,
            self.chart.svg_action,
        ):
            action.setEnabled(curves is not None)
        if curves is not None:
            self.chart.show_drawing(curves)
        self.no_chart.setText(
            "Nothing is spent from this pool in this year: choose another, or put areas into the pool on the "
            "Pathway screen."
        )

    # The table

    def _texts(self, held: object) -> Sequence[str]:
        money = self.session.money
        if isinstance(held, TriedRow):
            parts = [money(pence) for pence in (held.takes, *held.partners, held.kept, held.left)]
            return [f"{held.number}  {held.name}", held.words, *parts]
        assert isinstance(held, Tried)
        blanks = [""] * (len(held.partners) + 2)
        words = "every penny has a rule" if held.amount else "there is nothing to share out"
        if held.unallocated:
            words = held.unallocated_words
        return [UNALLOCATED, words, *blanks, money(held.unallocated)]

    def _tone(self, held: object, _column: int) -> str:
        if isinstance(held, Tried):
            return "bad" if held.unallocated else "mute"
        return ""

    # Rules

    def edit_rules(self) -> RulesDialog | None:
        """Open the rules of the pool. Returns the dialog, already open."""
        if self.risk is None or self.pool is None:
            return None
        dialog = RulesDialog(self.session, self.pool, self.year, self.try_card)
        dialog.open()
        return dialog
