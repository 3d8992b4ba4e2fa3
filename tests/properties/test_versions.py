"""Whatever is done to a plan: each moment of it can be shown again, and its fingerprint tells it apart."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from jcplanner.domain.budgets import BudgetLine, ImportMapping
from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.content import KINDS, content_changes, counted_columns, fingerprint
from jcplanner.domain.partners import Partner
from jcplanner.domain.pools import Contribution, Pool, contribution_id
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record, Row
from jcplanner.domain.records import Records
from jcplanner.domain.risk_rules import RiskShareRule
from jcplanner.domain.scenarios import Scenario, ScenarioOverride, override_id
from jcplanner.domain.versions import Version
from jcplanner.plan import edits, versions
from jcplanner.plan.plan import Plan
from jcplanner.reports.differences import EDGES, Side, compare
from jcplanner.reports.differences_report import differences_report, headline
from tests.properties.test_histories import PENCE, TEXT, VERBS, Action, pick, with_plan

Content = dict[str, dict[str, Row]]


def _put(plan: Plan, record: Record) -> None:
    with plan.step(f"Put {record.ONE}") as draft:
        draft.put(record)


def _contribution(plan: Plan, action: Action) -> None:
    _, first, second, pence, text = action
    pool, partner, year = pick(plan, Pool, first), pick(plan, Partner, second), 2016 + second % 3
    if pool in plan.table(Pool) and partner in plan.table(Partner):
        key = contribution_id(pool, partner, year)
        _put(plan, Contribution(key, pool, partner, year, pence, in_kind=first, note=text))


def _scenario(plan: Plan, action: Action) -> None:
    _, first, second, pence, text = action
    if first % 3 == 0 or not plan.table(Scenario):
        edits.add(plan, Scenario, name=text or "What if")
        return
    scenario, line = pick(plan, Scenario, first), pick(plan, BudgetLine, second)
    key = override_id(scenario, "budget_amount", f"{line}:2016", "amount")
    _put(
        plan,
        ScenarioOverride(key, scenario, "budget_amount", f"{line}:2016", "amount", pence, first),
    )


def _beside(plan: Plan, action: Action) -> None:
    """What does not count: units, colours, mappings, versions."""
    _, first, second, _, text = action
    if first % 4 == 0:
        edits.set_details(plan, unit=("pounds", "thousands", "millions")[second % 3])
    elif first % 4 == 1:
        edits.change(plan, Partner, [pick(plan, Partner, second)], colour=text)
    elif first % 4 == 2:
        edits.add(plan, ImportMapping, name=text or "Mapping", partner=None)
    else:
        versions.freeze(plan, f"{text}{second}")


MORE = {
    **VERBS,
    "contribution": _contribution,
    "scenario": _scenario,
    "beside": _beside,
    "rule": lambda plan, action: edits.add(plan, RiskShareRule, pool=pick(plan, Pool, action[1])),
}
ACTIONS = st.lists(
    st.tuples(st.sampled_from(sorted(MORE)), st.integers(0, 11), st.integers(0, 11), PENCE, TEXT),
    max_size=25,
)


def content(records: Records) -> Content:
    return {kind.TABLE: dict(records.named(kind.TABLE).rows) for kind in RECORDS}


def counted(records: Records) -> Content:
    """What counts of every record: without versions, mappings, unit and colours."""
    return {
        kind.TABLE: {
            key: tuple(row[place] for place, _ in counted_columns(kind))
            for key, row in records.named(kind.TABLE).rows.items()
        }
        for kind in KINDS
    }


def copy_of(records: Records) -> Records:
    return Records({kind.TABLE: records.named(kind.TABLE).rows.values() for kind in RECORDS})


def moments(plan: Plan, actions: list[Action]) -> list[tuple[int, Records]]:
    """What really stood after each step, by the number of the step."""
    seen = [(len(plan.steps), copy_of(plan.records))]
    for action in actions:
        try:
            MORE[action[0]](plan, action)
        except (Refusal, KeyError, ValueError):
            continue
        seen.append((len(plan.steps), copy_of(plan.records)))
    return seen


@settings(max_examples=50)
@given(ACTIONS)
def test_the_records_at_any_step_are_those_that_stood_after_it(actions: list[Action]):
    def check(plan: Plan, path: Path) -> None:
        for place, then in moments(plan, actions):
            assert content(versions.records_at(plan, place)) == content(then)
        assert content(versions.records_at(plan, 0)) == content(Records())

    with_plan(check)


@settings(max_examples=50)
@given(ACTIONS)
def test_the_fingerprint_changes_exactly_when_something_that_counts_does(actions: list[Action]):
    def check(plan: Plan, path: Path) -> None:
        seen = [(counted(then), fingerprint(then)) for _, then in moments(plan, actions)]
        for said, digest in seen:
            for other_said, other in seen:
                assert (digest == other) == (said == other_said)

    with_plan(check)


@settings(max_examples=50)
@given(ACTIONS, st.integers(0, 25), st.integers(0, 25))
def test_what_differs_brings_one_state_exactly_to_the_other(
    actions: list[Action], first: int, second: int
):
    def check(plan: Plan, path: Path) -> None:
        seen = moments(plan, actions)
        before, after = (copy_of(seen[place % len(seen)][1]) for place in (first, second))
        assert content_changes(before, copy_of(before)) == []
        changes = content_changes(before, after)
        assert bool(changes) == (counted(before) != counted(after))
        back = [change.reversed() for change in changes]
        before.apply(changes)
        assert counted(before) == counted(after)
        before.apply(back)
        assert counted(before) == counted(seen[first % len(seen)][1])

    with_plan(check)


@settings(max_examples=50)
@given(ACTIONS, ACTIONS)
def test_bringing_back_a_version_is_exact_and_can_be_undone(
    actions: list[Action], later: list[Action]
):
    def check(plan: Plan, path: Path) -> None:
        moments(plan, actions)
        key = versions.freeze(plan, "Frozen")
        frozen, version = counted(plan.records), plan.table(Version)[key]
        moments(plan, later)
        end, steps = content(plan.records), len(plan.steps)
        moved = versions.bring_back(plan, version)
        assert fingerprint(plan.records) == version.fingerprint
        assert counted(plan.records) == frozen
        assert len(plan.steps) == steps + moved
        if moved:
            plan.undo()
        assert content(plan.records) == end

    with_plan(check)


@settings(max_examples=50)
@given(ACTIONS, st.integers(0, 25), st.integers(0, 25))
def test_the_lines_that_moved_account_for_every_total_that_moved(
    actions: list[Action], first: int, second: int
):
    def check(plan: Plan, path: Path) -> None:
        seen = moments(plan, actions)
        before, after = (Side("", seen[place % len(seen)][1]) for place in (first, second))
        held = compare(before, after)
        for edges in (("year",), ("partner", "year"), ("area", "nature", "in_kind"), EDGES):
            totals = held.totals(*edges, nature=None, in_kind=None)
            of_lines: dict[tuple[object, ...], int] = {}
            for line in held.lines:
                keys = tuple(getattr(line, edge) for edge in edges)
                of_lines[keys] = of_lines.get(keys, 0) + line.difference
            assert {row.keys: row.difference for row in totals if row.difference} == {
                keys: pence for keys, pence in of_lines.items() if pence
            }
        back = compare(after, before)
        assert sorted(row.difference for row in back.lines) == sorted(
            -row.difference for row in held.lines
        )
        assert headline(held) and differences_report(held)

    with_plan(check)
