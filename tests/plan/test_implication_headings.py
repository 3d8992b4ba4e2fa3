"""Headings of implications that come with the program."""

import pytest

from jcplanner.domain.partners import Body
from jcplanner.domain.problems import Refusal
from jcplanner.domain.proposals import ImplicationHeading
from jcplanner.plan import edits
from jcplanner.plan.implication_headings import heading_sets, put_headings
from jcplanner.plan.plan import Plan

TEN = heading_sets()[0]


def test_the_first_set_has_the_ten_headings_of_001_appendix_1():
    assert len(TEN.headings) == 10
    assert TEN.headings[0] == "Financial and Value for Money"
    assert TEN.headings[9] == "Corporate objectives and priorities for change"
    assert all(held.name and held.about and held.source for held in heading_sets())


def test_a_set_is_put_in_for_a_body_as_one_step(plan: Plan):
    cabinet = edits.add(plan, Body, name="Cabinet", partner="c")
    assert put_headings(plan, TEN, cabinet) == 10
    held = plan.table(ImplicationHeading).ordered()
    assert [one.name for one in held] == list(TEN.headings)
    assert {one.body for one in held} == {cabinet}
    plan.undo()
    assert not plan.table(ImplicationHeading)


def test_headings_that_are_there_stay_as_they_are(plan: Plan):
    edits.add(plan, ImplicationHeading, name="LEGAL")
    assert put_headings(plan, TEN) == 9
    assert put_headings(plan, TEN) == 0
    assert [one.name for one in plan.table(ImplicationHeading).ordered()][:2] == [
        "LEGAL",
        "Financial and Value for Money",
    ]


def test_a_body_that_is_gone_is_refused(plan: Plan):
    with pytest.raises(Refusal):
        put_headings(plan, TEN, "nobody")
