"""A pool as the screen lays it out, and in words."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.pools import Pool
from jcplanner.plan.plan import Plan
from jcplanner.reports.behind import lines_behind
from jcplanner.reports.pool_sheet import (
    balance_words,
    instalment_rows,
    lines_in,
    pool_drill,
    pool_sheet,
    pool_words,
)
from tests.domain.pooled_records import K


def put(plan: Plan, *records: object) -> None:
    with plan.step("Put") as draft:
        for record in records:
            draft.put(record)  # type: ignore[arg-type]


def test_several_partners_have_a_total_of_all(pooled: Plan):
    put(pooled, Pool("p", 1, "Care homes pool"))
    shown = instalment_rows(pooled, "p", 2018)
    assert [(held.partner, held.quarter) for held in shown][-1] == (None, 0)
    assert shown[-1].expected == 20_000 * K


def test_the_sheet_offers_every_owner_a_row(pooled: Plan):
    sheet = pool_sheet(pooled, "p", 2019)
    assert [(held.partner, held.amount) for held in sheet.rows] == [("c", 0), ("n", 0)]
    put(
        pooled,
        BudgetLine("lost", 9, None, "homes", "Lost"),
        BudgetAmount("lost:2018", "lost", 2018, 5 * K),
    )
    sheet = pool_sheet(pooled, "p", 2018)
    assert [held.partner for held in sheet.rows] == ["c", "n", None]
    assert (sheet.income, sheet.expenditure, sheet.balance) == (20_005 * K, 20_005 * K, 0)


def test_the_lines_behind_a_pool_come_to_its_expenditure(pooled: Plan):
    sheet = pool_sheet(pooled, "p", 2018)
    assert lines_behind(pooled, pool_drill(pooled, "p", 2018)).total == sheet.expenditure
    own = pool_drill(pooled, "p", 2018, frozenset(("n",)))
    assert lines_behind(pooled, own).total == 8_000 * K
    for year in (2016, 2017, 2018):
        behind = lines_behind(pooled, pool_drill(pooled, "p", year))
        assert lines_in(pooled, "p", year) == len(behind.lines)
    assert own.title == "Care homes pool, 2018/19: lines of The Clinical Commissioning Group"


@pytest.mark.parametrize(
    ("pool", "words"),
    [
        (Pool("q", 1, "P", "c", legal_basis="s75 NHS Act 2006", starts="2018-04-01"),
         "section 75, hosted by The Council, from 1 April 2018"),
        (Pool("q", 1, "P", "n", legal_basis="s65Z5 NHS Act 2006", ends="2020-03-31"),
         "section 65Z5, hosted by The Clinical Commissioning Group, until 31 March 2020"),
        (Pool("q", 1, "P", legal_basis="none: statement of intent"), "statement of intent, no host yet"),
        (Pool("q", 1, "P"), "no host yet"),
    ],
)  # fmt: skip
def test_a_pool_is_told_in_a_few_words(pooled: Plan, pool: Pool, words: str):
    assert pool_words(pooled, pool) == words


def test_a_balance_is_said_in_words_not_by_its_sign():
    assert balance_words(0) == "Contributions meet the expenditure."
    assert balance_words(-1_50) == "Contributions are £1.50 less than expenditure."
    assert balance_words(0, empty=True).startswith("Nothing is paid in or spent")
    assert balance_words(2_00) == "Contributions are £2 more than expenditure."
