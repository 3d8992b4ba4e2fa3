"""The reports that can be opened and copied."""

import pytest

from jcplanner.domain.budgets import BudgetLine, FundingSource
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.services import ServiceArea
from jcplanner.plan import edits
from jcplanner.plan.opening import new_plan
from jcplanner.reports.listing import REPORTS


@pytest.fixture
def plan(tmp_path):
    held = new_plan(tmp_path / "plan.jcplan")
    plan = held.plan
    edits.set_details(plan, first_year=2016, years_shown=2)
    council = edits.add(plan, Partner, name="Council")
    area = edits.add(plan, ServiceArea, name="Older people")
    fund = edits.add(plan, FundingSource, name="Better Care Fund", partner=council)
    edits.set_funding(plan, fund, {2016: 90_00})
    for name, direction, pence in (("Home care", "expenditure", 100_00), ("Fees", "income", 30_00)):
        line = edits.add(
            plan,
            BudgetLine,
            description=name,
            partner=council,
            service_area=area,
            funding_source=fund,
            direction=direction,
        )
        edits.set_amounts(plan, {(line, 2016): pence})
    edits.add(plan, StatedFigure, name="Paper", year=2016, amount=71_00)
    edits.set_pathway(plan, area, 2017, stage="align")
    yield plan
    held.discard()


def rows(plan, report, table=0):
    return list(REPORTS[report](plan).tables[table].rows)


def test_every_row_has_a_cell_under_each_heading(plan):
    for make in REPORTS.values():
        for table in make(plan).tables:
            assert all(len(row) == len(table.headings) for row in table.rows)


def test_totals_stand_by_partner_and_by_year(plan):
    assert rows(plan, "Totals") == [("Council", 70_00, None), ("Total", 70_00, None)]
    assert rows(plan, "Totals", 4) == [("2016/17", 100_00, 30_00, 70_00, 0, 0)]


def test_alignment_has_a_table_for_each_year(plan):
    report = REPORTS["Alignment"](plan)
    assert [table.title for table in report.tables] == ["2016/17", "2017/18"]
    assert report.tables[0].rows[0][:2] == ("Older people", 70_00)


def test_the_pathway_says_stage_and_arrangement(plan):
    assert rows(plan, "Pathway") == [
        ("Older people", "2017/18", "Align", "Aligned", "", "", "its own", None)
    ]


def test_funding_stands_beside_what_its_lines_cost(plan):
    assert rows(plan, "Funding") == [
        ("Better Care Fund", "Council", "Core", "2016/17", 90_00, 70_00)
    ]


def test_stated_and_derived_stand_side_by_side(plan):
    (row,) = rows(plan, "Stated and derived")
    assert row[:5] == ("Paper", "2016/17", "£71", 70_00, -1_00) or row[3:5] == (70_00, -1_00)


def test_problems_and_history_are_listed_whole(plan):
    assert len(rows(plan, "Problems")) == len(plan.problems)
    steps = rows(plan, "History")
    assert len(steps) == len(plan.steps)
    assert steps[0][0] == plan.steps[-1].place


def test_an_empty_plan_has_every_report(tmp_path):
    held = new_plan(tmp_path / "empty.jcplan")
    for make in REPORTS.values():
        make(held.plan)
    held.discard()
