"""Virements: balanced moves of budget between areas, with a reason; net nil (002¶14)."""

from jcplanner.domain.budgets import RECURRENCES
from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record


@record("virement", "virement", "virements", named_by="reason")
class Virement(Record):
    """One virement: its moves add up to nothing, and the lines' amounts have moved with it."""

    id: str
    position: int = position()
    reason: str = column("Reason", required=True, default="New virement")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    recurrence: str = column("Recurrence", Kind.CHOICE, default="recurrent", choices=RECURRENCES)
    agreed_by: str = column("Agreed by", help="The post or body, not a person's name.")
    agreed_on: str | None = column("Agreed on", Kind.DATE, default=None)
    note: str = column("Note", Kind.NOTE)


@record("virement_move", "move of a virement", "moves of virements", ordered=False, named_by="id")
class VirementMove(Record):
    """What one line gained (positive) or gave (negative) in net pence. Its id is `<virement>:<line>`."""

    id: str
    virement: str | None = link("Virement", "virement", on_remove="cascade")
    line: str | None = link("Budget line", "budget_line")
    amount: int | None = column("Amount", Kind.MONEY, default=None)


def move_id(virement: str, line: str) -> str:
    """The id of a line's move under a virement."""
    return f"{virement}:{line}"
