"""The Savings report, and what is said about one saving."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.savings import Saving
from jcplanner.plan import edits, saving_edits
from jcplanner.plan.opening import OpenPlan, new_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.templates import fill
from jcplanner.reports.listing import REPORTS
from jcplanner.reports.report import ReportTable
from jcplanner.reports.savings import about_saving, saving_by_year, savings_report


@pytest.fixture
def saved(plan: Plan) -> Plan:
    """The small plan with three savings: £1,234.56 of Homes in Learning disability."""
    first = saving_edits.add_saving(
        plan,
        name="Review",
        target_line="homes",
        partner="c",
        benefit_area="learning",
        full_year_effect=100_00,
        start_month="October",
        confidence=5_000,
    )
    saving_edits.set_costs(plan, {(first, 2017): 20_00, (first, 2018): 5_00})
    saving_edits.add_saving(
        plan, name="To be found", full_year_effect=30_00, start_year=2018, status="unidentified"
    )
    saving_edits.add_saving(plan, name="Invest", full_year_effect=-10_00, start_year=2019)
    return plan


@pytest.fixture
def plan_of(tmp_path: Path) -> Iterator[Callable[[str], Plan]]:
    """A plan from an example."""
    made: list[OpenPlan] = []

    def make(name: str) -> Plan:
        made.append(new_plan(tmp_path / f"{name}.jcplan", fill=lambda plan: fill(plan, name)))
        return made[-1].plan

    yield make
    for held in made:
        held.discard()


def keys(plan: Plan) -> list[str]:
    return [saving.id for saving in plan.table(Saving).ordered()]


def table(plan: Plan, title: str) -> ReportTable:
    return next(held for held in savings_report(plan).tables if held.title == title)


def test_the_report_is_offered_and_empty_in_a_plan_without_savings(plan: Plan):
    report = REPORTS["Savings"](plan)
    assert report.scope.startswith("0 savings; positive for money saved")
    assert table(plan, "Delivered by year").rows == (("Total", 0, 0, 0, 0),)


def test_each_saving_has_what_it_rests_on(saved: Plan):
    rows = table(saved, "Savings").rows
    assert rows[0] == (
        "Review", "Homes", "Learning disability", "Council", 100_00, 810, 1000,
        "October, 2017/18", "Immediate", "Recurrent", "Identified", 5_000,
    )  # fmt: skip
    assert rows[1][4:8] == (30_00, None, None, "April, 2018/19")


def test_delivery_cost_and_net_stand_by_year_with_their_totals(saved: Plan):
    assert table(saved, "Delivered by year").rows == (
        ("Review", 0, 50_00, 100_00, 100_00),
        ("To be found", 0, 0, 30_00, 30_00),
        ("Invest", 0, 0, 0, -10_00),
        ("Total", 0, 50_00, 130_00, 120_00),
    )
    assert table(saved, "Weighted by confidence").rows[0] == ("Review", 0, 25_00, 50_00, 50_00)
    assert table(saved, "Cost to achieve by year").rows[-1] == ("Total", 0, 20_00, 5_00, 0)
    assert table(saved, "Net of cost by year").rows[-1] == ("Total", 0, 30_00, 125_00, 120_00)


def test_totals_go_by_status_and_year(saved: Plan):
    assert table(saved, "By status and year").rows == (
        ("Identified", 0, 50_00, 100_00, 90_00),
        ("In development", 0, 0, 0, 0),
        ("Unidentified", 0, 0, 30_00, 30_00),
        ("All savings", 0, 50_00, 130_00, 120_00),
        ("Cost to achieve", 0, 20_00, 5_00, 0),
        ("Net of cost", 0, 30_00, 125_00, 120_00),
        ("All savings, weighted by confidence", 0, 25_00, 80_00, 70_00),
    )


def test_what_is_said_about_a_saving_has_its_share_and_when_it_delivers(saved: Plan):
    share, when = (held.text for held in about_saving(saved, keys(saved)[0]))
    assert share == (
        "£100 is 8.1% of the £1,235 gross of Learning disability (2016/17) and 10.0% of the £1,000 that "
        "Council pays itself."
    )
    assert when == (
        "From October 2017/18, in full from the first month, it delivers £50 in 2017/18, then £100 a year."
    )


def test_worries_come_first_and_without_the_name_that_stands_above(plan: Plan):
    key = saving_edits.add_saving(
        plan, name="Large", target_line="homes", benefit_area="mental", full_year_effect=2_000_00
    )
    said = about_saving(plan, key)
    assert [held.severity for held in said] == ["serious", "", "note"]
    assert said[0].text.endswith("itself: more than is spent there.")
    assert said[2].text == (
        "The target is held in Learning disability, the benefit falls in Mental health."
    )


def test_what_is_missing_is_asked_for(plan: Plan):
    key = saving_edits.add_saving(plan, name="Empty")
    assert [held.text for held in about_saving(plan, key)] == [
        "Type the full-year effect to see what it comes to."
    ]
    assert about_saving(plan, "gone") == ()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"full_year_effect": 120_00}, "it delivers £120 every year."),
        (
            {"full_year_effect": 120_00, "recurrence": "non-recurrent", "start_month": "October"},
            "it delivers £60 in that year alone.",
        ),
        ({"full_year_effect": -120_00, "start_month": "March"}, "it costs £10 in 2017/18, then £120 a year."),
        (
            {"full_year_effect": 144_00, "profile": "linear", "start_month": "October"},
            "it delivers £21 in 2017/18, £129 in 2018/19, then £144 a year.",
        ),
    ],
)  # fmt: skip
def test_when_it_delivers_is_said_in_words(plan: Plan, fields: dict[str, object], expected: str):
    key = saving_edits.add_saving(plan, **fields)  # type: ignore[arg-type]
    assert any(held.text.endswith(expected) for held in about_saving(plan, key)), about_saving(
        plan, key
    )


def test_a_savings_chart_has_its_cost_below_the_line_and_says_itself(saved: Plan):
    first, second, _ = keys(saved)
    series = saving_by_year(saved, first)
    assert [(part.name, part.pence) for part in series.parts] == [
        ("Delivered", (0, 50_00, 100_00, 100_00)),
        ("Cost to achieve", (0, -20_00, -5_00, 0)),
    ]
    assert series.sentence == (
        "Delivered by year. 2017/18: £50, less £20; 2018/19: £100, less £5; 2019/20: £100."
    )
    assert [part.name for part in saving_by_year(saved, second).parts] == ["Delivered"]


def test_home_first_shows_its_share_as_soon_as_its_target_is_typed(plan_of: Callable[[str], Plan]):
    # 001¶4.21-4.22, whichever of the service's lines holds the target.
    plan = plan_of("derby-home-first")
    lines = [
        key
        for key in plan.table(BudgetLine)
        if plan.records.name("budget_line", key).startswith("Home First")
    ]
    assert len(lines) == 3
    key = saving_edits.add_saving(plan, name="Now typed", start_year=2017)
    for line in lines:
        saving_edits.hold_target(plan, key, line)
        edits.set_text(plan, Saving, key, "full_year_effect", "843k")
        said = about_saving(plan, key)[0]
        assert said.severity == "warning"
        assert said.text == (
            "£843k is 40.1% of the £2.1m gross of Home First (2016/17) and 401% of the £210k that Council "
            "pays itself: it cannot be found inside its own share."
        )
