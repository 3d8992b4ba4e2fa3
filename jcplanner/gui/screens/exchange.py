"""In & out: budgets brought in from files, saved mappings, the workbook for finance, and the reports."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jcplanner.domain.budgets import BudgetLine, ImportMapping
from jcplanner.exchange.intake import IntakeResult
from jcplanner.gui import style
from jcplanner.gui.export_card import ExportCard
from jcplanner.gui.forms.undo_strip import UndoStrip
from jcplanner.gui.import_wizard.wizard import ImportWizard
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.mappings_card import MappingsCard
from jcplanner.gui.report_dialog import ReportsCard
from jcplanner.gui.returned_card import ReturnedCard
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, ScreenHead, button, row
from jcplanner.plan.files import FileBroughtIn, files_brought_in
from jcplanner.plan.plan import Notice
from jcplanner.plan.wording import say_when


class ExchangeScreen(Screen):
    """What came in on the left, what goes out on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.wizard: ImportWizard | None = None
        self.setAcceptDrops(True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(150)
        self._later.timeout.connect(self.refresh)

        head = ScreenHead(
            "In & out", "files from finance teams in; a workbook that finance can check out"
        )
        self.page.addWidget(head)
        self.mappings = MappingsCard(session)
        self.export_card = ExportCard(session)
        self.returned_card = ReturnedCard(session)
        self.reports = ReportsCard(session)
        across = QHBoxLayout()
        across.setSpacing(3 * style.STEP)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(3 * style.STEP)
        left.addWidget(self._files_card(), 3)
        left.addWidget(self.mappings, 2)
        right.addWidget(self.export_card)
        right.addWidget(self.returned_card)
        right.addWidget(self.reports, 1)
        across.addLayout(left, 3)
        across.addLayout(right, 2)
        self.page.addLayout(across, 1)
        self._make_actions()

    def _files_card(self) -> Card:
        card = Card()
        self.bring_button = button("Bring in budgets…", self.bring_in, "primary")
        self.bring_button.setToolTip("Ctrl+I; or drop a file on the window")
        card.body.addLayout(row(PlainLabel("Brought in", "section"), None, self.bring_button))
        card.body.addWidget(
            PlainLabel(
                "Excel workbooks and CSV files as finance teams send them. A file brought in again updates "
                "its own lines and says what changed.",
                "caption",
                wrap=True,
            )
        )
        self.files = ListModel(
            ("File", "Sheet", "Partner", "Lines", "Brought in"), self._file_texts, right=(3,)
        )
        self.files_view = ListView("Files brought in", self.files, (0, 96, 90, 60, 146))
        card.body.addWidget(self.files_view, 1)
        self.none = PlainLabel("Nothing yet. Drop a file here, or press Ctrl+I.", "muted")
        card.body.addWidget(self.none)
        self.strip = UndoStrip(self.session)
        self.strip.undo_button.setAccessibleName("Undo bringing the file in")
        card.body.addWidget(self.strip)
        return card

    def _make_actions(self) -> None:
        line = self.separator()
        second = self.separator()
        third = QAction(self)
        third.setSeparator(True)
        self._actions = [
            self.command("&Take back a workbook…", "Ctrl+T", self.returned_card.take_back),
            self.command("&Send a partner its lines…", "Ctrl+M", self.returned_card.send),
            third,
            self.command("&Read a mapping from a file…", "Ctrl+Shift+I", self.mappings.read),
            self.command("&Export the chosen mapping…", "Ctrl+Shift+E", self.mappings.export),
            self.command("Re&name the chosen mapping", "Ctrl+F2", self.mappings.rename),
            self.command("Re&move the chosen mapping", "Ctrl+Del", self.mappings.remove),
            line,
            self.command("&Open the chosen report", "Ctrl+R", self.reports.open_current),
            second,
            self.command(
                "Open the &folder of the workbook", "Ctrl+Shift+O", self.export_card.open_folder
            ),
        ]

    def actions_offered(self) -> list[QAction]:
        """Workbooks back, mappings, reports, the folder; bringing in and exporting stand in File."""
        return self._actions

    def bring_in(self, path: Path | None = None) -> None:
        """Open the wizard, with a file where there is one already."""
        self.wizard = ImportWizard(self.session, path, self)
        self.wizard.accepted_result.connect(self._brought_in)
        self.wizard.open()

    def export(self) -> None:
        """Write the finance workbook."""
        self.export_card.export()

    def _brought_in(self, result: IntakeResult) -> None:
        self.refresh()
        self.strip.offer(f"{result.file}: {result.headline()}")
        self.files_view.setFocus()

    def follow(self, notice: Notice) -> None:
        """The list is read again shortly after the last of several changes to lines or mappings."""
        if notice.everything or {BudgetLine.TABLE, ImportMapping.TABLE, "partner"} & notice.tables:
            self._later.start()

    def refresh(self) -> None:
        """Show which files lines came from."""
        self._later.stop()
        held = files_brought_in(self.plan)
        self.files.put(held)
        self.none.setVisible(not held)
        self.files_view.setVisible(bool(held))
        self.mappings.refresh()
        self.returned_card.refresh()

    def _file_texts(self, item: object) -> list[str]:
        assert isinstance(item, FileBroughtIn)
        when = say_when(item.at) if item.at else "with the example"
        return [item.file, item.sheet, item.partner, f"{item.lines:,}", when]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file; plans go to the window itself."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and not urls[0].toLocalFile().casefold().endswith(".jcplan"):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin to bring the file in."""
        self.bring_in(Path(event.mimeData().urls()[0].toLocalFile()))
