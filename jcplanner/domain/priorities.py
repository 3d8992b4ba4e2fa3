"""Priorities: criteria, candidates and blind scores; envelopes; the programme budgeting map."""

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record

CANDIDATE_KINDS = ("service area", "saving", "option", "investment", "other")
MOST_POINTS = 100


@record("exercise", "prioritisation", "prioritisations")
class Exercise(Record):
    """One scoring of candidates against criteria: of priorities, or of a proposal's options."""

    id: str
    position: int = position()
    name: str = column("Prioritisation", required=True, default="New prioritisation")
    proposal: str | None = link("Of the options of", "proposal", on_remove="cascade")
    envelope: int | None = column("Envelope", Kind.MONEY, default=None, help="What can be spent.")
    method: str = column("Method", Kind.NOTE)
    source: str = column("Source")


@record("criterion", "criterion", "criteria")
class Criterion(Record):
    """A criterion with its weight; weights are normalised, so any total will do."""

    id: str
    position: int = position()
    exercise: str | None = link("Prioritisation", "exercise", on_remove="cascade")
    name: str = column("Criterion", required=True, default="New criterion")
    weight: int | None = column("Weight", Kind.DECIMAL, default=None)
    low_anchor: str = column("0 means")
    high_anchor: str = column("100 means")
    evidence: str = column("Evidence", Kind.NOTE)


@record("candidate", "candidate", "candidates")
class Candidate(Record):
    """Something that is scored: an area, a saving, an option or an investment, with its net cost a year."""

    id: str
    position: int = position()
    exercise: str | None = link("Prioritisation", "exercise", on_remove="cascade")
    name: str = column("Candidate", required=True, default="New candidate")
    kind: str = column("Kind", Kind.CHOICE, default="investment", choices=CANDIDATE_KINDS)
    service_area: str | None = link("Service area", "service_area")
    saving: str | None = link("Saving", "saving")
    option: str | None = link("Option", "proposal_option", on_remove="cascade")
    cost: int | None = column("Net cost a year", Kind.MONEY, default=None)
    must: int = column("Must be funded", Kind.FLAG, default=0)
    evidence: str = column("Evidence", Kind.NOTE)


@record("scorer", "scorer", "scorers")
class Scorer(Record):
    """Somebody who scores, by role or number: scores are given blind, before they are discussed."""

    id: str
    position: int = position()
    exercise: str | None = link("Prioritisation", "exercise", on_remove="cascade")
    name: str = column("Scorer", required=True, default="Scorer")


@record("score", "score", "scores", ordered=False, named_by="id")
class Score(Record):
    """Points from 0 to 100. Its id is `<candidate>:<criterion>:<scorer>`."""

    id: str
    candidate: str | None = link("Candidate", "candidate", on_remove="cascade")
    criterion: str | None = link("Criterion", "criterion", on_remove="cascade")
    scorer: str | None = link("Scorer", "scorer", on_remove="cascade")
    points: int | None = column("Points", Kind.COUNT, default=None)


@record("envelope", "envelope", "envelopes", ordered=False, named_by="id")
class Envelope(Record):
    """What a programme area may spend in a year, top down (002¶11). Its id is `<area>:<year>`."""

    id: str
    service_area: str | None = link("Service area", "service_area", on_remove="cascade")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    amount: int | None = column("Envelope", Kind.MONEY, default=None)
    floor: int | None = column("Floor", Kind.MONEY, default=None)
    ceiling: int | None = column("Ceiling", Kind.MONEY, default=None)
    note: str = column("Note", Kind.NOTE)


@record("programme_spend", "programme spend", "programme spends", named_by="category")
class ProgrammeSpend(Record):
    """Spend by programme budget category and care setting in a year (002¶12), in pence."""

    id: str
    position: int = position()
    category: str = column("Programme budget category", required=True, default="New category")
    setting: str = column("Care setting")
    partner: str | None = link("Partner", "partner")
    year: int | None = column("Year", Kind.YEAR, default=None)
    amount: int | None = column("Spend", Kind.MONEY, default=None)
    source: str = column("Source")


@record("programme_share", "mapped share", "mapped shares", ordered=False, named_by="id")
class ProgrammeShare(Record):
    """How much of a spend belongs to a programme area. Its id is `<spend>:<area>`; shares add up to 100%."""

    id: str
    spend: str | None = link("Spend", "programme_spend", on_remove="cascade")
    service_area: str | None = link("Programme area", "service_area", on_remove="cascade")
    share: int | None = column("Share", Kind.PERCENT, default=None)
