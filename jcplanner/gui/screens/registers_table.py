"""The tables of the registers: the records' own columns, and after them what is worked out from others."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from jcplanner.domain.record import Record
from jcplanner.domain.registers import Benefit, BenefitAmount, Contract, Risk
from jcplanner.domain.years import year_label
from jcplanner.gui.screens.gap_grid import Cells, YearCell, YearColumns
from jcplanner.gui.session import Session
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.roles import ALIGN, DISPLAY, LEFT, NOWHERE, SPOKEN, TIP, Index
from jcplanner.plan import register_edits
from jcplanner.plan.plan import Notice, Plan
from jcplanner.reports.registers import score_words, share_words

Worked = Callable[[Plan, str], str]
"""What stands in a column that is worked out, by the plan and the id of the record."""

WORKED_OUT: dict[str, tuple[str, str, Worked]] = {
    Risk.TABLE: ("Score", "Current likelihood times impact, and its band", score_words),
    Contract.TABLE: ("Shares", "What the funding shares come to", share_words),
}
"""By table: the heading, what it says, and what works it out."""


class RegisterTable(RecordTable):
    """The records of a register, with one column more where something is worked out from them."""

    def __init__(
        self, plan: Plan, kind: type[Record], columns: Sequence[str], parent: QObject | None = None
    ) -> None:
        self.worked = WORKED_OUT.get(kind.TABLE)
        super().__init__(plan, kind, columns, parent=parent)

    def _is_worked(self, section: int) -> bool:
        return self.worked is not None and section == len(self.columns)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The record's columns, and the one that is worked out."""
        return super().columnCount(parent) + (self.worked is not None and not parent.isValid())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """The labels."""
        if self.worked is None or not self._is_worked(section):
            return super().headerData(section, orientation, role)
        if orientation is not Qt.Orientation.Horizontal:
            return None
        name, about, _ = self.worked
        return {DISPLAY: name, ALIGN: LEFT, TIP: roles.tooltip(about), SPOKEN: about}.get(role)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What a cell shows, edits and offers."""
        if self.worked is None or not index.isValid() or not self._is_worked(index.column()):
            return super().data(index, role)
        if role in (DISPLAY, TIP):
            said = self.worked[2](self.plan, self.id_at(index.row()))
            return said if role == DISPLAY else roles.tooltip(said) or None
        return LEFT if role == ALIGN else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is worked out is not typed."""
        if index.isValid() and self._is_worked(index.column()):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return super().flags(index)

    def follow(self, notice: Notice) -> None:
        """Take a step over, shares of contracts among it."""
        super().follow(notice)
        if self.worked is not None and "contract_share" in notice.tables and self.ids:
            last = self.index(len(self.ids) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, len(self.columns)), last)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column of the record; by what is worked out only risks, by their points."""
        super().sort(column, order)

    def _order(self, at: int, order: Qt.SortOrder) -> None:
        if not self._is_worked(at):
            super()._order(at, order)
            return
        assert self.worked is not None
        words = {key: self.worked[2](self.plan, key) for key in self.ids}

        def rank(key: str) -> tuple[int, str]:
            number = "".join(sign for sign in words[key].partition(",")[0] if sign.isdigit())
            return (int(number or 0), words[key])

        blank = [key for key in self.ids if not words[key]]
        given = [key for key in self.ids if words[key]]
        given.sort(key=rank, reverse=order is Qt.SortOrder.DescendingOrder)
        self.ids = given + blank


class BenefitGrid(YearColumns):
    """Benefits with what is planned and realised by year; nil is a figure, blank is none."""

    cell_kind = BenefitAmount

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, Benefit, ("name",), 1, parent=parent)

    def make_cells(self) -> list[YearCell]:
        """Planned and realised of each year of the pathway."""
        return [
            YearCell(year, field, f"{year_label(year)} {field}")
            for year in self.plan.pathway_years
            for field in ("planned", "realised")
        ]

    def shown(self, cell: YearCell, value: Any) -> str:
        """Money in the unit of the screen."""
        return self.session.money(value)

    def write(self, cells: Cells) -> None:
        """Put figures into the plan."""
        register_edits.set_benefits(
            self.plan,
            {
                (key, cell.year, cell.field): None if value is None else int(value)
                for (key, cell), value in cells.items()
            },
        )
