"""A pool as the screen lays it out: contributions, instalments, the lines behind, and the pool in words."""

from dataclasses import dataclass

from jcplanner.domain.agreements import settled, terms
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.dates import read_day, say_day
from jcplanner.domain.figures import Standings
from jcplanner.domain.instalments import Due, instalments
from jcplanner.domain.money import show_plain
from jcplanner.domain.partners import Partner
from jcplanner.domain.pooling import OWN_LINES, Contributed, Pooled
from jcplanner.domain.pools import Pool
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.behind import Drill, Keys

NO_PARTNER = "No partner"


def pool_words(plan: Plan, pool: Pool) -> str:
    """What a pool is, in a few words: "section 75, hosted by Herefordshire Council, from 1 April 2018"."""
    basis = _basis_words(pool.legal_basis)
    host = plan.records.name("partner", pool.host)
    parts = [basis] if basis else []
    parts.append(f"hosted by {host}" if host else "no host yet")
    starts, ends = read_day(pool.starts), read_day(pool.ends)
    if starts:
        parts.append(f"from {say_day(starts)}")
    if ends:
        parts.append(f"until {say_day(ends)}")
    return ", ".join(parts)


def _basis_words(basis: str) -> str:
    """A legal basis as people say it: "s75 NHS Act 2006" is "section 75"."""
    if basis == "not given":
        return ""
    word = basis.split(" ", 1)[0]
    return f"section {word[1:]}" if word[1:2].isdigit() else basis.removeprefix("none: ")


def agreement_words(plan: Plan, pool: str) -> str:
    """How far the agreement has come: "Agreement 11 of 13"."""
    held = terms(plan.records, pool)
    return f"Agreement {settled(held)} of {len(held)}"


def balance_words(balance: int, *, empty: bool = False) -> str:
    """A balance in words: which way it is out, or that it is not. ``empty``: nothing is paid in or spent."""
    if empty:
        return "Nothing is paid in or spent from the pool in this year."
    if not balance:
        return "Contributions meet the expenditure."
    way = "more" if balance > 0 else "less"
    return f"Contributions are {show_plain(abs(balance))} {way} than expenditure."


def name_of(plan: Plan, partner: str | None) -> str:
    """A partner's name; words for lines that have none."""
    return plan.records.name("partner", partner) or NO_PARTNER


@dataclass(frozen=True, slots=True)
class PoolSheet:
    """One pool and year as the screen lays it out; pence, cash but for ``in_kind``."""

    rows: tuple[Contributed, ...]
    income: int
    in_kind: int
    expenditure: int

    @property
    def balance(self) -> int:
        """Contributions less expenditure: 0, or a problem (rule 4)."""
        return self.income - self.expenditure


def pool_sheet(plan: Plan, pool: str, year: int) -> PoolSheet:
    """What each partner puts in, beside every owner of the plan that could, and the sums."""
    pooled = Pooled(plan.records, plan.figures)
    given = {held.partner: held for held in pooled.contributions(pool, year)}
    rows: list[Contributed] = []
    for partner in plan.table(Partner).ordered():
        held = given.get(partner.id)
        if held is not None:
            rows.append(held)
        elif partner.plan_role in ("owner", "co-owner"):
            rows.append(Contributed(partner.id, 0, OWN_LINES, "indicative", 0, 0, 0, None))
    if None in given:
        rows.append(given[None])
    return PoolSheet(
        tuple(rows),
        sum(held.amount for held in rows),
        sum(held.in_kind for held in rows),
        sum(pooled.expenditure(pool, year).values()),
    )


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """One instalment, or (quarter 0) all of a partner's, or (no partner) all of them; pence.

    ``state`` is "overdue", "received", "in part" or "".
    """

    partner: str | None
    quarter: int
    expected: int
    received: int | None
    outstanding: int
    state: str


def instalment_rows(plan: Plan, pool: str, year: int) -> tuple[InstalmentRow, ...]:
    """Every instalment of a year with a total for each partner, and one for all where there are several."""
    given = Pooled(plan.records, plan.figures).contributions(pool, year)
    due = instalments(plan.records, given, pool, year)
    found: list[InstalmentRow] = []
    partners = list(dict.fromkeys(held.partner for held in due))
    for partner in partners:
        own = [held for held in due if held.partner == partner]
        found += [_instalment(held) for held in own]
        found.append(_all(partner, own))
    if len(partners) > 1:
        found.append(_all(None, list(due)))
    return tuple(found)


def _instalment(held: Due) -> InstalmentRow:
    state = ""
    if held.is_overdue:
        state = "overdue"
    elif held.received is not None:
        state = "received" if held.outstanding <= 0 else "in part"
    return InstalmentRow(
        held.partner, held.quarter, held.expected, held.received, held.outstanding, state
    )


def _all(partner: str | None, held: list[Due]) -> InstalmentRow:
    late = sum(one.outstanding for one in held if one.is_overdue)
    return InstalmentRow(
        partner,
        0,
        sum(one.expected for one in held),
        sum(one.received or 0 for one in held),
        sum(one.outstanding for one in held),
        "overdue" if late else "",
    )


def pool_drill(plan: Plan, pool: str, year: int, partners: Keys | None = None) -> Drill:
    """The lines that lie in a pool in a year, of all partners or of some."""
    held = plan.table(Pool)[pool]
    names = (
        "" if partners is None else f" of {' and '.join(name_of(plan, key) for key in partners)}"
    )
    title = f"{held.name}, {year_label(year)}: lines{names}"
    return Drill(title, (year,), partners, pool=pool, nature=held.nature)


def lines_in(plan: Plan, pool: str, year: int) -> int:
    """How many lines with an amount in that year count in a pool's expenditure; looks at every line once."""
    lines, amounts = plan.table(BudgetLine), plan.table(BudgetAmount)
    standings = Standings(plan.records)
    area, nature, kept_out, in_kind = (
        lines.index(name) for name in ("service_area", "nature", "kept_out_of_pool", "in_kind")
    )
    wanted, pence, rows = plan.table(Pool)[pool].nature, amounts.index("amount"), amounts.rows
    inside = {
        key for key in (None, *plan.table(ServiceArea)) if standings.of(key, year).pool == pool
    }
    count = 0
    for key, row in lines.rows.items():
        if row[area] in inside and row[nature] == wanted and not (row[kept_out] or row[in_kind]):
            held = rows.get(f"{key}:{year}")
            count += held is not None and bool(held[pence])
    return count
