"""The forward plan: meetings, expected decisions, consultations and submissions in the order of their days.

Nothing here knows what day it is; what is done already says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jcplanner.domain.dates import read_day
from jcplanner.domain.deciding import Said, decisions_of, figures_fixed, papers_due
from jcplanner.domain.decisions import Decision, Meeting
from jcplanner.domain.partners import Body
from jcplanner.domain.proposals import Consultation, Proposal
from jcplanner.domain.records import Records
from jcplanner.domain.registers import Submission

DECISION, MEETING = "decision", "meeting"
OPENS, CLOSES = "consultation opens", "consultation closes"
DONE_STATES = frozenset(("sent", "done", "missed"))


@dataclass(frozen=True, slots=True)
class Coming:
    """One entry: its day (None: awaited, on no known day), what it is, and what has to be ready when.

    ``table`` and ``key`` are the record that it comes from. ``papers`` and ``figures`` are the day on which
    papers are due and the last on which a figure can change, where a body still has to meet.
    """

    day: date | None
    kind: str
    name: str
    table: str
    key: str
    body: Body | None = None
    proposal: Proposal | None = None
    meeting: Meeting | None = None
    papers: date | None = None
    figures: date | None = None
    done: bool = False
    key_decision: bool = False


def forward_plan(records: Records) -> list[Coming]:
    """Every entry, by day; awaited decisions without one come last."""
    found = [
        *_decisions(records),
        *_meetings(records),
        *_consultations(records),
        *_submissions(records),
    ]
    return sorted(found, key=lambda held: (held.day is None, held.day or date.max))


def _decisions(records: Records) -> Iterator[Coming]:
    for proposal in records.table(Proposal).ordered():
        for held in decisions_of(records, proposal.id):
            if held.final or held.needed or held.expected is not None:
                yield _decision(proposal, held)


def _decision(proposal: Proposal, held: Said) -> Coming:
    assert held.decision is not None
    day = held.decided_on if held.final else held.expected
    ahead = day is not None and not held.final
    return Coming(
        day,
        DECISION,
        proposal.name,
        Decision.TABLE,
        held.decision.id,
        held.body,
        proposal,
        held.meeting,
        papers_due(held.body, day) if ahead and day else None,
        figures_fixed(held.body, day) if ahead and day else None,
        held.final,
        bool(proposal.key_decision),
    )


def _meetings(records: Records) -> Iterator[Coming]:
    """Meetings to which no decision is put; the others stand with their decisions."""
    taken = {decision.meeting for decision in records.table(Decision).values()}
    bodies = records.table(Body)
    for meeting in records.table(Meeting).ordered():
        day = read_day(meeting.date)
        if day is None or meeting.id in taken:
            continue
        body = bodies.get(meeting.body or "")
        yield Coming(
            day,
            MEETING,
            meeting.name,
            Meeting.TABLE,
            meeting.id,
            body,
            None,
            meeting,
            papers_due(body, day) if body else None,
            figures_fixed(body, day) if body else None,
        )


def _consultations(records: Records) -> Iterator[Coming]:
    proposals = records.table(Proposal)
    for held in records.table(Consultation).ordered():
        proposal = proposals.get(held.proposal or "")
        for kind, text in ((OPENS, held.opens), (CLOSES, held.closes)):
            day = read_day(text)
            if day is not None:
                yield Coming(day, kind, held.name, Consultation.TABLE, held.id, proposal=proposal)


def _submissions(records: Records) -> Iterator[Coming]:
    proposals = records.table(Proposal)
    for held in records.table(Submission).ordered():
        day = read_day(held.due)
        if day is not None:
            yield Coming(
                day,
                held.kind,
                held.name,
                Submission.TABLE,
                held.id,
                proposal=proposals.get(held.proposal or ""),
                done=bool(held.done_on) or held.state in DONE_STATES,
            )


def awaited(records: Records) -> list[Coming]:
    """The needed decisions that are still to come, those with a day first, by day."""
    decisions = records.table(Decision)
    return [
        held
        for held in forward_plan(records)
        if held.kind == DECISION and not held.done and decisions[held.key].needed
    ]
