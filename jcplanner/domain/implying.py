"""Implications of a proposal under the headings of the bodies that are asked: said, none, or not said.

A blank heading is not nil: *None* counts only where somebody says so (000¶31, 001 App 1).
"""

from dataclasses import dataclass

from jcplanner.domain.proposals import Implication, ImplicationHeading
from jcplanner.domain.recommending import bodies_asked
from jcplanner.domain.records import Records

NOT_SAID, NONE = "Not said", "None"


@dataclass(frozen=True, slots=True)
class Implied:
    """What a proposal implies under one heading."""

    heading: ImplicationHeading
    none: bool = False
    exempt: bool = False
    words: str = ""

    @property
    def is_said(self) -> bool:
        """Whether there are words, or *None* on purpose."""
        return self.none or bool(self.words.strip())

    @property
    def says(self) -> str:
        """The words as a paper prints them; *None* where there is none, *Not said* where nobody said."""
        if self.words.strip():
            return self.words
        return NONE if self.none else NOT_SAID


def implication_id(proposal: str, heading: str) -> str:
    """The id of what a proposal implies under a heading."""
    return f"{proposal}:{heading}"


def headings_for(
    records: Records, proposal: str, body: str | None = None
) -> list[ImplicationHeading]:
    """The headings under which a proposal has to speak: those of every body, and of the bodies asked.

    With a ``body`` those of that one; while nobody is asked yet, all.
    """
    headings = records.table(ImplicationHeading).ordered()
    if body is not None:
        return [held for held in headings if held.body in (None, body)]
    asked = {held.id for held in bodies_asked(records, proposal)}
    return [held for held in headings if not asked or held.body is None or held.body in asked]


def implications_of(records: Records, proposal: str, body: str | None = None) -> list[Implied]:
    """What a proposal implies under each of its headings (of one body, where it is named)."""
    table = records.table(Implication)
    found: list[Implied] = []
    for heading in headings_for(records, proposal, body):
        held = table.get(implication_id(proposal, heading.id))
        if held is None:
            found.append(Implied(heading))
        else:
            found.append(Implied(heading, bool(held.none), bool(held.exempt), held.words))
    return found
