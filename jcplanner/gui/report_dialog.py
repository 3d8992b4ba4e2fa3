"""Reports: chosen from a list, read as tables, taken to Excel by the clipboard."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QVBoxLayout, QWidget

from jcplanner.gui import style
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row

if TYPE_CHECKING:
    from jcplanner.plan.plan import Plan
    from jcplanner.reports.report import Cell, Heading, Report, ReportTable

UNIT_WORDS = {
    "pounds": "pounds",
    "thousands": "thousands of pounds",
    "millions": "millions of pounds",
}
NUMBER_WIDTHS = {"money": 116, "exact": 150, "count": 72, "percent": 130}
ROOM = 720
"""What all columns but the first may take of the dialog."""


def reports() -> "dict[str, Callable[[Plan], Report]]":
    """The reports by name, loaded when they are first wanted."""
    from jcplanner.reports.listing import REPORTS

    return REPORTS


class ReportsCard(Card):
    """The list of reports; Enter opens one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.session = session
        self.dialog: ReportDialog | None = None
        self.open_button = button("Open", self.open_current)
        self.open_button.setAccessibleName("Open the chosen report")
        self.open_button.setToolTip("Ctrl+R")
        self.body.addLayout(row(PlainLabel("Reports", "section"), None, self.open_button))
        self.body.addWidget(
            PlainLabel(
                "Each as tables that can be copied into Excel or a paper.", "caption", wrap=True
            )
        )
        self.model = ListModel(("Report",), lambda name: [str(name)])
        self.view = ListView("Reports", self.model, (0,))
        self.view.horizontalHeader().hide()
        self.view.activated.connect(lambda _index: self.open_current())
        self.view.doubleClicked.connect(lambda _index: self.open_current())
        self.body.addWidget(self.view, 1)
        self.model.put(list(reports()))
        self.view.select(0)

    def open_current(self) -> None:
        """Open the chosen report."""
        name = self.view.current_item()
        if isinstance(name, str):
            make = reports()[name]
            from jcplanner.reports.scenarios import in_scenario

            plan = self.session.plan
            report = self.session.do(lambda: in_scenario(plan, make(plan)), self)
            if report is not None:
                self.dialog = ReportDialog(self.session, report, self)
                self.dialog.open()


class ReportDialog(QDialog):
    """One report: its title, its scope, and a tab for each table."""

    def __init__(self, session: Session, report: "Report", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(report.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1040, 620)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(2 * style.STEP)
        layout.addWidget(PlainLabel(report.title, "title"))
        in_unit = any(head.kind == "money" for table in report.tables for head in table.headings)
        unit = f"; figures in {UNIT_WORDS[session.unit]}" if in_unit else ""
        layout.addWidget(PlainLabel(f"{report.scope}{unit}", "caption", wrap=True))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Tables of the report")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.views: list[ListView] = []
        for table in report.tables:
            view = self._view(table)
            self.views.append(view)
            self.tabs.addTab(view, table.title.replace("&", "&&"))
        layout.addWidget(self.tabs, 1)
        self.nothing = PlainLabel("This plan holds nothing for this report yet.", "body", wrap=True)
        layout.addWidget(self.nothing)
        self.nothing.setVisible(not self.views)
        self.tabs.setVisible(bool(self.views))
        if not self.views:
            layout.addStretch(1)
        self.copied = PlainLabel("", "caption")
        self.copy_button = button("Copy the table", self.copy)
        self.copy_button.setEnabled(bool(self.views))
        layout.addLayout(
            row(
                self.copied,
                None,
                self.copy_button,
                button("Close", self.accept, "primary"),
            )
        )
        QShortcut(QKeySequence("Ctrl+Shift+C"), self).activated.connect(self.copy)
        if self.views:
            self.views[0].setFocus()

    def _view(self, table: "ReportTable") -> ListView:
        right = [at for at, head in enumerate(table.headings) if head.kind in NUMBER_WIDTHS]

        def texts(row_cells: object) -> Sequence[str]:
            return [
                self._text(head, cell)
                for head, cell in zip(table.headings, row_cells, strict=True)  # type: ignore[call-overload]
            ]

        model = ListModel([head.text for head in table.headings], texts, right=right)
        model.put(table.rows)
        view = ListView(table.title, model, _widths(table))
        view.setProperty("role", "")
        return view

    def _text(self, head: "Heading", cell: "Cell") -> str:
        if isinstance(cell, int) and head.kind in ("money", "exact"):
            return self._session.money(cell, exact=head.kind == "exact")
        if isinstance(cell, int) and head.kind == "percent":
            return f"{cell / 100:.1f}%"
        return "" if cell is None else f"{cell:,}" if isinstance(cell, int) else cell

    def copy(self) -> None:
        """Put the table in sight on the clipboard, headings first."""
        if not self.views:
            return
        view = self.views[self.tabs.currentIndex()]
        view.copy(all_rows=True)
        rows = len(QApplication.clipboard().text().splitlines()) - 1
        self.copied.setText(f"{rows:,} rows copied, to be pasted into Excel")


def _widths(table: "ReportTable") -> list[int]:
    """In pixels: the first column takes what the others leave, where that is enough to read it."""
    widths = [
        NUMBER_WIDTHS[head.kind] if head.kind in NUMBER_WIDTHS else _text_width(table, at)
        for at, head in enumerate(table.headings)
    ]
    if sum(widths[1:]) <= ROOM:
        widths[0] = 0
    return widths


def _text_width(table: "ReportTable", at: int) -> int:
    """Wide enough for most of a column's texts, measured on its first rows."""
    longest = max((len(str(row[at] or "")) for row in table.rows[:200]), default=0)
    return min(max(84, 7 * longest + 24), 280)
