"""The command line: the same work with no display, for finance teams' own automation and for tests.

One thin function for each command: it opens a plan, calls the layer below, and prints. Exit status 0; 1
where problems were found; 2 where it cannot be done, with one plain sentence on stderr.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from jcplanner import __version__
from jcplanner.cli.compare import compare_
from jcplanner.cli.decisions import calendar_
from jcplanner.cli.options import JSON, PLAN, SCENARIO, progress_shown, through_scenario
from jcplanner.cli.papers import paper_
from jcplanner.cli.registers import register_
from jcplanner.cli.returned import return_, take_back
from jcplanner.cli.words import (
    history_json,
    history_text,
    import_text,
    problems_json,
    problems_text,
    report_json,
    report_text,
    totals_json,
    totals_text,
)
from jcplanner.domain.problems import Refusal
from jcplanner.domain.worries import in_order
from jcplanner.plan.opening import new_plan, opened, reading
from jcplanner.plan.plan import Plan
from jcplanner.plan.templates import describe, example_names, fill, template_names
from jcplanner.store.planfile import SUFFIX

PROBLEMS_FOUND, CANNOT = 1, 2

AUTO = "auto"
"""The mapping that is proposed from the file itself, as the window proposes it."""


@dataclass(frozen=True)
class Window:
    """The window, as the command line needs it: is there a display, show plans, save pictures."""

    has_display: Callable[[], bool]
    show: Callable[[list[Path]], int]
    save_pictures: Callable[[Plan, Path], list[Path]]


def run(words: list[str], window: Window) -> int:
    """Run one command. Returns the exit status; what goes wrong is one sentence on stderr."""
    try:
        return commands.main(words, prog_name="jcplanner", standalone_mode=False, obj=window) or 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        return _cannot("Stopped.")
    except click.ClickException as fault:
        return _cannot(fault.format_message())
    except Refusal as refusal:
        return _cannot(str(refusal))
    except OSError as fault:
        if os.environ.get("JCPLANNER_DEBUG"):
            raise
        reason = (fault.strerror or str(fault)).lower()
        return _cannot(f"{fault.filename or 'A file'} cannot be used: {reason}.")
    except Exception as fault:
        if os.environ.get("JCPLANNER_DEBUG"):
            raise
        return _cannot(
            f"Something went wrong in jcplanner itself ({type(fault).__name__}); nothing was changed. "
            "Set JCPLANNER_DEBUG=1 and run it again for the details."
        )


def _cannot(sentence: str) -> int:
    click.echo(sentence, err=True)
    return CANNOT


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jcplanner")
def commands() -> None:
    """Joint commissioning plans of councils and NHS bodies. Without a command: the window."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console in an old code page still prints what it can, and a pound sign never fails.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


for elsewhere in (return_, take_back, compare_, calendar_, paper_, register_):
    commands.add_command(elsewhere)


@commands.command()
def templates() -> None:
    """List the templates and the worked examples."""
    for heading, names in (("Templates", template_names()), ("Examples", example_names())):
        click.echo(heading)
        for name in names:
            held = describe(name)
            click.echo(f"  {name:<20} {held.title}: {' '.join(held.summary.split())}")


@commands.command()
@PLAN
@click.option("--template", help="Begin from a template; see `jcplanner templates`.")
@click.option("--example", help="Begin from a worked example.")
@click.option("--title", default="", help="The plan's title.")
def new(plan: Path, template: str | None, example: str | None, title: str) -> None:
    """Make a new plan file."""
    if template and example:
        raise Refusal("Give either a template or an example, not both.")
    if example and example not in example_names():
        raise Refusal(f'There is no example "{example}"; there are: {", ".join(example_names())}.')
    if template and template not in template_names():
        raise Refusal(
            f'There is no template "{template}"; there are: {", ".join(template_names())}.'
        )
    _make(plan, example or template or "blank", title)
    click.echo(f"Made {plan}.")


def _make(path: Path, name: str, title: str = "") -> None:
    held = new_plan(path)
    try:
        fill(held.plan, name, title or None)
        held.close()
    except BaseException:
        held.discard()
        path.unlink(missing_ok=True)
        raise


@commands.command("import")
@PLAN
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping", required=True, help="A saved or shipped mapping's name, a TOML file, or auto."
)
@click.option("--partner", default="", help="Whose budget it is: name, short name or code.")
@click.option(
    "--year", help="The financial year where the file names none, such as 2023 or 2023/24."
)
@click.option(
    "--where", "conditions", multiple=True, metavar="COLUMN=VALUE", help="Only these rows."
)
@click.option("--sheet", default="", help="The sheet of a workbook.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@JSON
def import_(
    plan: Path,
    file: Path,
    mapping: str,
    partner: str,
    year: str | None,
    conditions: tuple[str, ...],
    sheet: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring a budget in from a file."""
    from jcplanner.exchange.intake import bring_in, parse_where
    from jcplanner.exchange.mapping_shelf import find_mapping
    from jcplanner.exchange.read import read_file
    from jcplanner.exchange.suggest import proposed_mapping

    where = parse_where(conditions)
    with (
        reading(plan) if dry_run else opened(plan, tell=_tell) as held,
        progress_shown("Reading") as progress,
    ):
        content = read_file(file, sheet=sheet, progress=progress) if mapping == AUTO else None
        chosen, doubts = (
            proposed_mapping(content, AUTO) if content else (find_mapping(held, mapping), [])
        )
        result = bring_in(
            held,
            file,
            chosen,
            partner=partner,
            year=_year(year),
            where=where,
            sheet=sheet,
            dry_run=dry_run,
            file=content,
            progress=progress,
        )
    result.notes += doubts
    if as_json:
        _print_json(result.as_json())
        return
    click.echo(import_text(result))


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)


def _year(text: str | None) -> int | None:
    from jcplanner.domain.years import parse_year

    try:
        return None if text is None else parse_year(text)
    except ValueError as fault:
        raise Refusal(str(fault)) from None


@commands.command()
@PLAN
@click.argument("what")
@click.option("--by", default="partner,year", help="Edges of the totals, such as area,year.")
@SCENARIO
@JSON
def show(plan: Path, what: str, by: str, scenario: str, as_json: bool) -> None:
    """Show totals by partner, year, area, arrangement, source, nature or direction; or a report by its name,
    such as pools or risk-share.
    """
    from jcplanner.reports.listing import REPORTS
    from jcplanner.reports.scenarios import in_scenario
    from jcplanner.reports.totals import totals

    named = {title.lower().replace(" ", "-"): make for title, make in REPORTS.items()}
    if what not in named:
        raise Refusal(f'There is no report "{what}"; there are: {", ".join(named)}.')
    with reading(plan) as agreed:
        held = through_scenario(agreed, scenario)
        if what == "totals":
            edges = [name.strip() for name in by.split(",") if name.strip()]
            sums = in_scenario(held, totals(held, edges))
            said = totals_json(sums) if as_json else totals_text(sums)
        else:
            report = in_scenario(held, named[what](held))
            said = report_json(report) if as_json else report_text(report)
    if isinstance(said, str):
        click.echo(said)
    else:
        _print_json(said)


@commands.command()
@PLAN
@JSON
@click.pass_context
def check(context: click.Context, plan: Path, as_json: bool) -> None:
    """List what is to be put right; exit status 1 where anything is serious."""
    from jcplanner.reports.decided_figures import stale_decisions

    with reading(plan) as held:
        held.file.check_content()
        problems = in_order([*held.problems, *stale_decisions(held)])
        if as_json:
            _print_json(problems_json(held, problems))
        else:
            click.echo(problems_text(problems))
    if any(problem.severity == "serious" for problem in problems):
        context.exit(PROBLEMS_FOUND)


@commands.command()
@PLAN
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--replace", is_flag=True, help="Replace a workbook of jcplanner's that was changed since, too."
)
@SCENARIO
def export(plan: Path, out: Path, replace: bool, scenario: str) -> None:
    """Write the finance workbook; only a workbook of jcplanner's own is ever replaced."""
    from jcplanner.exchange.workbooks import export_workbook

    with reading(plan) as agreed, progress_shown("Writing") as progress:
        held = through_scenario(agreed, scenario)
        export_workbook(held, out, replace=replace, progress=progress)
    click.echo(f"Wrote {out}.")


@commands.command()
@PLAN
@JSON
def history(plan: Path, as_json: bool) -> None:
    """List every step since the plan was made."""
    with reading(plan) as held:
        if as_json:
            _print_json(history_json(held))
        else:
            click.echo(history_text(held))


@commands.command()
@click.option("--out", type=click.Path(path_type=Path), help="The folder for what is made.")
@click.option(
    "--no-window", is_flag=True, help="Do not open the window, even where there is a display."
)
@click.pass_obj
def demo(window: Window, out: Path | None, no_window: bool) -> None:
    """Build the worked example and show it: in the window, else as a workbook and pictures."""
    from jcplanner.exchange.workbooks import export_workbook

    folder = (out or Path.cwd() / "jcplanner example").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"Herefordshire 2016{SUFFIX}"
    if not path.exists():
        _make(path, "herefordshire-2016")
    if window.has_display() and not no_window:
        raise click.exceptions.Exit(window.show([path]))
    workbook = folder / "Herefordshire 2016.xlsx"
    with reading(path) as held:
        export_workbook(held, workbook)
        pictures = window.save_pictures(held, folder)
    made: list[Any] = [path, workbook, *pictures]
    click.echo("There is no display here, so the worked example was built without the window:")
    for one in made:
        click.echo(f"  {one}")
