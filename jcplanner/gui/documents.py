"""The plan behind the window: open, new, save, close, recover; and what is said about where it is kept."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog

from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import Scenario
from jcplanner.gui.errors import ask, tell
from jcplanner.gui.session import Session
from jcplanner.gui.threads import in_background
from jcplanner.plan.opening import (
    OpenPlan,
    new_plan,
    open_plan,
    restore_plan,
    resume_plan,
    salvage_plan,
)
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from jcplanner.plan.templates import fill
from jcplanner.store.backups import newest_good
from jcplanner.store.connection import Damaged
from jcplanner.store.planfile import SUFFIX
from jcplanner.store.publish import KEPT_BOTH, UNCHANGED, WRITTEN_ANEW, plain_name
from jcplanner.store.working_copy import Backup, Outcome, Recoverable, recoverable

if TYPE_CHECKING:
    from jcplanner.gui.window import Window

FILTER = f"jcplanner plans (*{SUFFIX})"
IDLE_MS = 20_000
WATCH_MS = 30_000
HEARTBEAT_MS = 60_000
MOST_AUTHOR = 60


class Documents(QObject):
    """Holds the one open plan and keeps its shared file up to date: on Ctrl+S, when idle, on closing."""

    opened = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._held: OpenPlan | None = None
        self._publishing = False
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(lambda: self.publish(quiet=True))
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._look_at_shared)
        self._beat = QTimer(self, interval=HEARTBEAT_MS)
        self._beat.timeout.connect(self._heartbeat)

    @property
    def held(self) -> OpenPlan | None:
        """The plan that is open, with its working copy."""
        return self._held

    @property
    def author(self) -> str:
        """Who works here, as History and colleagues see it: a role or initials, blank unless given."""
        return self._window.preferences.text("author")

    def ask_author(self) -> None:
        """Ask for a role or initials to stand beside each step from now on."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle("Who is working here")
        dialog.setLabelText(
            "A role or initials, such as Joint commissioner or AB; blank for nobody:"
        )
        dialog.setTextValue(self.author)
        dialog.textValueSelected.connect(self.set_author)
        dialog.open()

    def set_author(self, author: str) -> None:
        """Remember who works here; steps already taken keep what they have."""
        self._window.preferences.set_text("author", author.strip()[:MOST_AUTHOR])
        if self._held is not None:
            self._held.plan.author = self.author

    def new(self) -> None:
        """Ask for a template, a title and a place, and begin a plan."""
        self._ask_for_new("template")

    def example(self) -> None:
        """The same with the worked examples offered first."""
        self._ask_for_new("example")

    def _ask_for_new(self, kind: str) -> None:
        from jcplanner.gui.new_plan_dialog import NewPlanDialog

        dialog = NewPlanDialog(self._window, kind)
        dialog.chosen.connect(self.make)
        dialog.open()

    def make(
        self, path: Path, name: str, title: str = "", first_year: int | None = None, place: str = ""
    ) -> None:
        """Make a plan file from a template or example and open it."""
        from jcplanner.plan import edits

        def begin(plan: Plan) -> None:
            fill(plan, name, title or None)
            details = plan.details
            edits.set_details(
                plan, first_year=first_year or details.first_year, place=place or details.place
            )

        self._take(lambda: new_plan(path, fill=begin, author=self.author))

    def choose(self) -> None:
        """Ask for a plan file and open it."""
        dialog = QFileDialog(self._window, "Open a plan", str(Path.home()), FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.open()

    def open(self, path: Path) -> None:
        """Open a plan file; what is open already is published and closed first."""
        self._take(lambda: open_plan(path, author=self.author), path)

    def resume(self, found: Recoverable) -> None:
        """Go on with work that was not finished."""
        self._take(lambda: resume_plan(found, author=self.author))

    def restore(self, backup: Backup, beside: Path) -> None:
        """Open a backup as a plan of its own."""
        self._take(lambda: restore_plan(backup, beside, author=self.author))

    def salvage(self, damaged: Path) -> None:
        """Get back what can be read of a damaged plan, as a plan of its own beside it."""
        path = damaged.with_name(plain_name(damaged, "salvaged", datetime.now()))
        said: list[str] = []

        def get_back() -> OpenPlan:
            held, words = salvage_plan(damaged, path, author=self.author)
            said.append(words)
            return held

        self._take(get_back)
        if said:
            tell(self._window, said[0])

    def recover(self) -> None:
        """Offer unfinished work and the backups of a plan."""
        from jcplanner.gui.recovery_dialog import RecoveryDialog

        RecoveryDialog(self).open()

    def left_behind(self) -> list[tuple[str, Recoverable]]:
        """Unfinished work on this computer, in words."""
        return [(found.words, found) for found in recoverable()]

    def take_file(self, name: str) -> None:
        """A file was dropped on the window: a plan is opened, anything else is brought in."""
        path = Path(name)
        if path.suffix.casefold() == SUFFIX:
            self.open(path)
        elif self._held is None:
            tell(self._window, "Open or make a plan first; then drop the budget file again.")
        else:
            self._window.show_screen("exchange").bring_in(path)  # type: ignore[union-attr]

    def start(self) -> None:
        """Show the start page."""
        self._window.show_start()

    def _tell_refusal(self, refusal: BaseException, path: Path | None) -> None:
        """Why a plan did not open; for a damaged one its newest backup, or else salvage, is offered."""
        if not isinstance(refusal, Damaged) or path is None:
            tell(self._window, str(refusal))
        elif (backup := newest_good(path)) is not None:
            text, then = "Open the backup", lambda: self.restore(backup, path)
            ask(self._window, str(refusal), text, then)
        else:
            text = "Salvage what can be read"
            ask(self._window, str(refusal), text, lambda: self.salvage(path))

    def _take(self, opening: Callable[[], OpenPlan], path: Path | None = None) -> None:
        """Close what is open, then open something else; where that is refused, the start page stays."""
        if not self.finish():
            return
        try:
            held = opening()
        except Refusal as refusal:
            self.start()
            self._tell_refusal(refusal, path)
            return
        self._held = held
        self._window.preferences.remember(held.path)
        self._show(held.plan)
        self._watch.start()
        self._beat.start()
        others = held.working_copy.others()
        if others:
            self._window_status(f"Also open: {others[0].words}", warn=True)
        QTimer.singleShot(0, self._check_content)
        self.opened.emit()

    def _show(self, plan: Plan) -> None:
        session = Session(plan)
        self._window.show_plan(session)
        session.changed.connect(lambda notice: self._changed())
        # When what is going on has ended: the widgets that asked for it go with the session.
        session.scenario_wanted.connect(self.look_at, Qt.ConnectionType.QueuedConnection)
        self._say()

    def look_at(self, scenario: str) -> None:
        """Show the open plan as a scenario has it, by its id; as agreed where there is none such."""
        if self._held is None:
            return
        agreed = self._held.plan
        if scenario in agreed.table(Scenario):
            self._show(ScenarioPlan(agreed, scenario))
        else:
            self._show(agreed)

    def _check_content(self) -> None:
        """Straight after the first paint: does the journal give what the file holds?"""
        held = self._held
        if held is None:
            return

        def failed(fault: BaseException) -> None:
            if held is self._held:
                self._drop()
                held.discard()
                self.start()
                self._tell_refusal(fault, held.path)

        in_background(self, held.working_copy.check_content, lambda result: None, failed)

    def _changed(self) -> None:
        self._idle.start()
        self._say()

    def _say(self) -> None:
        held = self._held
        if held is None:
            return
        waiting, at = held.working_copy.unpublished, held.working_copy.published_at
        if waiting:
            steps = "1 step" if waiting == 1 else f"{waiting:,} steps"
            self._window_status(f"Not yet in the shared file: {steps} (Ctrl+S)")
        elif at is not None:
            self._window_status(f"In the shared file, {_when(at)}")

    def _window_status(self, text: str, *, warn: bool = False) -> None:
        if self._window.status is not None:
            self._window.status.show_shared(text, warn=warn)

    def publish(self, *, quiet: bool = False) -> None:
        """Bring the shared file up to date beside the window; ``quiet`` leaves a failure to the status."""
        held = self._held
        if held is None or self._publishing:
            return
        self._publishing = True
        self._window_status("Saving to the shared file\u2026")

        def done(outcome: Outcome) -> None:
            self._publishing = False
            if held is self._held:
                self._tell_outcome(outcome, quiet)
                if held.working_copy.unpublished:
                    self._idle.start()

        def failed(fault: BaseException) -> None:
            self._publishing = False
            if held is not self._held:
                return
            self._window_status(
                "The shared file cannot be written; kept on this computer", warn=True
            )
            if not quiet or not isinstance(fault, Refusal):
                tell(self._window, str(fault))

        in_background(self, held.publish, done, failed)

    def _tell_outcome(self, outcome: Outcome, quiet: bool) -> None:
        self._say()
        if outcome.kind in (KEPT_BOTH, WRITTEN_ANEW):
            self._window.preferences.remember(outcome.path)
            tell(self._window, outcome.sentence)
        elif outcome.kind == UNCHANGED and not quiet:
            self._window_status(outcome.sentence)

    def _look_at_shared(self) -> None:
        held = self._held
        if held is None or self._publishing:
            return

        def done(state: str) -> None:
            if held is not self._held or self._publishing:
                return
            words = {
                "changed": "A colleague has saved meanwhile: saving will keep both files",
                "missing": "The shared file has been moved or renamed; your work is kept here",
                "unreachable": "The shared folder cannot be reached; your work is kept here",
            }
            if state in words:
                self._window_status(words[state], warn=True)

        in_background(self, held.working_copy.shared_state, done, lambda fault: None)

    def _heartbeat(self) -> None:
        if self._held is not None:
            self._held.working_copy.heartbeat()

    def save_copy(self) -> None:
        """Ask where, and write a complete copy of the plan there; the plan itself stays where it is."""
        held = self._held
        if held is None:
            return
        suggested = held.path.with_name(
            f"{held.path.stem} (copy {datetime.now():%Y-%m-%d}){SUFFIX}"
        )
        dialog = QFileDialog(self._window, "Save a copy", str(suggested), FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(lambda name: self._copy_to(Path(name)))
        dialog.open()

    def _copy_to(self, path: Path) -> None:
        held = self._held
        if held is None:
            return
        if path.exists():
            tell(self._window, f"{path.name} is there already; choose another name.")
            return
        try:
            held.plan.file.copy_to(path)
        except Refusal as refusal:
            tell(self._window, str(refusal))

    def close(self) -> None:
        """Publish and close the plan, and show the start page."""
        if self.finish():
            self.start()

    def finish(self, *, quitting: bool = False) -> bool:
        """Publish and close what is open. Where that is refused, the person is asked, and it stays open.

        What is to be told on ``quitting`` has a box of its own, which stays when the window has gone.
        """
        held = self._held
        if held is None:
            return True
        self._idle.stop()
        try:
            outcome = held.close()
        except Refusal as refusal:
            ask(
                self._window,
                str(refusal),
                "Close all the same",
                self._leave,
                details="Your changes stay on this computer and are offered at the next start.",
            )
            return False
        self._drop()
        if outcome is not None and outcome.kind in (KEPT_BOTH, WRITTEN_ANEW):
            tell(None if quitting else self._window, outcome.sentence)
        return True

    def _leave(self) -> None:
        if self._held is not None:
            self._held.close(publish=False)
        self._drop()
        self.start()

    def _drop(self) -> None:
        for timer in (self._idle, self._watch, self._beat):
            timer.stop()
        self._held = None


def _when(at: datetime) -> str:
    """The time today, the day and time before that."""
    return f"{at:%H:%M}" if at.date() == datetime.now().date() else f"{at:%d %b %Y, %H:%M}"
