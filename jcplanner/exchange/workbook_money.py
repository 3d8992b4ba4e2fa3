"""The sheets about what is joined: money, then what was agreed; in the order in which they are written.

Each is written by one function that returns the checks it adds to the Checks sheet. A sheet that another
one refers to comes before it here, and leaves the places of its cells in `Writing.cells`; where a sheet
stands in the workbook is said in `workbooks`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jcplanner.exchange.workbook_changes import write_changes
from jcplanner.exchange.workbook_checks import Check
from jcplanner.exchange.workbook_decisions import write_decisions
from jcplanner.exchange.workbook_gap import write_gap
from jcplanner.exchange.workbook_in_year import write_in_year
from jcplanner.exchange.workbook_labels import Labels
from jcplanner.exchange.workbook_people import write_people
from jcplanner.exchange.workbook_pools import write_pools
from jcplanner.exchange.workbook_priorities import write_priorities
from jcplanner.exchange.workbook_registers import write_registers
from jcplanner.exchange.workbook_risk_share import write_risk_share
from jcplanner.exchange.workbook_savings import write_savings
from jcplanner.exchange.workbook_scenarios import write_scenarios
from jcplanner.exchange.workbook_sums import Sums
from jcplanner.exchange.workbook_virements import write_virements
from jcplanner.exchange.write import Page
from jcplanner.plan.plan import Plan


@dataclass
class Writing:
    """What the sheets are written from, and where earlier ones have put what later ones refer to.

    ``cells`` holds full references such as "Pools!$F$12" by a key that the writer chooses, such as
    ("contribution", pool, partner, year); ``names`` the defined names to be added to the workbook.
    """

    plan: Plan
    labels: Labels
    sums: Sums
    cells: dict[tuple[Any, ...], str] = field(default_factory=dict[tuple[Any, ...], str])
    names: dict[str, str] = field(default_factory=dict[str, str])


class JoinedSheet(NamedTuple):
    """One sheet: its name, what it holds, and what writes it."""

    name: str
    about: str
    write: Callable[[Page, Writing], list[Check]]


MONEY_SHEETS = (
    JoinedSheet(
        "Pools",
        "What lies in each pooled fund by year, what each partner contributes, balances and instalments",
        write_pools,
    ),
    JoinedSheet(
        "In-year",
        "What lines of pooled funds cost to date by month, their forecasts, and variances in words",
        write_in_year,
    ),
    JoinedSheet(
        "Risk share",
        "What each rule takes of an over- or underspend, by partner, and what no rule takes",
        write_risk_share,
    ),
    JoinedSheet(
        "Savings",
        "What each saving delivers by year, from its inputs and the table of phasing profiles",
        write_savings,
    ),
    JoinedSheet(
        "Gap",
        "From assumptions to requirement, gap, bridge and what is unidentified, by partner and side",
        write_gap,
    ),
    JoinedSheet(
        "Virements",
        "Every move of budget between lines, and the net of each virement, which is nil",
        write_virements,
    ),
    JoinedSheet(
        "Scenarios",
        "What scenarios have otherwise than the plan, and what that does to net revenue by year",
        write_scenarios,
    ),
    JoinedSheet(
        "Priorities",
        "Weights and mean scores with results, ranks and cost per point; envelopes by area and year",
        write_priorities,
    ),
    JoinedSheet(
        "Changes since",
        "What differs from the newest version: totals, lines, other figures and words, then and now",
        write_changes,
    ),
)

AGREEMENT_SHEETS = (
    JoinedSheet(
        "Decisions",
        "What each body said of each proposal, when, under which conditions and on which figures",
        write_decisions,
    ),
    JoinedSheet(
        "Registers",
        "Risks with their scores, issues, lessons, actions, benefits, contracts and all the other registers",
        write_registers,
    ),
    JoinedSheet(
        "People",
        "Officers' time with a year worked out from its sample, and posts by employer; none of it is cash",
        write_people,
    ),
)
JOINED_SHEETS = (*MONEY_SHEETS, *AGREEMENT_SHEETS)
