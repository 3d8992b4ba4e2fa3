"""The stocktake of officers' time: the paper's own figures come out exactly (004¶39-48)."""

from dataclasses import replace

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.people import OfficerTime
from jcplanner.domain.records import Records
from jcplanner.domain.stocktake import (
    annual,
    by_basis,
    by_category,
    by_class,
    by_tier,
    count,
    entries_of,
    is_extrapolated,
    movements,
    standing_of,
    summary,
    years_of,
)
from tests.domain.people_records import STOCKTAKE, records_of


@pytest.fixture
def records() -> Records:
    return records_of(*STOCKTAKE)


def test_three_months_are_carried_to_twelve(records: Records):
    entry = records.table(OfficerTime)["operational"]
    assert entry.cost == 118_750_00
    assert annual(entry) == 475_000_00
    assert is_extrapolated(entry) and standing_of(entry) == "indicative"


def test_the_tiers_come_to_the_papers_figures(records: Records):
    found = dict(by_tier(entries_of(records, 2017)))
    assert {tier: held.annual for tier, held in found.items()} == {
        "strategic": 130_000_00,
        "dedicated": 1_300_000_00,
        "operational": 475_000_00,
    }
    assert count(entries_of(records, 2017)).annual == 1_905_000_00


def test_the_categories_come_to_the_papers_fte(records: Records):
    entries = entries_of(records, 2017)
    assert [held.fte for _, held in by_category(entries, "dedicated")] == [400, 440, 620, 0]
    assert dict(by_tier(entries))["dedicated"].fte == 14_60


def test_what_the_papers_own_summary_leaves_out_is_visible(records: Records):
    held = summary(entries_of(records, 2017))
    assert held.shown.annual == 1_430_000_00
    assert held.left_out.annual == 475_000_00
    assert held.whole.annual == held.shown.annual + held.left_out.annual


def test_the_next_years_estimate_is_a_third_less(records: Records):
    (found,) = movements(records)
    assert (found.tier, found.year, found.change) == ("dedicated", 2018, -32_69)
    assert found.after.annual == 875_000_00
    assert found.after.bases == ("estimate",)


def test_bases_that_are_added_up_are_named(records: Records):
    held = count(entries_of(records, 2017))
    assert held.bases == ("snapshot, extrapolated", "actual over twelve months", "estimate")
    assert held.mixed and held.indicative
    assert [(basis, one.annual) for basis, one in by_basis(entries_of(records, 2017))] == [
        ("snapshot, extrapolated", 475_000_00),
        ("actual over twelve months", 1_300_000_00),
        ("estimate", 130_000_00),
    ]


def test_classes_are_counted_apart():
    made = [
        OfficerTime("a", cost=10_00, time_class="statutory duty"),
        OfficerTime("b", cost=20_00, time_class="system failing"),
        OfficerTime("c", cost=5_00, time_class="statutory duty"),
    ]
    assert [(word, held.annual) for word, held in by_class(made)] == [
        ("statutory duty", 15_00),
        ("system failing", 20_00),
    ]


def test_years_stand_in_their_order_and_no_year_last(records: Records):
    more = records_of(*STOCKTAKE, OfficerTime("x", 9, "Without a year"))
    assert years_of(records) == [2017, 2018]
    assert years_of(more) == [2017, 2018, None]


def test_half_a_penny_goes_away_from_zero():
    entry = OfficerTime("a", cost=1, months=8)
    assert annual(entry) == 2
    assert annual(replace(entry, cost=-1)) == -2


def test_without_months_there_is_no_year():
    assert annual(OfficerTime("a", cost=1_00, months=0)) is None
    assert annual(OfficerTime("a", cost=1_00, months=None)) is None
    held = count([OfficerTime("a", cost=1_00, months=0, fte=50)])
    assert (held.annual, held.fte, held.uncosted, held.bases) == (0, 50, 1, ())


def test_officers_time_is_never_part_of_the_figures(records: Records):
    figures = Figures()
    figures.put_in(records, records.table(BudgetLine))
    assert list(figures.cells()) == []
