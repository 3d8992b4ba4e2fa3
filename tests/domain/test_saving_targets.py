"""A saving beside the budget that holds its target."""

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.saving_targets import ServiceBudgets, TargetHeld, percent, target_held
from jcplanner.domain.savings import Saving
from jcplanner.domain.services import ServiceArea

# Derby City Council, Cabinet, 3 August 2016 (001¶4.21-4.22): £2.1m gross, £1.89m of it from the Better Care
# Fund, and £843k to save in 2017/18.
HOME_FIRST: tuple[Record, ...] = (
    PlanDetails("plan", "Derby", first_year=2016),
    Partner("council", 1, "Derby City Council", "Council"),
    Partner("nhs", 2, "NHS commissioner", "NHS"),
    ServiceArea("home", 1, "Home First"),
    BudgetLine("own", 1, "council", "home", "The part paid by the council"),
    BudgetLine("bcf", 2, "council", "home", "The part paid through the Better Care Fund"),
    BudgetLine("income", 3, "council", "home", "Income", direction="income"),
    BudgetLine("payment", 4, "nhs", "home", "Payment to the council"),
    BudgetAmount("own:2016", "own", 2016, 210_000_00),
    BudgetAmount("bcf:2016", "bcf", 2016, 1_890_000_00),
    BudgetAmount("income:2016", "income", 2016, 1_890_000_00),
    BudgetAmount("payment:2016", "payment", 2016, 1_890_000_00),
)


def records(*held: Record) -> Records:
    rows: dict[str, list[tuple[object, ...]]] = {}
    for one in held:
        rows.setdefault(one.TABLE, []).append(one.row)
    return Records(rows)


def held_by(saving: Saving, *more: Record) -> TargetHeld | None:
    found = records(*HOME_FIRST, saving, *more)
    figures = Figures()
    figures.put_in(found, found.table(BudgetLine))
    return target_held(found, ServiceBudgets(figures), saving)


def saving(**fields: object) -> Saving:
    given = {"target_line": "own", "full_year_effect": 843_000_00, "start_year": 2017, **fields}
    return Saving("s", 1, "Home First saving", **given)


def test_home_first_cannot_find_its_saving_inside_its_own_share():
    target = held_by(saving())
    assert target is not None
    assert (target.gross, target.income, target.own_share) == (
        2_100_000_00,
        1_890_000_00,
        210_000_00,
    )
    assert (target.of_gross, target.of_own_share) == (4014, 40143)
    assert target.severity == "warning"
    assert target.words == (
        "£843k is 40.1% of the £2.1m gross of Home First (2016/17) and 401% of the £210k that Council pays "
        "itself: it cannot be found inside its own share."
    )
    # Whichever of the service's lines the target is held against.
    other = held_by(saving(target_line="bcf"))
    assert other is not None
    assert (other.words, other.line) == (target.words, 1_890_000_00)


def test_more_than_is_spent_is_serious():
    target = held_by(saving(full_year_effect=2_100_000_01))
    assert target is not None
    assert target.severity == "serious"
    assert target.words.endswith("that Council pays itself: more than is spent there.")


def test_a_saving_that_fits_is_only_told():
    target = held_by(saving(full_year_effect=210_000_00))
    assert target is not None
    assert target.severity == ""
    assert "100% of the £210k" in target.words and target.words.endswith("itself.")
    nhs = held_by(saving(target_line="payment"))
    assert nhs is not None
    assert nhs.words == "£843k is 44.6% of the £1.9m gross of Home First (2016/17)."


def test_a_service_that_others_pay_for_in_full_leaves_nothing_of_ones_own():
    more = BudgetAmount("income:2016", "income", 2016, 2_200_000_00)
    target = held_by(saving(), more)
    assert target is not None
    assert target.of_own_share is None
    assert ", of which Council pays nothing itself: it cannot be found" in target.words


def test_the_budget_before_the_saving_is_what_counts():
    later = (
        BudgetAmount("own:2017", "own", 2017, 900_000_00),
        BudgetAmount("own:2018", "own", 2018, 1_000_000_00),
    )
    for start, year in ((2016, 2016), (2017, 2016), (2018, 2017), (2019, 2018), (None, 2016)):
        target = held_by(saving(start_year=start), *later)
        assert target is not None
        assert target.year == year
    # No amount in the year before: the next one that has, else the last one before.
    ahead = held_by(saving(target_line="new", start_year=2017), *_new_line())
    assert ahead is not None
    assert (ahead.year, ahead.gross) == (2018, 50_000_00)
    behind = held_by(saving(start_year=2019))
    assert behind is not None
    assert behind.year == 2016


def _new_line() -> tuple[Record, ...]:
    return (
        ServiceArea("other", 2, "Other"),
        BudgetLine("new", 9, "council", "other", "New service"),
        BudgetAmount("new:2018", "new", 2018, 50_000_00),
    )


def test_a_line_without_an_area_stands_for_itself():
    target = held_by(
        saving(target_line="bare", full_year_effect=30_000_00),
        BudgetLine("bare", 9, "council", None, "Reablement"),
        BudgetAmount("bare:2016", "bare", 2016, 40_000_00),
    )
    assert target is not None
    assert target.words == "£30k is 75.0% of the £40k gross of Reablement (2016/17)."


def test_a_service_without_amounts_is_said():
    target = held_by(
        saving(target_line="bare"), BudgetLine("bare", 9, "council", None, "Reablement")
    )
    assert target is not None
    assert target.severity == "warning"
    assert target.words == "No amount is given for Reablement, where £843k is to be saved."


def test_nothing_is_compared_for_an_investment_or_without_line_or_amount():
    assert held_by(saving(full_year_effect=-1)) is None
    assert held_by(saving(full_year_effect=0)) is None
    assert held_by(saving(full_year_effect=None)) is None
    assert held_by(saving(target_line=None)) is None


def test_percentages_have_a_decimal_below_the_whole():
    assert percent(843, 2100) == "40.1%"
    assert percent(843, 210) == "401%"
    assert percent(1, 1) == "100%"
    assert percent(1, 0) == "more than all"
