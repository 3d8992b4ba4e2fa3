"""Board papers on the command line: one proposal for one body, as DOCX or PDF."""

import json
from pathlib import Path

import click

from jcplanner.cli.options import JSON, PLAN, SCENARIO, through_scenario
from jcplanner.domain.deciding import body_name
from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.plan.opening import reading
from jcplanner.plan.plan import Plan


@click.command("paper")
@PLAN
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--proposal", required=True, help="The proposal: its title or reference.")
@click.option("--body", required=True, help="The body that it goes to, by name.")
@click.option("--exempt", is_flag=True, help="The exempt edition, which holds everything.")
@SCENARIO
@JSON
def paper_(
    plan: Path, out: Path, proposal: str, body: str, exempt: bool, scenario: str, as_json: bool
) -> None:
    """Write the board paper of a proposal (.docx or .pdf); only one of jcplanner's own is ever replaced."""
    from jcplanner.exchange.paper_files import export_paper
    from jcplanner.reports.board_paper import board_paper

    with reading(plan) as agreed:
        held = through_scenario(agreed, scenario)
        made = board_paper(held, _proposal(held, proposal), _body(held, body), exempt=exempt)
        export_paper(made, out)
    if as_json:
        facts = {
            "file": str(out),
            "proposal": made.title,
            "body": made.body,
            "edition": made.edition,
            "fingerprint": made.fingerprint,
            "not_said": made.not_said,
        }
        click.echo(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    click.echo(f"Wrote {out}: the {made.edition} edition for {made.body}.")
    if made.not_said:
        click.echo(f"Still to be said: {', '.join(made.not_said)}.")


def _proposal(plan: Plan, words: str) -> str:
    wanted = words.strip().casefold()
    every = plan.table(Proposal).ordered()
    names = {held.id: (held.name, held.reference) for held in every}
    return _only(wanted, words, "proposal", {key: set(held) - {""} for key, held in names.items()})


def _body(plan: Plan, words: str) -> str:
    names = {
        held.id: {held.name, body_name(plan.records, held)} for held in plan.table(Body).ordered()
    }
    return _only(words.strip().casefold(), words, "body", names)


def _only(wanted: str, words: str, kind: str, names: dict[str, set[str]]) -> str:
    """The one that is called so. Raises Refusal where none or several are."""
    found = [key for key, held in names.items() if wanted in {name.casefold() for name in held}]
    if len(found) == 1:
        return found[0]
    there = "; ".join(max(held, key=len) for held in names.values()) or "none"
    many = f"{len(found)} are called" if found else f"There is no {kind} called"
    raise Refusal(f'{many} "{words.strip()}"; the plan has: {there}.')
