"""Whatever a plan holds: causes and bars add up exactly, parts sum to wholes, kept sums give the same gap."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.assumptions import (
    ASSUMPTION_KINDS,
    Assumption,
    AssumptionRate,
    Pressure,
    Resource,
)
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.changes import Change
from jcplanner.domain.figures import Figures
from jcplanner.domain.gap import EVERYONE, SIDES, Gap
from jcplanner.domain.money import scaled
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.requirement import Requirement
from jcplanner.domain.savings import SAVING_STATUSES, Saving
from jcplanner.domain.services import ServiceArea
from jcplanner.plan.plan import Plan
from jcplanner.reports.gap_drawings import bridge, causes, tornado, trajectory

PENCE = st.integers(-(10**12), 10**12) | st.integers(-200, 200)
RATES = st.none() | st.integers(-3_000, 3_000)
YEARS = st.integers(2015, 2020)
PARTNERS = st.sampled_from(["council", "ccg", "trust", None])
AREAS = st.sampled_from(["adults", "homes", "children", None])
RECURRENCES = st.sampled_from(["recurrent", "non-recurrent"])
FIXED: tuple[Record, ...] = (
    PlanDetails("plan", "Plan", first_year=2016),
    Partner("council", 1, "Council"),
    Partner("ccg", 2, "CCG", kind="CCG"),
    Partner("trust", 3, "Trust", kind="NHS trust"),
    ServiceArea("adults", 1, "Adults"),
    ServiceArea("homes", 2, "Homes", "adults"),
    ServiceArea("children", 3, "Children"),
)

lines = st.lists(
    st.tuples(PARTNERS, AREAS, st.sampled_from(["expenditure", "income"]), RECURRENCES, PENCE),
    max_size=8,
)
assumptions = st.lists(
    st.tuples(st.sampled_from(ASSUMPTION_KINDS), AREAS, YEARS, RATES, RATES, RATES), max_size=6
)
pressures = st.lists(
    st.tuples(PARTNERS, AREAS, YEARS, PENCE, st.none() | PENCE, RECURRENCES), max_size=4
)
savings = st.lists(
    st.tuples(PARTNERS, AREAS, PENCE, YEARS, st.sampled_from(SAVING_STATUSES)), max_size=4
)
resources = st.dictionaries(
    st.tuples(st.sampled_from(["council", "ccg"]), YEARS), PENCE, max_size=4
)


@st.composite
def plans(draw: st.DrawFn) -> list[Record]:
    """The records of some plan."""
    made: list[Record] = list(FIXED)
    for place, (partner, area, direction, recurrence, pence) in enumerate(draw(lines)):
        key = f"line{place}"
        made.append(
            BudgetLine(key, place, partner, area, key, direction=direction, recurrence=recurrence)
        )
        made.append(BudgetAmount(f"{key}:2016", key, 2016, pence))
    for place, (kind, area, year, low, central, high) in enumerate(draw(assumptions)):
        key = f"a{place}"
        made.append(Assumption(key, place, key, kind, area))
        made.append(AssumptionRate(f"{key}:{year}", key, year, central, low, high))
    for place, parts in enumerate(draw(pressures)):
        made.append(Pressure(f"p{place}", place, f"p{place}", *parts))
    for place, (partner, area, pence, year, status) in enumerate(draw(savings)):
        made.append(
            Saving(
                f"s{place}",
                place,
                f"s{place}",
                partner=partner,
                benefit_area=area,
                full_year_effect=pence,
                start_year=year,
                status=status,
            )
        )
    for (partner, year), pence in draw(resources).items():
        made.append(Resource(f"{partner}:{year}", partner, year, pence))
    return made


class Held(Plan):
    """A plan in memory alone: what reports read of it."""

    def __init__(self, records: list[Record]) -> None:
        rows: dict[str, list[tuple[object, ...]]] = {}
        for record in records:
            rows.setdefault(record.TABLE, []).append(record.row)
        self.records = Records(rows)
        self.figures = Figures()
        self.figures.put_in(self.records, self.records.table(BudgetLine))


@given(plans())
def test_the_bars_of_every_bridge_add_up(records: list[Record]):
    plan = Held(records)
    gap = Gap(plan.records, plan.figures)
    for whose in (*SIDES, "ccg"):
        for year in gap.years:
            drawn = bridge(plan, gap, year, whose)
            assert drawn.holds
            assert drawn.bars[-1].pence == gap.of(year, whose).residual
            found = causes(gap, year, gap.partners(whose))
            assert found.total == gap.of(year, whose).requirement


@given(plans())
def test_parts_sum_to_wholes_by_partner_by_area_and_by_side(records: list[Record]):
    plan = Held(records)
    requirement = Requirement(plan.records, plan.figures)
    gap = Gap(plan.records, plan.figures)
    for year in requirement.years:
        whole = requirement.of(year)
        by_area = [
            requirement.of(year, areas=frozenset((area,)))
            for area in ("adults", "homes", "children", None)
        ]
        by_partner = [
            requirement.of(year, frozenset((partner,)))
            for partner in ("council", "ccg", "trust", None)
        ]
        for parts in (by_area, by_partner):
            assert sum(part.total for part in parts) == whole.total
            assert sum(part.efficiency for part in parts) == whole.efficiency
        sides = [gap.of(year, side) for side in SIDES]
        assert sides[0].residual + sides[1].residual == sides[2].residual
        assert sides[2].requirement == whole.total


@given(plans())
def test_each_year_is_the_one_before_and_its_causes(records: list[Record]):
    plan = Held(records)
    requirement = Requirement(plan.records, plan.figures)
    for rows in requirement.rows.values():
        for before, after in pairwise(rows):
            assert after.total == before.total + after.change


@given(plans(), plans())
def test_the_gap_from_kept_sums_is_that_from_rebuilt_ones(
    before: list[Record], after: list[Record]
):
    """From one plan to another by changes, the kept sums moved line by line."""
    plan = Held(before)
    changes = [
        Change(record.TABLE, record.id, None, type(record).fields_of(record.row))
        for record in after
    ]
    gone = {(record.TABLE, record.id) for record in before} - {
        (record.TABLE, record.id) for record in after
    }
    changes += [Change(table, key, {}, None) for table, key in gone]
    touched = {record.id for record in (*before, *after) if isinstance(record, BudgetLine)}
    plan.figures.take_out(plan.records, touched)
    for record in before:
        plan.records.apply([Change(record.TABLE, record.id, {}, None)])
    plan.records.apply(changes)
    plan.figures.put_in(plan.records, touched)
    kept, rebuilt = Gap(plan.records, plan.figures), Held(after)
    again = Gap(rebuilt.records, rebuilt.figures)
    assert kept.years == again.years
    for year in kept.years:
        assert kept.of(year, EVERYONE) == again.of(year, EVERYONE)


@given(plans())
def test_a_swing_is_the_whole_gap_with_one_assumption_at_its_end(records: list[Record]):
    """What is worked out for the owners reached alone equals the plan with those rates as its own."""
    plan = Held(records)
    gap = Gap(plan.records, plan.figures)
    year = gap.years[-1]
    assert tornado(plan, gap, year).centre == gap.of(year).residual
    for swung in gap.swings(year):
        for end, pence in (("low", swung.low), ("high", swung.high)):
            moved = [
                AssumptionRate(
                    one.id,
                    one.assumption,
                    one.year,
                    one.central if getattr(one, end) is None else getattr(one, end),
                )
                if isinstance(one, AssumptionRate)
                and one.assumption == swung.assumption
                and one.central is not None
                else one
                for one in records
            ]
            other = Held(moved)
            assert Gap(other.records, other.figures).of(year).residual == pence


@given(plans())
def test_trajectories_end_where_the_gap_does(records: list[Record]):
    plan = Held(records)
    gap = Gap(plan.records, plan.figures)
    curves = {curve.name: curve.pence for curve in trajectory(plan, gap).curves}
    for place, year in enumerate(gap.years):
        held = gap.of(year)
        assert [pence[place] for pence in curves.values()] == [
            held.requirement,
            held.resource,
            held.after_savings,
        ]


@given(PENCE, st.integers(-20_000, 20_000))
def test_a_share_of_an_amount_is_symmetric_about_zero(pence: int, hundredths: int):
    assert scaled(-pence, hundredths) == -scaled(pence, hundredths) == scaled(pence, -hundredths)
    assert abs(scaled(pence, hundredths) * 10_000 - pence * hundredths) * 2 <= 10_000
