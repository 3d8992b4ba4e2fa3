"""The dialog that spreads a total over the amounts chosen in the budget grid, some of them held."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.screens.budgets_preview import PreviewDialog
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import row
from jcplanner.plan.clipboard import read_amount, typed_amount
from jcplanner.plan.grid import BudgetView
from jcplanner.plan.spread_edits import (
    NO_CELLS,
    Place,
    Proposal,
    amounts_of,
    kinds_of,
    propose_spread,
    total_of,
)


class SpreadDialog(PreviewDialog):
    """Starts from what the amounts come to now; where they are of several kinds, from those of the first."""

    def __init__(
        self, session: Session, view: BudgetView, cells: Sequence[Place], parent: QWidget
    ) -> None:
        start = Proposal("", (), (), ())
        super().__init__(session, "Spread a total", "", start, parent)
        self.view_of_grid = view
        self.kinds = kinds_of(session.plan, cells)
        self.kind = QuietCombo()
        self.kind.setAccessibleName("Which amounts")
        self.kind.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToContents)
        for words, held in self.kinds.items():
            self.kind.addItem(f"{words.capitalize()} ({len(held):,})", words)
        self.kind.setVisible(len(self.kinds) > 1)
        self.typed = QLineEdit()
        self.typed.setAccessibleName("New total")
        self.typed.setAccessibleDescription("In pounds; 395k and 1.2m are understood")
        self.typed.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.typed.setMaximumWidth(200)
        self.blanks = QCheckBox()
        self.blanks.setToolTip(
            "Each blank then counts as much as the average of the other amounts."
        )
        of, total = QLabel("Total &of"), QLabel("New &total")
        of.setBuddy(self.kind)
        of.setVisible(len(self.kinds) > 1)
        total.setBuddy(self.typed)
        self.options.addLayout(
            row(of, self.kind, total, self.typed, 2 * style.STEP, self.blanks, None)
        )
        self.kind.currentIndexChanged.connect(lambda _at: self._start())
        self.typed.textChanged.connect(lambda _text: self.show_later())
        self.blanks.toggled.connect(lambda _on: self.show_preview())
        self._start()
        self.typed.setFocus()

    @property
    def cells(self) -> list[Place]:
        """The cells of the kind that is chosen."""
        return self.kinds.get(str(self.kind.currentData()), [])

    @property
    def income(self) -> bool:
        """Whether the total is one of income: typed and shown as the grid does."""
        return bool(self.cells) and self.view_of_grid.is_income(self.cells[0][0])

    def _start(self) -> None:
        """Begin with what the cells of the chosen kind come to now."""
        cells = self.cells
        before = amounts_of(self.plan, cells)
        self.shown = Proposal("", cells, before, before)
        self.held = NO_CELLS
        self.about.setText(_about(cells))
        blank = before.count(None)
        self.blanks.setEnabled(blank > 0)
        self.blanks.setText(
            f"&Fill the blanks too ({blank:,})" if blank else "&Fill the blanks too"
        )
        self.typed.setText(typed_amount(total_of(before), income=self.income))
        self.typed.selectAll()
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
    if not cells:
        return ""
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
