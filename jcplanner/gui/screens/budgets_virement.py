"""The dialog that makes a virement: lines with what each gains or gives, until nothing is left to place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.money import show_exact
from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.errors import tell
from jcplanner.gui.forms.editors import QuietCombo
from jcplanner.gui.screens.budgets_dialogs import PickDialog
from jcplanner.gui.screens.year_box import YearBox
from jcplanner.gui.session import Session
from jcplanner.gui.tables.roles import ALIGN, DISPLAY, EDIT, LEFT, NOWHERE, RIGHT, SPOKEN, Index
from jcplanner.gui.tables.table_view import TableView
from jcplanner.gui.widgets import Card, PlainLabel, button, row
from jcplanner.plan.clipboard import read_amount, shown_amount, shown_difference, typed_amount
from jcplanner.plan.fields import link_name
from jcplanner.plan.plan import Plan
from jcplanner.plan.virement_choices import agreeing_bodies, lines_to_add, read_day, say_years
from jcplanner.plan.virement_edits import Asked, make_virement, moved_amount

MOVE = 4
WIDTHS = (0, 84, 148, 118, 136, 118)


class MovesTable(QAbstractTableModel):
    """The lines of a virement in the making; what each gains, in net pence, is typed into one column."""

    refused = Signal(str)
    moved = Signal()

    def __init__(self, plan: Plan, lines: Sequence[str], year: int) -> None:
        super().__init__()
        self.plan, self.year = plan, year
        self.lines = [line for line in lines if line in plan.table(BudgetLine)]
        self.moves: dict[str, int] = {}

    def show_year(self, year: int) -> None:
        """Show the amounts of another year."""
        self.beginResetModel()
        self.year = year
        self.endResetModel()

    def add(self, line: str) -> int:
        """Add a line, where it is not there yet. Returns its row."""
        if line not in self.lines:
            self.beginInsertRows(NOWHERE, len(self.lines), len(self.lines))
            self.lines.append(line)
            self.endInsertRows()
        return self.lines.index(line)

    def remove(self, at: int) -> None:
        """Take a line out, with its move."""
        if 0 <= at < len(self.lines):
            self.beginRemoveRows(NOWHERE, at, at)
            self.moves.pop(self.lines.pop(at), None)
            self.endRemoveRows()
            self.moved.emit()

    def put(self, at: int, pence: int) -> None:
        """Set what a line gains, in net pence; nought is no move."""
        self.moves[self.lines[at]] = pence
        self.dataChanged.emit(self.index(at, MOVE), self.index(at, MOVE + 1))
        self.moved.emit()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One row for each line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Line, partner, area, amount now, move, amount after."""
        return 0 if parent.isValid() else len(WIDTHS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """What stands in the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == ALIGN:
            return RIGHT if section >= MOVE - 1 else LEFT
        now = f"{year_label(self.year)} now"
        heads = ("Line", "Partner", "Service area", now, "Gains + or gives -", "After")
        return heads[section] if role == DISPLAY else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """What a cell shows and edits."""
        line, at = self.lines[index.row()], index.column()
        if role == ALIGN:
            return RIGHT if at >= MOVE - 1 else LEFT
        if role == EDIT and at == MOVE:
            return typed_amount(self.moves.get(line))
        if role in (DISPLAY, SPOKEN):
            return self._text(line, at)
        return None

    def _text(self, line: str, at: int) -> str:
        held, records = self.plan.table(BudgetLine)[line], self.plan.records
        income = held.direction == "income"
        pence = self.moves.get(line, 0)
        if at == MOVE:
            return shown_difference(pence)
        if at > MOVE - 2:
            amount = moved_amount(self.plan, line, self.year, pence if at > MOVE else 0)
            return "blank" if amount is None else shown_amount(amount, decimals=2, income=income)
        return (
            held.description + (" (income)" if income else ""),
            link_name(records, "partner", held.partner),
            link_name(records, "service_area", held.service_area),
        )[at]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The moves are typed; everything else is read."""
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen | Qt.ItemFlag.ItemIsEditable if index.column() == MOVE else chosen

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Take a move as it was typed: +500, -500, (500), 1.2m; blank is none."""
        if role != EDIT or index.column() != MOVE:
            return False
        try:
            self.put(index.row(), read_amount(str(value or "")) or 0)
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return False
        return True


class VirementDialog(QDialog):
    """``made`` tells in a few words of the virement that was made."""

    made = Signal(str)

    def __init__(
        self, session: Session, lines: Sequence[str], year: int | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.session, self.plan = session, session.plan
        self.setWindowTitle("New virement")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(700, 440)
        self.resize(980, 560)
        page = QVBoxLayout(self)
        page.setContentsMargins(*(5 * style.STEP,) * 4)
        page.setSpacing(3 * style.STEP)
        about = "Budget moves between lines of one partner, or inside one pool; what some gain, others give."
        page.addWidget(PlainLabel(about, wrap=True))
        page.addLayout(self._fields(year))
        page.addWidget(self._moves_card(lines), 1)
        self.years = PlainLabel("", "caption", wrap=True)
        self.fault = PlainLabel("", "bad", wrap=True)
        page.addWidget(self.years)
        page.addWidget(self.fault)
        self.main = button("Make the virement", self.accept, "primary")
        self.main.setDefault(True)
        page.addLayout(row(None, button("Cancel", self.reject), self.main))
        make = QAction("Make the virement", self)
        make.setShortcut(QKeySequence("Ctrl+Return"))
        make.triggered.connect(self.accept)
        self.addAction(make)
        self._show_sums()
        self.reason.setFocus()

    # Putting it together

    def _fields(self, year: int | None) -> QGridLayout:
        self.reason = self._line("Reason", "such as Prevention moved into mainstream budgets")
        self.year = YearBox()
        self.year.read(self.plan)
        self.year.choose(year)
        self.year.chosen.connect(self._year_chosen)
        self.recurrence = QuietCombo()
        self.recurrence.setAccessibleName("Recurrence")
        self.recurrence.addItem("Recurrent: this year and later ones", True)
        self.recurrence.addItem("This year alone", False)
        self.recurrence.currentIndexChanged.connect(lambda _at: self._show_sums())
        self.agreed_by = self._line("Agreed by", "the post or body, not a person's name")
        self.agreed_by.setCompleter(QCompleter(agreeing_bodies(self.plan), self.agreed_by))
        self.agreed_on = self._line("Agreed on", "such as 28/07/2016")
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * style.STEP)
        grid.setVerticalSpacing(2 * style.STEP)
        for at, (label, part, column) in enumerate(
            (
                ("&Reason", self.reason, 0),
                ("&Year", self.year, 0),
                ("Ho&lds for", self.recurrence, 2),
                ("Agreed &by", self.agreed_by, 0),
                ("Agreed &on", self.agreed_on, 2),
            )
        ):
            named = QLabel(label)
            named.setBuddy(part)
            line = (0, 1, 1, 2, 2)[at]
            grid.addWidget(named, line, column)
            grid.addWidget(part, line, column + 1, 1, 3 if part is self.reason else 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _line(self, name: str, example: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(example)
        return made

    def _moves_card(self, lines: Sequence[str]) -> Card:
        self.model = MovesTable(self.plan, lines, self.year.year)
        self.table = TableView(name="Lines of the virement")
        self.table.setModel(self.model)
        self.table.setProperty("role", "bare")
        self.table.setTabKeyNavigation(False)
        self.table.set_widths(*WIDTHS)
        self.table.delete_wanted.connect(self._blank)
        self.model.moved.connect(self._show_sums)
        card = Card()
        card.body.setContentsMargins(*(2 * style.STEP,) * 4)
        card.body.addWidget(self.table, 1)
        self.remainder = PlainLabel("", "section")
        self.add_button = button("&Add a line…", self.add_line)
        self.remove_button = button("Remo&ve the line", self.remove_line)
        self.rest_button = button("&Put the rest here", self.put_rest)
        self.rest_button.setToolTip("Let the line under the cursor take what is left to place")
        card.body.addLayout(
            row(self.remainder, None, self.rest_button, self.remove_button, self.add_button)
        )
        if self.model.lines:
            self.table.go_to(0, MOVE)
        return card

    # The moves

    def _year_chosen(self, year: int) -> None:
        self.model.show_year(year)
        self._show_sums()

    def _blank(self) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self.model.lines):
            self.model.put(at, 0)

    def add_line(self) -> None:
        """Pick a line by part of its name; those of the same kind that have an amount are offered."""
        choices = lines_to_add(self.plan, self.model.lines, self.model.year)
        if not choices:
            tell(
                self,
                f"There is no other line of this kind with an amount in {year_label(self.model.year)}.",
            )
            return
        question = f"Lines with an amount in {year_label(self.model.year)}:"
        PickDialog(self, "Add a line", question, choices, self._added).open()

    def _added(self, line: Any) -> None:
        self.table.go_to(self.model.add(str(line)), MOVE)
        self.table.setFocus()
        self._show_sums()

    def remove_line(self) -> None:
        """Take the line under the cursor out of the virement."""
        self.model.remove(self.table.currentIndex().row())
        self._show_sums()

    def put_rest(self) -> None:
        """Let the line under the cursor take what is left to place."""
        at = self.table.currentIndex().row()
        if 0 <= at < len(self.model.lines):
            self.model.put(at, self._asked().balancing(self.model.lines[at]))

    def _asked(self) -> Asked:
        return Asked(
            self.reason.text(),
            self.year.year,
            dict(self.model.moves),
            bool(self.recurrence.currentData()),
            self.agreed_by.text(),
        )

    def _show_sums(self) -> None:
        """Show what is left to place, and which years would move."""
        asked = self._asked()
        rest = asked.unplaced
        balanced = not rest and bool(asked.moving)
        self.remainder.setText(f"Left to place: {show_exact(rest)}")
        self.remainder.set_role("section" if balanced or not asked.moving else "bad")
        self.rest_button.setEnabled(bool(rest) and bool(self.model.lines))
        self.remove_button.setEnabled(bool(self.model.lines))
        none_yet = "Add the lines between which budget moves."
        self.years.setText(say_years(self.plan, asked) if self.model.lines else none_yet)
        self.fault.clear()
        self.fault.hide()

    def accept(self) -> None:
        """Make the virement, or say why it cannot be made; what is being typed counts."""
        self.main.setFocus()
        try:
            day = read_day(self.agreed_on.text())
            asked = self._asked().agreed(day)
            make_virement(self.plan, asked)
        except Refusal as refusal:
            self.fault.setText(str(refusal))
            self.fault.show()
            return
        super().accept()
        self.made.emit(f"Virement made: {asked.reason.strip()}.")
