"""What several commands share: their arguments, and how they tell how far they are."""

import contextlib
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import click

from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import Scenario
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan

PLAN = click.argument("plan", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON; money in pence.")

SCENARIO = click.option("--scenario", default="", help="As a scenario has it: its name.")


def through_scenario(plan: Plan, name: str) -> Plan:
    """The plan as the scenario of this name has it; as agreed where none is asked for. Raises Refusal."""
    if not name.strip():
        return plan
    scenarios = plan.table(Scenario).ordered()
    found = [held for held in scenarios if held.name.casefold() == name.strip().casefold()]
    if len(found) == 1:
        return ScenarioPlan(plan, found[0].id)
    if found:
        raise Refusal(f'There are {len(found)} scenarios called "{name}"; rename all but one.')
    there = ", ".join(held.name for held in scenarios) or "none"
    raise Refusal(f'There is no scenario called "{name}"; there are: {there}.')


@contextlib.contextmanager
def progress_shown(label: str) -> Generator[Callable[[int, int], None] | None]:
    """What long work tells how far it is; nothing where nobody is watching a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def moved(done: int, whole: int) -> None:
            bar.length = max(whole, done, 1)
            bar.update(done - bar.pos)

        yield moved
