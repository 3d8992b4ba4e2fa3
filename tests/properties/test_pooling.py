"""Pools: instalments, bridges, what is returned, rolling forward and balances, whatever the figures are."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from jcplanner.domain.agreements import agreement_on, uncovered
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.contribution_bridge import bridge
from jcplanner.domain.dates import year_ends, year_starts
from jcplanner.domain.figures import Figures
from jcplanner.domain.instalments import instalments
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pool_ending import way_out
from jcplanner.domain.pooling import Pooled, balance
from jcplanner.domain.pools import Contribution, Instalment, Pool, PoolAgreement
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea
from jcplanner.plan import pool_edits
from jcplanner.plan.plan import Plan
from tests.properties.test_histories import with_plan

PENCE = st.integers(-(10**11), 10**11)
MAYBE = st.none() | PENCE
PARTNERS = ("a", "b", "c")
YEARS = (2016, 2017, 2018)

LINE = st.tuples(
    st.sampled_from((*PARTNERS, None)),
    st.sampled_from(("in", "inside", "out", None)),
    st.sampled_from(("expenditure", "income")),
    st.sampled_from(("revenue", "capital")),
    st.integers(0, 1),
    st.integers(0, 1),
    st.sampled_from(("recurrent", "non-recurrent")),
    st.tuples(MAYBE, MAYBE, MAYBE),
)
CONTRIBUTION = st.builds(
    lambda partner, year, parts: Contribution(
        f"p:{partner}:{year}", "p", partner, year, parts[0], "indicative", *parts[1:]
    ),
    st.sampled_from(PARTNERS),
    st.sampled_from(YEARS),
    st.tuples(*(MAYBE,) * 8),
)
INSTALMENT = st.builds(
    lambda partner, quarter, pence: Instalment(
        f"p:{partner}:2017:{quarter}", "p", partner, 2017, quarter, pence
    ),
    st.sampled_from(PARTNERS),
    st.integers(1, 4),
    MAYBE,
)


def records_of(*held: Record) -> Records:
    rows: dict[str, dict[str, tuple[object, ...]]] = {}
    for record in held:
        rows.setdefault(record.TABLE, {})[record.id] = record.row
    return Records({table: list(found.values()) for table, found in rows.items()})


def figures_of(records: Records) -> Figures:
    figures = Figures()
    figures.put_in(records, records.table(BudgetLine))
    return figures


FRAME: tuple[Record, ...] = (
    PlanDetails("plan", first_year=2016, years_shown=3),
    *(Partner(partner, place, partner) for place, partner in enumerate(PARTNERS, start=1)),
    ServiceArea("in", 1, "In"),
    ServiceArea("inside", 2, "Inside", "in"),
    ServiceArea("out", 3, "Out"),
    Pool("p", 1, "Pool", "a"),
    PathwayStep("in:2017", "in", 2017, "integrate", "pooled", "p"),
    PathwayStep("in:2018", "in", 2018, "integrate", "pooled", "p"),
)


def lines_of(lines: list[tuple]) -> list[Record]:
    made: list[Record] = []
    for place, (partner, area, direction, nature, out, kind, recurrence, amounts) in enumerate(
        lines
    ):
        key = f"l{place}"
        made.append(
            BudgetLine(
                key,
                place,
                partner,
                area,
                key,
                direction=direction,
                nature=nature,
                recurrence=recurrence,
                kept_out_of_pool=out,
                in_kind=kind,
            )
        )
        made += [
            BudgetAmount(f"{key}:{year}", key, year, pence)
            for year, pence in zip(YEARS, amounts, strict=True)
        ]
    return made


LINES = st.lists(LINE, max_size=12)
CONTRIBUTIONS = st.lists(CONTRIBUTION, max_size=8)


@given(LINES, CONTRIBUTIONS, st.sampled_from(YEARS))
def test_the_balance_is_contributions_less_every_line_counted_by_itself(
    lines: list[tuple], typed: list[Contribution], year: int
):
    records = records_of(*FRAME, *lines_of(lines), *typed)
    spent = 0
    for partner, area, direction, nature, out, kind, _recurrence, amounts in lines:
        in_it = area in ("in", "inside") and year in (2017, 2018)
        if in_it and nature == "revenue" and not out and not kind:
            pence = amounts[YEARS.index(year)] or 0
            spent += -pence if direction == "income" else pence
        assert partner in (*PARTNERS, None)
    figures = figures_of(records)
    contributed = Pooled(records, figures).contributions("p", year)
    assert sum(held.own_lines for held in contributed) == spent
    assert balance(records, figures, "p", year) == sum(h.amount for h in contributed) - spent
    if not any(held.year == year for held in typed):
        assert balance(records, figures, "p", year) == 0


@given(LINES, CONTRIBUTIONS, st.sampled_from((*PARTNERS, None)), st.booleans())
def test_the_changes_of_a_bridge_lead_from_one_year_to_the_next(
    lines: list[tuple], typed: list[Contribution], partner: str | None, whole: bool
):
    records = records_of(*FRAME, *lines_of(lines), *typed)
    pooled = Pooled(records, figures_of(records))
    found = bridge(pooled, "p", 2018, partner, whole=whole)
    wanted = [
        sum(
            held.amount
            for held in pooled.contributions("p", year)
            if whole or held.partner == partner
        )
        for year in (2017, 2018)
    ]
    assert [found.last, found.this] == wanted
    assert found.last + sum(found.changes) == found.this


@given(LINES, CONTRIBUTIONS, st.lists(INSTALMENT, max_size=6))
def test_the_instalments_of_a_year_sum_to_the_contribution(
    lines: list[tuple], typed: list[Contribution], paid: list[Instalment]
):
    records = records_of(*FRAME, *lines_of(lines), *typed, *paid)
    given_ = Pooled(records, figures_of(records)).contributions("p", 2017)
    due = instalments(records, given_, "p", 2017)
    for held in given_:
        parts = [one.expected for one in due if one.partner == held.partner]
        if held.partner in (None, "a"):
            assert sum(parts) == 0
        else:
            assert sum(parts) == held.amount
            assert max(parts) - min(parts) <= 1
    received = {held.id: held.received or 0 for held in paid}
    assert sum(one.received or 0 for one in due) == sum(received.values())


@given(
    LINES,
    CONTRIBUTIONS,
    st.lists(INSTALMENT, max_size=6),
    st.lists(st.tuples(st.integers(0, 11), st.integers(1, 12), PENCE), max_size=6),
    st.integers(0, 364),
)
def test_what_is_returned_sums_to_the_balance(
    lines: list[tuple],
    typed: list[Contribution],
    paid: list[Instalment],
    actuals: list[tuple[int, int, int]],
    days: int,
):
    outturns = [
        Outturn(f"l{line}:2017:{period}", f"l{line}", 2017, period, pence)
        for line, period, pence in actuals
    ]
    records = records_of(*FRAME, *lines_of(lines), *typed, *paid, *outturns)
    on = year_starts(2017) + timedelta(days=days)
    found = way_out(records, figures_of(records), "p", on)
    if found.returned:
        assert sum(held.balance for held in found.returned) == found.balance
    assert found.balance == sum(held.paid for held in found.returned) - found.spent.pence
    assert sum(held.lines for held in found.returned) == found.expenditure


@settings(max_examples=40)
@given(LINES, CONTRIBUTIONS, st.none() | st.integers(-1_000, 1_000), st.booleans())
def test_rolling_forward_twice_equals_once(
    lines: list[tuple], typed: list[Contribution], rate: int | None, replacing: bool
):
    def check(plan: Plan, path: Path) -> None:
        with plan.step("Fill") as draft:
            for record in (*FRAME, *lines_of(lines), *typed):
                draft.put(record)
        contributed = Pooled(plan.records, plan.figures).contributions("p", 2017)
        if not any(held.partner for held in contributed):
            return
        pool_edits.roll_contributions(
            plan, "p", 2017, inflation=rate, efficiency=rate, replacing=replacing
        )
        after, steps = dict(plan.table(Contribution).rows), len(plan.steps)
        moved = pool_edits.roll_contributions(
            plan, "p", 2017, inflation=rate, efficiency=rate, replacing=replacing
        )
        assert (moved, len(plan.steps)) == (0, steps)
        assert dict(plan.table(Contribution).rows) == after

    with_plan(check)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("draft", "agreed", "superseded", "ended")),
            st.none() | st.dates(date(2016, 1, 1), date(2019, 12, 31)),
            st.none() | st.dates(date(2016, 1, 1), date(2019, 12, 31)),
        ),
        max_size=5,
    )
)
def test_days_without_an_agreement_are_those_on_which_none_holds(
    made: list[tuple[str, date | None, date | None]],
):
    versions = [
        PoolAgreement(
            f"v{at}", at, "p", f"v{at}", status, None, starts and str(starts), ends and str(ends)
        )
        for at, (status, starts, ends) in enumerate(made)
    ]
    records = records_of(*FRAME, *versions)
    first, last = year_starts(2017), year_ends(2017)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    bare = [day for day in days if agreement_on(records, "p", day) is None]
    gap = uncovered(records, "p", 2017)
    if not bare:
        assert gap is None
        return
    assert gap is not None
    assert gap[0] == bare[0]
    run = [day for at, day in enumerate(bare) if day == bare[0] + timedelta(days=at)]
    assert gap[1] == run[-1]
