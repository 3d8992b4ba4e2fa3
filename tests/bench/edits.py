"""One cell edit in the real window, to the last paint; and the least that a durable edit can cost."""

import os
import time
from itertools import count
from pathlib import Path


class EditedWindow:
    """A window on the Budgets screen of a plan, in which amounts of the first line are typed."""

    def __init__(self, path: Path) -> None:
        from jcplanner.gui import style
        from jcplanner.gui.app import application
        from jcplanner.gui.preferences import Preferences
        from jcplanner.gui.session import Session
        from jcplanner.gui.window import Window
        from jcplanner.plan.plan import Plan
        from jcplanner.store.planfile import PlanFile

        self.application = application()
        style.apply(self.application, dark=False)
        self.plan = Plan(PlanFile.open(path))
        self.plan.file.check_content()
        self.window = Window(Preferences())
        self.window.resize(1366, 728)
        self.window.show_plan(Session(self.plan), "budgets")
        self.window.show()
        self._settle()
        self._amounts = count(1_500_00, 100)
        self._line = next(iter(self.plan.table(_line_kind())))
        self.plan.worries.counts()

    def _settle(self) -> None:
        until = time.perf_counter() + 1
        while time.perf_counter() < until:
            self.application.processEvents()

    def edit(self) -> float:
        """Put another amount into the cell; seconds until totals are right and everything is painted."""
        from jcplanner.domain.figures import total
        from jcplanner.plan import edits

        begun = time.perf_counter()
        edits.set_amounts(self.plan, {(self._line, 2016): next(self._amounts)})
        total(self.plan.figures)
        self.application.processEvents()
        return time.perf_counter() - begun


def _line_kind() -> type:
    from jcplanner.domain.budgets import BudgetLine

    return BudgetLine


def durable_write(path: Path) -> None:
    """Write 4 KiB and wait until the disk has them."""
    with path.open("wb") as file:
        file.write(bytes(4096))
        file.flush()
        os.fsync(file.fileno())
