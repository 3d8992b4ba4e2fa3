"""The do-nothing requirement: what would be spent if nothing but costs and demand changed (DESIGN rule 7).

    base year        as budgeted: net revenue in cash, recurrent and non-recurrent apart
    each year after  last year's recurrent requirement
                     + last year's recurrent requirement x (the rates of each kind that hold)
                     + full-year effects of last year's recurrent pressures + this year's pressures

Rates add before they multiply: every cause is a rate times the same recurrent requirement of the year
before, rounded by itself (half a penny away from zero), and the requirement is the exact sum of its causes.
So a bridge always adds up, and no order of the causes has to be agreed. Of each kind of assumption the one
nearest to an area holds, year by year: one that is blank in a year lets what is above it show through.
Assumed efficiency is no part of the requirement; it stands beside it as part of what is done about the gap.

All of it is worked out from the kept sums, so that it costs the same however many lines there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jcplanner.domain.assumptions import (
    EFFICIENCY,
    GROWTH_KINDS,
    Assumption,
    AssumptionRate,
    Pressure,
)
from jcplanner.domain.figures import REVENUE, Figures, signed
from jcplanner.domain.money import scaled
from jcplanner.domain.partners import Partner
from jcplanner.domain.records import Records
from jcplanner.domain.services import ServiceArea, ancestors

RULE = "Rates add before they multiply: each cause is its rate times last year's recurrent requirement."
"""The choice of rule 7 in words, said wherever the requirement is shown."""

CENTRAL = "central"
Owner = tuple[str | None, str | None]
"""A partner and a service area; None for lines and pressures that have none."""


@dataclass(frozen=True, slots=True)
class Required:
    """What an owner, or several together, require in a year, in pence, and the causes since the year before.

    ``growth`` goes by `GROWTH_KINDS`; ``pressures`` are the recurrent ones that begin in the year;
    ``fallen_out`` is what was non-recurrent the year before. ``efficiency`` is what is assumed to be saved,
    all years up to this one together, and is not taken off the requirement.
    """

    recurrent: int = 0
    non_recurrent: int = 0
    fallen_out: int = 0
    growth: tuple[int, ...] = (0,) * len(GROWTH_KINDS)
    full_year: int = 0
    pressures: int = 0
    efficiency: int = 0

    @property
    def total(self) -> int:
        """The requirement of the year."""
        return self.recurrent + self.non_recurrent

    @property
    def change(self) -> int:
        """All causes together: this year's requirement less last year's."""
        return (
            sum(self.growth)
            + self.full_year
            + self.pressures
            + self.non_recurrent
            - self.fallen_out
        )


class Rates:
    """Which rate holds for an area, a kind and a year, in hundredths of one per cent.

    ``estimate`` is low, central or high; ``others`` may have another one for single assumptions. A year whose
    central rate is blank has none; a blank low or high is as central.
    """

    def __init__(
        self, records: Records, estimate: str = CENTRAL, others: Mapping[str, str] | None = None
    ) -> None:
        self._areas = records.table(ServiceArea)
        self._given: dict[tuple[str | None, str, int], int] = {}
        self._known: dict[tuple[str | None, str, int], int] = {}
        assumptions = records.table(Assumption)
        for held in records.table(AssumptionRate).values():
            if (
                held.assumption is None
                or held.assumption not in assumptions
                or held.central is None
            ):
                continue
            about = assumptions[held.assumption]
            key = (about.service_area, about.kind, held.year)
            wanted = (others or {}).get(about.id, estimate)
            own = held.central if wanted == CENTRAL else getattr(held, wanted)
            self._given[key] = self._given.get(key, 0) + (held.central if own is None else own)
        self._kinds = {kind for _, kind, _ in self._given}

    def of(self, area: str | None, kind: str, year: int) -> int:
        """The rate that holds: those of the nearest area that has any, added up; 0 where there is none."""
        if kind not in self._kinds:
            return 0
        key = (area, kind, year)
        if key not in self._known:
            given = self._given
            places = (*ancestors(self._areas, area), None)
            self._known[key] = next(
                (given[place, kind, year] for place in places if (place, kind, year) in given), 0
            )
        return self._known[key]


@dataclass(frozen=True)
class Start:
    """What the requirement starts from: the base year and the years after it, budgets and pressures.

    The base year is the first of the plan with any net revenue in cash; years before it are blank, and a
    blank is not nil. A pressure of the base year is taken to lie in its budget already; of it only the
    full-year effect comes in. Sums are pence by owner: (recurrent, non-recurrent).
    """

    years: tuple[int, ...]
    budgets: dict[Owner, tuple[int, int]]
    begin: dict[tuple[Owner, int], tuple[int, int]]
    full_year: dict[tuple[Owner, int], int]

    @property
    def owners(self) -> Iterator[Owner]:
        """Everybody with a budget or a pressure, those with a budget first."""
        yield from self.budgets
        later = dict.fromkeys(owner for owner, _ in (*self.begin, *self.full_year))
        yield from (owner for owner in later if owner not in self.budgets)


def start_of(records: Records, figures: Figures) -> Start:
    """Read the start of the requirement from the kept sums and the pressures."""
    partners, areas = records.table(Partner), records.table(ServiceArea)
    cells = [(cell, pence) for cell, pence in figures.cells() if REVENUE.holds(cell)]
    plan_years = records.details.years
    with_money = {cell.year for cell, _ in cells}
    base = next((year for year in plan_years if year in with_money), plan_years[0])
    budgets: dict[Owner, tuple[int, int]] = {}

    def owner_of(partner: str | None, area: str | None) -> Owner:
        return partner if partner in partners else None, area if area in areas else None

    for cell, pence in cells:
        if cell.year == base:
            owner = owner_of(cell.partner, cell.area)
            recurrent, once = budgets.get(owner, (0, 0))
            net = signed(cell, pence)
            budgets[owner] = (
                (recurrent + net, once)
                if cell.recurrence == "recurrent"
                else (recurrent, once + net)
            )
    begin: dict[tuple[Owner, int], tuple[int, int]] = {}
    full_year: dict[tuple[Owner, int], int] = {}
    for held in records.table(Pressure).values():
        if held.year is None or held.year < base:
            continue
        owner, amount = owner_of(held.partner, held.service_area), held.amount or 0
        recurs = held.recurrence == "recurrent"
        if held.year > base:
            recurrent, once = begin.get((owner, held.year), (0, 0))
            begin[owner, held.year] = (
                (recurrent + amount, once) if recurs else (recurrent, once + amount)
            )
        if recurs and held.full_year is not None and held.full_year != amount:
            place = (owner, held.year + 1)
            full_year[place] = full_year.get(place, 0) + held.full_year - amount
    return Start(tuple(range(base, plan_years[-1] + 1)), budgets, begin, full_year)


def required(start: Start, owner: Owner, rates: Rates) -> tuple[Required, ...]:
    """What one owner requires in each year of the start, the base year first."""
    recurrent, once = start.budgets.get(owner, (0, 0))
    found = [Required(recurrent, once)]
    efficiency = 0
    for year in start.years[1:]:
        growth = tuple(
            scaled(recurrent, rates.of(owner[1], kind, year)) if recurrent else 0
            for kind in GROWTH_KINDS
        )
        efficiency += scaled(recurrent, rates.of(owner[1], EFFICIENCY, year))
        fallen_out = once
        pressures, once = start.begin.get((owner, year), (0, 0))
        full_year = start.full_year.get((owner, year), 0)
        recurrent += sum(growth) + full_year + pressures
        found.append(
            Required(recurrent, once, fallen_out, growth, full_year, pressures, efficiency)
        )
    return tuple(found)


def added(parts: Iterable[Required]) -> Required:
    """What several owners require together, cause by cause."""
    recurrent = once = fallen_out = full_year = pressures = efficiency = 0
    growth = [0] * len(GROWTH_KINDS)
    for part in parts:
        recurrent += part.recurrent
        once += part.non_recurrent
        fallen_out += part.fallen_out
        full_year += part.full_year
        pressures += part.pressures
        efficiency += part.efficiency
        for place, pence in enumerate(part.growth):
            growth[place] += pence
    return Required(recurrent, once, fallen_out, tuple(growth), full_year, pressures, efficiency)


class Requirement:
    """The do-nothing requirement of a plan by partner and area, worked out once and then asked.

    ``rows`` holds each owner's `Required`, year by year from the base year on.
    """

    def __init__(self, records: Records, figures: Figures, estimate: str = CENTRAL) -> None:
        self.start = start_of(records, figures)
        self.rates = Rates(records, estimate)
        self.rows = {owner: required(self.start, owner, self.rates) for owner in self.start.owners}

    @property
    def years(self) -> tuple[int, ...]:
        """The base year and those after it."""
        return self.start.years

    @property
    def base_year(self) -> int:
        """The year whose budgets the requirement starts from."""
        return self.start.years[0]

    def of(
        self,
        year: int,
        partners: frozenset[str | None] | None = None,
        areas: frozenset[str | None] | None = None,
    ) -> Required:
        """What some partners and areas, or all, require in a year; nothing outside the years."""
        if year not in self.years:
            return Required()
        place = self.years.index(year)
        return added(
            held[place]
            for (partner, area), held in self.rows.items()
            if (partners is None or partner in partners) and (areas is None or area in areas)
        )
