"""Service areas as a tree: the model, and the section in which people arrange them."""

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView

from jcplanner.domain.column import Column
from jcplanner.domain.problems import Refusal
from jcplanner.domain.services import ServiceArea, tree_order
from jcplanner.gui import style
from jcplanner.gui.errors import tell
from jcplanner.gui.forms.record_section import RecordSection
from jcplanner.gui.session import Session
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.delegates import FieldDelegate
from jcplanner.plan import edits
from jcplanner.plan.fields import choices_of, column_named, edit_text, read_field, show_field
from jcplanner.plan.plan import Notice, Plan

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
COLUMNS = (("name", 0), ("code", 96), ("population", 110), ("programme_budget_category", 200))


class AreaTree(QAbstractItemModel):
    """Areas under the area that they are part of. Holds ids; reads and edits the plan."""

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.columns: list[Column] = [column_named(ServiceArea, name) for name, _ in COLUMNS]
        self._read()
        stop = plan.on_change(self.follow)
        self.destroyed.connect(lambda _gone=None: stop())

    def _read(self) -> None:
        """Number the areas in the order of their tree; a number names an area while nothing moves."""
        areas = self.plan.table(ServiceArea)
        ordered = tree_order(areas)
        self.ids = [area.id for area, _ in ordered]
        self._number = {key: number for number, key in enumerate(self.ids)}
        self._above: list[int] = []
        self._below: dict[int, list[int]] = {-1: []}
        path: list[int] = []
        for number, (_, depth) in enumerate(ordered):
            del path[depth:]
            above = path[-1] if path else -1
            self._above.append(above)
            self._below.setdefault(above, []).append(number)
            self._below.setdefault(number, [])
            path.append(number)

    def follow(self, notice: Notice) -> None:
        """Take over what a step did to the areas."""
        own = [change for change in notice.changes if change.table == ServiceArea.TABLE]
        moved = any(
            change.before is None
            or change.after is None
            or {"position", "parent"} & set(change.after)
            for change in own
        )
        if moved or notice.everything:
            self.beginResetModel()
            self._read()
            self.endResetModel()
            return
        for change in own:
            first = self.index_of(change.id)
            self.dataChanged.emit(first, first.siblingAtColumn(len(self.columns) - 1))

    def key_of(self, index: Index) -> str:
        """The id of the area in a row; blank for none."""
        return self.ids[index.internalId()] if index.isValid() else ""

    def index_of(self, key: str) -> QModelIndex:
        """Where an area stands."""
        number = self._number.get(key)
        return NOWHERE if number is None else self._index(number, 0)

    def _index(self, number: int, column: int) -> QModelIndex:
        return self.createIndex(self._below[self._above[number]].index(number), column, number)

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """The cell in a row under a parent."""
        below = self._below[parent.internalId() if parent.isValid() else -1]
        if 0 <= row < len(below) and 0 <= column < len(self.columns):
            return self.createIndex(row, column, below[row])
        return NOWHERE

    def parent(self, index: Index | None = None) -> Any:
        """The area that this one is part of; without an index, the model's own parent object."""
        if index is None:
            return super().parent()
        if not index.isValid() or self._above[index.internalId()] < 0:
            return NOWHERE
        return self._index(self._above[index.internalId()], 0)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many areas are directly part of this one."""
        if parent.isValid() and parent.column():
            return 0
        return len(self._below[parent.internalId() if parent.isValid() else -1])

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The fields shown."""
        return len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The labels of the fields."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.columns[section].label
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and edits."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        areas = self.plan.table(ServiceArea)
        key = self.key_of(index)
        if key not in areas:
            return None
        value = areas.value(key, column.name)
        if role == Qt.ItemDataRole.DisplayRole:
            return show_field(self.plan.records, column, value)
        if role == Qt.ItemDataRole.EditRole:
            return edit_text(self.plan.records, column, value)
        if role == roles.VALUE:
            return value
        if role == roles.COLUMN:
            return column
        if role == roles.CHOICES:
            return choices_of(self.plan.records, column) or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell is chosen and edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed or chosen, as one step."""
        if not index.isValid() or role not in (Qt.ItemDataRole.EditRole, roles.VALUE):
            return False
        column = self.columns[index.column()]
        try:
            taken = (
                value if role == roles.VALUE else read_field(self.plan.records, column, str(value))
            )
            if taken != self.data(index, roles.VALUE):
                edits.change(self.plan, ServiceArea, [self.key_of(index)], **{column.name: taken})
        except Refusal as refusal:
            tell(None, str(refusal))
            return False
        return True


class _RowDelegate(FieldDelegate):
    """Rows of a tree as high as those of every table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A tree asks its delegate for what a table asks its header."""
        return QSize(0, style.ROW_HEIGHT)


class AreasSection(RecordSection):
    """The tree of service areas with the form of the one that is chosen."""

    def __init__(self, session: Session) -> None:
        self._folded: set[str] = set()
        super().__init__(
            session,
            ServiceArea,
            COLUMNS,
            "What the partners buy for the same people. An area that is part of another follows its "
            "stage and arrangement unless it has its own. Alt+Right makes an area part of the one above it, "
            "Alt+Left takes it out.",
        )

    def make_model(self) -> QAbstractItemModel:
        """The tree."""
        model = AreaTree(self.plan, self)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        return model

    def make_view(self) -> QAbstractItemView:
        """A tree in our look."""
        view = QTreeView()
        view.setModel(self.model)
        view.setProperty("role", "bare")
        view.setItemDelegate(_RowDelegate(view))
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(False)
        view.setIndentation(5 * style.STEP)
        view.setTabKeyNavigation(False)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        view.header().setStretchLastSection(False)
        for place, (_, width) in enumerate(COLUMNS):
            if width:
                view.header().resizeSection(place, width)
            else:
                view.header().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        view.expandAll()
        view.collapsed.connect(lambda index: self._folded.add(self.key_of(index)))
        view.expanded.connect(lambda index: self._folded.discard(self.key_of(index)))
        return view

    @property
    def tree(self) -> AreaTree:
        """The model, as what it is."""
        assert isinstance(self.model, AreaTree)
        return self.model

    def key_of(self, index: QModelIndex) -> str:
        """The id of the area in a row."""
        return self.tree.key_of(index)

    def index_of(self, key: str) -> QModelIndex:
        """Where an area is shown."""
        return self.tree.index_of(key)

    def add(self) -> None:
        """Add an area beside the chosen one: part of the same."""
        self.form.settle()
        key = self.key
        parent = self.plan.table(ServiceArea).value(key, "parent") if key else None
        self.add_record(parent=parent)

    def nest(self, inward: bool) -> None:
        """Make the chosen area part of the one above it, or take it out to its parent's level."""
        key, areas = self.key, self.plan.table(ServiceArea)
        if not key:
            return
        index = self.index_of(key)
        if inward:
            above = index.siblingAtRow(index.row() - 1)
            if not above.isValid():
                return
            parent: str | None = self.key_of(above)
        else:
            held = areas.value(key, "parent")
            if held not in areas:
                return
            parent = areas[str(held)].parent
        self.session.do(lambda: edits.change(self.plan, ServiceArea, [key], parent=parent), self)
        self.select(key)

    def _remember(self) -> None:
        self._kept = self.key

    def _restore(self) -> None:
        view = self.view
        assert isinstance(view, QTreeView)
        folded = set(self._folded)
        view.expandAll()
        for key in folded:
            index = self.index_of(key)
            if index.isValid():
                view.collapse(index)
        if self._kept:
            self.select(self._kept)
        self.show_current()
