"""What holds of every proposal, whatever is typed into it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jcplanner.domain.consulting import answer_id, holds_back
from jcplanner.domain.options import could_be_part, is_in_a_ring, part_id
from jcplanner.domain.proposals import (
    GUNNING_TESTS,
    TEST_STATES,
    Consultation,
    ConsultationTest,
    OptionPart,
    Proposal,
    ProposalOption,
)
from jcplanner.domain.record import Record
from tests.domain.proposed_records import made

OPENS = date(2016, 8, 10)
ANSWERS = st.lists(
    st.tuples(st.sampled_from(TEST_STATES), st.sampled_from(("", " ", "Appendix 2"))),
    min_size=len(GUNNING_TESTS),
    max_size=len(GUNNING_TESTS),
)


@given(
    st.lists(st.tuples(st.integers(-3, 40), st.one_of(st.none(), st.integers(0, 40)), ANSWERS)),
    st.integers(-3, 45),
)
def test_a_final_decision_goes_through_only_after_consultations_that_were_all_fair(
    asked: list[tuple[int, int | None, list[tuple[str, str]]]], decided: int
):
    """Long enough, all four tests met with evidence, and closed by the day of the decision."""
    held: list[Record] = [Proposal("p", 1, "P", step="final after consultation")]
    for at, (days, least, answers) in enumerate(asked):
        key = f"c{at}"
        closes = (OPENS + timedelta(days)).isoformat()
        held.append(Consultation(key, at, "p", key, "", OPENS.isoformat(), closes, least))
        for test, (state, evidence) in zip(GUNNING_TESTS, answers, strict=True):
            found = ConsultationTest(answer_id(key, test.key), key, test.key, state, evidence)
            held.append(found)
    fair = bool(asked) and all(
        max(0, least or 0) <= days <= decided
        and all(state == "met" and evidence.strip() for state, evidence in answers)
        for days, least, answers in asked
    )
    day = (OPENS + timedelta(decided)).isoformat()
    assert (holds_back(made(*held), "p", day) == []) is fair


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=30))
def test_no_order_of_combining_makes_a_ring(tried: list[tuple[int, int]]):
    options = [ProposalOption(f"o{at}", at, "p", f"O{at}", kind="hybrid") for at in range(6)]
    held: list[Record] = [Proposal("p", 1, "P"), *options]
    for hybrid, part in tried:
        one, other = options[hybrid].id, options[part].id
        key = part_id(one, other)
        if not could_be_part(made(*held), one, other) and key not in {had.id for had in held}:
            held.append(OptionPart(key, one, other))
    records = made(*held)
    assert not any(is_in_a_ring(records, option.id) for option in options)
