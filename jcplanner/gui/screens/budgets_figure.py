"""The panel below the budget grid: the figure under the cursor, where it comes from, who changed it last."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.money import show_exact
from jcplanner.domain.years import year_label
from jcplanner.gui import style
from jcplanner.gui.history_dialog import HistoryDialog
from jcplanner.gui.session import Session
from jcplanner.gui.tables.grid_words import head_label, say_plan_amount, say_range
from jcplanner.gui.tables.roles import tooltip
from jcplanner.gui.tables.year_grid import BudgetGrid
from jcplanner.gui.widgets import Card, PlainLabel, button
from jcplanner.plan.fields import show_field
from jcplanner.plan.grid_filters import GridColumn
from jcplanner.plan.grid_groups import Group
from jcplanner.plan.wording import say_value, say_when

HEIGHT = 80
LONGEST = 110
LONGEST_NAME = 30


class _Block(QWidget):
    """A caption with some words below it."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        page = self.page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(style.STEP // 2)
        self.caption = PlainLabel(caption, "caption")
        self.words = PlainLabel("", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        page.addWidget(self.caption)
        page.addWidget(self.words)
        page.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def say(self, text: str, caption: str = "") -> None:
        """Show other words; a long text is cut, the whole is in the tooltip of its cell."""
        if caption:
            self.caption.setText(caption)
        self.words.setText(_short(text, LONGEST))
        self.words.setToolTip(tooltip(text) if len(text) > LONGEST else "")


class FigurePanel(Card):
    """Follows the cursor of the grid: `show_cell` says where it is."""

    range_wanted = Signal()

    def __init__(self, session: Session, grid: BudgetGrid) -> None:
        super().__init__()
        self.session, self.plan, self.grid = session, session.plan, grid
        self.setAccessibleName("Figure under the cursor")
        self.setFixedHeight(HEIGHT)
        self.body.setContentsMargins(4 * style.STEP, 2 * style.STEP + 2, 4 * style.STEP, style.STEP)
        across = QHBoxLayout()
        across.setSpacing(6 * style.STEP)
        self.figure, self.source = _Block("Figure"), _Block("From")
        self.changed, self.note = _Block("Last changed"), _Block("Note")
        self.figure.words.set_role("section")
        self.was = PlainLabel("", "caption")
        self.figure.page.insertWidget(2, self.was)
        for block, share in ((self.figure, 5), (self.source, 6), (self.changed, 7), (self.note, 7)):
            across.addWidget(block, share)
        self.history = button("History of this figure", self.show_history, "link")
        self.range = button("Range of this figure…", self.range_wanted.emit, "link")
        links = QVBoxLayout()
        links.setSpacing(0)
        for link in (self.history, self.range):
            links.addWidget(link)
        links.addStretch(1)
        across.addLayout(links)
        self.body.addLayout(across)
        self._record: tuple[type, str, str] | None = None
        self._status = ""
        self.show_cell(-1, None)

    def show_cell(self, row: int, column: GridColumn | None) -> None:
        """Show the cell in a row and column of the grid; nothing outside it."""
        line, group = self.grid.line_at(row), self.grid.group_at(row)
        self._record, self._status = None, ""
        for block in (self.figure, self.source, self.changed, self.note):
            block.say("")
        self.was.setText("")
        if line is not None and column is not None:
            self._show_line(line, column)
        elif group is not None and column is not None:
            self._show_group(group, column)
        else:
            self.figure.say("Choose a figure to see where it comes from", "Figure")
        self.figure.words.set_role("section" if line or group else "muted")
        self.history.setEnabled(self._record is not None)
        year = column is not None and column.year is not None
        self.history.setText("History of this figure" if year else "History of this cell")
        self.range.setEnabled(year and line is not None)

    def _show_group(self, group: Group, column: GridColumn) -> None:
        many = "1 line" if group.count == 1 else f"{group.count:,} lines"
        label = head_label(self.grid.view, group)
        if column.year is None:
            self.figure.say(label, "Group")
            self.was.setText(many)
            return
        pence = group.sum(column.year)
        self.figure.say(
            "Blank" if pence is None else show_exact(pence),
            f"{_short(label)}, {year_label(column.year)}",
        )
        self.was.setText(f"net of {many}")
        self.source.say(f"The sum of {many} shown, {group.bucket.words}, income taken away")

    def _show_line(self, key: str, column: GridColumn) -> None:
        line = self.plan.table(BudgetLine)[key]
        self.source.say(_from(line))
        if column.year is not None:
            self._show_amount(line, column.year)
            return
        field = column.field
        value = self.grid.view.field(key, column.key)
        words = (
            str(value).capitalize()
            if field is None
            else show_field(self.plan.records, field, value)
        )
        self.figure.say(words or "Blank", f"{_short(line.description)}: {column.label.lower()}")
        self.note.say(line.note)
        if field is not None:
            self._record = (BudgetLine, key, column.key)
            self._say_change()

    def _show_amount(self, line: BudgetLine, year: int) -> None:
        held = self.plan.table(BudgetAmount).get(cell_id(line.id, year))
        pence = None if held is None else held.amount
        words = "Blank" if pence is None else show_exact(pence)
        if line.direction == "income" and pence is not None:
            words += " income" if pence >= 0 else " income given back"
        self.figure.say(words, f"{_short(line.description)}, {year_label(year)}")
        self.note.say((held.note if held is not None else "") or line.note)
        self._record = (BudgetAmount, cell_id(line.id, year), "amount")
        self._status = held.status if held is not None and pence is not None else ""
        if self.plan.overridden(BudgetAmount.TABLE, cell_id(line.id, year), "amount"):
            income = line.direction == "income"
            self._status = say_plan_amount(self.plan, cell_id(line.id, year), income=income)
        if held is not None and (said := say_range(held)):
            self._status = f"{self._status}, {said}" if self._status else said
        self._say_change()

    def _say_change(self) -> None:
        if self._record is None:
            return
        kind, key, name = self._record
        history = self.plan.history(kind, key, name)
        if not history:
            self.changed.say("Never")
            return
        step, before, _after = history[-1]
        by = f", {step.author}" if step.author else ""
        self.changed.say(f"{_when(step.at)}: {_step_name(step.name)}{by}")
        column = next(held for held in kind.COLUMNS if held.name == name)
        if len(history) > 1 or before not in (None, ""):
            was = say_value(self.plan, column, before)
            self.was.setText(f"was {was}" if was else "was blank")
        if self._status:
            held = self.was.text()
            self.was.setText(f"{self._status}, {held}" if held else self._status)

    def show_history(self) -> None:
        """Open the list of every value that this cell has had."""
        if self._record is not None:
            HistoryDialog(self.session, *self._record, parent=self.window()).open()


def _short(text: str, most: int = LONGEST_NAME) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _step_name(name: str) -> str:
    """A step in few words: the figure that it changed is named beside it."""
    return "Change amount" if name.startswith("Change amount,") else name


def _when(at: str) -> str:
    """When a step was made: of today only the time."""
    local = datetime.fromisoformat(at).astimezone()
    today = local.date() == datetime.now().astimezone().date()
    return f"today {local:%H:%M}" if today else say_when(at)


def _from(line: BudgetLine) -> str:
    """Where a line came from, in words."""
    if not line.source_file:
        return "Typed here"
    parts = [line.source_file]
    if line.source_sheet:
        parts.append(f"sheet {line.source_sheet}")
    if line.source_row is not None:
        parts.append(f"row {line.source_row:,}")
    return ", ".join(parts)
