"""What has changed since a decision, beyond the budget lines."""

from pathlib import Path

from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.pools import Contribution, Pool
from jcplanner.plan import edits
from jcplanner.plan.decision_edits import record_on_figures_now
from jcplanner.plan.opening import new_plan
from jcplanner.reports.decided_figures import stale_decisions
from tests.domain.gated_records import GATED

POOLED = (
    Pool("joint", 1, "Joint fund"),
    Pool("far", 2, "Another fund"),
    Contribution("joint:c:2018", "joint", "c", 2018, 100_00),
    Contribution("far:c:2018", "far", "c", 2018, 100_00),
    PathwayStep("older:2018", "older", 2018, "integrate", "pooled budget", "joint"),
)


def test_a_contribution_to_a_pool_of_the_area_that_has_other_amounts_is_told(tmp_path: Path):
    held = new_plan(
        tmp_path / "Gate.jcplan", (*(one for one in GATED if one.id != "older:2018"), *POOLED)
    )
    record_on_figures_now(held.plan, "Cabinet", "p", "cabinet")
    assert stale_decisions(held.plan) == []
    edits.change(held.plan, Contribution, ["far:c:2018"], amount=900_00)
    edits.change(held.plan, Contribution, ["joint:c:2018"], status="confirmed")
    assert stale_decisions(held.plan) == []
    edits.change(held.plan, Contribution, ["joint:c:2018"], amount=900_00)
    assert [problem.text for problem in stale_decisions(held.plan)] == [
        'Proposal "Learn together": Cabinet decided; 1 contribution has changed since.'
    ]
    held.discard()
