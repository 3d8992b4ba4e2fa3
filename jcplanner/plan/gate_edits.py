"""What people can do to stage gates: open a review, put its criteria in, close it, reopen it.

A gate that moves its area on is closed only when nothing is missing (`domain.gates.missing`); what it does to
the pathway is part of the same step.
"""

import tomllib
from collections.abc import Iterable
from functools import cache

from jcplanner.domain.budgets import BudgetLine, cell_id
from jcplanner.domain.dates import read_day
from jcplanner.domain.gates import (
    MOVES_ON,
    OPEN,
    STAYS,
    STEPS_BACK,
    check_open,
    criteria_of,
    is_before,
    missing,
)
from jcplanner.domain.pathway import STAGES, TYPICAL_ARRANGEMENT, PathwayStep, standing
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record, Table, new_id
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.stage_reviews import (
    VERDICTS,
    ConsolidatedLine,
    Consolidation,
    GateCriterion,
    StageReview,
)
from jcplanner.domain.years import year_label
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan
from jcplanner.plan.resources import resource

_NAMED = 3
"""How many of the things that are missing a refusal names."""


@cache
def template_criteria() -> dict[str, tuple[str, ...]]:
    """The criteria that a review can start from, by the stage that it leads to."""
    text = resource("reference", "gate_criteria.toml").read_text(encoding="utf-8")
    return {held["to"]: tuple(held["criteria"]) for held in tomllib.loads(text)["stage"]}


def next_gate(plan: Plan, area: str, year: int) -> tuple[str, str]:
    """The stages between which an area stands at a year of the pathway: as planned, else the next one.

    A stage whose gate has been passed is where the next one starts from.
    """
    areas, steps = plan.table(ServiceArea), plan.table(PathwayStep)
    before = (
        standing(areas, steps, area, year - 1).stage if year - 1 in plan.years[1:] else STAGES[0]
    )
    held = standing(areas, steps, area, year).stage
    passed = any(
        (one.service_area, one.to_stage, one.verdict) == (area, held, MOVES_ON)
        for one in plan.table(StageReview).values()
    )
    if is_before(before, held) and not passed:
        return before, held
    return held, STAGES[min(STAGES.index(held) + 1, len(STAGES) - 1)]


def open_review(plan: Plan, area: str, year: int) -> str:
    """Start a stage review of an area, from the stage before a year to the one in it. Returns its id.

    Raises Refusal where the area is not there, or has an open review for that year.
    """
    if area not in plan.table(ServiceArea):
        raise Refusal("That service area is no longer in the plan.")
    if any(
        (held.service_area, held.year, held.verdict) == (area, year, OPEN)
        for held in plan.table(StageReview).values()
    ):
        raise Refusal(
            f"There is an open stage review for {year_label(year)} already; close that one first."
        )
    before, after = next_gate(plan, area, year)
    made = StageReview(new_id(), _last(plan.table(StageReview)) + 1, area, before, after, year)
    with plan.step(f"Start stage review of {plan.records.name('service_area', area)}") as draft:
        draft.add(made)
    return made.id


def add_template_criteria(plan: Plan, review_id: str) -> int:
    """Put the usual criteria for the stage that a review leads to into it. Returns how many were new."""
    review = _review(plan, review_id)
    check_open(plan.records, StageReview, [review_id])
    held = {one.name.casefold() for one in criteria_of(plan.records, review_id)}
    names = [
        name for name in template_criteria().get(review.to_stage, ()) if name.casefold() not in held
    ]
    last = _last(plan.table(GateCriterion))
    with plan.step(f"Put in criteria for {review.to_stage}") as draft:
        for place, name in enumerate(names, start=last + 1):
            draft.add(GateCriterion(new_id(), place, review_id, name))
    return len(names)


def close_gate(
    plan: Plan,
    review_id: str,
    verdict: str,
    closed_on: str | None,
    reasons: str,
    *,
    to_stage: str | None = None,
) -> None:
    """Close a gate with its verdict, on a day (ISO), and bring the pathway along, as one step.

    "moves on" only where nothing is missing; "stays" and "steps back" need reasons, "steps back" an earlier
    stage (``to_stage``, where the review names a later one). The stage is set from the review's year; later
    years keep a later stage of their own. Raises Refusal.
    """
    review = _review(plan, review_id)
    if verdict not in VERDICTS or verdict == OPEN:
        raise Refusal("Choose whether the area moves on, stays or steps back.")
    if review.verdict != OPEN:
        raise Refusal("This gate is closed already; reopen it first.")
    day = read_day(closed_on)
    if day is None:
        raise Refusal("Type the day on which the gate is closed, such as 28/07/2016.")
    if verdict == MOVES_ON:
        lacks = missing(plan.records, review_id, plan.figures, day)
        if lacks:
            raise Refusal(_refusal([held.words for held in lacks]))
    elif not reasons.strip():
        raise Refusal(f'"{verdict.capitalize()}" needs its reasons; type them first.')
    goal = (verdict == STEPS_BACK and to_stage) or review.to_stage
    if verdict == STEPS_BACK:
        _must_be_earlier(plan, review, goal)
    name = plan.records.name("service_area", review.service_area)
    words = f"at {review.from_stage}" if verdict == STAYS else f"to {goal}"
    with plan.step(f"Close gate: {name} {verdict} {words}") as draft:
        draft.change(
            StageReview, review_id, verdict=verdict, closed_on=closed_on, reasons=reasons.strip()
        )
        if verdict == STEPS_BACK:
            draft.change(StageReview, review_id, to_stage=goal)
        if verdict != STAYS:
            _bring_pathway(draft, plan, review, goal)


def _must_be_earlier(plan: Plan, review: StageReview, goal: str) -> None:
    if not is_before(goal, review.from_stage):
        raise Refusal(
            f'"{goal.capitalize()}" is not before {review.from_stage}; choose the earlier stage to which '
            "the area steps back."
        )
    if review.year not in plan.pathway_years:
        raise Refusal("Choose the year of the pathway from which the area steps back.")
    if review.service_area not in plan.table(ServiceArea):
        raise Refusal("The stage review names no service area; choose it first.")


def _refusal(lacks: list[str]) -> str:
    said = "; ".join(lacks[:_NAMED])
    more = len(lacks) - _NAMED
    after = f"; and {more:,} more" if more > 0 else ""
    return f"The gate cannot be closed yet: {said}{after}. See what is missing in its stage review."


def _bring_pathway(draft: Draft, plan: Plan, review: StageReview, goal: str) -> None:
    """Set the stage from the year on; years that stand at a later one than either keep it."""
    areas, steps = plan.table(ServiceArea), plan.table(PathwayStep)
    assert review.service_area is not None and review.year is not None
    furthest = max(review.from_stage, goal, key=STAGES.index)
    described = next(
        (
            held
            for held in plan.table(Consolidation).ordered()
            if held.service_area == review.service_area
        ),
        None,
    )
    for year in plan.pathway_years:
        if year < review.year:
            continue
        held = standing(areas, steps, review.service_area, year)
        if year > review.year and is_before(furthest, held.stage):
            continue
        if held.stage == goal:
            continue
        key = cell_id(review.service_area, year)
        own = steps.get(key) or PathwayStep(
            key,
            review.service_area,
            year,
            held.stage,
            held.arrangement,
            held.pool,
            held.lead_partner,
        )
        draft.put(own)
        draft.change(PathwayStep, key, stage=goal, arrangement=TYPICAL_ARRANGEMENT[goal])
        if goal == STAGES[-1] and described is not None:
            draft.change(
                PathwayStep,
                key,
                pool=own.pool or described.pool,
                lead_partner=own.lead_partner or described.lead_partner,
            )


def reopen_gate(plan: Plan, review_id: str) -> None:
    """Open a closed gate again, as one step; its reasons and the pathway stay as they are."""
    review = _review(plan, review_id)
    if review.verdict == OPEN:
        raise Refusal("This gate is open already.")
    name = plan.records.name("service_area", review.service_area)
    with plan.step(f"Reopen gate of {name}") as draft:
        draft.change(StageReview, review_id, verdict=OPEN, closed_on=None)


def take_lines(plan: Plan, consolidation: str, lines: Iterable[str]) -> int:
    """Put budget lines into an integrated budget. Returns how many were new."""
    table, held = plan.table(BudgetLine), plan.table(ConsolidatedLine)
    new = [line for line in lines if line in table and f"{consolidation}:{line}" not in held]
    what = "a line" if len(new) == 1 else f"{len(new):,} lines"
    with plan.step(f"Put {what} into {plan.records.name('consolidation', consolidation)}") as draft:
        for line in new:
            draft.add(ConsolidatedLine(f"{consolidation}:{line}", consolidation, line))
    return len(new)


def take_area(plan: Plan, consolidation: str) -> int:
    """Put all lines of its service area, and of those inside it, into an integrated budget.

    Returns how many were new. Raises Refusal where it names no area, or that has no lines.
    """
    areas, lines = plan.table(ServiceArea), plan.table(BudgetLine)
    area = plan.table(Consolidation)[consolidation].service_area
    if area is None or area not in areas:
        raise Refusal("Choose the service area of the integrated budget first.")
    inside, place = within(areas, area), lines.index("service_area")
    found = [line for line, row in lines.rows.items() if row[place] in inside]
    if not found:
        raise Refusal(f"{areas[area].name} has no budget lines.")
    return take_lines(plan, consolidation, found)


def drop_lines(plan: Plan, consolidation: str, lines: Iterable[str]) -> None:
    """Take lines out of an integrated budget."""
    keys = [f"{consolidation}:{line}" for line in lines]
    what = "a line" if len(keys) == 1 else f"{len(keys):,} lines"
    name = plan.records.name("consolidation", consolidation)
    with plan.step(f"Take {what} out of {name}") as draft:
        draft.remove_all(ConsolidatedLine, keys)


def _review(plan: Plan, review_id: str) -> StageReview:
    review = plan.table(StageReview).get(review_id)
    if review is None:
        raise Refusal("That stage review is no longer in the plan.")
    return review


def _last(table: Table[Record] | Table[StageReview] | Table[GateCriterion]) -> int:
    place = table.index("position")
    return max((row[place] for row in table.rows.values()), default=0)
