"""Closing gates: refused while anything is missing, one step with the pathway, back and reopened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jcplanner.domain.decisions import Decision
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.problems import Refusal
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.stage_reviews import (
    ConsolidatedLine,
    Consolidation,
    GateCriterion,
    StageReview,
)
from jcplanner.plan import edits, gate_edits, scenario_edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from tests.domain.gated_records import GATED

DAY = "2017-12-01"


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    held = new_plan(tmp_path / "Gate.jcplan", GATED)
    yield held.plan
    held.discard()


def stages(plan: Plan, area: str = "older") -> list[str]:
    steps = plan.table(PathwayStep)
    return [
        steps[f"{area}:{year}"].stage if f"{area}:{year}" in steps else ""
        for year in plan.pathway_years
    ]


def test_moving_on_sets_the_verdict_and_the_pathway_in_one_step_that_can_be_undone(plan: Plan):
    assert stages(plan) == ["align", "align", ""]
    before = len(plan.steps)
    gate_edits.close_gate(plan, "g", "moves on", DAY, "")
    assert len(plan.steps) == before + 1
    review = plan.table(StageReview)["g"]
    assert (review.verdict, review.closed_on) == ("moves on", DAY)
    assert stages(plan) == ["align", "learn", "learn"]
    assert plan.table(PathwayStep)["older:2018"].arrangement == "virtual pool"
    plan.undo()
    assert stages(plan) == ["align", "align", ""]
    assert plan.table(StageReview)["g"].verdict == "open"


def test_later_years_keep_a_later_stage_of_their_own(plan: Plan):
    edits.set_pathway(plan, "older", 2019, stage="integrate")
    gate_edits.close_gate(plan, "g", "moves on", DAY, "")
    assert stages(plan) == ["align", "learn", "integrate"]


def test_a_gate_that_lacks_something_is_refused_with_the_first_three_and_how_many_more(plan: Plan):
    edits.change(plan, GateCriterion, ["k", "m"], state="not yet")
    for body in ("cabinet", "board"):
        edits.change(plan, Decision, [f"p:{body}"], outcome="not yet")
    before = len(plan.steps)
    with pytest.raises(Refusal) as refused:
        gate_edits.close_gate(plan, "g", "moves on", DAY, "")
    assert str(refused.value) == (
        'The gate cannot be closed yet: criterion "Lines compared" is not met; criterion "Consulted" is '
        "not met; Cabinet has not decided; and 1 more. See what is missing in its stage review."
    )
    assert len(plan.steps) == before


def test_a_gate_cannot_be_closed_before_a_body_decided(plan: Plan):
    with pytest.raises(Refusal, match="Governing Body decided only on 9 November 2017"):
        gate_edits.close_gate(plan, "g", "moves on", "2017-11-05", "")


def test_staying_and_stepping_back_need_reasons_but_no_decisions(plan: Plan):
    edits.change(plan, Decision, ["p:board"], outcome="rejected")
    with pytest.raises(Refusal, match="needs its reasons"):
        gate_edits.close_gate(plan, "g", "stays", DAY, " ")
    gate_edits.close_gate(plan, "g", "stays", DAY, "The CCG wants more time")
    assert stages(plan) == ["align", "align", ""]


def test_stepping_back_is_a_move_to_an_earlier_stage(plan: Plan):
    with pytest.raises(Refusal, match="choose the earlier stage"):
        gate_edits.close_gate(plan, "g", "steps back", DAY, "Too early")
    gate_edits.close_gate(plan, "g", "steps back", DAY, "Too early", to_stage="not started")
    review = plan.table(StageReview)["g"]
    assert (review.to_stage, review.verdict, review.reasons) == (
        "not started",
        "steps back",
        "Too early",
    )
    assert stages(plan) == ["align", "not started", ""]


def test_a_closed_gate_is_closed_until_it_is_reopened(plan: Plan):
    gate_edits.close_gate(plan, "g", "moves on", DAY, "All agree")
    with pytest.raises(Refusal, match="reopen it first"):
        gate_edits.close_gate(plan, "g", "stays", DAY, "Again")
    gate_edits.reopen_gate(plan, "g")
    review = plan.table(StageReview)["g"]
    assert (review.verdict, review.closed_on, review.reasons) == ("open", None, "All agree")
    assert stages(plan) == ["align", "learn", "learn"]


def test_a_verdict_is_never_written_past_the_gate(plan: Plan):
    with pytest.raises(Refusal, match="by its own command"):
        edits.change(plan, StageReview, ["g"], verdict="moves on")
    with pytest.raises(Refusal, match="by its own command"):
        edits.add(plan, StageReview, verdict="moves on")


@pytest.mark.parametrize("day", [None, "", "soon"])
def test_the_day_of_closing_is_needed(plan: Plan, day: str | None):
    with pytest.raises(Refusal, match="Type the day"):
        gate_edits.close_gate(plan, "g", "moves on", day, "")


def test_a_review_starts_between_the_stages_that_the_pathway_has(plan: Plan):
    edits.set_pathway(plan, "older", 2019, stage="integrate")
    key = gate_edits.open_review(plan, "older", 2019)
    held = plan.table(StageReview)[key]
    assert (held.from_stage, held.to_stage, held.year) == ("align", "integrate", 2019)
    other = plan.table(StageReview)[gate_edits.open_review(plan, "other", 2017)]
    assert (other.from_stage, other.to_stage) == ("not started", "align")
    with pytest.raises(Refusal, match="open stage review for 2018/19 already"):
        gate_edits.open_review(plan, "older", 2018)


def test_after_a_gate_is_passed_the_next_review_starts_from_its_stage(plan: Plan):
    gate_edits.close_gate(plan, "g", "moves on", DAY, "")
    held = plan.table(StageReview)[gate_edits.open_review(plan, "older", 2018)]
    assert (held.from_stage, held.to_stage) == ("learn", "integrate")


def test_template_criteria_come_in_one_step_and_only_once(plan: Plan):
    before = len(plan.steps)
    made = gate_edits.add_template_criteria(plan, "g")
    assert made == len(gate_edits.template_criteria()["learn"]) > 3
    assert len(plan.steps) == before + 1
    assert gate_edits.add_template_criteria(plan, "g") == 0
    assert len(plan.steps) == before + 1


def test_lines_go_into_an_integrated_budget_one_by_one_or_with_their_area(plan: Plan):
    key = edits.add(plan, Consolidation, name="Older people's budget", year=2018)
    with pytest.raises(Refusal, match="Choose the service area"):
        gate_edits.take_area(plan, key)
    edits.change(plan, Consolidation, [key], service_area="older")
    assert gate_edits.take_lines(plan, key, ["beds", "unknown"]) == 1
    assert gate_edits.take_area(plan, key) == 1
    assert sorted(plan.table(ConsolidatedLine)) == [f"{key}:beds", f"{key}:chc"]
    gate_edits.drop_lines(plan, key, ["chc"])
    assert list(plan.table(ConsolidatedLine)) == [f"{key}:beds"]


def test_integrating_takes_the_pool_that_its_consolidation_names(plan: Plan):
    edits.change(plan, StageReview, ["g"], from_stage="learn", to_stage="integrate")
    edits.add(plan, Consolidation, name="One budget", service_area="older", lead_partner="c")
    edits.change(plan, StageReview, ["g"], learnt="Fees compared")
    gate_edits.close_gate(plan, "g", "moves on", DAY, "")
    step = plan.table(PathwayStep)["older:2018"]
    assert (step.stage, step.arrangement, step.lead_partner) == ("integrate", "pooled", "c")


def test_an_area_that_is_gone_is_refused(plan: Plan):
    assert "gone" not in plan.table(ServiceArea)
    with pytest.raises(Refusal, match="no longer in the plan"):
        gate_edits.open_review(plan, "gone", 2017)
    with pytest.raises(Refusal, match="no longer in the plan"):
        gate_edits.reopen_gate(plan, "gone")


def test_in_a_scenario_the_gate_of_the_plan_itself_is_closed(plan: Plan):
    view = ScenarioPlan(plan, scenario_edits.add_scenario(plan, "Slow"))
    gate_edits.close_gate(view, "g", "moves on", DAY, "")
    assert plan.table(StageReview)["g"].verdict == "moves on"
    assert stages(plan) == stages(view) == ["align", "learn", "learn"]


def test_what_a_closed_gate_rests_on_stays_until_it_is_reopened(plan: Plan):
    gate_edits.close_gate(plan, "g", "moves on", DAY, "")
    before = len(plan.steps)
    closed = "The gate is closed; reopen it first"
    for fields in ({"to_stage": "integrate"}, {"service_area": "other"}, {"verdict": "open"}):
        with pytest.raises(Refusal, match=closed):
            edits.change(plan, StageReview, ["g"], **fields)
    with pytest.raises(Refusal, match=closed):
        edits.change(plan, GateCriterion, ["k"], state="not yet")
    with pytest.raises(Refusal, match=closed):
        edits.remove(plan, GateCriterion, ["k"])
    with pytest.raises(Refusal, match=closed):
        edits.add(plan, GateCriterion, stage_review="g")
    with pytest.raises(Refusal, match=closed):
        gate_edits.add_template_criteria(plan, "g")
    assert len(plan.steps) == before
    gate_edits.reopen_gate(plan, "g")
    edits.change(plan, GateCriterion, ["k"], state="not yet")
    edits.remove(plan, StageReview, ["g"])
