"""In-year figures that are odd become problems, found from those figures alone."""

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.in_year_worries import in_year_problems
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.problems import Place
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea


def problems(*outturns: Outturn, pool: str | None = "pool"):
    records = Records(
        {
            "budget_line": [BudgetLine("homes", 1, None, "a", "Homes").row],
            "service_area": [ServiceArea("a", 1, "Older people").row],
            "pathway_step": [PathwayStep("a:2017", "a", 2017, pool=pool).row],
            "budget_amount": [BudgetAmount("homes:2017", "homes", 2017, 1_200_000_00).row],
            "outturn": [held.row for held in outturns],
        }
    )
    return list(in_year_problems(records, Figures()))


def outturn(period: int, actual=None, forecast=None) -> Outturn:
    return Outturn(f"homes:2017:{period}", "homes", 2017, period, actual, forecast)


def test_figures_that_fit_are_no_problem():
    assert problems(*(outturn(p, 100_000_00 * p, 1_250_000_00) for p in range(1, 13))) == []


def test_a_figure_to_date_that_falls_leads_to_its_line_and_year():
    (found,) = problems(outturn(3, 300_000_00), outturn(4, 290_000_00))
    assert found.text == (
        '"Homes", 2017/18: month 4 (July) stands at £290,000, £10,000 below month 3 (June); '
        "a figure to date falls only where money came back."
    )
    assert found.place == Place("pools", "budget_line", "homes", 2017)
    (found,) = problems(outturn(3, 300_000_00), outturn(4, 290_000_00), pool=None)
    assert found.place.screen == "budgets"


def test_months_added_up_twice_are_found_by_what_they_came_to():
    """To date the sum of figures to date stands far above the budget [S112]."""
    sums = [100_000_00 * p * (p + 1) // 2 for p in range(1, 13)]
    found = problems(*(outturn(p, pence) for p, pence in enumerate(sums, 1)))
    assert found
    assert problems(outturn(12, 7_800_000_00))[0].text.startswith('"Homes", 2017/18: £7,800,000')


def test_a_forecast_far_from_its_budget_is_a_problem_and_the_newest_one_counts():
    assert problems(outturn(3, None, 9_999_000_00), outturn(4, None, 1_210_000_00)) == []
    (found,) = problems(outturn(3, None, 1_210_000_00), outturn(4, None, 12_000_000_00))
    assert found.kind == "forecast looks wrong"


def test_a_figure_of_a_line_that_is_gone_or_of_no_month_is_passed_by():
    gone = Outturn("x:2017:1", "x", 2017, 1, 5, 5)
    no_month = Outturn("homes:2017:13", "homes", 2017, 13, 5, 5)
    assert problems(gone, no_month) == []
