"""The report of versions."""

from jcplanner.domain.versions import Version, in_groups
from jcplanner.plan import edits, versions
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan
from jcplanner.reports.listing import REPORTS
from jcplanner.reports.versions import say_newest_version, versions_report


def test_versions_are_listed_the_newest_first_with_the_steps_since(plan: Plan):
    assert say_newest_version(plan) == "none frozen"
    versions.freeze(plan, "July", "For decision")
    edits.set_amounts(plan, {("homes", 2016): 5})
    key = versions.freeze(plan, "August")
    (table,) = versions_report(plan).tables
    assert [(row[0], row[1], row[5]) for row in table.rows] == [
        ("August", "", "no steps since"),
        ("July", "For decision", "1 step since"),
    ]
    held = plan.table(Version)[key]
    assert say_newest_version(plan).startswith(f"August ({in_groups(held.fingerprint)}), frozen ")
    assert REPORTS["Versions"] is versions_report


def test_a_version_whose_step_is_not_in_the_history_says_so(plan: Plan):
    with plan.step("As in a salvaged plan") as draft:
        draft.add(Version("v", 1, "Old", "", "elsewhere", 3, "2026-01-01T00:00:00+00:00", "0" * 64))
    assert versions_report(plan).tables[0].rows[0][5] == "no history since"


def test_the_report_is_the_same_under_a_scenario(plan: Plan):
    versions.freeze(plan, "July")
    seen = ScenarioPlan(plan, "none")
    assert versions_report(seen) == versions_report(plan)
    seen.close()
