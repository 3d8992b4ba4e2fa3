"""What a gate lacks: criteria, evidence, issues, risks, lessons, and the decision of every body."""

import dataclasses
from datetime import date

import pytest

from jcplanner.domain.decisions import OUTCOMES, Decision
from jcplanner.domain.gates import considered, deciding_partners, gate_state, missing
from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Place
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.records import Records
from jcplanner.domain.registers import Issue, Lesson, Risk
from jcplanner.domain.stage_reviews import GateCriterion, StageReview
from tests.domain.gated_records import figures_of, gated

REVIEW = StageReview("g", 1, "older", "align", "learn", 2018, "2017-12-01", "p")


def words(records: Records, on: date | None = None) -> list[str]:
    with_figures = missing(records, "g", figures_of(records), on)
    assert with_figures == missing(records, "g", on=on)
    return [held.words for held in with_figures]


def test_nothing_is_missing_where_every_part_is_there():
    assert words(gated()) == []


def test_a_review_that_is_not_there_lacks_nothing():
    assert missing(gated(), "unknown") == ()


def test_a_criterion_needs_its_state_and_its_evidence():
    lacks = gated(
        GateCriterion("k", 1, "g", "Lines compared"),
        GateCriterion("m", 2, "g", "Consulted", "does not apply", " "),
    )
    assert words(lacks) == [
        'criterion "Lines compared" is not met',
        'criterion "Consulted" has no evidence',
    ]
    assert missing(lacks, "g")[0].place == Place("pathway", "gate_criterion", "k", 2018)


def test_a_gate_without_criteria_is_none():
    assert words(gated(without=("k", "m"))) == ["it has no criteria"]


def test_risks_and_issues_of_the_area_and_stage_have_to_be_looked_at():
    records = gated(
        Risk("r", 1, "Fees rise", service_area="homes", stage="align"),
        Risk("s", 2, "Elsewhere", service_area="other", stage="align"),
        Risk("t", 3, "Later", service_area="older", stage="integrate"),
        Risk("u", 4, "Scored", service_area="older", current_likelihood=2, current_impact=3),
        Risk("v", 5, "Of the proposal", proposal="p"),
        Issue("i", 1, "Two brokers", service_area="older"),
        Issue("j", 2, "In hand", service_area="older", state="in hand"),
    )
    assert words(records) == [
        'risk "Fees rise" has not been assessed',
        'risk "Of the proposal" has not been assessed',
        'issue "Two brokers" is open without an answer',
    ]
    assert [held.id for held in considered(records, REVIEW, Risk)] == ["r", "u", "v"]


def test_something_has_to_be_learnt_in_the_register_or_in_the_review():
    records = gated(Lesson("l", 1, "Elsewhere", service_area="other"))
    assert words(records) == ["nothing says what was learnt"]
    said = dataclasses.replace(REVIEW, learnt="Compare fees first")
    assert words(gated(said, without=("l",))) == []


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("not yet", "Governing Body has not decided"),
        ("deferred", "Governing Body has deferred its decision"),
        ("rejected", "Governing Body has rejected it"),
        ("not considered", "Governing Body has not considered it"),
    ],
)
def test_every_needed_body_has_to_decide_in_favour(outcome: str, said: str):
    assert outcome in OUTCOMES
    lacks = missing(gated(Decision("p:board", "p", "board", outcome=outcome)), "g")
    assert [held.words for held in lacks] == [said]
    assert lacks[0].place == Place("decisions", "decision", "p:board")


def test_a_body_that_is_only_consulted_holds_nothing_up():
    assert words(gated(Decision("p:hwb", "p", "hwb", needed=0, outcome="rejected"))) == []


def test_each_partner_with_lines_in_the_area_decides_through_a_body_of_its_own():
    without = gated(without=("p:board",))
    assert words(without) == ["no body of The Clinical Commissioning Group is asked to decide"]
    advisory = gated(Body("board", 2, "Governing Body", "n", authority="advisory"))
    assert words(advisory) == [
        "Governing Body has no authority for what it decided",
        "no body of The Clinical Commissioning Group is asked to decide",
    ]
    assert [held.id for held in deciding_partners(without, REVIEW)] == ["c", "n"]


def test_a_joint_body_to_which_it_is_delegated_decides_for_all():
    records = gated(
        Body("joint", 4, "Joint committee", None, authority="delegated"),
        Decision("p:joint", "p", "joint", outcome="approved"),
        without=("p:board", "p:cabinet"),
    )
    assert words(records) == []


def test_a_proposal_is_needed_and_one_that_asks_to_consult_will_not_do():
    no_proposal = dataclasses.replace(REVIEW, proposal=None)
    assert words(gated(no_proposal)) == ["no proposal says what the bodies are asked"]
    asks = Proposal("p", 1, "Learn together", service_area="older", step="approve to consult")
    assert words(gated(asks)) == [
        '"Learn together" only asks to consult; the final decision is wanted'
    ]
    nobody = gated(without=("p:cabinet", "p:board"))
    assert words(nobody) == ['no body is asked to decide on "Learn together"']


def test_a_decision_that_came_after_the_gate_does_not_count_for_it():
    assert words(gated(), date(2017, 11, 8)) == ["Governing Body decided only on 9 November 2017"]
    assert words(gated(), date(2017, 11, 9)) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"to_stage": "align"}, "align is not after align"),
        ({"year": None}, "no year says from when the stage holds"),
        ({"year": 2030}, "2030/31 is not a year of the pathway"),
    ],
)
def test_what_the_review_itself_lacks_is_said(fields: dict[str, object], said: str):
    assert words(gated(dataclasses.replace(REVIEW, **fields))) == [said]


def test_the_state_of_a_gate_goes_from_long_words_to_short_ones():
    assert gate_state(gated(), REVIEW).words[0] == "gate ready to close, due 1 Dec 2017"
    records = gated(GateCriterion("k", 1, "g", "Lines compared"), without=("l",))
    state = gate_state(records, REVIEW)
    assert state.tone == "warn"
    assert state.words == (
        "gate open, due 1 Dec 2017: 2 things missing",
        "2 things missing, due 1 Dec 2017",
        "2 things missing",
        "2 missing",
    )
    passed = dataclasses.replace(REVIEW, verdict="moves on", closed_on="2017-12-01")
    assert gate_state(gated(), passed).words == ("gate passed 1 Dec 2017", "gate passed")


def test_a_passed_gate_says_when_a_decision_has_gone_missing_since():
    passed = dataclasses.replace(REVIEW, verdict="moves on", closed_on="2017-12-01")
    records = gated(passed, Decision("p:board", "p", "board", outcome="rejected"))
    state = gate_state(records, passed, figures_of(records))
    assert (state.words[0], state.tone) == ("gate passed, but a decision is missing", "warn")


def test_a_gate_needs_a_body_with_authority_whoever_has_money_in_its_area():
    records = gated(
        Decision("p:hwb", "p", "hwb", needed=1, decided_on="2017-11-02", outcome="noted"),
        without=("p:cabinet", "p:board", "beds", "chc"),
    )
    assert [held.words for held in missing(records, "g")] == [
        "no body with authority is asked to decide"
    ]


def test_noting_by_a_body_that_may_decide_is_no_decision():
    noted = Decision("p:cabinet", "p", "cabinet", decided_on="2017-11-02", outcome="noted")
    assert [held.words for held in missing(gated(noted), "g")] == [
        "Cabinet has only noted it, which decides nothing"
    ]


def test_what_a_body_decided_does_not_count_once_its_authority_is_gone():
    words = [
        held.words
        for held in missing(gated(Body("cabinet", 1, "Cabinet", "c", authority="advisory")), "g")
    ]
    assert words[0] == "Cabinet has no authority for what it decided"
