"""First page: which file, how its text is to be understood, and by which mapping it is read."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit

from jcplanner.exchange.text_files import DELIMITERS, ENCODINGS
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.import_wizard.choices import SUGGESTED, Choices
from jcplanner.gui.import_wizard.page import Page, labelled
from jcplanner.gui.widgets import Card, PlainLabel, button, row

FILTER = "Budgets (*.csv *.xlsx *.txt *.tsv *.xlsm);;All files (*)"

Read = Callable[[Path, str, str], None]
"""Reads a file: path, encoding, delimiter ("" to guess)."""


class FilePage(Page):
    """Choose a file or drop one here."""

    step = "File"

    def __init__(self, choices: Choices, read: Read) -> None:
        super().__init__(
            choices,
            "Which file?",
            "An Excel workbook or a CSV file, as the finance team sent it. It is only read, never changed.",
        )
        self._read = read
        self.setAcceptDrops(True)
        self.path = QLineEdit()
        self.path.setReadOnly(True)
        self.path.setPlaceholderText("Choose a file, or drop one on this window")
        self.path.setAccessibleName("File")
        self.choose_button = button("Choose a file…", self._choose)
        across = row(self.path, self.choose_button)
        across.setStretchFactor(self.path, 1)
        self.body.addLayout(across)

        self.card = Card("What it is")
        self.notes = PlainLabel("", wrap=True)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.card.body.addWidget(self.notes)
        self.encoding, self.delimiter = QuietCombo(), QuietCombo()
        for value, words in ENCODINGS.items():
            self.encoding.addItem(words, value)
        for value, words in DELIMITERS.items():
            self.delimiter.addItem(words.capitalize(), value)
        self._text_settings = row(
            labelled("Characters", self.encoding), labelled("Separated by", self.delimiter), None
        )
        self.card.body.addLayout(self._text_settings)
        self.body.addWidget(self.card)

        self.mapping_card = Card("How it is read")
        self.basis = QuietCombo()
        self.mapping_card.body.addWidget(labelled("Mapping", self.basis))
        self.basis_about = PlainLabel("", "caption", wrap=True)
        self.mapping_card.body.addWidget(self.basis_about)
        self.body.addWidget(self.mapping_card)
        self.body.addStretch(1)
        self.encoding.activated.connect(self._read_again)
        self.delimiter.activated.connect(self._read_again)
        self.basis.activated.connect(self._take_basis)

    def _choose(self) -> None:
        folder = str(self.choices.path.parent if self.choices.path else Path.home())
        dialog = QFileDialog(self, "Which file?", folder, FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._read(Path(name), "", ""))
        dialog.open()

    def _read_again(self) -> None:
        if self.choices.path is not None:
            self._read(
                self.choices.path,
                self.encoding.currentData() or "",
                self.delimiter.currentData() or "",
            )

    def enter(self) -> None:
        """Say what was read."""
        file, path = self.choices.file, self.choices.path
        self.path.setText(str(path) if path else "")
        for card in (self.card, self.mapping_card):
            card.setVisible(file is not None)
        if file is None:
            return
        readable = [sheet for sheet in file.sheets if sheet.rows]
        said = [
            f"{sheet.name}: {len(sheet.rows):,} {'row' if len(sheet.rows) == 1 else 'rows'}"
            for sheet in readable
        ]
        self.notes.setText("\n".join([*said, *file.notes()]))
        is_text = file.facts.kind == "text"
        for box, value in ((self.encoding, file.encoding), (self.delimiter, file.delimiter)):
            box.setEnabled(is_text)
            box.parentWidget().setVisible(is_text)
            if is_text and box.findData(value) < 0:
                box.addItem(value, value)
            box.setCurrentIndex(box.findData(value) if is_text else -1)
        self._show_basis()

    def _show_basis(self) -> None:
        self.basis.clear()
        self.basis.addItem("Suggested from the file", SUGGESTED)
        for words, _mapping in self.choices.offered():
            self.basis.addItem(words, words)
        self.basis.setCurrentIndex(max(self.basis.findData(self.choices.basis), 0))
        about = self.choices.mapping.about if self.choices.basis else ""
        if not about:
            about = (
                "Everything can be checked and changed on the next pages."
                if not self.choices.basis
                else "Read as it was the last time: lines that are in the plan are brought up to date."
            )
        remarks = " ".join(self.choices.remarks)
        self.basis_about.setText(f"{remarks} {about}".strip())

    def _take_basis(self) -> None:
        self.choices.take_basis(self.basis.currentData() or SUGGESTED)
        self._show_basis()
        self.moved.emit()

    def lacking(self) -> str:
        """A file that has been read."""
        return "" if self.choices.file is not None else "Choose a file to begin."

    def start_here(self) -> QLineEdit | QuietCombo:
        """The mapping once there is a file, else the button that asks for one."""
        return self.choose_button if self.choices.file is None else self.basis  # type: ignore[return-value]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if event.mimeData().hasUrls() and len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        self._read(Path(event.mimeData().urls()[0].toLocalFile()), "", "")
