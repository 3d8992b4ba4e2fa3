"""Implications: said, none on purpose, or not said."""

from jcplanner.domain.decisions import Decision, decision_id
from jcplanner.domain.implying import headings_for, implication_id, implications_of
from jcplanner.domain.partners import Body
from jcplanner.domain.proposals import Implication, ImplicationHeading, Proposal
from jcplanner.domain.record import Record
from tests.domain.proposed_records import made

HELD: tuple[Record, ...] = (
    Body("cabinet", 1, "Cabinet"),
    Body("board", 2, "NHS board"),
    Proposal("p", 1, "One Herefordshire"),
    ImplicationHeading("money", 1, "cabinet", "Financial implications"),
    ImplicationHeading("law", 2, "cabinet", "Legal implications"),
    ImplicationHeading("all", 3, None, "Equality"),
    ImplicationHeading("quality", 4, "board", "Quality"),
    Implication(
        implication_id("p", "money"), "p", "money", 1, 0, "There are no direct costs (000¶31)."
    ),
    Implication(implication_id("p", "all"), "p", "all", 1),
)


def test_no_direct_costs_is_said_on_purpose_and_a_blank_heading_is_not_said():
    says = {
        held.heading.id: (held.is_said, held.says) for held in implications_of(made(*HELD), "p")
    }
    assert says == {
        "money": (True, "There are no direct costs (000¶31)."),
        "law": (False, "Not said"),
        "all": (True, "None"),
        "quality": (False, "Not said"),
    }


def test_headings_are_those_of_the_bodies_that_are_asked_and_of_every_body():
    asked = Decision(decision_id("p", "cabinet"), "p", "cabinet")
    assert [held.id for held in headings_for(made(*HELD, asked), "p")] == ["money", "law", "all"]
    assert [held.id for held in headings_for(made(*HELD, asked), "p", "board")] == [
        "all",
        "quality",
    ]
