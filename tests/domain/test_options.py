"""Options with the facts of 003: numbered differently in two paragraphs, a hybrid of two of them chosen."""

import pytest

from jcplanner.domain.options import (
    chosen_of,
    could_be_part,
    is_in_a_ring,
    part_id,
    parts_of,
    say_alternatives,
    say_option,
)
from jcplanner.domain.proposals import OptionPart, Proposal, ProposalOption
from tests.domain.proposed_records import made

HPS = Proposal("hps", 1, "Partnership governance")
STEERING = ProposalOption("steering", 1, "hps", "Retain the Steering Group", "1 in ¶1, 1 in ¶23")
WELLBEING = ProposalOption("wellbeing", 2, "hps", "A Wellbeing Steering Group", "2 in ¶1, 2 in ¶23")
BOARD = ProposalOption("board", 3, "hps", "A new HPS Board", "3 in ¶23")
EXECUTIVE = ProposalOption("executive", 4, "hps", "The Executive Group", "3 in ¶1, 4 in ¶23")
BOTH = ProposalOption("both", 5, "hps", "A Board with both remits", "¶24", "hybrid", chosen=1)
PARTS = (
    OptionPart(part_id("both", "board"), "both", "board"),
    OptionPart(part_id("both", "executive"), "both", "executive"),
)
PAPER_003 = (HPS, STEERING, WELLBEING, BOARD, EXECUTIVE, BOTH, *PARTS)


def test_the_hybrid_of_003_is_made_of_what_paragraph_23_calls_options_3_and_4():
    records = made(*PAPER_003)
    assert [part.numbers for part in parts_of(records, "both")] == ["3 in ¶23", "3 in ¶1, 4 in ¶23"]
    assert [held.id for held in chosen_of(records, "hps")] == ["both"]
    assert say_alternatives(records, "hps").words == (
        '5 options. Chosen: A Board with both remits (made of "A new HPS Board" and '
        '"The Executive Group").'
    )


def test_an_option_that_is_no_hybrid_is_called_by_its_name():
    assert say_option(made(*PAPER_003), BOARD) == "A new HPS Board"


def test_a_hybrid_is_not_made_of_itself_nor_of_what_is_made_of_it():
    wider = ProposalOption("wider", 6, "hps", "Wider still", kind="hybrid")
    records = made(*PAPER_003, wider, OptionPart(part_id("wider", "both"), "wider", "both"))
    assert could_be_part(records, "both", "both").startswith("An option cannot be made of itself")
    assert 'itself made of "A Board with both remits"' in could_be_part(records, "both", "wider")
    assert could_be_part(records, "wider", "steering") == ""


def test_a_hybrid_takes_no_option_of_another_proposal():
    other = ProposalOption("else", 7, "other", "Another matter")
    records = made(*PAPER_003, Proposal("other", 2, "Other"), other)
    assert could_be_part(records, "both", "else") == (
        "A hybrid is made of options of its own proposal."
    )


def test_a_ring_that_two_copies_of_a_plan_made_together_is_seen():
    one = ProposalOption("one", 1, "p", "One", kind="hybrid")
    two = ProposalOption("two", 2, "p", "Two", kind="hybrid")
    records = made(
        Proposal("p", 1, "P"),
        one,
        two,
        OptionPart(part_id("one", "two"), "one", "two"),
        OptionPart(part_id("two", "one"), "two", "one"),
    )
    assert is_in_a_ring(records, "one")
    assert not is_in_a_ring(made(*PAPER_003), "both")


@pytest.mark.parametrize(
    ("proposal", "words", "complete"),
    [
        (Proposal("p", 1, "P", alternatives="none"), "Other options considered: none.", True),
        (
            Proposal(
                "p",
                1,
                "P",
                alternatives="no alternative: mandated",
                mandate="NHS England, as a national process (000¶3).",
            ),
            "No alternative: mandated by NHS England, as a national process (000¶3).",
            True,
        ),
        (
            Proposal("p", 1, "P", alternatives="no alternative: mandated"),
            "No alternative: mandated. By whom is not said.",
            False,
        ),
        (Proposal("p", 1, "P"), "No options yet, and none is not said.", False),
    ],
)
def test_none_and_mandated_are_said_in_plain_sight(proposal: Proposal, words: str, complete: bool):
    said = say_alternatives(made(proposal), "p")
    assert (said.words, said.complete) == (words, complete)
