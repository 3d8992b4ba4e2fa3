"""What helps people to ask for a virement: who may agree, which lines can take part, what would move."""

from collections.abc import Sequence

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.column import Value
from jcplanner.domain.figures import Standings
from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Refusal
from jcplanner.domain.records import Records
from jcplanner.domain.virements import Virement
from jcplanner.domain.years import year_label
from jcplanner.plan.fields import column_named, link_name, read_field
from jcplanner.plan.plan import Plan
from jcplanner.plan.virement_edits import Asked, is_income, pool_of, years_left, years_moved

MOST_OFFERED = 5_000


def agreeing_bodies(plan: Plan) -> list[str]:
    """Who may have agreed: the bodies of the plan, and whoever agreed before."""
    names = [body.name for body in plan.table(Body).ordered()]
    names += [held.agreed_by for held in plan.table(Virement).ordered()]
    return [name for name in dict.fromkeys(names) if name]


def read_day(text: str) -> str | None:
    """The day on which a virement was agreed, as typed; blank is none. Raises Refusal."""
    day = read_field(Records(), column_named(Virement, "agreed_on"), text)
    return None if day is None else str(day)


def lines_to_add(plan: Plan, chosen: Sequence[str], year: int) -> list[tuple[Value, str]]:
    """The lines that could take part beside those chosen, as (id, words), in the order of the alphabet.

    They have an amount in the year, are of the kind of the first one chosen, and of its partner or in its
    pool. At most `MOST_OFFERED`; in a larger plan people choose lines in the grid first.
    """
    table, amounts, taken = plan.table(BudgetLine), plan.table(BudgetAmount), set(chosen)
    pence, partner = amounts.index("amount"), table.index("partner")
    kind = [table.index(name) for name in ("nature", "in_kind")]
    first = table.rows.get(chosen[0]) if chosen else None
    standings = Standings(plan.records)
    pool = pool_of(plan, standings, chosen[0], year) if first is not None else None
    found: list[tuple[Value, str]] = []
    for line, held in table.rows.items():
        amount = amounts.rows.get(cell_id(line, year))
        if line in taken or amount is None or amount[pence] is None:
            continue
        if first is not None:
            if any(held[place] != first[place] for place in kind):
                continue
            if held[partner] != first[partner] and (
                pool is None or pool_of(plan, standings, line, year) != pool
            ):
                continue
        found.append((line, say_line(plan, line)))
        if len(found) == MOST_OFFERED:
            break
    return sorted(found, key=lambda choice: choice[1].casefold())


def say_line(plan: Plan, line: str) -> str:
    """A line with its partner and service area: "Homes, Council, Learning disability"."""
    held, records = plan.table(BudgetLine)[line], plan.records
    parts = (
        held.description,
        link_name(records, "partner", held.partner),
        link_name(records, "service_area", held.service_area),
    )
    return ", ".join(part for part in parts if part)


def say_years(plan: Plan, asked: Asked) -> str:
    """In which years a virement would move amounts, and what to mind; blank while it has no moves."""
    if not asked.moving:
        return ""
    try:
        moved, left = years_moved(plan, asked), years_left(plan, asked)
    except Refusal as refusal:
        return str(refusal)
    words = f"Moves {_years(moved)}."
    if left:
        words += f" {_years(left)} {'stays' if len(left) == 1 else 'stay'}: not all lines have amounts there."
    if any(is_income(plan, line) for line in asked.moving):
        words += " A line of income that gains has less income; one that gives has more."
    return words


def _years(years: Sequence[int]) -> str:
    names = [year_label(year) for year in years]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
