"""Who bears an overspend: the worked figures to the penny, each rule, and what nobody agreed to take."""

import pytest

from jcplanner.domain.risk_rules import OVER, RULES, UNDER, RiskShareRule
from jcplanner.domain.risk_share import Case, LineOut, Party, Shared, share_out
from jcplanner.domain.risk_share_words import rule_words

COUNCIL, CCG = Party("c", 12_000_000_00, 14_000_000_00), Party("n", 8_000_000_00, 6_000_000_00)
NAMES = {"c": "Council", "n": "CCG"}


def rule(name: str, key: str = "r", side: str = OVER, **fields) -> RiskShareRule:
    return RiskShareRule(key, 1, "pool", None, side, name, **fields)


def shared(amount: int, *rules: RiskShareRule, shares=None, **more) -> Shared:
    more.setdefault("parties", (COUNCIL, CCG))
    held = share_out(rules, shares or {}, Case(amount, **more))
    assert held.amount == sum(step.takes for step in held.steps) + held.unallocated
    for step in held.steps:
        assert step.takes == sum(step.partners) + step.kept
    return held


def words(held: RiskShareRule, shares=None, **more) -> str:
    more.setdefault("parties", (COUNCIL, CCG))
    return rule_words(held, shares or {}, Case(1_300_000_00, **more), lambda key: NAMES[key])


# The worked figures of DESIGN rule 6: a pool of £20.0m, of which £12.0m and £8.0m, ends £1.3m over.


def test_pro_rata_gives_780_000_and_520_000():
    held = shared(1_300_000_00, rule("pro rata to contribution"))
    assert held.partners == (780_000_00, 520_000_00)
    assert held.unallocated == 0
    assert words(rule("pro rata to contribution")) == "60 : 40, as contributions"


def test_fixed_50_50_gives_650_000_each():
    halves = {"r": {"c": 5_000, "n": 5_000}}
    held = shared(1_300_000_00, rule("fixed percentages"), shares=halves)
    assert held.partners == (650_000_00, 650_000_00)
    assert words(rule("fixed percentages"), halves["r"]) == "50 : 50"


def test_capped_at_5_per_cent_leaves_300_000_unallocated():
    capped = rule("pro rata, capped", cap=500)
    held = shared(1_300_000_00, capped)
    assert held.partners == (600_000_00, 400_000_00)
    assert held.unallocated == 300_000_00
    assert words(capped) == "60 : 40, each at most 5% of its contribution"


def test_herefordshire_the_host_bore_the_care_home_pools_1_3m():
    """'Had overspent by £1.3m which meant that the risk share was bulk-funded by the council' [S41]."""
    held = shared(1_300_000_00, rule("fixed: the host bears it"), host="c")
    assert held.partners == (1_300_000_00, 0)
    assert words(rule("fixed: the host bears it"), host="c") == "Council bears it"


def test_rotherham_attributes_its_risk_fund_half_and_half():
    """CCG £13,245k and council £10,071k; the risk fund attributed 50/50 [S32], whoever hosts."""
    ccg, council = Party("n", 13_245_000_00, 0), Party("c", 10_071_000_00, 0)
    held = shared(
        500_000_01,
        rule("fixed percentages"),
        shares={"r": {"c": 5_000, "n": 5_000}},
        parties=(ccg, council),
    )
    assert held.partners == (250_000_01, 250_000_00)


def test_a_waterfall_takes_from_the_next_only_what_is_left():
    """Other underspends, the risk pool, uncommitted allocations, then outside funds [S38][S39]."""
    held = shared(
        1_300_000_00,
        rule("underspends in the pool", "a", amount=200_000_00),
        rule("risk pool", "b", amount=500_000_00),
        rule("uncommitted allocations", "c", amount=100_000_00),
        rule("outside funds", "d", amount=400_000_00),
        shares={"d": {"c": 2_500, "n": 7_500}},
    )
    assert [step.takes for step in held.steps] == [
        200_000_00,
        500_000_00,
        100_000_00,
        400_000_00,
    ]
    assert [step.left for step in held.steps] == [
        1_100_000_00,
        600_000_00,
        500_000_00,
        100_000_00,
    ]
    assert held.steps[3].partners == (100_000_00, 300_000_00)
    assert (held.kept, held.unallocated) == (800_000_00, 100_000_00)


def test_a_risk_pool_without_an_amount_takes_nothing_and_says_so():
    held = shared(1_00, rule("risk pool"))
    assert held.unallocated == 1_00
    assert words(rule("risk pool")) == (
        "from the risk pool; no amount is typed, so it takes nothing"
    )


def test_the_protected_partner_pays_nothing_until_the_others_bore_a_tenth():
    """Luton: the commissioner's contribution does not change until others had a 10% reduction [S36]."""
    first = rule("others first, to a threshold", "a", protected="n")
    held = shared(1_300_000_00, first, rule("pro rata to contribution", "b"))
    assert held.steps[0].partners == (1_200_000_00, 0)
    assert held.steps[1].partners == (60_000_00, 40_000_00)
    assert words(first) == "all but CCG: 100 : 0, each at most 10% of its contribution"


def test_shares_that_do_not_reach_100_leave_the_rest_to_the_next_rule():
    shares = {"a": {"c": 5_000, "n": 2_000}}
    held = shared(1_000_00, rule("fixed percentages", "a"), shares=shares)
    assert held.partners == (500_00, 200_00)
    assert held.unallocated == 300_00
    assert words(rule("fixed percentages", "a"), shares["a"]) == (
        "50 : 20; 30% goes on to the next rule"
    )


def test_shares_over_100_are_scaled_down_and_said():
    shares = {"a": {"c": 9_000, "n": 3_000}}
    held = shared(1_000_00, rule("fixed percentages", "a"), shares=shares)
    assert held.partners == (750_00, 250_00)
    assert "add up to 120%" in words(rule("fixed percentages", "a"), shares["a"])


def test_what_each_commissions_is_another_weight_than_what_it_contributes():
    """'Where the levers for change and control sit' [S38]."""
    held = shared(1_000_00, rule("pro rata to what each commissions"))
    assert held.partners == (700_00, 300_00)


def test_each_bears_what_its_own_lines_are_out_by():
    """The council is £1.5m over, the CCG £0.2m under: £1.3m in all [S37]."""
    lines = {"x": LineOut("c", 1_500_000_00), "y": LineOut("n", -200_000_00)}
    held = shared(1_300_000_00, rule("each bears its own"), lines=lines, is_forecast=True)
    assert held.partners == (1_500_000_00, -200_000_00)


def test_what_an_earlier_rule_took_comes_off_those_whose_lines_are_out():
    lines = {"x": LineOut("c", 1_500_000_00), "y": LineOut("n", -200_000_00)}
    held = shared(
        1_300_000_00,
        rule("risk pool", "a", amount=500_000_00),
        rule("each bears its own", "b"),
        lines=lines,
        is_forecast=True,
    )
    assert held.steps[1].partners == (1_000_000_00, -200_000_00)


def test_a_typed_amount_falls_by_what_each_commissions_where_each_bears_its_own():
    held = shared(1_000_00, rule("each bears its own"))
    assert held.partners == (700_00, 300_00)
    assert "only a forecast says" in words(rule("each bears its own"))


def test_each_bearing_its_own_is_said_plainly_where_nobody_has_lines_yet():
    nobody = Case(0, ())
    held = rule_words(rule("each bears its own"), {}, nobody, str)
    assert held == "each partner bears what its own lines are out by"
    held = rule_words(rule("pro rata to what each commissions"), {}, nobody, str)
    assert held == "no partner has lines in the pool"


def test_a_rule_for_one_line_takes_what_that_line_is_out_by_before_the_pools_rules():
    """Luton's fixed share of one line: the host's overspend does not alter others' contributions [S36]."""
    homes = RiskShareRule("a", 1, "pool", "homes", OVER, "fixed: the host bears it")
    lines = {"homes": LineOut("n", 300_00), "other": LineOut("n", 200_00)}
    held = shared(
        500_00,
        homes,
        rule("pro rata to contribution", "b"),
        host="c",
        lines=lines,
        is_forecast=True,
    )
    assert held.steps[0].partners == (300_00, 0)
    assert held.steps[1].partners == (120_00, 80_00)


def test_where_a_lines_rules_take_more_than_the_net_the_rest_is_an_underspend():
    homes = RiskShareRule("a", 1, "pool", "homes", OVER, "fixed: the host bears it")
    lines = {"homes": LineOut("n", 500_00), "other": LineOut("n", -200_00)}
    back = rule("pro rata to contribution", "b", UNDER)
    held = shared(300_00, homes, back, host="c", lines=lines, is_forecast=True)
    assert [step.takes for step in held.steps] == [500_00, -200_00]
    assert held.partners == (380_00, -80_00)


def test_a_windfall_goes_on_where_only_management_action_is_kept():
    """Kept as far as it came from management action; a windfall goes back by contributions [S40]."""
    held = shared(
        -300_00,
        rule("management action is kept", "a", UNDER, amount=100_00),
        rule("pro rata to contribution", "b", UNDER),
    )
    assert held.kept == -100_00
    assert held.partners == (-120_00, -80_00)


def test_an_underspent_ring_fenced_grant_stays_with_its_purpose():
    lines = {"dfg": LineOut("c", -150_00, True), "other": LineOut("c", -50_00)}
    stays = rule("ring-fenced grant stays", "a", UNDER)
    held = shared(
        -200_00,
        stays,
        rule("pro rata to contribution", "b", UNDER),
        lines=lines,
        is_forecast=True,
    )
    assert held.kept == -150_00
    assert held.partners == (-30_00, -20_00)
    assert shared(-200_00, stays).unallocated == -200_00


def test_without_rules_all_of_it_is_unallocated():
    assert shared(1_300_000_00).unallocated == 1_300_000_00
    assert shared(-5, rule("pro rata to contribution")).unallocated == -5


def test_a_rule_on_the_wrong_side_takes_nothing():
    held = shared(-100, rule("pro rata, capped", side=UNDER, cap=500))
    assert held.unallocated == -100
    assert words(rule("pro rata, capped", side=UNDER)).startswith("not a rule for an underspend")


@pytest.mark.parametrize("name", [held.name for held in RULES])
@pytest.mark.parametrize("side", [OVER, UNDER])
@pytest.mark.parametrize(
    "parties",
    [(), (Party("c", 0, 0), Party("n", 0, 0)), (Party("c", -5, -7), Party("n", 0, 0))],
    ids=["no partners", "nothing contributed", "negative"],
)
def test_nothing_contributed_crashes_nothing_and_loses_nothing(name: str, side: str, parties):
    amount = 1_234 if side == OVER else -1_234
    held = shared(amount, rule(name, side=side), parties=parties)
    assert held.unallocated + held.kept == amount
    words(rule(name, side=side), parties=parties)
