"""The forward plan: what comes when, and what has to be ready before it."""

from datetime import date

from jcplanner.domain.decisions import Meeting
from jcplanner.domain.forward_plan import awaited, forward_plan
from tests.domain.decided_records import THREE_BOARDS
from tests.domain.test_deciding import records_of


def test_everything_stands_in_the_order_of_its_day():
    found = [
        (held.day, held.kind, held.body.id if held.body else "")
        for held in forward_plan(records_of())
    ]
    assert found == [
        (date(2011, 10, 19), "decision", "pctb"),
        (date(2011, 10, 20), "decision", "cabinet"),
        (date(2011, 10, 25), "decision", "hhccb"),
        (date(2011, 11, 1), "consultation opens", ""),
        (date(2011, 11, 17), "decision", "cabinet"),
        (date(2011, 12, 1), "submission", ""),
        (date(2011, 12, 14), "decision", "pctb"),
        (date(2012, 1, 24), "consultation closes", ""),
    ]


def test_a_decision_that_is_awaited_says_when_papers_and_figures_are_due():
    held = next(one for one in forward_plan(records_of()) if one.key == "care:cabinet")
    assert (held.papers, held.figures) == (date(2011, 11, 10), date(2011, 10, 13))
    assert held.key_decision and not held.done


def test_what_is_decided_has_nothing_left_to_be_ready():
    found = [held for held in forward_plan(records_of(*THREE_BOARDS)) if held.done]
    assert [held.key for held in found] == ["hps:pctb", "hps:cabinet", "hps:hhccb"]
    assert {(held.papers, held.figures) for held in found} == {(None, None)}


def test_a_meeting_stands_by_itself_only_while_nothing_is_put_to_it():
    records = records_of(Meeting("m1", 9, "cabinet", "Special Cabinet", "2011-11-01"))
    found = [held for held in forward_plan(records) if held.kind == "meeting"]
    assert [(held.key, held.papers) for held in found] == [("m1", date(2011, 10, 25))]


def test_a_meeting_that_is_moved_takes_its_decision_along():
    records = records_of(Meeting("m20", 2, "cabinet", "Cabinet", "2011-10-27"))
    held = next(one for one in forward_plan(records) if one.key == "hps:cabinet")
    assert held.day == date(2011, 10, 27)


def test_needed_decisions_that_are_to_come_are_awaited_by_day():
    records = records_of(*THREE_BOARDS)
    assert [held.key for held in awaited(records)] == ["care:cabinet", "care:pctb"]
