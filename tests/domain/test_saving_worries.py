"""What is doubtful about savings: each worry with the smallest plan that has it."""

from jcplanner.domain.assumptions import Assumption, AssumptionRate
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.saving_worries import concerns, saving_problems
from jcplanner.domain.savings import Saving
from jcplanner.domain.services import ServiceArea

PLAN: tuple[Record, ...] = (
    PlanDetails("plan", "Plan", first_year=2016, years_shown=4),
    Partner("c", 1, "The Council", "Council"),
    ServiceArea("adults", 1, "Adults"),
    ServiceArea("learning", 2, "Learning disability", "adults"),
    ServiceArea("mental", 3, "Mental health"),
    BudgetLine("homes", 1, "c", "learning", "Homes"),
    BudgetLine("wards", 2, "c", "mental", "Wards"),
    *(BudgetAmount(f"homes:{year}", "homes", year, 1_000_000_00) for year in range(2016, 2020)),
    *(BudgetAmount(f"wards:{year}", "wards", year, 500_000_00) for year in range(2016, 2019)),
)


def problems(*more: Record) -> list[Problem]:
    rows: dict[str, list[tuple[object, ...]]] = {}
    for one in (*PLAN, *more):
        rows.setdefault(one.TABLE, []).append(one.row)
    records = Records(rows)
    figures = Figures()
    figures.put_in(records, records.table(BudgetLine))
    found = list(saving_problems(records, figures))
    assert [held.problem for held in concerns(records, figures)] == found
    return found


def kinds(*more: Record) -> list[str]:
    return [held.kind for held in problems(*more)]


def saving(key: str, **fields: object) -> Saving:
    given = {"full_year_effect": 100_000_00, "start_year": 2017, **fields}
    return Saving(key, 1, f"Saving {key}", **given)


def test_a_plan_without_savings_has_no_worries_about_them():
    assert problems() == []


def test_a_saving_in_order_has_none():
    assert problems(saving("a", target_line="homes", benefit_area="learning")) == []
    # The benefit may fall in the area as a whole.
    assert problems(saving("a", target_line="homes", benefit_area="adults")) == []


def test_a_target_beyond_its_budget_is_said_in_a_sentence():
    (found,) = problems(
        saving(
            "a", target_line="wards", benefit_area="mental", full_year_effect=500_000_01,
            start_year=2019,
        )
    )  # fmt: skip
    assert found == Problem(
        "saving beyond its budget",
        "serious",
        '"Saving a": £500k is 100% of the £500k gross of Mental health (2018/19): more than is spent there.',
        Place("gap", "saving", "a", 2018),
    )


def test_an_amount_without_a_first_year_delivers_nothing():
    assert kinds(saving("a", start_year=None)) == ["saving without a first year"]
    assert kinds(saving("a", start_year=None, full_year_effect=0)) == []


def test_a_confidence_above_the_whole_is_noticed():
    assert kinds(saving("a", confidence=10_001)) == ["confidence out of range"]
    assert kinds(saving("a", confidence=-1)) == ["confidence out of range"]
    assert kinds(saving("a", confidence=None)) == []


def test_a_benefit_that_falls_elsewhere_is_noted():
    (found,) = problems(saving("a", target_line="homes", benefit_area="mental"))
    assert (found.kind, found.severity) == ("benefit falls elsewhere", "note")
    assert found.text == (
        '"Saving a": the target is held in Learning disability, the benefit falls in Mental health.'
    )
    assert kinds(saving("a", target_line="homes")) == ["saving without a benefit area"]


def test_two_savings_of_one_name_are_told_apart_or_are_one():
    (found,) = problems(
        Saving("a", 1, "Day  services", full_year_effect=1, start_year=2017),
        Saving("b", 2, "day services ", full_year_effect=1, start_year=2019),
    )
    assert found.text == '2 savings are called "Day  services": is one of them counted twice?'
    assert found.severity == "warning"


def test_savings_on_one_line_in_one_year_may_be_one():
    one = saving("a", target_line="homes", benefit_area="learning")
    two = saving("b", target_line="homes", benefit_area="learning", start_year=2018)
    (found,) = problems(one, two)
    assert found.text == (
        '"Saving a" and "Saving b" are both held against "Homes" in 2018/19: is one of them counted twice?'
    )
    assert found.place == Place("gap", "saving", "a", 2018)
    gone = saving("a", target_line="homes", benefit_area="learning", recurrence="non-recurrent")
    assert problems(gone, two) == []
    invested = saving("b", target_line="homes", benefit_area="learning", full_year_effect=-5)
    assert problems(one, invested) == []


def test_many_savings_are_counted_not_listed():
    held = [saving(key, target_line="homes", benefit_area="learning") for key in "abcde"]
    (found,) = problems(*held)
    assert found.text.startswith('"Saving a", "Saving b" and 3 more are all held against')


def test_savings_beyond_what_their_area_spends_are_found_with_those_inside_it():
    one = saving("a", benefit_area="learning", full_year_effect=600_000_00)
    two = saving("b", benefit_area="learning", full_year_effect=400_000_01, start_year=2018)
    (found,) = problems(one, two)
    assert found.text == (
        'Learning disability, 2018/19: "Saving a" and "Saving b" come to £1.0m, more than the £1.0m net '
        "that is spent there."
    )
    # Blank is not nil: nothing is given for Mental health in 2019/20.
    assert kinds(saving("a", benefit_area="mental", start_year=2019)) == []


def test_an_area_and_one_inside_it_are_both_claimed():
    (found,) = problems(
        saving("a", benefit_area="adults"), saving("b", benefit_area="learning", start_year=2018)
    )
    assert (found.kind, found.severity) == ("savings in an area and inside it", "note")
    assert found.text == (
        '"Saving a" falls in Adults as a whole, "Saving b" in areas inside it: is one of them counted twice?'
    )
    assert found.place.year == 2018


def efficiency(key: str, area: str | None, year: int, rate: int) -> tuple[Record, Record]:
    return (
        Assumption(key, 1, f"Efficiency {key}", "efficiency", area),
        AssumptionRate(f"{key}:{year}", key, year, rate),
    )


def test_an_efficiency_that_counts_for_the_same_area_is_noticed():
    held = saving("a", benefit_area="learning")
    (found,) = problems(held, *efficiency("all", None, 2018, 200))
    assert found.text == (
        'Efficiency all takes 2% off in 2018/19 where "Saving a" falls too: is one of them counted twice?'
    )
    assert kinds(held, *efficiency("all", None, 2016, 200)) == []
    assert kinds(held, *efficiency("all", None, 2018, 0)) == []
    assert kinds(held, *efficiency("mental", "mental", 2018, 200)) == []
    # The nearest to an area holds, so the one for all does not count there.
    nearest = problems(
        held, *efficiency("all", None, 2018, 200), *efficiency("ld", "adults", 2017, 100)
    )
    assert [problem.text[:13] for problem in nearest] == ["Efficiency ld"]


def test_a_concern_tells_every_saving_that_it_is_about():
    rows: dict[str, list[tuple[object, ...]]] = {}
    held = [saving(key, target_line="homes", benefit_area="learning") for key in "ab"]
    for one in (*PLAN, *held):
        rows.setdefault(one.TABLE, []).append(one.row)
    records = Records(rows)
    figures = Figures()
    figures.put_in(records, records.table(BudgetLine))
    (found,) = concerns(records, figures)
    assert found.savings == {"a", "b"}
