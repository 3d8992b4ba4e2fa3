"""What differs between two states of a plan: totals, lines and fields."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.domain.pools import Contribution
from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import Scenario, ScenarioOverride, override_id
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.versions import Version
from jcplanner.plan import edits, versions
from jcplanner.plan.plan import Plan
from jcplanner.reports.differences import (
    Differences,
    LineMoved,
    as_frozen,
    as_now,
    compare,
)
from jcplanner.reports.differences_report import (
    NO_DIFFERENCE,
    differences_report,
    fields_moved,
    headline,
    scope,
)


@pytest.fixture
def since(plan: Plan) -> Callable[[], Differences]:
    """Freezes the small plan; then gives what differs since."""
    version = plan.table(Version)[versions.freeze(plan, "July")]
    return lambda: compare(as_frozen(plan, version), as_now(plan))


def test_nothing_done_is_no_difference(since: Callable[[], Differences]):
    held = since()
    assert (held.changes, held.lines, headline(held)) == ((), [], NO_DIFFERENCE)
    assert [moved.difference for moved in held.totals("year", "partner")] == [0, 0, 0]


# By hand. Before: homes 1,234.56 and charges (234.56) in 2016/17, homes 1,300.00 in 2017/18, wards 9,000.00.
def test_totals_and_lines_before_and_after(plan: Plan, since: Callable[[], Differences]):
    edits.set_amounts(plan, {("homes", 2016): 200_000, ("wards", 2017): 50_000})
    edits.change(plan, BudgetLine, ["charges"], partner="n")
    held = since()
    assert held.totals("partner", "year") == [
        (("c", 2016), 100_000, 200_000),
        (("c", 2017), 130_000, 130_000),
        (("n", 2016), 900_000, 876_544),
        (("n", 2017), 0, 50_000),
    ]
    assert held.lines == [
        LineMoved("homes", "changed", 2016, "c", "learning", "revenue", False, 123_456, 200_000),
        LineMoved("charges", "changed", 2016, "c", "learning", "revenue", False, -23_456, 0),
        LineMoved("charges", "changed", 2016, "n", "learning", "revenue", False, 0, -23_456),
        LineMoved("wards", "changed", 2017, "n", "mental", "revenue", False, 0, 50_000),
    ]
    assert headline(held) == (
        "3 lines changed. Net revenue in cash: 2016/17 +£765.44, 2017/18 +£500."
    )


def test_capital_in_kind_and_income_stay_apart(plan: Plan, since: Callable[[], Differences]):
    edits.change(plan, BudgetLine, ["homes"], nature="capital", in_kind=1)
    held = since()
    assert [row.difference for row in held.totals("year")] == [-123_456, -130_000]
    by_nature = held.totals("nature", "in_kind", "year", nature=None, in_kind=None)
    assert [(row.keys, row.difference) for row in by_nature if row.keys[2] == 2016] == [
        (("capital", 1, 2016), 123_456),
        (("revenue", 0, 2016), -123_456),
    ]
    assert {(moved.nature, moved.in_kind) for moved in held.lines} == {
        ("revenue", False),
        ("capital", True),
    }


def test_a_year_that_only_one_side_shows_counts_there_alone(
    plan: Plan, since: Callable[[], Differences]
):
    edits.set_details(plan, first_year=2017, years_shown=3)
    held = since()
    assert held.years == [2016, 2017, 2018, 2019]
    assert held.totals("year") == [((2016,), 1_000_000, 0), ((2017,), 130_000, 130_000)]
    assert {moved.line for moved in held.lines} == {"homes", "charges", "wards"}


def test_fields_are_said_in_words_with_the_difference_of_money(
    plan: Plan, since: Callable[[], Differences]
):
    edits.set_amounts(plan, {("homes", 2016): 200_000})
    edits.assign_area(plan, ["wards"], None)
    edits.change(plan, ServiceArea, ["learning"], name="Learning and autism")
    with plan.step("Agree") as draft:
        draft.add(Contribution("pool:n:2017", "pool", "n", 2017, 5_000, "confirmed"))
    held = since()
    council, wards = "The Clinical Commissioning Group", "Wards"
    assert [(*row[3:8], row.difference) for row in fields_moved(held, held.changes)] == [
        ("service area", "Learning and autism", "Name", "Learning disability",
         "Learning and autism", None),
        ("budget line", wards, "Service area", "Mental health", "", None),
        ("budget amount", "Homes, 2016/17", "Amount", "£1,234.56", "£2,000.00", 76_544),
        ("contribution", f"Contribution of {council} to Section 75 pool, 2017/18", "Agreed amount",
         "", "£50.00", 5_000),
        ("contribution", f"Contribution of {council} to Section 75 pool, 2017/18", "Status",
         "", "Confirmed", None),
    ]  # fmt: skip


def test_fields_know_the_partner_and_area_that_they_are_about(
    plan: Plan, since: Callable[[], Differences]
):
    edits.set_amounts(plan, {("homes", 2016): 1})
    edits.set_funding(plan, "core", {2016: 5})
    edits.change(plan, Partner, ["n"], short_name="NHS")
    held = since()
    owners = {row.table: (row.partner, row.area) for row in fields_moved(held, held.changes)}
    assert owners == {
        "budget_amount": ("c", "learning"),
        "funding_amount": ("c", None),
        "partner": ("n", None),
    }


def test_what_is_gone_is_called_by_its_old_name(plan: Plan, since: Callable[[], Differences]):
    edits.remove(plan, Partner, ["n"])
    held = since()
    assert {row.record for row in fields_moved(held, held.changes) if row.state == "removed"} == {
        "The Clinical Commissioning Group",
        "Wards",
        "Wards, 2016/17",
    }
    assert held.totals("partner")[-1].difference == -900_000
    assert held.edge_name("partner", "n") == "The Clinical Commissioning Group"


def test_another_order_is_said_once_and_is_no_changed_line(
    plan: Plan, since: Callable[[], Differences]
):
    edits.reorder(plan, BudgetLine, ["wards", "homes", "charges"])
    held = since()
    (row,) = fields_moved(held, held.changes)
    assert (row.record, row.field, row.after) == ("3 budget lines", "Order", "another place")
    assert headline(held).startswith("Only notes, statuses, ranges or the order")


def test_an_override_says_its_number_as_what_it_is_of(plan: Plan, since: Callable[[], Differences]):
    key = override_id("slow", "budget_amount", "homes:2016", "amount")
    with plan.step("Override") as draft:
        draft.add(Scenario("slow", 1, "Slower"))
        draft.add(ScenarioOverride(key, "slow", "budget_amount", "homes:2016", "amount", 5, 123))
    rows = [row for row in fields_moved(since(), since().changes) if row.id == key]
    assert [(row.record, row.field, row.after) for row in rows] == [
        ("Homes, 2016/17, in Slower", "Amount", "£0.05")
    ]


def test_the_report_has_totals_lines_and_fields_or_what_is_asked_for(
    plan: Plan, since: Callable[[], Differences]
):
    edits.set_amounts(plan, {("homes", 2016): 200_000})
    held = since()
    titles = {
        by: [table.title for table in differences_report(held, by).tables]
        for by in ("", "area", "partner", "line", "field")
    }
    assert titles == {
        "": ["By year", "By partner", "By service area", "By nature", "Lines", "Fields"],
        "area": ["By service area", "Lines"],
        "partner": ["By partner", "Lines"],
        "line": ["Lines"],
        "field": ["Fields"],
    }
    by_area = differences_report(held, "area").tables[0].rows
    assert by_area == (("Learning disability", "2016/17", 100_000, 176_544, 76_544),)
    assert len(differences_report(held, "area", whole=True).tables[0].rows) == 3
    lines = differences_report(held, "partner").tables[1]
    assert [head.text for head in lines.headings[:2]] == ["Partner", "Service area"]
    with pytest.raises(Refusal, match='goes by area, partner, line, field; not by "colour"'):
        differences_report(held, "colour")


def test_two_plans_are_told_apart_and_their_partners_matched_by_name(make_plan):
    one, other = make_plan("One.jcplan").plan, make_plan("Other.jcplan").plan
    with other.step("Another NHS") as draft:
        draft.remove(Partner, "n")
        draft.add(Partner("n2", 2, "the clinical commissioning group", "CCG", "CCG"))
        draft.add(BudgetLine("w2", 3, "n2", "mental", "Wards"))
        draft.add(BudgetAmount("w2:2016", "w2", 2016, 900_000))
    held = compare(as_now(one), as_now(other))
    assert not held.same_plan
    assert "two different plans" in scope(held)
    assert [row.difference for row in held.totals("partner", "year")] == [0, 0, 0]
    copy = compare(as_now(one), replace(as_now(other), plan_id=one.file.plan_id))
    assert [row.difference for row in copy.totals("partner")] == [0, -900_000, 900_000]
