"""The dialog that rolls lines forward: each year is the one before it, grown by a percentage or by rates."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from jcplanner.domain.column import Column, Kind
from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
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

PERCENTAGE, RATES = "percentage", "rates"
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
        super().__init__(session, "Roll forward", _about(session, lines, years), start, parent)
        self.lines, self.years, self._given = lines, years, given
        self.growth = QuietCombo()
        self.growth.setAccessibleName("Grow by")
        self.growth.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToContents)
        self.growth.addItem("a percentage a year", PERCENTAGE)
        rated = has_assumptions(self.plan)
        if rated:
            self.growth.addItem("the plan's growth rates for each area", RATES)
        self.typed = QLineEdit(percent)
        self.typed.setAccessibleName("Percentage a year")
        self.typed.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.typed.setMaximumWidth(90)
        self.typed.selectAll()
        grow = QLabel("&Grow by" if rated else "&Grow by a year")
        grow.setBuddy(self.growth if rated else self.typed)
        self.sign = PlainLabel("%")
        self.growth.setVisible(rated)
        self.replace = QCheckBox("&Write over years that have amounts")
        self.options.addLayout(
            row(grow, self.growth, self.typed, self.sign, 3 * style.STEP, self.replace, None)
        )
        self.typed.textChanged.connect(lambda _text: self.show_later())
        self.growth.currentIndexChanged.connect(lambda _at: self._growth_chosen())
        self.replace.toggled.connect(lambda _on: self.show_preview())
        self.made.connect(lambda _proposal: self._remember())
        self.typed.setFocus()
        self.show_preview()

    @property
    def goes_by_percent(self) -> bool:
        """Whether every amount grows by the percentage that is typed."""
        return self.growth.currentData() == PERCENTAGE

    def _growth_chosen(self) -> None:
        for part in (self.typed, self.sign):
            part.setVisible(self.goes_by_percent)
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
            by_percent(self.hundredths) if self.goes_by_percent else by_assumptions(self.plan)
        )
        return propose_roll_forward(
            self.plan, self.lines, self.years, rate, held, replace=self.replace.isChecked()
        )

    def _remember(self) -> None:
        if self.goes_by_percent:
            self._given(self.hundredths)


def _about(session: Session, lines: Sequence[str], years: Sequence[int]) -> str:
    many = "1 line" if len(lines) == 1 else f"{len(lines):,} lines"
    into = year_label(years[1])
    if len(years) > 2:
        into += f" to {year_label(years[-1])}"
    # In a scenario the status of the plan's own amounts stays as it is.
    marked = "" if session.plan.scenario else " What is filled is marked indicative."
    return (
        f"{many}, from {year_label(years[0])} into {into}: recurrent lines only, each year from the one"
        f" before it.{marked}"
    )
