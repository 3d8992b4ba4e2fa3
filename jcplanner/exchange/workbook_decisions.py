"""The Decisions sheet: what each body said of each proposal, when and on which figures; how long it took."""

from typing import TYPE_CHECKING

from jcplanner.domain.column import with_capital
from jcplanner.domain.deciding import Elapsed, Said, body_name, decisions_of, elapsed
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.versions import Version, in_groups
from jcplanner.exchange.row_stream import letters
from jcplanner.exchange.workbook_blocks import serial, write_day
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.write import Page
from jcplanner.plan.plan import Plan
from jcplanner.reports.decisions import WHOLE_PLAN, outcome_words, outcomes_by_recommendation

if TYPE_CHECKING:
    from jcplanner.exchange.workbook_money import Writing

HEAD_ROW = 4
_HEADS = (
    ("Proposal", 40),
    ("Reference", 12),
    ("Service area", 24),
    ("Body", 28),
    ("Needed", 10),
    ("Outcome", 22),
    ("Expected", 14),
    ("Decided on", 14),
    ("Final", 8),
    ("Day that counts", 14),
    ("Resolution", 36),
    ("Conditions", 36),
    ("Minute", 12),
    ("On the figures of", 24),
    ("Fingerprint", 22),
)
_EXPECTED, _DECIDED, _FINAL, _COUNTS = 6, 7, 8, 9
_TAKEN = ("Proposal", "First decision", "Last decision", "Days between", "Decisions", "Asked")
_SINGLE = ("Proposal", "Recommendation", "Words", "Body", "", "Outcome")


def write_decisions(page: Page, held: "Writing") -> list[Check]:
    """A row for each body that is asked, then how long each proposal took as formulas over those rows."""
    plan = held.plan
    page.heads(HEAD_ROW, [head for head, _ in _HEADS], len(_HEADS))
    for column, (_, width) in enumerate(_HEADS):
        page.sheet.set_column(column, column, width)
    page.sheet.freeze_panes(HEAD_ROW + 1, 1)
    page.sheet.repeat_rows(HEAD_ROW)
    page.sheet.repeat_columns(0)
    row, blocks = HEAD_ROW + 1, list[tuple[Proposal, int, int]]()
    for proposal in plan.table(Proposal).ordered():
        first = row
        for one in decisions_of(plan.records, proposal.id):
            _write_decision(page, plan, row, proposal, one)
            row += 1
        if row > first:
            blocks.append((proposal, first, row))
    if not blocks:
        page.text(row, 0, "No body is asked to decide on a proposal yet.", "about")
        return []
    row = _write_taken(page, plan, row + 1, blocks)
    _write_single(page, plan, row + 1)
    return []


def _write_decision(page: Page, plan: Plan, row: int, proposal: Proposal, held: Said) -> None:
    decision = held.decision
    assert decision is not None
    version = plan.table(Version).get(decision.version or "")
    digest = version.fingerprint if version else decision.fingerprint
    texts = (
        proposal.name,
        proposal.reference,
        plan.records.name(ServiceArea.TABLE, proposal.service_area) or with_capital(WHOLE_PLAN),
        body_name(plan.records, held.body),
        "Yes" if held.needed else "No",
        outcome_words(proposal, held.state),
    )
    for column, text in enumerate(texts):
        page.text(row, column, text, "text")
    write_day(page, row, _EXPECTED, held.expected)
    write_day(page, row, _DECIDED, held.decided_on)
    page.text(row, _FINAL, "Yes" if held.final else "No", "text")
    day, final, needed = (f"{letters(at)}{row + 1}" for at in (_DECIDED, _FINAL, 4))
    counted = held.decided_on if held.needed and held.final else None
    _write_formula_day(
        page,
        row,
        _COUNTS,
        f'IF(AND({needed}="Yes",{final}="Yes",ISNUMBER({day})),{day},"")',
        None if counted is None else serial(counted),
    )
    rest = (
        decision.words,
        decision.conditions,
        decision.minute,
        version.name if version else "",
        in_groups(digest) if digest else "",
    )
    for column, text in enumerate(rest, start=_COUNTS + 1):
        page.text(row, column, text, "text")


def _write_formula_day(page: Page, row: int, column: int, formula: str, number: int | None) -> None:
    """A formula whose result is a day, or nothing. Readers give it back as a date, not as its number."""
    result = "" if number is None else number
    page.sheet.write_formula(row, column, f"={formula}", page.styles["date"], result)


def _write_taken(page: Page, plan: Plan, row: int, blocks: list[tuple[Proposal, int, int]]) -> int:
    """The first and last day on which a needed body was done with it, and the days between."""
    page.text(row, 0, "How long it took", "band")
    for column, head in enumerate(_TAKEN):
        page.text(row + 1, column, head, "head")
    at = row + 2
    for proposal, first, after in blocks:
        letter = letters(_COUNTS)
        days = f"{letter}{first + 1}:{letter}{after}"
        taken = _dated(plan, proposal)
        page.text(at, 0, proposal.name, "text")
        for column, name in ((1, "MIN"), (2, "MAX")):
            day = None if taken is None else taken.first if name == "MIN" else taken.last
            formula = f'IF(COUNT({days})=0,"",{name}({days}))'
            _write_formula_day(page, at, column, formula, None if day is None else serial(day))
        formula = f'IF(COUNT({days})=0,"",C{at + 1}-B{at + 1})'
        if taken is None:
            page.words(at, 3, formula, "", "count")
        else:
            page.figure(at, 3, formula, taken.between, "count")
        needed = [one for one in decisions_of(plan.records, proposal.id) if one.needed]
        counted = sum(1 for one in needed if one.final and _number(one) is not None)
        page.figure(at, 4, f"COUNT({days})", counted, "count")
        formula = f'COUNTIF(E{first + 1}:E{after},"Yes")'
        page.figure(at, 5, formula, len(needed), "count")
        at += 1
    return at


def _number(held: Said) -> int | None:
    return serial(held.decided_on) if held.decided_on else None


def _dated(plan: Plan, proposal: Proposal) -> Elapsed | None:
    """How long it took, where the days are ones that a workbook can reckon with."""
    taken = elapsed(plan.records, proposal.id)
    return None if taken is None or serial(taken.first) is None else taken


def _write_single(page: Page, plan: Plan, row: int) -> None:
    """What bodies said of single recommendations, where they said so; nothing where none did."""
    found = [
        (proposal, one, said)
        for proposal in plan.table(Proposal).ordered()
        for one in decisions_of(plan.records, proposal.id)
        for said in outcomes_by_recommendation(plan, one)
    ]
    if not found:
        return
    page.text(row, 0, "Single recommendations", "band")
    for column, head in enumerate(_SINGLE):
        page.text(row + 1, column, head, "head")
    for at, (proposal, one, (recommendation, outcome, words)) in enumerate(found, start=row + 2):
        texts = (proposal.name, recommendation, words, body_name(plan.records, one.body))
        for column, text in enumerate((*texts, "", outcome)):
            page.text(at, column, text, "text")
