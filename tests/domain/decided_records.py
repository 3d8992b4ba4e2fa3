"""Three boards and three dates (003): the governance paper of October 2011, and a few that went otherwise.

The Cabinet's, the PCT Board's and the commissioning group's dates are those of 003's Purpose; the other
proposals are made up to be as 004¶20 tells: "differing outcomes when the same proposals are presented back to
the individual NHS Boards".
"""

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.decisions import Decision, Meeting, RecommendationOutcome
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pools import Pool
from jcplanner.domain.proposals import Consultation, Proposal, Recommendation
from jcplanner.domain.record import Record
from jcplanner.domain.registers import Submission
from jcplanner.domain.services import ServiceArea

GOVERNANCE: tuple[Record, ...] = (
    PlanDetails("plan", "Herefordshire Public Services", "Herefordshire", 2011, 4),
    Partner("hc", 1, "Herefordshire Council", "Council"),
    Partner("pct", 2, "NHS Herefordshire", "PCT", "PCT"),
    Partner("hhcc", 3, "Herefordshire Health-Care Commissioners", "HHCC", "CCG"),
    Body("cabinet", 1, "Cabinet", "hc", "Cabinet", figures_days=35),
    Body("pctb", 2, "Board", "pct", "Board"),
    Body("hhccb", 3, "Board", "hhcc", "Board"),
    Body("hwb", 4, "Health and Wellbeing Board", None, "Shadow board", "advisory", papers_days=5),
    Body("steering", 5, "HPS Steering Group", None, "Steering group", "none"),
    ServiceArea("homes", 1, "Care homes"),
    ServiceArea("carers", 2, "Carers"),
    BudgetLine("council-homes", 1, "hc", "homes", "Care homes"),
    BudgetLine("pct-homes", 2, "pct", "homes", "Continuing care"),
    BudgetLine("council-carers", 3, "hc", "carers", "Carers' support"),
    BudgetAmount("council-homes:2012", "council-homes", 2012, 1_000_000),
    BudgetAmount("pct-homes:2012", "pct-homes", 2012, 2_000_000),
    BudgetAmount("council-carers:2012", "council-carers", 2012, 388_000_00),
    Pool("pool", 1, "Care homes pool", "hc"),
    PathwayStep("homes:2012", "homes", 2012, "integrate", "pooled", "pool"),
    Meeting("m19", 1, "pctb", "Board", "2011-10-19"),
    Meeting("m20", 2, "cabinet", "Cabinet", "2011-10-20"),
    Meeting("m25", 3, "hhccb", "Board", "2011-10-25"),
    Meeting("m17", 4, "cabinet", "Cabinet", "2011-11-17"),
    Proposal("hps", 1, "Partnership governance", "HPS 1", asks="agree"),
    Recommendation("r1", 1, "hps", "Agrees to the establishment of a Public Services Board"),
    Recommendation("r2", 2, "hps", "Adopts its terms of reference and constitution"),
    Decision("hps:pctb", "hps", "pctb", 1, "m19"),
    Decision("hps:cabinet", "hps", "cabinet", 1, "m20"),
    Decision("hps:hhccb", "hps", "hhccb", 1, "m25"),
    Decision("hps:hwb", "hps", "hwb", 0),
    Proposal(
        "care", 2, "Care homes: one contract, one budget", service_area="homes", key_decision=1
    ),
    Decision("care:cabinet", "care", "cabinet", 1, "m17"),
    Decision("care:pctb", "care", "pctb", 1, expected="2011-12-14"),
    Proposal("consult", 3, "Home care: consult on one service", step="approve to consult"),
    Consultation("c", 1, "consult", "Home care", opens="2011-11-01", closes="2012-01-24"),
    Submission("s", 1, "Integrated plan", due="2011-12-01", state="planned"),
)


def decided(proposal: str, body: str, outcome: str, day: str, **fields: object) -> Decision:
    """A decision as it is recorded."""
    return Decision(
        f"{proposal}:{body}",
        proposal,
        body,
        outcome=outcome,
        decided_on=day,
        **fields,  # type: ignore[arg-type]
    )


DIFFERENT: tuple[Record, ...] = (
    decided("care", "cabinet", "approved", "2011-11-17", minute="15"),
    decided("care", "pctb", "deferred", "2011-12-14"),
)
"""004¶20: the council's Cabinet approved what the PCT's Board put off."""

THREE_BOARDS: tuple[Record, ...] = (
    decided("hps", "pctb", "approved", "2011-10-19", meeting="m19"),
    decided("hps", "cabinet", "approved", "2011-10-20", meeting="m20", minute="44"),
    decided("hps", "hhccb", "approved", "2011-10-25", meeting="m25"),
    RecommendationOutcome("r2:hhccb", "r2", "hhccb", "approved as amended", "for six months"),
)
"""003: all three, on three days of one week."""
