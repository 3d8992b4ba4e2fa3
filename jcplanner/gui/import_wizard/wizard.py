"""The wizard that brings a budget file in: page by page, and nothing is written before it is accepted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.intake import IntakeResult
from jcplanner.exchange.mapping_shelf import save_mapping
from jcplanner.exchange.read import Cancelled, ReadFile, read_file
from jcplanner.exchange.reading import Undecided
from jcplanner.gui import style
from jcplanner.gui.errors import tell
from jcplanner.gui.import_wizard.check_page import CheckPage
from jcplanner.gui.import_wizard.choices import Choices
from jcplanner.gui.import_wizard.columns_page import ColumnsPage
from jcplanner.gui.import_wizard.file_page import FilePage
from jcplanner.gui.import_wizard.page import Page
from jcplanner.gui.import_wizard.partner_page import PartnerPage
from jcplanner.gui.import_wizard.sheet_page import SheetPage
from jcplanner.gui.session import Session
from jcplanner.gui.tasks import Progress, counting, run_task
from jcplanner.gui.threads import Worker
from jcplanner.gui.widgets import PlainLabel, button, row


class ImportWizard(QDialog):
    """Show it with `open()`; ``path`` begins with that file. `accepted_result` tells what was brought in."""

    accepted_result = Signal(object)

    def __init__(
        self, session: Session, path: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.choices = Choices(session.plan)
        self.busy = False
        self._to_follow: list[Callable[[], None]] = []
        self._worker: Worker | None = None
        self.setWindowTitle("Bring in budgets")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1120, 680)
        self.file_page = FilePage(self.choices, self.read)
        self.sheet_page = SheetPage(self.choices, self._read_hidden)
        self.columns_page = ColumnsPage(self.choices)
        self.partner_page = PartnerPage(self.choices, session)
        self.check_page = CheckPage(self.choices, self.check)
        self.pages: list[Page] = [
            self.file_page,
            self.sheet_page,
            self.columns_page,
            self.partner_page,
            self.check_page,
        ]
        self._build()
        self.show_page(0)
        if path is not None:
            self.read(path)

    def _build(self) -> None:
        steps = QFrame()
        steps.setObjectName("navigation")
        steps.setFixedWidth(184)
        down = QVBoxLayout(steps)
        down.setContentsMargins(*(4 * style.STEP,) * 4)
        down.setSpacing(3 * style.STEP)
        self._steps: list[PlainLabel] = []
        for number, page in enumerate(self.pages, start=1):
            label = PlainLabel(f"{number}  {page.step}", "muted")
            self._steps.append(label)
            down.addWidget(label)
        down.addStretch(1)
        self.stack = QStackedWidget()
        for page in self.pages:
            self.stack.addWidget(page)
            page.moved.connect(self._show_buttons)
        self.hint = PlainLabel("", "muted", wrap=True)
        self.back_button = button("Back", self.back)
        self.next_button = button("Next", self.forward, "primary")
        self.cancel_button = button("Cancel", self.reject)
        self.back_button.setToolTip("Alt+Left")
        self.next_button.setToolTip("Alt+Right or Ctrl+Enter")
        foot = row(self.hint, self.cancel_button, self.back_button, self.next_button)
        foot.setStretchFactor(self.hint, 1)
        right = QVBoxLayout()
        right.setContentsMargins(*(4 * style.STEP,) * 4)
        right.setSpacing(3 * style.STEP)
        right.addWidget(self.stack, 1)
        right.addLayout(foot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(steps)
        layout.addLayout(right, 1)
        for keys, call in (
            ("Alt+Left", self.back),
            ("Alt+Right", self.forward),
            ("Ctrl+Return", self.forward),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self.pages[self.stack.currentIndex()]

    def show_page(self, place: int) -> None:
        """Turn to a page."""
        self.stack.setCurrentIndex(place)
        for at, label in enumerate(self._steps):
            label.set_role("section" if at == place else "muted")
        self.page.enter()
        start = self.page.start_here()
        if start is not None:
            start.setFocus()
        self._show_buttons()

    def back(self) -> None:
        """One page back; what was chosen stays."""
        place = self.stack.currentIndex()
        if place and not self.busy:
            self.page.leave()
            self.show_page(place - 1)

    def forward(self) -> None:
        """One page on, or accept on the last one, where nothing is missing."""
        if self.busy or self.page.lacking():
            return
        self.page.leave()
        if self.page is self.check_page:
            self.take()
        else:
            self.show_page(self.stack.currentIndex() + 1)

    def _show_buttons(self) -> None:
        missing = self.page.lacking()
        last = self.page is self.check_page
        self.hint.setText("" if self.busy else missing)
        self.back_button.setEnabled(self.stack.currentIndex() > 0 and not self.busy)
        self.next_button.setEnabled(not missing and not self.busy)
        self.next_button.setText("Bring in" if last else "Next")

    # Reading

    def read(self, path: Path, encoding: str = "", delimiter: str = "", sheet: str = "") -> None:
        """Read a file beside the window, then show what it is."""

        def work(progress: Progress, cancelled: Callable[[], bool]) -> ReadFile:
            moved = counting(progress, f"Reading {path.name}, rows")
            return read_file(
                path,
                sheet=sheet,
                encoding=encoding,
                delimiter=delimiter,
                cancelled=cancelled,
                progress=moved,
            )

        def done(file: ReadFile) -> None:
            self._end()
            if sheet and self.choices.file is not None:
                self._add_sheet(file, sheet)
            else:
                self.choices.take_file(path, file)
                self.show_page(0)

        self._begin(f"Reading {path.name}", work, done)

    def _read_hidden(self, sheet: str) -> None:
        if self.choices.path is not None:
            self.read(self.choices.path, sheet=sheet)

    def _add_sheet(self, file: ReadFile, name: str) -> None:
        """A hidden sheet was asked for: put its rows where its name stands."""
        held = self.choices.file
        read = next((sheet for sheet in file.sheets if sheet.name == name), None)
        if held is not None and read is not None:
            held.sheets = [read if sheet.name == name else sheet for sheet in held.sheets]
            self.choices.take_sheet(name)
            self.sheet_page.enter()

    def check(self) -> None:
        """Work out what would be brought in, beside the window."""

        def done(result: IntakeResult) -> None:
            self._end()
            self.choices.result = result
            self.check_page.show_result(result)
            self._show_buttons()

        self._begin(
            "Checking the figures",
            lambda progress, cancelled: self.choices.run(cancelled=cancelled),
            done,
        )

    def _begin(
        self,
        title: str,
        work: Callable[[Progress, Callable[[], bool]], Any],
        done: Callable[[Any], None],
    ) -> None:
        self.busy = True
        self._show_buttons()

        def failed(fault: BaseException) -> None:
            self._end()
            if isinstance(fault, Cancelled):
                if self.page is self.check_page:
                    self.check_page.show_refusal("Stopped before the figures were checked.")
            elif isinstance(fault, Undecided):
                self.check_page.ask(fault)
            elif isinstance(fault, Refusal) and self.page is self.check_page:
                self.check_page.show_refusal(str(fault))
            elif isinstance(fault, Refusal):
                tell(self, str(fault))
            else:
                raise fault

        self._worker = run_task(self, title, work, done, failed)

    def _end(self) -> None:
        self.busy, self._worker = False, None
        self._show_buttons()

    def done(self, result: int) -> None:
        """Closing ends what is being read; what is being written is waited for. No thread outlives this."""
        if self._worker is not None:
            self._worker.cancelled = True
            self._worker.wait()
            self._follow()
        super().done(result)

    def _follow(self) -> None:
        """Bring figures and screens to what was written."""
        calls, self._to_follow = self._to_follow, []
        for follow in calls:
            follow()

    def take(self) -> None:
        """Bring the file in as one undoable step, written beside the window, and close."""
        plan = self.session.plan
        if self.check_page.save.isVisible() and self.check_page.save.isChecked():
            mapping, partner = self.choices.mapping, self.choices.partner or None
            self.session.do(lambda: save_mapping(plan, mapping, partner), self)

        def work(progress: Progress, cancelled: Callable[[], bool]) -> IntakeResult:
            with plan.written_elsewhere() as self._to_follow:
                return self.choices.run(dry_run=False, cancelled=cancelled)

        def done(result: IntakeResult) -> None:
            self._follow()
            self._end()
            self.accept()
            self.accepted_result.emit(result)

        self._begin(
            f"Bringing in {self.choices.path.name if self.choices.path else ''}", work, done
        )
