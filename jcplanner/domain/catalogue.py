"""Every kind of record that a plan holds, parents before what points to them."""

from jcplanner.domain.assumptions import (
    Assumption,
    AssumptionRate,
    ControlledPartner,
    ControlTotal,
    Pressure,
    Resource,
)
from jcplanner.domain.budgets import (
    BudgetAmount,
    BudgetLine,
    FundingAmount,
    FundingSource,
    ImportMapping,
)
from jcplanner.domain.decisions import (
    BodySignOff,
    BodyTerm,
    Decision,
    Meeting,
    PaperSection,
    RecommendationOutcome,
)
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.people import OfficerTime, Post
from jcplanner.domain.planning import PlanDetails, StatedFigure
from jcplanner.domain.pools import AgreementTerm, Contribution, Instalment, Pool, PoolAgreement
from jcplanner.domain.priorities import (
    Candidate,
    Criterion,
    Envelope,
    Exercise,
    ProgrammeShare,
    ProgrammeSpend,
    Score,
    Scorer,
)
from jcplanner.domain.proposals import (
    Clearance,
    Consultation,
    ConsultationTest,
    Implication,
    ImplicationHeading,
    OptionPart,
    Proposal,
    ProposalOption,
    Recommendation,
)
from jcplanner.domain.record import Record
from jcplanner.domain.registers import (
    Action,
    Benefit,
    BenefitAmount,
    Contract,
    ContractShare,
    Engagement,
    Issue,
    Lesson,
    Opportunity,
    OutcomeMeasure,
    Risk,
    Submission,
)
from jcplanner.domain.risk_rules import RiskShare, RiskShareRule
from jcplanner.domain.savings import Saving, SavingCost
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.stage_reviews import (
    ConsolidatedLine,
    Consolidation,
    Evaluation,
    GateCriterion,
    StageReview,
)
from jcplanner.domain.versions import Version
from jcplanner.domain.virements import Virement, VirementMove

AGREEMENT: tuple[type[Record], ...] = (
    Proposal,
    Recommendation,
    ProposalOption,
    OptionPart,
    Clearance,
    Consultation,
    ConsultationTest,
    ImplicationHeading,
    Implication,
    Meeting,
    Decision,
    RecommendationOutcome,
    BodyTerm,
    BodySignOff,
    PaperSection,
    Risk,
    Issue,
    Opportunity,
    Lesson,
    Action,
    OutcomeMeasure,
    Benefit,
    BenefitAmount,
    Engagement,
    Contract,
    ContractShare,
    Submission,
    StageReview,
    GateCriterion,
    Consolidation,
    ConsolidatedLine,
    Evaluation,
    OfficerTime,
    Post,
)
"""What is decided, kept in registers, reviewed, and who does it."""

PRIORITIES: tuple[type[Record], ...] = (
    Exercise,
    Criterion,
    Candidate,
    Scorer,
    Score,
    Envelope,
    ProgrammeSpend,
    ProgrammeShare,
)
"""What is scored, and what may be spent."""

RECORDS: tuple[type[Record], ...] = (
    PlanDetails,
    Partner,
    Body,
    ServiceArea,
    FundingSource,
    FundingAmount,
    BudgetLine,
    BudgetAmount,
    ImportMapping,
    Pool,
    PathwayStep,
    StatedFigure,
    PoolAgreement,
    AgreementTerm,
    Contribution,
    Instalment,
    RiskShareRule,
    RiskShare,
    Outturn,
    Resource,
    Assumption,
    AssumptionRate,
    Pressure,
    ControlTotal,
    ControlledPartner,
    Saving,
    SavingCost,
    Virement,
    VirementMove,
    Scenario,
    ScenarioOverride,
    Version,
    *AGREEMENT,
    *PRIORITIES,
)

_BY_TABLE = {kind.TABLE: kind for kind in RECORDS}


def record_named(table: str) -> type[Record]:
    """The kind of record kept in a table. Raises KeyError for an unknown one."""
    return _BY_TABLE[table]


def links_to(table: str) -> list[tuple[type[Record], str, str]]:
    """Which records point to those of a table: (kind, column, "cascade" or "clear")."""
    return [
        (kind, column.name, column.on_remove)
        for kind in RECORDS
        for column in kind.COLUMNS
        if column.link == table
    ]
