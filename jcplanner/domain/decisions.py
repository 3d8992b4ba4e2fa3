"""Decisions: what each body said of each proposal, when, under which conditions, and on which figures."""

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record

OUTCOMES = (
    "not yet",
    "approved",
    "approved as amended",
    "approved in principle",
    "deferred",
    "noted",
    "rejected",
    "not considered",
)
"""The outcomes of the glossary (DOMAIN 7.1), and none so far."""

IN_FAVOUR = frozenset(("approved", "approved as amended", "approved in principle", "noted"))
FINAL = frozenset(OUTCOMES) - {"not yet", "deferred"}

TERMS_HEADINGS = (
    "purpose and aims",
    "principles",
    "decision making",
    "structure",
    "responsibilities",
    "agreement and sign-off",
)
"""The headings of terms of reference (001¶4.19)."""

SIGN_OFFS = ("not yet", "signed", "declined")
PAPER_PARTS = (
    "title",
    "meeting",
    "classification",
    "key decision",
    "wards",
    "purpose",
    "recommendations",
    "options",
    "reasons",
    "key considerations",
    "community impact",
    "equality",
    "financial implications",
    "legal implications",
    "risk management",
    "other implications",
    "consultees",
    "decisions of other bodies",
    "appendices",
    "background papers",
    "clearance",
    "contacts",
)
"""What a board paper can have (DOMAIN 7.3); a body puts its own in its own order."""


@record("meeting", "meeting", "meetings")
class Meeting(Record):
    """One meeting of a body; its lead times are the body's."""

    id: str
    position: int = position()
    body: str | None = link("Body", "body", on_remove="cascade")
    name: str = column("Meeting", required=True, default="Meeting")
    date: str | None = column("Date", Kind.DATE, default=None)
    note: str = column("Note", Kind.NOTE)


@record("decision", "decision", "decisions", ordered=False, named_by="id")
class Decision(Record):
    """One body's decision on one proposal. Its id is `<proposal>:<body>`; no record means not asked.

    ``version`` and ``fingerprint`` say on which figures it was decided.
    """

    id: str
    proposal: str | None = link("Proposal", "proposal", on_remove="cascade")
    body: str | None = link("Body", "body", on_remove="cascade")
    needed: int = column(
        "Needed", Kind.FLAG, default=1, help="No: it is consulted or kept informed."
    )
    meeting: str | None = link("Meeting", "meeting")
    expected: str | None = column("Expected", Kind.DATE, default=None)
    decided_on: str | None = column("Decided on", Kind.DATE, default=None)
    outcome: str = column("Outcome", Kind.CHOICE, default="not yet", choices=OUTCOMES)
    words: str = column("Resolution", Kind.NOTE)
    conditions: str = column("Conditions", Kind.NOTE)
    minute: str = column("Minute reference", Kind.CODE)
    version: str | None = link("On the figures of", "version")
    fingerprint: str = column("Fingerprint", Kind.CODE)
    source: str = column("Source")
    note: str = column("Note", Kind.NOTE)


@record("recommendation_outcome", "outcome", "outcomes", ordered=False, named_by="id")
class RecommendationOutcome(Record):
    """What a body said of one recommendation, where it differs. Its id is `<recommendation>:<body>`."""

    id: str
    recommendation: str | None = link("Recommendation", "recommendation", on_remove="cascade")
    body: str | None = link("Body", "body", on_remove="cascade")
    outcome: str = column("Outcome", Kind.CHOICE, default="not yet", choices=OUTCOMES)
    words: str = column("Words", Kind.NOTE)


@record("body_term", "term of reference", "terms of reference", ordered=False, named_by="heading")
class BodyTerm(Record):
    """A body's terms of reference under one heading. Its id is `<body>:<heading>`."""

    id: str
    body: str | None = link("Body", "body", on_remove="cascade")
    heading: str = column("Heading", Kind.CHOICE, default=TERMS_HEADINGS[0], choices=TERMS_HEADINGS)
    words: str = column("Words", Kind.NOTE)


@record("body_sign_off", "sign-off", "sign-offs", ordered=False, named_by="id")
class BodySignOff(Record):
    """A statutory body's sign-off of another body's terms. Its id is `<body>:<partner>`."""

    id: str
    body: str | None = link("Body", "body", on_remove="cascade")
    partner: str | None = link("Statutory body", "partner", on_remove="cascade")
    state: str = column("State", Kind.CHOICE, default="not yet", choices=SIGN_OFFS)
    signed_on: str | None = column("Signed on", Kind.DATE, default=None)
    reference: str = column("Reference", Kind.CODE)


@record("paper_section", "section of the paper", "sections of the paper")
class PaperSection(Record):
    """A section of a body's board papers: its own heading for one of `PAPER_PARTS`, in its own order."""

    id: str
    position: int = position()
    body: str | None = link("Body", "body", on_remove="cascade")
    name: str = column("Heading", required=True, default="New section")
    part: str = column("Holds", Kind.CHOICE, default="purpose", choices=PAPER_PARTS)


def decision_id(proposal: str, body: str) -> str:
    """The id of a body's decision on a proposal."""
    return f"{proposal}:{body}"
