"""What is wrong with a pool's risk-share rules: found from rules and in-year figures, not from lines."""

from collections.abc import Iterator, Mapping

from jcplanner.domain.figures import Figures, Standings
from jcplanner.domain.in_year import pool_outturns
from jcplanner.domain.money import show_plain
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.pooling import Pooled, pool_years
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.records import Records
from jcplanner.domain.risk_case import case_of, forecast_case, rules_of, shared_in, shares_of
from jcplanner.domain.risk_rules import OVER, RULE_NAMED, SIDES, RiskShareRule
from jcplanner.domain.risk_share import (
    BY_COMMISSIONS,
    BY_CONTRIBUTION,
    FIXED,
    HOST,
    NEEDS_AMOUNT,
    OTHERS_FIRST,
    OUTSIDE,
    OWN,
    WHOLE,
)
from jcplanner.domain.risk_share_words import percent_words
from jcplanner.domain.years import year_label

TAKES_ALL = frozenset(
    (OWN, BY_CONTRIBUTION, BY_COMMISSIONS, HOST, "contingency", "stays in the pool")
)
"""Rules that leave nothing to the next one unless an amount limits them."""


def risk_share_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """Pools without rules, shares that do not add up, rules that take nothing or are never reached."""
    for pool in records.table(Pool).ordered():
        rules = rules_of(records, pool.id)
        if pool_years(records, pool.id) and not any(rule.side == OVER for rule in rules):
            yield Problem(
                "no risk share",
                "warning",
                f"{pool.name} has no rule for an overspend: all of it would be unallocated.",
                Place("pools", "pool", pool.id),
            )
        yield from _of_rules(records, pool, rules)
    yield from _unallocated(records, figures)


def _unallocated(records: Records, figures: Figures) -> Iterator[Problem]:
    """What no rule takes of a forecast over- or underspend; only where in-year figures are typed."""
    table = records.table(Outturn)
    at = table.index("year")
    years = {row[at] for row in table.rows.values()}
    if not years:
        return
    stands = Standings(records)
    pooled = Pooled(records, figures, stands)
    outturns = {year: pool_outturns(records, year, stands) for year in sorted(years)}
    for pool in records.table(Pool).ordered():
        for year, of_year in outturns.items():
            outturn = of_year.get(pool.id)
            if outturn is None:
                continue
            case = case_of(pooled, pool.id, year, outturn.variance)
            left = shared_in(records, pool.id, forecast_case(case, outturn)).unallocated
            if left:
                yield Problem(
                    "unallocated at the forecast",
                    "warning",
                    f"{pool.name}, {year_label(year)}: forecast to end {outturn.words}; no rule takes "
                    f"{show_plain(abs(left))} of it.",
                    Place("pools", "pool", pool.id, year),
                )


def _of_rules(records: Records, pool: Pool, rules: list[RiskShareRule]) -> Iterator[Problem]:
    shares = shares_of(records, rules)
    for rule in rules:
        for kind, severity, text in _faults(rule, shares.get(rule.id, {}), pool):
            yield Problem(
                kind,
                severity,
                f'{pool.name}, rule "{rule.rule}" for an {rule.side}: {text}',
                Place("pools", "risk_share_rule", rule.id),
            )
    for side in SIDES:
        of_pool = [rule for rule in rules if rule.line is None and rule.side == side]
        for place, rule in enumerate(of_pool[:-1]):
            if rule.amount is None and rule.rule in TAKES_ALL:
                after = of_pool[place + 1]
                yield Problem(
                    "rule never reached",
                    "note",
                    f'{pool.name}: "{rule.rule}" takes all of an {side}, so "{after.rule}" after it is never '
                    "reached.",
                    Place("pools", "risk_share_rule", after.id),
                )
                break


def _faults(
    rule: RiskShareRule, typed: Mapping[str, int], pool: Pool
) -> Iterator[tuple[str, str, str]]:
    known = RULE_NAMED.get(rule.rule)
    if known is None or rule.side not in known.sides:
        yield (
            "rule on the wrong side",
            "warning",
            "it is not a rule for that side and takes nothing.",
        )
        return
    if rule.rule in NEEDS_AMOUNT and rule.amount is None:
        yield "rule without an amount", "warning", "no amount is typed, so it takes nothing."
    if rule.amount is not None and rule.amount < 0:
        yield (
            "rule without an amount",
            "warning",
            "its amount is below nothing, so it takes nothing.",
        )
    if rule.rule == HOST and pool.host is None:
        yield "no host", "serious", "the pool has no host partner, so it takes nothing."
    if rule.rule == OTHERS_FIRST and rule.protected is None:
        yield (
            "no protected partner",
            "warning",
            "no partner is named whose contribution is protected.",
        )
    if any(share < 0 for share in typed.values()):
        yield "shares do not add up", "serious", "a share is below nothing and counts as nothing."
    whole = sum(max(share, 0) for share in typed.values())
    if rule.rule == FIXED or (rule.rule == OUTSIDE and typed):
        if whole < WHOLE:
            rest = percent_words(WHOLE - whole)
            yield "shares do not add up", "serious", f"its shares leave {rest} to the next rule."
        elif whole > WHOLE:
            said = f"its shares add up to {percent_words(whole)} and are scaled down."
            yield "shares do not add up", "serious", said
