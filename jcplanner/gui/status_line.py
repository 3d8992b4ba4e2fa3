"""The status line: where the work is kept, how many problems there are, and what undo will undo."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from jcplanner.domain.problems import Place
from jcplanner.gui import style
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, button, row

HEIGHT = 28
COUNT_AFTER_MS = 120


class StatusLine(QFrame):
    """Two facts about where the work is, problems to click, and the next undo."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("status")
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Status")
        self._kept = PlainLabel("\u25cf Kept on this computer", "good")
        self._kept.setToolTip(
            "Every accepted edit is on this computer's disk before the screen shows it"
        )
        self._shared = PlainLabel("", "muted")
        self._problems = button("", lambda: session.go(Place("problems")), "link")
        self._undo = PlainLabel("", "muted")
        layout = row(
            self._kept, self._shared, self._problems, None, self._undo, spacing=5 * style.STEP
        )
        layout.setContentsMargins(18, 0, 18, 0)
        self.setLayout(layout)
        # Counting waits until the edit is on screen; typing on puts it off again.
        self._count_soon = QTimer(self, singleShot=True)
        self._count_soon.timeout.connect(self._count)
        session.changed.connect(lambda notice: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Show what undo will undo now, and the problems a moment later."""
        name = self.session.plan.undo_name
        text = f"Undo: {name[:1].lower()}{name[1:]}" if name else "Nothing to undo"
        self._undo.setText(text if len(text) < 90 else text[:88] + "\u2026")
        self._count_soon.start(COUNT_AFTER_MS)

    def show_shared(self, text: str, *, warn: bool = False) -> None:
        """Say how the shared file stands."""
        self._shared.setText(text)
        self._shared.set_role("warn" if warn else "muted")

    def _count(self) -> None:
        if not self.session.plan.worries.look():
            self._problems.setText("Looking for problems\u2026")
            self._count_soon.start(0)
            return
        counts = self.session.plan.worries.counts()
        serious, rest = counts["serious"], counts["warning"]
        words = [f"{serious} serious"] if serious else []
        words += [f"{rest} to look at"] if rest else []
        total = serious + rest
        noun = "problem" if total == 1 else "problems"
        self._problems.setText(f"{total:,} {noun}: {', '.join(words)}" if total else "No problems")
        self._problems.setProperty("tone", "bad" if serious else "")
        self._problems.style().unpolish(self._problems)
        self._problems.style().polish(self._problems)
