"""Stage gates as reports: what each lacks, criteria, what it considers, figures then and now, decisions."""

from collections.abc import Mapping

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.dates import read_day, say_day
from jcplanner.domain.deciding import body_name, may_decide, needed_of, said_by_all
from jcplanner.domain.decisions import IN_FAVOUR
from jcplanner.domain.figures import Figures, Scope, totals_by
from jcplanner.domain.gate_worries import gate_name
from jcplanner.domain.gates import (
    GateState,
    areas_of,
    considered,
    criteria_of,
    gate_state,
    missing,
    was_looked_at,
)
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import STAGES
from jcplanner.domain.problems import Place, Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.records import Records
from jcplanner.domain.registers import Issue, Lesson, Opportunity, Risk
from jcplanner.domain.scoring_risks import SETTLED
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.stage_reviews import GateCriterion, StageReview
from jcplanner.domain.versions import Version
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.plan.versions import records_of
from jcplanner.reports.consolidations import consolidation_table, evaluation_table, structure_table
from jcplanner.reports.placed import PlacedRow, PlacedTable, headings, joined
from jcplanner.reports.report import Heading, Report

TONES = {"good": "integrate", "warn": "warn"}
"""The colours of how a gate stands."""

ALL_PARTNERS, NO_PARTNER = "All partners", "No partner"


COMPARED = headings("Year", "Partner", ("Then", "money"), ("Now", "money"), ("Difference", "money"))


def day_words(text: str | None) -> str:
    """A kept date in words; blank for none."""
    day = read_day(text)
    return say_day(day) if day else ""


def gate_states(plan: Plan) -> dict[tuple[str, int], GateState]:
    """How the gate of each area and year stands; of several reviews the newest is told."""
    found: dict[tuple[str, int], GateState] = {}
    for review in plan.table(StageReview).ordered():
        if review.service_area and review.year is not None:
            state = gate_state(plan.records, review, plan.figures)
            found[(review.service_area, review.year)] = state
    return found


def missing_table(plan: Plan, review: StageReview) -> PlacedTable:
    """What a gate lacks, each leading to where it is put right."""
    lacks = missing(plan.records, review.id, plan.figures)
    rows = tuple(
        PlacedRow((held.words[:1].upper() + held.words[1:],), held.place, "warn") for held in lacks
    )
    return PlacedTable("Missing", headings("Missing"), rows, "Nothing is missing.")


def criteria_table(plan: Plan, review: StageReview) -> PlacedTable:
    """The criteria of a gate with their evidence."""
    rows = tuple(
        PlacedRow(
            (held.name, held.state.capitalize(), held.evidence),
            Place("pathway", GateCriterion.TABLE, held.id, review.year),
        )
        for held in criteria_of(plan.records, review.id)
    )
    return PlacedTable("Criteria", headings("Criterion", "State", "Evidence"), rows)


def considered_table(plan: Plan, review: StageReview) -> PlacedTable:
    """Issues, risks, lessons and opportunities of the area at the stage that ends."""
    rows: list[PlacedRow] = []
    for issue in considered(plan.records, review, Issue):
        seen = was_looked_at(issue)
        said = issue.answer or ("" if seen else "without an answer")
        rows.append(
            _considered("Issue", issue.name, issue.state, said, Issue.TABLE, issue.id, seen)
        )
    for risk in considered(plan.records, review, Risk):
        seen = was_looked_at(risk) or risk.state in SETTLED
        said = risk.mitigation or ("" if seen else "not assessed")
        rows.append(_considered("Risk", risk.event, risk.state, said, Risk.TABLE, risk.id, seen))
    for lesson in considered(plan.records, review, Lesson):
        said = lesson.applied or lesson.recommended
        rows.append(_considered("Lesson", lesson.name, lesson.state, said, Lesson.TABLE, lesson.id))
    for held in considered(plan.records, review, Opportunity):
        rows.append(
            _considered(
                "Opportunity", held.name, held.state, held.words, Opportunity.TABLE, held.id
            )
        )
    return PlacedTable(
        "Issues, risks, lessons, opportunities",
        headings("Register", "What", "State", "Answer, mitigation, use"),
        tuple(rows),
        f"The registers hold nothing of this area at {review.from_stage}.",
    )


def _considered(
    register: str, name: str, state: str, said: str, table: str, key: str, seen: bool = True
) -> PlacedRow:
    cells = (register, name, state.capitalize(), said.replace("\n", " "))
    return PlacedRow(cells, Place("registers", table, key), "" if seen else "warn")


def decisions_table(plan: Plan, review: StageReview) -> PlacedTable:
    """What each body that was asked said of the review's proposal, and when."""
    rows: list[PlacedRow] = []
    proposal = review.proposal or ""
    for said in said_by_all(plan.records, proposal) if proposal in plan.table(Proposal) else ():
        if said.decision is None:
            continue
        when = say_day(said.decided_on) if said.decided_on else ""
        if not when and said.expected:
            when = f"expected {say_day(said.expected)}"
        favoured = said.outcome in IN_FAVOUR
        tone = "integrate" if favoured else "" if not said.needed else "warn"
        partner = plan.records.name(Partner.TABLE, said.body.partner) or "joint"
        needed = "needed" if said.needed else "not needed"
        if said.needed and not may_decide(said.body):
            needed = "needed, without authority"
        rows.append(
            PlacedRow(
                (
                    body_name(plan.records, said.body),
                    partner,
                    needed,
                    said.state.capitalize(),
                    when,
                    said.decision.conditions.replace("\n", " "),
                ),
                Place("decisions", "decision", said.decision.id),
                tone,
            )
        )
    return PlacedTable(
        "Decisions",
        headings("Body", "Of", "Decision", "Outcome", "Date", "Conditions"),
        tuple(rows),
        "No body has been asked yet. Choose the proposal of this review, and ask its bodies on the "
        "Decisions screen.",
    )


def decided_words(plan: Plan, review: StageReview) -> str:
    """How many of the needed decisions are there: "1 of 3 bodies in favour"; blank where none is needed."""
    needed = needed_of(plan.records, review.proposal or "")
    done = sum(held.final and held.outcome in IN_FAVOUR for held in needed)
    many = "body" if len(needed) == 1 else "bodies"
    return f"{done} of {len(needed)} {many} in favour" if needed else ""


def then_and_now(plan: Plan, review: StageReview) -> PlacedTable:
    """Net revenue in cash of the area with those inside, by partner and year: when the stage began and now.

    Amounts are pence; blank where no line has one. Raises Refusal where the version cannot be shown.
    """
    version = plan.table(Version).get(review.version or "")
    now = _net(plan.figures, plan.records, review, plan.years)
    then: dict[tuple[str | None, int], int] = {}
    if version is not None:
        records = records_of(plan, version)
        then = _net(_figures_of(records, review), records, review, plan.years)
    partners = [held.id for held in plan.table(Partner).ordered()]
    known = {partner for partner, _ in (*now, *then)}
    order = [*(held for held in partners if held in known), *sorted(_others(known, partners))]
    rows: list[PlacedRow] = []
    for year in plan.years:
        for partner in (*order, ALL_PARTNERS):
            row = _compared(plan, review, year, partner, order, then, now, version is not None)
            if row is not None:
                rows.append(row)
    return PlacedTable(
        "Then and now",
        COMPARED,
        tuple(rows),
        "The area has no amounts.",
    )


def _others(known: set[str | None], partners: list[str]) -> list[str]:
    return [held or "" for held in known if held not in partners]


def _compared(
    plan: Plan,
    review: StageReview,
    year: int,
    partner: str,
    order: list[str],
    then: Mapping[tuple[str | None, int], int],
    now: Mapping[tuple[str | None, int], int],
    has_version: bool,
) -> PlacedRow | None:
    """One row: a partner's, or all partners' where they are more than one; None where nothing is there."""
    whole = partner == ALL_PARTNERS
    keys = [(held or None, year) for held in (order if whole else [partner])]
    before = [then[key] for key in keys if key in then]
    after = [now[key] for key in keys if key in now]
    if not (before or after) or (whole and len(order) < 2):
        return None
    name = partner if whole else plan.records.name(Partner.TABLE, partner) or NO_PARTNER
    cells = (
        year_label(year),
        name,
        sum(before) if before else None,
        sum(after) if after else None,
        sum(after) - sum(before) if has_version else None,
    )
    area = review.service_area or ""
    place = Place("budgets", "service_area,partner", f"{area},{'' if whole else partner}", year)
    if whole:
        place = Place("budgets", "service_area", area, year)
    return PlacedRow(cells, place)


def _net(
    figures: Figures, records: Records, review: StageReview, years: list[int]
) -> dict[tuple[str | None, int], int]:
    inside = frozenset[str | None](areas_of(records, review))
    scope = Scope(years=frozenset(years), areas=inside)
    return totals_by(figures, lambda cell: (cell.partner, cell.year), scope)


def _figures_of(records: Records, review: StageReview) -> Figures:
    """The figures of the area's lines alone, as other records have them."""
    lines, figures = records.table(BudgetLine), Figures()
    areas = records.table(ServiceArea)
    area = review.service_area or ""
    inside = within(areas, area) if area in areas else set[str]()
    place = lines.index("service_area")
    figures.put_in(records, [key for key, row in lines.rows.items() if row[place] in inside])
    return figures


def gates_table(plan: Plan) -> PlacedTable:
    """Every stage review in the order of areas and stages, with how its gate stands."""
    areas = {held.id: at for at, held in enumerate(plan.table(ServiceArea).ordered())}
    reviews = sorted(
        plan.table(StageReview).ordered(),
        key=lambda held: (areas.get(held.service_area or "", 0), STAGES.index(held.from_stage)),
    )
    rows = tuple(_gate_row(plan, held) for held in reviews)
    heads = (
        "Service area",
        "From",
        "To",
        "Holds from",
        "Due",
        "Verdict",
        "Gate",
        ("Missing", "count"),
        "Decisions",
        "Closed on",
        "Reasons",
    )
    return PlacedTable("Stage gates", headings(*heads), rows, "No stage review has been started.")


def _gate_row(plan: Plan, review: StageReview) -> PlacedRow:
    state = gate_state(plan.records, review, plan.figures)
    lacks = len(missing(plan.records, review.id, plan.figures))
    return PlacedRow(
        (
            plan.records.name(ServiceArea.TABLE, review.service_area),
            review.from_stage.capitalize(),
            review.to_stage.capitalize(),
            "" if review.year is None else year_label(review.year),
            day_words(review.due),
            review.verdict.capitalize(),
            state.words[0],
            lacks if review.verdict == "open" else None,
            decided_words(plan, review),
            day_words(review.closed_on),
            review.reasons.replace("\n", " "),
        ),
        Place("pathway", StageReview.TABLE, review.id, review.year),
        TONES.get(state.tone, ""),
    )


def _then_and_now_or_why_not(plan: Plan, review: StageReview) -> PlacedTable:
    """Then and now; where the version cannot be shown, one row that says so."""
    try:
        return then_and_now(plan, review)
    except Refusal as refusal:
        rows = (PlacedRow(("", str(refusal), None, None, None)),)
        return PlacedTable("Then and now", COMPARED, rows)


def gates_report(plan: Plan) -> Report:
    """All stage gates: how they stand, what they lack, criteria, decisions, figures then and now."""
    reviews = plan.table(StageReview).ordered()
    named = [(gate_name(plan.records, held), held) for held in reviews]
    is_open = [(name, held) for name, held in named if held.verdict == "open"]
    gate = Heading("Stage gate")
    parts = (
        ("Missing", is_open, missing_table),
        ("Criteria", named, criteria_table),
        ("Considered", named, considered_table),
        ("Decisions", named, decisions_table),
        ("Then and now", named, _then_and_now_or_why_not),
    )
    tables = [gates_table(plan)]
    for title, held, make in parts:
        made = [(name, make(plan, review)) for name, review in held]
        if made:
            tables.append(joined(title, (gate, *made[0][1].headings), made))
    tables += [consolidation_table(plan), structure_table(plan), evaluation_table(plan)]
    return Report(
        "Stage gates",
        "Every stage review; net revenue in cash of each area with those inside it, when the stage began "
        "and now",
        tuple(held.plain for held in tables),
    )
