"""Lines without a service area: a list to drag onto areas, or to assign with the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QWidget

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.partners import Partner
from jcplanner.domain.services import ServiceArea, tree_order
from jcplanner.gui import style
from jcplanner.gui.forms.undo_strip import UndoStrip
from jcplanner.gui.lists import ListModel, ListView
from jcplanner.gui.session import Session
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan import edits

LINES_MIME = "application/x-jcplanner-lines"
FILTER_WAIT = 150
"""Milliseconds without another key before the list is filtered."""

_HOW = "Drag lines onto an area, or select them and press Enter."

Index = QModelIndex | QPersistentModelIndex


class LineList(ListModel):
    """The lines themselves; only those in sight are read. Dragging carries their ids."""

    def forget(self) -> None:
        """Read the texts again when they are next in sight."""
        self._held.clear()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen and dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Only what this program's own areas take."""
        return [LINES_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of the dragged lines."""
        rows = sorted({index.row() for index in indexes})
        carried = QMimeData()
        carried.setData(LINES_MIME, "\n".join(str(self.items[row]) for row in rows).encode())
        return carried


def lines_carried(data: QMimeData) -> list[str]:
    """The ids of the lines that are dragged; none where something else is."""
    if not data.hasFormat(LINES_MIME):
        return []
    return bytes(data.data(LINES_MIME).data()).decode().split("\n")


class AreaBox(QComboBox):
    """A list of service areas to type into; Enter assigns."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName("Service area to put the selected lines into")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        completer = self.completer()
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter assigns."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @property
    def area(self) -> str | None:
        """The id of the area whose name stands in the box; nothing where none has it."""
        typed = self.currentText().strip().casefold()
        for place in range(self.count()):
            if self.itemText(place).strip().casefold() == typed:
                return self.itemData(place)
        return None


class UnassignedLines(Card):
    """The card beside the alignment: lines to find a service area for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Lines without a service area", parent)
        self.session, self.plan = session, session.plan
        self.year = self.plan.years[0]
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(FILTER_WAIT)
        self._later.timeout.connect(self.read)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by words")
        self.filter.setAccessibleName("Filter the lines without a service area by words")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._later.start)
        self.model = LineList(("Line", "Partner", "Net"), self._texts, right=(2,))
        self.view = ListView("Lines without a service area", self.model, (0, 70, 74))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setDragEnabled(True)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.view.activated.connect(lambda _index: self.choose_area())
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._count())
        self.how = PlainLabel(_HOW, "caption", wrap=True)
        self.area_box = AreaBox()
        self.area_box.entered.connect(self.assign)
        self.assign_button = button("Put into area", self.assign, "primary")
        self.undo = UndoStrip(session)
        self.none = PlainLabel("", "muted", wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self.filter, self.how, self.view, self.none):
            self.body.addWidget(part, 1 if part in (self.view, self.none) else 0)
        self.body.addWidget(self.area_box)
        self.body.addLayout(row(self.assign_button, None))
        self.body.setSpacing(2 * style.STEP)
        self.body.addWidget(self.undo)

    def read(self) -> None:
        """List the lines again, keeping the words they are filtered by."""
        self._later.stop()
        table = self.plan.table(BudgetLine)
        area, name = table.index("service_area"), table.index("description")
        order = table.index("position")
        areas = self.plan.table(ServiceArea)
        words = self.filter.text().casefold().split()
        found = [
            held
            for held in table.rows.values()
            if held[area] not in areas and all(word in held[name].casefold() for word in words)
        ]
        found.sort(key=lambda held: held[order])
        self.model.put([held[0] for held in found])
        self._read_areas()
        self._count()
        self._say_none(filtered=bool(words))

    def _say_none(self, *, filtered: bool) -> None:
        """Where there is nothing to list, say why instead."""
        areas, lines = self.plan.table(ServiceArea), self.plan.table(BudgetLine)
        if filtered:
            said = "No line without a service area has these words."
        elif not lines:
            said = "No budget lines yet."
        else:
            said = "Every line has a service area."
        if self.model.items and not areas:
            said = "There are no service areas to put lines into yet; add them on Partners & areas."
        empty = not self.model.items
        self.none.setText(said)
        self.none.setVisible(empty or not areas)
        self.view.setVisible(not empty)
        self.filter.setVisible(filtered or not empty)
        for part in (self.how, self.area_box, self.assign_button):
            part.setVisible(not empty and bool(areas))

    def _read_areas(self) -> None:
        kept = self.area_box.currentText()
        self.area_box.blockSignals(True)
        self.area_box.clear()
        for area, depth in tree_order(self.plan.table(ServiceArea)):
            self.area_box.addItem("    " * depth + area.name, area.id)
        place = self.area_box.findText(kept)
        self.area_box.setCurrentIndex(max(place, 0))
        line = self.area_box.lineEdit()
        if line is not None:
            line.setCursorPosition(0)
        self.area_box.blockSignals(False)

    def repaint_amounts(self) -> None:
        """Amounts may have changed; only what is in sight is read again."""
        self.model.forget()
        self.view.viewport().update()

    def _texts(self, line: object) -> Sequence[str]:
        held = self.plan.table(BudgetLine).get(str(line))
        if held is None:
            return ("", "", "")
        partners = self.plan.table(Partner)
        amount = self.plan.table(BudgetAmount).get(cell_id(held.id, self.year))
        pence = None if amount is None or amount.amount is None else amount.amount
        if pence is not None and held.direction == "income":
            pence = -pence
        partner = None if held.partner is None else partners.get(held.partner)
        short = partner.short if partner else ""
        return (held.description, short, self.session.money(pence))

    @property
    def is_needed(self) -> bool:
        """Whether there is a line to place, or a step to take back."""
        return bool(self.model.items) or not self.undo.isHidden() or bool(self.filter.text())

    @property
    def selected(self) -> list[str]:
        """The ids of the selected lines, top to bottom."""
        return [str(self.model.items[held]) for block in self._blocks() for held in block]

    def _blocks(self) -> list[range]:
        """The selected rows as blocks; a selection of 100,000 lines is one block."""
        selection = self.view.selectionModel().selection()
        held = [selection.at(place) for place in range(selection.count())]
        return sorted((range(at.top(), at.bottom() + 1) for at in held), key=lambda at: at.start)

    def _count(self) -> None:
        chosen, count = sum(map(len, self._blocks())), len(self.model.items)
        self.heading.setText(f"Lines without a service area: {count:,}")
        self.assign_button.setEnabled(bool(chosen) and self.area_box.count() > 0)
        self.assign_button.setText(f"Put {chosen:,} into area" if chosen > 1 else "Put into area")

    def choose_area(self) -> None:
        """Go from the selected lines to the area box; Enter there assigns."""
        if self.selected:
            self.area_box.setFocus()
            self.area_box.lineEdit().selectAll()

    def assign(self) -> None:
        """Put the selected lines into the area in the box."""
        area = self.area_box.area
        if area is None:
            self.how.setText("No service area has this name; choose one from the list.")
            return
        self.put(self.selected, area)

    def put(self, lines: Sequence[str], area: str) -> None:
        """Put lines into an area as one step, and offer to take it back."""
        if not lines:
            return
        top = max(self.view.currentIndex().row(), 0)
        self.session.do(lambda: edits.assign_area(self.plan, lines, area), self)
        count = "1 line" if len(lines) == 1 else f"{len(lines):,} lines"
        self.undo.offer(f"{count} put into {self.plan.table(ServiceArea)[area].name}.")
        if self.model.items:
            self.view.select(min(top, len(self.model.items) - 1))
            self.view.setFocus()
        else:
            self.filter.setFocus() if self.filter.isVisible() else self.undo.undo_button.setFocus()
