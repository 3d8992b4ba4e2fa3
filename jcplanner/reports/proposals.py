"""Proposals as a report: what each asks, recommends and chose; what was cleared, consulted and implied."""

from jcplanner.domain.column import Value
from jcplanner.domain.consulting import four_tests, holds_back, length
from jcplanner.domain.deciding import body_name
from jcplanner.domain.implying import implications_of
from jcplanner.domain.options import HYBRID, options_of, parts_of, say_alternatives
from jcplanner.domain.partners import Body
from jcplanner.domain.proposal_parts import of_proposal
from jcplanner.domain.proposals import (
    Clearance,
    Consultation,
    ConsultationTest,
    Proposal,
    ProposalOption,
)
from jcplanner.domain.recommending import answer, bodies_asked, recommendations_of
from jcplanner.domain.record import Record
from jcplanner.plan.fields import column_named, show_field
from jcplanner.plan.plan import Plan
from jcplanner.reports.appraisal import appraisal_table
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

Rows = list[tuple[Cell, ...]]


def proposals_report(plan: Plan) -> Report:
    """Every proposal, then its parts in a table each; tables without rows are left out."""
    proposals = plan.table(Proposal).ordered()
    tables = [_proposals(plan, proposals)]
    for made in (
        _recommendations(plan, proposals),
        _options(plan, proposals),
        _consultations(plan, proposals),
        _tests(plan, proposals),
        _clearances(plan, proposals),
        _implications(plan, proposals),
    ):
        if made.rows:
            tables.append(made)
    for proposal in proposals:
        matrix = appraisal_table(plan, proposal.id)
        if matrix is not None:
            tables.append(matrix)
    count = len(proposals)
    scope = f"{count:,} {'proposal' if count == 1 else 'proposals'}; costs in pounds a year"
    return Report("Proposals", scope, tuple(tables))


def _heads(*texts: str) -> tuple[Heading, ...]:
    return tuple(Heading(text) for text in texts)


def _show(plan: Plan, kind: type[Record], name: str, value: Value) -> str:
    return show_field(plan.records, column_named(kind, name), value)


def _proposals(plan: Plan, proposals: list[Proposal]) -> ReportTable:
    rows: Rows = []
    for held in proposals:
        missing = holds_back(plan.records, held.id)
        rows.append(
            (
                held.name,
                held.reference,
                *(
                    _show(plan, Proposal, name, getattr(held, name))
                    for name in ("service_area", "asks", "step", "follows", "classification")
                ),
                "Yes" if held.key_decision else "No",
                say_alternatives(plan.records, held.id).words,
                "; ".join(missing),
            )
        )
    heads = _heads(
        "Proposal",
        "Reference",
        "Service area",
        "Asks to",
        "Step",
        "Follows",
        "Classification",
        "Key decision",
        "Alternatives",
        "Held back by",
    )
    return ReportTable("Proposals", heads, tuple(rows))


def _recommendations(plan: Plan, proposals: list[Proposal]) -> ReportTable:
    rows: Rows = []
    for proposal in proposals:
        bodies = bodies_asked(plan.records, proposal.id)
        for number, held in enumerate(recommendations_of(plan.records, proposal.id), start=1):
            if not bodies:
                rows.append((proposal.name, number, held.words, "", "", ""))
            for body in bodies:
                said = answer(plan.records, held, body.id)
                who, outcome = body_name(plan.records, body), said.outcome.capitalize()
                rows.append((proposal.name, number, held.words, who, outcome, said.words))
    heads = (
        Heading("Proposal"),
        Heading("No.", "count"),
        *_heads("Recommendation", "Body", "Outcome", "Words"),
    )
    return ReportTable("Recommendations", heads, tuple(rows))


def _options(plan: Plan, proposals: list[Proposal]) -> ReportTable:
    rows: Rows = []
    for proposal in proposals:
        for held in options_of(plan.records, proposal.id):
            parts = parts_of(plan.records, held.id) if held.kind == HYBRID else []
            rows.append(
                (
                    proposal.name,
                    held.name,
                    held.numbers,
                    _show(plan, ProposalOption, "kind", held.kind),
                    "; ".join(part.name for part in parts),
                    held.words,
                    held.for_it,
                    held.against_it,
                    held.cost,
                    "Chosen" if held.chosen else "",
                    held.reason,
                )
            )
    heads = (
        *_heads("Proposal", "Option", "Numbered in papers", "Kind", "Made of", "What it is"),
        *_heads("For it", "Against it"),
        Heading("Cost a year", "money"),
        *_heads("Chosen", "Why chosen or not"),
    )
    return ReportTable("Options", heads, tuple(rows))


def _consultations(plan: Plan, proposals: list[Proposal]) -> ReportTable:
    rows: Rows = []
    for proposal in proposals:
        for held in of_proposal(plan.records, Consultation, proposal.id):
            states = [tested.state for tested in four_tests(plan.records, held.id)]
            rows.append(
                (
                    proposal.name,
                    held.name,
                    held.audience,
                    _show(plan, Consultation, "opens", held.opens),
                    _show(plan, Consultation, "closes", held.closes),
                    length(held),
                    held.least_days,
                    f"{states.count('met')} of {len(states)}",
                    held.came_back,
                )
            )
    heads = (
        *_heads("Proposal", "Consultation", "Who is asked", "Opens", "Closes"),
        Heading("Days", "count"),
        Heading("At least", "count"),
        *_heads("Tests met", "What came back"),
    )
    return ReportTable("Consultations", heads, tuple(rows))


def _tests(plan: Plan, proposals: list[Proposal]) -> ReportTable:
    rows: Rows = []
    for proposal in proposals:
        for held in of_proposal(plan.records, Consultation, proposal.id):
            for tested in four_tests(plan.records, held.id):
                state = _show(plan, ConsultationTest, "state", tested.state)
                rows.append((proposal.name, held.name, tested.test.words, state, tested.evidence))
    heads = _heads("Proposal", "Consultation", "Test", "State", "Evidence")
    return ReportTable("Tests of consultations", heads, tuple(rows))


def _clearances(plan: Plan, proposals: list[Proposal]) -> ReportTable:
    names = ("cleared_for", "post", "cleared_on", "note")
    rows: Rows = [
        (proposal.name, *(_show(plan, Clearance, name, getattr(held, name)) for name in names))
        for proposal in proposals
        for held in of_proposal(plan.records, Clearance, proposal.id)
    ]
    heads = _heads("Proposal", "Cleared for", "Post", "Cleared on", "Note")
    return ReportTable("Clearance", heads, tuple(rows))


def _implications(plan: Plan, proposals: list[Proposal]) -> ReportTable:
    rows: Rows = []
    for proposal in proposals:
        for held in implications_of(plan.records, proposal.id):
            rows.append(
                (
                    proposal.name,
                    held.heading.name,
                    plan.records.name(Body.TABLE, held.heading.body) or "Every body",
                    held.says,
                    "Exempt" if held.exempt else "",
                )
            )
    heads = _heads("Proposal", "Heading", "Of", "Implication", "Exempt")
    return ReportTable("Implications", heads, tuple(rows))
