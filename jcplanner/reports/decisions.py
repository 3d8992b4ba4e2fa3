"""Decisions as they are read: proposals down, bodies across, each cell one body's own outcome and day."""

from dataclasses import dataclass
from datetime import date

from jcplanner.domain.deciding import (
    AWAITED,
    NOT_ASKED,
    NOT_NEEDED,
    Elapsed,
    Said,
    body_name,
    differ,
    elapsed,
    needed_of,
    said_by_all,
)
from jcplanner.domain.decisions import Decision, RecommendationOutcome
from jcplanner.domain.partners import Body
from jcplanner.domain.proposals import STEPS, Proposal, Recommendation
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.versions import Version, in_groups
from jcplanner.domain.years import MONTHS
from jcplanner.plan.plan import Plan
from jcplanner.reports.decided_figures import Since
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

WHOLE_PLAN = "the whole plan"
AUTHORITY_WORDS = {
    "reserved": "decides",
    "delegated": "decides by delegation",
    "advisory": "advises",
    "none": "has no authority",
}

_TONES = {
    "approved": "integrate",
    "approved as amended": "integrate",
    "approved in principle": "integrate",
    "deferred": "warn",
    "noted": "align",
    "rejected": "bad",
    "not considered": "idle",
    AWAITED: "idle",
    NOT_NEEDED: "idle",
}
_CONSULT, _FINAL_STEP = STEPS[1], STEPS[2]


def say_short(day: date | None) -> str:
    """A date that fits a cell: "20 Oct 2011"; blank for none."""
    return f"{day.day} {MONTHS[(day.month - 4) % 12][:3]} {day.year:04}" if day else ""


def say_distance(day: date, today: date) -> str:
    """How far off a day is: "in 12 days", "today", "3 days ago"."""
    days = (day - today).days
    if not days:
        return "today"
    years = abs(days) // 365
    many = f"{abs(days):,} {'day' if abs(days) == 1 else 'days'}" if years < 2 else f"{years} years"
    return f"in {many}" if days > 0 else f"{many} ago"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One body's outcome of one proposal: a word, the day and minute below it, and the tone of both."""

    said: Said
    word: str
    detail: str
    tone: str
    conditions: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A proposal with what is to be seen at a glance, each as (words, tone), and a cell for every body."""

    proposal: str
    name: str
    notices: tuple[tuple[str, str], ...]
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All proposals by all bodies; ``heads`` are each body's name and what it may do."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]


def matrix(plan: Plan, today: date, since: Since | None = None) -> Matrix:
    """Every proposal by every body, as of a day."""
    records = plan.records
    since = since or Since(plan)
    heads = tuple(
        (body_name(records, body), AUTHORITY_WORDS[body.authority])
        for body in plan.table(Body).ordered()
    )
    rows = tuple(
        MatrixRow(
            proposal.id,
            proposal.name,
            notices(plan, proposal, since),
            tuple(cell(proposal, held, today) for held in said_by_all(records, proposal.id)),
        )
        for proposal in plan.table(Proposal).ordered()
    )
    return Matrix(heads, rows)


def cell(proposal: Proposal, held: Said, today: date) -> MatrixCell:
    """What one cell of the matrix says."""
    decision = held.decision
    if decision is None:
        return MatrixCell(held, "Not asked", "", "", "")
    word, tone = outcome_words(proposal, held.state), _TONES[held.state]
    if proposal.step == _CONSULT and held.outcome == "approved":
        tone = "warn"
    if held.state == NOT_NEEDED:
        detail = "consulted"
    elif held.state == AWAITED or held.outcome == "deferred":
        parts = [say_short(held.decided_on)] if held.outcome == "deferred" else []
        day = held.expected
        if day is not None and day != held.decided_on:
            again = "again " if held.outcome == "deferred" else ""
            parts.append(f"{again}{say_short(day)}, {say_distance(day, today)}")
        detail = "; ".join(part for part in parts if part) or "no date"
    else:
        minute = f"minute {decision.minute}" if decision.minute else ""
        need = "" if held.needed else "not needed"
        detail = ", ".join(part for part in (say_short(held.decided_on), minute, need) if part)
    return MatrixCell(held, word, detail or "no date", tone, decision.conditions)


def outcome_words(proposal: Proposal, state: str) -> str:
    """An outcome as it is read: approving to consult is not the final approval."""
    if proposal.step == _CONSULT and state == "approved":
        return "Approved to consult"
    return state.capitalize()


def say_elapsed(taken: Elapsed) -> str:
    """How long the bodies took, in words."""

    def many(count: int) -> str:
        return f"{count:,} {'day' if count == 1 else 'days'}"

    said = f"{many(taken.between)} between first and last"
    if taken.first_meeting < taken.first:
        said += f", {many(taken.since_first_meeting)} since its first meeting"
    return said


def notices(plan: Plan, proposal: Proposal, since: Since) -> tuple[tuple[str, str], ...]:
    """What is to be seen of a proposal at a glance: words and tone, what matters most first."""
    records = plan.records
    found: list[tuple[str, str]] = []
    taken = elapsed(records, proposal.id)
    days = say_elapsed(taken) if taken and taken.last > taken.first_meeting else ""
    if differ(records, proposal.id):
        found.append(("; ".join(part for part in ("bodies differ", days) if part), "bad"))
        days = ""
    changed = since.of_proposal(proposal.id)
    if changed is not None and changed.figures:
        found.append((changed.words, "warn"))
    needed = needed_of(records, proposal.id)
    awaited = sum(1 for held in needed if not held.final)
    if not needed:
        found.append(("no body's decision is needed", "warn"))
    if days:
        found.append((days, "mute"))
    if awaited:
        found.append((f"{awaited} of {len(needed)} awaited", "mute"))
    if proposal.step == _CONSULT:
        found.append(("step 1 of 2: consultation, then final decision", "mute"))
    elif proposal.step == _FINAL_STEP:
        found.append(("step 2 of 2: final decision", "mute"))
    return tuple(found)


def bound_to(plan: Plan, decision: Decision | None) -> str:
    """On which figures it was decided: version and fingerprint in words."""
    if decision is None:
        return ""
    version = plan.table(Version).get(decision.version or "")
    if version is not None:
        return f'version "{version.name}", fingerprint {in_groups(version.fingerprint)}'
    if decision.fingerprint:
        return f"fingerprint {in_groups(decision.fingerprint)}; its version was removed"
    return ""


def outcomes_by_recommendation(plan: Plan, held: Said) -> tuple[tuple[str, str, str], ...]:
    """Each recommendation of a proposal, numbered, with what a body said of it where it said so."""
    outcomes = plan.table(RecommendationOutcome)
    own = [one for one in plan.table(Recommendation).ordered() if one.proposal == held.proposal]
    found: list[tuple[str, str, str]] = []
    for number, one in enumerate(own, start=1):
        said = outcomes.get(f"{one.id}:{held.body.id}")
        if said is not None:
            found.append((f"{number}. {one.words}", said.outcome.capitalize(), said.words))
    return tuple(found)


def decisions_report(plan: Plan) -> Report:
    """Every proposal, every body's decision on it, and what each said of single recommendations."""
    since = Since(plan)
    proposals: list[tuple[Cell, ...]] = []
    decided: list[tuple[Cell, ...]] = []
    single: list[tuple[Cell, ...]] = []
    for proposal in plan.table(Proposal).ordered():
        taken = elapsed(plan.records, proposal.id)
        changed = since.of_proposal(proposal.id)
        proposals.append(
            (
                proposal.reference,
                proposal.name,
                plan.records.name(ServiceArea.TABLE, proposal.service_area) or WHOLE_PLAN,
                proposal.asks.capitalize(),
                proposal.step.capitalize(),
                "Yes" if proposal.key_decision else "No",
                "Bodies differ" if differ(plan.records, proposal.id) else "",
                None if taken is None else taken.between,
                None if taken is None else taken.since_first_meeting,
                changed.words if changed is not None and changed.figures else "",
            )
        )
        for held in said_by_all(plan.records, proposal.id):
            name = body_name(plan.records, held.body)
            if held.state != NOT_ASKED and held.decision is not None:
                decided.append((proposal.name, name, *_decided(plan, proposal, held)))
            single += [
                (proposal.name, name, *row) for row in outcomes_by_recommendation(plan, held)
            ]
    return Report(
        "Decisions",
        "Each body's own decision on each proposal; nothing is approved but by somebody",
        (
            _table("Proposals", _PROPOSAL_HEADS, proposals),
            _table("Decisions by body", _DECISION_HEADS, decided),
            _table("Single recommendations", _SINGLE_HEADS, single),
        ),
    )


_PROPOSAL_HEADS = (
    Heading("Reference"),
    Heading("Proposal"),
    Heading("Service area"),
    Heading("Asks to"),
    Heading("Step"),
    Heading("Key decision"),
    Heading("Bodies"),
    Heading("Days from first to last decision", "count"),
    Heading("Days since its first meeting", "count"),
    Heading("Figures"),
)
_DECISION_HEADS = tuple(
    Heading(text)
    for text in (
        "Proposal",
        "Body",
        "Needed",
        "Outcome",
        "Decided on",
        "Expected",
        "Resolution",
        "Conditions",
        "Minute",
        "On the figures of",
    )
)
_SINGLE_HEADS = tuple(
    Heading(text) for text in ("Proposal", "Body", "Recommendation", "Outcome", "Words")
)


def _table(title: str, heads: tuple[Heading, ...], rows: list[tuple[Cell, ...]]) -> ReportTable:
    return ReportTable(title, heads, tuple(rows))


def _decided(plan: Plan, proposal: Proposal, held: Said) -> tuple[Cell, ...]:
    decision = held.decision
    assert decision is not None
    return (
        "Yes" if held.needed else "No: consulted",
        outcome_words(proposal, held.state),
        say_short(held.decided_on),
        say_short(held.expected),
        decision.words,
        decision.conditions,
        decision.minute,
        bound_to(plan, decision),
    )
