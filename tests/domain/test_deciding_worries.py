"""What the problem list says of decisions."""

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.deciding_worries import deciding_problems, undecided_budgets
from jcplanner.domain.decisions import Decision
from jcplanner.domain.figures import Figures
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.problems import Problem
from jcplanner.domain.proposals import Proposal
from jcplanner.domain.record import Record
from tests.domain.decided_records import DIFFERENT, THREE_BOARDS, decided
from tests.domain.test_deciding import records_of

UNDECIDED = "budget without a partner's decision"


def found(*changed: Record) -> list[Problem]:
    records, figures = records_of(*changed), Figures()
    figures.put_in(records, records.table(BudgetLine))
    return [*undecided_budgets(records, figures), *deciding_problems(records, figures)]


def undecided(*changed: Record) -> list[str]:
    return [held.text for held in found(*changed) if held.kind == UNDECIDED]


def test_joined_money_needs_a_decision_of_each_partner_whose_it_is():
    rest = "decision: no body of it with authority has approved that."
    assert undecided() == [
        f"Care homes is pooled from 2012/13 without Council's {rest}",
        f"Care homes is pooled from 2012/13 without PCT's {rest}",
    ]


def test_what_one_body_approved_and_another_put_off_is_half_decided():
    """004¶20."""
    assert ["PCT's" in text for text in undecided(*DIFFERENT)] == [True]
    assert not undecided(*DIFFERENT, decided("care", "pctb", "approved", "2012-01-11"))


@pytest.mark.parametrize(
    "changed",
    [
        decided("care", "cabinet", "rejected", "2011-11-17"),
        decided("care", "cabinet", "noted", "2011-11-17"),
        decided("care", "cabinet", "not yet", "2011-11-17"),
    ],
    ids=lambda held: held.outcome,
)
def test_only_approval_is_a_decision_for_it(changed: Decision):
    assert len(undecided(changed)) == 2


def test_approving_to_consult_is_not_joining_the_money():
    step = Proposal("care", 2, "Care homes", service_area="homes", step="approve to consult")
    assert len(undecided(*DIFFERENT, step)) == 2


def test_a_decision_about_the_whole_plan_holds_for_every_area():
    assert not undecided(*THREE_BOARDS)


def test_money_that_stays_apart_needs_no_decision():
    assert not undecided(PathwayStep("homes:2012", "homes", 2012, "align", "aligned"))


def test_lead_commissioning_needs_the_decision_too():
    step = PathwayStep("homes:2012", "homes", 2012, "integrate", "lead commissioning")
    assert len(undecided(step)) == 2


def test_a_partner_that_is_only_consulted_decides_nothing():
    consulted = Partner("pct", 2, "NHS Herefordshire", "PCT", "PCT", "consultee")
    assert len(undecided(consulted)) == 1


def kinds(*changed: Record) -> set[str]:
    return {held.kind for held in found(*changed)} - {UNDECIDED, "proposal that nobody decides"}


def test_differing_outcomes_are_noted_with_who_said_what():
    assert [held.text for held in found(*DIFFERENT) if held.kind == "bodies differ"] == [
        'Proposal "Care homes: one contract, one budget": approved by Cabinet; deferred by PCT Board.'
    ]


def test_a_body_without_authority_cannot_have_decided():
    assert kinds(decided("hps", "hwb", "approved", "2011-11-01")) == {"decided without authority"}


def test_a_decision_is_of_a_day():
    held = Decision("care:pctb", "care", "pctb", outcome="approved")
    assert kinds(held) == {"decision without a day"}


def test_a_body_does_not_decide_at_the_meeting_of_another():
    assert kinds(Decision("care:pctb", "care", "pctb", 1, "m17")) == {"meeting of another body"}


def test_a_proposal_that_no_body_is_asked_to_decide_is_noted():
    held = [one for one in found() if one.kind == "proposal that nobody decides"]
    assert [one.place.id for one in held] == ["consult"]


def test_three_boards_that_agreed_leave_nothing_to_worry_about():
    assert kinds(*THREE_BOARDS) == set()
