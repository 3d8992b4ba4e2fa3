"""What is doubtful about savings: targets too large for their budgets, and money that may be counted twice.

Costs do not grow with the number of lines: savings are few, and budgets are read from the kept figures.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jcplanner.domain.assumptions import EFFICIENCY, Assumption, AssumptionRate
from jcplanner.domain.budgets import BudgetLine, cell_id
from jcplanner.domain.figures import Figures, Scope, totals_by
from jcplanner.domain.money import show_headline
from jcplanner.domain.phasing import CERTAIN, delivered
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.record import Table
from jcplanner.domain.records import Records
from jcplanner.domain.saving_targets import ServiceBudgets, target_held
from jcplanner.domain.savings import Saving
from jcplanner.domain.services import ServiceArea, ancestors, within
from jcplanner.domain.years import year_label

MOST_NAMED = 3
"""Savings named in one sentence; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One problem, and the savings that it is about: each of them shows it."""

    problem: Problem
    savings: frozenset[str]


def saving_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """Every worry about savings."""
    return (held.problem for held in concerns(records, figures))


def concerns(records: Records, figures: Figures) -> Iterator[Concern]:
    """Every worry about savings, with the savings that it is about."""
    savings = records.table(Saving).ordered()
    if not savings:
        return
    years = records.details.years
    delivering = [_Delivery(saving, years) for saving in savings]
    budgets = ServiceBudgets(figures)
    for saving in savings:
        yield from _of_itself(records, budgets, saving)
    yield from _same_name(savings)
    counted = [held for held in delivering if held.pence]
    yield from _same_line(records, counted)
    yield from _beyond_area(records, figures, counted)
    yield from _inside_one_another(records, counted)
    yield from _with_efficiency(records, counted)


class _Delivery:
    """A saving with what it delivers in each year of the plan in which it delivers something."""

    def __init__(self, saving: Saving, years: Sequence[int]) -> None:
        self.saving = saving
        found = ((year, delivered(saving, year)) for year in years)
        self.pence = {year: pence for year, pence in found if pence > 0}


def _concern(
    kind: str,
    severity: str,
    text: str,
    savings: Iterable[Saving],
    year: int | None = None,
) -> Concern:
    held = list(savings)
    place = Place("gap", Saving.TABLE, held[0].id, year)
    return Concern(Problem(kind, severity, text, place), frozenset(saving.id for saving in held))


def _of_itself(records: Records, budgets: ServiceBudgets, saving: Saving) -> Iterator[Concern]:
    """What is wrong with one saving, whatever the others are."""
    target = target_held(records, budgets, saving)
    if target is not None and target.severity:
        text = f'"{saving.name}": {target.words}'
        yield _concern("saving beyond its budget", target.severity, text, [saving], target.year)
    if saving.full_year_effect and saving.start_year is None:
        text = f'"{saving.name}": without a first year it delivers nothing yet.'
        yield _concern("saving without a first year", "warning", text, [saving])
    if saving.confidence is not None and not 0 <= saving.confidence <= CERTAIN:
        text = f'"{saving.name}": a confidence of {saving.confidence / 100:g}% is not between 0% and 100%.'
        yield _concern("confidence out of range", "warning", text, [saving])
    line = records.table(BudgetLine).get(saving.target_line or "")
    areas = records.table(ServiceArea)
    if line is None or line.service_area == saving.benefit_area:
        return
    if saving.benefit_area is None:
        text = f'"{saving.name}": nothing says where its benefit falls.'
        yield _concern("saving without a benefit area", "note", text, [saving])
    elif not _one_above_other(areas, line.service_area, saving.benefit_area):
        held = records.name(ServiceArea.TABLE, line.service_area) or "no service area"
        falls = records.name(ServiceArea.TABLE, saving.benefit_area)
        text = f'"{saving.name}": the target is held in {held}, the benefit falls in {falls}.'
        yield _concern("benefit falls elsewhere", "note", text, [saving])


def _one_above_other(areas: Table[ServiceArea], one: str | None, other: str) -> bool:
    """Whether one area is part of the other, whichever way round."""
    return one in set(ancestors(areas, other)) or other in set(ancestors(areas, one))


def _same_name(savings: list[Saving]) -> Iterator[Concern]:
    by_name: dict[str, list[Saving]] = {}
    for saving in savings:
        by_name.setdefault(" ".join(saving.name.split()).casefold(), []).append(saving)
    for held in by_name.values():
        if len(held) > 1:
            text = f'{len(held)} savings are called "{held[0].name}": is one of them counted twice?'
            yield _concern("savings of one name", "warning", text, held)


def _same_line(records: Records, counted: list[_Delivery]) -> Iterator[Concern]:
    by_line: dict[str, list[_Delivery]] = {}
    for held in counted:
        if held.saving.target_line is not None:
            by_line.setdefault(held.saving.target_line, []).append(held)
    for line, found in by_line.items():
        together, year = _together(found)
        if together:
            name = records.name(BudgetLine.TABLE, line)
            all_of = "both" if len(together) == 2 else "all"
            text = (
                f'{_named(together)} are {all_of} held against "{name}" in {year_label(year)}: '
                "is one of them counted twice?"
            )
            yield _concern("savings on one line", "warning", text, together, year)


def _together(found: list[_Delivery]) -> tuple[list[Saving], int]:
    """Those that deliver in one and the same year, and the first such year; nobody where no two do."""
    years = sorted({year for held in found for year in held.pence})
    for year in years:
        held = [held.saving for held in found if year in held.pence]
        if len(held) > 1:
            return held, year
    return [], 0


def _beyond_area(records: Records, figures: Figures, counted: list[_Delivery]) -> Iterator[Concern]:
    """Savings in an area, and in those inside it, that come to more than it spends net."""
    areas = records.table(ServiceArea)
    claimed = dict.fromkeys(held.saving.benefit_area for held in counted)
    net = totals_by(figures, lambda cell: (cell.area, cell.year), Scope())
    for area in claimed:
        if area is None or area not in areas:
            continue
        inside = within(areas, area)
        found = [held for held in counted if held.saving.benefit_area in inside]
        for year in records.details.years:
            given = [net[(held, year)] for held in inside if (held, year) in net]
            saved = sum(held.pence.get(year, 0) for held in found)
            if given and saved > max(sum(given), 0):
                those = [held.saving for held in found if year in held.pence]
                text = (
                    f"{areas[area].name}, {year_label(year)}: {_named(those)} "
                    f"{'comes' if len(those) == 1 else 'come'} to {show_headline(saved)}, "
                    f"more than the {show_headline(sum(given))} net that is spent there."
                )
                yield _concern("savings beyond their area", "warning", text, those, year)
                break


def _inside_one_another(records: Records, counted: list[_Delivery]) -> Iterator[Concern]:
    """An area and one inside it are both saved on in one year."""
    areas = records.table(ServiceArea)
    by_area: dict[str | None, list[_Delivery]] = {}
    for held in counted:
        by_area.setdefault(held.saving.benefit_area, []).append(held)
    for area, own in by_area.items():
        if area is None or area not in areas:
            continue
        inner = within(areas, area) - {area}
        others = [held for held in counted if held.saving.benefit_area in inner]
        for year in records.details.years:
            here = [held.saving for held in own if year in held.pence]
            there = [held.saving for held in others if year in held.pence]
            if here and there:
                text = (
                    f"{_named(here)} {_falls(here)} in {areas[area].name} as a whole, {_named(there)} "
                    f"in areas inside it: is one of them counted twice?"
                )
                yield _concern(
                    "savings in an area and inside it", "note", text, [*here, *there], year
                )
                break


def _with_efficiency(records: Records, counted: list[_Delivery]) -> Iterator[Concern]:
    """Savings in an area that an efficiency assumption already makes cheaper in the same year."""
    areas, rates = records.table(ServiceArea), records.table(AssumptionRate)
    efficiencies = [held for held in records.table(Assumption).ordered() if held.kind == EFFICIENCY]
    for assumption in efficiencies:
        reached = [
            held
            for held in counted
            if held.saving.benefit_area is not None
            and assumption
            in _holding([*ancestors(areas, held.saving.benefit_area), None], efficiencies)
        ]
        for year in records.details.years:
            rate = rates.get(cell_id(assumption.id, year))
            those = [held.saving for held in reached if year in held.pence]
            if rate is not None and rate.central and those:
                text = (
                    f"{assumption.name} takes {abs(rate.central) / 100:g}% off in {year_label(year)} "
                    f"where {_named(those)} {_falls(those)} too: is one of them counted twice?"
                )
                yield _concern("saving beside an efficiency", "warning", text, those, year)
                break


def _holding(areas: list[str | None], assumptions: list[Assumption]) -> list[Assumption]:
    """The assumptions that hold: those of the nearest area that has any."""
    for area in areas:
        found = [held for held in assumptions if held.service_area == area]
        if found:
            return found
    return []


def _named(savings: list[Saving]) -> str:
    """The savings by name: '"A", "B" and 2 more'."""
    names = [f'"{saving.name}"' for saving in savings]
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more"]
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _falls(savings: list[Saving]) -> str:
    return "falls" if len(savings) == 1 else "fall"
