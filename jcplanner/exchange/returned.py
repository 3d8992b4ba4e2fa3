"""Workbooks returned: a finance workbook or partner return that came back, compared with the plan.

Every cell that came back with something else is a difference, accepted or refused one by one; what
cannot be taken back is a remark. Nothing in the plan moves before `accept`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from jcplanner.domain.budgets import (
    BudgetAmount,
    BudgetLine,
    FundingAmount,
    FundingSource,
    cell_id,
)
from jcplanner.domain.catalogue import record_named
from jcplanner.domain.column import Value
from jcplanner.domain.problems import Refusal
from jcplanner.domain.scenarios import Scenario
from jcplanner.exchange.read import ReadFile, read_file
from jcplanner.exchange.returned_cells import text_of
from jcplanner.exchange.returned_difference import AMOUNT, Difference, Remark
from jcplanner.exchange.returned_lines import compare_lines
from jcplanner.exchange.returned_others import compare_others
from jcplanner.exchange.returned_reader import PROPERTIES
from jcplanner.exchange.returned_step import as_it_stood
from jcplanner.exchange.workbook_file import MARK
from jcplanner.plan.draft import Draft
from jcplanner.plan.edits import put_amount
from jcplanner.plan.plan import Plan

__all__ = ["Difference", "Remark", "Returned", "accept", "read_returned"]

SECONDS = 240
"""A workbook of 100,000 lines takes openpyxl a minute; anything much slower is not one of ours."""


@dataclass
class Returned:
    """What came back.

    ``title`` and ``fingerprint`` are those of the plan and step that the workbook was written from;
    ``partner`` the partner whose return it is, else nothing. ``since`` is how many steps the plan has
    made since then, None where this copy of the plan does not have that step.
    """

    file: str
    title: str
    fingerprint: str
    partner: str | None
    since: int | None
    differences: list[Difference] = field(default_factory=list[Difference])
    remarks: list[Remark] = field(default_factory=list[Remark])

    @property
    def conflicts(self) -> int:
        """How many differences are in cells that the plan has changed since too."""
        return sum(difference.conflict for difference in self.differences)

    def headline(self) -> str:
        """How much differs, in one sentence."""
        count = len(self.differences)
        if not count:
            return f"{self.file} has no differences from the plan."
        lines = len({difference.id for difference in self.differences})
        said = f"{_counted(count, 'difference')} in {_counted(lines, 'row')}"
        if self.conflicts:
            said += f", {self.conflicts:,} where the plan has changed too"
        return f"{said}."

    def age(self) -> str:
        """How old the workbook is, counted in steps of the plan, in one sentence."""
        if self.since is None:
            return (
                "It was written from a step that this copy of the plan does not have: what the plan has "
                "changed since cannot be told from what was changed in the workbook. Look at each one."
            )
        if self.since == 0:
            return "The plan has not changed since the workbook was written."
        return (
            f"The plan has moved on by {_counted(self.since, 'step')} since the workbook was written; "
            "what only the plan has changed stays."
        )


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def read_returned(
    plan: Plan,
    path: Path,
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Returned:
    """Read a workbook that came back and compare it with the plan, which is only read.

    ``progress`` is told the rows read, and of how many as the file has it. Raises Refusal where the file
    is no workbook of this plan, Cancelled where asked to stop.
    """
    found = read_file(path, returned=True, cancelled=cancelled, progress=progress, seconds=SECONDS)
    name = found.facts.path.name
    sheets = {sheet.name: sheet for sheet in found.sheets}
    if found.facts.kind != "workbook":
        raise Refusal(
            f"{name} is no workbook; a file of budgets is brought in with Bring in budgets."
        )
    properties = _properties(found)
    facts, title = _facts(found)
    head = facts.get("Fingerprint in full", "") or properties.get(f"{MARK} step", "")
    if "Lines" not in sheets or not (head or MARK in properties):
        raise Refusal(
            f"{name} is not a workbook that jcplanner wrote; a file of budgets is brought in with "
            "Bring in budgets."
        )
    _must_be_of(plan, properties, facts, name)
    stood = as_it_stood(plan, head)
    written_for = properties.get(f"{MARK} plan", "")
    if stood.since is None and written_for != plan.file.plan_id:
        called = f' ("{title}")' if title else ""
        raise Refusal(
            f"{name} was written from another plan{called}, so it was not compared; open that plan and "
            "take it back there."
        )
    partner = properties.get(f"{MARK} partner")
    if partner is None and "Partner" in facts:
        partner = _partner_named(plan, facts["Partner"])
    compared = compare_lines(plan, stood, sheets["Lines"], name, partner, cancelled)
    if partner is None:
        compare_others(plan, stood, sheets, compared)
    return Returned(
        name,
        title,
        facts.get("Fingerprint", ""),
        partner,
        stood.since,
        compared.differences,
        compared.remarks,
    )


def _must_be_of(plan: Plan, properties: dict[str, str], facts: dict[str, str], name: str) -> None:
    """A workbook goes back to where it was written from: the plan as agreed, or that scenario of it."""
    scenario = properties.get(f"{MARK} scenario", "")
    if scenario == plan.scenario:
        return
    if not scenario:
        raise Refusal(
            f"{name} was written from the plan as agreed; choose that at the top, then take it back."
        )
    held = plan.records.name(Scenario.TABLE, scenario) or facts.get("Scenario", "one that has gone")
    raise Refusal(
        f"{name} was written from a scenario ({held}); choose that at the top, then take it back."
    )


def _properties(found: ReadFile) -> dict[str, str]:
    sheet = next((sheet for sheet in found.sheets if sheet.name == PROPERTIES), None)
    return {} if sheet is None else {str(row[0]): str(row[1]) for row in sheet.rows}


def _facts(found: ReadFile) -> tuple[dict[str, str], str]:
    """What the Contents say, by label, and the title of the plan."""
    sheet = next((sheet for sheet in found.sheets if sheet.name == "Contents"), None)
    if sheet is None or not sheet.rows:
        return {}, ""
    title = text_of(sheet.rows[0][0]) if sheet.rows[0] else ""
    facts: dict[str, str] = {}
    for row in sheet.rows[1:]:
        if len(row) > 1 and row[0] is not None:
            facts.setdefault(text_of(row[0]), text_of(row[1]))
    whose = facts.get("Partner", "")
    return facts, title.removesuffix(": Finance workbook").removesuffix(
        f": {whose}: to be filled in"
    )


def _partner_named(plan: Plan, name: str) -> str | None:
    table = plan.records.named("partner")
    place = table.index("name")
    return next((key for key, row in table.rows.items() if row[place] == name), None)


def accept(plan: Plan, returned: Returned, chosen: Collection[Difference]) -> None:
    """Bring the chosen differences into the plan, as one step that can be undone.

    Raises Refusal, and nothing moves, where the plan has changed since the workbook was read.
    """
    with plan.step(f"Take back {returned.file}") as draft:
        for difference in chosen:
            if _now(draft, difference) != difference.old:
                raise Refusal(
                    f"The plan has changed since {returned.file} was read; take it back again."
                )
            _put(draft, difference)


def _now(draft: Draft, difference: Difference) -> Value:
    """What stands in the plan where a difference would go. Raises Refusal where its record has gone."""
    kind = record_named(difference.table)
    record = draft.get(kind, difference.id)
    if record is None:
        raise Refusal(f"{difference.name} is no longer in the plan; take the workbook back again.")
    if difference.field != AMOUNT or difference.year is None:
        return getattr(record, difference.field)
    key = cell_id(difference.id, difference.year)
    held = draft.get(FundingAmount if kind is FundingSource else BudgetAmount, key)
    return held.amount if held is not None else None


def _put(draft: Draft, difference: Difference) -> None:
    id, year, new = difference.id, difference.year, difference.new
    if difference.field != AMOUNT or year is None:
        draft.change(record_named(difference.table), id, **{difference.field: new})
        return
    assert new is None or isinstance(new, int)
    if difference.table == BudgetLine.TABLE:
        put_amount(draft, id, year, new)
    elif new is None:
        draft.remove(FundingAmount, cell_id(id, year))
    else:
        draft.put(FundingAmount(cell_id(id, year), id, year, new))
