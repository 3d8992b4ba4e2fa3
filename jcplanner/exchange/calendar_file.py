"""The forward plan as a calendar file (iCalendar, RFC 5545) that Outlook and others read.

Each meeting, decision, consultation and submission is an all-day event, and so are the day on which papers
are due and the last day on which a figure can change. An event keeps its UID whatever its day, so a
calendar that has an older copy moves it instead of showing it twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from jcplanner.domain.deciding import body_name
from jcplanner.domain.forward_plan import CLOSES, DECISION, MEETING, OPENS, Coming, forward_plan
from jcplanner.domain.problems import Refusal
from jcplanner.exchange.write import replacing
from jcplanner.plan.plan import Plan
from jcplanner.reports.decisions import say_short
from jcplanner.reports.forward_plan import state_words

SUFFIX = ".ics"
PRODUCT = "-//jcplanner//Forward plan//EN"
LONGEST = 75
"""The octets of a line, its end not counted; longer ones are folded (RFC 5545, 3.1)."""

_SHOWN_FIRST = 1_000
"""How many octets of a file are read to see whose it is."""


@dataclass(frozen=True, slots=True)
class Event:
    """One all-day event; ``uid`` is the same in every file of this plan."""

    uid: str
    day: date
    summary: str
    description: str = ""
    category: str = ""
    confidential: bool = False


def events(plan: Plan) -> list[Event]:
    """Everything of the forward plan that has a day, with the days before meetings, by day."""
    found: dict[str, Event] = {}
    for coming in forward_plan(plan.records):
        for event in _events_of(plan, coming):
            found.setdefault(event.uid, event)
    return sorted(found.values(), key=lambda event: (event.day, event.uid))


def _events_of(plan: Plan, coming: Coming) -> Iterator[Event]:
    if coming.day is None:
        return
    home = f"{plan.file.plan_id}.jcplanner"
    exempt = coming.proposal is not None and coming.proposal.classification == "exempt"
    name = body_name(plan.records, coming.body) if coming.body else ""
    yield Event(
        f"{coming.kind.replace(' ', '-')}.{coming.key}@{home}",
        coming.day,
        _summary(plan, coming, name),
        _description(plan, coming),
        coming.kind.capitalize(),
        exempt,
    )
    # Decisions of one meeting share its papers.
    of = coming.meeting.id if coming.meeting else coming.key
    when = f"{name}, {say_short(coming.day)}"
    for kind, day, words in (
        ("papers", coming.papers, "Papers due"),
        ("figures", coming.figures, "Last day for figures"),
    ):
        if day is not None:
            yield Event(f"{kind}.{of}@{home}", day, f"{words}: {when}", "", words)


def _summary(plan: Plan, coming: Coming, body: str) -> str:
    if coming.kind == DECISION:
        key = " (key decision)" if coming.key_decision else ""
        said = f", {state_words(plan, coming).lower()}" if coming.done else ""
        return f"{body}: {coming.name}{key}{said}"
    if coming.kind == MEETING:
        return coming.name if body in ("", coming.name) else f"{body}: {coming.name}"
    if coming.kind in (OPENS, CLOSES):
        return f"{coming.kind.capitalize()}: {coming.name}"
    return f"{coming.kind.capitalize()}: {coming.name}{', done' if coming.done else ''}"


def _description(plan: Plan, coming: Coming) -> str:
    parts = [plan.details.title, plan.details.publication_status]
    if coming.proposal is not None and coming.proposal.name != coming.name:
        parts.append(f"Proposal: {coming.proposal.name}")
    if coming.papers is not None:
        parts.append(f"Papers due {say_short(coming.papers)}")
    if coming.figures is not None:
        parts.append(f"Last day for figures {say_short(coming.figures)}")
    return "\n".join(part for part in parts if part)


def calendar_text(name: str, held: Iterable[Event], at: datetime) -> str:
    """The text of a calendar file, its lines ended and folded as RFC 5545 asks; ``at`` stamps every event."""
    stamp = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in held:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escaped(event.uid)}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{_compact(event.day)}",
            f"DTEND;VALUE=DATE:{_compact(event.day + timedelta(days=1))}",
            f"SUMMARY:{escaped(event.summary)}",
        ]
        if event.description:
            lines.append(f"DESCRIPTION:{escaped(event.description)}")
        if event.category:
            lines.append(f"CATEGORIES:{escaped(event.category)}")
        if event.confidential:
            lines.append("CLASS:CONFIDENTIAL")
        # An all-day reminder does not make anybody busy.
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _compact(day: date) -> str:
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    """Text as a value: what has a meaning in the file is escaped, what cannot stand in one is left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(letter for letter in plain if letter in "\n\t" or ord(letter) not in _CONTROLS)
    for letter in ("\\", ";", ","):
        plain = plain.replace(letter, f"\\{letter}")
    return plain.replace("\n", "\\n")


_CONTROLS = frozenset((*range(32), 127))


def folded(line: str) -> str:
    """A line with breaks after at most 75 octets, each followed by a space, never inside a letter."""
    parts: list[str] = []
    part, room = "", LONGEST
    for letter in line:
        size = len(letter.encode("utf-8"))
        if size > room:
            parts.append(part)
            part, room = "", LONGEST - 1
        part, room = part + letter, room - size
    return "\r\n ".join((*parts, part))


def export_calendar(plan: Plan, path: Path, *, at: datetime | None = None) -> int:
    """Write the forward plan as a calendar file. Returns how many events it has.

    Raises Refusal where nothing has a day, or where the file is there and is not one of ours.
    """
    held = events(plan)
    if not held:
        raise Refusal(
            "Nothing in the forward plan has a date yet; give meetings their dates, or decisions the day "
            "on which they are expected."
        )
    text = calendar_text(f"{plan.details.title}: forward plan", held, at or datetime.now(UTC))
    with replacing(path, _must_be_ours) as beside:
        beside.write_bytes(text.encode("utf-8"))
    return len(held)


def _must_be_ours(path: Path) -> None:
    with path.open("rb") as held:
        if f"PRODID:{PRODUCT}".encode() in held.read(_SHOWN_FIRST):
            return
    raise Refusal(
        f"{path.name} is there already and was not written by jcplanner, so it was not replaced; "
        "choose another name."
    )
