"""What people do to savings: add one, hold its target against a line, say what it costs to achieve."""

from collections.abc import Mapping

from jcplanner.domain.budgets import BudgetLine, cell_id
from jcplanner.domain.column import Value
from jcplanner.domain.problems import Refusal
from jcplanner.domain.savings import Saving, SavingCost
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan


def add_saving(plan: Plan, **fields: Value) -> str:
    """Add a saving that begins in the first year of the pathway, unless told otherwise. Returns its id."""
    return edits.add(plan, Saving, **{"start_year": plan.pathway_years[0], **fields})


def hold_target(plan: Plan, saving: str, line: str | None) -> None:
    """Hold a saving's target against a line, or against none.

    Where nobody is relieved yet, it is the line's own partner. Where the benefit falls is left to people:
    it need not be where the target is held (001¶4.22). Raises Refusal where one of them is gone.
    """
    lines = plan.table(BudgetLine)
    if line is not None and line not in lines:
        raise Refusal("That budget line is no longer in the plan.")
    name = plan.records.name(Saving.TABLE, saving)
    with plan.step(f'Change where the target of "{name}" is held') as draft:
        draft.change(Saving, saving, target_line=line)
        held = draft.get(Saving, saving)
        if held is not None and held.partner is None and line is not None:
            draft.change(Saving, saving, partner=lines.value(line, "partner"))


def set_costs(plan: Plan, costs: Mapping[tuple[str, int], int | None]) -> None:
    """Put what savings cost to achieve, in pence by (saving, year); what is left blank is dropped."""
    savings = dict.fromkeys(saving for saving, _ in costs)
    if any(saving not in plan.table(Saving) for saving in savings):
        raise Refusal("That saving is no longer in the plan.")
    names = [plan.records.name(Saving.TABLE, saving) for saving in savings]
    what = f'"{names[0]}"' if len(names) == 1 else f"{len(names):,} savings"
    with plan.step(f"Change the cost to achieve {what}") as draft:
        for (saving, year), amount in costs.items():
            key = cell_id(saving, year)
            if amount is None:
                draft.remove(SavingCost, key)
            else:
                draft.put(SavingCost(key, saving, year, amount))
