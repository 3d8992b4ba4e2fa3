"""The parts of a board paper: for each of `PAPER_PARTS`, the words and tables that the plan holds for it."""

import re
from collections.abc import Callable

from jcplanner.domain.consulting import consultations_of, four_tests, holds_back, length
from jcplanner.domain.dates import read_day, say_day
from jcplanner.domain.deciding import body_name, decisions_of, differ, said
from jcplanner.domain.decisions import PAPER_PARTS
from jcplanner.domain.options import HYBRID, options_of, parts_of, say_alternatives
from jcplanner.domain.partners import Body
from jcplanner.domain.proposal_parts import of_proposal
from jcplanner.domain.proposals import STEPS, Clearance, Proposal
from jcplanner.domain.recommending import recommendations_of
from jcplanner.domain.registers import RISK_SIDES, Engagement, Risk
from jcplanner.domain.scoring_risks import MOMENTS, score_of
from jcplanner.domain.services import ServiceArea, within
from jcplanner.plan.plan import Plan
from jcplanner.reports.appraisal import appraisal_table, method_of
from jcplanner.reports.decisions import outcome_words
from jcplanner.reports.paper_about import OTHER, About, implied
from jcplanner.reports.paper_blocks import (
    LABEL,
    LETTERED,
    MISSING,
    NOT_SAID,
    PLAIN,
    Block,
    Words,
    paragraphs,
    turned,
)
from jcplanner.reports.paper_money import figures_of
from jcplanner.reports.report import Heading, ReportTable

_FOR = {"note": "noting", "agree": "agreement", "approve": "approval", "assure": "assurance"}
_NUMBERED = re.compile(
    r"(?:\((?:[a-z]|[ivx]{1,4}|\d+)\)|[a-z][).]|\d+[).]|\d+(?:\.\d+)+\.?)\s", re.IGNORECASE
)
"""A number or letter of its own at the beginning of a recommendation: "(a)", "2.1", "iv)"."""

_SIDES = dict(zip(RISK_SIDES, ("Risks if we do", "Risks if we do not"), strict=True))


def blocks_of(about: About, part: str) -> list[Block]:
    """What stands under a part; empty where the plan holds nothing for it."""
    return _PARTS[part](about)


def meeting_day(plan: Plan, proposal: str, body: Body) -> str:
    """The day on which the body has the paper, in words: its meeting's, else as expected; else blank."""
    held = said(plan.records, proposal, body)
    day = held.met_on or (read_day(held.decision.expected) if held.decision else None)
    day = day or held.decided_on
    return say_day(day) if day else ""


def _words(text: str) -> list[Block]:
    return list(paragraphs(text)) or [Words(NOT_SAID, MISSING)]


def _title(about: About) -> list[Block]:
    reference = f" ({about.proposal.reference})" if about.proposal.reference else ""
    return [Words(f"{about.proposal.name}{reference}")]


def _meeting(about: About) -> list[Block]:
    plan, body = about.plan, about.body
    held = said(plan.records, about.proposal.id, body)
    name = body_name(plan.records, body)
    called = held.meeting.name if held.meeting else "Meeting"
    if body.name in called:
        # It may say which day's meeting it is as well.
        name = name if called == body.name else called
    elif called != "Meeting":
        name = f"{name}: {called}"
    day = meeting_day(plan, about.proposal.id, body)
    return [Words(f"{name}, {day}")] if day else [Words(f"{name}; no date yet", MISSING)]


def _classification(about: About) -> list[Block]:
    words = about.proposal.classification.capitalize()
    if about.withheld:
        kept = "in this edition" if about.exempt else "in an exempt annex"
        if about.proposal.classification == "exempt":
            return [Words(f"{words}: {about.withheld}.")]
        return [Words(f"{words}, but for what is exempt and stands {kept}: {about.withheld}.")]
    return [Words(words)]


def _key_decision(about: About) -> list[Block]:
    said_no = "" if about.proposal.key_decision else "not "
    return [Words(f"This is {said_no}a key decision.")]


def _wards(about: About) -> list[Block]:
    return _words(about.proposal.wards)


def _recommendations(about: About) -> list[Block]:
    found = recommendations_of(about.plan.records, about.proposal.id)
    name = body_name(about.plan.records, about.body)
    blocks: list[Block] = [Words(f"For {_FOR[about.proposal.asks]} by {name}:")]
    for held in found:
        words = " ".join(held.words.split())
        # One that brings its own number or letter along, such as "2.1" or "(a)", keeps it.
        blocks.append(Words(words, PLAIN if _NUMBERED.match(words) else LETTERED))
    if not found:
        blocks = [Words(NOT_SAID, MISSING)]
    if about.proposal.step == STEPS[1]:
        blocks.append(
            Words("This asks to consult; the final decision comes back after the consultation.")
        )
    elif about.proposal.step == STEPS[2]:
        before = about.plan.records.name(Proposal.TABLE, about.proposal.follows)
        after = f' on "{before}"' if before else ""
        blocks.append(Words(f"This is the final decision after the consultation{after}."))
    return blocks


def _options(about: About) -> list[Block]:
    plan, proposal = about.plan, about.proposal
    choice = say_alternatives(plan.records, proposal.id)
    blocks: list[Block] = [Words(choice.words) if choice.complete else Words(choice.words, MISSING)]
    for number, held in enumerate(options_of(plan.records, proposal.id), start=1):
        chosen = ", chosen" if held.chosen else ""
        numbers = f" (numbered in papers: {held.numbers})" if held.numbers else ""
        kind = "" if held.kind == "change" else f" [{held.kind}]"
        blocks.append(Words(f"Option {number}: {held.name}{kind}{chosen}{numbers}", LABEL))
        parts = parts_of(plan.records, held.id) if held.kind == HYBRID else []
        if parts:
            blocks.append(Words(f"Made of: {'; '.join(part.name for part in parts)}."))
        blocks += paragraphs(held.words)
        for lead, text in (
            ("For it", held.for_it),
            ("Against it", held.against_it),
            ("Why it is chosen" if held.chosen else "Why it is not chosen", held.reason),
        ):
            if text.strip():
                blocks.append(Words(f"{lead}: {' '.join(text.split())}"))
        if held.chosen and not held.reason.strip():
            blocks.append(Words("Why it is chosen: not said", MISSING))
    costs = [held for held in options_of(plan.records, proposal.id) if held.cost is not None]
    if costs and about.hides_money:
        blocks.append(Words("What the options cost is exempt: see the exempt annex."))
    elif costs:
        rows = tuple((held.name, held.cost) for held in costs)
        heads = (Heading("Option"), Heading("Cost a year", "money"))
        blocks.append(ReportTable("Cost of the options, £", heads, rows))
    matrix = appraisal_table(plan, proposal.id)
    if matrix is not None:
        blocks += [Words("Appraisal of the options", LABEL), Words(method_of(plan, proposal.id))]
        blocks.append(turned(_without_money(matrix) if about.hides_money else matrix))
    return blocks


def _without_money(table: ReportTable) -> ReportTable:
    kept = [at for at, held in enumerate(table.headings) if held.kind != "money"]
    heads = tuple(table.headings[at] for at in kept)
    return ReportTable(
        table.title, heads, tuple(tuple(row[at] for at in kept) for row in table.rows)
    )


def _financial(about: About) -> list[Block]:
    blocks = implied(about, "financial implications")
    if about.hides_money:
        return blocks or [Words("Exempt: see the exempt annex.")]
    blocks += figures_of(about.plan, about.proposal)
    return blocks or ([Words(NOT_SAID, MISSING)] if about.draft else [])


def _community(about: About) -> list[Block]:
    hidden = about.hides("community impact")
    own = [] if hidden else paragraphs(about.proposal.community_impact)
    told = implied(about, "community impact")
    if hidden and not told:
        return [Words("Exempt: see the exempt annex.")]
    return [*own, *told] or [Words(NOT_SAID, MISSING)]


def _risks(about: About) -> list[Block]:
    blocks = implied(about, "risk management")
    if about.hides("risk management"):
        return blocks or [Words("Exempt: see the exempt annex.")]
    risks = [held for held in about.plan.table(Risk).ordered() if _concerns(about, held)]
    for side, title in _SIDES.items():
        of_side = [held for held in risks if held.side == side]
        if not of_side:
            # Doing nothing has its risks too; a paper that has one side only says so.
            if risks:
                blocks.append(Words(f"{title}: none in the register.", MISSING))
            continue
        rows = tuple(
            (
                ". ".join(
                    text.strip().rstrip(".")
                    for text in (held.cause, held.event, held.effect)
                    if text
                ),
                *(_score(held, moment) for moment in MOMENTS),
                " ".join(held.mitigation.split()) or NOT_SAID,
                held.owner or NOT_SAID,
            )
            for held in of_side
        )
        heads = ("Risk: cause, event, effect", "Inherent", "Current", "Target", "Mitigation")
        columns = tuple(Heading(head) for head in (*heads, "Owner (post)"))
        blocks.append(ReportTable(title, columns, rows))
    if risks:
        blocks.append(Words("Scores are likelihood times impact, each from 1 to 5."))
    return blocks or [Words(NOT_SAID, MISSING)]


def _score(risk: Risk, moment: str) -> str:
    score = score_of(risk, moment)
    return f"{score.points}, {score.band}" if score else "not scored"


def _concerns(about: About, held: Risk | Engagement) -> bool:
    """Whether a record of a register is about the proposal: tied to it, or to its area alone."""
    if held.proposal is not None:
        return held.proposal == about.proposal.id
    area, areas = about.proposal.service_area, about.plan.table(ServiceArea)
    return area in areas and held.service_area in within(areas, str(area))


def _consultees(about: About) -> list[Block]:
    plan, records = about.plan, about.plan.records
    blocks: list[Block] = list(paragraphs(about.proposal.consultees))
    engaged = [held for held in plan.table(Engagement).ordered() if _concerns(about, held)]
    if engaged:
        rows = tuple(
            (held.name, held.group, _day(held.date), held.state.capitalize(), held.came_back)
            for held in engaged
        )
        heads = ("Engagement", "With", "Date", "State", "What came of it")
        blocks.append(ReportTable("Engagement", tuple(map(Heading, heads)), rows))
    for held in consultations_of(records, about.proposal.id):
        days = length(held)
        lasts = "length not known" if days is None else f"{days:,} days"
        span = f"{_day(held.opens) or 'no day'} to {_day(held.closes) or 'no day'}, {lasts}"
        least = f", at least {held.least_days:,}" if held.least_days is not None else ""
        blocks.append(Words(f"Consultation: {held.name}", LABEL))
        blocks.append(Words(f"{span}{least}."))
        blocks += paragraphs(held.audience)
        blocks += paragraphs(f"What came back: {held.came_back}" if held.came_back.strip() else "")
        tests = tuple(
            (one.test.words, one.state.capitalize(), one.evidence)
            for one in four_tests(records, held.id)
        )
        heads = tuple(map(Heading, ("Test of a fair consultation", "State", "Evidence")))
        blocks.append(ReportTable(f"The four tests: {held.name}", heads, tests))
    lacking = holds_back(records, about.proposal.id)
    if lacking:
        blocks.append(Words(f"The final decision is held back: {'; '.join(lacking)}.", MISSING))
    return blocks or [Words(NOT_SAID, MISSING)]


def _day(text: str | None) -> str:
    day = read_day(text)
    return say_day(day) if day else ""


def _others(about: About) -> list[Block]:
    records = about.plan.records
    others = [
        held
        for held in decisions_of(records, about.proposal.id)
        if held.body.id != about.body.id and held.decision is not None
    ]
    if not others:
        return [Words("No other body is asked.")]
    rows = tuple(
        (
            body_name(records, held.body),
            outcome_words(about.proposal, held.state),
            say_day(day) if (day := held.decided_on or held.expected) else "no date yet",
            held.decision.conditions if held.decision else "",
            held.decision.minute if held.decision else "",
        )
        for held in others
    )
    heads = tuple(
        map(Heading, ("Body", "Outcome", "Decided on or expected", "Conditions", "Minute"))
    )
    blocks: list[Block] = [ReportTable("Decisions of other bodies", heads, rows)]
    if differ(records, about.proposal.id):
        blocks.append(Words("The bodies have come to different outcomes."))
    return blocks


def _appendices(about: About) -> list[Block]:
    if not about.withheld:
        return []
    if about.exempt:
        return [Words(f"This edition holds what is exempt: {about.withheld}.")]
    return [Words(f"Exempt annex, not for publication: {about.withheld}.")]


def _clearance(about: About) -> list[Block]:
    held = of_proposal(about.plan.records, Clearance, about.proposal.id)
    if not held:
        return [Words(NOT_SAID, MISSING)]
    rows = tuple(
        (
            one.cleared_for.capitalize(),
            one.post or NOT_SAID,
            _day(one.cleared_on) or "not cleared yet",
            one.note,
        )
        for one in held
    )
    heads = tuple(map(Heading, ("Cleared for", "Post", "Cleared on", "Note")))
    blocks: list[Block] = [ReportTable("Officer clearance", heads, rows)]
    if any(not one.cleared_on for one in held):
        blocks.append(Words("Some clearances are still to come.", MISSING))
    return blocks


def _contacts(about: About) -> list[Block]:
    post = about.proposal.author.strip()
    return [Words(f"Report author: {post}")] if post else [Words(NOT_SAID, MISSING)]


def _told(part: str) -> Callable[[About], list[Block]]:
    """A part that is only implications; where no heading is for it, a draft says that it is not said."""

    def made(about: About) -> list[Block]:
        found = implied(about, part)
        return found or ([Words(NOT_SAID, MISSING)] if about.draft and part != OTHER else [])

    return made


_PARTS: dict[str, Callable[[About], list[Block]]] = {
    "title": _title,
    "meeting": _meeting,
    "classification": _classification,
    "key decision": _key_decision,
    "wards": _wards,
    "purpose": lambda about: _words(about.proposal.purpose),
    "recommendations": _recommendations,
    "options": _options,
    "reasons": lambda about: _words(about.proposal.reasons),
    "key considerations": lambda about: _words(about.proposal.considerations),
    "community impact": _community,
    "equality": _told("equality"),
    "financial implications": _financial,
    "legal implications": _told("legal implications"),
    "risk management": _risks,
    OTHER: _told(OTHER),
    "consultees": _consultees,
    "decisions of other bodies": _others,
    "appendices": _appendices,
    "background papers": lambda about: _words(about.proposal.background),
    "clearance": _clearance,
    "contacts": _contacts,
}
assert tuple(_PARTS) == PAPER_PARTS
