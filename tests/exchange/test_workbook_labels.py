"""Labels that formulas can tell apart, whatever the names are."""

from collections.abc import Callable

import pytest

from jcplanner.domain.partners import Partner
from jcplanner.domain.services import ServiceArea
from jcplanner.exchange.workbook_labels import LONGEST_LABEL, labels_of, unmistakable
from jcplanner.plan import edits
from jcplanner.plan.opening import OpenPlan


@pytest.mark.parametrize(
    "name",
    ["Older people", "Care homes, 65 and over", "Adults (18-64)", "A&E", "Mayfield", "2nd stage"],
)
def test_an_ordinary_name_is_its_own_label(name: str):
    assert unmistakable(name) == name


@pytest.mark.parametrize(
    "name",
    ["2016", "1E5", "00123", "10%", "1/2", "TRUE", "May 2020", "12-Jan", "=x", ">65", "<>", "#N/A"],
)
def test_what_a_formula_would_take_for_something_else_is_put_in_quotes(name: str):
    assert unmistakable(name) == f"\u201c{name}\u201d"


def test_patterns_lose_their_power():
    assert not set("*?~") & set(unmistakable("Other? * ~"))


def test_a_long_name_is_cut_and_a_blank_one_has_a_label():
    assert len(unmistakable("x" * 999)) == LONGEST_LABEL
    assert unmistakable(" ") == "(no name)"


def test_names_that_differ_only_in_capitals_are_told_apart(make_plan: Callable[..., OpenPlan]):
    plan = make_plan().plan
    for name in ("the council", "THE COUNCIL", "No partner"):
        edits.add(plan, Partner, name=name)
    edits.add(plan, ServiceArea, name="adults")
    labels = labels_of(plan)
    assert list(labels.partners.values()) == [
        "The Council",
        "The Clinical Commissioning Group",
        "the council (2)",
        "THE COUNCIL (3)",
        "No partner (2)",
    ]
    assert "adults (2)" in labels.areas.values()
    assert ("adults", "adults (2)") in labels.altered
