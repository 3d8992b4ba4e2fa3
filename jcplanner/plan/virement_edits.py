"""Virements: balanced moves of budget between lines, as one step with their record (DOMAIN 2.3, 002¶14).

The moves are net: what a line gains counts up. More net on a line of income therefore lowers its income.

- A recurrent virement moves its year and each later year of the plan in which all of its lines have
  amounts, so that it nets to nil in every year that it moves; a non-recurrent one moves its year alone.
- Blank is not nil: a line without an amount in the virement's year can neither give nor gain.
- Revenue and capital never mix, nor do cash and what is in kind. A line cannot give more than it has.
- A virement is inside one partner's budget, or inside one pool [S26][S29]: lines of several partners must lie
  in the same pool in every year that is moved.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.figures import Standings
from jcplanner.domain.money import MOST_PENCE, show_plain
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import new_id
from jcplanner.domain.virements import Virement, VirementMove, move_id
from jcplanner.domain.years import year_label
from jcplanner.plan.edits import put_amount
from jcplanner.plan.plan import Plan

REVERSE = "Reverse: "
"""What the reason of a virement begins with that takes another one back."""

LONGEST_NAME = 60

NO_LONGER = "A budget line of this virement is no longer in the plan."


@dataclass(frozen=True, slots=True)
class Asked:
    """A virement as somebody asks for it: what each line gains in net pence, and why."""

    reason: str
    year: int
    moves: Mapping[str, int]
    recurrent: bool = True
    agreed_by: str = ""
    agreed_on: str | None = None
    note: str = ""

    @property
    def moving(self) -> dict[str, int]:
        """The moves that are not nil."""
        return {line: pence for line, pence in self.moves.items() if pence}

    @property
    def remainder(self) -> int:
        """What the moves come to, in pence: 0, or there is no virement yet."""
        return sum(self.moves.values())

    @property
    def unplaced(self) -> int:
        """What is still to be gained (positive) or given (negative) so that they come to nil, in pence."""
        return -self.remainder

    def balancing(self, line: str) -> int:
        """What a line would have to gain so that all moves come to nil, in pence."""
        return self.moves.get(line, 0) - self.remainder

    def agreed(self, day: str | None) -> "Asked":
        """The same, agreed on a day."""
        return replace(self, agreed_on=day)


def moved_amount(plan: Plan, line: str, year: int, pence: int) -> int | None:
    """What a line's amount becomes when its net moves by so much, in pence; None where it is blank."""
    held = plan.table(BudgetAmount).get(cell_id(line, year))
    if held is None or held.amount is None:
        return None
    return held.amount - pence if is_income(plan, line) else held.amount + pence


def is_income(plan: Plan, line: str) -> bool:
    """Whether a line is one of income: its amount falls as its net rises."""
    return plan.table(BudgetLine).value(line, "direction") == "income"


def years_moved(plan: Plan, asked: Asked) -> list[int]:
    """The years whose amounts move; the virement's own year first. Raises Refusal where that is blank."""
    lines = list(asked.moving)
    _must_have_amounts(plan, lines, asked.year)
    if not asked.recurrent:
        return [asked.year]
    later = [year for year in plan.years if year > asked.year]
    return [
        asked.year,
        *(
            year
            for year in later
            if all(moved_amount(plan, line, year, 0) is not None for line in lines)
        ),
    ]


def years_left(plan: Plan, asked: Asked) -> list[int]:
    """The later years that a recurrent virement leaves although some of its lines have amounts there."""
    if not asked.recurrent:
        return []
    moved = set(years_moved(plan, asked))
    return [
        year
        for year in plan.years
        if year > asked.year
        and year not in moved
        and any(moved_amount(plan, line, year, 0) is not None for line in asked.moving)
    ]


def _must_have_amounts(plan: Plan, lines: Sequence[str], year: int) -> None:
    for line in lines:
        if line not in plan.table(BudgetLine):
            raise Refusal(NO_LONGER)
        if moved_amount(plan, line, year, 0) is None:
            raise Refusal(
                f"{_called(plan, line)} has no amount in {year_label(year)}: blank is not nil, so type its"
                " amount first."
            )


def _called(plan: Plan, line: str) -> str:
    return f'"{plan.records.name(BudgetLine.TABLE, line)}"'


def judge(plan: Plan, asked: Asked) -> list[int]:
    """The years that a virement would move. Raises Refusal with the reason why it cannot be made."""
    moving = asked.moving
    if len(moving) < 2:
        raise Refusal("A virement moves budget between two lines at least; choose them first.")
    if asked.remainder:
        more = "more" if asked.remainder > 0 else "less"
        raise Refusal(
            f"The moves come to {show_plain(abs(asked.remainder))} {more} than nil; what some lines gain,"
            " others must give."
        )
    if not asked.reason.strip():
        raise Refusal("A virement needs a reason; say in a few words why it is made.")
    if asked.year not in plan.years:
        raise Refusal(f"{year_label(asked.year)} is not a year of this plan.")
    lines = plan.table(BudgetLine)
    if any(line not in lines for line in moving):
        raise Refusal(NO_LONGER)
    if len({lines.value(line, "nature") for line in moving}) > 1:
        raise Refusal(
            "Revenue and capital cannot be moved into each other; a virement is of one of them."
        )
    if len({lines.value(line, "in_kind") for line in moving}) > 1:
        raise Refusal(
            "Cash and what is in kind cannot be moved into each other; a virement is of one of them."
        )
    years = years_moved(plan, asked)
    _judge_partners(plan, asked, years)
    for year in years:
        for line, pence in moving.items():
            _judge_amount(plan, line, year, pence)
    return years


def _judge_partners(plan: Plan, asked: Asked, years: Sequence[int]) -> None:
    lines = plan.table(BudgetLine)
    partners = {lines.value(line, "partner") for line in asked.moving}
    if len(partners) == 1:
        return
    standings = Standings(plan.records)
    for year in years:
        pools = {pool_of(plan, standings, line, year) for line in asked.moving}
        if len(pools) == 1 and None not in pools:
            continue
        if year == asked.year:
            raise Refusal(
                f"These lines are of different partners and not all in one pool in {year_label(year)}; a"
                " virement is inside one partner's budget or inside one pool."
            )
        raise Refusal(
            f"In {year_label(year)} these lines of different partners are not all in one pool; make the"
            " virement for its own year alone."
        )


def pool_of(plan: Plan, standings: Standings, line: str, year: int) -> str | None:
    """The pool in which a line lies in a year, of the line's own nature and in cash; None outside."""
    held = plan.table(BudgetLine)[line]
    pool = standings.of(held.service_area, year).pool
    pools = plan.table(Pool)
    if pool is None or pool not in pools or held.kept_out_of_pool or held.in_kind:
        return None
    return pool if pools.value(pool, "nature") == held.nature else None


def _judge_amount(plan: Plan, line: str, year: int, pence: int) -> None:
    before, after = moved_amount(plan, line, year, 0), moved_amount(plan, line, year, pence)
    if before is None or after is None:
        return
    if abs(after) > MOST_PENCE:
        raise Refusal("The amounts are too large; check their unit.")
    if after < 0 <= before:
        income = " of income" if is_income(plan, line) else ""
        verb = "lose" if income else "give"
        raise Refusal(
            f"{_called(plan, line)} has {show_plain(before)}{income} in {year_label(year)} and cannot {verb}"
            f" {show_plain(abs(pence))}."
        )


# Making it


def make_virement(plan: Plan, asked: Asked) -> str:
    """Move the amounts and keep the virement, as one step. Returns its id. Raises Refusal."""
    years = judge(plan, asked)
    table = plan.table(Virement)
    last = max((row[table.index("position")] for row in table.rows.values()), default=0)
    made = Virement(
        new_id(),
        last + 1,
        asked.reason.strip(),
        asked.year,
        "recurrent" if asked.recurrent else "non-recurrent",
        asked.agreed_by.strip(),
        asked.agreed_on,
        asked.note.strip(),
    )
    with plan.step(f"Virement: {made.reason[:LONGEST_NAME]}") as draft:
        draft.add(made)
        for line, pence in asked.moving.items():
            for year in years:
                put_amount(draft, line, year, moved_amount(plan, line, year, pence))
        for line, pence in asked.moving.items():
            draft.add(VirementMove(move_id(made.id, line), made.id, line, pence))
    return made.id


# Those that were made


@dataclass(frozen=True, slots=True)
class Made:
    """A virement with its moves, what gives first, and whether another one takes it back."""

    virement: Virement
    moves: tuple[VirementMove, ...]
    reversed: bool

    @property
    def net(self) -> int:
        """What the moves come to, in pence: nil, or a problem."""
        return sum(move.amount or 0 for move in self.moves)

    @property
    def moved(self) -> int:
        """What was gained in all, in pence."""
        return sum(move.amount for move in self.moves if move.amount and move.amount > 0)


def made_virements(plan: Plan) -> tuple[Made, ...]:
    """Every virement, in the order in which they were made."""
    moves: dict[str, list[VirementMove]] = {}
    for move in plan.table(VirementMove).values():
        if move.virement is not None:
            moves.setdefault(move.virement, []).append(move)
    for held in moves.values():
        held.sort(key=lambda move: (move.amount or 0, move.id))
    virements = plan.table(Virement).ordered()
    marks = Counter(_mark(held, moves.get(held.id, []), 1) for held in virements)
    found: list[Made] = []
    for held in virements:
        own = moves.get(held.id, [])
        back = _mark(replace(held, reason=f"{REVERSE}{held.reason}"), own, -1)
        # Of two alike, one reversal takes back one.
        found.append(Made(held, tuple(own), marks[back] > 0))
        marks[back] -= 1
    return tuple(found)


def _mark(virement: Virement, moves: Sequence[VirementMove], sign: int) -> tuple[object, ...]:
    """What a virement does; that of one reversed is what its reversal does."""
    gained = frozenset((move.line, sign * (move.amount or 0)) for move in moves)
    return virement.reason, virement.year, virement.recurrence, gained


def opposite(plan: Plan, virement: str) -> Asked:
    """What would take a virement back: the same moves the other way. Raises Refusal where it cannot be.

    Who agrees to that is not who agreed before, so it is left open.
    """
    held = next((made for made in made_virements(plan) if made.virement.id == virement), None)
    if held is None:
        raise Refusal("That virement is no longer in the plan.")
    if held.reversed:
        raise Refusal("This virement has been reversed already.")
    moves: dict[str, int] = {}
    for move in held.moves:
        if move.line is None or move.line not in plan.table(BudgetLine):
            raise Refusal(NO_LONGER)
        moves[move.line] = -(move.amount or 0)
    return Asked(
        f"{REVERSE}{held.virement.reason}",
        held.virement.year,
        moves,
        held.virement.recurrence == "recurrent",
    )


def reverse_virement(plan: Plan, virement: str) -> str:
    """Make the opposite virement, as one step. Returns its id. Raises Refusal."""
    return make_virement(plan, opposite(plan, virement))
