"""The ten registers, and which of their records are open."""

import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.domain.records import Records
from jcplanner.domain.register_kinds import BY_TABLE, REGISTERS, register_named
from jcplanner.domain.registers import Benefit, BenefitAmount, Lesson, OutcomeMeasure, Risk


def records(*held: object) -> Records:
    rows: dict[str, list[tuple[object, ...]]] = {}
    for one in held:
        rows.setdefault(one.TABLE, []).append(one.row)
    return Records(rows)


def test_there_are_ten_registers_in_this_order() -> None:
    assert [held.title for held in REGISTERS] == [
        "Risks",
        "Issues",
        "Opportunities",
        "Lessons",
        "Actions",
        "Outcome measures",
        "Benefits",
        "Engagement",
        "Contracts",
        "Submissions and milestones",
    ]


def test_open_ones_are_counted_by_state() -> None:
    held = records(
        Risk("a", 1, "A"),
        Risk("b", 2, "B", state="occurred"),
        Risk("c", 3, "C", state="monitoring"),
        Lesson("d", 1, "D", state="applied"),
        Lesson("e", 2, "E", state="verified"),
    )
    assert BY_TABLE["risk"].count_open(held) == 2
    assert BY_TABLE["lesson"].count_open(held) == 1


def test_a_measure_is_open_until_its_actual_is_typed() -> None:
    held = records(OutcomeMeasure("a", 1, "A"), OutcomeMeasure("b", 2, "B", actual="nil"))
    assert BY_TABLE["outcome_measure"].count_open(held) == 1


def test_a_benefit_of_which_nothing_was_saved_is_realised_all_the_same() -> None:
    """004¶36: integration by itself does not necessarily save money."""
    held = records(
        Benefit("a", 1, "Care well coordinated"),
        BenefitAmount("a:2017", "a", 2017, planned=0, realised=0),
        Benefit("b", 2, "Planned only"),
        BenefitAmount("b:2017", "b", 2017, planned=100),
    )
    assert BY_TABLE["benefit"].count_open(held) == 1


@pytest.mark.parametrize(
    "words", ["risks", "Risk", "OUTCOME MEASURES", "outcome_measure", "submissions-and-milestones"]
)
def test_a_register_is_found_by_any_of_its_names(words: str) -> None:
    assert register_named(words) in REGISTERS


def test_an_unknown_register_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(Refusal, match='no register "risky"; there are: risks, issues'):
        register_named("risky")
