"""What each body said of each recommendation: its decision on the proposal, unless it said otherwise."""

from dataclasses import dataclass

from jcplanner.domain.decisions import Decision, RecommendationOutcome, decision_id
from jcplanner.domain.partners import Body
from jcplanner.domain.proposal_parts import of_proposal
from jcplanner.domain.proposals import Recommendation
from jcplanner.domain.records import Records


@dataclass(frozen=True, slots=True)
class Answer:
    """A body's outcome of one recommendation; ``own`` where it is not simply that of its decision."""

    outcome: str
    words: str = ""
    own: bool = False


def outcome_id(recommendation: str, body: str) -> str:
    """The id of what a body said of a recommendation."""
    return f"{recommendation}:{body}"


def recommendations_of(records: Records, proposal: str) -> list[Recommendation]:
    """The recommendations of a proposal in their order."""
    return of_proposal(records, Recommendation, proposal)


def bodies_asked(records: Records, proposal: str) -> list[Body]:
    """The bodies that have a decision on a proposal, made or awaited, in their order."""
    decisions = records.table(Decision)
    return [
        body
        for body in records.table(Body).ordered()
        if decision_id(proposal, body.id) in decisions
    ]


def answer(records: Records, recommendation: Recommendation, body: str) -> Answer:
    """What a body said of a recommendation: its own words on it, else its decision on the whole."""
    own = records.table(RecommendationOutcome).get(outcome_id(recommendation.id, body))
    if own is not None:
        return Answer(own.outcome, own.words, True)
    key = decision_id(str(recommendation.proposal), body)
    decision = records.table(Decision).get(key)
    return Answer(decision.outcome if decision else "not yet")
