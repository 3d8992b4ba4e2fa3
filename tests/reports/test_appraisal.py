"""The matrix of a proposal's options, hand-worked."""

import pytest

from jcplanner.domain.priorities import Candidate, Criterion, Score, Scorer
from jcplanner.domain.proposals import Proposal, ProposalOption
from jcplanner.plan import edits, proposal_edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.appraisal import appraisal_table, method_of, not_appraised


@pytest.fixture
def hps(plan: Plan) -> str:
    """Two of the options of 003, the second with a cost."""
    key = edits.add(plan, Proposal, name="Partnership governance")
    edits.add(plan, ProposalOption, proposal=key, name="Steering Group")
    edits.add(plan, ProposalOption, proposal=key, name="New Board", cost=12_000_00)
    return key


def test_a_proposal_without_an_appraisal_has_no_matrix(plan: Plan, hps: str):
    assert appraisal_table(plan, hps) is None
    assert not_appraised(plan, hps) == []


def test_results_are_weighted_means_out_of_100(plan: Plan, hps: str):
    """Weights 60 and 40; the Board scores 80 and 50: 0.6 x 80 + 0.4 x 50 = 68."""
    exercise = proposal_edits.appraise(plan, hps)
    edits.remove(plan, Criterion, list(plan.table(Criterion)))
    meets = edits.add(plan, Criterion, exercise=exercise, name="Meets challenges", weight=6_000)
    money = edits.add(plan, Criterion, exercise=exercise, name="Affordable", weight=4_000)
    scorer = edits.add(plan, Scorer, exercise=exercise, name="Scorer 1")
    board = plan.table(Candidate).ordered()[1].id
    for criterion, points in ((meets, 80), (money, 50)):
        edits.add(plan, Score, candidate=board, criterion=criterion, scorer=scorer, points=points)
    options = plan.table(ProposalOption).ordered()
    proposal_edits.choose_option(plan, hps, options[1].id)
    table = appraisal_table(plan, hps)
    assert table is not None
    assert [head.text for head in table.headings] == [
        "Option",
        "Meets challenges (60)",
        "Affordable (40)",
        "Result",
        "Rank",
        "Net cost a year",
        "Chosen",
    ]
    assert table.rows == (
        ("Steering Group", "not scored", "not scored", "", None, None, ""),
        ("New Board", "80", "50", "68", 1, 12_000_00, "Chosen"),
    )


def test_options_that_came_later_are_named(plan: Plan, hps: str):
    proposal_edits.appraise(plan, hps)
    edits.add(plan, ProposalOption, proposal=hps, name="Executive Group")
    assert [held.name for held in not_appraised(plan, hps)] == ["Executive Group"]
    assert "missing score is never counted as 0" in method_of(plan, hps)
