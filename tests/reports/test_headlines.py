"""The figures that the Overview leads with."""

from jcplanner.domain.partners import Body
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.problems import Place
from jcplanner.plan import decision_edits, edits, gap_edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.behind import Drill, lines_behind
from jcplanner.reports.headlines import (
    comparisons,
    drill_of,
    headlines,
    money_by_year,
    year_to_open_on,
)


def test_every_headline_opens_lines_that_add_up_to_it(plan: Plan):
    edits.set_amounts(plan, {("wards", 2017): 950_000, ("wards", 2019): 990_000})
    edits.set_pathway(plan, "mental", 2019, stage="integrate", pool="pool")
    in_plan, aligned, pooled, without = headlines(plan, 2017)
    assert (in_plan.figure, aligned.figure, pooled.figure) == ("£11k", "100%", "£9,900")
    assert pooled.about == "1 area; Section 75 pool, hosted by Council"
    totals = [
        lines_behind(plan, held.opens).total
        for held in (in_plan, aligned, pooled)
        if isinstance(held.opens, Drill)
    ]
    assert totals == [1_080_000, 1_080_000, 990_000]
    assert without.figure == "0"


def test_a_year_without_money_has_no_share(plan: Plan):
    _, aligned, pooled, _ = headlines(plan, 2018)
    assert (aligned.figure, aligned.opens) == ("–", None)
    assert pooled.about == "No service area is pooled in this year"


def test_the_gap_is_among_them_once_anything_is_said_about_it(plan: Plan):
    """£10,000 needed, £8,000 there: £2,000 has no scheme yet."""
    gap_edits.set_resources(plan, {("n", 2019): 800_000})
    *_, gap = headlines(plan, 2016)
    assert (gap.label, gap.figure) == ("Unidentified, 2019/20", "£2,000")
    assert gap.about == "Commissioners: gap £2,000, closed by efficiency and savings £0"
    assert gap.opens == Place("gap", "", "", 2019)


def test_lines_without_an_area_are_counted_with_their_money(plan: Plan):
    edits.assign_area(plan, ["wards"], None)
    *_, without = headlines(plan, 2016)
    assert without.figure == "1"
    assert without.about == "£9,000 in 2016/17; 0 of 1 stated figures are apart"


def test_money_by_year_adds_up_to_the_plan_and_opens_its_lines(plan: Plan):
    edits.set_amounts(plan, {("wards", 2017): 950_000})
    series = money_by_year(plan)
    assert [part.name for part in series.parts] == ["Pooled", "Aligned", "In view", "Separate"]
    assert [part.pence for part in series.parts] == [
        (0, 950_000, 0, 0),
        (0, 130_000, 0, 0),
        (0, 0, 0, 0),
        (1_000_000, 0, 0, 0),
    ]
    for part in series.parts:
        for pence, drill in zip(part.pence, part.drills, strict=True):
            assert lines_behind(plan, drill).total == pence
    assert "2017/18: £9,500 pooled, £1,300 aligned" in series.sentence


def test_what_is_derived_for_a_stated_figure_opens_its_lines(plan: Plan):
    totals = (
        "net revenue",
        "gross revenue expenditure",
        "revenue income",
        "net capital",
        "pooled net revenue",
    )
    for place, name in enumerate(totals):
        stated = StatedFigure(
            f"s{place}", 5 + place, name, name, year=2017, service_area="adults", amount=1
        )
        with plan.step("Add") as draft:
            draft.add(stated)
    edits.set_pathway(plan, "learning", 2017, stage="integrate")
    for held in comparisons(plan):
        drill = drill_of(plan, held.stated)
        assert drill is not None
        assert lines_behind(plan, drill).total == held.derived


def test_funding_and_shortfall_have_no_lines_of_their_own(plan: Plan):
    for total in ("funding", "shortfall"):
        assert drill_of(plan, StatedFigure("s", 1, "x", total, year=2016)) is None


def test_a_plan_opens_on_the_first_year_of_the_pathway_with_money(plan: Plan):
    assert year_to_open_on(plan) == 2017
    edits.set_amounts(plan, {("homes", 2017): None})
    assert year_to_open_on(plan) == 2016
    edits.set_amounts(plan, {("homes", 2019): 100})
    assert year_to_open_on(plan) == 2019


def test_a_year_without_amounts_is_blank_and_not_nil(plan: Plan):
    in_plan = headlines(plan, 2018)[0]
    assert (in_plan.figure, in_plan.about) == ("–", "Council no amounts, CCG no amounts")
    assert in_plan.opens is None


def test_decisions_that_are_awaited_stand_last_with_the_next_days(plan: Plan):
    assert len(headlines(plan, 2016)) == 4
    bodies = [edits.add(plan, Body, name=name) for name in ("Cabinet", "Governing Body", "Board")]
    proposal = decision_edits.add_proposal(plan, name="Care homes")
    decision_edits.record_decision(plan, proposal, bodies[1], expected="2016-10-25")
    *_, held = headlines(plan, 2016)
    assert (held.label, held.figure) == ("Decisions awaited", "3")
    assert held.about == "Governing Body 25 Oct 2016; Cabinet on no date yet; 1 more"
    assert held.opens == Place("decisions", "decision", f"{proposal}:{bodies[1]}")
