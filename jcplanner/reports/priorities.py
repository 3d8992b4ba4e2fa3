"""Priorities as reports: results with their method, sensitivity, best set; envelopes; the programme map."""

from collections.abc import Iterator

from jcplanner.domain import best_set as sets
from jcplanner.domain import envelopes as tops
from jcplanner.domain import scoring
from jcplanner.domain.envelopes import BUDGET, NEITHER, envelopes_of
from jcplanner.domain.priorities import Candidate, Criterion, Envelope, Exercise, Scorer
from jcplanner.domain.programme_map import by_area, mapped_spends, years_of
from jcplanner.domain.scoring import Sheet, in_rank_order, pence, say_points, sheet_of, shown
from jcplanner.domain.sensitivity import Swap, Variant, swaps, variants
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

NOT_MAPPED = "Not mapped"
_EACH_MUST = ("no", "yes")


def priorities_report(plan: Plan) -> Report:
    """Every prioritisation: method, criteria, ranking, what would change it, and the best set."""
    tables: list[ReportTable] = []
    for exercise in plan.table(Exercise).ordered():
        tables.extend(_of_exercise(plan, exercise))
    scope = "Results from 0 to 100; net cost a year in cash, savings below nought"
    return Report("Priorities", scope, tuple(tables))


def _of_exercise(plan: Plan, exercise: Exercise) -> Iterator[ReportTable]:
    sheet, name = sheet_of(plan.records, exercise.id), exercise.name
    scorers = ", ".join(plan.records.name(Scorer.TABLE, key) for key in sheet.scorers)
    method: list[tuple[Cell, ...]] = [("Results", scoring.METHOD), ("Best set", sets.METHOD)]
    if exercise.method:
        method.insert(0, ("As agreed", exercise.method))
    method += [
        ("Why this is printed", scoring.LESSON),
        ("Scorers", scorers or "none"),
        ("Source", exercise.source),
    ]
    rows = tuple(row for row in method if row[1])
    yield ReportTable(f"{name}: method", (Heading("What"), Heading("Words")), rows)
    yield _criteria(plan, sheet, name)
    yield _ranking(plan, sheet, name)
    yield _cells(plan, sheet, name)
    yield _places(plan, sheet, name)
    yield _ranks(plan, sheet, name)
    if exercise.envelope is not None:
        yield best_set_table(plan, sheet, name, exercise.envelope)


def _criteria(plan: Plan, sheet: Sheet, name: str) -> ReportTable:
    weights, table = sheet.weights, plan.table(Criterion)
    rows = tuple(
        (held.name, shown(weights[key] * 100), held.low_anchor, held.high_anchor)
        for key in sheet.criteria
        for held in (table[key],)
    )
    heads = (Heading("Criterion"), Heading("Weight", "percent"), Heading("0"), Heading("100"))
    return ReportTable(f"{name}: criteria", heads, rows)


def _ranking(plan: Plan, sheet: Sheet, name: str) -> ReportTable:
    rows: list[tuple[Cell, ...]] = []
    for held in in_rank_order(sheet.results()):
        missing = ", ".join(plan.records.name(Criterion.TABLE, key) for key in held.missing)
        must = _EACH_MUST[bool(plan.table(Candidate)[held.candidate].must)]
        rows.append(
            (
                held.rank,
                plan.records.name(Candidate.TABLE, held.candidate),
                say_points(held.points),
                f"{say_points(held.lowest)} to {say_points(held.highest)}" if held.rank else "",
                held.cost,
                pence(held.cost_per_point),
                must,
                f"nobody has scored {missing}" if missing else "",
            )
        )
    heads = (
        Heading("Rank", "count"),
        Heading("Candidate"),
        Heading("Result"),
        Heading("Lowest to highest scores"),
        Heading("Net cost a year", "money"),
        Heading("Cost per point", "exact"),
        Heading("Must be funded"),
        Heading("Missing"),
    )
    return ReportTable(f"{name}: ranking", heads, tuple(rows))


def _cells(plan: Plan, sheet: Sheet, name: str) -> ReportTable:
    """The mean of each cell with the lowest and the highest score."""
    rows: list[tuple[Cell, ...]] = []
    for candidate in sheet.candidates:
        cells: list[Cell] = [plan.records.name(Candidate.TABLE, candidate)]
        for criterion in sheet.criteria:
            held = sheet.consensus(candidate, criterion)
            cells.append("not scored" if held is None else say_consensus(held))
        rows.append(tuple(cells))
    names = (plan.records.name(Criterion.TABLE, key) for key in sheet.criteria)
    heads = (Heading("Candidate"), *(Heading(one) for one in names))
    return ReportTable(f"{name}: mean scores (lowest to highest)", heads, tuple(rows))


def say_consensus(held: scoring.Consensus) -> str:
    """A cell's mean, with its lowest and highest where they differ: "62.5 (40 to 80)"."""
    spread = f" ({held.lowest} to {held.highest})" if held.spread else ""
    return say_points(held.mean) + spread


def _places(plan: Plan, sheet: Sheet, name: str) -> ReportTable:
    rows = tuple(
        (
            plan.records.name(Criterion.TABLE, held.criterion),
            shown(held.now * 100),
            shown(held.weight * 100) if held.weight is not None else None,
            say_swap(plan, held),
        )
        for held in swaps(sheet)
    )
    heads = (
        Heading("Criterion"),
        Heading("Weight now", "percent"),
        Heading("First and second change places at", "percent"),
        Heading("In words"),
    )
    return ReportTable(f"{name}: weight of each criterion alone", heads, rows)


def say_swap(plan: Plan, held: Swap) -> str:
    """Between which weights the first stays first, and who takes over beyond, in a sentence."""
    names = [
        None if key is None else plan.records.name(Candidate.TABLE, key)
        for key in (held.below, held.above)
    ]
    below, above = names
    if below is None and above is None:
        return "The first stays first at any weight."
    parts: list[str] = []
    if below is not None:
        parts.append(f"below {say_points(held.low * 100)}% {below} comes first")
    if above is not None:
        parts.append(f"above {say_points(held.high * 100)}% {above} comes first")
    words = "; ".join(parts)
    return f"{words[:1].upper()}{words[1:]}."


def ways_to_count(plan: Plan, sheet: Sheet) -> tuple[Variant, ...]:
    """The ranking under every other way to count, with the criteria's own names."""
    names = [plan.records.name(Criterion.TABLE, key) for key in sheet.criteria]
    return variants(sheet, names)


def _ranks(plan: Plan, sheet: Sheet, name: str) -> ReportTable:
    """Each candidate's rank under every way to count."""
    ways = ways_to_count(plan, sheet)
    rows: list[tuple[Cell, ...]] = []
    for result in in_rank_order(sheet.results()):
        ranks = [way.rank(result.candidate) for way in ways]
        given = [rank for rank in ranks if rank is not None]
        reach = f"{min(given)} to {max(given)}" if given else ""
        rows.append((plan.records.name(Candidate.TABLE, result.candidate), *ranks, reach))
    heads = (
        Heading("Candidate"),
        *(Heading(way.name, "count") for way in ways),
        Heading("Best to worst rank"),
    )
    return ReportTable(f"{name}: ranks if counted otherwise", heads, tuple(rows))


def best_set_table(plan: Plan, sheet: Sheet, name: str, envelope: int) -> ReportTable:
    """Which candidates the best and the greedy set hold, and what each comes to."""
    items, left_out = sets.items_of(plan.records, sheet)
    best, greedy = sets.best_set(items, envelope), sets.greedy_set(items, envelope)
    rows: list[tuple[Cell, ...]] = [
        (
            plan.records.name(Candidate.TABLE, item.key),
            item.cost,
            say_points(item.points),
            "must" if item.must else _EACH_MUST[item.key in best.keys],
            "must" if item.must else _EACH_MUST[item.key in greedy.keys],
        )
        for item in items
    ]
    for words, held in ((say_chosen(best), best), ("Greedy set", greedy)):
        rows.append((words, held.cost, say_points(held.points), "", ""))
    rows += [
        (
            f"{plan.records.name(Candidate.TABLE, key)}: left out, no cost or result",
            None,
            "",
            "",
            "",
        )
        for key in left_out
    ]
    heads = (
        Heading("Candidate"),
        Heading("Net cost a year", "money"),
        Heading("Points"),
        Heading("Best set"),
        Heading("Greedy set"),
    )
    return ReportTable(f"{name}: best set within the envelope", heads, tuple(rows))


def say_chosen(best: sets.Chosen) -> str:
    """How sure the best set is, in a few words."""
    if best.over:
        return "What must be funded does not fit the envelope"
    return "Best set, proved" if best.proved else "Best set found; not proved to be the best"


def envelopes_report(plan: Plan) -> Report:
    """Year by year: each programme area's envelope between its bounds, beside its plan from the bottom up."""
    tables: list[ReportTable] = []
    years = {held.year for held in plan.table(Envelope).values()}
    for year in (held for held in plan.years if held in years):
        now = envelopes_of(plan.records, plan.figures, year)
        rows: list[tuple[Cell, ...]] = [
            (
                plan.records.name("service_area", row.area),
                row.floor,
                row.ceiling,
                row.amount,
                row.planned,
                row.difference,
                "" if row.rests_on == NEITHER else row.rests_on,
                row.note,
            )
            for row in now.rows
        ]
        given = [row.difference for row in now.rows if row.difference is not None]
        rows.append(
            ("Total", None, None, now.placed, now.planned, sum(given), BUDGET, "")
            if all(row.rests_on != "requirement" for row in now.rows)
            else ("Total", None, None, now.placed, now.planned, sum(given), "", "")
        )
        rows.append(("Resource of the commissioners", None, None, now.resource, None, None, "", ""))
        rows.append(("Left to place", None, None, now.left, None, None, "", ""))
        heads = (
            Heading("Programme area"),
            Heading("Floor", "money"),
            Heading("Ceiling", "money"),
            Heading("Envelope", "money"),
            Heading("Plan from the bottom up", "money"),
            Heading("Plan less envelope", "money"),
            Heading("The plan is its"),
            Heading("Note"),
        )
        tables.append(ReportTable(year_label(year), heads, tuple(rows)))
    method = (("Proposal from scores", tops.METHOD),)
    tables.append(ReportTable("Method", (Heading("What"), Heading("Words")), method))
    scope = "Net revenue in cash; an envelope holds for an area with those inside it"
    return Report("Envelopes", scope, tuple(tables))


def programme_map_report(plan: Plan) -> Report:
    """Spends by category and setting, where they are mapped to, and each area against its own lines."""
    tables: list[ReportTable] = []
    for year in years_of(plan.records):
        rows: list[tuple[Cell, ...]] = []
        for held in mapped_spends(plan.records, year):
            spend = held.spend
            for area, part in held.parts.items():
                rows.append(
                    (
                        spend.category,
                        spend.setting,
                        plan.records.name("partner", spend.partner),
                        spend.amount,
                        say_area(plan, area),
                        None if area is None else held.shares[area],
                        part,
                        spend.source,
                    )
                )
        heads = (
            Heading("Category"),
            Heading("Care setting"),
            Heading("Partner"),
            Heading("Spend", "money"),
            Heading("Programme area"),
            Heading("Share", "percent"),
            Heading("Part", "exact"),
            Heading("Source"),
        )
        tables.append(ReportTable(f"Spends of {year_label(year)}", heads, tuple(rows)))
        areas = by_area(plan.records, plan.figures, year)
        lines: list[tuple[Cell, ...]] = [
            (say_area(plan, row.area), row.mapped, row.lines, row.difference) for row in areas
        ]
        lines.append(
            (
                "Total",
                sum(row.mapped for row in areas),
                sum(row.lines for row in areas),
                sum(row.difference for row in areas),
            )
        )
        heads = (
            Heading("Programme area"),
            Heading("Mapped spend", "money"),
            Heading("Net of its lines", "money"),
            Heading("Mapped less lines", "money"),
        )
        title = f"By programme area in {year_label(year)}"
        tables.append(ReportTable(title, heads, tuple(lines)))
    scope = "Spend by programme budget category and care setting, against net revenue in cash of the lines"
    return Report("Programme map", scope, tuple(tables))


def say_area(plan: Plan, area: str | None) -> str:
    """The name of a programme area, or that a part is mapped to none."""
    return NOT_MAPPED if area is None else plan.records.name("service_area", area)
