"""History: every step of the plan, the newest first, with what it changed in words; and its versions."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QTabWidget, QWidget

from jcplanner.domain.problems import Place
from jcplanner.domain.versions import Version
from jcplanner.gui import style
from jcplanner.gui.errors import ask
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.screens.history_versions import VersionsPanel
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, ScreenHead, button
from jcplanner.plan.plan import Notice
from jcplanner.plan.versions import newest_version
from jcplanner.plan.wording import Said, say_change, say_step, say_when
from jcplanner.reports.versions import say_steps_since
from jcplanner.store.journal import MADE, UNDO, Step

MOST_CHANGES = 1_000
"""Changes of one step that are listed; the others are counted."""

MOST_READ = 2_000
"""Steps whose changes are searched by the filter; older ones are found by name, author and time."""

ABOUT = "every step is kept; undoing one is a step too"

LONGEST_NAME = 40
"""Of a version, in the head."""

AT_ONCE = 20
"""Steps taken back before the window is drawn again."""


class HistoryScreen(Screen):
    """In one tab the list of steps above and the changes of the chosen one below; in the other versions."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._summaries: dict[str, str] = {}
        self._in_force: set[str] = set()
        self._to_undo = 0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(200)
        self._wait.timeout.connect(self.refresh)
        self._undoing = QTimer(self)
        self._undoing.setInterval(0)
        self._undoing.timeout.connect(self._undo_some)

        self.head = ScreenHead("History", ABOUT)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by words")
        self.filter.setAccessibleName("Filter steps by words")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(260)
        self.filter.textChanged.connect(lambda _text: self._wait.start())
        self.head.add(self.filter)
        self.back_action = self.command(
            "&Undo back to here", "Ctrl+Shift+Backspace", self.undo_back
        )
        self.copy_action = self.command("&Copy the list", "Ctrl+Shift+C", self._copy)
        self.back_button = button("Undo back to here", self.undo_back)
        self.back_button.setToolTip("Ctrl+Shift+Backspace")
        self.head.add(self.back_button)
        self.versions = VersionsPanel(session)
        self.freeze_button = button("Freeze a version\u2026", self.versions.freeze, "primary")
        self.freeze_button.setToolTip("Ctrl+N")
        self.head.add(self.freeze_button)
        self.page.addWidget(self.head)

        self.model = ListModel(
            ("When", "Step", "What changed", "Who", "State"), self._texts, tone=self._tone
        )
        self.view = ListView("Steps", self.model, (150, 230, 0, 100, 92))
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show_step())
        self.count = PlainLabel("", "caption")
        steps_card = Card()
        steps_card.body.addWidget(self.view)
        steps_card.body.addWidget(self.count)

        self.changes = ListModel(
            ("Kind", "Record", "Field", "Before", "After"), _said_texts, tone=_said_tone
        )
        self.changes_view = ListView("Changes of the step", self.changes, (120, 0, 140, 220, 220))
        self.changes_card = Card("Step")
        self.changes_count = PlainLabel("", "caption")
        self.changes_card.body.addWidget(self.changes_view)
        self.changes_card.body.addWidget(self.changes_count)

        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(3 * style.STEP)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(steps_card)
        self.splitter.addWidget(self.changes_card)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Steps and versions")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("Steps and versions")
        for title, part in (("Steps", self.splitter), ("Versions", self.versions)):
            inside = QWidget()
            layout = QHBoxLayout(inside)
            layout.setContentsMargins(0, 3 * style.STEP, 0, 0)
            layout.addWidget(part)
            self.tabs.addTab(inside, title)
        self.tabs.currentChanged.connect(lambda _place: self._turned())
        # Where there is none yet, the panel itself offers the first.
        self.versions.read.connect(
            lambda count: self.freeze_button.setVisible(self.on_steps or count > 0)
        )
        self.versions.frozen.connect(lambda _key: self.tabs.setCurrentIndex(1))
        self.page.addWidget(self.tabs, 1)

    @property
    def on_steps(self) -> bool:
        """Whether the steps are in sight, and not the versions."""
        return self.tabs.currentIndex() == 0

    def _turned(self) -> None:
        self.filter.setVisible(self.on_steps)
        self.back_button.setVisible(self.on_steps)
        self.freeze_button.setVisible(True)
        self.refresh()
        self.offers_changed.emit()

    def show_place(self, place: Place) -> None:
        """Lead to a version."""
        if place.table == Version.TABLE:
            self.tabs.setCurrentIndex(1)
            self.versions.refresh()
            self.versions.show_version(place.id)

    def take_focus(self) -> None:
        """Put the keyboard into the filter of steps, or into the list of versions."""
        if self.on_steps:
            super().take_focus()
        else:
            self.versions.take_focus()

    def _copy(self) -> None:
        self.view.copy(all_rows=True)

    def actions_offered(self) -> list[QAction]:
        """Freeze a version; undo back to the chosen step, copy; or what can be done with versions."""
        if not self.on_steps:
            return self.versions.actions_offered()
        return [self.versions.freeze_action, self.back_action, self.copy_action]

    def find(self, text: str) -> None:
        """The header's find box filters the steps."""
        self.tabs.setCurrentIndex(0)
        self.filter.setText(text)

    def follow(self, notice: Notice) -> None:
        """While steps are being taken back, the list waits for the last of them."""
        if not self._to_undo:
            self.refresh()

    def refresh(self) -> None:
        """Read what is in sight again, keeping what is chosen."""
        self._wait.stop()
        newest = newest_version(self.plan)
        self.head.about.setText(
            f"{say_steps_since(self.plan, newest)} {newest.name[:LONGEST_NAME]}"
            if newest
            else ABOUT
        )
        if not self.on_steps:
            self.versions.refresh()
            return
        steps = self.plan.steps
        self._in_force = {step.id for step in self.plan.file.in_force()}
        words = self.filter.text().casefold().split()
        kept = self.view.current_item()
        shown = list(reversed(steps))
        if words:
            shown = [
                step
                for place, step in enumerate(shown)
                if self._matches(step, words, read=place < MOST_READ)
            ]
        self.model.put(shown)
        if kept in shown and not (
            kept is not steps[-1] and self.view.verticalScrollBar().value() == 0
        ):
            self.view.select(shown.index(kept))  # type: ignore[arg-type]
        elif shown:
            self.view.select(0)
        self.count.setText(
            f"{len(shown):,} of {len(steps):,} steps" if words else f"{len(steps):,} steps"
        )
        self._show_step()

    def _matches(self, step: Step, words: list[str], *, read: bool) -> bool:
        text = f"{step.name} {step.author} {say_when(step.at)}"
        if read:
            text += f" {self._summary(step)}"
        text = text.casefold()
        return all(word in text for word in words)

    def _summary(self, step: Step) -> str:
        held = self._summaries.get(step.id)
        if held is None:
            held = self._summaries[step.id] = say_step(self.plan, step)
        return held

    def _texts(self, step: object) -> list[str]:
        assert isinstance(step, Step)
        return [say_when(step.at), step.name, self._summary(step), step.author, self._state(step)]

    def _state(self, step: Step) -> str:
        if step.id in self._in_force or step.kind == MADE:
            return "in force"
        return "undo" if step.kind == UNDO else "taken back" if step.kind != "redo" else "redo"

    def _tone(self, step: object, column: int) -> str:
        assert isinstance(step, Step)
        if column in (0, 3, 4):
            return "mute"
        return "" if step.id in self._in_force or step.kind == MADE else "faint"

    def _show_step(self) -> None:
        step = self.view.current_item()
        if not isinstance(step, Step):
            self.changes.put([])
            self.changes_card.heading.setText("No step chosen")
            self.changes_count.setText("")
            self._allow_back(None)
            return
        count = self.plan.file.change_count(step)
        changes = self.plan.file.changes(step, most=MOST_CHANGES)
        self.changes.put([said for change in changes for said in say_change(self.plan, change)])
        by = f" by {step.author}" if step.author else ""
        self.changes_card.heading.setText(f"{step.name} · {say_when(step.at)}{by}")
        records = f"{count:,} {'record' if count == 1 else 'records'} changed"
        self.changes_count.setText(
            records
            if count <= MOST_CHANGES
            else f"{records}; the first {MOST_CHANGES:,} are listed"
        )
        self._allow_back(step)

    def _allow_back(self, step: Step | None) -> None:
        allowed = step is not None and self._steps_after(step) > 0
        self.back_action.setEnabled(allowed)
        self.back_button.setEnabled(allowed)

    def _steps_after(self, step: Step) -> int:
        """How many steps can be taken back to come to this one; 0 where it is itself taken back."""
        if self._state(step) != "in force":
            return 0
        return sum(1 for held in self.plan.file.in_force() if held.place > step.place)

    def undo_back(self) -> None:
        """Take back every step after the chosen one, after asking."""
        step = self.view.current_item()
        if not isinstance(step, Step):
            return
        count = self._steps_after(step)
        if not count:
            return
        steps = "1 step" if count == 1 else f"{count:,} steps"
        gone = [held.name for held in self.plan.table(Version).values() if held.at > step.at]
        with_them = f" Versions frozen since go too: {', '.join(gone)}." if gone else ""
        ask(
            self,
            f'Take back {steps}, so that the plan stands as it did after "{step.name}"?',
            f"Take back {steps}",
            lambda: self._start_undoing(count),
            details=f"{say_when(step.at)}. Each stays in the history, and redo brings it back.{with_them}",
        )

    def _start_undoing(self, count: int) -> None:
        self._to_undo = count
        self._undoing.start()

    def _undo_some(self) -> None:
        """A few at a time, so that the window stays alive; a refusal stops it there."""
        for _ in range(min(AT_ONCE, self._to_undo)):
            if not self.session.do(self.plan.undo, self):
                self._to_undo = 0
                break
            self._to_undo -= 1
        self.count.setText(f"Taking back: {self._to_undo:,} steps to go")
        if not self._to_undo:
            self._undoing.stop()
            self.refresh()


def _said_texts(said: object) -> list[str]:
    assert isinstance(said, Said)
    return [
        said.what[:1].upper() + said.what[1:],
        said.record,
        said.field,
        said.before or "blank",
        said.after or "blank",
    ]


def _said_tone(said: object, column: int) -> str:
    assert isinstance(said, Said)
    if column == 0 or (column == 3 and not said.before) or (column == 4 and not said.after):
        return "mute"
    return ""
