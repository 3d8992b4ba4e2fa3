"""What a file says of pools, gap, savings and scenarios becomes the records that it means."""

from collections.abc import Callable
from typing import Any

import pytest

from jcplanner.domain.assumptions import (
    Assumption,
    AssumptionRate,
    ControlledPartner,
    ControlTotal,
    Resource,
)
from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.overrides import CELLS
from jcplanner.domain.partners import Partner
from jcplanner.domain.pools import AgreementTerm, Contribution, Instalment
from jcplanner.domain.problems import Refusal
from jcplanner.domain.risk_rules import RiskShare, RiskShareRule
from jcplanner.domain.savings import Saving, SavingCost
from jcplanner.domain.scenarios import ScenarioOverride
from jcplanner.domain.virements import Virement, VirementMove
from jcplanner.plan.plan import Plan
from jcplanner.plan.template_sections import SECTIONS
from jcplanner.plan.templates import fill_from

K = 1_000_00

BEGIN: dict[str, Any] = {
    "title": "Try",
    "unit": "thousands",
    "plan": {"first_year": "2016/17"},
    "sources": {"paper": {"title": "A paper"}},
    "partner": [{"key": "council", "name": "Council"}, {"key": "ccg", "name": "CCG"}],
    "area": [{"key": "homes", "name": "Care homes"}],
    "pool": [{"key": "pool", "name": "Pool", "host": "council"}],
    "line": [
        {"key": "beds", "description": "Beds", "partner": "council", "service_area": "homes"},
        {"key": "help", "description": "Help", "partner": "council", "service_area": "homes"},
    ],
}


def filled(plan: Plan, **more: Any) -> Plan:
    fill_from(plan, BEGIN | more)
    return plan


def only(plan: Plan, kind: Any) -> Any:
    [held] = plan.table(kind).values()
    return held


def partner(plan: Plan, name: str) -> str:
    return next(held.id for held in plan.table(Partner).values() if held.name == name)


def line(plan: Plan, name: str) -> str:
    return next(held.id for held in plan.table(BudgetLine).values() if held.description == name)


def test_cells_have_the_ids_that_the_program_itself_gives_them():
    for section in SECTIONS:
        for cells in section.cells:
            begin = (cells.owner,) if cells.owner else cells.shared
            made = (*begin, *cells.keys)
            assert CELLS.get(cells.kind.TABLE, made) == made


def test_every_kind_of_record_that_people_make_has_a_section():
    made = {section.kind for section in SECTIONS}
    made |= {cells.kind for section in SECTIONS for cells in section.cells}
    left = {kind.TABLE for kind in RECORDS if kind not in made}
    # The plan has a table of its own, overrides belong to a scenario; mappings and versions come later.
    assert left == {"plan", "scenario_override", "import_mapping", "version"}


def test_contributions_stand_by_year_with_their_build_up(empty_plan: Callable[[], Plan]):
    years = {"2017/18": "7,800", "2018/19": {"base": "7800", "efficiency": "160", "note": "Less."}}
    entry = {
        "pool": "pool",
        "partner": "ccg",
        "status": "confirmed",
        "note": "All.",
        "years": years,
    }
    plan = filled(empty_plan(), contribution=[entry])
    held = {found.year: found for found in plan.table(Contribution).values()}
    assert held[2017].amount == 7_800 * K
    assert (held[2018].amount, held[2018].base, held[2018].efficiency) == (None, 7_800 * K, 160 * K)
    assert [held[year].note for year in (2017, 2018)] == ["All.", "Less."]
    assert {found.status for found in held.values()} == {"confirmed"}
    assert held[2017].id == f"{held[2017].pool}:{partner(plan, 'CCG')}:2017"


def test_instalments_and_in_year_figures_stand_by_year_and_within_it(
    empty_plan: Callable[[], Plan],
):
    paid = {"2017/18": {"1": "1950", "2": {"received": "1950", "received_on": "2017-07-03"}}}
    outturn = {"2017/18": {"9": {"actual": "310.5", "forecast": "420"}}}
    lines = [BEGIN["line"][0] | {"outturn": outturn}]
    entry = {"pool": "pool", "partner": "ccg", "years": paid}
    plan = filled(empty_plan(), instalment=[entry], line=lines)
    held = {found.quarter: found for found in plan.table(Instalment).values()}
    assert [held[quarter].received for quarter in (1, 2)] == [1_950 * K, 1_950 * K]
    assert held[2].received_on == "2017-07-03"
    found = only(plan, Outturn)
    assert (found.period, found.actual, found.forecast) == (9, 310_500_00, 420 * K)
    assert found.id == f"{line(plan, 'Beds')}:2017:9"


def test_rules_have_shares_and_agreements_terms(empty_plan: Callable[[], Plan]):
    rule = {"pool": "pool", "rule": "fixed percentages", "shares": {"council": "50", "ccg": 50}}
    items = {"aims": "agreed", "in kind": {"state": "does not apply", "words": "None."}}
    plan = filled(empty_plan(), rule=[rule], term=[{"pool": "pool", "items": items}])
    assert [held.share for held in plan.table(RiskShare).values()] == [5_000, 5_000]
    assert {held.rule for held in plan.table(RiskShare).values()} == {only(plan, RiskShareRule).id}
    states = {held.item: held.state for held in plan.table(AgreementTerm).values()}
    assert states == {"aims": "agreed", "in kind": "does not apply"}


def test_what_the_gap_rests_on_has_its_source(empty_plan: Callable[[], Plan]):
    rates = {"2017/18": "2.1%", "2018/19": {"central": 2.5, "low": "1", "high": "4"}}
    plan = filled(
        empty_plan(),
        assumption=[{"name": "Pay", "source": "paper", "paragraph": "paragraph 3", "rates": rates}],
        resource=[{"partner": "ccg", "source": "illustrative", "amounts": {"2017/18": "9000"}}],
        control_total=[{"name": "Both", "year": "2017/18", "partners": ["council", "ccg"]}],
    )
    held = {found.year: found for found in plan.table(AssumptionRate).values()}
    assert (held[2017].central, held[2018].low, held[2018].high) == (210, 100, 400)
    assert only(plan, Assumption).source == "A paper, paragraph 3"
    assert only(plan, Resource).source == "Illustrative"
    assert only(plan, Resource).amount == 9_000 * K
    shared = plan.table(ControlledPartner).values()
    assert {found.control_total for found in shared} == {only(plan, ControlTotal).id}
    assert len(shared) == 2


def test_savings_have_costs_and_virements_moves(empty_plan: Callable[[], Plan]):
    saving = {
        "name": "Less",
        "target_line": "beds",
        "start_year": "2017/18",
        "costs": {"2017/18": "5"},
    }
    virement = {"reason": "Shift", "year": "2017/18", "moves": {"beds": "(12)", "help": "12"}}
    plan = filled(empty_plan(), saving=[saving], virement=[virement])
    assert only(plan, SavingCost).amount == 5 * K
    assert only(plan, Saving).target_line == line(plan, "Beds")
    moves = {held.line: held.amount for held in plan.table(VirementMove).values()}
    assert moves == {line(plan, "Beds"): -12 * K, line(plan, "Help"): 12 * K}
    assert {held.virement for held in plan.table(VirementMove).values()} == {
        only(plan, Virement).id
    }


def test_a_scenario_points_at_numbers_of_the_plan(empty_plan: Callable[[], Plan]):
    lines = [BEGIN["line"][0] | {"amounts": {"2017/18": "100"}}]
    overrides = [
        {"of": "budget amount", "line": "beds", "year": "2017/18", "set": {"amount": "120"}},
        {"of": "saving", "key": "less", "set": {"confidence": "40"}, "note": "Unsure."},
    ]
    plan = filled(
        empty_plan(),
        line=lines,
        saving=[{"key": "less", "name": "Less"}],
        scenario=[{"name": "Worse", "overrides": overrides}],
    )
    held = {found.of_field: found for found in plan.table(ScenarioOverride).values()}
    assert held["amount"].of_record == f"{line(plan, 'Beds')}:2017"
    assert (held["amount"].value, held["amount"].plan_value) == (120 * K, 100 * K)
    assert (held["confidence"].value, held["confidence"].plan_value) == (4_000, 10_000)
    assert held["confidence"].note == "Unsure."


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"contribution": [{"pool": "pool"}]}, "says no partner"),
        ({"contribution": [{"pool": "pool", "partner": "x"}]}, 'points to "x"'),
        (
            {"contribution": [{"pool": "pool", "partner": "ccg", "year": "2017/18"}]},
            "says year, which means nothing there",
        ),
        (
            {"contribution": [{"pool": "pool", "partner": "ccg", "years": {"2017": {"bas": 1}}}]},
            "2017/18 says bas",
        ),
        (
            {"contribution": [{"pool": "pool", "partner": "ccg", "years": {"1999": "1"}}]},
            "1999 is not one of 2016/17",
        ),
        (
            {"instalment": [{"pool": "pool", "partner": "ccg", "years": {"2017": {"5": "1"}}}]},
            "the quarter 5 is not between 1 and 4",
        ),
        (
            {"instalment": [{"pool": "pool", "partner": "ccg", "years": {"2017": "1"}}]},
            "years says no quarter",
        ),
        ({"term": [{"pool": "pool", "items": {"aim": "agreed"}}]}, "Item is one of: aims"),
        ({"rule": [{"pool": "pool", "shares": {"bank": 1}}]}, "has no rule"),
        (
            {"rule": [{"rule": "fixed percentages", "shares": {"bank": 1}}]},
            'points to "bank"',
        ),
        ({"control_total": [{"name": "A", "partners": ["bank"]}]}, 'points to "bank"'),
        ({"assumption": [{"name": "A", "source": "rumour"}]}, 'names the source "rumour"'),
        ({"assumption": [{"name": "A", "rates": {"2017": "1.234"}}]}, "two decimal places"),
        ({"scenario": [{"name": "A", "overrides": [{"of": "partner"}]}]}, 'overrides "partner"'),
        (
            {"scenario": [{"name": "A", "overrides": [{"of": "budget amount", "line": "beds"}]}]},
            "an override says no year",
        ),
        (
            {"scenario": [{"name": "A", "overrides": [{"of": "saving", "key": "x"}]}]},
            'points to "x"',
        ),
        (
            {
                "saving": [{"key": "s", "name": "S"}],
                "scenario": [
                    {"name": "A", "overrides": [{"of": "saving", "key": "s", "set": {"name": 1}}]}
                ],
            },
            "says name, which means nothing there",
        ),
    ],
)
def test_a_fault_is_named_and_nothing_moves(
    empty_plan: Callable[[], Plan], more: dict[str, Any], words: str
):
    plan = empty_plan()
    with pytest.raises(Refusal) as refused:
        fill_from(plan, BEGIN | more)
    assert words in str(refused.value)
    assert not plan.steps and not any(plan.table(kind) for kind in RECORDS)
