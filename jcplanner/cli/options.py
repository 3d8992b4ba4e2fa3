"""What several commands share: their arguments, and how they tell how far they are."""

import contextlib
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import click

PLAN = click.argument("plan", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON; money in pence.")


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
