"""Every kind of problem is found where it is, leads to its place, and is gone when it is put right."""

import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource
from jcplanner.domain.figures import Figures
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails, StatedFigure
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.risk_rules import RiskShareRule
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.worries import in_order, line_problems, plan_problems

LINE = BudgetLine("l", 1, "c", "a", "Homes", funding_source="f", budget_holder="Head of care")
SOUND: tuple[Record, ...] = (
    PlanDetails("plan", first_year=2016, years_shown=3),
    Partner("c", 1, "Council"),
    ServiceArea("a", 1, "Adults"),
    FundingSource("f", 1, "Base budget", "c"),
    LINE,
    BudgetAmount("l:2016", "l", 2016, 500_000),
    BudgetAmount("l:2017", "l", 2017, 510_000),
    Pool("p", 1, "Pool", "c", legal_basis="none: statement of intent"),
    RiskShareRule("r", 1, "p"),
)


def problems(*changed: Record) -> list[Problem]:
    """The problems of the sound plan in which these records are changed or added.

    Whether bodies have decided is left out: tests of decisions are in test_deciding_worries.
    """
    held = {(record.TABLE, record.id): record for record in (*SOUND, *changed)}
    rows: dict[str, list[tuple[object, ...]]] = {}
    for record in held.values():
        rows.setdefault(record.TABLE, []).append(record.row)
    found = found_in(Records(rows))
    return [held for held in found if held.kind != "budget without a partner's decision"]


def found_in(records: Records) -> list[Problem]:
    figures = Figures()
    lines = records.table(BudgetLine)
    figures.put_in(records, lines)
    of_lines = [
        problem for line in lines for problem in line_problems(records, line, records.details.years)
    ]
    return in_order([*plan_problems(records, figures), *of_lines])


def test_a_sound_plan_has_no_problems():
    assert problems() == []


PROBLEMS: list[tuple[str, str, Place, list[Record]]] = [
    (
        "line without a partner",
        "serious",
        Place("budgets", "budget_line", "m"),
        [BudgetLine("m", 2, None, "a", "Lost", budget_holder="x")],
    ),
    (
        "line without an area",
        "warning",
        Place("budgets", "budget_line", "m"),
        [BudgetLine("m", 2, "c", None, "Lost", budget_holder="x")],
    ),
    (
        "no reporting line",
        "note",
        Place("budgets", "budget_line", "m"),
        [BudgetLine("m", 2, "c", "a", "Lost")],
    ),
    (
        "amount outside its range",
        "warning",
        Place("budgets", "budget_line", "l", 2017),
        [BudgetAmount("l:2017", "l", 2017, 510_000, 520_000, 530_000)],
    ),
    (
        "figure far from its neighbour",
        "warning",
        Place("budgets", "budget_line", "l", 2017),
        [BudgetAmount("l:2017", "l", 2017, 5_000_000)],
    ),
    (
        "partner without lines",
        "serious",
        Place("partners", "partner", "n"),
        [Partner("n", 2, "NHS")],
    ),
    (
        "areas in a ring",
        "serious",
        Place("areas", "service_area", "a"),
        [ServiceArea("a", 1, "Adults", "a")],
    ),
    (
        "capital in a revenue pool",
        "serious",
        Place("pathway", "pool", "p", 2017),
        [
            PathwayStep("a:2017", "a", 2017, "integrate", "pooled", "p"),
            BudgetLine("m", 2, "c", "a", "Hostel", nature="capital", budget_holder="x"),
            BudgetAmount("m:2017", "m", 2017, 900_000),
        ],
    ),
    (
        "pooled without a pool",
        "warning",
        Place("pathway", "service_area", "a", 2017),
        [PathwayStep("a:2017", "a", 2017, "integrate", "pooled")],
    ),
    (
        "arrangement ahead of its stage",
        "warning",
        Place("pathway", "service_area", "a", 2017),
        [PathwayStep("a:2017", "a", 2017, "not started", "aligned")],
    ),
    (
        "source of another nature",
        "serious",
        Place("budgets", "funding_source", "f"),
        [FundingSource("f", 1, "Grant", "c", nature="capital")],
    ),
    (
        "source of another partner",
        "note",
        Place("budgets", "funding_source", "f"),
        [
            Partner("n", 2, "NHS", plan_role="observer"),
            FundingSource("f", 1, "Grant", "n"),
        ],
    ),
    (
        "stated and derived apart",
        "warning",
        Place("overview", "stated_figure", "s", 2016),
        [StatedFigure("s", 1, "Paper 7", year=2016, amount=500_001)],
    ),
]


@pytest.mark.parametrize(
    ("kind", "severity", "place", "changed"), PROBLEMS, ids=[held[0] for held in PROBLEMS]
)
def test_each_problem_is_found_once_and_leads_to_its_place(
    kind: str, severity: str, place: Place, changed: list[Record]
):
    found = problems(*changed)
    assert [(held.kind, held.severity, held.place) for held in found] == [(kind, severity, place)]
    assert found[0].text.endswith(".")


def test_a_plan_without_partners_says_so():
    found = found_in(Records({"plan": [PlanDetails("plan").row]}))
    assert [(held.kind, held.place.screen) for held in found] == [("no partners", "partners")]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (500_000, 5_100_000, "2017/18 is 10 times 2016/17"),
        (5_100_000, 500_000, "2017/18 is a 10th of 2016/17"),
        (500_000, 500_000_000, "2017/18 is 1,000 times 2016/17"),
        (500_000, -5_000_000, "2017/18 is 10 times 2016/17"),
        (500_000_000, 500_000, "2017/18 is a 1,000th of 2016/17"),
    ],
)
def test_a_slip_of_finger_or_unit_is_said_in_words(before: int, after: int, words: str):
    found = problems(
        BudgetAmount("l:2016", "l", 2016, before), BudgetAmount("l:2017", "l", 2017, after)
    )
    assert len(found) == 1
    assert words in found[0].text


@pytest.mark.parametrize(
    ("before", "after"),
    [(500_000, 3_000_000), (0, 5_000_000), (500, 5_000), (500_000, 500_000), (500_000, 12_000_000)],
)
def test_growth_new_money_and_small_change_are_no_slips(before: int, after: int):
    assert (
        problems(
            BudgetAmount("l:2016", "l", 2016, before), BudgetAmount("l:2017", "l", 2017, after)
        )
        == []
    )


def test_a_blank_year_is_skipped_when_neighbours_are_compared():
    found = problems(
        BudgetAmount("l:2017", "l", 2017, None), BudgetAmount("l:2018", "l", 2018, 5_000_000)
    )
    assert [held.place.year for held in found] == [2018]


def test_what_is_kept_out_of_the_pool_may_be_capital():
    found = problems(
        PathwayStep("a:2017", "a", 2017, "integrate", "pooled", "p"),
        BudgetLine(
            "m", 2, "c", "a", "Hostel", nature="capital", budget_holder="x", kept_out_of_pool=1
        ),
        BudgetAmount("m:2017", "m", 2017, 900_000),
    )
    assert found == []


def test_problems_are_in_order_serious_ones_first():
    found = problems(Partner("n", 2, "NHS"), BudgetLine("m", 2, None, None, "Lost"))
    assert [held.severity for held in found] == ["serious", "serious", "warning", "note"]
