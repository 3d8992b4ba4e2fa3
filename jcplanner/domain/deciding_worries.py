"""What is wrong with decisions: joined money that a partner has not decided on, and bodies that differ."""

from collections.abc import Iterator

from jcplanner.domain.dates import read_day, say_day
from jcplanner.domain.deciding import (
    Said,
    body_name,
    decisions_of,
    may_decide,
    may_say,
    needed_of,
    outcomes,
)
from jcplanner.domain.decisions import FINAL, IN_FAVOUR
from jcplanner.domain.figures import Figures, Standings
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.pathway import POOLED
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea, ancestors
from jcplanner.domain.years import year_label

JOINED = POOLED | {"lead commissioning"}
"""The arrangements in which one partner spends or commits another's money (DOMAIN 2.2)."""

OWNERS = frozenset(("owner", "co-owner"))


def deciding_problems(records: Records, _figures: Figures) -> Iterator[Problem]:
    """Problems of all proposals and bodies; reads neither budget lines nor figures."""
    for proposal in records.table(Proposal).ordered():
        said = decisions_of(records, proposal.id)
        yield from _of_proposal(records, proposal, said)
        for held in said:
            yield from _of_decision(records, proposal, held)


def undecided_budgets(records: Records, figures: Figures) -> Iterator[Problem]:
    """Each partner's money that is joined with others', and which no body of that partner decided for.

    Costs the same however many lines there are.
    """
    joined = _joined_money(records, figures)
    if not joined:
        return
    agreed = _agreed(records)
    areas, partners = records.table(ServiceArea), records.table(Partner)
    standings = Standings(records)
    for (area, partner), year in joined.items():
        if any(key in agreed.get(partner, ()) for key in (*ancestors(areas, area), None)):
            continue
        arrangement = standings.of(area, year).arrangement
        yield Problem(
            "budget without a partner's decision",
            "warning",
            f"{areas[area].name} is {arrangement} from {year_label(year)} without "
            f"{partners[partner].short}'s decision: no body of it with authority has approved that.",
            Place("decisions", "service_area", area, year),
        )


def _joined_money(records: Records, figures: Figures) -> dict[tuple[str, str], int]:
    """The first year of joined money by (area where the arrangement is set, owner)."""
    standings, partners = Standings(records), records.table(Partner)
    owners = {held.id for held in partners.values() if held.plan_role in OWNERS}
    years = frozenset(records.details.pathway_years)
    found: dict[tuple[str, str], int] = {}
    for cell, _ in figures.cells():
        if cell.year not in years or cell.kept_out or cell.partner not in owners:
            continue
        held = standings.of(cell.area, cell.year)
        if held.arrangement in JOINED and held.set_on is not None:
            key = (held.set_on, str(cell.partner))
            found[key] = min(found.get(key, cell.year), cell.year)
    areas = {held.id: place for place, held in enumerate(records.table(ServiceArea).ordered())}
    order = {held.id: place for place, held in enumerate(partners.ordered())}
    return dict(sorted(found.items(), key=lambda held: (areas[held[0][0]], order[held[0][1]])))


def _agreed(records: Records) -> dict[str, set[str | None]]:
    """The areas for which a body of each partner decided in favour; None stands for the whole plan."""
    found: dict[str, set[str | None]] = {}
    for proposal in records.table(Proposal).values():
        if proposal.step == "approve to consult":
            # Asking what people think is not yet joining the money.
            continue
        for held in decisions_of(records, proposal.id):
            partner = held.body.partner
            decided = held.final and held.outcome in IN_FAVOUR and held.outcome != "noted"
            if partner and decided and may_decide(held.body):
                found.setdefault(partner, set()).add(proposal.service_area)
    return found


def _of_proposal(records: Records, proposal: Proposal, said: list[Said]) -> Iterator[Problem]:
    place = Place("decisions", Proposal.TABLE, proposal.id)
    different = outcomes(records, proposal.id)
    if len(different) > 1:
        words = "; ".join(
            f"{outcome} by {', '.join(body_name(records, held.body) for held in by)}"
            for outcome, by in different.items()
        )
        yield Problem("bodies differ", "note", f'Proposal "{proposal.name}": {words}.', place)
    needed = needed_of(records, proposal.id)
    if records.table(Body) and not any(may_decide(held.body) for held in needed):
        yield Problem(
            "proposal that nobody decides",
            "note",
            f'Proposal "{proposal.name}": no body with authority is asked to decide.',
            place,
        )


def _of_decision(records: Records, proposal: Proposal, held: Said) -> Iterator[Problem]:
    decision = held.decision
    assert decision is not None
    place = Place("decisions", "decision", decision.id)
    name = body_name(records, held.body)
    if not may_say(held.body, held.outcome):
        why = "is advisory only" if held.body.authority == "advisory" else "has no authority"
        yield Problem(
            "decided without authority",
            "warning",
            f'Proposal "{proposal.name}": {held.outcome} by {name}, which {why}.',
            place,
        )
    if held.outcome in FINAL and held.outcome != "not considered" and held.decided_on is None:
        yield Problem(
            "decision without a day",
            "note",
            f'Proposal "{proposal.name}": {held.outcome} by {name}, but nobody says on which day.',
            place,
        )
    if held.meeting is not None and held.meeting.body != held.body.id:
        yield Problem(
            "meeting of another body",
            "warning",
            f'Proposal "{proposal.name}": {name} is put down for "{held.meeting.name}", a meeting of '
            f"{records.name(Body.TABLE, held.meeting.body) or 'no body'}.",
            place,
        )
    opened = read_day(held.meeting.date) if held.meeting else None
    if held.final and held.decided_on and opened and held.decided_on < opened:
        yield Problem(
            "decided before its meeting",
            "note",
            f'Proposal "{proposal.name}": {name} decided on {say_day(held.decided_on)}, but its meeting '
            f"is on {say_day(opened)}.",
            place,
        )
