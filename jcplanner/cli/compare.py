"""Comparing two plan files, two versions of one, or a version with the plan as it stands now."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jcplanner.cli.options import JSON
from jcplanner.cli.words import report_json, report_text
from jcplanner.domain.problems import Refusal
from jcplanner.plan.opening import reading
from jcplanner.plan.versions import NOW, find_version

if TYPE_CHECKING:
    from jcplanner.plan.plan import Plan
    from jcplanner.reports.differences import Side
    from jcplanner.reports.report import Report, ReportTable

MOST_ROWS = 40
"""Rows of one table that are printed for people; --json has them all."""


@click.command("compare")
@click.argument("a")
@click.argument("b")
@click.option("--by", default="", help="Only what goes by area, partner, line or field.")
@JSON
def compare_(a: str, b: str, by: str, as_json: bool) -> None:
    """Compare two states of a plan, or two plans: B with A, which came before.

    Each is a plan file, or a version of it as plan.jcplan@Version name; B can also be the name of a version
    of A's file, or "now".
    """
    from jcplanner.reports.differences import compare
    from jcplanner.reports.differences_report import differences_report

    file, version = _read(a)
    if file is None:
        raise Refusal(
            f"There is no plan file {a}; write a version of one as plan.jcplan@Version name."
        )
    other, other_version = _read(b)
    if other is None:
        # An empty name is a slip, such as a variable of a script that was never set.
        other, other_version = file, "" if b.strip().casefold() == NOW else _given(b)
    with contextlib.ExitStack() as stack:
        plans: dict[Path, Plan] = {}
        for path in (file, other):
            if path.resolve() not in plans:
                plans[path.resolve()] = stack.enter_context(reading(path))
        before, after = plans[file.resolve()], plans[other.resolve()]
        name = _namer(file, other)
        differences = compare(
            _side(before, version, name(file)), _side(after, other_version, name(other))
        )
        report = differences_report(differences, by, whole=as_json)
        if as_json:
            said = {
                "before": {"file": str(file), "version": version or None},
                "after": {"file": str(other), "version": other_version or None},
                "same_plan": differences.same_plan,
                "unit": "pence",
                **report_json(report),
            }
            click.echo(json.dumps(said, indent=2, ensure_ascii=False))
        else:
            click.echo(report_text(_cut(report)))


def _read(words: str) -> tuple[Path | None, str]:
    """The plan file and version that words name, split at the last @ whose left side is a file."""
    if Path(words).is_file():
        return Path(words), ""
    at = len(words)
    while (at := words.rfind("@", 0, at)) > 0:
        if Path(words[:at]).is_file():
            version = _given(words[at + 1 :])
            return Path(words[:at]), "" if version.casefold() == NOW else version
    return None, ""


def _given(version: str) -> str:
    """The name of a version without blanks around it. Raises Refusal where nothing is left."""
    if not version.strip():
        raise Refusal('Name the version to compare, or "now" for the plan as it stands.')
    return version.strip()


def _namer(file: Path, other: Path) -> Callable[[Path], str]:
    """What a plan is called beside a version: by its file only where there are two, each its own."""
    if file.resolve() == other.resolve():
        return lambda path: ""
    if file.name == other.name:
        return str
    return lambda path: path.name


def _side(plan: "Plan", version: str, name: str) -> "Side":
    from jcplanner.reports.differences import as_frozen, as_now

    side = as_frozen(plan, find_version(plan, version)) if version else as_now(plan)
    called = f"{side.name}, {name}" if version and name else name or side.name
    return replace(side, name=called)


def _cut(report: "Report") -> "Report":
    """The report with its longest tables cut, and what is left out said."""
    tables: list[ReportTable] = []
    for table in report.tables:
        rest = len(table.rows) - MOST_ROWS
        title = f"{table.title}: {len(table.rows):,}" if rest > 0 else table.title
        if rest > 0:
            title += f", of which the first {MOST_ROWS}; --json has them all"
        tables.append(replace(table, title=title, rows=table.rows[:MOST_ROWS]))
    return replace(report, tables=tuple(tables))
