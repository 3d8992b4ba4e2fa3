"""What is to be known of one proposal, or of one body's decision on it, as labels and words."""

from datetime import date

from jcplanner.domain.consulting import consultations_of, four_tests, length
from jcplanner.domain.deciding import (
    Said,
    body_name,
    decisions_of,
    differ,
    elapsed,
    figures_fixed,
    next_figures_day,
    outcomes,
    papers_due,
)
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.services import ServiceArea
from jcplanner.plan.plan import Plan
from jcplanner.reports.decided_figures import Since
from jcplanner.reports.decisions import (
    WHOLE_PLAN,
    bound_to,
    outcome_words,
    outcomes_by_recommendation,
    say_distance,
    say_elapsed,
    say_short,
)

Fact = tuple[str, str, str]
"""A label, its words, and the tone of the words."""

NOT_BOUND = "no version: nobody can tell later which figures these were"


def proposal_facts(plan: Plan, proposal: Proposal, today: date) -> list[Fact]:
    """What a proposal is about, how far its bodies have come, and the next day that matters."""
    records = plan.records
    area = records.name(ServiceArea.TABLE, proposal.service_area) or WHOLE_PLAN
    key = "; key decision" if proposal.key_decision else ""
    found: list[Fact] = [
        ("About", f"{area[:1].upper()}{area[1:]}; asks to {proposal.asks}{key}", "")
    ]
    said = outcomes(records, proposal.id)
    if differ(records, proposal.id):
        parts = [
            f"{outcome_words(proposal, outcome)} by {_names(plan, by)}"
            for outcome, by in said.items()
        ]
        found.append(("Bodies differ", "; ".join(parts), "bad"))
    taken = elapsed(records, proposal.id)
    if taken is not None:
        found.append(
            (
                "Elapsed",
                f"{say_elapsed(taken)} ({say_short(taken.first)} to {say_short(taken.last)})",
                "",
            )
        )
    awaited = [
        held for held in decisions_of(records, proposal.id) if held.needed and not held.final
    ]
    if awaited:
        found.append(("Awaited of", _names(plan, awaited), ""))
    coming = next_figures_day(records, proposal.id)
    if coming is not None:
        held, day = coming
        words = f"{say_short(day)}, for {body_name(records, held.body)}, {say_distance(day, today)}"
        found.append(("Last day a figure can change", words, "warn" if day < today else ""))
    return found


def _names(plan: Plan, held: list[Said]) -> str:
    return ", ".join(body_name(plan.records, one.body) for one in held)


def decision_facts(plan: Plan, held: Said, since: Since, today: date) -> list[Fact]:
    """On which figures a body decided, what has changed since, its words; or what has to be ready when."""
    decision = held.decision
    if decision is None:
        return [("Not asked", "Record its decision, or when it is expected, to ask it.", "mute")]
    found: list[Fact] = []
    if held.final:
        bound = bound_to(plan, decision)
        found.append(("Decided on", bound or NOT_BOUND, "" if bound else "mute"))
        changed = since.of(held)
        if changed is not None:
            found.append(
                ("Changed since", changed.details, "warn" if changed.figures else "integrate")
            )
    day = held.expected
    if day is not None:
        fixed, papers = figures_fixed(held.body, day), papers_due(held.body, day)
        met = f"{held.meeting.name}, " if held.meeting else ""
        found += [
            ("Expected", f"{met}{say_short(day)}, {say_distance(day, today)}", ""),
            (
                "Last day a figure can change",
                f"{say_short(fixed)}, {say_distance(fixed, today)}; papers due {say_short(papers)}",
                "warn" if fixed < today else "",
            ),
        ]
    elif not held.final and held.needed:
        found.append(("Expected", "on no date yet; put it down for one of its meetings", "warn"))
    if decision.words:
        found.append(("Resolution", decision.words, ""))
    if decision.conditions:
        found.append(("Conditions", decision.conditions, "warn"))
    for recommendation, outcome, words in outcomes_by_recommendation(plan, held):
        found.append((outcome, ". ".join(part for part in (recommendation, words) if part), ""))
    if decision.source:
        found.append(("Source", decision.source, "mute"))
    return found


def consultation_facts(plan: Plan, proposal: Proposal) -> list[Fact]:
    """The consultations that a proposal rests on: their days, and the four tests of each."""
    found: list[Fact] = []
    for held in consultations_of(plan.records, proposal.id):
        days = length(held)
        words = "its days are not known"
        if days is not None:
            least = held.least_days or 0
            words = f"{days:,} days" + (f" of {least:,}" if least else "")
        found.append((held.name, words, "warn" if (days or 0) < (held.least_days or 0) else ""))
        for tested in four_tests(plan.records, held.id):
            tone = {"met": "integrate", "not met": "bad"}.get(tested.state, "mute")
            found.append((tested.test.key.capitalize(), tested.state, tone))
    if not found and proposal.step != "one decision":
        found.append(("Consultation", "none is recorded yet", "warn"))
    return found
