"""Problems of gates: overdue, passed without a decision, without evidence or reasons, stages without one."""

import dataclasses

from jcplanner.domain.decisions import Decision
from jcplanner.domain.gate_worries import gate_problems, latest_day
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.problems import Place
from jcplanner.domain.record import Record
from jcplanner.domain.stage_reviews import (
    ConsolidatedLine,
    Consolidation,
    GateCriterion,
    StageReview,
)
from tests.domain.gated_records import figures_of, gated

REVIEW = StageReview("g", 1, "older", "align", "learn", 2018, "2017-12-01", "p")
CLOSED = dataclasses.replace(REVIEW, verdict="moves on", closed_on="2017-12-01")
MOVED = PathwayStep("older:2018", "older", 2018, "learn", "virtual pool")
"""What closing the gate does to the pathway."""


def found(*changed: Record, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    records = gated(*changed, without=without)
    return [(held.kind, held.text) for held in gate_problems(records, figures_of(records))]


def test_an_open_gate_that_is_due_later_is_no_problem():
    assert found() == []


def test_a_plan_without_reviews_has_no_problems_of_gates():
    moved = PathwayStep("older:2018", "older", 2018, "learn", "virtual pool")
    assert found(moved, without=("g", "k", "m")) == []


def test_a_gate_is_overdue_once_the_plan_has_records_of_a_later_day():
    later = StageReview(
        "h", 2, "other", verdict="stays", closed_on="2018-02-01", reasons="Too soon"
    )
    assert found(later) == [
        (
            "gate overdue",
            (
                "Older people, align to learn: still open; it was due on 1 December 2017, and the plan has "
                "records up to 1 February 2018."
            ),
        )
    ]


def test_a_stage_on_the_pathway_whose_gate_is_open_is_told_and_overdue_once_its_year_has_begun():
    moved = PathwayStep("older:2018", "older", 2018, "learn", "virtual pool")
    assert found(moved) == [
        (
            "stage ahead of its gate",
            "Older people, align to learn: the pathway has learn from 2018/19, but the gate is open.",
        )
    ]
    undated = dataclasses.replace(REVIEW, due=None)
    decided = Decision("p:board", "p", "board", decided_on="2018-04-10", outcome="approved")
    assert found(moved, undated, decided)[0][0] == "gate overdue"


def test_a_closed_gate_whose_body_has_since_decided_otherwise_is_serious():
    assert found(CLOSED, MOVED) == []
    records = gated(CLOSED, MOVED, Decision("p:board", "p", "board", outcome="rejected"))
    [problem] = gate_problems(records, figures_of(records))
    assert (problem.kind, problem.severity) == ("gate passed without a decision", "serious")
    assert problem.text == (
        "Older people, align to learn: closed, but now Governing Body has rejected it."
    )
    assert problem.place == Place("pathway", "stage_review", "g", 2018)


def test_a_criterion_without_evidence_is_told_also_after_the_gate():
    assert found(CLOSED, MOVED, GateCriterion("k", 1, "g", "Lines compared", "met")) == [
        (
            "criterion without evidence",
            'Older people, align to learn: "Lines compared" is said to be met, without any evidence.',
        )
    ]


def test_staying_needs_its_reasons():
    stays = dataclasses.replace(REVIEW, verdict="stays", closed_on="2017-12-01")
    assert found(stays) == [
        ("gate without reasons", "Older people, align to learn: closed without its reasons.")
    ]


def test_a_stage_to_which_no_review_leads_is_told_where_the_plan_has_reviews_at_all():
    step = PathwayStep("other:2017", "other", 2017, "integrate", "pooled")
    assert found(step) == [
        (
            "stage without a closed gate",
            "Other is at integrate from 2017/18, but no stage review leads there.",
        )
    ]


def test_the_latest_day_is_of_what_has_happened():
    records = gated()
    day = latest_day(records)
    assert day is not None
    assert day.isoformat() == "2017-11-09"


def test_a_line_in_two_integrated_budgets_would_be_counted_twice():
    records = gated(
        Consolidation("a", 1, "Care homes", "older", 2018),
        Consolidation("b", 2, "Community", "older", 2018),
        ConsolidatedLine("a:beds", "a", "beds"),
        ConsolidatedLine("b:beds", "b", "beds"),
        ConsolidatedLine("b:chc", "b", "chc"),
    )
    [problem] = gate_problems(records, figures_of(records))
    assert problem.kind == "line in two integrated budgets"
    assert problem.text == '"Residential care" goes into "Care homes" and "Community".'
    assert problem.place == Place("pathway", "consolidation", "b", 2018)


def test_an_area_put_back_on_the_pathway_without_a_step_back_is_told():
    assert found(CLOSED, MOVED) == []
    assert found(CLOSED) == [
        (
            "stage behind its gate",
            (
                "Older people, align to learn: the gate is passed, but the pathway has align in 2018/19; a "
                "step back is a stage review with its reasons."
            ),
        )
    ]
    back = StageReview(
        "h", 2, "older", "learn", "align", 2018, verdict="steps back", reasons="Too soon"
    )
    assert found(CLOSED, back) == []
