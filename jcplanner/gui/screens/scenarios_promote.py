"""Before a scenario is promoted: every number of the plan that would be lost, those that moved on first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from jcplanner.domain.overrides import idle_in
from jcplanner.domain.scenarios import Scenario
from jcplanner.gui import style
from jcplanner.gui.growing_list import GrowingList
from jcplanner.gui.lists import ListModel
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.plan.scenario_edits import OverrideSaid, losses, promote


class PromoteDialog(QDialog):
    """Lists what would be written over; a row can be left in the scenario instead."""

    promoted = Signal(int)

    def __init__(self, session: Session, scenario: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._scenario = session, scenario
        self._plan = session.plan.agreed
        self._losses = losses(self._plan, scenario)
        self._kept: set[str] = set()
        name = self._plan.records.name(Scenario.TABLE, scenario)
        self.setWindowTitle(f"Promote {name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1080, 560)
        page = QVBoxLayout(self)
        page.setContentsMargins(*(4 * style.STEP,) * 4)
        page.setSpacing(2 * style.STEP)
        page.addWidget(PlainLabel(f"Promote {name}", "title"))
        self.said = PlainLabel("", wrap=True)
        page.addWidget(self.said)
        self.moved = PlainLabel("", "warn", wrap=True)
        page.addWidget(self.moved)
        self.leave_moved = QCheckBox("&Leave those that the plan has moved on from in the scenario")
        self.leave_moved.toggled.connect(self._leave_moved)
        page.addWidget(self.leave_moved)
        self.model = ListModel(
            ("Record", "Field", "Plan when made", "Lost from the plan", "Written instead", "Then"),
            self._texts,
            right=(2, 3, 4),
            tone=self._tone,
        )
        widths = ((220, 420), (100, 130), (146, 150), (146, 150), (146, 150), (150, 150))
        self.view = GrowingList("What would be lost", self.model, widths)
        self.view.setProperty("role", "")
        self.view.activated.connect(lambda _index: self.toggle())
        page.addWidget(self.view, 1)
        self.keep_button = button("Leave it in the scenario", self.toggle)
        self.keep_button.setToolTip("Space or Enter")
        self.promote_button = button("&Promote", self.promote, "primary")
        page.addLayout(
            row(self.keep_button, None, button("Cancel", self.reject), self.promote_button)
        )
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.view)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.toggle)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._say())
        self.model.put(self._losses)
        if self._losses:
            self.view.select(0)
        self.view.setFocus()
        self._say()

    def toggle(self) -> None:
        """Leave the current number in the scenario, or have it written after all."""
        held = self.view.current_item()
        if isinstance(held, OverrideSaid):
            self._kept ^= {held.override.id}
            self._show_again()

    def _leave_moved(self, on: bool) -> None:
        moved = {held.override.id for held in self._losses if held.moved_on}
        self._kept = self._kept | moved if on else self._kept - moved
        self._show_again()

    def _show_again(self) -> None:
        at = self.view.currentIndex().row()
        self.model.put(self._losses)
        self.view.select(at)
        self._say()

    def _say(self) -> None:
        count = len(self._losses) - len(self._kept)
        many = "1 number is" if count == 1 else f"{count:,} numbers are"
        rest = len(self._kept) + len(idle_in(self._plan.records, self._scenario))
        words = f"{many} written into the plan as one step, which can be undone. "
        words += "The plan's own are lost from it; the history keeps them."
        if rest:
            stay = "1 override stays" if rest == 1 else f"{rest:,} overrides stay"
            words += f" {stay} in the scenario."
        self.said.setText(words)
        moved = sum(1 for held in self._losses if held.moved_on)
        text = "One of them has" if moved == 1 else f"{moved:,} of them have"
        self.moved.setText(
            f"{text} changed in the plan since the override was made; listed first. "
            "Promoting would undo that change."
        )
        self.moved.setVisible(moved > 0)
        self.leave_moved.setVisible(moved > 0)
        self.promote_button.setEnabled(count > 0)
        held = self.view.current_item()
        kept = isinstance(held, OverrideSaid) and held.override.id in self._kept
        self.keep_button.setText("Write it after all" if kept else "Leave it in the scenario")

    def promote(self) -> None:
        """Write the numbers into the plan."""
        done = self._session.do(
            lambda: promote(self._plan, self._scenario, frozenset(self._kept)), self
        )
        if done is not None:
            self.accept()
            self.promoted.emit(done)

    def _texts(self, item: object) -> Sequence[str]:
        assert isinstance(item, OverrideSaid)
        return (
            item.record,
            item.field,
            item.words(self._plan, item.then),
            item.words(self._plan, item.now),
            item.words(self._plan, item.value),
            "Stays in the scenario"
            if item.override.id in self._kept
            else "The plan moved on"
            if item.moved_on
            else "",
        )

    def _tone(self, item: object, column: int) -> str:
        assert isinstance(item, OverrideSaid)
        if item.override.id in self._kept:
            return "faint"
        return "warn" if item.moved_on else ""
