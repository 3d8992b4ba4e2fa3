"""Registers as files: choosing one to write to, and one to bring in, with what would change said first."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from jcplanner.domain.problems import Refusal
from jcplanner.domain.register_kinds import Register
from jcplanner.exchange.read import Cancelled, ReadFile
from jcplanner.gui.errors import ask, tell
from jcplanner.gui.export_card import documents_folder
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.session import Session
from jcplanner.gui.tasks import Progress, run_task

IN_FILTER = "Registers (*.xlsx *.csv *.xlsm *.txt *.tsv);;All files (*)"
OUT_FILTER = "Excel workbook (*.xlsx);;CSV file (*.csv)"
MOST_LINES = 12
_FOLDER = "register_folder"


class RegisterFiles(QObject):
    """``brought_in`` and ``written`` tell what was done, in a sentence."""

    brought_in = Signal(str)
    written = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.plan, self._parent = session, session.plan, parent

    def _folder(self) -> Path:
        return Path(Preferences().text(_FOLDER) or documents_folder())

    # Out

    def choose_out(self, register: Register) -> None:
        """Ask where a register is to be written."""
        name = f"{register.title}.xlsx"
        dialog = QFileDialog(
            self._parent, f"Write {register.title.lower()}", str(self._folder() / name), OUT_FILTER
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda chosen: self.write(register, Path(chosen)))
        dialog.open()

    def write(self, register: Register, path: Path) -> None:
        """Write a register; what the file dialog has asked about is replaced."""
        from jcplanner.exchange.register_write import write_register

        def call() -> int:
            return write_register(self.plan, register, path, replace=True)

        count = self.session.do(call, self._parent)
        if count is not None:
            Preferences().set_text(_FOLDER, str(path.parent))
            said = f"Written: {path.name}, {count:,} {register.title.lower()}, in {path.parent}."
            self.written.emit(said)
            tell(self._parent, said)

    # In

    def choose_in(self, register: Register) -> None:
        """Ask which file is to be brought into a register."""
        dialog = QFileDialog(
            self._parent,
            f"Bring {register.title.lower()} in from a file",
            str(self._folder()),
            IN_FILTER,
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.read(register, Path(chosen)))
        dialog.open()

    def read(self, register: Register, path: Path) -> None:
        """Read the file beside the window, then say what it would change."""
        from jcplanner.exchange.read import read_file

        def work(progress: Progress, cancelled: Callable[[], bool]) -> ReadFile:
            return read_file(path, cancelled=cancelled)

        def failed(fault: BaseException) -> None:
            if isinstance(fault, Cancelled):
                return
            if not isinstance(fault, Refusal):
                raise fault
            tell(self._parent, str(fault))

        run_task(
            self._parent,
            f"Reading {path.name}",
            work,
            lambda content: self._offer(register, path, content),
            failed,
        )

    def _offer(self, register: Register, path: Path, content: ReadFile) -> None:
        from jcplanner.exchange.register_files import changes_in

        Preferences().set_text(_FOLDER, str(path.parent))
        found = self.session.do(lambda: changes_in(self.plan, register, content), self._parent)
        if found is None:
            return
        lines = found.lines()
        said = [_short(line) for line in lines[:MOST_LINES]]
        if len(lines) > MOST_LINES:
            said.append(f"and {len(lines) - MOST_LINES:,} more")
        details = "\n".join([*said, *found.notes])
        if not found.changes:
            tell(self._parent, "\n".join(part for part in (found.headline(), details) if part))
            return
        ask(
            self._parent,
            found.headline(),
            "Bring in",
            lambda: self._bring_in(register, content),
            details=f"{details}\nThis can be undone.",
        )

    def _bring_in(self, register: Register, content: ReadFile) -> None:
        from jcplanner.exchange.register_files import bring_in

        found = self.session.do(lambda: bring_in(self.plan, register, content), self._parent)
        if found is not None:
            self.brought_in.emit(found.headline())


def _short(line: str) -> str:
    return line if len(line) <= 160 else f"{line[:157]}..."
