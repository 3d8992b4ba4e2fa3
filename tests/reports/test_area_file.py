"""Everything about an area: each table with those inside it counted in, and where each row leads."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jcplanner.domain.assumptions import Pressure
from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.people import OfficerTime
from jcplanner.domain.priorities import Candidate, Envelope
from jcplanner.domain.problems import Place, Refusal
from jcplanner.domain.registers import Contract, Lesson, Opportunity, Risk
from jcplanner.domain.savings import Saving
from jcplanner.domain.stage_reviews import Consolidation
from jcplanner.plan import edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from jcplanner.reports.area_file import area_file, area_report
from jcplanner.reports.placed import PlacedTable
from tests.domain.gated_records import GATED


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    held = new_plan(tmp_path / "Gate.jcplan", GATED)
    yield held.plan
    held.discard()


def tables(plan: Plan, area: str = "older") -> dict[str, PlacedTable]:
    return {held.title: held for held in area_file(plan, area)}


def test_money_counts_the_areas_inside_with_lines_partners_capital_and_in_kind(plan: Plan):
    edits.add(plan, BudgetLine, partner="c", service_area="homes", nature="capital")
    [lift] = [held.id for held in plan.table(BudgetLine).values() if held.nature == "capital"]
    edits.set_amounts(plan, {(lift, 2018): 75_00})
    rows = [held.cells for held in tables(plan)["Money"].rows]
    assert rows == [
        ("The Council", 2, None, 300_00, None, None),
        ("The Clinical Commissioning Group", 1, None, 200_00, None, None),
        ("All partners", 3, None, 500_00, None, None),
        ("Capital, all partners", None, None, None, 75_00, None),
    ]
    assert tables(plan)["Money"].rows[0].place == Place(
        "budgets", "service_area,partner", "older,c"
    )


def test_an_area_inside_says_from_where_it_inherits(plan: Plan):
    rows = [held.cells for held in tables(plan, "homes")["Stage and arrangement"].rows]
    assert [row[0] for row in rows] == ["2017/18", "2018/19", "2019/20"]
    assert [row[5] for row in rows] == [
        "inherited from Older people",
        "inherited from Older people",
        "not set",
    ]


def test_savings_say_whether_target_or_benefit_falls_here(plan: Plan):
    edits.add(
        plan, Saving, name="Fees", target_line="beds", full_year_effect=10_00, start_year=2017
    )
    edits.add(
        plan, Saving, name="Beds", benefit_area="homes", full_year_effect=6_00, start_year=2018
    )
    edits.add(plan, Saving, name="Elsewhere", benefit_area="other")
    rows = [held.cells for held in tables(plan)["Savings"].rows]
    assert [row[:3] for row in rows] == [
        ("Fees", "target", "Identified"),
        ("Beds", "benefit", "Identified"),
    ]
    assert rows[1][3:] == (0, 0, 6_00, 6_00)


def test_decisions_and_registers_are_listed_with_their_places(plan: Plan):
    edits.add(plan, Opportunity, name="One contract", service_area="homes", amount=5_00)
    edits.add(plan, Contract, name="Elsewhere", service_area="other")
    edits.add(plan, Lesson, name="From elsewhere", service_area="other", applied_area="homes")
    found = tables(plan)
    assert [held.cells[2:4] for held in found["Proposals and decisions"].rows] == [
        ("Cabinet", "Approved"),
        ("Governing Body", "Approved in principle"),
        ("Health and Wellbeing Board", "Not needed"),
    ]
    assert found["Opportunities"].rows[0].cells[3] == 5_00
    assert [held.cells[0] for held in found["Lessons"].rows] == [
        "Compare fees first",
        "From elsewhere",
    ]
    assert found["Contracts"].rows == ()
    assert found["Stage reviews"].rows[0].place == Place("pathway", "stage_review", "g", 2018)


def test_every_row_has_as_many_cells_as_there_are_headings_and_the_report_leaves_out_the_blank(
    plan: Plan,
):
    for table in area_file(plan, "older"):
        assert all(len(row.cells) == len(table.headings) for row in table.rows), table.title
        assert table.rows or table.empty
    report = area_report(plan, "older")
    assert report.title == "Everything about Older people"
    assert all(table.rows for table in report.tables)


def test_an_area_that_is_gone_is_refused(plan: Plan):
    with pytest.raises(Refusal, match="no longer in the plan"):
        area_file(plan, "gone")


def test_whatever_else_names_the_area_or_a_line_of_it_is_there_and_leads_to_its_screen(plan: Plan):
    edits.add(plan, Pressure, name="More people over 85", service_area="homes", year=2018)
    edits.add(plan, Candidate, name="Reablement", service_area="older")
    edits.add(plan, OfficerTime, name="Care home team", service_area="homes")
    with plan.step("Envelope") as draft:
        draft.add(Envelope("e", service_area="older", year=2018))
    tied = edits.add(plan, Risk, event="Bed price doubles", line="beds")
    budget = edits.add(plan, Consolidation, name="Care homes", service_area="homes", year=2018)
    shown = tables(plan)
    assert [held.cells for held in shown["Also about it"].rows] == [
        ("Pressure", "More people over 85", "Care homes"),
        ("Officers' time", "Care home team", "Care homes"),
        ("Candidate", "Reablement", "Older people"),
        ("Envelope", "2018/19", "Older people"),
    ]
    places = [held.place.screen for held in shown["Also about it"].rows if held.place]
    assert places == ["gap", "people", "priorities", "priorities"]
    assert tied in [held.place.id for held in shown["Risks"].rows if held.place]
    assert budget in [held.place.id for held in shown["Integrated budgets"].rows if held.place]
