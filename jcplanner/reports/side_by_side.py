"""Budgets side by side: service areas down, partners across, one year; who spends what on the same people."""

from collections.abc import Iterable
from dataclasses import dataclass

from jcplanner.domain.figures import Cell, Coverage, Scope, Standings, signed, totals_by
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import ALIGNED_OR_TIGHTER
from jcplanner.domain.record import Table
from jcplanner.domain.services import ServiceArea, ancestors, tree_order, within
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.behind import Drill

MEASURES = {"net": None, "gross": "expenditure", "income": "income"}
"""What can be laid side by side, and the direction of the lines that it counts."""

AREA, ITSELF, NO_AREA, WHOLE = "area", "itself", "no area", "whole"
"""The kinds of row: an area with those inside, the lines of an area itself, lines without one, all."""


@dataclass(frozen=True, slots=True)
class SideRow:
    """One row. Amounts are pence by column, None where no line has an amount; the last is all partners.

    ``share`` is how much of its net revenue is aligned or tighter, 0 to 1; None where that says nothing.
    """

    kind: str
    area: str
    name: str
    depth: int
    amounts: tuple[int | None, ...]
    share: float | None
    stage: str
    arrangement: str
    drills: tuple[Drill, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The rows in the order of the tree, with lines without an area and the whole at the end.

    ``columns`` are the partners' short names and "All partners".
    """

    columns: tuple[str, ...]
    rows: tuple[SideRow, ...]
    scope: str
    in_kind: int


_Sums = dict[tuple[str | None, str | None], int]


def side_by_side(
    plan: Plan, year: int, measure: str = "net", nature: str = "revenue"
) -> SideBySide:
    """Lay the partners' budgets of a year side by side: "net", "gross" or "income" of one nature."""
    direction = MEASURES[measure]
    scope = Scope(years=frozenset((year,)), nature=nature, direction=direction)
    areas = plan.table(ServiceArea)
    own: _Sums = {}
    for (area, partner), pence in totals_by(plan.figures, _place, scope).items():
        place = (area if area in areas else None, partner)
        own[place] = own.get(place, 0) + pence
    partners = _partners(plan, (partner for _, partner in own))
    maker = _RowMaker(
        plan, year, Drill("", (year,), nature=nature, direction=direction), partners, own
    )
    kind = Scope(years=frozenset((year,)), nature=nature, direction=direction, in_kind=True)
    return SideBySide(
        (*(name for _, name in partners), "All partners"),
        tuple(maker.rows()),
        f"{year_label(year)}, {scope.words}",
        sum(totals_by(plan.figures, lambda cell: None, kind).values()),
    )


def _place(cell: Cell) -> tuple[str | None, str | None]:
    return cell.area, cell.partner


def _partners(plan: Plan, with_money: Iterable[str | None]) -> list[tuple[str | None, str]]:
    """Every owner and co-owner, and whoever else has money; lines of nobody last."""
    table, held = plan.table(Partner), set(with_money)
    found: list[tuple[str | None, str]] = [
        (partner.id, partner.short)
        for partner in table.ordered()
        if partner.id in held or partner.plan_role in ("owner", "co-owner")
    ]
    if any(partner not in table for partner in held):
        found.append((None, "No partner"))
    return found


class _RowMaker:
    """Makes the rows of one report."""

    def __init__(
        self,
        plan: Plan,
        year: int,
        drill: Drill,
        partners: list[tuple[str | None, str]],
        own: _Sums,
    ) -> None:
        self._areas, self._year, self._drill = plan.table(ServiceArea), year, drill
        self._partners, self._own = partners, own
        self._standings = Standings(plan.records)
        self._covered = self._coverages(plan)
        self._inside = _rolled_up(self._areas, own)

    def _coverages(self, plan: Plan) -> dict[str | None, Coverage]:
        """Net revenue, and how much of it is aligned or tighter, by area with those inside, and in all."""
        scope = Scope(years=frozenset((self._year,)))
        held: dict[str | None, tuple[int, int]] = {}
        for cell, pence in plan.figures.cells():
            if self._drill.nature != "revenue" or not scope.holds(cell):
                continue
            amount = signed(cell, pence)
            tight = self._standings.of(cell.area, self._year).arrangement in ALIGNED_OR_TIGHTER
            for over in (None, *ancestors(self._areas, cell.area)):
                net, aligned = held.get(over, (0, 0))
                held[over] = (net + amount, aligned + (amount if tight else 0))
        return {area: Coverage(net=net, aligned=aligned) for area, (net, aligned) in held.items()}

    def rows(self) -> Iterable[SideRow]:
        """All of them."""
        parents = {area.parent for area in self._areas.values()}
        for area, depth in tree_order(self._areas):
            inside = frozenset[str | None](within(self._areas, area.id))
            held = self._standings.of(area.id, self._year)
            share = self._covered.get(area.id, Coverage()).share
            yield self._row(
                AREA,
                area.id,
                area.name,
                depth,
                self._inside,
                inside,
                share,
                held.stage,
                held.arrangement,
            )
            if area.id in parents and any(place[0] == area.id for place in self._own):
                name = f"{area.name}, no area inside it"
                itself = frozenset[str | None]([area.id])
                yield self._row(ITSELF, area.id, name, depth + 1, self._own, itself, None)
        if any(area is None for area, _ in self._own):
            yield self._row(
                NO_AREA, None, "No service area", 0, self._own, frozenset[str | None]([None]), None
            )
        share = self._covered.get(None, Coverage()).share
        yield self._row(WHOLE, None, "All areas", 0, self._whole(), None, share)

    def _whole(self) -> _Sums:
        sums: _Sums = {}
        for (_, partner), pence in self._own.items():
            sums[(None, partner)] = sums.get((None, partner), 0) + pence
        return sums

    def _row(
        self,
        kind: str,
        area: str | None,
        name: str,
        depth: int,
        sums: _Sums,
        counted: frozenset[str | None] | None,
        share: float | None,
        stage: str = "",
        arrangement: str = "",
    ) -> SideRow:
        by_partner = [sums.get((area, partner)) for partner, _ in self._partners]
        given = [pence for pence in by_partner if pence is not None]
        what = f"{name}, {year_label(self._year)}"
        drills = [
            self._drill_of(f"{what}, {called}", counted, partner)
            for partner, called in self._partners
        ]
        return SideRow(
            kind,
            area or "",
            name,
            depth,
            (*by_partner, sum(given) if given else None),
            share,
            stage,
            arrangement,
            (*drills, self._drill_of(what, counted)),
        )

    def _drill_of(
        self, title: str, areas: frozenset[str | None] | None, *partner: str | None
    ) -> Drill:
        base = self._drill
        partners = frozenset(partner) if partner else None
        return Drill(
            title, base.years, partners, areas, nature=base.nature, direction=base.direction
        )


def _rolled_up(areas: Table[ServiceArea], own: _Sums) -> _Sums:
    """The same sums with each area's counted in every area that it is part of."""
    sums: _Sums = {}
    for (area, partner), pence in own.items():
        for over in ancestors(areas, area):
            sums[(over, partner)] = sums.get((over, partner), 0) + pence
    return sums
