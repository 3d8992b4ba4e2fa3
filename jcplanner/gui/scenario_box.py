"""Which scenario is looked at: the list in the header, and the band that says so on every screen."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QFrame, QSizePolicy

from jcplanner.domain.problems import Place
from jcplanner.domain.scenarios import PLAN_AS_AGREED, Scenario, ScenarioOverride
from jcplanner.gui import style
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.plan.plan import Notice
from jcplanner.plan.scenario_plan import ScenarioPlan

WIDTH = 156
WIDEST_LIST = 420
MORE = "Scenarios\u2026"
_TO_SCREEN = "\0screen"
_SHOWN = frozenset({Scenario.TABLE, ScenarioOverride.TABLE})


class ScenarioBox(QuietCombo):
    """The plan as agreed, each scenario, and the way to the screen where they are made."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName("Scenario")
        self.setToolTip("The plan as agreed, or as a scenario has it (Alt+0)")
        self.setFixedWidth(WIDTH)
        self.activated.connect(lambda: self._choose())
        session.changed.connect(self._changed)
        self.read()

    def read(self) -> None:
        """List the scenarios as they now stand, with the one that is looked at chosen."""
        plan = self._session.plan
        with QSignalBlocker(self):
            self.clear()
            self.addItem(PLAN_AS_AGREED, "")
            for held in plan.table(Scenario).ordered():
                self.addItem(held.name, held.id)
            self.insertSeparator(self.count())
            self.addItem(MORE, _TO_SCREEN)
            self.setCurrentIndex(max(self.findData(plan.scenario), 0))
        metrics = self.fontMetrics()
        widest = max(
            metrics.horizontalAdvance(self.itemText(place)) for place in range(self.count())
        )
        self.view().setMinimumWidth(min(max(WIDTH, widest + 12 * style.STEP), WIDEST_LIST))

    def _choose(self) -> None:
        chosen = self.currentData()
        if chosen == _TO_SCREEN:
            self.read()
            self._session.go(Place("scenarios"))
        elif chosen != self._session.plan.scenario:
            self._session.look_at(chosen or "")

    def _changed(self, notice: Notice) -> None:
        if Scenario.TABLE in notice.tables:
            self.read()


class ScenarioBand(QFrame):
    """Says above every screen that a scenario is shown, and what becomes of what is typed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("scenario")
        self.setAccessibleName("Scenario shown")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name = PlainLabel("", "section")
        self._about = PlainLabel(
            "Numbers that you change stay in the scenario; words, new lines and removals are the plan's."
        )
        self._about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._count = button("", lambda: session.go(self._place()), "link")
        self._back = button(PLAN_AS_AGREED, lambda: session.look_at(""), "link")
        self._back.setToolTip("Show the plan as agreed again (Ctrl+Alt+0)")
        layout = row(self._name, self._about, self._count, self._back, spacing=3 * style.STEP)
        layout.setStretchFactor(self._about, 1)
        layout.setContentsMargins(18, 2, 18, 2)
        self.setLayout(layout)
        session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Say which scenario it is and how much of it is otherwise."""
        plan = self._session.plan
        self._name.setText(f"Scenario: {plan.scenario_name}")
        count = plan.override_count if isinstance(plan, ScenarioPlan) else 0
        self._count.setText("1 override" if count == 1 else f"{count:,} overrides")

    def _place(self) -> Place:
        return Place("scenarios", Scenario.TABLE, self._session.plan.scenario)

    def _changed(self, notice: Notice) -> None:
        if notice.tables & _SHOWN:
            self.refresh()
