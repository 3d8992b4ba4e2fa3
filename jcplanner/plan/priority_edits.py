"""What people do to priorities: one function per verb, each one undoable step."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jcplanner.domain.assumptions import Pressure
from jcplanner.domain.budgets import cell_id
from jcplanner.domain.envelopes import (
    FULL_STRENGTH,
    EnvelopesOfYear,
    envelopes_of,
    programme_areas,
    proposed,
    scores_of_areas,
    spread_rest,
)
from jcplanner.domain.figures import Scope, totals_by
from jcplanner.domain.priorities import (
    MOST_POINTS,
    Candidate,
    Criterion,
    Envelope,
    Exercise,
    ProgrammeShare,
    ProgrammeSpend,
    Score,
    Scorer,
)
from jcplanner.domain.problems import Refusal
from jcplanner.domain.programme_map import WHOLE, share_key
from jcplanner.domain.proposals import Proposal, ProposalOption
from jcplanner.domain.record import Record, new_id
from jcplanner.domain.savings import Saving
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.years import year_label
from jcplanner.plan import edits
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan

USUAL_CRITERIA: tuple[tuple[str, int, str, str], ...] = (
    ("Magnitude of benefit", 20_00, "no benefit to anyone", "lives are longer or much better"),
    ("Strength of evidence", 15_00, "opinion only", "several sound trials agree"),
    ("Addresses inequality", 15_00, "widens the gap", "narrows the gap for those worst off"),
    ("Need", 15_00, "no unmet need", "large unmet need"),
    ("Number who benefit", 10_00, "a few people", "most of the population"),
    ("National and local priority", 15_00, "in no plan", "in every partner's plan"),
    ("Prevention", 10_00, "prevents nothing", "prevents most later need"),
)
"""Criteria of scorecards in use (DOMAIN 5.2), as a start: weights in hundredths, what 0 and 100 mean."""

AREAS, SAVINGS, PRESSURES, OPTIONS = "service areas", "savings", "investments", "options"
SOURCES = (AREAS, SAVINGS, PRESSURES, OPTIONS)
"""Where candidates are taken from."""


def add_exercise(plan: Plan, name: str = "", proposal: str | None = None) -> str:
    """Add a prioritisation with the usual criteria and three scorers. Returns its id.

    Of a proposal's options: with those as candidates. Raises Refusal where the proposal is gone.
    """
    if proposal is not None and proposal not in plan.table(Proposal):
        raise Refusal("That proposal is no longer in the plan.")
    title = name or (
        f"Options of {plan.table(Proposal)[proposal].name}" if proposal else "New prioritisation"
    )
    made = Exercise(new_id(), _last(plan, Exercise) + 1, title, proposal)
    with plan.step("Add prioritisation") as draft:
        draft.add(made)
        first = _last(plan, Criterion)
        for place, (criterion, weight, low, high) in enumerate(USUAL_CRITERIA, start=first + 1):
            draft.add(Criterion(new_id(), place, made.id, criterion, weight, low, high))
        first = _last(plan, Scorer)
        for number in (1, 2, 3):
            draft.add(Scorer(new_id(), first + number, made.id, f"Scorer {number}"))
        if proposal is not None:
            _put_candidates(plan, draft, made.id, _options(plan, proposal))
    return made.id


def _last(plan: Plan, kind: type[Record]) -> int:
    table = plan.table(kind)
    place = table.index("position")
    return max((int(row[place]) for row in table.rows.values()), default=0)


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that can become a candidate; ``link`` is the field that points to it."""

    link: str
    id: str
    name: str
    kind: str
    cost: int | None


def add_candidates(plan: Plan, exercise: str, source: str, year: int) -> int:
    """Take candidates from a source of `SOURCES`, in one step; those already there are left out.

    An area's net cost is the net of its lines in ``year``, a saving's its full-year effect as a negative
    cost, an investment's what it comes to in full. Returns how many. Raises Refusal where there are none.
    """
    held = plan.table(Exercise).get(exercise)
    if held is None:
        raise Refusal("That prioritisation is no longer in the plan.")
    if source == AREAS:
        found = _areas(plan, year)
    elif source == SAVINGS:
        found = [
            _Found("saving", one.id, one.name, "saving", _negative(one.full_year_effect))
            for one in plan.table(Saving).ordered()
        ]
    elif source == PRESSURES:
        found = [
            _Found("", one.id, one.name, "investment", _full_year(one))
            for one in plan.table(Pressure).ordered()
        ]
    else:
        if held.proposal is None:
            raise Refusal("This prioritisation is of no proposal; choose the proposal first.")
        found = _options(plan, held.proposal)
    with plan.step(f"Add {source} as candidates") as draft:
        count = _put_candidates(plan, draft, exercise, found)
    if not count:
        raise Refusal(f"There are no {source} that are not candidates already.")
    return count


def _areas(plan: Plan, year: int) -> list[_Found]:
    """The programme areas, as the envelopes of the year have them."""
    return [
        _Found(
            "service_area",
            area,
            plan.records.name(ServiceArea.TABLE, area),
            "service area",
            _net(plan, area, year),
        )
        for area, _ in programme_areas(plan.records, year)
    ]


def _net(plan: Plan, area: str, year: int) -> int | None:
    """The net of an area's lines in a year; None where it has none: blank is not nil."""
    inside = frozenset(within(plan.table(ServiceArea), area))
    scope = Scope(frozenset((year,)), None, inside)
    return totals_by(plan.figures, lambda cell: None, scope).get(None)


def _options(plan: Plan, proposal: str) -> list[_Found]:
    return [
        _Found("option", one.id, one.name, "option", one.cost)
        for one in plan.table(ProposalOption).ordered()
        if one.proposal == proposal
    ]


def _negative(pence: int | None) -> int | None:
    return None if pence is None else -pence


def _full_year(held: Pressure) -> int | None:
    return held.amount if held.full_year is None else held.full_year


def _put_candidates(plan: Plan, draft: Draft, exercise: str, found: list[_Found]) -> int:
    there = [held for held in plan.table(Candidate).values() if held.exercise == exercise]
    links = {getattr(held, name) for held in there for name in ("service_area", "saving", "option")}
    names = {(held.name, held.kind) for held in there}
    place, count = _last(plan, Candidate), 0
    for one in found:
        if one.id in links or (not one.link and (one.name, one.kind) in names):
            continue
        place, count = place + 1, count + 1
        made = Candidate(new_id(), place, exercise, one.name, one.kind, cost=one.cost)
        draft.add(made)
        if one.link:
            draft.change(Candidate, made.id, **{one.link: one.id})
    return count


def score_id(candidate: str, criterion: str, scorer: str) -> str:
    """The id of a score."""
    return f"{candidate}:{criterion}:{scorer}"


def set_points(plan: Plan, cells: Mapping[tuple[str, str, str], int | None]) -> None:
    """Give points by (candidate, criterion, scorer); None takes a score away.

    Raises Refusal for points beyond 0 to 100 and for cells that are not in one prioritisation.
    """
    kinds: tuple[type[Candidate] | type[Criterion] | type[Scorer], ...]
    kinds = (Candidate, Criterion, Scorer)
    name = "Change score" if len(cells) == 1 else f"Change {len(cells)} scores"
    with plan.step(name) as draft:
        for cell, points in cells.items():
            if points is not None and not 0 <= points <= MOST_POINTS:
                raise Refusal(f"Points go from 0 to {MOST_POINTS}; {points} is outside.")
            held = [draft.get(kind, key) for kind, key in zip(kinds, cell, strict=True)]
            exercises = {None if one is None else one.exercise for one in held}
            if len(exercises) != 1 or None in exercises:
                raise Refusal("That candidate, criterion or scorer is no longer in the plan.")
            key = score_id(*cell)
            if points is None:
                draft.remove(Score, key)
            else:
                draft.put(Score(key, *cell, points))


# Envelopes


def set_envelopes(
    plan: Plan,
    cells: Mapping[tuple[str, int, str], int | None],
    name: str = "Change envelope",
) -> None:
    """Put pence into cells by (area, year, "amount", "floor" or "ceiling"); a year left blank is dropped."""
    with plan.step(name) as draft:
        for (area, year, field), pence in cells.items():
            if draft.get(ServiceArea, area) is None:
                raise Refusal("That service area is no longer in the plan.")
            key = cell_id(area, year)
            if draft.get(Envelope, key) is None:
                if pence is None:
                    continue
                draft.add(Envelope(key, area, year))
            draft.change(Envelope, key, **{field: pence})
            after = draft.get(Envelope, key)
            if after is not None and after.row[3:] == (None, None, None, ""):
                draft.remove(Envelope, key)


def place_rest(plan: Plan, year: int, held: Collection[str], level: int | None = None) -> int:
    """Spread what the held areas leave of the resource over the other areas. Returns how many moved.

    ``level`` as in `envelopes.programme_areas`.
    """
    now = _locked(plan, year, level)
    parts = spread_rest(now.rows, now.resource or 0, held)
    return _put_all(plan, now, parts, f"Spread the rest of {year_label(year)}")


def propose_envelopes(
    plan: Plan, year: int, exercise: str, strength: int = FULL_STRENGTH, level: int | None = None
) -> int:
    """Put the envelopes that scores propose into a year (`envelopes.METHOD`). Returns how many moved."""
    now = _locked(plan, year, level)
    scores = scores_of_areas(plan.records, exercise)
    parts = proposed(now.rows, now.resource or 0, scores, strength)
    return _put_all(plan, now, parts, f"Propose envelopes of {year_label(year)} from scores")


def _locked(plan: Plan, year: int, level: int | None) -> EnvelopesOfYear:
    now = envelopes_of(plan.records, plan.figures, year, level)
    if now.resource is None:
        raise Refusal(
            f"Nobody has said what there is in {year_label(year)}; type the resource on the Gap screen first."
        )
    if not now.rows:
        raise Refusal("There are no service areas yet; add them first.")
    return now


def _put_all(plan: Plan, now: EnvelopesOfYear, parts: Mapping[str, int], name: str) -> int:
    before = {row.area: row.amount for row in now.rows}
    moved = {area: part for area, part in parts.items() if part != before[area]}
    set_envelopes(plan, {(area, now.year, "amount"): part for area, part in moved.items()}, name)
    return len(moved)


# The programme map


def set_shares(plan: Plan, cells: Mapping[tuple[str, str], int | None]) -> None:
    """Put shares by (spend, area), in hundredths of one per cent; blank or 0% takes one away.

    Raises Refusal for one outside 0% to 100%.
    """
    with plan.step("Change mapped share") as draft:
        for (spend, area), share in cells.items():
            if share is not None and not 0 <= share <= WHOLE:
                raise Refusal("A share is between 0% and 100%.")
            if draft.get(ProgrammeSpend, spend) is None or draft.get(ServiceArea, area) is None:
                raise Refusal("That spend or service area is no longer in the plan.")
            key = share_key(spend, area)
            if share:
                draft.put(ProgrammeShare(key, spend, area, share))
            else:
                draft.remove(ProgrammeShare, key)


def map_the_rest(plan: Plan, spend: str, area: str) -> None:
    """Give an area what the other shares of a spend leave over of 100%. Refusal where nothing is left."""
    others = sum(
        held.share or 0
        for held in plan.table(ProgrammeShare).values()
        if held.spend == spend and held.service_area != area
    )
    if others >= WHOLE:
        raise Refusal("The other shares come to 100% already; lower one first.")
    set_shares(plan, {(spend, area): WHOLE - others})


def move_within(plan: Plan, kind: type[Record], key: str, by: int) -> None:
    """Move a criterion, candidate or scorer up (-1) or down (1) among those of its prioritisation."""
    table = plan.table(kind)
    exercise = table.value(key, "exercise")
    ordered = [held.id for held in table.ordered()]
    peers = [held for held in ordered if table.value(held, "exercise") == exercise]
    place = peers.index(key) + by
    if 0 <= place < len(peers):
        here, there = ordered.index(key), ordered.index(peers[place])
        ordered[here], ordered[there] = ordered[there], ordered[here]
        edits.reorder(plan, kind, ordered)
