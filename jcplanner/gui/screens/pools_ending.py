"""The way out: what returns to whom if the pool ends on a day that is typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from jcplanner.domain.column import Column, Kind
from jcplanner.domain.dates import read_day, year_ends
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Refusal
from jcplanner.gui import style
from jcplanner.gui.lines_dialog import show_lines
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan.clipboard import text_of
from jcplanner.reports.pool_ending import way_out_report
from jcplanner.reports.pool_sheet import pool_drill
from jcplanner.reports.report import Report

_DAY = Column("day", "The day", Kind.DATE, required=True)
_ROWS, _NAME_WIDTH, _AMOUNT_WIDTH = 6, 170, 142


class EndingPanel(Panel):
    """The Way out tab. The day starts as the pool's own end, else the end of the chosen year."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pool: str | None = None
        self.year = session.plan.years[0]
        self.report: Report | None = None
        self.day = QLineEdit()
        self.day.setAccessibleName("The day on which the pool ends")
        self.day.setFixedWidth(124)
        self.day.editingFinished.connect(self.refresh)
        label = QLabel("If the pool ends &on")
        label.setProperty("role", "section")
        label.setBuddy(self.day)
        self.copy_button = button("Copy", self.copy)
        self.copy_button.setAccessibleName("Copy the way out for Excel")
        self.open_button = button("Lines in the pool", self.show_all_lines, "link")
        self.fault = PlainLabel("", "bad", wrap=True)
        self.model = ListModel(("Partner",), self._texts, right=range(1, 6))
        self.view = ListView("What returns to whom", self.model, ())
        card = Card()
        card.body.addLayout(row(label, self.day, None, self.open_button, self.copy_button))
        card.body.addWidget(self.fault)
        card.body.addWidget(self.view, 1)
        self.said = PlainLabel("", wrap=True)
        rules = Card("How it is worked out")
        rules.body.addWidget(self.said)
        self.view.setMinimumHeight(_ROWS * style.ROW_HEIGHT)
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(3 * style.STEP)
        down.addWidget(card, 1)
        down.addWidget(rules)
        down.addStretch(1)
        # In a low window the rules are read by scrolling.
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.page.addWidget(scroll)
        self.copy_action = self.command("&Copy the way out", "Ctrl+Shift+C", self.copy)

    def actions_offered(self) -> list[QAction]:
        """Copying."""
        return [self.copy_action]

    def show_pool(self, pool: str | None, year: int) -> None:
        """Show another pool or year; the day starts again where either is another."""
        if (pool, year) != (self.pool, self.year) or not self.day.text():
            self.pool, self.year = pool, year
            held = self.plan.table(Pool).get(pool or "")
            ends = read_day(held.ends) if held else None
            day = ends if ends is not None and ends <= year_ends(year) else year_ends(year)
            self.day.setText(_DAY.show(day.isoformat()))
        self.refresh()

    def refresh(self) -> None:
        """Work the way out again."""
        self.report, words = None, ""
        if self.pool is not None:
            try:
                day = read_day(str(_DAY.parse(self.day.text())))
                assert day is not None
                self.report = way_out_report(self.plan, self.pool, day)
            except (ValueError, Refusal) as fault:
                words = str(fault)
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        held = self.report
        if held is None:
            self.model.put(())
            self.said.setText("")
            return
        table, rules = held.tables
        self.model.put(table.rows, [heading.text for heading in table.headings])
        across = self.view.horizontalHeader()
        across.setStretchLastSection(False)
        amounts = len(table.headings) - 1
        narrow = self.view.viewport().width() < _NAME_WIDTH + amounts * _AMOUNT_WIDTH
        modes = across.ResizeMode
        across.setSectionResizeMode(0, modes.Interactive if narrow else modes.Stretch)
        across.resizeSection(0, _NAME_WIDTH)
        for column in range(1, amounts + 1):
            across.resizeSection(column, _AMOUNT_WIDTH)
        self.said.setText("\n".join(str(sentence) for (sentence,) in rules.rows))

    def _texts(self, held: object) -> Sequence[str]:
        assert isinstance(held, tuple)
        name, *amounts = held
        return [str(name), *(self.session.money(pence, exact=True) for pence in amounts)]

    def copy(self) -> None:
        """Put the table and its rules on the clipboard, for Excel."""
        if self.report is None:
            return
        table, rules = self.report.tables
        rows = [[self.report.title], [self.report.scope], [held.text for held in table.headings]]
        rows += [list(self._texts(held)) for held in table.rows]
        rows += [[str(sentence)] for (sentence,) in rules.rows]
        QGuiApplication.clipboard().setText(text_of(rows))

    def show_all_lines(self) -> None:
        """Open the lines that go back to their partners."""
        if self.pool is not None:
            show_lines(self.session, pool_drill(self.plan, self.pool, self.year), self)

    def take_focus(self) -> None:
        """The keyboard goes to the day."""
        self.day.setFocus()
        self.day.selectAll()
