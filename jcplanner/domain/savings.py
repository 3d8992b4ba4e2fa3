"""Savings: where the target is held, where the benefit falls, and when; `phasing` has the sums.

The line that holds a target need not be where the money is saved (001¶4.22), so both are named.
"""

from jcplanner.domain.budgets import RECURRENCES
from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record
from jcplanner.domain.years import MONTHS

SAVING_STATUSES = ("identified", "in development", "unidentified")
SAVING_KINDS = ("not given", "MTFS", "QIPP", "CIP", "joint")
PROFILES = ("immediate", "linear", "slow", "fast")


@record("saving", "saving", "savings")
class Saving(Record):
    """A saving or efficiency with its full-year effect in pence, positive for money saved."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New saving")
    kind: str = column("Kind", Kind.CHOICE, default="not given", choices=SAVING_KINDS)
    owner: str = column("Owner", help="The post that answers for it, not a person's name.")
    partner: str | None = link("Partner", "partner", help="Whose budget is relieved.")
    target_line: str | None = link(
        "Target held against", "budget_line", help="The line that carries the target."
    )
    benefit_area: str | None = link(
        "Benefit falls in", "service_area", help="The area where less is spent."
    )
    full_year_effect: int | None = column("Full-year effect", Kind.MONEY, default=None)
    start_year: int | None = column("Starts in", Kind.YEAR, default=None)
    start_month: str = column("Start month", Kind.CHOICE, default="April", choices=MONTHS)
    profile: str = column(
        "Phasing",
        Kind.CHOICE,
        default="immediate",
        choices=PROFILES,
        help="How it builds up over its first twelve months.",
    )
    recurrence: str = column(
        "Recurrence",
        Kind.CHOICE,
        default="recurrent",
        choices=RECURRENCES,
        help="Recurrent savings carry on; others fall to their first year alone.",
    )
    confidence: int | None = column(
        "Confidence", Kind.PERCENT, default=10_000, help="How sure it is; blank counts as 100%."
    )
    status: str = column("Status", Kind.CHOICE, default="identified", choices=SAVING_STATUSES)
    source: str = column("Source")
    note: str = column("Note", Kind.NOTE)


@record("saving_cost", "cost to achieve", "costs to achieve", ordered=False, named_by="id")
class SavingCost(Record):
    """What a saving costs to achieve in a year, in pence. Its id is `<saving>:<year>`."""

    id: str
    saving: str | None = link("Saving", "saving", on_remove="cascade")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    amount: int | None = column("Cost to achieve", Kind.MONEY, default=None)
