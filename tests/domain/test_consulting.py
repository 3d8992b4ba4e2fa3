"""Two-step decisions: approve to consult, then a final one that only a fair consultation lets through."""

import pytest

from jcplanner.domain.consulting import (
    answer_id,
    consultations_of,
    four_tests,
    holds_back,
    is_too_short,
    length,
    refuse_unconsulted,
)
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import GUNNING_TESTS, Consultation, ConsultationTest, Proposal
from tests.domain.proposed_records import made

CONSULT = Proposal("first", 1, "Consult on Home First", step="approve to consult")
FINAL = Proposal(
    "last", 2, "Integrate Home First", step="final after consultation", follows="first"
)
ASKED = Consultation(
    "c", 1, "first", "Home First", "Staff and customers", "2016-08-10", "2016-11-02", 84
)
"""001¶2.4 and ¶4.23: consultation approved on 3 August 2016, then back to Cabinet for final approval."""


def met(*keys: str, evidence: str = "Appendix 2") -> list[ConsultationTest]:
    return [ConsultationTest(answer_id("c", key), "c", key, "met", evidence) for key in keys]


ALL = [test.key for test in GUNNING_TESTS]


def test_the_four_tests_of_001_are_not_yet_met_where_nothing_is_kept():
    states = four_tests(made(CONSULT, ASKED), "c")
    assert [tested.test.key for tested in states] == [
        "formative stage",
        "sufficient reasons",
        "adequate time",
        "conscientious account",
    ]
    assert {tested.state for tested in states} == {"not yet"}


def test_approving_to_consult_waits_for_nothing():
    records = made(CONSULT, FINAL, ASKED)
    assert holds_back(records, "first") == []
    refuse_unconsulted(records, "first", "approved")


def test_a_final_decision_looks_at_the_consultation_of_the_proposal_that_it_follows():
    records = made(CONSULT, FINAL, ASKED, *met(*ALL))
    assert [one.id for one in consultations_of(records, "last")] == ["c"]
    assert holds_back(records, "last") == []


def test_a_final_decision_without_any_consultation_is_held_back():
    assert holds_back(made(CONSULT, FINAL), "last") == [
        "no consultation is recorded, on it or on the proposal that it follows"
    ]


def test_each_test_that_is_not_met_is_named():
    records = made(CONSULT, FINAL, ASKED, *met(*ALL[:3]))
    assert holds_back(records, "last") == [
        'consultation "Home First" has not met the test "conscientious account"'
    ]


def test_a_test_met_without_evidence_does_not_count():
    records = made(CONSULT, FINAL, ASKED, *met(*ALL[:3]), *met(ALL[3], evidence=" "))
    assert holds_back(records, "last") == [
        'consultation "Home First" has no evidence for the test "conscientious account"'
    ]


@pytest.mark.parametrize(
    ("opens", "closes", "days", "short"),
    [
        ("2016-08-10", "2016-11-02", 84, False),
        ("2016-08-10", "2016-11-01", 83, True),
        ("2016-08-10", None, None, False),
        ("2016-08-10", "2016-08-09", -1, True),
    ],
)
def test_length_runs_from_the_day_it_opens_to_the_day_it_closes(
    opens: str, closes: str | None, days: int | None, short: bool
):
    held = Consultation("c", 1, "first", "Home First", "", opens, closes, 84)
    assert (length(held), is_too_short(held)) == (days, short)


def test_a_consultation_a_day_too_short_holds_the_final_decision_back():
    short = Consultation("c", 1, "first", "Home First", "", "2016-08-10", "2016-11-01", 84)
    assert holds_back(made(CONSULT, FINAL, short, *met(*ALL)), "last") == [
        'consultation "Home First" lasts 83 days, not 84'
    ]


def test_a_decision_dated_before_the_close_is_held_back():
    records = made(CONSULT, FINAL, ASKED, *met(*ALL))
    assert holds_back(records, "last", "2016-11-02") == []
    assert holds_back(records, "last", "2016-11-01") == [
        'consultation "Home First" closes only on 2 November 2016, after the decision'
    ]


def test_the_refusal_names_what_is_missing_and_leads_there():
    records = made(CONSULT, FINAL, ASKED)
    with pytest.raises(Refusal, match=r"has not met the test.*Consultation tab"):
        refuse_unconsulted(records, "last", "approved as amended")
    with pytest.raises(Refusal):
        refuse_unconsulted(records, "last", "noted")


@pytest.mark.parametrize("outcome", ["not yet", "deferred", "rejected", "not considered"])
def test_what_is_not_in_favour_can_always_be_recorded(outcome: str):
    refuse_unconsulted(made(CONSULT, FINAL, ASKED), "last", outcome)


def test_a_body_that_is_only_kept_informed_may_note_before_the_consultation_ends():
    records = made(CONSULT, FINAL, ASKED)
    refuse_unconsulted(records, "last", "noted", needed=False)
    with pytest.raises(Refusal):
        refuse_unconsulted(records, "last", "approved", needed=False)


def test_proposals_that_follow_each_other_in_a_ring_end():
    one = Proposal("a", 1, "A", step="final after consultation", follows="b")
    other = Proposal("b", 2, "B", follows="a")
    assert holds_back(made(one, other), "a")
