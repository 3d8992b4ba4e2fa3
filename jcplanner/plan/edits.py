"""Everything that people can do to a plan: one function per verb, each one undoable step."""

from collections.abc import Collection, Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypeVar

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, cell_id
from jcplanner.domain.catalogue import links_to
from jcplanner.domain.column import Value
from jcplanner.domain.deciding import check_outcome
from jcplanner.domain.gates import check_open, check_verdict
from jcplanner.domain.pathway import TYPICAL_ARRANGEMENT, PathwayStep, standing
from jcplanner.domain.planning import MOST_YEARS, PLAN_ID, PlanDetails
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record, new_id
from jcplanner.domain.registers import Risk
from jcplanner.domain.scoring_risks import check_degrees
from jcplanner.domain.services import ServiceArea, within
from jcplanner.domain.stage_reviews import GateCriterion, StageReview
from jcplanner.domain.versions import FROZEN, Version
from jcplanner.domain.years import year_label
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan

R = TypeVar("R", bound=Record)
Cells = Mapping[tuple[str, int], int | None]
"""Pence by (line id, year); None is blank, which is not nil."""


def set_amounts(plan: Plan, cells: Cells, name: str = "Change amount") -> None:
    """Put amounts into cells of the budget grid; raises Refusal for a line that is not in the plan."""
    with plan.step(name) as draft:
        for (line, year), amount in cells.items():
            put_amount(draft, line, year, amount)


def put_amount(draft: Draft, line: str, year: int, amount: int | None, **fields: Value) -> None:
    """Put one amount into a draft; a cell left with neither amount, range nor note is dropped."""
    key = cell_id(line, year)
    held = draft.get(BudgetAmount, key)
    if held is None:
        if draft.get(BudgetLine, line) is None:
            raise Refusal("That budget line is no longer in the plan.")
        if amount is None and not any(fields.values()):
            return
        made = BudgetAmount(key, line, year, amount)
        draft.add(made)
        if fields:
            draft.change(BudgetAmount, key, **fields)
        return
    draft.change(BudgetAmount, key, amount=amount, **fields)
    after = draft.get(BudgetAmount, key)
    if after is not None and (after.amount, after.low, after.high, after.note) == (
        None,
        None,
        None,
        "",
    ):
        draft.remove(BudgetAmount, key)


def set_amount_fields(plan: Plan, line: str, year: int, **fields: Value) -> None:
    """Change the note, status or range of one cell."""
    held = plan.table(BudgetAmount).get(cell_id(line, year))
    with plan.step(f"Change {', '.join(fields)} of {year_label(year)}") as draft:
        put_amount(draft, line, year, held.amount if held else None, **fields)


def set_funding(plan: Plan, source: str, amounts: Mapping[int, int | None]) -> None:
    """Put what a funding source gives, in pence by year; a year left blank is dropped."""
    with plan.step(f"Change funding of {plan.records.name('funding_source', source)}") as draft:
        for year, amount in amounts.items():
            key = cell_id(source, year)
            if amount is None:
                draft.remove(FundingAmount, key)
            else:
                draft.put(FundingAmount(key, source, year, amount))


def adjust_amounts(plan: Plan, cells: Iterable[tuple[str, int]], hundredths: int) -> None:
    """Change amounts by a percentage (in hundredths: 250 is +2.5%), each rounded to the penny."""
    factor = 1 + Decimal(hundredths) / 10_000
    amounts = plan.table(BudgetAmount)
    changed: dict[tuple[str, int], int | None] = {}
    for line, year in cells:
        held = amounts.get(cell_id(line, year))
        if held is not None and held.amount is not None:
            exact = held.amount * factor
            changed[(line, year)] = int(exact.to_integral_value(rounding=ROUND_HALF_EVEN))
    set_amounts(plan, changed, f"Change amounts by {hundredths / 100:+g}%")


def fill_right(plan: Plan, lines: Iterable[str], years: list[int]) -> None:
    """Carry the first year's amount of each line into the years after it; `spread_edits` lets it grow."""
    amounts = plan.table(BudgetAmount)
    changed: dict[tuple[str, int], int | None] = {}
    for line in lines:
        first = amounts.get(cell_id(line, years[0]))
        if first is not None and first.amount is not None:
            changed.update(dict.fromkeys(((line, year) for year in years[1:]), first.amount))
    set_amounts(plan, changed, "Fill right")


def fill_down(plan: Plan, lines: list[str], years: Iterable[int]) -> None:
    """Carry the first line's amounts into the lines below it."""
    amounts = plan.table(BudgetAmount)
    changed: dict[tuple[str, int], int | None] = {}
    for year in years:
        first = amounts.get(cell_id(lines[0], year))
        for line in lines[1:]:
            changed[(line, year)] = first.amount if first else None
    set_amounts(plan, changed, "Fill down")


def add(plan: Plan, kind: type[R], /, **fields: Value) -> str:
    """Add a record at the end of its kind's order. Returns its id."""
    if kind is Risk:
        check_degrees(fields)
    check_verdict(kind, fields)
    check_outcome(plan.records, kind, (), fields)
    if kind is GateCriterion:
        check_open(plan.records, StageReview, [str(fields.get("stage_review") or "")])
    made = kind(id=new_id(), **fields)  # type: ignore[call-arg]
    with plan.step(f"Add {kind.ONE}") as draft:
        if kind.ORDERED:
            place = plan.table(kind).index("position")
            last = max((row[place] for row in plan.table(kind).rows.values()), default=0)
            made = kind(*(made.id, last + 1, *made.row[2:]))  # type: ignore[call-arg]
        draft.add(made)
    return made.id


def change(plan: Plan, kind: type[Record], keys: Collection[str], /, **fields: Value) -> None:
    """Set the same fields of one or several records. Raises Refusal where a required one is blank."""
    labels = [column.label for column in kind.COLUMNS if column.name in fields]
    for column in kind.COLUMNS:
        if column.name in fields and column.required and fields[column.name] in (None, ""):
            raise Refusal(f"{column.label} cannot be blank.")
    what = kind.ONE if len(keys) == 1 else f"{len(keys):,} {kind.MANY}"
    with plan.step(f"Change {', '.join(labels).lower()} of {what}") as draft:
        for key in keys:
            draft.change(kind, key, **fields)
        _keep_sound(draft, plan, kind, keys, fields)


def _keep_sound(
    draft: Draft, plan: Plan, kind: type[Record], keys: Collection[str], fields: Mapping[str, Value]
) -> None:
    """An area may not become part of itself, what a version froze never changes, and scores are 1 to 5."""
    if kind is Risk:
        check_degrees(fields)
    check_verdict(kind, fields)
    check_outcome(plan.records, kind, keys, fields)
    if fields.keys() - {"position"}:
        check_open(plan.records, kind, keys)
    if kind is Version and FROZEN & fields.keys():
        raise Refusal("What a version froze never changes; only its name and purpose can.")
    if kind is not ServiceArea or fields.get("parent") is None:
        return
    for key in keys:
        if fields["parent"] in within(plan.table(ServiceArea), key):
            raise Refusal("A service area cannot be part of itself or of an area inside it.")


def set_text(plan: Plan, kind: type[Record], key: str, column_name: str, text: str) -> None:
    """Set one field from what a person typed. Raises Refusal with the reason where it cannot be read."""
    column = next(held for held in kind.COLUMNS if held.name == column_name)
    try:
        value = column.parse(text)
    except ValueError as fault:
        raise Refusal(str(fault)) from None
    change(plan, kind, [key], **{column_name: value})


def remove(plan: Plan, kind: type[Record], keys: Collection[str]) -> None:
    """Remove records with what cannot stand without them; see `consequences`."""
    if kind is GateCriterion:
        check_open(plan.records, kind, keys)
    what = kind.ONE if len(keys) == 1 else f"{len(keys):,} {kind.MANY}"
    with plan.step(f"Remove {what}") as draft:
        draft.remove_all(kind, keys)


def consequences(plan: Plan, kind: type[Record], keys: Collection[str]) -> list[str]:
    """What removing would take along or empty, in words, to be said first: "12 budget lines go too"."""
    words: list[str] = []
    gone = set(keys)
    for child, name, on_remove in links_to(kind.TABLE):
        table = plan.table(child)
        place = table.index(name)
        touched = [key for key, row in table.rows.items() if row[place] in gone and key not in gone]
        if not touched:
            continue
        called = child.ONE if len(touched) == 1 else child.MANY
        if on_remove == "cascade":
            words.append(f"{len(touched):,} {called} {'goes' if len(touched) == 1 else 'go'} too")
            words.extend(consequences(plan, child, touched))
        else:
            label = next(column.label for column in child.COLUMNS if column.name == name).lower()
            loses = "loses its" if len(touched) == 1 else "lose their"
            words.append(f"{len(touched):,} {called} {loses} {label}")
    return words


def reorder(plan: Plan, kind: type[Record], keys: list[str]) -> None:
    """Put the records of a kind in this order; those not named follow in the order they have."""
    ordered = [*keys, *(held.id for held in plan.table(kind).ordered() if held.id not in set(keys))]
    with plan.step(f"Reorder {kind.MANY}") as draft:
        for place, key in enumerate(ordered, start=1):
            draft.change(kind, key, position=place)


def move(plan: Plan, kind: type[Record], key: str, by: int) -> None:
    """Move one record up (-1) or down (+1) among its kind; areas move among those of the same parent."""
    ordered = [held.id for held in plan.table(kind).ordered()]
    peers = ordered
    if kind is ServiceArea:
        areas = plan.table(ServiceArea)
        parent = areas.value(key, "parent")
        peers = [held for held in ordered if areas.value(held, "parent") == parent]
    place = peers.index(key) + by
    if 0 <= place < len(peers):
        other = peers[place]
        here, there = ordered.index(key), ordered.index(other)
        ordered[here], ordered[there] = other, key
        reorder(plan, kind, ordered)


def assign_area(plan: Plan, lines: Collection[str], area: str | None) -> None:
    """Put lines into a service area, or take them out of any (None)."""
    where = plan.records.name("service_area", area) or "no service area"
    with plan.step(f"Put {_count(lines)} into {where}") as draft:
        for line in lines:
            draft.change(BudgetLine, line, service_area=area)


def _count(lines: Collection[str]) -> str:
    return "1 line" if len(lines) == 1 else f"{len(lines):,} lines"


def set_pathway(
    plan: Plan,
    area: str,
    year: int,
    *,
    new_pool: Mapping[str, Value] | None = None,
    **fields: Value,
) -> None:
    """Set the stage, arrangement, pool or lead of an area in a year.

    What is not named is kept: from the area's own step, else from what it inherits. A stage set by
    itself brings the arrangement that is typical of it (DOMAIN 2.2). ``new_pool`` holds the fields of
    a pool that is made and named in the same step.
    """
    areas, steps = plan.table(ServiceArea), plan.table(PathwayStep)
    if area not in areas:
        raise Refusal("That service area is no longer in the plan.")
    held = standing(areas, steps, area, year)
    key = cell_id(area, year)
    own = steps.get(key)
    step = own or PathwayStep(
        key, area, year, held.stage, held.arrangement, held.pool, held.lead_partner
    )
    stage = fields.get("stage")
    if stage is not None and "arrangement" not in fields and stage != step.stage:
        fields["arrangement"] = TYPICAL_ARRANGEMENT[str(stage)]
    name = f"Set {areas[area].name}, {year_label(year)}"
    if stage is not None:
        name += f", to {stage}"
    with plan.step(name) as draft:
        if new_pool is not None:
            pools = plan.table(Pool)
            last = max((row[pools.index("position")] for row in pools.rows.values()), default=0)
            made = Pool(new_id(), last + 1, **new_pool)  # type: ignore[arg-type]
            draft.add(made)
            fields["pool"] = made.id
        draft.put(step)
        draft.change(PathwayStep, key, **fields)


def clear_pathway(plan: Plan, area: str, year: int) -> None:
    """Drop an area's own step, so that it inherits again."""
    with plan.step(
        f"Let {plan.records.name('service_area', area)} inherit {year_label(year)}"
    ) as draft:
        draft.remove(PathwayStep, cell_id(area, year))


def set_details(plan: Plan, /, **fields: Value) -> None:
    """Change what the plan is. Raises Refusal for a number of years that it cannot show."""
    shown = fields.get("years_shown")
    if shown is not None and not 2 <= int(shown) <= MOST_YEARS:
        raise Refusal(f"A plan shows a base year and 1 to {MOST_YEARS - 1} years after it.")
    labels = [column.label for column in PlanDetails.COLUMNS if column.name in fields]
    with plan.step(f"Change {', '.join(labels).lower()}") as draft:
        draft.change(PlanDetails, PLAN_ID, **fields)


def duplicate(plan: Plan, lines: Iterable[str]) -> list[str]:
    """Copy lines with their amounts, each below the last. Returns the new ids."""
    made: list[str] = []
    table, amounts = plan.table(BudgetLine), plan.table(BudgetAmount)
    last = max((row[table.index("position")] for row in table.rows.values()), default=0)
    with plan.step("Copy lines") as draft:
        for line in lines:
            copy = new_id()
            last += 1
            held = table[line]
            draft.add(BudgetLine(copy, last, *held.row[2:]))
            draft.change(BudgetLine, copy, import_key="", description=f"{held.description} (copy)")
            for year in plan.years:
                amount = amounts.get(cell_id(line, year))
                if amount is not None:
                    draft.add(BudgetAmount(cell_id(copy, year), copy, *amount.row[2:]))
            made.append(copy)
    return made
