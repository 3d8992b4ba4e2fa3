"""The VAT question that a change of host asks: which VAT the pool's lines carry, and under whose rules.

No recoverable amount is worked out: nobody has typed one, and the answer belongs to the partners' own
VAT advice (DOMAIN 2.6 [S28, S49]).
"""

from jcplanner.domain.budgets import VAT_REGIMES, BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.figures import Standings
from jcplanner.domain.in_year import is_in
from jcplanner.domain.money import show_plain
from jcplanner.domain.partners import Partner
from jcplanner.domain.pooling import pool_years
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan

COUNCILS = frozenset(("council",))
NHS = frozenset(("CCG", "ICB", "PCT", "NHS trust", "NHS foundation trust"))
NOT_GIVEN, SECTION_33, SECTION_41, OUTSIDE = VAT_REGIMES


def host_question(plan: Plan, pool: str, host: str | None, year: int | None = None) -> list[str]:
    """What changes for VAT if a partner hosts the pool, in plain sentences, with pounds by VAT regime.

    Counts the gross expenditure of the pool's lines in a year; without one in the first year in which the
    pool holds any.
    """
    years = pool_years(plan.records, pool)
    partner = plan.table(Partner).get(host or "")
    if partner is None:
        return [
            "No partner hosts the pool: nobody could say whose VAT rules hold for what it buys."
        ]
    sentences = [_of_host(partner)]
    at = year if year in years else years[0] if years else None
    amounts = {} if at is None else _by_regime(plan, pool, at)
    if at is None or not amounts:
        sentences.append("No lines lie in the pool yet, so there is nothing to ask about VAT.")
        return sentences
    said = ", ".join(
        f"{_called(regime)} {show_plain(pence)} ({_lines(count)})"
        for regime, (pence, count) in amounts.items()
    )
    sentences.append(f"The pool's gross expenditure in {year_label(at)} by VAT regime: {said}.")
    sentences += _asks(partner, amounts)
    sentences.append(
        "A change of host can change what the same services cost, and HMRC may look at it: have both finance "
        "teams and a VAT adviser agree before it takes effect. No recoverable amount is worked out here, "
        "because none was typed."
    )
    return sentences


def _of_host(partner: Partner) -> str:
    if partner.kind in COUNCILS:
        return (
            f"{partner.name} is a council: it recovers VAT on what it buys for its own functions under "
            "section 33 of the VAT Act 1994."
        )
    if partner.kind in NHS:
        return (
            f"{partner.name} is an NHS body: it recovers VAT only on contracted-out services, under section "
            "41 of the VAT Act 1994."
        )
    return (
        f"{partner.name} is neither a council nor an NHS body: neither section 33 nor section 41 of the VAT "
        "Act 1994 is sure to hold for it."
    )


def _asks(partner: Partner, amounts: dict[str, tuple[int, int]]) -> list[str]:
    found: list[str] = []
    councils, trusts = amounts.get(SECTION_33, (0, 0))[0], amounts.get(SECTION_41, (0, 0))[0]
    unknown = amounts.get(NOT_GIVEN, (0, 0))
    if partner.kind not in COUNCILS and councils:
        found.append(
            f"{show_plain(councils)} is bought under section 33 today. Ask whether its VAT stays "
            "recoverable, or becomes a cost of the pool."
        )
    if partner.kind not in NHS and trusts:
        found.append(
            f"{show_plain(trusts)} is bought as contracted-out services under section 41 today. Ask what "
            "becomes of its VAT."
        )
    if unknown[1]:
        says = "says" if unknown[1] == 1 else "say"
        found.append(
            f"{_lines(unknown[1])} with {show_plain(unknown[0])} {says} nothing about VAT: fill in the VAT "
            "regime on the Budgets screen first."
        )
    return found


def _by_regime(plan: Plan, pool: str, year: int) -> dict[str, tuple[int, int]]:
    """Gross pence and number of lines by VAT regime, in the order of the regimes."""
    lines, amounts, stands = (
        plan.table(BudgetLine),
        plan.table(BudgetAmount),
        Standings(plan.records),
    )
    area, direction = lines.index("service_area"), lines.index("direction")
    found: dict[str, tuple[int, int]] = {}
    for key, row in lines.rows.items():
        if row[direction] != "expenditure" or stands.of(row[area], year).pool != pool:
            continue
        line = lines[key]
        held = amounts.get(cell_id(key, year))
        if held is not None and held.amount and is_in(plan.records, line, pool, year, stands):
            pence, count = found.get(line.vat_regime, (0, 0))
            found[line.vat_regime] = (pence + held.amount, count + 1)
    return {regime: found[regime] for regime in VAT_REGIMES if regime in found}


def _called(regime: str) -> str:
    return "no regime given" if regime == NOT_GIVEN else regime


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count:,} lines"
