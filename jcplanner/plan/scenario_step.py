"""What a step does when it was made while a scenario was shown: overrides, and changes of the plan itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from jcplanner.domain.catalogue import record_named
from jcplanner.domain.changes import Change
from jcplanner.domain.column import Value
from jcplanner.domain.overrides import blank_cell, has_owners, keys_in, numbers_of
from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import Scenario, ScenarioOverride, override_id
from jcplanner.domain.virements import Virement, VirementMove
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan

_OF_THE_PLAN = frozenset({Virement.TABLE, VirementMove.TABLE})

NO_VIREMENTS = (
    "A virement moves budgets of the plan itself: choose Plan as agreed at the top, then make it."
)
NO_SCENARIO = "That scenario is no longer in the plan; choose Plan as agreed at the top."


def hand_over(plan: Plan, scenario: str, changes: Sequence[Change], target: Draft) -> None:
    """Put changes that were drafted against a scenario into a draft against the plan.

    Numbers of records that are in the plan, and of cells that could be, become overrides of the scenario;
    a record that is added or removed, and every other field, is the plan's. Raises Refusal.
    """
    gone = {(change.table, change.id) for change in changes if change.after is None}
    for change in changes:
        if change.table in _OF_THE_PLAN and change.before is None:
            raise Refusal(NO_VIREMENTS)
        _OneChange(plan, scenario, change, target).hand_over(gone)


class _OneChange:
    """One change on its way: what becomes of its numbers and of its other fields."""

    def __init__(self, plan: Plan, scenario: str, change: Change, target: Draft) -> None:
        self._plan, self._scenario, self._change, self._target = plan, scenario, change, target
        self._kind = record_named(change.table)
        self._numbers = numbers_of(change.table)
        self._row = plan.records.named(change.table).rows.get(change.id)
        self._cell = bool(self._numbers) and has_owners(plan.records, change.table, change.id)

    def hand_over(self, gone: set[tuple[str, str]]) -> None:
        change = self._change
        if change.after is None:
            if self._cell and not self._owner_in(gone):
                self._override(dict.fromkeys(self._numbers))
            else:
                self._target.remove(self._kind, change.id)
        elif change.before is None and self._row is None and not self._cell:
            self._target.add(self._kind(*self._kind.row_from(change.id, change.after)))
        else:
            self._set_fields(change.after, whole=change.before is None)

    def _owner_in(self, gone: set[tuple[str, str]]) -> bool:
        """Whether what a cell belongs to goes in the same step."""
        keys = keys_in(self._change.table, self._change.id) or {}
        return any(
            (column.link, str(keys.get(column.name))) in gone
            for column in self._kind.COLUMNS
            if column.link
        )

    def _set_fields(self, after: Mapping[str, Value], *, whole: bool) -> None:
        """Numbers become overrides, the rest goes into the plan; ``whole`` for a cell that is new here."""
        keys = keys_in(self._change.table, self._change.id) or {}
        numbers: dict[str, Any] = dict.fromkeys(self._numbers) if whole else {}
        numbers.update({name: value for name, value in after.items() if name in self._numbers})
        rest = {
            name: value
            for name, value in after.items()
            if name not in self._numbers and name not in keys
        }
        if numbers:
            self._override(numbers)
        if rest:
            if self._target.get(self._kind, self._change.id) is None:
                row = blank_cell(self._change.table, self._change.id) or ()
                self._target.add(self._kind(*row))
            self._target.change(self._kind, self._change.id, **rest)

    def _override(self, numbers: Mapping[str, int | None]) -> None:
        """Keep numbers as overrides; one that is the plan's again needs none."""
        change, target = self._change, self._target
        if self._scenario not in self._plan.table(Scenario):
            raise Refusal(NO_SCENARIO)
        for name, value in numbers.items():
            place = self._plan.records.named(change.table).index(name)
            in_plan = self._row[place] if self._row is not None else None
            put_override(target, self._scenario, change.table, change.id, name, value, in_plan)


def put_override(
    target: Draft,
    scenario: str,
    table: str,
    key: str,
    field: str,
    value: int | None,
    in_plan: int | None,
) -> None:
    """Make, change or end one override in a draft against the plan, whose own value is ``in_plan``.

    Raises Refusal for a blank where there must be a number.
    """
    column = numbers_of(table)[field]
    if value is None and column.default is not None:
        raise Refusal(f"{column.label} cannot be blank.")
    own = override_id(scenario, table, key, field)
    held = target.get(ScenarioOverride, own)
    if value == in_plan:
        if held is not None:
            target.remove(ScenarioOverride, own)
    elif held is None:
        target.add(ScenarioOverride(own, scenario, table, key, field, value, in_plan))
    else:
        target.change(ScenarioOverride, own, value=value, plan_value=in_plan)
