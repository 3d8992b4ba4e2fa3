"""Partners: the councils and NHS bodies of a plan, and the bodies through which each decides."""

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record

PARTNER_KINDS = (
    "council",
    "CCG",
    "ICB",
    "PCT",
    "NHS trust",
    "NHS foundation trust",
    "GP federation",
    "VCS organisation",
    "other",
)
PLAN_ROLES = ("owner", "co-owner", "consultee", "observer")
AUTHORITIES = ("reserved", "delegated", "advisory", "none")


@record("partner", "partner", "partners")
class Partner(Record):
    """A body in the arrangement. Each stays accountable for its own budget (000¶18)."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New partner")
    short_name: str = column("Short name", help="Used in tables and charts, such as Council.")
    kind: str = column("Kind", Kind.CHOICE, default="council", choices=PARTNER_KINDS)
    plan_role: str = column(
        "Role in the plan",
        Kind.CHOICE,
        default="owner",
        choices=PLAN_ROLES,
        help="Owners decide; consultees are asked; observers are kept informed.",
    )
    organisation_code: str = column(
        "Organisation code", Kind.CODE, help="The ONS code (E06000019) or ODS code (QGH)."
    )
    valid_from: str | None = column("Valid from", Kind.DATE, default=None)
    valid_to: str | None = column("Valid to", Kind.DATE, default=None)
    colour: str = column("Colour", Kind.CODE, hidden=True)

    @property
    def short(self) -> str:
        """The short name, else the name."""
        return self.short_name or self.name


@record("body", "body", "bodies")
class Body(Record):
    """A cabinet, governing body, board or committee, with the authority that it has (003, 004¶18)."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New body")
    partner: str | None = link(
        "Partner", "partner", on_remove="cascade", help="Blank for a joint body."
    )
    kind: str = column("Kind", help="Cabinet, governing body, health and wellbeing board, ...")
    authority: str = column(
        "Authority",
        Kind.CHOICE,
        default="reserved",
        choices=AUTHORITIES,
        help="Whether it may decide: reserved or delegated to it, advisory only, or none.",
    )
    chair: str = column("Chair", help="The office that chairs it, not a person's name.")
    membership: str = column("Membership", Kind.NOTE)
    meets: str = column("Meets", help="How often, such as monthly.")
    papers_days: int | None = column(
        "Papers due (days)", Kind.COUNT, default=None, help="Before its meeting."
    )
    figures_days: int | None = column(
        "Figures fixed (days)",
        Kind.COUNT,
        default=None,
        help="Before its meeting: the last day on which a figure can still change.",
    )
    terms_of_reference: str = column("Terms of reference", Kind.NOTE)
