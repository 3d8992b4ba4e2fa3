"""Stage gates: what a review of a service area still lacks before the area may move on (000¶17).

"Considerations of issues, risks and lessons learnt at each stage as part of formal decision making": a gate
is closed only when its criteria hold with evidence, the issues and risks of the stage have been looked at,
something was learnt, and every body whose decision it needs has decided in favour, each for its own partner
(000¶18).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.consulting import TO_CONSULT, holds_back
from jcplanner.domain.dates import read_day, say_day
from jcplanner.domain.deciding import Said, body_name, may_decide, may_say, needed_of
from jcplanner.domain.decisions import IN_FAVOUR
from jcplanner.domain.figures import Figures
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import STAGES
from jcplanner.domain.problems import Place, Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.record import Record, Table
from jcplanner.domain.records import Records
from jcplanner.domain.registers import Issue, Lesson, Risk
from jcplanner.domain.scoring_risks import SETTLED
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.stage_reviews import GateCriterion, StageReview
from jcplanner.domain.years import year_label

OPEN, MOVES_ON, STAYS, STEPS_BACK = "open", "moves on", "stays", "steps back"
NOT_MET = "not yet"

_OWNERS = frozenset(("owner", "co-owner"))
_ANY = "any"

R = TypeVar("R", bound=Record)


class Missing(NamedTuple):
    """One thing that a gate lacks, in words without a full stop, and where it is put right.

    ``field`` names the field of the stage review where that is what is blank.
    """

    words: str
    place: Place
    field: str = ""


def is_before(stage: str, other: str) -> bool:
    """Whether a stage comes before another."""
    return STAGES.index(stage) < STAGES.index(other)


def areas_of(records: Records, review: StageReview) -> set[str]:
    """The area that is reviewed and those inside it."""
    area, areas = review.service_area, records.table(ServiceArea)
    return within(areas, area) if area in areas and area is not None else set()


def considered(records: Records, review: StageReview, kind: type[R]) -> list[R]:
    """The records of a register that a review considers: of its area or those inside it, at the stage
    that ends or at any; and those that are tied to its proposal.
    """
    inside, table = areas_of(records, review), records.table(kind)
    area, stage = table.index("service_area"), table.index("stage")
    proposal = table.index("proposal") if "proposal" in kind.NAMES else None

    def belongs(row: tuple[object, ...]) -> bool:
        if proposal is not None and review.proposal and row[proposal] == review.proposal:
            return True
        return row[area] in inside and row[stage] in (review.from_stage, _ANY)

    return [held for held in table.ordered() if belongs(held.row)]


def was_looked_at(item: Risk | Issue) -> bool:
    """Whether somebody has considered it: a risk was assessed or is over, an issue is in hand or answered."""
    if isinstance(item, Risk):
        scored = item.current_likelihood is not None and item.current_impact is not None
        return scored or item.state != "identified"
    return item.state != "open" or bool(item.answer.strip())


def criteria_of(records: Records, review: str) -> list[GateCriterion]:
    """The criteria of a review in their order."""
    return [held for held in records.table(GateCriterion).ordered() if held.stage_review == review]


def deciding_partners(
    records: Records, review: StageReview, figures: Figures | None = None
) -> list[Partner]:
    """The owners of the plan with lines in the area: each decides for itself (000¶18).

    ``figures`` spare reading the lines; they give the same partners.
    """
    inside = areas_of(records, review)
    pairs = _lines_by_figures(figures) if figures is not None else _lines_by_rows(records)
    paying = {partner for partner, area in pairs if area in inside}
    return [
        held
        for held in records.table(Partner).ordered()
        if held.id in paying and held.plan_role in _OWNERS
    ]


def _lines_by_figures(figures: Figures) -> Iterable[tuple[object, object]]:
    return figures.lines


def _lines_by_rows(records: Records) -> Iterator[tuple[object, object]]:
    lines: Table[BudgetLine] = records.table(BudgetLine)
    partner, area = lines.index("partner"), lines.index("service_area")
    return ((row[partner], row[area]) for row in lines.rows.values())


def undecided(
    records: Records, review: StageReview, figures: Figures | None = None, on: date | None = None
) -> Iterator[Missing]:
    """Which decisions a review still lacks; with ``on``, those taken only after that day are among them."""
    proposal = records.table(Proposal).get(review.proposal or "")
    if proposal is None:
        yield _of_review(review, "no proposal says what the bodies are asked", "proposal")
        return
    if proposal.step == TO_CONSULT:
        yield _of_proposal(
            proposal, f'"{proposal.name}" only asks to consult; the final decision is wanted'
        )
    needed = needed_of(records, proposal.id)
    if not needed:
        yield _of_proposal(proposal, f'no body is asked to decide on "{proposal.name}"')
        return
    for said in needed:
        words = _why_not(records, said, on)
        if words:
            yield Missing(words, Place("decisions", "decision", f"{proposal.id}:{said.body.id}"))
    asked = [said.body for said in needed if may_decide(said.body)]
    if needed and not asked:
        yield _of_proposal(proposal, "no body with authority is asked to decide")
    if not any(body.partner is None and body.authority == "delegated" for body in asked):
        for partner in deciding_partners(records, review, figures):
            if not any(body.partner == partner.id for body in asked):
                yield _of_proposal(proposal, f"no body of {partner.name} is asked to decide")
    for words in holds_back(records, proposal.id):
        yield _of_proposal(proposal, words)


def _why_not(records: Records, said: Said, on: date | None) -> str:
    """Why a needed decision does not let the gate be closed; blank where it does."""
    name = body_name(records, said.body)
    if said.outcome == "not yet":
        return f"{name} has not decided"
    if not said.final:
        return f"{name} has deferred its decision"
    if said.outcome == "noted" and may_decide(said.body):
        return f"{name} has only noted it, which decides nothing"
    if not may_say(said.body, said.outcome):
        return f"{name} has no authority for what it decided"
    if said.outcome not in IN_FAVOUR:
        verb = "has rejected it" if said.outcome == "rejected" else "has not considered it"
        return f"{name} {verb}"
    if on is not None and said.decided_on is not None and said.decided_on > on:
        return f"{name} decided only on {say_day(said.decided_on)}"
    return ""


def missing(
    records: Records, review_id: str, figures: Figures | None = None, on: date | None = None
) -> tuple[Missing, ...]:
    """What a gate still lacks before its area may move on; nothing for a review that is not there.

    ``figures`` make it independent of the number of lines; ``on`` is the day on which it would be closed.
    """
    review = records.table(StageReview).get(review_id)
    return () if review is None else tuple(_missing(records, review, figures, on))


def _missing(
    records: Records, review: StageReview, figures: Figures | None, on: date | None
) -> Iterator[Missing]:
    if review.service_area not in records.table(ServiceArea):
        yield _of_review(review, "it names no service area", "service_area")
    if not is_before(review.from_stage, review.to_stage):
        yield _of_review(review, f"{review.to_stage} is not after {review.from_stage}", "to_stage")
    if review.year is None:
        yield _of_review(review, "no year says from when the stage holds", "year")
    elif review.year not in records.details.pathway_years:
        yield _of_review(review, f"{year_label(review.year)} is not a year of the pathway", "year")
    yield from _criteria(records, review)
    for risk in considered(records, review, Risk):
        if risk.state not in SETTLED and not was_looked_at(risk):
            yield Missing(
                f'risk "{risk.event}" has not been assessed', Place("registers", "risk", risk.id)
            )
    for issue in considered(records, review, Issue):
        if not was_looked_at(issue):
            yield Missing(
                f'issue "{issue.name}" is open without an answer',
                Place("registers", "issue", issue.id),
            )
    if not review.learnt.strip() and not considered(records, review, Lesson):
        yield _of_review(review, "nothing says what was learnt", "learnt")
    yield from undecided(records, review, figures, on)


def check_verdict(kind: type[Record], fields: Mapping[str, object]) -> None:
    """Raise Refusal where a verdict would be written past its gate."""
    if kind is StageReview and fields.get("verdict", OPEN) != OPEN:
        raise Refusal("A gate is closed by its own command, which looks at what is missing first.")


def check_open(records: Records, kind: type[Record], keys: Iterable[str | None]) -> None:
    """Raise Refusal where what a closed gate rests on would be changed: the review itself, or criteria.

    ``keys`` are those of the records that would be changed or removed.
    """
    reviews = records.table(StageReview)
    if kind is GateCriterion:
        criteria = records.table(GateCriterion)
        keys = [criteria[key].stage_review for key in keys if key in criteria and key]
    elif kind is not StageReview:
        return
    if any(reviews[key].verdict != OPEN for key in keys if key and key in reviews):
        raise Refusal("The gate is closed; reopen it first to change what it rests on.")


def _criteria(records: Records, review: StageReview) -> Iterator[Missing]:
    criteria = criteria_of(records, review.id)
    if not criteria:
        yield Missing("it has no criteria", Place("pathway", GateCriterion.TABLE, "", review.year))
    for held in criteria:
        place = Place("pathway", GateCriterion.TABLE, held.id, review.year)
        if held.state == NOT_MET:
            yield Missing(f'criterion "{held.name}" is not met', place)
        elif not held.evidence.strip():
            yield Missing(f'criterion "{held.name}" has no evidence', place)


def _of_review(review: StageReview, words: str, field: str) -> Missing:
    return Missing(words, Place("pathway", StageReview.TABLE, review.id, review.year), field)


def _of_proposal(proposal: Proposal, words: str) -> Missing:
    return Missing(words, Place("decisions", Proposal.TABLE, proposal.id))


@dataclass(frozen=True, slots=True)
class GateState:
    """How a gate stands: its words from long to short, and the tone that goes with them.

    Tones: good (passed, or ready to be closed), warn (something is missing), idle (stayed or stepped back).
    """

    review: str
    words: tuple[str, ...]
    tone: str


def gate_state(records: Records, review: StageReview, figures: Figures | None = None) -> GateState:
    """How a gate stands: passed, what is missing and when it is due, or where the area went instead."""
    if review.verdict != OPEN:
        words = {
            MOVES_ON: "gate passed",
            STAYS: f"stays at {review.from_stage}",
            STEPS_BACK: f"stepped back to {review.to_stage}",
        }[review.verdict]
        day = _due(review.closed_on)
        tone = "good" if review.verdict == MOVES_ON else "idle"
        closed = read_day(review.closed_on)
        if review.verdict == MOVES_ON and any(undecided(records, review, figures, closed)):
            since = ("gate passed, but a decision is missing", "decision missing")
            return GateState(review.id, since, "warn")
        said = (f"{words} {day}", words) if day else (words,)
        return GateState(review.id, said, tone)
    lacks, due = len(missing(records, review.id, figures)), _due(review.due)
    until = f", due {due}" if due else ""
    if not lacks:
        return GateState(
            review.id, (f"gate ready to close{until}", "gate ready to close", "ready"), "good"
        )
    things = "1 thing missing" if lacks == 1 else f"{lacks:,} things missing"
    return GateState(
        review.id,
        (f"gate open{until}: {things}", f"{things}{until}", things, f"{lacks:,} missing"),
        "warn",
    )


def _due(text: str | None) -> str:
    """A day in few words: "1 Dec 2017"; blank for none."""
    day = read_day(text)
    if day is None:
        return ""
    number, month, year = say_day(day).split(" ")
    return f"{number} {month[:3]} {year}"
