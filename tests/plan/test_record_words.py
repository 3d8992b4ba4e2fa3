"""What people call each kind of record, whether it is still in the plan or not."""

import pytest

from jcplanner.domain.assumptions import Assumption, AssumptionRate, ControlledPartner, ControlTotal
from jcplanner.domain.catalogue import RECORDS, record_named
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.pools import AgreementTerm, Contribution, PoolAgreement
from jcplanner.domain.priorities import Candidate, Criterion, ProgrammeSpend, Scorer
from jcplanner.domain.proposals import (
    Consultation,
    ImplicationHeading,
    Proposal,
    ProposalOption,
    Recommendation,
)
from jcplanner.domain.registers import Benefit, Contract
from jcplanner.domain.risk_rules import RiskShareRule
from jcplanner.domain.savings import Saving
from jcplanner.domain.scenarios import Scenario, ScenarioOverride, override_id
from jcplanner.domain.stage_reviews import Consolidation, StageReview
from jcplanner.domain.virements import Virement
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.record_words import key_values, keys_of
from jcplanner.plan.wording import say_change, say_record, say_step


@pytest.fixture
def joint(plan: Plan) -> Plan:
    """The small plan with a record of every kind that others hang on."""
    with plan.step("Fill") as draft:
        for record in (
            Assumption("pay", 1, "Pay award"),
            Saving("home", 1, "Derby Home First"),
            ControlTotal("tot", 1, "System control total", 2017),
            Virement("vire", 1, "Move of carers' breaks", 2017),
            RiskShareRule("rule", 1, "pool"),
            PoolAgreement("deed", 1, "pool", "First deed"),
            Scenario("slow", 1, "Slower start"),
            Proposal("plan", 1, "Joint commissioning"),
            Recommendation("rec", 1, "plan", "Approve the pooled fund"),
            ProposalOption("three", 1, "plan", "Option 3"),
            ProposalOption("both", 2, "plan", "Options 3 and 4"),
            Consultation("ask", 1, "plan", "Home First"),
            ImplicationHeading("law", 1, None, "Legal"),
            Benefit("well", 1, "Fewer long stays"),
            Contract("beds", 1, "Care home beds"),
            Consolidation("one", 1, "One care home budget"),
            Candidate("cand", 1, None, "Reablement"),
            Criterion("need", 1, None, "Need"),
            Scorer("four", 1, None, "Scorer 4"),
            ProgrammeSpend("mh", 1, "Mental health disorders"),
            Body("board", 1, "Joint Board"),
        ):
            draft.add(record)
    return plan


WORDS = {
    ("budget_amount", "homes:2017"): "Homes, 2017/18",
    ("funding_amount", "core:2017"): "Base budget, 2017/18",
    ("pathway_step", "adults:2017"): "Adults, 2017/18",
    ("contribution", "pool:c:2018"): "Contribution of The Council to Section 75 pool, 2018/19",
    ("instalment", "pool:c:2018:2"): (
        "Instalment of The Council to Section 75 pool, 2018/19 quarter 2"
    ),
    ("agreement_term", "pool:aims"): "Agreed aims (Section 75 pool)",
    ("pool_agreement", "deed"): "First deed (Section 75 pool)",
    ("risk_share_rule", "rule"): "Pro rata to contribution (Section 75 pool)",
    ("risk_share", "rule:c"): "Share of The Council: Pro rata to contribution (Section 75 pool)",
    ("outturn", "homes:2018:3"): "Homes, 2018/19 to June",
    ("resource", "c:2018"): "Resource of The Council, 2018/19",
    ("assumption_rate", "pay:2018"): "Pay award, 2018/19",
    ("saving_cost", "home:2018"): "Derby Home First, 2018/19",
    ("controlled_partner", "tot:c"): "The Council under System control total",
    ("virement_move", "vire:homes"): "Move of carers' breaks: Homes",
    ("option_part", "both:three"): "Option 3 in Options 3 and 4",
    ("consultation_test", "ask:adequate time"): "adequate time (Home First)",
    ("implication", "plan:law"): "Legal of Joint commissioning",
    ("decision", "plan:board"): "Decision of Joint Board on Joint commissioning",
    ("recommendation_outcome", "rec:board"): "Joint Board on: Approve the pooled fund",
    ("body_term", "board:principles"): "principles (Joint Board)",
    ("body_sign_off", "board:c"): "Sign-off of Joint Board by The Council",
    ("benefit_amount", "well:2018"): "Fewer long stays, 2018/19",
    ("contract_share", "beds:c"): "Share of The Council: Care home beds",
    ("consolidated_line", "one:homes"): "Homes in One care home budget",
    ("score", "cand:need:four"): "Reablement, Need, Scorer 4",
    ("envelope", "adults:2018"): "Envelope of Adults, 2018/19",
    ("programme_share", "mh:adults"): "Adults of Mental health disorders",
    (
        "scenario_override",
        "slow|budget_amount|homes:2017|amount",
    ): "Homes, 2017/18, in Slower start",
}


@pytest.mark.parametrize(("place", "words"), WORDS.items(), ids=[table for table, _ in WORDS])
def test_a_record_is_called_as_people_say_it(joint: Plan, place: tuple[str, str], words: str):
    assert say_record(joint, *place, None) == words


def test_every_kind_whose_id_is_made_of_keys_has_words():
    for kind in RECORDS:
        if kind.NAMED_BY == "id":
            assert kind.TABLE in {table for table, _ in WORDS}, kind.TABLE
        names = {column.name for column in kind.COLUMNS}
        assert set(keys_of(kind)) <= names


def test_an_id_that_is_not_made_of_its_keys_is_no_riddle(joint: Plan):
    assert key_values(Contribution, "pool") == {}
    assert say_record(joint, "contribution", "nonsense", None) == "contribution"
    assert say_record(joint, "scenario_override", "slow|no table|x|y", None) == "x, in Slower start"


def test_what_is_gone_is_still_called_what_it_was(joint: Plan):
    with joint.step("Share") as draft:
        draft.add(Contribution("pool:c:2018", "pool", "c", 2018, 5))
    edits.remove(joint, Partner, ["c"])
    words = "Contribution of The Council to Section 75 pool, 2018/19"
    assert say_record(joint, "contribution", "pool:c:2018", None) == words
    edits.remove(joint, record_named("pool"), ["pool"])
    assert say_record(joint, "risk_share_rule", "rule", None) == (
        "Pro rata to contribution (Section 75 pool)"
    )


def test_a_record_that_has_only_its_keys_is_said_to_have_come(joint: Plan):
    with joint.step("Put under a control total") as draft:
        draft.add(ControlledPartner("tot:c", "tot", "c"))
    assert say_step(joint, joint.steps[-1]) == "The Council under System control total added"
    (change,) = joint.file.changes(joint.steps[-1])
    (said,) = say_change(joint, change)
    assert (said.field, said.before, said.after) == ("", "", "there")


def test_fields_of_new_records_are_said_without_their_keys(joint: Plan):
    with joint.step("Rate") as draft:
        draft.add(AssumptionRate("pay:2018", "pay", 2018, 250))
        draft.add(AgreementTerm("pool:aims", "pool", "aims", "agreed", "4.1"))
    assert say_step(joint, joint.steps[-1]) == (
        "Pay award, 2018/19: central blank to 2.50%; "
        "Agreed aims (Section 75 pool): state blank to Agreed, clause blank to 4.1"
    )


def test_an_override_says_its_number_as_the_field_that_it_is_of(joint: Plan):
    key = override_id("slow", "assumption_rate", "pay:2018", "central")
    with joint.step("Override") as draft:
        draft.add(ScenarioOverride(key, "slow", "assumption_rate", "pay:2018", "central", 300, 250))
    assert say_step(joint, joint.steps[-1]) == (
        "Pay award, 2018/19, in Slower start: central 2.50% to 3.00%"
    )


def test_a_stage_review_is_called_by_where_it_leads_and_its_area(plan: Plan):
    edits.add(plan, StageReview, service_area="adults", to_stage="integrate")
    [key] = plan.table(StageReview)
    assert say_record(plan, StageReview.TABLE, key, None) == "Integrate (Adults)"
    edits.remove(plan, StageReview, [key])
    assert say_record(plan, StageReview.TABLE, key, None) == "Integrate (Adults)"
    assert say_step(plan, plan.steps[-1]) == "stage review Integrate (Adults) removed"


def test_every_kind_of_record_is_called_by_a_field_that_it_has():
    for kind in RECORDS:
        assert kind.NAMED_BY in ("id", *kind.NAMES), kind.TABLE
