"""Scores from 1 to 25, their bands, and the heat map with what has moved."""

from dataclasses import replace

import pytest

from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Table
from jcplanner.domain.registers import LIKELIHOODS, Risk
from jcplanner.domain.scoring_risks import (
    TARGET,
    Score,
    band_of,
    check_degrees,
    degree,
    heat_map,
    score_of,
)

VIABLE = Risk(
    "viable",
    1,
    "One organisation ceases to be viable as a separate body",
    "Financial and operational challenges facing all organisations of the county",
    "It may be merged with one outside the county, losing the focus on Herefordshire's people",
    "if we don't",
    current_likelihood=3,
    current_impact=5,
    target_likelihood=2,
    target_impact=5,
    source="000 para 2",
)
"""000¶2: what not proceeding with One Herefordshire risks; the scores are ours."""


def table(*risks: Risk) -> Table[Risk]:
    return Table(Risk, (risk.row for risk in risks))


def test_a_score_is_likelihood_times_impact_in_its_band() -> None:
    score = score_of(VIABLE)
    assert score is not None
    assert (score.points, score.band, score.words) == (15, "high", "3 x 5 = 15, high")
    wanted = score_of(VIABLE, TARGET)
    assert wanted is not None
    assert (wanted.points, wanted.band) == (10, "medium")


def test_bands_begin_at_six_and_fifteen() -> None:
    assert [band_of(points) for points in (1, 5, 6, 14, 15, 25)] == [
        "low",
        "low",
        "medium",
        "medium",
        "high",
        "high",
    ]


def test_a_risk_half_scored_has_no_score() -> None:
    assert score_of(replace(VIABLE, current_impact=None)) is None
    assert score_of(VIABLE, "inherent") is None


def test_a_degree_is_said_with_its_word_and_meaning() -> None:
    assert degree(LIKELIHOODS, 4) == "4 likely: more likely than not; 50% to 80%"


@pytest.mark.parametrize("value", [0, 6, -1, "high"])
def test_a_score_outside_1_to_5_is_refused_in_one_sentence(value: int | str) -> None:
    with pytest.raises(Refusal) as refused:
        check_degrees({"current_impact": value, "owner": "Director"})
    assert str(refused.value) == (
        "Current impact is a whole number from 1 (negligible) to 5 (severe), or blank; "
        f"not {value}."
    )


def test_a_blank_score_and_other_fields_are_taken() -> None:
    check_degrees({"current_impact": None, "target_likelihood": 5, "amount": 99})


def test_the_heat_map_says_what_has_moved_since() -> None:
    before = table(
        replace(VIABLE, current_likelihood=4, current_impact=4),
        replace(VIABLE, id="left", event="Gone by now"),
        replace(VIABLE, id="late", current_impact=None),
    )
    now = table(
        VIABLE,
        replace(VIABLE, id="new", event="New one", current_likelihood=1),
        replace(VIABLE, id="late", event="Scored late"),
        replace(VIABLE, id="left", state="closed"),
        replace(VIABLE, id="blank", current_likelihood=None),
    )
    held = heat_map(now, before=before)
    assert [(risk.name, risk.words) for risk in held.at(3, 5)] == [
        (VIABLE.event, "lowered, was 4 x 4 = 16, high"),
        ("Scored late", "not scored before"),
    ]
    assert [(risk.name, risk.words) for risk in held.at(1, 5)] == [("New one", "new")]
    assert held.unscored == ("blank",)
    assert held.left == (("Gone by now", Score(3, 5)),)
    assert held.count == 3


def test_without_an_earlier_version_nothing_has_moved() -> None:
    held = heat_map(table(VIABLE))
    assert [risk.words for risk in held.at(3, 5)] == [""]
    assert held.left == ()


def test_other_degrees_of_the_same_points_are_moved_neither_raised_nor_lowered() -> None:
    before = table(replace(VIABLE, current_likelihood=2, current_impact=5))
    held = heat_map(table(replace(VIABLE, current_likelihood=5, current_impact=2)), before=before)
    assert [risk.movement for risk in held.at(5, 2)] == ["moved"]
