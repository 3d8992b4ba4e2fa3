"""The forward plan as an iCalendar file, read back the way RFC 5545 says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from jcplanner.domain.decisions import Decision, Meeting
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import Proposal
from jcplanner.exchange.calendar_file import (
    LONGEST,
    Event,
    calendar_text,
    escaped,
    events,
    export_calendar,
    folded,
)
from jcplanner.plan import decision_edits, edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from tests.domain.decided_records import GOVERNANCE

AT = datetime(2011, 10, 3, 9, 30, tzinfo=UTC)


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    """The governance plan of 003 in a real file."""
    held = new_plan(tmp_path / "Governance.jcplan", GOVERNANCE)
    yield held.plan
    held.discard()


def read_back(text: str) -> list[dict[str, str]]:
    """The events of a calendar file by property name: unfolded, unescaped."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    found: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT" and line not in ("END:VCALENDAR", ""):
            plain = value.replace("\\\\", "\0").replace("\\n", "\n").replace("\\,", ",")
            found[-1][name] = plain.replace("\\;", ";").replace("\0", "\\")
    return found


def test_the_three_boards_are_all_day_events_on_their_dates(plan: Plan, tmp_path: Path):
    """003: 19, 20 and 25 October 2011."""
    out = tmp_path / "plan.ics"
    count = export_calendar(plan, out, at=AT)
    held = read_back(out.read_bytes().decode("utf-8"))
    assert len(held) == count
    boards = {
        one["SUMMARY"]: (one["DTSTART;VALUE=DATE"], one["DTEND;VALUE=DATE"])
        for one in held
        if one["SUMMARY"].endswith(": Partnership governance")
    }
    assert boards == {
        "PCT Board: Partnership governance": ("20111019", "20111020"),
        "Cabinet: Partnership governance": ("20111020", "20111021"),
        "HHCC Board: Partnership governance": ("20111025", "20111026"),
    }
    assert {one["DTSTAMP"] for one in held} == {"20111003T093000Z"}


def test_papers_and_the_last_day_for_figures_are_events_of_their_own(plan: Plan):
    days = {held.summary: held.day for held in events(plan)}
    assert days["Papers due: Cabinet, 17 Nov 2011"] == date(2011, 11, 10)
    assert days["Last day for figures: Cabinet, 17 Nov 2011"] == date(2011, 10, 13)
    assert days["Consultation closes: Home care"] == date(2012, 1, 24)
    assert days["Submission: Integrated plan"] == date(2011, 12, 1)
    key = "Cabinet: Care homes: one contract, one budget (key decision)"
    assert days[key] == date(2011, 11, 17)


def test_decisions_of_one_meeting_share_its_papers(plan: Plan):
    before = len(events(plan))
    decision_edits.record_decision(plan, "consult", "cabinet", meeting="m17")
    after = events(plan)
    assert len(after) == before + 1
    assert len({held.uid for held in after}) == len(after)


def test_an_event_keeps_its_uid_when_its_day_moves(plan: Plan):
    before = {held.uid: held.day for held in events(plan)}
    edits.change(plan, Meeting, ["m20"], date="2011-10-27")
    after = {held.uid: held.day for held in events(plan)}
    assert before.keys() == after.keys()
    moved = [uid for uid in before if before[uid] != after[uid]]
    assert [uid.split("@")[0] for uid in sorted(moved)] == [
        "decision.hps:cabinet",
        "figures.m20",
        "papers.m20",
    ]
    assert all(uid.endswith(f"@{plan.file.plan_id}.jcplanner") for uid in after)


def test_a_decision_that_was_taken_says_so_and_asks_for_no_papers(plan: Plan):
    decision_edits.record_decision(plan, "hps", "cabinet", outcome="approved")
    held = {one.uid.split("@")[0]: one for one in events(plan)}
    assert held["decision.hps:cabinet"].summary == "Cabinet: Partnership governance, approved"
    assert "papers.m20" not in held


def test_an_exempt_proposal_is_confidential(plan: Plan, tmp_path: Path):
    edits.change(plan, Proposal, ["care"], classification="exempt")
    out = tmp_path / "plan.ics"
    export_calendar(plan, out)
    held = read_back(out.read_bytes().decode("utf-8"))
    kept = [one["SUMMARY"] for one in held if one.get("CLASS") == "CONFIDENTIAL"]
    assert len(kept) == 2 and all("Care homes" in words for words in kept)


def test_what_has_a_meaning_in_the_file_is_escaped():
    assert escaped("a, b; c\\d\r\ne\x07") == "a\\, b\\; c\\\\d\\ne"
    words = "Care homes, one contract; one budget\nC:\\shared"
    text = calendar_text("x", [Event("u", date(2011, 10, 20), words, words)], AT)
    held = read_back(text)[0]
    assert held["SUMMARY"] == held["DESCRIPTION"] == words


def test_lines_are_folded_within_75_octets_and_never_inside_a_letter():
    line = "SUMMARY:" + "é£–" * 60
    parts = folded(line).split("\r\n")
    assert all(len(part.encode("utf-8")) <= LONGEST for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


def test_stamps_are_in_universal_time():
    summer = datetime(2016, 7, 28, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert "DTSTAMP:20160727T233000Z" in calendar_text(
        "x", [Event("u", date(2016, 7, 28), "y")], summer
    )


def test_only_a_calendar_of_ours_is_replaced(plan: Plan, tmp_path: Path):
    out = tmp_path / "plan.ics"
    export_calendar(plan, out)
    export_calendar(plan, out)
    other = tmp_path / "other.ics"
    other.write_text("BEGIN:VCALENDAR\r\nPRODID:-//Somebody//EN\r\nEND:VCALENDAR\r\n")
    with pytest.raises(Refusal, match="was not written by jcplanner"):
        export_calendar(plan, other)
    assert "Somebody" in other.read_text()
    assert sorted(held.name for held in tmp_path.glob("*.ics")) == ["other.ics", "plan.ics"]


def test_a_plan_without_any_date_has_no_calendar(small_plan: Plan, tmp_path: Path):
    with pytest.raises(Refusal, match="Nothing in the forward plan has a date yet"):
        export_calendar(small_plan, tmp_path / "plan.ics")
    assert not (tmp_path / "plan.ics").exists()


@pytest.fixture
def small_plan(make_plan) -> Plan:
    """A plan that has no bodies."""
    return make_plan().plan


def test_a_decision_on_no_known_day_is_left_out(plan: Plan):
    plan_before = len(events(plan))
    edits.change(plan, Decision, ["care:pctb"], expected=None)
    assert len(events(plan)) == plan_before - 3
