"""Rolling contributions forward into the next year: percentages are typed, what would come is shown first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.column import Column, Kind
from jcplanner.domain.partners import Partner
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import pool_edits
from jcplanner.plan.pool_edits import Rolled
from jcplanner.reports.pool_sheet import pool_sheet

_PERCENT = Column("percent", "Percentage", Kind.PERCENT)
_HEADS = ("Partner", "Base", "Inflation", "Efficiency", "Left as it is")


class RollForwardDialog(QDialog):
    """Next year's base is this year's recurrent contribution; years that are filled are left alone."""

    def __init__(self, session: Session, pool: str, year: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.pool, self.year = session, pool, year
        self.setWindowTitle(f"Roll forward into {year_label(year + 1)}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(660, 400)
        about = PlainLabel(
            f"The recurrent contributions of {year_label(year)} become the base of {year_label(year + 1)}. "
            "Parts that were typed stay; agreed amounts stay in any case.",
            wrap=True,
        )
        self.inflation = _percent("Inflation")
        self.efficiency = _percent("Efficiency")
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * style.STEP)
        grid.setColumnStretch(2, 1)
        for place, (words, field, help_) in enumerate(
            (
                ("&Inflation", self.inflation, "of the base; blank for none"),
                ("&Efficiency", self.efficiency, "of the base, taken off; blank for none"),
            )
        ):
            label = QLabel(words)
            label.setBuddy(field)
            grid.addWidget(label, place, 0)
            grid.addWidget(field, place, 1)
            grid.addWidget(PlainLabel(help_, "caption"), place, 2)
        self.replacing = QCheckBox(f"Fill {year_label(year + 1)} again &where it is filled already")
        self.fault = PlainLabel("", "bad", wrap=True)
        self.model = ListModel(_HEADS, self._texts, right=(1, 2, 3))
        self.view = ListView("What would come", self.model, (0, 96, 96, 96, 132))
        self.roll_button = button("Roll forward", self.accept, "primary")
        self.roll_button.setDefault(True)
        card = Card(f"{year_label(year + 1)} would begin with")
        card.body.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(5 * style.STEP,) * 4)
        layout.setSpacing(3 * style.STEP)
        layout.addWidget(about)
        layout.addLayout(grid)
        layout.addWidget(self.replacing)
        layout.addWidget(self.fault)
        layout.addWidget(card, 1)
        layout.addLayout(row(None, button("Cancel", self.reject), self.roll_button))
        for field in (self.inflation, self.efficiency):
            field.textChanged.connect(lambda _text: self.read())
        self.replacing.toggled.connect(lambda _on: self.read())
        self.inflation.setFocus()
        self.read()

    def read(self) -> None:
        """Show what would come with the percentages as they are typed."""
        try:
            found = pool_edits.rolled_forward(
                self.session.plan, self.pool, self.year, **self._given()
            )
        except ValueError as fault:
            self.fault.setText(str(fault))
            self.roll_button.setEnabled(False)
            return
        self.fault.setText("")
        self.model.put([held for held in found if held.is_change])
        self.roll_button.setEnabled(bool(self.model.items))
        if not self.model.items:
            self.fault.setText(self._why_nothing())

    def _why_nothing(self) -> str:
        if not pool_sheet(self.session.plan, self.pool, self.year).income:
            return (
                f"Nobody contributes in {year_label(self.year)}: there is nothing to roll forward."
            )
        return f"{year_label(self.year + 1)} is filled already: nothing would change."

    def _given(self) -> dict[str, Any]:
        """The percentages in hundredths, and whether filled years are filled again."""
        rates = {}
        for name, field in (("inflation", self.inflation), ("efficiency", self.efficiency)):
            rates[name] = _PERCENT.parse(field.text())
        return {**rates, "replacing": self.replacing.isChecked()}

    def _texts(self, held: object) -> Sequence[str]:
        assert isinstance(held, Rolled)
        after, money = held.after, self.session.money
        efficiency = None if after.efficiency is None else -after.efficiency
        return (
            self.session.plan.table(Partner)[held.partner].short,
            money(after.base),
            money(after.inflation),
            money(efficiency),
            f"agreed {money(after.amount)}" if after.amount is not None else "",
        )

    def accept(self) -> None:
        """Roll forward as one step."""
        given = self._given()
        done = self.session.do(
            lambda: pool_edits.roll_contributions(self.session.plan, self.pool, self.year, **given),
            self,
        )
        if done is not None:
            super().accept()


def _percent(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(f"{name}, per cent")
    made.setPlaceholderText("such as 2.5%")
    made.setFixedWidth(120)
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made
