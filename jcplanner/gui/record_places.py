"""Where a record of any kind is shown and edited: the screen, and there the record and year."""

from jcplanner.domain.catalogue import record_named
from jcplanner.domain.problems import Place
from jcplanner.domain.records import Records
from jcplanner.gui.screens import screen_named
from jcplanner.plan.record_words import key_values

_ITSELF = {
    "budget_line": "budgets",
    "budget_amount": "budgets",
    "partner": "partners",
    "body": "decisions",
    "funding_source": "partners",
    "stated_figure": "partners",
    "plan": "partners",
    "service_area": "areas",
    "pool": "pools",
    "assumption": "gap",
    "pressure": "gap",
    "resource": "gap",
    "control_total": "gap",
    "saving": "gap",
    "scenario": "scenarios",
    "version": "history",
    "virement": "budgets",
    "exercise": "priorities",
    "criterion": "priorities",
    "candidate": "priorities",
    "scorer": "priorities",
    "envelope": "priorities",
    "programme_spend": "priorities",
    "proposal": "decisions",
    "recommendation": "decisions",
    "proposal_option": "decisions",
    "option_part": "decisions",
    "clearance": "decisions",
    "consultation": "decisions",
    "consultation_test": "decisions",
    "implication": "decisions",
    "meeting": "decisions",
    "decision": "decisions",
    "risk": "registers",
    "issue": "registers",
    "opportunity": "registers",
    "lesson": "registers",
    "action": "registers",
    "outcome_measure": "registers",
    "benefit": "registers",
    "engagement": "registers",
    "contract": "registers",
    "submission": "registers",
    "officer_time": "people",
    "post": "people",
    "stage_review": "pathway",
    "gate_criterion": "pathway",
    "consolidation": "pathway",
    "evaluation": "pathway",
}
"""The screen of what is shown under its own id."""

_THROUGH = {
    "funding_amount": "source",
    "pathway_step": "service_area",
    "pool_agreement": "pool",
    "agreement_term": "pool",
    "contribution": "pool",
    "instalment": "pool",
    "risk_share_rule": "pool",
    "risk_share": "rule",
    "outturn": "line",
    "assumption_rate": "assumption",
    "controlled_partner": "control_total",
    "saving_cost": "saving",
    "virement_move": "virement",
    "score": "candidate",
    "programme_share": "spend",
    "scenario_override": "scenario",
    "recommendation_outcome": "recommendation",
    "body_term": "body",
    "body_sign_off": "body",
    "paper_section": "body",
    "implication_heading": "body",
    "benefit_amount": "benefit",
    "contract_share": "contract",
    "consolidated_line": "consolidation",
}
"""The field that names what a record is shown with."""


def place_of(records: Records, table: str, key: str) -> Place | None:
    """Where a record of the plan is shown; None where it is not there, or nowhere to be seen."""
    held = records.named(table)
    if key not in held:
        return None
    year = held.value(key, "year") if "year" in held.kind.NAMES else None
    at = year if isinstance(year, int) and year else None
    if table == "pathway_step":
        return _on("pathway", "service_area", key_values(held.kind, key)["service_area"], at)
    if table in _ITSELF:
        return _on(_ITSELF[table], table, key, at)
    if table not in _THROUGH:
        return None
    name = _THROUGH[table]
    owner = held.value(key, name)
    link = next(column.link for column in held.kind.COLUMNS if column.name == name)
    found = place_of(records, record_named(link).TABLE, str(owner)) if owner else None
    return found and Place(found.screen, found.table, found.id, at or found.year)


def _on(screen: str, table: str, key: str, year: int | None) -> Place | None:
    try:
        screen_named(screen)
    except KeyError:
        return None
    return Place(screen, table, key, year)
