"""What is wrong with pools: a balance that is not 0, money that may not come, agreements that do not hold."""

from collections.abc import Iterator

from jcplanner.domain.agreements import OPEN, faults, settled, terms, uncovered
from jcplanner.domain.budgets import FundingSource
from jcplanner.domain.dates import read_day, say_day, year_ends, year_starts
from jcplanner.domain.figures import Figures, Standings
from jcplanner.domain.instalments import instalments
from jcplanner.domain.money import show_plain
from jcplanner.domain.partners import Partner
from jcplanner.domain.pooling import Contributed, Pooled
from jcplanner.domain.pools import (
    AgreementTerm,
    Contribution,
    Instalment,
    Pool,
    PoolAgreement,
    contribution_id,
    instalment_id,
    term_id,
)
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.records import Records
from jcplanner.domain.years import year_label

NO_AGREEMENT_NEEDED = "none: statement of intent"
CHECKED = frozenset(("not given", "s75 NHS Act 2006"))
"""The legal bases whose agreements regulation 7(3) is about, or may be."""

QUARTER_WORDS = ("", "first", "second", "third", "fourth")


def pool_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """What is wrong with every pool; one pass over the figures, whatever the number of lines."""
    pools = records.table(Pool)
    if not pools:
        return
    stands = Standings(records)
    pooled = Pooled(records, figures, stands)
    yield from _grants_for_capital(records, figures, stands)
    for pool in pools.ordered():
        years = pooled.years(pool.id)
        yield from _of_pool(records, pool, years)
        for year in years:
            given = pooled.contributions(pool.id, year)
            yield from _balance(pooled, pool, year)
            for held in given:
                yield from _of_contribution(records, pool, year, held)
            yield from _indicative(records, pool, year, given)
            yield from _overdue(records, pool, year, given)


def _problem(
    kind: str, severity: str, pool: Pool, year: int | None, text: str, place: Place | None = None
) -> Problem:
    when = f", {year_label(year)}" if year is not None else ""
    where = place or Place("pools", Pool.TABLE, pool.id, year)
    return Problem(kind, severity, f"{pool.name}{when}: {text}", where)


def _balance(pooled: Pooled, pool: Pool, year: int) -> Iterator[Problem]:
    left = pooled.balance(pool.id, year)
    if left:
        way = "more" if left > 0 else "less"
        text = f"contributions are {show_plain(abs(left))} {way} than expenditure."
        yield _problem("pool out of balance", "serious", pool, year, text)


def _of_contribution(
    records: Records, pool: Pool, year: int, held: Contributed
) -> Iterator[Problem]:
    partner = records.table(Partner).get(held.partner or "")
    if partner is None:
        return
    key = contribution_id(pool.id, partner.id, year)
    typed = key in records.table(Contribution)
    place = Place("pools", Contribution.TABLE, key, year) if typed else None
    if held.unexplained:
        way = "more" if held.unexplained > 0 else "less"
        text = (
            f"the agreed amount of {partner.name} is {show_plain(abs(held.unexplained))} {way} "
            "than its build-up."
        )
        yield _problem("contribution and build-up apart", "warning", pool, year, text, place)
    if not held.amount:
        return
    last, first = read_day(partner.valid_to), read_day(partner.valid_from)
    if last is not None and last < year_starts(year):
        text = f"{partner.name} contributes, but existed only to {say_day(last)}."
        yield _problem("contribution of a former partner", "warning", pool, year, text, place)
    if first is not None and first > year_ends(year):
        text = f"{partner.name} contributes, but exists only from {say_day(first)}."
        yield _problem("contribution of a former partner", "warning", pool, year, text, place)


def _indicative(
    records: Records, pool: Pool, year: int, given: tuple[Contributed, ...]
) -> Iterator[Problem]:
    typed = records.table(Contribution)
    names = [
        records.name("partner", held.partner)
        for held in given
        if held.partner is not None
        and held.status == "indicative"
        and contribution_id(pool.id, held.partner, year) in typed
    ]
    if names:
        text = f"not confirmed by {_listed(names)}."
        yield _problem("indicative contribution", "note", pool, year, text)


def _overdue(
    records: Records, pool: Pool, year: int, given: tuple[Contributed, ...]
) -> Iterator[Problem]:
    for due in instalments(records, given, pool.id, year):
        if due.is_overdue:
            name = records.name("partner", due.partner)
            text = (
                f"{show_plain(due.outstanding)} of {name}'s {QUARTER_WORDS[due.quarter]} instalment "
                "has not come in."
            )
            key = instalment_id(pool.id, due.partner, year, due.quarter)
            place = Place("pools", Instalment.TABLE, key, year)
            yield _problem("instalment overdue", "warning", pool, year, text, place)


def _of_pool(records: Records, pool: Pool, years: list[int]) -> Iterator[Problem]:
    if pool.host is None:
        yield _problem("pool without a host", "warning", pool, None, "no partner hosts it.")
    for fault in faults(records, pool.id):
        place = Place("pools", PoolAgreement.TABLE, fault.version)
        yield _problem("agreement's dates do not fit", "warning", pool, None, fault.text, place)
    if not years:
        return
    for year in years:
        gap = None if pool.legal_basis == NO_AGREEMENT_NEEDED else uncovered(records, pool.id, year)
        if gap is not None:
            first, last = gap
            when = f"from {say_day(first)} to {say_day(last)}"
            if first == year_starts(year) and last == year_ends(year):
                when = "in that year"
            text = f"no agreement is in force {when}."
            yield _problem("pool without an agreement", "warning", pool, year, text)
    held = terms(records, pool.id)
    if settled(held) < len(held) and pool.legal_basis in CHECKED:
        first = next(term.item.key for term in held if term.state == OPEN)
        place = Place("pools", AgreementTerm.TABLE, term_id(pool.id, first))
        text = (
            f"{settled(held)} of {len(held)} items of regulation 7(3) are agreed; pooling begins in "
            f"{year_label(years[0])}."
        )
        yield _problem("agreement not complete", "note", pool, None, text, place)


def _grants_for_capital(records: Records, figures: Figures, stands: Standings) -> Iterator[Problem]:
    """Revenue lines paid from DFG, which is a capital grant; capital lines are told of in `worries`."""
    sources, pools = records.table(FundingSource), records.table(Pool)
    grants = {held.id for held in sources.values() if held.kind == "DFG"}
    found: dict[tuple[str, int], int] = {}
    for cell, pence in figures.cells() if grants else ():
        if cell.source not in grants or cell.nature != "revenue" or cell.kept_out:
            continue
        pool = stands.of(cell.area, cell.year).pool
        if pool is not None and pool in pools and pools.value(pool, "nature") == "revenue":
            key = (pool, cell.year)
            found[key] = found.get(key, 0) + pence
    for (pool, year), pence in found.items():
        text = f"{show_plain(pence)} of DFG, a capital grant, lies in a revenue pool."
        yield _problem("DFG in a revenue pool", "serious", pools[pool], year, text)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
