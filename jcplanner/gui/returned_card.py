"""Workbooks to and from partners: send one its lines to fill in, take back what it has filled in."""

import contextlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy, QWidget

from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.exchange.file_names import workbook_name
from jcplanner.exchange.read import Cancelled
from jcplanner.exchange.returned import Returned, read_returned
from jcplanner.gui.errors import ask, tell
from jcplanner.gui.export_card import FILTER, documents_folder
from jcplanner.gui.forms.undo_strip import UndoStrip
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.returned_dialog import ReturnedDialog
from jcplanner.gui.session import Session
from jcplanner.gui.tables.roles import tooltip
from jcplanner.gui.tasks import Progress, counting, run_task
from jcplanner.gui.widgets import Card, PlainLabel, button, row

_FOLDER = "returned_folder"


class ReturnedCard(Card):
    """The lines of one partner out; finance workbooks and partners' lines back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.session, self.plan = session, session.plan
        self.dialog: ReturnedDialog | None = None
        self.written: Path | None = None
        self.take_button = button("Take back a workbook…", self.take_back)
        self.take_button.setToolTip("Ctrl+T")
        self.body.addLayout(
            row(PlainLabel("Workbooks returned", "section"), None, self.take_button)
        )
        self.body.addWidget(
            PlainLabel(
                "What came back, beside what the plan has: accepted or refused, one by one.",
                "caption",
                wrap=True,
            )
        )
        self.partner = QComboBox()
        self.partner.setAccessibleName("Partner to send its lines to")
        self.partner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.partner.setMinimumContentsLength(8)
        self.send_button = button("Send its lines…", self.send)
        self.send_button.setAccessibleName("Send the partner its lines")
        self.send_button.setToolTip("Ctrl+M")
        label = PlainLabel("Send a partner its lines:")
        label.setBuddy(self.partner)
        self.sending = QWidget()
        self.sending.setLayout(row(label, self.partner, self.send_button))
        self.body.addWidget(self.sending)
        self.where = PlainLabel("", wrap=True)
        self.folder_button = button("Open the folder", self.open_folder, "link")
        self.folder_button.setAccessibleName("Open the folder of the partner's lines")
        self._ways = QWidget()
        ways = row(self.where, self.folder_button)
        ways.setStretchFactor(self.where, 1)
        self._ways.setLayout(ways)
        self.body.addWidget(self._ways)
        self.strip = UndoStrip(session)
        self.strip.undo_button.setAccessibleName("Undo taking the workbook back")
        self.body.addWidget(self.strip)
        self._ways.hide()
        self.refresh()

    def refresh(self) -> None:
        """Offer the partners as they now are, the chosen one kept."""
        held = [(partner.id, partner.short) for partner in self.plan.table(Partner).ordered()]
        chosen = self.partner.currentData()
        self.partner.clear()
        for key, name in held:
            self.partner.addItem(name, key)
        self.partner.setCurrentIndex(max(self.partner.findData(chosen), 0) if held else -1)
        self.sending.setVisible(bool(held))

    def send(self) -> None:
        """Ask where, and write the chosen partner's lines there."""
        partner = self.partner.currentData()
        if not partner:
            tell(self, "The plan has no partners yet; add one on Partners & areas.")
            return
        lines_of = f"lines of {self.plan.table(Partner)[partner].short}"
        name = workbook_name(self.plan, date.today(), lines_of)
        dialog = QFileDialog(self, "Send a partner its lines", str(_folder() / name), FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda chosen: self.send_to(partner, Path(chosen)))
        dialog.open()

    def send_to(self, partner: str, path: Path, *, replace: bool = False) -> None:
        """Write a partner's lines beside the window; the plan is only read meanwhile."""

        def work(progress: Progress, cancelled: Callable[[], bool]) -> Path:
            from jcplanner.exchange.partner_return import export_return

            moved = counting(progress, f"Writing {path.name}, lines")
            export_return(
                self.plan, partner, path, replace=replace, progress=moved, cancelled=cancelled
            )
            return path

        def failed(fault: BaseException) -> None:
            if isinstance(fault, Cancelled):
                return
            if not isinstance(fault, Refusal):
                raise fault
            self._refused(partner, path, fault)

        run_task(self, f"Writing {path.name}", work, self._sent, failed)

    def _sent(self, path: Path) -> None:
        self.written = path
        Preferences().set_text(_FOLDER, str(path.parent))
        with contextlib.suppress(OSError):
            size = max(round(path.stat().st_size / 1024), 1)
            self.where.setText(f"Written: {path.name} ({size:,} KB)")
            self.where.setToolTip(tooltip(str(path)))
        self._ways.show()
        self.folder_button.setFocus()

    def _refused(self, partner: str, path: Path, refusal: Refusal) -> None:
        from jcplanner.exchange.workbook_file import written_by_us

        if path.exists() and written_by_us(path) == "changed":
            ask(
                self,
                f"{path.name} has been changed since jcplanner wrote it. Replace it all the same?",
                "Replace it",
                lambda: self.send_to(partner, path, replace=True),
                details="What was filled in there is lost; take it back first.",
            )
        else:
            tell(self, str(refusal))

    def take_back(self) -> None:
        """Ask which workbook came back, and read it."""
        dialog = QFileDialog(self, "Take back a workbook", str(_folder()), FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.take_back_from(Path(chosen)))
        dialog.open()

    def take_back_from(self, path: Path) -> None:
        """Read a workbook beside the window, and list its differences."""

        def work(progress: Progress, cancelled: Callable[[], bool]) -> Returned:
            moved = counting(progress, f"Reading {path.name}, rows")
            return read_returned(self.plan, path, progress=moved, cancelled=cancelled)

        def failed(fault: BaseException) -> None:
            if isinstance(fault, Cancelled):
                return
            if not isinstance(fault, Refusal):
                raise fault
            tell(self, str(fault))

        run_task(self, f"Reading {path.name}", work, self._show, failed)

    def _show(self, returned: Returned) -> None:
        self.dialog = ReturnedDialog(self.session, returned, self)
        self.dialog.taken.connect(self._taken)
        self.dialog.open()

    def _taken(self, sentence: str) -> None:
        self.strip.offer(sentence)
        self.take_button.setFocus()

    def open_folder(self) -> None:
        """Show the folder of the workbook in the computer's own file browser."""
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written.parent)))


def _folder() -> Path:
    return Path(Preferences().text(_FOLDER) or documents_folder())
