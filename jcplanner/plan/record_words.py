"""What people call a record: by its name; one whose id is made of its keys, by what the keys stand for.

"Contribution of the Council to the Better Care Fund, 2018/19". An id says so by itself, so that what has
been removed is still called what it was.
"""

from collections.abc import Callable

from jcplanner.domain.assumptions import AssumptionRate, ControlledPartner, Resource
from jcplanner.domain.budgets import BudgetAmount, FundingAmount
from jcplanner.domain.catalogue import record_named
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.decisions import (
    BodySignOff,
    BodyTerm,
    Decision,
    RecommendationOutcome,
)
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.overrides import CELLS, numbers_of
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.pools import (
    AGREEMENT_ITEMS,
    AgreementTerm,
    Contribution,
    Instalment,
    PoolAgreement,
)
from jcplanner.domain.priorities import Envelope, ProgrammeShare, Score
from jcplanner.domain.proposals import ConsultationTest, Implication, OptionPart
from jcplanner.domain.record import Record
from jcplanner.domain.registers import BenefitAmount, ContractShare
from jcplanner.domain.risk_rules import RiskShare, RiskShareRule
from jcplanner.domain.savings import SavingCost
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.domain.stage_reviews import ConsolidatedLine, StageReview
from jcplanner.domain.virements import VirementMove
from jcplanner.domain.years import MONTHS, year_label

Named = Callable[[str, str], str]
"""What the record with a table and id is called."""

_PATTERNS: dict[type[Record], str] = {
    BudgetAmount: "{line}, {year}",
    FundingAmount: "{source}, {year}",
    PathwayStep: "{service_area}, {year}",
    Resource: "Resource of {partner}, {year}",
    AssumptionRate: "{assumption}, {year}",
    SavingCost: "{saving}, {year}",
    Contribution: "Contribution of {partner} to {pool}, {year}",
    Instalment: "Instalment of {partner} to {pool}, {year} quarter {quarter}",
    AgreementTerm: "{item} ({pool})",
    Outturn: "{line}, {year} to {period}",
    RiskShare: "Share of {partner}: {rule}",
    ControlledPartner: "{partner} under {control_total}",
    VirementMove: "{virement}: {line}",
    OptionPart: "{part} in {hybrid}",
    ConsultationTest: "{test} ({consultation})",
    Implication: "{heading} of {proposal}",
    Decision: "Decision of {body} on {proposal}",
    RecommendationOutcome: "{body} on: {recommendation}",
    BodyTerm: "{heading} ({body})",
    BodySignOff: "Sign-off of {body} by {partner}",
    BenefitAmount: "{benefit}, {year}",
    ContractShare: "Share of {partner}: {contract}",
    ConsolidatedLine: "{line} in {consolidation}",
    Score: "{candidate}, {criterion}, {scorer}",
    Envelope: "Envelope of {service_area}, {year}",
    ProgrammeShare: "{service_area} of {spend}",
}
_KEYS: dict[str, tuple[str, ...]] = {
    **CELLS,
    PathwayStep.TABLE: ("service_area", "year"),
    AgreementTerm.TABLE: ("pool", "item"),
    ControlledPartner.TABLE: ("control_total", "partner"),
    VirementMove.TABLE: ("virement", "line"),
    ScenarioOverride.TABLE: ("scenario", "of_table", "of_record", "of_field"),
    OptionPart.TABLE: ("hybrid", "part"),
    ConsultationTest.TABLE: ("consultation", "test"),
    Implication.TABLE: ("proposal", "heading"),
    Decision.TABLE: ("proposal", "body"),
    RecommendationOutcome.TABLE: ("recommendation", "body"),
    BodyTerm.TABLE: ("body", "heading"),
    BodySignOff.TABLE: ("body", "partner"),
    BenefitAmount.TABLE: ("benefit", "year"),
    ContractShare.TABLE: ("contract", "partner"),
    ConsolidatedLine.TABLE: ("consolidation", "line"),
    Score.TABLE: ("candidate", "criterion", "scorer"),
    ProgrammeShare.TABLE: ("spend", "service_area"),
}
"""The fields that an id is made of, in its order, with a colon between them (overrides: a bar)."""

_OF = {
    RiskShareRule.TABLE: "pool",
    PoolAgreement.TABLE: "pool",
    StageReview.TABLE: "service_area",
}
"""The field that names what a record is of, where its own name says too little."""

_ITEMS = {item.key: item.words for item in AGREEMENT_ITEMS}


def keys_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields that the ids of a kind are made of; none where they are random."""
    return _KEYS.get(kind.TABLE, ())


def key_values(kind: type[Record], key: str) -> dict[str, str]:
    """The parts of an id by field; none where the id is not made of them."""
    names = keys_of(kind)
    mark = "|" if kind is ScenarioOverride else ":"
    parts = key.rsplit(mark, len(names) - 1) if names else []
    return dict(zip(names, parts, strict=True)) if len(parts) == len(names) else {}


def record_words(named: Named, table: str, key: str) -> str:
    """What people call the record; blank where ``named`` knows nothing of it."""
    kind = record_named(table)
    parts = key_values(kind, key)
    if not parts:
        return named(table, key)
    if kind is ScenarioOverride:
        known = overridden(key) is not None
        what = record_words(named, parts["of_table"], parts["of_record"]) if known else ""
        scenario = named(Scenario.TABLE, parts["scenario"]) or Scenario.ONE
        return f"{what or parts['of_record']}, in {scenario}"
    said = {
        column.name: _key_words(named, column, parts[column.name])
        for column in kind.COLUMNS
        if column.name in parts
    }
    return _PATTERNS[kind].format(**said)


def _key_words(named: Named, column: Column, part: str) -> str:
    if column.link:
        return record_words(named, column.link, part) or record_named(column.link).ONE
    if column.kind is Kind.YEAR and part.isdigit():
        return year_label(int(part))
    if column.name == "period" and part.isdigit() and 1 <= int(part) <= len(MONTHS):
        return MONTHS[int(part) - 1]
    return _ITEMS.get(part, part) if column.name == "item" else part


def belongs_to(kind: type[Record]) -> str:
    """The field that names what records of a kind are of; blank where their own name will do."""
    return _OF.get(kind.TABLE, "")


def called(kind: type[Record], name: Value, of: str = "") -> str:
    """A record's own name as it is said: a choice with a capital, and the pool or area that it is of."""
    column = next(held for held in kind.COLUMNS if held.name == kind.NAMED_BY)
    words = column.show(name) if column.kind is Kind.CHOICE else str(name or "")
    return f"{words} ({of})" if words and of else words


def overridden(key: str) -> Column | None:
    """The column that a scenario's override, given by its id, has otherwise; None for no such number."""
    parts = key_values(ScenarioOverride, key)
    return numbers_of(parts["of_table"]).get(parts["of_field"]) if parts else None
