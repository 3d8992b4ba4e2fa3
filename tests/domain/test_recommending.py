"""What bodies said of each recommendation: the four of 001, each with an outcome of its own."""

from jcplanner.domain.decisions import Decision, RecommendationOutcome, decision_id
from jcplanner.domain.partners import Body
from jcplanner.domain.proposals import Proposal, Recommendation
from jcplanner.domain.recommending import answer, bodies_asked, outcome_id, recommendations_of
from tests.domain.proposed_records import made

HELD = (
    Body("cabinet", 1, "Cabinet"),
    Body("hwb", 2, "Health and Wellbeing Board"),
    Body("unasked", 3, "Another board"),
    Proposal("stp", 1, "The plan for Derby City and Derbyshire"),
    Recommendation("r2", 4, "stp", "To approve joint working with other system leaders"),
    Recommendation("r1", 2, "stp", "To approve the further development of the plan"),
    Recommendation("r4", 9, "stp", "To approve consultation on Home First services"),
    Recommendation("r3", 5, "stp", "To approve the development of governance arrangements"),
    Recommendation("x", 1, "other", "Something else"),
    Decision(decision_id("stp", "cabinet"), "stp", "cabinet", outcome="approved"),
    Decision(decision_id("stp", "hwb"), "stp", "hwb"),
    RecommendationOutcome(outcome_id("r4", "cabinet"), "r4", "cabinet", "deferred", "To October"),
)


RECORDS = made(*HELD)


def test_the_four_recommendations_of_001_stand_in_their_order():
    assert [held.id for held in recommendations_of(RECORDS, "stp")] == ["r1", "r2", "r3", "r4"]


def test_a_recommendation_goes_with_the_decision_unless_the_body_said_otherwise():
    held = {one.id: one for one in recommendations_of(RECORDS, "stp")}
    assert answer(RECORDS, held["r1"], "cabinet").outcome == "approved"
    assert not answer(RECORDS, held["r1"], "cabinet").own
    four = answer(RECORDS, held["r4"], "cabinet")
    assert (four.outcome, four.words, four.own) == ("deferred", "To October", True)
    assert answer(RECORDS, held["r4"], "hwb").outcome == "not yet"


def test_only_bodies_that_are_asked_are_listed():
    assert [body.id for body in bodies_asked(RECORDS, "stp")] == ["cabinet", "hwb"]
