"""Proposals: what is put to the bodies, with options, clearance, consultation and implications.

A proposal is decided by each body on its own (003, 004¶20); `decisions` has what each of them said.
"""

from typing import NamedTuple

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record

ASKS = ("note", "agree", "approve", "assure")
STEPS = ("one decision", "approve to consult", "final after consultation")
ALTERNATIVES = ("options below", "none", "no alternative: mandated")
OPTION_KINDS = ("change", "do nothing", "hybrid", "mandated")
CLASSIFICATIONS = ("open", "exempt")
CLEARED_FOR = (
    "legal",
    "financial",
    "human resources",
    "property",
    "equality",
    "service director",
    "other",
)
TEST_STATES = ("not yet", "met", "not met")


class GunningTest(NamedTuple):
    """One of the four tests of a fair consultation: its key and what it asks (001 App 2.1)."""

    key: str
    words: str


GUNNING_TESTS = (
    GunningTest("formative stage", "Proposals are still at a formative stage."),
    GunningTest(
        "sufficient reasons", "Reasons are given that allow intelligent consideration and response."
    ),
    GunningTest("adequate time", "There is adequate time to consider and respond."),
    GunningTest(
        "conscientious account",
        "What came back is conscientiously taken into account in the decision.",
    ),
)


@record("proposal", "proposal", "proposals")
class Proposal(Record):
    """What bodies are asked to decide. Its step says whether a consultation comes between two decisions."""

    id: str
    position: int = position()
    name: str = column("Title", required=True, default="New proposal")
    reference: str = column("Reference", Kind.CODE)
    service_area: str | None = link(
        "Service area", "service_area", help="Blank for the whole plan."
    )
    asks: str = column("Asks to", Kind.CHOICE, default="approve", choices=ASKS)
    step: str = column("Step", Kind.CHOICE, default=STEPS[0], choices=STEPS)
    follows: str | None = link(
        "Follows", "proposal", help="The approval to consult that a final decision comes back from."
    )
    alternatives: str = column(
        "Alternatives", Kind.CHOICE, default=ALTERNATIVES[0], choices=ALTERNATIVES
    )
    mandate: str = column("Mandated by", Kind.NOTE, help="Who leaves no alternative, and where.")
    classification: str = column(
        "Classification", Kind.CHOICE, default="open", choices=CLASSIFICATIONS
    )
    exempt_reason: str = column("Why exempt", Kind.NOTE)
    key_decision: int = column("Key decision", Kind.FLAG, default=0)
    wards: str = column("Wards", help="All, or which.")
    author: str = column("Report author", help="The post, not a person's name.")
    purpose: str = column("Purpose", Kind.NOTE)
    reasons: str = column("Reasons for recommendations", Kind.NOTE)
    considerations: str = column("Key considerations", Kind.NOTE)
    community_impact: str = column("Community impact", Kind.NOTE)
    consultees: str = column("Consultees", Kind.NOTE)
    background: str = column("Background papers", Kind.NOTE)
    version: str | None = link(
        "Figures of version", "version", help="The version that is put forward."
    )
    source: str = column("Source")
    note: str = column("Note", Kind.NOTE)


@record("recommendation", "recommendation", "recommendations", named_by="words")
class Recommendation(Record):
    """One thing that a proposal asks for; each has an outcome of its own (001¶2.1)."""

    id: str
    position: int = position()
    proposal: str | None = link("Proposal", "proposal", on_remove="cascade")
    words: str = column("Recommendation", Kind.NOTE, required=True, default="New recommendation")


@record("proposal_option", "option", "options")
class ProposalOption(Record):
    """An option of a proposal. Its id stays, whatever number a paper gives it (003¶1 and ¶23)."""

    id: str
    position: int = position()
    proposal: str | None = link("Proposal", "proposal", on_remove="cascade")
    name: str = column("Option", required=True, default="New option")
    numbers: str = column(
        "Numbered in papers", help="Such as: 3 in paragraph 1, 4 in paragraph 23."
    )
    kind: str = column("Kind", Kind.CHOICE, default="change", choices=OPTION_KINDS)
    words: str = column("What it is", Kind.NOTE)
    for_it: str = column("For it", Kind.NOTE)
    against_it: str = column("Against it", Kind.NOTE)
    cost: int | None = column("Cost a year", Kind.MONEY, default=None)
    chosen: int = column("Chosen", Kind.FLAG, default=0)
    reason: str = column("Why chosen or not", Kind.NOTE)


@record("option_part", "part of a hybrid", "parts of hybrids", ordered=False, named_by="id")
class OptionPart(Record):
    """One of the options that a hybrid is made of. Its id is `<hybrid>:<part>`."""

    id: str
    hybrid: str | None = link("Hybrid", "proposal_option", on_remove="cascade")
    part: str | None = link("Made of", "proposal_option", on_remove="cascade")


@record("clearance", "clearance", "clearances", named_by="cleared_for")
class Clearance(Record):
    """An officer's clearance of a proposal's paper (001 sign-off box), by post."""

    id: str
    position: int = position()
    proposal: str | None = link("Proposal", "proposal", on_remove="cascade")
    cleared_for: str = column("Cleared for", Kind.CHOICE, default="legal", choices=CLEARED_FOR)
    post: str = column("Post", help="Not a person's name.")
    cleared_on: str | None = column("Cleared on", Kind.DATE, default=None)
    note: str = column("Note", Kind.NOTE)


@record("consultation", "consultation", "consultations")
class Consultation(Record):
    """A consultation on a proposal; its four tests gate the final decision (001 App 2.1, [S127])."""

    id: str
    position: int = position()
    proposal: str | None = link("Proposal", "proposal", on_remove="cascade")
    name: str = column("Consultation", required=True, default="New consultation")
    audience: str = column("Who is asked", Kind.NOTE)
    opens: str | None = column("Opens", Kind.DATE, default=None)
    closes: str | None = column("Closes", Kind.DATE, default=None)
    least_days: int | None = column("At least (days)", Kind.COUNT, default=84)
    came_back: str = column("What came back", Kind.NOTE)
    note: str = column("Note", Kind.NOTE)


@record(
    "consultation_test", "consultation test", "consultation tests", ordered=False, named_by="test"
)
class ConsultationTest(Record):
    """One of `GUNNING_TESTS` of a consultation. Its id is `<consultation>:<test>`."""

    id: str
    consultation: str | None = link("Consultation", "consultation", on_remove="cascade")
    test: str = column(
        "Test",
        Kind.CHOICE,
        default=GUNNING_TESTS[0].key,
        choices=tuple(test.key for test in GUNNING_TESTS),
    )
    state: str = column("State", Kind.CHOICE, default="not yet", choices=TEST_STATES)
    evidence: str = column("Evidence", Kind.NOTE)


@record("implication_heading", "implication heading", "implication headings")
class ImplicationHeading(Record):
    """A heading under which a body wants a proposal's implications told (001 App 1)."""

    id: str
    position: int = position()
    body: str | None = link("Body", "body", on_remove="cascade", help="Blank for every body.")
    name: str = column("Heading", required=True, default="New heading")


@record("implication", "implication", "implications", ordered=False, named_by="id")
class Implication(Record):
    """What a proposal implies under a heading; none is typed on purpose. Its id is `<proposal>:<heading>`."""

    id: str
    proposal: str | None = link("Proposal", "proposal", on_remove="cascade")
    heading: str | None = link("Heading", "implication_heading", on_remove="cascade")
    none: int = column("None", Kind.FLAG, default=0, help="There is none, and somebody says so.")
    exempt: int = column("Exempt", Kind.FLAG, default=0)
    words: str = column("Words", Kind.NOTE)
