import re
from collections.abc import Callable
from datetime import date

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.catalogue import RECORDS, links_to
from jcplanner.domain.planning import PLAN_ID, PlanDetails
from jcplanner.domain.problems import Refusal
from jcplanner.domain.services import ServiceArea
from jcplanner.plan.plan import Plan
from jcplanner.plan.templates import (
    describe,
    example_names,
    fill,
    fill_from,
    template_names,
    template_path,
    this_year,
)

ALL = [*template_names(), *example_names()]

# What an example means to show; anything else serious is a fault of the example.
SERIOUS_ON_PURPOSE = {
    "herefordshire-2023": {
        "NHS Herefordshire and Worcestershire Integrated Care Board has no budget lines."
    },
    "herefordshire-2011": {
        "Herefordshire Council has no budget lines.",
        "NHS Herefordshire has no budget lines.",
        "Herefordshire Health-Care Commissioners has no budget lines.",
    },
    "leicestershire-2018": {
        f"{place} of the three CCGs (not named in the paper) has no budget lines."
        for place in ("First", "Second", "Third")
    },
    "council-nhs": {"Council has no budget lines.", "NHS commissioner has no budget lines."},
    "programme-areas": {"NHS commissioner has no budget lines."},
}


def lines_of(plan: Plan) -> list[BudgetLine]:
    return plan.table(BudgetLine).ordered()


def amount(plan: Plan, line: BudgetLine, year: int) -> BudgetAmount:
    return plan.table(BudgetAmount)[cell_id(line.id, year)]


def test_the_templates_and_examples_are_offered_in_order():
    assert template_names() == ["blank", "council-nhs", "programme-areas"]
    assert example_names() == [
        "herefordshire-2016",
        "herefordshire-2023",
        "derby-home-first",
        "worcestershire-2016",
        "herefordshire-2011",
        "leicestershire-2018",
        "pooled-fund-104",
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
