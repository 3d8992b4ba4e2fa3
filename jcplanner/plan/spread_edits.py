"""Spreading a total and rolling forward over cells of the budget grid: proposed first, then one step.

A proposal is worked out without touching the plan, as often as a preview asks for it; `put` makes it so.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from jcplanner.domain.assumptions import GROWTH_KINDS, AssumptionRate
from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.money import show_exact, show_plain
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Row
from jcplanner.domain.requirement import Rates
from jcplanner.domain.spreading import Spread, rolled, spread
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan

Place = tuple[str, int]
"""A cell of the grid: the id of its line, and its year."""

Rate = Callable[[str, int], int]
"""How much a line's amount grows into a year, in hundredths of one per cent."""

NO_CELLS: frozenset[Place] = frozenset()
LONGEST_NAME = 40
KIND = ("direction", "nature", "in_kind")
"""What amounts must have in common to be added up."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What the cells of one kind of money come to, net, before and after, in pence."""

    words: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        """After less before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would change: cells with their pence before and after, in the order of the grid.

    ``name`` is that of the step, ``words`` say what rounding did and what is left as it is.
    """

    name: str
    cells: Sequence[Place]
    before: Sequence[int | None]
    after: Sequence[int | None]
    held: frozenset[Place] = NO_CELLS
    words: tuple[str, ...] = ()
    wholes: tuple[Whole, ...] = ()
    indicative: bool = False

    def moves(self) -> Iterator[tuple[Place, int | None]]:
        """The cells whose amount changes, with what it becomes."""
        for cell, before, after in zip(self.cells, self.before, self.after, strict=True):
            if before != after:
                yield cell, after

    @property
    def count(self) -> int:
        """How many amounts change."""
        return sum(1 for _ in self.moves())

    def difference(self, place: int, *, income: bool) -> int:
        """What one cell adds to the net, in pence; more income takes away."""
        moved = (self.after[place] or 0) - (self.before[place] or 0)
        return -moved if income else moved


def put(plan: Plan, proposal: Proposal) -> None:
    """Make a proposal so, as one step. Amounts rolled forward become indicative; others keep their status.

    In a scenario the status stays: it is what the partner said of the plan's own amount.
    """
    lines, amounts = plan.table(BudgetLine), plan.table(BudgetAmount)
    pence, status = amounts.index("amount"), amounts.index("status")
    with plan.step(proposal.name) as draft:
        for (line, year), amount in proposal.moves():
            key = cell_id(line, year)
            if line not in lines:
                raise Refusal("A budget line chosen here is no longer in the plan.")
            row = list(amounts.rows.get(key) or BudgetAmount(key, line, year).row)
            row[pence] = amount
            if proposal.indicative and not plan.scenario:
                row[status] = "indicative"
            draft.put(BudgetAmount(*row))


# Spreading


def kinds_of(plan: Plan, cells: Sequence[Place]) -> dict[str, list[Place]]:
    """The chosen cells by the kind of their lines, in words: only amounts of one kind have one total.

    That is of expenditure or income, revenue or capital, cash or in kind; the kind of the first cell comes
    first. Lines that are no longer in the plan are left out.
    """
    table = plan.table(BudgetLine)
    direction, nature, in_kind = (table.index(name) for name in KIND)
    found: dict[tuple[str, str, int], list[Place]] = {}
    for cell in cells:
        row = table.rows.get(cell[0])
        if row is not None:
            found.setdefault((row[direction], row[nature], row[in_kind]), []).append(cell)
    return {
        f"{nature} {direction}{' in kind' if in_kind else ''}": held
        for (direction, nature, in_kind), held in found.items()
    }


def _line_of_one_kind(plan: Plan, cells: Sequence[Place]) -> Row | None:
    """A line that stands for all the chosen ones. Raises Refusal where they are not of one kind."""
    kinds = list(kinds_of(plan, cells))
    if len(kinds) > 1:
        raise Refusal(
            f"The chosen amounts are of {kinds[0]} and {kinds[1]}; a total is of one of them."
        )
    table = plan.table(BudgetLine)
    return table.rows.get(cells[0][0]) if cells else None


def amounts_of(plan: Plan, cells: Sequence[Place]) -> list[int | None]:
    """What stands in the cells, in pence; None is blank."""
    amounts = plan.table(BudgetAmount)
    place, rows = amounts.index("amount"), amounts.rows
    found = (rows.get(cell_id(line, year)) for line, year in cells)
    return [None if row is None else row[place] for row in found]


def total_of(amounts: Sequence[int | None]) -> int | None:
    """What amounts come to in pence; None where all of them are blank."""
    given = [amount for amount in amounts if amount is not None]
    return sum(given) if given else None


def propose_spread(
    plan: Plan,
    cells: Sequence[Place],
    total: int,
    held: Collection[Place] = NO_CELLS,
    *,
    fill_blanks: bool = False,
) -> Proposal:
    """Spread a total in pence over cells (DESIGN rule 11). Raises Refusal with the reason.

    The total is of amounts as they are stored: of income lines it is income.
    """
    line = _line_of_one_kind(plan, cells)
    before = amounts_of(plan, cells)
    places = {at for at, cell in enumerate(cells) if cell in held} if held else set[int]()
    found = spread(before, total, places, fill_blanks=fill_blanks)
    sign = -1 if line and line[plan.table(BudgetLine).index("direction")] == "income" else 1
    whole = Whole("", sign * sum(filter(None, before)), sign * total)
    many = "1 amount" if len(cells) == 1 else f"{len(cells):,} amounts"
    return Proposal(
        f"Spread {show_plain(total)} over {many}",
        cells,
        before,
        found.amounts,
        frozenset(held),
        (_rounding(plan, cells, found),),
        (whole,),
    )


def _rounding(plan: Plan, cells: Sequence[Place], found: Spread) -> str:
    count = len(found.rounded)
    more = "more" if found.rounding > 0 else "less"
    if found.equally:
        first = "the first" if count == 1 else f"each of the first {count:,}"
        odd = f", 1p {more} for {first}" if count else ""
        return f"There is nothing but nil to go by, so the parts are equal{odd}."
    if not count:
        return "The parts come out to the penny; nothing is left over by rounding."
    if count == 1:
        line, year = cells[found.rounded[0]]
        return f"Rounding: 1p {more} on the largest, {_name(plan, line)}, {year_label(year)}."
    return (
        f"Rounding: 1p {more} on each of the {count:,} largest,"
        f" {show_exact(abs(found.rounding))} in all."
    )


def _name(plan: Plan, line: str) -> str:
    name = plan.records.name(BudgetLine.TABLE, line)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


# Rolling forward


def by_percent(hundredths: int) -> Rate:
    """Every amount grows alike."""
    return lambda line, year: hundredths


def by_assumptions(plan: Plan) -> Rate:
    """Amounts grow by the plan's central growth rates for their area, added up (rule 7)."""
    rates, lines = Rates(plan.records), plan.table(BudgetLine)
    place, rows = lines.index("service_area"), lines.rows
    known: dict[tuple[str | None, int], int] = {}

    def rate(line: str, year: int) -> int:
        key = (rows[line][place], year)
        if key not in known:
            known[key] = sum(rates.of(key[0], kind, year) for kind in GROWTH_KINDS)
        return known[key]

    return rate


def has_assumptions(plan: Plan) -> bool:
    """Whether the plan holds any rate to roll forward by."""
    return any(held.central is not None for held in plan.table(AssumptionRate).values())


def propose_roll_forward(
    plan: Plan,
    lines: Sequence[str],
    years: Sequence[int],
    rate: Rate,
    held: Collection[Place] = NO_CELLS,
    *,
    replace: bool = False,
) -> Proposal:
    """Carry each recurrent line through the years: each year is the year before it grown by a rate.

    Blank years alone are filled, unless ``replace``. A year whose year before is blank stays as it is:
    blank is not nil. Rolling forward again changes nothing. Held cells stay, and the years after them go
    on from what they hold. Raises Refusal for an amount that is too large.
    """
    rolling = _Rolling(plan, lines, years, rate, frozenset(held), replace)
    first, last = year_label(years[0]), year_label(years[-1])
    return Proposal(
        f"Roll forward {first} to {last}",
        rolling.cells,
        rolling.before,
        rolling.after,
        rolling.held,
        tuple(rolling.words()),
        rolling.wholes(),
        indicative=True,
    )


class _Rolling:
    """One pass over lines and years. Cells that can be held are listed whether they are or not."""

    def __init__(
        self,
        plan: Plan,
        lines: Sequence[str],
        years: Sequence[int],
        rate: Rate,
        held: frozenset[Place],
        replace: bool,
    ) -> None:
        self.plan, self.held = plan, held
        self.cells: list[Place] = []
        self.before: list[int | None] = []
        self.after: list[int | None] = []
        self._once = self._blank = self._there = 0
        table, amounts = plan.table(BudgetLine), plan.table(BudgetAmount)
        recurrence, pence = table.index("recurrence"), amounts.index("amount")
        rows = amounts.rows
        for line in lines:
            if table.rows[line][recurrence] != "recurrent":
                self._once += 1
                continue
            began = False
            # What would stand if nothing were held tells which cells are listed.
            free: int | None = None
            stands: int | None = None
            for place, year in enumerate(years):
                row = rows.get(f"{line}:{year}")
                was: int | None = None if row is None else row[pence]
                filled = place > 0 and free is not None and (replace or was is None)
                if filled and free is not None:
                    cell = (line, year)
                    growth = rate(line, year)
                    free = rolled(free, growth)
                    if cell in held:
                        stands = was
                    elif stands is not None:
                        stands = rolled(stands, growth)
                    else:
                        stands = was
                    self.cells.append(cell)
                    self.before.append(was)
                    self.after.append(stands)
                else:
                    self._there += place > 0 and was is not None and not replace
                    free = stands = was
                began = began or was is not None
            self._blank += not began

    def words(self) -> Iterator[str]:
        """What is left as it is, and why."""
        for count, one, many in (
            (self._once, "line is non-recurrent and is", "lines are non-recurrent and are"),
            (self._blank, "line has no amount and is", "lines have no amount and are"),
        ):
            if count:
                yield f"{count:,} {one if count == 1 else many} not carried."
        if self._there:
            what = "1 amount is" if self._there == 1 else f"{self._there:,} amounts are"
            yield f"{what} there already and stay{'s' if self._there == 1 else ''}."
        if not self.cells:
            yield "There is nothing to fill."

    def wholes(self) -> tuple[Whole, ...]:
        """Net by what may be added together: revenue and capital, cash and in kind apart."""
        table = self.plan.table(BudgetLine)
        edges = itemgetter(*(table.index(name) for name in KIND))
        by_kind: dict[tuple[str, str, int], list[int]] = {}
        for (line, _), before, after in zip(self.cells, self.before, self.after, strict=True):
            held = by_kind.setdefault(edges(table.rows[line]), [0, 0])
            held[0] += before or 0
            held[1] += after or 0
        sums: dict[tuple[str, int], list[int]] = {}
        for (direction, nature, in_kind), (before, after) in by_kind.items():
            sign = -1 if direction == "income" else 1
            held = sums.setdefault((nature, in_kind), [0, 0])
            held[0] += sign * before
            held[1] += sign * after
        return tuple(
            Whole(f"net {nature}{' in kind' if in_kind else ''}", before, after)
            for (nature, in_kind), (before, after) in sums.items()
        )
