"""What the chosen scenario has otherwise: each number with the plan's, then and now."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QInputDialog, QSizePolicy

from jcplanner.domain.catalogue import record_named
from jcplanner.domain.overrides import keys_in, overrides_of, why_idle
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.gui import style
from jcplanner.gui.growing_list import GrowingList, Widths
from jcplanner.gui.lists import ListModel
from jcplanner.gui.record_places import place_of
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits, scenario_edits

LEAST = 92
"""Pixels of a number's column, unless the longest of its numbers takes more."""

WIDTHS = (
    (140, 380),
    (122, 150),
    (LEAST, 130),
    (LEAST, 130),
    (LEAST, 130),
    (76, 230),
    (60, 240),
)
_NUMBERS = (2, 3, 4)


class OverridesCard(Card):
    """One row for each override, in the order in which they were made."""

    promote_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.plan = session, session.plan
        self._scenario = ""
        self.title = PlainLabel("", "section")
        self.about = PlainLabel("", "caption")
        self.about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.back_button = button("Back to plan", self.back_to_plan)
        self.note_button = button("Note\u2026", self.note)
        self.promote_button = button("Promote\u2026", self.promote_wanted.emit)
        buttons = (self.note_button, self.back_button, self.promote_button)
        head = row(self.title, self.about, *buttons)
        head.setStretchFactor(self.about, 1)
        self.body.addLayout(head)
        self.model = ListModel(
            ("Record", "Field", "Plan then", "Plan now", "Scenario", "State", "Note"),
            self._texts,
            right=_NUMBERS,
            tone=self._tone,
        )
        self.view = GrowingList("Overrides", self.model, WIDTHS)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.activated.connect(lambda _index: self.go())
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.body.addWidget(self.view, 1)

    def show_scenario(self, scenario: str) -> None:
        """Show the overrides of a scenario by its id; of none where it is blank."""
        other = scenario != self._scenario
        self._scenario = scenario
        at = -1 if other else self.view.currentIndex().row()
        records = self.plan.agreed.records
        held = overrides_of(records, scenario) if scenario else []
        self.model.put(held)
        self.view.set_widths(self._widths(held))
        if at >= 0 and held:
            self.view.select(min(at, len(held) - 1))
        name = records.name(Scenario.TABLE, scenario or None)
        self.title.setText(f"Overrides of {name}" if name else "Overrides")
        idle = sum(1 for one in held if why_idle(records, one))
        words = f"{len(held):,}" if held else "none yet: look at the scenario and change a number"
        if idle:
            words += f", {idle:,} without effect"
        self.about.setText(words if name else "")
        self.promote_button.setEnabled(len(held) > idle)
        self._enable()

    def _widths(self, held: Sequence[ScenarioOverride]) -> Widths:
        """Room for the longest number, so that none is cut."""
        if not held:
            return WIDTHS
        longest = max(held, key=lambda one: max(abs(one.value or 0), abs(one.plan_value or 0)))
        metrics = QFontMetrics(style.font())
        words = [self._texts(longest)[place] for place in _NUMBERS]
        need = max(metrics.horizontalAdvance(text) for text in words) + 5 * style.STEP
        return [
            (max(least, need), max(most, need)) if place in _NUMBERS else (least, most)
            for place, (least, most) in enumerate(WIDTHS)
        ]

    def _enable(self) -> None:
        count = len(self.view.selectionModel().selectedRows())
        self.back_button.setEnabled(count > 0)
        self.note_button.setEnabled(count == 1)

    def selected(self) -> list[ScenarioOverride]:
        """The overrides that are selected."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        held = (self.model.items[row] for row in rows)
        return [one for one in held if isinstance(one, ScenarioOverride)]

    def back_to_plan(self) -> None:
        """Give the plan's own numbers back to the scenario in the selected rows."""
        keys = [held.id for held in self.selected()]
        if keys:
            self.session.do(lambda: scenario_edits.back_to_plan(self.plan, keys), self)

    def note(self) -> None:
        """Ask for a few words on why the selected number is otherwise."""
        chosen = self.selected()
        if len(chosen) != 1:
            return
        dialog = QInputDialog(self.window())
        dialog.setWindowTitle("Note on an override")
        dialog.setLabelText("Why the scenario has another number here:")
        dialog.setTextValue(chosen[0].note)
        dialog.textValueSelected.connect(lambda text: self._put_note(chosen[0].id, text))
        dialog.open()

    def _put_note(self, key: str, text: str) -> None:
        if key in self.plan.agreed.table(ScenarioOverride):
            self.session.do(
                lambda: edits.change(self.plan.agreed, ScenarioOverride, [key], note=text.strip()),
                self,
            )

    def go(self) -> None:
        """Lead to where the number of the current row is typed."""
        held = self.view.current_item()
        if not isinstance(held, ScenarioOverride) or why_idle(self.plan.agreed.records, held):
            return
        place = place_of(self.plan.records, held.of_table, held.of_record)
        if place is None:
            # A cell that the plan does not hold yet is shown with what it belongs to.
            keys = keys_in(held.of_table, held.of_record) or {}
            links = {column.name: column.link for column in record_named(held.of_table).COLUMNS}
            owners = (
                place_of(self.plan.records, links[name], str(key))
                for name, key in keys.items()
                if links[name]
            )
            place = next((owner for owner in owners if owner is not None), None)
        if place is not None:
            self.session.go(place)

    def _texts(self, item: object) -> Sequence[str]:
        assert isinstance(item, ScenarioOverride)
        said = scenario_edits.say_override(self.plan, item)
        return (
            said.record,
            said.field,
            said.words(self.plan, said.then),
            "" if said.idle else said.words(self.plan, said.now),
            said.words(self.plan, said.value),
            f"No effect: {said.idle}" if said.idle else "Moved on" if said.moved_on else "",
            item.note,
        )

    def _tone(self, item: object, column: int) -> str:
        assert isinstance(item, ScenarioOverride)
        said = scenario_edits.say_override(self.plan, item)
        if said.idle:
            return "faint" if column != 5 else "warn"
        return "warn" if said.moved_on and column in (2, 3, 5) else ""
