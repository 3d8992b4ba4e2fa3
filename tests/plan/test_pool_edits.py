"""What people do to pools: each verb is one step that can be undone."""

import pytest

from jcplanner.domain.pooling import Pooled
from jcplanner.domain.pools import AgreementTerm, Contribution, Instalment
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits, pool_edits
from jcplanner.plan.opening import OpenPlan, new_plan
from jcplanner.plan.plan import Plan
from tests.domain.pooled_records import POOLED, K


@pytest.fixture
def pooled(tmp_path):
    """The pool of £20m in a real file."""
    held: OpenPlan = new_plan(tmp_path / "Pool.jcplan", POOLED)
    yield held.plan
    held.discard()


def contribution(plan: Plan, partner: str, year: int) -> Contribution | None:
    return plan.table(Contribution).get(f"p:{partner}:{year}")


def amounts(plan: Plan, year: int) -> dict[str | None, int]:
    held = Pooled(plan.records, plan.figures).contributions("p", year)
    return {one.partner: one.amount for one in held}


def test_a_part_is_typed_and_taken_back_to_nothing(pooled: Plan):
    pool_edits.set_contribution(pooled, "p", "n", 2017, base=7_000 * K)
    assert amounts(pooled, 2017)["n"] == 7_000 * K
    assert pooled.undo_name == "Change contribution of The Clinical Commissioning Group, 2017/18"
    pool_edits.set_contribution(pooled, "p", "n", 2017, base=None)
    assert contribution(pooled, "n", 2017) is None
    assert amounts(pooled, 2017)["n"] == 7_800 * K


def test_confirming_agrees_what_the_contribution_comes_to_so_that_it_stays(pooled: Plan):
    assert pool_edits.confirm_contributions(pooled, "p", 2017) == 2
    held = contribution(pooled, "n", 2017)
    assert held is not None
    assert (held.amount, held.status) == (7_800 * K, "confirmed")
    edits.set_amounts(pooled, {("beds", 2017): 7_900 * K})
    assert amounts(pooled, 2017)["n"] == 7_800 * K
    pooled.undo()
    pooled.undo()
    assert contribution(pooled, "n", 2017) is None


def test_confirming_one_partner_leaves_the_others(pooled: Plan):
    assert pool_edits.confirm_contributions(pooled, "p", 2018, ["c"]) == 1
    steps = len(pooled.steps)
    assert pool_edits.confirm_contributions(pooled, "p", 2018, ["c"]) == 0
    assert len(pooled.steps) == steps
    ccg = contribution(pooled, "n", 2018)
    assert ccg is not None
    assert ccg.amount is None


def test_there_must_be_somebody_to_confirm(pooled: Plan):
    with pytest.raises(Refusal, match="Nobody contributes in 2019/20"):
        pool_edits.confirm_contributions(pooled, "p", 2019)


def test_rolling_forward_makes_the_recurrent_amount_the_next_base(pooled: Plan):
    # 12,000 recurrent, +2.5% inflation 300, -2% efficiency 240: 12,060 (the clause [S24]).
    pool_edits.set_contribution(pooled, "p", "c", 2018, non_recurrent=500 * K)
    moved = pool_edits.roll_contributions(pooled, "p", 2018, inflation=250, efficiency=200)
    assert moved == 2
    held = contribution(pooled, "c", 2019)
    assert held is not None
    assert (held.base, held.inflation, held.efficiency) == (12_000 * K, 300 * K, 240 * K)
    assert (held.non_recurrent, held.status) == (None, "indicative")
    assert amounts(pooled, 2019) == {"c": 12_060 * K, "n": 8_040 * K}
    steps = len(pooled.steps)
    assert pool_edits.roll_contributions(pooled, "p", 2018, inflation=900) == 0
    assert len(pooled.steps) == steps


def test_rolling_forward_keeps_typed_parts_and_fills_the_rest(pooled: Plan):
    pool_edits.set_contribution(
        pooled, "p", "c", 2019, agreed_changes=70 * K, inflation=111 * K, note="see minute 7"
    )
    pool_edits.roll_contributions(pooled, "p", 2018, inflation=250, efficiency=200)
    held = contribution(pooled, "c", 2019)
    assert held is not None
    assert (held.base, held.inflation, held.efficiency) == (12_000 * K, 111 * K, 240 * K)
    assert (held.agreed_changes, held.note) == (70 * K, "see minute 7")


def test_a_filled_year_is_left_alone_unless_it_is_to_be_replaced(pooled: Plan):
    pool_edits.set_contribution(pooled, "p", "c", 2019, amount=13_000 * K)
    pool_edits.set_contribution(pooled, "p", "n", 2019, base=1 * K, inflation=2 * K)
    assert pool_edits.roll_contributions(pooled, "p", 2018, inflation=100) == 0
    moved = pool_edits.roll_contributions(pooled, "p", 2018, inflation=100, replacing=True)
    assert moved == 2
    council, ccg = (contribution(pooled, partner, 2019) for partner in "cn")
    assert council is not None
    assert ccg is not None
    # What was agreed stays agreed.
    assert (council.amount, council.base) == (13_000 * K, 12_000 * K)
    assert (ccg.base, ccg.inflation) == (8_000 * K, 80 * K)
    assert pool_edits.roll_contributions(pooled, "p", 2018, inflation=100, replacing=True) == 0


def test_what_would_be_rolled_forward_can_be_seen_first(pooled: Plan):
    found = pool_edits.rolled_forward(pooled, "p", 2018, inflation=250)
    assert [(held.partner, held.before, held.after.base) for held in found] == [
        ("c", None, 12_000 * K),
        ("n", None, 8_000 * K),
    ]
    assert contribution(pooled, "c", 2019) is None


def test_there_must_be_a_next_year_and_something_to_roll(pooled: Plan):
    with pytest.raises(Refusal, match="The plan ends with 2019/20"):
        pool_edits.roll_contributions(pooled, "p", 2019)
    with pytest.raises(Refusal, match="Nobody contributes in 2016/17"):
        pool_edits.roll_contributions(pooled, "p", 2016)


def test_an_instalment_is_put_in_and_taken_out(pooled: Plan):
    pool_edits.set_instalment(pooled, "p", "n", 2018, 1, received=2_000 * K)
    pool_edits.set_instalment(pooled, "p", "n", 2018, 1, received_on="2018-04-15")
    assert pooled.table(Instalment)["p:n:2018:1"].received == 2_000 * K
    pool_edits.set_instalment(pooled, "p", "n", 2018, 1, received=None, received_on=None)
    assert "p:n:2018:1" not in pooled.table(Instalment)


def test_an_item_of_the_agreement_is_settled_and_opened_again(pooled: Plan):
    pool_edits.set_term(pooled, "p", "aims", state="agreed", clause="3.1")
    assert pooled.table(AgreementTerm)["p:aims"].clause == "3.1"
    pool_edits.set_term(pooled, "p", "aims", state="not yet agreed", clause="")
    assert not pooled.table(AgreementTerm)
    pooled.undo()
    assert pooled.table(AgreementTerm)["p:aims"].state == "agreed"


def test_quarters_are_put_in_as_received_in_full_as_one_step(pooled: Plan):
    pool_edits.set_instalment(pooled, "p", "n", 2018, 1, received=1_500 * K)
    places = [("n", 1), ("n", 2), ("n", 3)]
    assert pool_edits.receive_as_expected(pooled, "p", 2018, places, "2018-12-01") == 2
    held = pooled.table(Instalment)
    assert held["p:n:2018:1"].received == 1_500 * K
    assert (held["p:n:2018:3"].received, held["p:n:2018:3"].received_on) == (
        2_000 * K,
        "2018-12-01",
    )
    assert pooled.undo_name == "Change 2 instalments, 2018/19"
    with pytest.raises(Refusal, match="Nothing is still to come"):
        pool_edits.receive_as_expected(pooled, "p", 2018, places)


def test_several_contributions_and_items_are_changed_as_one_step(pooled: Plan):
    steps = len(pooled.steps)
    pool_edits.set_contributions(
        pooled, "p", 2018, {"c": {"inflation": None}, "n": {"inflation": None}}
    )
    pool_edits.set_terms(
        pooled, "p", {"aims": {"state": "agreed"}, "outcomes": {"state": "agreed"}}
    )
    assert [step.name for step in pooled.steps[steps:]] == [
        "Change contribution of 2 partners, 2018/19",
        "Change 2 items",
    ]
