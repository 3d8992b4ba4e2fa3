"""Stated figures beside derived ones."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, FundingSource
from jcplanner.domain.figures import Figures
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails, StatedFigure
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.stated import Comparison, compare

MILLION = 100_000_000


def plan(*lines: tuple[BudgetLine, int], funding: int | None = None) -> tuple[Records, Figures]:
    """One year, 2016/17; amounts in millions of pounds."""
    records = Records(
        {
            "plan": [PlanDetails("plan", first_year=2016, years_shown=2).row],
            "service_area": [
                ServiceArea("top", 1, "Top").row,
                ServiceArea("inside", 2, "Inside", "top").row,
            ],
            "pathway_step": [
                PathwayStep("top:2016", "top", 2016, "integrate", "pooled").row,
            ],
            "budget_line": [held.row for held, _ in lines],
            "budget_amount": [
                BudgetAmount(f"{held.id}:2016", held.id, 2016, millions * MILLION).row
                for held, millions in lines
            ],
            "funding_source": [
                FundingSource("f", 1, "Allocation").row,
                FundingSource("g", 2, "Capital grant", nature="capital").row,
            ],
            "funding_amount": [
                FundingAmount(
                    "f:2016", "f", 2016, None if funding is None else funding * MILLION
                ).row,
                FundingAmount("g:2016", "g", 2016, 7 * MILLION).row,
            ],
        }
    )
    figures = Figures()
    figures.put_in(records, records.table(BudgetLine))
    return records, figures


def stated(total: str, amount: int | None = None, **fields: object) -> StatedFigure:
    pence = None if amount is None else amount * MILLION
    return StatedFigure("s", total=total, year=2016, amount=pence, **fields)  # type: ignore[arg-type]


def test_the_paper_says_84_and_its_own_figures_give_85():
    """002, paragraph 17: need of £1,412m less income of £1,327m is stated as £84m."""
    records, figures = plan((BudgetLine("need", partner="n"), 1412), funding=1327)
    held = compare(records, figures, stated("shortfall", 84))
    assert held.derived == 85 * MILLION
    assert held.difference == 1 * MILLION
    assert held.stated_words == "£84,000,000"


@pytest.mark.parametrize(("derived", "difference"), [(69, -1), (70, 0), (75, 0), (80, 0), (82, 2)])
def test_inside_a_stated_range_there_is_no_difference(derived: int, difference: int):
    """000, paragraph 15: the NHS side is stated as £70m to £80m."""
    records, figures = plan((BudgetLine("all", partner="n"), derived))
    held = compare(records, figures, stated("net revenue", low=70 * MILLION, high=80 * MILLION))
    assert held.difference == difference * MILLION
    assert held.stated_words == "£70,000,000 to £80,000,000"


@pytest.mark.parametrize(
    ("total", "derived"),
    [
        ("net revenue", 9),
        ("gross revenue expenditure", 11),
        ("revenue income", 2),
        ("net capital", 30),
        ("funding", 4),
        ("pooled net revenue", 6),
        ("shortfall", 5),
    ],
)
def test_each_total_that_can_be_stated_is_derived_from_the_lines(total: str, derived: int):
    records, figures = plan(
        (BudgetLine("a", partner="c", service_area="inside"), 8),
        (BudgetLine("b", partner="c", service_area="inside", direction="income"), 2),
        (BudgetLine("c", partner="n"), 3),
        (BudgetLine("d", partner="n", service_area="top", nature="capital"), 30),
        funding=4,
    )
    held = compare(records, figures, stated(total, derived))
    assert (held.derived, held.difference) == (derived * MILLION, 0)


def test_a_figure_of_one_partner_or_area_counts_only_theirs():
    records, figures = plan(
        (BudgetLine("a", partner="c", service_area="inside"), 8),
        (BudgetLine("b", partner="c", service_area="top"), 1),
        (BudgetLine("c", partner="n", service_area="top"), 3),
    )
    assert compare(records, figures, stated("net revenue", 9, partner="c")).difference == 0
    assert compare(records, figures, stated("net revenue", 12, service_area="top")).difference == 0
    assert (
        compare(records, figures, stated("net revenue", 8, service_area="inside")).difference == 0
    )


def test_a_pooled_figure_of_an_area_counts_only_that_area():
    records, figures = plan(
        (BudgetLine("a", partner="c", service_area="inside"), 8),
        (BudgetLine("b", partner="c", service_area="top"), 1),
    )
    held = compare(records, figures, stated("pooled net revenue", 8, service_area="inside"))
    assert held.difference == 0


def test_a_figure_that_states_no_amount_compares_with_nothing():
    records, figures = plan((BudgetLine("a", partner="c"), 8))
    held = compare(records, figures, stated("net revenue"))
    assert held == Comparison(held.stated, 8 * MILLION, 0)
    assert held.stated_words == "no amount"


def test_a_range_with_one_end_says_which():
    records, figures = plan((BudgetLine("a", partner="c"), 8))
    at_least = compare(records, figures, stated("net revenue", low=9 * MILLION))
    assert (at_least.difference, at_least.stated_words) == (-MILLION, "at least £9,000,000")
    at_most = compare(records, figures, stated("net revenue", high=9 * MILLION))
    assert (at_most.difference, at_most.stated_words) == (0, "at most £9,000,000")
