"""Figures to date and of single months, the newest ones, and what a pool is out by."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource
from jcplanner.domain.in_year import (
    Latest,
    latest_by_line,
    months_of,
    pool_lines,
    pool_outturn,
    pool_outturns,
    read_variance,
    to_date_of,
    variance_words,
)
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pools import Pool
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.risk_share import LineOut
from jcplanner.domain.services import ServiceArea


def of(*made: Record) -> Records:
    """A pool over one area, with three lines in it, one beside it, and one in kind."""
    rows: dict[str, list] = {}
    for held in (
        PlanDetails("plan", first_year=2016),
        Pool("pool", 1, "Pool", "c"),
        ServiceArea("a", 1, "Older people"),
        ServiceArea("b", 2, "Other"),
        PathwayStep("a:2017", "a", 2017, "integrate", "pooled", "pool"),
        FundingSource("dfg", 1, "Grant", ring_fenced=1),
        BudgetLine("homes", 2, "c", "a", "Homes", funding_source="dfg"),
        BudgetLine("beds", 1, "n", "a", "Beds"),
        BudgetLine("fees", 3, "c", "a", "Fees", direction="income"),
        BudgetLine("other", 4, "c", "b", "Other"),
        BudgetLine("staff", 5, "c", "a", "Staff", in_kind=1),
        *(
            BudgetAmount(f"{line}:2017", line, 2017, pence)
            for line, pence in (("homes", 1_200), ("beds", 600), ("fees", 300), ("other", 900))
        ),
        *made,
    ):
        rows.setdefault(held.TABLE, []).append(held.row)
    return Records(rows)


def outturn(line: str, period: int, actual: int | None = None, forecast: int | None = None):
    return Outturn(f"{line}:2017:{period}", line, 2017, period, actual, forecast)


def test_months_are_differences_and_a_blank_one_stays_blank():
    to_date = [100, None, 250, 250, *[None] * 8]
    assert months_of(to_date)[:4] == [100, None, 150, 0]
    assert to_date_of(months_of(to_date)) == to_date


def test_variances_are_words_not_signs():
    assert variance_words(1_300_00) == "£1,300 over"
    assert variance_words(-40_50) == "£40.50 under"
    assert variance_words(0) == "on budget"
    assert variance_words(-40_00, income=True) == "£40 less income"


def test_the_newest_actual_and_forecast_each_keep_their_own_month():
    records = of(outturn("homes", 6, 700, 1_300), outturn("homes", 9, 1_000))
    assert latest_by_line(records, 2017) == {"homes": Latest(1_000, 9, 1_300, 6)}
    assert latest_by_line(records, 2017, 6) == {"homes": Latest(700, 6, 1_300, 6)}
    assert latest_by_line(records, 2016) == {}


def test_no_forecast_is_guessed_but_the_straight_line_stands_beside():
    held = Latest(700, 6)
    assert held.outturn is None
    assert held.straight_line == 1_400
    assert Latest(1_234, 12, 1_300, 11).outturn == 1_234


def test_a_pool_is_out_by_what_its_lines_forecast_income_the_other_way():
    records = of(
        outturn("homes", 9, None, 1_500),
        outturn("fees", 9, None, 350),
        outturn("other", 9, None, 5_000),
        outturn("staff", 9, None, 5_000),
    )
    held = pool_outturn(records, "pool", 2017)
    assert held is not None
    assert held.variance == 300 - 50
    assert held.lines == {"homes": LineOut("c", 300, True), "fees": LineOut("c", -50, False)}
    assert held.words == "£2.50 over"
    assert held.period == 9
    assert pool_outturn(records, "pool", 2016) is None
    assert pool_outturns(records, 2017) == {"pool": held}
    assert pool_outturns(records, 2016) == {}
    assert pool_outturn(of(outturn("homes", 9, 400)), "pool", 2017) is None


def test_the_lines_of_a_pool_come_in_peoples_order_with_their_figures():
    held = pool_lines(of(outturn("homes", 2, 200, 1_150)), "pool", 2017)
    assert [line.line.id for line in held] == ["beds", "homes", "fees"]
    assert held[0].variance is None
    assert held[0].expected == 600
    assert held[1].words == "£0.50 under"
    assert held[1].to_date[:2] == (None, 200)
    assert held[2].expected == -300


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("1.3m over", 1_300_000_00),
        ("£400k  Under", -400_000_00),
        ("5% over", 1_000_000_00),
        ("6.5% under", -1_300_000_00),
        ("1,234.56", 1_234_56),
        ("on budget", 0),
        ("0", 0),
    ],
)
def test_what_a_year_ends_at_is_typed_as_it_is_said(typed: str, pence: int):
    assert read_variance(typed, 20_000_000_00) == pence


@pytest.mark.parametrize("typed", ["-5", "(5)", "-5 over", "much over", "", "5 %% over"])
def test_a_bare_sign_or_a_word_alone_is_not_guessed_at(typed: str):
    with pytest.raises(ValueError, match=r"."):
        read_variance(typed, 100)
