"""Alignment: service areas down, partners across, one year; and the lines that have no area yet."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from jcplanner.domain.budgets import NATURES, BudgetLine
from jcplanner.domain.money import UNIT_SIGNS, show_headline
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Place
from jcplanner.domain.services import ServiceArea
from jcplanner.gui import style
from jcplanner.gui.area_file_dialog import area_file_of
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.lines_dialog import show_lines
from jcplanner.gui.lists import LEFT, RIGHT
from jcplanner.gui.screens.first_steps import FirstSteps
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.tree_cells import DEPTH, STRONG, TreeView
from jcplanner.gui.screens.unassigned import LINES_MIME, UnassignedLines, lines_carried
from jcplanner.gui.screens.year_box import YearBox
from jcplanner.gui.session import Session
from jcplanner.gui.tables import roles
from jcplanner.gui.widgets import STAGE_WORDS, Card, PlainLabel, ScreenHead
from jcplanner.plan.plan import Notice
from jcplanner.reports.side_by_side import (
    AREA,
    ITSELF,
    MEASURES,
    NO_AREA,
    WHOLE,
    SideBySide,
    SideRow,
    side_by_side,
)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NAME, _STAGE = 0, 1
_FIRST_MONEY = 2
SIDE_WIDTH, NARROW_SIDE, NARROW = 388, 236, 1000


class SideModel(QAbstractTableModel):
    """Holds the report; the columns are the area, its stage, the partners, all of them, coverage."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.report: SideBySide | None = None

    @property
    def rows(self) -> tuple[SideRow, ...]:
        """The rows of the report."""
        return self.report.rows if self.report else ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of the amounts."""
        return self.report.columns if self.report else ()

    def put(self, report: SideBySide) -> bool:
        """Show another report. Returns whether rows or columns came, went or moved."""
        held = self.report
        same = (
            held is not None
            and held.columns == report.columns
            and [(old.kind, old.area) for old in held.rows]
            == [(new.kind, new.area) for new in report.rows]
        )
        if same:
            self.report = report
            last = self.index(len(report.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            return False
        self.beginResetModel()
        self.report = report
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Areas, lines without one, the whole."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Area, stage, partners, all partners, coverage."""
        return 0 if parent.isValid() else _FIRST_MONEY + len(self.columns) + 1

    def amount_at(self, index: Index) -> int | None:
        """The place of an amount in its row; nothing for the other columns."""
        place = index.column() - _FIRST_MONEY
        return place if 0 <= place < len(self.columns) else None

    def _text(self, held: SideRow, index: Index) -> str:
        place = self.amount_at(index)
        if place is not None:
            pence = held.amounts[place]
            return "\u2013" if pence is None else self.session.money(pence)
        if index.column() == _NAME:
            return held.name
        if index.column() == _STAGE:
            return STAGE_WORDS[held.stage] if held.stage else ""
        return "\u2013" if held.share is None else f"{held.share:.0%}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says, and how it is drawn."""
        held = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(held, index)
        if role == DEPTH:
            return held.depth
        if role == STRONG:
            return held.kind == WHOLE
        if role == roles.STAGE and index.column() == _STAGE:
            return held.stage or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if index.column() >= _FIRST_MONEY else LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._text(held, index).replace("\u2013", "nothing")
            heading = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return held.name if index.column() == _NAME else f"{held.name}, {heading}: {text}"
        if role == Qt.ItemDataRole.ToolTipRole:
            said = f"{held.name}: {held.arrangement}" if held.arrangement else held.name
            return roles.tooltip(said) if index.column() <= _STAGE else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The partners by their short names."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            names = ("Service area", "Stage", *self.columns, "Coverage")
            return names[section] if section < len(names) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section >= _FIRST_MONEY else LEFT
        if role == Qt.ItemDataRole.ToolTipRole and section == self.columnCount() - 1:
            return "How much of the net revenue is aligned or tighter"
        return None


class SideView(TreeView):
    """The table; lines that are dragged onto a row are put into its area (`dropped`)."""

    dropped = Signal(list, str)

    def __init__(self, model: SideModel) -> None:
        super().__init__("Service areas by partners")
        self.side = model
        self.setModel(model)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    def _area_under(self, event: QDropEvent) -> str:
        at = self.indexAt(event.position().toPoint())
        held = self.side.rows[at.row()] if at.isValid() else None
        return held.area if held is not None and held.kind in (AREA, ITSELF) else ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only lines of this program."""
        if event.mimeData().hasFormat(LINES_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which area the lines would go into."""
        if event.mimeData().hasFormat(LINES_MIME) and self._area_under(event):
            self.setCurrentIndex(self.side.index(self.indexAt(event.position().toPoint()).row(), 0))
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the lines into the area."""
        area, lines = self._area_under(event), lines_carried(event.mimeData())
        if area and lines:
            event.acceptProposedAction()
            self.dropped.emit(lines, area)


class AlignmentScreen(Screen):
    """Who spends what on the same people, how much of it is aligned, and what has no area yet."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.year_box = YearBox()
        self.year_box.chosen.connect(lambda _year: self.refresh())
        self.measure_box = _choice("Net, gross or income", [held.capitalize() for held in MEASURES])
        self.nature_box = _choice("Revenue or capital", [held.capitalize() for held in NATURES])
        self.head = ScreenHead("Alignment", "")
        for box in (self.year_box, self.measure_box, self.nature_box):
            self.head.add(box)
        for box in (self.measure_box, self.nature_box):
            box.currentIndexChanged.connect(lambda _place: self.refresh())
        self.model = SideModel(session)
        self.view = SideView(self.model)
        self.view.opened.connect(self._open)
        self.unassigned = UnassignedLines(session)
        self.view.dropped.connect(self.unassigned.put)
        self.beside = PlainLabel("", "caption", wrap=True)
        self._make_actions()
        self._lay_out()

    def _make_actions(self) -> None:
        separator = self.separator()
        self._actions = [
            self.command("Show the &lines behind the figure", "Ctrl+L", self.show_behind),
            self.command(
                "&Put the selected lines into an area\u2026", "Ctrl+Shift+A", self._start_assigning
            ),
            self.command("&Copy the table", "Ctrl+Shift+C", self.view.copy_table),
            self.command("&Everything about the area\u2026", "Ctrl+Shift+F", self.open_area_file),
            separator,
            self.command("&Next year", "Alt+Right", lambda: self.year_box.move(1)),
            self.command("Year &before", "Alt+Left", lambda: self.year_box.move(-1)),
            self.command("Net, &gross or income", "Ctrl+G", lambda: _turn(self.measure_box)),
            self.command("&Revenue or capital", "Ctrl+R", lambda: _turn(self.nature_box)),
        ]

    def actions_offered(self) -> list[QAction]:
        """Lines, assigning, year and what is laid side by side."""
        return self._actions

    def _lay_out(self) -> None:
        self.page.addWidget(self.head)
        table = Card()
        table.body.addWidget(self.view, 1)
        table.body.addWidget(self.beside)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(3 * style.STEP)
        across.addWidget(table, 1)
        across.addWidget(self.unassigned)
        full = QWidget()
        full.setLayout(across)
        self.faces = QStackedWidget()
        self.faces.addWidget(full)
        self.first_steps = FirstSteps(self.session, "Nothing to lay side by side yet")
        self.faces.addWidget(self.first_steps)
        self.page.addWidget(self.faces, 1)

    # Following the plan

    @property
    def year(self) -> int:
        """The year that is chosen."""
        return self.year_box.year

    def refresh(self) -> None:
        """Read the table and the list again."""
        self.year_box.read(self.plan)
        self._read_table()
        self.unassigned.year = self.year
        self.unassigned.read()
        self._fit()

    def follow(self, notice: Notice) -> None:
        """The totals at once; the list only where lines or areas came, went or moved."""
        self.year_box.read(self.plan)
        self._read_table()
        self.unassigned.year = self.year
        if notice.everything or notice.tables & {"budget_line", "service_area", "partner"}:
            self.unassigned.read()
        else:
            self.unassigned.repaint_amounts()
        self._fit()

    def _read_table(self) -> None:
        empty = not self.plan.table(BudgetLine) and not (
            self.plan.table(Partner) and self.plan.table(ServiceArea)
        )
        self.faces.setCurrentIndex(1 if empty else 0)
        self.first_steps.read()
        for box in (self.year_box, self.measure_box, self.nature_box):
            box.setVisible(not empty)
        measure = list(MEASURES)[self.measure_box.currentIndex()]
        nature = NATURES[self.nature_box.currentIndex()]
        report = side_by_side(self.plan, self.year, measure, nature)
        if self.model.put(report):
            self._fit()
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._say(report)

    def _say(self, report: SideBySide) -> None:
        self.head.about.setText(f"{report.scope}, {UNIT_SIGNS[self.session.unit]}")
        placed = not any(held.kind == NO_AREA for held in report.rows)
        said = "Every amount has a service area. " if placed else ""
        beside = f"Beside it in kind: {show_headline(report.in_kind)}. " if report.in_kind else ""
        self.beside.setText(
            f"{said}{beside}Each area counts the areas inside it. Coverage is how much of the net revenue is "
            "aligned or tighter. Enter or a click opens the lines behind a figure."
        )

    def show_place(self, place: Place) -> None:
        """Lead to an area and year, or to the lines without one."""
        self.year_box.choose(place.year)
        if place.table == "budget_line":
            self.unassigned.view.setFocus()
            return
        for at, held in enumerate(self.model.rows):
            if held.area == place.id and held.area:
                self.view.setCurrentIndex(self.model.index(at, 0))
                self.view.setFocus()
                return

    def find(self, text: str) -> None:
        """Go to the next area with these words in its name."""
        self.view.find(text, [held.name for held in self.model.rows])

    # Opening what is behind a figure, and assigning

    def show_behind(self) -> None:
        """Open the lines behind the chosen figure; of an area, all its lines."""
        at = self.view.currentIndex()
        if at.isValid():
            held = self.model.rows[at.row()]
            place = self.model.amount_at(at)
            show_lines(self.session, held.drills[-1 if place is None else place], self)

    def open_area_file(self) -> None:
        """Show everything about the area of the chosen row, or about the first one."""
        at = self.view.currentIndex()
        area_file_of(self.session, self.model.rows[at.row()].area if at.isValid() else "", self)

    def _open(self, at: QModelIndex) -> None:
        held = self.model.rows[at.row()]
        if at.column() == _STAGE and held.kind == AREA:
            self.session.go(Place("pathway", "service_area", held.area, self.year))
        elif at.column() != _NAME:
            self.show_behind()
        elif held.kind == NO_AREA:
            self.unassigned.view.setFocus()

    def _start_assigning(self) -> None:
        if self.unassigned.selected:
            self.unassigned.choose_area()
        else:
            self.unassigned.view.setFocus()

    def resizeEvent(self, event: Any) -> None:
        """Leave the table the room on a small screen."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A list with nothing in it, and on a small screen the stage, leave the figures their room."""
        narrow = self.width() < NARROW
        self.unassigned.setFixedWidth(NARROW_SIDE if narrow else SIDE_WIDTH)
        self.unassigned.setHidden(not self.unassigned.is_needed)
        self.view.setColumnHidden(_STAGE, narrow)
        self.unassigned.view.setColumnHidden(1, narrow)
        name, amount, whole, share = (100, 72, 88, 76) if narrow else (170, 92, 96, 78)
        amounts = [amount for _ in self.model.columns]
        self.view.set_widths([name, 84, *amounts[:-1], whole, share])


def _choice(name: str, words: list[str]) -> QuietCombo:
    made = QuietCombo()
    made.setAccessibleName(name)
    made.addItems(words)
    made.setMinimumContentsLength(6)
    return made


def _turn(box: QComboBox) -> None:
    box.setCurrentIndex((box.currentIndex() + 1) % box.count())
