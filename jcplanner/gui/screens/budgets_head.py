"""The top of the Budgets screen: title, scope of the totals, and the controls that say what is shown."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.screens.budgets_commands import group_choices, nature_choices
from jcplanner.gui.tables.roles import tooltip
from jcplanner.gui.widgets import ScreenHead, button
from jcplanner.plan.grid import BudgetView
from jcplanner.plan.grid_filters import Filter

TITLE_ROOM = 330
"""The room in pixels that the title and what it says of the lines take beside the controls."""


@dataclass(frozen=True)
class Calls:
    """What the controls call: with what was chosen, or with nothing."""

    group: Callable[[str], object]
    nature: Callable[[str], object]
    partner: Callable[[str | None], object]
    roll_forward: Callable[[], object]
    bring_in: Callable[[], object]


class BudgetsHead(QWidget):
    """Controls beside the title, or in a row of their own where the window is narrow."""

    def __init__(self, calls: Calls, columns: QMenu) -> None:
        super().__init__()
        self.title = ScreenHead("Budgets")
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(2 * style.STEP)
        self._page.addWidget(self.title)
        self.controls = QWidget()
        self._row = QHBoxLayout(self.controls)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * style.STEP)
        self.title.add(self.controls)
        self.grouping = self._combo("Group lines by", calls.group)
        for value, words in group_choices().items():
            self.grouping.addItem(f"Group: {words.lower()}" if value else "No groups", value)
        self.nature = self._combo("Revenue or capital", calls.nature)
        for value, words in nature_choices().items():
            self.nature.addItem(words, value)
        self.partner = self._combo("Partner", calls.partner)
        self.columns = QToolButton()
        self.columns.setText("Columns")
        self.columns.setProperty("role", "button")
        self.columns.setAccessibleName("Columns shown")
        self.columns.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.columns.setMenu(columns)
        self._row.addWidget(self.columns)
        self.roll = button("Roll forward", calls.roll_forward)
        self.roll.setToolTip(
            "Carry the chosen lines from one year into those after it, by a percentage (Ctrl+Shift+R)"
        )
        self._row.addWidget(self.roll)
        self._row.addWidget(button("Bring in budgets", calls.bring_in, "primary"))

    def _combo(self, name: str, chosen: Callable[..., object]) -> QuietCombo:
        made = QuietCombo()
        made.setMinimumContentsLength(0)
        made.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToContents)
        made.setAccessibleName(name)
        made.activated.connect(lambda _place: chosen(made.currentData()))
        self._row.addWidget(made)
        return made

    def show_view(self, view: BudgetView) -> None:
        """Show what the grid is grouped and narrowed by, and what its totals count (DESIGN rule 14)."""
        self.grouping.setCurrentIndex(self.grouping.findData(view.grouping))
        self.nature.setVisible(len(view.natures) > 1)
        self.nature.setCurrentIndex(self.nature.findData(view.nature_shown))
        self._show_partners(view)
        count, everything = view.lines_shown, len(view.plan.table(BudgetLine))
        many = "1 line" if count == 1 else f"{count:,} lines"
        if count < everything:
            many = f"{count:,} of {everything:,} lines"
        nature = view.nature_shown
        net = "net revenue and net capital apart" if nature == "both" else f"net {nature}"
        if any(total.bucket.in_kind for total in view.totals):
            net += ", in kind beside"
        self.title.about.setText(f"{many}; income in brackets")
        self.title.about.setToolTip(tooltip(f"{many}, {net}; income in brackets"))

    def _show_partners(self, view: BudgetView) -> None:
        partners = view.plan.table(Partner).ordered()
        self.partner.clear()
        self.partner.addItem("Both partners" if len(partners) == 2 else "All partners", None)
        for partner in partners:
            self.partner.addItem(partner.short, partner.id)
        chosen = view.filters.get("partner", Filter()).chosen or frozenset()
        one = next(iter(chosen)) if len(chosen) == 1 else None
        self.partner.setCurrentIndex(max(self.partner.findData(one), 0))
        self.partner.setVisible(len(partners) > 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the title, the controls get a row of their own."""
        super().resizeEvent(event)
        own_row = self.width() < self.controls.sizeHint().width() + TITLE_ROOM
        if own_row and self.controls.parent() is self.title:
            self._page.addWidget(self.controls, 0, Qt.AlignmentFlag.AlignLeft)
        elif not own_row and self.controls.parent() is not self.title:
            self.title.add(self.controls)
