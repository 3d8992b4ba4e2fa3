"""A register from the command line: shown, written to a file, or brought in from one."""

import json
from pathlib import Path

import click

from jcplanner.cli.options import JSON, PLAN
from jcplanner.cli.words import report_json, report_text
from jcplanner.domain.problems import Refusal
from jcplanner.domain.register_kinds import register_named
from jcplanner.plan.opening import opened, reading

FOUND_WANTING = 1


@click.command("register")
@PLAN
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path), help="Write it to a CSV or Excel file.")
@click.option("--in", "source", type=click.Path(path_type=Path), help="Bring it in from a file.")
@click.option(
    "--dry-run", is_flag=True, help="With --in: say what would change, and change nothing."
)
@click.option("--replace", is_flag=True, help="With --out: replace a file that is there.")
@JSON
@click.pass_context
def register_(
    context: click.Context,
    plan: Path,
    name: str,
    out: Path | None,
    source: Path | None,
    dry_run: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """Show a register such as risks, issues or lessons; write it to a file, or bring it in from one."""
    register = register_named(name)
    if out is not None and source is not None:
        raise Refusal("Give either --out or --in, not both.")
    if dry_run and source is None:
        raise Refusal("--dry-run says what --in would change; give --in as well.")
    if replace and out is None:
        raise Refusal("--replace is for --out; give --out as well.")
    if source is not None:
        _bring_in(context, plan, name, source, dry_run=dry_run, as_json=as_json)
        return
    with reading(plan) as held:
        if out is not None:
            from jcplanner.exchange.register_write import write_register

            count = write_register(held, register, out, replace=replace)
            if as_json:
                click.echo(json.dumps({"register": register.name, "file": str(out), "rows": count}))
            else:
                what = register.kind.ONE if count == 1 else register.title.lower()
                click.echo(f"Wrote {out}: {count:,} {what}.")
            return
        from jcplanner.reports.registers import register_report

        report = register_report(register)(held)
        said = (
            json.dumps(report_json(report), indent=2, ensure_ascii=False)
            if as_json
            else report_text(report)
        )
    click.echo(said)


def _bring_in(
    context: click.Context, plan: Path, name: str, source: Path, *, dry_run: bool, as_json: bool
) -> None:
    from jcplanner.exchange.register_files import bring_in, changes_in, read_register

    register = register_named(name)
    content = read_register(source)
    if dry_run:
        with reading(plan) as held:
            found = changes_in(held, register, content)
    else:
        with opened(plan, tell=lambda sentence: click.echo(sentence, err=True)) as held:
            found = bring_in(held, register, content)
    if as_json:
        click.echo(json.dumps(found.as_json(dry_run=dry_run), indent=2, ensure_ascii=False))
    else:
        head = ("Dry run: " if dry_run else "") + found.headline()
        click.echo("\n".join([head, *found.lines(), *found.notes]))
    if found.rejected:
        context.exit(FOUND_WANTING)
