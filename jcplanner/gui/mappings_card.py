"""Saved mappings: rename, hand to another partner, remove, take out as TOML and read in again."""

from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QWidget

from jcplanner.domain.budgets import ImportMapping
from jcplanner.domain.problems import Refusal
from jcplanner.exchange.mapping import mapping_from_toml, read_mapping, write_mapping
from jcplanner.exchange.mapping_shelf import save_mapping
from jcplanner.gui.errors import tell
from jcplanner.gui.forms.undo_strip import UndoStrip
from jcplanner.gui.session import Session
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.table_view import TableView
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits

FILTER = "Mappings (*.toml)"


class MappingsCard(Card):
    """The mappings that the plan keeps, by partner."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.session, self.plan = session, session.plan
        self.read_button = button("Read from a file…", self.read)
        self.export_button = button("Export…", self.export)
        self.rename_button = button("Rename", self.rename)
        self.remove_button = button("Remove", self.remove)
        self.export_button.setAccessibleName("Export the chosen mapping as a TOML file")
        self.rename_button.setAccessibleName("Rename the chosen mapping")
        self.remove_button.setAccessibleName("Remove the chosen mapping")
        self.body.addLayout(
            row(
                PlainLabel("Saved mappings", "section"),
                None,
                self.read_button,
            )
        )
        self.model = RecordTable(self.plan, ImportMapping, ("name", "partner"), parent=self)
        self.view = TableView(name="Saved mappings")
        self.view.setModel(self.model)
        self.view.setProperty("role", "bare")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.set_widths(0, 140)
        self.view.delete_wanted.connect(self.remove)
        self.body.addWidget(self.view, 1)
        self._ways = QWidget()
        self._ways.setLayout(row(self.rename_button, self.remove_button, self.export_button, None))
        self.body.addWidget(self._ways)
        self.none = PlainLabel(
            "None yet. How a file is read can be saved when it is brought in: the next one then takes a "
            "minute.",
            "muted",
            wrap=True,
        )
        self.body.addWidget(self.none)
        self.strip = UndoStrip(session)
        self.body.addWidget(self.strip)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.model.layoutChanged.connect(self.refresh)
        self.refresh()

    @property
    def key(self) -> str:
        """The chosen mapping; blank for none."""
        index = self.view.currentIndex()
        return self.model.id_at(index.row()) if index.isValid() else ""

    def refresh(self) -> None:
        """Show whether there are any, and choose the first."""
        count = self.model.rowCount()
        self.none.setVisible(not count)
        self.view.setVisible(bool(count))
        self._ways.setVisible(bool(count))
        if count and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._enable()

    def _enable(self) -> None:
        for held in (self.export_button, self.rename_button, self.remove_button):
            held.setEnabled(bool(self.key))

    def rename(self) -> None:
        """Put the cursor into the name. Lines brought in by the mapping are still known again."""
        if self.key:
            self.view.setFocus()
            self.view.edit(self.model.index(self.view.currentIndex().row(), 0))

    def remove(self) -> None:
        """Remove the chosen mapping; the lines that it brought in stay."""
        key = self.key
        if not key:
            return
        name = self.plan.records.name(ImportMapping.TABLE, key)
        self.session.do(lambda: edits.remove(self.plan, ImportMapping, [key]), self)
        if key not in self.plan.table(ImportMapping):
            self.strip.offer(f'Removed the mapping "{name}"; lines that it brought in stay.')
            self.refresh()

    def export(self) -> None:
        """Ask where, and write the chosen mapping as TOML."""
        if not self.key:
            return
        name = self.plan.records.name(ImportMapping.TABLE, self.key)
        suggested = Path.home() / f"{_file_name(name)}.toml"
        dialog = QFileDialog(self, "Export the mapping", str(suggested), FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.fileSelected.connect(lambda chosen: self.export_to(Path(chosen)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write the chosen mapping to a file."""
        record = self.plan.table(ImportMapping).get(self.key)
        if record is None:
            return
        try:
            write_mapping(mapping_from_toml(record.toml, record.name), path)
        except Refusal as refusal:
            tell(self, str(refusal))

    def read(self) -> None:
        """Ask for a TOML file and save the mapping in it."""
        dialog = QFileDialog(self, "Read a mapping", str(Path.home()), FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.read_from(Path(chosen)))
        dialog.open()

    def read_from(self, path: Path) -> None:
        """Save the mapping of a TOML file in the plan, for no partner in particular."""
        key = self.session.do(lambda: save_mapping(self.plan, read_mapping(path), None), self)
        if key:
            self.refresh()
            self.view.setCurrentIndex(self.model.index(self.model.row_of(key), 0))
            self.view.setFocus()


def _file_name(name: str) -> str:
    return "".join(
        letter if letter.isalnum() or letter in " -_" else " " for letter in name
    ).strip()
