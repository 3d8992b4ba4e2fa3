"""Pathway: service areas down, years across; a card for each, changed at the right with what moves said."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.gates import GateState
from jcplanner.domain.money import UNIT_SIGNS
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.problems import Place
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.area_file_dialog import show_area_file
from jcplanner.gui.lines_dialog import show_lines
from jcplanner.gui.screens.pathway_card import CARD, CARD_HEIGHT, AreaHeader, CardDelegate, Face
from jcplanner.gui.screens.pathway_panel import PathwayPanel
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.screens.stage_review_dialog import TABLES, StageReviewDialog, review_place
from jcplanner.gui.session import Session
from jcplanner.gui.tables.roles import tooltip
from jcplanner.gui.widgets import Card, PlainLabel, ScreenHead, button
from jcplanner.plan.plan import Notice
from jcplanner.reports.cards import AreaRow, Stand, cards
from jcplanner.reports.gates import gate_states

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

PANEL_WIDTH = 288
AREA_WIDTH, NARROW_AREA = 208, 148
NARROW = 900
CARD_WIDTH = 150


class CardGrid(QAbstractTableModel):
    """Areas by years. Holds a report of the pathway; reads nothing else."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.years: list[int] = []
        self.rows: list[AreaRow] = []
        self.gates: dict[tuple[str, int], GateState] = {}

    def read(self) -> bool:
        """Read the pathway again. Returns whether areas or years came, went or moved."""
        report = cards(self.session.plan)
        years, rows = list(report.years), list(report.rows)
        self.gates = gate_states(self.session.plan)
        same = years == self.years and [row.area for row in rows] == [row.area for row in self.rows]
        if same:
            self.rows = rows
            if rows and years:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(years) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(len(rows) - 1, 0))
        else:
            self.beginResetModel()
            self.years, self.rows = years, rows
            self.endResetModel()
        return not same

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of areas."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The number of years."""
        return 0 if parent.isValid() else len(self.years)

    def stand(self, index: Index) -> Stand:
        """Where the area of a card stands in its year."""
        return self.rows[index.row()].stands[index.column()]

    def face(self, index: Index) -> Face:
        """What a card says."""
        held = self.stand(index)
        gate = self.gates.get((self.rows[index.row()].area, held.year))
        return Face(
            held.stage,
            held.arrangement + (f", {held.host} hosts" if held.host else ""),
            "no amounts" if held.net is None else self.session.money(held.net),
            "" if held.own else f"inherited from {held.set_on}" if held.set_on else "not set",
            bool(held.note),
            gate.words if gate else (),
            gate.tone if gate else "",
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The face of a card for the eye, its words for the ear."""
        if not index.isValid():
            return None
        if role == CARD:
            return self.face(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            name, year = self.rows[index.row()].name, year_label(self.years[index.column()])
            return f"{name}, {year}: {self.face(index).words}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index)
        return None

    def _tip(self, index: Index) -> str:
        """What there is no room for on the card."""
        held = self.stand(index)
        named = (("Pool", held.pool), ("Host", held.host), ("Lead partner", held.lead))
        said = [f"{what}: {who}" for what, who in named if who]
        if not held.own and held.set_on:
            said.append(f"Inherited from {held.set_on}")
        gate = self.gates.get((self.rows[index.row()].area, held.year))
        if gate:
            said.append(gate.words[0][:1].upper() + gate.words[0][1:])
        return tooltip("\n".join([*said, held.note] if held.note else said))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Years across; areas with what each partner puts in down."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole and section < len(self.years):
                return year_label(self.years[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return None
        if not 0 <= section < len(self.rows):
            return None
        held = self.rows[section]
        if role == CARD:
            shares = ", ".join(f"{name} {self.session.money(net)}" for name, net in held.partners)
            return held.name, shares, held.depth
        if role == Qt.ItemDataRole.DisplayRole:
            return held.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(held.name)
        return None


class CardView(QTableView):
    """The cards: arrow keys move between them, Enter or Space changes one."""

    def __init__(self, model: CardGrid) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName("Pathway: service areas down, years across")
        self.setProperty("role", "bare")
        self.setItemDelegate(CardDelegate(self))
        self.setVerticalHeader(AreaHeader(self))
        self.verticalHeader().show()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(CARD_HEIGHT // 2)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setMinimumSectionSize(CARD_WIDTH)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._name_corner()

    def _name_corner(self) -> None:
        """Say over the areas what they are; Qt leaves this corner blank."""
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.setEnabled(False)
            inside = QVBoxLayout(corner)
            inside.setContentsMargins(2 * style.STEP, 0, 0, 0)
            inside.addWidget(PlainLabel("Service area", "muted"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space change the card."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class PathwayScreen(Screen):
    """Each area at its own pace: stage, arrangement and pounds by year."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.model = CardGrid(session)
        self.view = CardView(self.model)
        self.panel = PathwayPanel(session)
        self.change_action = self.command("&Change the card", "F2", self.start)
        self.apply_action = self.command("&Apply the change", "Ctrl+Return", self.panel.apply)
        self.inherit_action = self.command(
            "&Inherit again", "Ctrl+Backspace", self.panel.inherit_again
        )
        self.lines_action = self.command(
            "Show the &lines behind the card", "Ctrl+L", self.show_behind
        )

        self.review_action = self.command("Stage &review\u2026", "Ctrl+G", self.open_review)
        self.file_action = self.command(
            "&Everything about the area\u2026", "Ctrl+Shift+F", self.open_area_file
        )

        self.head = ScreenHead("Pathway", "")
        self.change_button = button("Change the card", self.start)
        self.head.add(self.change_button)
        self.review_button = button("Stage review\u2026", self.open_review)
        self.review_button.setToolTip("What the gate to this stage lacks, and closing it (Ctrl+G)")
        self.file_button = button("Everything about it\u2026", self.open_area_file)
        self.file_button.setToolTip(
            "All that the plan has of this area, on one page (Ctrl+Shift+F)"
        )
        self.head.add(self.review_button)
        self.head.add(self.file_button)
        self.page.addWidget(self.head)
        self.cards = Card()
        self.cards.body.setContentsMargins(*(style.STEP,) * 4)
        self.cards.body.addWidget(self.view)
        across = QHBoxLayout()
        across.setSpacing(3 * style.STEP)
        across.addWidget(self.cards, 1)
        across.addWidget(self.panel)
        full = QWidget()
        full.setLayout(across)
        across.setContentsMargins(0, 0, 0, 0)
        self.faces = QStackedWidget()
        self.faces.addWidget(full)
        self.faces.addWidget(self._empty())
        self.page.addWidget(self.faces, 1)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show_card())
        self.view.activated.connect(lambda _index: self.start())
        self.panel.left.connect(self._leave)
        self.is_narrow = False

    def _empty(self) -> Card:
        made = Card("No service areas yet")
        made.body.addWidget(
            PlainLabel(
                "The pathway shows how each service area goes from separate budgets to an integrated one. "
                "Add service areas first.",
                wrap=True,
            )
        )
        go = button(
            "Add service areas", lambda: self.session.go(Place("areas", "service_area")), "primary"
        )
        made.body.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        made.body.addStretch(1)
        return made

    def actions_offered(self) -> list[QAction]:
        """Change, apply, inherit again, lines; the stage review and all about the area."""
        return [
            self.change_action,
            self.apply_action,
            self.inherit_action,
            self.lines_action,
            self.separator(),
            self.review_action,
            self.file_action,
        ]

    def start(self) -> None:
        """Go to the panel to change the chosen card; on a small screen it opens over the last years."""
        if self.view.currentIndex().isValid():
            self.panel.show()
            self.panel.start()

    def _leave(self) -> None:
        """Go back to the cards."""
        self.panel.setHidden(self.is_narrow)
        self.view.setFocus()

    def refresh(self) -> None:
        """Read the cards again, keeping the chosen one."""
        kept = self._current()
        moved = self.model.read()
        self.faces.setCurrentIndex(0 if self.model.rows else 1)
        sign = UNIT_SIGNS[self.session.unit]
        self.head.about.setText(
            f"Net revenue, cash, {sign}. Filled cards are set on their own, dotted ones inherit."
        )
        if moved or not self.view.currentIndex().isValid():
            self._choose(*(kept or ("", 0)))
        self._show_card()

    def follow(self, notice: Notice) -> None:
        """Money, areas and steps all move cards; a step costs one reading of the sums."""
        self.refresh()

    def _current(self) -> tuple[str, int] | None:
        at = self.view.currentIndex()
        if not at.isValid() or at.row() >= len(self.model.rows):
            return None
        return self.model.rows[at.row()].area, self.model.years[at.column()]

    def _choose(self, area: str, year: int) -> None:
        rows = [row.area for row in self.model.rows]
        if rows and self.model.years:
            down = rows.index(area) if area in rows else 0
            across = self.model.years.index(year) if year in self.model.years else 0
            self.view.setCurrentIndex(self.model.index(down, across))

    def _show_card(self) -> None:
        chosen = self._current()
        self.panel.show_card(*(chosen or ("", 0)))
        for held in (
            self.change_action,
            self.apply_action,
            self.lines_action,
            self.review_action,
            self.file_action,
            self.review_button,
            self.file_button,
        ):
            held.setEnabled(chosen is not None)
        own = chosen is not None and f"{chosen[0]}:{chosen[1]}" in self.plan.table(PathwayStep)
        self.inherit_action.setEnabled(own)

    def show_place(self, place: Place) -> None:
        """Lead to the card of an area and year, or to the first card of a pool."""
        if place.table in TABLES:
            self._show_review(place)
            return
        area = place.id
        if place.table == "pool":
            area = next(
                (
                    row.area
                    for row in self.model.rows
                    for stand in row.stands
                    if stand.pool_id == place.id and stand.year == (place.year or stand.year)
                ),
                "",
            )
        self._choose(area, place.year or 0)
        self.view.setFocus()

    def _show_review(self, place: Place) -> None:
        """Open the stage reviews of an area at one of their records."""
        area, year = review_place(self.plan, place, self.model.years)
        self._choose(area, year)
        dialog = StageReviewDialog(self.session, area, year, self)
        dialog.open()
        dialog.show_record(place.table, place.id)

    def find(self, text: str) -> None:
        """Go to the next area with these words in its name."""
        words, rows = text.casefold(), self.model.rows
        start = self.view.currentIndex().row() + 1
        for row in [*range(start, len(rows)), *range(min(start, len(rows)))]:
            if words and words in rows[row].name.casefold():
                self.view.setCurrentIndex(
                    self.model.index(row, max(self.view.currentIndex().column(), 0))
                )
                return

    def show_behind(self) -> None:
        """Open the lines behind the card."""
        at = self.view.currentIndex()
        if at.isValid():
            show_lines(self.session, self.model.stand(at).drill, self)

    def open_review(self) -> None:
        """Open the stage reviews of the chosen area."""
        chosen = self._current()
        if chosen is not None:
            StageReviewDialog(self.session, *chosen, self).open()

    def open_area_file(self) -> None:
        """Show everything about the chosen area."""
        chosen = self._current()
        if chosen is not None:
            show_area_file(self.session, chosen[0], self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the cards the room on a small screen."""
        super().resizeEvent(event)
        self.is_narrow = self.width() < NARROW
        self.panel.setFixedWidth(PANEL_WIDTH)
        self.panel.setHidden(
            self.is_narrow and not self.panel.isAncestorOf(self.focusWidget() or self)
        )
        self.change_button.setVisible(self.is_narrow)
        self.view.verticalHeader().setFixedWidth(NARROW_AREA if self.is_narrow else AREA_WIDTH)
