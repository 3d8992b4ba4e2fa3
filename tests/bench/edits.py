"""One edit in the real window, to the last paint; and the least that a durable edit can cost."""

import os
import time
from itertools import count
from pathlib import Path


class ShownWindow:
    """A window on one screen of a plan, painted and at rest."""

    def __init__(self, path: Path, screen: str) -> None:
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
        self.window.show_plan(Session(self.plan), screen)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Let everything come that comes later, such as charts; and judge every line once."""
        until = time.perf_counter() + 1
        while time.perf_counter() < until:
            self.application.processEvents()
        self.plan.worries.counts()


class EditedWindow(ShownWindow):
    """A window on the Budgets screen of a plan, in which amounts of the first line are typed."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "budgets")
        self._amounts = count(1_500_00, 100)
        self._line = next(iter(self.plan.table(_line_kind())))

    def edit(self) -> float:
        """Put another amount into the cell; seconds until totals are right and everything is painted."""
        from jcplanner.domain.figures import total
        from jcplanner.plan import edits

        begun = time.perf_counter()
        edits.set_amounts(self.plan, {(self._line, 2016): next(self._amounts)})
        total(self.plan.figures)
        self.application.processEvents()
        return time.perf_counter() - begun


OVERRIDES = 5_000


class EditedScenario(EditedWindow):
    """The same while a scenario with 5,000 overrides is shown: what is typed becomes one more."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        from jcplanner.plan import edits, scenario_edits
        from jcplanner.plan.scenario_plan import ScenarioPlan

        self._scenario = scenario_edits.add_scenario(self.plan, "Measured")
        lines = list(self.plan.table(_line_kind()))[1 : OVERRIDES + 1]
        view = ScenarioPlan(self.plan, self._scenario)
        edits.set_amounts(view, {(line, 2016): 1_234_56 for line in lines})
        view.close()
        self._agreed = self.plan
        self.look()
        self.settle()

    def look(self) -> float:
        """Show the window through the scenario; seconds until everything is painted."""
        from jcplanner.gui.session import Session
        from jcplanner.plan.scenario_plan import ScenarioPlan

        begun = time.perf_counter()
        self.plan = ScenarioPlan(self._agreed, self._scenario)
        self.window.show_plan(Session(self.plan))
        self.application.processEvents()
        return time.perf_counter() - begun

    def look_at_the_plan(self) -> float:
        """Show the window as agreed; seconds until everything is painted."""
        from jcplanner.gui.session import Session

        begun = time.perf_counter()
        self.window.show_plan(Session(self._agreed))
        self.application.processEvents()
        return time.perf_counter() - begun


class EditedGap(ShownWindow):
    """A window on the bridge of the Gap screen, in which one of five assumptions is typed over."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "gap")
        from jcplanner.domain.assumptions import ASSUMPTION_KINDS, Assumption
        from jcplanner.domain.partners import Partner
        from jcplanner.plan import edits, gap_edits

        plan, years = self.plan, self.plan.years
        made = [edits.add(plan, Assumption, name=kind, kind=kind) for kind in ASSUMPTION_KINDS]
        rates = {(key, year, "central"): 100 for key in made for year in years[1:]}
        gap_edits.set_rates(plan, {**rates, (made[0], years[1], "high"): 300})
        resources = {(key, year): 10**9 for key in plan.table(Partner) for year in years}
        gap_edits.set_resources(plan, resources)
        self._rates = count(100)
        self._assumption = made[0]
        self.settle()

    def edit(self) -> float:
        """Put another rate into the plan; seconds until the gap is right and everything is painted."""
        from jcplanner.plan import gap_edits

        begun = time.perf_counter()
        cell = (self._assumption, self.plan.years[1], "central")
        gap_edits.set_rates(self.plan, {cell: next(self._rates)})
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
