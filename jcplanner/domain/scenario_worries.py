"""What can be wrong with scenarios: overrides that have no effect, and two of one name."""

from collections.abc import Iterator

from jcplanner.domain.figures import Figures
from jcplanner.domain.overrides import why_idle
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.records import Records
from jcplanner.domain.scenarios import Scenario, ScenarioOverride


def scenario_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """Problems of all scenarios; costs nothing where there are none."""
    scenarios = records.table(Scenario).ordered()
    if not scenarios:
        return
    idle: dict[str | None, dict[str, int]] = {}
    for override in records.table(ScenarioOverride).values():
        why = why_idle(records, override)
        if why:
            whys = idle.setdefault(override.scenario, {})
            whys[why] = whys.get(why, 0) + 1
    named: dict[str, int] = {}
    for scenario in scenarios:
        place = Place("scenarios", Scenario.TABLE, scenario.id)
        for why, count in sorted(idle.get(scenario.id, {}).items()):
            what = "1 override has" if count == 1 else f"{count:,} overrides have"
            yield Problem(
                "override without effect",
                "note",
                f'Scenario "{scenario.name}": {what} no effect: {why}.',
                place,
            )
        name = scenario.name.strip().casefold()
        named[name] = named.get(name, 0) + 1
        if named[name] == 2:
            yield Problem(
                "scenarios of one name",
                "warning",
                f'More than one scenario is called "{scenario.name}".',
                place,
            )
