"""The table view of the program: its look, the keyboard of a spreadsheet, and copying as plain text."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QWidget,
)

from jcplanner.gui import style
from jcplanner.gui.errors import tell
from jcplanner.gui.tables.delegates import FieldDelegate
from jcplanner.gui.tables.roles import DISPLAY
from jcplanner.plan.clipboard import text_of

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HINT = QAbstractItemDelegate.EndEditHint


class TableView(QTableView):
    """A table with the keyboard of a spreadsheet.

    Typing replaces, F2 or a double click edits, Enter and Tab move on, Ctrl+C copies what is selected
    as tab-separated text. Delete is told by `delete_wanted`, Enter on a cell that cannot be edited by
    `entered_row`. F6 leaves the table, since Tab moves inside it.
    """

    delete_wanted = Signal()
    entered_row = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None, *, name: str = "Table") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(FieldDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(style.ROW_HEIGHT)
        down.setMinimumSectionSize(style.ROW_HEIGHT)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.copy_action = QAction("Copy", self)
        self.copy_action.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.copy_action.triggered.connect(lambda _checked=False: self.copy())
        self.addAction(self.copy_action)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model; what it refuses is told in a plain message."""
        super().setModel(model)
        refused = getattr(model, "refused", None)
        if refused is not None:
            refused.connect(lambda text: tell(self, text))

    def set_widths(self, *widths: int) -> None:
        """The widths of the first columns in pixels; the last one given takes what is left if 0."""
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            if width:
                header.resizeSection(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    # Selection as rows and columns, never as a list of all its cells

    def selected_blocks(self) -> Iterator[tuple[int, int, int, int]]:
        """Each selected block as (top, left, bottom, right)."""
        chosen = self.selectionModel()
        if chosen is None:
            return
        blocks = chosen.selection()
        for place in range(blocks.count()):
            block = blocks.at(place)
            yield block.top(), block.left(), block.bottom(), block.right()

    def selected_rows(self) -> list[int]:
        """The rows with a selected cell, top to bottom; else the row of the cursor."""
        rows: set[int] = set()
        for top, _left, bottom, _right in self.selected_blocks():
            rows.update(range(top, bottom + 1))
        if not rows and self.currentIndex().isValid():
            rows.add(self.currentIndex().row())
        return sorted(rows)

    def selected_columns(self) -> list[int]:
        """The shown columns with a selected cell, left to right; else that of the cursor."""
        columns: set[int] = set()
        for _top, left, _bottom, right in self.selected_blocks():
            columns.update(range(left, right + 1))
        if not columns and self.currentIndex().isValid():
            columns.add(self.currentIndex().column())
        return [column for column in sorted(columns) if not self.isColumnHidden(column)]

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell, alone selected, and bring it into sight."""
        index = self.model().index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    # Copying

    def copy(self, *, headers: bool = False) -> None:
        """Put what is selected on the clipboard as tab-separated text, with the headers above if asked."""
        text = self.selected_text()
        if headers:
            model, across = self.model(), Qt.Orientation.Horizontal
            labels = [str(model.headerData(at, across) or "") for at in self.selected_columns()]
            text = f"{text_of([labels])}\n{text}"
        QGuiApplication.clipboard().setText(text)

    def selected_text(self) -> str:
        """What is selected as tab-separated text; cells between blocks stay blank."""
        rows, columns = self.selected_rows(), self.selected_columns()
        blocks = list(self.selected_blocks())
        model = self.model()
        copied = getattr(model, "copied_text", None) or (lambda index: model.data(index, DISPLAY))

        def cell(row: int, column: int) -> str:
            held = len(blocks) < 2 or any(
                top <= row <= bottom and left <= column <= right
                for top, left, bottom, right in blocks
            )
            return str(copied(model.index(row, column)) or "") if held else ""

        return text_of([[cell(row, column) for column in columns] for row in rows])

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move on with Enter, blank with Delete, select rows and columns as spreadsheets do.

        While a cell is typed in, keys that its editor leaves alone come here as well: Enter among them,
        which the delegate has already taken to end the typing.
        """
        if self.state() == QTableView.State.EditingState:
            super().keyPressEvent(event)
            return
        key, held = event.key(), event.modifiers()
        shift = held == Qt.KeyboardModifier.ShiftModifier
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        current = self.currentIndex()
        if key in _ENTER and (plain or shift) and current.isValid():
            if plain and not current.flags() & Qt.ItemFlag.ItemIsEditable:
                self.entered_row.emit(current)
            else:
                self.move_cursor(-1 if shift else 1, 0)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and plain:
            self.delete_wanted.emit()
        elif key == Qt.Key.Key_Space and shift and current.isValid():
            self.selectRow(current.row())
        elif key == Qt.Key.Key_F6:
            self.leave(forward=not shift)
        else:
            super().keyPressEvent(event)

    def leave(self, *, forward: bool = True) -> None:
        """Give the keyboard to what comes after the table, whatever Tab does inside it."""
        inside = self.tabKeyNavigation()
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(forward)
        self.setTabKeyNavigation(inside)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter go down, after Tab go right (back with Shift), without opening the next editor."""
        moves = {_HINT.EditNextItem: (0, 1), _HINT.EditPreviousItem: (0, -1)}
        if hint == _HINT.SubmitModelCache:
            back = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
            moves[hint] = (-1 if back else 1, 0)
        super().closeEditor(editor, _HINT.NoHint if hint in moves else hint)
        if hint in moves:
            self.move_cursor(*moves[hint])

    def move_cursor(self, down: int, right: int) -> None:
        """Move the cursor by one row, or by one shown column and on to the next row at the end."""
        current, model = self.currentIndex(), self.model()
        row, column = current.row() + down, current.column()
        if right:
            header = self.horizontalHeader()
            shown = [
                header.logicalIndex(place)
                for place in range(header.count())
                if not self.isColumnHidden(header.logicalIndex(place))
            ]
            place = shown.index(column) + right if column in shown else 0
            row += place // len(shown)
            column = shown[place % len(shown)]
        if 0 <= row < model.rowCount():
            self.go_to(row, column)
