"""What people do with registers: a risk occurs, a lesson is put to use, an action is done; each one step."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from jcplanner.domain.budgets import cell_id
from jcplanner.domain.column import Value
from jcplanner.domain.joint_contracts import share_id
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import new_id
from jcplanner.domain.registers import (
    Action,
    Benefit,
    BenefitAmount,
    Contract,
    ContractShare,
    Issue,
    Lesson,
    Risk,
)
from jcplanner.plan.plan import Plan

OCCURRED = "occurred"


def issue_of(plan: Plan, risk: str) -> str:
    """The issue that has come of a risk; blank where none has."""
    issues = plan.table(Issue)
    place = issues.index("risk")
    return next((key for key, row in issues.rows.items() if row[place] == risk), "")


def risk_occurred(plan: Plan, risk: str, on: date | None = None) -> str:
    """Mark a risk as occurred and make it an issue that keeps its link. Returns the issue's id.

    An issue that has come of it before is kept and returned. Raises Refusal where the risk is gone.
    """
    held = plan.table(Risk).get(risk)
    if held is None:
        raise Refusal("That risk is no longer in the plan.")
    found = issue_of(plan, risk)
    with plan.step(f'Risk "{held.event}" occurred') as draft:
        draft.change(Risk, risk, state=OCCURRED)
        if not found:
            issues = plan.table(Issue)
            last = max((row[issues.index("position")] for row in issues.rows.values()), default=0)
            found = new_id()
            draft.add(
                Issue(
                    found,
                    last + 1,
                    held.event,
                    "\n".join(part for part in (held.cause, held.effect) if part.strip()),
                    risk=risk,
                    service_area=held.service_area,
                    stage=held.stage,
                    proposal=held.proposal,
                    raised_on=on.isoformat() if on else None,
                    owner=held.owner,
                    wanted=held.mitigation,
                    amount=held.amount,
                    source=held.source,
                )
            )
    return found


def apply_lesson(
    plan: Plan, lesson: str, *, area: str | None, stage: str = "any", how: str = ""
) -> None:
    """Say where a lesson was put to use, and how. Raises Refusal where neither is said."""
    held = _lesson(plan, lesson)
    how = how.strip() or held.applied
    if area is None and not how:
        raise Refusal("Say where the lesson was applied, or how.")
    with plan.step(f'Apply the lesson "{held.name}"') as draft:
        draft.change(
            Lesson, lesson, state="applied", applied_area=area, applied_stage=stage, applied=how
        )


def verify_lesson(plan: Plan, lesson: str, on: date, by: str) -> None:
    """Say that somebody saw a lesson at work, and when.

    Raises Refusal where it has not been applied, or nobody is named by post.
    """
    held = _lesson(plan, lesson)
    if held.state not in ("applied", "verified"):
        raise Refusal(f'"{held.name}" has not been applied yet; say first where it was.')
    if not by.strip():
        raise Refusal("Say which post or body verified the lesson.")
    with plan.step(f'Verify the lesson "{held.name}"') as draft:
        draft.change(
            Lesson, lesson, state="verified", verified_on=on.isoformat(), verified_by=by.strip()
        )


def _lesson(plan: Plan, lesson: str) -> Lesson:
    held = plan.table(Lesson).get(lesson)
    if held is None:
        raise Refusal("That lesson is no longer in the plan.")
    return held


def action_done(plan: Plan, action: str, on: date) -> None:
    """Mark an action as done on a day. Raises Refusal where it is gone."""
    held = plan.table(Action).get(action)
    if held is None:
        raise Refusal("That action is no longer in the plan.")
    with plan.step(f'Action "{held.name}" done') as draft:
        draft.change(Action, action, state="done", done_on=on.isoformat())


def set_benefits(plan: Plan, cells: Mapping[tuple[str, int, str], int | None]) -> None:
    """Put what benefits are planned to bring and have brought, in pence by (benefit, year, field).

    0 is a figure, blank is none: a year left with neither is dropped. Raises Refusal where a benefit is gone.
    """
    if any(benefit not in plan.table(Benefit) for benefit, _, _ in cells):
        raise Refusal("That benefit is no longer in the plan.")
    names = {plan.records.name(Benefit.TABLE, benefit) for benefit, _, _ in cells}
    what = f'the benefit "{next(iter(names))}"' if len(names) == 1 else f"{len(names):,} benefits"
    with plan.step(f"Change {what} by year") as draft:
        for (benefit, year, name), pence in cells.items():
            key = cell_id(benefit, year)
            blank = BenefitAmount(key, benefit, year)
            after = replace(draft.get(BenefitAmount, key) or blank, **{name: pence})
            if after.row == blank.row:
                draft.remove(BenefitAmount, key)
            else:
                draft.put(after)


def set_shares(plan: Plan, contract: str, parts: Mapping[str, Mapping[str, Value]]) -> None:
    """Put who pays which part of a contract, by partner: share in hundredths of one per cent, and line.

    A partner left with neither is dropped. Raises Refusal for a share below 0% or above 100%.
    """
    if contract not in plan.table(Contract):
        raise Refusal("That contract is no longer in the plan.")
    name = plan.records.name(Contract.TABLE, contract)
    with plan.step(f'Change who pays for "{name}"') as draft:
        for partner, fields in parts.items():
            if partner not in plan.table(Partner):
                raise Refusal("That partner is no longer in the plan.")
            share = fields.get("share")
            if isinstance(share, int) and not 0 <= share <= 10_000:
                raise Refusal("A share of a contract is between 0% and 100%.")
            key = share_id(contract, partner)
            blank = ContractShare(key, contract, partner)
            held = plan.table(ContractShare).get(key) or blank
            after = replace(held, **fields)
            if after.row == blank.row:
                draft.remove(ContractShare, key)
            else:
                draft.put(after)


def add_joint_contract(plan: Plan, provider: str, lines: Mapping[str, Sequence[str]]) -> str:
    """Add a contract with a provider that partners buy from apart; returns its id.

    ``lines`` are the lines by partner: each partner gets a part of the contract that names its only line,
    without a share yet.
    """
    table = plan.table(Contract)
    last = max((row[table.index("position")] for row in table.rows.values()), default=0)
    made = Contract(new_id(), last + 1, f"Joint contract with {provider}", provider)
    with plan.step(f"Add a joint contract with {provider}") as draft:
        draft.add(made)
        for partner, held in lines.items():
            key = share_id(made.id, partner)
            line = held[0] if len(held) == 1 else None
            draft.put(ContractShare(key, made.id, partner, line=line))
    return made.id
