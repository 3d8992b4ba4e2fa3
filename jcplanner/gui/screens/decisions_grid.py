"""The matrix itself: proposals down, bodies across, each cell an outcome as a word on its tint."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from jcplanner.gui import style
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.frozen_column import FrozenColumn
from jcplanner.gui.tables.roles import ALIGN, DISPLAY, LEFT, NOWHERE, SPOKEN, TIP, Index
from jcplanner.gui.tables.table_view import TableView
from jcplanner.plan.clipboard import text_of
from jcplanner.reports.decisions import Matrix, MatrixCell, MatrixRow

ROW, HEAD = 62, 44
FIRST, LEAST, MOST = 330, 132, 230
"""The width of the proposals' column, and the least and most of a body's."""

_ROW, _CELL = (int(Qt.ItemDataRole.UserRole) + own for own in (70, 71))
_SPREAD = 2 * style.STEP
_MOST_LINES = 3


class MatrixModel(QAbstractTableModel):
    """Proposals and bodies as Qt sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix = Matrix((), ())

    def put(self, matrix: Matrix) -> None:
        """Show another matrix; the cursor stays where the same proposals and bodies stand."""
        before = self.matrix
        same = [row.proposal for row in before.rows] == [row.proposal for row in matrix.rows]
        if same and len(before.heads) == len(matrix.heads) and matrix.rows:
            self.matrix = matrix
            last = self.index(len(matrix.rows) - 1, len(matrix.heads))
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(matrix.heads))
            return
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """The number of proposals."""
        return 0 if parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The proposal, then every body."""
        return 0 if parent.isValid() else len(self.matrix.heads) + 1

    def row(self, index: Index) -> MatrixRow:
        """The proposal of a row."""
        return self.matrix.rows[index.row()]

    def cell(self, index: Index) -> MatrixCell | None:
        """What a body's cell says; None in the column of proposals."""
        return self.row(index).cells[index.column() - 1] if index.column() else None

    def row_of(self, proposal: str) -> int:
        """Where a proposal stands; -1 where it does not."""
        keys = [row.proposal for row in self.matrix.rows]
        return keys.index(proposal) if proposal in keys else -1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Each body with what it may do."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == ALIGN:
            return LEFT | int(Qt.TextFlag.TextWordWrap)
        heads = (("Proposal", ""), *self.matrix.heads)
        if not 0 <= section < len(heads):
            return None
        if role == DISPLAY:
            return "\n".join(part for part in heads[section] if part)
        return roles.tooltip(", ".join(heads[section])) if role == TIP and section else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Words for copying, tips and screen readers; the delegate draws the rest."""
        if not index.isValid():
            return None
        row, cell = self.row(index), self.cell(index)
        if role == _ROW:
            return row
        if role == _CELL:
            return cell
        said = "; ".join(words for words, _ in row.notices)
        if cell is None:
            if role == DISPLAY:
                return row.name
            words = f"{row.name}. {said}" if said else row.name
            return {TIP: roles.tooltip(words), SPOKEN: words}.get(role)
        if role == DISPLAY:
            return ", ".join(part for part in (cell.word, cell.detail) if part)
        if role in (TIP, SPOKEN):
            conditions = f"Conditions: {cell.conditions}" if cell.conditions else ""
            parts = (self.matrix.heads[index.column() - 1][0], cell.word, cell.detail, conditions)
            words = ", ".join(part for part in parts if part)
            return roles.tooltip(words) if role == TIP else f"{row.name}: {words}"
        return None


class _MatrixDelegate(QStyledItemDelegate):
    """Draws a proposal with what is to be seen at a glance, and outcomes as words on their tints."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        palette, rect = style.colours(), option.rect
        row, cell = index.data(_ROW), index.data(_CELL)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell is None and chosen:
            painter.fillRect(rect, QColor(palette.accent_tint))
        painter.setPen(QColor(palette.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(style.STEP, style.STEP, -style.STEP, -style.STEP - 1)
        if cell is None:
            lines = [(row.name, palette.ink, True)]
            first, rest = row.notices[:1], row.notices[1:]
            lines += [(words, getattr(palette, tone), False) for words, tone in first]
            if rest:
                tone = rest[0][1]
                words = "; ".join(held for held, _ in rest)
                lines.append((words, getattr(palette, tone), False))
            self._lines(painter, inner.adjusted(style.STEP, 0, -style.STEP, 0), lines)
        else:
            self._outcome(painter, inner, cell, chosen)
        painter.restore()

    def _outcome(self, painter: QPainter, rect: QRect, cell: MatrixCell, chosen: bool) -> None:
        palette = style.colours()
        ink = getattr(palette, cell.tone) if cell.tone else palette.faint
        painter.setPen(QColor(palette.accent) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(
            QColor(getattr(palette, f"{cell.tone}_tint")) if cell.tone else Qt.BrushStyle.NoBrush
        )
        painter.drawRoundedRect(rect, style.CORNER, style.CORNER)
        inner = rect.adjusted(_SPREAD, 0, -_SPREAD, 0)
        lines = [(cell.word, ink, bool(cell.tone))]
        lines += [(part, palette.ink, False) for part in cell.detail.split("; ") if part]
        if cell.conditions:
            lines.append(("with conditions", palette.warn, False))
        self._lines(painter, inner, lines)

    def _lines(self, painter: QPainter, rect: QRect, lines: list[tuple[str, str, bool]]) -> None:
        """Lines below each other, centred as a block.

        While there is room below, one that is too long runs on there; else it is cut with an ellipsis.
        """
        for at, (words, ink, bold) in enumerate(lines):
            if len(lines) >= _MOST_LINES:
                break
            metrics = QFontMetrics(style.font(style.BODY if bold else style.CAPTION, bold=bold))
            first, rest = _broken(words, metrics, rect.width())
            if rest:
                lines[at : at + 1] = [(first, ink, bold), (rest, ink, bold)]
        sizes = [style.BODY if bold else style.CAPTION for _, _, bold in lines]
        heights: list[int] = []
        for size, (_, _, bold) in zip(sizes, lines, strict=True):
            painter.setFont(style.font(size, bold=bold))
            heights.append(painter.fontMetrics().height())
        top = rect.top() + (rect.height() - sum(heights)) // 2
        for size, height, (words, ink, bold) in zip(sizes, heights, lines, strict=True):
            painter.setFont(style.font(size, bold=bold))
            painter.setPen(QColor(ink))
            shown = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, rect.width()
            )
            painter.drawText(QRect(rect.left(), top, rect.width(), height), int(LEFT), shown)
            top += height


def _broken(words: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """Words that are too long in two parts, broken after a comma rather than a word; else whole, and none."""
    if metrics.horizontalAdvance(words) <= width:
        return words, ""
    for between in (", ", " "):
        place = len(words)
        while (place := words.rfind(between, 0, place)) > 0:
            if metrics.horizontalAdvance(words[:place]) <= width:
                return words[:place], words[place + len(between) :]
    return words, ""


class MatrixView(TableView):
    """One cell is chosen at a time: arrows move, Enter opens, Ctrl+C copies the whole matrix for Excel.

    Proposals stay in sight where there are more bodies than fit.
    """

    opened = Signal(QModelIndex)

    def __init__(self, model: MatrixModel) -> None:
        super().__init__(name="Proposals by body")
        self.setModel(model)
        self.matrix_model = model
        self.setProperty("role", "bare")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_MatrixDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(ROW)
        first = QHeaderView(Qt.Orientation.Horizontal)
        first.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.frozen = FrozenColumn(self, first)
        self.frozen.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.entered_row.connect(self.opened.emit)
        self.doubleClicked.connect(self.opened.emit)
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Share the room: bodies alike, the proposals' column what is left, heads as high as their words."""
        bodies = len(self.matrix_model.matrix.heads)
        width, header = self.viewport().width(), self.horizontalHeader()
        each = min(max((width - FIRST) // bodies, LEAST), MOST) if bodies else 0
        header.resizeSection(0, max(width - each * bodies, FIRST))
        for column in range(1, bodies + 1):
            header.resizeSection(column, each)
        room = QRect(0, 0, max(each - 4 * style.STEP, 1), 1_000)
        flags, metrics = int(Qt.TextFlag.TextWordWrap), header.fontMetrics()
        heads = ("\n".join(head) for head in self.matrix_model.matrix.heads)
        highest = max(
            (metrics.boundingRect(room, flags, head).height() for head in heads), default=0
        )
        header.setFixedHeight(max(highest + 3 * style.STEP, HEAD))
        self.frozen.lay_over()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.fit()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, from under the proposals' column as well."""
        super().scrollTo(index, hint)
        frozen = getattr(self, "frozen", None)  # Qt asks while the view is still being made
        hidden = frozen.covers - self.visualRect(index).left() if frozen is not None else 0
        if index.column() > 0 and hidden > 0:
            across = self.horizontalScrollBar()
            across.setValue(across.value() - hidden)

    def copy(self, *, headers: bool = True) -> None:
        """Put the matrix on the clipboard as tab-separated text, bodies in its first line if asked."""
        matrix = self.matrix_model.matrix
        rows = [["Proposal", *(name for name, _ in matrix.heads)]] if headers else []
        for row in matrix.rows:
            rows.append([row.name, *(f"{held.word} {held.detail}".strip() for held in row.cells)])
        QApplication.clipboard().setText(text_of(rows))
