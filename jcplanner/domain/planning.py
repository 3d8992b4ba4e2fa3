"""The plan itself: its title, years and status, and the figures that papers and ledgers state."""

from jcplanner.domain.column import Kind
from jcplanner.domain.money import UNITS
from jcplanner.domain.record import Record, column, link, position, record

PLAN_ID = "plan"
"""The id of the one row that describes the plan."""

PUBLICATION_STATUSES = ("Draft - not for publication", "Open", "Exempt")
PRICE_BASES = ("cash (outturn prices)", "real (base-year prices)")
MOST_YEARS = 11
"""One base year and up to ten that follow."""

TOTALS_STATED = (
    "net revenue",
    "gross revenue expenditure",
    "revenue income",
    "net capital",
    "funding",
    "pooled net revenue",
    "shortfall",
    "requirement",
    "resource",
    "gap",
    "residual gap",
)
"""The totals that a stated figure can be compared with; "shortfall" is net revenue less funding.

The last four are those of the Gap screen; without a partner they are of all commissioners together.
"""

BASES = ("actual", "estimate", "indicative", "provisional")


@record("plan", "plan", "plans", ordered=False, named_by="title")
class PlanDetails(Record):
    """What the plan is. There is one row, with the id `PLAN_ID`."""

    id: str
    title: str = column("Title", required=True, default="New plan")
    place: str = column("Place", help="The area that the plan covers, such as Herefordshire.")
    first_year: int = column(
        "First financial year",
        Kind.YEAR,
        default=2026,
        required=True,
        help="The base year: the last year before the pathway begins.",
    )
    years_shown: int = column(
        "Years shown",
        Kind.COUNT,
        default=4,
        required=True,
        help="The base year and those after it.",
    )
    price_base: str = column("Price base", Kind.CHOICE, default=PRICE_BASES[0], choices=PRICE_BASES)
    publication_status: str = column(
        "Publication status",
        Kind.CHOICE,
        default=PUBLICATION_STATUSES[0],
        choices=PUBLICATION_STATUSES,
    )
    unit: str = column("Unit shown", Kind.CHOICE, default="thousands", choices=tuple(UNITS))
    note: str = column("Note", Kind.NOTE, help="What a reader must know about this plan.")

    @property
    def years(self) -> list[int]:
        """The financial years of the plan, the base year first; never more than a plan may show."""
        shown = max(1, min(self.years_shown, MOST_YEARS))
        return list(range(self.first_year, self.first_year + shown))

    @property
    def pathway_years(self) -> list[int]:
        """The years of the pathway: all but the base year."""
        return self.years[1:]


@record("stated_figure", "stated figure", "stated figures")
class StatedFigure(Record):
    """A figure that a paper prints or a ledger gives, kept apart from what the lines add up to.

    Either one amount or a range in pence ("£70m to £80m", 000¶15). 1,412 - 1,327 is 85; the paper says
    84 (002¶17): the plan shows both and the difference.
    """

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="Stated figure")
    total: str = column(
        "Compared with",
        Kind.CHOICE,
        default="net revenue",
        choices=TOTALS_STATED,
        help="The total of this plan that it should equal.",
    )
    partner: str | None = link(
        "Partner",
        "partner",
        help="Blank for all partners; of requirement, resource and gap for all commissioners.",
    )
    service_area: str | None = link(
        "Service area", "service_area", on_remove="cascade", help="Blank for all areas."
    )
    year: int | None = column("Year", Kind.YEAR, default=None, required=True)
    amount: int | None = column("Amount", Kind.MONEY, default=None)
    low: int | None = column("Low", Kind.MONEY, default=None)
    high: int | None = column("High", Kind.MONEY, default=None)
    basis: str = column("Basis", Kind.CHOICE, default="estimate", choices=BASES)
    source: str = column("Source")
    paragraph: str = column("Paragraph")
    dated: str | None = column("Dated", Kind.DATE, default=None)
    note: str = column("Note", Kind.NOTE)
