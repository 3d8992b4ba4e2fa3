"""What can be wrong with proposals: options, clearance, consultation and implications that do not hold."""

from collections.abc import Iterator

from jcplanner.domain.consulting import FINAL_STEP, holds_back, is_too_short, length
from jcplanner.domain.decisions import FINAL, IN_FAVOUR, Decision
from jcplanner.domain.figures import Figures
from jcplanner.domain.implying import implications_of
from jcplanner.domain.options import (
    FEWEST_PARTS,
    HYBRID,
    MANDATED,
    OPTIONS_BELOW,
    chosen_of,
    is_in_a_ring,
    options_of,
    parts_of,
)
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.proposal_parts import of_proposal
from jcplanner.domain.proposals import (
    Clearance,
    Consultation,
    Implication,
    Proposal,
    ProposalOption,
    Recommendation,
)
from jcplanner.domain.recommending import recommendations_of
from jcplanner.domain.records import Records

MUST_CLEAR = ("legal", "financial")
"""What every paper is cleared for before it is decided (001 sign-off box)."""


def proposal_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """Problems of all proposals; costs nothing where there are none, and never reads a budget line."""
    proposals = records.table(Proposal).ordered()
    if not proposals:
        return
    asked: dict[str | None, list[Decision]] = {}
    for decision in records.table(Decision).values():
        asked.setdefault(decision.proposal, []).append(decision)
    for proposal in proposals:
        decisions = asked.get(proposal.id, [])
        yield from _of_itself(records, proposal)
        yield from _of_options(records, proposal, decisions)
        yield from _of_consultation(records, proposal, decisions)
        yield from _before_deciding(records, proposal, decisions)


def _problem(
    kind: str, severity: str, proposal: Proposal, text: str, table: str = "", key: str = ""
) -> Problem:
    place = Place("decisions", table or Proposal.TABLE, key or proposal.id)
    return Problem(kind, severity, f'Proposal "{proposal.name}": {text}', place)


def _of_itself(records: Records, proposal: Proposal) -> Iterator[Problem]:
    if not recommendations_of(records, proposal.id):
        text = "it recommends nothing yet."
        kind = "proposal without recommendation"
        yield _problem(kind, "warning", proposal, text, Recommendation.TABLE)
    if proposal.classification == "exempt" and not proposal.exempt_reason.strip():
        text = "it is exempt, but why is not said."
        yield _problem("exempt without a reason", "warning", proposal, text)
    if proposal.step == FINAL_STEP and proposal.follows is None:
        text = "it is final after a consultation, but follows no proposal that approved to consult."
        yield _problem("final decision follows nothing", "note", proposal, text)
    elif proposal.follows == proposal.id:
        text = "it follows itself; choose the proposal that approved to consult."
        yield _problem("final decision follows nothing", "warning", proposal, text)


def _of_options(
    records: Records, proposal: Proposal, decisions: list[Decision]
) -> Iterator[Problem]:
    table = ProposalOption.TABLE
    options = options_of(records, proposal.id)
    for option in options:
        if option.kind != HYBRID:
            continue
        if is_in_a_ring(records, option.id):
            text = f'option "{option.name}" is made of itself by way of others.'
            yield _problem("hybrids in a ring", "serious", proposal, text, table, option.id)
        elif len(parts_of(records, option.id)) < FEWEST_PARTS:
            text = f'hybrid "{option.name}" is not made of two other options yet.'
            yield _problem("hybrid without parts", "warning", proposal, text, table, option.id)
    if proposal.alternatives == MANDATED and not proposal.mandate.strip():
        text = "there is no alternative, but who mandates it is not said."
        yield _problem("mandated by nobody", "warning", proposal, text, table)
    if proposal.alternatives == OPTIONS_BELOW and not options:
        text = "it has no options; add them, or say that there are none or that it is mandated."
        yield _problem("proposal without options", "warning", proposal, text, table)
    chosen = chosen_of(records, proposal.id)
    if len(chosen) > 1:
        text = f"{len(chosen)} options are marked as chosen; choose one."
        yield _problem("several options chosen", "serious", proposal, text, table, chosen[0].id)
    if options and not chosen and any(_approves(held) for held in decisions):
        text = "it is approved, but no option is marked as chosen."
        yield _problem("approved without a choice", "warning", proposal, text, table)


def _of_consultation(
    records: Records, proposal: Proposal, decisions: list[Decision]
) -> Iterator[Problem]:
    table = Consultation.TABLE
    for held in of_proposal(records, Consultation, proposal.id):
        if not is_too_short(held):
            continue
        days = length(held)
        if days is not None and days < 0:
            text = f'consultation "{held.name}" closes before it opens.'
            yield _problem("consultation ends too early", "serious", proposal, text, table, held.id)
        else:
            text = f'consultation "{held.name}" lasts {days:,} days, not {held.least_days:,}.'
            yield _problem("consultation too short", "warning", proposal, text, table, held.id)
    in_favour = [held for held in decisions if held.outcome in IN_FAVOUR & FINAL and held.needed]
    for decision in in_favour:
        missing = holds_back(records, proposal.id, decision.decided_on)
        if missing:
            body = records.name("body", decision.body)
            more = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
            text = f"{body} decided in favour, but {missing[0]}{more}."
            yield _problem("decided before consulted", "serious", proposal, text, table)


def _before_deciding(
    records: Records, proposal: Proposal, decisions: list[Decision]
) -> Iterator[Problem]:
    """What a paper needs by the time a body looks at it."""
    due = any(held.expected or held.meeting or held.outcome in FINAL for held in decisions)
    if due:
        given = of_proposal(records, Clearance, proposal.id)
        cleared = {held.cleared_for for held in given if held.cleared_on}
        open_ones = [what for what in MUST_CLEAR if what not in cleared]
        if open_ones:
            text = f"{' and '.join(open_ones)} clearance is not given, and a body decides on it."
            yield _problem("not cleared", "warning", proposal, text, Clearance.TABLE)
    unsaid = [held for held in implications_of(records, proposal.id) if not held.is_said]
    if unsaid:
        names = ", ".join(held.heading.name for held in unsaid[:3])
        more = f" and {len(unsaid) - 3} more" if len(unsaid) > 3 else ""
        text = f"implications are not said under {names}{more}."
        severity = "warning" if due else "note"
        yield _problem("implications not said", severity, proposal, text, Implication.TABLE)


def _approves(decision: Decision) -> bool:
    return decision.outcome in IN_FAVOUR and decision.outcome != "noted"
