"""The workbook for finance: where it goes, how far it is, and where it was put."""

import contextlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.file_names import workbook_name
from jcplanner.exchange.read import Cancelled
from jcplanner.gui.errors import ask, tell
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.session import Session
from jcplanner.gui.tasks import Progress, counting, run_task
from jcplanner.gui.widgets import Card, PlainLabel, button, row

FILTER = "Excel workbooks (*.xlsx)"
_FOLDER = "export_folder"


class ExportCard(Card):
    """A button that exports, and the way to what was exported last."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.session, self.plan = session, session.plan
        self.written: Path | None = None
        self.export_button = button("Export workbook…", self.export)
        self.export_button.setToolTip("Ctrl+E")
        self.body.addLayout(
            row(PlainLabel("Workbook for finance", "section"), None, self.export_button)
        )
        self.body.addWidget(
            PlainLabel(
                "Summary, alignment, pathway, every line and the checks, with live formulas and their "
                "results: the plan's own figures, to the penny.",
                "caption",
                wrap=True,
            )
        )
        self.where = PlainLabel("", wrap=True)
        self.folder_button = button("Open the folder", self.open_folder, "link")
        self.file_button = button("Open the workbook", self.open_workbook, "link")
        self.body.addWidget(self.where)
        self._ways = QWidget()
        self._ways.setLayout(row(self.file_button, self.folder_button, None))
        self.body.addWidget(self._ways)
        self.where.hide()
        self._ways.hide()

    def export(self) -> None:
        """Ask where, and write the workbook there."""
        preferences = Preferences()
        folder = Path(preferences.text(_FOLDER) or documents_folder())
        name = workbook_name(self.plan, date.today())
        dialog = QFileDialog(self, "Export the workbook", str(folder / name), FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda chosen: self.export_to(Path(chosen)))
        dialog.open()

    def export_to(self, path: Path, *, replace: bool = False) -> None:
        """Write the workbook beside the window; the plan is only read meanwhile."""

        def work(progress: Progress, cancelled: Callable[[], bool]) -> Path:
            from jcplanner.exchange.workbooks import export_workbook

            moved = counting(progress, f"Writing {path.name}, lines")
            export_workbook(self.plan, path, replace=replace, progress=moved, cancelled=cancelled)
            return path

        def failed(fault: BaseException) -> None:
            if isinstance(fault, Cancelled):
                return
            if not isinstance(fault, Refusal):
                raise fault
            self._refused(path, fault)

        run_task(self, f"Writing {path.name}", work, self._done, failed)

    def _done(self, path: Path) -> None:
        self.written = path
        Preferences().set_text(_FOLDER, str(path.parent))
        with contextlib.suppress(OSError):
            size = max(round(path.stat().st_size / 1024), 1)
            self.where.setText(f"Written: {path.name} ({size:,} KB), in {path.parent}")
        self.where.show()
        self._ways.show()
        self.file_button.setFocus()

    def _refused(self, path: Path, refusal: Refusal) -> None:
        """A workbook of ours that finance has written in is replaced only where somebody says so."""
        from jcplanner.exchange.workbook_file import written_by_us

        if path.exists() and written_by_us(path) == "changed":
            ask(
                self,
                f"{path.name} has been changed since jcplanner wrote it. Replace it all the same?",
                "Replace it",
                lambda: self.export_to(path, replace=True),
                details="What was changed in it is lost; the plan itself is not touched.",
            )
        else:
            tell(self, str(refusal))

    def open_folder(self) -> None:
        """Show the folder of the workbook in the computer's own file browser."""
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written.parent)))

    def open_workbook(self) -> None:
        """Open the workbook in whatever opens workbooks here."""
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written)))


def documents_folder() -> Path:
    """Where people keep their documents on this computer."""
    from PySide6.QtCore import QStandardPaths

    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()
