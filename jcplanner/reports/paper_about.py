"""What the parts of a board paper are made from, and what it says under a body's headings of implications."""

from dataclasses import dataclass

from jcplanner.domain.implying import NOT_SAID as NOT_IMPLIED
from jcplanner.domain.implying import Implied, implications_of
from jcplanner.domain.partners import Body
from jcplanner.domain.proposals import Proposal
from jcplanner.plan.plan import Plan
from jcplanner.reports.paper_blocks import LABEL, MISSING, NOT_SAID, Block, Words, paragraphs

_HEADING_PARTS = (
    ("financ", "financial implications"),
    ("value for money", "financial implications"),
    ("legal", "legal implications"),
    ("equal", "equality"),
    ("risk", "risk management"),
    ("communit", "community impact"),
)
"""By what is in its name, the part under which a heading of implications belongs; others are `OTHER`."""

OTHER = "other implications"


@dataclass(frozen=True, slots=True)
class About:
    """What a part is made from. ``places`` are the parts that the paper has a section for."""

    plan: Plan
    proposal: Proposal
    body: Body
    exempt: bool
    draft: bool
    places: frozenset[str]
    withheld: str = ""

    @property
    def hides_money(self) -> bool:
        """Whether this edition leaves figures out: they would give away what words are exempt for."""
        return self.hides("financial implications")

    def hides(self, part: str) -> bool:
        """Whether something of this part is exempt, wherever it stands, and this edition is the open one."""
        return not self.exempt and any(
            held.exempt and part_of_heading(held.heading.name) == part
            for held in implications_of(self.plan.records, self.proposal.id, self.body.id)
        )

    def implications(self, part: str) -> list[Implied]:
        """What the body is to be told under this part; what has no section of its own is under others."""
        return [
            held
            for held in implications_of(self.plan.records, self.proposal.id, self.body.id)
            if self._place(part_of_heading(held.heading.name)) == part
        ]

    def _place(self, part: str) -> str:
        return part if part in self.places else OTHER


def part_of_heading(name: str) -> str:
    """The part of a paper under which a heading of implications belongs, by its name."""
    words = name.casefold()
    return next((part for sign, part in _HEADING_PARTS if sign in words), OTHER)


def implied(about: About, part: str) -> list[Block]:
    """Each heading of the body under this part; one that has the section to itself is not named again."""
    blocks: list[Block] = []
    found = about.implications(part)
    for held in found:
        if len(found) > 1 or part == OTHER or held.exempt:
            exempt = " (exempt)" if held.exempt and about.exempt else ""
            blocks.append(Words(f"{held.heading.name}{exempt}", LABEL))
        if held.exempt and not about.exempt:
            blocks.append(Words("Exempt: see the exempt annex."))
        elif held.says == NOT_IMPLIED:
            blocks.append(Words(NOT_SAID, MISSING))
        elif held.words.strip():
            blocks += paragraphs(held.words)
        else:
            blocks.append(Words("None."))
    return blocks
