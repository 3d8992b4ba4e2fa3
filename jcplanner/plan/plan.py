"""The open plan: records, figures and problems in memory, following every step of the file.

The journey of an edit, whoever makes it::

    gui model setData, the command line, an import, undo, redo
      -> a function of plan/edits.py            what the person meant, as one verb
      -> Plan.step("Change amount")             a Draft collects additions, changes, removals
      -> PlanFile.step(...)                     one durable transaction: rows, step, before and after
      -> Plan._follow(changes)                  records, then figures, then problems
      -> the listeners' callback(Notice)        views redraw the rows that moved

If anything fails before the file has the step, nothing has moved. If a listener fails, the step stands:
the error is raised after all listeners have been told.
"""

import contextlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.changes import Change
from jcplanner.domain.column import Value
from jcplanner.domain.figures import Figures
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.problems import Problem, Refusal
from jcplanner.domain.record import Record, Table
from jcplanner.domain.records import Records
from jcplanner.plan.draft import Draft
from jcplanner.plan.problem_list import ProblemList
from jcplanner.store.journal import DO, REDO, UNDO, Step
from jcplanner.store.planfile import PlanFile

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Notice:
    """What a step has moved, told to every listener: the step, its changes, the lines and tables touched.

    ``everything`` is true where the years or so much changed that a view does best to read all again.
    """

    step: Step
    changes: tuple[Change, ...]
    lines: frozenset[str]
    tables: frozenset[str]
    everything: bool = False


class Plan:
    """A plan that is open. Everything that changes it goes through `step`, `undo` or `redo`."""

    def __init__(self, file: PlanFile, *, author: str = "") -> None:
        self.file = file
        self.author = author
        self.records: Records = file.read_all()
        self._listeners: list[Callable[[Notice], object]] = []
        self._drafting = False
        self._to_follow: list[Callable[[], None]] | None = None
        self._rebuild()

    def close(self) -> None:
        """Close the file behind the plan."""
        self.file.close()

    def table(self, kind: type[R]) -> Table[R]:
        """The records of one kind."""
        return self.records.table(kind)

    @property
    def details(self) -> PlanDetails:
        """Title, years, status, unit."""
        return self.records.details

    @property
    def years(self) -> list[int]:
        """The financial years, the base year first."""
        return self.details.years

    @property
    def pathway_years(self) -> list[int]:
        """The years of the pathway, without the base year."""
        return self.details.pathway_years

    @property
    def agreed(self) -> "Plan":
        """The plan as agreed: this one, unless a scenario is looked at."""
        return self

    @property
    def scenario(self) -> str:
        """The id of the scenario that is looked at; blank for the plan as agreed."""
        return ""

    @property
    def scenario_name(self) -> str:
        """What that scenario is called; blank for the plan as agreed."""
        return ""

    def scoped(self, scope: str) -> str:
        """What a figure counts, with the scenario that is looked at named first (DESIGN rule 14)."""
        return f"Scenario: {self.scenario_name}. {scope}" if self.scenario else scope

    def overridden(self, table: str, key: str, field: str) -> bool:
        """Whether the scenario that is looked at has a field of a record otherwise than the plan."""
        return False

    def plan_value(self, table: str, key: str, field: str) -> int | None:
        """What the plan as agreed has in a number, as pence, hundredths or a count; None for a blank."""
        held = self.agreed.records.named(table)
        value = held.value(key, field) if key in held.rows else None
        return value if isinstance(value, int) else None

    @property
    def problems(self) -> list[Problem]:
        """Every worry about the plan, serious ones first; `worries` has them in other ways."""
        return self.worries.all()

    @contextlib.contextmanager
    def step(self, name: str) -> Generator[Draft]:
        """Collect changes and write them as one undoable step under this name.

        Raising inside abandons the draft: nothing has moved. A draft that changes nothing makes no step.
        """
        if self._drafting:
            raise RuntimeError("A step is being drafted already; steps do not nest.")
        self._drafting = True
        try:
            draft = Draft(self.records)
            yield draft
            changes = draft.changes()
        finally:
            self._drafting = False
        if changes:
            self._write(name, changes)

    def _write(
        self, name: str, changes: list[Change], kind: str = DO, of: str | None = None
    ) -> None:
        step = self.file.step(name, changes, author=self.author, kind=kind, of=of)
        if self._to_follow is None:
            self._follow(step, changes)
        else:
            self._to_follow.append(lambda: self._follow(step, changes))

    @contextlib.contextmanager
    def written_elsewhere(self) -> Generator[list[Callable[[], None]]]:
        """For a large step that a thread of its own writes: the file takes it, nothing follows yet.

        Yields the calls that bring records, figures and listeners to what was written. The window's own
        thread makes them, before anything else is done to the plan.
        """
        calls: list[Callable[[], None]] = []
        self._to_follow = calls
        try:
            yield calls
        finally:
            self._to_follow = None

    @property
    def undo_name(self) -> str:
        """What undo would take back; blank where there is nothing."""
        return self.file.undoable.name if self.file.undoable else ""

    @property
    def redo_name(self) -> str:
        """What redo would do again; blank where there is nothing."""
        return self.file.redoable.name if self.file.redoable else ""

    def undo(self) -> str:
        """Take the newest step back, as a new step. Returns its name; blank where there is none."""
        return self._reapply(self.file.undoable, UNDO)

    def redo(self) -> str:
        """Do the step again that was undone last. Returns its name; blank where there is none."""
        return self._reapply(self.file.redoable, REDO)

    def _reapply(self, step: Step | None, kind: str) -> str:
        if step is None:
            return ""
        changes = self.file.changes(step)
        if kind == UNDO:
            changes = [change.reversed() for change in reversed(changes)]
        for change in changes:
            self._must_stand(change, step)
        word = "Undo" if kind == UNDO else "Redo"
        self._write(f"{word}: {step.name}", changes, kind, step.id)
        return step.name

    def _must_stand(self, change: Change, step: Step) -> None:
        """A change is put on exactly what it was made for, or not at all."""
        table = self.records.named(change.table)
        row = table.rows.get(change.id)
        if change.before is None:
            stands = row is None
        else:
            stands = row is not None and all(
                row[table.index(name)] == value for name, value in change.before.items()
            )
        if not stands:
            raise Refusal(
                f'"{step.name}" cannot be taken back: its figures have since been changed.'
            )

    @property
    def steps(self) -> Sequence[Step]:
        """Every step since the plan was made, oldest first."""
        return self.file.steps

    def history(
        self, kind: type[Record], key: str, field: str | None = None
    ) -> list[tuple[Step, Value, Value]]:
        """What became of one record, or of one field of it: (step, before, after), oldest first.

        For a whole record the values are None or its name. A field that came or went with its record
        has None on the other side.
        """
        found: list[tuple[Step, Value, Value]] = []
        for step, change in self.file.history(kind.TABLE, key):
            name = field or kind.NAMED_BY
            before = (change.before or {}).get(name)
            after = (change.after or {}).get(name)
            if field is None or before != after:
                found.append((step, before, after))
        return found

    def on_change(self, listener: Callable[[Notice], object]) -> Callable[[], None]:
        """Tell a listener of every step from now on. Returns what stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _follow(self, step: Step, changes: list[Change]) -> None:
        """Bring records, figures, problems and listeners to what stands after a step, in this order."""
        touched: set[str] = set()
        for change in changes:
            if change.table == BudgetLine.TABLE:
                touched.add(change.id)
            elif change.table == BudgetAmount.TABLE:
                touched.add(change.id.rpartition(":")[0])
        everything = any(change.table == PlanDetails.TABLE for change in changes)
        if everything:
            self.records.apply(changes)
            self._rebuild()
        else:
            self.figures.take_out(self.records, touched)
            self.records.apply(changes)
            self.figures.put_in(self.records, touched)
            tables = {change.table for change in changes}
            self.worries.moved(touched, amounts_only=tables == {BudgetAmount.TABLE})
        notice = Notice(
            step,
            tuple(changes),
            frozenset(touched),
            frozenset(change.table for change in changes),
            everything,
        )
        self._tell(notice)

    def _tell(self, notice: Notice) -> None:
        """Tell every listener; the first fault among them is raised when all have been told."""
        faults: list[Exception] = []
        for listener in list(self._listeners):
            try:
                listener(notice)
            except Exception as fault:
                faults.append(fault)
        if faults:
            raise faults[0]

    def _rebuild(self) -> None:
        """Figures and problems from nothing: at opening, and when the years change."""
        self.figures = Figures()
        self.figures.put_in(self.records, self.records.table(BudgetLine))
        self.worries = ProblemList(self.records, self.figures)
