"""A pool's risk share from the records of a plan: its rules, its partners, and the case to be shared out."""

from collections.abc import Sequence
from dataclasses import replace

from jcplanner.domain.in_year import PoolOutturn
from jcplanner.domain.money import scaled
from jcplanner.domain.partners import Partner
from jcplanner.domain.pooling import Pooled
from jcplanner.domain.pools import Pool
from jcplanner.domain.records import Records
from jcplanner.domain.risk_rules import RiskShare, RiskShareRule
from jcplanner.domain.risk_share import Case, Party, Shared, Shares, share_out

SPAN = tuple(range(-1_000, 1_001, 100))
"""From 10% under to 10% over, in hundredths of one per cent of a pool's expenditure."""

USUAL_OVER = 500
"""What is tried where nothing is forecast: 5% over."""


def rules_of(records: Records, pool: str) -> list[RiskShareRule]:
    """The rules of a pool in their order."""
    return [rule for rule in records.table(RiskShareRule).ordered() if rule.pool == pool]


def shares_of(records: Records, rules: Sequence[RiskShareRule]) -> Shares:
    """The shares typed for rules, in hundredths of one per cent by rule and partner; blanks left out."""
    wanted = {rule.id for rule in rules}
    found: dict[str, dict[str, int]] = {}
    for held in records.table(RiskShare).values():
        if held.rule in wanted and held.partner and held.share is not None:
            found.setdefault(str(held.rule), {})[held.partner] = held.share
    return found


def parties_of(pooled: Pooled, pool: str, year: int) -> tuple[Party, ...]:
    """The partners that a pool's over- or underspend can fall on, in people's order.

    They are those who contribute or have lines in it, the host, and whoever has a typed share. Lines of
    no partner fall on nobody.
    """
    records = pooled.records
    given = {held.partner: held.amount for held in pooled.contributions(pool, year)}
    commissioned = pooled.expenditure(pool, year)
    rules = rules_of(records, pool)
    named = {records.table(Pool).value(pool, "host"), *given}
    named |= {partner for typed in shares_of(records, rules).values() for partner in typed}
    return tuple(
        Party(partner.id, given.get(partner.id, 0), commissioned.get(partner.id, 0))
        for partner in records.table(Partner).ordered()
        if partner.id in named
    )


def case_of(pooled: Pooled, pool: str, year: int, amount: int) -> Case:
    """The case of an amount that somebody typed: over is positive, in pence."""
    host = pooled.records.table(Pool).value(pool, "host")
    parties = parties_of(pooled, pool, year)
    return Case(amount, parties, host if isinstance(host, str) else None)


def forecast_case(case: Case, outturn: PoolOutturn) -> Case:
    """The same pool with what its lines forecast as the amount."""
    return replace(case, amount=outturn.variance, lines=outturn.lines, is_forecast=True)


def shared_in(records: Records, pool: str, case: Case) -> Shared:
    """A case shared out by the rules of a pool as they stand in the plan."""
    rules = rules_of(records, pool)
    return share_out(rules, shares_of(records, rules), case)


def spending_of(pooled: Pooled, pool: str, year: int) -> int:
    """A pool's net expenditure in pence, as budgeted."""
    return sum(pooled.expenditure(pool, year).values())


def tried_amount(spending: int, hundredths: int) -> int:
    """An over- or underspend of so many hundredths of one per cent of a pool's expenditure, in pence."""
    return scaled(spending, hundredths)
