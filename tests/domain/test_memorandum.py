"""The memorandum account: income by partner, expenditure by scheme, surplus or deficit, and shares."""

from collections.abc import Sequence

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.memorandum import Account, Income, account
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pooling import Pooled
from jcplanner.domain.pools import Contribution, Instalment, Pool
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.risk_case import case_of, parties_of, shared_in, spending_of, tried_amount
from jcplanner.domain.risk_rules import RiskShare, RiskShareRule
from jcplanner.domain.risk_share import Party
from jcplanner.domain.services import ServiceArea

M = 1_000_000_00
POOL: Sequence[Record] = (
    PlanDetails("plan", first_year=2016),
    Partner("c", 1, "Council"),
    Partner("n", 2, "CCG"),
    Partner("x", 3, "Trust"),
    ServiceArea("a", 1, "Older people"),
    Pool("pool", 1, "Care homes", "c"),
    PathwayStep("a:2017", "a", 2017, "integrate", "pooled", "pool"),
    BudgetLine("homes", 1, "c", "a", "Homes"),
    BudgetLine("beds", 2, "n", "a", "Beds"),
    BudgetLine("fees", 3, "c", "a", "Fees", direction="income"),
    BudgetAmount("homes:2017", "homes", 2017, 14 * M),
    BudgetAmount("beds:2017", "beds", 2017, 8 * M),
    BudgetAmount("fees:2017", "fees", 2017, 2 * M),
    Contribution("pool:c:2017", "pool", "c", 2017, 12 * M),
    RiskShareRule("r", 1, "pool", rule="pro rata, capped", cap=500),
)
IN_YEAR = (
    Outturn("homes:2017:6", "homes", 2017, 6, 8 * M, 16 * M),
    Outturn("fees:2017:6", "fees", 2017, 6, 1 * M),
    Outturn("homes:2017:9", "homes", 2017, 9, 12 * M, 15 * M + 300_000_00),
    Instalment("pool:n:2017:1", "pool", "n", 2017, 1, 2 * M),
    Instalment("pool:n:2017:2", "pool", "n", 2017, 2, 2 * M),
    Instalment("pool:n:2017:3", "pool", "n", 2017, 3, 1 * M),
)


def records_of(*more: Record) -> tuple[Records, Figures]:
    rows: dict[str, list] = {}
    for held in (*POOL, *more):
        rows.setdefault(held.TABLE, []).append(held.row)
    records, figures = Records(rows), Figures()
    figures.put_in(records, records.table(BudgetLine))
    return records, figures


def of(quarter: int, *more: Record) -> Account:
    return account(*records_of(*more), "pool", 2017, quarter)


def test_the_year_end_account_holds_the_worked_example_of_1_3m():
    held = of(4, *IN_YEAR)
    assert held.income == (
        Income("c", 12 * M, 12 * M, 12 * M, True),
        Income("n", 8 * M, 8 * M, 5 * M, False),
    )
    assert (held.contributed, held.budget, held.balance) == (20 * M, 20 * M, 0)
    assert held.expected == 21 * M + 300_000_00
    assert (held.over, held.surplus) == (1_300_000_00, -1_300_000_00)
    assert held.shared is not None
    assert held.shared.partners == (600_000_00, 400_000_00)
    assert held.shared.unallocated == 300_000_00
    assert held.without_forecast == 2


def test_a_quarters_account_stands_as_its_last_month_did():
    held = of(2, *IN_YEAR)
    assert (held.period, held.due, held.received) == (6, 10 * M, 10 * M)
    assert held.spent == 7 * M
    assert held.over == 2 * M
    assert of(1, *IN_YEAR).shared is None


def test_without_in_year_figures_the_year_stands_at_its_budget():
    held = of(4)
    assert (held.expected, held.over, held.shared) == (20 * M, 0, None)
    assert held.income[1].received is None


def test_a_balance_that_is_not_0_is_no_overspend():
    held = of(4, Contribution("pool:n:2017", "pool", "n", 2017, 7 * M))
    assert (held.balance, held.over, held.surplus) == (-1 * M, 0, -1 * M)


def test_whoever_contributes_hosts_or_has_a_share_is_a_party():
    records, figures = records_of(RiskShare("r:x", "r", "x", 1_000))
    pooled = Pooled(records, figures)
    assert parties_of(pooled, "pool", 2017) == (
        Party("c", 12 * M, 12 * M),
        Party("n", 8 * M, 8 * M),
        Party("x", 0, 0),
    )
    assert [party.partner for party in parties_of(pooled, "pool", 2016)] == ["c", "x"]
    amount = tried_amount(spending_of(pooled, "pool", 2017), 650)
    assert amount == 1_300_000_00
    assert shared_in(records, "pool", case_of(pooled, "pool", 2017, amount)).partners == (
        600_000_00,
        400_000_00,
        0,
    )
