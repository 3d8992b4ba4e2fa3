"""Sending a partner its lines, and taking back a workbook that somebody has filled in."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jcplanner.cli.options import JSON, PLAN, progress_shown
from jcplanner.domain.problems import Refusal
from jcplanner.plan.opening import opened, reading

if TYPE_CHECKING:
    from jcplanner.exchange.returned import Difference, Returned
    from jcplanner.plan.plan import Plan


@click.command("return")
@PLAN
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--partner", required=True, help="Whose lines: name, short name or code.")
def return_(plan: Path, out: Path, partner: str) -> None:
    """Write a partner's lines into a workbook, to be filled in and sent back."""
    from jcplanner.exchange.intake import find_partner
    from jcplanner.exchange.partner_return import export_return

    with reading(plan) as held, progress_shown("Writing") as progress:
        export_return(held, find_partner(held, partner).id, out, progress=progress)
    click.echo(f"Wrote {out}.")


@click.command("take-back")
@PLAN
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--accept-all",
    is_flag=True,
    help="Bring every difference into the plan, those that the plan has changed too among them.",
)
@JSON
def take_back(plan: Path, file: Path, accept_all: bool, as_json: bool) -> None:
    """List what differs in a workbook that came back, and accept it all if asked to."""
    from jcplanner.exchange.returned import read_returned

    if accept_all:
        with opened(plan, tell=lambda sentence: click.echo(sentence, err=True)) as held:
            returned = _accept_all(held, file)
    else:
        with reading(plan) as held, progress_shown("Reading") as progress:
            returned = read_returned(held, file, progress=progress)
    accepted = len(returned.differences) if accept_all else 0
    if as_json:
        click.echo(json.dumps(returned_json(returned, accepted), indent=2, ensure_ascii=False))
    else:
        click.echo(returned_text(returned, accepted))


def _accept_all(plan: "Plan", file: Path) -> "Returned":
    from jcplanner.exchange.returned import accept, read_returned

    with progress_shown("Reading") as progress:
        returned = read_returned(plan, file, progress=progress)
    if returned.since is None and returned.differences:
        raise Refusal(
            f"{returned.file} was written from a step that this copy of the plan does not have, so its "
            "differences cannot be accepted unseen; take it back in the window."
        )
    accept(plan, returned, returned.differences)
    return returned


def returned_json(returned: "Returned", accepted: int) -> dict[str, Any]:
    """What came back, with amounts in whole pence."""
    return {
        "file": returned.file,
        "plan": returned.title,
        "fingerprint": returned.fingerprint,
        "steps_since": returned.since,
        "unit": "pence",
        "differences": [_difference_json(held) for held in returned.differences],
        "remarks": [{"row": held.row, "text": held.text} for held in returned.remarks],
        "accepted": accepted,
    }


def _difference_json(held: "Difference") -> dict[str, Any]:
    return {
        "row": held.row,
        "record": held.table,
        "id": held.id,
        "name": held.name,
        "field": held.field,
        "year": held.year,
        "old": held.old,
        "new": held.new,
        "conflict": held.conflict,
        "doubt": held.doubt,
    }


def returned_text(returned: "Returned", accepted: int) -> str:
    """What came back, one difference a line, then what could not be taken."""
    lines = [returned.headline(), returned.age()]
    for held in returned.differences:
        look = f" [{held.look}]" if held.look else ""
        lines.append(
            f"{held.name}, {held.label}: {held.old_text or 'blank'} -> {held.new_text or 'blank'}{look}"
        )
    for remark in returned.remarks:
        lines.append(f"Row {remark.row}: {remark.text}" if remark.row else remark.text)
    if accepted:
        lines.append(f"Accepted: {accepted:,}, as one step that can be undone.")
    return "\n".join(lines)
