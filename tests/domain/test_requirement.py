"""The do-nothing requirement: rule 7 of the design, worked by hand."""

from collections.abc import Iterable
from typing import Any

import pytest

from jcplanner.domain.assumptions import Assumption, AssumptionRate, Pressure
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.requirement import Rates, Required, Requirement
from jcplanner.domain.services import ServiceArea

YEARS = (2016, 2017, 2018, 2019)


def line(key: str, amount: int, area: str | None = "adults", **fields: Any) -> list[Record]:
    """A line of the council with an amount in the base year."""
    made = BudgetLine(key, 1, "council", area, key, **fields)
    return [made, BudgetAmount(f"{key}:2016", key, 2016, amount)]


def rate(
    key: str, year: int, central: int | None, low: int | None = None, high: int | None = None
) -> AssumptionRate:
    return AssumptionRate(f"{key}:{year}", key, year, central, low, high)


def held(*records: Record | Iterable[Record]) -> tuple[Records, Figures]:
    """Records in memory with their figures: a council with two areas, one inside the other."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    given: list[Record] = [
        PlanDetails("plan", "Plan", first_year=2016),
        Partner("council", 1, "Council"),
        ServiceArea("adults", 1, "Adults"),
        ServiceArea("homes", 2, "Care homes", "adults"),
    ]
    for part in records:
        given.extend([part] if isinstance(part, Record) else part)
    for one in given:
        rows.setdefault(one.TABLE, []).append(one.row)
    made = Records(rows)
    figures = Figures()
    figures.put_in(made, made.table(BudgetLine))
    return made, figures


def of_council(records: Records, figures: Figures, estimate: str = "central") -> list[Required]:
    requirement = Requirement(records, figures, estimate)
    return [requirement.of(year) for year in requirement.years]


def test_rates_add_before_they_multiply():
    """1,000.00 with 2% and 3% is 1,050.00, not 1,050.60; the year after 1,050.00 x 1.05 = 1,102.50."""
    records, figures = held(
        line("care", 1_000_00),
        Assumption("pay", 1, "Pay", "pay and price"),
        Assumption("age", 2, "Ageing", "demographic"),
        [rate(key, year, by) for key, by in (("pay", 200), ("age", 300)) for year in (2017, 2018)],
    )
    found = of_council(records, figures)
    assert [held.total for held in found] == [1_000_00, 1_050_00, 1_102_50, 1_102_50]
    assert found[1].growth == (20_00, 30_00, 0, 0)
    assert found[2].growth == (21_00, 31_50, 0, 0)


def test_each_cause_is_rounded_by_itself_half_a_penny_away_from_zero():
    """0.50 x 1% is half a penny: each of two kinds brings one, where both together would bring one."""
    records, figures = held(
        line("care", 50),
        line("fees", 50, "homes", direction="income"),
        Assumption("pay", 1, "Pay", "pay and price"),
        Assumption("age", 2, "Ageing", "demographic"),
        rate("pay", 2017, 100),
        rate("age", 2017, 100),
    )
    requirement = Requirement(records, figures)
    assert requirement.of(2017, areas=frozenset(("adults",))).growth == (1, 1, 0, 0)
    assert requirement.of(2017, areas=frozenset(("homes",))).growth == (-1, -1, 0, 0)


def test_what_is_not_recurrent_falls_out_after_the_base_year():
    records, figures = held(
        line("care", 1_000_00), line("once", 100_00, recurrence="non-recurrent")
    )
    found = of_council(records, figures)
    assert [held.total for held in found] == [1_100_00, 1_000_00, 1_000_00, 1_000_00]
    assert [held.fallen_out for held in found] == [0, 100_00, 0, 0]


def test_a_pressure_comes_with_its_full_year_effect_the_year_after_and_grows_then():
    """300 in 2017/18, 800 a year in full: 500 more in 2018/19; 10% on all of it in 2019/20."""
    records, figures = held(
        line("care", 1_000_00),
        Pressure("team", 1, "Team", "council", "adults", 2017, 300_00, 800_00),
        Assumption("pay", 1, "Pay"),
        rate("pay", 2019, 1000),
    )
    found = of_council(records, figures)
    assert [held.total for held in found] == [1_000_00, 1_300_00, 1_800_00, 1_980_00]
    assert [held.full_year for held in found] == [0, 0, 500_00, 0]


def test_a_pressure_of_the_base_year_lies_in_its_budget_already():
    records, figures = held(
        line("care", 1_000_00), Pressure("p", 1, "P", "council", "adults", 2016, 300_00, 800_00)
    )
    assert [held.total for held in of_council(records, figures)][:2] == [1_000_00, 1_500_00]


def test_a_pressure_of_one_year_falls_out_and_does_not_grow():
    records, figures = held(
        line("care", 1_000_00),
        Pressure("p", 1, "P", "council", "adults", 2017, 200_00, None, "non-recurrent"),
        Assumption("pay", 1, "Pay"),
        rate("pay", 2018, 1000),
    )
    assert [held.total for held in of_council(records, figures)] == [
        1_000_00,
        1_200_00,
        1_100_00,
        1_100_00,
    ]


def test_of_each_kind_the_nearest_to_an_area_holds_and_several_there_add():
    records, _ = held(
        Assumption("all", 1, "All", "demographic"),
        Assumption("adults1", 2, "Adults", "demographic", "adults"),
        Assumption("adults2", 3, "Adults more", "demographic", "adults"),
        Assumption("homes", 4, "Homes", "demographic", "homes"),
        Assumption("pay", 5, "Pay", "pay and price"),
        [rate(key, 2017, by) for key, by in (("all", 100), ("adults1", 200), ("adults2", 30))],
        rate("homes", 2018, 500),
        rate("pay", 2017, 250),
    )
    rates = Rates(records)
    assert rates.of("adults", "demographic", 2017) == 230
    assert rates.of("homes", "demographic", 2017) == 230  # its own is blank in that year
    assert rates.of("homes", "demographic", 2018) == 500
    assert rates.of(None, "demographic", 2017) == 100
    assert rates.of("homes", "pay and price", 2017) == 250


def test_a_blank_low_or_high_is_as_central_and_a_blank_central_is_no_rate():
    records, _ = held(
        Assumption("pay", 1, "Pay"),
        rate("pay", 2017, 300, 200),
        rate("pay", 2018, None, 100, 200),
    )
    found = {word: Rates(records, word) for word in ("low", "central", "high")}
    assert [found[word].of(None, "pay and price", 2017) for word in found] == [200, 300, 300]
    assert {rates.of(None, "pay and price", 2018) for rates in found.values()} == {0}


def test_efficiency_stands_beside_the_requirement_and_carries_on():
    """2% of 1,000 in each of two years is 20, then 40 together; the requirement stays 1,000."""
    records, figures = held(
        line("care", 1_000_00),
        Assumption("tariff", 1, "Tariff", "efficiency"),
        rate("tariff", 2017, 200),
        rate("tariff", 2018, 200),
    )
    found = of_council(records, figures)
    assert [held.total for held in found] == [1_000_00] * 4
    assert [held.efficiency for held in found] == [0, 20_00, 40_00, 40_00]


@pytest.mark.parametrize("fields", [{"nature": "capital"}, {"in_kind": 1}])
def test_capital_and_what_is_in_kind_are_no_part_of_it(fields: dict[str, Any]):
    records, figures = held(line("care", 1_000_00), line("other", 500_00, **fields))
    assert of_council(records, figures)[0].total == 1_000_00


def test_the_base_is_the_first_year_with_any_amount():
    """Years without a published figure are blank, which is not nil."""
    records, figures = held(
        BudgetLine("care", 1, "council", "adults", "Care"),
        BudgetAmount("care:2018", "care", 2018, 1_000_00),
    )
    requirement = Requirement(records, figures)
    assert requirement.years == (2018, 2019)
    assert requirement.of(2016) == Required()
    assert requirement.of(2018).total == 1_000_00
