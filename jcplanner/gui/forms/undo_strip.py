"""A strip that says what was just taken away and offers it back, until the next step of the plan."""

from PySide6.QtWidgets import QFrame, QWidget

from jcplanner.gui import style
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import PlainLabel, button, row


class UndoStrip(QFrame):
    """Hidden until `offer` is called; hides again once anything else happens to the plan."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._offered = ""
        self.setProperty("role", "strip")
        self.text = PlainLabel("", wrap=True)
        self.undo_button = button("Undo", self._undo, "link")
        self.undo_button.setAccessibleName("Undo the removal")
        layout = row(self.text, self.undo_button)
        layout.setStretchFactor(self.text, 1)
        layout.setContentsMargins(2 * style.STEP, style.STEP, 2 * style.STEP, style.STEP)
        self.setLayout(layout)
        self.hide()
        session.changed.connect(self._changed)

    def offer(self, text: str) -> None:
        """Say what the newest step took away."""
        steps = self._session.plan.steps
        self._offered = steps[-1].id if steps else ""
        self.text.setText(text)
        self.show()

    def _changed(self, notice: object) -> None:
        steps = self._session.plan.steps
        if self._offered and (not steps or steps[-1].id != self._offered):
            self._offered = ""
            self.hide()

    def _undo(self) -> None:
        if self._offered:
            self._session.do(self._session.plan.undo, self)
