"""How a saving compares with what its target is held against (001¶4.21-4.22).

Derby Home First: £843k is 40.1% of the £2.1m gross, and 401% of the £0.21m that the council pays itself.
"""

from dataclasses import dataclass

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.figures import Figures
from jcplanner.domain.money import rounded_ratio, show_headline
from jcplanner.domain.partners import Partner
from jcplanner.domain.records import Records
from jcplanner.domain.savings import Saving
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.years import year_label

Service = tuple[int, str | None, str | None, str]
"""Year, partner, area, revenue or capital."""


class ServiceBudgets:
    """What each partner spends and receives on each service area by year, in pence of cash; made once."""

    def __init__(self, figures: Figures) -> None:
        self._spent: dict[Service, int] = {}
        self._received: dict[Service, int] = {}
        for cell, pence in figures.cells():
            if not cell.in_kind:
                held = self._received if cell.direction == "income" else self._spent
                key = (cell.year, cell.partner, cell.area, cell.nature)
                held[key] = held.get(key, 0) + pence

    def gross(self, service: Service) -> int | None:
        """The expenditure; None where nothing is given, which is not nil."""
        return self._spent.get(service)

    def income(self, service: Service) -> int:
        """What the partner receives for it from others."""
        return self._received.get(service, 0)


@dataclass(frozen=True, slots=True)
class TargetHeld:
    """A target beside the budget that it is held against, in pence.

    ``service`` is what the budget is called: the line's service area, else the line. ``year`` is the year
    before the saving begins, or the first with an amount; None with 0 gross where no year has one.
    """

    target: int
    service: str
    partner: str
    year: int | None
    line: int | None
    gross: int
    income: int

    @property
    def own_share(self) -> int:
        """What the partner pays itself: gross less income."""
        return self.gross - self.income

    @property
    def of_gross(self) -> int | None:
        """The target as a share of gross, in hundredths of one per cent."""
        return share(self.target, self.gross)

    @property
    def of_own_share(self) -> int | None:
        """The target as a share of what the partner pays itself, in hundredths of one per cent."""
        return share(self.target, self.own_share)

    @property
    def severity(self) -> str:
        """How bad it is: serious beyond gross, a warning beyond the own share; blank where it fits."""
        if self.year is None:
            return "warning"
        if self.target > self.gross:
            return "serious"
        return "warning" if self.target > self.own_share else ""

    @property
    def words(self) -> str:
        """The comparison in one sentence."""
        saving = show_headline(self.target)
        if self.year is None:
            return f"No amount is given for {self.service}, where {saving} is to be saved."
        gross = f"the {show_headline(self.gross)} gross of {self.service} ({year_label(self.year)})"
        said = f"{saving} is {percent(self.target, self.gross)} of {gross}"
        if self.income:
            paid = show_headline(self.own_share)
            said += (
                f" and {percent(self.target, self.own_share)} of the {paid} that {self.partner} pays itself"
                if self.own_share > 0
                else f", of which {self.partner} pays nothing itself"
            )
        if self.target > self.gross:
            return f"{said}: more than is spent there."
        if self.target > self.own_share:
            return f"{said}: it cannot be found inside its own share."
        return f"{said}."


def target_held(records: Records, budgets: ServiceBudgets, saving: Saving) -> TargetHeld | None:
    """What a saving is measured against; None for an investment, or without an amount or a line."""
    line = records.table(BudgetLine).get(saving.target_line or "")
    if line is None or (saving.full_year_effect or 0) <= 0:
        return None
    partner = records.table(Partner).get(line.partner or "")
    area = line.service_area
    service = records.name(ServiceArea.TABLE, area) or line.description
    year, gross, income, of_line = None, 0, 0, None
    for held in _years_to_compare(records, saving):
        of_line = _amount(records, line.id, held)
        spent = budgets.gross((held, line.partner, area, line.nature)) if area else of_line
        if spent is not None:
            year, gross = held, spent
            income = budgets.income((held, line.partner, area, line.nature)) if area else 0
            break
    named = partner.short if partner else "the partner"
    return TargetHeld(saving.full_year_effect or 0, service, named, year, of_line, gross, income)


def _years_to_compare(records: Records, saving: Saving) -> list[int]:
    """The plan's years, the one before the saving begins first: later ones may have it taken off already."""
    years = records.details.years
    before = min(max((saving.start_year or years[0]) - 1, years[0]), years[-1])
    return sorted(years, key=lambda year: (year < before, abs(year - before)))


def _amount(records: Records, line: str, year: int) -> int | None:
    held = records.table(BudgetAmount).get(cell_id(line, year))
    return held.amount if held else None


def share(part: int, whole: int) -> int | None:
    """A part of a whole in hundredths of one per cent; None where the whole is not positive."""
    return rounded_ratio(part * 10_000, whole) if whole > 0 else None


def percent(part: int, whole: int) -> str:
    """The same in words: "40.1%", "401%"."""
    if part >= whole:
        return f"{rounded_ratio(part * 100, whole):,}%" if whole > 0 else "more than all"
    return f"{rounded_ratio(part * 1_000, whole) / 10:.1f}%"
