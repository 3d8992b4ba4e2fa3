"""The stage reviews of one service area: what each gate rests on, tab by tab, and how it is closed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.gates import OPEN, gate_state
from jcplanner.domain.problems import Place
from jcplanner.domain.services import ServiceArea, ancestors
from jcplanner.domain.stage_reviews import (
    Consolidation,
    Evaluation,
    GateCriterion,
    StageReview,
)
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.errors import ask
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.placed_card import lead
from jcplanner.gui.screens.panel import Panel
from jcplanner.gui.screens.stage_review_budget import BudgetPanel
from jcplanner.gui.screens.stage_review_evaluation import EvaluationPanel
from jcplanner.gui.screens.stage_review_gate import GatePanel
from jcplanner.gui.screens.stage_review_lists import (
    ConsideredPanel,
    CriteriaPanel,
    DecisionsPanel,
    FiguresPanel,
)
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import NothingYet, PlainLabel, button, row
from jcplanner.plan import edits, gate_edits
from jcplanner.plan.plan import Plan

_TABS = {
    StageReview.TABLE: "Gate",
    GateCriterion.TABLE: "Criteria",
    Consolidation.TABLE: "Integrated budget",
    Evaluation.TABLE: "Evaluation",
}
"""The tab on which records of a table are shown."""

TABLES = frozenset(_TABS)
"""The tables whose records this dialog shows."""


class StageReviewDialog(QDialog):
    """Show it with `open()`. Every field that is left is one step of the plan, as anywhere else."""

    def __init__(
        self, session: Session, area: str, year: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.plan, self.area, self.year = session, session.plan, area, year
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self.setMinimumSize(760, 460)
        self.resize(1240, 690)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(2 * style.STEP)
        self.heading = PlainLabel("", "title", wrap=True)
        self.state = PlainLabel("", "section")
        self.reviews = QuietCombo()
        self.reviews.setAccessibleName("Stage review")
        self.reviews.setMinimumWidth(310)
        self.reviews.activated.connect(lambda _at: self._show_chosen())
        self.new_button = button("&New review", self.start)
        self.new_button.setToolTip("Start another stage review of this area (Ctrl+N)")
        self.remove_button = button("Remove", self.remove)
        self.remove_button.setAccessibleName("Remove this stage review")
        head = row(self.heading, self.reviews, self.new_button, self.remove_button)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.state)
        self.gate = GatePanel(session)
        self.criteria = CriteriaPanel(session)
        self.budget = BudgetPanel(session)
        self.evaluation = EvaluationPanel(session)
        self.panels: dict[str, Panel] = {
            "Gate": self.gate,
            "Criteria": self.criteria,
            "Issues, risks, lessons": ConsideredPanel(session),
            "Figures": FiguresPanel(session),
            "Decisions": DecisionsPanel(session),
            "Integrated budget": self.budget,
            "Evaluation": self.evaluation,
        }
        self._lay_tabs()
        self.start_button = button("&Start a stage review", self.start, "primary")
        self.nothing_words = (
            "A service area moves from align to learn to integrate through a stage review: its criteria "
            "with evidence, issues, risks and lessons, the figures then and now, and the decision of every "
            "body that it needs."
        )
        self.faces = QStackedWidget()
        self.faces.addWidget(self.tabs)
        self.faces.addWidget(
            NothingYet("No stage review yet", self.nothing_words, self.start_button)
        )
        layout.addWidget(self.faces, 1)
        self.said = PlainLabel("", "caption")
        self.close_button = button("Close", self.accept)
        self.close_button.setToolTip("Escape")
        layout.addLayout(row(self.said, None, self.close_button))
        for keys, then in (
            ("Ctrl+PgDown", lambda: self._turn(1)),
            ("Ctrl+PgUp", lambda: self._turn(-1)),
            ("Ctrl+N", self.start),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Y", self._redo),
        ):
            self._key(keys, then)
        session.changed.connect(self._follow)
        self._fill("")
        self.refresh()
        self.take_focus()

    def _lay_tabs(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of the stage review")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Parts of the stage review")
        for at, (title, panel) in enumerate(self.panels.items()):
            inside = QWidget()
            around = QHBoxLayout(inside)
            around.setContentsMargins(0, 2 * style.STEP, 0, 0)
            around.addWidget(panel)
            self.tabs.addTab(inside, title)
            self.tabs.setTabToolTip(at, f"Alt+{at + 1}")
            self._key(f"Alt+{at + 1}", lambda at=at: self._show(at))
            panel.wanted.connect(self.go)  # type: ignore[attr-defined]
        self.tabs.currentChanged.connect(lambda _at: self.refresh())

    def _key(self, keys: str, then: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(then)

    @property
    def panel(self) -> Panel:
        """The tab in sight."""
        return list(self.panels.values())[self.tabs.currentIndex()]

    @property
    def review(self) -> str:
        """The review in sight; blank for none."""
        return str(self.reviews.currentData() or "")

    def _fill(self, wanted: str) -> None:
        """The reviews of the area: the one wanted, else the open one of the year, else the newest of it."""
        held = [
            one for one in self.plan.table(StageReview).ordered() if one.service_area == self.area
        ]
        self.reviews.clear()
        for one in held:
            when = "" if one.year is None else f", from {year_label(one.year)}"
            stages = f"{one.from_stage.capitalize()} to {one.to_stage}"
            self.reviews.addItem(f"{stages}{when} ({one.verdict})", one.id)
        ids = [one.id for one in held]
        if wanted not in ids and held:
            best = max(
                held, key=lambda one: (one.year == self.year, one.verdict == OPEN, one.position)
            )
            wanted = best.id
        self.reviews.setCurrentIndex(ids.index(wanted) if wanted in ids else -1)
        for part in (self.reviews, self.new_button, self.remove_button):
            part.setVisible(bool(held))

    def _show_chosen(self) -> None:
        self.settle()
        self.refresh()

    def refresh(self) -> None:
        """Show the review in sight, on the tab in sight."""
        area = self.plan.records.name(ServiceArea.TABLE, self.area)
        self.setWindowTitle(f"Stage review: {area}")
        self.heading.setText(f"Stage review: {area}")
        held = self.plan.table(StageReview).get(self.review)
        self.faces.setCurrentIndex(0 if held is not None else 1)
        self.said.setText(f"Ctrl+Z undoes: {self.plan.undo_name}" if self.plan.undo_name else "")
        self.state.setVisible(held is not None)
        if held is not None:
            state = gate_state(self.plan.records, held, self.plan.figures)
            self.state.setText(state.words[0][:1].upper() + state.words[0][1:])
            self.state.set_role({"good": "good", "warn": "warn"}.get(state.tone, "muted"))
            self.panel.show_review(self.review)  # type: ignore[attr-defined]

    def _follow(self, _notice: object) -> None:
        if self.area not in self.plan.table(ServiceArea):
            self.reject()
            return
        self._fill(self.review)
        self.refresh()

    def start(self) -> None:
        """Start a stage review of the area at the year."""
        self.settle()
        key = self.session.do(lambda: gate_edits.open_review(self.plan, self.area, self.year), self)
        if key is not None:
            self._fill(key)
            self.tabs.setCurrentIndex(0)
            self.refresh()
            self.gate.focus_field("from_stage")

    def remove(self) -> None:
        """Remove the review in sight, after saying what goes with it."""
        key = self.review
        if key:
            words = edits.consequences(self.plan, StageReview, [key])
            ask(
                self,
                f'Remove the stage review "{self.reviews.currentText()}"?',
                "Remove",
                lambda: self.session.do(lambda: edits.remove(self.plan, StageReview, [key]), self),
                details="\n".join([*words, "The pathway stays as it is. This can be undone."]),
            )

    def go(self, place: Place) -> None:
        """Lead to a place: a tab of this dialog, or another screen once the dialog has closed."""
        if place.screen == "pathway" and place.table in TABLES:
            self.show_record(place.table, place.id)
        else:
            lead(self.session, place, self.accept)

    def show_record(self, table: str, key: str) -> None:
        """Turn to the tab that shows a record, and put the keyboard on it."""
        criterion = (
            self.plan.table(GateCriterion).get(key) if table == GateCriterion.TABLE else None
        )
        review = criterion.stage_review if criterion else key if table == StageReview.TABLE else ""
        if review and review != self.review:
            self._fill(review)
        title = _TABS[table]
        self.tabs.setCurrentIndex(list(self.panels).index(title))
        self.refresh()
        if not self.review:
            self.start_button.setFocus()
        elif table == StageReview.TABLE:
            self.gate.take_focus()
        else:
            self.panel.show_record(key)  # type: ignore[attr-defined]

    def _show(self, at: int) -> None:
        self.settle()
        self.tabs.setCurrentIndex(at)
        self.take_focus()

    def _turn(self, by: int) -> None:
        self._show((self.tabs.currentIndex() + by) % self.tabs.count())

    def take_focus(self) -> None:
        """Work begins on the tab in sight, or with the first review."""
        if self.review:
            self.panel.take_focus()
        else:
            self.start_button.setFocus()

    def settle(self) -> None:
        """Take what is being typed on the tab in sight."""
        settle = getattr(self.panel, "settle", None)
        if settle is not None:
            settle()

    def _undo(self) -> None:
        self.settle()
        self.session.do(self.plan.undo, self)

    def _redo(self) -> None:
        self.session.do(self.plan.redo, self)

    def done(self, result: int) -> None:
        """Take what is being typed before the dialog goes, and follow the plan no more."""
        self.settle()
        self.session.changed.disconnect(self._follow)
        super().done(result)


def review_place(plan: Plan, place: Place, years: list[int]) -> tuple[str, int]:
    """The area and year whose stage reviews show a record of `TABLES`; of an area above, where only that
    has been reviewed.
    """
    key, table = place.id, plan.records.named(place.table)
    if place.table == GateCriterion.TABLE and key in table:
        key, table = str(table.value(key, "stage_review")), plan.records.named(StageReview.TABLE)
    held = table.value(key, "service_area") if key in table else None
    area = held if isinstance(held, str) else None
    year = table.value(key, "year") if key in table and "year" in table.kind.NAMES else place.year
    wanted = year if isinstance(year, int) and year in years else (years or [0])[0]
    reviewed = {held.service_area for held in plan.table(StageReview).values()}
    above = list(ancestors(plan.table(ServiceArea), area))
    return next((held for held in above if held in reviewed), area or ""), wanted
