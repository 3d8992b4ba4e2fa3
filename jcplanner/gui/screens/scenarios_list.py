"""The scenarios of a plan: which are compared, how much each has otherwise, and what each is for."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from jcplanner.domain.overrides import counts_by_scenario
from jcplanner.domain.scenarios import Scenario
from jcplanner.gui import style
from jcplanner.gui.errors import ask
from jcplanner.gui.forms.record_form import RecordForm
from jcplanner.gui.forms.undo_strip import UndoStrip
from jcplanner.gui.session import Session
from jcplanner.gui.tables.roles import tooltip
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits, scenario_edits

TICKED_AT_FIRST = 2
_KEY = Qt.ItemDataRole.UserRole


class ScenarioList(Card):
    """A tick puts a scenario beside the plan; the one that is chosen is described below."""

    chosen = Signal(str)
    ticked_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.plan = session, session.plan
        self.ticked: list[str] | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("Scenarios")
        self.list.setProperty("role", "bare")
        self.list.setUniformItemSizes(True)
        self.list.currentRowChanged.connect(lambda _row: self._show_key())
        self.list.itemChanged.connect(lambda _item: self._tick())
        self.list.itemActivated.connect(lambda _item: self.form.focus())
        self.add_button = button("Add", self.add)
        self.copy_button = button("Copy", self.copy)
        self.remove_button = button("Remove", self.remove)
        for held, name in (
            (self.add_button, "Add scenario"),
            (self.copy_button, "Copy scenario"),
            (self.remove_button, "Remove scenario"),
        ):
            held.setAccessibleName(name)
        self.body.addLayout(row(PlainLabel("Scenarios", "section"), None, self.add_button))
        self.body.addWidget(
            PlainLabel("A tick puts one beside the plan (Space).", "caption", wrap=True)
        )
        self.body.addWidget(self.list, 3)
        self.body.addLayout(row(None, self.copy_button, self.remove_button))
        self.strip = UndoStrip(session)
        self.body.addWidget(self.strip)
        self.form = RecordForm(session, Scenario, columns=("name", "purpose", "note"))
        self.body.addWidget(self.form, 4)

    @property
    def key(self) -> str:
        """The scenario that is chosen; blank for none."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_KEY))

    def refresh(self) -> None:
        """List the scenarios as they now stand, keeping the one that is chosen."""
        scenarios, key, at = self.plan.table(Scenario).ordered(), self.key, self.list.currentRow()
        counts = counts_by_scenario(self.plan.records)
        there = [held.id for held in scenarios]
        if self.ticked is None and there:
            self.ticked = there[:TICKED_AT_FIRST]
        ticked = self.ticked or []
        with QSignalBlocker(self.list):
            self.list.clear()
            for held in scenarios:
                count = counts.get(held.id, 0)
                many = "1 override" if count == 1 else f"{count:,} overrides"
                shown = "shown, " if held.id == self.plan.scenario else ""
                item = QListWidgetItem(f"{held.name} ({shown}{count:,})")
                item.setData(_KEY, held.id)
                item.setToolTip(tooltip(f"{held.name}\n{many}\n{held.purpose}".strip()))
                item.setSizeHint(QSize(0, style.ROW_HEIGHT))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                on = held.id in ticked
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self.list.addItem(item)
            if there:
                wanted = key or self.plan.scenario
                row_of = there.index(wanted) if wanted in there else min(max(at, 0), len(there) - 1)
                self.list.setCurrentRow(row_of)
        self._show_key()

    def select(self, key: str) -> None:
        """Choose a scenario by its id."""
        for place in range(self.list.count()):
            if self.list.item(place).data(_KEY) == key:
                self.list.setCurrentRow(place)

    def compared(self) -> list[str]:
        """The ticked scenarios, in the order of the list."""
        there = [str(self.list.item(place).data(_KEY)) for place in range(self.list.count())]
        return [key for key in there if key in (self.ticked or [])]

    def _show_key(self) -> None:
        key = self.key
        self.form.show_record(key or None)
        self.form.setVisible(bool(key))
        self.copy_button.setEnabled(bool(key))
        self.remove_button.setEnabled(bool(key))
        self.chosen.emit(key)

    def _tick(self) -> None:
        items = [self.list.item(place) for place in range(self.list.count())]
        self.ticked = [
            str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]
        self.ticked_changed.emit()

    def add(self) -> None:
        """Add a scenario, ticked and chosen, its name ready to be typed."""
        taken = {held.name for held in self.plan.table(Scenario).values()}
        name = next(
            name
            for name in ("New scenario", *(f"New scenario {number}" for number in range(2, 10_000)))
            if name not in taken
        )
        self._take(self.session.do(lambda: scenario_edits.add_scenario(self.plan, name), self))

    def copy(self) -> None:
        """Copy the chosen scenario with its overrides."""
        key = self.key
        if key:
            self._take(self.session.do(lambda: scenario_edits.copy_scenario(self.plan, key), self))

    def _take(self, key: str | None) -> None:
        if key is not None:
            self.ticked = [*(self.ticked or []), key]
            self.refresh()
            self.select(key)
            self.ticked_changed.emit()
            self.form.focus("name")

    def move(self, by: int) -> None:
        """Move the chosen scenario up (-1) or down (1)."""
        key = self.key
        if key:
            self.session.do(lambda: edits.move(self.plan, Scenario, key, by), self)

    def remove(self) -> None:
        """Remove the chosen scenario, after saying how much goes with it."""
        key = self.key
        if not key:
            return
        name = self.plan.table(Scenario)[key].name
        count = counts_by_scenario(self.plan.records).get(key, 0)
        if not count:
            self._remove(key, name)
            return
        many = "1 override goes" if count == 1 else f"{count:,} overrides go"
        ask(
            self,
            f'Remove the scenario "{name}"?',
            "Remove",
            lambda: self._remove(key, name),
            details=f"{many} with it. This can be undone.",
        )

    def _remove(self, key: str, name: str) -> None:
        if key not in self.plan.table(Scenario):
            return
        self.session.do(lambda: edits.remove(self.plan, Scenario, [key]), self)
        if key not in self.plan.table(Scenario):
            self.strip.offer(f'Removed "{name}".')
            self.list.setFocus()
