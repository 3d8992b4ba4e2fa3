"""Envelopes: what each programme area may spend in a year, top down, locked to the resource (002¶10-13).

The envelopes of a year add up to the resource of the commissioners, or the difference is said: what is left
to place, or what is placed beyond it. Beside each stands the plan from the bottom up: the net budget of the
area's lines in that year, or where there is none what the area requires if nothing is done.

Rows are the areas of one level of the tree, and every area that has an envelope. An envelope holds for an
area with those inside it, so one inside another would count twice: that is a problem.

`placed` shares out a total by weights between floors and ceilings: all weights are scaled alike, and an area
that this would take beyond a bound stays at it while the others share what is left. There is exactly one
such scale, so no order of areas matters; parts are whole pence and sum to the total.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jcplanner.domain.budgets import cell_id
from jcplanner.domain.figures import REVENUE, Figures, totals_by
from jcplanner.domain.gap import COMMISSIONERS, MISSING, Gap
from jcplanner.domain.money import show_plain
from jcplanner.domain.priorities import Candidate, Envelope
from jcplanner.domain.problems import Refusal
from jcplanner.domain.records import Records
from jcplanner.domain.scoring import sheet_of
from jcplanner.domain.services import ServiceArea, ancestors, tree_order

METHOD = (
    "Score-based proposal: each area's share of today's plan is raised or lowered by as many per cent as its"
    " score lies above or below the average score (weighted by today's plan), times the strength chosen;"
    " areas without a score keep their share. Floors and ceilings hold, and the total is the resource."
)
"""How envelopes are proposed from scores, printed with them."""

FULL_STRENGTH = 10_000
"""A point above the average adds one per cent, in hundredths of one per cent."""

BUDGET, REQUIREMENT, NEITHER = "net budget", "requirement", "nothing yet"
"""What a plan from the bottom up rests on."""


@dataclass(frozen=True, slots=True)
class EnvelopeRow:
    """One area in a year, in pence. ``planned`` is the plan from the bottom up and what it rests on."""

    area: str
    depth: int
    amount: int | None
    floor: int | None
    ceiling: int | None
    planned: int
    rests_on: str
    note: str = ""

    @property
    def difference(self) -> int | None:
        """Plan less envelope: above nought the plan spends more than it may. None without an envelope."""
        return None if self.amount is None else self.planned - self.amount


@dataclass(frozen=True)
class EnvelopesOfYear:
    """All rows of a year, and the resource that they must add up to, in pence; None where nobody has said.

    ``outside`` is the net budget of lines that lie in no row: above its areas, or without an area.
    """

    year: int
    rows: tuple[EnvelopeRow, ...]
    resource: int | None
    outside: int = 0

    @property
    def placed(self) -> int:
        """What the envelopes add up to."""
        return sum(row.amount or 0 for row in self.rows)

    @property
    def left(self) -> int | None:
        """What is left to place; below nought the envelopes are beyond the resource."""
        return None if self.resource is None else self.resource - self.placed

    @property
    def planned(self) -> int:
        """What the plans from the bottom up add up to."""
        return sum(row.planned for row in self.rows)


def envelopes_of(
    records: Records, figures: Figures, year: int, level: int | None = None
) -> EnvelopesOfYear:
    """The envelopes of a year beside the plans, with the resource of the commissioners.

    ``level`` as in `programme_areas`.
    """
    (found,) = envelopes_of_years(records, figures, [year], level)
    return found


def envelopes_of_years(
    records: Records, figures: Figures, years: Iterable[int], level: int | None = None
) -> list[EnvelopesOfYear]:
    """The same of several years, with what they rest on worked out once."""
    gap = Gap(records, figures)
    budgets = totals_by(figures, lambda cell: (cell.year, cell.area), REVENUE)
    return [_of_year(records, gap, budgets, year, level) for year in years]


def _of_year(
    records: Records,
    gap: Gap,
    budgets: Mapping[tuple[int, str | None], int],
    year: int,
    level: int | None,
) -> EnvelopesOfYear:
    envelopes = records.table(Envelope)
    of_year = gap.of(year, COMMISSIONERS)
    partners = [held for held in gap.partners(COMMISSIONERS) if held is not None]
    has_resource = any(gap.resource(held, year).rests_on != MISSING for held in partners)
    rows: list[EnvelopeRow] = []
    inside_of = _inside(records)
    covered: set[str | None] = set()
    for area, depth in programme_areas(records, year, level):
        inside = inside_of[area]
        covered |= inside
        budget = sum(budgets.get((year, key), 0) for key in inside)
        required = gap.requirement.of(year, gap.partners(COMMISSIONERS), inside).total
        rests_on = BUDGET if budget else REQUIREMENT if required else NEITHER
        held = envelopes.get(cell_id(area, year))
        rows.append(
            EnvelopeRow(
                area,
                depth,
                None if held is None else held.amount,
                None if held is None else held.floor,
                None if held is None else held.ceiling,
                budget or required,
                rests_on,
                "" if held is None else held.note,
            )
        )
    outside = sum(
        pence
        for (held_year, area), pence in budgets.items()
        if held_year == year and area not in covered
    )
    resource = of_year.resource if has_resource else None
    return EnvelopesOfYear(year, tuple(rows), resource, outside)


def programme_areas(records: Records, year: int, level: int | None = None) -> list[tuple[str, int]]:
    """The areas that are rows of a year, in the order of the tree, with their depth.

    ``level`` is how far down the tree (0 at the top). Left open it is the first with more than one area, or
    as deep as the deepest envelope of the year. Areas above it that hold no others are rows as well.
    """
    areas, given = records.table(ServiceArea), _given(records, year)
    tree = tree_order(areas)
    above = {key for area in given for key in list(ancestors(areas, area))[1:]}
    if level is None:
        deepest = max((depth for area, depth in tree if area.id in given), default=0)
        level = max(first_level(tree), deepest)
    parents = {area.parent for area, _ in tree}
    found: list[tuple[str, int]] = []
    for area, depth in tree:
        placed_here = depth == level or (depth < level and area.id not in parents)
        inside = any(key in given for key in list(ancestors(areas, area.id))[1:])
        if area.id in given or (placed_here and not inside and area.id not in above):
            found.append((area.id, depth))
    return found


def first_level(tree: Sequence[tuple[ServiceArea, int]]) -> int:
    """The first level of a tree with more than one area; 0 where there is none."""
    depths = [depth for _, depth in tree]
    return next((depth for depth in sorted(set(depths)) if depths.count(depth) > 1), 0)


def _given(records: Records, year: int) -> set[str | None]:
    areas = records.table(ServiceArea)
    return {
        held.service_area
        for held in records.table(Envelope).values()
        if held.year == year
        and (held.amount, held.floor, held.ceiling) != (None, None, None)
        and held.service_area in areas
    }


def nested(records: Records, year: int) -> list[str]:
    """Areas with an envelope inside an area that has one too, in the order of the tree."""
    areas, envelopes = records.table(ServiceArea), records.table(Envelope)
    given = {
        held.service_area
        for held in envelopes.values()
        if held.year == year and held.amount is not None
    }
    return [
        area.id
        for area, _ in tree_order(areas)
        if area.id in given and any(key in given for key in list(ancestors(areas, area.id))[1:])
    ]


def _inside(records: Records) -> dict[str, frozenset[str | None]]:
    """Each area with the ids of itself and all inside it."""
    areas = records.table(ServiceArea)
    found: dict[str, set[str | None]] = {key: set() for key in areas}
    for key in areas:
        for above in ancestors(areas, key):
            found[above].add(key)
    return {key: frozenset(held) for key, held in found.items()}


def spread_rest(rows: Sequence[EnvelopeRow], total: int, held: Collection[str]) -> dict[str, int]:
    """Share what the held areas leave of a total over the others, by their envelopes as they are (where
    blank, by their plans), between floors and ceilings. Refusal where that cannot be.
    """
    free = [row for row in rows if row.area not in held]
    if not free:
        raise Refusal("Every envelope is held; release one to place the rest.")
    blank = [row.area for row in rows if row.area in held and row.amount is None]
    if blank:
        raise Refusal("An envelope that is held has no amount; type it, or release it.")
    rest = total - sum(row.amount or 0 for row in rows if row.area in held)
    weights = [Fraction(max(row.planned if row.amount is None else row.amount, 0)) for row in free]
    parts = placed(rest, weights, [row.floor for row in free], [row.ceiling for row in free])
    return {row.area: part for row, part in zip(free, parts, strict=True)}


def proposed(
    rows: Sequence[EnvelopeRow],
    total: int,
    scores: Mapping[str, Fraction],
    strength: int = FULL_STRENGTH,
) -> dict[str, int]:
    """Envelopes that shift around today's shares by score (`METHOD`); ``strength`` in hundredths of 1%.

    Refusal where floors and ceilings leave no room, or no area has a score.
    """
    scored = [row for row in rows if row.area in scores]
    if not scored:
        raise Refusal("No programme area has a score yet; add areas as candidates and score them.")
    today = sum(max(row.planned, 0) for row in scored)
    average = (
        sum((scores[row.area] * max(row.planned, 0) for row in scored), Fraction(0)) / today
        if today
        else sum((scores[row.area] for row in scored), Fraction(0)) / len(scored)
    )
    weights: list[Fraction] = []
    for row in rows:
        apart = scores.get(row.area, average) - average
        factor = 1 + apart * strength / (FULL_STRENGTH * 100)
        weights.append(max(factor, Fraction(0)) * max(row.planned, 0))
    parts = placed(total, weights, [row.floor for row in rows], [row.ceiling for row in rows])
    return {row.area: part for row, part in zip(rows, parts, strict=True)}


def scores_of_areas(records: Records, exercise: str) -> dict[str, Fraction]:
    """The results of a prioritisation's candidates by the service area that each is; of several the mean."""
    candidates = records.table(Candidate)
    found: dict[str, list[Fraction]] = {}
    for result in sheet_of(records, exercise).results():
        area = candidates[result.candidate].service_area
        if area is not None and result.points is not None:
            found.setdefault(area, []).append(result.points)
    return {area: sum(held, Fraction(0)) / len(held) for area, held in found.items()}


def placed(
    total: int,
    weights: Sequence[Fraction],
    floors: Sequence[int | None],
    ceilings: Sequence[int | None],
) -> list[int]:
    """Share a total in pence by weights between floors (blank: nil) and ceilings (blank: none).

    Parts sum to the total. Weights are 0 or more; where all are 0, and for what the others' ceilings do not
    let in, those with none share alike. Refusal where no parts can keep all the bounds.
    """
    low = [held or 0 for held in floors]
    _judge(total, low, ceilings)
    count = len(weights)
    shares = list(weights) if any(weights) else [Fraction(1)] * count
    exact = _between(Fraction(total), shares, low, ceilings)
    left = total - sum(exact, Fraction(0))
    if left:
        # Everything that weighs something is at its ceiling: the rest goes to those that weigh nothing.
        idle = [place for place in range(count) if not shares[place]]
        more = _between(
            sum((exact[place] for place in idle), left),
            [Fraction(1)] * len(idle),
            [low[place] for place in idle],
            [ceilings[place] for place in idle],
        )
        for place, part in zip(idle, more, strict=True):
            exact[place] = part
    whole = [part.numerator // part.denominator for part in exact]
    # A part between its bounds has room for the penny above it: bounds are whole pence.
    by_remainder = sorted(range(count), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[: total - sum(whole)]:
        whole[place] += 1
    return whole


def _judge(total: int, low: Sequence[int], ceilings: Sequence[int | None]) -> None:
    for floor, ceiling in zip(low, ceilings, strict=True):
        if ceiling is not None and ceiling < floor:
            raise Refusal("A ceiling lies below its floor; put that right first.")
    if total < sum(low):
        raise Refusal(
            f"The floors come to {show_plain(sum(low))}, more than the {show_plain(total)} to be placed;"
            " lower a floor or release an envelope."
        )
    most = [held for held in ceilings if held is not None]
    if len(most) == len(ceilings) and total > sum(most):
        raise Refusal(
            f"The ceilings come to {show_plain(sum(most))}, less than the {show_plain(total)} to be placed;"
            " raise a ceiling or release an envelope."
        )


def _between(
    total: Fraction,
    shares: Sequence[Fraction],
    low: Sequence[int],
    ceilings: Sequence[int | None],
) -> list[Fraction]:
    """Shares scaled alike and kept between bounds so as to come to the total; less where ceilings stop it.

    The sum grows with the scale in straight pieces between the scales at which a part meets a bound.
    """

    def at(scale: Fraction) -> list[Fraction]:
        found: list[Fraction] = []
        for share, floor, ceiling in zip(shares, low, ceilings, strict=True):
            part = max(scale * share, Fraction(floor))
            found.append(part if ceiling is None else min(part, Fraction(ceiling)))
        return found

    bends = {Fraction(0)}
    for share, floor, ceiling in zip(shares, low, ceilings, strict=True):
        if share:
            bends.add(Fraction(floor) / share)
            if ceiling is not None:
                bends.add(Fraction(ceiling) / share)
    ordered = sorted(bend for bend in bends if bend >= 0)
    start = ordered[0]
    for bend in ordered:
        if sum(at(bend), Fraction(0)) > total:
            break
        start = bend
    begun = at(start)
    ahead = at(start + 1)
    later = [bend for bend in ordered if bend > start]
    if later and later[0] < start + 1:
        ahead = at(later[0])
        width = later[0] - start
    else:
        width = Fraction(1)
    slope = (sum(ahead, Fraction(0)) - sum(begun, Fraction(0))) / width
    if not slope:
        return begun
    return at(start + (total - sum(begun, Fraction(0))) / slope)
