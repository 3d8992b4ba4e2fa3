"""Year 2 and year 3 of the pathway: what becomes an integrated budget, who manages it, what came of it.

000¶17b: "consolidate learning into integrated budgets for specific services/areas, including integration of
the associated commissioner management structure"; ¶17c: "explicit evaluation".
"""

from dataclasses import dataclass
from operator import itemgetter

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.partners import Partner
from jcplanner.domain.people import Post
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place
from jcplanner.domain.registers import Lesson
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.stage_reviews import ConsolidatedLine, Consolidation, Evaluation
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.placed import PlacedRow, PlacedTable, headings
from jcplanner.reports.report import Cell

TOTAL, NO_PARTNER = "Total", "No partner"

_LINE = ("position", "partner", "direction", "nature", "in_kind")


@dataclass(frozen=True, slots=True)
class Sums:
    """What the lines of an integrated budget come to by partner and year, in pence.

    ``net`` is revenue in cash; capital and what is in kind stand apart, over all years.
    """

    net: dict[tuple[str | None, int], int]
    capital: int
    in_kind: int
    lines: tuple[str, ...]


def sums_of(plan: Plan, consolidation: str) -> Sums:
    """The sums of one integrated budget. Costs as much as it has lines."""
    lines, amounts = plan.table(BudgetLine).rows, plan.table(BudgetAmount).rows
    of_line = itemgetter(*map(plan.table(BudgetLine).index, _LINE))
    pence_at = plan.table(BudgetAmount).index("amount")
    net: dict[tuple[str | None, int], int] = {}
    capital = in_kind = 0
    found: list[tuple[int, str]] = []
    for key in _lines_of(plan, consolidation):
        if key not in lines:
            continue
        place, partner, direction, nature, is_in_kind = of_line(lines[key])
        found.append((place, key))
        for year in plan.years:
            amount = amounts.get(cell_id(key, year))
            if amount is None or amount[pence_at] is None:
                continue
            pence: int = -amount[pence_at] if direction == "income" else amount[pence_at]
            if is_in_kind:
                in_kind += pence
            elif nature == "capital":
                capital += pence
            else:
                net[(partner, year)] = net.get((partner, year), 0) + pence
    return Sums(net, capital, in_kind, tuple(key for _, key in sorted(found)))


def _lines_of(plan: Plan, consolidation: str) -> list[str]:
    """The ids of the lines of an integrated budget, in no order."""
    table = plan.table(ConsolidatedLine)
    owner, line = table.index("consolidation"), table.index("line")
    return [row[line] for row in table.rows.values() if row[owner] == consolidation and row[line]]


def sums_table(plan: Plan, consolidation: str) -> PlacedTable:
    """The sum of the lines of an integrated budget by partner and year, and in all."""
    sums = sums_of(plan, consolidation)
    order = {held.id: at for at, held in enumerate(plan.table(Partner).ordered())}
    partners = sorted({held for held, _ in sums.net}, key=lambda key: order.get(key or "", 999))
    rows: list[PlacedRow] = []
    for partner in partners:
        name = plan.records.name(Partner.TABLE, partner) or NO_PARTNER
        rows.append(PlacedRow((name, *(sums.net.get((partner, year)) for year in plan.years))))
    if rows:
        rows.append(PlacedRow((TOTAL, *_totals(plan, sums))))
    heads = headings("Partner", *((year_label(year), "money") for year in plan.years))
    return PlacedTable("Sum of its lines", heads, tuple(rows), "Its lines have no amounts.")


def _totals(plan: Plan, sums: Sums) -> list[Cell]:
    found: list[Cell] = []
    for year in plan.years:
        held = [pence for (_, of_year), pence in sums.net.items() if of_year == year]
        found.append(sum(held) if held else None)
    return found


def consolidation_table(plan: Plan, areas: set[str] | None = None) -> PlacedTable:
    """Every integrated budget, or those of some areas, with the sum of its lines by partner."""
    rows: list[PlacedRow] = []
    for held in plan.table(Consolidation).ordered():
        if areas is not None and held.service_area not in areas:
            continue
        cells = (
            held.name,
            plan.records.name(ServiceArea.TABLE, held.service_area),
            "" if held.year is None else year_label(held.year),
            plan.records.name(Pool.TABLE, held.pool),
            plan.records.name(Partner.TABLE, held.lead_partner),
        )
        place = Place("pathway", Consolidation.TABLE, held.id, held.year)
        sums = sums_table(plan, held.id)
        if not sums.rows:
            rows.append(PlacedRow((*cells, "", *(None for _ in plan.years)), place))
        rows.extend(PlacedRow((*cells, *row.cells), place) for row in sums.rows)
    heads = (
        "Integrated budget",
        "Service area",
        "From year",
        "Pool",
        "Lead",
        "Partner",
        *((year_label(year), "money") for year in plan.years),
    )
    return PlacedTable(
        "Integrated budgets",
        headings(*heads),
        tuple(rows),
        "No integrated budget has been described.",
    )


def structure_table(plan: Plan, areas: set[str] | None = None) -> PlacedTable:
    """The commissioners' posts as they are and as proposed: those that manage some areas, with the posts
    that they report to; or all.
    """
    rows: list[PlacedRow] = []
    posts = plan.table(Post)
    shown = set(posts) if areas is None else _in_line(plan, areas)
    for post in posts.ordered():
        if post.id not in shown:
            continue
        employer = plan.records.name(Partner.TABLE, post.partner)
        proposed = plan.records.name(Partner.TABLE, post.proposed_partner) or employer
        above = plan.records.name(Post.TABLE, post.reports_to)
        then = plan.records.name(Post.TABLE, post.proposed_reports_to) or above
        rows.append(
            PlacedRow(
                (
                    post.name,
                    _post(employer, above) if post.state != "proposed only" else "not there",
                    _post(proposed, then) if post.state != "now only" else "no longer there",
                    plan.records.name(ServiceArea.TABLE, post.manages),
                    "yes" if post.joint else "",
                    post.tupe,
                ),
                Place("people", Post.TABLE, post.id),
            )
        )
    return PlacedTable(
        "Commissioner structure",
        headings("Post", "Now", "Proposed", "Manages", "Joint", "TUPE"),
        tuple(rows),
        "No post manages this area yet. Add posts on the People screen.",
    )


def _in_line(plan: Plan, areas: set[str]) -> set[str]:
    """The posts that manage areas, and those above them as things are or as proposed."""
    posts, found = plan.table(Post), set[str]()
    coming = [post.id for post in posts.values() if post.manages in areas]
    while coming:
        key = coming.pop()
        if key in posts and key not in found:
            found.add(key)
            above = (posts[key].reports_to, posts[key].proposed_reports_to)
            coming.extend(held for held in above if held is not None)
    return found


def _post(employer: str, above: str) -> str:
    """Who employs a post and to whom it reports: "Council, to the Director of adults"."""
    words = employer or "employer not given"
    return f"{words}, reports to {above}" if above else words


def evaluation_table(plan: Plan, areas: set[str] | None = None) -> PlacedTable:
    """Evaluation questions of some areas or of all, with measure, baseline, target and finding."""
    rows = tuple(
        PlacedRow(
            (
                held.name,
                plan.records.name(ServiceArea.TABLE, held.service_area),
                held.measure,
                held.baseline,
                held.target,
                held.finding.replace("\n", " "),
                plan.records.name(Lesson.TABLE, held.lesson),
            ),
            Place("pathway", Evaluation.TABLE, held.id),
        )
        for held in plan.table(Evaluation).ordered()
        if areas is None or held.service_area in areas
    )
    return PlacedTable(
        "Evaluation",
        headings(
            "Question", "Service area", "Measure", "Baseline", "Target", "Finding", "Lesson learnt"
        ),
        rows,
        "No evaluation question has been asked.",
    )


def put_to_use_table(plan: Plan, areas: set[str]) -> PlacedTable:
    """The lessons of some areas, or applied there, with the use that each was put to (000¶17c)."""
    rows: list[PlacedRow] = []
    for held in plan.table(Lesson).ordered():
        if held.service_area not in areas and held.applied_area not in areas:
            continue
        where = plan.records.name(ServiceArea.TABLE, held.applied_area)
        stage = "" if held.applied_stage == "any" else held.applied_stage
        rows.append(
            PlacedRow(
                (
                    held.name,
                    held.recommended.replace("\n", " "),
                    held.applied.replace("\n", " "),
                    ", ".join(part for part in (where, stage) if part),
                    held.state.capitalize(),
                ),
                Place("registers", Lesson.TABLE, held.id),
                ""
                if held.applied or held.state in ("applied", "verified", "not taken up")
                else "warn",
            )
        )
    return PlacedTable(
        "Lessons put to use",
        headings("Lesson", "Recommended", "How it was applied", "Where", "State"),
        tuple(rows),
        "No lesson of this area is in the register.",
    )
