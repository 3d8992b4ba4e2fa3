"""In & out: budgets brought in from files, saved mappings, the workbook for finance, reports."""

from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from jcplanner.gui.import_wizard.wizard import ImportWizard
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.session import Session


class ExchangeScreen(Screen):
    def bring_in(self, path: Path | None = None) -> None:
        self.wizard = ImportWizard(self.session, path, self)
        self.wizard.open()
