"""Consultations: how long each was, which of the four Gunning tests it met, and what that holds back.

A decision that comes back from a consultation can be taken only once every consultation has closed, was
long enough, and meets the four tests (001 App 2.1-2.2: "considered fully before a final decision is made").
"""

from dataclasses import dataclass

from jcplanner.domain.dates import read_day, say_day
from jcplanner.domain.decisions import IN_FAVOUR
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposal_parts import of_proposal
from jcplanner.domain.proposals import (
    GUNNING_TESTS,
    Consultation,
    ConsultationTest,
    GunningTest,
    Proposal,
)
from jcplanner.domain.records import Records

TO_CONSULT, FINAL_STEP = "approve to consult", "final after consultation"
_SAID = 4


@dataclass(frozen=True, slots=True)
class Tested:
    """One of the four tests of a consultation: its state and evidence, as kept or as nothing is kept."""

    test: GunningTest
    state: str
    evidence: str


def answer_id(consultation: str, test: str) -> str:
    """The id of a test of a consultation."""
    return f"{consultation}:{test}"


def four_tests(records: Records, consultation: str) -> list[Tested]:
    """The four tests of a consultation in the order of the law; a test without a record is not yet met."""
    table = records.table(ConsultationTest)
    found: list[Tested] = []
    for test in GUNNING_TESTS:
        held = table.get(answer_id(consultation, test.key))
        found.append(Tested(test, held.state if held else "not yet", held.evidence if held else ""))
    return found


def length(consultation: Consultation) -> int | None:
    """Days from opening to closing; None where one is not given, below 0 where they cross."""
    opens, closes = read_day(consultation.opens), read_day(consultation.closes)
    return None if opens is None or closes is None else (closes - opens).days


def is_too_short(consultation: Consultation) -> bool:
    """Whether it is known to last fewer days than it has to."""
    days = length(consultation)
    return days is not None and days < (consultation.least_days or 0)


def consultations_of(records: Records, proposal: str) -> list[Consultation]:
    """The consultations of a proposal and of those that it follows, the earliest proposal's first."""
    proposals, followed = records.table(Proposal), [proposal]
    while (before := proposals.value(followed[-1], "follows")) is not None:
        if before in followed or before not in proposals:
            break
        followed.append(str(before))
    return [one for key in reversed(followed) for one in of_proposal(records, Consultation, key)]


def final_of(records: Records, proposal: str) -> str | None:
    """The final proposal that comes back from an approval to consult; None where there is none yet."""
    held = records.table(Proposal).ordered()
    found = (one.id for one in held if one.follows == proposal and one.step == FINAL_STEP)
    return next(found, None)


def lacks(records: Records, consultation: Consultation) -> list[str]:
    """What a consultation still lacks for a final decision, each in a few words."""
    name = f'consultation "{consultation.name}"'
    found: list[str] = []
    days = length(consultation)
    if days is None:
        found.append(f"{name} has no {'opening' if not consultation.opens else 'closing'} day")
    elif days < 0:
        found.append(f"{name} closes before it opens")
    elif is_too_short(consultation):
        found.append(f"{name} lasts {days:,} days, not {consultation.least_days:,}")
    for tested in four_tests(records, consultation.id):
        if tested.state != "met":
            found.append(f'{name} has not met the test "{tested.test.key}"')
        elif not tested.evidence.strip():
            found.append(f'{name} has no evidence for the test "{tested.test.key}"')
    return found


def holds_back(records: Records, proposal: str, on: str | None = None) -> list[str]:
    """What keeps a proposal from being approved; nothing unless it is the final one after a consultation.

    ``on`` is the day of the decision (ISO): one before the consultation closed is held back as well.
    """
    proposals = records.table(Proposal)
    if proposal not in proposals or proposals.value(proposal, "step") != FINAL_STEP:
        return []
    held = consultations_of(records, proposal)
    if not held:
        return ["no consultation is recorded, on it or on the proposal that it follows"]
    found = [words for one in held for words in lacks(records, one)]
    decided = read_day(on)
    for one in held:
        closes = read_day(one.closes)
        if decided is not None and closes is not None and decided < closes:
            found.append(
                f'consultation "{one.name}" closes only on {say_day(closes)}, after the decision'
            )
    return found


def refuse_unconsulted(
    records: Records, proposal: str, outcome: str, on: str | None = None, *, needed: bool = True
) -> None:
    """Raise Refusal where an outcome in favour would be recorded that its consultation holds back.

    A body whose decision is not needed may note a proposal at any time; approving is held back for all.
    """
    if outcome not in IN_FAVOUR or (outcome == "noted" and not needed):
        return
    missing = holds_back(records, proposal, on)
    if not missing:
        return
    said = "; ".join(missing[:_SAID])
    if len(missing) > _SAID:
        said += f"; and {len(missing) - _SAID:,} more"
    name = records.name(Proposal.TABLE, proposal)
    raise Refusal(
        f'"{name}" comes back from a consultation and cannot be {outcome} yet: {said}; complete '
        "its Consultation tab first."
    )
