"""The problems of the open plan: those of each line are kept, and found anew only when the line moves."""

from collections.abc import Iterable
from itertools import islice

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.problems import SEVERITIES, Problem
from jcplanner.domain.records import Records
from jcplanner.domain.worries import Kept, in_order, line_problems, plan_problems

AT_ONCE = 2_000
"""Lines looked at in one go, so that a window that looks bit by bit stays alive."""


class ProblemList:
    """Every worry about one plan, found when somebody asks.

    Told by `moved` which lines to look at again, so that an edit costs the same in a plan of 100 lines
    and of 100,000.
    """

    def __init__(
        self, records: Records, figures: Figures, known: "ProblemList | None" = None
    ) -> None:
        """``known`` are the problems of records that these differ little from; they are taken over."""
        self._records = records
        self._figures = figures
        self._of_lines: dict[str, tuple[Problem, ...]] = dict(known._of_lines) if known else {}
        self._counts: dict[str, int] = (
            dict(known._counts) if known else dict.fromkeys(SEVERITIES, 0)
        )
        self._moved = set(known._moved if known else records.table(BudgetLine))
        self._found: list[Problem] | None = None
        self._kept: Kept = {}

    def moved(self, lines: Iterable[str], *, amounts_only: bool = False) -> None:
        """Something has changed; these lines or their amounts have, or have come or gone.

        ``amounts_only`` says that nothing but amounts has, and spares the rules that read none.
        """
        self._moved.update(lines)
        self._found = None
        if not amounts_only:
            self._kept.clear()

    def all(self) -> list[Problem]:
        """Every problem, serious ones first."""
        self._look()
        of_lines = (problem for held in self._of_lines.values() for problem in held)
        return in_order([*self._of_plan(), *of_lines])

    def by_kind(self) -> dict[tuple[str, str], list[Problem]]:
        """Every problem by severity and kind, in no order: in a large plan, ordering takes longest."""
        self._look()
        found: dict[tuple[str, str], list[Problem]] = {}
        of_lines = (problem for held in self._of_lines.values() for problem in held)
        for problem in (*self._of_plan(), *of_lines):
            found.setdefault((problem.severity, problem.kind), []).append(problem)
        return found

    def worst(self, most: int) -> list[Problem]:
        """The first few of `all`, without putting all of them in order."""
        counts, found = self.counts(), self._of_plan()
        left, severities = most, set[str]()
        for severity in SEVERITIES:
            if left > 0:
                severities.add(severity)
                left -= counts[severity]
        for held in self._of_lines.values():
            found += [problem for problem in held if problem.severity in severities]
        return in_order(found)[:most]

    def counts(self) -> dict[str, int]:
        """How many problems there are by severity."""
        self._look()
        counts = dict(self._counts)
        for problem in self._of_plan():
            counts[problem.severity] += 1
        return counts

    def look(self, most: int = AT_ONCE) -> bool:
        """Look at some of the lines that have moved; whether none are left, so that asking is quick."""
        if len(self._moved) > most:
            self._look(most)
            return not self._moved
        return True

    def _of_plan(self) -> list[Problem]:
        """Those of the plan as a whole, found once after each step however many ask."""
        if self._found is None:
            self._found = list(plan_problems(self._records, self._figures, self._kept))
        return list(self._found)

    def _look(self, most: int | None = None) -> None:
        lines, years = self._records.table(BudgetLine), self._records.details.years
        some = list(islice(self._moved, most))
        for line_id in some:
            for problem in self._of_lines.pop(line_id, ()):
                self._counts[problem.severity] -= 1
            if line_id in lines:
                found = tuple(line_problems(self._records, line_id, years))
                if found:
                    self._of_lines[line_id] = found
                    for problem in found:
                        self._counts[problem.severity] += 1
        self._moved.difference_update(some)
