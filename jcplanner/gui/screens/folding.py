"""Parts side by side that fold below each other where a window is narrow, and scroll where it is low."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from jcplanner.gui import style


class _AsLowAsMayBe(QVBoxLayout):
    """Holds one part that may become as low as its minimum: words that wrap would make it ask for more."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.addWidget(part)

    def hasHeightForWidth(self) -> bool:
        """Never."""
        return False


def _held(part: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(_AsLowAsMayBe(part))
    return made


class Folding(QScrollArea):
    """Two or more parts with their shares of the width; what is added with `add_below` stands under them.

    Parts say by their minimum height how low they may become before the page scrolls.
    """

    def __init__(self, *parts: tuple[QWidget, int], narrow: int) -> None:
        super().__init__()
        self._narrow = narrow
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._down = QVBoxLayout(inside)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(3 * style.STEP)
        self._across: QBoxLayout = QHBoxLayout()
        self._across.setSpacing(3 * style.STEP)
        for part, share in parts:
            self._across.addWidget(_held(part), share)
        self._down.addLayout(self._across, 1)
        self.setWidget(inside)

    @property
    def is_folded(self) -> bool:
        """Whether the parts stand below each other."""
        return self._across.direction() == QBoxLayout.Direction.TopToBottom

    def add_below(self, part: QWidget, share: int = 1) -> None:
        """Put a part under the others."""
        self._down.addWidget(_held(part), share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        wanted = (
            QBoxLayout.Direction.TopToBottom
            if self.width() < self._narrow
            else QBoxLayout.Direction.LeftToRight
        )
        if wanted != self._across.direction():
            self._across.setDirection(wanted)
        super().resizeEvent(event)
