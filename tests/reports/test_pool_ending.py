"""The way out as a report: the figures of the sum, and every rule in words."""

from datetime import date

import pytest

from jcplanner.domain.outturns import Outturn
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits, pool_edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.pool_ending import way_out_report
from tests.domain.pooled_records import K


def words(plan: Plan, on: date) -> list[str]:
    return [str(sentence) for (sentence,) in way_out_report(plan, "p", on).tables[1].rows]


def test_the_table_ends_with_all_partners_and_says_its_scope(pooled: Plan):
    pool_edits.receive_as_expected(pooled, "p", 2018, [("n", 1)])
    report = way_out_report(pooled, "p", date(2018, 6, 12))
    assert report.title == "Way out: Care homes pool"
    assert report.scope.startswith("If Care homes pool ends on 12 June 2018")
    assert report.tables[0].rows == (
        ("The Council", 12_000 * K, 3_000 * K, 600 * K, 12_000 * K, 185 * K),
        ("The Clinical Commissioning Group", 8_000 * K, 2_000 * K, 400 * K, 8_000 * K, None),
        ("All partners", 20_000 * K, 5_000 * K, 1_000 * K, 20_000 * K, 185 * K),
    )


def test_every_rule_is_said_with_its_figures(pooled: Plan):
    pool_edits.receive_as_expected(pooled, "p", 2018, [("n", 1)])
    assert "\n".join(words(pooled, date(2018, 6, 12))) == (
        "Notice must be given by 12 June 2017: 12 months before it ends.\n"
        "Paid in: what was received of the others in 2018/19 up to that day; £5,000,000 in "
        "all.\n"
        "The Council hosts the pool and pays nothing to itself: of its contribution 1 of 4 "
        "quarters count, those that had begun.\n"
        "Spent: £4,000,000, the year's £20,000,000 in proportion to 73 days, since no "
        "actuals are in the plan by then.\n"
        "The unspent £1,000,000 is returned in proportion to what each paid in, to the "
        "penny.\n"
        "From the next day each partner has its own lines again; what was given in kind goes "
        "back to its giver."
    )


def test_actuals_are_named_by_their_month_and_gaps_in_them_told(pooled: Plan):
    with pooled.step("Put") as draft:
        draft.add(Outturn("homes:2018:5", "homes", 2018, 5, 12_000 * K))
    said = words(pooled, date(2018, 9, 15))
    assert said[3] == (
        "Spent: £12,000,000, the actuals to date at month 5 (August); 2 of its 3 lines have "
        "none and count as nothing spent."
    )
    assert said[4].startswith("£6,000,000 more was spent than paid in.")


def test_a_pool_without_notice_or_host_is_told_as_such(pooled: Plan):
    edits.change(pooled, Pool, ["p"], notice_months=None, host=None)
    said = words(pooled, date(2019, 3, 31))
    assert said[0] == "The pool does not say how many months of notice a partner must give."
    assert said[1] == "Paid in: what was received in 2018/19 up to that day; £0 in all."
    assert not any("hosts the pool" in sentence for sentence in said)


def test_nothing_is_left_where_all_was_spent(pooled: Plan):
    pool_edits.receive_as_expected(pooled, "p", 2018, [("n", quarter) for quarter in (1, 2, 3, 4)])
    assert words(pooled, date(2019, 3, 31))[-2] == (
        "All that was paid in has been spent: nothing is returned, and nothing is owed."
    )


def test_a_day_outside_the_plan_is_refused(pooled: Plan):
    with pytest.raises(Refusal):
        way_out_report(pooled, "p", date(2040, 1, 1))
