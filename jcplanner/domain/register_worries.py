"""Problems of the registers: risks, lessons, actions and contracts that somebody should look at.

Nothing here knows what day it is. That a date has passed is said only where the plan itself knows of a
later day: something was done, decided or measured on it.
"""

from collections.abc import Iterable, Iterator

from jcplanner.domain.column import Kind
from jcplanner.domain.dates import read_day, say_day, year_ends, year_starts
from jcplanner.domain.decisions import Decision
from jcplanner.domain.figures import Figures
from jcplanner.domain.joint_contracts import WHOLE, bought_apart, total_share
from jcplanner.domain.pathway import STAGES
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.record import Record, Row, Table
from jcplanner.domain.records import Records
from jcplanner.domain.register_kinds import BY_TABLE
from jcplanner.domain.registers import (
    Action,
    Contract,
    ContractShare,
    Engagement,
    Issue,
    Lesson,
    OutcomeMeasure,
    Risk,
    Submission,
)
from jcplanner.domain.scoring_risks import (
    CURRENT,
    HIGH,
    INHERENT,
    SCORE_FIELDS,
    SETTLED,
    TARGET,
    Score,
    score_reader,
)
from jcplanner.domain.services import ServiceArea, ancestors
from jcplanner.domain.stage_reviews import StageReview

MOST_NAMED, MOST_PROVIDERS = 3, 50
SCREEN = "registers"


def register_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """What is wrong in the registers; costs grow with their records, not with the lines of the plan."""
    yield from _risk_problems(records)
    yield from _lesson_problems(records)
    yield from _action_problems(records)
    yield from _contract_problems(records)
    yield from _bought_apart(records, figures)
    yield from _overdue_problems(records)


def _problem(kind: str, severity: str, text: str, table: type[Record], key: str) -> Problem:
    return Problem(kind, severity, text, Place(SCREEN, table.TABLE, key))


def _risk_problems(records: Records) -> Iterator[Problem]:
    risks = records.table(Risk)
    place = {name: risks.index(name) for name in ("event", "owner", "mitigation", "state")}
    degrees = {name: risks.index(name) for name in SCORE_FIELDS}
    readers = {moment: score_reader(risks, moment) for moment in (INHERENT, CURRENT, TARGET)}
    issues = records.table(Issue)
    become = {row[issues.index("risk")] for row in issues.rows.values()}
    for key, row in risks.rows.items():
        name, state = row[place["event"]], row[place["state"]]
        if state == "occurred" and key not in become:
            yield _problem(
                "risk that occurred without an issue",
                "warning",
                f'The risk "{name}" has occurred, but no issue has come of it.',
                Risk,
                key,
            )
        if any((value := row[at]) is not None and not 1 <= value <= 5 for at in degrees.values()):
            yield _problem(
                "score outside 1 to 5",
                "warning",
                f'The risk "{name}" has a score outside 1 to 5.',
                Risk,
                key,
            )
        if state in SETTLED:
            continue
        scores = {moment: read(row) for moment, read in readers.items()}
        yield from _high(key, row, place, scores[CURRENT])
        now, wanted = scores[CURRENT], scores[TARGET]
        if now is not None and wanted is not None and wanted.points > now.points:
            yield _problem(
                "target above current",
                "warning",
                f'The risk "{name}" is wanted at {wanted.points}, above the {now.points} it has now.',
                Risk,
                key,
            )


def _high(key: str, row: Row, place: dict[str, int], now: Score | None) -> Iterator[Problem]:
    """A high risk needs somebody who holds it and something that is done about it."""
    if now is None or now.band != HIGH:
        return
    lacking = [
        words
        for name, words in (("mitigation", "no mitigation"), ("owner", "no owner"))
        if not row[place[name]].strip()
    ]
    if lacking:
        yield _problem(
            "high risk without " + " or ".join(held.removeprefix("no ") for held in lacking),
            "serious",
            f'The risk "{row[place["event"]]}" scores {now.points} and has {" and ".join(lacking)}.',
            Risk,
            key,
        )


def _lesson_problems(records: Records) -> Iterator[Problem]:
    """A lesson that waits although its area has gone on to the next stage."""
    areas, lessons = records.table(ServiceArea), records.table(Lesson)
    gone_on: dict[str, int] = {}
    for review in records.table(StageReview).values():
        if review.verdict == "moves on" and review.service_area is not None:
            left = STAGES.index(review.from_stage)
            gone_on[review.service_area] = max(gone_on.get(review.service_area, -1), left)
    if not gone_on:
        return
    name, state, area, stage = (
        lessons.index(held) for held in ("name", "state", "service_area", "stage")
    )
    for key, row in lessons.rows.items():
        if row[state] != "recommended":
            continue
        reached = max((gone_on.get(held, -1) for held in ancestors(areas, row[area])), default=-1)
        at = STAGES.index(row[stage]) if row[stage] in STAGES else 0
        if reached >= at:
            where = records.name(ServiceArea.TABLE, row[area])
            yield _problem(
                "lesson not applied",
                "warning",
                f'The lesson "{row[name]}" was recommended but never applied, and {where} has moved on.',
                Lesson,
                key,
            )


def _action_problems(records: Records) -> Iterator[Problem]:
    actions = records.table(Action)
    owner, name = actions.index("owner"), actions.index("name")
    is_open = BY_TABLE[Action.TABLE].open_test(records)
    for key, row in actions.rows.items():
        if is_open(row) and not row[owner].strip():
            yield _problem(
                "action without an owner",
                "warning",
                f'The action "{row[name]}" has no owner.',
                Action,
                key,
            )


def _contract_problems(records: Records) -> Iterator[Problem]:
    contracts = records.table(Contract)
    if not contracts:
        return
    shares: dict[str | None, list[ContractShare]] = {}
    for share in records.table(ContractShare).values():
        shares.setdefault(share.contract, []).append(share)
    years = records.details.years
    first, last = year_starts(years[0]), year_ends(years[-1])
    for contract in contracts.ordered():
        what = f'The contract "{contract.name}"'
        total = total_share(shares.get(contract.id, ()))
        if total is not None and total != WHOLE:
            yield _problem(
                "contract shares not 100%",
                "warning",
                f"{what}: its funding shares come to {total / 100:.2f}%, not 100%.",
                Contract,
                contract.id,
            )
        ends = read_day(contract.ends)
        said = contract.extension.strip() or contract.note.strip()
        if ends is not None and first <= ends < last and not said:
            yield _problem(
                "contract ends inside the plan",
                "note",
                f"{what} ends on {say_day(ends)}, inside the plan, and nothing says what follows.",
                Contract,
                contract.id,
            )


def _bought_apart(records: Records, figures: Figures) -> Iterator[Problem]:
    """Each such provider; where there are very many, the first ones and how many more."""
    found = bought_apart(records, figures)
    for provider, partners in found[:MOST_PROVIDERS]:
        names = sorted(records.name("partner", key) or "no partner" for key in partners)
        shown = ", ".join(names[:MOST_NAMED]) + (" and others" if len(names) > MOST_NAMED else "")
        yield Problem(
            "same provider bought twice",
            "note",
            f"{provider} is bought by {shown}, without a joint contract.",
            Place(SCREEN, "bought_twice", provider),
        )
    if len(found) > MOST_PROVIDERS:
        yield Problem(
            "same provider bought twice",
            "note",
            f"{len(found) - MOST_PROVIDERS:,} more providers are bought by several partners without a joint "
            "contract.",
            Place(SCREEN, "bought_twice"),
        )


def latest_day(records: Records) -> str:
    """The last day on which, as the plan knows, something was done; blank for none. An ISO date."""
    days = [""]
    for kind, name in (
        (Action, "done_on"),
        (Submission, "done_on"),
        (Lesson, "verified_on"),
        (Issue, "raised_on"),
        (OutcomeMeasure, "measured_on"),
        (Decision, "decided_on"),
        (StageReview, "closed_on"),
    ):
        days.extend(_days(records.named(kind.TABLE), name))
    engagements = records.table(Engagement)
    state, day = engagements.index("state"), engagements.index("date")
    days.extend(row[day] for row in engagements.rows.values() if row[state] == "held" and row[day])
    return max(days)


def _days(table: Table[Record], name: str) -> Iterable[str]:
    place = table.index(name)
    assert table.kind.COLUMNS[place].kind is Kind.DATE
    return (row[place] for row in table.rows.values() if row[place])


def _overdue_problems(records: Records) -> Iterator[Problem]:
    """What was due before a day that the plan itself knows to have passed."""
    latest = read_day(latest_day(records))
    if latest is None:
        return
    for kind in (Action, Submission):
        table = records.named(kind.TABLE)
        due, name = table.index("due"), table.index("name")
        is_open = BY_TABLE[kind.TABLE].open_test(records)
        for key, row in table.rows.items():
            day = read_day(row[due])
            if day is not None and day < latest and is_open(row):
                yield _problem(
                    "overdue",
                    "warning",
                    f'"{row[name]}" was due on {say_day(day)} and is not done; the plan knows of '
                    f"{say_day(latest)}.",
                    kind,
                    key,
                )
