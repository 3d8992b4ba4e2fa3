"""What the gap rests on: resources, assumptions, pressures, and control totals; `gap` has the sums."""

from jcplanner.domain.budgets import RECURRENCES
from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record

GROWTH_KINDS = ("pay and price", "demographic", "non-demographic", "other")
"""Assumptions that make up the do-nothing requirement; their rates add before they multiply (rule 7)."""

EFFICIENCY = "efficiency"
ASSUMPTION_KINDS = (*GROWTH_KINDS, EFFICIENCY)
ESTIMATES = ("low", "central", "high")
CONTROLLED = ("net revenue budget", "requirement after savings")


@record("resource", "resource", "resources", ordered=False, named_by="id")
class Resource(Record):
    """A partner's available resource (allocation) in a year, in pence. Its id is `<partner>:<year>`."""

    id: str
    partner: str | None = link("Partner", "partner", on_remove="cascade")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    amount: int | None = column(
        "Resource",
        Kind.MONEY,
        default=None,
        help="Blank: what the partner's revenue funding sources give in the year.",
    )
    source: str = column("Source")
    note: str = column("Note", Kind.NOTE)


@record("assumption", "assumption", "assumptions")
class Assumption(Record):
    """One reason why a requirement grows or shrinks, for an area with those inside it or for all."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New assumption")
    kind: str = column("Kind", Kind.CHOICE, default="pay and price", choices=ASSUMPTION_KINDS)
    service_area: str | None = link(
        "Service area",
        "service_area",
        # Emptied, it would hold for all areas.
        on_remove="cascade",
        help="Blank for all. Of each kind, the one nearest to an area holds.",
    )
    source: str = column("Source")
    owner: str = column("Owner", help="The post that answers for it, not a person's name.")
    note: str = column("Note", Kind.NOTE)


@record("assumption_rate", "rate", "rates", ordered=False, named_by="id")
class AssumptionRate(Record):
    """An assumption's rates for a year. Its id is `<assumption>:<year>`."""

    id: str
    assumption: str | None = link("Assumption", "assumption", on_remove="cascade")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    central: int | None = column("Central", Kind.PERCENT, default=None)
    low: int | None = column("Low", Kind.PERCENT, default=None, help="Blank: as central.")
    high: int | None = column("High", Kind.PERCENT, default=None, help="Blank: as central.")


@record("pressure", "pressure", "pressures")
class Pressure(Record):
    """A cost pressure or investment of one year, in pence, beyond what rates explain; negative for relief."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New pressure")
    partner: str | None = link("Partner", "partner", on_remove="cascade")
    service_area: str | None = link("Service area", "service_area")
    year: int | None = column("First year", Kind.YEAR, default=None, required=True)
    amount: int | None = column("In that year", Kind.MONEY, default=None)
    full_year: int | None = column(
        "Full-year effect",
        Kind.MONEY,
        default=None,
        help="What it comes to from the year after; blank: the same.",
    )
    recurrence: str = column("Recurrence", Kind.CHOICE, default="recurrent", choices=RECURRENCES)
    source: str = column("Source")
    note: str = column("Note", Kind.NOTE)


@record("control_total", "control total", "control totals")
class ControlTotal(Record):
    """What some partners together may spend in a year (004¶18); its partners are `ControlledPartner`s."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New control total")
    year: int | None = column("Year", Kind.YEAR, default=None, required=True)
    amount: int | None = column("Amount", Kind.MONEY, default=None)
    compared: str = column(
        "Compared with", Kind.CHOICE, default="net revenue budget", choices=CONTROLLED
    )
    source: str = column("Source")
    note: str = column("Note", Kind.NOTE)


@record(
    "controlled_partner",
    "place under a control total",
    "places under control totals",
    ordered=False,
    named_by="id",
)
class ControlledPartner(Record):
    """One of the partners that share a control total. Its id is `<control total>:<partner>`."""

    id: str
    control_total: str | None = link("Control total", "control_total", on_remove="cascade")
    partner: str | None = link("Partner", "partner", on_remove="cascade")


def controlled_id(control_total: str, partner: str) -> str:
    """The id of a partner's part in a control total."""
    return f"{control_total}:{partner}"
