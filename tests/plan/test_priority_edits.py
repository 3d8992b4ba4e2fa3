"""Prioritisations begun and filled in one step each; scores, envelopes and shares, and what is refused."""

import pytest

from jcplanner.domain.assumptions import Pressure
from jcplanner.domain.envelopes import envelopes_of
from jcplanner.domain.priorities import (
    Candidate,
    Criterion,
    Envelope,
    Exercise,
    ProgrammeShare,
    ProgrammeSpend,
    Score,
    Scorer,
)
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import Proposal, ProposalOption
from jcplanner.domain.savings import Saving
from jcplanner.domain.scenarios import Scenario
from jcplanner.plan import edits, gap_edits, priority_edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan


def candidates(plan: Plan, exercise: str) -> dict[str, tuple[str, int | None]]:
    """Candidates by name with their kind and cost."""
    return {
        held.name: (held.kind, held.cost)
        for held in plan.table(Candidate).ordered()
        if held.exercise == exercise
    }


def test_a_prioritisation_begins_with_criteria_in_use_and_goes_in_one_step(plan: Plan):
    key = priority_edits.add_exercise(plan)
    assert len(plan.table(Criterion)) == 7
    assert sum(held.weight or 0 for held in plan.table(Criterion).values()) == 100_00
    assert [held.name for held in plan.table(Scorer).ordered()] == [
        "Scorer 1",
        "Scorer 2",
        "Scorer 3",
    ]
    plan.undo()
    assert key not in plan.table(Exercise)
    assert not plan.table(Criterion)


def test_candidates_come_from_areas_savings_and_investments_once(plan: Plan):
    key = priority_edits.add_exercise(plan)
    edits.add(plan, Saving, name="Fewer beds", full_year_effect=500_00)
    edits.add(plan, Pressure, name="Wage rise", year=2017, amount=100_00, full_year=120_00)
    for source in (priority_edits.AREAS, priority_edits.SAVINGS, priority_edits.PRESSURES):
        priority_edits.add_candidates(plan, key, source, 2017)
    assert candidates(plan, key) == {
        "Adults": ("service area", 1_300_00),
        "Mental health": ("service area", None),  # no lines in that year: blank, not nil
        "Fewer beds": ("saving", -500_00),
        "Wage rise": ("investment", 120_00),
    }
    for source in (priority_edits.AREAS, priority_edits.PRESSURES):
        with pytest.raises(Refusal, match="not candidates already"):
            priority_edits.add_candidates(plan, key, source, 2017)
    with pytest.raises(Refusal, match="of no proposal"):
        priority_edits.add_candidates(plan, key, priority_edits.OPTIONS, 2017)


def test_a_proposals_options_are_its_candidates_from_the_start(plan: Plan):
    proposal = edits.add(plan, Proposal, name="Integrate")
    edits.add(plan, ProposalOption, proposal=proposal, name="Do nothing", kind="do nothing")
    edits.add(plan, ProposalOption, proposal=proposal, name="Merge", cost=10_00)
    key = priority_edits.add_exercise(plan, proposal=proposal)
    assert plan.table(Exercise)[key].name == "Options of Integrate"
    assert candidates(plan, key) == {"Do nothing": ("option", None), "Merge": ("option", 10_00)}


def test_points_are_kept_between_0_and_100_and_within_one_prioritisation(plan: Plan):
    first, second = priority_edits.add_exercise(plan), priority_edits.add_exercise(plan)
    candidate = edits.add(plan, Candidate, exercise=first, name="Falls")
    own, other = (
        next(held.id for held in plan.table(Criterion).ordered() if held.exercise == key)
        for key in (first, second)
    )
    scorer = plan.table(Scorer).ordered()[0].id
    priority_edits.set_points(plan, {(candidate, own, scorer): 100})
    assert [held.points for held in plan.table(Score).values()] == [100]
    with pytest.raises(Refusal, match="from 0 to 100"):
        priority_edits.set_points(plan, {(candidate, own, scorer): -1})
    with pytest.raises(Refusal, match="no longer in the plan"):
        priority_edits.set_points(plan, {(candidate, other, scorer): 50})
    priority_edits.set_points(plan, {(candidate, own, scorer): None})
    assert not plan.table(Score)


def test_a_record_moves_among_those_of_its_own_prioritisation(plan: Plan):
    first, second = priority_edits.add_exercise(plan), priority_edits.add_exercise(plan)
    for exercise, name in ((first, "a"), (second, "x"), (first, "b")):
        edits.add(plan, Candidate, exercise=exercise, name=name)
    last = plan.table(Candidate).ordered()[-1].id
    priority_edits.move_within(plan, Candidate, last, -1)
    assert list(candidates(plan, first)) == ["b", "a"]
    assert list(candidates(plan, second)) == ["x"]


def test_envelopes_are_locked_to_the_resource(plan: Plan):
    with pytest.raises(Refusal, match="Nobody has said what there is"):
        priority_edits.place_rest(plan, 2016, [])
    gap_edits.set_resources(plan, {("c", 2016): 1_000_00, ("n", 2016): 8_000_01})
    priority_edits.set_envelopes(plan, {("adults", 2016, "amount"): 700_00})
    assert priority_edits.place_rest(plan, 2016, ["adults"]) == 1
    now = envelopes_of(plan.records, plan.figures, 2016)
    assert [row.amount for row in now.rows] == [700_00, 8_300_01]
    assert now.left == 0
    assert priority_edits.place_rest(plan, 2016, ["adults"]) == 0  # nothing moves twice


def test_scores_propose_envelopes(plan: Plan):
    gap_edits.set_resources(plan, {("c", 2016): 1_000_00, ("n", 2016): 9_000_00})
    key = priority_edits.add_exercise(plan)
    priority_edits.add_candidates(plan, key, priority_edits.AREAS, 2016)
    (criterion, *_), (scorer, *_) = plan.table(Criterion).ordered(), plan.table(Scorer).ordered()
    others = [held.id for held in plan.table(Criterion).ordered()[1:]]
    edits.remove(plan, Criterion, others)
    one, two = (held.id for held in plan.table(Candidate).ordered())
    cells = {(one, criterion.id, scorer.id): 60, (two, criterion.id, scorer.id): 50}
    priority_edits.set_points(plan, cells)
    assert priority_edits.propose_envelopes(plan, 2016, key) == 2
    held = {one.service_area: one.amount for one in plan.table(Envelope).values()}
    # The average is (60 x 1 + 50 x 9) / 10 = 51: adults 1,000 x 1.09, mental health 9,000 x 0.99.
    assert held == {"adults": 1_090_00, "mental": 8_910_00}


def test_an_envelope_left_with_nothing_is_dropped(plan: Plan):
    priority_edits.set_envelopes(plan, {("adults", 2017, "floor"): 5_00})
    priority_edits.set_envelopes(plan, {("adults", 2017, "floor"): None})
    assert not plan.table(Envelope)


def test_a_scenario_has_envelopes_of_its_own(plan: Plan):
    priority_edits.set_envelopes(plan, {("adults", 2017, "amount"): 5_00})
    scenario = edits.add(plan, Scenario, name="Less")
    through = ScenarioPlan(plan, scenario)
    priority_edits.set_envelopes(through, {("adults", 2017, "amount"): 4_00})
    assert through.table(Envelope)["adults:2017"].amount == 4_00
    assert plan.table(Envelope)["adults:2017"].amount == 5_00


def test_shares_are_percentages_and_one_area_takes_the_rest(plan: Plan):
    spend = edits.add(plan, ProgrammeSpend, category="Cancer", year=2016, amount=100_00)
    priority_edits.set_shares(plan, {(spend, "adults"): 33_33})
    priority_edits.map_the_rest(plan, spend, "mental")
    shares = {held.service_area: held.share for held in plan.table(ProgrammeShare).values()}
    assert shares == {"adults": 33_33, "mental": 66_67}
    with pytest.raises(Refusal, match="come to 100% already"):
        priority_edits.map_the_rest(plan, spend, "learning")
    with pytest.raises(Refusal, match="between 0% and 100%"):
        priority_edits.set_shares(plan, {(spend, "adults"): 100_01})
    priority_edits.set_shares(plan, {(spend, "adults"): None, (spend, "mental"): None})
    assert not plan.table(ProgrammeShare)
