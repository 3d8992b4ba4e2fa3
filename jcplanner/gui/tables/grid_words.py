"""What cells and heads of the budget grid say, for the eye, for tooltips and for screen readers."""

from jcplanner.domain.budgets import BudgetAmount, cell_id
from jcplanner.domain.money import show_exact, show_money, show_plain
from jcplanner.gui.session import DECIMALS
from jcplanner.plan.grid import BudgetView
from jcplanner.plan.grid_groups import Bucket, Group
from jcplanner.plan.plan import Plan

PLAIN = Bucket("revenue", 0)
"""What needs no word: cash revenue."""


def head_label(view: BudgetView, group: Group) -> str:
    """What the head of a group is called; groups beside cash revenue say what they hold."""
    main = view.totals[0].bucket if view.totals else PLAIN
    return group.label if group.bucket == main else f"{group.label}, {group.bucket.words}"


def head_amount(group: Group, year: int, unit: str) -> str:
    """The sum of a group in a year; blank where none of its lines has an amount."""
    pence = group.sum(year)
    return "" if pence is None else show_money(pence, unit, DECIMALS[unit])


def say_amount(plan: Plan, line: str, year: int, *, income: bool) -> str:
    """A figure in full, with its range and note."""
    key, otherwise = cell_id(line, year), ""
    held = plan.table(BudgetAmount).get(key)
    if plan.overridden(BudgetAmount.TABLE, key, "amount"):
        otherwise = f"\n{say_plan_amount(plan, key, income=income)}"
    if held is None:
        return f"Blank{otherwise}"
    said = "Blank"
    if held.amount is not None:
        said = show_exact(held.amount) + (" income" if income else "")
    if ends := say_range(held):
        said += f"\n{ends[:1].upper()}{ends[1:]}"
    said += otherwise
    return f"{said}\nNote: {held.note}" if held.note else said


def say_plan_amount(plan: Plan, key: str, *, income: bool) -> str:
    """What the plan as agreed has where a scenario has another amount: "Plan: £1,200.00"."""
    pence = plan.plan_value(BudgetAmount.TABLE, key, "amount")
    words = "blank" if pence is None else show_exact(pence)
    return f"Plan: {words}" + (" income" if income and pence is not None else "")


def say_range(held: BudgetAmount) -> str:
    """Between which amounts a figure may come to lie; blank where nobody said."""
    if held.low is not None and held.high is not None:
        return f"range {show_plain(held.low)} to {show_plain(held.high)}"
    if held.low is not None:
        return f"at least {show_plain(held.low)}"
    return f"at most {show_plain(held.high)}" if held.high is not None else ""
