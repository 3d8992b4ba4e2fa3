import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, FundingSource, cell_id
from jcplanner.domain.figures import Scope, Standings, coverage, total
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import StatedFigure
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.stated import compare
from jcplanner.exchange.intake import IntakeResult, bring_in
from jcplanner.exchange.mapping import read_mapping
from jcplanner.plan.plan import Plan
from jcplanner.plan.resources import resource
from jcplanner.plan.templates import (
    example_names,
    fill,
)

THOUSAND = 1_000_00

# What these papers publish is of a later year than the plan's first.
PUBLISHED_LATER = ("worcestershire-2016", "leicestershire-2018")


def lines_of(plan: Plan) -> list[BudgetLine]:
    return plan.table(BudgetLine).ordered()


def amount(plan: Plan, line: BudgetLine, year: int) -> BudgetAmount:
    return plan.table(BudgetAmount)[cell_id(line.id, year)]


def differences(plan: Plan) -> dict[str, int]:
    return {
        stated.name: compare(plan.records, plan.figures, stated).difference
        for stated in plan.table(StatedFigure).ordered()
    }


@pytest.mark.parametrize("name", example_names())
def test_every_line_of_an_example_says_where_it_comes_from_and_has_an_area(
    empty_plan: Callable[[], Plan], name: str
):
    plan = empty_plan()
    fill(plan, name)
    for line in lines_of(plan):
        published = line.source_row or ", paragraph " in line.source_file
        assert published or line.source_file == "Illustrative", line.description
        assert line.service_area and line.partner, line.description
    for stated in plan.table(StatedFigure).values():
        assert stated.source and stated.paragraph, stated.name


@pytest.mark.parametrize("name", example_names())
def test_whatever_is_not_published_is_marked_as_illustrative(
    empty_plan: Callable[[], Plan], name: str
):
    plan = empty_plan()
    fill(plan, name)
    made_up = {line.id for line in lines_of(plan) if line.source_file == "Illustrative"}
    for held in plan.table(BudgetAmount).values():
        carried = held.year != plan.details.first_year and name not in PUBLISHED_LATER
        if held.line not in made_up:
            assert held.note.startswith("Illustrative") == carried
            assert held.status == "indicative" or not carried
    for line in lines_of(plan):
        assert not line.budget_holder or line.budget_holder.endswith("(illustrative)")
    assert all(step.note.startswith("Illustrative") for step in plan.table(PathwayStep).values())


def test_every_stated_figure_that_should_agree_agrees_to_the_penny(empty_plan: Callable[[], Plan]):
    apart: dict[str, dict[str, int]] = {}
    for name in example_names():
        plan = empty_plan()
        fill(plan, name)
        apart[name] = {words: pence for words, pence in differences(plan).items() if pence}
    assert apart == {
        "herefordshire-2016": {
            "Council, adult social care net 2016/17 (ASC-FR)": 49_442_000_00 - 74_815_796_59,
            "Council: commissions some £70m to £80m": 49_442_000_00 - 70_000_000_00,
            "CCG: commissions some £70m to £80m": 8_000_000_00 - 70_000_000_00,
        },
        "herefordshire-2023": {},
        "derby-home-first": {},
        "worcestershire-2016": {"Shortfall": 1_000_000_00},
        "herefordshire-2011": {},
        "leicestershire-2018": {
            "Local funding gap, as in paragraph 3": (52 - 400) * 1_000 * THOUSAND,
            "Overall gap in health and care finances, as in paragraph 16": (52 - 409)
            * 1_000
            * THOUSAND,
        },
        "pooled-fund-104": {},
    }


def test_herefordshire_2016_adds_up_to_what_pss_ex1_publishes(empty_plan: Callable[[], Plan]):
    plan = empty_plan()
    fill(plan, "herefordshire-2016")
    base, council = frozenset((2015,)), frozenset((lines_of(plan)[0].partner,))
    assert total(plan.figures, Scope(base, council, direction="expenditure")) == 87_042 * THOUSAND
    assert total(plan.figures, Scope(base, council, direction="income")) == 37_600 * THOUSAND
    assert plan.years == [2015, 2016, 2017, 2018]


def test_the_better_care_fund_income_is_a_line_with_its_source(empty_plan: Callable[[], Plan]):
    plan = empty_plan()
    fill(plan, "herefordshire-2016")
    [line] = [line for line in lines_of(plan) if line.description == "Income from Better Care Fund"]
    assert line.direction == "income" and line.funding_source is not None
    assert plan.table(FundingSource)[line.funding_source].kind == "Better Care Fund"
    assert amount(plan, line, 2015).amount == 4_520 * THOUSAND
    assert plan.table(FundingAmount)[cell_id(line.funding_source, 2015)].amount == 4_520 * THOUSAND


def test_the_grant_that_is_published_twice_stands_twice_and_says_so(empty_plan: Callable[[], Plan]):
    plan = empty_plan()
    fill(plan, "herefordshire-2016")
    grants = [line for line in lines_of(plan) if "Specific and Special Grants" in line.description]
    assert [amount(plan, line, 2015).amount for line in grants] == [624 * THOUSAND] * 2
    assert [line.source_row for line in grants] == [1922, 1953]
    assert "row 1922" in grants[1].note


def test_the_nhs_side_is_a_range_and_no_amount(empty_plan: Callable[[], Plan]):
    plan = empty_plan()
    fill(plan, "herefordshire-2016")
    ccg = next(held for held in plan.table(Partner).values() if held.short_name == "CCG")
    published = [line for line in lines_of(plan) if line.source_file != "Illustrative"]
    [line] = [line for line in published if line.partner == ccg.id]
    for year in plan.years:
        cell = amount(plan, line, year)
        assert (cell.amount, cell.low, cell.high) == (None, 70_000_000_00, 80_000_000_00)
        assert cell.status == "indicative"


def test_the_shadow_alliance_decides_nothing_and_members_without_a_budget_observe(
    empty_plan: Callable[[], Plan],
):
    plan = empty_plan()
    fill(plan, "herefordshire-2016")
    alliance = next(held for held in plan.table(Body).values() if "alliance" in held.name)
    assert alliance.authority == "none" and alliance.partner is None
    roles = {held.name: held.plan_role for held in plan.table(Partner).values()}
    assert roles == {
        "Herefordshire Council": "owner",
        "NHS Herefordshire CCG": "co-owner",
        "Wye Valley NHS Trust": "observer",
        "2gether NHS Foundation Trust": "observer",
        "Taurus Healthcare": "observer",
    }


def test_the_pathway_of_herefordshire_grows_from_year_to_year(empty_plan: Callable[[], Plan]):
    plan = empty_plan()
    fill(plan, "herefordshire-2016")
    standings = Standings(plan.records)
    years = [coverage(plan.figures, standings, year) for year in plan.years]
    assert years[0].aligned == 0
    assert 0 < years[1].aligned < years[2].aligned == years[2].net
    # Until 2018/19 nothing is pooled but the care homes.
    assert years[1].pooled == years[2].pooled == 20_000_000_00
    assert years[2].pooled < years[3].pooled < years[3].net


def test_herefordshire_2023_equals_the_totals_of_the_return(empty_plan: Callable[[], Plan]):
    plan = empty_plan()
    fill(plan, "herefordshire-2023")
    areas = plan.table(ServiceArea)
    by_name = {area.name: area.id for area in areas.values()}

    def of(name: str) -> int:
        inside = frozenset[str | None](within(areas, by_name[name]))
        return total(plan.figures, Scope(frozenset((2023,)), areas=inside))

    assert of("Adult social care") == 7_994_800_000
    assert of("Public health") == 1_013_600_000
    assert of("Children's social care") == 5_488_300_000
    assert set(differences(plan).values()) == {0}


def test_derby_counts_the_better_care_fund_once_in_the_net_of_all_partners(
    empty_plan: Callable[[], Plan],
):
    plan = empty_plan()
    fill(plan, "derby-home-first")
    net = {
        held.short: total(plan.figures, Scope(frozenset((2016,)), frozenset((held.id,))))
        for held in plan.table(Partner).values()
    }
    assert net == {"Council": 210_000_00, "NHS": 1_890_000_00}
    assert total(plan.figures, Scope(frozenset((2016,)))) == 2_100_000_00


def test_worcestershire_shows_84_stated_and_85_derived(empty_plan: Callable[[], Plan]):
    plan = empty_plan()
    fill(plan, "worcestershire-2016")
    shortfall = next(held for held in plan.table(StatedFigure).values() if held.name == "Shortfall")
    comparison = compare(plan.records, plan.figures, shortfall)
    assert shortfall.amount == 84_000_000_00
    assert comparison.derived == 85_000_000_00
    assert 2020 in plan.years


def test_the_2016_lines_are_the_rows_of_the_file(empty_plan: Callable[[], Plan], shared_data: Path):
    path = shared_data / "ascfr" / "pss-exp-eng-15-16-fin-add-data.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = dict(enumerate(csv.reader(file), start=1))
    money = {n: row for n, row in rows.items() if row[2] == "Herefordshire" and row[6] != "-"}
    plan = empty_plan()
    fill(plan, "herefordshire-2016")
    council = [line for line in lines_of(plan) if line.source_row]
    assert {line.source_row for line in council} == set(money)
    for line in council:
        row = money[line.source_row or 0]
        assert line.ledger_code == row[0]
        assert line.direction == row[6].casefold()
        assert line.description.split(", ")[0] == row[7]
        assert amount(plan, line, 2015).amount == int(row[8]) * THOUSAND


def test_the_return_of_2016_17_gives_the_stated_total(
    empty_plan: Callable[[], Plan], shared_data: Path
):
    with (shared_data / "ascfr" / "CSV ASCFR Totals.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["GEOGRAPHY_CODE"] == "E06000019"]
    assert len(rows) == 259
    thousands = sum(Decimal(row["NETTOTALEXPENDITURE"] or 0) for row in rows)
    assert thousands == Decimal("74815.796588192")
    plan = empty_plan()
    fill(plan, "herefordshire-2016")
    stated = next(held for held in plan.table(StatedFigure).values() if "ASC-FR" in held.name)
    assert stated.amount == round(thousands * THOUSAND)


def bring_in_again(plan: Plan, path: Path, mapping: str, where: dict[str, str]) -> IntakeResult:
    shipped = read_mapping(resource("mappings", f"{mapping}.toml"))
    return bring_in(plan, path, shipped, partner="Herefordshire Council", where=where)


def test_the_published_files_brought_into_the_examples_change_nothing(
    empty_plan: Callable[[], Plan], shared_data: Path
):
    plan = empty_plan()
    fill(plan, "herefordshire-2016")
    path = shared_data / "ascfr" / "pss-exp-eng-15-16-fin-add-data.csv"
    result = bring_in_again(plan, path, "pss-ex1", {"Council Name": "Herefordshire"})
    assert result.nothing_changed and result.lines_unchanged == 32
    plan = empty_plan()
    fill(plan, "herefordshire-2023")
    path = shared_data / "ra" / "RA_2023-24_data_Part_1.csv"
    result = bring_in_again(plan, path, "revenue-account", {"ONS Code": "E06000019"})
    assert result.nothing_changed and result.lines_unchanged == 53
    assert [control.difference for control in result.control_totals] == [0, 0, 0]
