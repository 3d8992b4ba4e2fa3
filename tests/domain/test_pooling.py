"""What lies in a pool, what each partner contributes, what that rests on, and the balance."""

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.pooling import (
    AGREED,
    BUILT_UP,
    OWN_LINES,
    BuildUp,
    Pooled,
    balance,
    contributions,
    expenditure_by_partner,
    pool_years,
)
from jcplanner.domain.pools import Contribution
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from tests.domain.pooled_records import K, figures_of, records_with


def given(records: Records, year: int):
    return {held.partner: held for held in contributions(records, figures_of(records), "p", year)}


def test_a_build_up_comes_to_the_contribution_as_the_clause_says():
    # The sketch's figures, by the order of the clause [S24].
    held = given(records_with(), 2018)
    council, ccg = held["c"], held["n"]
    assert (council.amount, council.rests_on) == (12_000 * K, BUILT_UP)
    assert council.parts == BuildUp(11_640 * K, 210 * K, 390 * K, 0, -240 * K, 0)
    assert (ccg.amount, ccg.status) == (8_000 * K, "confirmed")
    records = records_with()
    assert balance(records, figures_of(records), "p", 2018) == 0


def test_without_an_agreement_each_partner_contributes_the_net_of_its_own_lines():
    held = given(records_with(), 2017)
    assert {key: (one.amount, one.rests_on) for key, one in held.items()} == {
        "c": (11_640 * K, OWN_LINES),
        "n": (7_800 * K, OWN_LINES),
    }


def test_an_agreed_amount_counts_before_its_build_up_and_says_by_how_much_they_differ():
    agreed = Contribution("p:n:2018", "p", "n", 2018, 7_900 * K, base=7_800 * K)
    records = records_with(agreed)
    held = given(records, 2018)["n"]
    assert (held.amount, held.rests_on, held.unexplained) == (7_900 * K, AGREED, 100 * K)
    assert balance(records, figures_of(records), "p", 2018) == -100 * K


def test_what_is_non_recurrent_drops_out_of_what_carries_on():
    built = Contribution("p:c:2018", "p", "c", 2018, base=11_000 * K, non_recurrent=1_000 * K)
    held = given(records_with(built), 2018)["c"]
    assert (held.amount, held.recurrent) == (12_000 * K, 11_000 * K)


def test_lines_that_do_not_recur_are_no_part_of_a_contribution_that_carries_on():
    once = BudgetLine("once", 4, "n", "homes", "Once", recurrence="non-recurrent")
    records = records_with(once, BudgetAmount("once:2017", "once", 2017, 50 * K))
    held = given(records, 2017)["n"]
    assert (held.amount, held.non_recurrent, held.recurrent) == (7_850 * K, 50 * K, 7_800 * K)
    typed = Contribution("p:n:2017", "p", "n", 2017, non_recurrent=20 * K)
    assert given(records_with(once, typed), 2017)["n"].recurrent == 7_780 * K


def test_capital_and_what_is_kept_out_or_in_kind_are_no_expenditure_of_a_revenue_pool():
    more: list[Record] = []
    for line, field in (("works", "capital"), ("own", "kept out"), ("staff", "in kind")):
        more += [
            BudgetLine(
                line,
                9,
                "c",
                "homes",
                line,
                nature="capital" if field == "capital" else "revenue",
                kept_out_of_pool=int(field == "kept out"),
                in_kind=int(field == "in kind"),
            ),
            BudgetAmount(f"{line}:2017", line, 2017, 500 * K),
        ]
    records = records_with(*more)
    figures = figures_of(records)
    spent = expenditure_by_partner(records, figures, "p", 2017)
    assert spent == {"c": 11_640 * K, "n": 7_800 * K}
    assert Pooled(records, figures).in_kind("p", 2017) == {"c": 500 * K}
    assert given(records, 2017)["c"].in_kind == 500 * K


def test_lines_of_no_partner_count_under_none():
    records = records_with(
        BudgetLine("lost", 4, None, "homes", "Lost"), BudgetAmount("lost:2017", "lost", 2017, K)
    )
    assert given(records, 2017)[None].amount == K
    assert balance(records, figures_of(records), "p", 2017) == 0


def test_the_years_of_a_pool_are_those_with_an_area_or_a_contribution():
    later = Contribution("p:n:2019", "p", "n", 2019, K)
    assert pool_years(records_with(), "p") == [2017, 2018]
    assert pool_years(records_with(later), "p") == [2017, 2018, 2019]
    assert Pooled(records_with(later), figures_of(records_with())).years("q") == []
