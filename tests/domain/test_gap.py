"""The gap and what closes it, by side; control totals; and what is wrong with what they rest on."""

from collections.abc import Iterable

from jcplanner.domain.assumptions import (
    Assumption,
    AssumptionRate,
    ControlledPartner,
    ControlTotal,
    Pressure,
    Resource,
)
from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, FundingSource
from jcplanner.domain.control_totals import controlled
from jcplanner.domain.figures import Figures
from jcplanner.domain.gap import EVERYONE, PROVIDERS, Gap
from jcplanner.domain.gap_worries import gap_problems
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PRICE_BASES, PlanDetails, StatedFigure
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.savings import Saving, SavingCost
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.stated import compare


def held(*records: Record | Iterable[Record], price_base: str = PRICE_BASES[0]) -> Gap:
    """A plan of a council (1,000.00), a CCG (2,000.00) and a trust (500.00), each with one line."""
    given: list[Record] = [
        PlanDetails("plan", "Plan", first_year=2016, price_base=price_base),
        Partner("council", 1, "Council"),
        Partner("ccg", 2, "CCG", kind="CCG"),
        Partner("trust", 3, "Trust", kind="NHS trust"),
        ServiceArea("adults", 1, "Adults"),
    ]
    for place, (key, amount) in enumerate(
        {"council": 1_000_00, "ccg": 2_000_00, "trust": 500_00}.items()
    ):
        given.append(BudgetLine(f"{key} line", place, key, "adults", key))
        given.append(BudgetAmount(f"{key} line:2016", f"{key} line", 2016, amount))
    for part in records:
        given.extend([part] if isinstance(part, Record) else part)
    rows: dict[str, list[tuple[object, ...]]] = {}
    for one in given:
        rows.setdefault(one.TABLE, []).append(one.row)
    made, figures = Records(rows), Figures()
    figures.put_in(made, made.table(BudgetLine))
    gap = Gap(made, figures)
    gap.__dict__["figures"] = figures
    return gap


def problems(gap: Gap) -> dict[str, list[str]]:
    """Kinds of problems with their severities."""
    found: dict[str, list[str]] = {}
    for problem in gap_problems(gap.records, gap.__dict__["figures"]):
        found.setdefault(problem.kind, []).append(problem.severity)
    return found


def resources(year: int = 2017) -> list[Record]:
    return [
        Resource(f"council:{year}", "council", year, 900_00),
        Resource(f"ccg:{year}", "ccg", year, 1_800_00),
        Resource(f"trust:{year}", "trust", year, 600_00),
    ]


def test_commissioners_and_providers_have_gaps_of_their_own():
    gap = held(resources())
    assert gap.of(2017).gap == 3_000_00 - 2_700_00
    assert gap.of(2017, PROVIDERS).gap == -100_00  # a surplus, right across zero
    assert gap.of(2017, EVERYONE).gap == 200_00
    assert gap.of(2017, "council").gap == 100_00


def test_a_resource_is_what_is_typed_else_what_funding_gives_else_missing():
    gap = held(
        Resource("council:2017", "council", 2017, 900_00),
        FundingSource("core", 1, "Core", "council"),
        FundingSource("grant", 2, "Grant", "ccg"),
        FundingSource("dfg", 3, "DFG", "ccg", nature="capital"),
        [
            FundingAmount(f"{key}:{year}", key, year, 100_00)
            for key in ("core", "grant", "dfg")
            for year in (2017, 2018)
        ],
    )
    found = [
        gap.resource("council", 2017),
        gap.resource("council", 2018),
        gap.resource("ccg", 2017),
    ]
    assert [(one.amount, one.rests_on) for one in found] == [
        (900_00, "typed"),
        (100_00, "funding sources"),
        (100_00, "funding sources"),
    ]
    assert gap.resource("ccg", 2019).rests_on == "missing"
    assert gap.of(2017).missing == ()
    assert gap.of(2019).missing == ("council", "ccg")


def test_the_residual_is_the_gap_less_efficiency_and_savings_with_a_scheme():
    """Gap 300; 1% efficiency of 3,000 = 30; identified 80; in development 50; costs 10: 150 is left.

    The target of 40 that has no scheme lies inside that line.
    """

    def saving(key: str, status: str, amount: int, confidence: int | None = None) -> Saving:
        return Saving(
            key,
            1,
            key,
            partner="council",
            full_year_effect=amount,
            start_year=2017,
            status=status,
            confidence=confidence,
        )

    records = [
        *resources(),
        Assumption("tariff", 1, "Tariff", "efficiency"),
        AssumptionRate("tariff:2017", "tariff", 2017, 100),
        saving("reablement", "identified", 80_00, 5000),
        saving("estates", "in development", 50_00),
        saving("target", "unidentified", 40_00),
        SavingCost("reablement:2017", "reablement", 2017, 10_00),
        SavingCost("target:2017", "target", 2017, 99_00),
    ]
    of_year = held(records).of(2017)
    assert (of_year.required.efficiency, of_year.saved.net) == (30_00, 120_00)
    assert (of_year.residual, of_year.saved.targets) == (150_00, 40_00)
    assert of_year.after_savings == 3_000_00 - 150_00
    plain = held(records)
    sure = Gap(plain.records, plain.__dict__["figures"], weighted=True)
    assert sure.of(2017).residual == 190_00  # half of 80 is sure; costs are never weighted


def test_each_assumption_swings_the_residual_while_the_others_stand():
    """4% on 3,000, between 2% and 7%: 60 less or 90 more. What has no range swings nothing."""
    gap = held(
        resources(),
        Assumption("pay", 1, "Pay"),
        Assumption("age", 2, "Ageing", "demographic"),
        Assumption("tariff", 3, "Tariff", "efficiency"),
        AssumptionRate("pay:2017", "pay", 2017, 400, 200, 700),
        AssumptionRate("age:2017", "age", 2017, 100),
        AssumptionRate("tariff:2017", "tariff", 2017, 100, 50),
    )
    centre = gap.of(2017).residual
    assert centre == 300_00 + 120_00 + 30_00 - 30_00
    assert [(one.assumption, one.low, one.high) for one in gap.swings(2017)] == [
        ("pay", centre - 60_00, centre + 90_00),
        ("tariff", centre + 15_00, centre),
    ]
    assert gap.swings(2015) == ()


def test_stated_and_derived_gap_of_worcestershire_are_both_kept():
    """1.412bn needed, 1.327bn there: 85m by arithmetic, 84m in the paper (002¶17)."""
    bn = 1_000_000_000_00
    gap = held(
        Resource("ccg:2020", "ccg", 2020, bn * 1327 // 1000),
        BudgetAmount("ccg line:2020", "ccg line", 2020, bn * 1412 // 1000),
        PlanDetails("plan", "Plan", first_year=2020),
    )
    stated = StatedFigure("s", 1, "Gap", "gap", None, None, 2020, 84_000_000_00)
    found = compare(gap.records, gap.__dict__["figures"], stated)
    assert (found.derived, found.difference) == (85_000_000_00, 1_000_000_00)


def test_stated_figures_can_name_each_total_of_the_gap():
    gap = held(resources(), Pressure("p", 1, "P", "ccg", "adults", 2017, 10_00))

    def derived(total: str, partner: str | None = None, area: str | None = None) -> int:
        stated = StatedFigure("s", 1, "S", total, partner, area, 2017, 0)
        return compare(gap.records, gap.__dict__["figures"], stated).derived

    assert derived("requirement") == 3_010_00
    assert derived("requirement", "trust") == 500_00
    assert derived("requirement", area="adults") == 3_010_00
    assert derived("resource", "council") == 900_00
    assert derived("gap") == 310_00
    assert derived("residual gap", "ccg") == 210_00


def test_a_control_total_leaves_headroom_or_is_overdrawn():
    gap = held(
        resources(),
        BudgetAmount("council line:2017", "council line", 2017, 1_100_00),
        ControlTotal("budget", 1, "Budget", 2017, 1_000_00),
        ControlTotal("need", 2, "Need", 2017, 3_200_00, "requirement after savings"),
        ControlTotal("nobody", 3, "Nobody", 2017, 1),
        [
            ControlledPartner(f"{control}:{partner}", control, partner)
            for control, partner in (("budget", "council"), ("need", "council"), ("need", "ccg"))
        ],
    )
    found = list(controlled(gap.records, gap.__dict__["figures"]))
    assert [(one.compared, one.headroom) for one in found] == [
        (1_100_00, -100_00),
        (3_000_00, 200_00),
        (0, None),
    ]
    assert problems(gap)["control total overdrawn"] == ["serious"]


def test_every_slip_in_what_the_gap_rests_on_is_a_problem():
    gap = held(
        Assumption("pay", 1, "Pay"),
        Assumption("age", 2, "Ageing", "demographic", None, "ONS", "Head of finance"),
        AssumptionRate("pay:2017", "pay", 2017, 250, 300, 400),
        AssumptionRate("age:2017", "age", 2017, 25_000),
        AssumptionRate("age:2018", "age", 2018, None, 100),
        AssumptionRate("age:2019", "age", 2019, 3),
        Pressure("p", 1, "P", None, "adults", 2030, 10_00),
        Resource("ccg:2016", "ccg", 2016, 1_00),
        Partner("late", 4, "Late"),
        BudgetLine("late line", 9, "late", "adults", "Late"),
        BudgetAmount("late line:2018", "late line", 2018, 1_00),
        price_base=PRICE_BASES[1],
    )
    assert problems(gap) == {
        "assumption without source or owner": ["note"],
        "prices in a plan at base-year prices": ["warning"],
        "rates out of order": ["warning"],
        "rate above 25%": ["warning"],
        "rate below 0.1%": ["note"],
        "range without a central rate": ["warning"],
        "pressure outside the plan's years": ["note"],
        "pressure without a partner": ["note"],
        "partner without a resource": ["warning"] * 4,
        "requirement without a base": ["warning"],
        "gap without a scheme": ["note"],
    }


def test_nobody_is_told_of_a_gap_that_nobody_has_begun():
    assert problems(held()) == {}
