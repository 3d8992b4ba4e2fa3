"""What is wrong with pools is found once, says by how much, and leads to the pool and year."""

import pytest

from jcplanner.domain.agreements import terms
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.domain.pool_worries import pool_problems
from jcplanner.domain.pools import (
    AGREEMENT_ITEMS,
    AgreementTerm,
    Contribution,
    Instalment,
    Pool,
    PoolAgreement,
    term_id,
)
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.record import Record
from tests.domain.pooled_records import K, figures_of, records_with

AGREED = tuple(
    AgreementTerm(term_id("p", item.key), "p", item.key, "agreed") for item in AGREEMENT_ITEMS
)
CONFIRMED = Contribution(
    "p:c:2018", "p", "c", 2018, None, "confirmed", 11_640 * K, 210 * K, 390 * K, None, 240 * K
)
CCG = Partner("n", 2, "The CCG", "CCG", "CCG")
SOUND = (*AGREED, CONFIRMED, CCG)


def problems(*changed: Record) -> list[Problem]:
    records = records_with(*SOUND, *changed)
    return list(pool_problems(records, figures_of(records)))


def test_a_pool_in_balance_with_an_agreement_and_confirmed_contributions_is_sound():
    assert problems() == []


FOUND: list[tuple[list[Record], str, str, str, Place]] = [
    (
        [Contribution("p:n:2018", "p", "n", 2018, 7_700 * K, "confirmed")],
        "pool out of balance",
        "serious",
        "Care homes pool, 2018/19: contributions are £300,000 less than expenditure.",
        Place("pools", "pool", "p", 2018),
    ),
    (
        [Contribution("p:n:2018", "p", "n", 2018, 8_000 * K, "confirmed", base=7_900 * K)],
        "contribution and build-up apart",
        "warning",
        "Care homes pool, 2018/19: the agreed amount of The CCG is £100,000 more than its build-up.",
        Place("pools", "contribution", "p:n:2018", 2018),
    ),
    (
        [Partner("n", 2, "The CCG", valid_to="2018-03-31")],
        "contribution of a former partner",
        "warning",
        "Care homes pool, 2018/19: The CCG contributes, but existed only to 31 March 2018.",
        Place("pools", "contribution", "p:n:2018", 2018),
    ),
    (
        [Partner("n", 2, "The ICB", valid_from="2018-04-01")],
        "contribution of a former partner",
        "warning",
        "Care homes pool, 2017/18: The ICB contributes, but exists only from 1 April 2018.",
        Place("pools", "pool", "p", 2017),
    ),
    (
        [Contribution("p:n:2018", "p", "n", 2018, 8_000 * K, "indicative")],
        "indicative contribution",
        "note",
        "Care homes pool, 2018/19: not confirmed by The CCG.",
        Place("pools", "pool", "p", 2018),
    ),
    (
        [
            Instalment("p:n:2018:1", "p", "n", 2018, 1, 1_600 * K),
            Instalment("p:n:2018:2", "p", "n", 2018, 2, 2_000 * K),
        ],
        "instalment overdue",
        "warning",
        "Care homes pool, 2018/19: £400,000 of The CCG's first instalment has not come in.",
        Place("pools", "instalment", "p:n:2018:1", 2018),
    ),
    (
        [
            Pool("p", 1, "Care homes pool", None, legal_basis="s75 NHS Act 2006"),
            PoolAgreement("v1", 1, "p", "Agreement", "agreed", None, "2017-04-01"),
        ],
        "pool without a host",
        "warning",
        "Care homes pool: no partner hosts it.",
        Place("pools", "pool", "p"),
    ),
    (
        [PoolAgreement("v1", 1, "p", "Agreement", "agreed", None, "2017-10-01")],
        "pool without an agreement",
        "warning",
        "Care homes pool, 2017/18: no agreement is in force from 1 April 2017 to 30 September 2017.",
        Place("pools", "pool", "p", 2017),
    ),
    (
        [PoolAgreement("v2", 2, "p", "Variation", "agreed", None, "2018-04-01")],
        "agreement's dates do not fit",
        "warning",
        'Care homes pool: "Agreement" and "Variation" both hold on 1 April 2018.',
        Place("pools", "pool_agreement", "v2"),
    ),
    (
        [AgreementTerm(term_id("p", "aims"), "p", "aims", "not yet agreed")],
        "agreement not complete",
        "note",
        "Care homes pool: 12 of 13 items of regulation 7(3) are agreed; pooling begins in 2017/18.",
        Place("pools", "agreement_term", "p:aims"),
    ),
    (
        [
            BudgetLine("dfg", 9, "c", "homes", "Adaptations", funding_source="grant"),
            BudgetAmount("dfg:2017", "dfg", 2017, 40 * K),
        ],
        "DFG in a revenue pool",
        "serious",
        "Care homes pool, 2017/18: £40,000 of DFG, a capital grant, lies in a revenue pool.",
        Place("pools", "pool", "p", 2017),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "kind", "severity", "text", "place"), FOUND, ids=[row[1] for row in FOUND]
)
def test_each_is_found_once_in_plain_words(
    changed: list[Record], kind: str, severity: str, text: str, place: Place
):
    assert problems(*changed) == [Problem(kind, severity, text, place)]


def test_capital_lines_are_left_to_the_rule_that_tells_of_them_already():
    line = BudgetLine(
        "dfg", 9, "c", "homes", "Adaptations", funding_source="grant", nature="capital"
    )
    assert problems(line, BudgetAmount("dfg:2017", "dfg", 2017, 40 * K)) == []


def test_a_statement_of_intent_needs_no_agreement_and_no_checklist():
    pool = Pool("p", 1, "Pool", "c", legal_basis="none: statement of intent")
    none = PoolAgreement("v1", 1, "p", "Agreement", "draft")
    records = records_with(CONFIRMED, pool, none)
    assert list(pool_problems(records, figures_of(records))) == []
    assert all(term.state == "not yet agreed" for term in terms(records, "p"))


def test_a_plan_without_pools_costs_nothing_and_has_none():
    records = records_with()
    records.table(Pool).rows.clear()
    assert list(pool_problems(records, figures_of(records))) == []
