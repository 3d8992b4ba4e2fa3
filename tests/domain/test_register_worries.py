"""What the registers warn of, with facts of the papers."""

from dataclasses import replace

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import STAGES
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.records import Records
from jcplanner.domain.register_worries import latest_day, register_problems
from jcplanner.domain.registers import (
    Action,
    Contract,
    ContractShare,
    Engagement,
    Issue,
    Lesson,
    Risk,
    Submission,
)
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.stage_reviews import StageReview

PLAN = PlanDetails("plan", "One Herefordshire", "Herefordshire", 2016, 4)
VIABLE = Risk(
    "viable",
    1,
    "One organisation ceases to be viable",
    side="if we don't",
    owner="Chief executive",
    mitigation="Explore joint commissioning",
    current_likelihood=4,
    current_impact=4,
)


def problems(*held: object) -> list[tuple[str, str, str]]:
    rows: dict[str, list[tuple[object, ...]]] = {}
    for one in (PLAN, *held):
        rows.setdefault(one.TABLE, []).append(one.row)
    records, figures = Records(rows), Figures()
    figures.put_in(records, records.table(BudgetLine))
    return [(held.severity, held.kind, held.text) for held in register_problems(records, figures)]


def test_a_high_risk_that_is_held_and_worked_on_is_no_problem() -> None:
    assert problems(VIABLE) == []


def test_a_high_risk_needs_mitigation_and_owner() -> None:
    assert problems(replace(VIABLE, owner="", mitigation=" ")) == [
        (
            "serious",
            "high risk without mitigation or owner",
            'The risk "One organisation ceases to be viable" scores 16 and has no mitigation and no owner.',
        )
    ]
    assert problems(replace(VIABLE, owner="", current_impact=3)) == []


def test_a_target_above_where_a_risk_stands_is_named() -> None:
    found = problems(replace(VIABLE, target_likelihood=5, target_impact=4))
    assert found == [
        (
            "warning",
            "target above current",
            'The risk "One organisation ceases to be viable" is wanted at 20, above the 16 it has now.',
        )
    ]


def test_a_risk_that_occurred_needs_its_issue() -> None:
    occurred = replace(VIABLE, state="occurred")
    assert [kind for _, kind, _ in problems(occurred)] == ["risk that occurred without an issue"]
    assert problems(occurred, Issue("i", 1, "It happened", risk="viable")) == []


def test_an_action_without_an_owner_is_named_until_it_is_done() -> None:
    bring = Action("a", 1, "Bring back proposals for decision")
    assert [kind for _, kind, _ in problems(bring)] == ["action without an owner"]
    assert problems(replace(bring, owner="Chief executive")) == []
    assert problems(replace(bring, state="done")) == []


LESSON = Lesson(
    "benefits",
    1,
    "Record benefits formally",
    "Less structure and formal recording of the benefits",
    "Keep a register of benefits",
    "older",
    "align",
    state="recommended",
)
"""003¶9: running it as core business cost the formal recording of the benefits."""


def test_a_lesson_not_applied_when_its_area_moved_on_is_named() -> None:
    areas = (ServiceArea("older", 1, "Older people"), ServiceArea("homes", 2, "Homes", "older"))
    gone_on = StageReview("r", 1, "older", "align", "learn", verdict="moves on")
    found = problems(*areas, LESSON, gone_on)
    assert [text for _, _, text in found] == [
        (
            'The lesson "Record benefits formally" was recommended but never applied, and Older people '
            "has moved on."
        )
    ]
    assert problems(*areas, replace(LESSON, service_area="homes"), gone_on)
    assert problems(*areas, replace(LESSON, state="applied"), gone_on) == []
    assert problems(*areas, replace(LESSON, stage="learn"), gone_on) == []
    assert problems(*areas, LESSON, replace(gone_on, verdict="open")) == []


def test_shares_of_a_contract_come_to_a_whole() -> None:
    partners = (Partner("c", 1, "Council"), Partner("n", 2, "CCG"))
    homes = Contract("k", 1, "Care homes")
    shares = (ContractShare("k:c", "k", "c", 6_000), ContractShare("k:n", "k", "n", 3_000))
    assert [text for _, _, text in problems(*partners, homes, *shares)] == [
        'The contract "Care homes": its funding shares come to 90.00%, not 100%.'
    ]
    whole = (shares[0], replace(shares[1], share=4_000))
    assert problems(*partners, homes, *whole) == []
    assert problems(*partners, homes) == []


def test_a_contract_that_ends_inside_the_plan_says_what_follows() -> None:
    homes = Contract("k", 1, "Care homes", ends="2018-03-31")
    assert [text for _, _, text in problems(homes)] == [
        'The contract "Care homes" ends on 31 March 2018, inside the plan, and nothing says what follows.'
    ]
    assert problems(replace(homes, extension="1 + 1 years")) == []
    assert problems(replace(homes, ends="2020-03-31")) == []
    assert problems(replace(homes, ends="2015-03-31")) == []


def test_the_same_provider_bought_apart_is_a_note() -> None:
    partners = (Partner("c", 1, "Council"), Partner("n", 2, "CCG"))
    lines = (
        BudgetLine("one", 1, "c", description="A", provider="Shaw"),
        BudgetLine("two", 2, "n", description="B", provider="shaw"),
    )
    assert problems(*partners, *lines) == [
        (
            "note",
            "same provider bought twice",
            "Shaw is bought by CCG, Council, without a joint contract.",
        )
    ]


def test_very_many_providers_bought_apart_are_counted() -> None:
    partners = (Partner("c", 1, "Council"), Partner("n", 2, "CCG"))
    lines = [
        BudgetLine(f"{place}{partner}", 1, partner, description="A", provider=f"P{place:03}")
        for place in range(60)
        for partner in ("c", "n")
    ]
    found = problems(*partners, *lines)
    assert len(found) == 51
    assert found[-1][2] == (
        "10 more providers are bought by several partners without a joint contract."
    )


def test_overdue_is_said_only_of_a_day_that_the_plan_knows_to_have_passed() -> None:
    draft = Submission("s", 1, "Draft plan", due="2016-06-30", owner="Programme lead")
    assert problems(draft) == []
    held = Engagement("e", 1, "Scrutiny briefing", date="2016-07-28", state="held")
    assert [text for _, _, text in problems(draft, held)] == [
        '"Draft plan" was due on 30 June 2016 and is not done; the plan knows of 28 July 2016.'
    ]
    planned = replace(held, state="planned")
    assert problems(draft, planned) == []
    assert problems(replace(draft, state="sent", done_on="2016-06-30"), held) == []


def test_nothing_known_has_no_latest_day() -> None:
    assert latest_day(Records()) == ""
    assert STAGES[0] == "not started"
