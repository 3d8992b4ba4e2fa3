"""The budget grid as Qt sees it: a thin model over `plan.grid.BudgetView`, which groups, sorts and sums.

`BudgetGrid` holds the heads of groups and the lines (`totals_row` the sums of all lines shown). It asks
the view for everything, follows the steps of its plan by itself and tells of small changes in small
signals, however large the plan.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QObject,
    Qt,
    Signal,
)

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.column import Kind
from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.gui.session import DECIMALS
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.grid_words import head_amount, head_label, say_amount
from jcplanner.gui.tables.roles import (
    ALIGN,
    DISPLAY,
    EDIT,
    LEFT,
    NOWHERE,
    RIGHT,
    SPOKEN,
    TIP,
    Index,
)
from jcplanner.plan import edits
from jcplanner.plan.clipboard import read_amount, shown_amount, typed_amount
from jcplanner.plan.fields import choices_of, edit_text, read_field, show_field
from jcplanner.plan.grid import BudgetView
from jcplanner.plan.grid_filters import STAGE, GridColumn
from jcplanner.plan.grid_groups import Group
from jcplanner.plan.paste import copied_cell
from jcplanner.plan.plan import Notice, Plan

NAME_IN_STEP = 40

_CHOOSE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPE = _CHOOSE | Qt.ItemFlag.ItemIsEditable


class BudgetGrid(QAbstractTableModel):
    """Rows of a `BudgetView`; columns are its columns, amounts in the plan's ``unit``."""

    refused = Signal(str)
    totals_moved = Signal()
    followed = Signal(object)

    def __init__(
        self, plan: Plan, grouping: str = "service_area", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.plan = plan
        self.view = BudgetView(plan, grouping)
        self.unit = plan.details.unit
        self._read_places()
        stop = plan.on_change(self.follow)
        self.destroyed.connect(lambda _gone=None: stop())

    def _read_places(self) -> None:
        lines, amounts = self.plan.table(BudgetLine), self.plan.table(BudgetAmount)
        self._lines, self._amounts = lines.rows, amounts.rows
        self._direction, self._line_note = lines.index("direction"), lines.index("note")
        self._nature, self._in_kind = lines.index("nature"), lines.index("in_kind")
        self._pence, self._note = amounts.index("amount"), amounts.index("note")
        self._columns = self.view.columns
        self._places = [
            lines.index(column.key) if column.field is not None else -1 for column in self._columns
        ]

    # Where things are

    @property
    def columns(self) -> list[GridColumn]:
        """The columns, whether the view shows them or not."""
        return self._columns

    def column_of(self, key: str) -> int:
        """The place of a column: a field's name, "stage" or a year as text; -1 for an unknown one."""
        return next((at for at, column in enumerate(self._columns) if column.key == key), -1)

    def line_at(self, row: int) -> str | None:
        """The line in a row; nothing on the head of a group or outside."""
        return self.view.line(row) if 0 <= row < len(self.view.rows) else None

    def group_at(self, row: int) -> Group | None:
        """The group that a row heads."""
        held = self.view.rows[row] if 0 <= row < len(self.view.rows) else None
        return held if isinstance(held, Group) else None

    def copied_text(self, index: Index) -> str:
        """What a cell gives to the clipboard."""
        return copied_cell(self.view, index.row(), self._columns[index.column()])

    # Changing what is shown

    def rearrange(self, change: Callable[[], object]) -> None:
        """Run what moves rows of the view; cursor and selection stay on their lines."""
        view, labels = self.view, [column.label for column in self._columns]
        years = self.plan.years
        if [column.year for column in self._columns if column.year is not None] != years:
            self.beginResetModel()
            change()
            self._read_places()
            self.endResetModel()
            self.totals_moved.emit()
            return
        self.layoutAboutToBeChanged.emit()
        moving = self.persistentIndexList()
        held = [(self._token(index.row()), index.column()) for index in moving]
        change()
        self._read_places()
        heads = {group.place: group.row for group in view.groups if group.row >= 0}
        for index, (token, column) in zip(moving, held, strict=True):
            row = view.row_of.get(token) if isinstance(token, str) else heads.get(token)
            self.changePersistentIndex(
                index, NOWHERE if row is None else self.createIndex(row, column)
            )
        self.layoutChanged.emit()
        if [column.label for column in self._columns] != labels:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self.totals_moved.emit()

    def _token(self, row: int) -> Any:
        held = self.view.rows[row] if row < len(self.view.rows) else ""
        return held.place if isinstance(held, Group) else held

    def arrange(self, **settings: Any) -> None:
        """Put settings of the view (grouping, nature, filters, ...) in force. Raises Refusal."""
        if "filters" in settings:
            self.view.judge(settings["filters"])

        def change() -> None:
            self.view.kept.clear()
            for name, value in settings.items():
                setattr(self.view, name, value)
            self.view.arrange()

        self.rearrange(change)

    def sort_by(self, key: str | None, *, descending: bool = False) -> None:
        """Sort the lines of each group by a column; None gives their own order back."""
        if key is None:
            self.arrange(sorting=None)
            return

        def change() -> None:
            self.view.sorting = (key, descending)
            self.view.sort()

        self.rearrange(change)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def fold(self, groups: list[Group], *, folded: bool) -> None:
        """Fold groups to their heads, or show their lines."""
        places = {group.place for group in groups}

        def change() -> None:
            self.view.folded = self.view.folded | places if folded else self.view.folded - places
            self.view.fold()

        self.rearrange(change)

    def row_shown(self, line: str) -> int:
        """The row of a line, out of folded groups if need be; -1 where filters hide it."""
        if line in self.view.row_of or self.view.group_of(line) is None:
            return self.view.row_of.get(line, -1)
        self.rearrange(lambda: self.view.unfold_to(line))
        return self.view.row_of.get(line, -1)

    def _tell_all(self) -> None:
        if self.view.rows:
            last = self.index(len(self.view.rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [DISPLAY])
        self.totals_moved.emit()

    # Following the plan

    def follow(self, notice: Notice) -> None:
        """Take a step of the plan over, then tell so by ``followed``."""
        self.unit = self.plan.details.unit
        if self.view.must_arrange(notice):
            self.rearrange(lambda: self.view.follow(notice))
        else:
            self._take_over(notice)
        self.followed.emit(notice)

    def _take_over(self, notice: Notice) -> None:
        moved = self.view.follow(notice)
        if moved.words:
            self._tell_all()
            return
        last = len(self._columns) - 1
        for line in moved.lines:
            row = self.view.row_of.get(line, -1)
            if row >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))
        if moved.cells:
            self._tell_cells(moved.cells)

    def _tell_cells(self, cells: set[tuple[str, int]]) -> None:
        """One small signal for each row of cells that moved, those of their groups' heads among them."""
        place = {
            column.year: at for at, column in enumerate(self._columns) if column.year is not None
        }
        rows: dict[int, list[int]] = {}
        for line, year in cells:
            group = self.view.group_of(line)
            if group is None or year not in place:
                continue
            for row in (self.view.row_of.get(line, -1), *(held.row for held in group.upward())):
                if row >= 0:
                    rows.setdefault(row, []).append(place[year])
        for row, columns in rows.items():
            self.dataChanged.emit(self.index(row, min(columns)), self.index(row, max(columns)))
        self.totals_moved.emit()

    # Qt's side

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Heads of groups and lines that are not folded away."""
        return 0 if parent.isValid() else len(self.view.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Fields, stage and years."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What a cell shows, edits and offers."""
        if role not in roles.IN_GRID:
            return None
        row, at = index.row(), index.column()
        if row >= len(self.view.rows):
            return None
        held, column = self.view.rows[row], self._columns[at]
        if role == ALIGN:
            return RIGHT if column.year is not None else LEFT
        if not isinstance(held, str):
            return self._head_data(held, column, role)
        line = self._lines.get(held)
        if line is None:
            return None
        if role == roles.GROUP:
            return None
        if column.year is not None:
            return self._amount_data(held, line, column, role)
        return self._field_data(held, line, at, column, role)

    def _amount_data(self, key: str, line: tuple[Any, ...], column: GridColumn, role: int) -> Any:
        year = column.year or 0
        amount = self._amounts.get(f"{key}:{year}")
        if role == roles.NOTED:
            return amount is not None and bool(amount[self._note])
        if role == roles.OVERRIDDEN:
            return self.plan.overridden("budget_amount", f"{key}:{year}", "amount")
        pence = None if amount is None else amount[self._pence]
        if role == EDIT:
            return typed_amount(pence, income=line[self._direction] == "income")
        if role == roles.VALUE:
            return pence
        if role == DISPLAY:
            if pence is None:
                return ""
            income = line[self._direction] == "income"
            return shown_amount(pence, self.unit, DECIMALS[self.unit], income=income)
        if role in (TIP, SPOKEN):
            said = say_amount(self.plan, key, year, income=line[self._direction] == "income")
            return roles.tooltip(said) if role == TIP else said
        return None

    def _field_data(
        self, key: str, line: tuple[Any, ...], at: int, column: GridColumn, role: int
    ) -> Any:
        if column.key == STAGE:
            if role in (roles.STAGE, roles.VALUE):
                return self.view.stage(key)
            return self.view.stage(key).capitalize() if role in (DISPLAY, SPOKEN) else None
        field, records = column.field, self.plan.records
        if field is None or role == roles.STAGE:
            return None
        value = line[self._places[at]]
        if role == DISPLAY:
            return show_field(records, field, value).replace("\n", " ")
        if role == roles.FAINT:
            return "not given" if column.key == "budget_holder" and not value else None
        if role == EDIT:
            return edit_text(records, field, value)
        if role == roles.VALUE:
            return value
        if role == roles.COLUMN:
            return field
        if role == roles.CHOICES:
            return choices_of(records, field) or None
        if at == 0:
            return self._line_data(key, line, role)
        if role == TIP and field.kind in (Kind.TEXT, Kind.NOTE, Kind.LINK):
            return roles.tooltip(show_field(records, field, value))
        return None

    def _line_data(self, key: str, line: tuple[Any, ...], role: int) -> Any:
        """What the first column says of the whole line: its depth, tags and note."""
        if role == roles.DEPTH:
            group = self.view.group_of(key)
            return group.depth if self.view.grouping and group is not None else None
        if role == roles.TAGS:
            tags = (line[self._nature] == "capital", "Capital"), (line[self._in_kind], "In kind")
            return [words for holds, words in tags if holds]
        if role == roles.NOTED:
            return bool(line[self._line_note])
        if role == TIP:
            note = line[self._line_note]
            return roles.tooltip(str(line[self._places[0]]) + (f"\nNote: {note}" if note else ""))
        return None

    def _head_data(self, group: Group, column: GridColumn, role: int) -> Any:
        if role == roles.GROUP:
            many = "1 line" if group.count == 1 else f"{group.count:,} lines"
            return group.place in self.view.folded, group.depth, many
        if role in (DISPLAY, SPOKEN):
            return self._head_text(group, column, spoken=role == SPOKEN)
        named = role == TIP and column.key == "description"
        return roles.tooltip(head_label(self.view, group)) if named else None

    def _head_text(self, group: Group, column: GridColumn, *, spoken: bool) -> str:
        if column.year is not None:
            return head_amount(group, column.year, self.unit)
        if column.key != "description":
            return ""
        label = head_label(self.view, group)
        state = "folded" if group.place in self.view.folded else "unfolded"
        return f"{label}, {group.count:,} lines, {state}" if spoken else label

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Labels, and how the table is sorted and filtered by a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        sorting = self.view.sorting
        if role == DISPLAY:
            return column.label
        if role == ALIGN:
            return RIGHT if column.year is not None else LEFT
        if role == roles.SORTED:
            if sorting is None or sorting[0] != column.key:
                return None
            return "down" if sorting[1] else "up"
        if role == roles.FILTERED:
            return column.key in self.view.filters
        if role == TIP:
            return roles.tooltip(column.about)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads of groups, the stage and where a line came from are only read."""
        if not index.isValid() or index.row() >= len(self.view.rows):
            return Qt.ItemFlag.NoItemFlags
        typed = self._columns[index.column()].editable and self.line_at(index.row()) is not None
        return _TYPE if typed else _CHOOSE

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Take an edit: text that was typed, or (`roles.VALUE`) a value that was chosen."""
        line = self.line_at(index.row())
        typed = self._columns[index.column()].editable
        if role not in (EDIT, roles.VALUE) or line is None or not typed:
            return False
        try:
            self._take(line, index, value, role)
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return False
        return True

    def _take(self, line: str, index: Index, value: Any, role: int) -> None:
        column = self._columns[index.column()]
        typed = "" if value is None else str(value)
        if column.year is not None:
            pence = read_amount(typed, income=self.view.is_income(line))
            if pence != self.view.amount(line, column.year):
                name = str(self.view.field(line, "description"))[:NAME_IN_STEP]
                name = f"Change amount, {name} {year_label(column.year)}"
                edits.set_amounts(self.plan, {(line, column.year): pence}, name)
        elif column.field is not None:
            if role == EDIT and typed == index.data(EDIT):
                return
            taken = (
                value if role == roles.VALUE else read_field(self.plan.records, column.field, typed)
            )
            if taken != self.view.field(line, column.key):
                edits.change(self.plan, BudgetLine, [line], **{column.key: taken})
