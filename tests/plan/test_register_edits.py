"""What people do with the registers: each verb one step that can be undone."""

from datetime import date

import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.domain.registers import (
    Action,
    Benefit,
    BenefitAmount,
    Contract,
    ContractShare,
    Issue,
    Lesson,
    Risk,
)
from jcplanner.plan import edits, register_edits
from jcplanner.plan.plan import Plan

REVIEW = "The NHS rejects an externally led review of governance"
"""004¶32: "Regrettably, such a review has been rejected by the NHS locally.\""""


def add_risk(plan: Plan) -> str:
    return edits.add(
        plan,
        Risk,
        event=REVIEW,
        cause="Governance of the partnership is not clear",
        effect="Decision making is not streamlined",
        service_area="adults",
        stage="align",
        owner="Chief executive",
        mitigation="Ask for an externally led review",
        amount=5_00,
        source="004 para 32",
    )


def test_a_risk_that_occurred_becomes_an_issue_that_keeps_its_link(plan: Plan) -> None:
    risk = add_risk(plan)
    steps = len(plan.steps)
    issue = plan.table(Issue)[register_edits.risk_occurred(plan, risk, date(2018, 4, 10))]
    assert len(plan.steps) == steps + 1
    assert plan.table(Risk)[risk].state == "occurred"
    assert (issue.name, issue.risk, issue.service_area, issue.stage) == (
        REVIEW,
        risk,
        "adults",
        "align",
    )
    assert (
        issue.words
        == "Governance of the partnership is not clear\nDecision making is not streamlined"
    )
    assert (issue.owner, issue.amount, issue.source) == ("Chief executive", 5_00, "004 para 32")
    assert (issue.wanted, issue.raised_on) == ("Ask for an externally led review", "2018-04-10")
    plan.undo()
    assert not plan.table(Issue)
    assert plan.table(Risk)[risk].state == "identified"


def test_a_risk_that_occurs_again_keeps_its_one_issue(plan: Plan) -> None:
    risk = add_risk(plan)
    first = register_edits.risk_occurred(plan, risk)
    edits.change(plan, Risk, [risk], state="monitoring")
    assert register_edits.risk_occurred(plan, risk) == first
    assert len(plan.table(Issue)) == 1
    assert register_edits.issue_of(plan, risk) == first


def test_a_risk_that_is_gone_does_not_occur(plan: Plan) -> None:
    with pytest.raises(Refusal, match="no longer in the plan"):
        register_edits.risk_occurred(plan, "gone")


def test_scores_outside_1_to_5_are_refused_and_nothing_moves(plan: Plan) -> None:
    risk = add_risk(plan)
    steps = len(plan.steps)
    with pytest.raises(Refusal, match="Current impact is a whole number from 1"):
        edits.change(plan, Risk, [risk], current_impact=6)
    with pytest.raises(Refusal, match="Target likelihood is a whole number"):
        edits.add(plan, Risk, target_likelihood=0)
    assert len(plan.steps) == steps
    edits.change(plan, Risk, [risk], current_impact=5)
    assert plan.table(Risk)[risk].current_impact == 5


def test_a_lesson_is_applied_then_verified(plan: Plan) -> None:
    lesson = edits.add(plan, Lesson, name="Record benefits formally", state="recommended")
    with pytest.raises(Refusal, match="has not been applied yet"):
        register_edits.verify_lesson(plan, lesson, date(2011, 10, 20), "The Board")
    with pytest.raises(Refusal, match="Say where the lesson was applied"):
        register_edits.apply_lesson(plan, lesson, area=None)
    register_edits.apply_lesson(
        plan, lesson, area="adults", stage="learn", how="A register is kept"
    )
    held = plan.table(Lesson)[lesson]
    assert (held.state, held.applied_area, held.applied_stage) == ("applied", "adults", "learn")
    with pytest.raises(Refusal, match="which post or body"):
        register_edits.verify_lesson(plan, lesson, date(2011, 10, 20), " ")
    register_edits.verify_lesson(plan, lesson, date(2011, 10, 20), "The Board")
    held = plan.table(Lesson)[lesson]
    assert (held.state, held.verified_on, held.verified_by) == (
        "verified",
        "2011-10-20",
        "The Board",
    )


def test_an_action_is_done_on_a_day(plan: Plan) -> None:
    action = edits.add(plan, Action, name="Bring back proposals for decision")
    register_edits.action_done(plan, action, date(2016, 12, 1))
    held = plan.table(Action)[action]
    assert (held.state, held.done_on) == ("done", "2016-12-01")


def test_a_benefit_of_nil_is_kept_and_a_blank_one_dropped(plan: Plan) -> None:
    benefit = edits.add(plan, Benefit, name="Care well coordinated")
    register_edits.set_benefits(plan, {(benefit, 2017, "planned"): 0})
    held = plan.table(BenefitAmount)[f"{benefit}:2017"]
    assert (held.planned, held.realised) == (0, None)
    register_edits.set_benefits(plan, {(benefit, 2017, "planned"): None})
    assert not plan.table(BenefitAmount)


def test_shares_of_a_contract_are_set_in_one_step(plan: Plan) -> None:
    contract = edits.add(plan, Contract, name="Care homes")
    steps = len(plan.steps)
    register_edits.set_shares(
        plan, contract, {"c": {"share": 6_000, "line": "homes"}, "n": {"share": 4_000}}
    )
    assert len(plan.steps) == steps + 1
    shares = plan.table(ContractShare)
    assert shares[f"{contract}:c"].line == "homes"
    with pytest.raises(Refusal, match="between 0% and 100%"):
        register_edits.set_shares(plan, contract, {"c": {"share": 10_001}})
    register_edits.set_shares(plan, contract, {"c": {"share": None, "line": None}})
    assert list(shares) == [f"{contract}:n"]
