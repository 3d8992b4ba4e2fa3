"""What returns to whom if a pool ends on a day, worked by hand."""

from datetime import date

import pytest

from jcplanner.domain.outturns import Outturn
from jcplanner.domain.pool_ending import WayOut, way_out
from jcplanner.domain.pools import Instalment, Pool
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record
from tests.domain.pooled_records import K, figures_of, records_with


def of(on: date, *changed: Record) -> WayOut:
    records = records_with(*changed)
    found = way_out(records, figures_of(records), "p", on)
    assert sum(held.balance for held in found.returned) == found.balance
    return found


def paid(quarter: int, thousands: int, on: str | None = None) -> Instalment:
    return Instalment(f"p:n:2018:{quarter}", "p", "n", 2018, quarter, thousands * K, on)


def actual(line: str, period: int, thousands: int) -> Outturn:
    return Outturn(f"{line}:2018:{period}", line, 2018, period, thousands * K)


def test_the_unspent_balance_is_returned_in_proportion_to_what_each_paid_in():
    # Two quarters begun: the council, as host, counts 2 x 3,000; the CCG paid 2 x 2,000. Spent by the
    # end of September: 4,900 on homes less 500 of charges, and 3,600 on beds, in all 8,000 of 10,000.
    found = of(
        date(2018, 9, 30),
        paid(1, 2_000),
        paid(2, 2_000),
        actual("homes", 6, 4_900),
        actual("charges", 6, 500),
        actual("beds", 5, 3_000),
        actual("beds", 6, 3_600),
        actual("beds", 7, 9_999),
    )
    assert (found.quarters, found.paid, found.spent.pence) == (2, 10_000 * K, 8_000 * K)
    assert (found.spent.period, found.spent.lines, found.spent.without) == (6, 3, 0)
    assert [(held.partner, held.paid, held.balance) for held in found.returned] == [
        ("c", 6_000 * K, 1_200 * K),
        ("n", 4_000 * K, 800 * K),
    ]
    assert [held.lines for held in found.returned] == [12_000 * K, 8_000 * K]
    assert [held.in_kind for held in found.returned] == [185 * K, 0]
    assert found.notice == date(2017, 9, 30)


def test_lines_without_an_actual_are_counted_and_said():
    found = of(date(2018, 6, 30), actual("homes", 2, 2_000))
    assert (found.spent.period, found.spent.lines, found.spent.without) == (2, 3, 2)


def test_without_actuals_the_expenditure_counts_by_the_days_that_have_passed():
    # 1 April to 12 June 2018 is 73 days, a fifth of 365: 4,000 of 20,000. The council counts a quarter.
    found = of(date(2018, 6, 12))
    assert found.spent.period is None
    assert (found.paid, found.spent.pence, found.balance) == (3_000 * K, 4_000 * K, -1_000 * K)
    # Of the 4,000 the council bears 60%, 2,400, and has paid 3,000; the CCG owes its 1,600.
    assert [held.balance for held in found.returned] == [600 * K, -1_600 * K]


def test_an_instalment_that_came_in_later_is_not_paid_yet():
    found = of(date(2018, 6, 30), paid(1, 2_000, "2018-06-30"), paid(2, 2_000, "2018-07-01"))
    assert [held.paid for held in found.returned] == [3_000 * K, 2_000 * K]


def test_where_nobody_paid_each_owes_its_part_of_what_was_spent():
    found = of(date(2018, 6, 12), Pool("p", 1, "Pool"))
    assert [held.balance for held in found.returned] == [-2_400 * K, -1_600 * K]
    assert found.notice is None


def test_an_actual_of_a_month_that_has_not_ended_does_not_count():
    found = of(date(2018, 4, 29), actual("homes", 1, 2_000))
    assert found.spent.period is None


def test_a_day_outside_the_plan_is_refused_in_a_sentence():
    with pytest.raises(
        Refusal, match=r"The plan has no 2030/31; choose a day in 2016/17 to 2019/20\."
    ):
        of(date(2030, 4, 1))


def test_a_year_in_which_the_pool_holds_nothing_returns_nothing():
    found = of(date(2016, 5, 1))
    assert (found.returned, found.balance) == ((), 0)
