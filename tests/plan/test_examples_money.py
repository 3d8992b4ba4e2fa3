"""What the examples say of pools, gap and savings: the published figures, and what follows from them."""

from collections.abc import Callable
from datetime import date

import pytest

from jcplanner.domain.agreements import agreement_on, uncovered
from jcplanner.domain.assumptions import Assumption, ControlTotal, Pressure, Resource
from jcplanner.domain.figures import Scope, total
from jcplanner.domain.gap import Gap
from jcplanner.domain.in_year import pool_outturn
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
