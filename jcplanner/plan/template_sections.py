"""What the file of a template or example may say: its sections, and which records each of them makes.

An entry of a section makes a record, cells, or both. The words of an entry are the columns of its record;
cells stand in nested tables under one word, and the keys of those tables say which cell is meant:

    [[line]]                                      makes a budget line
    amounts = { "2016/17" = "4086" }              and its amount of a year, `<line>:<year>`
    outturn."2016/17" = { 9 = { actual = "3100", forecast = "4200" } }
                                                  and its in-year figures, `<line>:<year>:<period>`

    [[contribution]]                              makes cells alone, `<pool>:<partner>:<year>`
    pool = "pool"
    partner = "council"
    years."2016/17" = { base = "11640", inflation = "390" }

What the entry itself says of a cell's columns, such as its note, holds for every cell under it.
"""

from dataclasses import dataclass, field

from jcplanner.domain.assumptions import (
    Assumption,
    AssumptionRate,
    ControlledPartner,
    ControlTotal,
    Pressure,
    Resource,
)
from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, FundingSource
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
from jcplanner.domain.planning import StatedFigure
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
from jcplanner.domain.scenarios import Scenario
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.stage_reviews import (
    ConsolidatedLine,
    Consolidation,
    Evaluation,
    GateCriterion,
    StageReview,
)
from jcplanner.domain.virements import Virement, VirementMove


@dataclass(frozen=True)
class Cells:
    """Records that an entry gives under one word, in tables nested as deep as there are ``keys``.

    ``owner`` is the column that points to the entry's own record; without one, ``shared`` are the columns
    that the entry gives itself. Owner or shared, then keys, make a cell's id. A value that is no table
    stands for the column ``alone``.
    """

    word: str
    kind: type[Record]
    keys: tuple[str, ...]
    alone: str = ""
    owner: str = ""
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """One section of a file: the record that each entry makes, if any, and the cells it gives.

    ``extra`` are words beyond columns and cells, ``called`` words that stand for a column.
    """

    word: str
    kind: type[Record] | None
    cells: tuple[Cells, ...] = ()
    extra: frozenset[str] = frozenset()
    called: dict[str, str] = field(default_factory=dict[str, str])


SECTIONS = (
    Section("partner", Partner),
    Section(
        "body",
        Body,
        (
            Cells("terms", BodyTerm, ("heading",), "words", "body"),
            Cells("sign_offs", BodySignOff, ("partner",), "state", "body"),
        ),
    ),
    Section("area", ServiceArea),
    Section(
        "funding",
        FundingSource,
        (Cells("amounts", FundingAmount, ("year",), "amount", "source"),),
    ),
    Section("pool", Pool),
    Section(
        "line",
        BudgetLine,
        (
            Cells("amounts", BudgetAmount, ("year",), "amount", "line"),
            Cells("outturn", Outturn, ("year", "period"), "actual", "line"),
        ),
        frozenset(("source", "paragraph", "carry_forward")),
    ),
    Section("stated", StatedFigure),
    Section(
        "pathway",
        None,
        (Cells("years", PathwayStep, ("year",), "stage", shared=("service_area",)),),
        called={"area": "service_area"},
    ),
    Section("agreement", PoolAgreement),
    Section("term", None, (Cells("items", AgreementTerm, ("item",), "state", shared=("pool",)),)),
    Section(
        "contribution",
        None,
        (Cells("years", Contribution, ("year",), "amount", shared=("pool", "partner")),),
    ),
    Section(
        "instalment",
        None,
        (Cells("years", Instalment, ("year", "quarter"), "received", shared=("pool", "partner")),),
    ),
    Section(
        "rule", RiskShareRule, (Cells("shares", RiskShare, ("partner",), "share", owner="rule"),)
    ),
    Section(
        "resource", None, (Cells("amounts", Resource, ("year",), "amount", shared=("partner",)),)
    ),
    Section(
        "assumption",
        Assumption,
        (Cells("rates", AssumptionRate, ("year",), "central", "assumption"),),
    ),
    Section("pressure", Pressure),
    Section(
        "control_total",
        ControlTotal,
        (Cells("partners", ControlledPartner, ("partner",), owner="control_total"),),
    ),
    Section("saving", Saving, (Cells("costs", SavingCost, ("year",), "amount", "saving"),)),
    Section("virement", Virement, (Cells("moves", VirementMove, ("line",), "amount", "virement"),)),
    Section("scenario", Scenario, extra=frozenset(("overrides",))),
    Section("proposal", Proposal),
    Section("recommendation", Recommendation),
    Section("option", ProposalOption, (Cells("made_of", OptionPart, ("part",), owner="hybrid"),)),
    Section("clearance", Clearance),
    Section(
        "consultation",
        Consultation,
        (Cells("tests", ConsultationTest, ("test",), "state", "consultation"),),
    ),
    Section("heading", ImplicationHeading),
    Section(
        "implication",
        None,
        (Cells("headings", Implication, ("heading",), "words", shared=("proposal",)),),
    ),
    Section("meeting", Meeting),
    Section(
        "decision", None, (Cells("bodies", Decision, ("body",), "outcome", shared=("proposal",)),)
    ),
    Section(
        "outcome",
        None,
        (Cells("bodies", RecommendationOutcome, ("body",), "outcome", shared=("recommendation",)),),
    ),
    Section("paper_section", PaperSection),
    Section("risk", Risk),
    Section("issue", Issue),
    Section("opportunity", Opportunity),
    Section("lesson", Lesson),
    Section("action", Action),
    Section("measure", OutcomeMeasure),
    Section(
        "benefit", Benefit, (Cells("amounts", BenefitAmount, ("year",), "planned", "benefit"),)
    ),
    Section("engagement", Engagement),
    Section(
        "contract", Contract, (Cells("shares", ContractShare, ("partner",), "share", "contract"),)
    ),
    Section("submission", Submission),
    Section("stage_review", StageReview),
    Section("gate_criterion", GateCriterion),
    Section(
        "consolidation",
        Consolidation,
        (Cells("lines", ConsolidatedLine, ("line",), owner="consolidation"),),
    ),
    Section("evaluation", Evaluation),
    Section("officer_time", OfficerTime),
    Section("post", Post),
    Section("exercise", Exercise),
    Section("criterion", Criterion),
    Section("candidate", Candidate),
    Section("scorer", Scorer),
    Section(
        "score",
        None,
        (Cells("points", Score, ("criterion", "scorer"), "points", shared=("candidate",)),),
    ),
    Section(
        "envelope",
        None,
        (Cells("amounts", Envelope, ("year",), "amount", shared=("service_area",)),),
        called={"area": "service_area"},
    ),
    Section(
        "programme_spend",
        ProgrammeSpend,
        (Cells("shares", ProgrammeShare, ("service_area",), "share", "spend"),),
    ),
)
"""The sections in the order in which they are read, parents before what points to them."""

TOP = frozenset(
    ("title", "summary", "order", "unit", "status", "carry_forward", "plan", "sources")
) | {section.word for section in SECTIONS}
"""The words at the top of a file."""

SOURCE = frozenset(("file", "title", "publisher", "licence", "known_by"))
"""The words of one of its sources."""

ILLUSTRATIVE = "illustrative"
"""What an entry names as its source where nobody has published the figure."""

OVERRIDE = frozenset(("of", "key", "set", "note"))
"""The words of a scenario's override, beside the keys of the cell that it is of."""
