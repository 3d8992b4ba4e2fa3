"""The versions of a plan: what each is called and for, its fingerprint, and how far it lies back."""

from jcplanner.domain.versions import Version, in_groups
from jcplanner.plan.plan import Plan
from jcplanner.plan.versions import newest_version, steps_since
from jcplanner.plan.wording import say_when
from jcplanner.reports.report import Heading, Report, ReportTable

HISTORY_GONE = "no history since"


def say_steps_since(plan: Plan, version: Version) -> str:
    """How far a version lies back: "3 steps since"."""
    steps = steps_since(plan, version)
    if steps is None:
        return HISTORY_GONE
    return f"{steps or 'no'} {'step' if steps == 1 else 'steps'} since"


def say_newest_version(plan: Plan) -> str:
    """The newest version in one line, or that there is none."""
    version = newest_version(plan)
    if version is None:
        return "none frozen"
    return (
        f"{version.name} ({in_groups(version.fingerprint)}), frozen {say_when(version.at)}, "
        f"{say_steps_since(plan, version)}"
    )


def versions_report(plan: Plan) -> Report:
    """Every version, the newest first."""
    versions = sorted(
        plan.table(Version).values(), key=lambda held: (held.step_place, held.at), reverse=True
    )
    rows = tuple(
        (
            held.name,
            held.purpose,
            say_when(held.at),
            held.step_place,
            in_groups(held.fingerprint),
            say_steps_since(plan, held),
        )
        for held in versions
    )
    heads = (
        Heading("Version"),
        Heading("Purpose"),
        Heading("Frozen"),
        Heading("Step", "count"),
        Heading("Fingerprint"),
        Heading("Since"),
    )
    scope = "1 version" if len(rows) == 1 else f"{len(rows):,} versions"
    return Report("Versions", scope, (ReportTable("Versions", heads, rows),))
