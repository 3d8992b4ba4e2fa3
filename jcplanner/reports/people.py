"""Officers' time and posts as reports: the stocktake with what its own summary leaves out; the structure."""

from collections.abc import Iterator
from typing import NamedTuple

from jcplanner.domain.column import with_capital
from jcplanner.domain.money import show_plain
from jcplanner.domain.partners import Partner
from jcplanner.domain.people import OfficerTime, Post
from jcplanner.domain.stocktake import (
    INDICATIVE,
    NOT_CASH,
    Counted,
    annual,
    by_basis,
    by_category,
    by_class,
    by_tier,
    count,
    entries_of,
    is_extrapolated,
    movements,
    standing_of,
    summary,
    years_of,
)
from jcplanner.domain.structure import (
    NOW,
    NOW_ONLY,
    PROPOSED,
    PROPOSED_ONLY,
    SIDES,
    TUPE_NOT_KNOWN,
    Employed,
    changes_employer,
    changes_line,
    employed,
    employer,
    in_all,
    reports_to,
)
from jcplanner.domain.years import year_label
from jcplanner.plan.plan import Plan
from jcplanner.reports.decision_facts import Fact
from jcplanner.reports.report import Cell, Heading, Report, ReportTable

NO_YEAR, NO_EMPLOYER = "No year", "Employer not said"
SIDE_TITLES = {NOW: "Now", PROPOSED: "As proposed"}
_MOST_NAMES = 4
_FIRMNESS = "Extrapolated figures are indicative"


def fte_words(hundredths: int | None) -> str:
    """FTE with as few decimals as say it: "14.6"; blank for none."""
    if hundredths is None:
        return ""
    return f"{hundredths / 100:,.2f}".rstrip("0").rstrip(".")


def year_words(year: int | None) -> str:
    """A year, or that there is none."""
    return NO_YEAR if year is None else year_label(year)


def basis_words(held: Counted) -> str:
    """What a total rests on: "actual over twelve months and estimate: two bases; indicative"."""
    if not held.bases:
        return "no cost given" if held.entries else ""
    said = " + ".join(held.bases)
    if held.mixed:
        said = f"{len(held.bases)} bases: {said}"
    return f"{said}; {INDICATIVE}" if held.indicative else said


# The stocktake


class TotalRow(NamedTuple):
    """A row of the totals: its words, how far it is set in, a count for each year; None under a heading."""

    words: str
    depth: int
    counts: tuple[Counted, ...] | None
    whole: bool = False


def stocktake_totals(plan: Plan) -> tuple[tuple[int | None, ...], list[TotalRow]]:
    """The years and, under each, tiers with their categories, classes, bases and the summary's comparison."""
    records = plan.records
    years = tuple(years_of(records))
    entries = {year: entries_of(records, year) for year in years}
    rows: list[TotalRow] = []

    def put(words: str, depth: int, of: list[dict[str, Counted]], key: str) -> None:
        rows.append(TotalRow(words, depth, tuple(held.get(key, Counted()) for held in of)))

    tiers = [dict(by_tier(held)) for held in entries.values()]
    rows.append(TotalRow("By tier", 0, None))
    for tier in dict.fromkeys(key for held in tiers for key in held):
        put(with_capital(tier), 1, tiers, tier)
        categories = [dict(by_category(held, tier)) for held in entries.values()]
        names = list(dict.fromkeys(key for held in categories for key in held))
        if names != [""]:
            for name in names:
                put(name or "No category", 2, categories, name)
    wholes = [summary(held) for held in entries.values()]
    rows.append(TotalRow("All tiers", 1, tuple(held.whole for held in wholes), whole=True))
    rows.append(TotalRow("By class", 0, None))
    classes = [dict(by_class(held)) for held in entries.values()]
    for word in dict.fromkeys(key for held in classes for key in held):
        put(with_capital(word), 1, classes, word)
    rows.append(TotalRow("By basis", 0, None))
    bases = [dict(by_basis(held)) for held in entries.values()]
    for word in dict.fromkeys(key for held in bases for key in held):
        put(with_capital(word), 1, bases, word)
    rows.append(TotalRow("Beside the paper's own summary", 0, None))
    rows.append(TotalRow("Its summary shows", 1, tuple(held.shown for held in wholes)))
    rows.append(TotalRow("Its summary leaves out", 1, tuple(held.left_out for held in wholes)))
    return years, rows if years else []


def stocktake_facts(plan: Plan) -> list[Fact]:
    """What is to be known of the stocktake, year by year, in sentences."""
    records = plan.records
    found: list[Fact] = []
    for year in years_of(records):
        entries = entries_of(records, year)
        held = summary(entries)
        whole = held.whole
        words = f"{show_plain(whole.annual)} a year" if whole.bases else "no cost given"
        if whole.fte:
            words += f"; {fte_words(whole.fte)} FTE where it is said"
        if whole.mixed:
            parts = [f"{show_plain(one.annual)} {basis}" for basis, one in by_basis(entries)]
            words += f". On {len(parts)} bases: {', '.join(parts)}"
        if whole.indicative:
            words += ". Part of it is extrapolated or indicative"
        found.append((year_words(year), f"{words}.", ""))
        if held.left_out.bases and held.shown.bases:
            tiers = [tier for tier, _ in by_tier(e for e in entries if not e.in_summary)]
            words = (
                f"The paper's own summary shows {show_plain(held.shown.annual)} and leaves out "
                f"{show_plain(held.left_out.annual)} ({', '.join(tiers)})."
            )
            found.append(("Summary leaves out", words, "warn"))
        found.extend(_hosted_facts(plan, entries))
    found.extend(_movement_facts(plan))
    if found:
        found.append(("Not cash", NOT_CASH, "mute"))
    return found


def _hosted_facts(plan: Plan, entries: list[OfficerTime]) -> Iterator[Fact]:
    """Time that one employs and another has the benefit of: posts hosted for others (004¶45)."""
    hosted: dict[str, list[OfficerTime]] = {}
    for entry in entries:
        if entry.benefits is not None and entry.benefits != entry.partner:
            hosted.setdefault(entry.benefits, []).append(entry)
    for partner, held in hosted.items():
        counted = count(held)
        words = [f"{fte_words(counted.fte)} FTE"] if counted.fte else []
        words += [f"{show_plain(counted.annual)} a year"] if counted.bases else []
        name = plan.records.name(Partner.TABLE, partner)
        said = ", ".join(words) or "no figures given"
        yield "Works for others", f"For {name}, employed elsewhere: {said}.", ""


def _movement_facts(plan: Plan) -> Iterator[Fact]:
    for move in movements(plan.records):
        change = "" if move.change is None else f": {move.change / 100:+.1f}%"
        words = (
            f"{show_plain(move.before.annual)} ({basis_words(move.before)}) to "
            f"{show_plain(move.after.annual)} ({basis_words(move.after)}){change}."
        )
        yield f"{with_capital(move.tier)}, {year_label(move.year)}", words, ""


def officer_time_report(plan: Plan) -> Report:
    """Every entry with what a year of it comes to, totals, and what the paper's own summary leaves out."""
    years, rows = stocktake_totals(plan)
    entries = plan.table(OfficerTime).ordered()
    scope = f"{len(entries):,} entries. {NOT_CASH} {_FIRMNESS}"
    heads: list[Heading] = [Heading("Officers' time")]
    for year in years:
        name = year_words(year)
        heads += [Heading(f"{name} FTE"), Heading(f"{name} a year", "exact"), Heading("Rests on")]
    facts = tuple((label, words) for label, words, _ in stocktake_facts(plan))
    return Report(
        "Officer time",
        scope,
        (
            ReportTable(
                "Totals", tuple(heads), tuple(_total_cells(row, len(years)) for row in rows)
            ),
            ReportTable("Entries", _ENTRY_HEADS, tuple(_entry_cells(plan, e) for e in entries)),
            ReportTable("What to know", (Heading("About"), Heading("What")), facts),
        ),
    )


def _total_cells(row: TotalRow, years: int) -> tuple[Cell, ...]:
    cells: list[Cell] = ["\u2003" * row.depth + row.words]
    if row.counts is None:
        return (*cells, *([None] * 3 * years))
    for held in row.counts:
        cells += [
            fte_words(held.fte or None),
            held.annual if held.bases else None,
            basis_words(held),
        ]
    return tuple(cells)


_ENTRY_HEADS = (
    *(Heading(words) for words in ("What for", "Tier", "Category", "Team", "Employer", "Year")),
    Heading("FTE"),
    Heading("Cost in the sample", "exact"),
    Heading("Months", "count"),
    Heading("A year", "exact"),
    *(Heading(words) for words in ("Basis", "Status", "Class", "In its summary", "Source")),
)


def _entry_cells(plan: Plan, entry: OfficerTime) -> tuple[Cell, ...]:
    return (
        entry.name,
        with_capital(entry.tier),
        entry.category,
        entry.team,
        plan.records.name("partner", entry.partner),
        year_words(entry.year),
        fte_words(entry.fte),
        entry.cost,
        entry.months,
        annual(entry),
        with_capital(entry.basis),
        with_capital(status_words(entry)),
        with_capital(entry.time_class),
        "Yes" if entry.in_summary else "No",
        entry.source,
    )


def status_words(entry: OfficerTime) -> str:
    """How firm an entry is, and why: "indicative, x 12/3"."""
    words = standing_of(entry)
    return f"{words}, x 12/{entry.months}" if is_extrapolated(entry) else words


# The structure


def structure_sentences(plan: Plan) -> list[Fact]:
    """What changes from now to as proposed, in sentences; each names posts while they are few."""
    posts = plan.table(Post).ordered()
    if not posts:
        return []
    found: list[Fact] = []
    moved = [post for post in posts if changes_employer(post)]
    if moved:
        unknown = sum(post.tupe == TUPE_NOT_KNOWN for post in moved)
        applies = sum(post.tupe == "yes" for post in moved)
        tupe = f"TUPE not known for {unknown}" if unknown else f"TUPE applies to {applies}"
        change = "change" if len(moved) > 1 else "changes"
        found.append(
            (
                "Employer",
                f"{_count(moved)} {change} employer: {tupe}. {_names(moved)}",
                "warn" if unknown else "",
            )
        )
    for label, held, one, many in (
        ("Reporting line", [p for p in posts if changes_line(p)], "reports", "report"),
        ("Goes", [p for p in posts if p.state == NOW_ONLY], "goes", "go"),
        ("New", [p for p in posts if p.state == PROPOSED_ONLY], "is new", "are new"),
        (
            "Joint",
            [p for p in posts if p.joint],
            "is a joint appointment",
            "are joint appointments",
        ),
    ):
        if held:
            verb = one if len(held) == 1 else many
            more = " to another post" if label == "Reporting line" else ""
            found.append((label, f"{_count(held)} {verb}{more}. {_names(held)}", ""))
    if not any(label != "Joint" for label, _, _ in found):
        found.insert(0, ("Changes", "Nothing is proposed otherwise than it is now.", "mute"))
    before, after = (in_all(employed(plan.records, side)) for side in SIDES)
    found.append(("FTE", f"{_fte(before)} to {_fte(after)}.", ""))
    found.append(("Cost a year", f"{_cost(before)} to {_cost(after)}.", ""))
    return found


def _cost(held: Employed) -> str:
    if held.known_cost is None:
        return "not given"
    without = f" ({held.uncosted} without a cost)" if held.uncosted else ""
    return f"{show_plain(held.cost)}{without}"


def _fte(held: Employed) -> str:
    if held.known_fte is None:
        return "not said"
    without = f" ({held.without_fte} without FTE)" if held.without_fte else ""
    return f"{fte_words(held.fte)}{without}"


def _count(posts: list[Post]) -> str:
    return "1 post" if len(posts) == 1 else f"{len(posts):,} posts"


def _names(posts: list[Post]) -> str:
    names = "; ".join(post.name for post in posts[:_MOST_NAMES])
    more = f"; and {len(posts) - _MOST_NAMES} more" if len(posts) > _MOST_NAMES else ""
    return f"{names}{more}."


def employers_table(plan: Plan) -> ReportTable:
    """Posts, FTE and cost a year by employer, now and as proposed."""
    records = plan.records
    sides = {side: employed(records, side) for side in SIDES}
    keys: list[str | None] = [partner.id for partner in plan.table(Partner).ordered()]
    rows: list[tuple[Cell, ...]] = []
    for key in [*keys, None]:
        if any(key in held for held in sides.values()):
            name = records.name("partner", key) or NO_EMPLOYER
            rows.append(
                _employer_row(name, *(held.get(key, Employed()) for held in sides.values()))
            )
    rows.append(_employer_row("All employers", *(in_all(held) for held in sides.values())))
    return ReportTable("By employer", _EMPLOYER_HEADS, tuple(rows))


_EMPLOYER_HEADS = (
    Heading("Employer"),
    Heading("Posts now", "count"),
    Heading("Posts proposed", "count"),
    Heading("FTE now"),
    Heading("FTE proposed"),
    Heading("Cost now", "exact"),
    Heading("Cost proposed", "exact"),
    Heading("Difference", "exact"),
)


def _employer_row(name: str, before: Employed, after: Employed) -> tuple[Cell, ...]:
    was, becomes = before.known_cost, after.known_cost
    return (
        name,
        before.posts,
        after.posts,
        fte_words(before.known_fte),
        fte_words(after.known_fte),
        was,
        becomes,
        None if was is None or becomes is None else becomes - was,
    )


def structure_report(plan: Plan) -> Report:
    """Posts now and as proposed, what changes in sentences, and employers before and after."""
    records = plan.records
    posts = plan.table(Post).ordered()
    rows: list[tuple[Cell, ...]] = [
        (
            post.name,
            with_capital(post.state),
            records.name("partner", employer(post, NOW)),
            records.name("partner", employer(post, PROPOSED)),
            records.name("post", reports_to(post, NOW)),
            records.name("post", reports_to(post, PROPOSED)),
            records.name("service_area", post.manages),
            fte_words(post.fte),
            post.cost,
            "Yes" if post.joint else "",
            with_capital(post.tupe) if changes_employer(post) else "",
        )
        for post in posts
    ]
    heads = (
        *(Heading(words) for words in ("Post", "There", "Employer", "Employer proposed")),
        *(Heading(words) for words in ("Reports to", "Reports to, proposed", "Manages", "FTE")),
        Heading("Cost a year", "exact"),
        Heading("Joint"),
        Heading("TUPE"),
    )
    facts = tuple((label, words) for label, words, _ in structure_sentences(plan))
    return Report(
        "Structure",
        f"{len(posts):,} posts, never persons; a joint appointment counts once, with its employer",
        (
            ReportTable("What changes", (Heading("About"), Heading("What")), facts),
            employers_table(plan),
            ReportTable("Posts", heads, tuple(rows)),
        ),
    )
