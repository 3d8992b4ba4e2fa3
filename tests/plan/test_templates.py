import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, FundingSource, cell_id
from jcplanner.domain.catalogue import RECORDS, links_to
from jcplanner.domain.figures import Scope, Standings, coverage, total
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PLAN_ID, PlanDetails, StatedFigure
from jcplanner.domain.problems import Refusal
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.stated import compare
from jcplanner.exchange.intake import IntakeResult, bring_in
from jcplanner.exchange.mapping import read_mapping
from jcplanner.plan.plan import Plan
from jcplanner.plan.resources import resource
from jcplanner.plan.templates import (
    describe,
    example_names,
    fill,
    fill_from,
    template_names,
    template_path,
    this_year,
)
from jcplanner.store.planfile import PlanFile

THOUSAND = 1_000_00
ALL = [*template_names(), *example_names()]

# What an example means to show; anything else serious is a fault of the example.
SERIOUS_ON_PURPOSE = {
    "herefordshire-2023": {
        "NHS Herefordshire and Worcestershire Integrated Care Board has no budget lines."
    },
    "council-nhs": {"Council has no budget lines.", "NHS commissioner has no budget lines."},
    "programme-areas": {"NHS commissioner has no budget lines."},
}


@pytest.fixture
def empty_plan(tmp_path: Path) -> Iterator[Callable[[], Plan]]:
    """Makes plans that hold nothing yet."""
    made: list[Plan] = []

    def make() -> Plan:
        plan = Plan(PlanFile.create(tmp_path / f"{len(made)}.jcplan"))
        made.append(plan)
        return plan

    yield make
    for plan in made:
        plan.close()


def lines_of(plan: Plan) -> list[BudgetLine]:
    return plan.table(BudgetLine).ordered()


def amount(plan: Plan, line: BudgetLine, year: int) -> BudgetAmount:
    return plan.table(BudgetAmount)[cell_id(line.id, year)]


def differences(plan: Plan) -> dict[str, int]:
    return {
        stated.name: compare(plan.records, plan.figures, stated).difference
        for stated in plan.table(StatedFigure).ordered()
    }


def test_the_templates_and_examples_are_offered_in_order():
    assert template_names() == ["blank", "council-nhs", "programme-areas"]
    assert example_names() == [
        "herefordshire-2016",
        "herefordshire-2023",
        "derby-home-first",
        "worcestershire-2016",
    ]


@pytest.mark.parametrize("name", ALL)
def test_each_says_what_it_is(name: str):
    held = describe(name)
    assert held.name == name
    assert held.title and held.summary.endswith(".")
    assert held.kind == ("template" if name in template_names() else "example")


@pytest.mark.parametrize("name", ALL)
def test_each_fills_an_empty_plan_in_one_step_that_undo_takes_back(
    empty_plan: Callable[[], Plan], name: str
):
    plan = empty_plan()
    fill(plan, name)
    assert [step.name for step in plan.steps] == [f"New plan from {describe(name).title}"]
    assert PLAN_ID in plan.table(PlanDetails)
    plan.undo()
    assert not any(plan.table(kind) for kind in RECORDS)
    plan.redo()
    assert plan.details.title


@pytest.mark.parametrize("name", ALL)
def test_every_link_leads_to_a_record(empty_plan: Callable[[], Plan], name: str):
    plan = empty_plan()
    fill(plan, name)
    for kind in RECORDS:
        for child, column, _ in links_to(kind.TABLE):
            held = plan.table(child)
            place = held.index(column)
            linked = {row[place] for row in held.rows.values()} - {None}
            assert linked <= set(plan.table(kind)), f"{child.TABLE}.{column}"


@pytest.mark.parametrize("name", ALL)
def test_no_serious_problem_stands_there_that_is_not_meant(
    empty_plan: Callable[[], Plan], name: str
):
    plan = empty_plan()
    fill(plan, name)
    serious = {problem.text for problem in plan.problems if problem.severity == "serious"}
    assert serious == SERIOUS_ON_PURPOSE.get(name, set())


@pytest.mark.parametrize("name", example_names())
def test_every_line_of_an_example_says_where_it_comes_from_and_has_an_area(
    empty_plan: Callable[[], Plan], name: str
):
    plan = empty_plan()
    fill(plan, name)
    for line in lines_of(plan):
        assert line.source_file and (line.source_row or line.source_sheet), line.description
        assert line.service_area and line.partner, line.description
    for stated in plan.table(StatedFigure).values():
        assert stated.source and stated.paragraph, stated.name


@pytest.mark.parametrize("name", example_names())
def test_whatever_is_not_published_is_marked_as_illustrative(
    empty_plan: Callable[[], Plan], name: str
):
    plan = empty_plan()
    fill(plan, name)
    for held in plan.table(BudgetAmount).values():
        carried = held.year != plan.details.first_year and name != "worcestershire-2016"
        assert held.note.startswith("Illustrative") == carried
        assert held.status == "indicative" or not carried
    for line in lines_of(plan):
        assert not line.budget_holder or "Reports to: illustrative" in line.note
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
            "CCG: commissions some £70m to £80m": -70_000_000_00,
        },
        "herefordshire-2023": {},
        "derby-home-first": {"Home First with the £843k saving taken": 843_000_00},
        "worcestershire-2016": {"Shortfall": 1_000_000_00},
    }


def test_herefordshire_2016_adds_up_to_what_pss_ex1_publishes(empty_plan: Callable[[], Plan]):
    plan = empty_plan()
    fill(plan, "herefordshire-2016")
    base = frozenset((2015,))
    assert total(plan.figures, Scope(base, direction="expenditure")) == 87_042 * THOUSAND
    assert total(plan.figures, Scope(base, direction="income")) == 37_600 * THOUSAND
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
    [line] = [line for line in lines_of(plan) if line.partner == ccg.id]
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
    assert years[2].pooled == 0 < years[3].pooled < years[3].net


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


@pytest.mark.parametrize("name", ["programme-areas", "worcestershire-2016"])
def test_the_twelve_areas_that_the_paper_names_are_there_and_no_others(
    empty_plan: Callable[[], Plan], name: str
):
    plan = empty_plan()
    fill(plan, name)
    areas = [area.name for area in plan.table(ServiceArea).ordered()]
    assert [held for held in areas if held != "All programme areas"] == [
        "Prevention",
        "CCG Running Costs",
        "Urgent Care Services & Non-Elective pathways",
        "Maternity Care",
        "Elective Treatment - Other",
        "Elective Treatment - Cancer",
        "Mental health services & Learning Disabilities",
        "Diagnostics and clinical support services",
        "General Practice within Primary Care",
        "Prescribing and medicines",
        "Out of hospital community services",
        "Complex care",
    ]
    assert "14 programme areas" in plan.details.note and "names 12" in plan.details.note


def test_a_template_begins_in_the_year_of_the_day():
    assert this_year(date(2026, 3, 31)) == 2025
    assert this_year(date(2026, 4, 1)) == 2026


def test_a_title_of_ones_own_takes_the_place_of_the_files(empty_plan: Callable[[], Plan]):
    plan = empty_plan()
    fill(plan, "blank", title="Our plan")
    assert plan.details.title == "Our plan"


def test_no_example_names_a_person():
    titled = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Professor)\.? [A-Z]")
    for name in ALL:
        assert not titled.search(template_path(name).read_text(encoding="utf-8")), name


def test_an_unknown_name_is_refused_with_the_names_there_are(empty_plan: Callable[[], Plan]):
    with pytest.raises(Refusal, match='called "devon"; there are: blank, council-nhs'):
        fill(empty_plan(), "devon")


def test_a_plan_that_holds_something_is_left_alone(empty_plan: Callable[[], Plan]):
    plan = empty_plan()
    fill(plan, "council-nhs")
    with pytest.raises(Refusal, match="holds something already"):
        fill(plan, "programme-areas")
    assert len(plan.steps) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"tilte": "x"}, "the file says tilte, which means nothing there"),
        ({"partner": [{"name": "A", "colur": "red"}]}, "partner A says colur"),
        ({"partner": [{"name": "A", "kind": "club"}]}, "Kind is one of"),
        ({"partner": [{"short_name": "A"}]}, "has no name"),
        ({"line": [{"description": "A", "partner": "b"}]}, 'line A points to "b"'),
        ({"line": [{"description": "A", "source": "b"}]}, 'names the source "b"'),
        ({"line": [{"description": "A", "amounts": {"2016": "one"}}]}, "is not an amount"),
        ({"line": [{"description": "A", "amounts": {"2016": "0.001"}}]}, "whole number of pence"),
        ({"line": [{"description": "A", "amounts": {"1999/00": "1"}}]}, "1999/00 is not one of"),
        ({"line": [{"description": "A", "amounts": {"soon": "1"}}]}, "not a financial year"),
        ({"unit": "groats"}, "the unit is one of"),
        ({"plan": {"years_shown": 40}}, "2 to 11 years"),
        ({"pathway": [{"area": "a", "years": {"2017": "align"}}]}, 'points to "a"'),
        (
            {"partner": [{"key": "a", "name": "A"}, {"key": "a", "name": "B"}]},
            'have the key "a"',
        ),
    ],
)
def test_a_fault_in_a_file_is_named_and_nothing_moves(
    empty_plan: Callable[[], Plan], content: dict[str, object], words: str
):
    plan = empty_plan()
    base = {"title": "Try", "plan": {"first_year": "2016/17"}}
    with pytest.raises(Refusal) as refused:
        fill_from(plan, base | content)
    assert words in str(refused.value)
    assert not plan.steps and not any(plan.table(kind) for kind in RECORDS)


def test_a_bare_amount_is_in_the_files_unit_and_one_with_a_sign_in_pounds(
    empty_plan: Callable[[], Plan],
):
    plan = empty_plan()
    amounts = {"2016/17": "642.5", "2017/18": "£1.89m", "2018/19": "(12)"}
    fill_from(
        plan,
        {
            "title": "Try",
            "unit": "thousands",
            "plan": {"first_year": "2016/17"},
            "line": [{"description": "A", "amounts": amounts}],
        },
    )
    [line] = lines_of(plan)
    assert [amount(plan, line, year).amount for year in (2016, 2017, 2018)] == [
        642_500_00,
        1_890_000_00,
        -12_000_00,
    ]


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
