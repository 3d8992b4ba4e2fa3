"""What the examples say of pools, gap and savings: the published figures, and what follows from them."""

from collections.abc import Callable
from datetime import date

import pytest

from jcplanner.domain.agreements import agreement_on, uncovered
from jcplanner.domain.assumptions import Assumption, ControlTotal, Pressure, Resource
from jcplanner.domain.budgets import FundingAmount, FundingSource, cell_id
from jcplanner.domain.control_totals import controlled
from jcplanner.domain.figures import Scope, total
from jcplanner.domain.gap import Gap
from jcplanner.domain.in_year import pool_lines, pool_outturn
from jcplanner.domain.partners import Partner
from jcplanner.domain.pooling import Pooled
from jcplanner.domain.pools import Contribution, Instalment, Pool
from jcplanner.domain.risk_case import case_of, shared_in
from jcplanner.domain.risk_rules import RiskShareRule
from jcplanner.domain.savings import Saving
from jcplanner.domain.scenarios import Scenario
from jcplanner.domain.virements import Virement
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from jcplanner.plan.templates import example_names, fill

MILLION = 1_000_000_00


def filled(empty_plan: Callable[[], Plan], name: str) -> Plan:
    plan = empty_plan()
    fill(plan, name)
    return plan


def pool_called(plan: Plan, name: str) -> str:
    return next(held.id for held in plan.table(Pool).values() if held.name == name)


def scenario_called(plan: Plan, beginning: str) -> ScenarioPlan:
    held = next(held for held in plan.table(Scenario).values() if held.name.startswith(beginning))
    return ScenarioPlan(plan, held.id)


@pytest.mark.parametrize("name", example_names())
def test_what_the_gap_rests_on_has_a_source_or_is_called_illustrative(
    empty_plan: Callable[[], Plan], name: str
):
    plan = filled(empty_plan, name)
    for kind in (Resource, Assumption, Pressure, ControlTotal, Saving):
        for held in plan.table(kind).values():
            assert held.source, held
            assert held.source != "Illustrative" or held.note.startswith("Illustrative"), held
    for held in (*plan.table(Contribution).values(), *plan.table(Instalment).values()):
        assert held.note.startswith("Illustrative"), held.id
    for scenario in plan.table(Scenario).values():
        assert "(illustrative)" in scenario.name and scenario.purpose
    for rule in plan.table(RiskShareRule).values():
        assert rule.note, rule.rule


@pytest.mark.parametrize("name", example_names())
def test_every_pool_of_an_example_is_in_balance(empty_plan: Callable[[], Plan], name: str):
    plan = filled(empty_plan, name)
    pooled = Pooled(plan.records, plan.figures)
    for pool in plan.table(Pool):
        assert {year: pooled.balance(pool, year) for year in pooled.years(pool)} == dict.fromkeys(
            pooled.years(pool), 0
        )


def test_the_care_homes_pool_shares_its_overspend_as_the_design_has_it(
    empty_plan: Callable[[], Plan],
):
    """£20.0m (12.0 and 8.0), £1.3m over: capped at 5% 600,000 and 400,000, and 300,000 to nobody [S41]."""
    plan = filled(empty_plan, "herefordshire-2016")
    pool, pooled = pool_called(plan, "Care homes pool"), Pooled(plan.records, plan.figures)
    given = {held.partner: held.amount for held in pooled.contributions(pool, 2016)}
    assert sorted(given.values()) == [8 * MILLION, 12 * MILLION]
    over = pool_outturn(plan.records, pool, 2016).variance
    assert over == 1_300_000_00
    shared = shared_in(plan.records, pool, case_of(pooled, pool, 2016, over))
    assert shared.partners == (600_000_00, 400_000_00)
    assert shared.unallocated == 300_000_00


def test_a_cap_of_ten_per_cent_leaves_nothing_to_nobody(empty_plan: Callable[[], Plan]):
    plan = filled(empty_plan, "herefordshire-2016")
    seen = scenario_called(plan, "Capped at 10%")
    pool, pooled = pool_called(plan, "Care homes pool"), Pooled(seen.records, seen.figures)
    shared = shared_in(seen.records, pool, case_of(pooled, pool, 2016, 1_300_000_00))
    assert (shared.partners, shared.unallocated) == ((780_000_00, 520_000_00), 0)
    seen.close()


def test_an_efficiency_without_inflation_leaves_the_pool_short(empty_plan: Callable[[], Plan]):
    plan = filled(empty_plan, "herefordshire-2016")
    seen = scenario_called(plan, "The CCG adds no inflation")
    pool = pool_called(plan, "Care homes pool")
    assert Pooled(seen.records, seen.figures).balance(pool, 2017) == -160_000_00
    seen.close()


def test_moving_into_the_care_homes_pool_left_the_councils_total_as_published(
    empty_plan: Callable[[], Plan],
):
    plan = filled(empty_plan, "herefordshire-2016")
    council = next(held.id for held in plan.table(Partner).values() if held.kind == "council")
    nets = {
        year: total(plan.figures, Scope(frozenset((year,)), frozenset((council,))))
        for year in plan.years
    }
    assert set(nets.values()) == {49_442_000_00}
    [virement] = plan.table(Virement).values()
    assert virement.note.startswith("Illustrative")
    assert not [held for held in plan.problems if held.kind == "virement not nil"]


def test_the_variation_of_2016_takes_over_on_1_october(empty_plan: Callable[[], Plan]):
    plan = filled(empty_plan, "herefordshire-2016")
    pool = pool_called(plan, "Care homes pool")
    before = agreement_on(plan.records, pool, date(2016, 9, 30))
    after = agreement_on(plan.records, pool, date(2016, 10, 1))
    assert before and before.status == "superseded"
    assert after and after.name == "Variation of 2016"


def test_the_better_care_fund_agreement_of_2020_has_run_out_by_2026(
    empty_plan: Callable[[], Plan],
):
    """Section 75 agreement from 1 April 2020 to 31 March 2025 [S35]."""
    plan = filled(empty_plan, "herefordshire-2023")
    [pool] = plan.table(Pool)
    assert uncovered(plan.records, pool, 2024) is None
    assert uncovered(plan.records, pool, 2026) == (date(2026, 4, 1), date(2027, 3, 31))


def test_the_gap_of_2023_begins_at_nothing_and_has_no_made_up_saving(
    empty_plan: Callable[[], Plan],
):
    plan = filled(empty_plan, "herefordshire-2023")
    gap = Gap(plan.records, plan.figures)
    assert gap.of(2023).requirement == gap.of(2023).resource == 144_967_000_00
    assert gap.of(2026).gap > 0
    assert not plan.table(Saving)


def test_derby_shows_at_once_that_the_saving_is_four_times_the_councils_own_share(
    empty_plan: Callable[[], Plan],
):
    """001¶4.21-4.22: £843k against £2.1m gross, of which the council pays £0.21m itself."""
    plan = filled(empty_plan, "derby-home-first")
    [text] = [held.text for held in plan.problems if held.kind == "saving beyond its budget"]
    assert "£843k is 40.1% of the £2.1m gross" in text
    assert "401% of the £210k that Council pays itself" in text
    [elsewhere] = [held.text for held in plan.problems if held.kind == "benefit falls elsewhere"]
    assert elsewhere.endswith("held in Home First, the benefit falls in Care packages.")
    held = Gap(plan.records, plan.figures).of(2017)
    assert (held.gap, held.residual) == (843_000_00, 0)


def test_worcestershire_has_the_papers_figures_and_the_arithmetics(
    empty_plan: Callable[[], Plan],
):
    """£1.327bn, £1.412bn and a shortfall printed as £84m (002¶17)."""
    plan = filled(empty_plan, "worcestershire-2016")
    held = Gap(plan.records, plan.figures).of(2020)
    assert (held.requirement, held.resource) == (1_412 * MILLION, 1_327 * MILLION)
    assert held.gap == held.residual == 85 * MILLION
    assert not plan.table(Assumption)
    seen = scenario_called(plan, "How 84 and 85")
    both = Gap(seen.records, seen.figures).of(2020)
    assert [round(pence / MILLION) for pence in (both.requirement, both.resource, both.gap)] == [
        1_412,
        1_327,
        84,
    ]
    seen.close()


def test_the_large_pool_has_104_lines_and_148m(empty_plan: Callable[[], Plan]):
    """Coventry 2023/24: about £148m over 104 lines of expenditure [S33]."""
    plan = filled(empty_plan, "pooled-fund-104")
    pool, pooled = pool_called(plan, "Better Care Fund pool"), Pooled(plan.records, plan.figures)
    assert sum(pooled.expenditure(pool, 2023).values()) == 148 * MILLION
    assert len(pool_lines(plan.records, pool, 2023)) == 104
    outturn = pool_outturn(plan.records, pool, 2023)
    assert outturn and (outturn.variance, outturn.period) == (1_900_000_00, 9)


def test_the_contributions_of_the_large_pool_are_what_its_sources_give(
    empty_plan: Callable[[], Plan],
):
    plan = filled(empty_plan, "pooled-fund-104")
    pool, pooled = pool_called(plan, "Better Care Fund pool"), Pooled(plan.records, plan.figures)
    sources = {
        key: held.partner
        for key, held in plan.table(FundingSource).items()
        if held.kind != "core" and held.nature == "revenue"
    }
    assert len(sources) == 6
    for year in plan.pathway_years:
        given = {held.partner: held.amount for held in pooled.contributions(pool, year)}
        funded: dict[str | None, int] = {}
        for source, partner in sources.items():
            amount = plan.table(FundingAmount)[cell_id(source, year)].amount or 0
            funded[partner] = funded.get(partner, 0) + amount
        assert given == funded
    [minimum] = [key for key in sources if plan.table(FundingSource)[key].kind[:7] == "minimum"]
    amounts = [plan.table(FundingAmount)[cell_id(minimum, year)].amount for year in plan.years]
    assert round((amounts[2] or 0) / (amounts[1] or 1), 4) == 1.0566


def test_the_schemes_beside_it_are_shared_half_and_half(empty_plan: Callable[[], Plan]):
    """Rotherham: £13,245k and £10,071k, 15 schemes, the risk fund attributed 50/50 [S32]."""
    plan = filled(empty_plan, "pooled-fund-104")
    pool = pool_called(plan, "Integrated commissioning pool")
    pooled = Pooled(plan.records, plan.figures)
    given = [held.amount for held in pooled.contributions(pool, 2023)]
    assert given == [10_071_000_00, 13_245_000_00]
    assert len(pool_lines(plan.records, pool, 2023)) == 15
    outturn = pool_outturn(plan.records, pool, 2023)
    assert outturn and outturn.variance == 400_000_00
    shared = shared_in(plan.records, pool, case_of(pooled, pool, 2023, outturn.variance))
    assert (shared.partners, shared.unallocated) == ((200_000_00, 200_000_00), 0)


def test_the_grant_for_adaptations_is_capital_in_a_pool_of_its_own(
    empty_plan: Callable[[], Plan],
):
    plan = filled(empty_plan, "pooled-fund-104")
    natures = {held.name: held.nature for held in plan.table(Pool).values()}
    assert natures["Disabled Facilities Grant pool"] == "capital"
    assert not [held for held in plan.problems if "capital" in held.kind]


def test_the_large_pool_shows_what_it_means_to_show(empty_plan: Callable[[], Plan]):
    plan = filled(empty_plan, "pooled-fund-104")
    kinds = {held.kind for held in plan.problems if held.severity != "note"}
    undecided = "budget without a partner's decision"
    assert kinds == {"instalment overdue", "pool without an agreement", undecided}
    gap = Gap(plan.records, plan.figures)
    assert gap.of(2022).gap == 0 < gap.of(2025).residual < gap.of(2025).gap
    [control] = controlled(plan.records, plan.figures)
    assert control.headroom == 150_000_00 and len(control.partners) == 2
    assert len(gap.swings(2025)) == 4
    worse = scenario_called(plan, "Prices rise faster")
    assert Gap(worse.records, worse.figures).of(2025).residual > gap.of(2025).residual
    worse.close()
    dearer = scenario_called(plan, "Care home fees")
    pool = pool_called(plan, "Better Care Fund pool")
    assert Pooled(dearer.records, dearer.figures).balance(pool, 2024) < 0
    dearer.close()
