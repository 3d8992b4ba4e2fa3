"""What holds of decisions and of the calendar, whatever bodies say and people type."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.deciding import differ, elapsed, is_decided, needed_of, outcomes
from jcplanner.domain.decisions import FINAL, IN_FAVOUR, OUTCOMES
from jcplanner.domain.forward_plan import awaited, forward_plan
from jcplanner.exchange.calendar_file import LONGEST, Event, calendar_text, folded
from tests.domain.decided_records import decided
from tests.domain.test_deciding import records_of
from tests.exchange.test_calendar_file import read_back

BODIES = ("cabinet", "pctb", "hhccb")
DAYS = st.dates(date(2011, 1, 1), date(2013, 1, 1))
SAID = st.tuples(st.sampled_from(OUTCOMES), DAYS, st.sampled_from((0, 1)))


@given(st.lists(SAID, min_size=3, max_size=3))
def test_nobody_is_passed_over(said: list[tuple[str, date, int]]):
    """It is decided only where every body that is needed is done with it, and in favour."""
    records = records_of(
        *(
            decided("hps", body, outcome, day.isoformat(), needed=needed)
            for body, (outcome, day, needed) in zip(BODIES, said, strict=True)
        )
    )
    needed = [outcome for outcome, _, is_needed in said if is_needed]
    assert len(needed_of(records, "hps")) == len(needed)
    assert is_decided(records, "hps") == (
        bool(needed) and set(needed) <= FINAL and set(needed) <= IN_FAVOUR
    )
    spoken = {outcome for outcome in needed if outcome != "not yet"}
    assert set(outcomes(records, "hps")) == spoken
    assert differ(records, "hps") == (len(spoken) > 1)
    taken = elapsed(records, "hps")
    days = [day for outcome, day, is_needed in said if is_needed and outcome in FINAL]
    assert (taken is None) == (not days)
    if taken is not None:
        assert taken.between == (max(days) - min(days)).days <= taken.since_first_meeting
        assert taken.awaited == sum(1 for outcome in needed if outcome not in FINAL)
    here = [held for held in awaited(records) if held.key.startswith("hps:")]
    assert len(here) == sum(1 for outcome in needed if outcome not in FINAL)
    days_shown = [held.day for held in forward_plan(records) if held.day]
    assert days_shown == sorted(days_shown)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300)


@given(TEXT, st.lists(TEXT, max_size=3), DAYS)
def test_a_calendar_says_what_was_typed(summary: str, lines: list[str], day: date):
    described = "\n".join(lines)
    event = Event("u@x.jcplanner", day, summary, described)
    text = calendar_text(summary, [event], datetime(2011, 10, 3, tzinfo=UTC))
    assert all(len(line.encode("utf-8")) <= LONGEST for line in text.split("\r\n"))
    (held,) = read_back(text)
    assert held["SUMMARY"] == summary
    assert held.get("DESCRIPTION", "") == described
    assert held["DTSTART;VALUE=DATE"] == f"{day:%Y%m%d}"


@given(TEXT)
def test_folding_loses_nothing(line: str):
    parts = folded(line).split("\r\n ")
    assert "".join(parts) == line
