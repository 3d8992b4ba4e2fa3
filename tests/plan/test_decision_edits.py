"""Recording decisions: as one step, on the figures that were shown, by bodies that can decide."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jcplanner.domain.deciding import is_decided
from jcplanner.domain.decisions import (
    BodySignOff,
    BodyTerm,
    Decision,
    Meeting,
    RecommendationOutcome,
)
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.versions import Version
from jcplanner.plan import decision_edits, edits, scenario_edits, versions
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from tests.domain.decided_records import GOVERNANCE
from tests.domain.gated_records import GATED


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    """The governance plan of 003 in a real file."""
    held = new_plan(tmp_path / "Governance.jcplan", GOVERNANCE)
    yield held.plan
    held.discard()


def test_a_new_proposal_asks_every_body_that_may_decide(plan: Plan):
    key = decision_edits.add_proposal(plan, name="Carers")
    asked = [held.body for held in plan.table(Decision).values() if held.proposal == key]
    assert asked == ["cabinet", "pctb", "hhccb"]
    plan.undo()
    assert key not in plan.table(Proposal)


def test_three_boards_decide_on_three_dates_each_as_one_step(plan: Plan):
    """003: 19, 20 and 25 October 2011."""
    steps = len(plan.steps)
    for body, day in (("pctb", 19), ("cabinet", 20), ("hhccb", 25)):
        assert not is_decided(plan.records, "hps")
        decision_edits.record_decision(
            plan, "hps", body, outcome="approved", decided_on=f"2011-10-{day}"
        )
    assert is_decided(plan.records, "hps")
    assert [step.name for step in plan.steps[steps:]] == [
        "Record PCT Board's decision",
        "Record Cabinet's decision",
        "Record HHCC Board's decision",
    ]


def test_a_decision_is_bound_to_a_version_and_its_fingerprint(plan: Plan):
    version = versions.freeze(plan, "Cabinet papers")
    decision_edits.record_decision(plan, "hps", "cabinet", outcome="approved", version=version)
    held = plan.table(Decision)["hps:cabinet"]
    assert held.fingerprint == plan.table(Version)[version].fingerprint != ""
    decision_edits.record_decision(plan, "hps", "cabinet", minute="44")
    assert plan.table(Decision)["hps:cabinet"].fingerprint == held.fingerprint
    decision_edits.record_decision(plan, "hps", "cabinet", version=None)
    assert plan.table(Decision)["hps:cabinet"].fingerprint == ""


def test_the_fingerprint_stays_when_its_version_is_removed(plan: Plan):
    decision_edits.record_on_figures_now(plan, "Papers", "hps", "cabinet", outcome="approved")
    version = str(plan.table(Decision)["hps:cabinet"].version)
    fingerprint = plan.table(Version)[version].fingerprint
    edits.remove(plan, Version, [version])
    held = plan.table(Decision)["hps:cabinet"]
    assert (held.version, held.fingerprint) == (None, fingerprint)


@pytest.mark.parametrize(
    ("body", "words"),
    [("hwb", "its authority is advisory"), ("steering", "it has no authority")],
)
def test_a_body_without_authority_is_refused_approval(plan: Plan, body: str, words: str):
    steps = len(plan.steps)
    with pytest.raises(Refusal, match=words):
        decision_edits.record_decision(plan, "hps", body, outcome="approved")
    with pytest.raises(Refusal, match=words):
        decision_edits.record_on_figures_now(plan, "Papers", "hps", body, outcome="approved")
    with pytest.raises(Refusal, match=words):
        decision_edits.record_decision(plan, "hps", body, {"r1": ("approved", "")}, outcome="noted")
    assert len(plan.steps) == steps, "nothing was frozen either"
    decision_edits.record_decision(plan, "hps", body, outcome="noted", words="Welcomed it")
    assert plan.table(Decision)[f"hps:{body}"].outcome == "noted"


def test_a_final_decision_is_held_back_until_its_consultation_is_complete(plan: Plan):
    final = edits.add(
        plan, Proposal, name="Home care: final", step="final after consultation", follows="consult"
    )
    with pytest.raises(Refusal, match="comes back from a consultation"):
        decision_edits.record_decision(
            plan, final, "cabinet", outcome="approved", decided_on="2012-02-16"
        )
    decision_edits.record_decision(plan, final, "cabinet", outcome="deferred")


def test_a_meeting_of_another_body_is_refused(plan: Plan):
    with pytest.raises(Refusal, match="another body's"):
        decision_edits.record_decision(plan, "care", "pctb", meeting="m17")


def test_an_outcome_of_no_glossary_is_refused(plan: Plan):
    with pytest.raises(Refusal, match="is not an outcome"):
        decision_edits.record_decision(plan, "hps", "cabinet", outcome="waved through")


def test_what_is_gone_is_refused(plan: Plan):
    with pytest.raises(Refusal, match="no longer in the plan"):
        decision_edits.record_decision(plan, "hps", "gone", outcome="noted")
    steps = len(plan.steps)
    for gone in ("gone", "r1"):
        with pytest.raises(Refusal, match="no longer in the proposal"):
            decision_edits.record_on_figures_now(
                plan, "Papers", "care", "cabinet", {gone: ("noted", "")}
            )
    assert len(plan.steps) == steps


def test_decisions_made_while_a_scenario_is_looked_at_are_the_plans_own(plan: Plan):
    key = scenario_edits.add_scenario(plan, "Slower")
    seen = ScenarioPlan(plan, key)
    made = decision_edits.add_proposal(seen, name="Carers")
    decision_edits.record_on_figures_now(seen, "Papers", made, "cabinet", outcome="approved")
    assert plan.table(Decision)[f"{made}:cabinet"].fingerprint
    seen.close()


def test_single_recommendations_can_have_an_outcome_of_their_own(plan: Plan):
    record = decision_edits.record_decision
    record(
        plan,
        "hps",
        "hhccb",
        {"r2": ("approved as amended", " for six months ")},
        outcome="approved",
    )
    held = plan.table(RecommendationOutcome)["r2:hhccb"]
    assert (held.outcome, held.words) == ("approved as amended", "for six months")
    record(plan, "hps", "hhccb", {"r2": ("not yet", "")})
    assert "r2:hhccb" not in plan.table(RecommendationOutcome)


def test_a_body_that_was_not_asked_after_all_leaves_nothing_behind(plan: Plan):
    decision_edits.record_decision(
        plan, "hps", "cabinet", {"r1": ("rejected", "")}, outcome="approved"
    )
    decision_edits.withdraw(plan, "hps", "cabinet")
    assert "hps:cabinet" not in plan.table(Decision)
    assert not plan.table(RecommendationOutcome)


def test_terms_of_reference_stand_under_their_headings(plan: Plan):
    decision_edits.set_terms(plan, "steering", {"principles": "Equal partners", "structure": " "})
    assert plan.table(BodyTerm)["steering:principles"].words == "Equal partners"
    assert len(plan.table(BodyTerm)) == 1
    decision_edits.set_terms(plan, "steering", {"principles": ""})
    assert not plan.table(BodyTerm)


def test_each_statutory_body_signs_for_itself(plan: Plan):
    decision_edits.set_sign_off(plan, "steering", "hc", state="signed", signed_on="2011-10-20")
    decision_edits.set_sign_off(plan, "steering", "pct", state="declined")
    states = {held.partner: held.state for held in plan.table(BodySignOff).values()}
    assert states == {"hc": "signed", "pct": "declined"}
    decision_edits.set_sign_off(plan, "steering", "pct", state="not yet")
    assert "steering:pct" not in plan.table(BodySignOff)


def test_a_removed_meeting_leaves_its_decisions_without_one(plan: Plan):
    edits.remove(plan, Meeting, ["m20"])
    assert plan.table(Decision)["hps:cabinet"].meeting is None


def test_no_other_way_leads_to_an_outcome_without_authority_or_to_a_fingerprint(tmp_path: Path):
    held = new_plan(tmp_path / "Gate.jcplan", GATED)
    for refused in (
        lambda: edits.change(held.plan, Decision, ["p:hwb"], outcome="approved"),
        lambda: edits.set_text(held.plan, Decision, "p:hwb", "outcome", "approved"),
        lambda: edits.add(held.plan, Decision, proposal="p", body="hwb", outcome="rejected"),
        lambda: edits.change(held.plan, Decision, ["p:cabinet"], fingerprint="0" * 64),
    ):
        with pytest.raises(Refusal):
            refused()
    edits.change(held.plan, Decision, ["p:hwb"], outcome="noted")
    held.discard()
