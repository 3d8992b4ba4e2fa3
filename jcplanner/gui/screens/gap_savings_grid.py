"""The grid of savings: each saving's own fields, and by year what it delivers and what it costs."""

import dataclasses
from typing import Any

from PySide6.QtCore import QObject, Qt

from jcplanner.domain.column import Column, Value
from jcplanner.domain.phasing import delivered
from jcplanner.domain.problems import Refusal
from jcplanner.domain.savings import Saving, SavingCost
from jcplanner.domain.years import year_label
from jcplanner.gui.screens.gap_grid import Cells, YearCell, YearColumns
from jcplanner.gui.session import Session
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.roles import EDIT, Index
from jcplanner.plan import saving_edits
from jcplanner.plan.fields import column_named, read_field

FIELDS = (
    ("name", 168),
    ("target_line", 146),
    ("benefit_area", 118),
    ("full_year_effect", 126),
    ("start_year", 72),
    ("start_month", 92),
    ("profile", 88),
    ("status", 124),
    ("confidence", 94),
)
"""The fields before the years, with their widths."""

LATER_FIELDS = (
    ("recurrence", 112),
    ("partner", 90),
    ("kind", 84),
    ("owner", 150),
    ("source", 170),
    ("note", 200),
)
"""The fields after them."""

ROOMY_FIELDS = {"name": 270, "target_line": 240, "benefit_area": 170}
"""Where there is room, names are shown in full."""

DELIVERED_WIDTH, COST_WIDTH = 78, 114
DELIVERED, COST = "delivered", "amount"

_DELIVERED = dataclasses.replace(
    column_named(Saving, "full_year_effect"),
    label="Delivered",
    help="What it delivers in the year: this follows from its full-year effect, start and phasing.",
)


class SavingGrid(YearColumns):
    """Savings down, their fields and years across; what is delivered is only read."""

    cell_kind = SavingCost

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        names = [name for name, _ in (*FIELDS, *LATER_FIELDS)]
        super().__init__(session, Saving, names, len(FIELDS), parent=parent)

    def make_cells(self) -> list[YearCell]:
        """What is delivered in each year of the plan, then what it costs."""
        years = self.plan.years
        return [
            *(YearCell(year, DELIVERED, year_label(year)) for year in years),
            *(YearCell(year, COST, f"{year_label(year)} cost") for year in years),
        ]

    def held(self, key: str, cell: YearCell) -> Value:
        """What is delivered, worked out; or the cost that was typed."""
        if cell.field != DELIVERED:
            return super().held(key, cell)
        saving = self.plan.table(Saving).get(key)
        if saving is None or saving.full_year_effect is None or saving.start_year is None:
            return None
        return delivered(saving, cell.year)

    def described(self, cell: YearCell) -> Column:
        """The column behind it."""
        return _DELIVERED if cell.field == DELIVERED else super().described(cell)

    def shown(self, cell: YearCell, value: Value) -> str:
        """Money in the unit of the screen."""
        return self.session.money(value if isinstance(value, int) else None)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is delivered cannot be typed."""
        place = self.place(index.column()) if index.isValid() else 0
        if isinstance(place, YearCell) and place.field == DELIVERED:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return super().flags(index)

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Take an edit; a target also relieves its line's partner, where nobody is named yet."""
        place = self.place(index.column()) if index.isValid() else -1
        target = isinstance(place, int) and self.columns[place].name == "target_line"
        if not target or role not in (EDIT, roles.VALUE):
            return super().setData(index, value, role)
        key, column = self.id_at(index.row()), column_named(Saving, "target_line")
        try:
            line = value if role == roles.VALUE else read_field(self.plan.records, column, value)
            if line != self.plan.table(Saving)[key].target_line:
                saving_edits.hold_target(self.plan, key, None if line is None else str(line))
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return False
        return True

    def write(self, cells: Cells) -> None:
        """Put costs into the plan. Raises Refusal where only what is delivered was chosen."""
        costs = {
            (key, cell.year): None if value is None else int(value)
            for (key, cell), value in cells.items()
            if cell.field == COST
        }
        if not costs:
            raise Refusal(
                "What a saving delivers follows from its full-year effect, start and phasing; change those."
            )
        saving_edits.set_costs(self.plan, costs)
