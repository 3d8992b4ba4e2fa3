"""Key figures: a large figure with what it is above and what stands behind it below; it opens its lines."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from jcplanner.gui import style
from jcplanner.gui.widgets import Card, PlainLabel, button


class KeyFigure(Card):
    """One card. The figure is a button: by mouse or keyboard it opens what it is made of."""

    def __init__(self, opened: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.label = PlainLabel("", "caption", wrap=True)
        self.figure = button("", opened, "key")
        self.figure.setCursor(Qt.CursorShape.PointingHandCursor)
        self.figure.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.about = PlainLabel("", "caption", wrap=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(style.STEP - 2)
        self.body.setContentsMargins(4 * style.STEP, 3 * style.STEP, 4 * style.STEP, 3 * style.STEP)
        self.body.addWidget(self.label)
        self.body.addWidget(self.figure)
        self.body.addWidget(self.about, 1)
        self.setMinimumWidth(150)

    def show_figure(self, label: str, figure: str, about: str, *, opens: bool = True) -> None:
        """Show other words; ``opens`` is whether there is anything behind the figure."""
        self.label.setText(label)
        self.figure.setText(figure)
        self.figure.setEnabled(opens)
        self.about.setText(about)
        what = "; opens what is behind it" if opens else ""
        self.figure.setAccessibleName(f"{label}: {figure}{what}")
        self.figure.setAccessibleDescription(about)
        self.figure.setToolTip("Show what is behind this figure" if opens else "")
