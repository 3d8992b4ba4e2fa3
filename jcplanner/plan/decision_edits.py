"""Recording what a body said, bound to the figures that it said it of; a body's terms of reference."""

from collections.abc import Mapping
from dataclasses import replace

from jcplanner.domain.column import Value
from jcplanner.domain.consulting import refuse_unconsulted
from jcplanner.domain.deciding import body_name, may_say
from jcplanner.domain.decisions import (
    OUTCOMES,
    BodySignOff,
    BodyTerm,
    Decision,
    Meeting,
    RecommendationOutcome,
    decision_id,
)
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import Proposal, Recommendation
from jcplanner.domain.record import new_id
from jcplanner.domain.versions import Version
from jcplanner.plan import edits, versions
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan

Outcomes = Mapping[str, tuple[str, str]]
"""Outcome and words by recommendation."""


def add_proposal(plan: Plan, **fields: Value) -> str:
    """Make a proposal that asks every body which may decide. Returns its id."""
    made = new_id()
    last = max((held.position for held in plan.table(Proposal).values()), default=0)
    with plan.step("Add proposal") as draft:
        draft.add(Proposal(made, last + 1))
        draft.change(Proposal, made, **fields)
        for body in plan.table(Body).ordered():
            if may_say(body, "approved"):
                draft.add(Decision(decision_id(made, body.id), made, body.id))
    return made


def record_decision(
    plan: Plan,
    proposal: str,
    body: str,
    recommendations: Outcomes | None = None,
    /,
    **fields: Value,
) -> None:
    """Record what a body said of a proposal, as one step; what is not named stays.

    ``version`` binds it to the figures of a version, whose fingerprint is kept with it. ``recommendations``
    has outcome and words by recommendation, where they differ from the whole; "not yet" without words
    drops one. Raises Refusal for an outcome that the body cannot come to, or that a consultation holds back.
    """
    made = _checked(plan, proposal, body, recommendations or {}, fields)
    if "version" in fields:
        version = plan.table(Version).get(made.version or "")
        made = replace(made, fingerprint=version.fingerprint if version else "")
    name = body_name(plan.records, plan.table(Body)[body])
    with plan.step(f"Record {name}'s decision") as draft:
        draft.put(made)
        for recommendation, (outcome, words) in (recommendations or {}).items():
            _put_outcome(draft, recommendation, body, outcome, words)


def record_on_figures_now(
    plan: Plan,
    version: str,
    proposal: str,
    body: str,
    recommendations: Outcomes | None = None,
    /,
    **fields: Value,
) -> None:
    """Freeze the plan as it stands under the name ``version``, and record a decision on those figures.

    Raises Refusal as `record_decision` and `versions.freeze` do, before anything is frozen.
    """
    _checked(plan, proposal, body, recommendations or {}, fields)
    frozen = versions.freeze(
        plan, version, f"What {plan.records.name(Body.TABLE, body)} decided on"
    )
    record_decision(plan, proposal, body, recommendations, **{**fields, "version": frozen})


def _checked(
    plan: Plan, proposal: str, body: str, recommendations: Outcomes, fields: Mapping[str, Value]
) -> Decision:
    """The decision as it would be recorded. Raises Refusal where it cannot be."""
    bodies = plan.table(Body)
    if body not in bodies or proposal not in plan.table(Proposal):
        raise Refusal("That body or proposal is no longer in the plan.")
    for outcome in [
        str(fields.get("outcome", "not yet")),
        *(one for one, _ in recommendations.values()),
    ]:
        _must_be_able(plan, bodies[body], outcome)
    own = plan.table(Recommendation)
    if any(key not in own or own[key].proposal != proposal for key in recommendations):
        raise Refusal("That recommendation is no longer in the proposal.")
    key = decision_id(proposal, body)
    held = plan.table(Decision).get(key) or Decision(key, proposal, body)
    made = replace(held, **fields)
    meeting = plan.table(Meeting).get(made.meeting or "")
    if meeting is not None and meeting.body != body:
        raise Refusal("That meeting is another body's; choose one of the body that decides.")
    day = made.decided_on or (meeting.date if meeting else None)
    said = [outcome for outcome, _ in recommendations.values()]
    if "outcome" in fields:
        said.append(made.outcome)
    for outcome in said:
        refuse_unconsulted(plan.records, proposal, outcome, day, needed=bool(made.needed))
    return made


def _must_be_able(plan: Plan, body: Body, outcome: str) -> None:
    if outcome not in OUTCOMES:
        raise Refusal(f'"{outcome}" is not an outcome; there are: {", ".join(OUTCOMES)}.')
    if may_say(body, outcome):
        return
    name = body_name(plan.records, body)
    why = "its authority is advisory" if body.authority == "advisory" else "it has no authority"
    raise Refusal(
        f"{name} cannot decide, because {why}: it can note a proposal, defer it or not consider it. "
        "Put what it recommends into the resolution, or change its authority on the Bodies tab."
    )


def _put_outcome(draft: Draft, recommendation: str, body: str, outcome: str, words: str) -> None:
    key = f"{recommendation}:{body}"
    if outcome == "not yet" and not words.strip():
        draft.remove(RecommendationOutcome, key)
    else:
        draft.put(RecommendationOutcome(key, recommendation, body, outcome, words.strip()))


def withdraw(plan: Plan, proposal: str, body: str) -> None:
    """Say that a body was not asked: its decision goes, with what it said of recommendations."""
    outcomes = plan.table(RecommendationOutcome)
    recommendations = plan.table(Recommendation)
    own = [
        held.id
        for held in outcomes.values()
        if held.body == body
        and held.recommendation in recommendations
        and recommendations[held.recommendation or ""].proposal == proposal
    ]
    with plan.step(f"Do not ask {plan.records.name(Body.TABLE, body)}") as draft:
        draft.remove(Decision, decision_id(proposal, body))
        draft.remove_all(RecommendationOutcome, own)


def set_terms(plan: Plan, body: str, words: Mapping[str, str]) -> None:
    """Put words under headings of a body's terms of reference; blank ones are dropped."""
    with plan.step(f"Change terms of reference of {plan.records.name(Body.TABLE, body)}") as draft:
        for heading, said in words.items():
            key = f"{body}:{heading}"
            if said.strip():
                draft.put(BodyTerm(key, body, heading, said.strip()))
            else:
                draft.remove(BodyTerm, key)


def set_sign_off(plan: Plan, body: str, partner: str, /, **fields: Value) -> None:
    """Say whether a statutory body has signed another body's terms, when and where."""
    name = plan.records.name(Partner.TABLE, partner)
    key = f"{body}:{partner}"
    with plan.step(
        f"Sign-off of {plan.records.name(Body.TABLE, body)} by {name or 'a partner'}"
    ) as draft:
        if draft.get(BodySignOff, key) is None:
            draft.add(BodySignOff(key, body, partner))
        draft.change(BodySignOff, key, **fields)
        made = draft.get(BodySignOff, key)
        if made is not None and made.row == BodySignOff(key, body, partner).row:
            draft.remove(BodySignOff, key)


def add_meeting(plan: Plan, body: str) -> str:
    """Add a meeting of a body, still without its day. Returns its id."""
    return edits.add(
        plan, Meeting, body=body, name=f"{plan.records.name(Body.TABLE, body)} meeting"
    )
