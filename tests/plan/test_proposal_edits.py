"""What people do inside a proposal, with the facts of 003 and 001."""

import pytest

from jcplanner.domain.consulting import four_tests, holds_back
from jcplanner.domain.decisions import Decision, RecommendationOutcome, decision_id
from jcplanner.domain.implying import implications_of
from jcplanner.domain.options import chosen_of, parts_of
from jcplanner.domain.partners import Body
from jcplanner.domain.priorities import Candidate, Exercise
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import (
    GUNNING_TESTS,
    Clearance,
    Consultation,
    ConsultationTest,
    Implication,
    ImplicationHeading,
    OptionPart,
    Proposal,
    ProposalOption,
    Recommendation,
)
from jcplanner.domain.recommending import answer
from jcplanner.plan import decision_edits, edits, proposal_edits
from jcplanner.plan.plan import Plan


@pytest.fixture
def hps(plan: Plan) -> str:
    """The proposal of 003 with the four options of ¶23."""
    key = edits.add(plan, Proposal, name="Partnership governance")
    for name, numbers in (
        ("Retain the Steering Group", "1 in ¶1, 1 in ¶23"),
        ("A Wellbeing Steering Group", "2 in ¶1, 2 in ¶23"),
        ("A new HPS Board", "3 in ¶23"),
        ("The Partnership Executive Group", "3 in ¶1, 4 in ¶23"),
    ):
        edits.add(plan, ProposalOption, proposal=key, name=name, numbers=numbers)
    return key


def options(plan: Plan, proposal: str) -> list[str]:
    held = plan.table(ProposalOption).ordered()
    return [one.id for one in held if one.proposal == proposal]


def test_options_3_and_4_are_combined_and_the_combination_is_chosen(plan: Plan, hps: str):
    third, fourth = options(plan, hps)[2:]
    both = proposal_edits.combine(plan, hps, [fourth, third])
    proposal_edits.choose_option(plan, hps, both)
    assert [part.id for part in parts_of(plan.records, both)] == [third, fourth]
    assert [held.id for held in chosen_of(plan.records, hps)] == [both]
    assert plan.table(ProposalOption)[both].name == "Combination of 2 options"


def test_one_option_is_not_a_combination(plan: Plan, hps: str):
    with pytest.raises(Refusal, match="at least two"):
        proposal_edits.combine(plan, hps, options(plan, hps)[:1])


def test_exactly_one_option_is_chosen(plan: Plan, hps: str):
    first, second = options(plan, hps)[:2]
    proposal_edits.choose_option(plan, hps, first)
    proposal_edits.choose_option(plan, hps, second)
    assert [held.id for held in chosen_of(plan.records, hps)] == [second]
    proposal_edits.choose_option(plan, hps, None)
    assert chosen_of(plan.records, hps) == []
    with pytest.raises(Refusal):
        proposal_edits.change_option(plan, first, chosen=1)


def test_hybrids_in_a_ring_are_refused(plan: Plan, hps: str):
    first, second, third, _ = options(plan, hps)
    inner = proposal_edits.combine(plan, hps, [first, second])
    outer = proposal_edits.combine(plan, hps, [inner, third])
    with pytest.raises(Refusal, match="roundabout"):
        proposal_edits.set_parts(plan, inner, [first, outer])
    with pytest.raises(Refusal, match="itself"):
        proposal_edits.set_parts(plan, inner, [inner, first])
    assert len(parts_of(plan.records, inner)) == 2


def test_an_option_that_is_no_hybrid_any_more_has_no_parts(plan: Plan, hps: str):
    both = proposal_edits.combine(plan, hps, options(plan, hps)[:2])
    proposal_edits.change_option(plan, both, kind="change")
    assert not plan.table(OptionPart)
    plan.undo()
    assert len(plan.table(OptionPart)) == 2


def test_removing_a_part_leaves_the_hybrid_and_the_ids_of_others(plan: Plan, hps: str):
    first, second, third, fourth = options(plan, hps)
    both = proposal_edits.combine(plan, hps, [third, fourth])
    edits.remove(plan, ProposalOption, [first])
    assert options(plan, hps) == [second, third, fourth, both]
    edits.remove(plan, ProposalOption, [third])
    assert [part.id for part in parts_of(plan.records, both)] == [fourth]


def test_moving_an_option_keeps_those_of_other_proposals_where_they_are(plan: Plan, hps: str):
    other = edits.add(plan, Proposal, name="Other")
    edits.add(plan, ProposalOption, proposal=other, name="Alone")
    last = edits.add(plan, ProposalOption, proposal=hps, name="Last")
    proposal_edits.move_within(plan, ProposalOption, last, -1)
    assert options(plan, hps)[3] == last
    proposal_edits.move_within(plan, ProposalOption, options(plan, hps)[0], -1)
    assert len(plan.table(ProposalOption)) == 6


def test_doing_nothing_is_an_option_once(plan: Plan, hps: str):
    key = proposal_edits.add_do_nothing(plan, hps)
    assert plan.table(ProposalOption)[key].kind == "do nothing"
    with pytest.raises(Refusal):
        proposal_edits.add_do_nothing(plan, hps)


def test_a_proposal_never_follows_itself(plan: Plan, hps: str):
    other = edits.add(plan, Proposal, name="Consult", follows=hps)
    with pytest.raises(Refusal):
        proposal_edits.change_proposal(plan, hps, follows=other)
    with pytest.raises(Refusal):
        proposal_edits.change_proposal(plan, hps, follows=hps)
    proposal_edits.change_proposal(plan, hps, name="Governance", key_decision=0)
    assert plan.table(Proposal)[hps].name == "Governance"


def test_the_appraisal_is_made_of_the_options_in_one_step_and_takes_new_ones_up(
    plan: Plan, hps: str
):
    made = proposal_edits.appraise(plan, hps)
    assert plan.table(Exercise)[made].proposal == hps
    assert [held.option for held in plan.table(Candidate).ordered()] == options(plan, hps)
    new = edits.add(plan, ProposalOption, proposal=hps, name="Another", cost=1_000_00)
    assert proposal_edits.appraise(plan, hps) == made
    last = plan.table(Candidate).ordered()[-1]
    assert (last.option, last.cost) == (new, 1_000_00)
    plan.undo()
    plan.undo()
    plan.undo()
    assert not plan.table(Exercise)


def test_appraising_nothing_is_refused(plan: Plan):
    with pytest.raises(Refusal, match="no options"):
        proposal_edits.appraise(plan, edits.add(plan, Proposal))


@pytest.fixture
def home_first(plan: Plan) -> tuple[str, str, str]:
    """001: approve to consult on Home First, then a final decision. Returns both and the consultation."""
    first = edits.add(plan, Proposal, name="Consult", step="approve to consult")
    final = edits.add(
        plan, Proposal, name="Integrate", step="final after consultation", follows=first
    )
    asked = edits.add(
        plan,
        Consultation,
        proposal=first,
        name="Home First",
        opens="2016-08-10",
        closes="2016-11-02",
    )
    return first, final, asked


def test_the_final_decision_waits_for_the_four_tests(plan: Plan, home_first: tuple[str, str, str]):
    first, final, asked = home_first
    cabinet = edits.add(plan, Body, name="Cabinet", partner="c")
    decision_edits.record_decision(plan, first, cabinet, outcome="approved")
    with pytest.raises(Refusal, match="has not met the test"):
        decision_edits.record_decision(plan, final, cabinet, outcome="approved")
    words = edits.add(plan, Recommendation, proposal=final, words="To integrate Home First")
    with pytest.raises(Refusal, match="has not met the test"):
        decision_edits.record_decision(plan, final, cabinet, {words: ("approved", "")})
    for test in GUNNING_TESTS:
        proposal_edits.set_test(plan, asked, test.key, state="met", evidence="Appendix 2")
    assert holds_back(plan.records, final) == []
    decision_edits.record_decision(
        plan, final, cabinet, outcome="approved", decided_on="2016-12-07"
    )
    assert plan.table(Decision)[decision_id(final, cabinet)].outcome == "approved"


def test_the_final_proposal_is_made_of_the_approval_to_consult(
    plan: Plan, home_first: tuple[str, str, str]
):
    first, final, _ = home_first
    with pytest.raises(Refusal, match="already"):
        proposal_edits.make_final(plan, first)
    edits.remove(plan, Proposal, [final])
    cabinet = edits.add(plan, Body, name="Cabinet", partner="c")
    decision_edits.record_decision(plan, first, cabinet, outcome="approved")
    made = plan.table(Proposal)[proposal_edits.make_final(plan, first)]
    assert (made.name, made.step, made.follows) == (
        "Consult: final decision",
        "final after consultation",
        first,
    )
    assert plan.table(Decision)[decision_id(made.id, cabinet)].outcome == "not yet"
    with pytest.raises(Refusal, match="Only an approval to consult"):
        proposal_edits.make_final(plan, made.id)


def test_a_test_said_back_to_not_yet_leaves_nothing_behind(
    plan: Plan, home_first: tuple[str, str, str]
):
    asked = home_first[2]
    proposal_edits.set_test(plan, asked, "adequate time", evidence="12 weeks")
    assert four_tests(plan.records, asked)[2].evidence == "12 weeks"
    proposal_edits.set_test(plan, asked, "adequate time", evidence="")
    assert not plan.table(ConsultationTest)
    with pytest.raises(Refusal):
        proposal_edits.set_test(plan, asked, "fifth", state="met")


def test_one_of_the_four_recommendations_of_001_is_put_off_by_itself(plan: Plan):
    key = edits.add(plan, Proposal, name="The plan for Derby City and Derbyshire")
    words = [edits.add(plan, Recommendation, proposal=key, words=f"2.{n}") for n in (1, 2, 3, 4)]
    cabinet = edits.add(plan, Body, name="Cabinet", partner="c")
    with pytest.raises(Refusal, match="not asked"):
        proposal_edits.answer_recommendation(plan, words[3], cabinet, "deferred")
    decision_edits.record_decision(plan, key, cabinet, outcome="approved")
    proposal_edits.answer_recommendation(plan, words[3], cabinet, "deferred", "To October")
    held = [
        answer(plan.records, one, cabinet).outcome for one in plan.table(Recommendation).ordered()
    ]
    assert held == ["approved", "approved", "approved", "deferred"]
    proposal_edits.answer_recommendation(plan, words[3], cabinet, "approved")
    assert not plan.table(RecommendationOutcome)


def test_none_is_typed_on_purpose_and_blank_is_not_nil(plan: Plan):
    key = edits.add(plan, Proposal, name="The plan")
    it, law = (edits.add(plan, ImplicationHeading, name=name) for name in ("IT", "Legal"))
    proposal_edits.set_implications(plan, key, {it: {"words": "None"}, law: {"words": ""}})
    says = {
        held.heading.name: (held.none, held.says) for held in implications_of(plan.records, key)
    }
    assert says == {"IT": (True, "None"), "Legal": (False, "Not said")}
    words = "None arising directly from this report."
    proposal_edits.set_implications(plan, key, {it: {"words": words, "none": 1}})
    assert implications_of(plan.records, key)[0].says == words
    proposal_edits.set_implications(plan, key, {it: {"words": "", "none": 0}})
    assert not plan.table(Implication)


def test_the_usual_posts_are_those_of_the_sign_off_box_of_001(plan: Plan):
    key = edits.add(plan, Proposal, name="The plan")
    edits.add(plan, Clearance, proposal=key, cleared_for="financial", post="Head of Finance")
    assert proposal_edits.add_clearances(plan, key) == 4
    assert proposal_edits.add_clearances(plan, key) == 0
    assert [held.cleared_for for held in plan.table(Clearance).ordered()] == [
        "financial",
        "legal",
        "human resources",
        "property",
        "service director",
    ]
