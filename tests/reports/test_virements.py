"""The report of virements: the list, the moves, and what areas gained."""

from jcplanner.domain.budgets import BudgetLine
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.virement_edits import Asked, make_virement
from jcplanner.reports.virements import virements_report


def test_it_lists_virements_with_their_moves_and_what_areas_gained(plan: Plan):
    edits.change(plan, BudgetLine, ["wards"], partner="c")
    moves = {"homes": -10_000, "charges": -5_000, "wards": 15_000}
    make_virement(plan, Asked("Prevention", 2016, moves, True, "Cabinet", "2016-07-28"))
    made, moved, areas = virements_report(plan).tables
    assert made.rows == (
        ("Prevention", "2016/17", "Recurrent", "Cabinet", "28 Jul 2016", "", 15_000, 0),
    )
    assert [row[2:] for row in moved.rows] == [
        ("Homes", "Council", "Learning disability", "Expenditure", -10_000),
        ("Client charges", "Council", "Learning disability", "Income", -5_000),
        ("Wards", "Council", "Mental health", "Expenditure", 15_000),
    ]
    assert areas.rows == (
        ("Learning disability", "Revenue", -15_000),
        ("Mental health", "Revenue", 15_000),
    )
    assert [heading.text for heading in areas.headings] == ["Service area", "Of", "2016/17"]


def test_a_line_that_is_gone_leaves_its_move(plan: Plan):
    make_virement(plan, Asked("Charges", 2016, {"homes": -10_000, "charges": 10_000}))
    edits.remove(plan, BudgetLine, ["charges"])
    moved = virements_report(plan).tables[1]
    assert moved.rows[1][2] == "A line that is no longer in the plan"
    assert [row[-1] for row in moved.rows] == [-10_000, 10_000]


def test_without_virements_the_tables_are_blank(plan: Plan):
    assert [table.rows for table in virements_report(plan).tables] == [(), (), ()]
