"""Every figure opens its lines: a list of what a figure counts, which adds up to it, and leads to Budgets."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.money import show_exact
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Place
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan.plan import Notice
from jcplanner.reports.behind import Behind, Drill, LineBehind, lines_behind


class LinesDialog(QDialog):
    """The lines behind one figure, with their amounts to the penny and their total."""

    def __init__(self, session: Session, drill: Drill, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.drill = session, drill
        self.setWindowTitle(f"Lines: {drill.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(560, 320)
        self.resize(820, 520)
        self.title = PlainLabel(drill.title, "section", wrap=True)
        self.scope = PlainLabel("", "caption", wrap=True)
        self.model = ListModel(
            ("Line", "Partner", "Service area", "Year", "Amount"), self._texts, right=(4,)
        )
        self.view = ListView("Lines behind the figure", self.model, (0, 110, 176, 72, 156))
        self.view.activated.connect(lambda _index: self.show_in_budgets())
        self.total = PlainLabel("", "section")
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.budgets_button = button("Show in Budgets", self.show_in_budgets, "primary")
        self.copy_button = button("Copy all", lambda: self.view.copy(all_rows=True))
        self.close_button = button("Close", self.reject)
        card = Card()
        for part in (self.title, self.scope, self.view):
            card.body.addWidget(part, 1 if part is self.view else 0)
        self.count = PlainLabel("", "caption")
        card.body.addLayout(row(self.count, None, self.total))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(3 * style.STEP)
        layout.addWidget(card, 1)
        layout.addLayout(row(None, self.copy_button, self.close_button, self.budgets_button))
        close = QAction("Close", self)
        close.setShortcut(QKeySequence.StandardKey.Close)
        close.triggered.connect(self.reject)
        self.addAction(close)
        session.changed.connect(self._follow)
        self.read()
        self.view.setFocus()

    def read(self) -> None:
        """Find the lines again."""
        behind: Behind = lines_behind(self.session.plan, self.drill)
        self.model.put(behind.lines)
        self.view.setColumnHidden(3, len(self.drill.years) == 1)
        self.scope.setText(self.session.plan.scoped(self.drill.scope))
        count = len(behind.lines)
        self.count.setText("1 amount" if count == 1 else f"{count:,} amounts")
        self.total.setText(f"Total {show_exact(behind.total)}")
        self.total.setAccessibleName(f"Total {show_exact(behind.total)}")
        self.budgets_button.setEnabled(count > 0)
        self.copy_button.setEnabled(count > 0)
        if count:
            self.view.select(0)

    def _follow(self, notice: Notice) -> None:
        self.read()

    def _texts(self, held: object) -> Sequence[str]:
        assert isinstance(held, LineBehind)
        line = self.session.plan.table(BudgetLine).get(held.line)
        if line is None:
            return ("", "", "", "", "")
        partner = self.session.plan.table(Partner).get(line.partner or "")
        area = self.session.plan.records.name("service_area", line.service_area)
        return (
            line.description,
            partner.short if partner else "No partner",
            area or "No service area",
            year_label(held.year),
            show_exact(held.pence),
        )

    def show_in_budgets(self) -> None:
        """Close, and lead to the selected line on the Budgets screen."""
        line = self.view.current_item()
        if isinstance(line, LineBehind):
            place = Place("budgets", "budget_line", line.line, line.year)
            self.accept()
            self.session.go(place)


def show_lines(session: Session, drill: Drill, parent: QWidget) -> LinesDialog:
    """Open the lines behind a figure. Returns the dialog, already open."""
    dialog = LinesDialog(session, drill, parent)
    dialog.open()
    return dialog
