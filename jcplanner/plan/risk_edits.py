"""What people do to a pool's risk-share rules: one function per verb, each one undoable step."""

from collections.abc import Mapping

from jcplanner.domain.money import split
from jcplanner.domain.pooling import Pooled
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import new_id
from jcplanner.domain.risk_case import parties_of, rules_of
from jcplanner.domain.risk_rules import RULE_NAMED, RiskShare, RiskShareRule, share_id
from jcplanner.domain.risk_share import WHOLE
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan
from jcplanner.plan.rule_sets import RuleSet


def add_rule(plan: Plan, pool: str, side: str, rule: str) -> str:
    """Add a rule to a pool, behind the others. Returns its id. Raises Refusal for a rule of another side."""
    known = RULE_NAMED.get(rule)
    if known is None or side not in known.sides:
        raise Refusal(f'"{rule}" is not a rule for an {side}; choose another.')
    if pool not in plan.table(Pool):
        raise Refusal("That pool is no longer in the plan.")
    made = RiskShareRule(new_id(), _last(plan) + 1, pool, None, side, rule)
    with plan.step(f'Add rule "{rule}"') as draft:
        draft.add(made)
    return made.id


def _last(plan: Plan) -> int:
    table = plan.table(RiskShareRule)
    place = table.index("position")
    return max((row[place] for row in table.rows.values()), default=0)


def move_rule(plan: Plan, key: str, by: int) -> None:
    """Move a rule up (-1) or down (1) among those of its pool and side: their order is the order of call."""
    table = plan.table(RiskShareRule)
    if key not in table:
        raise Refusal("That rule is no longer in the plan.")
    moved = table[key]
    ordered = [rule.id for rule in table.ordered()]
    peers = [
        rule.id for rule in table.ordered() if (rule.pool, rule.side) == (moved.pool, moved.side)
    ]
    place = peers.index(key) + by
    if not 0 <= place < len(peers):
        return
    here, there = ordered.index(key), ordered.index(peers[place])
    ordered[here], ordered[there] = ordered[there], ordered[here]
    with plan.step(f'Move rule "{moved.rule}" {"up" if by < 0 else "down"}') as draft:
        for number, held in enumerate(ordered, start=1):
            draft.change(RiskShareRule, held, position=number)


def set_shares(plan: Plan, rule: str, shares: Mapping[str, int | None]) -> None:
    """Set partners' shares under a rule, in hundredths of one per cent; None takes a share away."""
    if rule not in plan.table(RiskShareRule):
        raise Refusal("That rule is no longer in the plan.")
    for share in shares.values():
        if share is not None and not 0 <= share <= WHOLE:
            raise Refusal("A share is between 0% and 100%.")
    with plan.step("Change shares") as draft:
        _put_shares(draft, rule, shares)


def _put_shares(draft: Draft, rule: str, shares: Mapping[str, int | None]) -> None:
    for partner, share in shares.items():
        key = share_id(rule, partner)
        if share is None:
            draft.remove(RiskShare, key)
        else:
            draft.put(RiskShare(key, rule, partner, share))


def put_rule_set(plan: Plan, pool: str, rules: RuleSet, year: int) -> None:
    """Put a set of rules into a pool in place of those that it has, as one step.

    Equal shares go to the partners that contribute in ``year``.
    """
    if pool not in plan.table(Pool):
        raise Refusal("That pool is no longer in the plan.")
    parties = parties_of(Pooled(plan.records, plan.figures), pool, year)
    giving = [party.partner for party in parties if party.contribution > 0]
    partners = giving or [party.partner for party in parties]
    last = _last(plan)
    with plan.step(f'Put rules "{rules.name}" into {plan.records.name("pool", pool)}') as draft:
        draft.remove_all(RiskShareRule, [rule.id for rule in rules_of(plan.records, pool)])
        for place, held in enumerate(rules.rules, start=last + 1):
            made = RiskShareRule(
                new_id(), place, pool, None, held.side, held.rule, held.cap, held.amount
            )
            draft.add(made)
            if held.equal_shares and partners:
                equal = split(WHOLE, [1] * len(partners))
                _put_shares(draft, made.id, dict(zip(partners, equal, strict=True)))
