"""The gap: what would be spent less what there is, and what closes it (DESIGN rules 8 and 10).

    gap       = requirement - resource, of the commissioners and, apart from them, of the providers
    residual  = gap - assumed efficiency - savings with a scheme (identified, in development) + their costs

What has no scheme yet is the residual itself: the line *Unidentified*. A saving recorded as unidentified is a
target without a scheme, so it counts inside that line and takes nothing off it. A residual below zero is a
surplus. Commissioners' and providers' gaps are not added unless somebody asks for everyone: what one pays is
the other's income.

Resource of a partner in a year: the amount typed for it; else what its revenue funding sources give; else
nothing, which is said. Pence throughout; savings weighted by confidence or not, their costs never.
"""

from dataclasses import dataclass

from jcplanner.domain.assumptions import Assumption, AssumptionRate, Pressure, Resource
from jcplanner.domain.budgets import FundingAmount, FundingSource, cell_id
from jcplanner.domain.figures import Figures
from jcplanner.domain.money import scaled
from jcplanner.domain.partners import Partner
from jcplanner.domain.phasing import confidence_of, cost_to_achieve, delivered
from jcplanner.domain.records import Records
from jcplanner.domain.requirement import CENTRAL, Rates, Required, Requirement, required
from jcplanner.domain.savings import Saving
from jcplanner.domain.services import ServiceArea

PROVIDER_KINDS = frozenset(
    {"NHS trust", "NHS foundation trust", "GP federation", "VCS organisation"}
)
COMMISSIONERS, PROVIDERS, EVERYONE = "commissioners", "providers", "everyone"
SIDES = (COMMISSIONERS, PROVIDERS, EVERYONE)
"""Whose gap: one side, both because somebody asks, or (in place of these) one partner's id."""

IDENTIFIED, IN_DEVELOPMENT, UNIDENTIFIED = "identified", "in development", "unidentified"
TYPED, FUNDING, MISSING = "typed", "funding sources", "missing"
"""What a partner's resource rests on."""

Keys = frozenset[str | None]


@dataclass(frozen=True, slots=True)
class Resourced:
    """A partner's resource in a year, in pence, and what it rests on."""

    amount: int = 0
    rests_on: str = MISSING


@dataclass(frozen=True, slots=True)
class Saved:
    """What savings deliver in a year, in pence, by how far each has come.

    ``cost`` is what those with a scheme cost to achieve; ``targets`` what is recorded without a scheme.
    """

    identified: int = 0
    in_development: int = 0
    cost: int = 0
    targets: int = 0

    @property
    def net(self) -> int:
        """What takes off the gap: savings with a scheme, less their costs."""
        return self.identified + self.in_development - self.cost


@dataclass(frozen=True, slots=True)
class GapOfYear:
    """One year's gap and what closes it, in pence. ``missing`` are partners whose resource is not known."""

    year: int
    required: Required
    resource: int
    saved: Saved
    missing: tuple[str | None, ...] = ()

    @property
    def requirement(self) -> int:
        """What would be spent if nothing were done."""
        return self.required.total

    @property
    def gap(self) -> int:
        """Requirement less resource; below zero a surplus."""
        return self.requirement - self.resource

    @property
    def closed(self) -> int:
        """What takes off the gap: assumed efficiency and savings with a scheme, less their costs."""
        return self.required.efficiency + self.saved.net

    @property
    def after_savings(self) -> int:
        """The requirement once efficiency and savings with a scheme are taken off."""
        return self.requirement - self.closed

    @property
    def residual(self) -> int:
        """What is still to be found, the line "Unidentified"; below zero a surplus."""
        return self.gap - self.closed


@dataclass(frozen=True, slots=True)
class Swung:
    """The residual gap of a year with one assumption at its low and at its high end."""

    assumption: str
    low: int
    high: int


class Gap:
    """The gap of a plan under one estimate, worked out from the kept sums and then asked."""

    def __init__(
        self,
        records: Records,
        figures: Figures,
        estimate: str = CENTRAL,
        *,
        weighted: bool = False,
    ) -> None:
        self.records, self.estimate, self.weighted = records, estimate, weighted
        self.requirement = Requirement(records, figures, estimate)
        self._given = revenue_funding(records)
        self._saved: dict[int, dict[tuple[str | None, str | None], Saved]] = {}

    @property
    def years(self) -> tuple[int, ...]:
        """The base year and those after it."""
        return self.requirement.years

    def partners(self, whose: str) -> Keys:
        """The partners of a side, or the one whose id it is; what has no partner is with commissioners."""
        return partners_of(self.records, whose)

    def resource(self, partner: str | None, year: int) -> Resourced:
        """What a partner has in a year."""
        held = None if partner is None else self.records.table(Resource).get(cell_id(partner, year))
        if held is not None and held.amount is not None:
            return Resourced(held.amount, TYPED)
        given = self._given.get((partner, year))
        return Resourced() if given is None else Resourced(given, FUNDING)

    def of(self, year: int, whose: str = COMMISSIONERS) -> GapOfYear:
        """The gap of a year, of a side or a partner; nothing of a year before the base year."""
        if year not in self.years:
            return GapOfYear(year, Required(), 0, Saved())
        partners = self.partners(whose)
        resource, missing = 0, list[str | None]()
        spending = {partner for partner, _ in self.requirement.rows}
        for partner in self.in_order(partners):
            held = self.resource(partner, year)
            resource += held.amount
            if held.rests_on == MISSING and partner in spending and partner is not None:
                missing.append(partner)
        required_ = self.requirement.of(year, partners)
        return GapOfYear(year, required_, resource, self.saved(year, partners), tuple(missing))

    def in_order(self, partners: Keys) -> list[str | None]:
        """These partners in people's order, what has none last."""
        found: list[str | None] = [held.id for held in self.records.table(Partner).ordered()]
        return [partner for partner in (*found, None) if partner in partners]

    def saved(self, year: int, partners: Keys | None = None, areas: Keys | None = None) -> Saved:
        """What savings deliver in a year by whose budget is relieved and where the benefit falls."""
        found = [
            held
            for (partner, area), held in self._saved_in(year).items()
            if (partners is None or partner in partners) and (areas is None or area in areas)
        ]
        return Saved(
            sum(held.identified for held in found),
            sum(held.in_development for held in found),
            sum(held.cost for held in found),
            sum(held.targets for held in found),
        )

    def _saved_in(self, year: int) -> dict[tuple[str | None, str | None], Saved]:
        if year not in self._saved:
            partners, areas = self.records.table(Partner), self.records.table(ServiceArea)
            found: dict[tuple[str | None, str | None], Saved] = {}
            for saving in self.records.table(Saving).values():
                partner = saving.partner if saving.partner in partners else None
                area = saving.benefit_area if saving.benefit_area in areas else None
                held = found.get((partner, area), Saved())
                found[partner, area] = self._with(held, saving, year)
            self._saved[year] = found
        return self._saved[year]

    def _with(self, held: Saved, saving: Saving, year: int) -> Saved:
        """What is saved with one saving more. A target without a scheme costs nothing yet."""
        pence = delivered(saving, year)
        if self.weighted:
            pence = scaled(pence, confidence_of(saving))
        if saving.status == UNIDENTIFIED:
            return Saved(held.identified, held.in_development, held.cost, held.targets + pence)
        cost = held.cost + cost_to_achieve(self.records, saving.id, year)
        if saving.status == IDENTIFIED:
            return Saved(held.identified + pence, held.in_development, cost, held.targets)
        return Saved(held.identified, held.in_development + pence, cost, held.targets)

    def swings(self, year: int, whose: str = COMMISSIONERS) -> tuple[Swung, ...]:
        """The residual of a year with each assumption at either end, the others as they are, widest first.

        Only owners that an assumption reaches are worked out again. Assumptions without a range, and those
        that reach nobody, are left out.
        """
        if year not in self.years:
            return ()
        place, partners = self.years.index(year), self.partners(whose)
        owners = [owner for owner in self.requirement.rows if owner[0] in partners]
        residual = self.of(year, whose).residual
        found: list[Swung] = []
        for assumption in self._with_range(year):
            ends: list[int] = []
            for end in ("low", "high"):
                rates = Rates(self.records, self.estimate, {assumption: end})
                moved = 0
                for owner in owners:
                    if self._reaches(owner[1], assumption, rates, year):
                        before = self.requirement.rows[owner][place]
                        after = required(self.requirement.start, owner, rates)[place]
                        moved += after.total - after.efficiency
                        moved -= before.total - before.efficiency
                ends.append(residual + moved)
            if ends != [residual, residual]:
                found.append(Swung(assumption, *ends))
        found.sort(
            key=lambda held: min(residual, held.low, held.high) - max(residual, held.low, held.high)
        )
        return tuple(found)

    def _with_range(self, year: int) -> list[str]:
        """The assumptions with a low or a high rate of their own up to a year, in people's order."""
        ranged = {
            rate.assumption
            for rate in self.records.table(AssumptionRate).values()
            if self.years[0] < rate.year <= year
            and rate.central is not None
            and (rate.low not in (None, rate.central) or rate.high not in (None, rate.central))
        }
        held = self.records.table(Assumption).ordered()
        return [assumption.id for assumption in held if assumption.id in ranged]

    def _reaches(self, area: str | None, assumption: str, rates: Rates, year: int) -> bool:
        """Whether other rates hold for an area, in some year so far, with the assumption at its end."""
        kind = str(self.records.table(Assumption).value(assumption, "kind"))
        return any(
            rates.of(area, kind, held) != self.requirement.rates.of(area, kind, held)
            for held in self.years[1:]
            if held <= year
        )


def partners_of(records: Records, whose: str) -> Keys:
    """The partners of a side, or the one whose id it is; what has no partner is with the commissioners."""
    partners = records.table(Partner)
    if whose not in SIDES:
        return frozenset((whose,))
    if whose == EVERYONE:
        return frozenset((*partners, None))
    kind = partners.index("kind")
    providers = {key for key, row in partners.rows.items() if row[kind] in PROVIDER_KINDS}
    if whose == PROVIDERS:
        return frozenset(providers)
    return frozenset((*(key for key in partners if key not in providers), None))


def revenue_funding(records: Records) -> dict[tuple[str | None, int], int]:
    """What revenue funding sources give by partner and year, in pence, where an amount is there."""
    sources = records.table(FundingSource)
    found: dict[tuple[str | None, int], int] = {}
    for held in records.table(FundingAmount).values():
        if held.amount is None or held.source not in sources:
            continue
        source = sources[held.source]
        if source.nature == "revenue":
            place = (source.partner, held.year)
            found[place] = found.get(place, 0) + held.amount
    return found


def is_used(records: Records) -> bool:
    """Whether anybody has said what the gap rests on: an assumption, a pressure or a resource."""
    return any(records.table(kind) for kind in (Assumption, Pressure, Resource))
