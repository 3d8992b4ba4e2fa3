"""The published files that the product must bring in exactly; skipped where they are not at hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.problems import Refusal
from jcplanner.exchange.intake import bring_in, parse_where
from jcplanner.exchange.mapping_shelf import shipped_mappings


@pytest.fixture
def revenue_account(shared_data: Path) -> Path:
    return shared_data / "ra" / "RA_2023-24_data_Part_1.csv"


def test_herefordshires_revenue_account_agrees_with_its_own_totals(
    two_partner_plan, revenue_account
):
    mapping = shipped_mappings()["revenue-account"]
    where = parse_where(["ONS Code=E06000019"])
    said = bring_in(two_partner_plan, revenue_account, mapping, where=where, year=2023).as_json()
    assert {
        c["name"]: (c["stated"], c["derived"], c["difference"]) for c in said["control_totals"]
    } == {
        "TOTAL CHILDREN'S SOCIAL CARE": (5_488_300_000, 5_488_300_000, 0),
        "TOTAL ADULT SOCIAL CARE": (7_994_800_000, 7_994_800_000, 0),
        "TOTAL PUBLIC HEALTH": (1_013_600_000, 1_013_600_000, 0),
    }
    assert said["rejected"] == []
    assert said["rows"]["in_file"] == 421
    assert said["pounds"]["in_file"]["pence"] == sum(
        said["pounds"][part]["pence"] for part in ("brought_in", "totals", "skipped", "not_chosen")
    )
    line = next(iter(two_partner_plan.table(BudgetLine).values()))
    assert line.ledger_code == "cscsr"
    assert bring_in(two_partner_plan, revenue_account, mapping, where=where).nothing_changed


def test_the_partners_own_code_chooses_the_row(two_partner_plan, revenue_account):
    result = bring_in(two_partner_plan, revenue_account, shipped_mappings()["revenue-account"])
    assert result.expenditure == 14_496_700_000
    assert result.partner == "Herefordshire Council"


@pytest.mark.parametrize(
    "authority",
    [
        "Chesterfield",
        "Cumberland",
        "Hillingdon",
        "North West Leicestershire",
        "North York Moors National Park Authority",
        "North Yorkshire",
        "Pendle",
        "Slough",
        "South Holland",
        "South Oxfordshire",
        "Vale of White Horse",
        "Westmorland and Furness",
        "Woking",
    ],
)
def test_the_thirteen_authorities_without_a_return_bring_nothing(
    two_partner_plan, revenue_account, authority
):
    mapping = shipped_mappings()["revenue-account"]
    result = bring_in(
        two_partner_plan, revenue_account, mapping, where={"Local authority": authority}
    )
    assert result.nothing_changed
    assert any(f"{authority} has no figures" in note for note in result.notes)
    assert len(two_partner_plan.steps) == 1


def test_the_adult_social_care_return_reconciles_to_its_own_sum(
    two_partner_plan, shared_data: Path
):
    path = shared_data / "ascfr" / "CSV ASCFR Totals.csv"
    result = bring_in(
        two_partner_plan, path, shipped_mappings()["ascfr"], where={"GEOGRAPHY_CODE": "E06000019"}
    )
    assert result.rows_read == 259
    assert result.years == [2016]
    assert result.counts.in_file == 41_700
    (net,) = result.control_totals
    assert net.stated == 7_481_579_659
    assert net.agrees
    # Only 0.14p lies between: each net figure is itself published rounded.
    assert abs(net.difference + net.rounding) < Decimal("0.15")
    brought = result.sums["brought_in"].exact
    assert (
        brought
        == (Decimal("101105.3884684999999768") + Decimal("26289.5918788899999999574")) * 100_000
    )
    line = two_partner_plan.table(BudgetLine).ordered()[0]
    assert (
        line.description
        == "Care type 2, age band 1, support reason 4, support setting 3, data type 1"
    )


def test_the_additional_data_gives_expenditure_and_income_apart(
    two_partner_plan, shared_data: Path
):
    path = shared_data / "ascfr" / "pss-exp-eng-15-16-fin-add-data.csv"
    result = bring_in(
        two_partner_plan,
        path,
        shipped_mappings()["pss-ex1"],
        where={"Council Name": "Herefordshire"},
    )
    assert (result.expenditure, result.income) == (8_704_200_000, 3_760_000_000)
    assert (result.rows_read, result.counts.skipped, len(result.rejected)) == (32, 1, 0)
    reasons = {remark.why: remark.place for remark in result.skipped}
    assert reasons["a number of clients, not money"] == "row 4,926, Finance Type"
    assert reasons["not part of this mapping"] == "column Data Source"
    # The grants stand in it twice, as published: brought in, and said.
    assert any("Income from Specific and Special Grants" in note for note in result.notes)
    fund = [
        line
        for line in two_partner_plan.table(BudgetLine).values()
        if "Better Care Fund" in line.description
    ]
    assert [line.direction for line in fund] == ["income"]


def test_a_published_file_of_many_bodies_asks_which(two_partner_plan, shared_data: Path):
    path = shared_data / "ascfr" / "pss-exp-eng-15-16-fin-add-data.csv"
    with pytest.raises(Refusal, match="many bodies"):
        bring_in(two_partner_plan, path, shipped_mappings()["pss-ex1"], partner="05F")
