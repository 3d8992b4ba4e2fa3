"""The budget grid as data: which lines are shown, in which order and groups, with their sums.

The sums of groups and of all lines shown are kept by differences: an amount that changes costs the same
among 100,000 lines as among 100. Revenue and capital are never added, nor cash and what is in kind:
every group and every total belongs to one `Bucket` (DESIGN rule 1).

As in a spreadsheet, a line that is edited keeps its place until somebody sorts or filters again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource
from jcplanner.domain.changes import Fields
from jcplanner.domain.column import Kind, Value
from jcplanner.domain.figures import Standings
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import STAGES, PathwayStep
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.record import Row
from jcplanner.domain.services import ServiceArea
from jcplanner.plan.fields import shower
from jcplanner.plan.grid_filters import (
    STAGE,
    Filter,
    GridColumn,
    field_column,
    grid_columns,
    keeps_amounts,
    keeps_values,
    keeps_words,
)
from jcplanner.plan.grid_find import LineWords
from jcplanner.plan.grid_groups import Bucket, Group, places
from jcplanner.plan.plan import Notice, Plan

NATURES = ("revenue", "capital", "both")

_NAMES = frozenset({ServiceArea.TABLE, Partner.TABLE, FundingSource.TABLE})


@dataclass
class Moved:
    """What a step moved: all rows (``everything``), how they read (``words``), or some cells."""

    everything: bool = False
    words: bool = False
    lines: set[str] = field(default_factory=set[str])
    cells: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])


class BudgetView:
    """The rows of the grid: each a `Group` that heads its lines, or the id of a line.

    Change a setting, then call `arrange` (or `fold`, which needs less). `follow` takes a step over.
    """

    def __init__(self, plan: Plan, grouping: str = "service_area") -> None:
        self.plan = plan
        self.grouping = grouping
        self.nature = "revenue"
        self.stage_year = next(iter(plan.pathway_years), plan.years[0])
        self.sorting: tuple[str, bool] | None = None
        self.filters: dict[str, Filter] = {}
        self.folded: set[tuple[str | None, Bucket]] = set()
        self.kept: set[str] = set()
        self.rows: list[Group | str] = []
        self.row_of: dict[str, int] = {}
        self.groups: list[Group] = []
        self.totals: list[Group] = []
        self.natures: frozenset[str] = frozenset()
        self.columns: list[GridColumn] = []
        self._group_of: dict[str, Group] = {}
        self._words = LineWords(plan.records)
        self._standings = Standings(plan.records)
        self.arrange()

    # Reading cells

    def line(self, row: int) -> str | None:
        """The id of the line in a row; nothing on the head of a group."""
        held = self.rows[row]
        return held if isinstance(held, str) else None

    def field(self, line: str, key: str) -> Value:
        """A field of a line, or its stage."""
        lines = self.plan.table(BudgetLine)
        return self.stage(line) if key == STAGE else lines.rows[line][lines.index(key)]

    def stage(self, line: str) -> str:
        """Where the service area of a line stands in the stage year."""
        area = self.plan.table(BudgetLine).value(line, "service_area")
        return self._standings.of(area, self.stage_year).stage  # type: ignore[arg-type]

    def amount(self, line: str, year: int) -> int | None:
        """What is stored for a line and year, in pence."""
        amounts = self.plan.table(BudgetAmount)
        row = amounts.rows.get(f"{line}:{year}")
        return None if row is None else row[amounts.index("amount")]

    def is_income(self, line: str) -> bool:
        """Whether the amounts of a line take away from the net."""
        return self.field(line, "direction") == "income"

    def group_of(self, line: str) -> Group | None:
        """The group in which a line is shown; nothing where filters hide it."""
        return self._group_of.get(line)

    @property
    def lines_shown(self) -> int:
        """How many lines pass the filters, folded ones among them."""
        return len(self._group_of)

    @property
    def nature_shown(self) -> str:
        """The nature that is shown; what the plan has where it lacks the one asked for."""
        if self.nature == "both" or self.nature in self.natures or not self.natures:
            return self.nature
        return next(iter(self.natures))

    # Arranging

    def arrange(self) -> None:
        """Filter, group, sort and sum all lines anew."""
        plan = self.plan
        self._standings = Standings(plan.records)
        if self.stage_year not in plan.years:
            self.stage_year = next(iter(plan.pathway_years), plan.years[0])
        self._years = plan.years
        self.columns = grid_columns(self._years, self.stage_year)
        self._forget_other_years()
        lines = plan.table(BudgetLine)
        place, nature = lines.index("position"), lines.index("nature")
        self.natures = frozenset(row[nature] for row in lines.rows.values())
        asked = self.nature_shown
        rows = sorted(
            (row for row in lines.rows.values() if asked in ("both", row[nature])),
            key=lambda row: row[place],
        )
        rows = self._filtered(rows)
        self._group(rows)
        self._sum()
        self.sort()

    def _forget_other_years(self) -> None:
        """Drop filters and an order by years that the plan no longer shows."""
        keys = {column.key for column in self.columns}
        self.filters = {key: asked for key, asked in self.filters.items() if key in keys}
        if self.sorting is not None and self.sorting[0] not in keys:
            self.sorting = None

    def _filtered(self, rows: list[Row]) -> list[Row]:
        kept = self.kept
        for key, asked in self.filters.items():
            keeps = self._keeper(key, asked)
            rows = [row for row in rows if keeps(row) or row[0] in kept]
        return rows

    def judge(self, filters: dict[str, Filter]) -> None:
        """Raise Refusal where a filter cannot be read; nothing is filtered yet."""
        for key, asked in filters.items():
            self._keeper(key, asked)

    def _keeper(self, key: str, asked: Filter) -> Callable[[Row], bool]:
        lines, records = self.plan.table(BudgetLine), self.plan.records
        if key == STAGE:
            area, standings, year = lines.index("service_area"), self._standings, self.stage_year
            chosen, words = asked.chosen, keeps_words(asked.typed)

            def keeps(row: Row) -> bool:
                stage = standings.of(row[area], year).stage
                return stage in chosen if chosen is not None else words(stage)

            return keeps
        if key.isdigit():
            amounts = keeps_amounts(asked.typed)
            direction, year = lines.index("direction"), int(key)

            def keeps_amount(row: Row) -> bool:
                pence = self.amount(row[0], year)
                return amounts(-pence if pence and row[direction] == "income" else pence)

            return keeps_amount
        place, field = lines.index(key), field_column(key).field
        assert field is not None
        values = keeps_values(records, field, asked)
        return lambda row: values(row[place])

    def _group(self, rows: list[Row]) -> None:
        """Put each line into its group, the groups in people's order; whatever has no place comes last."""
        lines = self.plan.table(BudgetLine)
        nature, in_kind = lines.index("nature"), lines.index("in_kind")
        by = None if self.grouping in ("", STAGE) else lines.index(self.grouping)
        area, standings, year = lines.index("service_area"), self._standings, self.stage_year
        found: dict[tuple[Any, str, int], list[str]] = {}
        for row in rows:
            key = row[by] if by is not None else None
            if self.grouping == STAGE:
                key = standings.of(row[area], year).stage
            found.setdefault((key, row[nature], 1 if row[in_kind] else 0), []).append(row[0])
        buckets = sorted(
            {Bucket(nature, kind) for _, nature, kind in found} or {Bucket(self.nature_shown, 0)},
            key=lambda bucket: (bucket.in_kind, bucket.nature != "revenue"),
        )
        self.groups, self.totals, self._group_of = [], [], {}
        for bucket in buckets:
            total = Group("", bucket, "All lines shown")
            self.totals.append(total)
            self._fill_bucket(
                total, {key: ids for (key, *of), ids in found.items() if (*of,) == bucket}
            )

    def _fill_bucket(self, total: Group, found: dict[Any, list[str]]) -> None:
        """Make the groups of one bucket. An area without lines is there if areas inside it have some."""
        made: dict[str | None, Group] = {}
        for key, label, depth, parent in places(self.plan.records, self.grouping):
            lies_in = made.get(parent, total) if parent is not None else total
            made[key] = Group(key, total.bucket, label, depth, lies_in)
        for key, group in made.items():
            group.lines = found.get(key, [])
            for held in group.upward():
                held.count += len(group.lines)
        for group in made.values():
            if group.count:
                self.groups.append(group)
                self._group_of.update(dict.fromkeys(group.lines, group))

    def _sum(self) -> None:
        """The sums of all groups from nothing."""
        amounts, lines = self.plan.table(BudgetAmount), self.plan.table(BudgetLine)
        pence, direction = amounts.index("amount"), lines.index("direction")
        years, held, line_rows = self._years, amounts.rows, lines.rows
        for group in self.groups:
            for year in years:
                found = [
                    -row[pence] if line_rows[line][direction] == "income" else row[pence]
                    for line in group.lines
                    if (row := held.get(f"{line}:{year}")) is not None and row[pence] is not None
                ]
                if found:
                    group.move(year, sum(found), len(found))

    # Sorting and folding

    def sort(self) -> None:
        """Put the lines of each group into the order asked for, blanks last, and lay the rows out."""
        if self.sorting is not None:
            key, descending = self.sorting
            value_of = self._sort_value(key)
            for group in self.groups:
                values = {line: value_of(line) for line in group.lines}
                given = [line for line, value in values.items() if value is not None]
                given.sort(key=values.__getitem__, reverse=descending)
                group.lines = given + [line for line, value in values.items() if value is None]
        self.fold()

    def _sort_value(self, key: str) -> Callable[[str], Any]:
        lines = self.plan.table(BudgetLine)
        rows = lines.rows
        if key.isdigit():
            amounts, direction = self.plan.table(BudgetAmount), lines.index("direction")
            held, pence = amounts.rows, amounts.index("amount")

            def amount(line: str) -> int | None:
                row = held.get(f"{line}:{key}")
                if row is None or row[pence] is None:
                    return None
                return -row[pence] if rows[line][direction] == "income" else row[pence]

            return amount
        if key == STAGE:
            return lambda line: STAGES.index(self.stage(line))
        place, column = lines.index(key), field_column(key).field
        assert column is not None
        if column.kind is Kind.COUNT:
            return lambda line: rows[line][place]
        show = shower(self.plan.records, column)
        return lambda line: show(rows[line][place]).casefold() or None

    def fold(self) -> None:
        """Lay the rows out: heads of groups, and the lines of those that are not folded."""
        rows: list[Group | str] = []
        shut: Group | None = None
        for group in self.groups:
            group.row = -1
            if shut is not None and group.lies_in(shut):
                continue
            shut = None
            if self.grouping:
                group.row = len(rows)
                rows.append(group)
                if group.place in self.folded:
                    shut = group
                    continue
            rows.extend(group.lines)
        self.rows = rows
        self.row_of = {held: row for row, held in enumerate(rows) if isinstance(held, str)}

    def unfold_to(self, line: str) -> int:
        """Bring a line out of folded groups. Returns its row; -1 where filters hide it."""
        group = self._group_of.get(line)
        if group is None:
            return -1
        if line not in self.row_of:
            self.folded -= {held.place for held in group.upward()}
            self.fold()
        return self.row_of[line]

    # Finding

    def find(
        self, text: str, after: str | None = None, *, back: bool = False, here: bool = False
    ) -> str | None:
        """The next line after a given one (or that one, ``here``) that holds the words; goes round."""
        wanted = text.casefold().split()
        if not wanted:
            return None
        order = [line for group in self.groups for line in group.lines]
        if back:
            order.reverse()
        start = order.index(after) + (not here) if after in self._group_of else 0
        for line in [*order[start:], *order[:start]]:
            haystack = self._words.of(line)
            if all(word in haystack for word in wanted):
                return line
        return None

    def values(self, column: GridColumn) -> list[tuple[Value, str]]:
        """What stands in a column among all lines of the nature shown, with its words; years have none."""
        lines, asked = self.plan.table(BudgetLine), self.nature_shown
        if column.year is not None:
            return []
        nature = lines.index("nature")
        rows = [row for row in lines.rows.values() if asked in ("both", row[nature])]
        if column.field is None:
            area = lines.index("service_area")
            found = {self._standings.of(row[area], self.stage_year).stage for row in rows}
            return [(stage, stage.capitalize()) for stage in STAGES if stage in found]
        place, show = lines.index(column.key), shower(self.plan.records, column.field)
        words = {row[place]: show(row[place]) for row in rows}
        return sorted(words.items(), key=lambda held: (not held[1], held[1].casefold()))

    # Following the plan

    def follow(self, notice: Notice) -> Moved:
        """Take a step of the plan over; sums move by differences wherever the lines stay put."""
        self._words.forget(None if notice.tables & _NAMES else notice.lines)
        if self.must_arrange(notice):
            self.kept |= notice.lines
            self.arrange()
            return Moved(everything=True)
        moved = Moved(words=PlanDetails.TABLE in notice.tables)
        if PathwayStep.TABLE in notice.tables:
            self._standings = Standings(self.plan.records)
            moved.words = True
        for change in notice.changes:
            if change.table == BudgetLine.TABLE:
                moved.lines.add(change.id)
            elif change.table == BudgetAmount.TABLE:
                line, _, year = change.id.rpartition(":")
                moved.cells.add((line, int(year)))
                self._move(line, int(year), change.before, change.after)
        return moved

    def must_arrange(self, notice: Notice) -> bool:
        """Whether a step can put lines elsewhere than where they stand."""
        placing = {"position", "nature", "in_kind", "direction", self.grouping}
        if self.grouping == STAGE:
            placing.add("service_area")
        for change in notice.changes:
            if change.table == BudgetLine.TABLE and (
                change.before is None or change.after is None or placing & change.after.keys()
            ):
                return True
            if change.table == PlanDetails.TABLE and {"first_year", "years_shown"} & (
                (change.after or {}).keys()
            ):
                return True
        if self.grouping == STAGE and PathwayStep.TABLE in notice.tables:
            return True
        return bool(notice.tables & _NAMES)

    def _move(self, line: str, year: int, before: Fields | None, after: Fields | None) -> None:
        """Put the difference that one amount makes into the sums of its group."""
        group = self._group_of.get(line)
        if group is None or year not in self._years:
            return
        if before is not None and after is not None and "amount" not in after:
            return
        was, now = _pence(before), _pence(after)
        pence = (now or 0) - (was or 0)
        shown = (now is not None) - (was is not None)
        group.move(year, -pence if self.is_income(line) else pence, shown)


def _pence(fields: Fields | None) -> int | None:
    held = None if fields is None else fields.get("amount")
    return held if isinstance(held, int) else None
