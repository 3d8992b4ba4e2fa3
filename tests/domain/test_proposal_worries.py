"""Problems of proposals, each with the smallest plan that has it."""

import pytest

from jcplanner.domain.consulting import answer_id
from jcplanner.domain.decisions import Decision, decision_id
from jcplanner.domain.figures import Figures
from jcplanner.domain.options import part_id
from jcplanner.domain.partners import Body
from jcplanner.domain.proposal_worries import proposal_problems
from jcplanner.domain.proposals import (
    GUNNING_TESTS,
    Clearance,
    Consultation,
    ConsultationTest,
    ImplicationHeading,
    OptionPart,
    Proposal,
    ProposalOption,
    Recommendation,
)
from jcplanner.domain.record import Record
from tests.domain.proposed_records import made

CABINET = Body("cabinet", 1, "Cabinet")
WORDS = Recommendation("r", 1, "p", "To approve")
OPTION = ProposalOption("o", 1, "p", "Go on", chosen=1)


def kinds(*held: Record) -> dict[str, str]:
    return {found.kind: found.severity for found in proposal_problems(made(*held), Figures())}


def proposal(**fields: object) -> Proposal:
    return Proposal("p", 1, "Home First", **fields)  # type: ignore[arg-type]


def decided(outcome: str = "approved", **fields: object) -> Decision:
    key = decision_id("p", "cabinet")
    return Decision(key, "p", "cabinet", outcome=outcome, **fields)  # type: ignore[arg-type]


CLEARED = (
    Clearance("l", 1, "p", "legal", "Head of Law", "2016-07-20"),
    Clearance("f", 2, "p", "financial", "Head of Finance", "2016-07-20"),
)
WHOLE = (CABINET, WORDS, OPTION, *CLEARED)


def test_a_proposal_that_is_whole_has_no_problems():
    assert kinds(proposal(), *WHOLE, decided()) == {}


def test_a_new_proposal_lacks_recommendations_and_options():
    assert kinds(proposal()) == {
        "proposal without recommendation": "warning",
        "proposal without options": "warning",
    }


@pytest.mark.parametrize("alternatives", ["none", "no alternative: mandated"])
def test_none_or_mandated_said_on_purpose_stands_for_options(alternatives: str):
    held = proposal(alternatives=alternatives, mandate="NHS England")
    assert kinds(held, WORDS) == {}


def test_mandated_by_nobody_and_exempt_for_no_reason_are_told():
    held = proposal(alternatives="no alternative: mandated", classification="exempt")
    assert kinds(held, WORDS) == {
        "mandated by nobody": "warning",
        "exempt without a reason": "warning",
    }


def test_a_hybrid_of_one_part_is_none():
    hybrid = ProposalOption("h", 2, "p", "Both", kind="hybrid")
    part = OptionPart(part_id("h", "o"), "h", "o")
    assert kinds(proposal(), WORDS, OPTION, hybrid, part) == {"hybrid without parts": "warning"}
    more = ProposalOption("q", 3, "p", "Stop")
    other = OptionPart(part_id("h", "q"), "h", "q")
    assert kinds(proposal(), WORDS, OPTION, hybrid, part, more, other) == {}


def test_two_options_chosen_in_two_copies_of_a_plan_are_told():
    other = ProposalOption("q", 2, "p", "Stop", chosen=1)
    assert kinds(proposal(), WORDS, OPTION, other) == {"several options chosen": "serious"}


def test_an_approval_without_a_choice_is_told_and_a_noting_is_not():
    unchosen = ProposalOption("o", 1, "p", "Go on")
    held = (CABINET, WORDS, unchosen, *CLEARED)
    assert kinds(proposal(), *held, decided()) == {"approved without a choice": "warning"}
    assert kinds(proposal(), *held, decided("noted")) == {}


def test_a_decision_that_is_due_wants_legal_and_financial_clearance():
    due = decided("not yet", expected="2016-08-03")
    held = (CABINET, WORDS, OPTION, CLEARED[0])
    assert kinds(proposal(), *held, due) == {"not cleared": "warning"}
    assert kinds(proposal(), *held, decided("not yet")) == {}


def test_a_consultation_a_day_too_short_is_told():
    held = Consultation("c", 1, "p", "Home First", "", "2016-08-10", "2016-11-01", 84)
    assert kinds(proposal(), WORDS, OPTION, held) == {"consultation too short": "warning"}


def test_a_final_decision_before_its_four_tests_is_serious():
    first = Proposal("first", 2, "Consult", step="approve to consult", alternatives="none")
    also = Recommendation("r0", 2, "first", "To approve consultation")
    final = proposal(step="final after consultation", follows="first")
    asked = Consultation("c", 1, "first", "Home First", "", "2016-08-10", "2016-11-02", 84)
    held = (first, also, final, asked, *WHOLE, decided(decided_on="2016-12-07"))
    assert kinds(*held) == {"decided before consulted": "serious"}
    met = [
        ConsultationTest(answer_id("c", test.key), "c", test.key, "met", "Appendix 2")
        for test in GUNNING_TESTS
    ]
    assert kinds(*held, *met) == {}


def test_implications_that_nobody_said_are_a_note_until_a_body_decides():
    heading = ImplicationHeading("h", 1, None, "Legal")
    assert kinds(proposal(), WORDS, OPTION, heading) == {"implications not said": "note"}
    due = decided("not yet", expected="2016-08-03")
    assert kinds(proposal(), *WHOLE, heading, due) == {"implications not said": "warning"}
