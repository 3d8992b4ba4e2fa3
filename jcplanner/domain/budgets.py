"""Budgets: every partner's existing lines, year by year, with code, reporting line and provenance.

Expenditure and income are both kept positive as a rule; a credit is a negative amount. Net is
expenditure less income (DESIGN rule 1).
"""

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record, column, link, position, record

FUNDING_KINDS = (
    "core",
    "minimum NHS contribution",
    "additional contribution",
    "Better Care Fund",
    "grant",
    "DFG",
    "client contributions",
    "other",
)
DIRECTIONS = ("expenditure", "income")
NATURES = ("revenue", "capital")
RECURRENCES = ("recurrent", "non-recurrent")
AMOUNT_STATUSES = ("indicative", "confirmed")
SUBJECTIVE_GROUPS = (
    "not given",
    "employees",
    "premises-related",
    "transport-related",
    "supplies and services",
    "third party payments",
    "transfer payments",
    "support services",
    "depreciation and impairment losses",
    "income",
    "capital financing costs",
)
VAT_REGIMES = ("not given", "s33 council", "s41 NHS contracted-out", "outside VAT")


@record("funding_source", "funding source", "funding sources")
class FundingSource(Record):
    """Where money comes from; one line draws on one source (001¶4.21)."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="New funding source")
    partner: str | None = link("Partner", "partner", on_remove="cascade")
    kind: str = column("Kind", Kind.CHOICE, default="core", choices=FUNDING_KINDS)
    ring_fenced: int = column("Ring-fenced", Kind.FLAG, default=0)
    nature: str = column("Revenue or capital", Kind.CHOICE, default="revenue", choices=NATURES)
    note: str = column("Note", Kind.NOTE)


@record("funding_amount", "funding amount", "funding amounts", ordered=False, named_by="id")
class FundingAmount(Record):
    """What a source gives in a year, in pence. Its id is `<source>:<year>`."""

    id: str
    source: str = link("Funding source", "funding_source", on_remove="cascade")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    amount: int | None = column("Amount", Kind.MONEY, default=None)


@record("budget_line", "budget line", "budget lines", named_by="description")
class BudgetLine(Record):
    """One line of a partner's existing budget. Nothing joint overwrites it (000¶17a)."""

    id: str
    position: int = position()
    partner: str | None = link("Partner", "partner", on_remove="cascade")
    service_area: str | None = link("Service area", "service_area")
    description: str = column("Line", required=True, default="New line")
    ledger_code: str = column("Code", Kind.CODE, help="The code in the partner's own ledger.")
    subjective_group: str = column(
        "Subjective group", Kind.CHOICE, default="not given", choices=SUBJECTIVE_GROUPS
    )
    provider: str = column("Provider")
    funding_source: str | None = link("Funding source", "funding_source")
    direction: str = column(
        "Expenditure or income", Kind.CHOICE, default="expenditure", choices=DIRECTIONS
    )
    nature: str = column("Revenue or capital", Kind.CHOICE, default="revenue", choices=NATURES)
    recurrence: str = column("Recurrence", Kind.CHOICE, default="recurrent", choices=RECURRENCES)
    budget_holder: str = column(
        "Reports to",
        help="The reporting line: the post that holds this budget, not a person's name.",
    )
    line_manager: str = column("Line manager", help="The post to which the budget holder reports.")
    vat_regime: str = column("VAT regime", Kind.CHOICE, default="not given", choices=VAT_REGIMES)
    kept_out_of_pool: int = column(
        "Kept out of pool", Kind.FLAG, default=0, help="Stays outside although its area is pooled."
    )
    in_kind: int = column(
        "In kind",
        Kind.FLAG,
        default=0,
        help="Staff, goods or accommodation: beside cash, never in it.",
    )
    source_file: str = column("From file")
    source_sheet: str = column("From sheet")
    source_row: int | None = column("From row", Kind.COUNT, default=None)
    imported_at: str = column("Brought in at", Kind.CODE)
    import_key: str = column("Import key", Kind.CODE, hidden=True)
    note: str = column("Note", Kind.NOTE)


@record("budget_amount", "budget amount", "budget amounts", ordered=False, named_by="id")
class BudgetAmount(Record):
    """What a line comes to in a year, in pence; blank is not nil. Its id is `<line>:<year>`."""

    id: str
    line: str = link("Budget line", "budget_line", on_remove="cascade")
    year: int = column("Year", Kind.YEAR, default=0, required=True)
    amount: int | None = column("Amount", Kind.MONEY, default=None)
    low: int | None = column("Low", Kind.MONEY, default=None)
    high: int | None = column("High", Kind.MONEY, default=None)
    status: str = column("Status", Kind.CHOICE, default="indicative", choices=AMOUNT_STATUSES)
    note: str = column("Note", Kind.NOTE)


@record("import_mapping", "saved mapping", "saved mappings")
class ImportMapping(Record):
    """How one partner's files are read, saved by name so that the next one takes a minute."""

    id: str
    position: int = position()
    name: str = column("Name", required=True, default="Mapping")
    partner: str | None = link("Partner", "partner", on_remove="cascade")
    toml: str = column("Mapping", Kind.NOTE, hidden=True)


def cell_id(owner: str, year: int) -> str:
    """The id of a grid cell, so that two copies creating the same cell meet instead of doubling it."""
    return f"{owner}:{year}"
