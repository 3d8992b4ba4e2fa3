"""The navigation at the left: the screens in their groups."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from jcplanner.gui import style
from jcplanner.gui.icons import SIZE, icon
from jcplanner.gui.screens import SCREENS, ScreenSpec
from jcplanner.gui.widgets import PlainLabel

WIDTH = 184


class Navigation(QFrame):
    """One button for each screen; arrow keys move between them."""

    def __init__(self, chosen: Callable[[ScreenSpec], object]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Screens")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 4 * style.STEP, 10, 2 * style.STEP)
        layout.setSpacing(2)
        name = PlainLabel("jcplanner", "section")
        name.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(name)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        group = ""
        for spec in SCREENS:
            if spec.group != group:
                group = spec.group
                layout.addWidget(PlainLabel(group, "caption"))
            layout.addWidget(self._button(spec, chosen))
        layout.addStretch(1)

    def _button(self, spec: ScreenSpec, chosen: Callable[[ScreenSpec], object]) -> QToolButton:
        made = QToolButton()
        made.setText(" " + spec.title.replace("&", "&&"))
        made.setAccessibleName(spec.title)
        made.setToolTip(f"{spec.title} ({spec.shortcut})")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIconSize(QSize(SIZE, SIZE))
        made.setIcon(icon(spec.icon))
        made.setCheckable(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: chosen(spec))
        self._group.addButton(made)
        self._buttons[spec.key] = made
        return made

    def mark(self, key: str) -> None:
        """Show which screen is in sight."""
        self._buttons[key].setChecked(True)

    def recolour(self) -> None:
        """Draw the icons again in the palette in force."""
        for spec in SCREENS:
            self._buttons[spec.key].setIcon(icon(spec.icon))
