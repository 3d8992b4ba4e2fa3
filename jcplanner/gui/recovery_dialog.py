"""Work that was not finished, and the backups of a plan, each to be opened again."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from jcplanner.gui.errors import tell
from jcplanner.gui.widgets import PlainLabel, button, row
from jcplanner.store.backups import backups_of
from jcplanner.store.working_copy import Backup, Recoverable

if TYPE_CHECKING:
    from jcplanner.gui.documents import Documents

_ENTRY = Qt.ItemDataRole.UserRole


class RecoveryDialog(QDialog):
    """A list to choose from; nothing that is there already is ever overwritten."""

    def __init__(self, documents: "Documents") -> None:
        super().__init__(documents.parent())  # type: ignore[arg-type]
        self._documents = documents
        self._beside: Path | None = documents.held.path if documents.held else None
        self.setWindowTitle("Recover or restore")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 420)
        self._about = PlainLabel("", "muted", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("Unfinished work and backups")
        self.list.itemActivated.connect(lambda item: self._open())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        opener = button("Open", self._open, "primary")
        buttons.addButton(opener, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._about)
        layout.addWidget(self.list)
        layout.addLayout(row(button("Backups of another plan\u2026", self._choose), None))
        layout.addWidget(buttons)
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for words, found in self._documents.left_behind():
            self._add(f"Not finished: {words}", found)
        if self._beside is not None:
            for backup in backups_of(self._beside):
                self._add(f"Backup of {backup.made:%d %B %Y, %H:%M:%S}", backup)
        plan = f" and the backups of {self._beside.name}" if self._beside else ""
        self._about.setText(
            f"Unfinished work on this computer{plan}. A backup opens as a plan of its own, beside the "
            "plan that it was made of; nothing is overwritten."
        )
        if self.list.count():
            self.list.setCurrentRow(0)

    def _add(self, words: str, entry: Recoverable | Backup) -> None:
        item = QListWidgetItem(words)
        item.setData(_ENTRY, entry)
        self.list.addItem(item)

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Whose backups?", str(Path.home()), "jcplanner plans (*.jcplan)")
        dialog.fileSelected.connect(self._look_beside)
        dialog.open()

    def _look_beside(self, name: str) -> None:
        self._beside = Path(name)
        self._fill()
        if not self.list.count():
            tell(self, f"There is no backup of {self._beside.name} on this computer.")

    def _open(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        entry = item.data(_ENTRY)
        self.accept()
        if isinstance(entry, Recoverable):
            self._documents.resume(entry)
        elif self._beside is not None:
            self._documents.restore(entry, self._beside)
