"""What the pages of the wizard have in common."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from jcplanner.gui import style
from jcplanner.gui.import_wizard.choices import Choices
from jcplanner.gui.widgets import PlainLabel


class Page(QWidget):
    """One page. ``moved`` is told when what may be done next has changed."""

    moved = Signal()
    step = ""

    def __init__(self, choices: Choices, title: str, about: str) -> None:
        super().__init__()
        self.choices = choices
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(2 * style.STEP)
        self.body.addWidget(PlainLabel(title, "title"))
        self.about = PlainLabel(about, "caption", wrap=True)
        self.body.addWidget(self.about)

    def enter(self) -> None:
        """Show the choices as they stand; called each time the page comes into sight."""

    def leave(self) -> None:
        """Take what stands in the fields; called before another page is shown."""

    def lacking(self) -> str:
        """What is missing before one can go on, in one sentence; "" where nothing is."""
        return ""

    def start_here(self) -> QWidget | None:
        """Where the keyboard begins."""
        return None


def labelled(text: str, widget: QWidget, name: str = "") -> QWidget:
    """A small label above a field, tied to it."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(style.STEP // 2)
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "caption")
    label.setBuddy(widget)
    widget.setAccessibleName(name or text)
    layout.addWidget(label)
    layout.addWidget(widget)
    return made
