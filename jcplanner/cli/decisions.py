"""The forward plan on the command line: its calendar file."""

from pathlib import Path

import click

from jcplanner.cli.options import PLAN
from jcplanner.plan.opening import reading


@click.command("calendar")
@PLAN
@click.argument("out", type=click.Path(path_type=Path))
def calendar_(plan: Path, out: Path) -> None:
    """Write the forward plan as a calendar file (.ics); only one of jcplanner's own is ever replaced."""
    from jcplanner.exchange.calendar_file import export_calendar

    with reading(plan) as held:
        count = export_calendar(held, out)
    click.echo(f"Wrote {out}, with {count:,} {'event' if count == 1 else 'events'}.")
