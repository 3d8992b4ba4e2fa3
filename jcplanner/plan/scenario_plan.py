"""The plan as a scenario has it: Plan's own interface over the plan's records with overrides in them.

Nothing is kept twice but the tables in which something is otherwise, and these hold the plan's own rows for
all the rest::

    an edit while a scenario is shown
      -> ScenarioPlan.step("Change amount")    a Draft against the records as the scenario has them
      -> scenario_step.hand_over(...)          numbers become overrides, all else is the plan's
      -> Plan: one step of the plan itself     durable, in the history, undone like any other
      -> ScenarioPlan._follow_agreed(notice)   what moved in the plan, seen through the overrides
      -> the listeners of the scenario         the same notices as of a plan

Undo, redo and edits of the plan by anybody else arrive by the last two lines alone.
"""

import contextlib
from collections.abc import Callable, Generator, Iterable

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.catalogue import record_named
from jcplanner.domain.changes import Change
from jcplanner.domain.column import Value
from jcplanner.domain.figures import Figures
from jcplanner.domain.overrides import lines_touched, numbers_of, with_values
from jcplanner.domain.record import Record, Row
from jcplanner.domain.scenarios import Scenario, ScenarioOverride, override_id
from jcplanner.plan.draft import Draft, difference
from jcplanner.plan.plan import Notice, Plan
from jcplanner.plan.problem_list import ProblemList
from jcplanner.plan.scenario_step import hand_over
from jcplanner.store.journal import Step

Place = tuple[str, str]
"""A record: its table and id."""

_FIGURES_READ = (BudgetLine.TABLE, BudgetAmount.TABLE)
"""Tables of its own from the start: taking a line out of the sums needs it as it stood before."""


class ScenarioPlan(Plan):
    """A plan seen through one scenario, and following both. A scenario that is gone changes nothing."""

    def __init__(self, plan: Plan, scenario: str) -> None:
        # Not the constructor of Plan: the file, and with it the steps, are those of the plan itself.
        self._agreed, self._scenario = plan.agreed, scenario
        self.file, self.author = plan.file, plan.author
        self._listeners: list[Callable[[Notice], object]] = []
        self._drafting = False
        self._to_follow = None
        self._own: set[str] = set()
        self._overrides: dict[Place, dict[str, int | None]] = {}
        self._known: dict[str, tuple[Place, str]] = {}
        self.records = self._agreed.records.seen_through()
        for key in self._agreed.table(ScenarioOverride).rows:
            self._read_override(key)
        for table in (*_FIGURES_READ, *(place[0] for place in self._overrides)):
            self._have_own(table)
        for place in self._overrides:
            self._put_row(place, self._row_of(place))
        self._count_anew()
        self._stop = self._agreed.on_change(self._follow_agreed)

    def close(self) -> None:
        """Stop following the plan; its file stays open."""
        self._stop()
        self._stop = lambda: None

    @property
    def agreed(self) -> Plan:
        """The plan itself."""
        return self._agreed

    @property
    def scenario(self) -> str:
        """The id of the scenario."""
        return self._scenario

    @property
    def scenario_name(self) -> str:
        """What the scenario is called; blank where it is no longer in the plan."""
        return self.records.name(Scenario.TABLE, self._scenario)

    @property
    def override_count(self) -> int:
        """How many numbers the scenario has otherwise, those without effect among them."""
        return len(self._known)

    def overridden(self, table: str, key: str, field: str) -> bool:
        """Whether the scenario has a field of a record otherwise than by the plan."""
        return field in self._overrides.get((table, key), ())

    # Changing it

    @contextlib.contextmanager
    def step(self, name: str) -> Generator[Draft]:
        """Collect changes against the scenario, and write them as one step of the plan.

        Changes of numbers become overrides, or end them where the number is the plan's again; all else goes
        into the plan. Raises Refusal where the scenario is gone, and for a virement.
        """
        if self._drafting or self._agreed._drafting:
            raise RuntimeError("A step is being drafted already; steps do not nest.")
        self._drafting = True
        try:
            draft = Draft(self.records)
            yield draft
            target = Draft(self._agreed.records)
            hand_over(self._agreed, self._scenario, draft.changes(), target)
            changes = target.changes()
        finally:
            self._drafting = False
        if changes:
            of_scenario = any(change.table == ScenarioOverride.TABLE for change in changes)
            suffix = f", in {self.scenario_name}" if of_scenario and self.scenario_name else ""
            self._agreed._write(f"{name}{suffix}", changes)

    @contextlib.contextmanager
    def written_elsewhere(self) -> Generator[list[Callable[[], None]]]:
        """As of the plan: the file takes the step now, plan and scenario follow by the calls."""
        with self._agreed.written_elsewhere() as calls:
            yield calls

    def undo(self) -> str:
        """Take the plan's newest step back. Returns its name; blank where there is none."""
        return self._agreed.undo()

    def redo(self) -> str:
        """Do the plan's step again that was undone last. Returns its name; blank where there is none."""
        return self._agreed.redo()

    def history(
        self, kind: type[Record], key: str, field: str | None = None
    ) -> list[tuple[Step, Value, Value]]:
        """What became of a record or field, in the plan and by the scenario's overrides, oldest first."""
        found = super().history(kind, key, field)
        if field in numbers_of(kind.TABLE) and field is not None:
            own = override_id(self._scenario, kind.TABLE, key, field)
            for step, change in self.file.history(ScenarioOverride.TABLE, own):
                before, after = change.before, change.after
                was = (after or {}).get("plan_value") if before is None else before.get("value")
                now = (before or {}).get("plan_value") if after is None else after.get("value")
                if was != now:
                    found.append((step, was, now))
        return sorted(found, key=lambda held: held[0].place)

    # Following the plan

    def _follow_agreed(self, notice: Notice) -> None:
        """Bring records, figures, problems and listeners to what a step of the plan leaves of them."""
        moved = self._read_changed(notice)
        for table in {place[0] for place in moved} - self._own:
            self._have_own(table)
            # As it stood before the step, like the others.
            for change in reversed(notice.changes):
                if change.table == table:
                    self.records.named(table).apply(change.id, change.before)
        places = dict.fromkeys(
            (change.table, change.id) for change in notice.changes if change.table in self._own
        )
        places.update(dict.fromkeys(moved))
        lines = set(notice.lines) | lines_touched(moved)
        if not notice.everything:
            self.figures.take_out(self.records, lines)
        changes = [change for change in notice.changes if change.table not in self._own]
        changes += self._put_rows(places)
        if notice.everything:
            self._count_anew()
        else:
            self.figures.put_in(self.records, lines)
            self.worries.moved(lines)
        self._tell(
            Notice(
                notice.step,
                tuple(changes),
                frozenset(lines),
                notice.tables | {change.table for change in changes},
                notice.everything,
            )
        )

    def _read_changed(self, notice: Notice) -> list[Place]:
        """Take overrides over that came, went or changed. Returns the records that may look otherwise."""
        moved: list[Place] = []
        for change in notice.changes:
            if change.table == ScenarioOverride.TABLE:
                moved += self._read_override(change.id)
        came_or_went = (
            change.before is None or change.after is None
            for change in notice.changes
            if change.table != ScenarioOverride.TABLE
        )
        if any(came_or_went):
            # What an override made in a cell stands and falls with what the cell belongs to.
            agreed = self._agreed.records
            moved += [
                place for place in self._overrides if place[1] not in agreed.named(place[0]).rows
            ]
        return moved

    def _read_override(self, key: str) -> list[Place]:
        """Take over how one override now stands. Returns the records that it touches or touched."""
        moved: list[Place] = []
        if key in self._known:
            place, name = self._known.pop(key)
            moved.append(place)
            self._overrides[place].pop(name, None)
            if not self._overrides[place]:
                del self._overrides[place]
        table = self._agreed.table(ScenarioOverride)
        row = table.rows.get(key)
        if row is None or row[table.index("scenario")] != self._scenario:
            return moved
        held = ScenarioOverride(*row)
        if held.of_field in numbers_of(held.of_table):
            place = held.of_table, held.of_record
            self._known[key] = place, held.of_field
            self._overrides.setdefault(place, {})[held.of_field] = held.value
            moved.append(place)
        return moved

    def _have_own(self, table: str) -> None:
        """Give a table rows of its own, so that they can differ from the plan's."""
        if table not in self._own:
            self._own.add(table)
            held = self.records.named(table)
            held.rows = dict(held.rows)

    def _row_of(self, place: Place) -> Row | None:
        """A record as it is to look in the scenario."""
        return with_values(self._agreed.records, *place, self._overrides.get(place, {}))

    def _put_row(self, place: Place, row: Row | None) -> None:
        rows = self.records.named(place[0]).rows
        if row is None:
            rows.pop(place[1], None)
        else:
            rows[place[1]] = row

    def _put_rows(self, places: Iterable[Place]) -> list[Change]:
        """Bring records to how they are to look. Returns what that changed in them."""
        found: list[Change] = []
        for place in places:
            table, key = place
            after = self._row_of(place)
            change = difference(
                record_named(table), key, self.records.named(table).rows.get(key), after
            )
            if change is not None:
                self._put_row(place, after)
                found.append(change)
        return found

    def _count_anew(self) -> None:
        """Figures and problems: the plan's own, but for the lines in which an amount is otherwise."""
        agreed, lines = self._agreed, lines_touched(self._overrides)
        self.figures = Figures(
            dict(agreed.figures.cube),
            dict(agreed.figures.lines),
            dict(agreed.figures.providers),
        )
        self.figures.take_out(agreed.records, lines)
        self.figures.put_in(self.records, lines)
        self.worries = ProblemList(self.records, self.figures, agreed.worries)
        self.worries.moved(lines)
