"""The dialog that spreads a total over the amounts chosen in the budget grid, some of them held."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.screens.budgets_preview import PreviewDialog
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import row
from jcplanner.plan.clipboard import read_amount, typed_amount
from jcplanner.plan.grid import BudgetView
from jcplanner.plan.spread_edits import (
    Place,
    Proposal,
    amounts_of,
    one_kind,
    propose_spread,
    total_of,
)


class SpreadDialog(PreviewDialog):
    """Starts from what the amounts come to now. Raises Refusal for cells that are never one total."""

    def __init__(
        self, session: Session, view: BudgetView, cells: Sequence[Place], parent: QWidget
    ) -> None:
        plan = session.plan
        one_kind(plan, cells)
        before = amounts_of(plan, cells)
        start = Proposal("", cells, before, before)
        super().__init__(session, "Spread a total", _about(cells), start, parent)
        self.cells = cells
        self.income = bool(cells) and view.is_income(cells[0][0])
        label = QLabel("New &total of income" if self.income else "New &total")
        self.typed = QLineEdit(typed_amount(total_of(before), income=self.income))
        self.typed.setAccessibleName("New total")
        self.typed.setAccessibleDescription("In pounds; 395k and 1.2m are understood")
        self.typed.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.typed.setMaximumWidth(220)
        self.typed.selectAll()
        label.setBuddy(self.typed)
        self.blanks = QCheckBox("&Fill the blanks too")
        self.blanks.setToolTip(
            "Each blank then counts as much as the average of the other amounts."
        )
        blank = sum(1 for amount in before if amount is None)
        self.blanks.setEnabled(blank > 0)
        self.blanks.setText(
            f"&Fill the blanks too ({blank:,})" if blank else "&Fill the blanks too"
        )
        self.options.addLayout(row(label, self.typed, 2 * style.STEP, self.blanks, None))
        self.typed.textChanged.connect(lambda _text: self.show_later())
        self.blanks.toggled.connect(lambda _on: self.show_preview())
        self.typed.setFocus()
        self.show_preview()

    def propose(self, held: frozenset[Place]) -> Proposal:
        """Spread the total that is typed."""
        total = read_amount(self.typed.text(), income=self.income)
        if total is None:
            raise Refusal("Type the total to reach, such as 1.2m or 395,000.")
        return propose_spread(
            self.plan, self.cells, total, held, fill_blanks=self.blanks.isChecked()
        )


def _about(cells: Sequence[Place]) -> str:
    lines = len({line for line, _ in cells})
    years = sorted({year for _, year in cells})
    many = "1 amount" if len(cells) == 1 else f"{len(cells):,} amounts"
    of = "1 line" if lines == 1 else f"{lines:,} lines"
    span = (
        year_label(years[0])
        if len(years) == 1
        else f"{year_label(years[0])} to {year_label(years[-1])}"
    )
    return f"{many} of {of}, {span}. Type what they should come to: each keeps its share of what is not held."
