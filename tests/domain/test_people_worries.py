"""What the stocktake and the structure warn of."""

from jcplanner.domain.figures import Figures
from jcplanner.domain.people import OfficerTime, Post
from jcplanner.domain.people_worries import people_problems
from jcplanner.domain.record import Record
from tests.domain.people_records import STOCKTAKE, STRUCTURE, records_of


def kinds(*held: Record) -> list[tuple[str, str]]:
    found = people_problems(records_of(*held), Figures())
    return [(problem.place.id, problem.kind) for problem in found]


def test_the_papers_stocktake_has_no_problem():
    assert kinds(*STOCKTAKE) == []


def test_tupe_is_asked_for_where_the_employer_changes():
    assert kinds(*STRUCTURE) == [("chc", "TUPE not known"), ("broker", "TUPE not known")]
    (first, _) = people_problems(records_of(*STRUCTURE), Figures())
    assert first.text == (
        'The post "Head of Continuing Healthcare" moves from The Clinical Commissioning Group to '
        "The Council, and whether TUPE applies is not known."
    )


def test_a_cost_without_months_is_serious():
    for months in (0, None):
        assert kinds(OfficerTime("a", cost=1_00, months=months, source="s")) == [
            ("a", "months sampled missing")
        ]


def test_a_review_needs_figures():
    assert kinds(OfficerTime("a", review_on="2018-10-01")) == [("a", "review date without figures")]
    assert kinds(OfficerTime("a", review_on="2018-10-01", fte=50)) == []


def test_an_estimate_rests_on_something():
    assert kinds(OfficerTime("a", cost=1_00)) == [("a", "officer time without a basis")]


def test_basis_and_months_agree():
    actual = OfficerTime("a", cost=1_00, months=3, basis="actual over twelve months")
    assert kinds(actual) == [("a", "basis and months apart")]
    twelve = OfficerTime("a", cost=1_00, basis="snapshot, extrapolated")
    assert kinds(twelve) == [("a", "basis and months apart")]
    firm = OfficerTime("a", cost=1_00, months=3, basis="snapshot, extrapolated", status="actual")
    assert kinds(firm) == [("a", "extrapolated, not indicative")]


def test_a_ring_is_told_once_where_it_is_the_same_on_both_sides():
    held = (Post("a", 1, "A", reports_to="b"), Post("b", 2, "B", reports_to="a"))
    (problem,) = people_problems(records_of(*held), Figures())
    assert (problem.severity, problem.kind) == ("serious", "ring of reporting lines")
    assert problem.text == (
        'Reporting lines now run in a ring: "A" reports to "B", and so back to "A".'
    )


def test_a_post_cannot_report_to_one_that_goes():
    held = (Post("a", 1, "A", state="now only"), Post("b", 2, "B", reports_to="a"))
    assert kinds(*held) == [("b", "reports to a post that is not there")]


def test_a_joint_appointment_without_its_other_employer_is_pointed_out():
    assert kinds(Post("a", joint=1)) == [("a", "joint appointment with whom")]
