"""Figures, against an example worked by hand.

Two partners, base year 2016/17 and three more. Pounds, net = expenditure - income:

    line              partner area      nature   2016/17   2017/18   2017/18 stands at
    homes             council learning           1,000     1,100     pooled (set on learning)
    client payments   council learning   income    200       220     pooled
    day care          council adults               300       330     aligned (set on adults)
    own office        council adults     kept out  50        50      aligned
    wards             NHS     learning             700       800     pooled
    staff lent        NHS     learning   in kind   90        95      beside cash
    new hostel        NHS     learning   capital   5,000     -       beside revenue
    not placed        NHS     (none)               40        45      separate
"""

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import (
    CAPITAL,
    REVENUE,
    Coverage,
    Figures,
    Scope,
    Standings,
    coverage,
    total,
    totals_by,
)
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.worries import unassigned

POUND = 100


def line(key: str, partner: str, area: str | None, **fields: object) -> BudgetLine:
    return BudgetLine(key, partner=partner, service_area=area, description=key, **fields)  # type: ignore[arg-type]


def amount(line: str, year: int, pounds: int | None) -> BudgetAmount:
    pence = None if pounds is None else pounds * POUND
    return BudgetAmount(f"{line}:{year}", line, year, pence)


LINES = [
    (line("homes", "c", "learning"), 1000, 1100),
    (line("client payments", "c", "learning", direction="income"), 200, 220),
    (line("day care", "c", "adults"), 300, 330),
    (line("own office", "c", "adults", kept_out_of_pool=1), 50, 50),
    (line("wards", "n", "learning"), 700, 800),
    (line("staff lent", "n", "learning", in_kind=1), 90, 95),
    (line("new hostel", "n", "learning", nature="capital"), 5000, None),
    (line("not placed", "n", None), 40, 45),
]


def example(*steps: PathwayStep) -> tuple[Records, Figures]:
    records = Records(
        {
            "plan": [PlanDetails("plan", first_year=2016, years_shown=4).row],
            "service_area": [
                ServiceArea("adults", 1, "Adults").row,
                ServiceArea("learning", 2, "Learning disability", "adults").row,
            ],
            "budget_line": [held.row for held, *_ in LINES],
            "budget_amount": [
                amount(held.id, year, pounds).row
                for held, *given in LINES
                for year, pounds in zip((2016, 2017), given, strict=True)
            ],
            "pathway_step": [step.row for step in steps],
        }
    )
    figures = Figures()
    figures.put_in(records, records.table(BudgetLine))
    return records, figures


STEPS = (
    PathwayStep("adults:2017", "adults", 2017, "align", "aligned"),
    PathwayStep("learning:2017", "learning", 2017, "integrate", "pooled", "pool"),
)


def year(number: int, **fields: object) -> Scope:
    return Scope(years=frozenset((number,)), **fields)  # type: ignore[arg-type]


def test_net_revenue_is_expenditure_less_income_without_capital_and_kind():
    _, figures = example()
    assert total(figures, year(2016)) == (1000 - 200 + 300 + 50 + 700 + 40) * POUND
    assert total(figures, year(2017)) == (1100 - 220 + 330 + 50 + 800 + 45) * POUND
    assert total(figures, year(2018)) == 0
    assert total(figures) == (1890 + 2105) * POUND


def test_one_direction_alone_is_positive_as_it_was_entered():
    _, figures = example()
    assert total(figures, year(2016, direction="income")) == 200 * POUND
    assert total(figures, year(2016, direction="expenditure")) == 2090 * POUND


def test_capital_and_kind_stand_beside_cash_revenue_and_never_in_it():
    _, figures = example()
    assert total(figures, CAPITAL) == 5000 * POUND
    assert total(figures, year(2017, in_kind=True)) == 95 * POUND


def test_totals_by_partner_and_area_sum_to_the_whole():
    _, figures = example()
    by_partner = totals_by(figures, lambda cell: cell.partner, year(2017))
    assert by_partner == {"c": 1260 * POUND, "n": 845 * POUND}
    by_area = totals_by(figures, lambda cell: cell.area, year(2017))
    assert by_area == {"learning": 1680 * POUND, "adults": 380 * POUND, None: 45 * POUND}
    assert sum(by_partner.values()) == sum(by_area.values()) == total(figures, year(2017))
    assert unassigned(figures, year(2017)) == 45 * POUND


def test_each_total_says_what_it_counts():
    assert REVENUE.words == "net revenue, cash"
    assert Scope(nature="capital", direction="expenditure", in_kind=True).words == (
        "gross capital, in kind"
    )


def test_coverage_counts_each_arrangement_or_tighter():
    records, figures = example(*STEPS)
    held = coverage(figures, Standings(records), 2017)
    assert held == Coverage(
        net=2105 * POUND,
        in_view=(2105 - 45) * POUND,
        aligned=(2105 - 45) * POUND,
        pooled=(1100 - 220 + 800) * POUND,
    )
    assert held.share == (2105 - 45) / 2105


def test_coverage_of_one_partner_counts_only_its_lines():
    records, figures = example(*STEPS)
    held = coverage(figures, Standings(records), 2017, frozenset(("n",)))
    assert (held.net, held.pooled) == (845 * POUND, 800 * POUND)


def test_lines_kept_out_stay_aligned_where_their_area_is_pooled():
    pooled = PathwayStep("adults:2017", "adults", 2017, "integrate", "pooled", "pool")
    records, figures = example(pooled)
    held = coverage(figures, Standings(records), 2017)
    assert held.aligned - held.pooled == 50 * POUND


def test_a_year_without_money_has_no_share():
    records, figures = example(*STEPS)
    assert coverage(figures, Standings(records), 2018).share is None


def test_taking_lines_out_and_putting_them_in_again_leaves_the_figures_as_they_were():
    records, figures = example()
    before = (dict(figures.cells()), dict(figures.lines))
    figures.take_out(records, ["homes", "wards", "no such line"])
    assert total(figures, year(2016)) == (1890 - 1700) * POUND
    figures.put_in(records, ["homes", "wards", "no such line"])
    assert (dict(figures.cells()), dict(figures.lines)) == before
