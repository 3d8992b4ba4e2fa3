"""The dialog that rolls lines forward: each year is the one before it, grown by a percentage or by rates."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QRadioButton, QWidget

from jcplanner.domain.column import Column, Kind
from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.gui.screens.budgets_preview import PreviewDialog
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, row
from jcplanner.plan.spread_edits import (
    Place,
    Proposal,
    Rate,
    by_assumptions,
    by_percent,
    has_assumptions,
    propose_roll_forward,
)

_PERCENT = Column("percent", "Percentage", Kind.PERCENT, required=True)


class RollForwardDialog(PreviewDialog):
    """``years`` begin with the year to carry on from; ``given`` is told the percentage that was used."""

    def __init__(
        self,
        session: Session,
        lines: Sequence[str],
        years: Sequence[int],
        percent: str,
        given: Callable[[int], object],
        parent: QWidget,
    ) -> None:
        start = Proposal("", (), (), ())
        super().__init__(session, "Roll forward", _about(lines, years), start, parent)
        self.lines, self.years, self._given = lines, years, given
        self.by_percent = QRadioButton("By a &percentage a year")
        self.typed = QLineEdit(percent)
        self.typed.setAccessibleName("Percentage")
        self.typed.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.typed.setMaximumWidth(90)
        self.typed.selectAll()
        self.by_rates = QRadioButton("By the plan's own &growth rates for each area")
        rated = has_assumptions(self.plan)
        self.by_rates.setEnabled(rated)
        if not rated:
            self.by_rates.setToolTip(
                "The plan holds no growth rates yet; they are typed on the Gap screen."
            )
        ways = QButtonGroup(self)
        ways.addButton(self.by_percent)
        ways.addButton(self.by_rates)
        self.by_percent.setChecked(True)
        self.replace = QCheckBox("&Write over years that have amounts")
        sign = PlainLabel("%")
        self.options.addLayout(row(self.by_percent, self.typed, sign, None))
        self.options.addLayout(row(self.by_rates, None))
        self.options.addLayout(row(self.replace, None))
        self.typed.textChanged.connect(lambda _text: self.show_later())
        self.by_percent.toggled.connect(self._way_chosen)
        self.replace.toggled.connect(lambda _on: self.show_preview())
        self.made.connect(lambda _proposal: self._remember())
        self.typed.setFocus()
        self.show_preview()

    def _way_chosen(self, percent: bool) -> None:
        self.typed.setEnabled(percent)
        self.show_preview()

    @property
    def hundredths(self) -> int:
        """The percentage that is typed, in hundredths of one per cent. Raises Refusal."""
        try:
            return int(_PERCENT.parse(self.typed.text()) or 0)
        except ValueError as fault:
            raise Refusal(str(fault)) from None

    def propose(self, held: frozenset[Place]) -> Proposal:
        """Roll forward by what is chosen."""
        rate: Rate = (
            by_percent(self.hundredths)
            if self.by_percent.isChecked()
            else by_assumptions(self.plan)
        )
        return propose_roll_forward(
            self.plan, self.lines, self.years, rate, held, replace=self.replace.isChecked()
        )

    def _remember(self) -> None:
        if self.by_percent.isChecked():
            self._given(self.hundredths)


def _about(lines: Sequence[str], years: Sequence[int]) -> str:
    many = "1 line" if len(lines) == 1 else f"{len(lines):,} lines"
    into = year_label(years[1])
    if len(years) > 2:
        into += f" to {year_label(years[-1])}"
    return (
        f"{many}, from {year_label(years[0])} into {into}: recurrent lines only, each year from the one"
        " before it. What is filled is marked indicative."
    )
