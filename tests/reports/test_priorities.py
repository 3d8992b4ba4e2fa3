"""Priorities, envelopes and the programme map as reports and drawings, on the example worked by hand."""

from jcplanner.domain.priorities import Candidate, Criterion, Exercise, ProgrammeSpend, Scorer
from jcplanner.domain.scoring import METHOD, sheet_of
from jcplanner.plan import edits, gap_edits, priority_edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.drawings import Curves
from jcplanner.reports.listing import REPORTS
from jcplanner.reports.priorities import (
    envelopes_report,
    priorities_report,
    programme_map_report,
)
from jcplanner.reports.priority_drawings import lead_swings, weight_curves
from jcplanner.reports.report import ReportTable


def scored(plan: Plan) -> str:
    """Benefit and evidence weigh 4 : 1. Falls 4/5 x 70 + 1/5 x 30 = 62, beds 4/5 x 50 + 1/5 x 90 = 58."""
    key = edits.add(plan, Exercise, name="First things", envelope=700_00, method="Agreed in March.")
    for name, weight in (("Benefit", 8_00), ("Evidence", 2_00)):
        edits.add(plan, Criterion, exercise=key, name=name, weight=weight)
    edits.add(plan, Scorer, exercise=key, name="Scorer 1")
    for name, cost in (("Falls", 620_00), ("Beds", 500_00), ("Garden", 10_00)):
        edits.add(plan, Candidate, exercise=key, name=name, cost=cost)
    (scorer,) = plan.table(Scorer)
    cells = [
        (candidate.id, criterion.id, scorer)
        for candidate in plan.table(Candidate).ordered()
        for criterion in plan.table(Criterion).ordered()
    ]
    points = dict(zip(cells, (70, 30, 50, 90, 20, None), strict=True))
    priority_edits.set_points(plan, points)
    return key


def tables(plan: Plan) -> dict[str, ReportTable]:
    """The tables of the report by the part of their title after the prioritisation's name."""
    found = priorities_report(plan).tables
    return {table.title.removeprefix("First things: "): table for table in found}


def test_the_ranking_prints_its_method_and_names_what_is_missing(plan: Plan):
    scored(plan)
    found = tables(plan)
    assert found["method"].rows[0] == ("As agreed", "Agreed in March.")
    assert ("Results", METHOD) in found["method"].rows
    assert found["criteria"].rows[0][:2] == ("Benefit", 80_00)
    assert found["ranking"].rows == (
        (1, "Falls", "62", "62 to 62", 620_00, 10_00, "no", ""),
        (2, "Beds", "58", "58 to 58", 500_00, 8_62, "no", ""),
        (None, "Garden", "\u2013", "", 10_00, None, "no", "nobody has scored Evidence"),
    )
    assert found["mean scores (lowest to highest)"].rows[2] == ("Garden", "20", "not scored")


def test_it_says_where_first_and_second_change_places(plan: Plan):
    scored(plan)
    rows = tables(plan)["weight of each criterion alone"].rows
    assert rows[0] == ("Benefit", 80_00, 75_00, "Below 75% Beds comes first.")
    assert rows[1] == ("Evidence", 20_00, 25_00, "Above 25% Beds comes first.")
    ranks = tables(plan)["ranks if counted otherwise"]
    assert [head.text for head in ranks.headings[1:5]] == [
        "As scored",
        "Equal weights",
        "Without Benefit",
        "Without Evidence",
    ]
    # Without evidence the garden, which nobody scored for it, is in: 70, 50 and 20.
    assert ranks.rows[2] == ("Garden", None, None, None, 3, "3 to 3")


def test_the_best_set_and_what_is_left_out_are_listed(plan: Plan):
    scored(plan)
    rows = tables(plan)["best set within the envelope"].rows
    assert rows[0] == ("Falls", 620_00, "62", "yes", "no")
    assert rows[1] == ("Beds", 500_00, "58", "no", "yes")
    assert rows[2] == ("Best set, proved", 620_00, "62", "", "")
    assert rows[3] == ("Greedy set", 500_00, "58", "", "")
    assert rows[4][0] == "Garden: left out, no cost or result"


def test_curves_go_from_the_result_without_a_criterion_to_the_result_under_it_alone(plan: Plan):
    key = scored(plan)
    sheet = sheet_of(plan.records, key)
    drawing = weight_curves(plan, sheet, sheet.criteria[0])
    assert isinstance(drawing, Curves)
    falls, beds = drawing.curves
    assert (falls.pence[0], falls.pence[-1]) == (30_00, 70_00)
    assert (beds.pence[0], beds.pence[-1]) == (90_00, 50_00)
    assert drawing.labels[drawing.marked or 0] == "80%"
    assert drawing.measure == "points"
    assert "equal at 75%" in drawing.sentence
    swings = lead_swings(plan, sheet)
    assert swings is not None
    assert (swings.centre, swings.swings[0].low, swings.swings[0].high) == (4_00, -60_00, 20_00)


def test_envelopes_stand_beside_plans_and_end_with_what_is_left(plan: Plan):
    gap_edits.set_resources(plan, {("c", 2016): 1_000_00, ("n", 2016): 9_000_00})
    priority_edits.set_envelopes(plan, {("mental", 2016, "amount"): 8_000_00})
    table = envelopes_report(plan).tables[0]
    assert table.title == "2016/17"
    rows = {row[0]: row[3:6] for row in table.rows}
    assert rows == {
        "Adults": (None, 1_000_00, None),
        "Mental health": (8_000_00, 9_000_00, 1_000_00),
        "Total": (8_000_00, 10_000_00, 1_000_00),
        "Resource of the commissioners": (10_000_00, None, None),
        "Left to place": (2_000_00, None, None),
    }


def test_the_programme_map_comes_to_the_spend_and_to_the_lines(plan: Plan):
    spend = edits.add(plan, ProgrammeSpend, category="Cancer", year=2016, amount=100_01)
    priority_edits.set_shares(plan, {(spend, "adults"): 50_00, (spend, "mental"): 25_00})
    spends, areas = programme_map_report(plan).tables
    assert [row[4:7] for row in spends.rows] == [
        ("Adults", 50_00, 50_01),
        ("Mental health", 25_00, 25_00),
        ("Not mapped", None, 25_00),
    ]
    assert areas.rows[-1] == ("Total", 100_01, 10_000_00, 100_01 - 10_000_00)


def test_all_three_are_offered_and_stand_empty_without_complaint(plan: Plan):
    for title in ("Priorities", "Envelopes", "Programme map"):
        assert REPORTS[title](plan).title == title
