"""What bodies said, where they differ, how long they took: three boards (003), unlike outcomes (004¶20)."""

from datetime import date

import pytest

from jcplanner.domain.deciding import (
    WITHOUT_AUTHORITY_MAY,
    body_name,
    decisions_of,
    differ,
    elapsed,
    figures_fixed,
    is_decided,
    may_say,
    next_figures_day,
    outcomes,
    papers_due,
    proposal_of,
    said,
)
from jcplanner.domain.decisions import FINAL, IN_FAVOUR, OUTCOMES, Decision
from jcplanner.domain.partners import Body
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from tests.domain.decided_records import DIFFERENT, GOVERNANCE, THREE_BOARDS, decided


def records_of(*changed: Record) -> Records:
    """The records of the governance plan in which these are changed or added."""
    held = {(record.TABLE, record.id): record for record in (*GOVERNANCE, *changed)}
    rows: dict[str, list[tuple[object, ...]]] = {}
    for record in held.values():
        rows.setdefault(record.TABLE, []).append(record.row)
    return Records(rows)


def test_three_boards_decide_the_same_paper_on_three_dates():
    """003, Purpose: NHS Herefordshire Board 19 October, Cabinet 20 October, HHCC Board 25 October 2011."""
    records = records_of(*THREE_BOARDS)
    taken = elapsed(records, "hps")
    assert taken is not None
    assert (taken.first, taken.last) == (date(2011, 10, 19), date(2011, 10, 25))
    assert (taken.between, taken.since_first_meeting, taken.awaited) == (6, 6, 0)
    assert is_decided(records, "hps")
    assert not differ(records, "hps")


def test_nobody_has_decided_until_the_last_board_that_is_needed_has():
    records = records_of(*THREE_BOARDS[:2])
    assert not is_decided(records, "hps")
    taken = elapsed(records, "hps")
    assert taken is not None and (taken.between, taken.awaited) == (1, 1)


def test_a_proposal_that_needs_no_body_is_decided_by_nobody():
    assert not is_decided(records_of(), "consult")


def test_the_same_proposal_can_have_differing_outcomes():
    """004¶20: approved by one board, put off by another."""
    records = records_of(*DIFFERENT)
    assert differ(records, "care")
    assert {
        outcome: [held.body.id for held in by] for outcome, by in outcomes(records, "care").items()
    } == {
        "approved": ["cabinet"],
        "deferred": ["pctb"],
    }
    assert not is_decided(records, "care")


def test_amending_what_another_body_approved_is_a_difference():
    records = records_of(*DIFFERENT, decided("care", "pctb", "approved as amended", "2012-01-11"))
    assert differ(records, "care") and is_decided(records, "care")
    taken = elapsed(records, "care")
    assert taken is not None and taken.between == 55


def test_advice_is_no_difference():
    records = records_of(*THREE_BOARDS, decided("hps", "hwb", "noted", "2011-11-01"))
    assert not differ(records, "hps")


def test_days_count_from_the_first_meeting_that_had_it():
    """The first body met on the 17th, but typed its decision on the 21st."""
    records = records_of(
        decided("care", "cabinet", "approved", "2011-11-21", meeting="m17"),
        decided("care", "pctb", "approved", "2011-12-14"),
    )
    taken = elapsed(records, "care")
    assert taken is not None and (taken.between, taken.since_first_meeting) == (23, 27)


def test_a_decision_without_a_day_takes_that_of_its_meeting():
    records = records_of(Decision("hps:cabinet", "hps", "cabinet", 1, "m20", outcome="approved"))
    held = said(records, "hps", records.table(Body)["cabinet"])
    assert held.decided_on == date(2011, 10, 20) and held.expected is None


def test_a_deferred_decision_is_expected_at_the_meeting_to_which_it_was_put_off():
    records = records_of(decided("care", "cabinet", "deferred", "2011-10-20", meeting="m17"))
    held = said(records, "care", records.table(Body)["cabinet"])
    assert (held.decided_on, held.expected) == (date(2011, 10, 20), date(2011, 11, 17))


def test_states_of_a_body_beside_a_proposal():
    records = records_of(*DIFFERENT)
    bodies = records.table(Body)
    assert said(records, "hps", bodies["hwb"]).state == "not needed"
    assert said(records, "hps", bodies["cabinet"]).state == "awaited"
    assert said(records, "hps", bodies["steering"]).state == "not asked"
    assert said(records, "care", bodies["pctb"]).state == "deferred"


def test_papers_and_figures_go_by_the_lead_times_of_the_body():
    bodies = records_of().table(Body)
    meeting = date(2011, 11, 17)
    assert figures_fixed(bodies["cabinet"], meeting) == date(2011, 10, 13)  # 35 days
    assert papers_due(bodies["cabinet"], meeting) == date(2011, 11, 10)  # 7, not said otherwise
    assert figures_fixed(bodies["hwb"], meeting) == date(2011, 10, 20)  # 28, not said otherwise
    assert papers_due(bodies["hwb"], meeting) == date(2011, 11, 12)
    no_days = Body("x", 1, papers_days=0, figures_days=0)
    assert papers_due(no_days, meeting) == figures_fixed(no_days, meeting) == meeting


def test_the_next_day_for_figures_is_the_earliest_of_the_awaited_bodies():
    found = next_figures_day(records_of(), "care")
    assert found is not None and (found[0].body.id, found[1]) == ("cabinet", date(2011, 10, 13))
    assert next_figures_day(records_of(*THREE_BOARDS), "hps") is None


@pytest.mark.parametrize("authority", ["advisory", "none"])
def test_a_body_without_authority_can_note_but_not_decide(authority: str):
    body = Body("x", 1, authority=authority)
    assert {outcome for outcome in OUTCOMES if may_say(body, outcome)} == WITHOUT_AUTHORITY_MAY
    assert not (IN_FAVOUR - {"noted"}) & WITHOUT_AUTHORITY_MAY
    assert all(may_say(Body("y", 1, authority="delegated"), outcome) for outcome in FINAL)


def test_bodies_of_one_name_are_told_apart_by_their_partner():
    records = records_of()
    names = [body_name(records, body) for body in records.table(Body).ordered()]
    assert names[:4] == ["Cabinet", "PCT Board", "HHCC Board", "Health and Wellbeing Board"]


def test_only_bodies_that_were_asked_have_decisions():
    assert [held.body.id for held in decisions_of(records_of(), "hps")] == [
        "cabinet",
        "pctb",
        "hhccb",
        "hwb",
    ]


def test_parts_of_a_proposal_lead_to_it():
    records = records_of(*THREE_BOARDS)
    assert proposal_of(records, "recommendation", "r1") == "hps"
    assert proposal_of(records, "recommendation_outcome", "r2:hhccb") == "hps"
    assert proposal_of(records, "consultation", "c") == "consult"
    assert proposal_of(records, "proposal", "care") == "care"
    assert proposal_of(records, "body", "cabinet") == ""
    assert proposal_of(records, "consultation", "gone") == ""
