"""Stage reviews: how a service area moves from one stage to another, and what it is judged by (000¶17)."""

from jcplanner.domain.column import Kind
from jcplanner.domain.pathway import STAGES
from jcplanner.domain.record import Record, column, link, position, record

VERDICTS = ("open", "moves on", "stays", "steps back")
CRITERION_STATES = ("not yet", "met", "does not apply")


@record("stage_review", "stage review", "stage reviews", named_by="to_stage")
class StageReview(Record):
    """A gate between two stages of an area: a step back is one too, with its reasons."""

    id: str
    position: int = position()
    service_area: str | None = link("Service area", "service_area", on_remove="cascade")
    from_stage: str = column("From", Kind.CHOICE, default="align", choices=STAGES)
    to_stage: str = column("To", Kind.CHOICE, default="learn", choices=STAGES)
    year: int | None = column("Stage holds from", Kind.YEAR, default=None)
    due: str | None = column("Due", Kind.DATE, default=None)
    proposal: str | None = link("Proposal", "proposal", help="What the bodies are asked.")
    version: str | None = link("Figures then", "version", help="The figures when the stage began.")
    learnt: str = column("What was learnt", Kind.NOTE)
    verdict: str = column("Verdict", Kind.CHOICE, default="open", choices=VERDICTS)
    closed_on: str | None = column("Closed on", Kind.DATE, default=None)
    reasons: str = column("Reasons", Kind.NOTE)


@record("gate_criterion", "criterion of a gate", "criteria of gates")
class GateCriterion(Record):
    """What must hold before a gate is closed, with its evidence."""

    id: str
    position: int = position()
    stage_review: str | None = link("Stage review", "stage_review", on_remove="cascade")
    name: str = column("Criterion", required=True, default="New criterion")
    state: str = column("State", Kind.CHOICE, default="not yet", choices=CRITERION_STATES)
    evidence: str = column("Evidence", Kind.NOTE)


@record("consolidation", "consolidation", "consolidations")
class Consolidation(Record):
    """Year 2: which integrated budget lines are to become (000¶17b); its lines are `ConsolidatedLine`s."""

    id: str
    position: int = position()
    name: str = column("Integrated budget", required=True, default="New integrated budget")
    service_area: str | None = link("Service area", "service_area", on_remove="cascade")
    year: int | None = column("From year", Kind.YEAR, default=None)
    pool: str | None = link("Pool", "pool")
    lead_partner: str | None = link("Lead partner", "partner")
    words: str = column("How", Kind.NOTE)


@record("consolidated_line", "line", "lines", ordered=False, named_by="id")
class ConsolidatedLine(Record):
    """A line that goes into an integrated budget. Its id is `<consolidation>:<line>`."""

    id: str
    consolidation: str | None = link("Integrated budget", "consolidation", on_remove="cascade")
    line: str | None = link("Budget line", "budget_line", on_remove="cascade")


@record("evaluation", "evaluation question", "evaluation questions")
class Evaluation(Record):
    """Year 3: a question with its measure and finding (000¶17c)."""

    id: str
    position: int = position()
    name: str = column("Question", required=True, default="New question")
    service_area: str | None = link("Service area", "service_area")
    stage: str = column("Stage", Kind.CHOICE, default="integrate", choices=STAGES)
    measure: str = column("Measure")
    baseline: str = column("Baseline")
    target: str = column("Target")
    finding: str = column("Finding", Kind.NOTE)
    found_on: str | None = column("Found on", Kind.DATE, default=None)
    lesson: str | None = link("Lesson", "lesson", help="What was learnt from it.")
