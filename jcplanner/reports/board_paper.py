"""The board paper of a proposal for one body: its sections in the body's order, open or exempt edition.

The open edition leaves out what is exempt and says why; the exempt one holds all. Nothing is made up: what
nobody said stands as "Not said" in a draft, and is left out of a paper that is no draft any more, but for
implications, where silence is not nil.
"""

from jcplanner.domain.content import fingerprint
from jcplanner.domain.deciding import body_name
from jcplanner.domain.implying import implications_of
from jcplanner.domain.partners import Body
from jcplanner.domain.planning import PUBLICATION_STATUSES
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.versions import Version, in_groups
from jcplanner.plan.paper_edits import sections_of
from jcplanner.plan.plan import Plan
from jcplanner.reports.paper_about import OTHER, About, part_of_heading
from jcplanner.reports.paper_blocks import (
    MISSING,
    Block,
    BoardPaper,
    Section,
    Words,
)
from jcplanner.reports.paper_parts import blocks_of, meeting_day

OPEN, EXEMPT = "open", "exempt"
DRAFT, _, EXEMPT_STATUS = PUBLICATION_STATUSES
NO_REASON = "the reason is not said"

_ALWAYS_OPEN = frozenset(
    {"title", "meeting", "classification", "key decision", "wards", "appendices", "contacts"}
)
"""What the open edition of a wholly exempt paper still says."""


def board_paper(plan: Plan, proposal: str, body: str, *, exempt: bool = False) -> BoardPaper:
    """The paper of a proposal for a body. Raises Refusal where either is not in the plan."""
    proposals, bodies = plan.table(Proposal), plan.table(Body)
    if proposal not in proposals:
        raise Refusal("That proposal is no longer in the plan.")
    if body not in bodies:
        raise Refusal("That body is no longer in the plan.")
    asked, reader = proposals[proposal], bodies[body]
    wholly = asked.classification == EXEMPT or plan.details.publication_status == EXEMPT_STATUS
    why = withheld(plan, asked, body)
    order = sections_of(plan.records, body)
    places = frozenset(part for _, part in order)
    draft = plan.details.publication_status == DRAFT
    about = About(plan, asked, reader, exempt, draft, places, why)
    # A heading of implications that the body's own order has no place for is not lost.
    if OTHER not in places and about.implications(OTHER):
        order.append((OTHER.capitalize(), OTHER))
    sections: list[Section] = []
    for heading, part in order:
        if wholly and not exempt and part not in _ALWAYS_OPEN:
            blocks: list[Block] = [Words("Exempt: see the exempt annex.")]
        else:
            blocks = blocks_of(about, part)
        if part in _SAID_OTHERWISE and not draft:
            blocks = [held for held in blocks if not _is_missing(held)]
        if blocks:
            sections.append(Section(part, heading, tuple(blocks)))
    digest = fingerprint(plan.agreed.records)
    same = (held.name for held in plan.table(Version).ordered() if held.fingerprint == digest)
    title = plan.details.title
    return BoardPaper(
        asked.name,
        f"{title} ({plan.scenario_name})" if plan.scenario else title,
        body_name(plan.records, reader),
        meeting_day(plan, proposal, reader),
        _marking(draft, exempt, why),
        in_groups(digest),
        next(same, ""),
        EXEMPT if exempt else OPEN,
        why,
        tuple(_with_version(plan, asked, digest, sections)),
    )


_SAID_OTHERWISE = frozenset(
    {
        "wards",
        "purpose",
        "reasons",
        "key considerations",
        "consultees",
        "background papers",
        "clearance",
        "contacts",
    }
)
"""Parts in which a paper that is no draft leaves out what nobody said."""


def _is_missing(block: Block) -> bool:
    return isinstance(block, Words) and block.style == MISSING


def withheld(plan: Plan, proposal: Proposal, body: str) -> str:
    """What of a proposal is exempt and for which reason, in words; blank where nothing is."""
    reason = " ".join(proposal.exempt_reason.split()).rstrip(".") or NO_REASON
    if proposal.classification == EXEMPT:
        return f"the whole paper; {reason}"
    if plan.details.publication_status == EXEMPT_STATUS:
        return f"the whole paper, as the plan is; {reason}"
    names = [
        held.heading.name
        for held in implications_of(plan.records, proposal.id, body)
        if held.exempt
    ]
    if not names:
        return ""
    figures = any(part_of_heading(name) == "financial implications" for name in names)
    said = f"{', '.join(names)}{' with the figures' if figures else ''}"
    return f"{said}; {reason}"


def _marking(draft: bool, exempt: bool, why: str) -> str:
    parts = [DRAFT] if draft else []
    if exempt and why:
        parts.append("Exempt - not for publication")
    return "; ".join(parts)


def _with_version(
    plan: Plan, proposal: Proposal, digest: str, sections: list[Section]
) -> list[Section]:
    """Say so where the figures are no longer those of the version that is put forward."""
    version = plan.table(Version).get(proposal.version or "")
    if version is None or version.fingerprint == digest:
        return sections
    note = Words(
        f'The figures are those of the plan as it stands, not of version "{version.name}" '
        f"({in_groups(version.fingerprint)}), which is put forward.",
        MISSING,
    )
    return [
        Section(held.part, held.heading, (note, *held.blocks))
        if held.part == "financial implications"
        else held
        for held in sections
    ]
