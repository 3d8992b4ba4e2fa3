"""What helps people to ask for a virement."""

import pytest

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.partners import Body
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.virement_choices import agreeing_bodies, lines_to_add, read_day, say_years
from jcplanner.plan.virement_edits import Asked, make_virement


def test_bodies_and_whoever_agreed_before_are_offered(plan: Plan):
    edits.add(plan, Body, name="Cabinet")
    for agreed in ("Head of finance", "Cabinet", ""):
        make_virement(plan, Asked("Why", 2016, {"homes": -1, "charges": 1}, agreed_by=agreed))
    assert agreeing_bodies(plan) == ["Cabinet", "Head of finance"]


def test_the_day_is_read_as_every_date_is():
    assert (read_day("28/07/2016"), read_day(" ")) == ("2016-07-28", None)
    with pytest.raises(Refusal, match="not a date"):
        read_day("Thursday")


def test_lines_are_offered_that_could_take_part(plan: Plan):
    charges = ("charges", "Client charges, Council, Learning disability")
    homes = ("homes", "Homes, Council, Learning disability")
    wards = ("wards", "Wards, CCG, Mental health")
    assert lines_to_add(plan, [], 2016) == [charges, homes, wards]
    assert lines_to_add(plan, ["homes"], 2016) == [charges]
    assert lines_to_add(plan, ["homes"], 2017) == []
    edits.change(plan, BudgetLine, ["charges"], nature="capital")
    assert lines_to_add(plan, ["homes"], 2016) == []
    # Another partner's line can take part inside one pool.
    with plan.step("Pool") as draft:
        draft.put(PathwayStep("adults:2016", "adults", 2016, "integrate", "pooled", "pool"))
        draft.put(PathwayStep("mental:2016", "mental", 2016, "integrate", "pooled", "pool"))
    assert lines_to_add(plan, ["homes"], 2016) == [wards]


def test_the_years_that_would_move_are_said_with_what_to_mind(plan: Plan):
    assert say_years(plan, Asked("", 2016, {})) == ""
    assert say_years(plan, Asked("", 2016, {"homes": -1}, recurrent=False)) == "Moves 2016/17."
    assert say_years(plan, Asked("", 2016, {"homes": -1, "charges": 1})) == (
        "Moves 2016/17. 2017/18 stays: not all lines have amounts there."
        " A line of income that gains has less income; one that gives has more."
    )
    assert "blank is not nil" in say_years(plan, Asked("", 2018, {"homes": -1}))
