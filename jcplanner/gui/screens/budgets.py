"""Budgets: every partner's lines as a spreadsheet, years across, in groups with subtotals.

What it shows is arranged by `plan.grid`, what it does is in `budgets_edits`, its commands are listed in
`budgets_commands`. The screen itself puts them together: bar, filters in force, grid, figure panel.
"""

from typing import Any

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.column import Value
from jcplanner.domain.problems import Place
from jcplanner.domain.services import ServiceArea, within
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.screens.budgets_bar import FilterBar, NoLines
from jcplanner.gui.screens.budgets_commands import (
    choice_menu,
    columns_menu,
    group_choices,
    make_actions,
    nature_choices,
    year_menu,
)
from jcplanner.gui.screens.budgets_edits import BudgetEdits
from jcplanner.gui.screens.budgets_figure import FigurePanel
from jcplanner.gui.screens.budgets_head import BudgetsHead, Calls
from jcplanner.gui.screens.budgets_moves import BudgetMoves
from jcplanner.gui.screens.screen import Screen
from jcplanner.gui.session import Session
from jcplanner.gui.tables.budget_table import BudgetPane
from jcplanner.gui.tables.column_menu import ColumnMenu
from jcplanner.gui.tables.year_grid import BudgetGrid
from jcplanner.plan.grid_filters import SHOWN_AT_FIRST, Filter
from jcplanner.plan.grid_groups import GROUPINGS
from jcplanner.plan.plan import Notice

COLUMNS = "budgets/columns"
WIDTHS = "budgets/widths"
GROUPING = "budgets/grouping"
PANEL_DELAY = 60
"""Milliseconds: walking through the grid does not read the history of every cell on the way."""


class BudgetsScreen(Screen):
    """The budget grid with everything around it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.preferences = Preferences()
        grouping = self.preferences.text(GROUPING, GROUPINGS[0])
        self.grid = BudgetGrid(
            session.plan, grouping if grouping in GROUPINGS else GROUPINGS[0], self
        )
        self.view = self.grid.view
        self.pane = BudgetPane(self.grid)
        self.figure = FigurePanel(session, self.grid)
        self.edits = BudgetEdits(session, self.pane, self)
        self.moves = BudgetMoves(self.edits)
        self._find_text = ""
        self.columns_shown = self._remembered_columns()
        self._make_head()
        self.bar = FilterBar(self.plan, lambda key: self.set_filter(key, None), self.clear_filters)
        self.page.addWidget(self.bar)
        self.empty = NoLines(self._bring_in, self.edits.add_line, self.clear_filters)
        self.page.addWidget(self.pane, 1)
        self.page.addWidget(self.empty, 1)
        self.page.addWidget(self.figure)
        self._connect()
        self.pane.own_widths.update(self._remembered_widths())
        self.pane.show_columns(self.columns_shown)
        self._cursor_first()
        self.refresh()

    # Putting it together

    def _make_head(self) -> None:
        self.columns_menu, self.column_actions = columns_menu(self, self._toggle_column)
        for key, action in self.column_actions.items():
            action.setChecked(key in self.columns_shown)
        calls = Calls(
            self._set_grouping,
            self._set_nature,
            self._set_partner,
            self.moves.roll_forward,
            self._bring_in,
        )
        self.head = BudgetsHead(calls, self.columns_menu)
        self.page.addWidget(self.head)
        self._actions = make_actions(self)
        groups, self._group_actions = choice_menu(
            self, "Group &by", group_choices(), self._set_grouping, "Ctrl+Alt+Shift+{}"
        )
        natures, self._nature_actions = choice_menu(
            self, "Revenue or &capital", nature_choices(), self._set_nature
        )
        stages = year_menu(self, "Stage in the &year", self.view, self._set_stage_year)
        separator = QAction(self)
        separator.setSeparator(True)
        menus = (groups, natures, stages, self.columns_menu)
        self._actions += [separator, *(menu.menuAction() for menu in menus)]

    def _connect(self) -> None:
        table = self.pane.table
        table.delete_wanted.connect(self.edits.blank)
        table.fold_wanted.connect(self._fold_row)
        table.header.sort_wanted.connect(self._sort_column)
        table.header.menu_wanted.connect(self.open_column_menu)
        # The screen's own action copies: two actions with one shortcut would undo each other.
        for held in (table, self.pane.totals):
            held.removeAction(held.copy_action)
        self._panel_timer = QTimer(self)
        self._panel_timer.setSingleShot(True)
        self._panel_timer.setInterval(PANEL_DELAY)
        self._panel_timer.timeout.connect(self._show_figure)
        table.selectionModel().currentChanged.connect(self._cursor_moved)
        self.pane.widths_drawn.connect(self._remember_widths)
        self.grid.followed.connect(self._followed)
        self.grid.modelAboutToBeReset.connect(self._keep_cursor)
        self.grid.modelReset.connect(self._put_cursor_back)
        self.edits.said.connect(self.say)
        self.figure.range_wanted.connect(self.edits.set_range)

    def _cursor_first(self) -> None:
        """Put the cursor on the first figure of the first line."""
        row = next((at for at in range(self.grid.rowCount()) if self.grid.line_at(at)), -1)
        if row >= 0:
            self.pane.table.go_to(row, self.grid.column_of(str(self.plan.years[0])))
            self.pane.table.scrollToTop()

    def _keep_cursor(self) -> None:
        index = self.pane.table.currentIndex()
        key = self.grid.columns[index.column()].key if index.isValid() else ""
        self._cursor = (self.grid.line_at(index.row()), key)

    def _put_cursor_back(self) -> None:
        """After other years came in: the same columns, and the cursor where it was."""
        self.pane.show_columns(self.columns_shown)
        line, key = self._cursor
        row = self.view.row_of.get(line or "", -1)
        if row >= 0:
            self.pane.table.go_to(row, max(self.grid.column_of(key), 0))
        else:
            self._cursor_first()

    # Showing the plan

    def refresh(self) -> None:
        """Show everything around the grid; the grid itself follows the plan by itself."""
        self._show_head()
        self.bar.show_filters(self.view.filters, self.grid.columns)
        self._show_empty()
        self.pane.fit()
        self._show_figure()

    def follow(self, notice: Notice) -> None:
        """Wait for the grid to take the step over: see `_followed`."""

    def _followed(self, notice: Notice) -> None:
        """Show around the grid what one step has moved in it."""
        if not self.isVisible():
            return
        if notice.everything or notice.tables - {"budget_amount", "scenario_override"}:
            self.refresh()
        else:
            self._panel_timer.start()

    def _show_head(self) -> None:
        view = self.view
        self.head.show_view(view)
        self._group_actions[view.grouping].setChecked(True)
        self._nature_actions[view.nature_shown].setChecked(True)

    def _show_empty(self) -> None:
        shown = self.view.lines_shown > 0
        self.pane.setVisible(shown)
        self.figure.setVisible(shown)
        self.empty.setVisible(not shown)
        self.empty.say(filtered=len(self.plan.table(BudgetLine)) > 0)

    def _show_figure(self) -> None:
        if not self.isVisible():
            return
        index = self.pane.table.currentIndex()
        column = self.grid.columns[index.column()] if index.isValid() else None
        self.figure.show_cell(index.row(), column)

    def _cursor_moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._panel_timer.start()
        self.say("")

    def say(self, words: str) -> None:
        """Say in a few words what was just done; gone when the cursor moves on."""
        self.bar.say(words)

    # Groups, natures, partners, columns

    def _set_grouping(self, grouping: str) -> None:
        self.preferences.set_text(GROUPING, grouping)
        self.arrange(grouping=grouping, folded=set())

    def _set_nature(self, nature: str) -> None:
        self.arrange(nature=nature)

    def _set_stage_year(self, year: int) -> None:
        self.arrange(stage_year=year)

    def _set_partner(self, partner: str | None) -> None:
        self.set_filter("partner", Filter(chosen=frozenset((partner,))) if partner else None)

    def arrange(self, **settings: object) -> None:
        """Put settings of the grid in force, and show them around it."""
        self.session.do(lambda: self.grid.arrange(**settings), self)
        self.refresh()

    def _remembered_columns(self) -> set[str]:
        held = self.preferences.text(COLUMNS)
        return set(held.split(",")) if held else set(SHOWN_AT_FIRST)

    def _remembered_widths(self) -> dict[str, int]:
        pairs = (pair.partition(":") for pair in self.preferences.text(WIDTHS).split(","))
        return {key: int(width) for key, _, width in pairs if width.isdecimal()}

    def _remember_widths(self) -> None:
        widths = self.pane.own_widths.items()
        self.preferences.set_text(WIDTHS, ",".join(f"{key}:{width}" for key, width in widths))

    def _toggle_column(self, key: str, on: bool) -> None:
        wanted = self.columns_shown | {key} if on else self.columns_shown - {key}
        if wanted != self.columns_shown:
            self.columns_shown = wanted
            self.preferences.set_text(COLUMNS, ",".join(sorted(wanted)) or "none")
            self.pane.show_columns(wanted)

    # Sorting, filtering, finding, folding

    def _sort_column(self, place: int) -> None:
        """Up at the first click, down at the second, own order at the third."""
        key, sorting = self.grid.columns[place].key, self.view.sorting
        if sorting is None or sorting[0] != key:
            self.grid.sort_by(key)
        elif not sorting[1]:
            self.grid.sort_by(key, descending=True)
        else:
            self.grid.sort_by(None)

    def open_column_menu(self, place: int | None = None) -> None:
        """Open what sorts and filters a column: that of the cursor unless another is given."""
        if place is None:
            place = self.pane.table.currentIndex().column()
        if not 0 <= place < len(self.grid.columns):
            return
        column = self.grid.columns[place]
        menu = ColumnMenu(self, column, self.view.filters.get(column.key), self.view.values(column))
        menu.sort_wanted.connect(
            lambda down: self.grid.sort_by(
                None if down is None else column.key, descending=bool(down)
            )
        )
        menu.filter_wanted.connect(lambda asked: self.set_filter(column.key, asked))
        menu.move(self.pane.menu_place(place))
        menu.show()
        self.column_menu = menu

    def set_filter(self, key: str, asked: Filter | None) -> None:
        """Filter by one column, beside the filters on others; None takes its filter off."""
        filters = {held: other for held, other in self.view.filters.items() if held != key}
        if asked is not None:
            filters[key] = asked
        self.arrange(filters=filters)

    def clear_filters(self) -> None:
        """Show all lines again."""
        self.arrange(filters={})

    def filter_again(self) -> None:
        """Put filters and order in force anew: lines that were edited have kept their places."""
        self.arrange()

    def find(self, text: str) -> None:
        """Go to the first line, from the cursor on, that holds the words."""
        self._find_text = text.strip()
        self._go_to_found(here=True)

    def find_next(self, *, back: bool = False) -> None:
        """Go to the next line that holds the words of the find box, or to the one before."""
        self._go_to_found(back=back)

    def _go_to_found(self, *, here: bool = False, back: bool = False) -> None:
        if not self._find_text:
            self.say("")
            return
        current = self.grid.line_at(self.pane.table.currentIndex().row())
        found = self.view.find(self._find_text, current, back=back, here=here)
        if found is None:
            self.say(f'No line shown holds "{self._find_text}".')
        elif found != current:
            index = self.pane.table.currentIndex()
            row = self.grid.row_shown(found)
            self.pane.table.go_to(row, max(index.column(), 0))

    def _fold_row(self, row: int) -> None:
        group = self.grid.group_at(row)
        if group is not None:
            self.grid.fold([group], folded=group.place not in self.view.folded)

    def fold_current(self, *, folded: bool) -> None:
        """Fold or unfold the group in which the cursor is."""
        row = self.pane.table.currentIndex().row()
        line = self.grid.line_at(row)
        group = self.view.group_of(line) if line else self.grid.group_at(row)
        if group is not None and self.view.grouping:
            column = self.pane.table.currentIndex().column()
            self.grid.fold([group], folded=folded)
            self.pane.table.go_to(group.row, max(column, 0))

    def fold_all(self, *, folded: bool) -> None:
        """Fold every group to its head, or show all lines."""
        self.grid.fold(self.view.groups, folded=folded)

    def copy(self, *, headers: bool = False) -> None:
        """Copy what is selected in the table that has the keyboard, with the headers above if asked."""
        totals = self.pane.totals
        (totals if totals.hasFocus() else self.pane.table).copy(headers=headers)

    # The window's side

    def _bring_in(self) -> None:
        self.session.go(Place("exchange"))

    def actions_offered(self) -> list[QAction]:
        """Every command of this screen."""
        return self._actions

    def take_focus(self) -> None:
        """Work begins in the grid; on an empty screen, with its first button."""
        target = self.pane.table if self.view.lines_shown else self.empty
        target.setFocus()

    def standing(self) -> Any:
        """Filters, folds and order, and the line and column of the cursor."""
        self._keep_cursor()
        view = self.view
        settings = {name: getattr(view, name) for name in ("filters", "nature", "stage_year")}
        return settings, view.sorting, set(view.folded), self._cursor

    def resume(self, standing: Any) -> None:
        """Show the same lines in the same order, with the cursor where it was."""
        settings, sorting, folded, self._cursor = standing
        if settings["stage_year"] not in self.plan.years:
            del settings["stage_year"]
        settings["folded"] = folded
        # Arranging takes long in a large plan: only where something is otherwise.
        if any(getattr(self.view, name) != value for name, value in settings.items()):
            self.arrange(**settings)
        if sorting is not None:
            self.grid.sort_by(sorting[0], descending=sorting[1])
        self._put_cursor_back()

    def show_place(self, place: Place) -> None:
        """Lead to a line, figure or virement, or the lines of an area, partner or source (by commas)."""
        if place.table in ("budget_line", "budget_amount"):
            line, _, year = place.id.partition(":")
            self._show_line(line, int(year) if year.isdigit() else place.year)
            return
        if place.table == "virement":
            self.moves.virements(place.id)
            return
        names, keys = place.table.split(","), place.id.split(",")
        filters: dict[str, Filter] = {}
        for name, key in zip(names, keys, strict=False):
            if name in ("service_area", "partner", "funding_source"):
                filters[name] = Filter(chosen=self._values(name, key))
        if filters:
            self.arrange(filters=filters, nature="both" if place.year is None else self.view.nature)
            self._cursor_first()

    def _values(self, name: str, key: str) -> frozenset[Value]:
        """The values that a place stands for: an area takes in the areas inside it."""
        if name == "service_area" and key:
            return frozenset(within(self.plan.table(ServiceArea), key))
        return frozenset((key or None,))

    def _show_line(self, line: str, year: int | None) -> None:
        if line not in self.plan.table(BudgetLine):
            self.say("That line is no longer in the plan.")
            return
        if self.view.group_of(line) is None:
            nature = str(self.view.field(line, "nature"))
            shown = self.view.nature_shown
            self.arrange(filters={}, nature=shown if shown in (nature, "both") else "both")
        self.edits.show_line(line, year)
        self.pane.table.setFocus()
