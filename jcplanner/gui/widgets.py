"""The small parts that every screen is made of. Text in them is plain: what people type is never HTML."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from jcplanner.gui import style

STAGE_WORDS = {
    "not started": "Not started",
    "align": "Align",
    "learn": "Learn",
    "integrate": "Integrate",
}


class PlainLabel(QLabel):
    """A label that shows its text letter for letter, in one of the roles of the stylesheet."""

    def __init__(self, text: str = "", role: str = "body", *, wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Change the role, and so the look."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


class Card(QFrame):
    """A white panel with a thin line; `body` takes what goes into it."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*(4 * style.STEP,) * 4)
        self.body.setSpacing(2 * style.STEP)
        self.heading = PlainLabel(heading, "section")
        self.heading.setParent(self)
        if heading:
            self.body.addWidget(self.heading)
        else:
            self.heading.hide()


class StageTag(QWidget):
    """A stage of the pathway as a word on its tint."""

    def __init__(self, stage: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage, self._text = stage, text or STAGE_WORDS[stage]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._text)
        metrics = self.fontMetrics()
        self.setFixedSize(
            metrics.horizontalAdvance(self._text) + 5 * style.STEP, metrics.height() + 4
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint and the word."""
        ink, tint = style.stage_colours(self._stage)
        painter = QPainter(self)
        paint_tag(painter, self.rect(), self._text, ink, tint)


def paint_tag(painter: QPainter, rect, text: str, ink: str, tint: str) -> None:
    """Draw a word on a rounded tint; used by widgets and by delegates alike."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(QColor(ink))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)


def button(text: str, clicked: Callable[[], object], role: str = "quiet") -> QPushButton:
    """A push button: "primary" for the one main action of a screen, "quiet", or "link"."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: clicked())
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def rule() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


def row(*parts: QWidget | int | None, spacing: int = 2 * style.STEP) -> QHBoxLayout:
    """Parts side by side; None is a stretch, a number a gap in pixels."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for part in parts:
        if part is None:
            made.addStretch(1)
        elif isinstance(part, int):
            made.addSpacing(part)
        else:
            made.addWidget(part)
    return made


class NothingYet(QWidget):
    """What stands where there is nothing to show yet: what to do, in words, and the buttons that do it."""

    def __init__(self, heading: str, words: str, *buttons: QPushButton) -> None:
        super().__init__()
        card = Card(heading)
        card.body.addWidget(PlainLabel(words, "muted", wrap=True))
        card.body.addLayout(row(*buttons, None))
        card.setMaximumWidth(720)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(card)
        down.addStretch(1)


class ScreenHead(QWidget):
    """The top of a screen: its title, what it shows in a few words, and its buttons on the right."""

    def __init__(self, title: str, about: str = "") -> None:
        super().__init__()
        self.about = PlainLabel(about, "caption")
        self._layout = row(PlainLabel(title, "title"), self.about, None)
        self._layout.setAlignment(self.about, Qt.AlignmentFlag.AlignBottom)
        self.about.setContentsMargins(0, 0, 0, 4)
        self.setLayout(self._layout)

    def add(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._layout.addWidget(widget)
