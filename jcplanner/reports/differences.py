"""What differs between two states of a plan, or two plans: totals, lines, and every field in words.

Before and after are each the records of one moment, such as a version. The lines that moved account for
every total that moved: their differences by any edge add up to those of the totals.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource
from jcplanner.domain.catalogue import record_named
from jcplanner.domain.changes import Change
from jcplanner.domain.content import content_changes
from jcplanner.domain.figures import Cell, Figures, signed
from jcplanner.domain.record import Row
from jcplanner.domain.records import Records
from jcplanner.domain.services import tree_order
from jcplanner.domain.versions import Version
from jcplanner.plan.plan import Plan
from jcplanner.plan.record_words import belongs_to, called, record_words
from jcplanner.plan.versions import records_of
from jcplanner.reports.totals import NOT_GIVEN

ADDED, REMOVED, CHANGED = "added", "removed", "changed"

EDGES = ("partner", "area", "year", "nature", "in_kind")
"""What totals and lines can be grouped by."""

_TABLES = {"partner": "partner", "area": "service_area"}
Key = str | int | None


@dataclass(frozen=True)
class Side:
    """One of the two states: what it is called, and its records."""

    name: str
    records: Records
    plan_id: str = ""
    given: Figures | None = None

    @cached_property
    def figures(self) -> Figures:
        """Its kept sums; made anew where none were given."""
        if self.given is not None:
            return self.given
        made = Figures()
        made.put_in(self.records, self.records.table(BudgetLine))
        return made

    @cached_property
    def years(self) -> list[int]:
        """The financial years that it shows, and its totals count."""
        return self.records.details.years


class TotalMoved(NamedTuple):
    """A total before and after, in pence of net; ``keys`` are its values by the edges asked for."""

    keys: tuple[Key, ...]
    before: int
    after: int

    @property
    def difference(self) -> int:
        """After less before, in pence."""
        return self.after - self.before


class LineMoved(NamedTuple):
    """What a line adds to one total before and after, in pence of net.

    A line that went from one partner or area to another stands here twice.
    """

    line: str
    state: str
    year: int
    partner: str | None
    area: str | None
    nature: str
    in_kind: bool
    before: int
    after: int

    @property
    def difference(self) -> int:
        """After less before, in pence."""
        return self.after - self.before


@dataclass(frozen=True)
class Differences:
    """Everything in which two states differ: the changes that lead from one to the other."""

    before: Side
    after: Side
    changes: tuple[Change, ...]
    _named: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])

    @property
    def same_plan(self) -> bool:
        """Whether both are states of one plan, so that records with the same id are the same thing."""
        return self.before.plan_id == self.after.plan_id

    @cached_property
    def years(self) -> list[int]:
        """The years of either side."""
        return sorted({*self.before.years, *self.after.years})

    def name(self, table: str, key: str) -> str:
        """What a record is called: after, or before where it is gone; a cell by what its id stands for."""
        known = self._named.get((table, key))
        if known is None:
            known = record_words(self._own_name, table, key) or record_named(table).ONE
            self._named[(table, key)] = known
        return known

    def _own_name(self, table: str, key: str) -> str:
        for side in (self.after, self.before):
            held = side.records.named(table)
            if key in held:
                owner = belongs_to(held.kind)
                of = held.value(key, owner) if owner else None
                link = next((one.link for one in held.kind.COLUMNS if one.name == owner), "")
                of = self._own_name(link, str(of)) if of else ""
                return called(held.kind, held.value(key, held.kind.NAMED_BY), of)
        return ""

    def edge_name(self, edge: str, key: Key) -> str:
        """What a value of an edge is called; areas and partners by name, or that there is none."""
        if edge not in _TABLES:
            return str(key)
        return self.name(_TABLES[edge], str(key)) if key else NOT_GIVEN[edge]

    def totals(
        self,
        *edges: str,
        nature: str | None = "revenue",
        in_kind: bool | None = False,
        only: Mapping[str, Key] | None = None,
    ) -> list[TotalMoved]:
        """Net pence by edges of `EDGES`, before and after, in people's own order; nil on both is left out.

        Of two different plans, partners and areas with the same name count as the same. ``only`` counts
        what has these values of edges.
        """
        sums: dict[tuple[Key, ...], list[int]] = {}
        same: dict[tuple[str, str], Key] = {}
        for place, side in enumerate((self.before, self.after)):
            for cell, pence in side.figures.cells():
                if (
                    (nature is None or cell.nature == nature)
                    and (in_kind is None or bool(cell.in_kind) == in_kind)
                    and all(
                        self._edge(edge, cell, same) == key for edge, key in (only or {}).items()
                    )
                ):
                    keys = tuple(self._edge(edge, cell, same) for edge in edges)
                    sums.setdefault(keys, [0, 0])[place] += signed(cell, pence)
        order = self.order(*edges)
        return sorted(
            (TotalMoved(keys, *held) for keys, held in sums.items() if any(held)),
            key=lambda moved: order(moved.keys),
        )

    def _edge(self, edge: str, cell: Cell, same: dict[tuple[str, str], Key]) -> Key:
        key: Key = getattr(cell, edge)
        if key is None or edge not in _TABLES or self.same_plan:
            return key
        return same.setdefault((edge, self.edge_name(edge, key).casefold()), key)

    def order(self, *edges: str) -> Callable[[tuple[Key, ...]], tuple[Any, ...]]:
        """How values of edges are put in order: areas by their tree, partners as placed, none last."""
        places: dict[tuple[str, Key], int] = {}
        for side in (self.before, self.after):
            areas, partners = side.records.named("service_area"), side.records.named("partner")
            for place, (area, _) in enumerate(tree_order(areas)):
                places[("area", area.id)] = place
            for place, partner in enumerate(partners.ordered()):
                places[("partner", partner.id)] = place
        last = len(places)
        return lambda keys: tuple(
            (places.get((edge, key), last), "") if edge in _TABLES else (0, key)
            for edge, key in zip(edges, keys, strict=True)
        )

    @cached_property
    def lines(self) -> list[LineMoved]:
        """Every line whose money moved, year by year, in the order of areas, partners and lines."""
        touched = {change.id for change in self.changes if change.table == BudgetLine.TABLE}
        touched |= {
            change.id.rpartition(":")[0]
            for change in self.changes
            if change.table == BudgetAmount.TABLE
        }
        if self.before.years != self.after.years:
            for side in (self.before, self.after):
                touched |= side.records.table(BudgetLine).rows.keys()
        read = [_nets(side) for side in (self.before, self.after)]
        were, are = (side.records.table(BudgetLine).rows for side in (self.before, self.after))
        found: list[LineMoved] = []
        for line in touched:
            before, after = (nets(line) for nets in read)
            state = ADDED if line not in were else REMOVED if line not in are else CHANGED
            for edges in {**before, **after}:
                moved = before.get(edges, 0), after.get(edges, 0)
                if moved[0] != moved[1]:
                    found.append(LineMoved._make((line, state, *edges, *moved)))
        order = self.order("area", "partner")
        position = self.after.records.table(BudgetLine).index("position")
        found.sort(
            key=lambda moved: (
                order((moved.area, moved.partner)),
                (are.get(moved.line) or were[moved.line])[position],
                moved.line,
                moved.year,
            )
        )
        return found

    def counts(self) -> dict[str, dict[str, int]]:
        """How many records of each table came, went and changed; order alone does not count."""
        found: dict[str, dict[str, int]] = {}
        for change in self.changes:
            if (
                change.before is not None
                and change.after is not None
                and {*change.after} == {"position"}
            ):
                continue
            held = found.setdefault(change.table, {})
            state = state_of(change)
            held[state] = held.get(state, 0) + 1
        return found

    def owners(self, table: str, key: str) -> tuple[str | None, str | None]:
        """The partner and the service area that a record is about, through its line or source if need be."""
        for side in (self.after, self.before):
            held = side.records.named(table)
            row = held.rows.get(key)
            if row is None:
                continue
            if table in ("partner", "service_area"):
                return (key, None) if table == "partner" else (None, key)
            fields = dict(zip(held.kind.NAMES, row[1:], strict=True))
            for name, of in (
                ("line", BudgetLine.TABLE),
                ("target_line", BudgetLine.TABLE),
                ("source", FundingSource.TABLE),
            ):
                link = next((c.link for c in held.kind.COLUMNS if c.name == name), "")
                if link == of and fields.get(name) and "partner" not in fields:
                    return self.owners(of, str(fields[name]))
            return fields.get("partner"), fields.get("service_area") or fields.get("benefit_area")
        return None, None


def as_now(plan: Plan) -> Side:
    """The plan as it stands now, whatever scenario is looked at."""
    agreed = plan.agreed
    return Side("Now", agreed.records, plan.file.plan_id, agreed.figures)


def as_frozen(plan: Plan, version: Version) -> Side:
    """The plan as a version froze it. Raises Refusal as `records_of` does."""
    return Side(version.name, records_of(plan, version), plan.file.plan_id)


def state_of(change: Change) -> str:
    """Whether a change adds, removes or changes its record."""
    return ADDED if change.before is None else REMOVED if change.after is None else CHANGED


def compare(before: Side, after: Side) -> Differences:
    """Find everything in which two states differ. It costs as much as there are records."""
    return Differences(before, after, tuple(content_changes(before.records, after.records)))


def _nets(side: Side) -> Callable[[str], dict[tuple[Any, ...], int]]:
    """What finds the net pence that a line adds, by (year, partner, area, nature, in kind)."""
    lines, amounts = side.records.table(BudgetLine), side.records.table(BudgetAmount)
    edges = itemgetter(
        *(lines.index(name) for name in ("partner", "service_area", "nature", "in_kind"))
    )
    direction, pence, years = lines.index("direction"), amounts.index("amount"), side.years

    def nets(line: str) -> dict[tuple[Any, ...], int]:
        row: Row | None = lines.rows.get(line)
        found: dict[tuple[Any, ...], int] = {}
        if row is None:
            return found
        partner, area, nature, in_kind = edges(row)
        sign = -1 if row[direction] == "income" else 1
        for year in years:
            held = amounts.rows.get(f"{line}:{year}")
            if held is not None and held[pence]:
                found[(year, partner, area, nature, bool(in_kind))] = sign * held[pence]
        return found

    return nets
