"""A pool of £20.0m, £12.0m of it the council's: the worked figures of DESIGN rule 6, with a build-up.

The parts are those of the sketch of the Pools screen: 11,640 + 210 + 390 - 240 is 12,000 (thousand pounds),
7,800 + 95 + 265 - 160 is 8,000. What the lines come to is the same, so that the pool is in balance.
"""

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource
from jcplanner.domain.figures import Figures
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pools import Contribution, Pool, PoolAgreement
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.risk_rules import RiskShareRule
from jcplanner.domain.services import ServiceArea

K = 1_000_00
"""A thousand pounds in pence."""

LINES: tuple[tuple[str, str, str, str, int, int], ...] = (
    # line, partner, VAT regime, direction, 2017/18 and 2018/19 in thousands
    ("homes", "c", "s33 council", "expenditure", 13_040, 13_400),
    ("charges", "c", "not given", "income", 1_400, 1_400),
    ("beds", "n", "s41 NHS contracted-out", "expenditure", 7_800, 8_000),
)

POOLED: tuple[Record, ...] = (
    PlanDetails("plan", "A pool of £20m", first_year=2016, years_shown=4),
    Partner("c", 1, "The Council", "Council", "council"),
    Partner("n", 2, "The Clinical Commissioning Group", "CCG", "CCG"),
    ServiceArea("homes", 1, "Care homes"),
    FundingSource("grant", 1, "Disabled Facilities Grant", "c", "DFG", nature="capital"),
    Pool(
        "p",
        1,
        "Care homes pool",
        "c",
        legal_basis="s75 NHS Act 2006",
        starts="2017-04-01",
        notice_months=12,
    ),
    PoolAgreement("v1", 1, "p", "Agreement", "agreed", "2017-03-20", "2017-04-01"),
    RiskShareRule("r", 1, "p"),
    PathwayStep("homes:2017", "homes", 2017, "integrate", "pooled", "p"),
    PathwayStep("homes:2018", "homes", 2018, "integrate", "pooled", "p"),
    *(
        BudgetLine(
            line,
            place,
            partner,
            "homes",
            line.capitalize(),
            direction=direction,
            vat_regime=regime,
            budget_holder="Head of commissioning",
        )
        for place, (line, partner, regime, direction, _, _) in enumerate(LINES, start=1)
    ),
    *(
        BudgetAmount(f"{line}:{year}", line, year, thousands * K)
        for line, _, _, _, *amounts in LINES
        for year, thousands in zip((2017, 2018), amounts, strict=True)
    ),
    Contribution("p:c:2018", "p", "c", 2018, None, "indicative", 11_640 * K, 210 * K, 390 * K, None, 240 * K,
                 in_kind=185 * K),
    Contribution("p:n:2018", "p", "n", 2018, None, "confirmed", 7_800 * K, 95 * K, 265 * K, None, 160 * K),
)  # fmt: skip


def records_with(*changed: Record) -> Records:
    """The records of the pool, with these added or in place of theirs."""
    held = {(record.TABLE, record.id): record for record in (*POOLED, *changed)}
    rows: dict[str, list[tuple[object, ...]]] = {}
    for record in held.values():
        rows.setdefault(record.TABLE, []).append(record.row)
    return Records(rows)


def figures_of(records: Records) -> Figures:
    """The figures of records."""
    figures = Figures()
    figures.put_in(records, records.table(BudgetLine))
    return figures
