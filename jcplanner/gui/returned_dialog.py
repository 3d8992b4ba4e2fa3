"""A workbook that came back: what differs, ticked one by one or all at once, and accepted as one step."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.returned import Difference, Remark, Returned, accept
from jcplanner.gui import style
from jcplanner.gui.errors import tell
from jcplanner.gui.lists import LEFT, RIGHT, ListDelegate, ListModel, ListView
from jcplanner.gui.session import Session
from jcplanner.gui.tasks import Progress, run_task
from jcplanner.gui.widgets import Card, PlainLabel, button, row

Index = QModelIndex | QPersistentModelIndex

TICK, LINE, WHAT, OLD, NEW, LOOK = range(6)
AT_ONCE = 2_000
"""As many differences are accepted while the window waits; more are written beside it."""

_BOX = 14


class DifferenceModel(ListModel):
    """Differences with a tick each; what is safe is ticked to begin with."""

    ticked_changed = Signal()

    def __init__(self, returned: Returned) -> None:
        super().__init__(
            ("", "Line", "What", "The plan has", "The workbook has", "Look twice"),
            _texts,
            tone=_tone,
        )
        self.put(returned.differences)
        sure = returned.since is not None
        self.ticked = [sure and not held.look for held in returned.differences]

    def difference(self, at: int) -> Difference:
        """The difference in a row."""
        held = self.items[at]
        assert isinstance(held, Difference)
        return held

    def chosen(self) -> list[Difference]:
        """The differences that are ticked."""
        return [self.difference(at) for at, ticked in enumerate(self.ticked) if ticked]

    def tick(self, rows: Sequence[int], ticked: bool) -> None:
        """Tick rows, or take the tick away."""
        for at in rows:
            self.ticked[at] = ticked
        if rows:
            self.dataChanged.emit(self.index(min(rows), TICK), self.index(max(rows), LOOK))
            self.ticked_changed.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Ticks in the first column; amounts stand right."""
        at, column = index.row(), index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == TICK:
            return Qt.CheckState.Checked if self.ticked[at] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (OLD, NEW):
            return RIGHT if self.difference(at).year is not None else LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            word = "to be accepted" if self.ticked[at] else "not to be accepted"
            return f"{word}, {super().data(index, role)}"
        return super().data(index, role)


class TickDelegate(ListDelegate):
    """Draws the box with its tick; the rest as every list."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        super().paint(painter, option, index)
        if index.column() != TICK:
            return
        palette = style.colours()
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        middle = option.rect.center()
        box = QRectF(middle.x() - _BOX / 2, middle.y() - _BOX / 2, _BOX, _BOX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.accent if ticked else palette.faint), 1))
        painter.setBrush(QColor(palette.accent if ticked else palette.surface))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.setPen(QPen(QColor(palette.on_accent), 2))
            corner = box.topLeft()
            painter.drawPolyline(
                [corner + QPointF(3, 7), corner + QPointF(6, 10), corner + QPointF(11, 4)]
            )
        painter.restore()


class DifferenceView(ListView):
    """The list of differences: Space or Enter ticks the selected rows, a click the box."""

    def __init__(self, model: DifferenceModel) -> None:
        super().__init__("Differences", model, (36, 230, 110, 144, 144, 0))
        self.setItemDelegate(TickDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setProperty("role", "")
        self.activated.connect(lambda _index: self.turn())

    def turn(self) -> None:
        """Tick the selected rows; where all are ticked, take the ticks away."""
        model = self.model()
        assert isinstance(model, DifferenceModel)
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        model.tick(rows, not all(model.ticked[at] for at in rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks."""
        if event.key() == Qt.Key.Key_Space:
            self.turn()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a box ticks that row."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if (
            index.isValid()
            and index.column() == TICK
            and event.button() == Qt.MouseButton.LeftButton
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            model = self.model()
            assert isinstance(model, DifferenceModel)
            model.tick([index.row()], not model.ticked[index.row()])


class ReturnedDialog(QDialog):
    """What came back, to be accepted or refused difference by difference."""

    taken = Signal(str)

    def __init__(self, session: Session, returned: Returned, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.returned = session, returned
        self.setWindowTitle(f"Take back {returned.file}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(600, 360)
        room = self.screen().availableSize()
        self.resize(min(1100, room.width() - 40), min(680, room.height() - 60))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * style.STEP,) * 4)
        layout.setSpacing(3 * style.STEP)
        layout.addWidget(PlainLabel(returned.headline(), "section", wrap=True))
        layout.addWidget(PlainLabel(self._about(), "caption", wrap=True))
        layout.addWidget(self._differences_card(), 5)
        if returned.remarks:
            layout.addWidget(self._remarks_card(), 2)
        self.accept_button = button("", self.take, "primary")
        self.close_button = button("Close", self.reject)
        layout.addLayout(row(None, self.close_button, self.accept_button))
        self._make_actions()
        self._count()
        if returned.differences:
            self.view.select(0)
            self.view.setFocus()
        else:
            self.close_button.setFocus()

    def _about(self) -> str:
        partner = self.session.plan.records.name("partner", self.returned.partner)
        said = f"The lines of {partner}. " if partner else ""
        fingerprint = self.returned.fingerprint
        return f"{said}{self.returned.age()}" + (
            f" Plan fingerprint {fingerprint}." if fingerprint else ""
        )

    def _differences_card(self) -> Card:
        card = Card()
        self.model = DifferenceModel(self.returned)
        self.view = DifferenceView(self.model)
        self.all_button = button("Tick all", lambda: self.tick_all(True))
        self.none_button = button("Tick none", lambda: self.tick_all(False))
        self.count = PlainLabel("", "caption")
        self.none = PlainLabel("Nothing differs: there is nothing to accept.", "muted")
        card.body.addLayout(
            row(
                PlainLabel("Differences", "section"),
                self.count,
                None,
                self.all_button,
                self.none_button,
            )
        )
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.none)
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setAccessibleName("The whole of the difference")
        self.whole.setMinimumHeight(style.ROW_HEIGHT)
        self.whole.setMaximumHeight(3 * style.ROW_HEIGHT)
        self.view.setMinimumHeight(3 * style.ROW_HEIGHT)
        card.body.addWidget(self.whole)
        held = bool(self.returned.differences)
        for part in (self.view, self.whole, self.all_button, self.none_button, self.count):
            part.setVisible(held)
        self.none.setVisible(not held)
        self.model.ticked_changed.connect(self._count)
        self.view.selectionModel().currentRowChanged.connect(lambda now, _before: self._show(now))
        return card

    def _remarks_card(self) -> Card:
        card = Card()
        count = len(self.returned.remarks)
        words = "1 remark" if count == 1 else f"{count:,} remarks"
        card.body.addWidget(PlainLabel(f"Not taken back: {words}", "section"))
        self.remarks = ListModel(("Row", "Remark"), _remark_texts)
        self.remarks.put(self.returned.remarks)
        self.remarks_view = ListView("Remarks", self.remarks, (60, 0))
        self.remarks_view.setProperty("role", "")
        self.remarks_view.setMinimumHeight(2 * style.ROW_HEIGHT)
        card.body.addWidget(self.remarks_view, 1)
        return card

    def _make_actions(self) -> None:
        def action(text: str, shortcut: str, call: Callable[[], object]) -> None:
            made = QAction(text, self)
            made.setShortcut(QKeySequence(shortcut))
            made.triggered.connect(lambda _checked=False: call())
            self.addAction(made)

        action("Accept", "Ctrl+Return", self.take)
        action("Tick all", "Ctrl+Shift+A", lambda: self.tick_all(True))
        action("Tick none", "Ctrl+Shift+N", lambda: self.tick_all(False))
        action("Close", "Ctrl+W", self.reject)
        self.accept_button.setToolTip("Ctrl+Enter")
        self.all_button.setToolTip("Ctrl+Shift+A; Space ticks the selected rows")
        self.none_button.setToolTip("Ctrl+Shift+N")

    def tick_all(self, ticked: bool) -> None:
        """Tick every difference, or none."""
        self.model.tick(range(len(self.returned.differences)), ticked)

    def _count(self) -> None:
        chosen, whole = sum(self.model.ticked), len(self.returned.differences)
        self.count.setText(f"{chosen:,} of {whole:,} ticked")
        words = "1 difference" if chosen == 1 else f"{chosen:,} differences"
        self.accept_button.setText(f"Accept {words}" if chosen else "Accept")
        self.accept_button.setEnabled(bool(chosen))
        self.accept_button.setVisible(bool(whole))

    def _show(self, index: Index) -> None:
        """Show in full what a row cuts short."""
        if index.isValid():
            held = self.model.difference(index.row())
            said = [
                f"The plan has: {held.old_text or 'blank'}",
                f"The workbook has: {held.new_text or 'blank'}",
            ]
            if held.look:
                said.append(f"Look twice: {held.look}")
            self.whole.setPlainText("\n".join(said))

    def take(self) -> None:
        """Accept what is ticked, as one step."""
        chosen = self.model.chosen()
        if not chosen:
            return
        plan, returned = self.session.plan, self.returned
        if len(chosen) <= AT_ONCE:
            try:
                accept(plan, returned, chosen)
            except Refusal as refusal:
                tell(self, str(refusal))
                return
            self._taken(chosen)
            return
        to_follow: list[Callable[[], None]] = []

        def work(progress: Progress, cancelled: Callable[[], bool]) -> None:
            with plan.written_elsewhere() as calls:
                accept(plan, returned, chosen)
            to_follow.extend(calls)

        def done(_nothing: object) -> None:
            for follow in to_follow:
                follow()
            self._taken(chosen)

        def failed(fault: BaseException) -> None:
            if not isinstance(fault, Refusal):
                raise fault
            tell(self, str(fault))

        run_task(self, f"Taking back {returned.file}", work, done, failed)

    def _taken(self, chosen: Sequence[Difference]) -> None:
        words = "1 difference" if len(chosen) == 1 else f"{len(chosen):,} differences"
        left = len(self.returned.differences) - len(chosen)
        self.taken.emit(
            f"{self.returned.file}: {words} accepted" + (f", {left:,} not." if left else ".")
        )
        self.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Ticks follow the look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.view.viewport().update()


def _texts(item: object) -> list[str]:
    assert isinstance(item, Difference)
    old, new = item.old_text or "blank", item.new_text or "blank"
    return ["", item.name, item.label, old, new, item.look]


def _tone(item: object, column: int) -> str:
    assert isinstance(item, Difference)
    if column == LOOK:
        return "warn"
    blank = (column == OLD and not item.old_text) or (column == NEW and not item.new_text)
    return "mute" if blank else ""


def _remark_texts(item: object) -> list[str]:
    assert isinstance(item, Remark)
    return [f"{item.row:,}" if item.row is not None else "", item.text]
