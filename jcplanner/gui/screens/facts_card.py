"""A card of facts: labels down the left, their words beside them in the tone that they have."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from jcplanner.gui import style
from jcplanner.gui.widgets import Card, PlainLabel
from jcplanner.reports.decision_facts import Fact

_ROLES = {"bad": "bad", "warn": "warn", "integrate": "good", "mute": "muted"}
LABEL = 150


class FactsCard(Card):
    """Shows what it is given; it scrolls where there is more than fits."""

    def __init__(self, heading: str = "") -> None:
        super().__init__(heading)
        self.heading.setWordWrap(True)
        self.inside = QWidget()
        self.grid = QGridLayout(self.inside)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(4 * style.STEP)
        self.grid.setVerticalSpacing(style.STEP)
        self.grid.setColumnStretch(1, 1)
        scroll = QScrollArea()
        scroll.setWidget(self.inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(scroll, 1)
        self._shown: tuple[Fact, ...] = ()

    def put(self, heading: str, facts: Sequence[Fact]) -> None:
        """Show other facts under a heading."""
        self.heading.setText(heading)
        if tuple(facts) == self._shown:
            return
        self._shown = tuple(facts)
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, (label, words, tone) in enumerate(facts):
            self.grid.setRowStretch(at, 0)
            said = PlainLabel(label, "muted", wrap=True)
            said.setFixedWidth(LABEL)
            self.grid.addWidget(said, at, 0, Qt.AlignmentFlag.AlignTop)
            value = PlainLabel(words, _ROLES.get(tone, "body"), wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(f"{label}: {words}")
            self.grid.addWidget(value, at, 1, Qt.AlignmentFlag.AlignTop)
        self.grid.setRowStretch(len(facts), 1)

    @property
    def words(self) -> str:
        """All that it says, a line for each fact."""
        return "\n".join(f"{label}: {words}" for label, words, _ in self._shown)
