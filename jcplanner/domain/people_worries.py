"""What can be wrong with the stocktake of officers' time and with the structure of posts."""

from collections.abc import Iterator

from jcplanner.domain.figures import Figures
from jcplanner.domain.people import OfficerTime, Post
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.records import Records
from jcplanner.domain.stocktake import (
    ACTUAL,
    ESTIMATE,
    INDICATIVE,
    MONTHS_OF_A_YEAR,
    SNAPSHOT,
    is_extrapolated,
)
from jcplanner.domain.structure import (
    SIDES,
    TUPE_NOT_KNOWN,
    changes_employer,
    is_there,
    lacks_second_employer,
    lines_of,
    posts_on,
    reports_to,
    rings,
)

SIDE_WORDS = {"now": "now", "proposed": "as proposed"}


def people_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """Problems of entries and posts; reads neither budget lines nor figures."""
    for entry in records.table(OfficerTime).ordered():
        yield from _of_entry(entry)
    for post in records.table(Post).ordered():
        yield from _of_post(records, post)
    said: set[frozenset[str]] = set()
    for side in SIDES:
        for ring in rings(lines_of(posts_on(records, side), side)):
            if frozenset(ring) not in said:
                said.add(frozenset(ring))
                yield _ring(records, ring, side)


def _of_entry(entry: OfficerTime) -> Iterator[Problem]:
    def problem(kind: str, severity: str, text: str) -> Problem:
        place = Place("people", OfficerTime.TABLE, entry.id, entry.year)
        return Problem(kind, severity, f'"{entry.name}" {text}', place)

    if entry.cost is not None and (entry.months is None or entry.months <= 0):
        months = "no months sampled" if entry.months is None else f"{entry.months} months sampled"
        yield problem(
            "months sampled missing",
            "serious",
            f"has a cost but {months}: what a year comes to cannot be worked out.",
        )
    if entry.review_on is not None and entry.cost is None and entry.fte is None:
        yield problem(
            "review date without figures",
            "warning",
            "has a date for its review, but neither FTE nor cost to review.",
        )
    if entry.cost is None:
        return
    if entry.basis == ESTIMATE and not (entry.source.strip() or entry.note.strip()):
        yield problem(
            "officer time without a basis",
            "note",
            "is an estimate, and neither source nor note says what it rests on.",
        )
    if is_extrapolated(entry) and entry.basis != SNAPSHOT:
        yield problem(
            "basis and months apart",
            "warning",
            f'says "{entry.basis}", but its cost is of {entry.months} months.',
        )
    elif entry.basis == SNAPSHOT and entry.months == MONTHS_OF_A_YEAR:
        yield problem(
            "basis and months apart",
            "note",
            f'says "{SNAPSHOT}", but its sample is {MONTHS_OF_A_YEAR} months: '
            f'then it is "{ACTUAL}", or the months are to be put right.',
        )
    if is_extrapolated(entry) and entry.status != INDICATIVE:
        yield problem(
            "extrapolated, not indicative",
            "note",
            f'is extrapolated from {entry.months} months and marked "{entry.status}": it counts as '
            "indicative.",
        )


def _of_post(records: Records, post: Post) -> Iterator[Problem]:
    def problem(kind: str, severity: str, text: str) -> Problem:
        return Problem(
            kind, severity, f'The post "{post.name}" {text}', Place("people", Post.TABLE, post.id)
        )

    if changes_employer(post) and post.tupe == TUPE_NOT_KNOWN:
        was, becomes = (
            records.name("partner", key) for key in (post.partner, post.proposed_partner)
        )
        yield problem(
            "TUPE not known",
            "warning",
            f"moves from {was} to {becomes}, and whether TUPE applies is not known.",
        )
    if lacks_second_employer(post):
        yield problem(
            "joint appointment with whom",
            "warning",
            "is a joint appointment, but neither the employer proposed nor its note says with whom.",
        )
    for side in SIDES:
        above = records.table(Post).get(reports_to(post, side) or "")
        if is_there(post, side) and above is not None and not is_there(above, side):
            yield problem(
                "reports to a post that is not there",
                "warning",
                f'reports {SIDE_WORDS[side]} to "{above.name}", which is there {above.state}.',
            )


def _ring(records: Records, ring: tuple[str, ...], side: str) -> Problem:
    posts, place = records.table(Post), Place("people", Post.TABLE, ring[0])
    names = [f'"{posts[key].name}"' for key in ring[:6]]
    more = f" and {len(ring) - 6} more" if len(ring) > 6 else ""
    if len(ring) == 1:
        words = f"The post {names[0]} reports to itself {SIDE_WORDS[side]}."
    else:
        words = (
            f"Reporting lines {SIDE_WORDS[side]} run in a ring: "
            f"{' reports to '.join(names)}{more}, and so back to {names[0]}."
        )
    return Problem("ring of reporting lines", "serious", words, place)
