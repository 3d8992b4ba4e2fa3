"""Ask what a version is called and what it is for."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from jcplanner.domain.column import MOST_TEXT
from jcplanner.domain.problems import Refusal
from jcplanner.gui import style
from jcplanner.gui.widgets import PlainLabel, button, row


class VersionDialog(QDialog):
    """Show it with `open()`. ``given`` is called with name and purpose; a refusal of it is said inside."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        about: str,
        words: str,
        given: Callable[[str, str], object],
        name: str = "",
        purpose: str = "",
    ) -> None:
        super().__init__(parent)
        self._given = given
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(5 * style.STEP,) * 4)
        layout.setSpacing(2 * style.STEP)
        layout.addWidget(PlainLabel(about, "caption", wrap=True))
        self.name = self._field(layout, "&Name *", name, "Cabinet, 28 July 2016")
        self.purpose = self._field(layout, "&Purpose", purpose, "For decision on the pooled fund")
        self.fault = PlainLabel("", "bad", wrap=True)
        self.fault.hide()
        layout.addWidget(self.fault)
        self.main = button(words, self.accept, "primary")
        self.main.setDefault(True)
        layout.addLayout(row(None, button("Cancel", self.reject), self.main))
        self.name.selectAll()
        self.name.setFocus()

    def _field(self, layout: QVBoxLayout, label: str, text: str, example: str) -> QLineEdit:
        held = QLineEdit(text)
        held.setMaxLength(MOST_TEXT)
        held.setPlaceholderText(example)
        held.setAccessibleName(label.strip("&* "))
        said = QLabel(label)
        said.setProperty("role", "caption")
        said.setBuddy(held)
        layout.addWidget(said)
        layout.addWidget(held)
        return held

    def accept(self) -> None:
        """Hand over what was typed, or say why it cannot be so."""
        try:
            self._given(self.name.text(), self.purpose.text())
        except Refusal as refusal:
            self.fault.setText(str(refusal))
            self.fault.show()
            return
        super().accept()
