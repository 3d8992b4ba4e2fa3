"""A gate never closes with a body's decision missing, whatever the records are."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from jcplanner.domain.decisions import FINAL, IN_FAVOUR, OUTCOMES, Decision
from jcplanner.domain.figures import Figures
from jcplanner.domain.gates import missing
from jcplanner.domain.partners import AUTHORITIES, PLAN_ROLES, Body, Partner
from jcplanner.domain.pathway import STAGES, PathwayStep
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import STEPS, Proposal
from jcplanner.domain.record import Record
from jcplanner.domain.registers import RISK_STATES, Issue, Lesson, Risk
from jcplanner.domain.stage_reviews import CRITERION_STATES, VERDICTS, GateCriterion, StageReview
from jcplanner.plan import gate_edits
from jcplanner.plan.plan import Plan
from tests.domain.gated_records import GATED, figures_of, gated
from tests.properties.test_histories import with_plan

BODIES = ("cabinet", "board", "hwb", "joint")
DAYS = st.sampled_from((None, "2017-11-02", "2018-01-15"))
TEXT = st.sampled_from(("", " ", "Paper 7"))

DECISION = st.builds(
    lambda body, needed, outcome, day: Decision(
        f"p:{body}", "p", body, needed, decided_on=day, outcome=outcome
    ),
    st.sampled_from(BODIES),
    st.integers(0, 1),
    st.sampled_from(OUTCOMES),
    DAYS,
)
CRITERION = st.builds(
    lambda key, state, evidence: GateCriterion(key, 1, "g", key, state, evidence),
    st.sampled_from(("k", "m", "x")),
    st.sampled_from(CRITERION_STATES),
    TEXT,
)
BODY = st.builds(
    lambda key, partner, authority: Body(key, 1, key, partner, authority=authority),
    st.sampled_from(BODIES),
    st.sampled_from(("c", "n", "w", None)),
    st.sampled_from(AUTHORITIES),
)
PARTNER = st.builds(
    lambda key, role: Partner(key, 1, key, plan_role=role),
    st.sampled_from(("c", "n")),
    st.sampled_from(PLAN_ROLES),
)
REVIEW = st.builds(
    lambda before, after, year, proposal, learnt: StageReview(
        "g", 1, "older", before, after, year, proposal=proposal, learnt=learnt
    ),
    st.sampled_from(STAGES),
    st.sampled_from(STAGES),
    st.sampled_from((None, 2017, 2018, 2030)),
    st.sampled_from((None, "p")),
    TEXT,
)
OTHERS = st.one_of(
    st.builds(lambda step: Proposal("p", 1, "Together", step=step), st.sampled_from(STEPS)),
    st.builds(
        lambda state, area: Risk("r", 1, "Fees", service_area=area, stage="align", state=state),
        st.sampled_from(RISK_STATES),
        st.sampled_from(("older", "homes", "other", None)),
    ),
    st.builds(lambda words: Issue("i", 1, "Brokers", service_area="older", answer=words), TEXT),
    st.builds(
        lambda area: Lesson("l", 1, "Fees", service_area=area), st.sampled_from(("older", None))
    ),
)
JOINT = Body("joint", 4, "Joint committee", None, authority="none")
CHANGES = st.lists(st.one_of(DECISION, CRITERION, BODY, PARTNER, OTHERS, REVIEW), max_size=9)


def decided_in_favour(plan: Plan, on: str) -> bool:
    """Every needed body has said so, by the day: worked out from the rows alone."""
    needed = [
        held
        for held in plan.table(Decision).values()
        if held.proposal == plan.table(StageReview)["g"].proposal and held.needed
    ]
    return bool(needed) and all(
        held.outcome in FINAL & IN_FAVOUR and (held.decided_on or on) <= on for held in needed
    )


def with_records(changed: list[Record], check: Callable[[Plan, Path], None]) -> None:
    """A plan of the gate with these records in it."""

    def fill(plan: Plan, path: Path) -> None:
        with plan.step("Fill") as draft:
            for record in (*GATED, JOINT, *changed):
                draft.put(record)
        check(plan, path)

    with_plan(fill)


@settings(max_examples=80)
@given(changed=CHANGES, verdict=st.sampled_from(VERDICTS), reasons=TEXT)
def test_a_gate_never_closes_with_a_bodys_decision_missing(
    changed: list[Record], verdict: str, reasons: str
):
    def check(plan: Plan, _path: Path) -> None:
        day, before = "2017-12-01", len(plan.steps)
        steps_before = dict(plan.table(PathwayStep).rows)
        lacks = missing(plan.records, "g")
        try:
            gate_edits.close_gate(plan, "g", verdict, day, reasons)
        except Refusal:
            assert len(plan.steps) == before
            assert plan.table(StageReview)["g"].verdict == "open"
            assert plan.table(PathwayStep).rows == steps_before
            return
        assert len(plan.steps) == before + 1
        review = plan.table(StageReview)["g"]
        assert review.verdict == verdict
        if verdict == "moves on":
            assert lacks == ()
            assert decided_in_favour(plan, day)
            criteria = list(plan.table(GateCriterion).values())
            assert criteria
            assert all(held.state != "not yet" and held.evidence.strip() for held in criteria)
            assert plan.table(PathwayStep)[f"older:{review.year}"].stage == review.to_stage
        else:
            assert review.reasons.strip()

    with_records(changed, check)


@given(changed=CHANGES)
def test_what_is_missing_is_the_same_with_kept_figures_and_without(changed: list[Record]):
    records = gated(JOINT, *changed)
    figures: Figures = figures_of(records)
    assert missing(records, "g", figures) == missing(records, "g")
