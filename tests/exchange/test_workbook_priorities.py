"""The Priorities sheet: its formulas give the plan's results and ranks, also after a weight is typed over."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jcplanner.domain.assumptions import Resource
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.priorities import Candidate, Criterion, Envelope, Exercise, Score, Scorer
from jcplanner.domain.record import Record
from jcplanner.domain.services import ServiceArea
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan.plan import Plan

if TYPE_CHECKING:
    from tests.conftest import Excel
    from tests.exchange.conftest import Office

POINTS: dict[tuple[str, str], tuple[int, ...]] = {
    ("falls", "benefit"): (80, 60),
    ("falls", "evidence"): (40, 20),
    ("beds", "benefit"): (50, 50),
    ("beds", "evidence"): (100, 80),
    ("garden", "benefit"): (10,),
    ("garden", "evidence"): (30, 30),
    ("ward", "benefit"): (90,),
}
"""The example of tests/domain/test_scoring.py, and a ward that nobody has scored for evidence."""


def plan_records() -> list[Record]:
    """Four candidates, two criteria and scorers; two envelopes of a resource of 900.00."""
    held: list[Record] = [
        PlanDetails("plan", "Priorities", first_year=2016),
        Partner("c", 1, "The Council"),
        ServiceArea("adults", 1, "Adults"),
        ServiceArea("mental", 2, "Mental health"),
        Resource("c:2017", "c", 2017, 900_00),
        Envelope("adults:2017", "adults", 2017, 500_00, floor=400_00),
        Exercise("e", 1, "What comes first", envelope=700_000_00),
        Criterion("benefit", 1, "e", "Benefit", 3_00),
        Criterion("evidence", 2, "e", "Evidence", 1_00),
        Candidate("falls", 1, "e", "Falls", cost=600_000_00),
        Candidate("beds", 2, "e", "Beds", cost=120_000_00),
        Candidate("garden", 3, "e", "Garden", cost=-4_500_00, must=1),
        Candidate("ward", 4, "e", "Ward", cost=90_000_00),
        Scorer("one", 1, "e", "Scorer 1"),
        Scorer("two", 2, "e", "Scorer 2"),
    ]
    for (candidate, criterion), given in POINTS.items():
        for scorer, points in zip(("one", "two"), given, strict=False):
            key = f"{candidate}:{criterion}:{scorer}"
            held.append(Score(key, candidate, criterion, scorer, points))
    return held


def row_of(sheets: dict[str, list[list[Any]]], name: str) -> list[Any]:
    return next(row for row in sheets["Priorities"] if row and row[0] == name)


def test_results_ranks_and_costs_per_point_are_the_plans_own(
    made: Callable[..., Plan], office: "Office", tmp_path: Path
):
    path = tmp_path / "priorities.xlsx"
    export_workbook(made(*plan_records()), path)
    written, again = office.sheets(path), office.recalculate([path])[path.name]
    for sheets in (written, again):
        assert row_of(sheets, "Falls")[1:7] == [70, 30, 60, 1, 600_000, 10_000]
        assert row_of(sheets, "Beds")[1:7] == [50, 90, 60, 1, 120_000, 2_000]
        assert row_of(sheets, "Garden")[1:7] == [10, 30, 15, 3, -4_500, -300]
        ward = row_of(sheets, "Ward")
        assert ward[1] == 90
        assert ward[3] in ("", None)
        assert ward[4] in ("", None)
        assert row_of(sheets, "Weight as a share")[1:3] == [0.75, 0.25]
        assert (
            row_of(sheets, "Best set, proved: cost")[1] == 115_500
        )  # beds: as many points as falls, but cheaper
        assert row_of(sheets, "Left of the envelope")[1] == 584_500
        assert row_of(sheets, "Points of the best set")[1] == 75
        assert row_of(sheets, "Adults")[1:6:2] == [400, 500, -500]
        assert row_of(sheets, "Left to place")[3] == 400
        assert all(row[4] != "differs" for row in sheets["Checks"] if len(row) > 4)


def test_a_weight_typed_over_moves_results_and_ranks(
    made: Callable[..., Plan], office: "Office", excel: "Excel", tmp_path: Path
):
    path = tmp_path / "priorities.xlsx"
    export_workbook(made(*plan_records()), path)

    def change(book: Any) -> None:
        sheet = book["Priorities"]
        row = next(cell.row for cell in sheet["A"] if cell.value == "Weight")
        sheet.cell(row, 2).value = 0

    again = office.recalculate([excel.edit(path, change)])[path.name]
    assert row_of(again, "Beds")[3:5] == [90, 1]
    assert row_of(again, "Falls")[3:5] == [30, 2]
    assert row_of(again, "Garden")[3:5] == [30, 2]
    differing = [row[0] for row in again["Checks"] if len(row) > 4 and row[4] == "differs"]
    assert differing == [
        "What comes first: points of all candidates, sheet Priorities and the plan"
    ]


def test_a_plan_without_priorities_says_so(
    made: Callable[..., Plan], office: "Office", tmp_path: Path
):
    path = tmp_path / "none.xlsx"
    export_workbook(made(PlanDetails("plan", "Nothing", first_year=2016)), path)
    words = [row[0] for row in office.sheets(path)["Priorities"] if row]
    assert "The plan holds no prioritisation and no envelopes." in words
