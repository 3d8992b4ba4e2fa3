"""Joint contracts: who pays which part of one, and providers that two partners buy from apart (003)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.money import scaled, split
from jcplanner.domain.partners import Partner
from jcplanner.domain.records import Records
from jcplanner.domain.registers import Contract, ContractShare

WHOLE = 10_000
"""100% in hundredths of one per cent."""


def share_id(contract: str, partner: str) -> str:
    """The id of a partner's share of a contract."""
    return f"{contract}:{partner}"


@lru_cache(maxsize=200_000)
def provider_key(name: str) -> str:
    """A provider's name as it is compared: letters' case and spaces apart, "&" read as "and"."""
    return " ".join(name.replace("&", " and ").casefold().split())


@dataclass(frozen=True, slots=True)
class FundingPart:
    """What one partner pays of a contract: hundredths of one per cent, and pence a year where known."""

    partner: str
    share: int | None
    amount: int | None
    line: str | None


def shares_of(records: Records, contract: str) -> list[ContractShare]:
    """The shares of a contract, in the order of the partners."""
    table = records.table(ContractShare)
    made = (table.get(share_id(contract, held.id)) for held in records.table(Partner).ordered())
    return [held for held in made if held is not None]


def total_share(shares: Iterable[ContractShare]) -> int | None:
    """What the shares add up to, in hundredths of one per cent; None where none is given."""
    given = [held.share for held in shares if held.share is not None]
    return sum(given) if given else None


def funding_parts(records: Records, contract: Contract) -> list[FundingPart]:
    """Who pays what of a contract's value: to the penny where the shares come to 100%."""
    shares = shares_of(records, contract.id)
    percents = [held.share or 0 for held in shares]
    amounts: Sequence[int | None] = [None] * len(shares)
    if contract.value is not None and shares:
        if sum(percents) == WHOLE and all(percent >= 0 for percent in percents):
            amounts = split(contract.value, percents)
        else:
            amounts = [
                None if held.share is None else scaled(contract.value, held.share)
                for held in shares
            ]
    return [
        FundingPart(held.partner or "", held.share, amount, held.line)
        for held, amount in zip(shares, amounts, strict=True)
    ]


@dataclass
class Bought:
    """One provider that several partners buy from: their lines, contracts, and whether one is joint."""

    provider: str
    lines: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    contracts: list[str] = field(default_factory=list[str])
    payers: set[str] = field(default_factory=set[str])
    joint: bool = False

    @property
    def partners(self) -> set[str]:
        """Everyone who buys from it."""
        return {*self.lines, *self.payers}


def bought_twice(records: Records) -> list[Bought]:
    """Providers that two or more partners buy from, by name; case, spaces and "&" make no difference.

    Looks at every line: for a list that somebody opens, not for every edit.
    """
    found: dict[str, Bought] = {}
    lines = records.table(BudgetLine)
    provider, partner = lines.index("provider"), lines.index("partner")
    for key, row in lines.rows.items():
        if row[provider] and row[partner] and (named := provider_key(row[provider])):
            held = found.setdefault(named, Bought(row[provider].strip()))
            held.lines.setdefault(row[partner], []).append(key)
    for contract in records.table(Contract).ordered():
        named = provider_key(contract.provider)
        if not named:
            continue
        held = found.setdefault(named, Bought(contract.provider.strip()))
        payers = _payers(records, contract)
        held.contracts.append(contract.id)
        held.payers |= payers
        held.joint = held.joint or len(payers) > 1
    twice = [held for held in found.values() if len(held.partners) > 1]
    return sorted(twice, key=lambda held: (held.joint, provider_key(held.provider)))


def bought_apart(records: Records, figures: Figures) -> list[tuple[str, set[str]]]:
    """Providers bought by two or more partners without a joint contract, from the kept counts."""
    buyers: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for name, partner in figures.providers:
        named = provider_key(name)
        if partner is None or not named:
            continue
        if named in buyers:
            buyers[named].add(partner)
        else:
            buyers[named], names[named] = {partner}, name.strip()
    joint: set[str] = set()
    for contract in records.table(Contract).ordered():
        named = provider_key(contract.provider)
        if not named:
            continue
        payers = _payers(records, contract)
        if len(payers) > 1:
            joint.add(named)
        buyers.setdefault(named, set()).update(payers)
        names.setdefault(named, contract.provider.strip())
    return [
        (names[named], partners)
        for named, partners in sorted(
            held for held in buyers.items() if len(held[1]) > 1 and held[0] not in joint
        )
    ]


def _payers(records: Records, contract: Contract) -> set[str]:
    payers = {held.partner for held in shares_of(records, contract.id) if held.partner}
    return payers or ({contract.lead_partner} if contract.lead_partner else set())
