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
from itertools import islice
from typing import TypeVar

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.changes import Change
from jcplanner.domain.column import Value
from jcplanner.domain.figures import Figures
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.problems import SEVERITIES, Problem, Refusal
from jcplanner.domain.record import Record, Table
from jcplanner.domain.records import Records
from jcplanner.domain.worries import in_order, line_problems, plan_problems
from jcplanner.plan.draft import Draft
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
        self.figures = Figures()
        self._line_problems: dict[str, tuple[Problem, ...]] = {}
        self._line_problem_counts: dict[str, int] = {}
        self._unjudged: set[str] = set()
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
    def problems(self) -> list[Problem]:
        """Every worry about the plan, serious ones first."""
        self._judge()
        of_lines = (problem for held in self._line_problems.values() for problem in held)
        return in_order([*plan_problems(self.records, self.figures), *of_lines])

    def problems_by_kind(self) -> dict[tuple[str, str], list[Problem]]:
        """Every worry by severity and kind, in no order: in a large plan, ordering takes longest."""
        self._judge()
        found: dict[tuple[str, str], list[Problem]] = {}
        for problem in plan_problems(self.records, self.figures):
            found.setdefault((problem.severity, problem.kind), []).append(problem)
        for held in self._line_problems.values():
            for problem in held:
                found.setdefault((problem.severity, problem.kind), []).append(problem)
        return found

    def worst_problems(self, most: int) -> list[Problem]:
        """The first few of `problems`, without putting all of them in order."""
        self._judge()
        counts, found = self.problem_counts(), list(plan_problems(self.records, self.figures))
        left, severities = most, set[str]()
        for severity in SEVERITIES:
            if left > 0:
                severities.add(severity)
                left -= counts[severity]
        for held in self._line_problems.values():
            found += [problem for problem in held if problem.severity in severities]
        return in_order(found)[:most]

    def problem_counts(self) -> dict[str, int]:
        """How many problems there are by severity; costs an edit no more in a large plan than in a small."""
        self._judge()
        counts = dict(self._line_problem_counts)
        for problem in plan_problems(self.records, self.figures):
            counts[problem.severity] += 1
        return counts

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
            self._unjudged |= touched
        notice = Notice(
            step,
            tuple(changes),
            frozenset(touched),
            frozenset(change.table for change in changes),
            everything,
        )
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
        lines = self.records.table(BudgetLine)
        self.figures.put_in(self.records, lines)
        self._line_problems = {}
        self._line_problem_counts = dict.fromkeys(SEVERITIES, 0)
        self._unjudged = set(lines)

    def judge(self, most: int) -> bool:
        """Find the problems of so many of the lines that have moved; whether none are left to look at.

        A window that does this bit by bit stays alive after a step that moved 100,000 lines.
        """
        if len(self._unjudged) <= most:
            return True
        self._judge(most)
        return not self._unjudged

    def _judge(self, most: int | None = None) -> None:
        """Find the problems of the lines that have moved since anybody asked."""
        lines, years = self.records.table(BudgetLine), self.years
        some = list(islice(self._unjudged, most))
        for line_id in some:
            for problem in self._line_problems.pop(line_id, ()):
                self._line_problem_counts[problem.severity] -= 1
            if line_id in lines:
                found = tuple(line_problems(self.records, line_id, years))
                if found:
                    self._line_problems[line_id] = found
                    for problem in found:
                        self._line_problem_counts[problem.severity] += 1
        self._unjudged.difference_update(some)
