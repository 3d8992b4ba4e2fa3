"""The gap as reports and drawings, on the published examples and on figures worked by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from jcplanner.domain.assumptions import Assumption, ControlTotal, Pressure
from jcplanner.domain.gap import EVERYONE, Gap
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.savings import Saving
from jcplanner.domain.services import ServiceArea
from jcplanner.plan import edits, gap_edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.templates import fill
from jcplanner.reports.behind import Drill, lines_behind
from jcplanner.reports.gap_drawings import areas_by_year, bridge, tornado, trajectory
from jcplanner.reports.gap_figures import gap_figures
from jcplanner.reports.listing import REPORTS

M = 1_000_000_00


@pytest.fixture
def example(tmp_path: Any) -> Any:
    """Makes a plan from an example; all are closed afterwards."""
    opened: list[Any] = []

    def make(name: str) -> Plan:
        held = new_plan(tmp_path / f"{name}.jcplan", fill=lambda plan: fill(plan, name))
        opened.append(held)
        return held.plan

    yield make
    for held in opened:
        held.discard()


@pytest.fixture
def grown(example: Callable[[str], Plan]) -> Plan:
    """Derby's Home First, £2.1m a year, with every kind of cause.

    2017/18: 10% pay = 210k, 5% demographic = 105k, a pressure of 50k: 2.465m. A tariff of 2% saves 42k.
    """
    plan = example("derby-home-first")
    for kind in (Assumption, Pressure, Saving, ControlTotal):
        edits.remove(plan, kind, list(plan.table(kind)))
    council = plan.table(Partner).ordered()[0].id
    area = plan.table(ServiceArea).ordered()[0].id
    pay = edits.add(plan, Assumption, name="Pay")
    age = edits.add(plan, Assumption, name="Ageing", kind="demographic")
    tariff = edits.add(plan, Assumption, name="Tariff", kind="efficiency")
    gap_edits.set_rates(
        plan,
        {
            (pay, 2017, "central"): 1000,
            (pay, 2017, "low"): 800,
            (pay, 2017, "high"): 1100,
            (age, 2017, "central"): 500,
            (tariff, 2017, "central"): 200,
        },
    )
    edits.add(
        plan,
        Pressure,
        name="Team",
        partner=council,
        service_area=area,
        year=2017,
        amount=50_000_00,
    )
    for partner in plan.table(Partner).ordered():
        gap_edits.set_resources(
            plan,
            {(partner.id, year): (1 if partner.id == council else 2) * M for year in plan.years},
        )
    edits.add(
        plan,
        Saving,
        name="Packages",
        partner=council,
        full_year_effect=100_000_00,
        start_year=2017,
    )
    return plan


def rows_of(plan: Plan, report: str, table: int = 0) -> dict[Any, Any]:
    return {row[0]: row[1:] for row in REPORTS[report](plan).tables[table].rows}


def test_worcestershire_needs_what_the_paper_says_and_lacks_what_arithmetic_says(
    example: Callable[[str], Plan],
):
    """1.412bn needed, 1.327bn there (002¶17): 85m, though the paper prints 84m."""
    plan = example("worcestershire-2016")
    rows = rows_of(plan, "Gap")
    at = plan.years.index(2020) - (len(plan.years) - len(rows["Requirement"]))
    assert rows["Requirement"][at] == 1_412 * M
    assert rows["Resource"][at] == 1_327 * M
    assert rows["Gap"][at] == 85 * M


def test_stated_and_derived_stand_side_by_side(example: Callable[[str], Plan]):
    plan = example("worcestershire-2016")
    for held in list(plan.table(StatedFigure)):
        edits.remove(plan, StatedFigure, [held])
    edits.add(plan, StatedFigure, name="Gap", total="gap", year=2020, amount=84 * M)
    edits.add(plan, StatedFigure, name="Need", total="requirement", year=2020, amount=1_412 * M)
    gap = Gap(plan.records, plan.figures)
    need, _, apart, *_ = gap_figures(plan, gap, 2020, "commissioners")
    assert apart.figure == "£85.0m"
    assert apart.about == "6.0% of the requirement; stated £84.0m, £1.0m apart"
    assert need.about.endswith("stated £1,412m, agrees")
    low = Gap(plan.records, plan.figures, "low")
    assert "stated" not in gap_figures(plan, low, 2020, "commissioners")[2].about


def test_the_bridge_names_every_cause_and_ends_at_what_is_unidentified(grown: Plan):
    gap = Gap(grown.records, grown.figures)
    drawn = bridge(grown, gap, 2017, EVERYONE)
    assert drawn.holds
    assert [(bar.name, bar.pence // 1000_00, bar.whole) for bar in drawn.bars] == [
        ("Budget 2016/17", 2_100, True),
        ("Pay and price", 210, False),
        ("Demographic growth", 105, False),
        ("Pressures", 50, False),
        ("Requirement 2017/18", 2_465, True),
        ("Resource", -3_000, False),
        ("Surplus", -535, True),
        ("Assumed efficiency", -42, False),
        ("Identified", -100, False),
        ("Surplus", -677, True),
    ]
    assert "£677k is left over" in drawn.sentence
    assert "commissioners and providers added together" in drawn.scope


def test_trajectories_follow_all_areas_or_one(grown: Plan):
    gap = Gap(grown.records, grown.figures)
    whole = trajectory(grown, gap, marked=2017)
    assert [curve.name for curve in whole.curves] == [
        "Requirement, doing nothing",
        "Resource",
        "After efficiency and savings",
    ]
    assert whole.marked == 1
    rows = [row for row in areas_by_year(grown, gap) if row.depth == 0]
    assert sum(row.required[1].total for row in rows) == whole.curves[0].pence[1]
    one = trajectory(grown, gap, area=rows[0].area)
    assert [len(curve.pence) for curve in one.curves] == [4, 4]


def test_the_tornado_is_about_the_central_estimate_whatever_is_shown(grown: Plan):
    high = Gap(grown.records, grown.figures, "high")
    drawn = tornado(grown, high, 2017)
    central = Gap(grown.records, grown.figures).of(2017).residual
    assert drawn.centre == central
    (swing,) = drawn.swings
    assert (swing.name, swing.low, swing.high) == ("Pay", central - 42_000_00, central + 21_000_00)
    assert "Pay moves what is unidentified" in drawn.sentence


def test_key_figures_say_their_scope_and_open_what_is_behind_them(grown: Plan):
    gap = Gap(grown.records, grown.figures)
    need, resource, apart, closed, left = gap_figures(grown, gap, 2017, EVERYONE)
    assert (need.figure, need.about) == (
        "£2.5m",
        "doing nothing; £365k more than the budget of 2016/17",
    )
    assert isinstance(need.opens, Drill)
    assert lines_behind(grown, need.opens).total == 2_100_000_00
    assert (resource.figure, resource.about) == ("£3.0m", "known for every partner with a budget")
    assert (apart.label, apart.figure) == ("Surplus, 2017/18", "£535k")
    assert closed.about == "£42k assumed efficiency, £100k identified"
    assert (left.label, left.figure, left.opens) == ("Surplus, 2017/18", "£677k", "Sensitivity")
    assert "central estimate; savings unweighted" in need.scope


def test_the_report_shows_each_years_causes_and_the_rule(grown: Plan):
    rows = rows_of(grown, "Gap")
    assert rows["Requirement of the year before"][:2] == (None, 2_100_000_00)
    assert rows["Pay and price"][1] == 210_000_00
    assert rows["Requirement"][:2] == (2_100_000_00, 2_465_000_00)
    assert "Rates add before they multiply" in REPORTS["Gap"](grown).scope


def test_assumptions_and_pressures_are_listed_with_their_source(grown: Plan):
    report = REPORTS["Assumptions"](grown)
    first = report.tables[0].rows[0]
    assert first[:7] == ("Pay", "Pay and price", "All", "2017/18", 800, 1000, 1100)
    assert [row[0] for row in report.tables[1].rows] == ["Team"]


def test_control_totals_are_listed_with_their_headroom(grown: Plan):
    total = edits.add(grown, ControlTotal, name="System", year=2017, amount=2 * M)
    gap_edits.share_control_total(
        grown, total, [held.id for held in grown.table(Partner).ordered()]
    )
    rows = rows_of(grown, "Control totals")
    assert rows["System"][3:6] == (2 * M, 2_100_000_00, -100_000_00)
