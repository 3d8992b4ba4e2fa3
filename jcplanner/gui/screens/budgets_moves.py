"""Commands of the grid that show first what they would do to amounts: spread, roll forward, virements."""

from jcplanner.gui.errors import tell
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.screens.budgets_edits import BudgetEdits
from jcplanner.gui.screens.budgets_roll_forward import RollForwardDialog
from jcplanner.gui.screens.budgets_spread import SpreadDialog
from jcplanner.gui.screens.budgets_virement import VirementDialog
from jcplanner.gui.screens.budgets_virements import VirementsDialog
from jcplanner.plan.grid_groups import Group
from jcplanner.plan.scenario_step import NO_VIREMENTS
from jcplanner.plan.spread_edits import Place, Proposal

PERCENT = "budgets/percent"
FIRST_PERCENT = 200
MOST_MOVED = 200
"""A virement is typed line by line: a longer selection was not meant for one."""


class BudgetMoves:
    """Opens the dialogs on what is selected in the grid; ``edits`` knows what that is."""

    def __init__(self, edits: BudgetEdits) -> None:
        self.edits = edits
        self.session, self.plan = edits.session, edits.plan
        self.table, self.grid, self.view = edits.table, edits.grid, edits.view
        self.preferences = Preferences()

    # What is chosen

    def cells(self) -> list[Place]:
        """The chosen amounts, blank ones among them, in the order of the grid.

        The head of a group stands for the lines folded in it; where heads alone are chosen, each stands for
        its lines whether they are folded or not.
        """
        blocks = list(self.table.selected_blocks())
        current = self.table.currentIndex()
        if not blocks and current.isValid():
            blocks = [(current.row(), current.column(), current.row(), current.column())]
        alone = not any(
            self.grid.line_at(row) is not None
            for top, _, bottom, _ in blocks
            for row in range(top, bottom + 1)
        )
        found: dict[Place, None] = {}
        for top, left, bottom, right in sorted(blocks):
            years = [
                column.year
                for at, column in enumerate(self.grid.columns[left : right + 1], left)
                if column.year is not None and not self.table.isColumnHidden(at)
            ]
            for row in range(top, bottom + 1):
                for line in self._lines_in(row, heads=alone):
                    found.update(dict.fromkeys((line, year) for year in years))
        return list(found)

    def _lines_in(self, row: int, *, heads: bool) -> list[str]:
        line, group = self.grid.line_at(row), self.grid.group_at(row)
        if line is not None:
            return [line]
        if group is not None and (heads or group.place in self.view.folded):
            return self._lines_of(group)
        return []

    def _lines_of(self, group: Group) -> list[str]:
        return [line for inner in self.view.groups if inner.lies_in(group) for line in inner.lines]

    def lines(self) -> list[str]:
        """The chosen lines, in whichever column; heads stand for theirs as in `cells`."""
        rows = self.table.selected_rows()
        alone = not any(self.grid.line_at(row) is not None for row in rows)
        return list(
            dict.fromkeys(line for row in rows for line in self._lines_in(row, heads=alone))
        )

    # Spreading and rolling forward

    def spread(self) -> None:
        """Spread a total over the chosen amounts."""
        cells = self.cells()
        if not cells:
            tell(self.table, "Choose the amounts that a total is to be spread over, or a subtotal.")
            return
        dialog = SpreadDialog(self.session, self.view, cells, self.table.window())
        dialog.made.connect(self._say)
        dialog.open()

    def roll_forward(self) -> None:
        """Carry the chosen lines from the first chosen year into the later ones, or to the end."""
        lines, years = self.lines(), self.edits.years()
        if not lines or not years:
            tell(self.table, "Choose lines in the year to carry on from, then roll forward.")
            return
        last = years[-1] if len(years) > 1 else self.plan.years[-1]
        span = [year for year in self.plan.years if years[0] <= year <= last]
        if len(span) < 2:
            tell(self.table, "There is no year after the chosen one to roll forward into.")
            return
        dialog = RollForwardDialog(
            self.session, lines, span, self._percent(), self._remember, self.table.window()
        )
        dialog.made.connect(self._say)
        dialog.open()

    def _percent(self) -> str:
        """The percentage that was used last, without needless noughts: "2", "-1.5"."""
        try:
            hundredths = int(self.preferences.text(PERCENT, str(FIRST_PERCENT)))
        except ValueError:
            hundredths = FIRST_PERCENT
        return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")

    def _remember(self, hundredths: int) -> None:
        self.preferences.set_text(PERCENT, str(hundredths))

    def _say(self, done: Proposal) -> None:
        many = "1 amount" if done.count == 1 else f"{done.count:,} amounts"
        self.edits.said.emit(f"{done.name}: {many} changed.")

    # Virements

    def new_virement(self) -> None:
        """Begin a virement between the chosen lines, in the chosen year."""
        if self.plan.scenario:
            tell(self.table, NO_VIREMENTS)
            return
        lines, years = self.lines(), self.edits.years()
        if len(lines) > MOST_MOVED:
            tell(
                self.table,
                f"{len(lines):,} lines are chosen; choose those few between which budget moves.",
            )
            return
        dialog = VirementDialog(
            self.session, lines, years[0] if years else None, self.table.window()
        )
        dialog.made.connect(self.edits.said.emit)
        dialog.open()

    def virements(self, chosen: str = "") -> None:
        """Open the list of the virements that were made."""
        VirementsDialog(self.session, self.new_virement, chosen, self.table.window()).open()
