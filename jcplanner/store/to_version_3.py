"""From version 2 to 3: proposals, decisions, registers, stage reviews, people and priorities."""

from typing import TYPE_CHECKING

from jcplanner.store.described_tables import create_described

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = {
    "proposal": (
        "position int!, name!, reference!, service_area >service_area, asks!, step!, follows "
        ">proposal, alternatives!, mandate!, classification!, exempt_reason!, key_decision "
        "int!, wards!, author!, purpose!, reasons!, considerations!, community_impact!, "
        "consultees!, background!, version >version, source!, note!"
    ),
    "recommendation": ("position int!, proposal >proposal, words!"),
    "proposal_option": (
        "position int!, proposal >proposal, name!, numbers!, kind!, words!, for_it!, "
        "against_it!, cost int, chosen int!, reason!"
    ),
    "option_part": ("hybrid >proposal_option, part >proposal_option"),
    "clearance": ("position int!, proposal >proposal, cleared_for!, post!, cleared_on, note!"),
    "consultation": (
        "position int!, proposal >proposal, name!, audience!, opens, closes, least_days int!, "
        "came_back!, note!"
    ),
    "consultation_test": ("consultation >consultation, test!, state!, evidence!"),
    "implication_heading": ("position int!, body >body, name!"),
    "implication": (
        "proposal >proposal, heading >implication_heading, none int!, exempt int!, words!"
    ),
    "meeting": ("position int!, body >body, name!, date, note!"),
    "decision": (
        "proposal >proposal, body >body, needed int!, meeting >meeting, expected, decided_on, "
        "outcome!, words!, conditions!, minute!, version >version, fingerprint!, source!, note!"
    ),
    "recommendation_outcome": ("recommendation >recommendation, body >body, outcome!, words!"),
    "body_term": ("body >body, heading!, words!"),
    "body_sign_off": ("body >body, partner >partner, state!, signed_on, reference!"),
    "paper_section": ("position int!, body >body, name!, part!"),
    "risk": (
        "position int!, event!, cause!, effect!, side!, service_area >service_area, stage!, "
        "proposal >proposal, category!, owner!, partner >partner, inherent_likelihood int, "
        "inherent_impact int, current_likelihood int, current_impact int, target_likelihood "
        "int, target_impact int, amount int, line >budget_line, strategy!, mitigation!, "
        "proximity!, next_review, state!, external!, source!"
    ),
    "issue": (
        "position int!, name!, words!, risk >risk, service_area >service_area, stage!, proposal "
        ">proposal, raised_by >body, raised_on, owner!, wanted!, answer!, amount int, state!, "
        "source!"
    ),
    "opportunity": (
        "position int!, name!, words!, service_area >service_area, stage!, proposal >proposal, "
        "owner!, amount int, state!, source!"
    ),
    "lesson": (
        "position int!, name!, happened!, recommended!, service_area >service_area, stage!, "
        "applied_area >service_area, applied_stage!, applied!, verified_on, verified_by!, "
        "state!, source!"
    ),
    "action": (
        "position int!, name!, service_area >service_area, stage!, proposal >proposal, body "
        ">body, risk >risk, issue >issue, lesson >lesson, owner!, due, done_on, state!, note!"
    ),
    "outcome_measure": (
        "position int!, name!, outcome!, service_area >service_area, stage!, unit!, baseline!, "
        "planned!, actual!, measured_on, source!"
    ),
    "benefit": (
        "position int!, name!, words!, service_area >service_area, stage!, saving >saving, "
        "owner!, source!"
    ),
    "benefit_amount": ("benefit >benefit, year int!, planned int, realised int"),
    "engagement": (
        "position int!, name!, group!, service_area >service_area, stage!, proposal >proposal, "
        "date, state!, came_back!, source!"
    ),
    "contract": (
        "position int!, name!, provider!, service_area >service_area, stage!, lead_partner "
        ">partner, value int, starts, ends, extension!, notice_months int, note!"
    ),
    "contract_share": ("contract >contract, partner >partner, share int, line >budget_line"),
    "submission": (
        "position int!, name!, kind!, recipient!, template!, service_area >service_area, "
        "stage!, proposal >proposal, owner!, due, done_on, state!, source!"
    ),
    "stage_review": (
        "position int!, service_area >service_area, from_stage!, to_stage!, year int, due, "
        "proposal >proposal, version >version, learnt!, verdict!, closed_on, reasons!"
    ),
    "gate_criterion": ("position int!, stage_review >stage_review, name!, state!, evidence!"),
    "consolidation": (
        "position int!, name!, service_area >service_area, year int, pool >pool, lead_partner "
        ">partner, words!"
    ),
    "consolidated_line": ("consolidation >consolidation, line >budget_line"),
    "evaluation": (
        "position int!, name!, service_area >service_area, stage!, measure!, baseline!, "
        "target!, finding!, found_on, lesson >lesson"
    ),
    "officer_time": (
        "position int!, name!, tier!, category!, team!, partner >partner, benefits >partner, "
        "service_area >service_area, year int, fte int, cost int, months int!, basis!, status!, "
        "time_class!, in_summary int!, review_on, source!, note!"
    ),
    "post": (
        "position int!, name!, partner >partner, proposed_partner >partner, reports_to >post, "
        "proposed_reports_to >post, manages >service_area, state!, fte int, cost int, joint "
        "int!, tupe!, source!, note!"
    ),
    "exercise": ("position int!, name!, proposal >proposal, envelope int, method!, source!"),
    "criterion": (
        "position int!, exercise >exercise, name!, weight int, low_anchor!, high_anchor!, evidence!"
    ),
    "candidate": (
        "position int!, exercise >exercise, name!, kind!, service_area >service_area, saving "
        ">saving, option >proposal_option, cost int, must int!, evidence!"
    ),
    "scorer": ("position int!, exercise >exercise, name!"),
    "score": ("candidate >candidate, criterion >criterion, scorer >scorer, points int"),
    "envelope": (
        "service_area >service_area, year int!, amount int, floor int, ceiling int, note!"
    ),
    "programme_spend": (
        "position int!, category!, setting!, partner >partner, year int, amount int, source!"
    ),
    "programme_share": ("spend >programme_spend, service_area >service_area, share int"),
}
"""The new tables, as `described_tables` reads them."""

_BODY_ORDER = [
    "id",
    "position",
    "name",
    "partner",
    "kind",
    "authority",
    "chair",
    "membership",
    "meets",
    "papers_days",
    "figures_days",
    "terms_of_reference",
]


def to_version_3(database: "Database") -> None:
    """Add the new tables and a body's lead times; nothing that was there changes."""
    bodies = database.table("body")
    for name in ("papers_days", "figures_days"):
        bodies.add_column(name, int)
    # Made anew, so that the columns stand in the order in which a new file has them.
    bodies.transform(column_order=_BODY_ORDER)  # pyright: ignore[reportUnknownMemberType]
    create_described(database, _TABLES)
