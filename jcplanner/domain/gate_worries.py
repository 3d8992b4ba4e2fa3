"""What can be wrong with stage gates: overdue, passed without a decision, without evidence, or not there.

Nothing here asks what day it is: the plan's own latest day on record says what has gone by.
"""

from collections.abc import Iterator
from datetime import date

from jcplanner.domain.dates import read_day, say_day, year_starts
from jcplanner.domain.decisions import Decision
from jcplanner.domain.figures import Figures, Standings
from jcplanner.domain.gates import (
    MOVES_ON,
    NOT_MET,
    OPEN,
    STAYS,
    STEPS_BACK,
    is_before,
    undecided,
)
from jcplanner.domain.pathway import STAGES
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.registers import Action, Issue, Lesson, Submission
from jcplanner.domain.services import ServiceArea, ancestors
from jcplanner.domain.stage_reviews import (
    ConsolidatedLine,
    Consolidation,
    Evaluation,
    GateCriterion,
    StageReview,
)
from jcplanner.domain.years import year_label

_DONE: tuple[tuple[type[Record], str], ...] = (
    (StageReview, "closed_on"),
    (Decision, "decided_on"),
    (Issue, "raised_on"),
    (Lesson, "verified_on"),
    (Action, "done_on"),
    (Evaluation, "found_on"),
    (Submission, "done_on"),
)
"""Fields that say on which day something happened; none says what is only expected."""

_GATED = STAGES[2:]
"""Stages that an area gets to through a review: learn and integrate."""


def gate_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """Problems of all stage reviews and integrated budgets; never reads a budget line by itself."""
    yield from _put_in_twice(records)
    reviews = records.table(StageReview).ordered()
    if not reviews:
        return
    latest, standings = latest_day(records), Standings(records)
    for review in reviews:
        if review.verdict == OPEN:
            yield from _overdue(records, review, latest, standings)
        elif review.verdict == MOVES_ON:
            yield from _passed_without(records, review, figures)
            yield from _behind(records, review, reviews, standings)
        elif review.verdict in (STAYS, STEPS_BACK) and not review.reasons.strip():
            yield _problem(
                "gate without reasons", "warning", records, review, "closed without its reasons."
            )
    yield from _without_evidence(records)
    yield from _without_a_gate(records, reviews, standings)


def latest_day(records: Records) -> date | None:
    """The latest day on which the plan says that something happened; None where nothing has."""
    found: list[date] = []
    for kind, field in _DONE:
        table = records.table(kind)
        place = table.index(field)
        days = (read_day(row[place]) for row in table.rows.values())
        found.extend(day for day in days if day is not None)
    return max(found, default=None)


def gate_name(records: Records, review: StageReview) -> str:
    """What people call a gate: "Adults, align to learn"."""
    area = records.name(ServiceArea.TABLE, review.service_area) or "No service area"
    return f"{area}, {review.from_stage} to {review.to_stage}"


def _problem(
    kind: str, severity: str, records: Records, review: StageReview, words: str
) -> Problem:
    place = Place("pathway", StageReview.TABLE, review.id, review.year)
    return Problem(kind, severity, f"{gate_name(records, review)}: {words}", place)


def _overdue(
    records: Records, review: StageReview, latest: date | None, standings: Standings
) -> Iterator[Problem]:
    due = read_day(review.due)
    if due is not None and latest is not None and due < latest:
        yield _problem(
            "gate overdue",
            "warning",
            records,
            review,
            f"still open; it was due on {say_day(due)}, and the plan has records up to {say_day(latest)}.",
        )
        return
    if review.year is None or review.service_area not in records.table(ServiceArea):
        return
    stage = standings.of(review.service_area, review.year).stage
    if not is_before(review.from_stage, review.to_stage) or is_before(stage, review.to_stage):
        return
    begun = latest is not None and latest >= year_starts(review.year)
    yield _problem(
        "gate overdue" if begun else "stage ahead of its gate",
        "warning" if begun else "note",
        records,
        review,
        f"the pathway has {stage} {'since' if begun else 'from'} {year_label(review.year)}, "
        "but the gate is open.",
    )


def _passed_without(records: Records, review: StageReview, figures: Figures) -> Iterator[Problem]:
    lacks = [held.words for held in undecided(records, review, figures, read_day(review.closed_on))]
    if lacks:
        more = f"; and {len(lacks) - 2:,} more" if len(lacks) > 2 else ""
        yield _problem(
            "gate passed without a decision",
            "serious",
            records,
            review,
            f"closed, but now {'; '.join(lacks[:2])}{more}.",
        )


def _behind(
    records: Records, review: StageReview, reviews: list[StageReview], standings: Standings
) -> Iterator[Problem]:
    """An area that the pathway puts before the stage whose gate it passed, without a step back."""
    if review.year not in records.details.pathway_years:
        return
    stage = standings.of(review.service_area, review.year).stage
    back = any(
        (held.service_area, held.verdict) == (review.service_area, STEPS_BACK)
        and (held.year or review.year) <= review.year
        for held in reviews
    )
    if is_before(stage, review.to_stage) and not back:
        yield _problem(
            "stage behind its gate",
            "warning",
            records,
            review,
            f"the gate is passed, but the pathway has {stage} in {year_label(review.year)}; a step back "
            "is a stage review with its reasons.",
        )


def _without_evidence(records: Records) -> Iterator[Problem]:
    reviews = records.table(StageReview)
    for held in records.table(GateCriterion).ordered():
        review = reviews.get(held.stage_review or "")
        if review is not None and held.state != NOT_MET and not held.evidence.strip():
            yield Problem(
                "criterion without evidence",
                "warning",
                f'{gate_name(records, review)}: "{held.name}" {_said(held.state)}, '
                "without any evidence.",
                Place("pathway", GateCriterion.TABLE, held.id, review.year),
            )


def _said(state: str) -> str:
    return "is said to be met" if state == "met" else "is said not to apply"


def _put_in_twice(records: Records) -> Iterator[Problem]:
    """Lines that are in more than one integrated budget: their money would be counted twice."""
    table, budgets = records.table(ConsolidatedLine), records.table(Consolidation)
    owner, line = table.index("consolidation"), table.index("line")
    found: dict[str, list[str]] = {}
    for row in table.rows.values():
        if row[owner] in budgets and row[line]:
            found.setdefault(row[line], []).append(row[owner])
    for key, held in found.items():
        if len(held) > 1:
            names = " and ".join(f'"{budgets[one].name}"' for one in sorted(held))
            yield Problem(
                "line in two integrated budgets",
                "warning",
                f'"{records.name("budget_line", key)}" goes into {names}.',
                Place("pathway", Consolidation.TABLE, held[-1], budgets[held[-1]].year),
            )


def _without_a_gate(
    records: Records, reviews: list[StageReview], standings: Standings
) -> Iterator[Problem]:
    """Stages on the pathway that no review leads to, of an area's own steps; open ones are told above."""
    areas, years = records.table(ServiceArea), records.details.pathway_years
    led_to = {
        (review.service_area, review.to_stage)
        for review in reviews
        if review.verdict in (MOVES_ON, OPEN)
    }
    for area in areas.ordered():
        before = STAGES[0]
        for year in years:
            held = standings.of(area.id, year)
            if held.set_on == area.id and is_before(before, held.stage) and held.stage in _GATED:
                above = list(ancestors(areas, area.id))
                if not any((over, held.stage) in led_to for over in above):
                    yield Problem(
                        "stage without a closed gate",
                        "note",
                        f"{area.name} is at {held.stage} from {year_label(year)}, but no stage review "
                        "leads there.",
                        Place("pathway", "service_area", area.id, year),
                    )
            before = held.stage
