"""A table over all records of one kind, made from its column descriptions: registers and pick lists.

    model = RecordTable(plan, Partner, columns=("name", "kind", "plan_role"))
    view = TableView(); view.setModel(model)

The model holds ids, reads the plan and follows its steps by itself. Edits go through `plan.edits`; what
cannot be taken is told by the signal `refused` (TableView shows it).
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QObject,
    Qt,
    Signal,
)

from jcplanner.domain.column import RIGHT_ALIGNED, Column, Kind, Value
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.roles import ALIGN, DISPLAY, EDIT, LEFT, NOWHERE, RIGHT, TIP, Index
from jcplanner.plan import edits
from jcplanner.plan.fields import choices_of, column_named, edit_text, read_field, show_field
from jcplanner.plan.line_search import finder_of
from jcplanner.plan.plan import Notice, Plan

_ANSWERED = frozenset(
    {
        DISPLAY,
        EDIT,
        ALIGN,
        TIP,
        roles.CHOICES,
        roles.COLUMN,
        roles.FINDER,
        roles.VALUE,
        roles.OVERRIDDEN,
    }
)


class RecordTable(QAbstractTableModel):
    """The records of one kind, one row each, in people's order until sorted.

    ``columns`` names the fields shown (all but hidden ones by default); ``filter`` says which records
    are shown; ``editable`` False makes it a list to read.
    """

    refused = Signal(str)

    def __init__(
        self,
        plan: Plan,
        kind: type[Record],
        columns: Sequence[str] | None = None,
        filter: Callable[[Any], bool] | None = None,
        *,
        editable: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.plan, self.kind, self.editable = plan, kind, editable
        names = columns or [column.name for column in kind.COLUMNS if not column.hidden]
        self.columns: list[Column] = [column_named(kind, name) for name in names]
        self._places = [plan.table(kind).index(column.name) for column in self.columns]
        self._filter = filter
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.ids: list[str] = []
        self._read()
        stop = plan.on_change(self.follow)
        self.destroyed.connect(lambda _gone=None: stop())

    # What is shown

    def set_filter(self, filter: Callable[[Any], bool] | None) -> None:
        """Show the records for which this is true; all of them for None."""
        self._filter = filter
        self.refresh()

    def refresh(self) -> None:
        """Read the order of ids again; the cursor and selection stay on their records."""
        self.layoutAboutToBeChanged.emit()
        moving = self.persistentIndexList()
        held = [(self.id_at(index.row()), index.column()) for index in moving]
        self._read()
        rows = {key: row for row, key in enumerate(self.ids)}
        for index, (key, column) in zip(moving, held, strict=True):
            row = rows.get(key)
            self.changePersistentIndex(
                index, NOWHERE if row is None else self.createIndex(row, column)
            )
        self.layoutChanged.emit()

    def _read(self) -> None:
        table = self.plan.table(self.kind)
        if self._filter is None and not self.kind.ORDERED:
            self.ids = list(table)
        else:
            show = self._filter or (lambda _record: True)
            self.ids = [record.id for record in table.ordered() if show(record)]
        if self._sorted is not None:
            self._order(*self._sorted)

    def id_at(self, row: int) -> str:
        """The id of the record in a row; blank outside the table."""
        return self.ids[row] if 0 <= row < len(self.ids) else ""

    def row_of(self, key: str) -> int:
        """The row of a record; -1 where it is not shown."""
        return self.ids.index(key) if key in self.ids else -1

    def column_of(self, name: str) -> int:
        """The place of a column by its name; -1 where it is not shown."""
        return next((at for at, held in enumerate(self.columns) if held.name == name), -1)

    # Following the plan

    def follow(self, notice: Notice) -> None:
        """Take a step of the plan over: rows that moved, came or went."""
        if notice.everything:
            self.refresh()
            return
        own = [change for change in notice.changes if change.table == self.kind.TABLE]
        moved = any(
            change.before is None or change.after is None or "position" in change.after
            for change in own
        )
        if moved or (own and self._filter is not None):
            self.refresh()
        elif own:
            changed = {change.id for change in own}
            for row, key in enumerate(self.ids):
                if key in changed:
                    self.dataChanged.emit(
                        self.index(row, 0), self.index(row, len(self.columns) - 1)
                    )
        linked = {column.link for column in self.columns if column.link}
        if linked & notice.tables and self.ids:
            last = self.index(len(self.ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [DISPLAY])

    # Qt's side

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """The number of records shown."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The number of fields shown."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What a cell shows, edits and offers."""
        if role not in _ANSWERED or not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == ALIGN:
            return RIGHT if column.kind in RIGHT_ALIGNED else LEFT
        if role == roles.COLUMN:
            return column
        if role == roles.CHOICES:
            return choices_of(self.plan.records, column) or None
        if role == roles.FINDER:
            return finder_of(self.plan.records, column)
        row = self.plan.table(self.kind).rows.get(self.ids[index.row()])
        if row is None:
            return None
        value = row[self._places[index.column()]]
        if role == DISPLAY:
            return show_field(self.plan.records, column, value).replace("\n", " ")
        if role == EDIT:
            return edit_text(self.plan.records, column, value)
        if role == roles.OVERRIDDEN:
            return self._overridden(index)
        if role == TIP:
            said = show_field(self.plan.records, column, value) if value else ""
            if self._overridden(index):
                was = self.plan.plan_value(self.kind.TABLE, self.ids[index.row()], column.name)
                said = f"{said or 'Blank'}\nPlan: {column.show(was) or 'blank'}"
            return roles.tooltip(said) or None
        return value

    def _overridden(self, index: Index) -> bool:
        """Whether the scenario that is looked at has a field otherwise than the plan."""
        name = self.columns[index.column()].name
        return self.plan.overridden(self.kind.TABLE, self.ids[index.row()], name)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The labels of the columns, with their help as tooltips."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == DISPLAY:
            return column.label
        if role == ALIGN:
            return RIGHT if column.kind in RIGHT_ALIGNED else LEFT
        if role == TIP:
            return roles.tooltip(column.help)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells are chosen and, unless the table is only to be read, edited."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if (
            index.isValid()
            and self.editable
            and self.columns[index.column()].kind is not Kind.ORDER
        ):
            return base | Qt.ItemFlag.ItemIsEditable
        return base

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Take an edit: text that was typed, or (`roles.VALUE`) a value that was chosen."""
        if role not in (EDIT, roles.VALUE) or not index.isValid():
            return False
        column = self.columns[index.column()]
        try:
            taken: Value = (
                value
                if role == roles.VALUE
                else read_field(self.plan.records, column, "" if value is None else str(value))
            )
            if taken == self.data(index, roles.VALUE):
                return True
            edits.change(self.plan, self.kind, [self.ids[index.row()]], **{column.name: taken})
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return False
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 gives people's own order back."""
        self._sorted = (column, order) if column >= 0 else None
        self.refresh()

    def _order(self, at: int, order: Qt.SortOrder) -> None:
        column, place = self.columns[at], self._places[at]
        records, rows = self.plan.records, self.plan.table(self.kind).rows

        def key(held: str) -> Any:
            value = rows[held][place]
            if column.kind is Kind.LINK:
                return show_field(records, column, value).casefold()
            return value.casefold() if isinstance(value, str) else value

        blank = [held for held in self.ids if rows[held][place] in (None, "")]
        given = [held for held in self.ids if rows[held][place] not in (None, "")]
        given.sort(key=key, reverse=order is Qt.SortOrder.DescendingOrder)
        self.ids = given + blank
