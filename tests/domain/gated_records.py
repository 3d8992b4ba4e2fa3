"""One area with two partners on its way from align to learn, its gate with nothing missing.

Not from a paper: the smallest plan in which every part of a gate is there (000¶17-18).
"""

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.decisions import Decision
from jcplanner.domain.figures import Figures
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.registers import Issue, Lesson, Risk
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.stage_reviews import GateCriterion, StageReview

GATED: tuple[Record, ...] = (
    PlanDetails("plan", "A gate", "Somewhere", 2016, 4),
    Partner("c", 1, "The Council", "Council"),
    Partner("n", 2, "The Clinical Commissioning Group", "CCG", "CCG"),
    Partner("w", 3, "The Watch", "Watch", "other", plan_role="consultee"),
    Body("cabinet", 1, "Cabinet", "c"),
    Body("board", 2, "Governing Body", "n"),
    Body("hwb", 3, "Health and Wellbeing Board", None, authority="advisory"),
    ServiceArea("older", 1, "Older people"),
    ServiceArea("homes", 2, "Care homes", "older"),
    ServiceArea("other", 3, "Other"),
    BudgetLine("beds", 1, "c", "homes", "Residential care", budget_holder="Head of care"),
    BudgetLine("chc", 2, "n", "older", "Continuing healthcare", budget_holder="Head of nursing"),
    BudgetAmount("beds:2017", "beds", 2017, 300_00),
    BudgetAmount("chc:2017", "chc", 2017, 200_00),
    PathwayStep("older:2017", "older", 2017, "align", "aligned"),
    PathwayStep("older:2018", "older", 2018, "align", "aligned"),
    Proposal("p", 1, "Learn together", service_area="older"),
    Decision("p:cabinet", "p", "cabinet", decided_on="2017-11-02", outcome="approved"),
    Decision("p:board", "p", "board", decided_on="2017-11-09", outcome="approved in principle"),
    Decision("p:hwb", "p", "hwb", needed=0),
    Risk("r", 1, "Fees rise", service_area="homes", stage="align", state="assessed"),
    Issue("i", 1, "Two brokers", service_area="older", answer="One from April"),
    Lesson("l", 1, "Compare fees first", service_area="older", stage="align"),
    StageReview("g", 1, "older", "align", "learn", 2018, "2017-12-01", "p"),
    GateCriterion("k", 1, "g", "Lines compared", "met", "Paper 7"),
    GateCriterion("m", 2, "g", "Consulted", "does not apply", "No change to services"),
)  # fmt: skip


def gated(*changed: Record, without: tuple[str, ...] = ()) -> Records:
    """The records of the gate, with these added or in place of theirs, and without some by their ids."""
    held = {(record.TABLE, record.id): record for record in (*GATED, *changed)}
    rows: dict[str, list[tuple[object, ...]]] = {}
    for record in held.values():
        if record.id not in without:
            rows.setdefault(record.TABLE, []).append(record.row)
    return Records(rows)


def figures_of(records: Records) -> Figures:
    """The figures of records."""
    figures = Figures()
    figures.put_in(records, records.table(BudgetLine))
    return figures
