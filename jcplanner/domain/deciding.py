"""Deciding: what each body said of a proposal, where bodies differ, how long it took, and what comes next.

Every answer is by body: nothing here says that a proposal is approved without saying by whom.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from jcplanner.domain.dates import read_day
from jcplanner.domain.decisions import FINAL, IN_FAVOUR, Decision, Meeting, decision_id
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records

WITH_AUTHORITY = frozenset(("reserved", "delegated"))
WITHOUT_AUTHORITY_MAY = frozenset(("not yet", "deferred", "noted", "not considered"))
"""What a body can say that is only asked for advice, or only told."""

PAPERS_DAYS, FIGURES_DAYS = 7, 28
"""The lead times, in days before a meeting, of a body that has not said otherwise."""

NOT_ASKED, NOT_NEEDED, AWAITED = "not asked", "not needed", "awaited"
"""How a body stands to a proposal that it has said nothing of; else its outcome says it."""


def may_decide(body: Body) -> bool:
    """Whether a body can decide, its authority being reserved or delegated to it."""
    return body.authority in WITH_AUTHORITY


def may_say(body: Body, outcome: str) -> bool:
    """Whether a body can come to an outcome: without authority it can only note or put off."""
    return may_decide(body) or outcome in WITHOUT_AUTHORITY_MAY


def check_outcome(
    records: Records, kind: type[Record], keys: Iterable[str], fields: Mapping[str, object]
) -> None:
    """Raise Refusal where an outcome would be written that its body cannot come to, or a fingerprint."""
    if kind is not Decision:
        return
    if "fingerprint" in fields:
        raise Refusal(
            "A fingerprint comes with the version that was decided on; choose the version."
        )
    outcome, decisions, bodies = fields.get("outcome"), records.table(Decision), records.table(Body)
    asked = [fields["body"]] if "body" in fields else [decisions[key].body for key in keys]
    for key in asked:
        body = bodies.get(str(key or ""))
        if outcome is not None and body is not None and not may_say(body, str(outcome)):
            raise Refusal(f"{body_name(records, body)} has no authority to decide.")


def body_name(records: Records, body: Body) -> str:
    """A body as it is told from others of its name: "Council Cabinet"; a joint one by its own name."""
    alike = [held for held in records.table(Body).values() if held.name == body.name]
    partner = records.table(Partner).get(body.partner or "")
    return f"{partner.short} {body.name}" if partner and len(alike) > 1 else body.name


@dataclass(frozen=True, slots=True)
class Said:
    """A body beside a proposal: its decision, where it is asked for one, and the day that goes with it."""

    proposal: str
    body: Body
    decision: Decision | None
    meeting: Meeting | None

    @property
    def needed(self) -> bool:
        """Whether the proposal needs this body's decision."""
        return self.decision is not None and bool(self.decision.needed)

    @property
    def outcome(self) -> str:
        """The outcome; "not yet" where there is none."""
        return self.decision.outcome if self.decision else "not yet"

    @property
    def final(self) -> bool:
        """Whether the body is done with the proposal; a deferral is not the end of it."""
        return self.outcome in FINAL

    @property
    def counts(self) -> bool:
        """Whether it is a decision at all: needed, and of a body that may decide."""
        return self.needed and may_decide(self.body)

    @property
    def state(self) -> str:
        """The outcome; where there is none, whether it is awaited, not needed or was never asked for."""
        if self.decision is None:
            return NOT_ASKED
        if self.outcome != "not yet":
            return self.outcome
        return AWAITED if self.needed else NOT_NEEDED

    @property
    def decided_on(self) -> date | None:
        """The day on which the body said so; where nobody typed it, that of its meeting."""
        if self.decision is None or self.outcome == "not yet":
            return None
        typed = read_day(self.decision.decided_on)
        # A deferral's meeting is the one to which it was put off.
        return typed or (self.met_on if self.final else None)

    @property
    def met_on(self) -> date | None:
        """The day of the meeting that is named."""
        return read_day(self.meeting.date) if self.meeting else None

    @property
    def expected(self) -> date | None:
        """The day on which a decision is still to come: the meeting's, else the one typed."""
        if self.decision is None or self.final:
            return None
        return self.met_on or read_day(self.decision.expected)


def said(records: Records, proposal: str, body: Body) -> Said:
    """What one body said of a proposal."""
    decision = records.table(Decision).get(decision_id(proposal, body.id))
    meeting = records.table(Meeting).get(decision.meeting or "") if decision else None
    return Said(proposal, body, decision, meeting)


def said_by_all(records: Records, proposal: str) -> list[Said]:
    """What every body said of a proposal, in the order of bodies, those never asked among them."""
    return [said(records, proposal, body) for body in records.table(Body).ordered()]


def decisions_of(records: Records, proposal: str) -> list[Said]:
    """The same of those that were asked."""
    return [held for held in said_by_all(records, proposal) if held.decision is not None]


def needed_of(records: Records, proposal: str) -> list[Said]:
    """What those said whose decision the proposal needs."""
    return [held for held in decisions_of(records, proposal) if held.needed]


def is_decided(records: Records, proposal: str) -> bool:
    """Whether every body that the proposal needs has decided for it. Where none is needed, nobody has."""
    needed = needed_of(records, proposal)
    return bool(needed) and all(held.final and held.outcome in IN_FAVOUR for held in needed)


def outcomes(records: Records, proposal: str) -> dict[str, list[Said]]:
    """What bodies with authority have said, by outcome, for as far as they have said anything."""
    found: dict[str, list[Said]] = {}
    for held in needed_of(records, proposal):
        if may_decide(held.body) and held.outcome != "not yet":
            found.setdefault(held.outcome, []).append(held)
    return found


def differ(records: Records, proposal: str) -> bool:
    """Whether bodies that may decide came to different outcomes (004¶20); putting it off is one."""
    return len(outcomes(records, proposal)) > 1


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How long the bodies took: from the first decision to the last, and since it first came before one."""

    first: date
    last: date
    first_meeting: date
    awaited: int

    @property
    def between(self) -> int:
        """Days from the first decision to the last so far."""
        return (self.last - self.first).days

    @property
    def since_first_meeting(self) -> int:
        """Days from the first meeting that had it to the last decision so far."""
        return (self.last - self.first_meeting).days


def elapsed(records: Records, proposal: str) -> Elapsed | None:
    """How long a proposal took; None while no body that it needs has decided, or on no known day."""
    needed = needed_of(records, proposal)
    days = [held.decided_on for held in needed if held.final and held.decided_on]
    if not days:
        return None
    first, last = min(days), max(days)
    met = [day for held in needed for day in (held.met_on, held.decided_on) if day and day <= first]
    awaited = sum(1 for held in needed if not held.final)
    return Elapsed(first, last, min(met, default=first), awaited)


def papers_due(body: Body, day: date) -> date:
    """The day on which papers are due for a meeting of a body."""
    return day - timedelta(days=PAPERS_DAYS if body.papers_days is None else body.papers_days)


def figures_fixed(body: Body, day: date) -> date:
    """The last day on which a figure can still change before a meeting of a body."""
    return day - timedelta(days=FIGURES_DAYS if body.figures_days is None else body.figures_days)


def next_figures_day(records: Records, proposal: str) -> tuple[Said, date] | None:
    """The first of the last days on which a figure can still change for the bodies that are awaited."""
    days = [
        (held, figures_fixed(held.body, held.expected))
        for held in decisions_of(records, proposal)
        if held.expected is not None
    ]
    return min(days, key=lambda held: held[1], default=None)


def proposal_of(records: Records, table: str, key: str) -> str:
    """The proposal that a record is part of, such as a consultation's test; blank for none.

    A place that names a kind of part and the proposal itself stands for what the proposal lacks of it.
    """
    owner = key.partition(":")[0]
    if owner in records.table(Proposal):
        return owner
    for _ in range(_DEEPEST):
        if table == Proposal.TABLE or key not in records.named(table):
            break
        held = records.named(table)
        column = next((one for one in held.kind.COLUMNS if one.name in _PART_OF), None)
        if column is None:
            return ""
        table, key = column.link, str(held.value(key, column.name) or "")
    return key if table == Proposal.TABLE and key in records.table(Proposal) else ""


_PART_OF = ("proposal", "recommendation", "consultation", "hybrid")
_DEEPEST = 3
"""A part of a part of a proposal, and the proposal itself."""
