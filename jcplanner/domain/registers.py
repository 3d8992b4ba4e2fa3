"""Registers: risks, issues, lessons, actions, benefits and more, tied to area and stage."""

from typing import NamedTuple

from jcplanner.domain.column import Kind
from jcplanner.domain.pathway import STAGES
from jcplanner.domain.record import Record, column, link, position, record

IF_WE_DO, IF_WE_DONT = "if we do", "if we don't"
RISK_SIDES = (IF_WE_DO, IF_WE_DONT)
RISK_STATES = (
    "identified",
    "assessed",
    "response planned",
    "monitoring",
    "occurred",
    "closed",
)
STRATEGIES = ("not decided", "avoid", "reduce", "share", "accept")
ITEM_STATES = ("open", "in hand", "closed")
LESSON_STATES = ("learnt", "recommended", "applied", "verified", "not taken up")
ACTION_STATES = ("open", "in hand", "done", "dropped")
ENGAGEMENT_STATES = ("planned", "held", "none on purpose")
SUBMISSION_KINDS = ("submission", "milestone")
SUBMISSION_STATES = ("planned", "sent", "done", "missed")


class Degree(NamedTuple):
    """One degree of a scale from 1 to 5, with its word and what it means."""

    word: str
    meaning: str


LIKELIHOODS = (
    Degree("rare", "hardly ever; below 5%"),
    Degree("unlikely", "could happen; 5% to 25%"),
    Degree("possible", "may well happen; 25% to 50%"),
    Degree("likely", "more likely than not; 50% to 80%"),
    Degree("almost certain", "to be expected; above 80%"),
)
IMPACTS = (
    Degree("negligible", "absorbed in the ordinary work"),
    Degree("minor", "felt in one service"),
    Degree("moderate", "several services, or money of one partner"),
    Degree("major", "people harmed or a partner's plan in doubt"),
    Degree("severe", "the arrangement or a partner's budget fails"),
)
"""The words of the 5 x 5 scale, ours; shown while a risk is scored."""

_STAGES = ("any", *STAGES)


@record("risk", "risk", "risks", named_by="event")
class Risk(Record):
    """A risk: cause, event, effect; scored before anything is done, as of now, and as wanted."""

    id: str
    position: int = position()
    event: str = column("Event", required=True, default="New risk")
    cause: str = column("Cause", Kind.NOTE)
    effect: str = column("Effect", Kind.NOTE)
    side: str = column("Side", Kind.CHOICE, default=IF_WE_DO, choices=RISK_SIDES)
    service_area: str | None = link("Service area", "service_area")
    stage: str = column("Stage", Kind.CHOICE, default="any", choices=_STAGES)
    proposal: str | None = link("Proposal", "proposal")
    category: str = column("Category")
    owner: str = column("Owner", help="The post, not a person's name.")
    partner: str | None = link("Held by", "partner")
    inherent_likelihood: int | None = column("Inherent likelihood", Kind.COUNT, default=None)
    inherent_impact: int | None = column("Inherent impact", Kind.COUNT, default=None)
    current_likelihood: int | None = column("Current likelihood", Kind.COUNT, default=None)
    current_impact: int | None = column("Current impact", Kind.COUNT, default=None)
    target_likelihood: int | None = column("Target likelihood", Kind.COUNT, default=None)
    target_impact: int | None = column("Target impact", Kind.COUNT, default=None)
    amount: int | None = column("In pounds", Kind.MONEY, default=None)
    line: str | None = link("Budget line", "budget_line")
    strategy: str = column("Strategy", Kind.CHOICE, default="not decided", choices=STRATEGIES)
    mitigation: str = column("Mitigation", Kind.NOTE)
    proximity: str = column("When it could happen")
    next_review: str | None = column("Next review", Kind.DATE, default=None)
    state: str = column("State", Kind.CHOICE, default="identified", choices=RISK_STATES)
    external: str = column("In another register", help="Such as: Corporate Risk Register.")
    source: str = column("Source")


@record("issue", "issue", "issues")
class Issue(Record):
    """Something that has happened; an occurred risk becomes one and keeps its link."""

    id: str
    position: int = position()
    name: str = column("Issue", required=True, default="New issue")
    words: str = column("What it is", Kind.NOTE)
    risk: str | None = link("From the risk", "risk")
    service_area: str | None = link("Service area", "service_area")
    stage: str = column("Stage", Kind.CHOICE, default="any", choices=_STAGES)
    proposal: str | None = link("Proposal", "proposal")
    raised_by: str | None = link("Raised by", "body")
    raised_on: str | None = column("Raised on", Kind.DATE, default=None)
    owner: str = column("Owner", help="The post, not a person's name.")
    wanted: str = column("Action wanted", Kind.NOTE)
    answer: str = column("Answer", Kind.NOTE, help="Also where what was wanted was refused.")
    amount: int | None = column("In pounds", Kind.MONEY, default=None)
    state: str = column("State", Kind.CHOICE, default="open", choices=ITEM_STATES)
    source: str = column("Source")


@record("opportunity", "opportunity", "opportunities")
class Opportunity(Record):
    """An opportunity for integration (000¶17a)."""

    id: str
    position: int = position()
    name: str = column("Opportunity", required=True, default="New opportunity")
    words: str = column("What it is", Kind.NOTE)
    service_area: str | None = link("Service area", "service_area")
    stage: str = column("Stage", Kind.CHOICE, default="any", choices=_STAGES)
    proposal: str | None = link("Proposal", "proposal")
    owner: str = column("Owner", help="The post, not a person's name.")
    amount: int | None = column("In pounds a year", Kind.MONEY, default=None)
    state: str = column("State", Kind.CHOICE, default="open", choices=ITEM_STATES)
    source: str = column("Source")


@record("lesson", "lesson", "lessons")
class Lesson(Record):
    """What happened, what was learnt, what is recommended, where it was applied, and who verified it."""

    id: str
    position: int = position()
    name: str = column("What was learnt", required=True, default="New lesson")
    happened: str = column("What happened", Kind.NOTE)
    recommended: str = column("Recommended", Kind.NOTE)
    service_area: str | None = link("Service area", "service_area")
    stage: str = column("Stage", Kind.CHOICE, default="any", choices=_STAGES)
    applied_area: str | None = link("Applied in", "service_area")
    applied_stage: str = column("Applied at", Kind.CHOICE, default="any", choices=_STAGES)
    applied: str = column("How it was applied", Kind.NOTE)
    verified_on: str | None = column("Verified on", Kind.DATE, default=None)
    verified_by: str = column("Verified by", help="The post or body, not a person's name.")
    state: str = column("State", Kind.CHOICE, default="learnt", choices=LESSON_STATES)
    source: str = column("Source")


@record("action", "action", "actions")
class Action(Record):
    """Something to be done by a date; the chain from a resolution to what comes back (000¶2)."""

    id: str
    position: int = position()
    name: str = column("Action", required=True, default="New action")
    service_area: str | None = link("Service area", "service_area")
    stage: str = column("Stage", Kind.CHOICE, default="any", choices=_STAGES)
    proposal: str | None = link("From the proposal", "proposal")
    body: str | None = link("Asked for by", "body")
    risk: str | None = link("For the risk", "risk")
    issue: str | None = link("For the issue", "issue")
    lesson: str | None = link("For the lesson", "lesson")
    owner: str = column("Owner", help="The post, not a person's name.")
    due: str | None = column("Due", Kind.DATE, default=None)
    done_on: str | None = column("Done on", Kind.DATE, default=None)
    state: str = column("State", Kind.CHOICE, default="open", choices=ACTION_STATES)
    note: str = column("Note", Kind.NOTE)


@record("outcome_measure", "outcome measure", "outcome measures")
class OutcomeMeasure(Record):
    """A measure of an agreed outcome (000¶16); plan and actual are told apart."""

    id: str
    position: int = position()
    name: str = column("Measure", required=True, default="New measure")
    outcome: str = column("Agreed outcome")
    service_area: str | None = link("Service area", "service_area")
    stage: str = column("Stage", Kind.CHOICE, default="any", choices=_STAGES)
    unit: str = column("Unit")
    baseline: str = column("Baseline")
    planned: str = column("Planned")
    actual: str = column("Actual")
    measured_on: str | None = column("Measured on", Kind.DATE, default=None)
    source: str = column("Source")


@record("benefit", "benefit", "benefits")
class Benefit(Record):
    """A benefit, planned against realised; one that saves nothing is a benefit too (004¶36)."""

    id: str
    position: int = position()
    name: str = column("Benefit", required=True, default="New benefit")
    words: str = column("Beyond money", Kind.NOTE)
    service_area: str | None = link("Service area", "service_area")
    stage: str = column("Stage", Kind.CHOICE, default="any", choices=_STAGES)
    saving: str | None = link("Saving", "saving")
    owner: str = column("Owner", help="The post, not a person's name.")
    source: str = column("Source")


@record("benefit_amount", "benefit of a year", "benefits by year", ordered=False, named_by="id")
class BenefitAmount(Record):
    """A benefit's pence planned and realised in a year. Its id is `<benefit>:<year>`."""

    id: str
    benefit: str | None = link("Benefit", "benefit", on_remove="cascade")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    planned: int | None = column("Planned", Kind.MONEY, default=None)
    realised: int | None = column("Realised", Kind.MONEY, default=None)


@record("engagement", "engagement", "engagements")
class Engagement(Record):
    """Who was or will be engaged; "none on purpose" is typed (000¶37)."""

    id: str
    position: int = position()
    name: str = column("Engagement", required=True, default="New engagement")
    group: str = column("With", help="Such as Healthwatch, providers, carers.")
    service_area: str | None = link("Service area", "service_area")
    stage: str = column("Stage", Kind.CHOICE, default="any", choices=_STAGES)
    proposal: str | None = link("Proposal", "proposal")
    date: str | None = column("Date", Kind.DATE, default=None)
    state: str = column("State", Kind.CHOICE, default="planned", choices=ENGAGEMENT_STATES)
    came_back: str = column("What came of it", Kind.NOTE)
    source: str = column("Source")


@record("contract", "contract", "contracts")
class Contract(Record):
    """A joint contract: one provider, several funding partners (000¶15); who pays what is `ContractShare`."""

    id: str
    position: int = position()
    name: str = column("Contract", required=True, default="New contract")
    provider: str = column("Provider")
    service_area: str | None = link("Service area", "service_area")
    stage: str = column("Stage", Kind.CHOICE, default="any", choices=_STAGES)
    lead_partner: str | None = link("Lead partner", "partner")
    value: int | None = column("Value a year", Kind.MONEY, default=None)
    starts: str | None = column("Starts", Kind.DATE, default=None)
    ends: str | None = column("Ends", Kind.DATE, default=None)
    extension: str = column("Extension")
    notice_months: int | None = column("Notice (months)", Kind.COUNT, default=None)
    note: str = column("Note", Kind.NOTE)


@record(
    "contract_share", "share of a contract", "shares of contracts", ordered=False, named_by="id"
)
class ContractShare(Record):
    """A partner's part in paying for a contract, and from which line. Its id is `<contract>:<partner>`."""

    id: str
    contract: str | None = link("Contract", "contract", on_remove="cascade")
    partner: str | None = link("Partner", "partner", on_remove="cascade")
    share: int | None = column("Share", Kind.PERCENT, default=None)
    line: str | None = link("From the line", "budget_line")


@record("submission", "submission or milestone", "submissions and milestones")
class Submission(Record):
    """Something due to a national body or in the programme: a template to send, a milestone to reach."""

    id: str
    position: int = position()
    name: str = column("What", required=True, default="New submission")
    kind: str = column("Kind", Kind.CHOICE, default="submission", choices=SUBMISSION_KINDS)
    recipient: str = column("To")
    template: str = column("Template", help="Its name and version.")
    service_area: str | None = link("Service area", "service_area")
    stage: str = column("Stage", Kind.CHOICE, default="any", choices=_STAGES)
    proposal: str | None = link("Proposal", "proposal")
    owner: str = column("Owner", help="The post, not a person's name.")
    due: str | None = column("Due", Kind.DATE, default=None)
    done_on: str | None = column("Done on", Kind.DATE, default=None)
    state: str = column("State", Kind.CHOICE, default="planned", choices=SUBMISSION_STATES)
    source: str = column("Source")
