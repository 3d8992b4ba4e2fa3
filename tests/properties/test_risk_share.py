"""Whatever is typed: nothing vanishes, caps hold, and the parts add up to the penny."""

from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.risk_rules import OVER, RULE_NAMES, SIDES, RiskShareRule
from jcplanner.domain.risk_share import (
    FIXED,
    USUAL_CAP,
    WHOLE,
    Case,
    LineOut,
    Party,
    Shared,
    share_out,
)

PARTNERS, LINES = ("a", "b", "c", "d"), ("x", "y", "z")

pence = st.integers(-(10**12), 10**12)
percent = st.integers(-500, 15_000)
parties = st.lists(st.sampled_from(PARTNERS), max_size=4, unique=True).flatmap(
    lambda keys: st.tuples(*(st.builds(Party, st.just(key), pence, pence) for key in keys))
)
rules = st.lists(
    st.builds(
        RiskShareRule,
        line=st.none() | st.sampled_from(LINES),
        side=st.sampled_from(SIDES),
        rule=st.sampled_from(RULE_NAMES),
        cap=st.none() | percent,
        amount=st.none() | pence,
        protected=st.none() | st.sampled_from(PARTNERS),
        id=st.just("r"),
    ),
    max_size=6,
).map(
    lambda held: tuple(
        RiskShareRule(f"r{place}", place, *rule.row[2:]) for place, rule in enumerate(held)
    )
)
shares = st.dictionaries(
    st.sampled_from([f"r{place}" for place in range(6)]),
    st.dictionaries(st.sampled_from(PARTNERS), percent, max_size=4),
    max_size=6,
)
lines = st.dictionaries(
    st.sampled_from(LINES),
    st.builds(LineOut, st.none() | st.sampled_from(PARTNERS), pence, st.booleans()),
    max_size=3,
)
cases = st.builds(
    Case, pence, parties, st.none() | st.sampled_from(PARTNERS), st.none() | lines, st.booleans()
)


def vanishes_nothing(held: Shared) -> None:
    left = held.amount
    for step in held.steps:
        assert step.takes == sum(step.partners) + step.kept
        left -= step.takes
        assert step.left == left
    assert left == held.unallocated
    assert sum(held.partners) + held.kept + held.unallocated == held.amount


@given(rules, shares, cases)
def test_nothing_vanishes(rules, shares, case):
    vanishes_nothing(share_out(rules, shares, case))


@given(rules, shares, cases)
def test_no_rule_takes_more_than_its_limit_or_than_a_partners_cap(rules, shares, case):
    for step in share_out(rules, shares, case).steps:
        if step.rule.amount is not None:
            assert abs(step.takes) <= max(step.rule.amount, 0)
        if step.rule.rule in USUAL_CAP and step.rule.side == OVER:
            assert step.basis.caps is not None
            for party, part, cap in zip(case.parties, step.partners, step.basis.caps, strict=True):
                assert 0 <= part <= cap
                most = USUAL_CAP[step.rule.rule] if step.rule.cap is None else step.rule.cap
                # Half a penny is what rounding the cap itself may add.
                bound = max(party.contribution, 0) * max(most, 0)
                assert cap * WHOLE <= bound + WHOLE // 2


@given(rules.map(lambda held: tuple(rule for rule in held if rule.line is None)), shares, cases)
def test_pool_rules_never_take_past_the_amount(rules, shares, case):
    held = share_out(rules, shares, case)
    sign = -1 if held.amount < 0 else 1
    assert 0 <= sign * held.unallocated <= abs(held.amount)
    assert all(sign * step.takes >= 0 for step in held.steps)


@given(st.integers(0, 10**12), st.lists(st.integers(1, 100), min_size=1, max_size=4))
def test_shares_that_add_up_to_100_leave_nothing(amount, weights):
    keys = PARTNERS[: len(weights)]
    typed = [WHOLE * weight // sum(weights) for weight in weights]
    typed[-1] += WHOLE - sum(typed)
    case = Case(amount, tuple(Party(key, 0, 0) for key in keys))
    rule = RiskShareRule("r", 1, rule=FIXED)
    held = share_out((rule,), {"r": dict(zip(keys, typed, strict=True))}, case)
    assert held.unallocated == 0
    for part, share in zip(held.partners, typed, strict=True):
        assert abs(part * WHOLE - amount * share) < WHOLE


@given(st.integers(0, 10**12), parties)
def test_an_underspend_goes_back_as_an_overspend_is_borne(amount, parties):
    over, under = (
        share_out(
            (RiskShareRule("r", 1, side=side, rule="pro rata to contribution"),),
            {},
            Case(signed, parties),
        )
        for side, signed in zip(SIDES, (amount, -amount), strict=True)
    )
    if amount:
        assert [-part for part in under.partners] == list(over.partners)
