"""Officers' time and posts as reports: 004¶39-48, and what its own summary leaves out."""

from collections.abc import Callable

import pytest

from jcplanner.domain.people import OfficerTime, Post
from jcplanner.plan.plan import Plan
from jcplanner.reports.people import (
    employers_table,
    officer_time_report,
    stocktake_facts,
    stocktake_totals,
    structure_report,
    structure_sentences,
)
from tests.domain.people_records import STOCKTAKE, STRUCTURE


@pytest.fixture
def stocktake(made: Callable[..., Plan]) -> Plan:
    return made(*STOCKTAKE)


@pytest.fixture
def structure(made: Callable[..., Plan]) -> Plan:
    return made(*STRUCTURE)


def test_the_totals_show_tiers_categories_bases_and_the_summary(stocktake: Plan):
    years, rows = stocktake_totals(stocktake)
    assert years == (2017, 2018)
    found = {row.words: row.counts[0].annual for row in rows if row.counts}
    assert found["Strategic"] == 130_000_00
    assert found["Dedicated"] == 1_300_000_00
    assert found["Operational"] == 475_000_00
    assert found["All tiers"] == 1_905_000_00
    assert found["Its summary shows"] == 1_430_000_00
    assert found["Its summary leaves out"] == 475_000_00
    fte = {row.words: row.counts[0].fte for row in rows if row.counts}
    assert fte["Corporate resources"] == 4_40
    assert fte["Dedicated"] == fte["All tiers"] == 14_60


def test_the_facts_say_bases_and_what_is_left_out(stocktake: Plan):
    words = "\n".join(said for _, said, _ in stocktake_facts(stocktake))
    assert "£1,905,000 a year; 14.6 FTE where it is said. On 3 bases:" in words
    assert "£475,000 snapshot, extrapolated" in words
    assert "shows £1,430,000 and leaves out £475,000 (operational)." in words
    assert "£1,300,000 (actual over twelve months) to £875,000 (estimate): -32.7%." in words
    assert "never added to budgets" in words


def test_the_report_has_every_entry_with_its_year(stocktake: Plan):
    report = officer_time_report(stocktake)
    entries = report.tables[1]
    at = [heading.text for heading in entries.headings].index("A year")
    assert [row[at] for row in entries.rows if row[0] == "Day to day operational activity"] == [
        475_000_00
    ]
    assert "Indicative, x 12/3" in entries.rows[5]
    for table in report.tables:
        assert all(len(row) == len(table.headings) for row in table.rows)


def test_what_changes_is_said_in_sentences(structure: Plan):
    said = {label: words for label, words, _ in structure_sentences(structure)}
    assert said["Employer"].startswith("3 posts change employer: TUPE not known for 2.")
    assert said["Reporting line"].startswith("2 posts report to another post.")
    assert said["Goes"] == "1 post goes. Head of Contracts."
    assert said["New"] == "1 post is new. Director of Joint Commissioning."
    assert said["FTE"] == "7.5 to 7.5."
    assert said["Cost a year"] == "£514,000 to £551,000."


def test_employers_stand_before_and_after(structure: Plan):
    rows = employers_table(structure).rows
    assert rows[0][1:] == (2, 6, "2", "6.5", 180_000_00, 421_000_00, 241_000_00)
    assert rows[-1][-1] == 37_000_00
    report = structure_report(structure)
    for table in report.tables:
        assert all(len(row) == len(table.headings) for row in table.rows)


def test_nothing_recorded_gives_empty_reports(plan: Plan):
    assert officer_time_report(plan).tables[1].rows == ()
    assert stocktake_facts(plan) == []
    assert structure_sentences(plan) == []


def test_posts_hosted_for_others_are_said(made: Callable[..., Plan]):
    """004¶45: posts hosted by the County Council for the programme's workstreams."""
    hosted = OfficerTime(
        "h", 9, "Falls", "dedicated", partner="lcc", benefits="ccg", year=2017, fte=1_20
    )
    words = [said for _, said, _ in stocktake_facts(made(*STOCKTAKE, hosted))]
    assert "For West Leicestershire CCG, employed elsewhere: 1.2 FTE." in words


def test_what_is_not_said_is_not_nil(made: Callable[..., Plan]):
    plan = made(Post("a", 1, "Chief executive", joint=1), Post("b", 2, "Head"))
    said = {label: words for label, words, _ in structure_sentences(plan)}
    assert said["Changes"] == "Nothing is proposed otherwise than it is now."
    assert said["FTE"] == "not said to not said."
    assert said["Cost a year"] == "not given to not given."
    assert employers_table(plan).rows[-1] == ("All employers", 2, 2, "", "", None, None, None)
    part = made(Post("a", 1, "A", fte=0, cost=5_00), Post("b", 2, "B"))
    said = {label: words for label, words, _ in structure_sentences(part)}
    assert said["FTE"] == "0 (1 without FTE) to 0 (1 without FTE)."
    assert said["Cost a year"].startswith("£5 (1 without a cost) to ")
