"""The arguments that several commands share."""

from pathlib import Path

import click

PLAN = click.argument("plan", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON; money in pence.")
