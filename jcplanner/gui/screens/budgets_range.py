"""The dialog that sets between which ends a figure may come to lie: its low and its high."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from jcplanner.domain.budgets import BudgetAmount
from jcplanner.domain.problems import Refusal
from jcplanner.gui.screens.budgets_dialogs import Dialog
from jcplanner.gui.widgets import PlainLabel
from jcplanner.plan.clipboard import read_amount, typed_amount


class RangeDialog(Dialog):
    """Starts from what the figure holds; ``given`` is called with low and high in pence, None for blank."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        held: BudgetAmount | None,
        given: Callable[[int | None, int | None], object],
        *,
        income: bool,
    ) -> None:
        super().__init__(parent, "Range", f"Between which amounts may {name} come to lie?")
        self._given, self._income = given, income
        self.setMinimumWidth(400)
        self.low = self._field("Low", held.low if held else None)
        self.high = self._field("High", held.high if held else None)
        form = QFormLayout()
        for words, part in (("&Low", self.low), ("&High", self.high)):
            label = QLabel(words)
            label.setBuddy(part)
            form.addRow(label, part)
        self.page.addLayout(form)
        self.fault = PlainLabel("", "bad", wrap=True)
        self.page.addWidget(self.fault)
        self.finish("Keep range")
        self.low.setFocus()

    def _field(self, name: str, pence: int | None) -> QLineEdit:
        made = QLineEdit(typed_amount(pence, income=self._income))
        made.setAccessibleName(name)
        made.setAccessibleDescription("In pounds; 395k and 1.2m are understood")
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.setPlaceholderText("blank")
        made.selectAll()
        return made

    def accept(self) -> None:
        """Hand over the range, or say why it cannot be read."""
        try:
            low, high = (
                read_amount(field.text(), income=self._income) for field in (self.low, self.high)
            )
            if low is not None and high is not None and low > high:
                raise Refusal("The low end lies above the high end; type them the other way round.")
        except Refusal as refusal:
            self.fault.setText(str(refusal))
            return
        super().accept()
        self._given(low, high)
