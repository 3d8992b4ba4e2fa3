"""What the Budgets screen does with a scenario: chosen figures go back to what the plan has."""

from typing import TYPE_CHECKING

from jcplanner.domain.budgets import BudgetAmount, cell_id
from jcplanner.domain.overrides import numbers_of
from jcplanner.domain.scenarios import override_id
from jcplanner.gui.errors import tell
from jcplanner.plan import scenario_edits

if TYPE_CHECKING:
    from jcplanner.gui.screens.budgets import BudgetsScreen


def back_to_plan(screen: "BudgetsScreen") -> None:
    """End the overrides of the chosen figures; what is not overridden among them stays."""
    plan = screen.plan
    if not plan.scenario:
        tell(screen, "This is the plan as agreed; choose a scenario at the top first (Alt+0).")
        return
    table = BudgetAmount.TABLE
    cells = [cell_id(line, year) for line, year in screen.moves.cells()]
    ids = [
        override_id(plan.scenario, table, cell, name)
        for cell in cells
        for name in numbers_of(table)
        if plan.overridden(table, cell, name)
    ]
    if not ids:
        tell(screen, "None of the chosen figures is otherwise than in the plan.")
        return

    def verb() -> None:
        scenario_edits.back_to_plan(plan, ids)
        screen.say(
            "1 number is the plan's again."
            if len(ids) == 1
            else f"{len(ids):,} numbers are the plan's again."
        )

    screen.session.do(verb, screen)
