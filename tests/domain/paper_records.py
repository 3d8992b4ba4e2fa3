"""A proposal of two bodies with something under every part of its board paper, some of it exempt."""

from jcplanner.domain.decisions import Decision, Meeting
from jcplanner.domain.partners import Body
from jcplanner.domain.proposals import (
    Clearance,
    Consultation,
    ConsultationTest,
    Implication,
    ImplicationHeading,
    OptionPart,
    Proposal,
    ProposalOption,
    Recommendation,
)
from jcplanner.domain.record import Record
from jcplanner.domain.registers import IF_WE_DO, IF_WE_DONT, Engagement, Risk
from tests.conftest import SMALL_PLAN

PAPER: tuple[Record, ...] = (
    *SMALL_PLAN,
    Body("cabinet", 1, "Cabinet", "c"),
    Body("board", 2, "Governing Body", "n"),
    Meeting("july", 1, "cabinet", "Cabinet", "2016-07-28"),
    Proposal(
        "align",
        1,
        "Align adult budgets",
        "D1",
        "adults",
        purpose="To put both partners' budgets side by side.\n- homes\n- charges",
        reasons="Better value, where costs are ≤ £5 a day.",
        author="Director of adults",
        exempt_reason="Paragraph 3 of Schedule 12A.",
    ),
    Recommendation("first", 1, "align", "the budgets be aligned from April 2017"),
    Recommendation("second", 2, "align", "progress be reported in a year"),
    ProposalOption("apart", 1, "align", "Stay apart", kind="do nothing", reason="Saves nothing."),
    ProposalOption("half", 2, "align", "Homes alone", cost=12_345),
    ProposalOption("both", 3, "align", "Both", kind="hybrid", chosen=1, reason="Best value."),
    OptionPart("both:half", "both", "half"),
    OptionPart("both:apart", "both", "apart"),
    Decision("align:cabinet", "align", "cabinet", meeting="july"),
    Decision(
        "align:board", "align", "board", decided_on="2016-07-19", outcome="approved", minute="12/16"
    ),
    ImplicationHeading("money", 1, None, "Financial"),
    ImplicationHeading("law", 2, None, "Legal"),
    ImplicationHeading("computers", 3, None, "IT"),
    ImplicationHeading("estate", 4, None, "Property"),
    Implication("align:money", "align", "money", words="No new money."),
    Implication("align:law", "align", "law", none=1),
    Implication("align:estate", "align", "estate", exempt=1, words="A sale is in hand."),
    Risk(
        "demand", 1, "Demand grows", "An older population", "Overspend", IF_WE_DO,
        proposal="align", inherent_likelihood=4, inherent_impact=4, current_likelihood=3,
        current_impact=4, mitigation="Watch it.", owner="Head of finance",
    ),
    Risk("drift", 2, "Services drift apart", side=IF_WE_DONT, service_area="learning"),
    Risk("else", 3, "A risk of another area", service_area="mental"),
    Clearance("legal", 1, "align", "legal", "Monitoring officer", "2016-07-01"),
    Engagement(
        "forum", 1, "Carers' forum", "Carers", proposal="align", date="2016-06-01", state="held"
    ),
    Consultation("asked", 1, "align", "On homes", opens="2016-02-01", closes="2016-05-01"),
    ConsultationTest("asked:adequate time", "asked", "adequate time", "met", "90 days"),
)  # fmt: skip
