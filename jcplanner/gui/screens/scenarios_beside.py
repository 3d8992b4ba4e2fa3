"""The plan and the ticked scenarios side by side: totals by year, partner, area and pool, and the gap."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QHeaderView, QSizePolicy

from jcplanner.domain.scenarios import PLAN_AS_AGREED
from jcplanner.gui import style
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import ListModel
from jcplanner.gui.session import Session
from jcplanner.gui.tables.roles import tooltip
from jcplanner.gui.widgets import Card, PlainLabel, row
from jcplanner.plan.plan import Plan
from jcplanner.reports.scenarios import NET, Measure, measures

NAME_WIDTH, MONEY_WIDTH, SCENARIO_WIDTH = (180, 320), (96, 96), (120, 260)
MOST_COLUMNS = 60


class _BesideModel(ListModel):
    """Names of scenarios are cut at their end, and whole in a tooltip; Qt would cut their beginning."""

    across: QHeaderView | None = None
    """The headings as they are shown, once they are."""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings, those of scenarios as far as there is room."""
        held = super().headerData(section, orientation, role)
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self.headers[section]) or None
        if role == Qt.ItemDataRole.DisplayRole and isinstance(held, str):
            width = self.across.sectionSize(section) if self.across else SCENARIO_WIDTH[0]
            room = width - 4 * style.STEP
            metrics = QFontMetrics(style.font())
            return metrics.elidedText(held, Qt.TextElideMode.ElideRight, room)
        return held


class BesideCard(Card):
    """One row for each measure; under each scenario its figure, and what that is less the plan's."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.only = QCheckBox("&Differences only")
        self.only.setToolTip("Leave out what every scenario has as the plan has it (Ctrl+D)")
        self.only.toggled.connect(lambda _on: self._show())
        self.said = PlainLabel("", "caption")
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = row(PlainLabel("Side by side", "section"), self.said, self.only)
        head.setStretchFactor(self.said, 1)
        self.body.addLayout(head)
        self.model = _BesideModel(
            ("",),
            self._texts,
            right=range(1, MOST_COLUMNS),
            tone=_tone,
            chosen=lambda item: isinstance(item, Measure),
        )
        self.view = GrowingList("Plan and scenarios side by side", self.model, (NAME_WIDTH,))
        self.model.across = self.view.horizontalHeader()
        self.body.addWidget(self.view, 1)
        self._measures: tuple[Measure, ...] = ()
        self._names: list[str] = []
        self._year = ""

    def show_plans(self, plans: Sequence[Plan], year: int, year_words: str) -> None:
        """Show the plan as agreed, which comes first, and scenarios of it, in a year."""
        self._measures = measures(plans, year)
        self._names = [plan.scenario_name for plan in plans[1:]]
        self._year = year_words
        self._show()

    def _show(self) -> None:
        held = [one for one in self._measures if one.differs or not self.only.isChecked()]
        items: list[object] = []
        section = ""
        for one in held:
            if one.section != section:
                section = one.section
                items.append(section if section == NET else f"{section}, {self._year}")
            items.append(one)
        at = self.view.currentIndex().row()
        heads = ["", PLAN_AS_AGREED]
        for name in self._names:
            heads += [name, "less plan"]
        self.model.put(items, heads)
        widths = [NAME_WIDTH]
        for place in range(1, len(heads)):
            if place == 1:
                widths.append((SCENARIO_WIDTH[0], SCENARIO_WIDTH[0]))
            else:
                widths.append(SCENARIO_WIDTH if place % 2 == 0 else MONEY_WIDTH)
        self.view.set_widths(widths)
        if items:
            self.view.select(min(max(at, 1), len(items) - 1))
        if not self._names:
            self.said.setText("tick a scenario to see it beside the plan")
        elif not any(one.differs for one in self._measures):
            self.said.setText("nothing here differs from the plan")
        else:
            self.said.setText("net revenue in cash; pools by their own nature")

    def _texts(self, item: object) -> Sequence[str]:
        if not isinstance(item, Measure):
            return (str(item),)
        texts = [item.name, self.session.money(item.pence[0])]
        for pence, difference in zip(item.pence[1:], item.differences, strict=True):
            texts += [self.session.money(pence), self.session.money(difference)]
        return texts


def _tone(item: object, column: int) -> str:
    if not isinstance(item, Measure):
        return "accent"
    if column < 2:
        return ""
    difference = item.differences[column // 2 - 1]
    return "" if difference else "faint"
