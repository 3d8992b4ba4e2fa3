"""The header: what the plan is, the stages of its years, scenario, unit of figures, and the find box."""

from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from jcplanner.domain.money import UNITS
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep, leading_stage
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.scenario_box import ScenarioBox
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import STAGE_WORDS, PlainLabel, StageTag, row
from jcplanner.plan.plan import Plan

HEIGHT = 52
WIDEST_TITLE = 420
NARROWEST_TITLE = 240
SIDE = 18
MOST_TAGS = 3
UNIT_WORDS = {"pounds": "£", "thousands": "£ thousands", "millions": "£ millions"}


class Header(QFrame):
    """Stays in sight on every screen."""

    searched = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("header")
        self.setFixedHeight(HEIGHT)
        self._texts = ["", ""]
        self._title = PlainLabel("", "section")
        self._partners = PlainLabel("", "caption")
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch(1)
        names.addWidget(self._title)
        names.addWidget(self._partners)
        names.addStretch(1)
        holder = QWidget()
        holder.setLayout(names)
        names.setContentsMargins(0, 0, 0, 0)
        self._tags = row(spacing=3)
        self.scenario_box = ScenarioBox(session)
        self._unit = QComboBox()
        self._unit.setAccessibleName("Unit of figures")
        self._unit.setToolTip("The unit in which figures are shown; typing is always in pounds")
        for unit in UNITS:
            self._unit.addItem(UNIT_WORDS[unit], unit)
        self._unit.activated.connect(lambda: session.set_unit(self._unit.currentData()))
        self.find_box = QLineEdit()
        self.find_box.setPlaceholderText("Find  (Ctrl+F)")
        self.find_box.setAccessibleName("Find")
        self.find_box.setClearButtonEnabled(True)
        self.find_box.setFixedWidth(170)
        self.find_box.textChanged.connect(self.searched)
        layout = row(holder, 8, spacing=3 * style.STEP)
        layout.setContentsMargins(SIDE, 0, SIDE, 0)
        layout.addLayout(self._tags)
        layout.addStretch(1)
        layout.addWidget(self.scenario_box)
        layout.addWidget(self._unit)
        layout.addWidget(self.find_box)
        self.setLayout(layout)
        session.changed.connect(lambda notice: self.refresh() if _touches(notice.tables) else None)
        self.refresh()

    def refresh(self) -> None:
        """Show the plan's title, partners and stages as they now stand."""
        plan, details = self.session.plan, self.session.plan.details
        self._texts = [details.title, ""]
        deciding = [
            held.name
            for held in plan.table(Partner).ordered()
            if held.plan_role in ("owner", "co-owner")
        ]
        shown = " with ".join(deciding[:2]) + (
            f" and {len(deciding) - 2} more" if deciding[2:] else ""
        )
        self._texts[1] = shown or "No partners yet"
        self._unit.setCurrentIndex(self._unit.findData(details.unit))
        while self._tags.count():
            self._tags.takeAt(0).widget().deleteLater()
        for years, stage in _runs(plan)[:MOST_TAGS]:
            self._tags.addWidget(StageTag(stage, f"{years} {STAGE_WORDS[stage]}"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the title what room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a small screen the stages, which the Pathway screen shows as well, make room for the title."""
        tags = [self._tags.itemAt(place).widget() for place in range(self._tags.count())]
        gaps = 2 * SIDE + 8 + 6 * 3 * style.STEP + self.scenario_box.width()
        room = self.width() - gaps - self._unit.sizeHint().width() - self.find_box.width()
        needed = sum(tag.width() + 3 for tag in tags if tag is not None)
        shown = room - needed >= NARROWEST_TITLE
        for tag in tags:
            if tag is not None:
                tag.setVisible(shown)
        room = min(room - needed if shown else room, WIDEST_TITLE)
        for label, text, bold in zip(
            (self._title, self._partners), self._texts, (True, False), strict=True
        ):
            label.setText(_elided(text, room, bold=bold))


def _runs(plan: Plan) -> list[tuple[str, str]]:
    """The stages of the pathway in order, years at the same stage together: ("2016/17", "align")."""
    areas, steps = plan.table(ServiceArea), plan.table(PathwayStep)
    staged = [(year, leading_stage(areas, steps, year)) for year in plan.pathway_years]
    runs: list[tuple[str, str]] = []
    for stage, held in groupby(staged, key=lambda one: one[1]):
        years = [year_label(year) for year, _ in held]
        runs.append((years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}", stage))
    return runs


def _elided(text: str, room: int, *, bold: bool) -> str:
    """As much of a text as there is room for."""
    metrics = QFontMetrics(style.font(style.SECTION if bold else style.CAPTION, bold=bold))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


def _touches(tables: frozenset[str]) -> bool:
    return not tables.isdisjoint({"plan", "partner", "pathway_step", "service_area"})
