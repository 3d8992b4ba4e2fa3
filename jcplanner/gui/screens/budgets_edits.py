"""What people do to the cells and lines chosen in the budget grid; each verb is one undoable step."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.column import Value
from jcplanner.domain.years import year_label
from jcplanner.gui.errors import ask, tell
from jcplanner.gui.screens.budgets_dialogs import NoteDialog, PercentDialog, PickDialog
from jcplanner.gui.screens.budgets_range import RangeDialog
from jcplanner.gui.session import Session
from jcplanner.gui.tables.budget_table import BudgetPane
from jcplanner.plan import edits, paste
from jcplanner.plan.fields import choices_of, column_named
from jcplanner.plan.grid_filters import GridColumn

MOST_SUGGESTED = 200


class BudgetEdits(QObject):
    """Works on what is selected in a pane. ``said`` carries what was done in a few words."""

    said = Signal(str)

    def __init__(self, session: Session, pane: BudgetPane, parent: QObject) -> None:
        super().__init__(parent)
        self.session, self.plan, self.pane = session, session.plan, pane
        self.table, self.grid, self.view = pane.table, pane.grid, pane.grid.view

    # What is chosen

    def lines(self) -> list[str]:
        """The chosen lines, top to bottom; the head of a group stands for the lines folded in it."""
        found: dict[str, None] = {}
        for row in self.table.selected_rows():
            line, group = self.grid.line_at(row), self.grid.group_at(row)
            if line is not None:
                found[line] = None
            elif group is not None and group.place in self.view.folded:
                for inner in self.view.groups:
                    if inner.lies_in(group):
                        found.update(dict.fromkeys(inner.lines))
        return list(found)

    def columns(self) -> list[GridColumn]:
        """The chosen columns, left to right."""
        return [self.grid.columns[place] for place in self.table.selected_columns()]

    def years(self) -> list[int]:
        """The chosen years."""
        return [column.year for column in self.columns() if column.year is not None]

    def _cells(self) -> list[tuple[str, GridColumn]]:
        """The chosen cells of lines, block by block, each once."""
        found: dict[tuple[str, GridColumn], None] = {}
        blocks = list(self.table.selected_blocks())
        index = self.table.currentIndex()
        if not blocks and index.isValid():
            blocks = [(index.row(), index.column(), index.row(), index.column())]
        for top, left, bottom, right in blocks:
            for row in range(top, bottom + 1):
                line = self.grid.line_at(row)
                if line is not None:
                    for place in range(left, right + 1):
                        if not self.table.isColumnHidden(place):
                            found[(line, self.grid.columns[place])] = None
        return list(found)

    def _do(self, verb: Callable[[], object], said: str = "") -> None:
        """Run a verb; say what it did unless it was refused."""

        def whole() -> bool:
            verb()
            return True

        if self.session.do(whole, self.table) and said:
            self.said.emit(said)

    def _need_lines(self) -> list[str]:
        lines = self.lines()
        if not lines:
            tell(self.table, "Choose one or more budget lines first.")
        return lines

    # Copy, paste, blank, fill

    def paste(self) -> None:
        """Put the clipboard's text into the grid from the first chosen cell on, as one step."""
        text = QGuiApplication.clipboard().text()
        rows, places = self.table.selected_rows(), self.table.selected_columns()
        if not text or not rows or not places:
            tell(self.table, "There is nothing to paste, or no cell is chosen to paste into.")
            return
        follow = range(rows[0], len(self.view.rows))
        columns = self.pane.shown_columns(places[0])
        size = (rows[-1] - rows[0] + 1, len(places))

        def verb() -> None:
            done = paste.paste(self.view, text, follow, columns, size)
            self.said.emit(done.words)

        self._do(verb)

    def blank(self) -> None:
        """Empty the chosen cells; blank is not nil."""
        cells = self._cells()

        def verb() -> None:
            left = paste.blank_cells(self.view, cells)
            if left:
                what = "1 cell" if left == 1 else f"{left:,} cells"
                self.said.emit(f"{what} must hold something and stayed as before.")

        self._do(verb)

    def fill_down(self) -> None:
        """Carry the first chosen line's cells into those below."""
        lines, columns = self.lines(), self.columns()
        if len(lines) < 2:
            tell(self.table, "Choose the cell to copy and those below it, then fill down.")
            return
        self._do(lambda: paste.fill_down(self.view, lines, columns))

    def fill_right(self) -> None:
        """Carry the first chosen year into the years after it."""
        lines, years = self._need_lines(), self.years()
        if not lines:
            return
        if not years:
            tell(self.table, "Choose the year to carry on from, then fill right.")
            return
        if len(years) == 1:
            years = [year for year in self.plan.years if year >= years[0]]
        if len(years) < 2:
            tell(self.table, f"There is no year after {year_label(years[0])} to fill.")
            return
        self._do(lambda: edits.fill_right(self.plan, lines, years))

    def change_by_percent(self) -> None:
        """Ask for a percentage and change the chosen amounts by it."""
        cells = [(line, column.year) for line, column in self._cells() if column.year is not None]
        if not cells:
            tell(self.table, "Choose the amounts to change first.")
            return
        many = "this amount" if len(cells) == 1 else f"these {len(cells):,} amounts"
        PercentDialog(
            self.table.window(),
            "Change amounts",
            f"By how many percent should {many} change? A minus takes away.",
            lambda hundredths: self._do(lambda: edits.adjust_amounts(self.plan, cells, hundredths)),
        ).open()

    def mark(self, status: str) -> None:
        """Mark the chosen amounts as indicative or confirmed."""
        cells = [(line, column.year) for line, column in self._cells() if column.year is not None]

        def verb() -> None:
            count = paste.mark_amounts(self.plan, cells, status)
            what = "1 amount is" if count == 1 else f"{count:,} amounts are"
            self.said.emit(f"{what} {status}." if count else "No amount is chosen.")

        self._do(verb)

    # Lines

    def add_line(self) -> None:
        """Add a line like the one under the cursor: its partner, area and source; then name it."""
        fields: dict[str, Value] = {}
        row = self.table.currentIndex().row()
        line, group = self.grid.line_at(row), self.grid.group_at(row)
        if line is not None:
            for name in ("partner", "service_area", "funding_source", "nature", "budget_holder"):
                fields[name] = self.view.field(line, name)
        elif group is not None and self.view.grouping in (
            "service_area",
            "partner",
            "funding_source",
        ):
            fields[self.view.grouping] = group.key
            fields["nature"] = group.bucket.nature
        if "nature" not in fields and self.view.nature_shown == "capital":
            fields["nature"] = "capital"
        made = self.session.do(lambda: edits.add(self.plan, BudgetLine, **fields), self.table)
        if made:
            self.show_line(made)
            self.table.edit(self.table.currentIndex())

    def show_line(self, line: str, year: int | None = None) -> bool:
        """Put the cursor on a line, in a year or on its name. False where filters hide it."""
        row = self.grid.row_shown(line)
        if row < 0:
            return False
        place = self.grid.column_of(str(year)) if year is not None else 0
        self.table.go_to(row, max(place, 0))
        return True

    def copy_lines(self) -> None:
        """Add a copy of each chosen line with its amounts."""
        lines = self._need_lines()
        if lines:
            made = self.session.do(lambda: edits.duplicate(self.plan, lines), self.table)
            if made:
                self.show_line(made[0])
                self.said.emit(
                    "Copied 1 line." if len(made) == 1 else f"Copied {len(made):,} lines."
                )

    def remove_lines(self) -> None:
        """Say what goes with the chosen lines, then remove them."""
        lines = self._need_lines()
        if not lines:
            return
        one = str(self.view.field(lines[0], "description"))
        what = f'"{one}"' if len(lines) == 1 else f"these {len(lines):,} budget lines"
        follows = edits.consequences(self.plan, BudgetLine, lines)
        ask(
            self.table,
            f"Remove {what}?",
            "Remove",
            lambda: self._do(lambda: edits.remove(self.plan, BudgetLine, lines)),
            details="; ".join([*follows, "undo brings everything back"]).capitalize() + ".",
        )

    def assign_area(self) -> None:
        """Ask for a service area and put the chosen lines into it."""
        lines = self._need_lines()
        if lines:
            self._pick(
                "service_area",
                "Put into service area",
                lines,
                lambda area: edits.assign_area(self.plan, lines, area),  # type: ignore[arg-type]
            )

    def set_field(self, name: str) -> None:
        """Ask for a partner, funding source or reporting line, and set it on the chosen lines."""
        lines = self._need_lines()
        if lines:
            label = column_named(BudgetLine, name).label
            title = f"Set {label[:1].lower()}{label[1:]}"
            self._pick(
                name,
                title,
                lines,
                lambda value: edits.change(self.plan, BudgetLine, lines, **{name: value}),
            )

    def _pick(
        self, name: str, title: str, lines: list[str], verb: Callable[[Value], object]
    ) -> None:
        column = column_named(BudgetLine, name)
        choices = choices_of(self.plan.records, column)
        free = not choices
        if free:
            table = self.plan.table(BudgetLine)
            place = table.index(name)
            known = sorted({str(row[place]) for row in table.rows.values() if row[place]})
            choices = [(word, word) for word in known[:MOST_SUGGESTED]]
        many = "1 line" if len(lines) == 1 else f"{len(lines):,} lines"
        words = {value: label.strip() for value, label in choices}

        def picked(value: Value) -> None:
            name = words.get(value, str(value or "")) or "none"
            self._do(lambda: verb(value), f"{column.label} of {many}: {name}.")

        question = f"{column.label} of {many}:"
        PickDialog(self.table.window(), title, question, choices, picked, free=free).open()

    # Notes

    def note(self) -> None:
        """Write a note on the figure under the cursor; in any other column, on its line."""
        index = self.table.currentIndex()
        line = self.grid.line_at(index.row())
        if line is None:
            tell(self.table, "Choose a budget line, or one of its figures, to write a note on.")
            return
        column = self.grid.columns[index.column()]
        name = str(self.view.field(line, "description"))
        year = column.year
        if year is not None:
            held = self.plan.table(BudgetAmount).get(cell_id(line, year))
            NoteDialog(
                self.table.window(),
                f"Note on {name}, {year_label(year)}:",
                held.note if held is not None else "",
                lambda text: self._do(
                    lambda: edits.set_amount_fields(self.plan, line, year, note=text)
                ),
            ).open()
            return
        NoteDialog(
            self.table.window(),
            f"Note on {name}:",
            str(self.view.field(line, "note") or ""),
            lambda text: self._do(lambda: edits.change(self.plan, BudgetLine, [line], note=text)),
        ).open()

    def set_range(self) -> None:
        """Ask for the low and the high of the figure under the cursor."""
        index = self.table.currentIndex()
        line = self.grid.line_at(index.row())
        year = self.grid.columns[index.column()].year if index.isValid() else None
        if line is None or year is None:
            tell(self.table, "Choose one of a line's figures to give it a range.")
            return
        RangeDialog(
            self.table.window(),
            f"{self.view.field(line, 'description')}, {year_label(year)}",
            self.plan.table(BudgetAmount).get(cell_id(line, year)),
            lambda low, high: self._do(
                lambda: edits.set_amount_fields(self.plan, line, year, low=low, high=high)
            ),
            income=self.view.is_income(line),
        ).open()
