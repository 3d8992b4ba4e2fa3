"""Four equal instalments: expected, received, outstanding, overdue."""

from jcplanner.domain.instalments import Due, instalments
from jcplanner.domain.pooling import Pooled
from jcplanner.domain.pools import Contribution, Instalment, Pool
from jcplanner.domain.record import Record
from tests.domain.pooled_records import K, figures_of, records_with


def of(*changed: Record) -> tuple[Due, ...]:
    records = records_with(*changed)
    given = Pooled(records, figures_of(records)).contributions("p", 2018)
    return instalments(records, given, "p", 2018)


def paid(quarter: int, pence: int | None, on: str | None = None, partner: str = "n") -> Instalment:
    return Instalment(f"p:{partner}:2018:{quarter}", "p", partner, 2018, quarter, pence, on)


def test_every_partner_but_the_host_pays_a_quarter_of_its_cash_contribution():
    assert [(due.partner, due.expected) for due in of()] == [("n", 2_000 * K)] * 4


def test_odd_pennies_come_first_and_the_parts_sum_to_the_contribution():
    found = of(Contribution("p:n:2018", "p", "n", 2018, 1_000_03))
    assert [due.expected for due in found] == [250_01, 250_01, 250_01, 250_00]


def test_without_a_host_all_of_them_pay():
    found = of(Pool("p", 1, "Care homes pool"))
    assert {due.partner for due in found} == {"c", "n"}


def test_a_quarter_is_over_once_something_came_in_for_a_later_one():
    found = of(paid(1, 1_500 * K), paid(2, 2_000 * K))
    assert [due.is_due for due in found] == [True, False, False, False]
    assert [due.outstanding for due in found] == [500 * K, 0, 2_000 * K, 2_000 * K]
    assert [due.is_overdue for due in found] == [True, False, False, False]


def test_a_quarter_is_over_once_something_came_in_after_its_end():
    found = of(paid(1, 2_000 * K, "2018-06-30"))
    assert not any(due.is_due for due in found)
    found = of(paid(1, 2_000 * K, "2018-11-02"))
    assert [due.is_overdue for due in found] == [False, True, False, False]


def test_a_partner_that_paid_more_or_without_owing_anything_has_a_negative_rest():
    found = of(paid(1, 2_100 * K), Instalment("p:x:2018:1", "p", "x", 2018, 1, 5 * K))
    assert [due.outstanding for due in found if due.quarter == 1] == [-100 * K, -5 * K]
