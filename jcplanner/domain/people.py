"""People: officers' time taken stock of, and posts as they are and as proposed. Posts, never persons."""

from jcplanner.domain.column import Kind
from jcplanner.domain.planning import BASES
from jcplanner.domain.record import Record, column, link, position, record

TIERS = ("strategic", "dedicated", "operational")
TIME_CLASSES = ("not given", "statutory duty", "over and above", "system failing")
TIME_BASES = ("snapshot, extrapolated", "actual over twelve months", "estimate")
POST_STATES = ("now and proposed", "now only", "proposed only")
TUPE = ("not known", "yes", "no")


@record("officer_time", "officer time", "officer time")
class OfficerTime(Record):
    """Time that officers give to the joint work (004¶39-48); its cost is pence of the months sampled.

    Never added to cash budgets.
    """

    id: str
    position: int = position()
    name: str = column("What for", required=True, default="New entry")
    tier: str = column("Tier", Kind.CHOICE, default="strategic", choices=TIERS)
    category: str = column("Category", help="Within its tier, such as project posts.")
    team: str = column("Team")
    partner: str | None = link("Employer", "partner")
    benefits: str | None = link("Works for", "partner", help="Where it is not the employer.")
    service_area: str | None = link("Service area", "service_area")
    year: int | None = column("Year", Kind.YEAR, default=None)
    fte: int | None = column("FTE", Kind.DECIMAL, default=None)
    cost: int | None = column("Cost in the sample", Kind.MONEY, default=None)
    months: int | None = column("Months sampled", Kind.COUNT, default=12)
    basis: str = column("Basis", Kind.CHOICE, default="estimate", choices=TIME_BASES)
    status: str = column("Status", Kind.CHOICE, default="indicative", choices=BASES)
    time_class: str = column("Class", Kind.CHOICE, default="not given", choices=TIME_CLASSES)
    in_summary: int = column(
        "In the paper's summary", Kind.FLAG, default=1, help="No: its own summary leaves it out."
    )
    review_on: str | None = column("Review on", Kind.DATE, default=None)
    source: str = column("Source")
    note: str = column("Note", Kind.NOTE)


@record("post", "post", "posts")
class Post(Record):
    """A post of the commissioners' management structure, as it is and as proposed (000¶17b)."""

    id: str
    position: int = position()
    name: str = column("Post", required=True, default="New post")
    partner: str | None = link("Employer", "partner")
    proposed_partner: str | None = link("Employer proposed", "partner", help="Blank: as now.")
    reports_to: str | None = link("Reports to", "post")
    proposed_reports_to: str | None = link("Reports to, proposed", "post")
    manages: str | None = link("Manages", "service_area")
    state: str = column("There", Kind.CHOICE, default="now and proposed", choices=POST_STATES)
    fte: int | None = column("FTE", Kind.DECIMAL, default=None)
    cost: int | None = column("Cost a year", Kind.MONEY, default=None)
    joint: int = column("Joint appointment", Kind.FLAG, default=0)
    tupe: str = column("TUPE", Kind.CHOICE, default="not known", choices=TUPE)
    source: str = column("Source")
    note: str = column("Note", Kind.NOTE)
