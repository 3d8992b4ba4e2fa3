"""What is wrong with priorities: weights, scores, what must be funded, envelopes, and the programme map."""

from collections.abc import Iterator

from jcplanner.domain.budgets import cell_id
from jcplanner.domain.envelopes import envelopes_of_years, nested
from jcplanner.domain.figures import Figures
from jcplanner.domain.money import show_plain
from jcplanner.domain.priorities import (
    MOST_POINTS,
    Candidate,
    Criterion,
    Envelope,
    Exercise,
    ProgrammeSpend,
    Score,
)
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.programme_map import wrongly_shared
from jcplanner.domain.records import Records
from jcplanner.domain.scoring import sheet_of
from jcplanner.domain.years import year_label

SCREEN = "priorities"


def priority_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """Every worry about priorities; nothing of what nobody has begun."""
    for exercise in records.table(Exercise).ordered():
        yield from _weights(records, exercise)
        yield from _scores(records, exercise)
        yield from _costs(records, exercise)
    yield from _envelopes(records, figures)
    for held in wrongly_shared(records):
        spend = held.spend
        where = " ".join(part for part in (spend.category, spend.setting) if part)
        yield Problem(
            "spend not mapped to 100%",
            "warning",
            f'"{where}": its shares come to {held.total_share / 100:g}%, not 100%.',
            Place(SCREEN, ProgrammeSpend.TABLE, spend.id, spend.year),
        )


def _weights(records: Records, exercise: Exercise) -> Iterator[Problem]:
    held = [one for one in records.table(Criterion).ordered() if one.exercise == exercise.id]
    for criterion in held:
        place = Place(SCREEN, Criterion.TABLE, criterion.id)
        if criterion.weight is not None and criterion.weight < 0:
            yield Problem(
                "weight below 0",
                "serious",
                f'{exercise.name}: "{criterion.name}" has a weight below 0, which counts as 0.',
                place,
            )
        elif not criterion.weight:
            yield Problem(
                "criterion that weighs nothing",
                "warning",
                f'{exercise.name}: "{criterion.name}" has {_no_weight(criterion)}, so its scores count '
                "for nothing.",
                place,
            )
    if held and not any(one.weight and one.weight > 0 for one in held):
        yield Problem(
            "no weights",
            "warning",
            f"{exercise.name}: no criterion weighs anything, so there is no ranking.",
            Place(SCREEN, Exercise.TABLE, exercise.id),
        )


def _no_weight(criterion: Criterion) -> str:
    return "no weight" if criterion.weight is None else "a weight of 0"


def _scores(records: Records, exercise: Exercise) -> Iterator[Problem]:
    sheet = sheet_of(records, exercise.id)
    candidates = frozenset(sheet.candidates)
    outside = sum(
        1
        for score in records.table(Score).values()
        if score.candidate in candidates
        and score.points is not None
        and not 0 <= score.points <= MOST_POINTS
    )
    if outside:
        yield Problem(
            "points beyond 0 to 100",
            "serious",
            f"{exercise.name}: {outside:,} of the points lie beyond 0 to {MOST_POINTS} and are left out.",
            Place(SCREEN, Exercise.TABLE, exercise.id),
        )
    if not sheet.points:
        return
    for candidate in sheet.candidates:
        missing = sheet.missing(candidate)
        if missing:
            names = ", ".join(records.name(Criterion.TABLE, key) for key in missing)
            yield Problem(
                "scores missing",
                "warning",
                f"{exercise.name}: {records.name(Candidate.TABLE, candidate)} has no result; nobody has "
                f"scored {names}.",
                Place(SCREEN, Candidate.TABLE, candidate),
            )


def _costs(records: Records, exercise: Exercise) -> Iterator[Problem]:
    if exercise.envelope is None:
        return
    held = [one for one in records.table(Candidate).ordered() if one.exercise == exercise.id]
    for candidate in held:
        if candidate.cost is None:
            yield Problem(
                "candidate without a cost",
                "note",
                f"{exercise.name}: {candidate.name} has no cost, so the best set leaves it out.",
                Place(SCREEN, Candidate.TABLE, candidate.id),
            )
    must = sum(one.cost or 0 for one in held if one.must)
    freed = sum(min(one.cost or 0, 0) for one in held if not one.must)
    if must + freed > exercise.envelope:
        yield Problem(
            "must-haves beyond the envelope",
            "serious",
            f"{exercise.name}: what must be funded comes to {show_plain(must + freed)} a year, more than the "
            f"envelope of {show_plain(exercise.envelope)}.",
            Place(SCREEN, Exercise.TABLE, exercise.id),
        )


def _envelopes(records: Records, figures: Figures) -> Iterator[Problem]:
    envelopes = records.table(Envelope)
    years = sorted({held.year for held in envelopes.values() if held.amount is not None})
    for held in envelopes_of_years(records, figures, years) if years else ():
        year, label = held.year, year_label(held.year)
        if held.left:
            words = (
                f"{show_plain(held.left)} is left to place"
                if held.left > 0
                else f"{show_plain(-held.left)} more is placed than there is"
            )
            yield Problem(
                "envelopes do not add up",
                "warning" if held.left > 0 else "serious",
                f"Envelopes of {label}: {words}.",
                Place(SCREEN, Envelope.TABLE, "", year),
            )
        for area in nested(records, year):
            yield Problem(
                "envelope inside another",
                "serious",
                f"{records.name('service_area', area)} has an envelope in {label}, and so has an area that "
                "it is part of: it counts twice.",
                Place(SCREEN, Envelope.TABLE, cell_id(area, year), year),
            )
    for key, envelope in envelopes.items():
        words = _beyond(envelope)
        if words:
            name = records.name("service_area", envelope.service_area)
            yield Problem(
                "envelope beyond its bounds",
                "warning",
                f"{name}, {year_label(envelope.year)}: {words}.",
                Place(SCREEN, Envelope.TABLE, key, envelope.year),
            )


def _beyond(held: Envelope) -> str:
    """How an envelope, its floor and its ceiling disagree, in words; blank where they agree."""
    if held.floor is not None and held.ceiling is not None and held.ceiling < held.floor:
        return "the ceiling lies below the floor"
    if held.amount is None:
        return ""
    if held.floor is not None and held.amount < held.floor:
        return f"the envelope is {show_plain(held.floor - held.amount)} below its floor"
    if held.ceiling is not None and held.amount > held.ceiling:
        return f"the envelope is {show_plain(held.amount - held.ceiling)} above its ceiling"
    return ""
