"""How cells are drawn and edited: plain text always, lists to choose from where a column has choices."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from jcplanner.domain.column import MOST_TEXT, RIGHT_ALIGNED, Kind
from jcplanner.gui import style
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.find_field import FindField
from jcplanner.gui.tables.roles import ALIGN, DISPLAY, EDIT, LEFT, RIGHT, Index
from jcplanner.gui.widgets import STAGE_WORDS, paint_tag

_ELIDE = Qt.TextElideMode.ElideRight

PAD = 2 * style.STEP
INDENT = 4 * style.STEP
FOLD_WIDTH = 4 * style.STEP
"""The room of the mark that folds a group; clicks in it fold."""

NOTE_EDITOR_HEIGHT = 96
AMOUNT_EDITOR_WIDTH = 132
_HINTS = {
    Kind.MONEY: ("in pounds", "In pounds; 395k and 1.2m are understood"),
    Kind.PERCENT: ("such as 2.5", "In per cent: 2.5 is two and a half per cent"),
}
"""What an editor of figures says while it is blank, and to those who listen."""


class _Look:
    """Colours and fonts of one palette, made once: a page of cells asks for them some thousand times."""

    def __init__(self, palette: style.Palette) -> None:
        self.palette = palette
        self.ink, self.mute, self.faint = map(QColor, (palette.ink, palette.mute, palette.faint))
        self.surface, self.line, self.group = map(
            QColor, (palette.surface, palette.line, palette.group)
        )
        self.accent, self.selected, self.warn = map(
            QColor, (palette.accent, palette.accent_tint, palette.warn)
        )
        self.text, self.bold = style.font(), style.font(bold=True)
        self.caption = style.font(style.CAPTION)
        self.captions = QFontMetrics(self.caption)


class FieldDelegate(QStyledItemDelegate):
    """Draws and edits the cells of every table of the program.

    The model's `roles` say what a cell is: the head of a group, a stage, a cell with a note.
    """

    folds = True
    """Whether heads of groups carry the mark that folds them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = _Look(style.colours())

    # Drawing

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell: ground, line below, text or tag, marks, and the frame of the current cell."""
        look = self._look()
        rect, model = option.rect, index.model()
        group = model.data(index, roles.GROUP)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        ground = look.selected if selected else look.group if group else look.surface
        painter.fillRect(rect, ground)
        painter.setPen(look.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if group is not None and model.data(index, ALIGN) != RIGHT:
            self._paint_group(painter, option, model, index, group)
        else:
            self._paint_cell(painter, rect, model, index, bold=group is not None)
        if model.data(index, roles.NOTED):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.warn)
            corner = rect.topRight()
            painter.drawPolygon(QPolygon([corner, corner - QPoint(7, 0), corner + QPoint(0, 7)]))
        if model.data(index, roles.OVERRIDDEN):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.accent)
            corner = rect.bottomLeft()
            painter.drawPolygon(QPolygon([corner, corner + QPoint(9, 0), corner - QPoint(0, 9)]))
        if self._is_current(option, index):
            painter.setPen(look.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _look(self) -> _Look:
        if self._kept.palette is not style.colours():
            self._kept = _Look(style.colours())
        return self._kept

    def _is_current(self, option: QStyleOptionViewItem, index: Index) -> bool:
        view = option.widget
        return (
            isinstance(view, QAbstractItemView)
            and view.currentIndex() == index
            and (view.hasFocus() or view.viewport().hasFocus())
        )

    def _paint_cell(
        self, painter: QPainter, rect: QRect, model: QAbstractItemModel, index: Index, *, bold: bool
    ) -> None:
        look = self._kept
        stage = model.data(index, roles.STAGE)
        if stage is not None:
            self._paint_tag(painter, rect, STAGE_WORDS[stage], *style.stage_colours(stage))
            return
        text = model.data(index, DISPLAY)
        tags = model.data(index, roles.TAGS) or ()
        depth = None if index.column() else model.data(index, roles.DEPTH)
        indent = 0 if depth is None else FOLD_WIDTH + depth * INDENT
        inner = rect.adjusted(PAD + indent, 0, -PAD, 0)
        room = inner.width()
        for tag in reversed(tags):
            width = look.captions.horizontalAdvance(tag) + 2 * PAD
            where = QRect(inner.left() + room - width, rect.top() + 5, width, rect.height() - 10)
            painter.setFont(look.caption)
            paint_tag(painter, where, tag, look.palette.idle, look.palette.idle_tint)
            room -= width + style.STEP
        if not text:
            text = model.data(index, roles.FAINT)
            if not text:
                return
            painter.setPen(look.faint)
        else:
            painter.setPen(look.ink)
        painter.setFont(look.bold if bold else look.text)
        align = model.data(index, ALIGN) or LEFT
        where = QRect(inner.left(), inner.top(), max(room, 0), inner.height())
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) > room:
            # A figure that is cut reads as another figure: show that there is no room instead.
            text = (
                "#" * max(room // max(metrics.horizontalAdvance("#"), 1), 1)
                if align == RIGHT
                else metrics.elidedText(text, _ELIDE, room)
            )
        painter.drawText(where, align, text)

    def _paint_group(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        model: QAbstractItemModel,
        index: Index,
        group: Any,
    ) -> None:
        """Draw the head of a group: its words run on over the blank cells beside its first one."""
        folded, depth, caption = group
        look, rect, view = self._kept, option.rect, option.widget
        start, room = rect.left(), rect.width()
        if isinstance(view, QTableView):
            start = view.columnViewportPosition(0)
            room = _blank_room(view, model, index.row())
            painter.setClipRect(rect)
        left = start + PAD + depth * INDENT
        if self.folds:
            self._paint_fold(painter, left, rect.center().y(), folded=folded)
            left += FOLD_WIDTH
        painter.setFont(look.bold)
        painter.setPen(look.ink)
        room = start + room - left - PAD
        words = str(model.data(model.index(index.row(), 0), DISPLAY) or "")
        text = painter.fontMetrics().elidedText(words, _ELIDE, room)
        where = QRect(left, rect.top(), max(room, 0), rect.height())
        painter.drawText(where, LEFT, text)
        used = painter.fontMetrics().horizontalAdvance(text) + style.STEP + 2
        if used + look.captions.horizontalAdvance(caption) <= room:
            painter.setFont(look.caption)
            painter.setPen(look.mute)
            painter.drawText(where.adjusted(used, 1, 0, 1), LEFT, caption)

    def _paint_fold(self, painter: QPainter, left: int, middle: int, *, folded: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._kept.mute)
        corners = ((0, -4), (0, 4), (6, 0)) if folded else ((-1, -3), (7, -3), (3, 3))
        origin = QPoint(left, middle)
        painter.drawPolygon(QPolygon([origin + QPoint(x, y) for x, y in corners]))

    def _paint_tag(self, painter: QPainter, rect: QRect, text: str, ink: str, tint: str) -> None:
        look = self._kept
        painter.setFont(look.caption)
        width = look.captions.horizontalAdvance(text) + 2 * PAD
        room = max(min(width, rect.width() - PAD), 0)
        where = QRect(rect.left() + PAD, rect.top() + 4, room, rect.height() - 8)
        paint_tag(painter, where, text, ink, tint)

    # Editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """An editor that suits the column: a list, several lines for notes, else one line."""
        column, choices = index.data(roles.COLUMN), index.data(roles.CHOICES)
        finder = index.data(roles.FINDER)
        if finder:
            field = FindField(finder, parent)
            field.chosen.connect(lambda: self._settle(field))
            editor: QWidget = field
        elif choices:
            box = _ChoiceBox(parent, choices)
            box.settled.connect(lambda: self._settle(box))
            editor = box
        elif column is not None and column.kind is Kind.NOTE:
            editor = _NoteBox(parent)
        else:
            line = QLineEdit(parent)
            line.setMaxLength(MOST_TEXT)
            if column is None or column.kind in RIGHT_ALIGNED:
                line.setAlignment(Qt.AlignmentFlag.AlignRight)
                kind = Kind.MONEY if column is None else column.kind
                hint, said = _HINTS.get(kind, ("", ""))
                line.setPlaceholderText(hint)
                line.setAccessibleDescription(said)
            editor = line
        label = column.label if column is not None else "Amount"
        editor.setAccessibleName(label)
        return editor

    def _settle(self, editor: QWidget) -> None:
        """Take what stands in an editor and close it, as Enter does."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start from what the cell holds, all of it selected so that typing replaces it."""
        if isinstance(editor, _ChoiceBox):
            editor.start_from(index.data(roles.VALUE))
        elif isinstance(editor, FindField):
            editor.put(index.data(roles.VALUE), str(index.data(DISPLAY) or ""))
            editor.selectAll()
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(str(index.data(EDIT) or ""))
        elif isinstance(editor, QLineEdit):
            editor.setText(str(index.data(EDIT) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the model what was typed, or the value that was chosen."""
        if isinstance(editor, _ChoiceBox):
            place = editor.place_typed()
            if place >= 0:
                model.setData(index, editor.itemData(place), roles.VALUE)
            else:
                model.setData(index, editor.currentText(), EDIT)
        elif isinstance(editor, FindField):
            if editor.settle():
                model.setData(index, editor.value, roles.VALUE)
            else:
                model.setData(index, editor.text(), EDIT)
        elif isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText()[:MOST_TEXT], EDIT)
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), EDIT)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Lay the editor over its cell; notes get some lines more."""
        rect = QRect(option.rect)
        if isinstance(editor, QPlainTextEdit):
            rect.setHeight(NOTE_EDITOR_HEIGHT)
            rect.setWidth(max(rect.width(), 280))
        elif isinstance(editor, FindField):
            rect.setWidth(max(rect.width(), 260))
        elif isinstance(editor, QComboBox):
            rect.setWidth(max(rect.width(), 160))
        elif rect.width() < AMOUNT_EDITOR_WIDTH and index.data(ALIGN) == RIGHT:
            # Pounds and pence take more room than the unit shown; they grow over the cell on the left.
            rect.setLeft(max(rect.right() - AMOUNT_EDITOR_WIDTH, 0))
        editor.setGeometry(rect)


def _blank_room(view: QTableView, model: QAbstractItemModel, row: int) -> int:
    """How wide the first cell of a head is with the blank ones up to its figures."""
    room = view.columnWidth(0)
    for column in range(1, model.columnCount()):
        if model.data(model.index(row, column), ALIGN) == RIGHT:
            break
        room += view.columnWidth(column)  # a hidden one has no width
    return room


class _ChoiceBox(QComboBox):
    """A list to choose from by typing any part of a word.

    ``settled`` tells of Enter while suggestions are open: they take the key before the delegate sees it.
    """

    settled = Signal()

    def __init__(self, parent: QWidget, choices: list[tuple[Any, str]]) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(16)
        for value, words in choices:
            self.addItem(words, value)
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        line = self.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._entered)

    def _entered(self) -> None:
        completer = self.completer()
        if completer is not None and completer.popup().isVisible():
            completer.popup().hide()
            self.settled.emit()

    def start_from(self, value: Any) -> None:
        """Show the value that the cell holds, ready to be typed over."""
        values = [self.itemData(place) for place in range(self.count())]
        self.setCurrentIndex(values.index(value) if value in values else -1)
        line = self.lineEdit()
        if line is not None:
            line.setText(line.text().strip())
            line.selectAll()

    def place_typed(self) -> int:
        """The entry whose words stand in the box; of those that begin so, the only one; else -1."""
        typed = self.currentText().strip().casefold()
        words = [self.itemText(place).strip().casefold() for place in range(self.count())]
        if self.currentIndex() >= 0 and words[self.currentIndex()] == typed:
            return self.currentIndex()
        if typed in words:
            return words.index(typed) if words.count(typed) == 1 else -1
        found = [place for place, word in enumerate(words) if typed and typed in word]
        return found[0] if len(found) == 1 else -1


class _NoteBox(QPlainTextEdit):
    """Several lines of plain text over a cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
